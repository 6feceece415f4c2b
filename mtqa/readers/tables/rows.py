"""Rows of tables that have no lines: each a document that is made of its cells alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping

from mtqa.config import Settings
from mtqa.document import Document, Place, Segment, SourceMap
from mtqa.readers.nesting import Nest
from mtqa.readers.plain import holds_captions, segments
from mtqa.readers.tables.records import (
    Columns,
    RecordError,
    check_language,
    identity,
    limit,
    places,
    texts_of,
    too_large,
)
from mtqa.result import SkippedFile

Cells = Mapping[int, object]
"""What a row holds, by the number of the column."""


class RowReader:
    """Makes documents of rows, whose sources are their texts, a text after the other.

    Args:
        path: the path to show.
        format: the name of the format.
        columns: which columns are read.
        settings: what is asked for.
        place: gives the place of a column's text in a row, where its name is not enough.
        shown: gives the path of a row that is skipped, where that is not the file's with the row's number.
        empty: what a cell is that holds nothing.
    """

    def __init__(
        self,
        path: str,
        format: str,  # noqa: A002 - as documents call it
        columns: Columns,
        settings: Settings,
        place: Callable[[int, int], Place] | None = None,
        shown: Callable[[int], str] | None = None,
        empty: object = None,
    ) -> None:
        self._path = path
        self._format = format
        self._columns = columns
        self._settings = settings
        self._place = place
        self._shown = shown or (lambda row: f"{path}:{row}")
        self._empty = empty
        self._captions = holds_captions(path)
        self._notes = columns.notes

    def read(self, cells: Cells, row: int) -> Iterator[Document | SkippedFile]:
        """Yield the document of a row, and what is wrong with it; the first says what the table lacks, too."""
        columns = self._columns
        try:
            texts, problems = self._texts(cells)
        except RecordError as error:
            yield SkippedFile(self._shown(row), str(error))
            return
        yield from (SkippedFile(self._shown(row), problem) for problem in problems)
        found: list[Segment] = []
        offset = 0
        for (at, name), text in texts:
            own = (self._place(row, at),) if self._place else places(name, self._settings)
            found += _moved(segments(text, captions=self._captions), offset, len(text), own)
            offset += len(text) + 1
        notes, self._notes = self._notes, ()
        yield Document(
            path=self._path,
            format=self._format,
            segments=tuple(found),
            source="\n".join(text for _, text in texts),
            id=None if columns.id is None else identity(cells.get(columns.id)),
            row=row,
            notes=notes,
        )

    def _texts(self, cells: Cells) -> tuple[list[tuple[tuple[int, str], str]], list[str]]:
        """Return the texts of a row, each with its column, and what is wrong with others.

        Raises:
            RecordError: it has none, is in another language, or is too large.
        """
        if self._columns.language is not None:
            check_language(cells.get(self._columns.language))
        values = (((at, name), self._cell(cells, at), f"column '{name}'") for at, name in self._columns.texts)
        texts, problems = texts_of(values)
        size = sum(len(text) for _, text in texts)
        if size > limit(self._settings):
            raise RecordError(too_large("the row's ", size, self._settings))
        return texts, problems

    def _cell(self, cells: Cells, at: int) -> object:
        value = cells.get(at)
        return self._empty if value is None else value


def _moved(found: Iterator[Segment], offset: int, length: int, own: tuple[Place, ...]) -> Iterator[Segment]:
    """Yield segments of a text that begins at an offset of the row's source."""
    if offset:
        return Nest(SourceMap.identity(offset, length)).segments(found, own)
    return (dataclasses.replace(segment, places=own) for segment in found) if own else found
