"""Puts the scores of a text together from those of its windows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtqa.document import Span
from mtqa.lm.base import TextScore


class Gathered:
    """Collects a text's scores from its windows."""

    def __init__(self, tokens: int, layers: int, hidden: int, *, branch: bool) -> None:
        self.bits = np.zeros(tokens, np.float32)
        self.expected: list[tuple[str, ...]] = [()] * tokens
        self.sums = np.zeros((layers, hidden), np.float32)
        self.states = np.zeros((tokens, hidden) if branch else (0, 0), np.float32)

    def add(
        self,
        first: int,
        bits: NDArray[np.float32],
        expected: list[tuple[str, ...]],
        sums: NDArray[np.float32],
        states: NDArray[np.float32] | None,
    ) -> None:
        """Take the scores of the tokens from ``first`` on."""
        self.bits[first : first + len(bits)] = bits
        self.expected[first : first + len(bits)] = expected
        if len(sums):
            self.sums += sums
        if states is not None:
            self.states[first : first + len(states)] = states

    def finish(self, text: str, offsets: Sequence[tuple[int, int]]) -> TextScore:
        """Turn token offsets into spans without leading space, joining pieces of one character."""
        spans: list[Span] = []
        owners: list[int] = []
        bits: list[float] = []
        expected: list[tuple[str, ...]] = []
        for (start, end), surprisal, words in zip(offsets, self.bits.tolist(), self.expected, strict=True):
            low = start
            while low < end - 1 and text[low].isspace():
                low += 1
            if spans and (low < spans[-1].end or end <= low):
                spans[-1] = Span(spans[-1].start, max(spans[-1].end, end))
                bits[-1] += surprisal
                owners.append(len(spans) - 1)
                continue
            owners.append(len(spans))
            spans.append(Span(low, max(end, low + 1)))
            bits.append(surprisal)
            expected.append(words)
        return TextScore(
            tuple(spans),
            np.asarray(bits, np.float32),
            tuple(expected),
            (self.sums / max(len(self.bits), 1)).astype(np.float32),
            len(self.bits),
            self.states,
            np.asarray(owners, np.int32),
        )
