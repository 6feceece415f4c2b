"""How much speaks for two stretches of sentences standing for each other: a log-likelihood ratio for each bead.

The evidence is that of the sentences alone (lengths, shared marks, end punctuation), weighed by a logistic regression
that benchmarks/alignment.py fits on sentence pairs, and that of their places (paragraph borders, kinds).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtqa.pairing.aligning_band import Band, Ints
from mtqa.pairing.aligning_features import Floats, Side
from mtqa.pairing.aligning_shared import Shared
from mtqa.pairing.aligning_weights import Weights

_LEAST, _MOST = -7.0, 100.0
"""Bounds of the evidence of a bead: no pair is impossible."""
_CROSSING = -2.5
"""Evidence of a bead that crosses a paragraph border on one side alone."""
_UNLIKE_KINDS = -2.5
"""Evidence of a heading that faces a paragraph, and the like, where both texts have both."""
_COPY = -10.0
"""Evidence of a bead that puts a sentence and its copy together against others that are no copies."""
_PLACE = 0.6
"""How far paragraph borders are trusted: translators move some."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is known of one side of beads of one size; arrays of one shape, a value for each bead."""

    length: Floats
    words: Floats
    numbers: Floats
    known: Floats
    asks: Floats
    shouts: Floats
    leads: Floats
    quotes: Floats


def measures(
    left: Stretch,
    right: Stretch,
    words: Floats,
    numbers: Floats,
    known: Floats | None,
    weakest: Floats,
    mean: float,
    deviation: float,
) -> Floats:
    """Return what the regression weighs, one row for each measure; all are the same with the sides swapped.

    Args:
        left: the left sides of beads; lengths on one scale with the right ones.
        right: their right sides.
        words: weight of the marks of words that both have.
        numbers: the same of numbers.
        known: the same of words that a lexicon knows; None without a lexicon, and then their measures are left out.
        weakest: the least share of a sentence's marks that the other side has, over the sentences of the bead.
        mean: mean of the logarithm of sentence lengths.
        deviation: its standard deviation.
    """
    shared = np.minimum(words, np.minimum(left.words, right.words))
    same = np.minimum(numbers, np.minimum(left.numbers, right.numbers))
    apart = left.numbers + right.numbers - 2 * same
    first, second = np.log(left.length + 5), np.log(right.length + 5)
    # The variance of Gale and Church (1993) grows with the length; that of the log ratio shrinks with it.
    off = np.abs(first - second) / np.sqrt(0.02 + 4 / (left.length + right.length + 10))
    rare = ((first + second) / 2 - mean) / deviation
    translated = [] if known is None else _translated(left.known, right.known, known)
    return np.stack([
        np.ones_like(off),
        np.minimum(off, 5),
        np.minimum(off, 5) ** 2,
        np.minimum(rare * rare, 6),
        weakest,
        np.sqrt(weakest),
        2 * shared / (left.words + right.words + 1e-9),
        np.minimum(shared, 60),
        np.sqrt(shared),
        np.minimum(same, 30),
        np.sqrt(same),
        np.minimum(apart, 30),
        np.sqrt(apart),
        *_agreement(left.asks, right.asks),
        *_agreement(left.shouts, right.shouts),
        *_agreement(left.leads, right.leads),
        *_agreement(left.quotes, right.quotes),
        *translated,
    ])  # fmt: skip


def _translated(left: Floats, right: Floats, both: Floats) -> list[Floats]:
    """Return the measures of words that a lexicon knows: shared, their root, their share, not shared, their root."""
    same = np.minimum(both, np.minimum(left, right))
    apart = left + right - 2 * same
    share = 2 * same / (left + right + 3)
    return [np.minimum(same, 100), np.sqrt(same), share, np.minimum(apart, 200), np.sqrt(apart)]


def _agreement(left: Floats, right: Floats) -> tuple[Floats, Floats]:
    both = left * right
    return both, left + right - 2 * both


class Evidence:
    """The evidence for the beads of two texts within a band."""

    def __init__(
        self, left: Side, right: Side, band: Band, weights: Weights, ratio: float, worth: Sequence[float] = ()
    ) -> None:
        """Look at two texts.

        Args:
            left: the left text.
            right: the right text.
            band: which pairs of places are looked at.
            weights: of the regression.
            ratio: how much longer the right text's sentences are than the left's that they stand for.
            worth: of each link of the lexicon; empty without one.
        """
        self._band, self._weights = band, weights
        self._left, self._right = left, right
        self._lengths = left.length * math.sqrt(ratio), right.length / math.sqrt(ratio)
        logs = np.log(np.concatenate(self._lengths) + 5)
        self._mean = float(logs.mean())
        self._deviation = max(0.35, float(logs.std()))
        self._words = Shared.of(left.words, right.words, band)
        self._numbers = Shared.of(left.numbers, right.numbers, band)
        self._marks = self._words.left + self._numbers.left + 1, self._words.right + self._numbers.right + 1
        self._known = Shared.linked(left.links, right.links, band, worth) if worth else None
        self._places = _places(left.starts, right.starts)
        self._kinds = _kinds(left.kinds, right.kinds)

    def of(self, a: int, b: int, rows: slice) -> Floats:
        """Return the evidence of the beads of ``a`` and ``b`` sentences that end at the places of some rows."""
        columns, ends = self._band.columns(rows), np.arange(rows.start, rows.stop)[:, None]
        weights = self._weights.single if a == b == 1 else self._weights.several
        found = np.clip(np.tensordot(weights, self.measured(a, b, rows), axes=1), _LEAST, _MOST)
        found += self._place(ends, columns, a, b)
        found[(ends < a) | (columns < b)] = -np.inf
        return np.asarray(found, dtype=np.float64)

    def measured(self, a: int, b: int, rows: slice) -> Floats:
        """Return the measures of the same beads."""
        band = self._band
        columns, ends = band.columns(rows), np.arange(rows.start, rows.stop)[:, None]
        known = self._known
        left = _stretch(
            self._left,
            self._lengths[0],
            (self._words.left, self._numbers.left, self._words.left if known is None else known.left),
            ends,
            a,
        )
        right = _stretch(
            self._right,
            self._lengths[1],
            (self._words.right, self._numbers.right, self._words.right if known is None else known.right),
            columns,
            b,
        )
        words = [[band.moved(self._words.both, rows, i, j) for j in range(b)] for i in range(a)]
        numbers = [[band.moved(self._numbers.both, rows, i, j) for j in range(b)] for i in range(a)]
        both = [[words[i][j] + numbers[i][j] for j in range(b)] for i in range(a)]
        shares = [sum(both[i]) / self._marks[0][np.maximum(ends - 1 - i, 0)] for i in range(a)] + [
            sum(row[j] for row in both) / self._marks[1][np.maximum(columns - 1 - j, 0)] for j in range(b)
        ]
        left, right = _spread(left, columns.shape), _spread(right, columns.shape)
        return measures(
            left,
            right,
            _total(words),
            _total(numbers),
            None
            if known is None
            else _total([[band.moved(known.both, rows, i, j) for j in range(b)] for i in range(a)]),
            np.minimum(1.0, np.minimum.reduce(shares)),
            self._mean,
            self._deviation,
        )

    def _place(self, ends: Ints, columns: Ints, a: int, b: int) -> Floats:
        """Return what paragraph borders and kinds say."""
        first, second = np.maximum(ends - a, 0), np.maximum(columns - b, 0)
        found = np.zeros(columns.shape)
        if self._places is not None:
            table, starts, others = self._places
            found += table[starts[first], others[second]]
            crossed = _inside(starts, first, ends), _inside(others, second, columns)
            found += _CROSSING * (crossed[0] != crossed[1])
        copied = _inside(self._left.copies, first, ends), _inside(self._right.copies, second, columns)
        found += _COPY * (copied[0] != copied[1])
        if self._kinds is not None:
            codes, others = self._kinds
            found += _UNLIKE_KINDS * (codes[first] != others[second])
        return found


def _inside(flags: NDArray[Any], first: Ints, ends: Ints) -> Floats:
    """Return how many sentences of each bead, the first one aside, have a flag."""
    counts = np.concatenate([[0.0], np.cumsum(flags)])
    second = np.minimum(first + 1, len(flags))
    return np.asarray(counts[np.maximum(ends, second)] - counts[second])


def _total(values: Sequence[Sequence[Floats]]) -> Floats:
    return np.asarray(sum(sum(row) for row in values), dtype=np.float64)


def _spread(stretch: Stretch, shape: tuple[int, ...]) -> Stretch:
    return Stretch(*(np.broadcast_to(getattr(stretch, name), shape) for name in Stretch.__slots__))


def _stretch(text: Side, length: Floats, marks: tuple[Floats, Floats, Floats], ends: Ints, size: int) -> Stretch:
    last = np.maximum(ends - 1, 0)
    places = [np.maximum(ends - 1 - k, 0) for k in range(size)]
    quotes = text.quotes[places[0]]
    for place in places[1:]:
        quotes = np.maximum(quotes, text.quotes[place])
    lengths, words, numbers, known = (
        sum((values[place] for place in places[1:]), values[places[0]]) for values in (length, *marks)
    )
    return Stretch(
        length=lengths,
        words=words,
        numbers=numbers,
        known=known,
        asks=text.asks[last],
        shouts=text.shouts[last],
        leads=text.leads[last],
        quotes=quotes,
    )


def _places(left: Floats, right: Floats) -> tuple[Floats, Ints, Ints] | None:
    """Return the evidence of two sentences that do or don't start paragraphs, and which do; None where nothing."""
    counts = left[1:].sum(), right[1:].sum()
    inner = len(left) - 1 + len(right) - 1
    if min(counts) < 1 or min(counts) < 0.5 * max(counts):
        return None
    share = (sum(counts) + 0.5) / (inner + 1)
    trust = _PLACE * min(counts) / max(counts)
    unlike = math.log(0.1)
    table = trust * np.array([[math.log(0.95 / (1 - share * 0.95)), unlike], [unlike, math.log(0.95 / share)]])
    return np.minimum(table, 3.0), left.astype(np.int64), right.astype(np.int64)


def _kinds(left: Sequence[str], right: Sequence[str]) -> tuple[Ints, Ints] | None:
    """Return the kinds as numbers where both texts tell the same ones apart."""
    names = set(left) & set(right)
    if len(names) < 2:
        return None
    order = {name: i for i, name in enumerate(sorted(names))}
    return tuple(np.array([order.get(kind, -1) for kind in kinds], dtype=np.int64) for kinds in (left, right))  # type: ignore[return-value]
