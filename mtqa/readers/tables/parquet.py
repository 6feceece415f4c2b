"""Parquet: each row a document, its texts in some columns and its id in another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from mtqa.config import Settings
from mtqa.document import Document
from mtqa.errors import ReadError
from mtqa.readers.tables.records import Columns, Unreadable
from mtqa.readers.tables.rows import RowReader
from mtqa.result import SkippedFile

BATCH = 512
"""Rows that are held at a time."""
_BUFFER = 1 << 20


class ParquetReader:
    """Reads ``.parquet`` files of any size: text in ``settings.text_fields``, the id in ``settings.id_field``."""

    format = "parquet"
    suffixes: tuple[str, ...] = (".parquet",)

    def stream(self, file: BinaryIO, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield a document for each row, and a skipped file that names the row for each that holds no text.

        Raises:
            ReadError: pyarrow is missing, the file is no Parquet or damaged, or it has no such column.
        """
        try:
            import pyarrow as pa  # noqa: PLC0415 - an extra, and slow to import
            import pyarrow.parquet as pq  # noqa: PLC0415
        except ImportError:
            raise ReadError("reading Parquet needs pyarrow; run: pip install 'mtqa[tables]'") from None
        try:
            table = pq.ParquetFile(file, buffer_size=_BUFFER)
            names: list[str] = table.schema_arrow.names
            columns = Columns.of(names, settings)
            wanted = list(dict.fromkeys(names[at] for at in columns.all))
            row = RowReader(path, self.format, columns, settings)
            number = 0
            for batch in table.iter_batches(BATCH, columns=wanted, use_threads=False):
                having = batch.schema.names  # of two columns with one name it is the first, as in the table
                cells = {names.index(name): batch.column(having.index(name)) for name in wanted}
                for i in range(batch.num_rows):
                    number += 1
                    yield from row.read({at: _value(column[i]) for at, column in cells.items()}, number)
        except pa.ArrowException as error:
            raise ReadError(f"not a Parquet file, or a damaged one: {_first_line(error)}") from None
        except OSError as error:  # pyarrow raises it for damaged pages too
            raise ReadError(f"can't be read: {_first_line(error)}") from None


def _value(cell: Any) -> object:
    """Return what a cell holds, bytes as the text that they are."""
    try:
        value: object = cell.as_py()
        return value.decode("utf-8") if isinstance(value, bytes) else value
    except UnicodeDecodeError:
        return Unreadable("is not valid UTF-8")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
