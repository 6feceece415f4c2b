"""Runs to compare: documents of sentences that are told in a line each."""

import json
from pathlib import Path

import pytest

from mtqa.coverage import Coverage
from mtqa.document import Document, Kind, Span
from mtqa.gate.alerting import with_alerts
from mtqa.report.as_json import render_json
from mtqa.report.reading import PastReport, read_report
from mtqa.result import (
    DocumentResult,
    DocumentVerdict,
    Finding,
    Gate,
    Report,
    SentenceResult,
    Severity,
    Signature,
    Verdict,
)

SIGNATURE = Signature("0.1.0", "small", "probe", "news", "r1", "s1", "l1")


def sentence(text, *rules, verdict=None, line=1, model="", **scores):
    """Make a sentence that rules of severity error hit."""
    found = verdict or (Verdict.SUSPICIOUS if rules or model else Verdict.CLEAR)
    span = Span(0, len(text))
    return SentenceResult(
        text=text,
        kind=Kind.PARAGRAPH,
        span=span,
        line=line,
        column=1,
        verdict=found,
        reason="" if found is Verdict.CLEAR else "odd",
        findings=tuple(Finding(rule, Severity.ERROR, span, span, f"Message of {rule}.", "better") for rule in rules),
        model_reason=model,
        **{"fluency": 50.0, "evidence": -1.0, **scores},
    )


def document(path, *sentences, verdict=DocumentVerdict.NO_EVIDENCE, id=None):  # noqa: A002 - the field's name
    """Make a document with its alerts."""
    numbered = tuple(sentences)
    result = DocumentResult(path, id, "markdown", "en", verdict, 0.5, None, 0.1, 50.0, numbered)
    return with_alerts(Document(path, "markdown", (), "\n" * 20), result, lambda _: False)


def run(*documents, path="x.json", signature=SIGNATURE, skipped=(), gate=None, settings=None, remarks=(), **fields):
    """Make a past report."""
    coverage = Coverage(
        files_seen=len(documents) + len(skipped),
        files_checked=len(documents),
        files_skipped=tuple(skipped),
        characters_read=1000,
        characters_scored=900,
    )
    report = Report("0.1.0", signature, tuple(documents), coverage, gate or Gate(True), 0.1)
    return PastReport(Path(path), report, str(signature), settings=settings, remarks=remarks, **fields)


def save(path, past):
    """Write a past report to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_json(past.report, tokens=False), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def runs():
    """Return what makes runs."""

    class Made:
        sentence = staticmethod(sentence)
        document = staticmethod(document)
        run = staticmethod(run)
        save = staticmethod(save)
        signature = SIGNATURE

        @staticmethod
        def read(path):
            return read_report(path)

        @staticmethod
        def loads(chunks):
            return json.loads("".join(chunks))

    return Made
