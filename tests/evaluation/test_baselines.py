"""Simpler ways to tell machine translations."""

from __future__ import annotations

import random

import numpy as np
import pytest

from mtqa.evaluation import baselines
from mtqa.evaluation.metrics import auc
from mtqa.training.scoring import Measured


def test_language_identification_knows_english_and_repeats_itself():
    """English scores low, German high, what has no letters high; the same each time, in any order."""
    texts = ["The bridge over the river was closed in the winter.", "Die Brücke über den Fluss war gesperrt.", "12 %"]
    scores = baselines.not_english(texts)
    assert scores[0] < 0.01
    assert scores[1] > 0.99
    assert scores[2] == 1.0
    assert baselines.not_english(texts[::-1])[::-1].tolist() == scores.tolist()


def test_characters_tell_what_spelling_tells(labelled, sentence):
    """The character model learns odd words from the training years, and gives the same scores again."""
    rng = random.Random(11)
    machine, human = ([sentence(rng, machine=m) for _ in range(60)] for m in (True, False))
    scores = baselines.character_scores(labelled, [*machine, *human], size=400)
    assert auc(scores[:60], scores[60:]) > 0.9
    assert baselines.character_scores(labelled, [*machine, *human], size=400).tolist() == scores.tolist()


def test_statistics_learn_only_from_what_they_are_given():
    """The regression tells classes of different surprisal, and scores texts that it did not learn from."""
    pytest.importorskip("sklearn", reason="needs the extra mtqa[evaluate]")
    rng = np.random.default_rng(5)
    machine = np.arange(200) % 2 == 0
    rows = np.zeros((200, 8))
    rows[:, 4] = rng.normal(np.where(machine, 6.0, 4.0), 0.5)
    rows[:, 5:7] = rng.random((200, 2))
    rows[:, 7] = rng.integers(5, 40, 200)
    scores = baselines.statistics_scores(Measured(rows), range(100), machine[:100].tolist())
    assert auc(scores[100:][machine[100:]], scores[100:][~machine[100:]]) > 0.9
