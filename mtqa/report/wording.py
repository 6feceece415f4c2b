"""What reports say in words, whatever their format: texts made safe to show, counts, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mtqa.alert import State
from mtqa.report.html.marks import visible
from mtqa.report.html.view import percent
from mtqa.result import Report

EXCERPT = 200
"""Characters of a sentence that are quoted."""
LONGEST = 500
"""Characters of a message, a reason or a name, where space is short."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def one_line(text: str, most: int = 0) -> str:
    """Return a text for people: on one line, with all visible that hides or reorders text, of at most some characters.

    Args:
        text: any text.
        most: how many characters are shown; 0 for all.
    """
    line = " ".join(text.split())
    return shortened(visible(line[: most + 1]), most) if most else visible(line)


def shortened(text: str, most: int) -> str:
    """Return a text of no more than some characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def writable(text: str) -> str:
    """Return a text that UTF-8 can hold, else as it is: half a surrogate pair becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def counted(count: int, noun: str) -> str:
    """Write a count and what is counted: ``1,024 alerts``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def first(lines: Sequence[str], most: int) -> list[str]:
    """Return the first of some lines, and one that says how many there are beside."""
    rest = len(lines) - most
    return [*lines[:most], f"and {rest:,} more"] if rest > 0 else [*lines]


def alerts_by_state(report: Report) -> dict[State, int]:
    """Count the alerts of a whole run, also those of documents that its report does not hold."""
    totals = report.counted().alerts
    return {state: totals.get(state, 0) for state in State}


def fixed(report: Report) -> int:
    """Return how many alerts the baseline remembers that are no longer there."""
    return report.baseline.fixed_count if report.baseline else 0


def decision(report: Report) -> str:
    """Say whether the gate passed."""
    return "the gate passed" if report.gate.passed else "the gate failed"


def coverage(report: Report) -> str:
    """Say how much was looked at."""
    seen, totals = report.coverage, report.counted()
    share = f" ({percent(seen.characters_scored / seen.characters_read)})" if seen.characters_read else ""
    return (
        f"{seen.files_checked:,} of {counted(seen.files_seen, 'file')} checked; {totals.judged:,} of "
        f"{counted(totals.sentences, 'sentence')} judged, {totals.suspicious:,} suspicious; "
        f"{seen.characters_scored:,} of {counted(seen.characters_read, 'character')} scored{share}."
    )


def left_over(count: int) -> str:
    """Say that there are more new alerts than are shown."""
    return f"And {counted(count, 'more new alert')}: mtqa's other reports list all that there are."


def missing(report: Report) -> list[str]:
    """Say what of the run the report does not hold, in figures alone."""
    lines = []
    if report.interrupted:
        lines.append("The run was interrupted: what was not reached is missing.")
    if not report.whole:
        documents = counted(report.counted().documents, "document")
        lines.append(f"Of {documents} only the {len(report.documents):,} worst are in this report.")
    return lines
