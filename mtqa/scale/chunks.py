"""What goes from stage to stage: a chunk of consecutive records, and what became of each of them.

A chunk is the unit of everything: it is read, looked at, judged, written and committed as a whole, as one partition of
the output, and it holds the same records in every run over the same input. Between the stages it is a row of a Ray
dataset with two columns, its name and its bytes, so that no stage ever sees a part of one.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import pyarrow as pa

from mtqa.checker import Read
from mtqa.document import Document
from mtqa.result import DocumentResult, SkippedFile

Chunked = TypeVar("Chunked", "Chunk", "Looked", "Judged")

_SCHEMA = pa.schema([("partition", pa.string()), ("data", pa.large_binary())])


class Why(StrEnum):
    """What kind of reason keeps a record from being judged."""

    UNREADABLE = "unreadable"
    """It is no record with text: null, too large, malformed; or its file can't be read."""
    UNJUDGED = "unjudged"
    """It was read, and no sentence of it is English prose that can be judged."""
    FAILED = "failed"
    """The program itself failed at it."""
    PARTIAL = "partial"
    """One of its fields is no text; the rest of it was judged, so this is no record of its own."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A record that is put aside instead of being judged: its place, the kind of the reason, the reason."""

    path: str
    why: Why
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a reader gave: the ``number``-th item of the file ``path``, a document or why there is none."""

    path: str
    number: int
    what: Document | SkippedFile
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive records of a group of files.

    Attributes:
        name: that of the partition, ``GROUP-NUMBER``.
        records: the records.
        paths: the files that they are of, and those that hold no record; in the order of reading.
        whole: how many records the group has up to the end of this chunk.
        last: whether the group ends here.
        consumed: bytes of the group's files that were read for it.
        seconds: how long reading took.
        rows: the rows of the table as they stand, in Arrow's stream format, where they are asked for.
    """

    name: str
    records: tuple[Record, ...]
    paths: tuple[str, ...]
    whole: int
    last: bool
    consumed: int
    seconds: float
    rows: bytes = b""

    @property
    def group(self) -> int:
        """The number of the group."""
        return int(self.name.partition("-")[0])


@dataclass(frozen=True, slots=True)
class Looked:
    """A chunk that was split and looked at by the rules; ``reads`` has a value for each record."""

    chunk: Chunk
    reads: tuple[Read | Aside, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A chunk whose documents are judged; ``results`` has a value for each record.

    ``due`` counts the sentences that were to be scored, ``distinct`` the texts among them, ``scored`` those that the
    language model saw. ``signature`` is what decided the scores, ``worker`` who made them.
    """

    chunk: Chunk
    results: tuple[DocumentResult | Aside, ...]
    due: int
    distinct: int
    scored: int
    signature: str
    worker: str
    look_seconds: float
    seconds: float


def packed(name: str, chunk: Chunk | Looked | Judged) -> pa.Table:
    """Return the row of a chunk."""
    data = pickle.dumps(chunk, protocol=pickle.HIGHEST_PROTOCOL)
    return pa.table({"partition": [name], "data": [data]}, schema=_SCHEMA)


def unpacked(batch: pa.Table, kind: type[Chunked]) -> list[Chunked]:
    """Return the chunks of some rows."""
    return [_checked(pickle.loads(data.as_buffer()), kind) for data in batch["data"]]  # noqa: S301 - made by us


def empty() -> pa.Table:
    """Return no rows, in the shape of those of chunks."""
    return _SCHEMA.empty_table()


def _checked(value: Any, kind: type[Chunked]) -> Chunked:
    assert isinstance(value, kind)
    return value
