"""What the backends share: texts in packed rows, exact in any batch, and their scores put together again.

Padding is the usual source of scores that move with their batch, and of half the time wasted. Here the sentences
stand one after the other in a row, each with positions of its own; the matrix products run over the whole row,
and attention runs over each sentence alone, so what a sentence sees has its own shape in any company.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from mtqa.errors import ModelError
from mtqa.lm.base import EXPECTED, EXPLAINED_BITS, Pooled, TextScore
from mtqa.lm.branch import Branch
from mtqa.lm.gathering import Gathered
from mtqa.lm.packing import Window, pack, windows
from mtqa.lm.workers import each

Expected = list[tuple[str, ...]]
T = TypeVar("T")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Encoded(NamedTuple):
    """A text's tokens and the characters that each stands for."""

    ids: Sequence[int]
    offsets: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """A packed row: the tokens of its texts one after the other, and where each text stands."""

    windows: tuple[Window, ...]
    ids: tuple[int, ...]
    bounds: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, row: Sequence[Window]) -> Row:
        """Put windows into a row."""
        bounds: list[tuple[int, int]] = []
        for window in row:
            start = bounds[-1][1] if bounds else 0
            bounds.append((start, start + len(window.ids)))
        return cls(tuple(row), tuple(token for window in row for token in window.ids), tuple(bounds))

    @property
    def scored(self) -> list[tuple[int, int]]:
        """Where each window's scored tokens stand: not its beginning, not its repeated context."""
        return [(start + 1 + w.first - w.start, end) for w, (start, end) in zip(self.windows, self.bounds, strict=True)]


class RowScore(NamedTuple):
    """What a model says of a row.

    ``bits[i]`` is the surprisal of the row's token i + 1, and ``expected[i]`` what was expected there. ``pooled`` holds
    states of shape (tokens, hidden size) for each layer asked for, and ``states`` those at the end of the branch.
    """

    bits: NDArray[np.float32]
    expected: Expected
    pooled: list[torch.Tensor]
    states: torch.Tensor | None


class PackedModel(ABC):
    """A language model that scores packed rows; what is left to a backend is running one, in any of several threads."""

    beginning: int
    """The id of the token that every text begins with."""

    workers: int = 1
    """How many rows are run side by side."""

    @property
    @abstractmethod
    def hidden_size(self) -> int:
        """The size of a hidden state."""

    @abstractmethod
    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Cut texts into tokens."""

    @abstractmethod
    def prepare(self, branch: Branch) -> None:
        """Make ready for a branch; see `LanguageModel.prepare`."""

    @abstractmethod
    def run(self, row: Row, layers: Sequence[int], branch: Branch | None) -> RowScore:
        """Run the model on a row.

        Raises:
            RuntimeError, MemoryError: it failed; the caller makes one line of it.
            ModelError: the branch does not fit.
        """

    @abstractmethod
    def branched(self, row: Row, branch: Branch) -> torch.Tensor:
        """Return the states at the end of a branch, without running what lies above or beside it."""

    @abstractmethod
    def below(self, row: Row, layers: Sequence[int]) -> list[torch.Tensor]:
        """Return the states after some blocks, without running what lies above them."""

    def score(self, texts: Sequence[str], layers: Sequence[int] = (), branch: Branch | None = None) -> list[TextScore]:
        """Score each text; see `LanguageModel.score`."""
        if not texts:
            return []
        if branch is not None:
            self.prepare(branch)
        encoded = self._encoded(texts)
        scores = [Gathered(len(e.ids), len(layers), self.hidden_size, branch=branch is not None) for e in encoded]
        rows = self._pack(encoded)
        for row, run in zip(rows, self._each(lambda row: self.run(row, layers, branch), rows), strict=True):
            for window, (low, high), sums in zip(row.windows, row.scored, _sums(row, run.pooled), strict=True):
                part = slice(low - 1, high - 1)
                states = None if run.states is None else run.states[low:high].float().cpu().numpy()
                scores[window.text].add(window.first, run.bits[part], run.expected[part], sums, states)
        return [s.finish(t, e.offsets) for s, t, e in zip(scores, texts, encoded, strict=True)]

    def glance(self, texts: Sequence[str], branch: Branch) -> list[NDArray[np.float32]]:
        """Return only the states at the end of a branch; see `LanguageModel.glance`."""
        if not texts:
            return []
        self.prepare(branch)
        encoded = self._encoded(texts)
        found = [np.zeros((len(e.ids), self.hidden_size), np.float32) for e in encoded]
        rows = self._pack(encoded)
        for row, states in zip(rows, self._each(lambda row: self.branched(row, branch), rows), strict=True):
            for window, (low, high) in zip(row.windows, row.scored, strict=True):
                found[window.text][window.first :][: high - low] = states[low:high].float().cpu().numpy()
        return found

    def embed(self, texts: Sequence[str], layers: Sequence[int]) -> list[Pooled]:
        """Pool hidden states without running what lies above them; see `LanguageModel.embed`."""
        if not texts:
            return []
        encoded = self._encoded(texts)
        totals = [np.zeros((len(layers), self.hidden_size), np.float32) for _ in encoded]
        rows = self._pack(encoded)
        for row, states in zip(rows, self._each(lambda row: self.below(row, layers), rows), strict=True):
            for window, part in zip(row.windows, _sums(row, states), strict=True):
                totals[window.text] += part
        return [
            Pooled((t / max(len(e.ids), 1)).astype(np.float32), len(e.ids))
            for t, e in zip(totals, encoded, strict=True)
        ]

    def rows(self, texts: Sequence[str]) -> list[Row]:
        """Return the packed rows of some texts."""
        return self._pack(self._encoded(texts))

    def _encoded(self, texts: Sequence[str]) -> list[Encoded]:
        """Cut texts into tokens; half of a surrogate pair, which is no character, counts as U+FFFD."""
        return self.encode([_SURROGATE.sub("\ufffd", text) for text in texts])

    def _pack(self, encoded: Sequence[Encoded]) -> list[Row]:
        cut = [w for i, e in enumerate(encoded) if e.ids for w in windows(i, e.ids, self.beginning)]
        return [Row.of(row) for row in pack(cut, self.workers)]

    def _each(self, act: Callable[[Row], T], rows: Sequence[Row]) -> Iterator[T]:
        """Do something with each row, side by side; yield the results in order."""

        def guarded(row: Row) -> T:
            try:
                with torch.inference_mode():
                    return act(row)
            except (RuntimeError, MemoryError) as error:
                said = (str(error).splitlines() or [type(error).__name__])[0]
                raise ModelError(f"the language model failed: {said}; try --device cpu, or free some memory") from error

        return each(guarded, rows, self.workers)


def surprisals(
    logits: Iterable[torch.Tensor], ids: torch.Tensor, decode: Callable[[int], str]
) -> tuple[NDArray[np.float32], Expected]:
    """Return each token's surprisal in bits, and what was expected where it is high.

    Args:
        logits: of shape (tokens, part of the vocabulary) each, the parts in order; each is used up before the next is
            asked for, so that they may share their memory.
        ids: shape (tokens,): the tokens that came.
        decode: gives a token's characters.
    """
    largest, sums = list[torch.Tensor](), list[torch.Tensor]()
    chosen = torch.empty(len(ids), device=ids.device)
    likeliest = _Likeliest(len(ids), ids.device)
    first = 0
    for part in logits:
        most = part.amax(-1)
        likeliest.add(part, most, first)
        at = ((ids >= first) & (ids < first + part.shape[1])).nonzero()[:, 0]
        chosen[at] = part[at, ids[at] - first]
        first += part.shape[1]
        largest.append(most)
        sums.append(part.sub_(most[:, None]).exp_().sum(-1))
    # The ends of vectors are computed by other code than their middle; what there is one of a token, one by one.
    pairs = zip(torch.stack(largest, -1).tolist(), torch.stack(sums, -1).tolist(), strict=True)
    totals = [_log_sum(*pair) for pair in pairs]
    bits = ((np.asarray(totals) - chosen.double().cpu().numpy()) / math.log(2)).astype(np.float32)
    expected: Expected = [()] * len(bits)
    best = likeliest.tokens.tolist()
    for i in np.flatnonzero(bits >= EXPLAINED_BITS).tolist():
        words = (decode(token).strip() for token in best[i])
        expected[i] = tuple(dict.fromkeys(w for w in words if w and "\N{REPLACEMENT CHARACTER}" not in w))
    return bits, expected


class _Likeliest:
    """The few likeliest tokens of each place, over the parts of the vocabulary."""

    def __init__(self, places: int, device: torch.device) -> None:
        self._logits = torch.full((places, EXPECTED), -math.inf, device=device)
        self.tokens = torch.zeros((places, EXPECTED), dtype=torch.long, device=device)

    def add(self, part: torch.Tensor, most: torch.Tensor, first: int) -> None:
        """Look at a part, whose largest logits are ``most`` and whose tokens count from ``first``."""
        at = (most > self._logits[:, -1]).nonzero()[:, 0]  # elsewhere it has none of them
        found = part[at].topk(min(EXPECTED, part.shape[1]))
        logits = torch.cat((self._logits[at], found.values), 1).topk(EXPECTED)
        self.tokens[at] = torch.cat((self.tokens[at], found.indices + first), 1).gather(1, logits.indices)
        self._logits[at] = logits.values


def _log_sum(largest: Sequence[float], sums: Sequence[float]) -> float:
    """Return the logarithm of a sum whose parts are given by the logarithm of their largest term and the rest."""
    most = max(largest)
    return most + math.log(sum(part * math.exp(own - most) for own, part in zip(largest, sums, strict=True)))


def _sums(row: Row, states: Sequence[torch.Tensor]) -> list[NDArray[np.float32]]:
    """Sum the hidden states of each window's scored tokens: an array of shape (layers, hidden size) a window."""
    full = [state.float() for state in states]
    return [
        np.stack([state[low:high].sum(0).cpu().numpy() for state in full]) if full else np.zeros((0, 0), np.float32)
        for low, high in row.scored
    ]
