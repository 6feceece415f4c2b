"""The Reviewdog Diagnostic Format, as one JSON object.

Reviewdog counts columns in bytes of UTF-8, and alerts count them in code points: what stands before them in their line
is read from the file. Where that can't be done columns are left out, and the range is whole lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtqa.alert import Region, Severity
from mtqa.config import Settings
from mtqa.errors import ReadError
from mtqa.readers.decoding import decode
from mtqa.report.as_json import dump
from mtqa.report.listing import Told, told, worst_first
from mtqa.report.locating import Root, last_line
from mtqa.report.wording import one_line
from mtqa.result import Report
from mtqa.settings import MEBIBYTE

_SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}
_LINE_END = re.compile(r"\r\n|\r|\n")


def render_rdjson(report: Report, settings: Settings) -> Iterator[str]:
    """Yield the object bit by bit, with a line for each new alert in the order of reading.

    Args:
        report: the run.
        settings: of files above ``max_size`` no columns are told.
    """
    items = told(report)
    worst = worst_first(items)[0].alert.severity if items else Severity.NOTE
    root = Root()
    columns = _Columns(int(settings.max_size * MEBIBYTE))
    yield f'{{"source": {{"name": "mtqa"}}, "severity": "{_SEVERITY[worst]}", "diagnostics": ['
    for number, item in enumerate(items):
        yield (",\n" if number else "\n") + dump(_diagnostic(item, root, columns))
    yield "\n]}\n" if items else "]}\n"


def _diagnostic(item: Told, root: Root, columns: _Columns) -> dict[str, Any]:
    alert, text = item.alert, one_line(item.message)
    path, rule = root.path(item.document.path), one_line(alert.rule)
    where = "" if alert.region is None else f":{alert.region.line}:{alert.region.column}"
    range_ = {} if alert.region is None else {"range": columns.range(item.document.path, alert.region)}
    return {
        "message": text,
        "location": {"path": path, **range_},
        "severity": _SEVERITY[alert.severity],
        "code": {"value": rule},
        "original_output": f"{path}{where}: {alert.severity.value}: {text} [{rule}]",
    }


class _Columns:
    """Turns columns in code points into columns in bytes; it reads a file when it is first asked about it."""

    def __init__(self, most: int) -> None:
        """Get ready; files of more than ``most`` bytes are not read."""
        self._most = most
        self._path = ""
        self._lines: list[str] = []

    def range(self, path: str, region: Region) -> dict[str, dict[str, int]]:
        """Return where a region of a file stands: its end is excluded, or its last line where no column is known."""
        if path != self._path:
            self._path, self._lines = path, _lines(path, self._most)
        start = self._column(region.line, region.column)
        end = self._column(region.end_line, region.end_column)
        if start is None or end is None:
            return {"start": {"line": region.line}, "end": {"line": last_line(region)}}
        return {
            "start": {"line": region.line, "column": start},
            "end": {"line": region.end_line, "column": end},
        }

    def _column(self, line: int, column: int) -> int | None:
        """Return a column in bytes, from 1; None where the file has no such place, as it is now."""
        before = self._lines[line - 1][: column - 1] if line <= len(self._lines) else ""
        return len(before.encode("utf-8", "surrogatepass")) + 1 if len(before) == column - 1 else None


def _lines(path: str, most: int) -> list[str]:
    """Return the lines of a file, none where it can't be read."""
    file = Path(path)
    try:
        if not file.is_file() or file.stat().st_size > most:
            return []
        return _LINE_END.split(decode(file.read_bytes(), path).text)
    except (OSError, ValueError, ReadError):
        return []
