"""A look through a workbook before openpyxl gets it, which trusts what it reads.

It would expand entities where the parser underneath does, and fill up gaps: a row that says it is the billionth, or
a lone cell in the last column of each row, costs it all the rows and columns before.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from mtqa.errors import ReadError
from mtqa.readers.archive import Archive

ROWS = 1_048_576
"""Rows that a sheet may have, as Excel has it."""
COLUMNS = 16_384
"""Columns, likewise."""
GAPS = 20_000_000
"""Cells and rows that may be missing in all sheets before ones that are there."""


def check(archive: Archive) -> None:
    """Look through all members of a workbook.

    Raises:
        ReadError: one can't be unpacked, declares entities of its own, or has rows or cells too far out.
    """
    look = _Look()
    for name in archive.names:
        look.through(name, archive.read(name))


class _Look:
    """Follows the rows and cells of members that are XML; what is not is none of its business."""

    def __init__(self) -> None:
        self._gaps = 0
        self._row = self._column = 0

    def through(self, name: str, data: bytes) -> None:
        """Look through one member.

        Raises:
            ReadError: as `check`.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = lambda *_: _refuse(f"'{name}' in it declares a document type")
        parser.StartElementHandler = self._start
        self._row = self._column = 0
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError):  # a picture, or damaged; then openpyxl says so
            return

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        if kind == "row":
            before, self._column = self._row, 0
            self._row = _number(attributes.get("r", ""), before + 1)
            if self._row > ROWS:
                _refuse(f"a row in it says it is number {self._row:,}")
            self._gaps += max(self._row - before - 1, 0)
        elif kind == "c":
            before = self._column
            self._column = _column(attributes.get("r", ""), before + 1)
            if self._column > COLUMNS:
                _refuse("a cell in it stands beyond the last column")
            self._gaps += max(self._column - before - 1, 0)
        if self._gaps > GAPS:
            _refuse(f"more than {GAPS:,} cells are missing in it before others")


def _refuse(why: str) -> None:
    raise ReadError(f"a suspicious workbook: {why}")


def _number(text: str, otherwise: int) -> int:
    """Return the number that a row says it has."""
    digits = text.strip()
    if not digits.isascii() or not digits.isdigit():
        return otherwise
    return int(digits) if len(digits) < 12 else ROWS + 1


def _column(place: str, otherwise: int) -> int:
    """Return the number of a cell's column: 28 for ``AB7``."""
    letters = place.strip().rstrip("0123456789").replace("$", "").upper()
    if not letters.isascii() or not letters.isalpha():
        return otherwise
    number = 0
    for letter in letters[:5]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
