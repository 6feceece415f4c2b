"""JUnit's XML, which Jenkins, GitLab and others show as test results: a case for the gate, and one for each file.

There is no standard. What is written here all readers take: counts, names that are unique, and a text for each case
that is not passed. A file's case fails where it has new alerts; what is known or suppressed lets it pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from mtqa.alert import State
from mtqa.config import Settings
from mtqa.coverage import EXPECTED
from mtqa.report.html.marks import visible
from mtqa.report.listing import Told, worst_first
from mtqa.report.locating import GITLAB_ROOT, Root
from mtqa.report.wording import LONGEST, alerts_by_state, counted, coverage, decision, first, fixed, missing, one_line
from mtqa.report.xml_text import DECLARATION, content, opening
from mtqa.result import DocumentResult, Report, SkippedFile

_LISTED = 1_000
"""Alerts and reasons that a case lists: readers refuse long texts."""
_PASSING = (State.KNOWN, State.SUPPRESSED, State.UNCHANGED)
_Outcome = Literal["", "failure", "error", "skipped"]


@dataclass(slots=True)
class _File:
    """What there is to say about a file."""

    path: str
    documents: list[DocumentResult] = field(default_factory=list)
    skipped: list[SkippedFile] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case: what it is called, how it ended (nothing for passed), and why."""

    suite: str
    name: str
    outcome: _Outcome = ""
    type: str = ""
    message: str = ""
    text: str = ""
    out: str = ""
    file: str | None = None
    line: int | None = None


def render_junit(report: Report, _: Settings) -> Iterator[str]:
    """Yield a document bit by bit: the gate's case, then the files' in the order of reading."""
    root = Root(GITLAB_ROOT)
    cases = [_gate(report), *(_case(file, root) for file in _by_file(report))]
    ends = Counter(case.outcome for case in cases)
    figures: dict[str, str | int] = {
        "tests": len(cases),
        "failures": ends["failure"],
        "errors": ends["error"],
        "skipped": ends["skipped"],
        "time": f"{max(report.seconds, 0.0):.3f}",
    }
    yield DECLARATION
    yield f"{opening('testsuites', name='mtqa', **figures)}>\n{opening('testsuite', name='mtqa', **figures)}>\n"
    yield from map(_written, cases)
    yield "</testsuite>\n</testsuites>\n"


def _gate(report: Report) -> _Case:
    """Return the gate's case: it shows what no file does, such as too little coverage."""
    states = alerts_by_state(report)
    figures = (
        f"{states[State.NEW]:,} new, {fixed(report):,} fixed, {states[State.KNOWN]:,} known, "
        f"{counted(states[State.SUPPRESSED], 'suppressed alert')}."
    )
    out = "\n".join((figures, f"Coverage: {coverage(report)}", *missing(report)))
    if report.gate.passed:
        return _Case("mtqa.gate", "gate", out=out)
    reasons = [one_line(reason) for reason in report.gate.reasons] or [decision(report)]
    return _Case("mtqa.gate", "gate", "failure", "gate", reasons[0][:LONGEST], _lines(reasons), out)


def _by_file(report: Report) -> list[_File]:
    files: dict[str, _File] = {}
    for document in report.documents:
        files.setdefault(document.path, _File(document.path)).documents.append(document)
    for skipped in report.coverage.files_skipped:
        files.setdefault(skipped.path, _File(skipped.path)).skipped.append(skipped)
    return list(files.values())


def _case(file: _File, root: Root) -> _Case:
    path = root.path(file.path)
    name, known = visible(path), path if file.documents else None
    every = [Told(document, alert) for document in file.documents for alert in document.shown]
    new = [item for item in every if item.alert.state is State.NEW]
    unread = [one_line(skipped.reason) for skipped in file.skipped]
    out = _let_pass(every)
    if new:
        worst = worst_first(new)[0]
        line = next((item.alert.region.line for item in new if item.alert.region), None)
        message = f"{counted(len(new), 'new alert')}, the worst: {one_line(worst.message, LONGEST)}"
        text = _lines([*map(_described, new), *unread])
        return _Case("mtqa.files", name, "failure", one_line(worst.alert.rule), message, text, out, path, line)
    if not all(skipped.reason.startswith(EXPECTED) for skipped in file.skipped):
        return _Case("mtqa.files", name, "error", "unread", unread[0][:LONGEST], _lines(unread), out, known)
    if not file.documents:
        return _Case("mtqa.files", name, "skipped", "", unread[0][:LONGEST])
    return _Case("mtqa.files", name, out=out, file=path)


def _described(item: Told) -> str:
    alert = item.alert
    where = "" if alert.region is None else f"{alert.region.line}:{alert.region.column} "
    return f"{where}{alert.severity.value} {one_line(alert.rule)}: {one_line(item.message)}"


def _let_pass(items: list[Told]) -> str:
    """Say in figures what a file has that does not count; some readers look for instructions in this text."""
    states: Counter[State] = Counter(item.alert.state for item in items)
    return "\n".join(counted(states[state], f"{state.value} alert") for state in _PASSING if states[state])


def _lines(lines: list[str]) -> str:
    return "\n".join(first([line[: 4 * LONGEST] for line in lines], _LISTED))


def _written(case: _Case) -> str:
    head = opening("testcase", classname=case.suite, name=case.name, time="0.000", file=case.file, line=case.line)
    inside = ""
    if case.outcome:
        tag = opening(case.outcome, type=case.type or None, message=case.message)
        inside += f"{tag}>{content(case.text)}</{case.outcome}>\n" if case.text else f"{tag}/>\n"
    if case.out:
        inside += f"<system-out>{content(case.out)}</system-out>\n"
    return f"{head}>\n{inside}</testcase>\n" if inside else f"{head}/>\n"
