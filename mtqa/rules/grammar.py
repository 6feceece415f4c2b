"""Rules: grammar that translation breaks and people who write English every day do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, pattern
from mtqa.rules.lexicon import verbs
from mtqa.rules.lexicon.plurals import ADJECTIVES, COUNTS, NOUNS, SUFFIXES
from mtqa.rules.phrases import Phrase, Phrasebook

_AFTER_HEAD = r"(?=[.;:!?)”\"]|,\ (?!\w+\ )|,|$|\ (?:%s)\b)"
_VERBS_AFTER = "is are was were has have had will would can could should may might must that which who from by"
_PLURAL = re.compile(
    r"(?:\b(?P<article>an?)|^\W?(?P<first>An?))(?P<between>(?:\ [^\W\d_](?:[\w-])*){0,5}?)\ (?P<head>%s)%s"
    % (
        "|".join(sorted(NOUNS)),
        _AFTER_HEAD
        % "|".join((_VERBS_AFTER + " of with between in for to on at about against after as among").split()),
    ),
    re.VERBOSE,
)
_SURE_AFTER: Final = re.compile(r"\s*(?:[.;:!?]|$|(?:%s)\b)" % "|".join(_VERBS_AFTER.split()))


def _adjectival(words: list[str]) -> bool:
    """Whether the words between an article and a noun can only be its adjectives."""
    for i, word in enumerate(words):
        if word == "and":
            before = words[max(i - 2, 0) : i]
            if not before or not (before[-1] in ADJECTIVES or before[0] in {"more", "most", "very", "less"}):
                return False
        elif word in COUNTS or not (word in ADJECTIVES or word.endswith(SUFFIXES)):
            return False
    return True


def _article_before_plural(passage: Passage) -> Iterator[Hit]:
    for match in _PLURAL.finditer(passage.text):
        words = match["between"].lower().split()
        if not words and (match["first"] or not _SURE_AFTER.match(passage.text, match.end())):
            continue
        if _adjectival(words):
            fixed = f"{match['between'].strip()} {match['head']}".strip()
            yield Hit(match.start(), match.end(), fixed if match["article"] else fixed[0].upper() + fixed[1:])


_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_ENDED = rf"""(?:
    in\ (?:{_MONTH}\ (?:of\ )?)(?:19|20)\d\d
    | in\ 1[0-9]\d\d(?!\ (?:dollars|prices|terms|money))
    | yesterday(?!'s) (?:\ (?:morning|evening|afternoon|night))?
    | last\ (?:year|month|week|night|summer|winter|spring|autumn|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?!'s)
    | (?:(?:about|almost|nearly|only|just|some)\ )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|many|\d+)
      \ (?:years?|months?|weeks?|days?|hours?)\ ago
)\b"""
_PERFECT = pattern(
    rf"""(?<!should\ )(?<!could\ )(?<!would\ )(?<!might\ )(?<!must\ )(?<!may\ )(?<!to\ )(?<!can't\ )(?<!cannot\ )(?<!not\ )(?<!n't\ )
    \b(?P<hit>(?:has|have)\ (?:already\ |also\ |not\ )?(?:been\ )?(?P<verb>\w{{2,}}ed|{verbs.PARTICIPLES})\ {_ENDED})
    (?!\ ?(?:,\ (?:\d|and\ |or\ )|and\ |or\ |[-–]\ ?\d|to\ (?:\d|date)|through\ |until\ ))""",
)

_TOO_REGULAR = re.compile(r"\b(?P<word>%s)\b" % "|".join(verbs.OVER_REGULAR), re.VERBOSE)


def _over_regular(passage: Passage) -> Iterator[Hit]:
    for word in passage.words:
        if word.text in verbs.OVER_REGULAR and passage.text[word.start - 1 : word.start] != "-":
            yield Hit(word.start, word.end, verbs.OVER_REGULAR[word.text])


def _rare_participle(passage: Passage) -> Iterator[Hit]:
    for word in passage.words:
        if word.text in verbs.RARE:
            yield Hit(word.start, word.end, verbs.RARE[word.text])


_COPULA = Phrasebook(
    Phrase(
        "not",
        r"(?<!matters )(?<!matter )(?<!is )(?<!was )(?:for|to) (?P<who>anybody|anyone|nobody|no one|everybody|everyone|him|her|them|us|me) not (?P<noun>an? (?!week|day|month|year|moment|minute|bit|jot|little|word|few)\w+|the \w+)(?= \w|[.,;])",
        r"is not \g<noun> to \g<who>",
    ),
    Phrase(
        "not",
        r"(?<=that )(?P<who>this|it|he|she|there) not (?P<noun>a|an|the|for|in)(?= \w)",
        r"\g<who> is not \g<noun>",
    ),
    Phrase(
        "not",
        r"(?<=that )(?P<who>they|we|you|these|those) not (?P<noun>a|an|the|for|in)(?= \w)",
        r"\g<who> are not \g<noun>",
    ),
)

_NUMBER = r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|\d+(?:[.,]\d+)?)"
_DASH = pattern(
    rf"""\b(?:while|whereas|and|but)\ (?:in\ |on\ |for\ |at\ |the\ )?(?:[\w'-]+\ ){{1,4}}(?P<hit>(?:[—–]|-{{1,2}})\ (?:by\ |in\ |on\ )?
    (?P<amount>{_NUMBER}\ ?(?:times|fold|percent|per\ cent|%)))(?=[.;,]|$)"""
)

_CHANGED = r"(?:doubled|tripled|trebled|quadrupled|increased|decreased|grown|risen|fallen|dropped|declined|doubled|shrunk|worsened|improved|changed)"
_PERIOD = pattern(
    rf"""\b(?P<hit>for\ (?P<period>(?:the\ (?:last|past)\ )?(?:{_NUMBER}|several|\d+)\ (?:years|months|weeks|days|decades))\ (?P<verb>(?:has|have)\ (?:\w+ly\ )?{_CHANGED}))\b""",
    r"\g<verb> in \g<period>",
)

_OFFICE = (
    r"(?:Secretary[ -]General|Press\ Secretary|Prime\ Minister|Foreign\ Minister|Defen[cs]e\ Minister|Deputy\ Minister"
    r"|Deputy\ Prime\ Minister|Vice[ -]President|President|Minister|Chancellor|Governor|Mayor|Ambassador|Chairman"
    r"|Director|Speaker|Prosecutor\ General|Patriarch|General\ Director|Deputy\ Director|Head\ of\ (?:the\ )?\w+)"
)
_SAYS = (
    r"(?:said|claimed|declared|stated|noted|told|stressed|emphasi[sz]ed|announced|added|reported|explained|recalled"
    r"|believes|considers|thinks|expressed|called|pointed|promised|admitted|argued|assured|confirmed|denied|warned)"
)
_BARE_TITLE = pattern(
    rf"""^["“”«'(\s]*(?P<hit>(?-i:(?P<whose>(?:(?!The\ |This\ |That\ |His\ |Her\ |My\ |Our\ |Their\ |Its\ |One\ |Each\ |Every\ |Another\ |No\ |Former\ |As\ |When\ |If\ |But\ |And\ |A\ |What\ )[A-Z][A-Za-z]+\ )?)(?P<office>{_OFFICE}))(?!\ (?i:{_SAYS})['’]))\ (?:also\ |then\ |has\ )?{_SAYS}\b""",
    r"The \g<whose>\g<office>",
)

_SUBJECT = (
    r"(?:(?-i:[A-Z][\w'-]+)|president|minister|official|diplomat|politician|expert|director|chairman|mayor|spokesman"
    r"|spokeswoman|governor|premier|leader|head|he|she)"
)
_COMMA = pattern(
    rf"""(?<![\w,]\ by\ )\b{_SUBJECT}(?<!January)(?<!March)(?<!April)(?<!May)(?<!June)(?<!July)(?<!August)(?<!ber)(?<!ary)(?<!day)\ (?:in|during)\ (?:an?|his|her|an\ exclusive|a\ recent)\ (?:\w+\ )?
    (?:interview|speech|address|statement|report|commentary|briefing|comment)\b[^,;:"“”()]{{0,120}}(?P<hit>,)\ (?:said|told|stated|noted
    |stressed|declared|emphasi[sz]ed)\b"""
)

_AND_SUBJECT = pattern(
    r"""(?:\bthat\ |^["“]?)(?:the\ |an?\ )?(?:(?!of\b|for\b|in\b|that\b)[\w-]+\ ){0,2}\w+(?:tion|ment|sion|ance|ism|ity)\ and\ the\ \w+(?:tion|ment|sion|ance|ism|ity)\ of\ (?:(?!and\b|that\b|which\b|who\b)[\w'()-]+\ ){1,12}?(?P<hit>(?P<verb>is|has|was))\ (?P<rest>\w+(?:ing|ed|en))\b""",
    lambda match: {"is": "are", "has": "have", "was": "were"}[match["verb"].lower()],
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.article-before-plural",
        severity=Severity.ERROR,
        languages=(),
        message="'A' or 'an' stands before a plural.",
        rationale=(
            "A system that writes word by word settles the article before it knows that the noun, several adjectives"
            " later, is plural. Languages without articles give it no help. People do it in slips; machines do it often."
        ),
        source="Quirk et al., 5.11: the indefinite article goes with singular count nouns alone.",
        find=_article_before_plural,
        triggers=frozenset(("a", "an")),
        must_flag=(
            "The two banks hope for a closer and more stable relations with their clients.",
            "It was an important decisions for the whole region.",
            "The council approved a new strict rules on noise.",
            "They took a products from the shelf; a products was broken.",
        ),
        must_pass=(
            "She made a few good decisions.",
            "A great many important questions remain.",
            "He works for a foreign relations committee.",
            "It is a public relations disaster in a girls' school.",
            "They lost a record 12 games, a total of 40 games in all.",
            "He passed three A levels in June, and Group A games follow.",
            "She took a photograph and tickets were sold.",
        ),
    ),
    Rule(
        id="grammar.perfect-with-past-date",
        severity=Severity.ERROR,
        languages=("de", "fr", "ru", "cs", "it", "sr", "nl"),
        message="The present perfect stands with a time that is over; use the simple past.",
        rationale=(
            "German, French and the Slavic languages have one past tense for both uses, and translation picks 'has"
            " happened in 1994' where English must say 'happened in 1994'."
        ),
        source="Quirk et al., 4.20-23: the present perfect does not go with adverbials of a finished time.",
        find=_PERFECT,
        triggers=frozenset(("has", "have")),
        must_flag=(
            "The law has been adopted in March 2011.",
            "The two leaders have met yesterday in Geneva.",
            "The company has been founded in 1987 by two brothers.",
            "The bridge has collapsed three years ago.",
        ),
        must_pass=(
            "The law was adopted in March 2011.",
            "Prices have doubled since March 2011.",
            "He should have met her last week.",
            "Exports have grown in 1990 dollars by a third.",
            "They have reread yesterday's papers.",
            "She has worked in 2016 and 2018 as a guide.",
            "He claims to have signed last year.",
        ),
    ),
    Rule(
        id="grammar.over-regular-verb",
        severity=Severity.ERROR,
        languages=(),
        message="The verb is irregular; this form is no English word.",
        rationale=(
            "Rule-based and character-level systems build a form that the training text never showed, and give the"
            " irregular verb the regular ending."
        ),
        source="Quirk et al., 3.11-20, the list of irregular verbs; dictionaries give none of these forms.",
        find=_over_regular,
        triggers=frozenset(verbs.OVER_REGULAR),
        must_flag=(
            "The trees were cutted down in the spring.",
            "They builded a hall for the guests.",
            "The letter was sended on Monday.",
            "He has choosed the blue door.",
        ),
        must_pass=(
            "The trees were cut down in the spring.",
            "Stringed instruments and a broad-leaved plant filled the room.",
            "He went down on bended knee, and her eyes teared up.",
            "He hung the picture, and the man was hanged.",
        ),
    ),
    Rule(
        id="grammar.rare-past-form",
        severity=Severity.WARNING,
        languages=(),
        message="Dictionaries allow this past form, but editors hardly ever do.",
        rationale=(
            "For a few verbs dictionaries list a regular past beside the usual one. Writers rarely choose it;"
            " translation systems and learners do."
        ),
        source="Merriam-Webster and Oxford list the form as a variant; news style guides want the short one.",
        find=_rare_participle,
        triggers=frozenset(verbs.RARE),
        must_flag=(
            "The match was broadcasted live.",
            "Rain is forecasted for Sunday.",
            "The concert, broadcasted by radio, was short.",
            "Growth of two percent had been forecasted.",
        ),
        must_pass=(
            "The match was broadcast live.",
            "Rain is forecast for Sunday.",
            "A broadcaster and a forecaster met.",
            "The play was recast and the vote recounted.",
        ),
    ),
    Rule(
        id="grammar.missing-copula",
        severity=Severity.ERROR,
        languages=("ru", "uk", "be", "tr", "ar", "zh"),
        message="The verb 'be' is missing.",
        rationale=(
            "Russian and other languages leave out 'is' and 'are' in the present tense. Where the translation follows"
            " the source word by word, 'not' stands before a noun without a verb."
        ),
        source="Wade, A Comprehensive Russian Grammar, on the zero copula.",
        find=_COPULA,
        triggers=_COPULA.triggers,
        must_flag=(
            "The ministry said that the dog for anyone not a danger.",
            "He believes that it not a problem of the city.",
            "They know that we not the owners of the house.",
            "The new law to nobody not a surprise.",
        ),
        must_pass=(
            "He believes that it is not a problem of the city.",
            "A gift for him, not a loan, was what she wanted, and tea for us not the wine.",
            "It matters to us not a bit, and a present to her not a week ago is gone.",
            "Is it not a pity that this not unusual case ended so?",
        ),
    ),
    Rule(
        id="grammar.dash-for-verb",
        severity=Severity.ERROR,
        languages=("ru", "uk", "be"),
        message="A dash stands in the place of the verb.",
        rationale=(
            "Russian writes a dash where the second half of a comparison drops its verb: 'wages doubled, and prices —"
            " three times'. English repeats a verb or uses a comma: 'and prices threefold'."
        ),
        source="Rozental', rules of Russian punctuation, on the dash in incomplete sentences.",
        find=_DASH,
        triggers=frozenset(("while", "whereas", "and", "but")),
        must_flag=(
            "Wages have doubled, and food prices — three times.",
            "Exports rose by four percent, while the imports — by 7 percent.",
            "The cost of bread grew by 5%, but of milk – 12%.",
            "In the city every second flat is empty, and in the villages — 80 per cent.",
        ),
        must_pass=(
            "Wages doubled and prices – three times higher in the north – fell.",
            "He won the race and the cup — three times champion, they called him.",
            "Wages have doubled, and food prices have tripled.",
            "Inflation fell, and the rate - 2 percent in May - is low.",
        ),
    ),
    Rule(
        id="grammar.period-before-change",
        severity=Severity.ERROR,
        languages=("ru", "uk", "cs", "pl", "sr"),
        message="The period stands before the verb, with the wrong preposition: something grows 'in' or 'over' a time.",
        rationale=(
            "Slavic word order puts the period before the verb, and one preposition covers 'for', 'in' and 'over'."
            " English puts the period last, and a change that has its result happens in or over a time, not for it."
        ),
        source="Russian 'za desiat' let'; Quirk et al., 8.57 on span adverbials.",
        find=_PERIOD,
        triggers=frozenset(("for",)),
        must_flag=(
            "The number of students for five years has doubled.",
            "Traffic in the port for the last ten years has increased.",
            "Their debts for three months have tripled.",
            "The town's population for two decades has fallen.",
        ),
        must_pass=(
            "The number of students has doubled in five years.",
            "The woman who for five years has led the party resigned.",
            "For the last ten years traffic has increased.",
            "Nothing has changed for years.",
        ),
    ),
    Rule(
        id="grammar.title-without-article",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "fi", "zh", "tr", "sr", "hr", "et"),
        message="An office without its holder's name takes 'the'.",
        rationale=(
            "Languages without articles give no cue for 'the'. Before a name English drops it ('Prime Minister Jones"
            " said'), and a system keeps it off where no name follows."
        ),
        source="Quirk et al., 5.66: titles drop the article only in front of a name or as a complement.",
        find=_BARE_TITLE,
        must_flag=(
            "Prime Minister said that taxes would fall.",
            "EU Ambassador declared his support.",
            "“Foreign Minister believes in talks,” she said.",
            "Press Secretary told reporters to wait.",
        ),
        must_pass=(
            "The Prime Minister said that taxes would fall.",
            "Prime Minister Jones said that taxes would fall.",
            "President Obama told reporters to wait.",
            "Speaker Ryan called a vote.",
            "Governor of the Bank Mark Hill said so.",
        ),
    ),
    Rule(
        id="grammar.comma-splits-subject",
        severity=Severity.WARNING,
        languages=("ru", "uk", "lt", "zh"),
        message="A comma parts the subject from its verb: the phrase between them wants two commas or none.",
        rationale=(
            "The source sets the insertion off by other means, or the translation keeps the closing comma of a clause"
            " and loses the opening one."
        ),
        source="Quirk et al., Appendix III.6-9: correlative commas come in pairs.",
        find=_COMMA,
        triggers=frozenset(
            ("interview", "speech", "address", "statement", "report", "commentary", "briefing", "comment")
        ),
        must_flag=(
            "The mayor in an interview with local radio, said that the bridge was safe.",
            "Mr Novak in his speech at the fair in Brno, noted that sales were up.",
            "The director during a briefing on Monday, told us to wait.",
            "Anna Keller in a recent interview for the paper, stated that she would leave.",
        ),
        must_pass=(
            "The mayor, in an interview with local radio, said that the bridge was safe.",
            "The mayor said in an interview with local radio, adding that the bridge was safe.",
            "In an interview with local radio, the mayor said that the bridge was safe.",
            "Mr Novak, who appeared in a recent report by the bank, said no.",
        ),
    ),
    Rule(
        id="grammar.two-subjects-singular-verb",
        severity=Severity.NOTE,
        languages=("ru", "de", "cs"),
        message="Two subjects joined by 'and' take a plural verb.",
        rationale=(
            "The verb agrees with the nearest noun, or with one that the source has in the singular, since the system"
            " does not look back as far as the first subject."
        ),
        source="Quirk et al., 10.37-40, concord with coordinated subjects.",
        find=_AND_SUBJECT,
        triggers=frozenset(("and",)),
        must_flag=(
            "He said that expansion and the construction of new roads in the valley is changing the village.",
            "The employment and the education of young people has improved.",
            "They believe that taxation and the regulation of banks was ignored.",
            "Development and the protection of the coast is included in the plan.",
        ),
        must_pass=(
            "The employment and the education of young people have improved.",
            "He said that the construction of new roads is changing the village.",
            "Expansion and the construction of roads, which is changing the village, are good.",
            "The education of young people is included.",
        ),
    ),
)
