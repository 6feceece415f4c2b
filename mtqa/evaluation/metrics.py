"""Measures with intervals: areas and rates of two classes, the bootstrap over documents, calibration, correlation."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.result import ErrorRate

SEED = 20190801
REPEATS = 1_000

Statistic = Callable[[NDArray[np.float64], NDArray[np.float64]], float]
"""A measure of two classes, given how much weight positives and negatives have at each score, lowest score first."""

_BINS = 10
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """Format as ``.812 [.790, .834]``."""
        return f"{_short(self.value)} [{_short(self.low)}, {_short(self.high)}]"


@dataclass(frozen=True, slots=True)
class Bin:
    """Sentences of about the same probability: how likely they were said to be a machine's, and how many were.

    ``weight`` is the bin's share of all, where both classes weigh the same.
    """

    count: int
    weight: float
    probability: float
    share: float


def area(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Return the area under the curve of two histograms over the same scores, lowest first."""
    below = np.cumsum(negative) - negative
    return float((positive * (below + negative / 2)).sum() / (positive.sum() * negative.sum()))


def hits_at(share: float) -> Statistic:
    """Return the statistic that tells which share of positives passes a threshold.

    The threshold is the lowest that at most ``share`` of the negatives reach; equal scores pass it together.
    """

    def statistic(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
        reached = np.cumsum(negative[::-1]) / negative.sum()
        over = int(np.searchsorted(reached, share + _ROUNDING, side="right"))
        return float(positive[::-1][:over].sum() / positive.sum())

    return statistic


def auc(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Return the probability that a positive scores above a negative, ties counting half (Mann and Whitney 1947)."""
    return _whole(area, positive, negative)


def true_positive_rate(positive: NDArray[np.float64], negative: NDArray[np.float64], share: float) -> float:
    """Return the share of positives above the lowest threshold that at most ``share`` of the negatives reach."""
    return _whole(hits_at(share), positive, negative)


def intervals(
    statistics: Sequence[Statistic],
    positive: NDArray[np.float64],
    negative: NDArray[np.float64],
    groups: tuple[Sequence[str], Sequence[str]],
    repeats: int = REPEATS,
) -> tuple[Interval, ...]:
    """Return statistics of two classes with the intervals of one bootstrap that draws whole groups.

    Args:
        statistics: what to measure.
        positive: scores of one class, shape (n,).
        negative: scores of the other, shape (m,).
        groups: for each class, the group of each score: sentences of one document are not independent.
        repeats: bootstrap samples.
    """
    places, levels = _places(positive, negative)
    members = [np.unique(np.asarray(side), return_inverse=True)[1] for side in groups]
    sizes = [int(side.max()) + 1 for side in members]
    rng = np.random.default_rng(SEED)
    samples = np.empty((repeats, len(statistics)))
    for repeat in range(repeats):
        drawn = [np.bincount(rng.integers(size, size=size), minlength=size) for size in sizes]
        weights = [count[member] for count, member in zip(drawn, members, strict=True)]
        sides = [_histogram(p, levels, w) for p, w in zip(places, weights, strict=True)]
        samples[repeat] = [statistic(sides[0], sides[1]) for statistic in statistics]
    low, high = np.quantile(samples, [0.025, 0.975], axis=0).tolist()
    values = [_whole(statistic, positive, negative) for statistic in statistics]
    return tuple(Interval(*row) for row in zip(values, low, high, strict=True))


def rate_interval(hits: int, trials: int) -> Interval:
    """Return a rate with Wilson's 95 % interval (Wilson 1927)."""
    if not trials:
        return Interval(math.nan, math.nan, math.nan)
    measured = ErrorRate("", hits, trials)
    return Interval(measured.rate, *measured.interval)


def roc(
    positive: NDArray[np.float64], negative: NDArray[np.float64], points: int = 201
) -> tuple[tuple[float, float], ...]:
    """Return the curve: false and true positive rates, at up to about ``points`` thresholds."""
    places, levels = _places(positive, negative)
    true, false = (np.cumsum(np.bincount(p, minlength=levels)[::-1]) / len(p) for p in places)
    # Dense where false positives are few, which is where a tool is used.
    wanted = np.linspace(0, 1, points) ** 2
    kept = np.unique(np.clip(np.searchsorted(false, wanted, side="right") - 1, 0, levels - 1))
    pairs = [(0.0, 0.0), *((round(float(false[i]), 5), round(float(true[i]), 5)) for i in kept), (1.0, 1.0)]
    return tuple(dict.fromkeys(pairs))


def reliability(log_odds: NDArray[np.float64], positive: NDArray[np.bool_], bins: int = _BINS) -> tuple[Bin, ...]:
    """Sort scores into bins of equal mass, where both classes have the same; equal scores share a bin.

    Args:
        log_odds: log odds of a positive at even odds, shape (n,).
        positive: which they are, shape (n,).
        bins: how many bins at most.
    """
    weights = np.where(positive, 0.5 / max(positive.sum(), 1), 0.5 / max((~positive).sum(), 1))
    _, inverse = np.unique(log_odds, return_inverse=True)
    mass = np.bincount(inverse, weights=weights)
    middle = np.cumsum(mass) - mass / 2
    place = np.minimum((middle * bins).astype(int), bins - 1)[inverse]
    probability = 1 / (1 + np.exp(-log_odds))
    found = []
    for i in range(bins):
        inside = place == i
        if inside.any():
            weight = weights[inside]
            said, were = (np.average(side[inside], weights=weight) for side in (probability, positive))
            found.append(Bin(int(inside.sum()), float(weight.sum()), float(said), float(were)))
    return tuple(found)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: how far, on average, what was said is from what was so."""
    return sum(b.weight * abs(b.probability - b.share) for b in bins) / max(sum(b.weight for b in bins), _ROUNDING)


def pearson(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return the linear correlation; nought where one of both does not vary."""
    a, b = x - x.mean(), y - y.mean()
    scale = math.sqrt(float((a * a).sum()) * float((b * b).sum()))
    return float((a * b).sum()) / scale if scale > _ROUNDING else 0.0


def spearman(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return the rank correlation; equal values have the mean of their ranks."""
    return pearson(_ranks(x), _ranks(y))


def correlations(
    samples: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]], repeats: int = REPEATS
) -> tuple[Interval, Interval]:
    """Return Pearson's and Spearman's correlation, each the mean over the samples, with bootstrap intervals."""
    measures = (pearson, spearman)
    rng = np.random.default_rng(SEED)
    drawn = np.empty((repeats, len(measures)))
    for repeat in range(repeats):
        chosen = [(x, y, rng.integers(len(x), size=len(x))) for x, y in samples]
        drawn[repeat] = [np.mean([measure(x[i], y[i]) for x, y, i in chosen]) for measure in measures]
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0).tolist()
    values = [float(np.mean([measure(x, y) for x, y in samples])) for measure in measures]
    return Interval(values[0], low[0], high[0]), Interval(values[1], low[1], high[1])


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: NDArray[np.float64] = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return ranks


def _places(
    positive: NDArray[np.float64], negative: NDArray[np.float64]
) -> tuple[tuple[NDArray[np.intp], NDArray[np.intp]], int]:
    """Return for each score its place among the distinct ones, and how many those are."""
    levels, inverse = np.unique(np.concatenate([positive, negative]), return_inverse=True)
    return (inverse[: len(positive)], inverse[len(positive) :]), len(levels)


def _whole(statistic: Statistic, positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    places, levels = _places(positive, negative)
    return statistic(_histogram(places[0], levels), _histogram(places[1], levels))


def _histogram(places: NDArray[np.intp], levels: int, weights: NDArray[np.intp] | None = None) -> NDArray[np.float64]:
    return np.bincount(places, weights=weights, minlength=levels).astype(np.float64)


def _short(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.3f}"
