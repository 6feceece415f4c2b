"""Fits the linear probe."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtqa.detector.probe import Probe
from mtqa.training.data import MACHINE, NEWS, REFERENCE, Row

FOLDS = 5
STRENGTH = 0.01
"""Inverse strength of the L2 penalty on standardised states; chosen on the development year's calibration half."""

_SHARES = {"translation": 0.6, "news": 0.2, "genre": 0.2}


def fit_probe(pooled: NDArray[np.float32], rows: Sequence[Row], layers: tuple[int, ...]) -> Probe:
    """Fit a logistic regression on standardised pooled states, shape (rows, layers, hidden size).

    Machine and human text weigh the same; of the human weight three fifths are translations, a fifth native news and
    a fifth native text of other genres, so that neither topic nor genre is what is learned.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - an extra that only training needs

    mean, scale = pooled.mean(axis=0), pooled.std(axis=0) + 1e-6
    flat = ((pooled - mean) / scale).reshape(len(rows), -1)
    machine = np.asarray([row.label == MACHINE for row in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=500, tol=1e-4)
    model.fit(flat, machine, sample_weight=_weights(rows) * len(rows))
    weights = model.coef_[0].reshape(mean.shape).astype(np.float32)
    return Probe(layers, mean, scale, weights, float(model.intercept_[0]))


def out_of_fold(pooled: NDArray[np.float32], rows: Sequence[Row], layers: tuple[int, ...]) -> NDArray[np.float64]:
    """Score each row by a probe that saw nothing of its group, shape (rows,)."""
    fold = np.asarray([hashlib.sha256(row.group.encode()).digest()[1] % FOLDS for row in rows])
    scores = np.zeros(len(rows))
    for k in range(FOLDS):
        kept = fold != k
        probe = fit_probe(pooled[kept], [row for row, keep in zip(rows, kept, strict=True) if keep], layers)
        scores[~kept] = probe.scores(pooled[~kept])
    return scores


def _weights(rows: Sequence[Row]) -> NDArray[np.float64]:
    """Weigh the rows so that both classes, and the kinds of human text, have their shares; the sum is 1."""
    kinds = np.asarray([_kind(row) for row in rows])
    weights = np.zeros(len(rows))
    for kind in set(kinds.tolist()):
        chosen = kinds == kind
        weights[chosen] = _SHARES.get(kind, 1.0) / chosen.sum()
    return np.asarray(weights / weights.sum())


def _kind(row: Row) -> str:
    if row.label == MACHINE:
        return MACHINE
    if row.label == REFERENCE:
        return "translation"
    return "news" if row.genre == NEWS else "genre"
