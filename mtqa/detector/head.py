"""The head: from the states at the end of the branch to a few numbers, each a sum over the sentence's tokens.

Attention pools the tokens' states, and every output is linear in what was pooled; so an output is a sum of one share
per token and a bias, and an explanation by tokens adds up without remainder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

OUTPUTS = ("machine", "translated", "quality")
"""What the head tells: log odds of machine against human, of translation against original, and rated quality."""


class Reading(NamedTuple):
    """What the head says of a text.

    Attributes:
        outputs: shape (outputs,).
        shares: shape (tokens, outputs): with the head's bias they add up to the outputs.
    """

    outputs: NDArray[np.float64]
    shares: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """Attention pooling over standardised states, and a linear map for each output.

    Attributes:
        mean: shape (hidden size): subtracted from each state.
        spread: shape (hidden size): divided by.
        attention: shape (heads, hidden size).
        values: shape (outputs, heads, hidden size).
        bias: shape (outputs,).
    """

    mean: NDArray[np.float32]
    spread: NDArray[np.float32]
    attention: NDArray[np.float32]
    values: NDArray[np.float32]
    bias: NDArray[np.float32]

    def read(self, states: NDArray[np.float32]) -> Reading:
        """Read the states of a text's tokens, shape (tokens, hidden size)."""
        outputs, heads, size = self.values.shape
        if not len(states):
            return Reading(self.bias.astype(np.float64), np.zeros((0, outputs)))
        standard = (states - self.mean) / self.spread
        logits = (standard @ self.attention.T).astype(np.float64) / size**0.5
        weights = np.exp(logits - logits.max(axis=0))
        weights /= weights.sum(axis=0)
        parts = (standard @ self.values.reshape(outputs * heads, size).T).astype(np.float64)
        shares = (parts.reshape(-1, outputs, heads) * weights[:, None]).sum(axis=-1) / heads
        return Reading(shares.sum(axis=0) + self.bias, shares)
