"""The text that a detector is calibrated and measured on: the development year, other genres, captions, learners.

One half of the documents calibrates, the other measures; half of the other genres trains (`Indexed.part`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mtqa.text.normalise import normalise
from mtqa.training import data
from mtqa.training.data import NATIVE

_WORDS = 3


class Pool:
    """Collects texts, each once, as read and as the language model sees it."""

    def __init__(self) -> None:
        """Start empty."""
        self._index: dict[str, int] = {}
        self.raw: list[str] = []

    def add(self, text: str) -> int | None:
        """Return the place of a text, which is added where it is new; None for one of hardly a word."""
        normal = normalise(text).text
        if len(normal.split()) < _WORDS:
            return None
        if normal not in self._index:
            self._index[normal] = len(self.raw)
            self.raw.append(text)
        return self._index[normal]

    def all(self, texts: Iterable[str]) -> tuple[int, ...]:
        """Return the places of many texts."""
        return tuple(i for text in texts if (i := self.add(text)) is not None)

    @property
    def texts(self) -> list[str]:
        """The normalised texts, in order."""
        return list(self._index)


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document as places of its sentences in a pool."""

    label: str
    pair: str
    group: str
    genre: str
    sentences: tuple[int, ...]

    @property
    def part(self) -> str:
        """What the document is used for: ``train`` (genres alone), ``calibrate`` or ``measure``."""
        if self.genre == data.NEWS:
            return "measure" if data.half(self.group) else "calibrate"
        if data.half(self.group) == 0:
            return "train"
        return "measure" if data.half(self.group, "genre") else "calibrate"


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The held-out text, as places in ``pool``."""

    pool: Pool
    news: tuple[Indexed, ...]
    genres: tuple[Indexed, ...]
    captions: tuple[int, ...]
    learners: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trusted:
    """Human text of the training years that fluency and thresholds are held against, as places in ``pool``."""

    pool: Pool
    native: tuple[Indexed, ...]
    references: tuple[int, ...] = field(default=())


def held_out(folder: Path) -> HeldOut:
    """Read the held-out text.

    Raises:
        DataError: a file of the data folder is missing or malformed.
    """
    pool = Pool()
    documents = data.documents(folder, "dev")
    news = [_indexed(pool, document) for document in documents]
    genres = [_indexed(pool, document) for document in data.genres(folder)]
    captions, learners = pool.all(data.captions(folder)), pool.all(data.learners(folder))
    covered = {document.pair for document in documents}
    news += [_indexed(pool, document) for document in data.passages(data.sentences(folder, "dev"), covered)]
    return HeldOut(pool, tuple(news), tuple(genres), captions, learners)


def trusted(folder: Path, references: int = 4_000) -> Trusted:
    """Read native documents and a sample of human translations of the training years.

    Raises:
        DataError: a file of the data folder is missing or malformed.
    """
    pool = Pool()
    rows = data.sentences(folder, "train")
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row.label == NATIVE:
            groups.setdefault(row.group, []).append(row.text)
    native = [Indexed(NATIVE, "en", name, data.NEWS, pool.all(dict.fromkeys(texts))) for name, texts in groups.items()]
    translations = [row.text for row in rows if row.label == data.REFERENCE]
    step = max(1, len(translations) // references)
    return Trusted(pool, tuple(native), pool.all(translations[::step]))


def _indexed(pool: Pool, document: data.LabelledDocument) -> Indexed:
    return Indexed(document.label, document.pair, document.group, document.genre, pool.all(document.sentences))
