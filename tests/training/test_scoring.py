"""The language model's answers are kept, and put in order."""

from __future__ import annotations

import numpy as np
import pytest

from mtqa.lm import FakeModel
from mtqa.training import scoring
from mtqa.training.scoring import Scorer

TEXTS = [f"The qiv bridge number {i} is old." if i % 3 else f"Bridge {i} oqd." for i in range(11)]


class Counting(FakeModel):
    """The fake, which counts the texts that it is asked about."""

    def __init__(self):
        """Start at none."""
        self.asked = 0

    def score(self, texts, layers=()):
        """Count and score."""
        self.asked += len(texts)
        return super().score(texts, layers)


@pytest.fixture
def scorer(tmp_path, monkeypatch):
    """Return a scorer of small chunks, whose model counts."""
    monkeypatch.setattr(scoring, "CHUNK", 4)
    return Scorer(Counting(), (1, 2), tmp_path, lambda _: None)


def test_answers_stand_in_the_order_of_the_texts(scorer):
    """However the texts were chunked, each has the answer that it has alone."""
    measured = scorer.measure(TEXTS, "texts")
    alone = FakeModel().score(TEXTS, (1, 2))
    assert measured.tokens.tolist() == [one.pieces for one in alone]
    assert np.allclose(measured.surprisal, [one.mean for one in alone])
    assert np.allclose(measured.pooled, np.stack([one.pooled for one in alone]), atol=1e-3)


def test_no_text_is_run_twice(scorer):
    """Another order, a part, repetitions and new texts among old ones cost only what is new."""
    whole = scorer.measure(TEXTS, "texts")
    again = scorer.measure([TEXTS[5], *TEXTS[::-1], "One more text than before.", TEXTS[5]], "texts")
    assert scorer.model.asked == len(TEXTS) + 1
    assert again.surprisal[1:12].tolist() == whole.surprisal[::-1].tolist()
    assert again.surprisal[0] == again.surprisal[-1] == whole.surprisal[5]


def test_a_broken_run_goes_on(scorer, monkeypatch):
    """What was finished before an interruption is not run again."""
    run = Scorer._run

    def breaks(self, texts, surprisal):
        if self.model.asked >= 4:
            raise KeyboardInterrupt
        return run(self, texts, surprisal)

    monkeypatch.setattr(Scorer, "_run", breaks)
    with pytest.raises(KeyboardInterrupt):
        scorer.measure(TEXTS, "texts")
    monkeypatch.undo()
    scorer.measure(TEXTS, "texts")
    assert scorer.model.asked == len(TEXTS)


def test_kinds_of_measurement_are_kept_apart(scorer, tmp_path):
    """States alone, with surprisal, and of other layers are different measurements."""
    assert np.isnan(scorer.measure(TEXTS, "texts", surprisal=False).surprisal).all()
    assert not np.isnan(scorer.measure(TEXTS, "texts").surprisal).any()
    assert Scorer(scorer.model, (3,), tmp_path, print).measure(TEXTS, "texts").pooled.shape == (11, 1, 4)
