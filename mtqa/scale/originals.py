"""The rows of Parquet files as they stand, for what is written of them again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from mtqa.document import Document
from mtqa.errors import OutputError
from mtqa.scale.chunks import Record
from mtqa.scale.places import Place
from mtqa.scale.plan import Group

_BATCH = 512


class Originals:
    """Follows the records of a group through its files, and gives their rows with all their columns."""

    def __init__(self, place: Place, group: Group) -> None:
        self._place = place
        self._paths = {file.shown: file.path for file in group.files}
        self._current = ""
        self._batches: Iterator[pa.RecordBatch] = iter(())
        self._held: list[pa.RecordBatch] = []
        self._first = 1  # the row, from 1, that the first of the held batches begins with

    def of(self, records: Sequence[Record]) -> bytes:
        """Return the rows of documents of one file, which come in their order, as a stream of Arrow.

        Raises:
            OutputError: a column that nobody asked for is damaged, so that the rows can't be written again.
        """
        try:
            return self._of(records)
        except (pa.ArrowException, OSError, StopIteration) as error:
            why = (str(error).splitlines() or ["it ends too early"])[0]
            message = f"{self._current}: its rows can't be kept as they stand: {why}"
            raise OutputError(f"{message}; leave the file out (--exclude), or --keep") from None

    def _of(self, records: Sequence[Record]) -> bytes:
        tables: list[pa.Table] = []
        wanted: list[int] = []
        for record in records:
            document = record.what
            if not isinstance(document, Document) or document.row is None:
                continue
            if document.path != self._current:
                tables += self._taken(wanted)
                wanted = []
                self._open(document.path)
            wanted.append(document.row)
        tables += self._taken(wanted)
        if not tables:
            return b""
        return as_stream(pa.concat_tables(tables))

    def _open(self, shown: str) -> None:
        self._current, self._held, self._first = shown, [], 1
        file = Place(self._place.filesystem, self._paths[shown], shown).open()
        self._batches = pq.ParquetFile(file).iter_batches(_BATCH, use_threads=False)

    def _taken(self, wanted: Sequence[int]) -> list[pa.Table]:
        if not wanted:
            return []
        while self._held and self._first + self._held[0].num_rows <= wanted[0]:
            self._first += self._held.pop(0).num_rows
        while self._first + sum(batch.num_rows for batch in self._held) <= wanted[-1]:
            self._held.append(next(self._batches))
            while self._first + self._held[0].num_rows <= wanted[0]:
                self._first += self._held.pop(0).num_rows
        table = pa.Table.from_batches(self._held)
        return [table.take([row - self._first for row in wanted])]


def as_stream(table: pa.Table) -> bytes:
    """Return rows as a stream of Arrow."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def rows_of(data: bytes) -> pa.Table:
    """Return the rows of a stream of Arrow."""
    with pa.ipc.open_stream(data) as reader:
        return reader.read_all()
