"""Excel: each row of each sheet a document, its texts in some columns and its id in another."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from mtqa.config import Settings
from mtqa.coverage import EMPTY
from mtqa.document import Document, Place, Unit
from mtqa.errors import ReadError
from mtqa.readers.archive import Archive
from mtqa.readers.tables.excel_guard import check
from mtqa.readers.tables.records import Columns, brief, listed
from mtqa.readers.tables.rows import RowReader
from mtqa.result import SkippedFile

_SIMPLE = re.compile(r"[^\W\d]\w*")
_RETURN = re.compile("_x000D_", re.IGNORECASE)
"""How workbooks write a carriage return, which openpyxl leaves as it is."""
_WHAT = "workbook"
_BATCH = 256
"""Rows that are asked for at a time."""
_SHEETS = 6
"""Sheets whose columns an error names."""

Values = Sequence[object]


class ExcelReader:
    """Reads ``.xlsx`` and ``.xlsm`` files: text in ``settings.text_fields``, by the names in each sheet's first row."""

    format = "excel"
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm")

    def parse(self, data: bytes, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield a document for each row, and a skipped file that names the cell for each that holds no text.

        Raises:
            ReadError: openpyxl is missing, the file is no workbook, damaged or encrypted, or no sheet has the column.
        """
        try:
            import openpyxl  # noqa: PLC0415 - an extra, and slow to import
        except ImportError:
            raise ReadError("reading Excel needs openpyxl; run: pip install 'mtqa[tables]'") from None
        check(Archive(data, _WHAT, settings))
        book = _guarded(lambda: openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True))
        try:
            yield from self._sheets(book.worksheets, path, settings)
        finally:
            book.close()

    def _sheets(self, sheets: Iterable[Any], path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield what is read of the sheets; of those without the column, once one has it, that they lack it."""
        lacking: list[SkippedFile] = []
        having: list[str] = []
        found = False
        for sheet in sheets:
            rows = _rows(sheet)
            header = next(rows, None)
            if header is None:
                continue
            names = ["" if value is None else str(value).strip() for value in header[1]]
            try:
                columns = Columns.of(names, settings, "sheet")
            except ReadError as error:
                having.append(f"{brief(sheet.title)}: {listed(filter(None, names))}")
                lacking.append(SkippedFile(f"{path}:{brief(sheet.title)}", str(error)))
                continue
            yield from lacking
            lacking, found = [], True
            yield from self._sheet(rows, path, sheet.title, columns, settings)
        if not found and not having:
            raise ReadError(EMPTY)
        if not found:
            raise ReadError(_missing(having, settings))
        yield from lacking

    def _sheet(
        self, rows: Iterator[tuple[int, Values]], path: str, title: str, columns: Columns, settings: Settings
    ) -> Iterator[Document | SkippedFile]:
        first = columns.texts[0][0]
        reader = RowReader(
            path,
            self.format,
            columns,
            settings,
            place=lambda row, column: Place(Unit.CELL, _cell(title, row, column)),
            shown=lambda row: f"{path}:{_cell(title, row, first)}",
            empty="",
        )
        for row, values in rows:
            yield from reader.read({at: _value(values[at]) for at in columns.all if at < len(values)}, row)


def _value(value: object) -> object:
    return _RETURN.sub("\r", value) if isinstance(value, str) else value


def _rows(sheet: Any) -> Iterator[tuple[int, Values]]:
    """Yield the rows of a sheet that hold anything, with their numbers.

    Raises:
        ReadError: the sheet is damaged, from there on.
    """
    sheet.reset_dimensions()  # what programs write there is often wrong, and would cut the sheet off
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    while True:
        batch: list[tuple[int, Values]] = []
        try:
            _guarded(partial(batch.extend, islice(rows, _BATCH)))
        except ReadError:
            yield from _filled(batch)
            raise
        yield from _filled(batch)
        if len(batch) < _BATCH:
            return


def _filled(rows: Iterable[tuple[int, Values]]) -> Iterator[tuple[int, Values]]:
    return ((row, values) for row, values in rows if any(value is not None for value in values))


def _guarded(call: Callable[[], Any]) -> Any:
    """Return what openpyxl does; whatever it raises, the workbook is damaged, and what it warns of is no concern.

    Raises:
        ReadError: the workbook is damaged.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return call()
        except Exception as error:  # noqa: BLE001 - any, since it hardly checks what it reads
            why = (str(error).splitlines() or [""])[0] or type(error).__name__
            raise ReadError(f"a damaged {_WHAT}, or one that openpyxl can't read: {why}") from None


def _missing(having: Sequence[str], settings: Settings) -> str:
    wanted = " or ".join(f"'{name}'" for name in settings.text_fields)
    option = "set text-field" + " or language-field" * bool(settings.language_field)
    return f"no sheet has a column {wanted} ({option}): {'; '.join(having[:_SHEETS])}" + "; ..." * (
        len(having) > _SHEETS
    )


def _cell(title: str, row: int, column: int) -> str:
    """Return the place of a cell as formulas write it."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    title = brief(title)
    quoted = title.replace("'", "''")
    name = title if _SIMPLE.fullmatch(title) else f"'{quoted}'"
    return f"{name}!{letters}{row}"
