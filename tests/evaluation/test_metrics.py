"""Measures, against figures worked out by hand and against other libraries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.evaluation import metrics
from mtqa.evaluation.metrics import Interval, area, auc, hits_at, intervals, true_positive_rate

scores = st.lists(st.sampled_from([-2.0, -1.0, 0.0, 0.5, 0.5, 1.0, 3.0]), min_size=1, max_size=40).map(np.asarray)
shares = st.floats(0, 1)


@pytest.fixture
def classes():
    """Return two classes that overlap, with some equal scores."""
    rng = np.random.default_rng(3)
    return rng.normal(0.8, 1, 300).round(1), rng.normal(0, 1, 200).round(1)


def test_area_by_hand():
    """Of the four pairs two are right, one is equal and one is wrong."""
    assert auc(np.asarray([1.0, 3.0]), np.asarray([1.0, 2.0])) == pytest.approx((0.5 + 0 + 1 + 1) / 4)


def test_area_as_scikit_learn_has_it(classes):
    """The area is that of scikit-learn."""
    sklearn = pytest.importorskip("sklearn.metrics")
    positive, negative = classes
    truth = np.r_[np.ones(len(positive)), np.zeros(len(negative))]
    assert auc(positive, negative) == pytest.approx(sklearn.roc_auc_score(truth, np.r_[positive, negative]))


def test_area_of_a_yes_and_no_is_balanced_accuracy():
    """The mean of the shares of right answers is an area too."""
    yes, no = np.asarray([1.0, 1.0, 0.0, 1.0]), np.asarray([0.0, 0.0, 0.0, 1.0, 0.0])
    assert auc(yes, no) == pytest.approx((3 / 4 + 4 / 5) / 2)


def test_true_positive_rate_by_hand():
    """One of four negatives may pass: the threshold is above 2, and equal scores pass together."""
    positive, negative = np.asarray([5.0, 3.0, 2.5, 1.0]), np.asarray([4.0, 2.0, 2.0, 0.0])
    assert true_positive_rate(positive, negative, 0.25) == 3 / 4
    assert true_positive_rate(positive, negative, 0.5) == 3 / 4
    assert true_positive_rate(positive, negative, 0.75) == 1.0
    assert true_positive_rate(positive, negative, 0.24) == 1 / 4


def test_true_positive_rate_as_scikit_learn_has_it(classes):
    """It is the highest rate on scikit-learn's curve that keeps to the share."""
    sklearn = pytest.importorskip("sklearn.metrics")
    positive, negative = classes
    truth = np.r_[np.ones(len(positive)), np.zeros(len(negative))]
    false, true, _ = sklearn.roc_curve(truth, np.r_[positive, negative], drop_intermediate=False)
    for share in (0.01, 0.05, 0.3):
        assert true_positive_rate(positive, negative, share) == pytest.approx(true[false <= share].max())


@given(scores, scores, shares, shares)
def test_more_false_positives_find_no_less(positive, negative, one, other):
    """The rate grows with the share that is allowed, and all are found when all may pass."""
    low, high = sorted((one, other))
    assert true_positive_rate(positive, negative, low) <= true_positive_rate(positive, negative, high)
    assert true_positive_rate(positive, negative, 1.0) == pytest.approx(1.0)


@given(scores, scores, st.integers(0, 39), st.floats(0, 5))
def test_a_higher_positive_harms_no_measure(positive, negative, which, more):
    """Raising one positive lowers neither the area nor what is found; swapping the classes mirrors the area."""
    raised = positive.astype(float)
    raised[which % len(raised)] += more
    assert auc(raised, negative) >= auc(positive, negative) - 1e-12
    assert true_positive_rate(raised, negative, 0.1) >= true_positive_rate(positive, negative, 0.1)
    assert auc(negative, positive) == pytest.approx(1 - auc(positive, negative))


@given(scores, scores)
def test_a_monotone_change_of_scale_changes_nothing(positive, negative):
    """Only the order counts."""
    stretched = np.exp(positive), np.exp(negative)
    assert auc(*stretched) == pytest.approx(auc(positive, negative))
    assert true_positive_rate(*stretched, 0.05) == true_positive_rate(positive, negative, 0.05)


def test_intervals_hold_the_value_and_grow_with_dependence(classes):
    """The bootstrap is fixed by its seed; sentences that stand together tell less than those that don't."""
    rng = np.random.default_rng(0)
    positive, negative = (np.repeat(rng.normal(mean, 1, 40), 10) for mean in (0.5, 0))
    alone = tuple([str(i) for i in range(400)] for _ in range(2))
    together = tuple([str(i // 10) for i in range(400)] for _ in range(2))
    measures = (area, hits_at(0.05))
    narrow, wide = (intervals(measures, positive, negative, groups, 200) for groups in (alone, together))
    assert narrow == intervals(measures, positive, negative, alone, 200)
    for one, other in zip(narrow, wide, strict=True):
        assert one.value == other.value
        assert other.low <= one.low <= one.value <= one.high <= other.high


def test_the_interval_of_the_area_is_about_what_theory_says(classes):
    """The width is that of Hanley and McNeil (1982), within a fifth."""
    positive, negative = classes
    groups = tuple([str(i) for i in range(len(side))] for side in classes)
    (found,) = metrics.intervals((metrics.area,), positive, negative, groups, 500)
    a, n, m = found.value, len(positive), len(negative)
    q, r = a / (2 - a), 2 * a * a / (1 + a)
    error = ((a * (1 - a) + (n - 1) * (q - a * a) + (m - 1) * (r - a * a)) / (n * m)) ** 0.5
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.2)


def test_wilson():
    """The interval of 5 in 100 as tables have it; of none in 20 it ends below a fifth; of nothing there is none."""
    found = metrics.rate_interval(5, 100)
    assert (found.low, found.high) == pytest.approx((0.0215, 0.1118), abs=5e-4)
    assert metrics.rate_interval(0, 20).low == 0.0
    assert metrics.rate_interval(0, 20).high == pytest.approx(0.1611, abs=5e-4)
    assert np.isnan(metrics.rate_interval(0, 0).value)


def test_the_curve_has_the_area(classes):
    """The trapezia under the thinned curve have nearly the area of the whole; it rises from corner to corner."""
    points = np.asarray(metrics.roc(*classes))
    assert points[0].tolist() == [0, 0]
    assert points[-1].tolist() == [1, 1]
    assert (np.diff(points, axis=0) >= 0).all()
    assert np.trapezoid(points[:, 1], points[:, 0]) == pytest.approx(auc(*classes), abs=0.01)


def test_reliability_by_hand():
    """Two scores make two bins; both classes weigh the same, however many there are."""
    odds = np.log(np.asarray([0.2 / 0.8] * 5 + [0.8 / 0.2] * 5))
    positive = np.asarray([True, False, False, False, False, True, False, False, False, False])
    low, high = metrics.reliability(odds, positive)
    assert (low.count, high.count) == (5, 5)
    assert (low.probability, high.probability) == pytest.approx((0.2, 0.8))
    assert (low.share, high.share) == pytest.approx((0.5, 0.5))
    assert metrics.calibration_error((low, high)) == pytest.approx(0.3)


def test_true_probabilities_are_calibrated():
    """Where what was said is what is so, the error is small, and the bins have equal mass."""
    rng = np.random.default_rng(1)
    machine = np.arange(20_000) < 10_000
    odds = rng.normal(np.where(machine, 0.5, -0.5), 1)  # the log odds of two normals with means a unit apart
    bins = metrics.reliability(odds, machine)
    assert metrics.calibration_error(bins) < 0.02
    assert [b.weight for b in bins] == pytest.approx([0.1] * 10, abs=1e-3)
    assert metrics.calibration_error(metrics.reliability(3 * odds, machine)) > 0.1


def test_correlations_as_scipy_has_them():
    """Pearson's and Spearman's are scipy's; what doesn't vary correlates with nothing."""
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(2)
    x = rng.normal(size=200).round(1)
    y = x**3 + rng.normal(size=200)
    assert metrics.pearson(x, y) == pytest.approx(stats.pearsonr(x, y)[0])
    assert metrics.spearman(x, y) == pytest.approx(stats.spearmanr(x, y)[0])
    assert metrics.pearson(np.ones(5), np.arange(5.0)) == 0.0


def test_the_mean_correlation_of_samples():
    """Of two samples that go together and against each other the mean is nought; each holds its own interval."""
    x = np.arange(50.0)
    linear, ranked = metrics.correlations([(x, x), (x, -x)], 50)
    assert (linear.value, ranked.value) == pytest.approx((0, 0))
    (one, _) = metrics.correlations([(x, x + np.random.default_rng(0).normal(0, 20, 50))], 200)
    assert one.low < one.value < one.high


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        (Interval(0.8125, 0.79, 0.834), ".812 [.790, .834]"),
        (Interval(1.0, 0.9996, 1.0), "1.000 [1.000, 1.000]"),
        (Interval(-0.05, -0.2, 0.0), "-.050 [-.200, .000]"),
    ],
)
def test_an_interval_as_it_is_printed(interval, said):
    """There is no nought before the point."""
    assert str(interval) == said
