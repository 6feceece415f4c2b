"""Trains a detector: sample, embed, fit, calibrate. The one place that knows the whole way of a training run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa import lm
from mtqa.config import Settings
from mtqa.detector.calibration import (
    FRAGMENT,
    PROSE,
    Calibration,
    DocumentModel,
    Evidence,
    Fluency,
    Thresholds,
    group,
)
from mtqa.detector.judgement import SENTENCES, reads_oddly
from mtqa.detector.probe import Probe
from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules import RuleSet
from mtqa.training import calibrating as cal
from mtqa.training.data import MACHINE, NATIVE, NEWS, REFERENCE, Row
from mtqa.training.fitting import fit_probe, out_of_fold
from mtqa.training.heldout import HeldOut, Indexed, Pool, Trusted, held_out, trusted
from mtqa.training.sampling import training_rows
from mtqa.training.scoring import Measured, Scorer

LAYERS = (12, 18)
TARGET = 0.01
"""Share of native sentences, and of native documents, that may be flagged."""
TRANSLATED_SENTENCES, TRANSLATED_DOCUMENTS = 0.03, 0.05
"""Shares of human translations that may be flagged: they are good English too, only harder to tell."""
_MARGIN = 0.85
_ODD_SHARE = 0.0015


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training run made."""

    probe: Probe
    calibration: Calibration
    model: str
    counts: str


def train(folder: Path, work: Path, settings: Settings, say: Callable[[str], None]) -> Trained:
    """Train a detector for the settings' language model on a data folder; ``work`` keeps what can be used again.

    Raises:
        DataError: a file of the data folder is missing or malformed.
        ModelError: the language model is missing or failed.
    """
    rows = training_rows(folder)
    held, trust = held_out(folder), trusted(folder)
    model = lm.load(settings, say)
    scorer = Scorer(model, LAYERS, work, say)
    states = scorer.measure([row.text for row in rows], "training", surprisal=False)
    on_held = scorer.measure(held.pool.texts, "held-out text")
    on_trust = scorer.measure(trust.pool.texts, "trusted text")
    say("fitting the probe")
    probe = fit_probe(states.pooled, rows, LAYERS)
    folds = out_of_fold(states.pooled, rows, LAYERS)
    say("calibrating")
    calibration = _Calibrator(rows, folds, probe, held, on_held, trust, on_trust).calibrate()
    machine = sum(row.label == MACHINE for row in rows)
    return Trained(probe, calibration, model.name, f"{machine:,} machine and {len(rows) - machine:,} human sentences")


class _Calibrator:
    """Holds what calibration draws on: for each pool the evidence before rules, surprisal, and rule hits."""

    def __init__(
        self,
        rows: Sequence[Row],
        folds: NDArray[np.float64],
        probe: Probe,
        held: HeldOut,
        on_held: Measured,
        trust: Trusted,
        on_trust: Measured,
    ) -> None:
        self.held, self.trust = held, trust
        self.on_held, self.on_trust = on_held, on_trust
        self.held_hits, self.trust_hits = _hits(held.pool.raw), _hits(trust.pool.raw)
        # Sentences that the probe learned from are scored by one that did not see their group.
        unseen = {row.text: float(score) for row, score in zip(rows, folds, strict=True)}
        self.held_scores = _prefer(unseen, held.pool.texts, probe.scores(on_held.pooled))
        self.trust_scores = _prefer(unseen, trust.pool.texts, probe.scores(on_trust.pooled))
        machine_rows = [row.text for row in rows if row.label == MACHINE]
        human_rows = [row.text for row in rows if row.label != MACHINE]
        self.rules = cal.rule_weights(
            [tuple(hits) for hits in _hits(human_rows)], [tuple(hits) for hits in _hits(machine_rows)]
        )

    def calibrate(self) -> Calibration:
        evidence = self._evidence()
        held = self._ratios(evidence, self.held_scores, self.on_held, self.held_hits)
        trust = self._ratios(evidence, self.trust_scores, self.on_trust, self.trust_hits)
        fluency = self._fluency()
        by_rules = (self._by_rules(self.held_hits), self._by_rules(self.trust_hits))
        return Calibration(
            target=TARGET,
            evidence=evidence,
            fluency=fluency,
            rules=self.rules,
            thresholds=self._thresholds(held, trust, fluency),
            documents=self._documents(held, trust),
            rules_only=self._documents(*by_rules),
        )

    def _evidence(self) -> Evidence:
        news = [d for d in self.held.news if d.part == "calibrate"]
        genres = [d for d in self.held.genres if d.part == "calibrate"]
        index, machine, weights = [], [], []
        for document in (*news, *genres):
            share = 1.0 if document.label == MACHINE or document.genre != NEWS else 2.0
            for i in document.sentences:
                index.append(i)
                machine.append(document.label == MACHINE)
                weights.append(share)
        return cal.fit_evidence(
            self.held_scores[index], self.on_held.tokens[index], np.asarray(machine), np.asarray(weights)
        )

    def _ratios(
        self, evidence: Evidence, scores: NDArray[np.float64], measured: Measured, hits: Sequence[dict[str, Severity]]
    ) -> NDArray[np.float64]:
        return np.asarray(
            [
                evidence.llr(float(score), int(tokens)) + self.rules.llr(found)
                for score, tokens, found in zip(scores, measured.tokens, hits, strict=True)
            ]
        )

    def _by_rules(self, hits: Sequence[dict[str, Severity]]) -> NDArray[np.float64]:
        return np.asarray([self.rules.llr(found) for found in hits])

    def _fluency(self) -> Fluency:
        """Tabulate trusted prose, and as fragments captions and whatever ends like a headline."""
        measured, held, trust = self.on_held, self.held, self.trust
        genres = [i for d in held.genres if d.part != "measure" for i in d.sentences]
        news = [i for d in held.news if d.part == "calibrate" and d.label != MACHINE for i in d.sentences]
        inside = np.asarray([*genres, *news])
        surprisal = np.concatenate([self.on_trust.surprisal, measured.surprisal[inside]])
        tokens = np.concatenate([self.on_trust.tokens, measured.tokens[inside]])
        texts = [*trust.pool.raw, *(held.pool.raw[i] for i in inside)]
        headlines = np.asarray([group(Kind.PARAGRAPH, text) == FRAGMENT for text in texts])
        captions = np.asarray(held.captions[::2])
        prose = cal.fluency_bands(surprisal[~headlines], tokens[~headlines], cal.BANDS)
        fragments = cal.fluency_bands(
            np.concatenate([surprisal[headlines], measured.surprisal[captions]]),
            np.concatenate([tokens[headlines], measured.tokens[captions]]),
            cal.FRAGMENT_BANDS,
        )
        return Fluency({PROSE: prose, FRAGMENT: fragments})

    def _thresholds(
        self, held: NDArray[np.float64], trust: NDArray[np.float64], fluency: Fluency
    ) -> dict[str, Thresholds]:
        """Find the evidence that, with odd surprisal and error rules, flags the target share of native sentences."""
        genres = [i for d in self.held.genres if d.part != "measure" for i in d.sentences]
        news = [i for d in self.held.news if d.part == "calibrate" and d.label == NATIVE for i in d.sentences]
        native = [i for d in self.trust.native for i in d.sentences]
        values = np.concatenate([held[genres], held[news], trust[native]])
        weights = np.concatenate(
            [np.full(len(genres), 0.5 / len(genres)), np.full(len(news) + len(native), 0.5 / (len(news) + len(native)))]
        )
        flagged = np.concatenate(
            [
                _already(self.held.pool, self.on_held, self.held_hits, fluency, genres),
                _already(self.held.pool, self.on_held, self.held_hits, fluency, news),
                _already(self.trust.pool, self.on_trust, self.trust_hits, fluency, native),
            ]
        )
        values[flagged] = np.inf
        prose = max(cal.upper_quantile(values, weights, TARGET * _MARGIN), self._translated(held, fluency))
        captions = np.asarray(self.held.captions[::2])
        fragment = cal.upper_quantile(held[captions], np.ones(len(captions)), TARGET * _MARGIN)
        odd = 100 * _ODD_SHARE
        return {
            PROSE: Thresholds(round(prose, 4), odd),
            FRAGMENT: Thresholds(round(max(prose, fragment), 4), odd),
        }

    def _translated(self, held: NDArray[np.float64], fluency: Fluency) -> float:
        """Find the evidence that, with odd surprisal and error rules, flags no more than the share of translations."""
        index = [i for d in self.held.news if d.part == "calibrate" and d.label == REFERENCE for i in d.sentences]
        values = held[index]
        values[_already(self.held.pool, self.on_held, self.held_hits, fluency, index)] = np.inf
        return cal.upper_quantile(values, np.ones(len(index)), TRANSLATED_SENTENCES * _MARGIN)

    def _documents(self, held: NDArray[np.float64], trust: NDArray[np.float64]) -> DocumentModel:
        def scores(documents: Iterable[Indexed], values: NDArray[np.float64]) -> list[cal.DocumentScores]:
            return [cal.DocumentScores(values[list(d.sentences)], d.label == MACHINE) for d in documents if d.sentences]

        calibrate = [d for d in (*self.held.news, *self.held.genres) if d.part == "calibrate"]
        news = [
            *scores((d for d in calibrate if d.genre == NEWS and d.label == NATIVE), held),
            *scores(self.trust.native, trust),
        ]
        genres = scores((d for d in self.held.genres if d.part != "measure"), held)
        native = [cal.DocumentScores(d.evidence, d.machine, 0.5 / len(side)) for side in (news, genres) for d in side]
        translated = scores((d for d in calibrate if d.label == REFERENCE), held)
        limits = (cal.Limit(native, TARGET * _MARGIN), cal.Limit(translated, TRANSLATED_DOCUMENTS * _MARGIN))
        return cal.fit_documents(scores(calibrate, held), limits, SENTENCES)


def _already(
    pool: Pool, measured: Measured, hits: Sequence[dict[str, Severity]], fluency: Fluency, index: Sequence[int]
) -> NDArray[np.bool_]:
    """Tell which sentences of a pool are suspicious whatever their evidence."""

    def odd(i: int) -> bool:
        text = pool.raw[i]
        value = fluency.of(group(Kind.PARAGRAPH, text), float(measured.surprisal[i]), int(measured.tokens[i]))
        return reads_oddly(text, value, 100 * _ODD_SHARE)

    return np.asarray([Severity.ERROR in hits[i].values() or odd(i) for i in index])


def _hits(texts: Iterable[str]) -> list[dict[str, Severity]]:
    """Return the rules that hit each text, with their severity."""
    rules = RuleSet.of()
    return [{hit[0].id: hit[0].severity for hit in rules.hits(text)} for text in texts]


def _prefer(known: dict[str, float], texts: Sequence[str], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray([known.get(text, float(score)) for text, score in zip(texts, scores, strict=True)])
