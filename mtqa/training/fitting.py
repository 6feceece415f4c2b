"""Fits the linear probe."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtqa.detector.probe import Probe
from mtqa.training.data import MACHINE, NEWS, RECENT, REFERENCE, Row

STRENGTH = 0.01
"""Inverse strength of the L2 penalty on standardised states; chosen on the development year's calibration half."""

_SHARES = {"recent": 0.75, "older": 0.25, "translation": 0.7, "news": 0.15, "genre": 0.15}


def fit_probe(pooled: NDArray[np.float32], rows: Sequence[Row], layers: tuple[int, ...]) -> Probe:
    """Fit a logistic regression on standardised pooled states, shape (rows, layers, hidden size).

    Machine and human text weigh the same; of the machine weight a quarter is older systems, so that neither kind of
    error is forgotten; of the human weight seven tenths are translations, and half of the rest each is native news and
    native text of other genres, so that neither topic nor genre is what is learned.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - an extra that only training needs

    mean, scale = pooled.mean(axis=0), pooled.std(axis=0) + 1e-6
    flat = ((pooled - mean) / scale).reshape(len(rows), -1)
    machine = np.asarray([row.label == MACHINE for row in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=500, tol=1e-4)
    model.fit(flat, machine, sample_weight=_weights(rows) * len(rows))
    weights = model.coef_[0].reshape(mean.shape).astype(np.float32)
    return Probe(layers, mean, scale, weights, float(model.intercept_[0]))


def _weights(rows: Sequence[Row]) -> NDArray[np.float64]:
    """Weigh the rows so that both classes have half, and in it each kind that there is its share; the sum is 1."""
    kinds = np.asarray([_kind(row) for row in rows])
    machine = np.asarray([row.label == MACHINE for row in rows])
    weights = np.zeros(len(rows))
    for kind in set(kinds.tolist()):
        chosen = kinds == kind
        weights[chosen] = _SHARES[kind] / chosen.sum()
    for side in (machine, ~machine):
        weights[side] /= 2 * weights[side].sum()
    return weights


def _kind(row: Row) -> str:
    if row.label == MACHINE:
        return "older" if row.year < RECENT else "recent"
    if row.label == REFERENCE:
        return "translation"
    return "news" if row.genre == NEWS else "genre"
