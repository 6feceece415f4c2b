"""Do fluency and evidence go with what people think? Correlations with human ratings of machine translations."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa.detector import Detector
from mtqa.evaluation.metrics import REPEATS, correlations
from mtqa.evaluation.people_references import Known, known
from mtqa.evaluation.results import Correlation
from mtqa.evaluation.table import judge
from mtqa.text.normalise import normalise
from mtqa.training import data
from mtqa.training.data import Rated
from mtqa.training.scoring import Measured

ASSESSMENT, ERRORS = "direct assessment", "marked errors (MQM)"
MEAN = "mean of the pairs"
FLUENCY, EVIDENCE = "fluency", "evidence, negated"
_SCORE_TYPES = ((ASSESSMENT, "DA_z_mean"), (ERRORS, "MQM_neg(0=best)"))

MOST = 2_000
"""How many sentences of a pair are compared at most."""


@dataclass(frozen=True, slots=True)
class RatedText:
    """A machine translation that people rated.

    Attributes:
        raw: the text as read.
        text: the same, typography made uniform.
        score: what people said of it, higher is better.
        document: what must stay on one side of a split; the text itself where the data names no document.
        references: human translations of the same sentence; empty where there are none.
    """

    raw: str
    text: str
    score: float
    document: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ratings:
    """Rated sentences of one pair, and the way that people rated them."""

    pair: str
    kind: str
    rows: tuple[RatedText, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences, typography made uniform."""
        return tuple(row.text for row in self.rows)

    @property
    def scores(self) -> NDArray[np.float64]:
        """What people said of each, shape (n,)."""
        return np.asarray([row.score for row in self.rows], dtype=np.float64)


def ratings(folder: Path) -> tuple[Ratings, ...]:
    """Read the held-out ratings of machine translations; none where the data folder has none.

    Left out is what belongs to documents that train. Of a pair with more than `MOST` a fixed sample is taken, by a hash
    of the text, so that all systems are in it.
    """
    if not (folder / "quality.dev.parquet").is_file():
        return ()
    index = known(folder)
    found = []
    for kind, score_type in _SCORE_TYPES:
        pairs: dict[str, list[RatedText]] = {}
        for row in data.rated(folder, "dev", score_type):
            if (kind == ASSESSMENT or not index or row.text in index) and (rated := _rated(row, index)) is not None:
                pairs.setdefault(row.pair, []).append(rated)
        for pair in sorted(pairs):
            chosen = sorted(pairs[pair], key=_key)[:MOST]
            if len(chosen) > 1:
                found.append(Ratings(pair, kind, tuple(chosen)))
    return tuple(found)


def compare(
    rated: Sequence[Ratings],
    features: Callable[[Sequence[str], str], Measured],
    detector: Detector,
    repeats: int = REPEATS,
) -> tuple[Correlation, ...]:
    """Correlate fluency, evidence, surprisal and the head's idea of quality with the ratings of each pair.

    Args:
        rated: the ratings.
        features: measures texts; the second argument says what they are.
        detector: what gives fluency and evidence.
        repeats: bootstrap samples.
    """
    found = []
    assessed: dict[str, list[tuple[NDArray[np.float64], NDArray[np.float64]]]] = {}
    for one, columns in zip(rated, read_alone(rated, features, detector), strict=True):
        for name, values in columns.items():
            both = (values, one.scores)
            found.append(Correlation(one.pair, one.kind, name, len(values), *correlations([both], repeats)))
            if one.kind == ASSESSMENT:
                assessed.setdefault(name, []).append(both)
    for name, samples in assessed.items():
        if len(samples) > 1:
            total = sum(len(scores) for _, scores in samples)
            found.append(Correlation(MEAN, ASSESSMENT, name, total, *correlations(samples, repeats)))
    return tuple(found)


def read_alone(
    rated: Sequence[Ratings], features: Callable[[Sequence[str], str], Measured], detector: Detector
) -> list[Mapping[str, NDArray[np.float64]]]:
    """Return for each of the ratings what the tool says of the sentences, higher for better: a column for each name."""
    if not rated:
        return []
    measured = features([text for one in rated for text in one.texts], "rated text")
    found: list[Mapping[str, NDArray[np.float64]]] = []
    low = 0
    for one in rated:
        part = Measured(measured.rows[low : low + len(one.rows)])
        low += len(one.rows)
        judged = judge([row.raw for row in one.rows], (), part, detector.calibration)
        found.append(
            {
                FLUENCY: judged.fluency,
                EVIDENCE: -judged.evidence,
                "mean surprisal, negated": -part.column("surprisal"),
                "quality, as the head reads it": part.column("quality"),
            }
        )
    return found


def _rated(row: Rated, index: Mapping[str, Known]) -> RatedText | None:
    """Return a rated text as it is measured; None where it must not be, or has no words."""
    about = index.get(row.text, Known(row.text, row.text, measures=True, human=False, references=()))
    text = normalise(about.text).text
    if about.human or not about.measures or not text.strip():
        return None
    return RatedText(about.text, text, row.score, about.document, about.references)


def _key(row: RatedText) -> str:
    return hashlib.sha256(row.raw.encode()).hexdigest()
