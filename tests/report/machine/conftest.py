"""A report with every kind of alert, among them hostile ones, for the formats that machines read."""

from dataclasses import replace

import pytest

from mtqa.alert import LIKELY, MIXED, SENTENCE, UNUSED, Alert, By, Region, Severity, State
from mtqa.config import Settings
from mtqa.document import Kind, Place, Span, Unit
from mtqa.outcome import Comparison, KnownEntry
from mtqa.report import writing
from mtqa.result import (
    Coverage,
    DocumentResult,
    DocumentVerdict,
    Finding,
    Gate,
    Report,
    SentenceResult,
    Signature,
    SkippedFile,
    Verdict,
)

HOSTILE = (
    "A | cell `code` ]]> <b>&amp;</b> ![x](http://evil.example/y.png) @octocat #12 ::error::gone\n::warning::second%0A"
    "\u202ereversed\u202c \x07bell \U0001f600 **bold** ##[error]third\r\n::stop-commands::x"
)
"""Text that breaks out of tables, tags, code and commands where it is not escaped."""


def sentence(text, line, kind=Kind.PARAGRAPH, evidence=1.0):
    """Make a suspicious sentence that starts its line."""
    return SentenceResult(text, kind, Span(0, len(text)), line, 1, Verdict.SUSPICIOUS, "Odd.", 5.0, evidence)


def finding(rule, text, part, message, *, severity=Severity.ERROR, suggestion=None):
    """Make a finding on the first occurrence of a part of a text."""
    span = Span(text.index(part), text.index(part) + len(part))
    return Finding(rule, severity, span, span, message, suggestion)


def alert(rule, severity, message, number, region=None, **fields):
    """Make an alert with a fingerprint of its own."""
    place = None if region is None else Region(*region)
    return Alert(rule, severity, message, f"{number:016x}", region=place, **fields)


def document(path, verdict, sentences=(), alerts=(), **fields):
    """Make a document."""
    given = {"id": None, "format": "markdown", "language": "en", "probability": 0.5, "interval": (0.2, 0.8)}
    return DocumentResult(
        path,
        verdict=verdict,
        evidence=0.5,
        fluency=30.0,
        sentences=tuple(sentences),
        alerts=tuple(alerts),
        **{**given, **fields},
    )


def _museum():
    opened = "The exhibition was opened by the director of museum and will to work until the end of month."
    harbour = "For many years already this harbour calls the interest at tourists and not only."
    photo = "Everybody can make a photo with the famous ship on the memory."
    modal = "A modal verb takes the bare infinitive."
    tag = "A translated tag that leaves the sentence open."
    return document(
        "content/culture/harbour-museum.md",
        DocumentVerdict.LIKELY,
        (sentence(opened, 5, evidence=3.4), sentence(harbour, 11, evidence=4.5), sentence(photo, 14)),
        (
            alert(
                LIKELY, Severity.ERROR, "The document is likely machine-translated (probability 97% at even odds).", 1
            ),
            alert("grammar.modal-to", Severity.ERROR, modal, 2, (5, 60, 5, 72), sentence=0, suggestion="will be open"),
            alert(SENTENCE, Severity.WARNING, "Machine-like (evidence 4.5 nats).", 3, (11, 1, 12, 38), sentence=1),
            alert("calque.and-not-only", Severity.NOTE, tag, 4, (12, 26, 12, 38), sentence=1),
            alert(
                "calque.make-photo",
                *(Severity.ERROR, "Word-for-word from another language.", 5, (14, 15, 14, 27)),
                sentence=2,
                state=State.SUPPRESSED,
                by=By.COMMENT,
                reason="a quotation of | `somebody`",
            ),
            alert(
                "calque.on-the-memory",
                *(Severity.ERROR, "Word-for-word from another language.", 6, (14, 47, 14, 60)),
                sentence=2,
                state=State.KNOWN,
                by=By.BASELINE,
                moved=True,
            ),
        ),
    )


def _feed(line):
    ferry = "The ferry timetable will change by the degree of necessity."
    return document(
        "content/feed.jsonl",
        DocumentVerdict.MIXED,
        (sentence(ferry, line),),
        (
            alert(MIXED, Severity.WARNING, "The document is mixed.", 7),
            alert(
                "calque.degree",
                *(Severity.WARNING, "A set phrase carried over word for word.", 8, (line, 14, line, 40)),
                sentence=0,
                suggestion="as needed",
            ),
        ),
        id="7",
        format="jsonl",
    )


def _documents():
    cue, cell = "Here the ship is making a noise big.", "It is allowed to bring own drinks."
    return (
        _museum(),
        document("content/news/council-library.html", DocumentVerdict.NO_EVIDENCE),
        _feed(3),
        _feed(4),
        document(
            "content/captions/tour.srt",
            DocumentVerdict.TOO_SHORT,
            (sentence(cue, 7, Kind.CUE),),
            (
                alert(
                    "order.adjective",
                    *(Severity.ERROR, "An adjective stands before its noun.", 9, (7, 26, 7, 35)),
                    sentence=0,
                    place=Place(Unit.CUE, "2", 61.0, 63.5),
                ),
            ),
        ),
        document(
            "content/prices.xlsx",
            DocumentVerdict.TOO_SHORT,
            (sentence(cell, 7),),
            (
                alert(
                    "grammar.missing-article",
                    *(Severity.ERROR, "A countable noun stands without an article.", 10),
                    sentence=0,
                    place=Place(Unit.CELL, "House rules!B7"),
                ),
            ),
            format="xlsx",
        ),
        document(
            "content/odd, |name| `x`: 1%.md",
            DocumentVerdict.NO_EVIDENCE,
            (sentence(HOSTILE, 2),),
            (
                alert("own.hostile", Severity.ERROR, HOSTILE, 11, (2, 1, 2, 9), sentence=0, suggestion=HOSTILE),
                alert(UNUSED, Severity.WARNING, "The suppression suppresses nothing.", 12, (9, 1, 9, 30)),
            ),
        ),
        document(
            "content/known.md",
            DocumentVerdict.NO_EVIDENCE,
            (sentence(cell, 1),),
            (
                alert("a.known", Severity.ERROR, "It is known.", 13, (1, 1, 1, 9), sentence=0, state=State.KNOWN),
                alert("a.let", Severity.ERROR, "It is let be.", 14, (1, 9, 1, 12), sentence=0, state=State.SUPPRESSED),
                alert("a.old", Severity.ERROR, "It is old.", 15, (1, 9, 1, 12), sentence=0, state=State.UNCHANGED),
            ),
        ),
    )


REPORT = Report(
    version="0.1.0",
    signature=Signature("0.1.0", "smollm2-135m", "probe-1", "news-1", "r12", "s3", "l1"),
    documents=_documents(),
    coverage=Coverage(
        files_seen=10,
        files_checked=6,
        files_skipped=(
            SkippedFile("content/logo.png", "no reader for .png files"),
            SkippedFile("content/de/hafen.md", "in another language (German)"),
            SkippedFile("content/big.csv", "larger than 50 MiB"),
            SkippedFile("content/feed.jsonl:9", "not a JSON object: <end & of file>"),
        ),
        files_failed=1,
        segments=12,
        characters_seen=4000,
        characters_read=2000,
        characters_scored=1500,
    ),
    gate=Gate(
        passed=False,
        reasons=(
            "1 of 8 documents is likely machine-translated: content/culture/harbour-museum.md",
            "5 findings are errors: content/odd, |name| `x`: 1%.md (1) and 3 more",
        ),
    ),
    seconds=3.42,
    notes=("The calibration has no captions shorter than 6 words: those abstain.",),
    baseline=Comparison(
        "mtqa-baseline.json",
        known=2,
        moved=1,
        fixed=(KnownEntry("00000000000000aa", "a.gone", "content/gone.md", count=2), KnownEntry("bb", LIKELY, "x.md")),
    ),
)


def of(*alerts, path="a.md", text="A sentence.", record=None, **fields):
    """Make a report of one document, whose only sentence is the text."""
    one = document(path, DocumentVerdict.NO_EVIDENCE, (sentence(text, 1),), alerts, id=record)
    return replace(REPORT, **{"documents": (one,), "coverage": Coverage(), "baseline": None, **fields})


def many(count):
    """Make a report of many alerts, a hundred in each file."""
    severities = list(Severity)
    text = "The exhibition was opened by the director of museum & will to work."
    documents = tuple(
        document(
            f"content/{start:06}.md",
            DocumentVerdict.NO_EVIDENCE,
            [sentence(f"{text} {number}", number + 1, evidence=number % 17) for number in range(100)],
            [
                alert(
                    f"a.rule-{n}", severities[n % 3], f"It's <odd> {n}.", start + n, (n + 1, 5, n + 1, 20), sentence=n
                )
                for n in range(100)
            ],
        )
        for start in range(0, count, 100)
    )
    return replace(REPORT, documents=documents)


@pytest.fixture(autouse=True)
def _no_service(monkeypatch):
    """Run as on no service, wherever the tests run."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def report():
    """The report with every kind of alert."""
    return REPORT


@pytest.fixture(scope="session")
def hostile():
    """The hostile text."""
    return HOSTILE


@pytest.fixture(scope="session")
def report_of():
    """The function that makes a report of some alerts in one document."""
    return of


@pytest.fixture(scope="session")
def make_alert():
    """The function that makes an alert."""
    return alert


@pytest.fixture(scope="session")
def report_of_many():
    """The function that makes a report of a number of alerts."""
    return many


@pytest.fixture(scope="session")
def rendered():
    """The function that renders a report in a format; the text must be UTF-8."""

    def render(report, name, settings=Settings()):  # noqa: B008 - frozen
        text = "".join(writing.render(report, name, settings))
        assert text.encode("utf-8").decode("utf-8") == text
        return text

    return render
