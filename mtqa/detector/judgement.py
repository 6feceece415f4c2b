"""From sentences' evidence to verdicts, in words that never say more than was measured."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pvariance
from typing import NamedTuple

from mtqa.detector.calibration import DocumentModel, Limits
from mtqa.detector.passages import Passage, find_passage
from mtqa.result import DocumentVerdict, Finding, Severity, Verdict

SENTENCES, WORDS = 3, 40
"""Below this many judged sentences or words nothing is said about a document."""

SILENT = 0.05
"""An interval from below this to above one less this says nothing: the document is too short."""

WORDS_TO_READ_ODDLY = 6
"""Words from which on low fluency alone makes a sentence suspicious."""


@dataclass(frozen=True, slots=True)
class DocumentJudgement:
    """A document's verdict, with the probability at even odds and its 95 % interval; None where too short to say.

    ``passage`` is the run of judged sentences that makes a document mixed, where one does.
    """

    verdict: DocumentVerdict
    probability: float | None
    interval: tuple[float, float] | None
    evidence: float | None
    passage: Passage | None = None


class SentenceJudgement(NamedTuple):
    """A sentence's verdict, why it is suspicious, and what of that the language model says."""

    verdict: Verdict
    reason: str = ""
    model_reason: str = ""


def reads_oddly(text: str, fluency: float, limit: float) -> bool:
    """Tell whether a sentence's fluency alone makes it suspicious.

    Names and labels of a few words surprise any model, and say nothing about translation.
    """
    return fluency <= limit and len(text.split()) >= WORDS_TO_READ_ODDLY


def judge_sentence(
    limits: Limits,
    text: str,
    fluency: float | None,
    evidence: float | None,
    findings: Sequence[Finding],
) -> SentenceJudgement:
    """Return the verdict of a sentence under the limits of its group and length, and why it is suspicious."""
    reasons = [finding.message.rstrip(".") for finding in findings if finding.severity is Severity.ERROR]
    of_model: list[str] = []
    # Without the model (no fluency) the evidence is the rules' own, which severity already speaks for.
    if fluency is not None and evidence is not None:
        if evidence >= limits.evidence:
            of_model.append(f"machine-like (evidence {evidence:+.1f}, threshold {limits.evidence:+.1f})")
        if reads_oddly(text, fluency, limits.fluency):
            share = f"{max(fluency, 0.01):.2f}".rstrip("0").rstrip(".")
            of_model.append(f"reads oddly (only {share} % of trusted English of its kind and length reads as oddly)")
    if not reasons and not of_model:
        return SentenceJudgement(Verdict.CLEAR)
    reasons += of_model
    reasons += [f.message.rstrip(".") for f in findings if f.severity is Severity.WARNING]
    return SentenceJudgement(Verdict.SUSPICIOUS, "; ".join(dict.fromkeys(reasons)), "; ".join(of_model))


def judge_document(model: DocumentModel, evidence: Sequence[float], suspicious: int, words: int) -> DocumentJudgement:
    """Judge a document by its judged sentences' evidence (nats), how many are suspicious, and its words."""
    n = len(evidence)
    if not n:
        return DocumentJudgement(DocumentVerdict.TOO_SHORT, None, None, None)
    mean = fmean(evidence)
    if n < SENTENCES or words < WORDS:
        return DocumentJudgement(DocumentVerdict.TOO_SHORT, None, None, mean)
    spread = 1.96 * math.sqrt(max(pvariance(evidence), model.within) / n)
    llr = model.llr(mean, n)
    low, high = (_probability(model.llr(m, n)) for m in (mean - spread, mean + spread))
    passage = find_passage(model, evidence)
    if passage is not None and passage.llr < model.passage:
        passage = None
    if llr >= model.threshold:
        verdict = DocumentVerdict.LIKELY
    elif passage is not None or (suspicious > 1 and binomial_tail(suspicious, n, model.rate) < model.mixed):
        verdict = DocumentVerdict.MIXED
    elif low < SILENT and high > 1 - SILENT:
        verdict = DocumentVerdict.TOO_SHORT
    else:
        verdict = DocumentVerdict.NO_EVIDENCE
    mixed = passage if verdict is DocumentVerdict.MIXED else None
    return DocumentJudgement(verdict, _probability(llr), (low, high), mean, mixed)


def binomial_tail(hits: int, trials: int, rate: float) -> float:
    """Return the probability of at least ``hits`` in ``trials`` at ``rate``."""

    def log_share(k: int) -> float:
        ways = math.lgamma(trials + 1) - math.lgamma(k + 1) - math.lgamma(trials - k + 1)
        return ways + k * math.log(rate) + (trials - k) * math.log1p(-rate)

    return max(0.0, 1.0 - math.fsum(math.exp(log_share(k)) for k in range(hits)))


def _probability(llr: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, llr))))
