"""Reads the figures of a text: digits with what stands around them, and number words where they are asked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final

from mtqa.fidelity import characters, units
from mtqa.fidelity.digits import plain_digits
from mtqa.fidelity.figure import Figure, FigureKind
from mtqa.fidelity.in_digits import figures_in_digits
from mtqa.fidelity.tables import table
from mtqa.fidelity.words import WORD, Written, loose_values, lowered, roman, written

_BLANK: Final = re.compile(r"\s")
_DIGIT: Final = re.compile(r"\d")
_WHOLE: Final = frozenset((FigureKind.MONEY, FigureKind.PERCENT, FigureKind.MEASURE))
"""Kinds of numbers that are one number, whatever marks stand in them."""
_JOINED: Final = re.compile(r"(?<=\d)[\s().\-–/‑]{1,2}(?=\d)")
_LONG: Final = re.compile(r"\d{7,}")
_LONGEST: Final = 24
"""Digits of a telephone or account number; what is longer is a list of numbers."""
_MOST: Final = 64
"""Figures that are looked at for one that is rounded or converted."""


class Reading:
    """A sentence with its figures; number words are read when they are first asked for.

    Attributes:
        text: the sentence, digits in ASCII.
        table: how its language writes numbers; None where unknown.
        figures: the figures in digits, in order.
    """

    def __init__(self, text: str, language: str | None) -> None:
        self.table = table(language)
        self.text = text
        self.figures: tuple[Figure, ...] = ()
        if _DIGIT.search(text):
            self.text = plain_digits(text)
            self.figures = figures_in_digits(self.text, text, self.table)

    @cached_property
    def lower(self) -> str:
        """The text in lower case."""
        return lowered(self.text)

    @cached_property
    def _written(self) -> list[Written]:
        found: list[Written] = []
        if self.table is not None:
            found += written(self.lower, self.table)
            if self.table.characters:
                found += characters.numerals(self.text)
        return found

    @cached_property
    def in_words(self) -> tuple[Figure, ...]:
        """The numbers in words that can't be anything else, from three up."""
        return tuple(
            Figure(
                w.start,
                w.end,
                self.text[w.start : w.end],
                FigureKind.NUMBER,
                frozenset((Decimal(w.value),)),
                in_words=True,
            )
            for w in self._written
            if w.sure and w.value >= 3
        )

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """All that the digits may mean."""
        found: set[Decimal] = set()
        for figure in self.figures:
            found |= figure.values
            if not (figure.values and (_BLANK.search(figure.text) or figure.kind in _WHOLE)):
                found.update(figure.parts)
            if self.table is None or self.table.partial:
                found |= figure.mantissa
        return frozenset(found)

    @cached_property
    def singles(self) -> frozenset[Decimal]:
        """All that whole figures and words may mean, and the months."""
        return frozenset(value for figure in self.figures for value in figure.values) | self.worded | self.months

    @cached_property
    def worded(self) -> frozenset[Decimal]:
        """All that words and Roman numerals may mean."""
        found = {Decimal(w.value) for w in self._written}
        if self.table is not None:
            found |= loose_values(self.lower, self.table)
        found.update(Decimal(w.value) for w in roman(self.text))
        return frozenset(found)

    @cached_property
    def everything(self) -> frozenset[Decimal]:
        """All that digits and words may mean."""
        return self.numbers | self.worded

    @cached_property
    def months(self) -> frozenset[Decimal]:
        """The months that are named."""
        months = {} if self.table is None else self.table.months
        return frozenset(Decimal(months[word]) for word in WORD.findall(self.lower) if word in months)

    def with_unit(self, figure: Figure) -> str:
        """Return a figure with the word or the sign of its unit, as the text has them."""
        if not figure.unit:
            return figure.text
        after = units.AFTER.match(self.text, figure.end)
        if after and (length := units.length(after[1].lower(), figure.unit)):
            return self.text[figure.start : after.start(1) + length]
        before = units.BEFORE.search(self.text, max(0, figure.start - 8), figure.start)
        return self.text[before.start(1) if before else figure.start : figure.end]

    @cached_property
    def bare(self) -> frozenset[str]:
        """The figures without a unit, as they are written."""
        return frozenset(figure.text for figure in self.figures if not figure.unit)

    @cached_property
    def short_years(self) -> frozenset[Decimal]:
        """The last two digits of all that may be a year."""
        return frozenset(value % 100 for value in self.everything if 1000 <= value < 2700 and value % 1 == 0)

    @cached_property
    def clock(self) -> frozenset[Decimal]:
        """All that the times of the day may mean."""
        return frozenset(value for one in self.figures if one.kind is FigureKind.TIME for value in one.values)

    @cached_property
    def digits(self) -> str:
        """All digits, in a row."""
        return re.sub(r"\D", "", self.text)

    @cached_property
    def _by_value(self) -> list[tuple[Decimal, int]]:
        return sorted((value, i) for i, figure in enumerate(self.figures) for value in figure.values)

    def about(self, value: Decimal) -> Iterator[tuple[Decimal, Figure]]:
        """Yield what is within 5 % of a value, at most `_MOST` of it: long lists take no longer than short ones."""
        start = bisect_left(self._by_value, (value * Decimal("0.95"), 0))
        for there, i in islice(self._by_value, start, start + _MOST):
            if there > value * Decimal("1.0527"):
                return
            yield there, self.figures[i]

    @cached_property
    def _by_dimension(self) -> dict[str, list[tuple[Decimal, int]]]:
        found: dict[str, list[tuple[Decimal, int]]] = {}
        for i, figure in enumerate(self.figures):
            for unit in figure.unit:
                held = found.setdefault(units.dimension(unit), [])
                held.extend((units.base(value, unit), i) for value in figure.values)
        for held in found.values():
            held.sort()
        return found

    def measured(self, those: frozenset[str], value: Decimal) -> Iterator[Figure]:
        """Yield the figures, at most `_MOST`, that may be an amount in these units converted to others."""
        for unit in those:
            held = self._by_dimension.get(units.dimension(unit), ())
            amount = units.base(value, unit)
            start = bisect_left(held, (amount * Decimal("0.9") - 2, 0))
            for there, i in islice(held, start, start + _MOST):
                if there > amount * Decimal("1.1") + 2:
                    break
                if self.figures[i].unit.isdisjoint(those):
                    yield self.figures[i]

    @cached_property
    def runs(self) -> tuple[str, ...]:
        """Digits in long rows, blanks and dashes between them left out: telephone numbers and the like."""
        return tuple(run for run in _LONG.findall(_JOINED.sub("", self.text)) if len(run) <= _LONGEST)


@lru_cache(maxsize=4096)
def read(text: str, language: str | None) -> Reading:
    """Read a sentence in a language, given by its ISO 639-1 code; None to look at digits alone."""
    return Reading(text, language)
