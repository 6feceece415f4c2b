"""Reads groups of files chunk by chunk, as a source of Ray Data.

The readers are those of ``mtqa check``, so a record has the same text, places and problems here as there, and one that
is malformed costs itself alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

import pyarrow as pa
from ray.data import Datasource, ReadTask
from ray.data.block import BlockMetadata

from mtqa import readers
from mtqa.config import Settings
from mtqa.document import Document
from mtqa.items import Item, read_items
from mtqa.readers import Found
from mtqa.result import SkippedFile
from mtqa.scale.chunks import Chunk, Record, empty, packed
from mtqa.scale.originals import Originals
from mtqa.scale.places import Place
from mtqa.scale.plan import Group, found

RECORDS = 20_000
"""Records of a chunk, however short they are."""
_FIXED = 100
"""What a record weighs besides its characters."""
_BY_PLACE = frozenset(("csv", "jsonl", "parquet", "tsv"))
"""Formats that have a record a line or row."""
_TASKS = 2_000
"""Tasks that read, at most; each takes several groups then."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How groups are read.

    Attributes:
        place: where the input is.
        settings: what is asked for.
        characters: those of a chunk.
        originals: whether chunks carry the rows of tables as they stand.
    """

    place: Place
    settings: Settings
    characters: int
    originals: bool = False

    def chunks(self, group: Group) -> Iterator[Chunk]:
        """Yield the chunks of a group; the last one says that it is the last, and may be empty."""
        cutting = _Cutting(self, group)
        for chunk in cutting.chunks():
            yield chunk
            cutting.begun = time.monotonic()  # what went by until here was waiting for whoever takes chunks


class Corpus(Datasource):  # type: ignore[misc]  # Ray Data publishes no types
    """Groups of files as a source of Ray Data: a row for each chunk that is not done yet.

    Args:
        groups: the groups to read.
        reading: how.
        done: the names of the partitions that are finished, by their group's number.
    """

    def __init__(self, groups: Sequence[Group], reading: Reading, done: Mapping[int, frozenset[str]]) -> None:
        super().__init__()
        self._groups, self._reading, self._done = groups, reading, done

    def get_name(self) -> str:
        """Return the name that Ray's own displays show."""
        return "Corpus"

    def estimate_inmemory_data_size(self) -> int | None:
        """Return the bytes of all files."""
        return sum(group.size for group in self._groups)

    @property
    def tasks(self) -> int:
        """How many tasks read."""
        return min(len(self._groups), _TASKS)

    def get_read_tasks(
        self,
        parallelism: int,  # noqa: ARG002 - the groups decide
        per_task_row_limit: int | None = None,  # noqa: ARG002 - no row is left out
        data_context: object = None,  # noqa: ARG002 - nothing in it matters
    ) -> list[ReadTask]:
        """Return the tasks; neighbours are read by one, so that partitions come in the order of the input."""
        per = -(-len(self._groups) // _TASKS)
        parts = [self._groups[at : at + per] for at in range(0, len(self._groups), per)]
        return [self._task(part) for part in parts]

    def _task(self, groups: Sequence[Group]) -> ReadTask:
        done = {group.number: self._done.get(group.number, frozenset()) for group in groups}
        size = sum(group.size for group in groups)
        files = [file.shown for group in groups for file in group.files][:1]
        metadata = BlockMetadata(num_rows=None, size_bytes=size, input_files=files, exec_stats=None)
        return ReadTask(partial(_rows, tuple(groups), self._reading, done), metadata)


def _rows(groups: Sequence[Group], reading: Reading, done: Mapping[int, frozenset[str]]) -> Iterator[pa.Table]:
    yielded = False
    for group in groups:
        for chunk in reading.chunks(group):
            if chunk.name not in done[group.number]:
                yielded = True
                yield packed(chunk.name, chunk)
    if not yielded:
        yield empty()


class _Cutting:
    """Cuts the records of one group into chunks."""

    def __init__(self, reading: Reading, group: Group) -> None:
        self._reading, self._group = reading, group
        self._sizes = {file.shown: file.size for file in group.files}
        self._open: BinaryIO | None = None
        self._consumed = self._before = 0  # bytes of files that are finished; bytes that chunks account for
        self._current, self._end = "", 0
        self._records: list[Record] = []
        self._paths: dict[str, None] = {}
        self._weight = self._whole = self._number = 0
        self.begun = time.monotonic()
        self._originals = Originals(reading.place, group) if reading.originals and group.format == "parquet" else None

    def chunks(self) -> Iterator[Chunk]:
        waiting: list[Record] = []
        for item in read_items(map(found, self._group.files), self._reading.settings, b"", "", read=self._read):
            if item.what is None:
                yield from self._settled(waiting)
                waiting = []
                if self._originals is not None and self._records:  # files may differ in their columns
                    yield self._cut(last=False)
                self._consumed += self._sizes.get(self._current, 0)
                self._current, self._end = item.path, 0
                self._paths.setdefault(item.path)
                continue
            record = Record(item.path, item.number, item.what)
            if isinstance(item.what, SkippedFile):  # what follows tells whether it is a record, or a part of one
                if waiting and waiting[-1].what.path != item.what.path:
                    yield from self._settled(waiting)
                    waiting = []
                waiting.append(record)
                continue
            same = waiting and _place(item) == waiting[-1].what.path
            waiting = [Record(each.path, each.number, each.what, partial=True) if same else each for each in waiting]
            yield from self._settled([*waiting, record])
            waiting = []
        yield from self._settled(waiting)
        self._consumed, self._current = sum(self._sizes.values()), ""
        yield self._cut(last=True)

    def _settled(self, records: Sequence[Record]) -> Iterator[Chunk]:
        """Take in records, and yield a chunk when it is full; what belongs to one record stays together."""
        if not records:
            return
        for record in records:
            self._records.append(record)
            self._paths.setdefault(record.path)
            self._whole += not record.partial
            if isinstance(record.what, Document):
                self._weight += sum(len(segment.text) for segment in record.what.segments)
                self._end = record.what.offset + len(record.what.source) if record.what.offset else 0
            self._weight += _FIXED
        if self._weight >= self._reading.characters or len(self._records) >= RECORDS:
            yield self._cut(last=False)

    def _cut(self, *, last: bool) -> Chunk:
        consumed = self._consumed + self._at()
        chunk = Chunk(
            name=f"{self._group.number:06}-{self._number:06}",
            records=tuple(self._records),
            paths=tuple(self._paths),
            whole=self._whole,
            last=last,
            consumed=max(consumed - self._before, 0),
            seconds=time.monotonic() - self.begun,
            rows=self._originals.of(self._records) if self._originals is not None else b"",
        )
        self._before = max(consumed, self._before)
        self._records, self._weight, self._number = [], 0, self._number + 1
        self._paths = dict.fromkeys([self._current] if self._current and not last else [])
        self.begun = time.monotonic()
        return chunk

    def _read(self, file: Found, settings: Settings) -> Iterator[Document | SkippedFile]:
        place = Place(self._reading.place.filesystem, file.path.as_posix(), file.shown)

        def opened() -> BinaryIO:
            self._open = place.open()
            return self._open

        yield from readers.read_open(file, settings, opened)

    def _at(self) -> int:
        """Return about how many bytes of the file that is being read its records take up.

        Lines are read ahead by the megabyte, so it is their own offsets that tell, but for compressed files.
        """
        if self._current and self._end and not self._current.endswith(".gz"):
            return min(self._end, self._sizes.get(self._current, 0))
        if not self._current or self._open is None or self._open.closed:
            return 0
        try:
            return min(self._open.tell(), self._sizes.get(self._current, 0))
        except (OSError, ValueError):
            return 0


def _place(item: Item) -> str:
    """Return what a problem of a document's record is called by; an empty string where a place may hold several."""
    document = item.what
    assert isinstance(document, Document)
    if document.format not in _BY_PLACE:
        return ""
    return f"{document.path}:{document.row if document.row is not None else document.line}"
