"""Rows of delimited tables, read as Python's csv module reads them, but with the place of every cell.

A cell that begins with a quotation mark goes on to the next one that stands alone, over line breaks too; what
follows that belongs to the cell as it stands. In any other cell quotation marks mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from mtqa.config import Settings
from mtqa.document import SourceMap, Span
from mtqa.readers.building import Piece
from mtqa.readers.tables.lines import Line
from mtqa.readers.tables.records import limit

NONE = "\x00"
"""Parts the cells of tables that have one column; no text has it."""
_QUOTE = '"'
_WITHIN = re.compile(r'(?:[^"]++|"")*+')


class Row(NamedTuple):
    """A row of a table.

    Attributes:
        number: the line that it begins in; where it has a problem, that of the problem.
        offset: how many code points stand before it.
        text: its lines as they stand.
        cells: where each cell stands in them, with its quotation marks.
        problem: why it can't be read.
    """

    number: int
    offset: int
    text: str
    cells: tuple[Span, ...]
    problem: str = ""


class _Open:
    """A row whose end has not been seen."""

    def __init__(self, line: Line) -> None:
        self.first = line
        self.texts: list[str] = []
        self.size = 0
        self.cells: list[Span] = []
        self.begun = -1
        """Where the cell began whose quotation mark is open."""
        self.opened = line.number
        self.problem = ""
        self.bad = line.number

    def add(self, line: Line, sign: str) -> None:
        """Read a line more."""
        if line.problem and not self.problem:
            self.problem, self.bad = line.problem, line.number
        self.texts.append(line.text)
        start = int(line.offset == 0 and line.text.startswith("\ufeff"))
        open_before = self.begun >= 0
        if not open_before and _QUOTE not in line.text:
            at = self.size + start
            for cell in line.text[start:].rstrip("\r\n").split(sign):
                self.cells.append(Span(at, at + len(cell)))
                at += len(cell) + 1
        else:
            self._scan(line, start, sign)
        self.size += len(line.text)

    def _scan(self, line: Line, at: int, sign: str) -> None:
        """Find the cells of a line with quotation marks in it."""
        text, base = line.text, self.size
        plain = _plain(sign)
        quoted = self.begun >= 0
        while True:
            if not quoted:
                self.begun = base + at
                if text[at : at + 1] == _QUOTE:
                    quoted, at, self.opened = True, at + 1, line.number
            if quoted:
                at = _end(_WITHIN, text, at)
                if at == len(text):
                    return
                quoted, at = False, at + 1
            at = _end(plain, text, at)
            self.cells.append(Span(self.begun, base + at))
            self.begun = -1
            if text[at : at + 1] != sign:
                return
            at += 1

    def row(self, problem: str = "", number: int = 0) -> Row:
        """Return the row."""
        if problem:
            return Row(number, self.first.offset, "", (), problem)
        if self.problem:
            return Row(self.bad, self.first.offset, "", (), self.problem)
        return Row(self.first.number, self.first.offset, "".join(self.texts), tuple(self.cells))


def rows(found: Iterable[Line], sign: str, settings: Settings) -> Iterator[Row]:
    """Yield the rows of a table but for those whose cells are all blank; those that can't be read say why.

    A quotation mark that nothing closes would take in the rest of the file, so a row ends in error at ``max_size``.

    Args:
        found: the lines.
        sign: what parts the cells.
        settings: what is asked for.
    """
    most, blank = limit(settings), f"{sign} \t\r\n"
    row: _Open | None = None
    for line in found:
        if line.problem and not line.text:
            yield Row(line.number, line.offset, "", (), line.problem)
            row = None
            continue
        if row is None:
            if not line.text.removeprefix("\ufeff").strip(blank):
                continue
            row = _Open(line)
        row.add(line, sign)
        if row.begun < 0:
            yield row.row()
            row = None
        elif row.size > most:
            size = f"{settings.max_size:g} MiB (max-size)"
            yield row.row(f"a quotation mark that opens here is not closed within {size}{_lost(row, line)}", row.opened)
            row = None
    if row is not None:
        yield row.row(f"a quotation mark that opens here is never closed{_lost(row, line)}", row.opened)


def _lost(row: _Open, last: Line) -> str:
    return f"; all up to line {last.number} was not read" if last.number > row.first.number else ""


def cell_names(text: str, sign: str) -> tuple[str, ...]:
    """Return what the cells of a line hold, as far as they end in it."""
    row = _Open(Line(1, 0, text))
    row.add(row.first, sign)
    return tuple(value(text, cell)[0] for cell in row.cells)


def value(text: str, cell: Span, offset: int = 0) -> tuple[str, SourceMap]:
    """Return what a cell holds, and where each character of that stands.

    Args:
        text: the text of the row.
        cell: where the cell stands in it.
        offset: how many code points of the file stand before the row.
    """
    start, end = cell
    if text[start:end][:1] != _QUOTE:
        return text[start:end], SourceMap.identity(offset + start, end - start)
    close = _end(_WITHIN, text, start + 1, end)
    pieces: list[Piece] = []
    strings: list[str] = []
    at = start + 1
    while at < close:
        double = text.find('""', at, close)
        stop = close if double < 0 else double
        strings.append(text[at:stop])
        pieces.append((stop - at, Span(offset + at, offset + stop)))
        if double >= 0:
            strings.append(_QUOTE)
            pieces.append((1, Span(offset + double, offset + double + 2)))
        at = stop + 2
    strings.append(text[close + 1 : end])
    pieces.append((end - close - 1, Span(offset + close + 1, offset + end)))
    return "".join(strings), SourceMap.of(pieces)


@lru_cache(maxsize=8)
def _plain(sign: str) -> re.Pattern[str]:
    return re.compile(rf"[^{re.escape(sign)}\r\n]*+")


def _end(pattern: re.Pattern[str], text: str, at: int, end: int | None = None) -> int:
    match = pattern.match(text, at, len(text) if end is None else end)
    assert match is not None
    return match.end()
