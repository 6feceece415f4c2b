"""Rules: numbers, dates, units and spellings that one document writes in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, nothing
from mtqa.rules.lexicon.spellings import BRITISH_AMERICAN

_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_TRIGGERS: Final = frozenset(_MONTHS.lower().split("|"))
_DAY_FIRST = late(rf"(?<![\w.,:-])(?:[12]?\d|3[01]) (?:{_MONTHS})(?!\w)")
_MONTH_FIRST = late(rf"(?<!\w)(?:{_MONTHS}) (?:[12]?\d|3[01])(?![\w%:-])")


def _rarer(
    passages: Sequence[Passage], one: re.Pattern[str], other: re.Pattern[str], triggers: frozenset[str] | None = None
) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the matches of the rarer of two habits where a document has both."""
    texts = [
        passage.text if triggers is None or not triggers.isdisjoint(passage.anchors) else "" for passage in passages
    ]
    ones = [(i, match) for i, text in enumerate(texts) if text for match in one.finditer(text)]
    others = [(i, match) for i, text in enumerate(texts) if text and ones for match in other.finditer(text)]
    if ones and others:
        yield from ones if len(ones) <= len(others) else others


def _dates(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    for i, match in _rarer(passages, _DAY_FIRST, _MONTH_FIRST, _MONTH_TRIGGERS):
        yield i, Hit(match.start(), match.end())


_PERCENT = late(r"(?<=\d )percent\b")
_PER_CENT = late(r"(?<=\d )per cent\b")


def _percent(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    for i, match in _rarer(passages, _PERCENT, _PER_CENT, _PERCENT_TRIGGERS):
        yield i, Hit(match.start(), match.end(), "per cent" if match[0] == "percent" else "percent")


_PERCENT_TRIGGERS: Final = frozenset(("percent", "per cent"))

_TWELVE = late(r"(?<![\w.:])\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.m\.|[ap]m\b)")
_CLOCK = late(r"\b(?:at|until|from|by|before|after|around|about) (?P<time>(?:1[3-9]|2[0-3]):[0-5]\d)(?![\w:])")


def _clock(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    times = [(i, match) for i, p in enumerate(passages) if ":" in p.text for match in _CLOCK.finditer(p.text)]
    if any(_TWELVE.search(passage.text) for passage in passages if times):
        for i, match in times:
            yield i, Hit(match.start("time"), match.end("time"))


_BRITISH: Final = dict(BRITISH_AMERICAN)
_AMERICAN: Final = {american: british for british, american in BRITISH_AMERICAN}
_SPELLING_TRIGGERS: Final = frozenset(_BRITISH.keys() | _AMERICAN.keys())


def _spelling(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    """Find one word in both spellings: two words in two spellings may come of house style or of a quotation."""
    anchored = [
        (i, passage, passage.anchors & _SPELLING_TRIGGERS)
        for i, passage in enumerate(passages)
        if not _SPELLING_TRIGGERS.isdisjoint(passage.anchors)
    ]
    present = {anchor for _, _, anchors in anchored for anchor in anchors}
    mixed = {word for word in present if _AMERICAN.get(word) in present}
    for i, passage, anchors in anchored if mixed else ():
        if not mixed.isdisjoint(anchors):
            for word in passage.words:
                if word.text in mixed:
                    yield i, Hit(word.start, word.end, _AMERICAN[word.text])


_CURRENCY_WORD = late(
    r"(?<=\d )(?:(?:thousand|million|billion|mln|bn) )?(?:(?:US )?dollars|euros?|USD|EUR|pounds sterling)\b"
)


def _currency(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    for sign, words in (("$", ("dollars", "USD")), ("€", ("euro", "euros", "EUR")), ("£", ("pounds sterling",))):
        if any(re.search(rf"{re.escape(sign)} ?\d", passage.text) for passage in passages if sign in passage.text):
            for i, passage in enumerate(passages):
                if not any(word in passage.text for word in words):
                    continue
                for match in _CURRENCY_WORD.finditer(passage.text):
                    if match[0].split()[-1] in words or match[0] in words:
                        yield i, Hit(match.start(), match.end())


RULES: tuple[Rule, ...] = (
    Rule(
        id="documents.date-order",
        severity=Severity.NOTE,
        languages=(),
        message="The document writes the day before the month here and after it elsewhere.",
        rationale="A system chooses between British and American order in every sentence anew; a writer has one habit.",
        source="The Chicago Manual of Style, 9.35, on dates: consistency within a work.",
        find=nothing,
        triggers=_MONTH_TRIGGERS,
        across=_dates,
        kinds=EVERYWHERE,
        must_flag=(
            "The fair opens on 12 May.\nIt closes on May 20.\nThe prizes are given on May 21.",
            "On July 3, it rained.\nOn 4 July, it did not.",
            "He was born on 1 March 1950.\nHe died on March 2, 2010.",
            "Until 5 June, entry is free.\nFrom June 6, it costs a pound.\nOn June 7, the fair ends.",
        ),
        must_pass=(
            "The fair opens on 12 May.\nIt closes on 20 May.",
            "On July 3, it rained.\nOn July 4, it did not.",
            "He was born on 1 March 1950.\nHe died in March 2010.",
            "In May 20 people came.",
        ),
    ),
    Rule(
        id="documents.percent-word",
        severity=Severity.NOTE,
        languages=(),
        message="The document writes both 'percent' and 'per cent'.",
        rationale="A system trained on American and British texts writes either; a writer has one habit.",
        source="The Chicago Manual of Style, 3.83 and 9.18.",
        find=nothing,
        triggers=_PERCENT_TRIGGERS,
        across=_percent,
        kinds=EVERYWHERE,
        must_flag=(
            "Prices rose by 2 percent.\nWages rose by 1 per cent.",
            "About 40 per cent agree.\nOnly 10 percent do not.",
            "It fell by 5 percent.\nThen it rose by 6 percent.\nAt last it lost 7 per cent.",
            "Some 20 per cent came.\nAnother 3 percent wrote.",
        ),
        must_pass=(
            "Prices rose by 2 percent.\nWages rose by 1 percent.",
            "About 40 per cent agree.\nOnly 10% do not.",
            "It fell by 5 percent.\nThe per capita income rose.",
            "Some 20 per cent came.\nA small percentage wrote.",
        ),
    ),
    Rule(
        id="documents.clock",
        severity=Severity.NOTE,
        languages=("ru", "de", "fr", "es", "it", "pl", "cs", "fi"),
        message="The document mixes the 24-hour clock with a.m. and p.m.",
        rationale="Most languages of Europe use 24 hours, and a system converts some times and copies others.",
        source="The Chicago Manual of Style, 9.37-9.39, on times of day.",
        find=nothing,
        across=_clock,
        kinds=EVERYWHERE,
        must_flag=(
            "The shop opens at 9 a.m.\nIt closes at 18:30.",
            "They met at 3 pm.\nThe train left at 17:05.",
            "It rained until 22:15.\nAt 7:30 a.m., it began again.",
            "Doors open from 19:00.\nThe show ends at 11 p.m.",
        ),
        must_pass=(
            "The shop opens at 9 a.m.\nIt closes at 6:30 p.m.",
            "They met at 15:00.\nThe train left at 17:05.",
            "He ran it in 18:30.\nThe race began at 9 a.m.",
            "The verse is Luke 14:25.\nWe met at 3 pm.",
        ),
    ),
    Rule(
        id="documents.spelling",
        severity=Severity.NOTE,
        languages=(),
        message="The document spells this word the American way here and the British way elsewhere.",
        rationale="A system trained on American and British texts writes either; a writer has one habit.",
        source="The Oxford English Dictionary, and Webster's, on the words.",
        find=nothing,
        triggers=_SPELLING_TRIGGERS,
        across=_spelling,
        must_flag=(
            "The colour is fine.\nBut which color sells?",
            "They work in the centre.\nThe center is closed.",
            "He was recognised at once.\nShe recognized nobody.",
            "It is a matter of defence.\nThe defense rested.",
        ),
        must_pass=(
            "The colour is fine.\nBut which colour sells?",
            "They work in the centre.\nThe Center for Law is closed.",
            "He was recognised at once.\nShe realized nothing.",
            "The theatre is old.\nThe Theater of Dreams is new.",
        ),
    ),
    Rule(
        id="documents.currency",
        severity=Severity.NOTE,
        languages=("ru", "de", "zh", "tr", "cs", "pl"),
        message="The document writes the currency as a sign elsewhere and as a word here.",
        rationale="Amounts are copied, converted or spelled out sentence by sentence; a writer has one habit.",
        source="The Chicago Manual of Style, 9.20-9.25, on amounts of money.",
        find=nothing,
        across=_currency,
        must_flag=(
            "It cost $5 million.\nThe rest, 2 million dollars, is owed.",
            "A ticket is €20.\nChildren pay 10 euros.",
            "He paid 300 USD.\nShe paid $200.",
            "The fine is $50.\nThe court wanted 70 US dollars.",
        ),
        must_pass=(
            "It cost $5 million.\nThe rest, $2 million, is owed.",
            "A ticket is 20 euros.\nChildren pay 10 euros.",
            "It cost millions of dollars.\nShe paid $200.",
            "The fine is $50.\nIn Paris it is 70 euros.",
        ),
    ),
)
