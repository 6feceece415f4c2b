"""Lays the figures of facing sentences side by side, and what the neighbours hold beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple

from mtqa.fidelity.dates_and_units import dates_apart, units_apart
from mtqa.fidelity.difference import MOST, NEAR, Difference, Matter, Side
from mtqa.fidelity.figure import Figure, FigureKind
from mtqa.fidelity.matching import explained, rounds
from mtqa.fidelity.reading import Reading

_SMALL: Final = frozenset((Decimal(0), Decimal(1)))


class _Left(NamedTuple):
    """Figures that the other side of the facing lacks; with their sentence for the English ones."""

    source: list[Figure]
    english: list[tuple[int, Figure]]


def differences(sides: Sequence[Side], *, language: str | None, alone: bool = False) -> list[Difference]:
    """Return what differs between facing sentences, in order.

    Args:
        sides: the facings of a document in order.
        language: ISO 639-1 code of the source; None where unknown.
        alone: whether text can't have moved to another facing: units of a localisation file.
    """
    found: list[Difference] = []
    left: list[_Left] = []
    for i, side in enumerate(sides):
        if not side.english or not side.source or not any(r.figures for r in (*side.english, *side.source)):
            left.append(_Left([], []))
            continue
        found += dates_apart(i, sides, alone=alone)
        found += units_apart(i, side)
        left.append(_left(side, language))
    if any(here.source or here.english for here in left):
        document = _Document(sides, left, language, alone=alone)
        for i, here in enumerate(left):
            if here.source or here.english:
                dated = [one for one in found if one.facing == i and one.matter is Matter.DATE]
                found += document.numbers(i, dated)
    return found


def _left(side: Side, language: str | None) -> _Left:
    source = [
        f for r in side.source for f in r.figures if not any(explained(f, e, language=language) for e in side.english)
    ]
    english = [
        (n, f)
        for n, r in enumerate(side.english)
        for f in r.figures
        if not any(explained(f, s, language=language) or rounds(f, r, s) for s in side.source)
    ]
    return _Left(source, english)


class _Document:
    """Facings with what is left over of each, so that what moved to a neighbour is found there."""

    def __init__(self, sides: Sequence[Side], left: Sequence[_Left], language: str | None, *, alone: bool) -> None:
        self._sides, self._left, self._language, self._alone = sides, left, language, alone
        # how often the source has a value more than the English, all over the document
        self._surplus = Counter(value for side in sides for f in _figures(side.source) for value in f.values)
        self._surplus.subtract(value for side in sides for f in _figures(side.english) for value in f.values)

    def numbers(self, i: int, dated: Sequence[Difference]) -> Iterator[Difference]:
        """Yield the figures that are changed, lacking or added in one facing; ``dated`` was reported as a date."""
        side = self._sides[i]
        around = (
            [] if self._alone else [n for n in range(max(0, i - NEAR), min(len(self._sides), i + NEAR + 1)) if n != i]
        )
        source = self._source(i, around, dated)
        english = self._english(i, around, dated)
        partners = dict(enumerate([*source, *self._worded(side)]))
        spare = _Spare(side)
        for n, figure in english:
            at = _partner(figure, partners)
            partner = partners.pop(at) if at is not None else spare.take(figure)
            if partner is not None:
                firm = figure.firm or partner.firm
                yield Difference(
                    Matter.CHANGED, i, n, figure.start, figure.end, partner.text, figure.text, figure.kind, firm
                )
            elif _counts(figure) and not self._elsewhere(figure, around, english=False):
                yield Difference(
                    Matter.ADDED, i, n, figure.start, figure.end, "", figure.text, figure.kind, figure.firm
                )
        end = len(side.english[0].text)
        for at, figure in enumerate(source):
            lacks = at in partners and _counts(figure)
            if lacks and not self._elsewhere(figure, around, english=True):
                yield Difference(Matter.LACKING, i, 0, 0, end, figure.text, "", figure.kind, figure.firm)

    def _source(self, i: int, around: Sequence[int], dated: Sequence[Difference]) -> list[Figure]:
        """Return what is left of the source, without what is left over in the English of neighbours, and dates."""
        there = [f for n in around for _, f in self._left[n].english]
        there += [f for n in around if not self._sides[n].source for f in _figures(self._sides[n].english)]
        known = {value for f in there for value in f.values}
        digits = {run for one in dated for run in re.findall(r"\d+", one.source)}
        return [f for f in self._left[i].source if f.values.isdisjoint(known) and f.text not in digits]

    def _english(self, i: int, around: Sequence[int], dated: Sequence[Difference]) -> list[tuple[int, Figure]]:
        """Return what is left of the English in the same way."""
        there = [f for n in around for f in self._left[n].source]
        there += [f for n in around if not self._sides[n].english for f in _figures(self._sides[n].source)]
        known = {value for f in there for value in f.values}
        return [
            (n, f)
            for n, f in self._left[i].english
            if f.values.isdisjoint(known)
            and not any(one.sentence == n and one.start < f.end and f.start < one.end for one in dated)
        ]

    def _worded(self, side: Side) -> list[Figure]:
        """Return the numbers in words of the source that the English hasn't."""
        return [
            f
            for r in side.source
            for f in r.in_words
            if not any(explained(f, e, language=self._language) for e in side.english)
        ]

    def _elsewhere(self, figure: Figure, around: Sequence[int], *, english: bool) -> bool:
        """Say whether one side has a figure next to this facing, or more often than the other in the whole document."""
        if self._alone:
            return False
        if self._language is None and not english:
            return True  # the source may have it in words that nobody reads
        for n in around:
            theirs, ours = (self._sides[n].english, self._sides[n].source)
            if not english:
                theirs, ours = ours, theirs
            if any(not figure.values.isdisjoint(r.everything) for r in theirs) and all(
                figure.values.isdisjoint(r.numbers) for r in ours
            ):
                return True
        sign = 1 if english else -1
        return all(self._surplus[value] * sign <= 0 for value in figure.values)


def _figures(readings: Sequence[Reading]) -> Iterator[Figure]:
    return (figure for reading in readings for figure in reading.figures)


def _counts(figure: Figure) -> bool:
    """Say whether a figure that only one side has is worth a word."""
    return figure.kind is not FigureKind.CODE and not figure.values <= _SMALL


def _partner(figure: Figure, partners: dict[int, Figure]) -> int | None:
    """Choose what an English figure stands for: of the same kind and unit where there is one, else the first."""
    code = figure.kind is FigureKind.CODE

    def distance(at: int) -> tuple[bool, bool, bool]:
        p = partners[at]
        return p.in_words, p.unit.isdisjoint(figure.unit) and bool(p.unit or figure.unit), p.kind is not figure.kind

    return min(
        (at for at in islice(partners, MOST) if (partners[at].kind is FigureKind.CODE) == code),
        key=distance,
        default=None,
    )


class _Spare:
    """Figures that the source has more often than the English: one of them may have become another."""

    def __init__(self, side: Side) -> None:
        self._side = side

    @cached_property
    def _figures(self) -> list[Figure]:
        here = [f for r in self._side.source for f in r.figures if f.firm]
        often = Counter(f.values for f in here)
        there = Counter(value for r in self._side.english for f in r.figures for value in f.values)
        return [f for f in here if f.values and often[f.values] > sum(there[value] for value in f.values)]

    def take(self, figure: Figure) -> Figure | None:
        """Return one of the same kind that was not taken before; None where there is none."""
        if not figure.firm:
            return None
        found = next((f for f in islice(self._figures, MOST) if f.kind is figure.kind), None)
        if found is not None:
            self._figures.remove(found)
        return found
