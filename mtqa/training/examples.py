"""Draws what the network learns from: translations of one sentence by people and machines, native English, ratings.

What is drawn is balanced, shuffled, and the same for a seed.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.text.normalise import normalise
from mtqa.training import data, marked
from mtqa.training.data import MACHINE, NEWS, RECENT, REFERENCE, Rated, Row
from mtqa.training.sampling import SEED

KINDS = ("recent", "older", "translation", "news", "genre", "rated")
_WORDS = 3
_CUT, _UNMARKED, _LOWERED = 0.2, 0.06, 0.02
_LEAST_CUT = 8


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, normalised; ``kind`` is one of `KINDS`, ``score`` how good people found it where they rated it."""

    text: str
    kind: str
    segment: str = ""
    score: float = 0.0

    @property
    def machine(self) -> bool:
        """Whether a machine wrote it; of rated sentences it is not asked."""
        return self.kind in {"recent", "older"}


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is drawn beside all human text.

    Attributes:
        rivals: machine translations for each human one, of the same source sentence.
        recent, older: more machine translations, balanced over pairs and systems.
        genre_times: how often native text of other genres is seen.
        rated: rated sentences.
        passes: how often all this is done, with other draws.
    """

    rivals: int = 2
    recent: int = 14_000
    older: int = 5_000
    genre_times: int = 1
    rated: int = 10_000
    passes: int = 2


def training_passes(folder: Path, size: int, sizes: Sizes | None = None, seed: int = SEED) -> list[list[list[Example]]]:
    """Return the batches of each pass; translations of one sentence stand in one batch.

    Human text is in every pass; machine translations and ratings are drawn anew.

    Raises:
        DataError: a file of the data folder is missing or malformed.
    """
    rng = random.Random(seed)  # noqa: S311 - sampling, not secrets
    sizes = sizes or Sizes()
    rows = [row for row in data.sentences(folder, "train") if not data.kept_out(row.group)]
    rows += marked.training_rows(folder)
    genres, rated = _genres(folder) * sizes.genre_times, data.rated(folder, "train")
    passes = []
    for _ in range(sizes.passes):
        units = [*_news(rows, sizes, rng), *genres, *_rated(rated, sizes, rng)]
        rng.shuffle(units)
        passes.append(_batches(units, size, rng))
    return passes


def _batches(units: Iterable[Sequence[Example]], size: int, rng: random.Random) -> list[list[Example]]:
    batches: list[list[Example]] = [[]]
    for unit in units:
        if len(batches[-1]) + len(unit) > size:
            batches.append([])
        batches[-1] += [_varied(example, rng) for example in unit]
    return batches


def unused_ratings(folder: Path, passes: Iterable[Iterable[Iterable[Example]]]) -> list[Rated]:
    """Return the rated sentences that are in no pass, in the file's order."""
    every = (example for batches in passes for batch in batches for example in batch)
    used = {example.text for example in every if example.kind == "rated"}
    return [row for row in data.rated(folder, "train") if normalise(row.text).text not in used]


def _news(rows: Sequence[Row], sizes: Sizes, rng: random.Random) -> list[list[Example]]:
    """Pair each human translation with machine translations of its source, add native text and as many more."""
    machine: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.label == MACHINE:
            machine[row.segment].append(row)
    units: list[list[Example]] = []
    used: set[str] = set()
    for row in {row.text: row for row in rows if row.label != MACHINE}.values():
        unit = [_example(row)]
        if row.label == REFERENCE:
            rivals = machine.get(row.segment, [])
            picked = rng.sample(rivals, min(sizes.rivals, len(rivals)))
            used.update(rival.text for rival in picked)
            unit += [_example(rival) for rival in picked]
        units.append(unit)
    rest = [row for row in rows if row.label == MACHINE and row.text not in used]
    for kind, size in (("recent", sizes.recent), ("older", sizes.older)):
        chosen = [row for row in rest if (row.year >= RECENT) == (kind == "recent")]
        units += [[_example(row)] for row in data.balanced(chosen, size, rng)]
    return [kept for unit in units if (kept := [e for e in unit if len(e.text.split()) >= _WORDS])]


def _genres(folder: Path) -> list[list[Example]]:
    texts = [
        normalise(text).text
        for document in data.genres(folder)
        if data.half(document.id) == 0
        for text in document.sentences
    ]
    return [[Example(text, "genre")] for text in texts if len(text.split()) >= _WORDS]


def _rated(rows: Sequence[Rated], sizes: Sizes, rng: random.Random) -> list[list[Example]]:
    chosen = rng.sample(rows, min(sizes.rated, len(rows)))
    return [[Example(normalise(row.text).text, "rated", score=max(-2.0, min(2.0, row.score)))] for row in chosen]


def _example(row: Row) -> Example:
    if row.label == MACHINE:
        kind = "recent" if row.year >= RECENT else "older"
    elif row.label == REFERENCE:
        kind = "translation"
    else:
        kind = "news" if row.genre == NEWS else "genre"
    return Example(normalise(row.text).text, kind, row.segment)


def _varied(example: Example, rng: random.Random) -> Example:
    """Cut, unmark or lower a few sentences of every kind, so that whole sentences are not all that is known."""
    draw = rng.random()
    words = example.text.split(" ")
    if example.kind == "rated":
        return example
    if draw < _CUT and len(words) > _LEAST_CUT:
        length = rng.randint(_LEAST_CUT - 2, len(words) - 1)
        start = rng.randint(0, len(words) - length)
        text = " ".join(words[start : start + length])
    elif draw < _CUT + _UNMARKED:
        text = example.text.rstrip(".!?")
    elif draw < _CUT + _UNMARKED + _LOWERED:
        text = example.text.lower()
    else:
        return example
    return Example(text, example.kind, example.segment, example.score) if text.strip() else example


def counts(batches: Iterable[Iterable[Example]]) -> dict[str, int]:
    """Count the examples of each kind."""
    found = dict.fromkeys(KINDS, 0)
    for batch in batches:
        for example in batch:
            found[example.kind] += 1
    return found
