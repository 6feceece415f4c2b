"""Thresholds and document models."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.training.calibrating import DocumentScores, Limit, fit_documents, translation_means, upper_quantile

values = st.lists(st.sampled_from([-1.5, 0.0, 0.25, 1.0, 1.0, 3.5]), min_size=1, max_size=60)


@given(values, st.floats(0.001, 0.9))
def test_no_more_than_the_share_reaches_a_threshold(found, share):
    """However many values are equal, at most the share is at or above the threshold, and no lower level would do."""
    array = np.asarray(found)
    threshold = upper_quantile(array, np.ones(len(array)), share)
    assert (array >= threshold).mean() <= share + 1e-9
    lower = array[array < threshold].max()
    assert (array >= lower).mean() > share


def test_what_is_over_any_threshold_counts():
    """Sentences that are flagged anyway use up their part of the share."""
    array = np.asarray([np.inf, 3.0, 2.0, 1.0])
    assert upper_quantile(array, np.ones(4), 0.5) == pytest.approx(2.5)
    assert upper_quantile(array, np.ones(4), 0.25) == pytest.approx(3.001)


def test_evidence_that_is_the_same_everywhere_flags_nothing():
    """Rules that never hit say nothing about any document, and the threshold lies above nothing."""
    same = [DocumentScores(np.zeros(12), machine) for machine in (True, False) for _ in range(20)]
    model = fit_documents(same, [Limit([d for d in same if not d.machine], 0.01)], 3)
    assert model.llr(0.0, 12) < model.threshold


def test_a_document_threshold_keeps_to_every_limit():
    """Of each kind of human documents no more than its share passes."""
    rng = np.random.default_rng(1)

    def drawn(mean, machine):
        return [DocumentScores(rng.normal(mean, 1, 12) + rng.normal(0, 0.5), machine) for _ in range(200)]

    machine, native, translated = drawn(1.0, machine=True), drawn(-1.0, machine=False), drawn(0.2, machine=False)
    limits = [Limit(native, 0.01), Limit(translated, 0.05)]
    model = fit_documents([*machine, *native, *translated], limits, 3)
    for limit in limits:
        passed = [model.llr(float(d.evidence.mean()), 12) >= model.threshold for d in limit.documents]
        assert np.mean(passed) <= limit.share


def test_translations_are_held_against_translations():
    """Beside a source people's translations are the human side: no more than the share of them passes."""
    rng = np.random.default_rng(2)

    def drawn(mean, machine, count=100):
        return [DocumentScores(rng.normal(mean, 1, 12) + rng.normal(0, 0.5), machine) for _ in range(count)]

    people, machines, native = drawn(0.2, machine=False), drawn(1.0, machine=True), drawn(-1.0, machine=False)
    model = fit_documents([*machines, *native], [Limit(native, 0.01)], 3)
    rare = [*drawn(0.0, machine=False, count=3), *drawn(1.0, machine=True, count=3)]
    means = translation_means({"ru": [*people, *machines], "xx": rare}, model, 0.02, 3)
    assert set(means) == {"ru", ""}
    assert means["ru"].documents == means[""].documents == (100, 100)
    assert means["ru"].human == pytest.approx(np.mean([d.evidence.mean() for d in people]), abs=1e-4)
    held = model.of_translations(means["ru"])
    assert held.threshold == means[""].threshold > 0
    passed = [held.llr(float(d.evidence.mean()), 12) >= held.threshold for d in people]
    assert np.mean(passed) <= 0.02
    assert np.mean([model.llr(float(d.evidence.mean()), 12) >= model.threshold for d in people]) > 0.1
    assert translation_means({"xx": rare}, model, 0.02, 3) == {}
