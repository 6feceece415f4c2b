"""Calibrates a detector on held-out text: what its scores mean, and from where on they flag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.detector.calibration import (
    CAPTION,
    GROUPS,
    HEADING,
    MESSAGE,
    PROSE,
    Calibration,
    DocumentModel,
    Evidence,
    Fluency,
    Limits,
    Means,
    Thresholds,
    group,
)
from mtqa.detector.first_look import FirstLook
from mtqa.detector.judgement import SENTENCES, reads_oddly
from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules import RuleHit, RuleSet
from mtqa.training import calibrating as cal
from mtqa.training.data import MACHINE, NATIVE, REFERENCE, Rated, Row
from mtqa.training.heldout import HeldOut, Indexed
from mtqa.training.scoring import Measured

TARGET = 0.01
"""Share of native sentences, and of native documents, that may be flagged."""
TRANSLATED_SENTENCES, TRANSLATED_DOCUMENTS = 0.03, 0.05
"""Shares of human translations that may be flagged: they are good English too, only harder to tell."""
ODD_SHARE = 0.0015
"""Share of trusted sentences that read too oddly."""
_MOST_QUALITY = 6.0


@dataclass(frozen=True, slots=True, eq=False)
class Pools:
    """All that calibration draws on, each text with its features.

    Attributes:
        held, on_held: the held-out documents, captions and so on.
        trusted, on_trusted: human English of the training years, as read.
        rated, on_rated: sentences that people rated.
        rows: the sentences that the probe learned from, whose rule hits are counted.
    """

    held: HeldOut
    on_held: Measured
    trusted: Sequence[str]
    on_trusted: Measured
    rated: Sequence[Rated]
    on_rated: Measured
    rows: Sequence[Row]


def calibrate(pools: Pools) -> Calibration:
    """Fit everything that turns features into answers."""
    return _Calibrator(pools).run()


class _Calibrator:
    def __init__(self, pools: Pools) -> None:
        self.pools = pools
        held = pools.held
        self.hits = hits(held.pool.raw)
        self.news = [*(d for d in held.news if d.part == "calibrate"), *held.kept]
        self.genres = [d for d in held.genres if d.part == "calibrate"]
        self.captions = list(held.captions[::2])
        sides = [[row.text for row in pools.rows if (row.label == MACHINE) == machine] for machine in (False, True)]
        self.rules = cal.rule_weights(*([tuple(found) for found in hits(side)] for side in sides))

    def run(self) -> Calibration:
        evidence = self._evidence()
        measured = self.pools.on_held
        by_model = np.asarray([evidence.llr(measured.of(i)) for i in range(len(measured))])
        alone = np.asarray([self.rules.llr(found) for found in self.hits])
        beside = cal.scaled(self.rules, self._share(by_model, alone))
        ratios = by_model + np.asarray([beside.llr(found) for found in self.hits])
        fluency = self._fluency()
        documents = self._documents(ratios)
        return Calibration(
            target=TARGET,
            evidence=evidence,
            fluency=fluency,
            rules=beside,
            thresholds=self._thresholds(ratios, fluency),
            documents=documents,
            rules_only=self._documents(ratios - by_model),
            first_look=self._first_look(by_model),
            translations=self._translations(ratios, documents),
        )

    def _evidence(self) -> Evidence:
        index, machine, weights = self._sides()
        return cal.fit_evidence([self.pools.on_held.of(i) for i in index], machine, weights)

    def _first_look(self, by_model: NDArray[np.float64]) -> FirstLook:
        index, _, _ = self._sides()
        return cal.fit_first_look([self.pools.on_held.of(i) for i in index], by_model[index])

    def _share(self, by_model: NDArray[np.float64], by_rules: NDArray[np.float64]) -> float:
        """Find how much of the rules' weights is left beside the model, which has seen much of the same."""
        index, machine, weights = self._sides()
        return cal.fit_share(by_model[index], by_rules[index], machine, weights)

    def _sides(self) -> tuple[list[int], NDArray[np.bool_], NDArray[np.float64]]:
        """Return sentences, whether a machine's, and weights: of human text translations weigh four fifths."""
        sides = {
            "machine": _flat(d for d in self.news if d.label == MACHINE),
            "translation": _flat(d for d in self.news if d.label == REFERENCE),
            "native": _flat(d for d in self.news if d.label == NATIVE),
            "genre": _flat(self.genres),
        }
        shares = {"machine": 1.0, "translation": 0.8, "native": 0.1, "genre": 0.1}
        index = [i for side in sides.values() for i in side]
        machine = [name == "machine" for name, side in sides.items() for _ in side]
        weights = [shares[name] / len(side) for name, side in sides.items() for _ in side]
        return index, np.asarray(machine), np.asarray(weights) * len(index)

    def _fluency(self) -> Fluency:
        """Weigh surprisal and quality as people's ratings ask, and tabulate trusted text."""
        pools = self.pools
        fluency = Fluency(self._quality(), {})
        human = [i for d in (*self.news, *self.genres) if d.label != MACHINE for i in d.sentences]
        texts = [*pools.trusted, *(pools.held.pool.raw[i] for i in human), *self._raw(self.captions)]
        features = [
            *(pools.on_trusted.of(i) for i in range(len(pools.on_trusted))),
            *(pools.on_held.of(i) for i in (*human, *self.captions)),
        ]
        oddity = np.asarray([fluency.oddity(f) for f in features])
        tokens = np.asarray([float(f.tokens) for f in features])
        kinds = [Kind.PARAGRAPH] * (len(texts) - len(self.captions)) + [Kind.CAPTION] * len(self.captions)
        names = np.asarray([group(kind, text) for kind, text in zip(kinds, texts, strict=True)])
        bands = {
            name: cal.fluency_bands(
                oddity[names == name], tokens[names == name], cal.BANDS if name == PROSE else cal.SHORT_BANDS
            )
            for name in GROUPS
            if (names == name).sum() >= cal.FEWEST
        }
        fallback = bands.get(HEADING, bands[PROSE])  # there are no messages in the data; see `kinds`
        return Fluency(fluency.quality, {name: bands.get(name, fallback) for name in GROUPS})

    def _quality(self) -> float:
        """Return the bits that a point of the quality output is worth, by least squares on people's ratings."""
        rated = self.pools.on_rated
        if len(rated) < cal.FEWEST_RATED:
            return 0.0
        pairs = np.asarray([one.pair for one in self.pools.rated])
        columns = np.stack([rated.column("surprisal"), rated.column("quality"), self._scores()], axis=1)
        for pair in set(pairs.tolist()):  # within pairs: they differ in what they translate
            columns[pairs == pair] -= columns[pairs == pair].mean(axis=0)
        (surprisal, quality), *_ = np.linalg.lstsq(columns[:, :2], columns[:, 2], rcond=None)
        worth = float(quality / max(-surprisal, quality / _MOST_QUALITY)) if quality > 0 else 0.0
        return round(min(worth, _MOST_QUALITY), 4)

    def _scores(self) -> NDArray[np.float64]:
        return np.asarray([one.score for one in self.pools.rated])

    def _thresholds(self, ratios: NDArray[np.float64], fluency: Fluency) -> Thresholds:
        """Find the evidence that, with odd surprisal and error rules, flags the target share of native sentences."""
        native = _flat(d for d in self.news if d.label == NATIVE)
        genres = _flat(self.genres)
        translated = _flat(d for d in self.news if d.label == REFERENCE)
        weights = {**dict.fromkeys(native, 0.5 / len(native)), **dict.fromkeys(genres, 0.5 / len(genres))}
        bands: dict[str, tuple[Limits, ...]] = {}
        for name in (PROSE, HEADING):
            own = self._limits(name, [*native, *genres], weights, ratios, fluency, TARGET)
            even = dict.fromkeys(translated, 1.0)
            others = self._limits(name, translated, even, ratios, fluency, TRANSLATED_SENTENCES)
            bands[name] = tuple(
                one if one.evidence >= other.evidence else other for one, other in zip(own, others, strict=True)
            )
        bands[CAPTION] = self._limits(
            CAPTION, self.captions, dict.fromkeys(self.captions, 1.0), ratios, fluency, TARGET
        )
        bands[MESSAGE] = bands[HEADING]
        # What is short says less: it is never flagged by less evidence than a sentence of middle length. Still less
        # says what is no sentence.
        prose = sorted(band.evidence for band in bands[PROSE])
        floors = {PROSE: prose[len(prose) // 2], CAPTION: prose[-1], HEADING: prose[-1], MESSAGE: prose[-1]}
        return Thresholds(
            {
                name: tuple(Limits(b.tokens, max(b.evidence, floors[name]), b.fluency) for b in bands[name])
                for name in GROUPS
            }
        )

    def _limits(
        self,
        name: str,
        index: Sequence[int],
        weights: dict[int, float],
        ratios: NDArray[np.float64],
        fluency: Fluency,
        share: float,
    ) -> tuple[Limits, ...]:
        kind = Kind.CAPTION if name == CAPTION else Kind.PARAGRAPH
        raw, measured = self.pools.held.pool.raw, self.pools.on_held
        inside = [i for i in index if group(kind, raw[i]) == name]
        if not inside:
            return tuple(Limits(tokens, 0.0, 100 * ODD_SHARE) for tokens in cal.LIMIT_BANDS[name])
        values = ratios[inside].copy()
        for at, i in enumerate(inside):
            odd = reads_oddly(raw[i], fluency.of(name, measured.of(i)), 100 * ODD_SHARE)
            if odd or Severity.ERROR in self.hits[i].values():
                values[at] = np.inf
        return cal.limits(
            values,
            np.asarray([weights[i] for i in inside]),
            measured.column("tokens")[inside],
            cal.LIMIT_BANDS[name],
            share * cal.MARGIN,
            100 * ODD_SHARE,
        )

    def _documents(self, ratios: NDArray[np.float64]) -> DocumentModel:
        def scores(documents: Iterable[Indexed]) -> list[cal.DocumentScores]:
            return [cal.DocumentScores(ratios[list(d.sentences)], d.label == MACHINE) for d in documents if d.sentences]

        news, genres = scores(d for d in self.news if d.label == NATIVE), scores(self.genres)
        native = [cal.DocumentScores(d.evidence, d.machine, 0.5 / len(side)) for side in (news, genres) for d in side]
        translated = scores(d for d in self.news if d.label == REFERENCE)
        allowed = (cal.Limit(native, TARGET * cal.MARGIN), cal.Limit(translated, TRANSLATED_DOCUMENTS * cal.MARGIN))
        return cal.fit_documents(scores([*self.news, *self.genres]), allowed, SENTENCES)

    def _translations(self, ratios: NDArray[np.float64], model: DocumentModel) -> dict[str, Means]:
        found: dict[str, list[cal.DocumentScores]] = {}
        for d in self.news:
            if d.label != NATIVE and d.sentences:
                scores = cal.DocumentScores(ratios[list(d.sentences)], d.label == MACHINE)
                found.setdefault(d.pair.partition("-")[0], []).append(scores)
        return cal.translation_means(found, model, TARGET * cal.MARGIN, SENTENCES)

    def _raw(self, index: Sequence[int]) -> list[str]:
        return [self.pools.held.pool.raw[i] for i in index]


def hits(texts: Iterable[str]) -> list[dict[str, Severity]]:
    """Return the rules that hit each text, with their severity."""
    rules = RuleSet.of()
    return [_severities(rules.hits(text)) for text in texts]


def _severities(found: Iterable[RuleHit]) -> dict[str, Severity]:
    severities: dict[str, Severity] = {}
    for hit in found:
        if severities.get(hit.rule.id) is not Severity.ERROR:
            severities[hit.rule.id] = hit.severity
    return severities


def _flat(documents: Iterable[Indexed]) -> list[int]:
    return list(dict.fromkeys(i for document in documents for i in document.sentences))
