"""How well machine translations and human English are told apart on held-out data, and by what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from mtqa._version import __version__
from mtqa.detector import Detector
from mtqa.detector.calibration import ErrorRate
from mtqa.errors import DataError
from mtqa.evaluation import people, results
from mtqa.evaluation.as_text import rows
from mtqa.evaluation.baselines import BASELINES, NGRAMS, SURPRISAL
from mtqa.evaluation.metrics import REPEATS, SEED, Interval, area, hits_at, intervals, reliability, roc
from mtqa.evaluation.results import (
    CAPTIONS,
    LEARNERS,
    MTQA,
    NATIVE_NEWS,
    OTHER,
    SENTENCES,
    TRANSLATED,
    TRANSLATIONS,
    Comparison,
    Curve,
    Evaluation,
    Extent,
    Rate,
)
from mtqa.evaluation.table import Sample, Table, table
from mtqa.rules import RuleSet
from mtqa.training.data import MACHINE, NATIVE, REFERENCE
from mtqa.training.heldout import HeldOut, Indexed
from mtqa.training.scoring import Measured

__all__ = ["LENGTHS", "Evaluator", "error_rates", "evaluate", "rows"]

LENGTHS = (3, 6, 12, 24)
"""Documents are compared by their first sentences, so many."""
USUAL = 12
"""How many sentences the documents of breakdowns have."""

WORDS = ((3, 9), (10, 19), (20, 34), (35, 1_000_000))
"""Length bands of sentences, in words."""

FEW_REPEATS = 300
FEWEST, FEWEST_SOURCES = 20, 5
"""A breakdown leaves out rows of fewer sentences, or from fewer sources, on either side: no interval would hold."""
_MOST_JOINED = 10
"""Where a side has fewer documents of a length than this, documents of one author are joined."""

_ERROR_RATES = (
    *((SENTENCES, what) for what in (NATIVE_NEWS, OTHER, TRANSLATIONS, CAPTIONS, LEARNERS)),
    *(("documents", what) for what in (NATIVE_NEWS, OTHER, TRANSLATIONS)),
)


class Evaluator:
    """Compares and counts what a table holds of the documents that nothing was fitted to."""

    def __init__(self, held: HeldOut, scores: Table, repeats: int = REPEATS) -> None:
        """Keep the half that is for measuring.

        Raises:
            DataError: it lacks one of the kinds of text that are compared.
        """
        self._held, self._table, self._repeats = held, scores, repeats
        news = [d for d in held.news if d.part == "measure" and d.sentences]
        self._machine, self._references, self._native = (
            [d for d in news if d.label == label] for label in (MACHINE, REFERENCE, NATIVE)
        )
        self._later = [[d for d in held.later if d.label == label and d.sentences] for label in (MACHINE, REFERENCE)]
        self._genres = [d for d in held.genres if d.part == "measure" and d.sentences]
        self._humans = tuple(
            (name, side)
            for name, side in ((TRANSLATIONS, self._references), (NATIVE_NEWS, self._native), (OTHER, self._genres))
            if side
        )
        if not (self._machine and self._references and self._native):
            raise DataError("the held-out half must hold machine translations, human translations and native news")

    def run(self, signature: str, correlations: tuple[results.Correlation, ...]) -> Evaluation:
        """Measure everything."""
        comparisons = (*self._headline(), *self._baselines(), *self._breakdowns())
        human = [*self._references, *self._native]
        sides = [self._table.sentences(side) for side in (self._machine, human)]
        odds = np.concatenate([side.values for side in sides])
        bins = reliability(odds, np.arange(len(odds)) < len(sides[0]))
        return Evaluation(signature, self._extents(), comparisons, self._rates(), correlations, bins, self._curves())

    def _headline(self) -> list[Comparison]:
        found = []
        for name, side in self._humans:
            samples = self._table.sentences(self._machine), self._table.sentences(side)
            found.append(self._compare(results.HEADLINE, SENTENCES, TRANSLATED, name, *samples))
        for first in LENGTHS:
            for name, side in self._humans:
                documents = [_of_length(documents, first) for documents in (self._machine, side)]
                samples = self._table.documents(documents[0], first), self._table.documents(documents[1], first)
                found.append(self._compare(results.HEADLINE, _unit(first), TRANSLATED, name, *samples))
        return [c for c in found if min(c.counts)]

    def _baselines(self) -> list[Comparison]:
        found = []
        for human, side in self._humans[:2]:
            for unit in (SENTENCES, _unit(USUAL)):
                for name in (MTQA, *BASELINES):
                    samples = self._samples(self._machine, side, unit, name)
                    found.append(self._compare(results.BASELINES, unit, TRANSLATED, human, *samples, name=name))
        return [c for c in found if min(c.counts)]

    def _breakdowns(self) -> list[Comparison]:
        found = []
        for pair in sorted({d.pair for d in self._machine}):
            machine = [d for d in self._machine if d.pair == pair]
            references = [d for d in self._references if d.pair == pair]
            for unit in (SENTENCES, _unit(USUAL)):
                for name, side in ((TRANSLATIONS, references), (NATIVE_NEWS, self._native)):
                    found.append(self._row(results.PAIR, unit, pair, name, self._samples(machine, side, unit)))
        sides = [(*side, *later) for side, later in zip((self._machine, self._references), self._later, strict=True)]
        for year in sorted({d.year for d in sides[0]} - {""}):
            machine, references = ([d for d in side if d.year == year] for side in sides)
            for unit in (SENTENCES, _unit(USUAL)):
                samples = self._samples(machine, references, unit)
                found.append(self._row(results.YEAR, unit, year, TRANSLATIONS, samples))
        for pair, system in sorted({(d.pair, d.system) for d in self._machine if d.system}):
            machine = [d for d in self._machine if (d.pair, d.system) == (pair, system)]
            references = [d for d in self._references if d.pair == pair]
            samples = self._samples(machine, references, SENTENCES)
            found.append(self._row(results.SYSTEM, SENTENCES, f"{pair} {system}", TRANSLATIONS, samples))
        for low, high in WORDS:
            for name, side in self._humans[:2]:
                samples = (
                    self._table.sentences(self._machine, words=(low, high)),
                    self._table.sentences(side, words=(low, high)),
                )
                found.append(self._row(results.LENGTH, SENTENCES, _band(low, high), name, samples))
        for genre in self._names():
            side = [d for d in self._genres if d.genre == genre]
            samples = self._samples(self._machine, side, SENTENCES)
            found.append(self._row(results.GENRE, SENTENCES, TRANSLATED, f"native, {genre}", samples))
        return [row for row in found if row is not None]

    def _samples(
        self, machine: Sequence[Indexed], human: Sequence[Indexed], unit: str, name: str = MTQA
    ) -> tuple[Sample, Sample]:
        if unit == SENTENCES:
            return self._table.sentences(machine, name), self._table.sentences(human, name)
        return self._table.documents(machine, USUAL, name), self._table.documents(human, USUAL, name)

    def _row(
        self, group: str, unit: str, machine: str, human: str, samples: tuple[Sample, Sample]
    ) -> Comparison | None:
        sources = min(len(set(sample.groups)) for sample in samples)
        if min(map(len, samples)) < FEWEST or sources < FEWEST_SOURCES:
            return None
        return self._compare(group, unit, machine, human, *samples, repeats=min(FEW_REPEATS, self._repeats))

    def _compare(
        self,
        group: str,
        unit: str,
        machine: str,
        human: str,
        positive: Sample,
        negative: Sample,
        name: str = MTQA,
        repeats: int = 0,
    ) -> Comparison:
        counts, repeats = (len(positive), len(negative)), repeats or self._repeats
        nothing = Interval(0.5, 0.0, 1.0)
        if not min(counts):
            return Comparison(group, unit, machine, human, name, counts, nothing, nothing, nothing)
        groups = positive.groups, negative.groups
        measures = (area, hits_at(0.01), hits_at(0.05))
        whole, at_1, at_5 = intervals(measures, positive.values, negative.values, groups, repeats)
        accuracy = None
        if name == MTQA:
            # The area under the curve of a yes and no is the mean of both classes' shares of right answers.
            yes, no = positive.flags.astype(np.float64), negative.flags.astype(np.float64)
            (accuracy,) = intervals((area,), yes, no, groups, repeats)
        return Comparison(group, unit, machine, human, name, counts, whole, at_1, at_5, accuracy)

    def _rates(self) -> tuple[Rate, ...]:
        found = []
        kinds = [(TRANSLATED, self._machine), *self._humans]
        pairs = sorted({d.pair for d in self._references})
        kinds += [(f"{TRANSLATIONS}, {pair}", [d for d in self._references if d.pair == pair]) for pair in pairs]
        kinds += [(f"native, {name}", [d for d in self._genres if d.genre == name]) for name in self._names()]
        for what, side in kinds:
            found.append(self._sentence_rate(what, [i for d in side for i in d.sentences]))
        found.append(self._sentence_rate(CAPTIONS, self._held.captions[1::2]))
        found.append(self._sentence_rate(LEARNERS, self._held.learners))
        for what, side in kinds:
            flagged = sum(self._table.flagged(d.sentences) for d in side)
            found.append(Rate("documents", what, flagged, len(side)))
        return tuple(rate for rate in found if rate.total)

    def _names(self) -> list[str]:
        return sorted({d.genre for d in self._genres})

    def _sentence_rate(self, what: str, index: Sequence[int]) -> Rate:
        return Rate(SENTENCES, what, int(self._table.suspicious[list(index)].sum()), len(index))

    def _extents(self) -> tuple[Extent, ...]:
        sides = ((TRANSLATED, self._machine), *self._humans)
        extents = [Extent(name, len(side), sum(len(d.sentences) for d in side)) for name, side in sides]
        loose = ((CAPTIONS, self._held.captions[1::2]), (LEARNERS, self._held.learners))
        return (*extents, *(Extent(name, 0, len(side)) for name, side in loose if side))

    def _curves(self) -> tuple[Curve, ...]:
        found = []
        for unit in (SENTENCES, _unit(USUAL)):
            wanted = [(MTQA, name, side) for name, side in self._humans[:2]]
            wanted += [(name, *self._humans[0]) for name in (NGRAMS, SURPRISAL)]
            for name, human, side in wanted:
                positive, negative = self._samples(self._machine, side, unit, name)
                if len(positive) and len(negative):
                    points = roc(positive.values, negative.values)
                    found.append(Curve(unit, f"{name}, against {human}", points))
        return tuple(found)


def evaluate(
    data: Path,
    held: HeldOut,
    features: Callable[[Sequence[str], str], Measured],
    detector: Detector,
    repeats: int = REPEATS,
) -> Evaluation:
    """Measure a detector on held-out data.

    Args:
        data: the data folder.
        held: its held-out text.
        features: measures normalised texts; the second argument says what they are.
        detector: what is measured.
        repeats: bootstrap samples.

    Raises:
        DataError: the data lacks something, or a package that measuring needs is missing.
    """
    measured = features(held.pool.texts, "held-out text")
    scores = table(data, held, measured, detector)
    correlations = people.compare(people.ratings(data), features, detector, repeats)
    signature = (
        f"mtqa-evaluate:{__version__}|data:{_digest(held.pool.texts)}|part:measure|m:{detector.model}"
        f"|d:{detector.identity}|cal:{detector.calibration_identity}|rules:{RuleSet.of().identity}"
        f"|boot:{repeats}|seed:{SEED}"
    )
    return Evaluator(held, scores, repeats).run(signature, correlations)


def error_rates(evaluation: Evaluation) -> tuple[ErrorRate, ...]:
    """Return how often good English is flagged, for a detector's calibration."""
    found = {(rate.unit, rate.what): rate for rate in evaluation.rates}
    rates = [found[key] for key in _ERROR_RATES if key in found]
    return tuple(ErrorRate(f"{rate.unit}: {rate.what}", rate.hits, rate.total) for rate in rates)


def _of_length(documents: Sequence[Indexed], first: int) -> list[Indexed]:
    """Return the documents of so many sentences; where there are hardly any, those of one author in pairs."""
    found = [d for d in documents if len(d.sentences) >= first]
    if first <= USUAL or len(found) >= _MOST_JOINED:
        return found
    waiting: dict[tuple[str, str, str], Indexed] = {}
    for document in documents:
        key = document.label, document.pair, document.system
        if first / 2 <= len(document.sentences) < first:
            before = waiting.pop(key, None)
            if before is None:
                waiting[key] = document
            else:
                found.append(_joined(before, document, first // 2))
    return found


def _joined(one: Indexed, other: Indexed, each: int) -> Indexed:
    sentences = (*one.sentences[:each], *other.sentences[:each])
    group = f"{one.group} {other.group}"
    return Indexed(one.label, one.pair, group, one.genre, sentences, one.year, one.system)


def _unit(first: int) -> str:
    return f"documents of {first}"


def _band(low: int, high: int) -> str:
    return f"{low} to {high} words" if high < WORDS[-1][1] else f"{low} words and more"


def _digest(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:8]
