"""Runs the language model over many texts, with checkpoints: an interrupted run goes on where it stopped."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa.lm import LanguageModel
from mtqa.text.normalise import NORMALISATION

CHUNK = 2_000


def embed(
    model: LanguageModel,
    texts: Sequence[str],
    layers: Sequence[int],
    folder: Path,
    say: Callable[[str], None],
) -> NDArray[np.float32]:
    """Return the pooled hidden states of normalised texts, shape (texts, layers, hidden size).

    Each chunk of texts is kept in ``folder`` under a name that its texts, the model and the layers decide; chunks
    that are there are read back.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    begun, done = time.monotonic(), 0
    for low in range(0, len(texts), CHUNK):
        chunk = texts[low : low + CHUNK]
        path = folder / f"{_name(model, chunk, layers)}.npy"
        if path.is_file():
            parts.append(np.load(path))
            continue
        parts.append(np.stack(model.embed(chunk, layers)).astype(np.float16))
        whole = path.with_suffix(".part")
        with whole.open("wb") as stream:
            np.save(stream, parts[-1])
        os.replace(whole, path)
        done += len(chunk)
        rate = done / (time.monotonic() - begun)
        left = (len(texts) - low - len(chunk)) / rate / 60
        say(f"  {low + len(chunk):,} of {len(texts):,} sentences, {rate:.0f}/s, {left:.0f} min left")
    return np.concatenate(parts).astype(np.float32)


def _name(model: LanguageModel, texts: Sequence[str], layers: Sequence[int]) -> str:
    digest = hashlib.sha256()
    for part in (model.name, model.precision, repr(tuple(layers)), NORMALISATION, *texts):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()[:24]
