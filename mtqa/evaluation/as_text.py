"""An evaluation as plain text, for the terminal."""

from __future__ import annotations

from mtqa.evaluation.results import Evaluation, Section
from mtqa.evaluation.sections import brief, sections

_GAP = "  "


def rows(evaluation: Evaluation) -> list[str]:
    """Format the principal tables as lines: a summary for a detector's card."""
    lines = [line for section in brief(evaluation) for line in ("", section.title, *table_lines(section))]
    return [*lines[1:], "", evaluation.signature]


def text(evaluation: Evaluation) -> str:
    """Format everything."""
    blocks = ["\n\n".join(_block(section)) for section in sections(evaluation)]
    return "\n\n\n".join((*blocks, evaluation.signature)) + "\n"


def table_lines(section: Section) -> list[str]:
    """Format a table with columns of equal width."""
    if not section.header:
        return []
    table = (section.header, *section.rows)
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    return [_GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]


def _block(section: Section) -> list[str]:
    parts = [
        f"{section.title}\n{'=' * len(section.title)}",
        section.text.replace("`", "").replace("**", ""),
        *_table(section),
    ]
    return [part for part in parts if part]


def _table(section: Section) -> list[str]:
    lines = table_lines(section)
    return ["\n".join(lines)] if lines else []
