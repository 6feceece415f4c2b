"""Judges documents: splits, applies the rules, scores, and puts the answers together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

from mtqa import detector as detectors
from mtqa import lm, text
from mtqa._version import __version__
from mtqa.config import Settings
from mtqa.detector import Detector, Passage, group, judge_document, judge_sentence
from mtqa.document import Document, Sentence
from mtqa.lm import LanguageModel, TextScore
from mtqa.result import DocumentResult, Finding, SentenceResult, Signature, TokenScore, Verdict
from mtqa.rules import RuleSet, own


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read and looked at by the rules: all but what the language model says."""

    document: Document
    language: str | None
    sentences: tuple[Sentence, ...]
    skips: tuple[str | None, ...]
    findings: tuple[tuple[Finding, ...], ...]

    @property
    def judged(self) -> int:
        """How many of its sentences are due to be judged."""
        return sum(skip is None for skip in self.skips)


@dataclass(frozen=True, slots=True)
class _Scored:
    """What the language model and the detector say about a sentence."""

    fluency: float | None
    evidence: float
    pieces: int = 0
    surprisal: float | None = None
    tokens: tuple[TokenScore, ...] = ()
    base: float | None = None


class Checker:
    """Checks documents under one set of settings; the language model is loaded when the first sentence needs it."""

    def __init__(self, settings: Settings | None = None, say: Callable[[str], None] = lambda _: None) -> None:
        """Prepare a run; ``say`` is told of an installation of the language model.

        Raises:
            UsageError: a rule that is selected or ignored does not exist.
            ConfigError: a file of rules can't be used.
            DetectorError: the detector, or a calibration of your own, is missing, damaged or made for another.
        """
        self.settings = settings or Settings()
        self.rules = RuleSet.of(self.settings.select, self.settings.ignore, own.load(self.settings.rules))
        self.detector: Detector = (
            detectors.fake()
            if self.settings.model == "fake" and not self.settings.detector
            else detectors.load(self.settings.detector)
        )
        if self.settings.calibration:
            self.detector = detectors.load_calibration(self.settings.calibration, self.detector)
        self._say = say

    @cached_property
    def model(self) -> LanguageModel:
        """The language model.

        Raises:
            ModelError: it is not installed and can't be, or can't be loaded.
            DetectorError: the detector belongs to another one.
        """
        model = lm.load(self.settings, self._say)
        self.detector.fit(model)
        return model

    @property
    def signature(self) -> Signature:
        """Everything that decides a score."""
        with_model = not self.settings.rules_only
        loaded = self.__dict__.get("model")  # a run that scored nothing must not load it for its name
        return Signature(
            mtqa=__version__,
            model=f"{loaded.name}/{loaded.precision}" if loaded else "none",
            detector=self.detector.identity if with_model else "none",
            calibration=self.detector.calibration_identity,
            rules=self.rules.identity,
            segmentation=text.SEGMENTATION,
            language=text.LANGUAGE_ID,
        )

    def read(self, document: Document) -> Read:
        """Split a document, find its language, decide what is judged, and run the rules."""
        sentences = text.split(document)
        language = text.document_language(sentences)
        skips = tuple(text.skip_reason(sentence, language) for sentence in sentences)
        due = [sentence for sentence, skip in zip(sentences, skips, strict=True) if skip is None]
        found = iter(self.rules.check(due))
        findings = tuple(next(found) if skip is None else () for skip in skips)
        return Read(document, language, sentences, skips, findings)

    def judge(self, documents: Sequence[Read]) -> list[DocumentResult]:
        """Judge documents; all their sentences are scored together, each text once."""
        due = [
            (sentence, findings)
            for read in documents
            for sentence, skip, findings in zip(read.sentences, read.skips, read.findings, strict=True)
            if skip is None
        ]
        scored = iter(self._by_rules(due) if self.settings.rules_only else self._by_model(due))
        return [self._result(read, scored) for read in documents]

    def _by_rules(self, due: Sequence[tuple[Sentence, tuple[Finding, ...]]]) -> Iterator[_Scored]:
        weights = self.detector.calibration.rules
        for _, findings in due:
            yield _Scored(None, weights.llr(finding.rule for finding in findings))

    def _by_model(self, due: Sequence[tuple[Sentence, tuple[Finding, ...]]]) -> Iterator[_Scored]:
        normalised = [text.normalise(sentence.text) for sentence, _ in due]
        index = {unique: i for i, unique in enumerate(dict.fromkeys(n.text for n in normalised))}
        unique_scores = self.detector.score(self.model, list(index))
        scores = [unique_scores[index[n.text]] for n in normalised]
        groups = [group(sentence.kind, sentence.text) for sentence, _ in due]
        hits = [tuple(finding.rule for finding in findings) for _, findings in due]
        for (sentence, _), n, score, judged in zip(
            due, normalised, scores, self.detector.judge(scores, groups, hits), strict=True
        ):
            tokens = _tokens(sentence, n, score, judged.words.tolist())
            yield _Scored(judged.fluency, judged.evidence, score.pieces, score.mean, tokens, judged.base)

    def _result(self, read: Read, scored: Iterator[_Scored]) -> DocumentResult:
        results = tuple(
            self._judged(sentence, next(scored), findings) if skip is None else _skipped(sentence, skip)
            for sentence, skip, findings in zip(read.sentences, read.skips, read.findings, strict=True)
        )
        judged = [r for r in results if r.verdict is not Verdict.SKIPPED]
        calibration = self.detector.calibration
        judgement = judge_document(
            calibration.rules_only if self.settings.rules_only else calibration.documents,
            [r.evidence for r in judged if r.evidence is not None],
            sum(r.verdict is Verdict.SUSPICIOUS for r in judged),
            sum(len(r.text.split()) for r in judged),
        )
        fluency = [r.fluency for r in judged if r.fluency is not None]
        return DocumentResult(
            path=read.document.path,
            id=read.document.id,
            format=read.document.format,
            language=read.language,
            verdict=judgement.verdict,
            probability=judgement.probability,
            interval=judgement.interval,
            evidence=judgement.evidence,
            fluency=fmean(fluency) if fluency else None,
            sentences=results,
            passage=_lines(judged, judgement.passage),
        )

    def _judged(self, sentence: Sentence, scored: _Scored, findings: tuple[Finding, ...]) -> SentenceResult:
        limits = self.detector.calibration.thresholds.of(group(sentence.kind, sentence.text), scored.pieces)
        verdict, reason = judge_sentence(
            limits,
            sentence.text,
            scored.fluency,
            scored.evidence,
            findings,
        )
        keep = self.settings.tokens or verdict is Verdict.SUSPICIOUS
        return SentenceResult(
            text=sentence.text,
            kind=sentence.kind,
            span=sentence.span,
            line=sentence.line,
            column=sentence.column,
            verdict=verdict,
            reason=reason,
            fluency=scored.fluency,
            evidence=scored.evidence,
            surprisal=scored.surprisal,
            findings=findings,
            tokens=scored.tokens if keep else (),
            base=scored.base,
        )


def _tokens(
    sentence: Sentence, normalised: text.Normalised, score: TextScore, words: Sequence[float]
) -> tuple[TokenScore, ...]:
    """Place the model's tokens in the sentence and in the source."""
    placed = []
    for span, bits, expected, adds in zip(score.spans, score.surprisals.tolist(), score.expected, words, strict=True):
        within = normalised.origin.span(span.start, span.end)
        placed.append(TokenScore(sentence.locate(within), within, bits, expected, adds))
    return tuple(placed)


def _lines(judged: Sequence[SentenceResult], passage: Passage | None) -> tuple[int, int] | None:
    return None if passage is None else (judged[passage.start].line, judged[passage.end - 1].line)


def _skipped(sentence: Sentence, reason: str) -> SentenceResult:
    return SentenceResult(
        text=sentence.text,
        kind=sentence.kind,
        span=sentence.span,
        line=sentence.line,
        column=sentence.column,
        verdict=Verdict.SKIPPED,
        reason=reason,
    )
