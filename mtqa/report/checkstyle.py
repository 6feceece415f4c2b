"""Checkstyle's XML: what many a tool takes in that has no format of its own."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.alert import Severity
from mtqa.config import Settings
from mtqa.report.listing import Told, told
from mtqa.report.locating import Root
from mtqa.report.wording import missing, one_line
from mtqa.report.xml_text import DECLARATION, opening
from mtqa.result import Report

_SEVERITY = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


def render_checkstyle(report: Report, _: Settings) -> Iterator[str]:
    """Yield a document bit by bit: the new alerts by file, in the order of reading; files without any are left out."""
    root = Root()
    yield DECLARATION
    yield '<checkstyle version="4.3">\n'
    yield from (f"<!-- {line} -->\n" for line in missing(report))
    files: dict[str, list[Told]] = {}
    for item in told(report):
        files.setdefault(item.document.path, []).append(item)
    for path, items in files.items():
        yield f"{opening('file', name=root.path(path))}>\n"
        yield from map(_error, items)
        yield "</file>\n"
    yield "</checkstyle>\n"


def _error(item: Told) -> str:
    alert = item.alert
    tag = opening(
        "error",
        line=1 if alert.region is None else alert.region.line,
        column=None if alert.region is None else alert.region.column,
        severity=_SEVERITY[alert.severity],
        message=one_line(item.message),
        source=f"mtqa.{one_line(alert.rule)}",
    )
    return f"  {tag}/>\n"
