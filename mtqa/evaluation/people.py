"""Does fluency go with what people think? Correlations with human ratings of machine translations."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa.detector import Detector, group
from mtqa.document import Kind
from mtqa.evaluation.metrics import REPEATS, correlations
from mtqa.evaluation.results import Correlation
from mtqa.text.normalise import normalise
from mtqa.training import data, marked
from mtqa.training.data import Rated
from mtqa.training.scoring import Measured

ASSESSMENT, ERRORS = "direct assessment", "marked errors (MQM)"
MEAN = "mean of the pairs"
_SCORE_TYPES = ((ASSESSMENT, "DA_z_mean"), (ERRORS, "MQM_neg(0=best)"))

MOST = 2_000
"""How many sentences of a pair are compared at most."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """Rated sentences of one pair, typography made uniform, and the way that people rated them."""

    pair: str
    kind: str
    texts: tuple[str, ...]
    scores: tuple[float, ...]


def ratings(folder: Path) -> tuple[Ratings, ...]:
    """Read the held-out ratings, without the sentences that train; none where the data folder has none.

    Of a pair with more than `MOST` a fixed sample is taken, by a hash of the text, so that all systems are in it.
    """
    if not (folder / "quality.dev.parquet").is_file():
        return ()
    trained = {row.text for row in marked.training_rows(folder)}
    found = []
    for kind, score_type in _SCORE_TYPES:
        pairs: dict[str, list[Rated]] = {}
        for row in data.rated(folder, "dev", score_type):
            if row.text not in trained:
                pairs.setdefault(row.pair, []).append(row)
        for pair in sorted(pairs):
            chosen = sorted(pairs[pair], key=_key)[:MOST]
            cleaned = [(text, row.score) for row in chosen if (text := normalise(row.text).text).strip()]
            if len(cleaned) > 1:
                found.append(Ratings(pair, kind, tuple(t for t, _ in cleaned), tuple(s for _, s in cleaned)))
    return tuple(found)


def compare(
    rated: Sequence[Ratings],
    features: Callable[[Sequence[str], str], Measured],
    detector: Detector,
    repeats: int = REPEATS,
) -> tuple[Correlation, ...]:
    """Correlate fluency, surprisal and the head's idea of quality with the ratings of each pair, and their mean.

    Args:
        rated: the ratings.
        features: measures texts; the second argument says what they are.
        detector: what gives fluency.
        repeats: bootstrap samples.
    """
    if not rated:
        return ()
    measured = features([text for one in rated for text in one.texts], "rated text")
    found, low = [], 0
    assessed: dict[str, list[tuple[NDArray[np.float64], NDArray[np.float64]]]] = {}
    for one in rated:
        part = Measured(measured.rows[low : low + len(one.texts)])
        low += len(one.texts)
        scores = np.asarray(one.scores, dtype=np.float64)
        for name, values in _columns(one.texts, part, detector):
            found.append(Correlation(one.pair, one.kind, name, len(scores), *correlations([(values, scores)], repeats)))
            if one.kind == ASSESSMENT:
                assessed.setdefault(name, []).append((values, scores))
    for name, samples in assessed.items():
        if len(samples) > 1:
            total = sum(len(scores) for _, scores in samples)
            found.append(Correlation(MEAN, ASSESSMENT, name, total, *correlations(samples, repeats)))
    return tuple(found)


def _columns(
    texts: Sequence[str], measured: Measured, detector: Detector
) -> tuple[tuple[str, NDArray[np.float64]], ...]:
    fluency = [
        detector.calibration.fluency.of(group(Kind.PARAGRAPH, text), measured.of(i)) for i, text in enumerate(texts)
    ]
    return (
        ("fluency", np.asarray(fluency, dtype=np.float64)),
        ("mean surprisal, negated", -measured.column("surprisal")),
        ("quality, as the head reads it", measured.column("quality")),
    )


def _key(row: Rated) -> str:
    return hashlib.sha256(row.text.encode()).hexdigest()
