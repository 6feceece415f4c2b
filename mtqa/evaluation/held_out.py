"""How well machine-translated and human English are told apart on held-out data, beside plain perplexity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.detector import Detector, group, judge_document, judge_sentence
from mtqa.detector.judgement import DocumentJudgement
from mtqa.document import Kind, Span
from mtqa.evaluation.metrics import Interval, auc_interval, rate_interval
from mtqa.result import DocumentVerdict, Finding, Verdict
from mtqa.rules import RuleSet
from mtqa.training.data import MACHINE, NATIVE, REFERENCE
from mtqa.training.heldout import HeldOut, Indexed
from mtqa.training.scoring import Measured

PRIME = "ru-en"
"""The pair that the design sets its aims for: translations of what was written in Russian."""

SENTENCES = 12
"""Documents are compared over their first sentences, as many as a pseudo document has."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An area under the curve of this detector, and of mean surprisal on the same rows."""

    what: str
    counts: tuple[int, int]
    detector: Interval
    perplexity: Interval


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of flagged sentences or documents."""

    what: str
    hits: int
    total: int

    @property
    def interval(self) -> Interval:
        """The rate with its 95 % interval."""
        return rate_interval(self.hits, self.total)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was measured on held-out data."""

    comparisons: tuple[Comparison, ...]
    rates: tuple[Rate, ...]


class Evaluator:
    """Holds the evidence, surprisal and verdict of every held-out sentence."""

    def __init__(self, held: HeldOut, measured: Measured, detector: Detector) -> None:
        """Judge every sentence."""
        calibration = detector.calibration
        rules = RuleSet.of()
        odds = detector.probe.scores(measured.pooled)
        captions = set(held.captions)
        evidence, suspicious = [], []
        for i, (raw, score) in enumerate(zip(held.pool.raw, odds, strict=True)):
            kind = Kind.CAPTION if i in captions else Kind.PARAGRAPH
            name = group(kind, raw)
            findings = [
                Finding(rule.id, rule.severity, Span(start, end), Span(start, end), message, suggestion)
                for rule, start, end, suggestion, message in rules.hits(raw, kind)
            ]
            tokens = int(measured.tokens[i])
            fluency = calibration.fluency.of(name, float(measured.surprisal[i]), tokens)
            llr = calibration.evidence.llr(float(score), tokens) + calibration.rules.llr(f.rule for f in findings)
            evidence.append(llr)
            suspicious.append(judge_sentence(calibration, name, raw, fluency, llr, findings)[0] is Verdict.SUSPICIOUS)
        self._held = held
        self._calibration = calibration
        self._evidence = np.asarray(evidence)
        self._surprisal = measured.surprisal.astype(np.float64)
        self._suspicious = np.asarray(suspicious)

    def run(self) -> Evaluation:
        """Measure on the half that calibration did not use."""
        parts = {
            label: [d for d in self._held.news if d.label == label and d.part == "measure"]
            for label in (MACHINE, REFERENCE, NATIVE)
        }
        genres = [d for d in self._held.genres if d.part == "measure"]
        machine, references, native = parts[MACHINE], parts[REFERENCE], parts[NATIVE]
        russian = [[d for d in side if d.pair == PRIME] for side in (machine, references)]
        comparisons = (
            self._sentences("sentences, Russian, against human translations", *russian),
            self._sentences("sentences, Russian, against native news", russian[0], native),
            self._documents("documents of 12, Russian, against human translations", *russian),
            self._documents("documents of 12, Russian, against native news", russian[0], native),
            self._sentences("sentences, machine against human translations", machine, references),
            self._sentences("sentences, machine against native news", machine, native),
            self._documents("documents of 12, machine against human translations", machine, references),
            self._documents("documents of 12, machine against native news", machine, native),
            self._documents("documents of 12, machine against other genres", machine, genres),
        )
        rates = [
            self._rate("sentences flagged: machine", _flat(machine)),
            self._rate("sentences flagged: human translations", _flat(references)),
            self._rate("sentences flagged: native news", _flat(native)),
            self._rate("sentences flagged: native, other genres", _flat(genres)),
            self._rate("sentences flagged: native captions", self._held.captions[1::2]),
            self._rate("sentences flagged: learner English", self._held.learners),
        ]
        for name, documents in (
            ("machine", machine),
            ("human translations", references),
            ("native news", native),
            ("native, other genres", genres),
        ):
            rates.append(self._verdicts(name, documents))
        by_genre = sorted({d.genre for d in genres})
        rates += [self._verdicts(f"native, {g}", [d for d in genres if d.genre == g]) for g in by_genre]
        return Evaluation(comparisons, tuple(rates))

    def _sentences(self, what: str, machine: Sequence[Indexed], human: Sequence[Indexed]) -> Comparison:
        index = [np.asarray(_flat(side)) for side in (machine, human)]
        groups = tuple([d.group for d in side for _ in d.sentences] for side in (machine, human))
        return self._compare(what, [self._evidence[i] for i in index], [self._surprisal[i] for i in index], groups)

    def _documents(self, what: str, machine: Sequence[Indexed], human: Sequence[Indexed]) -> Comparison:
        sides = [[d for d in side if d.sentences] for side in (machine, human)]
        groups = tuple([d.group for d in side] for side in sides)

        def means(values: NDArray[np.float64]) -> list[NDArray[np.float64]]:
            return [np.asarray([values[list(d.sentences[:SENTENCES])].mean() for d in side]) for side in sides]

        return self._compare(what, means(self._evidence), means(self._surprisal), groups)

    def _compare(
        self,
        what: str,
        evidence: Sequence[NDArray[np.float64]],
        surprisal: Sequence[NDArray[np.float64]],
        groups: Sequence[Sequence[str]],
    ) -> Comparison:
        both = (groups[0], groups[1])
        return Comparison(
            what,
            (len(evidence[0]), len(evidence[1])),
            auc_interval(evidence[0], evidence[1], both),
            auc_interval(surprisal[0], surprisal[1], both),
        )

    def _rate(self, what: str, index: Sequence[int]) -> Rate:
        return Rate(what, int(self._suspicious[list(index)].sum()), len(index))

    def _verdicts(self, what: str, documents: Iterable[Indexed]) -> Rate:
        judged = [self._judge(document) for document in documents]
        flagged = {DocumentVerdict.LIKELY, DocumentVerdict.MIXED}
        return Rate(f"documents flagged: {what}", sum(j.verdict in flagged for j in judged), len(judged))

    def _judge(self, document: Indexed) -> DocumentJudgement:
        index = list(document.sentences)
        words = sum(len(self._held.pool.raw[i].split()) for i in index)
        return judge_document(
            self._calibration.documents, self._evidence[index].tolist(), int(self._suspicious[index].sum()), words
        )


def _flat(documents: Iterable[Indexed]) -> list[int]:
    return [i for document in documents for i in document.sentences]


def evaluate(held: HeldOut, measured: Measured, detector: Detector) -> Evaluation:
    """Measure a detector on held-out data; ``measured`` is what its language model says of ``held.pool``."""
    return Evaluator(held, measured, detector).run()


def rows(evaluation: Evaluation) -> list[str]:
    """Format an evaluation as lines of text."""
    head = f"{'area under the curve, 95 % interval':<52} {'n':>13}  {'mtqa':<20} perplexity"
    curves = [
        f"{c.what:<52} {c.counts[0]:>6}/{c.counts[1]:<6}  {c.detector!s:<20} {c.perplexity}"
        for c in evaluation.comparisons
    ]
    shares = [
        f"{r.what:<52} {r.hits:>6}/{r.total:<6}  {r.interval.value:.2%} [{r.interval.low:.2%}, {r.interval.high:.2%}]"
        for r in evaluation.rates
    ]
    return [head, *curves, "", "share flagged at the default threshold, 95 % interval", *shares]
