"""Marks that two texts share, by the place of the sentences that have them; rare ones weigh more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from mtqa.pairing.aligning_band import Band, Ints
from mtqa.pairing.aligning_features import Floats

Mark = TypeVar("Mark", str, int)
_Links = tuple[tuple[int, ...], ...]
"""Of each word of a sentence its links."""
_MOST_PAIRS = 6_000_000
"""Pairs of sentences with a common mark that are looked at; the most common marks are left out until it holds."""
_UNSEEN = 100
"""Sentences without a mark that are counted besides those of the texts: in short texts all marks look common."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Marks by weight: of each sentence of the two texts, and those that two share, by place of the band."""

    left: Floats
    right: Floats
    both: Floats

    @classmethod
    def of(cls, left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], band: Band) -> Shared:
        """Return the weights of the marks of two texts, over a band."""
        return cls._weighed(left, right, band, None)[0]

    @classmethod
    def linked(cls, left: Sequence[_Links], right: Sequence[_Links], band: Band, worth: Sequence[float]) -> Shared:
        """Return the same of words linked by a lexicon, each sentence's weight that of the best links of its words."""
        texts = [[frozenset(link for links in words for link in links) for words in text] for text in (left, right)]
        found, least = cls._weighed(texts[0], texts[1], band, dict(enumerate(worth)))
        totals = [
            np.array([sum(max(least[link] for link in links) for links in words) for words in text], dtype=np.float64)
            for text in (left, right)
        ]
        return cls(totals[0], totals[1], found.both)

    @classmethod
    def _weighed(
        cls,
        left: Sequence[frozenset[Mark]],
        right: Sequence[frozenset[Mark]],
        band: Band,
        most: Mapping[Mark, float] | None,
    ) -> tuple[Shared, dict[Mark, float]]:
        # Sorted, so that sums are taken in one order, whatever the run and the side.
        names = {name: i for i, name in enumerate(sorted(frozenset().union(*left, *right)))}
        rows, marks = _postings(left, names)
        columns, others = _postings(right, names)
        counts = np.bincount(marks, minlength=len(names)), np.bincount(others, minlength=len(names))
        total = counts[0] + counts[1]
        worth = np.log((len(left) + len(right) + 2 * _UNSEEN) / (total + 1.0))
        pairs = counts[0] * counts[1]
        order = np.argsort(pairs, kind="stable")
        if most is not None:
            worth = np.minimum(worth, [most[name] for name in names])
        worth[order[np.cumsum(pairs[order]) > _MOST_PAIRS]] = 0
        first = np.concatenate([[0], np.cumsum(counts[1])])
        taken = worth[marks] > 0
        rows_taken, marks_taken = rows[taken], marks[taken]
        times = counts[1][marks_taken]
        base = np.repeat(first[marks_taken] - np.concatenate([[0], np.cumsum(times)[:-1]]), times)
        facing = columns[base + np.arange(len(base))]
        found = cls(
            np.bincount(rows, worth[marks], minlength=len(left)).astype(np.float64),
            np.bincount(columns, worth[others], minlength=len(right)).astype(np.float64),
            band.summed(np.repeat(rows_taken, times) + 1, facing + 1, np.repeat(worth[marks_taken], times)),
        )
        return found, dict(zip(names, worth.tolist(), strict=True))


def _postings(texts: Sequence[frozenset[Mark]], names: dict[Mark, int]) -> tuple[Ints, Ints]:
    """Return (sentence, mark) pairs by mark."""
    rows = np.repeat(np.arange(len(texts)), [len(marks) for marks in texts])
    marks = np.fromiter((names[name] for text in texts for name in text), dtype=np.int64, count=len(rows))
    order = np.lexsort((rows, marks))
    return rows[order], marks[order]
