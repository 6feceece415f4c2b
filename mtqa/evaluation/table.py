"""All that is known of each held-out sentence, computed once: its scores, and whether it is suspicious."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa.detector import Detector, DocumentJudgement, group, judge_document, judge_sentence
from mtqa.detector.calibration import Calibration
from mtqa.document import Kind, Span
from mtqa.evaluation import baselines
from mtqa.evaluation.results import MTQA
from mtqa.result import DocumentVerdict, Finding, Verdict
from mtqa.rules import RuleSet
from mtqa.training.data import MACHINE
from mtqa.training.heldout import HeldOut, Indexed
from mtqa.training.scoring import Measured

_FLAGGED = {DocumentVerdict.LIKELY, DocumentVerdict.MIXED}


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """A score of every sentence, by the name of what gave it; not a number where nobody asks."""

    name: str
    values: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Scores and verdicts of sentences or documents of a kind, with the source that each belongs to."""

    values: NDArray[np.float64]
    flags: NDArray[np.bool_]
    groups: tuple[str, ...]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.groups)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A row for each sentence of a pool.

    Attributes:
        calibration: what documents are judged by.
        evidence: in nats, shape (n,).
        fluency: 0 to 100, shape (n,).
        suspicious: the verdict, shape (n,).
        words: how long each is, shape (n,).
        baselines: the scores of simpler ways.
    """

    calibration: Calibration
    evidence: NDArray[np.float64]
    fluency: NDArray[np.float64]
    suspicious: NDArray[np.bool_]
    words: NDArray[np.int64]
    baselines: tuple[Score, ...] = ()

    def score(self, name: str) -> NDArray[np.float64]:
        """Return the scores of a name: the evidence for `MTQA`."""
        return self.evidence if name == MTQA else next(s.values for s in self.baselines if s.name == name)

    def sentences(self, documents: Iterable[Indexed], name: str = MTQA, words: tuple[int, int] | None = None) -> Sample:
        """Return the sentences of documents; ``words`` gives the least and greatest length."""
        places = [(i, document.group) for document in documents for i in document.sentences]
        if words is not None:
            places = [(i, source) for i, source in places if words[0] <= self.words[i] <= words[1]]
        index = np.asarray([i for i, _ in places], dtype=np.intp)
        return Sample(self.score(name)[index], self.suspicious[index], tuple(source for _, source in places))

    def documents(self, documents: Iterable[Indexed], first: int, name: str = MTQA) -> Sample:
        """Return documents by the mean of their first sentences; those of fewer are left out."""
        chosen = [(d.group, list(d.sentences[:first])) for d in documents if len(d.sentences) >= first]
        values = self.score(name)
        means = np.asarray([values[index].mean() for _, index in chosen])
        flags = np.asarray([self.flagged(index) for _, index in chosen], dtype=np.bool_)
        return Sample(means, flags, tuple(source for source, _ in chosen))

    def flagged(self, sentences: Sequence[int]) -> bool:
        """Tell whether a document of these sentences is flagged: likely machine-translated, or mixed."""
        return self.judge(sentences).verdict in _FLAGGED

    def judge(self, sentences: Sequence[int]) -> DocumentJudgement:
        """Judge a document of these sentences."""
        index = list(sentences)
        words = int(self.words[index].sum())
        suspicious = int(self.suspicious[index].sum())
        return judge_document(self.calibration.documents, self.evidence[index].tolist(), suspicious, words)


def judge(texts: Sequence[str], captions: Iterable[int], measured: Measured, calibration: Calibration) -> Table:
    """Judge sentences as `mtqa check` does, by what the language model said of them.

    Args:
        texts: as read.
        captions: the places of those that are captions.
        measured: the features of each, typography made uniform.
        calibration: what turns them into answers.
    """
    rules = RuleSet.of()
    kinds = dict.fromkeys(captions, Kind.CAPTION)
    evidence, fluency, suspicious = [], [], []
    for i, raw in enumerate(texts):
        kind = kinds.get(i, Kind.PARAGRAPH)
        name = group(kind, raw)
        features = measured.of(i)
        findings = [
            Finding(h.rule.id, h.severity, Span(h.start, h.end), Span(h.start, h.end), h.message, h.suggestion)
            for h in rules.hits(raw, kind)
        ]
        natural = calibration.fluency.of(name, features)
        llr = calibration.evidence.llr(features) + calibration.rules.llr(f.rule for f in findings)
        limits = calibration.thresholds.of(name, features.tokens)
        evidence.append(llr)
        fluency.append(natural)
        suspicious.append(judge_sentence(limits, raw, natural, llr, findings).verdict is Verdict.SUSPICIOUS)
    return Table(
        calibration,
        np.asarray(evidence, dtype=np.float64),
        np.asarray(fluency, dtype=np.float64),
        np.asarray(suspicious, dtype=np.bool_),
        np.asarray([len(text.split()) for text in texts], dtype=np.int64),
    )


def table(data: Path, held: HeldOut, measured: Measured, detector: Detector) -> Table:
    """Judge the held-out sentences, and score them by the baselines."""
    judged = judge(held.pool.raw, held.captions, measured, detector.calibration)
    texts = held.pool.texts
    documents = (*held.news, *held.genres)
    index = sorted({i for d in documents if d.part == "measure" for i in d.sentences})
    chosen = [texts[i] for i in index]
    learn = [(i, d.label == MACHINE) for d in held.news if d.part == "calibrate" for i in d.sentences]

    def placed(values: NDArray[np.float64]) -> NDArray[np.float64]:
        whole = np.full(len(texts), np.nan)
        whole[index] = values
        return whole

    scores = (
        Score(baselines.LANGUAGE, placed(baselines.not_english(chosen))),
        Score(baselines.NGRAMS, placed(baselines.character_scores(data, chosen))),
        Score(baselines.SURPRISAL, measured.column("surprisal")),
        Score(
            baselines.STATISTICS,
            baselines.statistics_scores(measured, [i for i, _ in learn], [machine for _, machine in learn]),
        ),
        Score(baselines.PROBE, measured.column("probe")),
    )
    return Table(judged.calibration, judged.evidence, judged.fluency, judged.suspicious, judged.words, scores)
