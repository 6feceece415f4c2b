"""How much of the rules' weights counts beside the model."""

from __future__ import annotations

import numpy as np
import pytest

from mtqa.detector.calibration import RuleWeights
from mtqa.training.calibrating import fit_share, scaled

EVEN = np.ones(4_000)


def _drawn(seed):
    rng = np.random.default_rng(seed)
    machine = np.arange(4_000) < 2_000
    return machine, np.where(machine, 1.0, -1.0) + rng.normal(0, np.sqrt(2), 4_000), rng


def test_what_the_model_has_seen_counts_for_nothing():
    """Rules that only repeat the model's ratio have no share."""
    machine, ratio, _ = _drawn(1)
    assert fit_share(ratio, ratio, machine, EVEN) == pytest.approx(0.0, abs=0.051)


def test_what_is_independent_counts_in_full():
    """Rules that see something else keep their weights."""
    machine, ratio, rng = _drawn(2)
    other = np.where(machine, 1.0, -1.0) + rng.normal(0, np.sqrt(2), 4_000)
    assert fit_share(ratio, other, machine, EVEN) >= 0.9


def test_weights_are_scaled_and_nothing_is_left_out_in_silence():
    """A share of every weight, and of what no hit at all says."""
    rules = RuleWeights({"a.b": 2.0, "c.d": 0.001}, -0.2)
    assert scaled(rules, 0.25) == RuleWeights({"a.b": 0.5}, -0.05)
    assert scaled(rules, 0.0) == RuleWeights({}, -0.0)
