"""Results of sentences: where they stand, why they were skipped, where the model's tokens are in them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from mtqa import text
from mtqa.detector import Measured
from mtqa.document import Sentence
from mtqa.result import Finding, SentenceResult, Severity, TokenScore, Verdict


def placed_tokens(
    sentence: Sentence, normalised: text.Normalised, measured: Measured, words: Sequence[float]
) -> tuple[TokenScore, ...]:
    """Place the model's tokens in the sentence and in the source."""
    placed = []
    for span, bits, expected, adds in zip(
        measured.spans, measured.surprisals.tolist(), measured.expected, words, strict=True
    ):
        within = normalised.origin.span(span.start, span.end)
        placed.append(TokenScore(sentence.locate(within), within, bits, expected, adds))
    return tuple(placed)


def grave(findings: Iterable[Finding]) -> bool:
    """Tell whether findings make their sentence suspicious."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def skipped(sentence: Sentence, reason: str, findings: tuple[Finding, ...]) -> SentenceResult:
    """Return a sentence that is not judged by itself; beside its source it may be suspicious all the same."""
    if not grave(findings):
        return dataclasses.replace(placed(sentence, Verdict.SKIPPED, reason), findings=findings)
    reasons = dict.fromkeys(f.message.rstrip(".") for f in findings if f.severity is not Severity.NOTE)
    return dataclasses.replace(placed(sentence, Verdict.SUSPICIOUS, "; ".join(reasons)), findings=findings)


def placed(sentence: Sentence, verdict: Verdict, reason: str) -> SentenceResult:
    """Return a sentence's result without scores and findings."""
    return SentenceResult(
        text=sentence.text,
        kind=sentence.kind,
        span=sentence.span,
        line=sentence.line,
        column=sentence.column,
        verdict=verdict,
        reason=reason,
        places=sentence.places,
        segment=sentence.segment,
    )
