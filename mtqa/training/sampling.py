"""Draws the sample that the probe learns from: every year, pair and system, every kind of human English."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mtqa.text.normalise import normalise
from mtqa.training import data
from mtqa.training.data import MACHINE, RECENT, Row

SEED = 20170617
_WORDS = 3


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many machine sentences are drawn from a year; of human sentences all are used."""

    recent: int = 62_000
    older: int = 10_000


def training_rows(folder: Path, sizes: Sizes | None = None) -> list[Row]:
    """Return the training sample in a fixed order, each row's text normalised.

    Human text is all the references and native sentences of the training part, and half of the native documents of
    many genres; the other half is for evaluation (`mtqa.training.data.half`).

    Raises:
        DataError: a file of the data folder is missing or malformed.
    """
    sizes = sizes or Sizes()
    rng = random.Random(SEED)  # noqa: S311 - sampling, not secrets
    rows = _readable(row for row in data.sentences(folder, "train") if not data.kept_out(row.group))
    machine = [row for row in rows if row.label == MACHINE]
    recent = data.balanced((r for r in machine if r.year >= RECENT), sizes.recent, rng)
    older = data.balanced((r for r in machine if r.year < RECENT), sizes.older, rng)
    human = [row for row in rows if row.label != MACHINE]
    genres = _readable(
        Row(text, document.label, "en", "", "", document.id, document.genre)
        for document in data.genres(folder)
        if data.half(document.id) == 0
        for text in document.sentences
    )
    sample = [*recent, *older, *_unique(human), *genres]
    rng.shuffle(sample)
    return sample


def _readable(rows: Iterable[Row]) -> list[Row]:
    """Normalise the rows' texts and leave out those of hardly a word."""
    kept = []
    for row in rows:
        text = normalise(row.text).text
        if len(text.split()) >= _WORDS:
            kept.append(Row(text, row.label, row.pair, row.year, row.system, row.group, row.genre))
    return kept


def _unique(rows: list[Row]) -> list[Row]:
    return list({row.text: row for row in rows}.values())
