"""Runs the language model over many texts, with checkpoints: an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa.lm import LanguageModel
from mtqa.text.normalise import NORMALISATION

CHUNK = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What the language model says of n texts.

    Attributes:
        pooled: mean hidden states, shape (n, layers, hidden size).
        surprisal: mean bits a token, shape (n,); NaN where it was not asked for.
        tokens: the model's tokens, shape (n,).
    """

    pooled: NDArray[np.float32]
    surprisal: NDArray[np.float32]
    tokens: NDArray[np.int32]

    def take(self, index: NDArray[np.int64] | slice) -> Measured:
        """Return some of the texts."""
        return Measured(self.pooled[index], self.surprisal[index], self.tokens[index])


@dataclass(frozen=True, slots=True)
class Scorer:
    """Measures normalised texts in chunks, each kept in ``folder`` under a name that its texts and the model decide."""

    model: LanguageModel
    layers: tuple[int, ...]
    folder: Path
    say: Callable[[str], None]

    def measure(self, texts: Sequence[str], what: str, *, surprisal: bool = True) -> Measured:
        """Measure texts; without ``surprisal`` only hidden states are computed, in about half the time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        parts: list[Measured] = []
        begun, done = time.monotonic(), 0
        for low in range(0, len(texts), CHUNK):
            chunk = texts[low : low + CHUNK]
            path = self.folder / f"{self._name(chunk, surprisal)}.npz"
            if path.is_file():
                parts.append(_read(path))
                continue
            parts.append(self._run(chunk, surprisal))
            _write(path, parts[-1])
            done += len(chunk)
            rate = done / (time.monotonic() - begun)
            left = (len(texts) - low - len(chunk)) / rate / 60
            self.say(f"{what}: {low + len(chunk):,} of {len(texts):,} sentences, {rate:.0f}/s, {left:.0f} min left")
        return Measured(
            np.concatenate([p.pooled for p in parts]),
            np.concatenate([p.surprisal for p in parts]),
            np.concatenate([p.tokens for p in parts]),
        )

    def _run(self, texts: Sequence[str], surprisal: bool) -> Measured:
        if surprisal:
            scores = self.model.score(texts, self.layers)
            return Measured(
                np.stack([s.pooled for s in scores]),
                np.asarray([s.mean for s in scores], np.float32),
                np.asarray([s.pieces for s in scores], np.int32),
            )
        states = self.model.embed(texts, self.layers)
        return Measured(
            np.stack([s.pooled for s in states]),
            np.full(len(texts), np.nan, np.float32),
            np.asarray([s.pieces for s in states], np.int32),
        )

    def _name(self, texts: Sequence[str], surprisal: bool) -> str:
        digest = hashlib.sha256()
        for part in (self.model.name, self.model.precision, repr((self.layers, surprisal)), NORMALISATION, *texts):
            digest.update(part.encode() + b"\0")
        return digest.hexdigest()[:24]


def _read(path: Path) -> Measured:
    with np.load(path, allow_pickle=False) as arrays:
        return Measured(arrays["pooled"].astype(np.float32), arrays["surprisal"], arrays["tokens"])


def _write(path: Path, measured: Measured) -> None:
    """Write a chunk wholly or not at all; hidden states need no more than half precision."""
    part = path.with_suffix(".part")
    with part.open("wb") as stream:
        np.savez(
            stream, pooled=measured.pooled.astype(np.float16), surprisal=measured.surprisal, tokens=measured.tokens
        )
    part.replace(path)
