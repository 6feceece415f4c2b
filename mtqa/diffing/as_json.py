"""Comparisons and trends as JSON, schemas ``mtqa-diff/1`` and ``mtqa-trend/1``: documented in docs/diff.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from mtqa._version import __version__
from mtqa.alert import State
from mtqa.diffing.runs import AlertChange, Change, Diff, DocumentChange, Judged, Run, SentenceChange, Standing, counting
from mtqa.diffing.runs import Whereabouts as Where
from mtqa.diffing.trend import Point, Trend
from mtqa.report.as_json import dump, gate_object
from mtqa.report.rounding import rounded

DIFF_SCHEMA = "mtqa-diff/1"
TREND_SCHEMA = "mtqa-trend/1"
"""The contracts' names: fields may be added under them, never renamed or removed."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that comparisons and trends satisfy."""
    text = resources.files("mtqa.diffing").joinpath("schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def diff_json(diff: Diff) -> Iterator[str]:
    """Yield a comparison as JSON, each alert, document and sentence on a line of its own."""
    head = {
        "schema": DIFF_SCHEMA,
        "tool": {"name": "mtqa", "version": __version__},
        "comparable": diff.comparable,
        "differences": [
            {"what": d.what, "before": d.before, "after": d.after, "scores": d.scores} for d in diff.differences
        ],
        "remarks": list(diff.remarks),
        "thresholds": {"fluency": diff.thresholds.fluency, "evidence": diff.thresholds.evidence},
        "before": _run(diff.before),
        "after": _run(diff.after),
        "summary": _summary(diff),
    }
    yield dump(head)[:-1]
    yield from _array("alerts", map(_alert, diff.alerts))
    yield from _array("documents", map(_document, diff.documents))
    yield from _array("sentences", map(_sentence, diff.sentences))
    yield "}\n"


def trend_json(trend: Trend) -> Iterator[str]:
    """Yield a trend as JSON, each run on a line of its own."""
    head = {
        "schema": TREND_SCHEMA,
        "tool": {"name": "mtqa", "version": __version__},
        "where": trend.where,
        "comparable": trend.comparable,
        "order": trend.order.value,
        "left": [{"name": left.name, "why": left.why} for left in trend.left],
        "others": trend.others,
    }
    yield dump(head)[:-1]
    yield from _array("runs", map(_point, trend.points))
    yield "}\n"


def _array(name: str, objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a member that is an array, an element a line, to go behind other members."""
    yield f', "{name}": ['
    for number, each in enumerate(objects):
        yield (",\n" if number else "\n") + dump(each)
    yield "]"


def _run(run: Run) -> dict[str, Any]:
    return {
        "path": run.path,
        "version": run.version,
        "signature": run.signature,
        "whole": run.whole,
        "documents": run.documents,
        "sentences": run.sentences,
        "judged": run.judged,
        "suspicious": run.suspicious,
        "per_thousand": rounded(run.per_thousand, 3),
        "interval": run.interval and [rounded(bound, 3) for bound in run.interval],
        "likely": run.likely,
        "held": run.held,
        "alerts": {state.value: run.alerts.get(state, 0) for state in State},
        "gate": None if run.gate is None else gate_object(run.gate),
        "coverage": {
            "files_seen": run.files_seen,
            "files_checked": run.files_checked,
            "characters_read": run.characters_read,
            "characters_scored": run.characters_scored,
            "masked": run.masked,
        },
        "remarks": list(run.remarks),
    }


def _summary(diff: Diff) -> dict[str, Any]:
    found = {change: diff.of(change) for change in Change}
    return {
        "alerts": {
            change.value: {"total": len(alerts), "counting": counting(alerts)} for change, alerts in found.items()
        },
        "begin": len(diff.begin),
        "end": len(diff.end),
        "documents": {
            "turned": len(diff.turned),
            "thinner": len(diff.thinner),
            **{where.value: len(diff.documents_of(where)) for where in (Where.MOVED, Where.ADDED, Where.GONE)},
            "same": diff.documents_same,
        },
        "sentences": {"changed": len(diff.sentences), "both": diff.sentences_same},
    }


def _alert(alert: AlertChange) -> dict[str, Any]:
    return {
        "change": alert.change.value,
        "rule": alert.rule,
        "severity": alert.severity.value,
        "message": alert.message,
        "suggestion": alert.suggestion,
        "fingerprint": alert.fingerprint,
        "text": alert.text,
        "before": _standing(alert.before),
        "after": _standing(alert.after),
        "begins": alert.begins,
        "ends": alert.ends,
        "text_stands": alert.text_stands,
        "why": alert.why,
    }


def _standing(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    return {
        "path": standing.path,
        "id": standing.id,
        "line": standing.line,
        "column": standing.column,
        "place": standing.place,
        "state": standing.state.value,
        "reason": standing.reason,
    }


def _document(document: DocumentChange) -> dict[str, Any]:
    return {
        "whereabouts": document.whereabouts.value,
        "turned": document.turned,
        "thinner": document.thinner,
        "before": _judged(document.before),
        "after": _judged(document.after),
        "why": document.why,
    }


def _judged(judged: Judged | None) -> dict[str, Any] | None:
    if judged is None:
        return None
    return {
        "path": judged.path,
        "id": judged.id,
        "verdict": judged.verdict.value,
        "probability": rounded(judged.probability, 4),
        "suspicious": judged.suspicious,
        "judged": judged.judged,
    }


def _sentence(sentence: SentenceChange) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "kind": sentence.kind,
        "path": sentence.path,
        "id": sentence.id,
        "line": sentence.line,
        "column": sentence.column,
        "place": sentence.place,
        "verdicts": [verdict.value for verdict in sentence.verdicts],
        "fluency": list(sentence.fluency),
        "evidence": list(sentence.evidence),
    }


def _point(point: Point) -> dict[str, Any]:
    step = point.step
    return {
        "name": point.name,
        "when": point.when,
        **_run(point.run),
        "since": None
        if step is None
        else {
            **{change.value: count for change, count in step.counts.items()},
            "begin": step.begin,
            "end": step.end,
            "gone": step.gone,
            "differs": list(step.differs),
        },
    }
