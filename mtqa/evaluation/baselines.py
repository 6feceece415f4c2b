"""Simpler ways to tell machine translations, scored on the same rows: what the detector must be better than."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mtqa.errors import DataError
from mtqa.evaluation.metrics import SEED
from mtqa.text.normalise import normalise
from mtqa.training import data
from mtqa.training.data import MACHINE, NATIVE, REFERENCE
from mtqa.training.scoring import Measured

LANGUAGE, NGRAMS = "language identification", "character n-grams"
SURPRISAL, STATISTICS, PROBE = "mean surprisal", "surprisal statistics", "linear probe"
BASELINES = (LANGUAGE, NGRAMS, SURPRISAL, STATISTICS, PROBE)

SIZE = 40_000
"""Sentences that the character model learns from, half of them machine translations."""


def not_english(texts: Sequence[str]) -> NDArray[np.float64]:
    """Score texts by language identification: one less the probability of English; each from the same seed."""
    from langdetect import detector_factory  # noqa: PLC0415 - loading its profiles takes half a second
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415

    factory = detector_factory.DetectorFactory()
    factory.load_profile(detector_factory.PROFILES_DIRECTORY)
    factory.set_seed(SEED)
    scores = []
    for text in texts:
        detector = factory.create()
        detector.append(text)
        try:
            ranked = detector.get_probabilities()
        except LangDetectException:  # no letters
            ranked = []
        scores.append(1.0 - max((float(one.prob) for one in ranked if one.lang == "en"), default=0.0))
    return np.asarray(scores)


def character_model(texts: Sequence[str], machine: Sequence[bool]) -> Callable[[Sequence[str]], NDArray[np.float64]]:
    """Fit a logistic regression on character n-grams of one to four, weighted by rarity, and return its log odds."""
    text, linear = _sklearn("feature_extraction.text"), _sklearn("linear_model")
    pipeline = _sklearn("pipeline").make_pipeline(
        text.HashingVectorizer(analyzer="char_wb", ngram_range=(1, 4), n_features=2**18, alternate_sign=False),
        text.TfidfTransformer(sublinear_tf=True),
        linear.SGDClassifier(loss="log_loss", alpha=3e-5, class_weight="balanced", random_state=SEED),
    )
    pipeline.fit(list(texts), np.asarray(machine))

    def score(others: Sequence[str]) -> NDArray[np.float64]:
        odds: NDArray[np.float64] = pipeline.decision_function(list(others))
        return odds

    return score


def character_scores(folder: Path, texts: Sequence[str], size: int = SIZE) -> NDArray[np.float64]:
    """Train the character model on the training years and score normalised texts.

    Half of what it learns from is machine translations, a quarter human translations, a quarter native English.
    """
    rows = list({row.text: row for row in data.sentences(folder, "train")}.values())
    rng = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    shares = ((MACHINE, size // 2), (REFERENCE, size // 4), (NATIVE, size // 4))
    drawn = [row for label, n in shares for row in data.balanced((r for r in rows if r.label == label), n, rng)]
    if len({row.label == MACHINE for row in drawn}) < 2:
        raise DataError(f"{folder}: the training sentences must hold machine translations and human text")
    score = character_model([normalise(row.text).text for row in drawn], [row.label == MACHINE for row in drawn])
    return score(texts)


def statistics_scores(measured: Measured, learn: Sequence[int], machine: Sequence[bool]) -> NDArray[np.float64]:
    """Fit a logistic regression on what a language model says of a text as a whole, and score all texts.

    Args:
        measured: the features of the texts.
        learn: the places of those to learn from, which nothing is measured on.
        machine: which of them are machine translations.
    """
    columns = [measured.column(name) for name in ("surprisal", "spread", "shocks")]
    length = np.log(np.maximum(measured.column("tokens"), 3.0))
    inputs = np.stack([*columns, length], axis=1)
    model = _sklearn("pipeline").make_pipeline(
        _sklearn("preprocessing").StandardScaler(),
        _sklearn("linear_model").LogisticRegression(class_weight="balanced", max_iter=1_000),
    )
    model.fit(inputs[list(learn)], np.asarray(machine))
    odds: NDArray[np.float64] = model.decision_function(inputs)
    return odds


def _sklearn(module: str) -> Any:
    """Import a module of scikit-learn, or say how to get it."""
    from importlib import import_module  # noqa: PLC0415

    try:
        return import_module(f"sklearn.{module}")
    except ImportError:
        raise DataError("the baselines need scikit-learn; run: pip install 'mtqa[train]'") from None
