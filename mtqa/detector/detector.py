"""The detector: weights and what was measured about them, bound to the language model that they read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.detector.calibration import Calibration
from mtqa.detector.first_look import FirstLook, Glance
from mtqa.detector.measured import Measured
from mtqa.detector.weights import Weights
from mtqa.errors import DetectorError
from mtqa.lm import LanguageModel, TextScore
from mtqa.text.normalise import NORMALISATION


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A sentence's fluency (0 to 100), evidence (nats), and what each token adds to it.

    ``words`` has an entry for each of the score's spans; with ``base`` they add up to ``evidence``.
    """

    fluency: float
    evidence: float
    words: NDArray[np.float64]
    base: float


@dataclass(frozen=True, slots=True, eq=False)
class Detector:
    """Reads evidence and fluency off the language model's scores.

    Attributes:
        identity: hash of the weights; part of the signature.
        calibration_identity: hash of the calibration; part of the signature.
        model: name and revision of the language model that the weights were trained on.
        normalisation: version of the typography that they were trained on.
    """

    identity: str
    calibration_identity: str
    model: str
    normalisation: str
    weights: Weights
    calibration: Calibration

    def fit(self, model: str) -> None:
        """Make sure that a language model, by name and revision, is the one that this detector was trained on.

        Raises:
            DetectorError: it is another; the message says what to do.
        """
        if model != self.model:
            raise DetectorError(
                f"this detector was trained on the language model {self.model}, not on {model}: use that model, "
                "train a detector for yours with 'mtqa train', or check with --rules-only"
            )
        if self.normalisation != NORMALISATION:
            raise DetectorError(
                "this detector was trained for another version of mtqa; train it anew with 'mtqa train'"
            )

    def score(self, model: LanguageModel, texts: Sequence[str]) -> list[TextScore]:
        """Score normalised texts with all that the detector reads."""
        return model.score(texts, self.weights.layers, self.weights.branch)

    def measure(self, model: LanguageModel, texts: Sequence[str]) -> list[Measured]:
        """Score normalised texts, and keep what judging them needs."""
        scores = self.score(model, texts)
        measures = self.weights.measure(scores)
        return [Measured.of(score, m.features, m.shares) for score, m in zip(scores, measures, strict=True)]

    @property
    def first_look(self) -> FirstLook:
        """What quick runs estimate evidence with.

        Raises:
            DetectorError: this detector was trained without.
        """
        if self.calibration.first_look is None:
            raise DetectorError("this detector has no first look for quick runs; train it anew, or check without quick")
        return self.calibration.first_look

    def glance(self, model: LanguageModel, texts: Sequence[str]) -> list[Glance]:
        """Take a first look at normalised texts."""
        readings = (self.weights.head.read(states) for states in model.glance(texts, self.weights.branch))
        found = []
        for reading in readings:
            machine, translated, quality = reading.outputs.tolist()
            found.append(Glance(machine, translated, quality, len(reading.shares)))
        return found

    def worthwhile(
        self, glances: Sequence[Glance], groups: Sequence[str], rules: Sequence[Sequence[str]]
    ) -> list[tuple[float, bool]]:
        """Return each sentence's estimated evidence, and whether it comes near enough to a limit for a full pass."""
        look, calibration = self.first_look, self.calibration
        found = []
        for glance, name, hits in zip(glances, groups, rules, strict=True):
            evidence = look.llr(glance) + calibration.rules.llr(hits)
            limit = calibration.thresholds.of(name, glance.tokens).evidence
            found.append((evidence, evidence >= limit - look.margin))
        return found

    def judge(self, texts: Sequence[Measured], groups: Sequence[str], rules: Sequence[Sequence[str]]) -> list[Judged]:
        """Judge sentences by what was measured, their groups (see `group`) and the ids of the rules that hit them."""
        return [self._judged(text, name, hits) for text, name, hits in zip(texts, groups, rules, strict=True)]

    def _judged(self, text: Measured, name: str, hits: Sequence[str]) -> Judged:
        calibration, features = self.calibration, text.features
        evidence = calibration.evidence.llr(features) + calibration.rules.llr(hits)
        shares = text.shares[:, :2] @ np.asarray(calibration.evidence.slopes(features))
        words = np.zeros(len(text.spans))
        np.add.at(words, text.owners, shares)
        return Judged(calibration.fluency.of(name, features), evidence, words, evidence - float(words.sum()))
