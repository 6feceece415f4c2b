"""Measures with intervals: area under the curve, rates, and the bootstrap over documents."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEED = 20190801
REPEATS = 1_000


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Format as ``.812 [.790, .834]``."""
        return f"{_short(self.value)} [{_short(self.low)}, {_short(self.high)}]"


def auc(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Return the probability that a positive scores above a negative, ties counting half (Mann and Whitney 1947)."""
    both = np.concatenate([positive, negative])
    _, inverse, counts = np.unique(both, return_inverse=True, return_counts=True)
    upper = np.cumsum(counts)
    ranks = (upper - (counts - 1) / 2)[inverse]
    n, m = len(positive), len(negative)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * m))


def auc_interval(
    positive: NDArray[np.float64],
    negative: NDArray[np.float64],
    groups: tuple[Sequence[str], Sequence[str]],
    repeats: int = REPEATS,
) -> Interval:
    """Return the area under the curve, its interval from a bootstrap that draws whole groups.

    Args:
        positive: scores of one class, shape (n,).
        negative: scores of the other, shape (m,).
        groups: for each class, the group of each score: sentences of one document are not independent.
        repeats: bootstrap samples.
    """
    draw = (_drawer(positive, groups[0]), _drawer(negative, groups[1]))
    rng = np.random.default_rng(SEED)
    samples = [auc(draw[0](rng), draw[1](rng)) for _ in range(repeats)]
    low, high = np.quantile(samples, [0.025, 0.975])
    return Interval(auc(positive, negative), float(low), float(high))


def _drawer(values: NDArray[np.float64], groups: Sequence[str]) -> Callable[[np.random.Generator], NDArray[np.float64]]:
    names, inverse = np.unique(np.asarray(groups), return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    parts = np.split(values[order], np.cumsum(np.bincount(inverse))[:-1])

    def draw(rng: np.random.Generator) -> NDArray[np.float64]:
        return np.concatenate([parts[i] for i in rng.integers(len(names), size=len(names))])

    return draw


def rate_interval(hits: int, trials: int) -> Interval:
    """Return a rate with Wilson's 95 % interval (Wilson 1927)."""
    if not trials:
        return Interval(math.nan, math.nan, math.nan)
    z = 1.959964
    rate = hits / trials
    centre = (rate + z * z / (2 * trials)) / (1 + z * z / trials)
    spread = z / (1 + z * z / trials) * math.sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials))
    return Interval(rate, max(0.0, centre - spread), min(1.0, centre + spread))


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
