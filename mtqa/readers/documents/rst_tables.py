"""Tables of reStructuredText that are drawn with characters: where each cell stands, in columns and lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from mtqa.document import SourceMap, Span
from mtqa.readers.documents.markup_lines import Lines

_BORDER = re.compile(r"=+(?: +=+)*")
_SPANS = re.compile(r"-[ -]*")
_RULE = re.compile(r"=+|-+")
_HEAD = re.compile(r"\+=[=+]*=\+")
_CSV = re.compile(r'[ \t]*(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^,\r\n]*))[^,\r\n]*(?:,|\r\n|[\r\n]|\Z)')
_STEPS = 30


class Cell(NamedTuple):
    """The text of a cell, its lines one below the other, and where each character of it stands."""

    text: str
    outer: SourceMap


class _Row(NamedTuple):
    """A line of a table, a character a column; ``at`` says where each stands, and last where the line ends."""

    signs: str
    at: Sequence[int]

    def sign(self, column: int) -> str:
        return self.signs[column] if column < len(self.signs) else " "

    def cut(self, left: int, right: int | None) -> Span:
        width = len(self.signs)
        return Span(self.at[min(left, width)], self.at[width if right is None else min(right, width)])


def grid_cells(lines: Lines, i: int, end: int) -> list[Cell] | None:
    """Return the cells of a table with lines around them, or None where its lines don't meet."""
    grid = _Grid([_row(lines, j) for j in range(i, end)])
    found = grid.cells()
    if found is None:
        return None
    return [_cell(lines.text, grid.rows[top + 1 : low], left + 1, right) for top, left, low, right in found]


class _Grid:
    """Finds the boxes of a drawn table; the steps taken are counted, so that no drawing takes long."""

    def __init__(self, rows: list[_Row]) -> None:
        self.rows = rows
        self._signs = [row.signs.replace("=", "-") if _HEAD.fullmatch(row.signs) else row.signs for row in rows]
        self._width = len(self._signs[0])
        self._steps = _STEPS * sum(map(len, self._signs)) + 1000

    def cells(self) -> list[tuple[int, int, int, int]] | None:
        """Return each box as its top, left, bottom and right."""
        bottom, right = len(self._signs) - 1, self._width - 1
        if any(len(signs) != self._width for signs in self._signs):
            return None
        reached = [0] * right
        corners = [(0, 0)]
        found: list[tuple[int, int, int, int]] = []
        while corners:
            top, left = heappop(corners)
            if top >= bottom or left >= right or top < reached[left]:
                continue
            box = self._box(top, left)
            if box is None or self._steps < 0:
                return None
            low, far = box
            reached[left:far] = [low] * (far - left)
            found.append((top, left, low, far))
            heappush(corners, (top, far))
            heappush(corners, (low, left))
        return found if all(row == bottom for row in reached) else None

    def _box(self, top: int, left: int) -> tuple[int, int] | None:
        """Return the bottom and right of the smallest box with this corner."""
        signs = self._signs
        for right in range(left + 1, self._width):
            self._steps -= 1
            sign = signs[top][right]
            if sign == "+":
                for low in range(top + 1, len(signs)):
                    self._steps -= 1
                    if signs[low][right] == "+" and self._closes(top, left, low, right):
                        return low, right
                    if signs[low][right] not in "+|" or self._steps < 0:
                        break
            elif sign != "-":
                return None
        return None

    def _closes(self, top: int, left: int, low: int, right: int) -> bool:
        """Tell whether a box is drawn below and at its left."""
        signs = self._signs
        self._steps -= right - left + low - top
        if signs[low][left] != "+" or signs[low][left:right].strip("-+"):
            return False
        return all(signs[row][left] in "+|" for row in range(top, low))


def simple_cells(lines: Lines, i: int, end: int) -> tuple[list[Cell] | None, int]:
    """Return the cells of a table with lines above and below, and the line after it; None where it makes no columns."""
    top = _row(lines, i)
    columns = [match.span() for match in _RULE.finditer(top.signs)]
    borders = 0
    for j in range(i + 1, end):
        if _BORDER.fullmatch(lines.line(j)) and lines.end[j] - lines.start[j] == len(top.signs):
            borders += 1
            if borders == 2 or lines.is_blank(j + 1):
                return _rows(lines, i, j, columns), j + 1
    return None, lines.blank(i, end)


def _rows(lines: Lines, i: int, bottom: int, columns: list[tuple[int, int]]) -> list[Cell] | None:
    """Cut the lines between the borders ``i`` and ``bottom`` into rows: a first cell that is filled begins one."""
    margin = lines.indent[i]
    cells: list[Cell] = []
    group: list[_Row] = []
    filled = False
    for j in range(i + 1, bottom + 1):
        row = _row(lines, j, margin)
        if _SPANS.fullmatch(row.signs) or _BORDER.fullmatch(row.signs):
            spanned = [match.span() for match in _RULE.finditer(row.signs)]
            if not _add(cells, lines.text, group, spanned if row.signs[:1] == "-" else columns):
                return None
            group, filled = [], False
            continue
        if row.signs[slice(*columns[0])].strip():
            if filled and not _add(cells, lines.text, group, columns):
                return None
            group, filled = ([] if filled else group), True
        if filled:
            group.append(row)
    return cells


def _add(cells: list[Cell], text: str, group: list[_Row], columns: list[tuple[int, int]]) -> bool:
    """Add the cells of a row, unless something stands between its columns."""
    if not group:
        return True
    for (_, end), (start, _) in pairwise(columns):
        if any(row.signs[end:start].strip() for row in group):
            return False
    cells += [_cell(text, group, left, right) for left, right in columns[:-1]]
    cells.append(_cell(text, group, columns[-1][0], None))
    return True


def _row(lines: Lines, i: int, margin: int | None = None) -> _Row:
    """Return a line as columns from the table's margin on; wide characters take up two."""
    start, end = lines.start[i], lines.end[i]
    if margin is not None and not lines.is_blank(i):
        start -= max(lines.indent[i] - margin, 0)
    text = lines.text[start:end]
    if text.isascii():
        return _Row(text, range(start, end + 1))
    signs: list[str] = []
    at: list[int] = []
    for offset, sign in enumerate(text, start):
        width = 0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        signs += [sign] * width
        at += [offset] * width
    return _Row("".join(signs), (*at, end))


def _cell(text: str, rows: Sequence[_Row], left: int, right: int | None) -> Cell:
    """Cut a cell out of its lines, from column ``left`` to ``right``."""
    strings: list[str] = []
    pieces: list[tuple[int, Span]] = []
    before: int | None = None
    for row in rows:
        span = row.cut(left, right)
        if before is not None:
            strings.append("\n")
            pieces.append((1, Span(before, span.start)))
        strings.append(text[slice(*span)])
        pieces.append((len(strings[-1]), span))
        before = span.end
    return Cell("".join(strings), SourceMap.of(pieces))


def row_cells(text: str, span: Span) -> Iterator[Span]:
    """Yield where the cells of rows of comma-separated values stand, without their quotation marks."""
    for cell in _CSV.finditer(text, *span):
        what = "bare" if cell["quoted"] is None else "quoted"
        if cell[what].strip():
            yield Span(*cell.span(what))
