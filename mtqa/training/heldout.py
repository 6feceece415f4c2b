"""The text that a detector is calibrated and measured on: the development year, other genres, captions, learners.

One half of the documents calibrates, the other measures; half of the other genres trains (`Indexed.part`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mtqa.text.normalise import normalise
from mtqa.training import data
from mtqa.training.data import NATIVE
from mtqa.training.marked import measuring_rows

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
    year: str = ""
    system: str = ""

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
    """The held-out text, as places in ``pool``.

    Attributes:
        news: documents of the development year.
        kept: documents of the training years that were kept out.
        later: documents of a later year, of systems that were in part learnt from; nothing is fitted to them.
    """

    pool: Pool
    news: tuple[Indexed, ...]
    kept: tuple[Indexed, ...]
    later: tuple[Indexed, ...]
    genres: tuple[Indexed, ...]
    captions: tuple[int, ...]
    learners: tuple[int, ...]


def held_out(folder: Path) -> HeldOut:
    """Read the held-out text.

    Raises:
        DataError: a file of the data folder is missing or malformed.
    """
    pool = Pool()
    documents = data.documents(folder, "dev")
    news = [_indexed(pool, document) for document in documents]
    # Not of the older year: its sources were translated from five languages, and some translation was learnt from.
    recent = (d for d in data.documents(folder, "train") if d.year >= data.RECENT)
    kept = [_indexed(pool, d) for d in recent if data.kept_out(d.group)]
    genres = [_indexed(pool, document) for document in data.genres(folder) if data.half(document.id)]
    captions, learners = pool.all(data.captions(folder)), pool.all(data.learners(folder))
    covered = {document.pair for document in documents}
    news += [_indexed(pool, document) for document in data.passages(data.sentences(folder, "dev"), covered)]
    later = [_indexed(pool, document) for document in data.passages(measuring_rows(folder), ())]
    return HeldOut(pool, tuple(news), tuple(kept), tuple(later), tuple(genres), captions, learners)


def trusted(folder: Path, size: int = 3_000) -> list[str]:
    """Return human English of the training years, as read: native text and translations, evenly drawn.

    Raises:
        DataError: a file of the data folder is missing or malformed.
    """
    rows = data.sentences(folder, "train")
    found: list[str] = []
    for label in (NATIVE, data.REFERENCE):
        texts = list(dict.fromkeys(row.text for row in rows if row.label == label))
        found += texts[:: max(1, 2 * len(texts) // size)]
    return found


def _indexed(pool: Pool, document: data.LabelledDocument) -> Indexed:
    sentences = pool.all(document.sentences)
    return Indexed(
        document.label, document.pair, document.group, document.genre, sentences, document.year, document.system
    )
