"""The detector that goes with the fake language model: real code on made-up numbers, for tests."""

from __future__ import annotations

import numpy as np

from mtqa.detector.calibration import (
    GROUPS,
    LEVELS,
    Band,
    Calibration,
    DocumentModel,
    Evidence,
    Fluency,
    RuleWeights,
    Thresholds,
)
from mtqa.detector.detector import Detector
from mtqa.detector.probe import Probe
from mtqa.lm.fake import HIDDEN, FakeModel
from mtqa.text.normalise import NORMALISATION


def fake() -> Detector:
    """Return a detector that finds a sentence machine-like from two odd words in seven on."""
    weights = np.zeros((1, HIDDEN), np.float32)
    weights[0, 0] = 20
    probe = Probe((1,), np.zeros((1, HIDDEN), np.float32), np.ones((1, HIDDEN), np.float32), weights, -2.0)
    band = Band(1_000_000, tuple(float(bits) for bits in np.linspace(9, 2, len(LEVELS))))
    documents = DocumentModel(human=-2.0, machine=1.0, between=0.5, within=2.0, threshold=2.0)
    rules_only = DocumentModel(human=-0.02, machine=0.1, between=0.01, within=0.1, threshold=1.5)
    calibration = Calibration(
        target=0.01,
        evidence=Evidence(0.0, 1.0, 0.0, 0.0),
        fluency=Fluency(dict.fromkeys(GROUPS, (band,))),
        rules=RuleWeights({}, 0.0),
        thresholds=dict.fromkeys(GROUPS, Thresholds(3.0, 0.05)),
        documents=documents,
        rules_only=rules_only,
    )
    return Detector("fake", "fake", FakeModel.name, NORMALISATION, probe, calibration)
