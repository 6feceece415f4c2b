"""Turns what JSON reports say of a run as a whole back into a report."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from mtqa.alert import State
from mtqa.coverage import LeftOut, Masked
from mtqa.outcome import Clause, Comparison, KnownEntry
from mtqa.report.restoring_beside import restored_compared
from mtqa.result import Coverage, DocumentResult, ErrorRate, Gate, Report, Signature, SkippedFile, Tally, Totals

_PARTS = ("mtqa", "m", "d", "cal", "rules", "seg", "lid")


def restored_signature(text: str) -> Signature:
    """Take a signature apart; parts that it lacks are empty."""
    found = dict(part.partition(":")[::2] for part in text.split("|"))
    return Signature(*(found.get(name, "") for name in _PARTS))


def restored_report(
    head: Mapping[str, Any], documents: Sequence[DocumentResult], skipped: Sequence[SkippedFile]
) -> Report:
    """Restore a report.

    Args:
        head: the fields of a JSON report but for its documents; of JSON Lines, those of header and summary together.
        documents: the documents that it holds.
        skipped: the files that it lists as skipped.

    Returns:
        the report with its totals. Where it holds less than was counted, they are those that were counted, as far as
        they are told.

    Raises:
        MALFORMED: a field is missing that the contract always had, or is of another type.
    """
    report = Report(
        version=str(head["tool"]["version"]),
        signature=restored_signature(head["signature"]),
        documents=tuple(documents),
        coverage=_coverage(head["coverage"], skipped),
        gate=_gate(head["gate"]),
        seconds=float(head["summary"]["seconds"]),
        device=str(head.get("device", "")),
        interrupted=bool(head["interrupted"]),
        notes=tuple(map(str, head["notes"])),
        rates=tuple(ErrorRate(str(r["what"]), int(r["hits"]), int(r["total"])) for r in head["false_positive_rates"]),
        baseline=_baseline(head.get("baseline")),
        compared=restored_compared(head.get("compared")),
    )
    return _counted(report, head["summary"])


def _counted(report: Report, summary: Mapping[str, Any]) -> Report:
    """Give a report the totals of its run: counted once, or as they are told where it holds less."""
    if int(summary["documents"]) <= len(report.documents):
        return dataclasses.replace(report, totals=report.counted())
    held = Tally()
    for document in report.documents:
        held.add(document)
    seen = held.totals()
    alerts = summary.get("alerts")
    totals = Totals(
        documents=int(summary["documents"]),
        sentences=int(summary["sentences"]),
        judged=int(summary["judged"]),
        suspicious=int(summary["suspicious"]),
        verdicts=seen.verdicts,
        findings={str(rule): int(count) for rule, count in summary["findings"].items()},
        unjudged=seen.unjudged,
        skipped=Counter(file.reason for file in report.coverage.files_skipped),
        alerts=seen.alerts if alerts is None else {state: int(alerts.get(state.value, 0)) for state in State},
        counting=seen.counting,
    )
    return dataclasses.replace(report, totals=totals)


def _coverage(found: Mapping[str, Any], skipped: Sequence[SkippedFile]) -> Coverage:
    return Coverage(
        files_seen=int(found["files_seen"]),
        files_checked=int(found["files_checked"]),
        files_skipped=tuple(skipped),
        characters_read=int(found["characters_read"]),
        characters_scored=int(found["characters_scored"]),
        files_failed=int(found.get("files_failed", 0)),
        segments=int(found.get("segments", 0)),
        characters_seen=int(found.get("characters_seen", 0)),
        masked=tuple(Masked(str(m["pattern"]), int(m["characters"]), int(m["prose"])) for m in found.get("masked", ())),
        omitted=tuple(LeftOut(str(o["reason"]), int(o["units"])) for o in found.get("omitted", ())),
        files_crashed=tuple(map(str, found.get("files_crashed", ()))),
    )


def _gate(found: Mapping[str, Any]) -> Gate:
    clauses = tuple(
        Clause(
            name=str(clause["name"]),
            passed=bool(clause["passed"]),
            value=float(clause["value"]),
            limit=float(clause["limit"]),
            reason=str(clause["reason"]),
            glob=str(clause["glob"] or ""),
        )
        for clause in found.get("clauses", ())
    )
    return Gate(bool(found["passed"]), tuple(map(str, found["reasons"])), clauses)


def _baseline(found: Mapping[str, Any] | None) -> Comparison | None:
    if found is None:
        return None
    fixed = tuple(
        KnownEntry(
            fingerprint=str(entry["fingerprint"]),
            rule=str(entry["rule"]),
            path=str(entry["path"]),
            count=int(entry["count"]),
            id=None if entry["id"] is None else str(entry["id"]),
            text=str(entry["text"]),
        )
        for entry in found["fixed"]
    )
    return Comparison(str(found["path"]), int(found["known"]), int(found["moved"]), fixed, int(found["unseen"]))
