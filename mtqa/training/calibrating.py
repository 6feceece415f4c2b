"""Measures what turns scores into answers, on text that the probe did not learn from."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.detector.calibration import (
    CAPTION,
    HEADING,
    INPUTS,
    LEVELS,
    MESSAGE,
    PROSE,
    Band,
    DocumentModel,
    Evidence,
    Limits,
    Means,
    RuleWeights,
    inputs,
)
from mtqa.detector.features import Features
from mtqa.detector.first_look import INPUTS as GLANCED
from mtqa.detector.first_look import FirstLook, Glance
from mtqa.detector.first_look import inputs as glanced
from mtqa.detector.passages import find_passage

BANDS = (6, 9, 12, 16, 21, 27, 35, 48, 1_000_000)
"""Upper ends, in tokens, of the length bands of fluency tables."""

SHORT_BANDS = (9, 14, 1_000_000)
"""The same for captions and headings."""
MARGIN = 0.85
"""Thresholds are set for this part of the shares, since the text that they are set on is not all text."""

PASSAGE_SHARE = 0.5
"""Of the share of trusted documents that may be flagged, the part that may be flagged for a passage."""
LIMIT_BANDS = {PROSE: (14, 27, 1_000_000), CAPTION: (1_000_000,), HEADING: (1_000_000,), MESSAGE: (8, 16, 1_000_000)}
"""Upper ends, in tokens, of the length bands of thresholds."""
FEWEST_RATED = 200
"""Rated sentences from which on ratings weigh in fluency."""
FEWEST = 60
"""Sentences that a table of fluency, or a band of it, is made from at least."""
NEVER = 1_000.0
"""Evidence that no sentence reaches: the limit where rules alone flag the whole share."""
_ENOUGH = 5
"""Flagged sentences that a band must have for a limit of its own."""
NO_RUN = -50.0
"""What stands for the ratio of a passage in a document that is too short for one."""
FIRST_LOOK_MARGIN = 0.3
"""Nats below the limit from which on a quick run scores in full: the estimate is off by .12 (standard deviation)."""
_LEAST_VARIANCE = 1e-6
"""Evidence that is the same everywhere, as that of rules which never hit, says nothing; it must not divide by zero."""


def fit_evidence(features: Sequence[Features], machine: NDArray[np.bool_], weights: NDArray[np.float64]) -> Evidence:
    """Fit the log-likelihood ratio by logistic regression; both classes weigh the same, so log odds are the ratio."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - an extra that only training needs
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415

    rows = np.asarray([inputs(one) for one in features])
    balanced = weights.copy()
    for side in (machine, ~machine):
        balanced[side] *= len(weights) / 2 / weights[side].sum()
    scaler, model = StandardScaler(), LogisticRegression(C=1.0, max_iter=1_000)
    make_pipeline(scaler, model).fit(rows, machine, logisticregression__sample_weight=balanced)
    slopes = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0]) - float((slopes * scaler.mean_).sum())
    return Evidence(round(bias, 6), {name: round(float(w), 6) for name, w in zip(INPUTS, slopes, strict=True)})


def fit_first_look(features: Sequence[Features], ratios: NDArray[np.float64]) -> FirstLook:
    """Fit the estimate of the model's log-likelihood ratio, by least squares."""
    rows = np.asarray([(1.0, *glanced(Glance(f.machine, f.translated, f.quality, f.tokens))) for f in features])
    (bias, *slopes), *_ = np.linalg.lstsq(rows, ratios, rcond=None)
    weights = {name: round(float(w), 6) for name, w in zip(GLANCED, slopes, strict=True)}
    return FirstLook(round(float(bias), 6), weights, FIRST_LOOK_MARGIN)


def fluency_bands(oddity: NDArray[np.float64], tokens: NDArray[np.float64], upper: Sequence[int]) -> tuple[Band, ...]:
    """Tabulate oddity by length; a band of too few sentences shares those of its neighbours."""
    bands, low = [], 0
    for high in upper:
        chosen = (tokens > low) & (tokens <= high)
        widen = 0
        while chosen.sum() < min(FEWEST, len(tokens)):
            widen += 1
            chosen = (tokens > low - widen) & (tokens <= high + widen)
        bits = np.quantile(oddity[chosen], [1 - level for level in LEVELS])
        bands.append(Band(high, tuple(round(float(b), 4) for b in bits)))
        low = high
    return tuple(bands)


def limits(
    values: NDArray[np.float64],
    weights: NDArray[np.float64],
    tokens: NDArray[np.float64],
    upper: Sequence[int],
    share: float,
    odd: float,
) -> tuple[Limits, ...]:
    """Find for each length band the least evidence that at most a share of trusted sentences reaches.

    Args:
        values: the sentences' evidence, infinity for those that are flagged anyway; shape (n,).
        weights: how much each counts.
        tokens: their lengths.
        upper: upper ends of the bands; a band of few sentences takes the limit of all.
        share: the share of each band that may be flagged.
        odd: the fluency, 0 to 100, at or below which a sentence is flagged.
    """
    whole = upper_quantile(values, weights, share)
    found, low = [], 0
    for high in upper:
        inside = (tokens > low) & (tokens <= high)
        enough = inside.sum() * share >= _ENOUGH
        limit = upper_quantile(values[inside], weights[inside], share) if enough else whole
        found.append(Limits(high, round(min(limit, NEVER), 4), odd))
        low = high
    return tuple(found)


def rule_weights(human: Sequence[Iterable[str]], machine: Sequence[Iterable[str]]) -> RuleWeights:
    """Weigh each rule by its rate in machine and human sentences, given as the ids of the rules that hit each.

    Half a hit is added on either side, and ten sentences' worth of hits at the common rate, so that a rare rule says
    little. A rule that hits human text more often says nothing.
    """
    counts = [Counter(rule for hits in side for rule in set(hits)) for side in (human, machine)]
    weights, absent = {}, 0.0
    for rule in sorted(set(counts[0]) | set(counts[1])):
        rates = [(count[rule] + 0.5) / (len(side) + 1) for count, side in zip(counts, (human, machine), strict=True)]
        if rates[1] > rates[0]:
            weights[rule] = round(min(float(np.log(rates[1] / rates[0])), 3.0), 3)
            absent += rates[0] - rates[1]
    return RuleWeights(weights, round(absent, 5))


def fit_share(
    by_model: NDArray[np.float64],
    by_rules: NDArray[np.float64],
    machine: NDArray[np.bool_],
    weights: NDArray[np.float64],
) -> float:
    """Return the share, 0 to 1, of the rules' log ratios that makes the evidence likeliest beside the model's.

    Rules and model see the same faults, so that their ratios must not simply be added. The log loss of the sum, both
    classes weighing the same, is convex in the share; it is tried in steps of a twentieth.
    """
    balanced = weights.copy()
    for side in (machine, ~machine):
        balanced[side] /= weights[side].sum()
    signs = np.where(machine, -1.0, 1.0)
    shares = np.linspace(0.0, 1.0, 21)
    losses = [float((balanced * np.logaddexp(0.0, signs * (by_model + share * by_rules))).sum()) for share in shares]
    return float(shares[int(np.argmin(losses))])


def scaled(rules: RuleWeights, share: float) -> RuleWeights:
    """Return weights of which a share is left; rules of which nothing is left stay without one."""
    kept = {rule: round(weight * share, 3) for rule, weight in rules.weights.items()}
    return RuleWeights({rule: weight for rule, weight in kept.items() if weight}, round(rules.absent * share, 5))


_SIDES, _NAMES = (False, True), ("human", "machine")
_FEWEST_TRANSLATIONS = 20
"""Documents of either side that a language needs for means of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class DocumentScores:
    """A document's sentences' evidence, and whether a machine translated it; ``weight`` counts in thresholds."""

    evidence: NDArray[np.float64]
    machine: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """Human documents of which at most a share may be flagged."""

    documents: Sequence[DocumentScores]
    share: float


def fit_documents(learn: Sequence[DocumentScores], allowed: Sequence[Limit], fewest: int) -> DocumentModel:
    """Fit the random-effects model on ``learn``, and the lowest threshold that keeps to all that is ``allowed``.

    Documents of less than ``fewest`` sentences are left out.
    """
    sides = {True: [], False: []}  # type: dict[bool, list[DocumentScores]]
    for document in learn:
        if len(document.evidence) >= fewest:
            sides[document.machine].append(document)
    within = float(np.mean([d.evidence.var(ddof=1) for side in sides.values() for d in side])) + _LEAST_VARIANCE
    means = {side: np.asarray([d.evidence.mean() for d in found]) for side, found in sides.items()}
    noise = {side: float(np.mean([within / len(d.evidence) for d in found])) for side, found in sides.items()}
    between = float(np.mean([max(means[side].var() - noise[side], 0.1 * within) for side in sides]))
    model = DocumentModel(
        human=round(float(means[False].mean()), 4),
        machine=round(float(means[True].mean()), 4),
        between=round(between, 6),
        within=round(within, 6),
        threshold=0.0,
    )
    threshold, passage = 0.0, 0.0
    for limit in allowed:
        judged = [d for d in limit.documents if len(d.evidence) >= fewest]
        weights = np.asarray([d.weight for d in judged])
        ratios = np.asarray([model.llr(float(d.evidence.mean()), len(d.evidence)) for d in judged])
        runs = [find_passage(model, d.evidence.tolist()) for d in judged]
        passages = np.asarray([NO_RUN if run is None else run.llr for run in runs])
        threshold = max(threshold, upper_quantile(ratios, weights, limit.share))
        passage = max(passage, upper_quantile(passages, weights, limit.share * PASSAGE_SHARE))
    return dataclasses.replace(model, threshold=round(threshold, 4), passage=round(passage, 4))


def translation_means(
    found: Mapping[str, Sequence[DocumentScores]], model: DocumentModel, share: float, fewest: int
) -> dict[str, Means]:
    """Return the mean evidence of people's and of machines' translations, for each language and, under "", for any.

    Args:
        found: documents that are translations, by the language of their source.
        model: the model for all documents.
        share: how many of people's translations may be called likely machine-translated.
        fewest: sentences of a document; shorter ones are left out. Languages with hardly any documents are not told
            apart. The mean for any language gives each of the others the same weight.
    """
    sides = {
        language: tuple(
            [d for d in documents if d.machine == machine and len(d.evidence) >= fewest] for machine in _SIDES
        )
        for language, documents in sorted(found.items())
    }
    sides = {name: both for name, both in sides.items() if min(map(len, both)) >= _FEWEST_TRANSLATIONS}
    if not sides:
        return {}
    means = {name: Means(_mean(both[0]), _mean(both[1]), 0.0, _counts(both)) for name, both in sides.items()}
    human, machine = (round(float(np.mean([getattr(m, side) for m in means.values()])), 4) for side in _NAMES)
    means[""] = Means(human, machine, 0.0, _counts([[d for both in sides.values() for d in both[i]] for i in (0, 1)]))
    people = [(name, d) for name, both in sides.items() for d in both[0]]
    ratios = [model.of_translations(means[n]).llr(float(d.evidence.mean()), len(d.evidence)) for n, d in people]
    threshold = round(max(upper_quantile(np.asarray(ratios), np.ones(len(ratios)), share), 0.0), 4)
    return {name: dataclasses.replace(m, threshold=threshold) for name, m in means.items()}


def _mean(documents: Sequence[DocumentScores]) -> float:
    return round(float(np.mean([document.evidence.mean() for document in documents])), 4)


def _counts(sides: Sequence[Sequence[DocumentScores]]) -> tuple[int, int]:
    people, machines = map(len, sides)
    return people, machines


def upper_quantile(values: NDArray[np.float64], weights: NDArray[np.float64], share: float) -> float:
    """Return a threshold that at most ``share`` of the weight reaches: midway between two values that differ.

    A value of infinity counts as over any threshold.
    """
    levels, inverse = np.unique(-values, return_inverse=True)
    reached = np.cumsum(np.bincount(inverse, weights=weights)) / weights.sum()
    over = int(np.searchsorted(reached, share, side="right"))
    above = -levels[over - 1] if over else np.inf
    below = -levels[min(over, len(levels) - 1)]
    return float((above + below) / 2 if np.isfinite(above) else below + 1e-3)
