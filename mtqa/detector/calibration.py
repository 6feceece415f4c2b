"""What turns scores into answers: log-likelihood ratios, fluency, thresholds; a value that JSON holds.

Everything here was measured on text that the probe did not learn from; ``mtqa train`` writes it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mtqa.document import Kind

FRAGMENTS = frozenset({Kind.CAPTION, Kind.HEADING, Kind.CELL})
PROSE, FRAGMENT = "prose", "fragment"
GROUPS = (PROSE, FRAGMENT)

LEVELS = (
    *(0.0, 0.0005, 0.001, 0.0015, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05),
    *(i / 100 for i in range(10, 100, 5)),
    *(0.97, 0.98, 0.99, 1.0),
)
"""Shares of trusted sentences that are more surprising than each quantile of a fluency table, hardest end first."""


def group(kind: Kind, text: str) -> str:
    """Return which statistics a sentence is held against: full prose, or fragments such as captions.

    What ends without a mark is a fragment wherever it stands: a list item, a line of an index, a label.
    """
    return FRAGMENT if kind in FRAGMENTS or text[-1:].isalnum() else PROSE


@dataclass(frozen=True, slots=True)
class Evidence:
    """Maps a probe's score to a log-likelihood ratio in nats, by logistic regression on held-out text.

    A score of a short sentence says less than that of a long one, hence the terms with the sentence's length:
    ``llr = bias + score * slope + log(n / 20) * (length + score * interaction)``, n in tokens, clipped to ``limit``.
    (Platt 1999; with equal numbers of both classes the log odds are the log-likelihood ratio.)
    """

    bias: float
    slope: float
    length: float
    interaction: float
    limit: float = 6.0

    def llr(self, score: float, tokens: int) -> float:
        """Return the log-likelihood ratio of one sentence."""
        log_length = math.log(max(tokens, 3) / 20)
        value = self.bias + score * self.slope + log_length * (self.length + score * self.interaction)
        return max(-self.limit, min(self.limit, value))


@dataclass(frozen=True, slots=True)
class Band:
    """The surprisal of trusted sentences of up to ``tokens`` tokens: ``bits[i]`` at ``LEVELS[i]``, descending."""

    tokens: int
    bits: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fluency:
    """Places a sentence among trusted English of its group and length: 0 to 100, 100 the most natural."""

    bands: Mapping[str, tuple[Band, ...]]

    def of(self, name: str, mean_surprisal: float, tokens: int) -> float:
        """Return the percentage of trusted sentences of the group ``name`` that surprise the model as much or more."""
        bands = self.bands[name]
        band = next((b for b in bands if tokens <= b.tokens), bands[-1])
        ascending = band.bits[::-1]
        i = bisect_left(ascending, mean_surprisal)
        if i == 0:
            return 100.0
        if i == len(ascending):
            return 0.0
        low, high = ascending[i - 1], ascending[i]
        part = (mean_surprisal - low) / (high - low) if high > low else 1.0
        upper, lower = LEVELS[len(LEVELS) - i], LEVELS[len(LEVELS) - 1 - i]
        return 100 * (upper + (lower - upper) * part)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From what on a sentence is suspicious: evidence at least, or fluency at most.

    With the rules of severity error they flag the target share of trusted native sentences, all three together.
    """

    evidence: float
    fluency: float


@dataclass(frozen=True, slots=True)
class RuleWeights:
    """What rule hits say about their sentence: a Poisson log-likelihood ratio.

    A rule that hits machine output r1 times a sentence and human text r0 times adds log(r1 / r0) for its hit, and
    every sentence ``absent``, the sum of r0 - r1, for all that could have hit.
    """

    weights: Mapping[str, float]
    absent: float

    def llr(self, rules: Iterable[str]) -> float:
        """Return the log-likelihood ratio, in nats, of a sentence that these rules hit."""
        return self.absent + sum(self.weights.get(rule, 0.0) for rule in set(rules))


@dataclass(frozen=True, slots=True)
class DocumentModel:
    """How the mean evidence of a document's sentences is distributed: normal, around a mean for each class.

    Sentences of one document go together: their mean has the variance ``between + within / n``, however long the
    document gets, so that no length makes a verdict certain (random effects).

    Attributes:
        human: mean over human documents.
        machine: mean over machine-translated documents.
        between: variance between documents of one class.
        within: variance of a sentence within its document.
        threshold: log-likelihood ratio from which a document is likely machine-translated; the target share of
            trusted native documents passes it.
        mixed: probability, by chance alone, of as many suspicious sentences, below which a document is mixed.
        rate: the rate of suspicious sentences in good documents that ``mixed`` allows for.
    """

    human: float
    machine: float
    between: float
    within: float
    threshold: float
    mixed: float = 0.0005
    rate: float = 0.02

    def llr(self, mean: float, sentences: int) -> float:
        """Return the log-likelihood ratio, in nats, of a document whose sentences' evidence has this mean."""
        variance = self.between + self.within / sentences
        return (self.machine - self.human) * (mean - (self.machine + self.human) / 2) / variance


@dataclass(frozen=True, slots=True)
class Calibration:
    """All that was measured.

    Attributes:
        target: share of trusted native text that may be flagged.
        thresholds: by group.
        documents: for runs with the language model.
        rules_only: the same for runs without it.
    """

    target: float
    evidence: Evidence
    fluency: Fluency
    rules: RuleWeights
    thresholds: Mapping[str, Thresholds]
    documents: DocumentModel
    rules_only: DocumentModel
