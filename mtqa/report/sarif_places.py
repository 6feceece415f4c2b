"""Where results stand in their files, in SARIF's terms: regions, and the names of cues, pages, keys and records."""

from __future__ import annotations

import dataclasses
from typing import Any

from mtqa.document import Place
from mtqa.report.listing import Told
from mtqa.report.wording import shortened

_LONGEST = 300
"""Characters of a sentence that are shown: services refuse logs above a size."""


def message(text: str) -> dict[str, str]:
    """Return a message object; braces stand for themselves when they are doubled (section 3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def location(told: Told, file: dict[str, str]) -> dict[str, Any]:
    """Return where an alert stands in its file; one without a region is about the whole of it."""
    alert, sentence = told.alert, told.sentence
    physical: dict[str, Any] = {"artifactLocation": file}
    if alert.region is not None:
        physical["region"] = {
            "startLine": alert.region.line,
            "startColumn": alert.region.column,
            "endLine": alert.region.end_line,
            "endColumn": alert.region.end_column,
        }
        words = _words(told)
        if words and len(words) <= _LONGEST:
            physical["region"]["snippet"] = {"text": words}
    return {
        "physicalLocation": physical,
        **logical(told.document.id, alert.place),
        **({} if sentence is None else {"message": message(shortened(sentence.text, _LONGEST))}),
    }


def logical(record: str | None, place: Place | None = None) -> dict[str, list[dict[str, str]]]:
    """Return the names of a place in its format's terms, and of its record; without times, which shift."""
    if place is not None:
        where = str(dataclasses.replace(place, start=None))
        name, kind = place.name, place.unit.value
    elif record is not None:
        where, name, kind = "", record, "record"
    else:
        return {}
    full = where if record is None else ", ".join(filter(None, (f"record {record}", where)))
    return {"logicalLocations": [{"name": name, "fullyQualifiedName": full, "kind": kind}]}


def _words(told: Told) -> str:
    """Return the words in an alert's region, as they were read."""
    alert, sentence = told.alert, told.sentence
    if sentence is None:
        return ""
    if alert.span == sentence.span:
        return sentence.text
    hits = (f.within for f in sentence.findings if f.rule == alert.rule and f.span == alert.span)
    within = next(hits, None)
    return "" if within is None else sentence.text[within.start : within.end]
