"""Runs the language model over many texts, with checkpoints: an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
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
    """Measures normalised texts and keeps what was measured in ``folder``, so that no text is ever run twice.

    A file holds a chunk of texts, each under the hash of its words; files of another model, precision, layers or
    normalisation bear another name and are not looked at.
    """

    model: LanguageModel
    layers: tuple[int, ...]
    folder: Path
    say: Callable[[str], None]

    def measure(self, texts: Sequence[str], what: str, *, surprisal: bool = True) -> Measured:
        """Measure texts; without ``surprisal`` only hidden states are computed, in about half the time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        by_key = {_key(text): text for text in texts}
        for path in self._files(surprisal):
            for key in _keys(path):
                by_key.pop(key, None)
        self._add(by_key, what, surprisal)
        return self._gather([_key(text) for text in texts], surprisal)

    def _add(self, by_key: dict[str, str], what: str, surprisal: bool) -> None:
        """Run the texts that were never measured, chunk by chunk, and say how long it takes."""
        keys = list(by_key)
        begun = time.monotonic()
        for low in range(0, len(keys), CHUNK):
            part = keys[low : low + CHUNK]
            measured = self._run([by_key[key] for key in part], surprisal)
            _write(self.folder / f"{self._context(surprisal)}-{_key(*part)}.npz", part, measured)
            done = low + len(part)
            rate = done / (time.monotonic() - begun)
            left = (len(keys) - done) / rate / 60
            self.say(f"{what}: {done:,} of {len(keys):,} new sentences, {rate:.0f}/s, {left:.0f} min left")

    def _gather(self, keys: Sequence[str], surprisal: bool) -> Measured:
        """Read what was measured of each text, in order."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(keys):
            wanted[key].append(i)
        pooled = np.zeros((len(keys), len(self.layers), self.model.hidden_size), np.float32)
        bits, tokens = np.zeros(len(keys), np.float32), np.zeros(len(keys), np.int32)
        for path in self._files(surprisal):
            part = _read(path)
            places = [(row, i) for row, key in enumerate(_keys(path)) for i in wanted.get(key, ())]
            if places:
                rows, at = (list(side) for side in zip(*places, strict=True))
                pooled[at], bits[at], tokens[at] = part.pooled[rows], part.surprisal[rows], part.tokens[rows]
        return Measured(pooled, bits, tokens)

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

    def _files(self, surprisal: bool) -> list[Path]:
        return sorted(self.folder.glob(f"{self._context(surprisal)}-*.npz"))

    def _context(self, surprisal: bool) -> str:
        return _key(self.model.name, self.model.precision, repr((self.layers, surprisal)), NORMALISATION)[:12]


def _key(*texts: str) -> str:
    """Return a hash of texts."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:24]


def _keys(path: Path) -> list[str]:
    with np.load(path, allow_pickle=False) as arrays:
        return [key.decode() for key in arrays["keys"].tolist()]


def _read(path: Path) -> Measured:
    with np.load(path, allow_pickle=False) as arrays:
        return Measured(arrays["pooled"].astype(np.float32), arrays["surprisal"], arrays["tokens"])


def _write(path: Path, keys: Sequence[str], measured: Measured) -> None:
    """Write a chunk wholly or not at all; hidden states need no more than half precision."""
    part = path.with_suffix(".part")
    with part.open("wb") as stream:
        np.savez(
            stream,
            keys=np.asarray([key.encode() for key in keys]),
            pooled=measured.pooled.astype(np.float16),
            surprisal=measured.surprisal,
            tokens=measured.tokens,
        )
    part.replace(path)
