"""The band of places around the diagonal of two texts that an alignment may pass through.

A place (i, j) lies behind the first i sentences of the left text and the first j of the right. Arrays over the band
have a row for each i, 0 to n, and ``width`` columns, the first of which is the place with j = ``low[i]``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_WHOLE = 25_000
"""Places up to which all are looked at."""
_MOST = 5_000_000
"""Places that are looked at at the most, unless the texts are so long that the band would be too narrow."""
_NARROWEST = 161
_MARGIN = 80
"""Sentences on either side of the path that are looked at at the least."""


@dataclass(frozen=True, slots=True)
class Band:
    """Which places are looked at: ``width`` of each row, from ``low`` on."""

    low: Ints
    width: int

    def columns(self, rows: slice) -> Ints:
        """Return the j of each place of some rows."""
        return np.asarray(self.low[rows, None] + np.arange(self.width))

    def moved(self, values: Floats, rows: slice, up: int, back: int) -> Floats:
        """Return for each place of some rows the value ``up`` rows and ``back`` columns before; 0 outside."""
        if not up and not back:
            return values[rows]
        at = np.arange(rows.start, rows.stop) - up
        source = np.maximum(at, 0)
        columns = self.columns(rows) - back - self.low[source, None]
        inside = (columns >= 0) & (columns < self.width) & (at[:, None] >= 0)
        return np.where(inside, values[source[:, None], np.clip(columns, 0, self.width - 1)], 0.0)

    def summed(self, rows: Ints, columns: Ints, values: Floats) -> Floats:
        """Return an array over the band with values summed at their places; those outside are left out."""
        at = columns - self.low[rows]
        inside = (at >= 0) & (at < self.width)
        flat = rows[inside] * self.width + at[inside]
        total = np.bincount(flat, values[inside], minlength=len(self.low) * self.width)
        return np.asarray(total, dtype=np.float64).reshape(len(self.low), self.width)


def around(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> Band:
    """Return the band for two texts: all places, or for long texts those near the path through rare shared marks."""
    rows, columns = len(left), len(right)
    if (rows + 1) * (columns + 1) <= _WHOLE:
        return Band(np.zeros(rows + 1, dtype=np.int64), columns + 1)
    knots = [(0, 0), *_anchors(left, right), (rows, columns)]
    places = np.array(knots, dtype=np.float64)
    centre = np.interp(np.arange(rows + 1), places[:, 0], places[:, 1])
    steps = np.diff(places, axis=0)
    # Between two anchors the path may bend as far as their distances differ from the slope of the whole.
    bend = np.abs(steps[:, 1] - steps[:, 0] * min(1.0, columns / rows)).max() if len(knots) > 2 else abs(rows - columns)
    width = int(min(2 * (_MARGIN + bend) + 1, max(_NARROWEST, _MOST // (rows + 1)), columns + 1))
    low = np.clip(np.rint(centre).astype(np.int64) - width // 2, 0, columns + 1 - width)
    low[0], low[-1] = 0, columns + 1 - width
    low = np.maximum.accumulate(low)
    # Windows of neighbouring rows meet, so that there is a path.
    reach = np.arange(rows + 1) * (width - 1)
    low = np.maximum(low, np.maximum.accumulate((low + (reach[-1] - reach))[::-1])[::-1] - (reach[-1] - reach))
    low[0] = 0
    return Band(np.minimum(low, np.arange(rows + 1) * (width - 1)), width)


def _anchors(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """Return pairs of sentences that share at least two marks found once in either text: the longest chain in order."""
    once, others = _once(left), _once(right)
    votes: dict[tuple[int, int], int] = {}
    for mark in sorted(once.keys() & others.keys()):
        pair = (once[mark], others[mark])
        votes[pair] = votes.get(pair, 0) + 1
    return _chain(sorted(pair for pair, count in votes.items() if count >= 2))


def _once(text: Sequence[frozenset[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for i, marks in enumerate(text):
        for mark in marks:
            found[mark] = -1 if mark in found else i
    return {mark: i for mark, i in found.items() if i >= 0}


def _chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain that grows on both sides (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    # Within one row the larger column comes first, so that a chain takes one of them.
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    for k, (_, column) in enumerate(ordered):
        at = bisect_left(tops, column)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [column]
        ends[at : at + 1] = [k]
    found = []
    k = ends[-1] if ends else -1
    while k >= 0:
        found.append(ordered[k])
        k = before[k]
    return found[::-1]
