"""Documents and sentences as reports show them: the worst first, and in few words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from mtqa.result import DocumentResult, DocumentVerdict, Report, SentenceResult, Severity, Verdict

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
