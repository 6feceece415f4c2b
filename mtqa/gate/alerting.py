"""From a judged document to its alerts."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator

from mtqa.alert import LIKELY, MIXED, SENTENCE, Alert, Region, Severity
from mtqa.document import Document, Lines, Span
from mtqa.gate.fingerprints import fingerprint, sketch
from mtqa.readers import is_text
from mtqa.result import DocumentResult, DocumentVerdict, Finding, SentenceResult, Verdict

_DOCUMENT_RULES = {DocumentVerdict.LIKELY: (LIKELY, Severity.ERROR), DocumentVerdict.MIXED: (MIXED, Severity.WARNING)}


def with_alerts(document: Document, result: DocumentResult, counts: Callable[[Finding], bool]) -> DocumentResult:
    """Return a judged document with its alerts, all of them new.

    Args:
        document: what was read.
        result: what was found in it.
        counts: tells which findings the policy counts, beside those of severity error.
    """
    found = [*_of_document(result), *_of_sentences(document, result, counts)]
    times: Counter[str] = Counter()
    alerts = []
    for alert in found:
        times[alert.fingerprint] += 1
        alerts.append(dataclasses.replace(alert, occurrence=times[alert.fingerprint]))
    return dataclasses.replace(result, alerts=tuple(alerts))


class Regions:
    """Finds the lines and columns of a document's spans; a file that is no text has none."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines: Lines | None = None
        self._marked = not document.offset and document.source.startswith("\ufeff")

    def of(self, span: Span) -> Region | None:
        """Return where a span stands."""
        document = self._document
        if document.row is not None or not is_text(document.format):
            return None
        if self._lines is None:
            self._lines = Lines(document.source, document.offset, document.line)
        (line, column), (end_line, end_column) = self._lines.at(span.start), self._lines.at(span.end)
        if self._marked:  # editors, and SARIF, don't count a byte order mark
            column -= line == 1 and column > 1
            end_column -= end_line == 1 and end_column > 1
        return Region(line, column, end_line, end_column)


def _of_document(result: DocumentResult) -> Iterator[Alert]:
    if result.verdict not in _DOCUMENT_RULES:
        return
    rule, severity = _DOCUMENT_RULES[result.verdict]
    chance = "" if result.probability is None else f" (probability {_percent(result.probability)} at even odds)"
    where = ""
    if result.passage is not None:
        where = f": lines {result.passage[0]} to {result.passage[1]} read like machine translation"
    yield Alert(
        rule,
        severity,
        f"The document is {result.verdict.value}{chance}{where}.",
        fingerprint(rule, f"{result.path}\n{result.id or ''}"),
        sketch=sketch(s.text for s in result.sentences if s.verdict is not Verdict.SKIPPED),
    )


def _percent(probability: float) -> str:
    """Write a probability in whole percent; none is certain."""
    return "over 99%" if probability >= 0.995 else f"{probability:.0%}"


def _of_sentences(document: Document, result: DocumentResult, counts: Callable[[Finding], bool]) -> Iterator[Alert]:
    regions = Regions(document)
    for index, sentence in enumerate(result.sentences):
        findings = sorted(sentence.findings, key=lambda finding: (finding.within, finding.rule))
        for finding in findings:
            if finding.severity is Severity.ERROR or counts(finding):
                yield Alert(
                    finding.rule,
                    finding.severity,
                    finding.message,
                    fingerprint(finding.rule, sentence.text),
                    sentence=index,
                    span=finding.span,
                    region=regions.of(finding.span),
                    place=sentence.place_of(finding),
                    suggestion=finding.suggestion,
                )
        if sentence.model_reason:
            yield Alert(
                SENTENCE,
                Severity.WARNING,
                _sentence_case(sentence),
                fingerprint(SENTENCE, sentence.text),
                sentence=index,
                span=sentence.span,
                region=regions.of(sentence.span),
                place=sentence.place,
            )


def _sentence_case(sentence: SentenceResult) -> str:
    reason = sentence.model_reason
    return f"{reason[:1].upper()}{reason[1:]}."
