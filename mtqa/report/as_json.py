"""The JSON report, schema ``mtqa-report/1``: documented in docs/json.md, described by schema.json."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

from mtqa.alert import Alert, State
from mtqa.coverage import Coverage
from mtqa.document import Place, Places
from mtqa.outcome import Comparison
from mtqa.report.as_json_beside import beside_object, compared_object, document_beside_object
from mtqa.report.identity import report_id
from mtqa.report.rounding import rounded
from mtqa.result import DocumentResult, ErrorRate, Finding, Gate, Report, SentenceResult, TokenScore

SCHEMA = "mtqa-report/1"
"""The contract's name: fields may be added under it, never renamed or removed."""

_FLUENCY, _EVIDENCE, _SURPRISAL, _PROBABILITY, _SECONDS, _TIME, _PERCENT = 1, 3, 3, 4, 2, 3, 4
REGION = ("line", "column", "end_line", "end_column")
_SURROGATE = re.compile("[\ud800-\udfff]")


def render_json(report: Report, *, tokens: bool) -> str:
    """Render a run as JSON, each sentence on a line of its own; the same report gives the same text.

    Args:
        report: the run.
        tokens: whether sentences carry their token scores.
    """
    return "".join(json_chunks(report, tokens=tokens))


def json_chunks(report: Report, *, tokens: bool) -> Iterator[str]:
    """Yield the text of `render_json` bit by bit, so that a run of any size can be written."""
    yield _open(_head(report), "documents")
    for number, document in enumerate(report.documents):
        yield (",\n" if number else "\n") + _open(_document(document), "sentences")
        for place, sentence in enumerate(document.sentences):
            yield (",\n" if place else "\n") + dump(_sentence(sentence, tokens=tokens))
        yield "]}"
    yield "]}\n"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that every report satisfies."""
    text = resources.files(__package__ or __name__).joinpath("schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _open(fields: dict[str, Any], last: str) -> str:
    """Write an object up to the opening bracket of a list that is its last field."""
    return f'{dump(fields)[:-1]}, "{last}": ['


def dump(value: object) -> str:
    """Write a value as JSON; half a surrogate pair, which a file name may hold, has no UTF-8 and stays escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text if text.isascii() else _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _head(report: Report) -> dict[str, Any]:
    coverage = report.coverage
    return {
        "schema": SCHEMA,
        "tool": {"name": "mtqa", "version": report.version},
        "signature": str(report.signature),
        "id": report_id(report),
        "device": report.device,
        "interrupted": report.interrupted,
        "notes": list(report.notes),
        "summary": summary_object(report),
        "coverage": {
            **coverage_object(coverage),
            "files_skipped": [{"path": file.path, "reason": file.reason} for file in coverage.files_skipped],
        },
        "gate": gate_object(report.gate),
        "baseline": baseline_object(report.baseline),
        "false_positive_rates": [rate_object(rate) for rate in report.rates],
        **compared_field(report),
    }


def coverage_object(coverage: Coverage) -> dict[str, Any]:
    """Return what was looked at, but for the files that were not."""
    return {
        "files_seen": coverage.files_seen,
        "files_checked": coverage.files_checked,
        "files_failed": coverage.files_failed,
        "segments": coverage.segments,
        "characters_seen": coverage.characters_seen,
        "characters_read": coverage.characters_read,
        "characters_scored": coverage.characters_scored,
        "share": rounded(coverage.share, _PROBABILITY),
        "masked": [
            {"pattern": masked.pattern, "characters": masked.characters, "prose": masked.prose}
            for masked in coverage.masked
        ],
        "omitted": [{"reason": omitted.reason, "units": omitted.units} for omitted in coverage.omitted],
        "files_crashed": list(coverage.files_crashed),
    }


def summary_object(report: Report) -> dict[str, Any]:
    """Return the counts of a run."""
    totals = report.counted()
    return {
        "documents": totals.documents,
        "sentences": totals.sentences,
        "judged": totals.judged,
        "suspicious": totals.suspicious,
        "skipped": totals.sentences - totals.judged,
        "findings": dict(totals.findings),
        "alerts": {state.value: totals.alerts.get(state, 0) for state in State},
        "seconds": rounded(report.seconds, _SECONDS),
    }


def gate_object(gate: Gate) -> dict[str, Any]:
    """Return a gate's decision."""
    return {
        "passed": gate.passed,
        "reasons": list(gate.reasons),
        "clauses": [
            {
                "name": clause.name,
                "glob": clause.glob or None,
                "passed": clause.passed,
                "value": rounded(clause.value, _PERCENT),
                "limit": rounded(clause.limit, _PERCENT),
                "reason": clause.reason,
            }
            for clause in gate.clauses
        ],
    }


def baseline_object(comparison: Comparison | None) -> dict[str, Any] | None:
    """Return how a run compares with its baseline, where it has one."""
    if comparison is None:
        return None
    return {
        "path": comparison.path,
        "known": comparison.known,
        "moved": comparison.moved,
        "unseen": comparison.unseen,
        "fixed": [
            {
                "path": entry.path,
                "id": entry.id,
                "rule": entry.rule,
                "fingerprint": entry.fingerprint,
                "count": entry.count,
                "text": entry.text,
            }
            for entry in comparison.fixed
        ],
    }


def compared_field(report: Report) -> dict[str, Any]:
    """Return how a run compares as a whole, as a field of its own; none where it does not."""
    return {} if report.compared is None else {"compared": compared_object(report.compared)}


def rate_object(rate: ErrorRate) -> dict[str, Any]:
    """Return how often the thresholds flag a kind of good English."""
    low, high = rate.interval
    return {
        "what": rate.what,
        "hits": rate.hits,
        "total": rate.total,
        "low": rounded(low, _PROBABILITY),
        "high": rounded(high, _PROBABILITY),
    }


def document_object(document: DocumentResult, *, tokens: bool) -> dict[str, Any]:
    """Return a document as it stands in the JSON report, whole."""
    return {**_document(document), "sentences": [_sentence(s, tokens=tokens) for s in document.sentences]}


def _document(document: DocumentResult) -> dict[str, Any]:
    interval = document.interval and [rounded(bound, _PROBABILITY) for bound in document.interval]
    return {
        "path": document.path,
        "id": document.id,
        "format": document.format,
        "language": document.language,
        "verdict": document.verdict.value,
        "probability": rounded(document.probability, _PROBABILITY),
        "interval": interval if interval and None not in interval else None,
        "evidence": rounded(document.evidence, _EVIDENCE),
        "fluency": rounded(document.fluency, _FLUENCY),
        "judged": document.judged,
        "suspicious": document.suspicious,
        "changed": document.changed,
        "alerts": [_alert(alert) for alert in document.alerts],
        "passage": document.passage and dict(zip(("first_line", "last_line"), document.passage, strict=True)),
        **({} if document.beside is None else {"beside": document_beside_object(document.beside)}),
    }


def _sentence(sentence: SentenceResult, *, tokens: bool) -> dict[str, Any]:
    fields = {
        "text": sentence.text,
        "kind": sentence.kind.value,
        "segment": sentence.segment,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "line": sentence.line,
        "column": sentence.column,
        "place": _place(sentence.place),
        "places": places_object(sentence.places),
        "fluency": rounded(sentence.fluency, _FLUENCY),
        "evidence": rounded(sentence.evidence, _EVIDENCE),
        "evidence_base": rounded(sentence.base, _EVIDENCE),
        "surprisal": rounded(sentence.surprisal, _SURPRISAL),
        "verdict": sentence.verdict.value,
        "reason": sentence.reason,
        "model_reason": sentence.model_reason,
        "findings": [_finding(finding, sentence.place_of(finding)) for finding in sentence.findings],
    }
    if sentence.beside is not None:
        fields["beside"] = beside_object(sentence.beside)
    if tokens:
        fields["tokens"] = [_token(token) for token in sentence.tokens]
    return fields


def _finding(finding: Finding, place: Place | None) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": finding.span.start,
        "end": finding.span.end,
        "text_start": finding.within.start,
        "text_end": finding.within.end,
        "place": _place(place),
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


def _alert(alert: Alert) -> dict[str, Any]:
    region, span = alert.region, alert.span
    return {
        "rule": alert.rule,
        "severity": alert.severity.value,
        "message": alert.message,
        "suggestion": alert.suggestion,
        "fingerprint": alert.fingerprint,
        "occurrence": alert.occurrence,
        "sentence": alert.sentence,
        "start": span and span.start,
        "end": span and span.end,
        "region": region and dict(zip(REGION, dataclasses.astuple(region), strict=True)),
        "place": _place(alert.place),
        "sketch": list(alert.sketch),
        "state": alert.state.value,
        "by": alert.by.value,
        "reason": alert.reason,
        "moved": alert.moved,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    return None if place is None else _placed(place)


def places_object(places: Places) -> list[dict[str, Any]]:
    """Return where a text stands in the terms of its format, and from which character on."""
    return [{"text_start": place.at, **_placed(place)} for place in places]


def _placed(place: Place) -> dict[str, Any]:
    return {
        "unit": place.unit.value,
        "name": place.name,
        "start": rounded(place.start, _TIME),
        "end": rounded(place.end, _TIME),
    }


def _token(token: TokenScore) -> dict[str, Any]:
    return {
        "start": token.span.start,
        "end": token.span.end,
        "surprisal": rounded(token.surprisal, _SURPRISAL),
        "evidence": rounded(token.evidence, _EVIDENCE),
        "expected": list(token.expected),
    }
