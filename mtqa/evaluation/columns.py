"""Scores of many sentences by sacrebleu's metrics, as columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtqa.metrics import Metrics

NEGATED = ", negated"
"""Ends the name of a metric whose sign was turned, so that higher is better."""


def sentence_columns(hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> dict[str, NDArray[np.float64]]:
    """Score sentences one by one; each column has the shape (n,), and in all of them higher is better.

    Args:
        hypotheses: shape (n,).
        references: those of each sentence; one may have more than another.
    """
    most = max(map(len, references), default=0)
    turned = [[own[i] if i < len(own) else "" for own in references] for i in range(most)]
    found: dict[str, list[float]] = {}
    for scores in Metrics().sentences(hypotheses, turned):
        for score in scores:
            name = score.metric if score.higher_is_better else f"{score.metric}{NEGATED}"
            found.setdefault(name, []).append(score.value if score.higher_is_better else -score.value)
    return {name: np.asarray(values, dtype=np.float64) for name, values in found.items()}
