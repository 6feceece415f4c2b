"""The linear probe: from the language model's pooled middle states to a score.

A middle layer of a decoder tells translated from native text better than its last one (García-Romero et al. 2025,
arXiv 2511.02958, for the decoders of translation models); mean pooling and a logistic regression suffice to read it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """A standardised linear model over one or more layers.

    Attributes:
        layers: the blocks whose states are pooled.
        mean: shape (layers, hidden size): subtracted.
        scale: shape (layers, hidden size): divided by.
        weights: shape (layers, hidden size).
        bias: added.
    """

    layers: tuple[int, ...]
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: float

    def scores(self, pooled: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the log odds of machine translation, shape (texts,), of pooled states (texts, layers, hidden size).

        Each row is summed on its own, so that a score does not depend on its company.
        """
        weighted = (pooled - self.mean) / self.scale * self.weights
        totals: NDArray[np.float64] = weighted.astype(np.float64).sum(axis=(1, 2))
        return totals + self.bias
