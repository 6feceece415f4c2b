"""The detector: a probe and what was measured about it, bound to the language model that it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mtqa.detector.calibration import Calibration
from mtqa.detector.probe import Probe
from mtqa.errors import DetectorError
from mtqa.lm import LanguageModel, TextScore
from mtqa.text.normalise import NORMALISATION


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence's fluency (0 to 100) and evidence (nats)."""

    fluency: float
    evidence: float


@dataclass(frozen=True, slots=True)
class Detector:
    """Reads evidence and fluency off the language model's scores.

    Attributes:
        identity: hash of the probe; part of the signature.
        calibration_identity: hash of the calibration; part of the signature.
        model: name and revision of the language model that the probe was trained on.
        normalisation: version of the typography that it was trained on.
    """

    identity: str
    calibration_identity: str
    model: str
    normalisation: str
    probe: Probe
    calibration: Calibration

    @property
    def layers(self) -> tuple[int, ...]:
        """The blocks whose pooled states the language model must give."""
        return self.probe.layers

    def fit(self, model: LanguageModel) -> None:
        """Make sure that a language model is the one that this detector was trained on.

        Raises:
            DetectorError: it is another; the message says what to do.
        """
        if model.name != self.model:
            raise DetectorError(
                f"this detector was trained on the language model {self.model}, not on {model.name}: use that model, "
                "train a detector for yours with 'mtqa train', or check with --rules-only"
            )
        if self.normalisation != NORMALISATION:
            raise DetectorError(
                "this detector was trained for another version of mtqa; train it anew with 'mtqa train'"
            )

    def judge(self, scores: Sequence[TextScore], groups: Sequence[str], rules: Sequence[Sequence[str]]) -> list[Judged]:
        """Judge sentences by their scores, their groups (see `group`) and the ids of the rules that hit them."""
        if not scores:
            return []
        log_odds = self.probe.scores(np.stack([score.pooled for score in scores]))
        calibration = self.calibration
        return [
            Judged(
                calibration.fluency.of(name, score.mean, score.pieces),
                calibration.evidence.llr(float(odds), score.pieces) + calibration.rules.llr(hits),
            )
            for score, odds, name, hits in zip(scores, log_odds, groups, rules, strict=True)
        ]
