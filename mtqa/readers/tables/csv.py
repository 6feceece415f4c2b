"""CSV and TSV: each row a document, its cells mapped through their quotation marks to their place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from mtqa.config import Settings
from mtqa.coverage import EMPTY
from mtqa.document import Document, Segment, Source, SourceMap
from mtqa.errors import ReadError
from mtqa.readers.nesting import Nest
from mtqa.readers.plain import holds_captions, segments
from mtqa.readers.tables.delimited import NONE, Row, cell_names, rows, value
from mtqa.readers.tables.lines import Line, lines_in, read_lines
from mtqa.readers.tables.records import (
    Columns,
    RecordError,
    Unreadable,
    check_language,
    identity,
    places,
    texts_of,
)
from mtqa.result import SkippedFile

_DECLARED = re.compile(r'\ufeff?sep=([^\r\n"])\r?\n?')


class CsvReader:
    """Reads ``.csv`` files of any size, compressed by gzip too: text in ``settings.text_fields``, by columns' names.

    The first line names the columns, and shows what parts them: a comma, a semicolon, a tab or a bar.
    """

    format = "csv"
    suffixes: tuple[str, ...] = (".csv", ".csv.gz")
    signs = ",;\t|"
    """What may part the columns, the usual first."""

    def stream(self, file: BinaryIO, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the same as `read`, from a file of any size.

        Raises:
            ReadError: the file is empty, binary, damaged, or too large for its encoding, or it has no such column.
        """
        return read_lines(file, path, settings, lambda found, encoding: self._rows(found, path, encoding, settings))

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield a document for each row, and a skipped file that names the line for each that holds no text.

        Raises:
            ReadError: it has no such column.
        """
        return self._rows(lines_in(source.text), source.path, source.encoding, settings)

    def _rows(
        self, found: Iterator[Line], path: str, encoding: str, settings: Settings
    ) -> Iterator[Document | SkippedFile]:
        table = rows(*self._parted(found, settings), settings)
        row = _Row(_header(next(table, None)), path, settings)
        for each in table:
            place = f"{path}:{each.number}"
            if each.problem:
                yield SkippedFile(place, each.problem)
                continue
            try:
                row.read(each)
            except RecordError as error:
                yield SkippedFile(place, str(error))
                continue
            yield from (SkippedFile(place, problem) for problem in row.problems)
            yield Document(
                path=path,
                format=self.format,
                segments=row.segments,
                source=each.text,
                id=row.id,
                encoding=encoding,
                offset=each.offset,
                line=each.number,
                notes=row.notes,
            )

    def _parted(self, found: Iterator[Line], settings: Settings) -> tuple[Iterator[Line], str]:
        """Return the lines from the header on, and what parts its columns: what makes most names of it that are asked.

        Spreadsheet programs may say it in a line of its own.
        """
        for line in found:
            text = line.text.removeprefix("\ufeff")
            declared = _DECLARED.fullmatch(text)
            if declared:
                return found, declared[1]
            if text.strip() or line.problem:
                break
        else:
            raise ReadError(EMPTY)
        asked = {*settings.text_fields, settings.id_field, settings.language_field}
        best, sign = (0, 1), NONE
        for each in self.signs:
            names = [name.strip() for name in cell_names(text, each)]
            score = (len(asked.intersection(names)), len(names))
            if len(names) > 1 and score > best:
                best, sign = score, each
        return chain([line], found), sign


class TsvReader(CsvReader):
    """Reads ``.tsv`` files as `CsvReader` does; where nothing tells otherwise, tabs part their columns."""

    format = "tsv"
    suffixes: tuple[str, ...] = (".tsv", ".tsv.gz")
    signs = "\t,;|"


def _header(row: Row | None) -> list[str]:
    """Return the names of the columns."""
    if row is None:
        raise ReadError(EMPTY)
    if row.problem:
        raise ReadError(f"its first line must name the columns, but can't be read: {row.problem}")
    return [value(row.text, cell)[0].strip() for cell in row.cells]


class _Row:
    """Reads one row after the other."""

    def __init__(self, names: list[str], path: str, settings: Settings) -> None:
        try:
            self._columns = Columns.of(names, settings)
        except ReadError as error:
            raise ReadError(f"{error}; its first line must name the columns") from None
        self._width = len(names)
        self._captions = holds_captions(path)
        self._settings = settings
        self._general = self._columns.notes
        self.segments: tuple[Segment, ...] = ()
        self.problems: list[str] = []
        self.notes: tuple[str, ...] = ()
        self.id: str | None = None

    def read(self, row: Row) -> None:
        """Read a row: its segments, its id, and what is wrong with it and yet leaves text to read.

        Raises:
            RecordError: it holds no text, or is in another language.
        """
        columns = self._columns
        if columns.language is not None and columns.language < len(row.cells):
            check_language(self._value(row, columns.language)[0])
        cells = {at: self._value(row, at) for at, _ in columns.texts if at < len(row.cells)}
        short = Unreadable(f"is missing: the row has {len(row.cells)} of {self._width} columns")
        values = (
            ((at, name), cells[at][0] if at in cells else short, f"column '{name}'") for at, name in columns.texts
        )
        texts, self.problems = texts_of(values)
        own = columns.id
        self.id = identity(self._value(row, own)[0]) if own is not None and own < len(row.cells) else None
        self.segments = tuple(
            segment
            for (at, name), text in sorted(texts)
            for segment in Nest(cells[at][1]).segments(
                segments(text, captions=self._captions), places(name, self._settings)
            )
        )
        wide = len(row.cells) > self._width
        more = f"line {row.number} has {len(row.cells)} columns, and the header {self._width}"
        self.notes, self._general = (*self._general, *((more,) if wide else ())), ()

    def _value(self, row: Row, at: int) -> tuple[str, SourceMap]:
        return value(row.text, row.cells[at], row.offset)
