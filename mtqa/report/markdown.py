"""A comment on a merge or pull request, in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mtqa.alert import State
from mtqa.config import Settings
from mtqa.report.listing import Told, told, worst_first
from mtqa.report.locating import Root
from mtqa.report.markdown_text import code, compared, counts, footer, listed, row, table
from mtqa.report.wording import LONGEST, alerts_by_state, counted, decision, left_over, missing
from mtqa.result import Report

MARKER = "<!-- mtqa -->"
"""The comment's first line, by which a bot finds the one to update."""
LIMIT = 60_000
"""Characters that a comment may have; GitHub takes about 65,000."""
_WORST = 25
_FRAME = 200
"""Characters around the rows of a file, and of the line that counts what is left out."""


def render_markdown(report: Report, _: Settings) -> Iterator[str]:
    """Yield the comment: the decision, counts, and the worst new alerts by file."""
    head = f"{MARKER}\n## mtqa: {decision(report)}\n\n{listed(report.gate.reasons)}{counts(report)}{compared(report)}"
    tail = "".join(f"{line}\n\n" for line in missing(report)) + footer(report)
    files, shown = _files(told(report), LIMIT - len(head) - len(tail) - _FRAME)
    left = alerts_by_state(report)[State.NEW] - shown
    yield head
    yield from files
    yield f"{left_over(left)}\n\n{tail}" if left > 0 else tail


def _files(items: Sequence[Told], room: int) -> tuple[list[str], int]:
    """Return the worst alerts by file, as many as there is room for in characters, and how many they are."""
    root = Root()
    every = Counter(item.document.path for item in items)
    heads: dict[str, str] = {}
    rows: dict[str, list[str]] = {}
    for item in worst_first(items)[:_WORST]:
        path, written = item.document.path, row(item)
        title = f"{code(root.path(path), LONGEST)}: {counted(every[path], 'new alert')}"
        needed = len(written) + (0 if path in rows else len(title) + _FRAME)
        if needed > room:
            break
        room -= needed
        heads[path] = title
        rows.setdefault(path, []).append(written)
    blocks = [
        f"<details{'' if number else ' open'}>\n<summary>{heads[path]}</summary>\n{table(rows[path])}</details>\n\n"
        for number, path in enumerate(rows)
    ]
    return blocks, sum(map(len, rows.values()))
