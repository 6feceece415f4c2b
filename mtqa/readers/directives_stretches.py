"""Stretches of a text, and which of them another one touches, in the logarithm of their number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Stretches(Generic[T]):
    """Stretches that may overlap, each with something that belongs to it.

    Args:
        stretches: where each begins and ends, in any order, and what belongs to it; empty ones are left out.
    """

    def __init__(self, stretches: Iterable[tuple[int, int, T]]) -> None:
        ordered = sorted((one for one in stretches if one[0] < one[1]), key=lambda one: one[:2])
        self._starts = [start for start, _, _ in ordered]
        # For each, which of those up to it reaches furthest.
        self._furthest: list[tuple[int, T]] = []
        for _, end, item in ordered:
            if not self._furthest or end > self._furthest[-1][0]:
                self._furthest.append((end, item))
            else:
                self._furthest.append(self._furthest[-1])

    def touching(self, start: int, end: int) -> T | None:
        """Return what belongs to a stretch with a character in common, that which reaches furthest; None for none."""
        i = bisect_left(self._starts, end) - 1
        if i < 0 or start >= end:
            return None
        reaches, item = self._furthest[i]
        return item if reaches > start else None

    def start_from(self, at: int) -> int | None:
        """Return where the first stretch begins that begins at an offset or after it."""
        i = bisect_left(self._starts, at)
        return self._starts[i] if i < len(self._starts) else None
