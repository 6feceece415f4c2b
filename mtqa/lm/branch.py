"""A second path through some of a language model's blocks: low-rank updates of their weights, as a value.

The blocks below the branch are run once for both paths, so that fluency (the plain path) and evidence (the branch) cost
little more than one of them. In the branch a token sees its whole sentence, not only what is before it: nothing is
predicted there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class LowRank:
    """An update of a matrix: ``weight + up @ down`` (LoRA; Hu et al. 2021, arXiv 2106.09685).

    Attributes:
        down: shape (rank, inputs).
        up: shape (outputs, rank); its scale is folded in.
    """

    down: NDArray[np.float32]
    up: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """Blocks ``start + 1`` to ``stop`` once more, with updated weights, from the states after block ``start``.

    Attributes:
        identity: hash of the updates; what a backend keeps the merged weights under.
        updates: by the matrix's name below the list of blocks, such as ``7.self_attn.q_proj`` (counted from 0).
    """

    identity: str
    start: int
    stop: int
    updates: Mapping[str, LowRank]
