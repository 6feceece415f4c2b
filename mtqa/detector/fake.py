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
    Limits,
    RuleWeights,
    Thresholds,
)
from mtqa.detector.detector import Detector
from mtqa.detector.first_look import FirstLook
from mtqa.detector.head import OUTPUTS, Head
from mtqa.detector.probe import Probe
from mtqa.detector.weights import Weights
from mtqa.lm.branch import Branch
from mtqa.lm.fake import HIDDEN, FakeModel
from mtqa.text.normalise import NORMALISATION


def fake() -> Detector:
    """Return a detector that finds a sentence machine-like from two odd words in seven on."""
    nought, one = np.zeros((1, HIDDEN), np.float32), np.ones((1, HIDDEN), np.float32)
    values = np.zeros((len(OUTPUTS), 1, HIDDEN), np.float32)
    values[0, 0, 0] = 20
    head = Head(nought[0], one[0], nought, values, np.zeros(len(OUTPUTS), np.float32))
    weights = Weights(Branch("fake", 0, 1, {}), head, Probe((1,), nought, one, nought, 0.0))
    band = Band(1_000_000, tuple(float(bits) for bits in np.linspace(9, 2, len(LEVELS))))
    documents = DocumentModel(human=-2.0, machine=1.0, between=0.5, within=2.0, threshold=2.0)
    rules_only = DocumentModel(human=-0.02, machine=0.1, between=0.01, within=0.1, threshold=1.5)
    calibration = Calibration(
        target=0.01,
        evidence=Evidence(-2.0, {"machine": 1.0}),
        fluency=Fluency(0.0, dict.fromkeys(GROUPS, (band,))),
        rules=RuleWeights({}, 0.0),
        thresholds=Thresholds(dict.fromkeys(GROUPS, (Limits(1_000_000, 3.0, 0.05),))),
        documents=documents,
        rules_only=rules_only,
        first_look=FirstLook(-2.0, {"machine": 1.0}, 0.3),
    )
    return Detector("fake", "fake", FakeModel.name, NORMALISATION, weights, calibration)
