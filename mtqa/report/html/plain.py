"""The plain list: documents and the worst suspicious sentences as text, for readers without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtqa.beside import Change
from mtqa.report.html.assembly import escape
from mtqa.report.html.marks import marks, speakers, visible
from mtqa.report.html.strings import say
from mtqa.report.html.tables import PLAIN_LIMIT, items, lines, name_of, rest
from mtqa.report.html.view import Placed, passage, percent
from mtqa.report.scores import chrf
from mtqa.report.standing import of_document, of_sentence
from mtqa.result import DocumentResult, Report, SentenceResult, Verdict


def plain_documents(report: Report, documents: Sequence[DocumentResult]) -> str:
    """Render the documents, worst first, each with its figures in words."""
    if not documents:
        return f"<p>{escape(say('overview.lead_none'))}</p>"
    rows = "\n".join(
        f"<li><b>{name_of(document.name)}</b> {escape('; '.join(_figures(document)))}</li>"
        for document in documents[:PLAIN_LIMIT]
    )
    return lines(
        f"<ol>\n{rows}\n</ol>",
        rest("overview.rest_documents", report.counted().documents, report),
    )


def plain_sentences(report: Report, documents: Sequence[DocumentResult], placed: Sequence[Placed]) -> str:
    """Render the worst suspicious sentences.

    Args:
        report: the run.
        documents: its documents, worst first.
        placed: their sentences, worst first.
    """
    suspicious = [p for p in placed if p.sentence.verdict is Verdict.SUSPICIOUS]
    cards = "\n".join(plain_sentence(documents[p.document], p) for p in suspicious[:PLAIN_LIMIT])
    return lines(
        f"<h2>{escape(say('overview.plain_sentences'))}</h2>",
        f"<ol>\n{cards}\n</ol>" if cards else f"<p>{escape(say('overview.plain_none'))}</p>",
        rest("overview.rest_sentences", report.suspicious, report),
    )


def plain_sentence(document: DocumentResult, placed: Placed) -> str:
    """Render a suspicious sentence as text that needs no script."""
    sentence = placed.sentence
    where = "" if sentence.place is None else f" ({sentence.place})"
    figures = "; ".join(
        [sentence.kind.value, *_fluency(sentence.fluency), *_evidence(sentence.evidence)],
    )
    said = [_speaking(sentence), visible(sentence.reason)]
    if state := of_sentence(document, placed.order):
        said.append(say("overview.plain_uncounted", state=visible(state)))
    return lines(
        f"<li><b>{name_of(f'{document.name}:{sentence.line}:{sentence.column}{where}')}</b> {escape(figures)}",
        f"<blockquote>{name_of(sentence.text)}</blockquote>",
        *(f"<p>{escape(text)}</p>" for text in said if text),
        *_beside(sentence),
        items("", _findings(sentence)) + "</li>",
    )


def _figures(document: DocumentResult) -> Iterator[str]:
    verdict, state = document.verdict.value, of_document(document)
    yield say("overview.plain_standing", verdict=verdict, standing=visible(state)) if state else verdict
    if document.probability is not None:
        share = percent(document.probability)
        if document.interval is None:
            yield say("overview.plain_probability", share=share)
        else:
            low, high = map(percent, document.interval)
            yield say("overview.plain_interval", share=share, low=low, high=high)
    if document.beside is not None and (score := chrf(document.beside.scores)) is not None:
        yield say("beside.plain_chrf", score=f"{score:.1f}")
    yield from _evidence(document.evidence)
    yield from _fluency(document.fluency)
    yield say("overview.plain_suspicious", suspicious=document.suspicious, count=document.judged)
    if said := passage(document):
        yield said


def _fluency(fluency: float | None) -> Iterator[str]:
    if fluency is not None:
        yield say("overview.plain_fluency", fluency=f"{fluency:.0f}")


def _evidence(evidence: float | None) -> Iterator[str]:
    if evidence is not None:
        yield say("overview.plain_evidence", evidence=f"{evidence:+.2f}")


def _beside(sentence: SentenceResult) -> Iterator[str]:
    """Render what stands beside a sentence."""
    beside = sentence.beside
    if beside is None:
        return
    before = beside.previous.text if beside.previous and beside.previous.change is Change.CHANGED else ""
    said = [("beside.source", beside.source), *(("beside.reference", each) for each in beside.references)]
    for key, text in (*said, ("beside.before", before)):
        if text:
            yield f"<p>{escape(say(key))}: {name_of(text)}</p>"


def _findings(sentence: SentenceResult) -> Iterator[str]:
    for hit in sentence.findings:
        values = {"severity": hit.severity.value, "message": hit.message, "rule": hit.rule}
        if hit.suggestion:
            yield say("overview.plain_mending", **values, suggestion=hit.suggestion)
        else:
            yield say("overview.plain_finding", **values)


def _speaking(sentence: SentenceResult) -> str:
    """Name the words that speak most for a machine, and those that speak most against."""
    marked = marks(sentence.text, sentence.tokens)
    sides = []
    for key, numbers in zip(
        ("overview.plain_for", "overview.plain_against"), speakers(sentence.text, marked), strict=True
    ):
        words = [visible(sentence.text[marked[i].span.start : marked[i].span.end]) for i in numbers]
        sides += [say(key, words=", ".join(words))] if words else []
    return " · ".join(sides)
