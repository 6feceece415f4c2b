"""What the page's script gets to see: documents and sentences, worst first, as plain values for JSON."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

from mtqa.report.html.marks import Mark, Piece, marks, pieces, speakers, visible
from mtqa.report.standing import of_document, of_sentence
from mtqa.result import (
    DocumentResult,
    DocumentVerdict,
    Finding,
    Report,
    SentenceResult,
    Severity,
    Verdict,
)

MAX_SENTENCES = 20_000
"""Sentences that the page carries; the worst ones stay, and the page says how many were left out."""
MAX_WITH_TOKENS = 3_000
"""Sentences, worst first, that keep their token scores in the page."""

_STRIP = 48
_BY_EVIDENCE = "machine-like (evidence"
_VERDICTS = list(Verdict)
_DOCUMENT_VERDICTS = list(DocumentVerdict)
_WEIGHT = {Severity.ERROR: 2.0, Severity.WARNING: 1.0, Severity.NOTE: 0.25}


class Placed(NamedTuple):
    """A sentence with its document's place in the worst-first list and its own place in reading order."""

    document: int
    order: int
    sentence: SentenceResult


def worst_documents(report: Report) -> list[DocumentResult]:
    """Return the documents by verdict, then probability, then suspicious sentences; ties in reading order."""
    return sorted(report.documents, key=rank)


def rank(document: DocumentResult) -> tuple[float, float, float]:
    """Return what the worst document is the first by; probabilities count as they read in the JSON report."""
    return (
        _DOCUMENT_VERDICTS.index(document.verdict),
        -1 if document.probability is None else -round(document.probability, 4),
        -document.suspicious,
    )


def worst_sentences(documents: Iterable[DocumentResult]) -> list[Placed]:
    """Return every sentence, suspicious ones first and skipped ones last, each group worst first."""
    placed = [
        Placed(number, order, sentence)
        for number, document in enumerate(documents)
        for order, sentence in enumerate(document.sentences)
    ]
    return sorted(placed, key=lambda p: (_VERDICTS.index(p.sentence.verdict), -badness(p.sentence)))


def badness(sentence: SentenceResult) -> float:
    """Add up what speaks against a sentence, in nats: evidence, rare disfluency, and findings by severity.

    Figures count as they read in the JSON report, so that what was read back from one ranks as before.
    """
    total = sum(_WEIGHT[finding.severity] for finding in sentence.findings)
    if sentence.evidence is not None:
        total += round(sentence.evidence, 3)
    if sentence.fluency is not None:
        total -= math.log(max(round(sentence.fluency, 1), 0.1) / 100)
    return total


def island(report: Report) -> dict[str, Any]:
    """Build the page's data. Absent values are left out; texts are safe to show as they are."""
    documents = worst_documents(report)
    placed = worst_sentences(documents)
    shown = placed[:MAX_SENTENCES]
    with_tokens = 0
    sentences: list[dict[str, Any]] = []
    for place in shown:
        with_tokens += bool(place.sentence.tokens)
        sentences.append(_sentence(documents[place.document], place, tokens=with_tokens <= MAX_WITH_TOKENS))
    return {
        "documents": [_document(document) for document in documents],
        "sentences": sentences,
        "rules": _rules({f.rule for place in shown for f in place.sentence.findings}),
        "left_out": len(placed) - len(shown),
        "without_tokens": max(with_tokens - MAX_WITH_TOKENS, 0),
    }


def _document(document: DocumentResult) -> dict[str, Any]:
    return _present(
        path=visible(document.path),
        id=None if document.id is None else visible(document.id),
        format=visible(document.format),
        language=visible(document.language or "") or None,
        verdict=document.verdict.value,
        state=visible(of_document(document)) or None,
        probability=_rounded(document.probability, 3),
        interval=document.interval and [_rounded(bound, 3) for bound in document.interval],
        evidence=_rounded(document.evidence, 2),
        fluency=_rounded(document.fluency, 1),
        suspicious=document.suspicious,
        judged=document.judged,
        sentences=len(document.sentences),
        passage=passage(document) or None,
        strip=strip(document),
    )


def passage(document: DocumentResult) -> str:
    """Say which lines make a document mixed; nothing where there is no such run."""
    if document.passage is None:
        return ""
    first, last = document.passage
    if first == last:
        return f"line {first} reads like machine translation"
    return f"lines {first}-{last} read like machine translation"


def by_evidence(sentence: SentenceResult) -> bool:
    """Tell whether a sentence is suspicious by its evidence, which its reason then says (see `judge_sentence`)."""
    return sentence.verdict is Verdict.SUSPICIOUS and _BY_EVIDENCE in sentence.model_reason


def percent(share: float) -> str:
    """Write a share in whole percent; only what is certain reads 0% or 100%."""
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{share:.0%}"


def strip(document: DocumentResult) -> str:
    """Draw the document's sentences in at most 48 cells: ``x`` suspicious, ``.`` clear, ``-`` skipped."""
    count = len(document.sentences)
    cells = min(count, _STRIP)
    sign = {Verdict.SUSPICIOUS: "x", Verdict.CLEAR: ".", Verdict.SKIPPED: "-"}
    return "".join(
        sign[
            min(
                (s.verdict for s in document.sentences[i * count // cells : (i + 1) * count // cells]),
                key=_VERDICTS.index,
            )
        ]
        for i in range(cells)
    )


def _sentence(document: DocumentResult, place: Placed, *, tokens: bool) -> dict[str, Any]:
    sentence = place.sentence
    marked = marks(sentence.text, sentence.tokens) if tokens else ()
    speaking = speakers(sentence.text, marked)
    findings = sorted(sentence.findings, key=lambda finding: (finding.within, finding.rule))
    return _present(
        document=place.document,
        order=place.order,
        line=sentence.line,
        column=sentence.column,
        where=None if sentence.place is None else visible(str(sentence.place)),
        kind=sentence.kind.value,
        verdict=sentence.verdict.value,
        reason=visible(sentence.reason) or None,
        state=visible(of_sentence(document, place.order)) or None,
        fluency=_rounded(sentence.fluency, 1),
        evidence=_rounded(sentence.evidence, 2),
        pieces=[_piece(piece) for piece in pieces(sentence.text, marked, findings)],
        marks=[_mark(mark) for mark in marked] or None,
        speakers=speaking if any(speaking) else None,
        tint="evidence" if marked and by_evidence(sentence) else None,
        findings=[_finding(finding, _elsewhere(sentence, finding)) for finding in findings] or None,
    )


def _piece(piece: Piece) -> str | list[Any]:
    """Shorten a piece: a bare string, or ``[text, mark or -1, finding, finding…]``."""
    text = visible(piece.text)
    if piece.mark is None and not piece.findings:
        return text
    return [text, -1 if piece.mark is None else piece.mark, *piece.findings]


def _mark(mark: Mark) -> list[Any]:
    return [_rounded(mark.surprisal, 1), _rounded(mark.evidence, 2), *(visible(word) for word in mark.expected)]


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
    """Fetch what the catalogue says of the rules that occur; a rule it doesn't know (a plug-in's) has no entry."""
    from mtqa.rules import RULES  # noqa: PLC0415 - the catalogue loads its lexicons

    return {
        visible(rule.id): _present(
            rationale=visible(rule.rationale) or None,
            source=visible(rule.source) or None,
            languages=[visible(language) for language in rule.languages] or None,
        )
        for rule in RULES
        if rule.id in occurring
    }


def _present(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _rounded(value: float | None, digits: int) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return round(value, digits) + 0.0
