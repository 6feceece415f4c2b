"""In what two runs differ beside their results, and what a reader of the comparison must mind."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from mtqa.diffing.runs import Difference
from mtqa.outcome import Gate
from mtqa.report.reading import PastReport

_PARTS = {
    "mtqa": "version",
    "model": "model",
    "detector": "detector",
    "calibration": "calibration",
    "rules": "rules",
    "segmentation": "sentence splitting",
    "language": "language identification",
}
"""The parts of a signature in words."""
_GATE = "gate: "


def differences(before: PastReport, after: PastReport) -> Iterator[Difference]:
    """Yield in what two runs differ: first what decides scores, then what passes, then what was asked for."""
    old, new = before.report.signature, after.report.signature
    found = [
        Difference(what, getattr(old, name), getattr(new, name))
        for name, what in _PARTS.items()
        if getattr(old, name) != getattr(new, name)
    ]
    if not found and before.signature != after.signature:
        found.append(Difference("signature", before.signature, after.signature))
    yield from found
    if before.decided and after.decided:
        clauses = list(_clauses(before.report.gate, after.report.gate))
        yield from clauses
    else:
        clauses = []
    if before.settings is not None and after.settings is not None:
        told = {clause.what.removeprefix(_GATE).split(" ")[0] for clause in clauses}
        yield from _settings(before.settings, after.settings, told)


def remarks(before: PastReport, after: PastReport, folders: tuple[str, str] | None) -> Iterator[str]:
    """Yield what a reader must mind, a sentence each.

    Args:
        before: the old run.
        after: the new one.
        folders: the folders below which paths were compared, where they have none in common otherwise.
    """
    for name, past in (("old", before), ("new", after)):
        for remark in past.remarks:
            yield f"The {name} report: {remark}"
        if not past.report.documents:
            yield f"The {name} report holds no documents."
    if not before.whole:
        yield "What is told as new may have been there before: the old report does not hold all of its run."
    if not after.whole:
        yield "What is not in the new report may be there still: it does not hold all of its run."
    if before.id and before.id == after.id and before.signature == after.signature:
        yield "Both reports say the same of the same text."
    if folders is not None:
        names = [folder or "the folder of the run" for folder in folders]
        yield f"Paths were compared below {names[0]} and {names[1]}: none is in both reports otherwise."


def _clauses(before: Gate, after: Gate) -> Iterator[Difference]:
    """Yield the clauses of the gate that only one run has, or that allow more or less in one."""
    old, new = ({(c.name, c.glob): c.limit for c in gate.clauses} for gate in (before, after))
    if not before.clauses or not after.clauses:  # a run that judged nothing, or of a version that did not tell them
        return
    for name, glob in dict.fromkeys([*old, *new]):
        limits = old.get((name, glob)), new.get((name, glob))
        if limits[0] != limits[1]:
            what = f"{_GATE}{name} in {glob}" if glob else f"{_GATE}{name}"
            yield Difference(what, _limit(limits[0]), _limit(limits[1]), scores=False)


def _limit(limit: float | None) -> str:
    return "" if limit is None else f"{limit:g}"


def _settings(before: Mapping[str, Any], after: Mapping[str, Any], told: Collection[str]) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        if name not in told and before.get(name) != after.get(name):
            yield Difference(f"setting: {name}", _value(before.get(name)), _value(after.get(name)), scores=False)


def _value(value: object) -> str:
    if value in (None, [], {}, ""):
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
