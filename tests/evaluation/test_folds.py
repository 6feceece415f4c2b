"""Folds and a bootstrap that keep documents whole."""

from __future__ import annotations

import numpy as np

from mtqa.evaluation.folds import crossed, drawn, interval, linear, signed
from mtqa.evaluation.metrics import Interval


def test_no_group_is_on_both_sides():
    """A row is predicted by rows of other groups alone; the mean of a group's own targets is never seen."""
    groups = [f"g{i % 40}" for i in range(200)]
    targets = np.asarray([float(group[1:]) for group in groups])
    seen = []

    def fit(inputs, outputs, others):
        seen.append((set(outputs.tolist()), len(others)))
        return np.asarray([float(value in outputs) for value in others[:, 0]])

    assert not crossed(targets[:, None], targets, groups, fit).any()
    assert sum(size for _, size in seen) == 200
    assert len(seen) > 5


def test_least_squares():
    """A line is found again."""
    inputs = np.asarray([[0.0], [1.0], [2.0]])
    assert np.allclose(linear(inputs, np.asarray([1.0, 3.0, 5.0]), np.asarray([[10.0]])), [21.0])


def test_whole_groups_are_drawn():
    """Each sample has as many groups as there are, each with all of its rows, and samples are the same each time."""
    groups = ["a", "b", "a", "c", "b", "a"]
    samples = [sample.tolist() for sample in drawn(groups, 20)]
    assert samples == [sample.tolist() for sample in drawn(groups, 20)]
    for sample in samples:
        counts = {i: sample.count(i) for i in range(6)}
        assert counts[0] == counts[2] == counts[5]
        assert counts[1] == counts[4]
        assert counts[0] + counts[1] + counts[3] == 3


def test_differences_have_signs():
    """A difference and its interval."""
    assert interval(0.5, np.asarray([0.0, np.nan, 1.0])) == Interval(0.5, 0.025, 0.975)
    assert signed(Interval(0.031, -0.012, 1.25)) == "+.031 [-.012, +1.250]"
