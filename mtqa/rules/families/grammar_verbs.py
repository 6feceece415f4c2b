"""Rules: forms and tenses of verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern
from mtqa.rules.finders import strings
from mtqa.rules.lexicon import verbs
from mtqa.rules.phrases import Phrase, Phrasebook

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
    rf"""\b(?=ha[sv])(?<!should\ )(?<!could\ )(?<!would\ )(?<!might\ )(?<!must\ )(?<!may\ )(?<!to\ )(?<!can't\ )(?<!cannot\ )(?<!not\ )(?<!n't\ )
    (?P<hit>(?:has|have)\ (?:already\ |also\ |not\ )?(?:been\ )?(?P<verb>\w{{2,}}ed|{verbs.PARTICIPLES})\ {_ENDED})
    (?!\ ?(?:,\ (?:\d|and\ |or\ )|and\ |or\ |[-–]\ ?\d|to\ (?:\d|date)|through\ |until\ ))""",
)


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
        "not_a not_an",
        r"(?<!matters )(?<!matter )(?<!is )(?<!was )(?<!are )(?<!were )(?<!be )(?:for|to) (?P<who>anybody|anyone|nobody|no one|everybody|everyone|him|her|them|us|me) not (?P<noun>an? (?!week|day|month|year|moment|minute|bit|jot|little|word|few)\w+)(?= \w|[.,;])",
        r"is not \g<noun> to \g<who>",
    ),
    Phrase(
        "this_not it_not he_not she_not there_not",
        r"(?<=that )(?P<who>this|it|he|she|there) not (?P<noun>a|an|the|for|in)(?= \w)",
        r"\g<who> is not \g<noun>",
    ),
    Phrase(
        "they_not we_not you_not these_not those_not",
        r"(?<=that )(?P<who>they|we|you|these|those) not (?P<noun>a|an|the|for|in)(?= \w)",
        r"\g<who> are not \g<noun>",
    ),
)

_NUMBER = r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|\d+(?:[.,]\d+)?)"

_DASH = pattern(
    rf"""\b(?:while|whereas|and|but)\ (?:in\ |on\ |for\ |at\ |the\ )?(?:[\w'-]+\ ){{1,4}}(?P<hit>(?:[—–]|-{{1,2}})\ (?:by\ |in\ |on\ )?
    (?P<amount>{_NUMBER}\ ?(?:times|fold|percent|per\ cent|%)))(?=[.;,]|$)"""
)

# After the closing mark of a quotation, with whoever speaks; "what he is saying" takes no quotation.
_IS_SAYING = late(
    r"""(?<=[\w.,!?%…])["”»],?\ (?:[-–—]\ )?(?P<hit>(?:(?!(?:what|that|who|which|people|to|not)\b)[\w'’.-]+\ ){0,7}
    is\ (?P<verb>say|explain|assert|tell|not|add|recall|claim|speak)ing)(?=[.,]?$|,\ |[.]\ |\ [A-Z]|\ the\ \w+$)""",
    re.VERBOSE,
)
_REPORTS: Final = {"tell": "says", "not": "notes", "speak": "says"}


def _is_saying(passage: Passage) -> Iterator[Hit]:
    for match in _IS_SAYING.finditer(passage.text):
        start = match.start("verb") - len("is ")
        yield Hit(start, match.end("hit"), _REPORTS.get(match["verb"], f"{match['verb']}s"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.is-saying",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "sr"),
        message="After a quotation, English reports in the simple tense: 'says' or 'said'.",
        rationale="Slavic verbs have one present tense; where a system takes it for the progressive, 'says' becomes 'is saying'.",
        source="Quirk et al., 4.7 and 4.25, on the simple present of reports and on the progressive.",
        find=_is_saying,
        triggers=strings(
            "is saying, is explaining, is asserting, is telling, is noting, is adding, is recalling, is claiming, is speaking"
        ),
        signs=frozenset('"”»'),
        must_flag=(
            '"The fair was a success", the mayor is saying.',
            "“Nobody came,” is explaining Anna, a cook.",
            "“We left at noon,” he is noting.",
            "“The mill is old,” a neighbour is speaking.",
        ),
        must_pass=(
            "“The fair was a success,” the mayor says.",
            "Nobody heard what he is saying.",
            "“I know what she is saying,” he said.",
            "He ignored the sign “Keep out” that is telling people to leave.",
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
        beside=strings(
            "yesterday, ago, last year, last month, last week, last night, last summer, last winter, last spring, last autumn,"
            " last monday, last tuesday, last wednesday, last thursday, last friday, last saturday, last sunday, in january,"
            " in february, in march, in april, in may, in june, in july, in august, in september, in october, in november,"
            " in december, in 1*"
        ),
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
        signs=frozenset("-–—"),
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
)
