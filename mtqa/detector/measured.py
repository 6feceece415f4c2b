"""All that is kept of a text's scoring: enough to judge it under any calibration, and little enough to store."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.detector.features import Features
from mtqa.document import Span
from mtqa.lm import TextScore

LAYOUT = "1"
"""Version of what is kept and how; raised with any change of it, so that what another version kept is not read."""

_HEAD = struct.Struct("<IIIII")  # tokens, the model's own tokens, outputs of the head, bytes of features, of words


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A text's tokens, features, and what each token adds to them.

    Attributes:
        spans: the tokens' characters in the text, as in `TextScore`.
        surprisals: shape (tokens,), float32, bits.
        expected: the likeliest tokens where the surprisal is high, else empty.
        owners: shape (pieces,), int32: the index in ``spans`` of each of the model's own tokens.
        features: what evidence and fluency are computed from.
        shares: shape (pieces, outputs of the head), float64: each token's share in the head's outputs.
    """

    spans: tuple[Span, ...]
    surprisals: NDArray[np.float32]
    expected: tuple[tuple[str, ...], ...]
    owners: NDArray[np.int32]
    features: Features
    shares: NDArray[np.float64]

    @classmethod
    def of(cls, score: TextScore, features: Features, shares: NDArray[np.float64]) -> Measured:
        """Keep what is needed of a score; its hidden states are not."""
        return cls(score.spans, score.surprisals, score.expected, score.owners, features, shares)

    def pack(self) -> bytes:
        """Return it as bytes, to the last bit."""
        features = json.dumps(self.features).encode()
        expected = json.dumps({i: words for i, words in enumerate(self.expected) if words}).encode()
        spans = np.asarray([(span.start, span.end) for span in self.spans], "<u4")
        return b"".join(
            (
                _HEAD.pack(len(self.spans), *self.shares.shape, len(features), len(expected)),
                spans.tobytes(),
                self.surprisals.astype("<f4").tobytes(),
                self.owners.astype("<i4").tobytes(),
                self.shares.astype("<f8").tobytes(),
                features,
                expected,
            )
        )

    @classmethod
    def unpack(cls, data: bytes) -> Measured:
        """Read what `pack` wrote.

        Raises:
            ValueError: it is no such thing.
        """
        try:
            tokens, pieces, outputs, features, expected = _HEAD.unpack_from(data)
            at = _HEAD.size

            def array(kind: str, count: int) -> NDArray[np.generic]:
                nonlocal at
                found = np.frombuffer(data, kind, count, at)
                at += found.nbytes
                return found

            spans = array("<u4", 2 * tokens).reshape(-1, 2).tolist()
            surprisals, owners = array("<f4", tokens), array("<i4", pieces)
            shares = array("<f8", pieces * outputs).reshape(pieces, outputs)
            words = json.loads(data[at + features : at + features + expected])
            return cls(
                tuple(Span(start, end) for start, end in spans),
                surprisals.astype(np.float32),
                tuple(tuple(words.get(str(i), ())) for i in range(tokens)),
                owners.astype(np.int32),
                Features(*json.loads(data[at : at + features])),
                shares.astype(np.float64),
            )
        except (struct.error, TypeError, ValueError) as error:
            raise ValueError(f"not a measured text: {error}") from error
