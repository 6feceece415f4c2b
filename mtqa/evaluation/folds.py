"""What two scores add to each other is asked across documents: folds and a bootstrap that keep documents whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from mtqa.evaluation.metrics import SEED, Interval

FOLDS = 10

Fit = Callable[[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
"""Fits inputs, shape (n, columns), to targets, shape (n,), and predicts for other inputs, shape (m, columns)."""


def crossed(
    inputs: NDArray[np.float64], targets: NDArray[np.float64], groups: Sequence[str], fit: Fit
) -> NDArray[np.float64]:
    """Predict every row by what was fitted to the other folds, shape (n,); no group is on both sides.

    Args:
        inputs: shape (n, columns).
        targets: shape (n,).
        groups: the document of each row; which fold that falls into depends on its name alone.
        fit: what fits and predicts.
    """
    place = np.asarray([_fold(group) for group in groups])
    predicted = np.zeros(len(targets))
    for fold in sorted(set(place.tolist())):
        inside = place == fold
        predicted[inside] = fit(inputs[~inside], targets[~inside], inputs[inside])
    return predicted


def linear(
    inputs: NDArray[np.float64], targets: NDArray[np.float64], others: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Fit by least squares."""
    solution = np.linalg.lstsq(_with_one(inputs), targets, rcond=None)[0]
    predicted: NDArray[np.float64] = _with_one(others) @ solution
    return predicted


def drawn(groups: Sequence[str], repeats: int) -> Iterator[NDArray[np.intp]]:
    """Yield the rows of bootstrap samples that draw whole groups."""
    names, member = np.unique(np.asarray(groups), return_inverse=True)
    order = np.argsort(member, kind="stable")
    rows = np.split(order, np.cumsum(np.bincount(member))[:-1])
    rng = np.random.default_rng(SEED)
    for _ in range(repeats):
        yield np.concatenate([rows[i] for i in rng.integers(len(names), size=len(names))])


def interval(value: float, samples: NDArray[np.float64]) -> Interval:
    """Return an estimate with the interval of its bootstrap samples."""
    low, high = np.nanquantile(samples, [0.025, 0.975]).tolist()
    return Interval(value, low, high)


def signed(change: Interval) -> str:
    """Format a difference as ``+.031 [+.012, +.050]``."""
    value, low, high = (f"{number:+.3f}".replace("0.", ".", 1) for number in (change.value, change.low, change.high))
    return f"{value} [{low}, {high}]"


def _fold(group: str) -> int:
    return int.from_bytes(hashlib.sha256(f"fold {group}".encode()).digest()[:4]) % FOLDS


def _with_one(inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([inputs, np.ones(len(inputs))])
