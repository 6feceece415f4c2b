"""Finds the dates and the units of facing sentences that are others though everything else is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from mtqa.fidelity import units
from mtqa.fidelity.dates import Date, dates
from mtqa.fidelity.difference import MOST, NEAR, Difference, Matter, Side
from mtqa.fidelity.figure import Figure, FigureKind
from mtqa.fidelity.reading import Reading

_DAYS: Final = 31
_PERCENT: Final = re.compile(
    r"%|\bper\s?-?cent|\bpct\b|\bpercent|\bpoints?\b|\bproportion|\bshare\b|\bpp\b", re.IGNORECASE
)
_CERTAIN: Final = frozenset(("length", "mass", "area", "volume", "share"))
"""Dimensions whose words seldom mean something else behind a number."""


def dates_apart(i: int, sides: Sequence[Side], *, alone: bool) -> Iterator[Difference]:
    """Yield the dates whose month, or whose day, is another, everything else being the same."""
    side = sides[i]
    english = [(n, r, d) for n, r in enumerate(side.english) for d in dates(r)]
    if not english:
        return
    near = [side] if alone else sides[max(0, i - NEAR) : i + NEAR + 1]
    around = [(r, d) for s in near for r in s.source for d in dates(r)]
    source = [(r, d) for r in side.source for d in dates(r)]
    if not source:  # the source may name the day alone, and its neighbours the month
        numbers = {int(value) for r in side.source for f in r.figures for value in f.values if 0 < value <= _DAYS}
        source = [(r, d) for r, d in around if d.day and d.day <= numbers]
    for n, reading, date in english[:MOST]:
        if any(date.agrees(other) for _, other in around):
            continue
        found = [
            (_missing(other, english), origin, other)
            for origin, other in source
            if other.same_but_month(date) or (other.same_but_day(date) and _missing(other, english))
        ]
        if found:
            firm, origin, other = max(found, key=lambda one: one[0])
            yield Difference(
                Matter.DATE,
                i,
                n,
                date.start,
                date.end,
                origin.text[other.start : other.end],
                reading.text[date.start : date.end],
                FigureKind.DATE,
                firm=firm,
            )


def _missing(date: Date, english: Sequence[tuple[int, Reading, Date]]) -> bool:
    return not any(date.agrees(other) for _, _, other in english)


def units_apart(i: int, side: Side) -> Iterator[Difference]:
    """Yield the figures whose unit or currency is another though the number is the same."""
    by_value: dict[Decimal, list[tuple[Reading, Figure]]] = {}
    for r in side.source:
        for f in r.figures:
            for value in f.values if not f.month else ():
                by_value.setdefault(value, []).append((r, f))
    known = frozenset(unit for held in by_value.values() for _, f in held for unit in f.unit)
    if not known:
        return
    there = {(unit, value) for r in side.english for f in r.figures for unit in f.unit for value in f.values}
    for n, reading in enumerate(side.english):
        for figure in reading.figures:
            same = [pair for value in figure.values for pair in by_value.get(value, ())[:MOST]]
            if not same or any(not f.unit or not f.unit.isdisjoint(figure.unit) for _, f in same):
                continue
            units_here = frozenset(unit for _, f in same for unit in f.unit)
            if any((unit, value) in there for unit in units_here for value in figure.values):
                continue
            lost = (
                not figure.unit
                and units_here == {"percent"}
                and not _PERCENT.search(" ".join(r.text for r in side.english))
            )
            other = bool(figure.unit) and figure.unit.isdisjoint(known) and _comparable(units_here, figure.unit)
            if (lost or other) and (len(figure.text) > 1 or other):
                origin, first = same[0]
                yield Difference(
                    Matter.UNIT,
                    i,
                    n,
                    figure.start,
                    figure.end,
                    origin.with_unit(first),
                    reading.with_unit(figure),
                    first.kind,
                    firm=True,
                )


def _comparable(one: frozenset[str], two: frozenset[str]) -> bool:
    """Say whether one unit may stand for another by mistake: both measure the same, or both are certainly units."""
    here, there = {units.dimension(u) for u in one}, {units.dimension(u) for u in two}
    return not here.isdisjoint(there) or (here | there <= _CERTAIN and len(here) == len(there) == 1)
