"""Rules: determiners that are missing before a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern
from mtqa.rules.lexicon.nouns import SUBJECTS
from mtqa.rules.lexicon.plurals import NOUNS

_QUANTIFIERS: Final = "most many each none several few one any two three four five neither either"
_PARTITIVE = late(
    rf"""(?<![\w'’-])(?P<quantity>{"|".join(_QUANTIFIERS.split())})\ of\ (?P<noun>(?:[a-z]+(?:al|ous|ive|ian|ish|ing|ed)\ )?(?P<last>[a-z]{{3,}}))(?![\w'’-])""",
    re.VERBOSE | re.IGNORECASE,
)

_QUANTITY = late(
    r"""(?<![\w'’-])(?P<hit>(?P<many>[Mm]any|[Ss]ome|[Mm]ost|[Ss]everal|[Nn]one)\ (?P<whose>my|our|his|their|its|these|those))
    \ (?P<first>[a-z]+)(?:\ (?P<second>[a-z]+)(?![\w'’-]))?(?P<glued>[\w'’-])?""",
    re.VERBOSE,
)


def _partitive(passage: Passage) -> Iterator[Hit]:
    for match in _PARTITIVE.finditer(passage.text):
        if match["noun"].islower() and (match["last"] in NOUNS or match["last"] == "people"):
            yield Hit(match.start(), match.end(), f"{match['quantity']} of the {match['noun']}")
    for match in _QUANTITY.finditer(passage.text):
        if match["second"] not in NOUNS and (match["glued"] or match["first"] not in NOUNS):
            continue
        yield Hit(match.start("hit"), match.end("hit"), f"{match['many']} of {match['whose']}")


_ENDS = (".", "!", "?", '"', "”", "…", "»", ")")

_RANK = pattern(
    r"""(?<![\w'-])(?P<hit>(?:(?P<a>in|over|during|for)\ (?P<b>last\ (?:few\ |several\ |two\ |three\ |five\ |ten\ )?(?:years|months|decades|days|weeks))
    |(?P<c>in|at|of|on|with|from|by|for|under)\ (?P<d>same\ (?:time|way|day|year|place|manner|people|person|kind|reason|situation|period|month|city|country|house|number|level|conditions?|words?|name))
    |(?P<e>for)\ (?P<f>(?:first|second|third|fourth|last)\ time)(?!\ (?:buyer|offender|voter|visitor|user|mother|parent))
    |(?P<g>in|of|from|by|with|into|among|to)\ (?P<h>(?:largest|biggest|oldest|greatest|richest|strongest|smallest|best-known)\ [a-z]+)))(?![\w'-])""",
    lambda match: next(f"{match[p]} the {match[n]}" for p, n in ("ab", "cd", "ef", "gh") if match[p]),
)


def _rank(passage: Passage) -> Iterator[Hit]:
    if passage.text.rstrip().endswith(_ENDS):
        yield from _RANK(passage)


_OWN = pattern(
    r"(?<![\w'-])(?P<hit>(?P<before>in|of|with|on|for|by|from|about|under|into|through|the|an?) own (?!goals?\b|or\b|accord\b|brands?\b|propert(?:y|ies)\b|(?-i:[A-Z]))[a-z]\w+)(?![\w'-])".replace(
        " ", r"\ "
    )
)


_FINITE: Final = (
    "is|was|has|will|had|can|could|would|must|should|does|did|began|became|takes|took|happened|occurred|lasted"
)
_SUBJECT = late(
    rf"""["“]?(?P<noun>[A-Z][a-z]+)(?:\ (?:of|in|with|for|about|on)\ (?:[\w'’-]+\ ){{1,5}}?|\ )(?P<verb>{_FINITE})\ [^:]{{12,}}[.]["”]?$""",
    re.VERBOSE,
)


def _subject(passage: Passage) -> Iterator[Hit]:
    match = _SUBJECT.match(passage.text)
    if match and match["noun"].lower() in SUBJECTS:
        start = match.start("noun")
        yield Hit(start, match.end("noun"), f"The {match['noun'].lower()}")


_STARTS = frozenset(
    f"{noun} {verb}" for noun in SUBJECTS for verb in [*_FINITE.split("|"), "of", "in", "with", "for", "about", "on"]
)


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.partitive-without-article",
        severity=Severity.ERROR,
        languages=("ru", "uk", "pl", "cs", "zh", "fi", "tr", "sr"),
        message="A part of a whole: write 'most of the houses', 'many of my friends', or leave out 'of' and the owner.",
        rationale=(
            "Languages without articles say 'many from visitors'. English says 'many visitors' of any visitors and"
            " 'many of the visitors' of certain ones; translation keeps the 'of' and has no article to translate."
        ),
        source="Quirk et al., 5.10 and 6.48: 'of' after a quantifier takes a definite noun phrase.",
        find=_partitive,
        triggers=frozenset(f"{quantity} of" for quantity in _QUANTIFIERS.split())
        | frozenset(
            f"{q} {w}"
            for q in "many some most several none".split()
            for w in "my our his their its these those".split()
        ),
        must_flag=(
            "Most of houses in the valley were empty.",
            "Many of visitors came by train.",
            "Each of players got a ticket, and many my friends came.",
            "Several of leading experts refused to sign.",
        ),
        must_pass=(
            "Most of the houses in the valley were empty, and many visitors came by train.",
            "Most of them stayed, and one of Players' songs was sung.",
            "A few of his experts signed, and two of three flats were sold.",
            "The many of us who voted were glad.",
        ),
    ),
    Rule(
        id="grammar.rank-without-article",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "zh", "fi", "tr", "sr"),
        message="'Same', an ordinal or a superlative takes 'the' here.",
        rationale=(
            "What is first, last, the same or the largest is known by that, so English says 'the'. A source language"
            " without articles gives no sign of it."
        ),
        source="Quirk et al., 5.31, on the logical use of 'the'.",
        find=_rank,
        triggers=frozenset(
            (
                *(f"{p} last" for p in "in over during for".split()),
                *(f"{p} same" for p in "in at of on with from by for under".split()),
                *(f"for {n} time" for n in "first second third fourth last".split()),
                *("largest", "biggest", "oldest", "greatest", "richest", "strongest", "smallest", "best known"),
            )
        ),
        must_flag=(
            "The number of guests has grown in last years.",
            "At same time, the price of bread fell.",
            "He won the cup for first time.",
            "The town lies on the shore of largest lake.",
        ),
        must_pass=(
            "The number of guests has grown in the last years.",
            "Dam bursts for second time",
            "The bill was in last year's budget, and a loan for first time buyers followed.",
            "They are of the same age and sing in same-sex choirs.",
            "Trees range from tallest to smallest, and it is among the oldest.",
        ),
    ),
    Rule(
        id="grammar.bare-own",
        severity=Severity.ERROR,
        languages=("ru", "uk", "cs", "pl", "sr", "de"),
        message="'Own' must follow a possessive: 'his own', 'one's own'.",
        rationale=(
            "Russian 'svoi' and German 'eigen' stand alone or after an article; they say that the thing is the"
            " subject's. English must say whose: 'in his own yard', 'a name of its own'."
        ),
        source="Quirk et al., 6.30: 'own' comes only after a possessive or a genitive.",
        find=_OWN,
        triggers=frozenset(f"{w} own" for w in "in of with on for by from about under into through the a an".split()),
        must_flag=(
            "He prefers to grow tomatoes in own garden.",
            "The club wants an own stadium by next year.",
            "Each of them came with own car.",
            "They vote for the own candidates only.",
        ),
        must_pass=(
            "He prefers to grow tomatoes in his own garden.",
            "She wants to own a car, and the town has a rink of its own.",
            "An own goal lost the match, and sales of own brand goods rose.",
            "The key of an own property of the object is a string.",
            "It belongs to the state's own fund; the bikes they lease, or own outright, are new.",
        ),
    ),
    Rule(
        id="grammar.bare-subject",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "zh", "fi", "tr", "sr"),
        message="A single thing that can be counted needs an article at the start of a sentence.",
        rationale=(
            "Languages without articles begin with the bare noun. English does so in headlines, labels and notes, not"
            " in sentences that run on to a full stop."
        ),
        source="Quirk et al., 5.39: singular count nouns need a determiner.",
        find=_subject,
        triggers=_STARTS,
        must_flag=(
            "Project is aimed at small shops and offices.",
            "Decision was made at the meeting on Tuesday.",
            "Problem of clean water will be discussed in June.",
            "Film has already been shown in ten countries.",
        ),
        must_pass=(
            "The project is aimed at small shops and offices.",
            "Decision was made",
            "Question: was the project aimed at small shops.",
            "Hotel was clean and near the station.",
            "Projects of that kind will be discussed in June.",
        ),
    ),
)
