"""A small deterministic language model for tests, yours too: no weights, no torch, no download.

A token is a word or a punctuation mark. Its surprisal is read off its spelling: 3 bits for a plain word, 14 for one
that holds a ``q`` not followed by ``u`` (``xqz``). The first number of the pooled state is the share of such words, and
the first of a token's state in a branch is 1 for such a word: so a test decides what reads oddly and what is
machine-like, and where, by the words that it writes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from mtqa.document import Span
from mtqa.lm.base import EXPLAINED_BITS, Pooled, TextScore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtqa.lm.branch import Branch

HIDDEN = 4
_TOKEN = re.compile(r"\w+|[^\w\s]")
_ODD = re.compile(r"q(?!u)", re.IGNORECASE)


class FakeModel:
    """The deterministic fake; its name is ``fake@1``."""

    name = "fake@1"
    precision = "exact"
    device = "none (fake model)"
    hidden_size = HIDDEN
    layers = 1

    def score(self, texts: Sequence[str], layers: Sequence[int] = (), branch: Branch | None = None) -> list[TextScore]:
        """Score each text by its spelling."""
        return [self._score(text, len(layers), branch is not None) for text in texts]

    def prepare(self, branch: Branch) -> None:
        """Do nothing: the fake has no blocks."""

    def glance(self, texts: Sequence[str], branch: Branch) -> list[NDArray[np.float32]]:
        """Return the branch's states alone."""
        return [score.states for score in self.score(texts, (), branch)]

    def embed(self, texts: Sequence[str], layers: Sequence[int]) -> list[Pooled]:
        """Return the pooled states alone."""
        return [Pooled(score.pooled, score.pieces) for score in self.score(texts, layers)]

    def _score(self, text: str, layers: int, branch: bool = False) -> TextScore:
        matches = list(_TOKEN.finditer(text))
        odd = [bool(_ODD.search(m.group())) for m in matches]
        bits = np.asarray([14.0 if o else 3.0 + 0.1 * (len(m.group()) % 5) for m, o in zip(matches, odd, strict=True)])
        state = np.zeros((layers, HIDDEN), np.float32)
        if matches:
            state[:, 0] = sum(odd) / len(matches)
            state[:, 1] = len(matches) / 100
        return TextScore(
            tuple(Span(*m.span()) for m in matches),
            bits.astype(np.float32),
            tuple(("the",) if b >= EXPLAINED_BITS else () for b in bits),
            state,
            len(matches),
            np.stack([np.asarray(odd, np.float32), *[np.zeros(len(odd), np.float32)] * (HIDDEN - 1)], axis=1)
            if branch
            else np.zeros((0, 0), np.float32),
            np.arange(len(matches), dtype=np.int32),
        )
