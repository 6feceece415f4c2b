"""Fits thresholds, and where there is text enough fluency tables, to trusted English of a user's own."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.detector import Calibration, reads_oddly
from mtqa.detector.calibration import GROUPS, PROSE, DocumentModel, Fluency, Limits, Thresholds
from mtqa.detector.passages import find_passage
from mtqa.training.calibrating import (
    BANDS,
    LIMIT_BANDS,
    MARGIN,
    NEVER,
    NO_RUN,
    PASSAGE_SHARE,
    SHORT_BANDS,
    fluency_bands,
    limits,
    upper_quantile,
)
from mtqa.training.own_text import OwnDocument, OwnSentence, Portion

FOR_TABLES = 1_000
"""Sentences of a group from which on its fluency tables are fitted."""
_LEAST = 0.0
"""No threshold lies below this, however clean the text: evidence below it speaks for a person."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is fitted: the limits of these groups, the fluency tables of these, and whether documents' thresholds."""

    target: float
    limits: frozenset[str]
    tables: frozenset[str]
    documents: bool


def needed(target: float) -> int:
    """Return of how many sentences none may be flagged for the rate's 95 % upper bound to be at the target.

    That is the rule of three (Hanley and Lippman-Hand 1983).
    """
    return math.ceil(round(3 / target, 6))


def plan(portion: Portion, shipped: Calibration, target: float) -> Plan:
    """Decide what is fitted; prose always is."""
    sizes = {name: len(portion.of(name)) for name in GROUPS}
    enough = needed(target)
    fitted = frozenset(name for name in GROUPS if sizes[name] >= enough or (name == PROSE and sizes[name]))
    tables = frozenset(
        name for name in fitted if sizes[name] >= max(FOR_TABLES, _for_band(_odd(shipped, name, target)))
    )
    return Plan(target, fitted, tables, sum(document.judged for document in portion.documents) >= enough)


def fit(portion: Portion, shipped: Calibration, planned: Plan) -> Calibration:
    """Fit what is planned; all else stays as the detector's calibration has it."""
    tables, bands = dict(shipped.fluency.bands), dict(shipped.thresholds.bands)
    for name in GROUPS:
        sentences = portion.of(name)
        if not sentences or name not in planned.limits:
            continue
        odd = _odd(shipped, name, planned.target)
        if name in planned.tables:
            oddity = np.asarray([shipped.fluency.oddity(sentence.features) for sentence in sentences])
            upper = _joined(BANDS if name == PROSE else SHORT_BANDS, _tokens(sentences), _for_band(odd))
            tables[name] = fluency_bands(oddity, _tokens(sentences), upper)
        bands[name] = _limits(sentences, Fluency(shipped.fluency.quality, tables), odd, planned.target)
    wider = max(1.0, planned.target / shipped.target)
    documents, rules_only = (
        dataclasses.replace(model, rate=round(min(0.5, model.rate * wider), 6))
        for model in (shipped.documents, shipped.rules_only)
    )
    judged = [document for document in portion.documents if document.judged]
    if planned.documents and judged:
        documents = _document_limits(documents, [evidence(document) for document in judged], planned.target)
        rules_only = _document_limits(rules_only, [by_rules(document) for document in judged], planned.target)
    return dataclasses.replace(
        shipped,
        target=planned.target,
        fluency=Fluency(shipped.fluency.quality, tables),
        thresholds=Thresholds(bands),
        documents=documents,
        rules_only=rules_only,
        rates=(),
    )


def flagged(sentence: OwnSentence, calibration: Calibration) -> bool:
    """Tell whether a sentence is suspicious under a calibration, which has the detector's own evidence."""
    limit = calibration.thresholds.of(sentence.group, sentence.features.tokens)
    fluency = calibration.fluency.of(sentence.group, sentence.features)
    return sentence.error or sentence.evidence >= limit.evidence or reads_oddly(sentence.text, fluency, limit.fluency)


def evidence(document: OwnDocument) -> list[float]:
    """Return the evidence of a document's sentences."""
    return [sentence.evidence for sentence in document.sentences]


def by_rules(document: OwnDocument) -> list[float]:
    """Return what the rules say about a document's sentences."""
    return [sentence.by_rules for sentence in document.sentences]


def _odd(shipped: Calibration, name: str, target: float) -> float:
    """Return the fluency, 0 to 100, at which a sentence reads oddly: the same part of the target as the detector's."""
    return min(band.fluency for band in shipped.thresholds.bands[name]) * target / shipped.target


def _for_band(odd: float) -> float:
    """Return how many sentences a fluency table needs for its hard end to mean anything: one that reads oddly."""
    return 100 / odd if odd > 0 else math.inf


def _joined(upper: Sequence[int], tokens: NDArray[np.float64], fewest: float) -> list[int]:
    """Join neighbouring length bands until each holds enough sentences."""
    ends, low = [], 0
    for high in upper:
        left = (tokens > high).sum()
        if high == upper[-1] or (((tokens > low) & (tokens <= high)).sum() >= fewest and left >= fewest):
            ends.append(high)
            low = high
    return ends


def _limits(sentences: Sequence[OwnSentence], fluency: Fluency, odd: float, target: float) -> tuple[Limits, ...]:
    """Find the limits of a group that, with its error rules, flag the target share."""
    shares = np.asarray([fluency.of(sentence.group, sentence.features) for sentence in sentences])
    ones = np.ones(len(sentences))
    oddly = [reads_oddly(s.text, share, odd) for s, share in zip(sentences, shares.tolist(), strict=True)]
    if np.mean(oddly) > target / 2:  # this text surprises the model more than the detector's own trusted text does
        # nor may a text of a few words, which never reads oddly by itself, take part of the share
        long = [reads_oddly(sentence.text, 0.0, 0.0) for sentence in sentences]
        odd = -upper_quantile(np.where(long, -shares, -101.0), ones, odd / 100)
        oddly = [reads_oddly(s.text, share, odd) for s, share in zip(sentences, shares.tolist(), strict=True)]
    anyway = [sentence.error or one for sentence, one in zip(sentences, oddly, strict=True)]
    values = np.where(anyway, np.inf, [sentence.evidence for sentence in sentences])
    bands = LIMIT_BANDS[sentences[0].group]
    found = limits(values, ones, _tokens(sentences), bands, target * MARGIN, round(odd, 4))
    return tuple(dataclasses.replace(limit, evidence=max(_LEAST, min(limit.evidence, NEVER))) for limit in found)


def _document_limits(model: DocumentModel, found: Sequence[list[float]], target: float) -> DocumentModel:
    """Find the thresholds that at most the target share of trusted documents passes."""
    share, ones = target * MARGIN, np.ones(len(found))
    ratios = np.asarray([model.llr(sum(values) / len(values), len(values)) for values in found])
    runs = [find_passage(model, values) for values in found]
    passages = np.asarray([NO_RUN if run is None else run.llr for run in runs])
    return dataclasses.replace(
        model,
        threshold=max(_LEAST, round(upper_quantile(ratios, ones, share), 4)),
        passage=max(_LEAST, round(upper_quantile(passages, ones, share * PASSAGE_SHARE), 4)),
    )


def _tokens(sentences: Sequence[OwnSentence]) -> NDArray[np.float64]:
    return np.asarray([float(sentence.features.tokens) for sentence in sentences])
