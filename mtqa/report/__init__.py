"""Reports: a run as a JSON file, an HTML page, or a summary in the terminal.

Renderers are loaded where they are first used, so that importing this room costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.report.as_json import SCHEMA, json_schema, render_json
from mtqa.report.as_jsonl import LINES_SCHEMA, JsonLines, held, lines_schema
from mtqa.report.writing import FORMATS, prepare, render, write
from mtqa.result import Report

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "FORMATS",
    "LINES_SCHEMA",
    "SCHEMA",
    "JsonLines",
    "held",
    "json_schema",
    "lines_schema",
    "prepare",
    "print_report",
    "render",
    "render_json",
    "write",
]


def print_report(report: Report, console: Console, *, worst: int = 10) -> None:
    """Print the summary of a run: documents, the worst sentences, coverage, the gate's decision and notes.

    Args:
        report: the run.
        console: where to print; its width, colours and encoding are respected.
        worst: how many documents and how many sentences to show; the report files hold all of them.
    """
    from mtqa.report import terminal  # noqa: PLC0415 - loads rich

    terminal.print_report(report, console, worst=worst)
