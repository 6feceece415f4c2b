"""What turns scores into answers: log-likelihood ratios, fluency, thresholds; a value that JSON holds.

Everything here was measured on text that the probe did not learn from; ``mtqa train`` writes it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mtqa.detector.features import Features
from mtqa.detector.first_look import FirstLook
from mtqa.document import Kind
from mtqa.result import ErrorRate as ErrorRate  # noqa: PLC0414 - imported from here, too

PROSE, CAPTION, HEADING, MESSAGE = "prose", "caption", "heading", "message"
GROUPS = (PROSE, CAPTION, HEADING, MESSAGE)
"""Each group has fluency tables and thresholds of its own."""

_GROUP_OF = {Kind.CAPTION: CAPTION, Kind.HEADING: HEADING, Kind.CELL: HEADING, Kind.MESSAGE: MESSAGE}

LEVELS = (
    *(0.0, 0.0005, 0.001, 0.0015, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05),
    *(i / 100 for i in range(10, 100, 5)),
    *(0.97, 0.98, 0.99, 1.0),
)
"""Shares of trusted sentences that are odder than each quantile of a fluency table, hardest end first."""


def group(kind: Kind, text: str) -> str:
    """Return which statistics a sentence is held against: those of prose, captions, headings or messages.

    What ends without a mark is held against headings wherever it stands: a list item, a line of an index, a label.
    """
    return _GROUP_OF.get(kind, HEADING if text[-1:].isalnum() else PROSE)


INPUTS = ("machine", "translated", "probe", "surprisal", "spread", "shocks", "length", "machine*length", "probe*length")
"""What the evidence is linear in: features, and products of two."""


def inputs(features: Features) -> tuple[float, ...]:
    """Return the values of `INPUTS`."""
    length = features.length
    return (
        *(features.machine, features.translated, features.probe),
        *(features.surprisal, features.spread, features.shocks),
        *(length, features.machine * length, features.probe * length),
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """Maps features to a log-likelihood ratio in nats, by logistic regression on held-out text.

    With equal weight on both classes the log odds are the log-likelihood ratio (Platt 1999). A score of a short
    sentence says less than that of a long one, hence the products with length.

    Attributes:
        bias: added.
        weights: by the name of the input, as in `INPUTS`.
        limit: the ratio is clipped to this on either side.
    """

    bias: float
    weights: Mapping[str, float]
    limit: float = 6.0

    def llr(self, features: Features) -> float:
        """Return the log-likelihood ratio of one sentence."""
        value = self.bias + sum(
            self.weights.get(name, 0.0) * x for name, x in zip(INPUTS, inputs(features), strict=True)
        )
        return max(-self.limit, min(self.limit, value))

    def slopes(self, features: Features) -> tuple[float, float]:
        """Return by how much the ratio grows with the head's outputs ``machine`` and ``translated``."""
        machine = self.weights.get("machine", 0.0) + self.weights.get("machine*length", 0.0) * features.length
        return machine, self.weights.get("translated", 0.0)


@dataclass(frozen=True, slots=True)
class Band:
    """The oddity of trusted sentences of up to ``tokens`` tokens: ``bits[i]`` at ``LEVELS[i]``, descending."""

    tokens: int
    bits: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fluency:
    """Places a sentence among trusted English of its group and length: 0 to 100, 100 the most natural.

    Attributes:
        quality: bits of surprisal that a point of rated quality is worth: oddity is the mean surprisal less that.
        bands: by group.
    """

    quality: float
    bands: Mapping[str, tuple[Band, ...]]

    def oddity(self, features: Features) -> float:
        """Return how odd a sentence is, in bits: its mean surprisal, and what people would think of it."""
        return features.surprisal - self.quality * features.quality

    def of(self, name: str, features: Features) -> float:
        """Return the percentage of trusted sentences of the group ``name`` that are as odd or more."""
        bands = self.bands[name]
        band = next((b for b in bands if features.tokens <= b.tokens), bands[-1])
        ascending = band.bits[::-1]
        oddity = self.oddity(features)
        i = bisect_left(ascending, oddity)
        if i == 0:
            return 100.0
        if i == len(ascending):
            return 0.0
        low, high = ascending[i - 1], ascending[i]
        part = (oddity - low) / (high - low) if high > low else 1.0
        upper, lower = LEVELS[len(LEVELS) - i], LEVELS[len(LEVELS) - 1 - i]
        return 100 * (upper + (lower - upper) * part)


@dataclass(frozen=True, slots=True)
class Limits:
    """From what on a sentence of up to ``tokens`` tokens is suspicious: evidence at least, or fluency at most.

    With the rules of severity error they flag the target share of trusted native sentences, all three together.
    """

    tokens: int
    evidence: float
    fluency: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The limits of each group, by length."""

    bands: Mapping[str, tuple[Limits, ...]]

    def of(self, name: str, tokens: int) -> Limits:
        """Return the limits for a sentence of the group ``name``."""
        bands = self.bands[name]
        return next((band for band in bands if tokens <= band.tokens), bands[-1])


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
class Means:
    """Mean evidence of translated documents from a language, those of people and those of machines.

    People's translations carry traces of their source, too, and lie nearer to machines' than English originals do.
    ``threshold`` is the log-likelihood ratio from which a document is likely machine-translated, when these means are
    used; the target share of people's translations passes it. ``documents`` says of how many of either it is.
    """

    human: float
    machine: float
    threshold: float
    documents: tuple[int, int]


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
        passage: log-likelihood ratio from which a run of sentences makes a document mixed; see `find_passage`.
    """

    human: float
    machine: float
    between: float
    within: float
    threshold: float
    mixed: float = 0.0005
    rate: float = 0.02
    passage: float = 8.0

    def of_translations(self, means: Means) -> DocumentModel:
        """Return the model for documents that are known to be translations, whoever made them."""
        return replace(self, human=means.human, machine=means.machine, threshold=means.threshold)

    def llr(self, mean: float, sentences: int) -> float:
        """Return the log-likelihood ratio, in nats, of a document whose sentences' evidence has this mean."""
        variance = self.between + self.within / sentences
        return (self.machine - self.human) * (mean - (self.machine + self.human) / 2) / variance

    def passage_llr(self, run: float, sentences: int, rest: float, others: int) -> float:
        """Return the log-likelihood ratio, in nats, of a document in which a machine translated a run of sentences.

        Either one person wrote it all, and both means share that person's deviation; or a machine translated the run,
        and the two deviate independently. So a run is held against the rest of its own document first.

        Args:
            run: mean evidence of the run's sentences.
            sentences: how many they are.
            rest: mean evidence of the other sentences.
            others: how many they are.
        """
        a, b = (self.between + self.within / n for n in (sentences, others))
        x, y = run - self.human, rest - self.human
        apart = math.log(a * b) + (run - self.machine) ** 2 / a + y**2 / b
        shared = a * b - self.between**2
        together = math.log(shared) + (b * x**2 - 2 * self.between * x * y + a * y**2) / shared
        return (together - apart) / 2


@dataclass(frozen=True, slots=True)
class Calibration:
    """All that was measured.

    Attributes:
        target: share of trusted native text that may be flagged.
        thresholds: for sentences.
        documents: for runs with the language model.
        rules_only: the same for runs without it.
        rates: false-positive rates of these thresholds, where they were measured.
        first_look: estimates the evidence for quick runs; None in detectors that were trained without.
        translations: mean evidence of translated documents by their source's language, of any language under the empty
            name; empty in detectors that were trained without.
    """

    target: float
    evidence: Evidence
    fluency: Fluency
    rules: RuleWeights
    thresholds: Thresholds
    documents: DocumentModel
    rules_only: DocumentModel
    rates: tuple[ErrorRate, ...] = ()
    first_look: FirstLook | None = None
    translations: Mapping[str, Means] = field(default_factory=dict)

    def beside_source(self, language: str | None) -> DocumentModel:
        """Return the model for documents that translate a source in a language; None where that is unknown."""
        means = self.translations.get(language or "") or self.translations.get("")
        return self.documents if means is None else self.documents.of_translations(means)
