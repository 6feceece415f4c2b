"""Rules: clauses whose parts stand in another language's order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern, word_set

_VERB_FIRST = late(
    r"""["“]?(?P<hit>(?:Was|Were|Are|Is|Has\ been|Have\ been|Will\ be|Can\ be|Must\ be)\ (?:also\ |now\ |already\ |still\ |not\ )?(?P<next>[a-z]+))\ [^?!"”—]{12,}[.]$""",
    re.VERBOSE,
)
_NOT_FIRST: Final = word_set(
    "the a my your it he she we they you i this that these those there his her our anyone anybody someone everyone thinking looking going trying having hoping so great good very really always never just what based"
)


def _verb_first(passage: Passage) -> Iterator[Hit]:
    match = _VERB_FIRST.match(passage.text)
    if match and match["next"] not in _NOT_FIRST and " --" not in passage.text:
        yield Hit(match.start("hit"), match.end("hit"))


_MADE: Final = (
    "published|created|held|adopted|registered|introduced|formed|detected|located|confirmed|conducted|installed|signed|discussed"
    "|examined|established|prepared|obtained|concluded|arrested|detained|committed|recorded|opened|built|developed|launched"
    "|planned|initiated|founded|completed|celebrated|announced|destroyed|discovered|approved|written|organi[sz]ed|observed"
    "|presented|produced|collected|seized|marked|performed|carried\\ out|withdrawn|restored|investigated|prohibited|exhibited"
)
_TIME: Final = (
    "same|next|following|previous|day|week|month|year|morning|evening|night|moment|minute|hour|other|weekend|summer|winter|spring|autumn"
    "|past|last|first|second|third|long|few|couple|mile|whole|entire|way|hard|decade|century|while|little|bit|lot|block|fortnight"
    "|generation|number\\ of|good|full|half|quarter|year's|record|afternoon|very|size|old-fashioned|season|time"
)
_PASSIVE = pattern(
    rf"""(?<![\w'’-])(?P<hit>(?:is|are|was|were|been|be)\ (?:also\ |already\ |recently\ |again\ )?(?:{_MADE})\ (?:the|an?|his|her|its|their|several|some|many|two|three|\d+)\ (?!(?:{_TIME}|years?|months?|weeks?|days?|hours?|minutes?|times?|decades?|centuries|miles?|kilomet\w+|met(?:er|re)s?|feet|km|light|or|and|per)\b)[\w"“'’-]+)""",
)


_SUBORDINATE = late(
    r"\b(?:if|when|whenever|once|after|before|until|unless|because|while|where|since|although|though)\ \w[^,;:]*\Z",
    re.IGNORECASE,
)
_GOES_ON = late(r"[^,;:.]{0,60}?\ (?:is|are|was|were|will|would|can|could|has|had|have|must|should|may|might)\b")


def _passive_first(passage: Passage) -> Iterator[Hit]:
    for hit in _PASSIVE(passage):
        begun = _SUBORDINATE.search(passage.text, max(hit.start - 100, 0), hit.start)
        if begun and _GOES_ON.match(passage.text, hit.end):
            continue  # another clause begins: 'once a lock is installed the door will stay shut'
        words = passage.text[hit.start : hit.end].split()
        if not (words[-2].isdigit() and len(words[-2]) == 4):
            yield hit


_EVENT_FIRST = pattern(
    rf"""(?<![\w'’-])(?P<hit>(?P<verb>occurred|took\ place|takes\ place|take\ place|happened|arose|existed|participated|arrived|appeared(?=\ (?:an?|several|two|three|new)))\ (?:the|an?|several|two|three|new|its)\ (?!(?:{_TIME}|years?|months?|weeks?|days?|hours?|minutes?|times?|decades?|centuries|kilomet\w+|miles|met(?:er|re)s|moments?|new\ (?:day|year))\b)[\w"“'’-]+|(?P<count>voted|came|arrived|died|participated|perished|work|live)\ (?:about\ |more\ than\ |over\ |almost\ |nearly\ )?\d[\d,.]{{0,9}}\ (?:(?:thousand|million)\ )?(?:people|persons|members|participants|students|children|tourists|visitors|athletes))"""
)
_THERE = late(r"\b(?:there|what|whatever|it|have)\b[\w ]{0,24}\Z", re.IGNORECASE)


def _event_first(passage: Passage) -> Iterator[Hit]:
    for hit in _EVENT_FIRST(passage):
        if not _THERE.search(passage.text, max(hit.start - 40, 0), hit.start):
            yield hit


_RELATIVE = pattern(
    r"""(?<![\w'’-])(?P<hit>(?:on|in|to|at|from|for|by|with|under)\ (?:which|whom)\ (?:also\ |already\ |now\ )?(?:is|are|was|were|has\ been|have\ been|will\ be|can\ be|has|have|will|can|could|must)(?!\ (?:it|the|an?|he|she|they|you|we|i|this|these|his|her|their|its|our|my|your|to|not|meant|understood|there|no|all|any)\b|\ (?-i:[A-Z]))\ \w+)"""
)
_ASKED = late(r"\?[\"”]?\s*$")


def _relative(passage: Passage) -> Iterator[Hit]:
    if not _ASKED.search(passage.text):
        yield from _RELATIVE(passage)


_DUMMY = pattern(
    r"""(?<!without\ )(?<![\w'’-])(?P<hit>(?:which|whom)\ it\ (?:is|was|will\ be|would\ be)\ (?:also\ |not\ |now\ |already\ )?(?:necessary|possible|impossible|desirable|planned|required|needed|customary|worth|better)(?:\ to)?)(?![\w'’-])"""
)

_ABOUT = late(
    r"""["“]?(?P<hit>(?:About|On)\ (?:this|it|that)(?=\b[^,.;?]{0,60}\b(?:reports?|reported|informs?|informed|writes?|wrote|communicates?|told|stated|announced)\b))""",
    re.VERBOSE,
)


def _about(passage: Passage) -> Iterator[Hit]:
    match = _ABOUT.match(passage.text)
    if match:
        yield Hit(match.start("hit"), match.end("hit"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.verb-first",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "es", "ar", "de"),
        message="A statement begins with its auxiliary: the subject is missing or follows too late.",
        rationale=(
            "Slavic languages, Spanish and Arabic put the verb first where something new comes into being, and leave"
            " out 'it' and 'there'. English needs a subject before the verb in every statement."
        ),
        source="Quirk et al., 10.2 and 18.44: declarative clauses have their subject before the verb.",
        find=_verb_first,
        triggers=word_set("was were are is") | {"has been", "have been", "will be", "can be", "must be"},
        must_flag=(
            "Are determined the limits of the new park in the north.",
            "Is expected that the bridge will open in May.",
            "Was also repaired the roof of the old school.",
            "Will be built two new schools in the valley.",
        ),
        must_pass=(
            "Were the law to be passed, prices would fall.",
            "Is the bridge open in May?",
            "Was a great night out with friends in the old town.",
            "Are you coming to the opening of the bridge in May.",
            "The limits of the new park are determined in the north.",
        ),
    ),
    Rule(
        id="grammar.passive-before-subject",
        severity=Severity.ERROR,
        languages=("ru", "uk", "pl", "cs", "de", "es", "sr"),
        message="The subject of the passive stands after it: English says 'the report was published'.",
        rationale=(
            "In Slavic languages, German and Spanish a passive can come before its subject, which is the news:"
            " 'was published the report'. These verbs take no second object in English, so nothing may follow so."
        ),
        source="Quirk et al., 3.63-75 and 18.24, the passive and subject-verb inversion.",
        find=_passive_first,
        triggers=frozenset(
            f"{b}{n} {v}"
            for b in "is are was were been be".split()
            for n in ("", " also", " already", " recently", " again")
            for v in _MADE.replace("\\", "").replace("[sz]", "s").split("|")
        )
        | frozenset(f"{b} organized" for b in "is are was were been be".split()),
        must_flag=(
            "In June was published the report of the committee.",
            "On the wall was installed a camera.",
            "Last year were opened several shops in the old town.",
            "In the north are located the biggest lakes.",
        ),
        must_pass=(
            "In June the report of the committee was published.",
            "The camera was installed the same day.",
            "The shop was opened a decade ago and was completed 10 years later.",
            "The plan was approved many times, and its author was held a week.",
            "He was given the report and was shown the lakes.",
            "Once a lock has been installed the door will stay shut.",
        ),
    ),
    Rule(
        id="grammar.event-before-subject",
        severity=Severity.ERROR,
        languages=("ru", "uk", "pl", "cs", "es", "it", "ar"),
        message="What happens stands after the verb: English puts it first, or begins with 'there'.",
        rationale=(
            "Russian, Spanish and Arabic introduce an event with its verb: 'on Friday occurred a new accident'."
            " English verbs of happening take no object, so the noun must come first."
        ),
        source="Quirk et al., 18.23 and 18.45-50: inversion and existential 'there'.",
        find=_event_first,
        triggers=word_set("occurred happened arose existed participated appeared arrived voted perished")
        | frozenset(f"{v} {n}*" for v in ("came", "died", "work", "live") for n in "123456789")
        | frozenset(
            f"{v} {w}"
            for v in ("came", "died", "work", "live")
            for w in ("about", "more than", "over", "almost", "nearly")
        )
        | {"took place", "takes place", "take place"},
        must_flag=(
            "On Friday occurred a new accident near the bridge.",
            "In the park took place the opening of the fair.",
            "In the race participated several guests from Norway.",
            "On the square appeared a large tree.",
            "For the new law voted 166 members, and in the fire died 15 people.",
        ),
        must_pass=(
            "On Friday there occurred a new accident.",
            "The opening took place the same day, and the fire happened a year ago.",
            "What happened the police will not say.",
            "He appeared a little tired; it arose the next day.",
        ),
    ),
    Rule(
        id="grammar.relative-order",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "sr", "es"),
        message="In this relative clause the verb stands before its subject, or the subject is missing.",
        rationale=(
            "A Russian or Spanish relative clause may begin with its verb ('in which are published four articles')"
            " or have no subject at all ('on which will fight'). English wants 'in which four articles are published'."
        ),
        source="Quirk et al., 17.14 and 18.23: word order in relative clauses.",
        find=_relative,
        triggers=frozenset(f"{p} {w}" for p in "on in to at from for by with under".split() for w in ("which", "whom")),
        must_flag=(
            "He bought the paper in which was printed her letter.",
            "It is a planet on which can be melted even iron.",
            "The plan for which are given two millions is old.",
            "It is the road on which will drive new buses.",
        ),
        must_pass=(
            "He bought the paper in which her letter was printed.",
            "Schools, some of which are old, were closed.",
            "For which has he voted? To whom was it sent?",
            "The land on which the house was built, by which is meant the hill, is his.",
        ),
    ),
    Rule(
        id="grammar.dummy-in-relative",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "sr"),
        message="An impersonal 'it is necessary' inside a relative clause: say who must or can do it, or 'that must be done'.",
        rationale=(
            "Slavic languages express 'must' and 'can' by impersonal words that fit into any clause. Word for word"
            " they give 'reasons on which it is necessary to visit'."
        ),
        source="Wade, A Comprehensive Russian Grammar, 308-313, on nado, nuzhno and mozhno.",
        find=_DUMMY,
        triggers=frozenset(f"{w} it {v}" for w in ("which", "whom") for v in ("is", "was", "will be", "would be")),
        must_flag=(
            "There are three questions which it is necessary to answer.",
            "It is the law according to which it is possible to pay later.",
            "He named the age from which it is possible to vote.",
            "We met the man with whom it was necessary to speak.",
        ),
        must_pass=(
            "There are three questions which we must answer.",
            "It is a pass without which it is impossible to enter.",
            "The house which it was is no more.",
            "It is necessary to ask which is better.",
        ),
    ),
    Rule(
        id="grammar.about-this-reports",
        severity=Severity.ERROR,
        languages=("ru", "uk"),
        message="'About this reports the agency' is Russian word order: 'the agency reported this'.",
        rationale=(
            "Russian news names its source with 'ob etom soobshchaet TASS'. English makes the source the subject and"
            " puts it first: 'TASS reported'."
        ),
        source="Russian 'ob etom soobshchaet'; observed in nearly every system's output of news.",
        find=_about,
        triggers=frozenset(f"{a} {t}" for a in ("about", "on") for t in ("this", "it", "that")),
        must_flag=(
            "About this reports the local newspaper.",
            "About it on Friday told the head of the department.",
            "About this it writes the site of the ministry.",
            "On this informs the press service of the region.",
        ),
        must_pass=(
            "The local newspaper reported this.",
            "Of this book the paper reported nothing.",
            "About this he knew little.",
            "That day she wrote two letters.",
        ),
    ),
)
