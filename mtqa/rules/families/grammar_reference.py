"""Rules: relative words, partitives, and chains that English avoids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.finders import strings, where

_PEOPLE: Final = "people|persons|men|women|citizens|children|students|workers|soldiers|doctors|patients|residents|journalists|politicians|experts|officials|teachers|parents|refugees|migrants|voters|fans|actors|tourists|passengers|employees|friends|scientists|policemen|lawyers|artists|musicians|athletes|inhabitants|participants|visitors"
_PERSON: Final = "man|woman|person|girl|boy|president|minister|doctor|journalist|politician|policeman|actor|actress|singer|lawyer|scientist|teacher|student|citizen|soldier|driver|mayor"
_WHICH = late(
    rf"""(?<![\w'’-])(?P<noun>{_PEOPLE}|{_PERSON})(?P<comma>,?)\ (?P<hit>which)\ (?:(?:also|already|now|not|still|then)\ )?(?P<verb>is|are|was|were|has|have|had|will|can|could|would|do|does|did|live|lives|lived|work|works|worked|want|wants|wanted|came|come|went|go|knows?|knew|enjoys?|makes?|takes?|says|said|gives?|gave|[a-z]{{3,}}ed)(?![\w'’-])""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_PERSON = late(r"\b(?:of|and|or|than|between)\b(?:\s[\w'’-]+){0,3}\s\Z", re.IGNORECASE)
_SINGLE_VERBS: Final = word_set("is was has does lives works wants knows enjoys makes takes says gives")


def _which(passage: Passage) -> Iterator[Hit]:
    for match in _WHICH.finditer(passage.text):
        plural = match["noun"].lower() in _PEOPLE.split("|")
        if plural and match["verb"].lower() in _SINGLE_VERBS:
            continue  # "seven people, which is one more than last year"
        if match["comma"] and (
            not plural or match["verb"].lower() not in {"are", "were", "have", "live", "work", "want", "will", "can"}
        ):
            continue
        if not _OF_PERSON.search(passage.text, max(match.start() - 50, 0), match.start()):
            yield Hit(match.start("hit"), match.end("hit"), "who")


_ALL_WHAT = pattern(
    r"""(?<!at\ )(?<!after\ )(?<!above\ )(?<!of\ )(?<!in\ )(?<![\w'’-])(?P<hit>(?P<all>all|everything|anything|nothing|something)\ what)\ (?=(?:i|we|you|they|he|she|it|is|was|has|had|can|could|will|happened|happens|concerns|the|our|his|their|people)\b)""",
    r"\g<all> that",
)

_FROM = pattern(
    r"""(?<![\w'’-])(?P<hit>(?P<n>one|each|every|none|nobody|most|many|which|who|some|two|three)\ from\ (?P<of>them|us|you|the\ (?:most|best|first|oldest|largest|biggest)|these\ (?:people|men|women|two|three)))(?=\ (?:is|was|are|were|has|have|had|will|can|could|would|do|does|did|[a-z]+(?:ed|s|er|est))\b|[.,;])""",
    r"\g<n> of \g<of>",
)
_NOT_FROM = late(
    r"\b(?:get|gets|got|take|takes|took|taken|bought|buy|steal|stole|hear|heard|expect|need|want|received?|that|this|the|a|an|no|any|next|other|another|last|first|new|only|letter|call)\s\Z",
    re.IGNORECASE,
)


def _from(passage: Passage) -> Iterator[Hit]:
    for hit in _FROM(passage):
        if not _NOT_FROM.search(passage.text, max(hit.start - 12, 0), hit.start):
            yield hit


_CHAIN = where(
    r"of the [\w'’-]+ (?:[\w'’-]+ )?of the ",
    pattern(
        r"""(?<![\w'’-])(?P<hit>of\ the\ (?:[\w'’-]+\ ){1,2}of\ the\ (?:[\w'’-]+\ ){1,2}of)(?=\ (?:the|a|this|its|his|our|their)\b|\ [A-Z])""",
    ),
)

_ALREADY = pattern(
    r"""(?<![\w'’-])(?P<hit>already\ (?P<p>in|on|at|from|since|by)\ (?=the\ (?:early|late|mid|19|20|summer|spring|autumn|beginning|end|near)|(?:19|20)\d\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May\b|June|July|August|September|October|November|December|spring\b|summer\b|autumn\b|this\ (?:year|month|week|century)|next\ (?:year|month|week)))""",
    lambda match: f"{match['p']} " if match["p"].lower() in ("from", "since", "by") else "as early as ",
)

_NECESSARY = pattern(
    r"""(?<![\w'’-])(?P<hit>it\ (?:is|was|will\ be|would\ be)\ (?:also\ |therefore\ |only\ |first\ )?(?:necessary\ to|needed\ to|required\ to|forbidden\ to|prohibited\ to))(?![\w'’-])"""
)
_IT_IS_THING = late(r"\b(?:what|than|as|and|which|whether)\s\Z", re.IGNORECASE)


def _necessary(passage: Passage) -> Iterator[Hit]:
    for hit in _NECESSARY(passage):
        if not _IT_IS_THING.search(passage.text, max(hit.start - 8, 0), hit.start):
            yield hit


_REPORT = pattern(
    r"""(?<![\w'’-])(?P<hit>it\ (?:is|was)\ (?:also\ |already\ |separately\ |further\ )?(?:planned\ (?:to|that)|assumed\ that|noted\ that|supposed\ that|specified\ that|reported\ about|proposed\ (?:to|that)|emphasi[sz]ed\ that|stressed\ that|clarified\ that|expedient\ to|interesting,\ that|known\ (?:about|on)))(?![\w'’-])"""
)


_CHOICE = pattern(r"(?<![\w/])I/you/(?:he|she|it|they)(?!/)\ (?=[a-z])")

RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.pronoun-choice",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "sr"),
        message="The system left the choice between pronouns to the reader.",
        rationale=(
            "A Russian past tense names no person, and its pronoun may be left out. A system of rules that finds no subject"
            " prints all that it could be."
        ),
        source="Observed in output of 2013 systems.",
        find=_CHOICE,
        triggers=strings("i you he, i you she, i you it, i you they"),
        signs=frozenset("/"),
        must_flag=(
            "The town where I/you/he arrived is small.",
            "If I/you/she would come, the fair would open.",
            "He said that I/you/he did not pay.",
            "It was clear that I/you/they went home.",
        ),
        must_pass=(
            "The ending is the same for I/you/he/she.",
            "He or she arrived the day before.",
            "Ask him/her when the fair opens.",
            "Fill in: I/you/he.",
        ),
    ),
    Rule(
        id="grammar.person-which",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "fr", "es", "it", "pl", "cs"),
        message="People are 'who', things are 'which'.",
        rationale=(
            "Russian 'kotoryi', German 'der' and French 'qui' stand for people and things alike; a system picks"
            " 'which' without looking at the noun before it."
        ),
        source="Quirk et al., 17.11-13: gender in relative pronouns.",
        find=_which,
        triggers=frozenset(f"{noun}{gap}which" for noun in f"{_PEOPLE}|{_PERSON}".split("|") for gap in (" ", "  ")),
        must_flag=(
            "The people which live near the port are poor.",
            "She met a man which had worked in Norway.",
            "They helped tourists, which were ill.",
            "The students which came late had to wait.",
        ),
        must_pass=(
            "The people who live near the port are poor.",
            "They counted twelve tourists, which is one more than in May.",
            "It is a story of people which had a great success.",
            "He asked the man which road was open.",
        ),
    ),
    Rule(
        id="grammar.all-what",
        severity=Severity.ERROR,
        languages=("ru", "de", "pl", "cs", "nl"),
        message="After 'all', 'everything' and the like comes 'that' or nothing, not 'what'.",
        rationale="German 'alles, was', Russian 'vse, chto': one word is both 'what' and the relative 'that'.",
        source="Quirk et al., 15.8 and 17.11-13: nominal 'what' holds its own antecedent.",
        find=_ALL_WHAT,
        triggers=frozenset(f"{w} what" for w in "all everything anything nothing something".split()),
        must_flag=(
            "He told them all what he knew.",
            "It is everything what we have.",
            "There was nothing what could help.",
            "She gave back something what the man had lost.",
        ),
        must_pass=(
            "He told them all that he knew, and it was not at all what we hoped.",
            "Tell us all what to do.",
            "Above all what he said was true.",
            "It is not so much what he says.",
        ),
    ),
    Rule(
        id="grammar.one-from-many",
        severity=Severity.WARNING,
        languages=("ru", "uk", "cs", "pl", "sr", "fi"),
        message="A part of a group is 'one of them', not 'one from them'.",
        rationale="Slavic 'iz', 'z' and the Finnish elative mean both 'from' and 'of' a group.",
        source="Quirk et al., 5.46 and 6.48, partitive 'of'.",
        find=_from,
        triggers=frozenset(
            f"{n} from {of}"
            for n in "one each every none nobody most many which who some two three".split()
            for of in ("them", "us", "you", "the", "these")
        ),
        must_flag=(
            "Each from them has a car.",
            "It is one from the oldest bridges in the town.",
            "Many from us were late.",
            "None from these people was asked.",
        ),
        must_pass=(
            "Each of them has a car.",
            "He bought one from them, and we want two from you.",
            "The one from the oldest box is best.",
            "Letters came in, most from people abroad.",
        ),
    ),
    Rule(
        id="grammar.of-chain",
        severity=Severity.NOTE,
        languages=("ru", "uk", "pl", "cs", "fr", "es", "it", "zh"),
        message="A chain of 'of': English would turn a link into a possessive, an adjective or a verb.",
        rationale=(
            "Slavic genitives, Romance 'de' and Chinese 'de' join noun to noun without end. English breaks the chain"
            " after two links."
        ),
        source="Quirk et al., 17.41-46, on the genitive and the of-construction.",
        find=_CHAIN,
        triggers=frozenset(("of the",)),
        must_flag=(
            "It is the work of the deputy of the department of the city.",
            "They discussed the results of the elections of the head of the region.",
            "He sent a copy of the decision of the council of the town.",
            "The price of the repair of the roof of the school was high.",
        ),
        must_pass=(
            "The school's roof repair cost a lot.",
            "The roof of the school of the village was old.",
            "It is the end of the story of a man.",
            "Members of the House of Lords and of the House of Commons met.",
        ),
    ),
    Rule(
        id="grammar.already-in",
        severity=Severity.NOTE,
        languages=("ru", "uk", "de", "pl", "cs", "fi", "et", "fr"),
        message="Before a date English says 'as early as' or 'back in', or nothing.",
        rationale="'Uzhe', 'schon' and 'jo' stress that a time is early and stand right before it; 'already' rarely does.",
        source="Quirk et al., 8.97-98, on 'already'; observed in Russian-, German- and Finnish-English translation.",
        find=_ALREADY,
        triggers=frozenset(f"already {p}" for p in "in on at from since by".split()),
        must_flag=(
            "The new line will open already in May.",
            "The firm was known already in 1950.",
            "They signed it already on Friday.",
            "Prices will fall already in this year.",
        ),
        must_pass=(
            "The new line will open as early as May.",
            "The book is already in print and on the shelf.",
            "They are already at the station.",
            "It has already been signed.",
        ),
    ),
    Rule(
        id="grammar.impersonal-necessity",
        severity=Severity.NOTE,
        languages=("ru", "uk", "pl", "cs", "de", "zh"),
        message="An impersonal 'it is necessary': English likes to say who must.",
        rationale=(
            "Impersonal 'neobkhodimo', 'nuzhno', 'zapreshcheno' are the staple of Russian and Polish official"
            " prose. English has them, but a tenth as often."
        ),
        source="Wade, A Comprehensive Russian Grammar, on impersonal constructions; counted in native and translated news.",
        find=_necessary,
        triggers=frozenset(
            f"it {v}{n} {w}"
            for v in ("is", "was", "will be", "would be")
            for n in ("", " also", " therefore", " only", " first")
            for w in "necessary needed required forbidden prohibited".split()
        ),
        must_flag=(
            "It is necessary to repair the roof by winter.",
            "It was forbidden to sing in the yard.",
            "It is also needed to paint the door.",
            "After that it will be necessary to pay more.",
        ),
        must_pass=(
            "The roof must be repaired by winter.",
            "The school is planned to open in May.",
            "He pays more than it is necessary to pay.",
            "Is it necessary?",
        ),
    ),
    Rule(
        id="grammar.impersonal-report",
        severity=Severity.NOTE,
        languages=("ru", "uk", "pl", "cs", "sr", "bg"),
        message="An impersonal 'it is planned', 'it is noted': English says who plans or notes it, or 'the school is to open'.",
        rationale=(
            "Russian news and official prose are full of impersonal passives ('planiruetsia', 'otmechaetsia',"
            " 'predpolagaetsia'). English has the form with 'said' and 'thought', seldom with these verbs."
        ),
        source="Wade, A Comprehensive Russian Grammar, on reflexive passives; counted in native and translated news.",
        find=_REPORT,
        triggers=frozenset(
            f"it {v}{n} {w}"
            for v in ("is", "was")
            for n in ("", " also", " already", " separately", " further")
            for w in "planned assumed noted supposed specified reported proposed emphasized emphasised stressed clarified expedient interesting known".split()
        ),
        must_flag=(
            "It is planned that the school will open in May.",
            "It was noted that prices had risen.",
            "By winter it is planned to repair the roof.",
            "It is proposed to build a second bridge.",
        ),
        must_pass=(
            "The school is to open in May.",
            "The ministry noted that prices had risen.",
            "It is said that the roof leaks, and it is known that it is old.",
            "As it was planned, so it went.",
        ),
    ),
)
