"""Turns the objects of JSON reports back into results."""

from __future__ import annotations

from typing import Any

from mtqa.alert import Alert, By, Region, State
from mtqa.document import Kind, Place, Places, Span, Unit
from mtqa.report.as_json import REGION
from mtqa.report.restoring_beside import restored_beside, restored_document_beside
from mtqa.result import DocumentResult, DocumentVerdict, Finding, SentenceResult, Severity, Verdict

MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What is raised where an object is not what it should be."""
_LEAST = 1e-9


def restored_document(line: dict[str, Any]) -> DocumentResult:
    """Restore a document but for the token scores of its sentences, which no count needs.

    Args:
        line: the object of a document. Fields that the contract did not have from the start may be missing.

    Raises:
        MALFORMED: the object is none of a document.
    """
    low_high, passage = line["interval"], line.get("passage")
    return DocumentResult(
        path=line["path"],
        id=line["id"],
        format=line["format"],
        language=line["language"],
        verdict=DocumentVerdict(line["verdict"]),
        probability=_uncertain(line["probability"]),
        interval=(_uncertain(low_high[0]), _uncertain(low_high[1])) if low_high else None,
        evidence=line["evidence"],
        fluency=line["fluency"],
        sentences=tuple(_sentence(sentence) for sentence in line["sentences"]),
        passage=(passage["first_line"], passage["last_line"]) if passage else None,
        changed=line.get("changed"),
        alerts=tuple(_alert(alert) for alert in line.get("alerts", ())),
        beside=restored_document_beside(line.get("beside")),
    )


def _uncertain(probability: Any) -> Any:
    """Take back that a probability was rounded to 0 or 1, which none is."""
    return None if probability is None else min(max(probability, _LEAST), 1 - _LEAST)


def _sentence(line: dict[str, Any]) -> SentenceResult:
    return SentenceResult(
        text=line["text"],
        kind=Kind(line["kind"]),
        span=Span(line["start"], line["end"]),
        line=line["line"],
        column=line["column"],
        verdict=Verdict(line["verdict"]),
        reason=line["reason"],
        model_reason=line.get("model_reason", ""),
        fluency=line["fluency"],
        evidence=line["evidence"],
        surprisal=line["surprisal"],
        findings=tuple(_finding(finding) for finding in line["findings"]),
        base=line.get("evidence_base"),
        places=_places(line),
        segment=line.get("segment"),
        beside=restored_beside(line.get("beside")),
    )


def _places(line: dict[str, Any]) -> Places:
    places = line.get("places", ())
    return tuple(Place(Unit(p["unit"]), p["name"], p["start"], p["end"], p["text_start"]) for p in places)


def _alert(line: dict[str, Any]) -> Alert:
    region, place = line["region"], line["place"]
    return Alert(
        rule=line["rule"],
        severity=Severity(line["severity"]),
        message=line["message"],
        fingerprint=line["fingerprint"],
        occurrence=line["occurrence"],
        sentence=line["sentence"],
        span=None if line["start"] is None else Span(line["start"], line["end"]),
        region=region and Region(*(region[name] for name in REGION)),
        place=place and Place(Unit(place["unit"]), place["name"], place["start"], place["end"]),
        suggestion=line["suggestion"],
        sketch=tuple(line["sketch"]),
        state=State(line["state"]),
        by=By(line["by"]),
        reason=line["reason"],
        moved=line["moved"],
    )


def _finding(line: dict[str, Any]) -> Finding:
    return Finding(
        rule=line["rule"],
        severity=Severity(line["severity"]),
        span=Span(line["start"], line["end"]),
        within=Span(line.get("text_start", 0), line.get("text_end", 0)),
        message=line["message"],
        suggestion=line["suggestion"],
    )
