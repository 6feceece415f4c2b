"""What a page's scripts get to see: documents and sentences, worst first, as plain values for JSON."""

from __future__ import annotations

import dataclasses
import gc
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from mtqa.alert import Alert, State
from mtqa.report.html.beside import Blocks, document_beside
from mtqa.report.html.marks import Mark, Piece, marks, pieces, speakers, visible
from mtqa.report.html.mending import mended
from mtqa.report.html.view import Placed, by_evidence, passage, strip, worst_sentences
from mtqa.report.rounding import rounded
from mtqa.report.standing import of_document, of_sentence
from mtqa.result import DocumentResult, Finding, Report, SentenceResult, Verdict

MAX_SENTENCES = 50_000
"""Sentences that a page carries; the worst ones stay, and the page says how many were left out."""
MAX_WITH_TOKENS = 2_000
"""Sentences, worst first, that keep their token scores in a page."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a report a page holds.

    Attributes:
        documents: the documents, worst first.
        mode: what the page is: ``whole`` (one file), ``index`` (of a folder) or ``document`` (a page of a folder).
        id: the report's identity, which all pages share.
        hrefs: the address of each document's own page; empty for none.
        index: the address of the index, for a page of a folder.
        limits: what the page does not hold, in words.
    """

    documents: tuple[DocumentResult, ...]
    mode: str
    id: str
    hrefs: tuple[str, ...] = ()
    index: str = ""
    limits: tuple[str, ...] = ()


def page_data(report: Report, part: Part) -> dict[str, Any]:
    """Build a page's data. Absent values are left out; texts are safe to show as they are.

    An index carries suspicious sentences alone: the others are in the pages of their documents.
    """
    placed = worst_sentences(part.documents)
    if part.mode == "index":
        placed = [place for place in placed if place.sentence.verdict is Verdict.SUSPICIOUS]
    shown = placed[:MAX_SENTENCES]
    told = [_by_sentence(document) for document in part.documents]
    with_tokens = 0
    blocks = Blocks(part.documents)
    sentences: list[dict[str, Any]] = []
    with _uncollected():
        for place in shown:
            with_tokens += bool(place.sentence.tokens)
            alerts = told[place.document].get(place.order, ())
            document = part.documents[place.document]
            tokens = with_tokens <= MAX_WITH_TOKENS
            sentences.append(_sentence(document, place, alerts, tokens=tokens, block=blocks.number(place)))
    hrefs = part.hrefs or ("",) * len(part.documents)
    documents = [
        _document(document, own.get(None, ()), href, missing=part.mode != "index")
        for document, own, href in zip(part.documents, told, hrefs, strict=True)
    ]
    occurring = {finding.rule for place in shown for finding in place.sentence.findings}
    occurring |= {alert.rule for document in part.documents for alert in document.alerts}
    return {
        "documents": documents,
        "sentences": sentences,
        "rules": _rules(occurring),
        "blocks": blocks.found,
        "report": _present(
            id=part.id,
            version=visible(report.version),
            signature=visible(str(report.signature)),
            model=report.signature.model not in ("", "none"),
            mode=part.mode,
            index=part.index or None,
            limits=list(part.limits),
        ),
        "left_out": len(placed) - len(shown),
        "without_tokens": max(with_tokens - MAX_WITH_TOKENS, 0),
    }


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold back the search for cycles: it would go over a million values, all of which are kept, again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _by_sentence(document: DocumentResult) -> dict[int | None, list[Alert]]:
    """Return the alerts of each sentence; those about the document as a whole under None."""
    found: dict[int | None, list[Alert]] = {}
    for alert in document.alerts:
        found.setdefault(alert.sentence, []).append(alert)
    return found


def _document(document: DocumentResult, alerts: Sequence[Alert], href: str, *, missing: bool) -> dict[str, Any]:
    return _present(
        path=visible(document.path),
        id=None if document.id is None else visible(document.id),
        format=visible(document.format),
        language=visible(document.language or "") or None,
        verdict=document.verdict.value,
        standing=visible(of_document(document)) or None,
        raw=_raw(document),
        probability=_uncertain(document.probability),
        interval=document.interval and [_uncertain(bound) for bound in document.interval],
        evidence=rounded(document.evidence, 2),
        fluency=rounded(document.fluency, 1),
        suspicious=document.suspicious,
        judged=document.judged,
        sentences=len(document.sentences),
        passage=passage(document) or None,
        run=run(document),
        strip=strip(document),
        alerts=[_document_alert(alert) for alert in alerts] or None,
        href=href or None,
        beside=document_beside(document.beside, missing=missing),
    )


def _raw(document: DocumentResult) -> list[str | None] | None:
    """Return the path and the id as they are, where they can't be shown as they are: decisions name them."""
    names = [document.path, document.id]
    return None if all(name is None or visible(name) == name for name in names) else names


def _uncertain(probability: float | None) -> float | None:
    """Round a probability; only what is certain is 0 or 1, and nothing is."""
    shown = rounded(probability, 3)
    return shown if shown is None or probability in (0, 1) else min(max(shown, 0.001), 0.999)


def run(document: DocumentResult) -> list[int] | None:
    """Return the places of the first and the last sentence of the run that makes a document mixed.

    The document says its lines. Where several sentences stand in the first or the last of them, it is the part with the
    most evidence.
    """
    if document.passage is None:
        return None
    first, last = document.passage
    judged = [
        (order, sentence)
        for order, sentence in enumerate(document.sentences)
        if sentence.verdict is not Verdict.SKIPPED and first <= sentence.line <= last
    ]
    if not judged:
        return None
    sums = [0.0, *accumulate(sentence.evidence or 0.0 for _, sentence in judged)]
    low, best, found = 0, -math.inf, (0, len(judged) - 1)
    for i, (_, sentence) in enumerate(judged):
        if sentence.line == first and sums[i] < sums[low]:
            low = i
        if sentence.line == last and sums[i + 1] - sums[low] > best:
            best, found = sums[i + 1] - sums[low], (low, i)
    return [judged[found[0]][0], judged[found[1]][0]]


def _document_alert(alert: Alert) -> dict[str, Any]:
    return {**_alert(alert), "message": visible(alert.message), "sketch": list(alert.sketch)}


def _alert(alert: Alert, finding: int | None = None) -> dict[str, Any]:
    return _present(
        rule=visible(alert.rule),
        fingerprint=alert.fingerprint,
        occurrence=alert.occurrence,
        state=alert.state.value,
        severity=alert.severity.value,
        finding=finding,
    )


def _alerts(alerts: Iterable[Alert], findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return a sentence's alerts, each with the finding that it is of; the verdict on the sentence is of none."""
    free = dict(enumerate(findings))
    found = []
    for alert in alerts:
        of_rule = [i for i, finding in free.items() if finding.rule == alert.rule]
        number = next((i for i in of_rule if findings[i].span == alert.span), next(iter(of_rule), None))
        if number is not None:
            del free[number]
        found.append(_alert(alert, number))
    return found


def _sentence(
    document: DocumentResult, place: Placed, alerts: Sequence[Alert], *, tokens: bool, block: int | None
) -> dict[str, Any]:
    sentence = place.sentence
    marked = marks(sentence.text, sentence.tokens) if tokens else ()
    speaking = speakers(sentence.text, marked)
    findings = sorted(sentence.findings, key=lambda finding: (finding.within, finding.rule))
    return _present(
        document=place.document,
        order=place.order,
        segment=sentence.segment,
        line=sentence.line,
        column=sentence.column,
        where=None if sentence.place is None else visible(str(sentence.place)),
        kind=sentence.kind.value,
        verdict=sentence.verdict.value,
        reason=visible(sentence.reason) or None,
        standing=_standing(document, place.order, alerts),
        fluency=rounded(sentence.fluency, 1),
        evidence=rounded(sentence.evidence, 2),
        base=rounded(sentence.base, 2),
        pieces=[_piece(piece) for piece in pieces(sentence.text, marked, findings)],
        marks=[_mark(mark) for mark in marked] or None,
        speakers=speaking if any(speaking) else None,
        tint="evidence" if marked and by_evidence(sentence) else None,
        findings=[_finding(finding, _elsewhere(sentence, finding)) for finding in findings] or None,
        alerts=_alerts(alerts, findings) or None,
        mended=_mended(sentence),
        beside=block,
    )


def _standing(document: DocumentResult, order: int, alerts: Sequence[Alert]) -> str | None:
    """Say why a sentence does not count; its document's other alerts are not looked through for that."""
    if all(alert.state is State.NEW for alert in alerts):
        return None
    return visible(of_sentence(dataclasses.replace(document, alerts=tuple(alerts)), order)) or None


def _mended(sentence: SentenceResult) -> list[Any] | None:
    """Return a sentence with its suggestions applied: strings, and ``[text]`` for what is not as it was."""
    stretches = mended(sentence.text, sentence.findings)
    return [[visible(s.text)] if s.changed else visible(s.text) for s in stretches] or None


def _piece(piece: Piece) -> str | list[Any]:
    """Shorten a piece: a bare string, or ``[text, mark or -1, finding, finding…]``."""
    text = visible(piece.text)
    if piece.mark is None and not piece.findings:
        return text
    return [text, -1 if piece.mark is None else piece.mark, *piece.findings]


def _mark(mark: Mark) -> list[Any]:
    return [rounded(mark.surprisal, 1), rounded(mark.evidence, 2), *(visible(word) for word in mark.expected)]


def _elsewhere(sentence: SentenceResult, finding: Finding) -> str | None:
    """Name the place of a finding, where it is not that of its sentence's beginning."""
    place = sentence.place_of(finding)
    return None if place is None or place == sentence.place else visible(str(place))


def _finding(finding: Finding, place: str | None) -> dict[str, Any]:
    return _present(
        where=place,
        rule=visible(finding.rule),
        severity=finding.severity.value,
        message=visible(finding.message),
        suggestion=None if finding.suggestion is None else visible(finding.suggestion),
    )


def _rules(occurring: set[str]) -> dict[str, dict[str, Any]]:
    """Return the family of each rule that occurs, and what the catalogue says of those that it knows."""
    from mtqa.rules import RULES  # noqa: PLC0415 - the catalogue loads its lexicons

    known = {rule.id: rule for rule in RULES if rule.id in occurring}
    found = {}
    for name in sorted(occurring):
        rule = known.get(name)
        found[visible(name)] = _present(
            family=visible(name.partition(".")[0]),
            rationale=rule and (visible(rule.rationale) or None),
            source=rule and (visible(rule.source) or None),
            languages=rule and ([visible(language) for language in rule.languages] or None),
        )
    return found


def _present(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
