"""GitHub Actions: workflow commands, which become annotations, and the summary of a step in Markdown.

GitHub shows ten annotations of a level for a step and drops the rest without a word. So the worst come first, no more
than ten of a level are written, and the last line says how many there are beside.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.alert import Severity, State
from mtqa.config import Settings
from mtqa.report.listing import Told, told, worst_first
from mtqa.report.locating import GITHUB_ROOT, Root, last_line
from mtqa.report.markdown_text import counts, footer, listed, row, table
from mtqa.report.wording import (
    EXCERPT,
    LONGEST,
    alerts_by_state,
    counted,
    decision,
    first,
    fixed,
    left_over,
    missing,
    one_line,
)
from mtqa.result import Report

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_SHOWN = 10
"""Annotations of a level that GitHub shows for a step."""
_SUMMARISED = 50
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render_github(report: Report, _: Settings) -> Iterator[str]:
    """Yield workflow commands: why the gate failed, then the worst new alerts; and a line with counts."""
    if not report.gate.passed:
        reasons = [one_line(reason, LONGEST) for reason in report.gate.reasons] or ["The gate failed."]
        yield _command("error", "\n".join(first(reasons, _SHOWN)), title="mtqa gate")
    shown = _shown(report)
    every = max(alerts_by_state(report)[State.NEW], len(told(report)))
    root = Root(GITHUB_ROOT)
    yield from (_annotation(item, root) for item in shown)
    left = every - len(shown)
    if left:
        yield _command(
            "notice", f"{_left_out(left)} {'is' if left == 1 else 'are'} in the other reports.", title="mtqa"
        )
    yield _closing(report, every, left)


def step_summary(report: Report) -> str:
    """Return the summary of a step: the decision, counts, the worst new alerts and what was looked at.

    It stays below the 1 MiB that GitHub takes, whatever the report holds.
    """
    items = told(report)
    worst = worst_first(items)[:_SUMMARISED]
    root = Root(GITHUB_ROOT)
    left = alerts_by_state(report)[State.NEW] - len(worst)
    parts = [
        f"## mtqa: {decision(report)}\n\n",
        listed(report.gate.reasons),
        counts(report),
        f"{table(row(item, root) for item in worst)}\n" if worst else "",
        f"{left_over(left)}\n\n" if left > 0 else "",
        *(f"{line}\n\n" for line in missing(report)),
        listed(report.notes),
        footer(report),
    ]
    return "".join(parts)


def _shown(report: Report) -> list[Told]:
    """Return the worst new alerts, of each level as many as GitHub shows beside the gate and the last notice."""
    items = worst_first(told(report))
    room = dict.fromkeys(_LEVEL, _SHOWN)
    room[Severity.ERROR] -= not report.gate.passed
    levels = {level: [item for item in items if item.alert.severity is level] for level in room}
    held = sum(min(len(levels[level]), room[level]) for level in room)
    room[Severity.NOTE] -= held < max(len(items), alerts_by_state(report)[State.NEW])
    return [item for level in room for item in levels[level][: room[level]]]


def _annotation(item: Told, root: Root) -> str:
    alert, sentence = item.alert, item.sentence
    text = one_line(item.message, LONGEST)
    if sentence is not None:
        text += f"\n“{one_line(sentence.text, EXCERPT)}”"
    where: dict[str, object] = {"file": root.path(item.document.path)}
    if (region := alert.region) is not None:
        where |= {"line": region.line, "endLine": last_line(region)}
        if region.line == region.end_line:  # the runner drops columns of several lines
            where |= {"col": region.column, "endColumn": region.end_column}
    return _command(_LEVEL[alert.severity], text, **where, title=f"mtqa {one_line(alert.rule, LONGEST)}")


def _command(level: str, message: str, **properties: object) -> str:
    """Return a workflow command as a line; nothing in its parts can end it, or begin another."""
    written = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{level} {written}::{message.translate(_DATA)}\n"


def _left_out(count: int) -> str:
    return (
        f"{counted(count, 'more new alert')} without an annotation, since GitHub shows {_SHOWN} of a level: the step's "
        f"summary lists the worst {_SUMMARISED}, and the files of --output all."
    )


def _closing(report: Report, every: int, left: int) -> str:
    """Return a line of figures: nothing of the content is in it, so that it can be no command."""
    states = alerts_by_state(report)
    figures = (
        f"mtqa: {decision(report)}. {counted(every, 'new alert')}, {fixed(report):,} fixed, "
        f"{states[State.KNOWN]:,} known, {states[State.SUPPRESSED]:,} suppressed."
    )
    return " ".join([figures, *([_left_out(left)] if left else []), *missing(report)]) + "\n"
