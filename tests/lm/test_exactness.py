"""Scores that never move: properties of the real model in each number format."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa import detector, lm
from mtqa.config import Settings
from mtqa.lm.packing import WINDOW

pytestmark = pytest.mark.model

PLANES = "".join(chr(plane << 16 | at) for plane in range(17) for at in (0x21, 0x0E01, 0xA000) if plane or at > 0x7F)
TEXTS = (
    "",
    "a",
    "Rain.",
    "The council will decide on the new bridge in March.",
    "Council bridge for the river decision not accepted is yet.",
    "It cost £3.50 (or so he said): naïve, wasn’t it? 🙂",
    "\ud800 half a pair",
    "\x00\x01\x7f",
    "שלום and مرحبا in one line",
    PLANES,
    "the " * 60,
)


@pytest.fixture(scope="module", params=["int8", "float32"])
def scored(request):
    """Return a model with the shipped branch, and what it says of each text alone."""
    model, weights = lm.load(Settings(dtype=request.param)), detector.load().weights
    alone = [model.score([text], weights.layers, weights.branch)[0] for text in TEXTS]
    return model, weights, alone


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.lists(st.integers(0, len(TEXTS) - 1), min_size=1, max_size=8),
    threads=st.integers(1, 3),
    workers=st.integers(1, 3),
)
def test_company_order_and_threads_change_nothing(scored, monkeypatch, order, threads, workers):
    """A text's score is the same to the last bit alone and in any batch, any order and any number of threads.

    ``threads`` share a row, and ``workers`` have a row each.
    """
    model, weights, alone = scored
    monkeypatch.setattr(model, "workers", workers)
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(threads)
        together = model.score([TEXTS[i] for i in order], weights.layers, weights.branch)
        assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)
    for i, score in zip(order, together, strict=True):
        assert np.array_equal(score.surprisals, alone[i].surprisals), TEXTS[i][:20]
        assert np.array_equal(score.pooled, alone[i].pooled)
        assert np.array_equal(score.states, alone[i].states)
        assert (score.spans, score.expected) == (alone[i].spans, alone[i].expected)


def test_every_plane_of_unicode_is_covered(scored):
    """Tokens cover each character once, in order; but for private ones, whose bytes the tokenizer does not know."""
    _, _, alone = scored
    score = alone[TEXTS.index(PLANES)]
    covered = [i for start, end in score.spans for i in range(start, end)]
    assert covered == [i for i, c in enumerate(PLANES) if not c.isspace() and ord(c) < 0xF0000]
    assert np.isfinite(score.surprisals).all()


def test_half_a_surrogate_pair_is_scored_as_what_stands_for_it(scored):
    """No character can't stop a run: it counts as U+FFFD."""
    model, _, alone = scored
    (score,) = model.score(["\ufffd half a pair"])
    assert np.array_equal(score.surprisals, alone[TEXTS.index("\ud800 half a pair")].surprisals)


def test_nothing_and_one_token(scored):
    """An empty text has no tokens; a text of one has one, which is scored after the beginning of sequence."""
    model, weights, alone = scored
    assert (alone[0].pieces, alone[0].spans, alone[0].mean) == (0, (), 0.0)
    assert alone[0].states.shape == (0, model.hidden_size)
    assert alone[1].pieces == 1
    assert alone[1].surprisals.shape == (1,)
    assert alone[1].surprisals[0] > 0
    assert weights.measure(alone[:2])[0].features.tokens == 0


def test_the_beginning_is_fed_and_not_scored(scored):
    """There are as many surprisals as the text has tokens of its own, and the first depends on no other."""
    model, _, _ = scored
    one, two = model.score(["Rain", "Rain fell on the roof all night."])
    assert one.surprisals[0] == two.surprisals[0]
    assert two.pieces == len(model.encode(["Rain fell on the roof all night."])[0].ids)


def test_ten_thousand_tokens():
    """A very long text is scored to its end in windows, each token once, whatever is scored beside it."""
    model = lm.load(Settings(dtype="int8"))
    text = " ".join(f"The {i}th visitor of the old museum was given a small blue book." for i in range(625))
    beside, score = model.score(["Rain.", text])
    assert score.pieces >= 10_000 > WINDOW
    assert (score.spans[0].start, score.spans[-1].end) == (0, len(text))
    assert (score.surprisals > 0).mean() > 0.99
    first = score.spans[WINDOW // 2].end
    (start,) = model.score([text[:first]])
    assert np.abs(score.surprisals[: WINDOW // 2] - start.surprisals[: WINDOW // 2]).mean() < 0.05
    assert beside.pieces == 2
