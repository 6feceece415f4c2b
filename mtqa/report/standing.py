"""How the alerts of a run stand, in words: what is new, what is known, suppressed or unchanged, and what was fixed."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.alert import DOCUMENT_RULES, Alert, By, State
from mtqa.outcome import KnownEntry
from mtqa.result import DocumentResult, Report

_BY = {By.COMMENT: " by a comment", By.CONFIGURATION: " by the configuration", By.BASELINE: " by the baseline"}


def standing(report: Report) -> Iterator[str]:
    """Say how many alerts there are of each state, and what the baseline says; nothing where all of them are new."""
    counts, compared = report.counted().alerts, report.baseline
    parts = [f"{counts.get(state, 0):,} {state.value}" for state in State if counts.get(state) or state is State.NEW]
    if len(parts) > 1 or compared is not None:
        if compared is not None and compared.moved:
            parts = [f"{part} ({compared.moved:,} of them moved)" if part.endswith("known") else part for part in parts]
        yield f"Alerts: {', '.join(parts)}."
    if compared is not None:
        unseen = f", {compared.unseen:,} not looked at in this run" if compared.unseen else ""
        yield f"Since the baseline {compared.path}: {compared.fixed_count:,} fixed{unseen}."


def fixed(entry: KnownEntry) -> str:
    """Name what was fixed."""
    record = "" if entry.id is None else f" (record {entry.id})"
    times = f", {entry.count:,} times" if entry.count > 1 else ""
    text = f": {entry.text}" if entry.text else ""
    return f"{entry.path}{record}{text} [{entry.rule}]{times}"


def of_sentence(document: DocumentResult, index: int) -> str:
    """Say why a suspicious sentence does not count; nothing where it does, or where it is none."""
    if index in document.counting:
        return ""
    states = [_state(alert) for alert in document.alerts if alert.sentence == index]
    return "; ".join(dict.fromkeys(states))


def of_document(document: DocumentResult) -> str:
    """Say why a document's verdict does not count; nothing where it does."""
    return next((_state(a) for a in document.alerts if a.rule in DOCUMENT_RULES and a.state is not State.NEW), "")


def _state(alert: Alert) -> str:
    if alert.state is State.NEW:
        return ""
    moved = ", moved" if alert.moved else ""
    reason = f": {alert.reason}" if alert.reason else ""
    return f"{alert.state.value}{_BY.get(alert.by, '') if alert.state is State.SUPPRESSED else ''}{moved}{reason}"
