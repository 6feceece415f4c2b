"""Other axes for the states of a model, on which no channel stands out.

A state that is large on one axis is small on all of a set of axes that each take in all channels alike. Turning leaves
lengths and products as they are, and so the root-mean-square norm too; weights that are turned beforehand read and
write turned states at no cost (QuaRot; Ashkboos et al. 2024, arXiv 2404.00456). The axes are those of the discrete
cosine transform (DCT-II), whose formula fits any size, behind signs that keep regular states from falling on one axis.
"""

from __future__ import annotations

import math
from functools import cache

import torch


@cache
def axes(size: int) -> torch.Tensor:
    """Return an orthogonal matrix of shape (size, size), float32: states times it are turned."""
    places = torch.arange(size, dtype=torch.float64)
    waves = torch.cos(math.pi / size * (places[:, None] + 0.5) * places) * math.sqrt(2 / size)
    waves[:, 0] /= math.sqrt(2)
    signs = torch.randint(0, 2, (size, 1), generator=torch.Generator().manual_seed(size)) * 2 - 1
    return (waves * signs).float()
