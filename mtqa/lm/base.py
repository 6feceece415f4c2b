"""What a language model must offer, and what it gives for a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtqa.document import Span
    from mtqa.lm.branch import Branch

CONVERSION = 3
"""Version of the conversion to 8-bit integers (`mtqa.lm.conversion`); raised with any change of its numbers."""

EXPLAINED_BITS = 7.0
"""Surprisal in bits from which a token's expected alternatives are kept: three fifths of the tokens of corpora/."""

EXPECTED = 3
"""How many alternatives are kept."""


@dataclass(frozen=True, slots=True, eq=False)
class TextScore:
    """A text's tokens and pooled hidden states, out of one forward pass.

    Attributes:
        spans: the token's characters in the text, in order; a leading space is left out.
        surprisals: shape (tokens,), float32, bits: -log2 P(token | beginning of sequence, tokens before it).
        expected: the likeliest tokens where the surprisal is at least `EXPLAINED_BITS`, else empty.
        pooled: shape (layers asked for, hidden size), float32: mean over the tokens of the hidden state.
        pieces: the model's own tokens; more than ``len(spans)`` where several make one character.
        states: shape (pieces, hidden size), float32: the states at the end of the branch; (0, 0) without one.
        owners: shape (pieces,): the index in ``spans`` of each of the model's own tokens.
    """

    spans: tuple[Span, ...]
    surprisals: NDArray[np.float32]
    expected: tuple[tuple[str, ...], ...]
    pooled: NDArray[np.float32]
    pieces: int
    states: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    owners: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))

    @property
    def mean(self) -> float:
        """Mean surprisal in bits per token of the model; its perplexity is ``2 ** mean``."""
        return float(self.surprisals.sum(dtype="float64")) / max(self.pieces, 1)


class Pooled(NamedTuple):
    """A text's pooled hidden states and number of the model's tokens, as in `TextScore`."""

    pooled: NDArray[np.float32]
    pieces: int


class LanguageModel(Protocol):
    """A causal language model that scores texts.

    A text's score depends on the text alone: never on its batch, its place there, or the number of threads.
    """

    @property
    def name(self) -> str:
        """Name and revision, such as ``smollm2-135m-instruct@d8d8571b``: what a detector is bound to."""

    @property
    def precision(self) -> str:
        """The number format of the computation, such as ``bfloat16``."""

    @property
    def device(self) -> str:
        """What it runs on, in words for the reader."""

    @property
    def hidden_size(self) -> int:
        """The size of a hidden state."""

    @property
    def layers(self) -> int:
        """How many blocks it has."""

    def prepare(self, branch: Branch) -> None:
        """Make ready for scoring with a branch, which else happens with the first text.

        Raises:
            ModelError: it does not fit the model.
        """

    def score(self, texts: Sequence[str], layers: Sequence[int] = (), branch: Branch | None = None) -> list[TextScore]:
        """Score each text; ``layers`` counts blocks, 0 being the embeddings, and ``branch`` is run beside them.

        Raises:
            ModelError: the model failed, for instance for lack of memory, or the branch does not fit it.
        """

    def glance(self, texts: Sequence[str], branch: Branch) -> list[NDArray[np.float32]]:
        """Return only each text's states at the end of the branch, shape (pieces, hidden size), as in `TextScore`.

        Raises:
            ModelError: as `score`.
        """

    def embed(self, texts: Sequence[str], layers: Sequence[int]) -> list[Pooled]:
        """Return only the pooled states of each text: about half the work of `score`."""
