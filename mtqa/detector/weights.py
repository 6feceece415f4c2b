"""What training learns: a branch of the language model, the head on it, and the linear probe beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.detector.features import Features, surprisal_statistics
from mtqa.detector.head import Head
from mtqa.detector.probe import Probe
from mtqa.lm import TextScore
from mtqa.lm.branch import Branch


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """A text's features, and each of the model's tokens' share in the head's outputs, shape (tokens, outputs)."""

    features: Features
    shares: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Reads features off the language model's scores.

    Attributes:
        branch: is run beside the model.
        head: reads the branch's states.
        probe: reads pooled states of the model itself.
    """

    branch: Branch
    head: Head
    probe: Probe

    @property
    def layers(self) -> tuple[int, ...]:
        """The blocks whose pooled states the language model must give."""
        return self.probe.layers

    def measure(self, scores: Sequence[TextScore]) -> list[Measure]:
        """Measure texts that were scored with these layers and this branch; each by itself."""
        if not scores:
            return []
        probed = self.probe.scores(np.stack([score.pooled for score in scores]))
        measures = []
        for score, odds in zip(scores, probed.tolist(), strict=True):
            reading = self.head.read(score.states)
            machine, translated, quality = reading.outputs.tolist()
            spread, shocks = surprisal_statistics(score.surprisals)
            features = Features(machine, translated, quality, odds, score.mean, spread, shocks, score.pieces)
            measures.append(Measure(features, reading.shares))
        return measures
