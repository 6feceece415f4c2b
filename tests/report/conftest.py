"""Reports for the HTML tests: a realistic one, and large ones by number of sentences."""

import re
import sys
import types
import zlib
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from mtqa.coverage import LeftOut, Masked
from mtqa.document import Document, Kind, Place, Span, Unit
from mtqa.gate.alerting import with_alerts
from mtqa.report.html import render_html
from mtqa.result import (
    Coverage,
    DocumentResult,
    DocumentVerdict,
    ErrorRate,
    Finding,
    Gate,
    Report,
    SentenceResult,
    Severity,
    Signature,
    SkippedFile,
    TokenScore,
    Verdict,
)

SIGNATURE = Signature("0.1.0", "smollm2-135m", "probe-1", "news-1", "r12", "s3", "l1")


CUES = (Place(Unit.CUE, "2", 61.0, 63.5), Place(Unit.CUE, "3", 63.6, 65.04, at=17))


def tokenised(text, surprises):
    """Score every word of a text: the surprising ones as told (bits, expected, evidence), the rest steadily low."""
    tokens = []
    for match in re.finditer(r"\s?(?:[\w’-]+|[^\w\s])", text):
        word = match[0].strip()
        steady = zlib.crc32(word.encode())
        bits, expected, *adds = surprises.get(word, (steady % 60 / 10, ()))
        span = Span(match.start(), match.end())
        tokens.append(TokenScore(span, span, bits, expected, adds[0] if adds else (steady % 19 - 9) / 100))
    return tuple(tokens)


def hit(text, part, rule, message, severity=Severity.ERROR, suggestion=None):
    """Make a finding on the first occurrence of a part of the text."""
    span = Span(text.index(part), text.index(part) + len(part))
    return Finding(rule, severity, span, span, message, suggestion)


def sentence(text, line, verdict=Verdict.CLEAR, **fields):
    """Make a sentence result that starts its line."""
    given = {"kind": Kind.PARAGRAPH, "column": 1, "fluency": 61.0, "evidence": -1.4, **fields}
    if given["evidence"] is not None:
        given["base"] = given["evidence"] - sum(token.evidence for token in given.get("tokens", ()))
    return SentenceResult(text=text, span=Span(0, len(text)), line=line, verdict=verdict, **given)


def alerted(document):
    """Give a document its alerts, and the model its part of the reasons."""
    spoken = ("machine-like", "reads")
    sentences = tuple(
        replace(s, model_reason=s.reason.lower() if any(word in s.reason.lower() for word in spoken) else "")
        if s.verdict is Verdict.SUSPICIOUS
        else s
        for s in document.sentences
    )
    read = Document(document.path, document.format, (), "\n" * 20)
    return with_alerts(read, replace(document, sentences=sentences), lambda _: False)


def _museum():
    opened = "The exhibition was opened by the director of museum and will to work until the end of month."
    photo = "Everybody can make a photo with the famous ship on the memory."
    harbour = "For many years already this harbour calls the interest at tourists and not only."
    caption = "Visitors of museum on the background ship Aurora, archive photo Litauens"
    return DocumentResult(
        path="content/culture/harbour-museum.md",
        id=None,
        format="markdown",
        language="en",
        verdict=DocumentVerdict.LIKELY,
        probability=0.972,
        interval=(0.91, 0.993),
        evidence=9.8,
        fluency=14.2,
        sentences=(
            sentence("New exhibition in Harbour museum", 1, kind=Kind.HEADING, fluency=38.0, evidence=0.6),
            sentence(
                opened,
                5,
                Verdict.SUSPICIOUS,
                fluency=2.1,
                evidence=3.4,
                reason="Machine-like (evidence 3.4 nats) and reads oddly (fluency 2).",
                tokens=tokenised(
                    opened,
                    {
                        "museum": (9.1, ("the museum", "the National", "the City"), 0.42),
                        "to": (12.4, ("be", "run", "remain"), 0.71),
                        "work": (14.2, ("be", "run", "continue"), 1.24),
                        "month": (8.3, ("the month", "October", "the year"), 0.14),
                        "exhibition": (3.1, (), -0.36),
                        "director": (2.2, (), -0.12),
                    },
                ),
                findings=(
                    hit(
                        opened,
                        "of museum",
                        "grammar.missing-article",
                        "A countable noun stands without an article.",
                        Severity.WARNING,
                        "of the museum",
                    ),
                    hit(
                        opened,
                        "will to work",
                        "grammar.modal-to",
                        "A modal verb takes the bare infinitive.",
                        Severity.ERROR,
                        "will be open",
                    ),
                    hit(
                        opened,
                        "to work",
                        "calque.work-open",
                        "Exhibitions are open; they don’t work.",
                        Severity.NOTE,
                        "be open",
                    ),
                ),
            ),
            sentence(
                photo,
                7,
                Verdict.SUSPICIOUS,
                fluency=6.4,
                evidence=2.2,
                reason="Rule calque.make-photo hit; reads oddly (fluency 6).",
                tokens=tokenised(
                    photo,
                    {"make": (7.2, ("take", "be", "see"), 0.64), "memory": (10.6, ("deck", "wall", "harbour"), 0.33)},
                ),
                findings=(
                    hit(
                        photo,
                        "make a photo",
                        "calque.make-photo",
                        "Word-for-word from another language.",
                        Severity.ERROR,
                        "take a photo",
                    ),
                ),
            ),
            sentence("The ship was built in 1897 and has been a museum since the war.", 9),
            sentence(
                harbour,
                11,
                Verdict.SUSPICIOUS,
                fluency=3.0,
                evidence=4.5,
                reason="Machine-like (evidence 4.5 nats) and reads oddly (fluency 3).",
                tokens=tokenised(
                    harbour,
                    {
                        "calls": (11.8, ("has", "is", "was")),
                        "at": (9.7, ("of", "in", "from")),
                        "only": (6.6, ()),
                    },
                ),
                findings=(
                    hit(
                        harbour,
                        "and not only",
                        "calque.and-not-only",
                        "A translated tag that leaves the sentence open.",
                        Severity.WARNING,
                        "and others",
                    ),
                ),
            ),
            sentence(
                caption,
                14,
                Verdict.SUSPICIOUS,
                kind=Kind.CAPTION,
                fluency=0.4,
                evidence=2.6,
                reason="Garbled caption; reads very differently from trusted captions (fluency 0.4).",
                tokens=tokenised(
                    caption, {"Litauens": (17.9, ("of", "by", "(")), "ship": (8.8, ("of the", "of a"), 0.48)}
                ),
                findings=(
                    hit(
                        caption,
                        "Litauens",
                        "residue.foreign-word",
                        "A word of another language was left over.",
                        Severity.ERROR,
                    ),
                ),
            ),
            sentence(
                "By our correspondent",
                16,
                Verdict.SKIPPED,
                kind=Kind.BYLINE,
                fluency=None,
                evidence=None,
                reason="not prose: a byline",
            ),
        ),
    )


def _others():
    ferry = "The ferry timetable will change by the degree of necessity from the first of May."
    plain = "The council voted on Tuesday to keep the library open on Sundays, two years after it had cut the hours."
    return (
        DocumentResult(
            "content/news/council-library.html", None, "html", "en", DocumentVerdict.NO_EVIDENCE, 0.021, (0.004, 0.06), -6.3, 67.0,
            (sentence(plain, 12, column=8), sentence("Opening hours will be posted next week.", 14, column=8, evidence=-0.7, fluency=72.0),
             sentence("Read more", 20, Verdict.SKIPPED, column=3, fluency=None, evidence=None, reason="too short")),
        ),
        DocumentResult(
            "content/feed.jsonl", "ferry-2031", "jsonl", "en", DocumentVerdict.MIXED, 0.48, (0.17, 0.81), 0.9, 33.0,
            (sentence(ferry, 3, Verdict.SUSPICIOUS, column=14, fluency=9.0, evidence=1.9, reason="Machine-like (evidence 1.9 nats).",
                      tokens=tokenised(ferry, {"degree": (11.1, ("end", "middle", "time"), 0.55), "necessity": (8.4, ("the",), 0.21)}),
                      findings=(hit(ferry, "by the degree of necessity", "calque.degree-of-necessity", "A set phrase carried over word for word.", Severity.WARNING, "as needed"),)),
             sentence("Passengers should check the board before they travel.", 3, column=101, evidence=-0.9)),
            passage=(3, 3),
        ),
        DocumentResult(
            "content/captions/harbour-tour.srt", None, "srt", "en", DocumentVerdict.TOO_SHORT, 0.31, (0.03, 0.86), 0.2, 51.0,
            (sentence("And here you can see the old crane.", 9, kind=Kind.CUE, evidence=0.2, fluency=51.0, places=CUES),),
        ),
    )  # fmt: skip


def big_report(count, *, suspicious=1.0, tokens=True, per_document=50):
    """Make a report of ``count`` sentences, a share of them suspicious, over documents of fifty."""
    words = "harbour crane ferry museum winter sailor market bridge tower window garden letter singer winner".split()
    sentences = []
    for number in range(count):
        text = " ".join(words[zlib.crc32(f"{number}.{i}".encode()) % len(words)] for i in range(27)) + f" {number}."
        bad = zlib.crc32(f"v{number}".encode()) % 1000 < suspicious * 1000
        surprises = {
            word: (5 + zlib.crc32(f"{number}{word}".encode()) % 120 / 10, tuple(words[i : i + 3]))
            for i, word in enumerate(words)
        }
        sentences.append(
            sentence(
                text,
                number + 1,
                Verdict.SUSPICIOUS if bad else Verdict.CLEAR,
                fluency=zlib.crc32(f"f{number}".encode()) % 1000 / 10,
                evidence=zlib.crc32(f"e{number}".encode()) % 900 / 100 - 4,
                reason="Machine-like and reads oddly." if bad else "",
                tokens=tokenised(text, surprises) if tokens and bad else (),
                findings=(
                    hit(
                        text,
                        text.split()[3],
                        f"calque.{text.split()[3]}",
                        "Word-for-word from another language.",
                        suggestion="as needed",
                    ),
                )
                if bad
                else (),
            )
        )
    documents = tuple(
        alerted(DocumentResult(f"content/{start:06}.md", None, "markdown", "en", DocumentVerdict.MIXED, 0.5, (0.3, 0.7), 0.4, 40.0, tuple(sentences[start : start + per_document])))
        for start in range(0, count, per_document)
    )  # fmt: skip
    return replace(_report(), documents=documents)


def _report():
    return Report(
        version="0.1.0",
        signature=SIGNATURE,
        documents=tuple(map(alerted, (*_others()[:1], _museum(), *_others()[1:]))),
        coverage=Coverage(
            files_seen=7,
            files_checked=4,
            files_skipped=(
                SkippedFile("content/logo.md", "is not text: a PNG image"),
                SkippedFile("content/de/hafen.md", "not English: German"),
                SkippedFile("content/big.csv", "larger than 50 MiB"),
            ),
            characters_read=4812,
            characters_scored=4405,
            segments=38,
            characters_seen=9120,
            masked=(Masked("code", 1204, 0), Masked("<nav>", 318, 77)),
            omitted=(LeftOut("a rolling duplicate", 12),),
        ),
        gate=Gate(passed=False, reasons=("1 document is likely machine-translated (content/culture/harbour-museum.md)",)),
        seconds=3.42,
        device="cpu, 2 threads, bfloat16",
        notes=("The calibration has no captions shorter than 6 words: those abstain.",),
        rates=(ErrorRate("sentences of native prose", 41, 5120), ErrorRate("native documents", 0, 310)),
    )  # fmt: skip


@pytest.fixture
def html_sample_report():
    """A run over four documents with every verdict, kind of finding and token scores."""
    return _report()


@pytest.fixture
def html_big_report():
    """The function that makes a report of a given number of sentences."""
    return big_report


@pytest.fixture
def html_rules(monkeypatch):
    """A catalogue of one rule in place of the real one, whose wording may change."""
    catalogue = types.ModuleType("mtqa.rules")
    catalogue.own = types.SimpleNamespace(load=lambda _: ())
    catalogue.RULES = (
        types.SimpleNamespace(
            id="calque.make-photo",
            severity=Severity.ERROR,
            message="Word-for-word from another language.",
            must_flag=("We made a photo.",),
            must_pass=("We took a photo.",),
            rationale="Many languages make a photo where English takes one.",
            source="own observation",
            languages=("ru", "de"),
        ),
        types.SimpleNamespace(id="calque.unused", rationale="Not in the report.", source="", languages=()),
    )
    monkeypatch.setitem(sys.modules, "mtqa.rules", catalogue)


@pytest.fixture
def visit(browser, tmp_path):
    """A function that opens a report and returns the page; the page may not complain or request anything."""
    contexts, complaints, requests = [], [], []

    def opened(report, *, hash_="", ready="[data-ready]", **options):
        path = tmp_path / "report.html"
        path.write_text(render_html(report), encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url.split("#")[0]))
        page.goto(path.as_uri() + hash_)
        page.wait_for_selector(ready)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert {url for url in requests if not url.startswith("blob:")} == {(tmp_path / "report.html").as_uri()}


SHOWN = "new Promise((shown) => addEventListener('hashchange', () => setTimeout(shown), { once: true }))"


@pytest.fixture
def turn():
    """A function that goes to another view of an open page and waits until the page shows it.

    A browser tells a page of a new address some time after the address has changed.
    """

    def turned(page, hash_):
        page.evaluate(f"(hash) => {{ const shown = {SHOWN}; location.hash = hash; return shown; }}", hash_)

    return turned


@pytest.fixture
def follow():
    """A function that clicks on a link to another view and waits until the page shows it."""

    def followed(page, link):
        page.evaluate(f"() => {{ window.shown = {SHOWN}; }}")
        link.click()
        page.evaluate("() => window.shown")

    return followed


class Text(HTMLParser):
    """Collects the tags and attributes of some HTML, and the text of one section."""

    def __init__(self, section):
        super().__init__()
        self.section, self.depth, self.lines, self.tags, self.attributes = section, 0, [], [], []

    def handle_starttag(self, tag, attrs):
        """Note the tag, and whether the wanted section starts."""
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "section" and (self.depth or dict(attrs).get("id") == self.section):
            self.depth += 1

    def handle_endtag(self, tag):
        """Note whether the wanted section ends."""
        self.depth -= tag == "section" and self.depth > 0

    def handle_data(self, data):
        """Keep the section's text."""
        if self.depth and data.strip():
            self.lines.append(data.strip())


@pytest.fixture
def html_parsed():
    """Return a function that parses HTML and returns its parser, which has the text of one section."""

    def parse(html, section="plain"):
        parser = Text(section)
        parser.feed(html)
        return parser

    return parse
