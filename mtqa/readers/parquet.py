"""Parquet: each row a document, its text in one column and its id in another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from mtqa.config import Settings
from mtqa.document import Document
from mtqa.errors import ReadError
from mtqa.readers.plain import holds_captions, segments
from mtqa.readers.records import RecordError, identity, limit, text_of, too_large
from mtqa.result import SkippedFile

BATCH = 512
"""Rows that are held at a time."""
_BUFFER = 1 << 20
_NAMED = 12


class ParquetReader:
    """Reads ``.parquet`` files of any size: the text in ``settings.text_field``, the id in ``settings.id_field``."""

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
            raise ReadError("reading Parquet needs pyarrow; run: pip install 'mtqa[parquet]'") from None
        captions = holds_captions(path)
        try:
            table = pq.ParquetFile(file, buffer_size=_BUFFER)
            columns = _columns(table.schema_arrow.names, settings)
            number = 0
            for batch in table.iter_batches(BATCH, columns=columns, use_threads=False):
                texts = batch.column(columns[0])
                ids = batch.column(columns[-1]) if len(columns) > 1 else None
                for i in range(batch.num_rows):
                    number += 1
                    try:
                        text = _text(texts[i], settings)
                    except RecordError as error:
                        yield SkippedFile(f"{path}:{number}", str(error))
                        continue
                    yield Document(
                        path=path,
                        format=self.format,
                        segments=tuple(segments(text, captions=captions)),
                        source=text,
                        id=None if ids is None else identity(_value(ids[i])),
                        row=number,
                    )
        except pa.ArrowException as error:
            raise ReadError(f"not a Parquet file, or a damaged one: {_first_line(error)}") from None
        except OSError as error:  # pyarrow raises it for damaged pages too
            raise ReadError(f"can't be read: {_first_line(error)}") from None


def _columns(names: list[str], settings: Settings) -> list[str]:
    """Return the names of the columns to read, that of the text first."""
    if settings.text_field not in names:
        having = ", ".join(names[:_NAMED]) + ", ..." * (len(names) > _NAMED)
        raise ReadError(f"no column '{settings.text_field}' (set text-field); the file has: {having or 'none'}")
    wanted = [settings.text_field]
    if settings.id_field in names and settings.id_field != settings.text_field:
        wanted.append(settings.id_field)
    return wanted


def _text(cell: Any, settings: Settings) -> str:
    field = f"column '{settings.text_field}'"
    if not cell.is_valid:
        raise RecordError(f"{field} is null")
    value = _value(cell)
    if value is None:
        raise RecordError(f"{field} is not valid UTF-8")
    text = text_of(value, field)
    if len(text) > limit(settings):
        raise RecordError(too_large("the row's ", len(text), settings))
    return text


def _value(cell: Any) -> object:
    """Return what a cell holds, bytes as the text that they are; None for what is no UTF-8."""
    try:
        value: object = cell.as_py()
        return value.decode("utf-8") if isinstance(value, bytes) else value
    except UnicodeDecodeError:
        return None


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
