"""What is known of a sentence before calibration: the head's and the probe's scores, and statistics of surprisal."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

HIGH_BITS = 10.0
"""Surprisal in bits from which a token counts as a shock."""


class Features(NamedTuple):
    """The numbers that evidence and fluency are computed from.

    Attributes:
        machine, translated, quality: the head's outputs.
        probe: the linear probe's log odds.
        surprisal: mean bits a token.
        spread: standard deviation of the tokens' bits.
        shocks: share of tokens of at least `HIGH_BITS`.
        tokens: how many tokens there are.
    """

    machine: float
    translated: float
    quality: float
    probe: float
    surprisal: float
    spread: float
    shocks: float
    tokens: int

    @property
    def length(self) -> float:
        """The logarithm of the length, nought at twenty tokens."""
        return math.log(max(self.tokens, 3) / 20)


def surprisal_statistics(bits: NDArray[np.float32]) -> tuple[float, float]:
    """Return the spread of the tokens' bits, and the share of shocks among them."""
    if not len(bits):
        return 0.0, 0.0
    return float(bits.std(dtype=np.float64)), float((bits >= HIGH_BITS).mean())
