"""The language model's answers are kept, and put in order."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from mtqa.detector import fake
from mtqa.lm import FakeModel
from mtqa.training import scoring
from mtqa.training.scoring import Scorer

TEXTS = [f"The qiv bridge number {i} is old." if i % 3 else f"Bridge {i} oqd." for i in range(11)]


class Counting(FakeModel):
    """The fake, which counts the texts that it is asked about."""

    def __init__(self):
        """Start at none."""
        self.asked = 0

    def score(self, texts, layers=(), branch=None):
        """Count and score."""
        self.asked += len(texts)
        return super().score(texts, layers, branch)


WEIGHTS = fake().weights


@pytest.fixture
def scorer(tmp_path, monkeypatch):
    """Return a scorer of small chunks, whose model counts."""
    monkeypatch.setattr(scoring, "CHUNK", 4)
    return Scorer(Counting(), tmp_path, lambda _: None)


def test_answers_stand_in_the_order_of_the_texts(scorer):
    """However the texts were chunked, each has the features that it has alone."""
    measured = scorer.features(TEXTS, WEIGHTS, "texts")
    for i, text in enumerate(TEXTS):
        (alone,) = WEIGHTS.measure(FakeModel().score([text], WEIGHTS.layers, WEIGHTS.branch))
        assert measured.of(i) == pytest.approx(alone.features)
    assert measured.column("tokens").tolist() == [measured.of(i).tokens for i in range(len(TEXTS))]


def test_no_text_is_run_twice(scorer):
    """Another order, a part, repetitions and new texts among old ones cost only what is new."""
    whole = scorer.features(TEXTS, WEIGHTS, "texts").rows
    again = scorer.features([TEXTS[5], *TEXTS[::-1], "One more text than before.", TEXTS[5]], WEIGHTS, "texts").rows
    assert scorer.model.asked == len(TEXTS) + 1
    assert np.array_equal(again[1:12], whole[::-1])
    assert np.array_equal(again[[0, -1]], whole[[5, 5]])


def test_a_broken_run_goes_on(scorer, monkeypatch):
    """What was finished before an interruption is not run again."""
    score = Counting.score

    def breaks(self, texts, layers=(), branch=None):
        if self.asked >= 4:
            raise KeyboardInterrupt
        return score(self, texts, layers, branch)

    monkeypatch.setattr(Counting, "score", breaks)
    with pytest.raises(KeyboardInterrupt):
        scorer.features(TEXTS, WEIGHTS, "texts")
    monkeypatch.undo()
    scorer.features(TEXTS, WEIGHTS, "texts")
    assert scorer.model.asked == len(TEXTS)


def test_kinds_of_measurement_are_kept_apart(scorer):
    """States, states of other layers, features, and features by other weights are different measurements."""
    other = dataclasses.replace(WEIGHTS, head=dataclasses.replace(WEIGHTS.head, bias=WEIGHTS.head.bias + 1))
    assert scorer.pooled(TEXTS, (1, 2), "texts").shape == (11, 2, 4)
    assert scorer.pooled(TEXTS, (3,), "texts").shape == (11, 1, 4)
    first, second = (scorer.features(TEXTS, weights, "texts").column("machine") for weights in (WEIGHTS, other))
    assert np.allclose(second, first + 1)
