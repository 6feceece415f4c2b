"""Are the words that speak for a machine those where people mark errors of fluency?

Three ways of marking words are compared on sentences in which professional translators marked errors: by what a word
adds to the evidence, by how much it takes from the rated quality, and by its surprisal. Each marks the words above a
level of its own, chosen on one half of the documents; precision and recall count characters, so that a span that is
partly right is partly right, and are measured on the other half.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa.detector import Detector
from mtqa.evaluation.metrics import SEED
from mtqa.evaluation.results import Section
from mtqa.lm import LanguageModel, TextScore
from mtqa.text.normalise import normalise
from mtqa.training import data
from mtqa.training.data import MACHINE
from mtqa.training.marked import Output, outputs

MOST = 1_200
"""How many sentences are looked at."""
_LEVELS = np.linspace(0.5, 0.98, 25)
_REPEATS = 500
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, typography made uniform, and the characters in which anyone marked an error of fluency or style."""

    text: str
    document: str
    wrong: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and their harmonic mean, over characters."""

    precision: float
    recall: float
    f1: float


def read_marked(folder: Path) -> list[Marked]:
    """Read sentences of machines with marked errors of fluency or style, an even sample; none without the file.

    What several people marked in one sentence is put together. Only documents that nothing was trained on are read.

    Raises:
        DataError: the file is malformed.
    """
    found = {
        output.row.text: output
        for output in outputs(folder)
        if output.part == "measure" and output.row.label == MACHINE and output.wrong
    }
    return [_normal(found[text]) for text in sorted(found, key=_key)[:MOST]]


def measure_spans(folder: Path, model: LanguageModel, detector: Detector) -> Section | None:
    """Compare the ways of marking words; None where the data folder has no marked sentences."""
    marked = read_marked(folder)
    if not marked:
        return None
    methods: dict[str, list[NDArray[np.float64]]] = {"evidence": [], "quality": [], "surprisal": []}
    for low in range(0, len(marked), _CHUNK):
        scores = detector.score(model, [one.text for one in marked[low : low + _CHUNK]])
        for one, values in zip(marked[low : low + _CHUNK], _by_word(detector, scores), strict=True):
            for name, value in values.items():
                methods[name].append(_spread(one.text, *value))
    truth = [np.asarray(one.wrong) for one in marked]
    halves = np.asarray([data.half(one.document, "spans") for one in marked])
    rows = []
    for name, scored in methods.items():
        result, (low_f1, high_f1) = _measure(scored, truth, halves)
        cells = (f"{value:.3f}" for value in (result.precision, result.recall))
        rows.append((_NAMES[name], *cells, f"{result.f1:.3f} [{low_f1:.3f}, {high_f1:.3f}]"))
    share = float(np.concatenate([truth[i] for i in np.flatnonzero(halves == 1)]).mean())
    rows.append(("every word", f"{share:.3f}", "1.000", f"{2 * share / (1 + share):.3f}"))
    return Section("Where people see errors", _TEXT.format(n=int((halves == 1).sum())), _HEADER, tuple(rows))


_NAMES = {
    "evidence": "words that speak for a machine",
    "quality": "words that lower the quality",
    "surprisal": "surprisal",
}
_HEADER = ("marked by", "precision", "recall", "F1, 95 % interval")
_TEXT = (
    "Sentences of machines in which translators marked errors of fluency or style (MQM, WMT 2020, Chinese into "
    "English; {n} sentences of the measuring half). A word is marked where its score is above a level that was chosen "
    "on the other half; precision and recall count characters. Marking every word is the mark to beat: where much of a "
    "sentence is marked by somebody, its F1 is high."
)


def _by_word(
    detector: Detector, scores: Sequence[TextScore]
) -> list[Mapping[str, tuple[TextScore, NDArray[np.float64]]]]:
    """Return for each text and way of marking a number for each span of the score, higher for more suspicious."""
    found: list[Mapping[str, tuple[TextScore, NDArray[np.float64]]]] = []
    for score, measure in zip(scores, detector.weights.measure(scores), strict=True):
        slopes = np.asarray(detector.calibration.evidence.slopes(measure.features))
        shares = {"evidence": measure.shares[:, :2] @ slopes, "quality": -measure.shares[:, 2]}
        values = {}
        for name, share in shares.items():
            summed = np.zeros(len(score.spans))
            np.add.at(summed, score.owners, share)
            values[name] = (score, summed)
        found.append({**values, "surprisal": (score, score.surprisals.astype(np.float64))})
    return found


def _spread(text: str, score: TextScore, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give every character the number of its word, the sum over the word's pieces; spaces have that before them."""
    totals: list[tuple[int, int, float]] = []
    for (start, end), value in zip(score.spans, values.tolist(), strict=True):
        if totals and totals[-1][1] == start:
            totals[-1] = (totals[-1][0], end, totals[-1][2] + value)
        else:
            totals.append((start, end, value))
    spread = np.full(len(text), -np.inf)
    for start, end, value in totals:
        spread[start:end] = value
    return spread


def _measure(
    values: Sequence[NDArray[np.float64]], truth: Sequence[NDArray[np.bool_]], halves: NDArray[np.int64]
) -> tuple[Scores, tuple[float, float]]:
    """Choose the level on one half, measure on the other, with a bootstrap over sentences."""
    chosen = [i for i in range(len(values)) if halves[i] == 0]
    measured = [i for i in range(len(values)) if halves[i] == 1]
    whole = np.concatenate([values[i] for i in chosen])
    levels = np.quantile(whole[np.isfinite(whole)], _LEVELS)
    level = max(levels, key=lambda at: _scores(_counts(values, truth, chosen, at).sum(axis=0)).f1)
    counts = _counts(values, truth, measured, level)
    rng = np.random.default_rng(SEED)
    drawn = [_scores(counts[rng.integers(len(counts), size=len(counts))].sum(axis=0)).f1 for _ in range(_REPEATS)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return _scores(counts.sum(axis=0)), (float(low), float(high))


def _counts(
    values: Sequence[NDArray[np.float64]], truth: Sequence[NDArray[np.bool_]], index: Sequence[int], level: float
) -> NDArray[np.int64]:
    """Count for each sentence the characters that are rightly marked, marked, and wrong; shape (sentences, 3)."""
    return np.asarray(
        [((marks := values[i] >= level) @ truth[i].astype(np.int64), marks.sum(), truth[i].sum()) for i in index]
    )


def _scores(counts: NDArray[np.int64]) -> Scores:
    right, marked, wrong = (float(count) for count in counts)
    precision, recall = right / max(marked, 1.0), right / max(wrong, 1.0)
    return Scores(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))


def _normal(output: Output) -> Marked:
    normal = normalise(output.row.text)
    wrong = np.zeros(len(output.row.text), dtype=np.bool_)
    for start, end in output.wrong:
        wrong[start:end] = True
    places = [normal.origin.span(i, i + 1) for i in range(len(normal.text))]
    return Marked(normal.text, output.row.group, tuple(bool(wrong[low:high].any()) for low, high in places))


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
