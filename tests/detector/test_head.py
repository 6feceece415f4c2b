"""The head and the passages: sums that add up, runs that are found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from mtqa.detector import fake
from mtqa.detector.calibration import DocumentModel
from mtqa.detector.features import surprisal_statistics
from mtqa.detector.head import OUTPUTS, Head
from mtqa.detector.passages import SHORTEST, find_passage
from mtqa.lm import FakeModel

MODEL = DocumentModel(human=-0.5, machine=0.5, between=0.1, within=1.0, threshold=1.0)


def drawn(seed, size=6, heads=2):
    """Return a head of random weights."""
    rng = np.random.default_rng(seed)

    def array(*shape):
        return rng.normal(size=shape).astype(np.float32)

    return Head(
        array(size), 1 + np.abs(array(size)), array(heads, size), array(len(OUTPUTS), heads, size), array(len(OUTPUTS))
    )


@given(st.integers(0, 50), st.integers(1, 40))
def test_shares_add_up(seed, tokens):
    """The tokens' shares and the bias are the outputs, without remainder."""
    head = drawn(seed)
    states = np.random.default_rng(seed).normal(size=(tokens, 6)).astype(np.float32)
    reading = head.read(states)
    assert reading.shares.shape == (tokens, len(OUTPUTS))
    assert reading.shares.sum(axis=0) + head.bias == pytest.approx(reading.outputs, abs=1e-9)


def test_the_head_is_attention_pooling():
    """The outputs are the values of the states' mean, weighted by a softmax over the tokens."""
    head = drawn(3)
    states = np.random.default_rng(4).normal(size=(7, 6)).astype(np.float32)
    standard = (states - head.mean) / head.spread
    weights = np.exp(standard @ head.attention.T / 6**0.5)
    pooled = (weights / weights.sum(axis=0)).T @ standard
    expected = np.einsum("khd,hd->k", head.values, pooled) / 2 + head.bias
    assert head.read(states).outputs == pytest.approx(expected, abs=1e-5)


def test_no_tokens_leave_the_bias():
    """A text without tokens has the bias alone."""
    head = drawn(5)
    assert head.read(np.zeros((0, 6), np.float32)).outputs == pytest.approx(head.bias)


def test_words_and_base_add_up_to_the_evidence():
    """What the detector shares out among words, and the rest, is the sentence's evidence."""
    detector, model = fake(), FakeModel()
    texts = ["The xqz bridge is old.", "A quiet river runs here.", "Xqz oqd qiv zaq xqz."]
    judged = detector.judge(detector.measure(model, texts), ["prose"] * 3, [()] * 3)
    for one in judged:
        assert one.words.sum() + one.base == pytest.approx(one.evidence)
    assert judged[0].words.argmax() == 1


def test_surprisal_statistics():
    """The spread is the standard deviation, shocks the share of tokens of ten bits and more."""
    spread, shocks = surprisal_statistics(np.asarray([2.0, 4.0, 12.0, 10.0], np.float32))
    assert (spread, shocks) == (pytest.approx(np.std([2, 4, 12, 10])), 0.5)
    assert surprisal_statistics(np.zeros(0, np.float32)) == (0.0, 0.0)


@given(st.lists(st.floats(-3, 3), max_size=12))
def test_a_passage_is_the_best_run(evidence):
    """Up to twelve sentences every length is looked at; the best that speaks for a machine by itself is returned."""
    found = find_passage(MODEL, evidence)
    n = len(evidence)
    best = -np.inf
    for length in range(SHORTEST, n - SHORTEST + 1):
        runs = [(sum(evidence[i : i + length]), i) for i in range(n - length + 1)]
        run = max(runs)[0]
        if MODEL.llr(run / length, length) < np.log(10):
            continue
        rest = (sum(evidence) - run) / (n - length)
        best = max(best, MODEL.passage_llr(run / length, length, rest, n - length) - np.log(len(runs)))
    if found is None:
        assert best == -np.inf
    else:
        assert found.llr == pytest.approx(best, abs=1e-9)


def test_long_documents_are_looked_through_quickly():
    """Ten thousand sentences take some hundred lengths, not ten thousand."""
    evidence = [-1.0] * 9_000
    evidence[4_000:4_030] = [3.0] * 30
    found = find_passage(MODEL, evidence)
    assert abs(found.start - 4_000) <= 5
    assert abs(found.end - 4_030) <= 5


@given(st.floats(-4, 4), st.integers(1, 50), st.floats(-4, 4), st.integers(1, 50))
def test_a_run_is_held_against_its_own_document(run, sentences, rest, others):
    """The ratio is that of two normal densities: deviations shared by one person, or of a machine and a person."""
    noise = np.diag([MODEL.within / sentences, MODEL.within / others])
    shared = multivariate_normal([MODEL.human] * 2, MODEL.between * np.ones((2, 2)) + noise)
    apart = multivariate_normal([MODEL.machine, MODEL.human], MODEL.between * np.eye(2) + noise)
    expected = apart.logpdf([run, rest]) - shared.logpdf([run, rest])
    assert MODEL.passage_llr(run, sentences, rest, others) == pytest.approx(expected, abs=1e-6)


def test_an_even_document_has_no_passage():
    """Where nothing changes hands there is no passage."""
    even, parted = [-0.2] * 20, [-1.0] * 10 + [1.0] * 10
    assert find_passage(MODEL, even) is None
    assert find_passage(MODEL, parted).llr > 0
