"""What decides the answers of a run, and how often they are wrong."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """Everything that decides a score, so that two runs are comparable or visibly not."""

    mtqa: str
    model: str
    detector: str
    calibration: str
    rules: str
    segmentation: str
    language: str

    def __str__(self) -> str:
        """Format as ``key:value|key:value``."""
        return (
            f"mtqa:{self.mtqa}|m:{self.model}|d:{self.detector}|cal:{self.calibration}"
            f"|rules:{self.rules}|seg:{self.segmentation}|lid:{self.language}"
        )


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """How many of a kind of good English are flagged: measured on text that nothing was fitted to."""

    what: str
    hits: int
    total: int

    @property
    def rate(self) -> float:
        """The share that is flagged; 0 where nothing was measured."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the rate (Wilson 1927); from 0 to 1 where nothing was measured."""
        if not self.total:
            return 0.0, 1.0
        square = 1.959964**2 / self.total
        centre = (self.rate + square / 2) / (1 + square)
        spread = math.sqrt(square * (self.rate * (1 - self.rate) + square / 4)) / (1 + square)
        low = centre - spread if self.hits else 0.0
        return low, centre + spread if self.hits < self.total else 1.0
