"""A first look: evidence read off the branch alone, which needs no upper blocks and no vocabulary.

It costs about a third of a full score and says nearly what the full evidence says; so a quick run gives the full pass
only to sentences that may be flagged.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Glance(NamedTuple):
    """What the branch alone says of a sentence: the head's outputs, and how many tokens there are."""

    machine: float
    translated: float
    quality: float
    tokens: int

    @property
    def length(self) -> float:
        """The logarithm of the length, nought at twenty tokens."""
        return math.log(max(self.tokens, 3) / 20)

    def pack(self) -> bytes:
        """Return it as bytes, to the last bit."""
        return json.dumps(self).encode()

    @classmethod
    def unpack(cls, data: bytes) -> Glance:
        """Read what `pack` wrote."""
        return cls(*json.loads(data))


INPUTS = ("machine", "translated", "quality", "length", "machine*length")
"""What the estimate is linear in."""


def inputs(glance: Glance) -> tuple[float, ...]:
    """Return the values of `INPUTS`."""
    length = glance.length
    return (glance.machine, glance.translated, glance.quality, length, glance.machine * length)


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Estimates the full evidence by least squares on held-out text.

    Attributes:
        bias: added.
        weights: by the name of the input, as in `INPUTS`.
        margin: a sentence gets the full pass from this far below the limit of evidence on, in nats.
        limit: the estimate is clipped to this on either side, as the evidence is.
    """

    bias: float
    weights: Mapping[str, float]
    margin: float
    limit: float = 6.0

    def llr(self, glance: Glance) -> float:
        """Return the estimate, in nats, of the model's log-likelihood ratio."""
        value = self.bias + sum(self.weights.get(name, 0.0) * x for name, x in zip(INPUTS, inputs(glance), strict=True))
        return max(-self.limit, min(self.limit, value))
