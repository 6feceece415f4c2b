"""Runs the language model over many texts, with checkpoints: an interrupted run goes on where it stopped.

Whatever is computed of a text is kept as a row of numbers under the hash of its words: pooled states, from which the
probe is fitted (`pooled`), or the features that evidence and fluency are computed from (`features`).
"""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtqa.detector.features import Features
from mtqa.detector.shipped import weights_bytes
from mtqa.detector.weights import Weights
from mtqa.lm import LanguageModel
from mtqa.text.normalise import NORMALISATION

CHUNK = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The features of n texts: ``rows`` has the shape (n, number of features), columns as in `Features`."""

    rows: NDArray[np.float64]

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.rows)

    def of(self, i: int) -> Features:
        """Return the features of a text."""
        values = dict(zip(Features._fields, self.rows[i].tolist(), strict=True))
        return Features(**{**values, "tokens": int(values["tokens"])})

    def column(self, name: str) -> NDArray[np.float64]:
        """Return one feature of all texts, shape (n,)."""
        values: NDArray[np.float64] = self.rows[:, Features._fields.index(name)]
        return values


@dataclass(frozen=True, slots=True)
class Scorer:
    """Measures normalised texts and keeps what was measured in ``folder``, so that no text is ever run twice.

    A file holds a chunk of texts; files of another model, precision, weights or normalisation bear another name and are
    not looked at.
    """

    model: LanguageModel
    folder: Path
    say: Callable[[str], None]

    def pooled(self, texts: Sequence[str], layers: tuple[int, ...], what: str) -> NDArray[np.float32]:
        """Return the mean hidden states of texts, shape (n, layers, hidden size): about half the work of `features`."""

        def run(part: Sequence[str]) -> NDArray[np.float32]:
            return np.stack([one.pooled.ravel() for one in self.model.embed(part, layers)]).astype(np.float16)

        rows = self._measure(texts, f"pooled {layers}", run, what)
        return rows.reshape(len(texts), len(layers), self.model.hidden_size).astype(np.float32)

    def features(self, texts: Sequence[str], weights: Weights, what: str) -> Measured:
        """Return the features of texts."""

        def run(part: Sequence[str]) -> NDArray[np.float32]:
            scores = self.model.score(part, weights.layers, weights.branch)
            return np.asarray([m.features for m in weights.measure(scores)])

        return Measured(self._measure(texts, f"features {_weights_key(weights)}", run, what).astype(np.float64))

    def _measure(
        self, texts: Sequence[str], of: str, run: Callable[[Sequence[str]], NDArray[Any]], what: str
    ) -> NDArray[Any]:
        self.folder.mkdir(parents=True, exist_ok=True)
        context = _key(self.model.name, self.model.precision, of, NORMALISATION)[:12]
        by_key = {_key(text): text for text in texts}
        for path in sorted(self.folder.glob(f"{context}-*.npz")):
            for key in _keys(path):
                by_key.pop(key, None)
        self._add(by_key, context, run, what)
        return self._gather([_key(text) for text in texts], context)

    def _add(
        self, by_key: dict[str, str], context: str, run: Callable[[Sequence[str]], NDArray[Any]], what: str
    ) -> None:
        """Run the texts that were never measured, chunk by chunk, and say how long it takes."""
        keys = list(by_key)
        begun = time.monotonic()
        for low in range(0, len(keys), CHUNK):
            part = keys[low : low + CHUNK]
            _write(self.folder / f"{context}-{_key(*part)}.npz", part, run([by_key[key] for key in part]))
            done = low + len(part)
            rate = done / (time.monotonic() - begun)
            left = (len(keys) - done) / rate / 60
            self.say(f"{what}: {done:,} of {len(keys):,} new sentences, {rate:.0f}/s, {left:.0f} min left")

    def _gather(self, keys: Sequence[str], context: str) -> NDArray[Any]:
        """Read what was measured of each text, in order."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(keys):
            wanted[key].append(i)
        found: NDArray[Any] | None = None
        for path in sorted(self.folder.glob(f"{context}-*.npz")):
            places = [(row, i) for row, key in enumerate(_keys(path)) for i in wanted.get(key, ())]
            if places:
                part = _read(path)
                if found is None:
                    found = np.zeros((len(keys), part.shape[1]), part.dtype)
                rows, at = (list(side) for side in zip(*places, strict=True))
                found[at] = part[rows]
        return np.zeros((0, 1)) if found is None else found


def _weights_key(weights: Weights) -> str:
    return hashlib.sha256(weights_bytes(weights)).hexdigest()


def _key(*texts: str) -> str:
    """Return a hash of texts."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:24]


def _keys(path: Path) -> list[str]:
    with np.load(path, allow_pickle=False) as arrays:
        return [key.decode() for key in arrays["keys"].tolist()]


def _read(path: Path) -> NDArray[Any]:
    with np.load(path, allow_pickle=False) as arrays:
        rows: NDArray[Any] = arrays["rows"]
        return rows


def _write(path: Path, keys: Sequence[str], rows: NDArray[Any]) -> None:
    """Write a chunk wholly or not at all."""
    part = path.with_suffix(".part")
    with part.open("wb") as stream:
        np.savez(stream, keys=np.asarray([key.encode() for key in keys]), rows=rows)
    part.replace(path)
