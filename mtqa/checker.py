"""Judges documents: splits, applies the rules, scores, and puts the answers together."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from mtqa import detector as detectors
from mtqa import text
from mtqa._version import __version__
from mtqa.config import Settings
from mtqa.detector import Detector, DocumentModel, Measured, Passage, group, judge_document, judge_sentence
from mtqa.document import Document, Sentence
from mtqa.errors import UsageError
from mtqa.measurer import Measurer, Scorer
from mtqa.result import DocumentResult, Finding, SentenceResult, Severity, Signature, TokenScore, Verdict
from mtqa.rules import RuleSet, own
from mtqa.rules.steering import steered
from mtqa.sentence_results import grave, placed, placed_tokens, skipped
from mtqa.translations import Translated, joined, source_of, translated

CHUNK = 256
"""Sentences that are scored together: enough to pack well, few enough that an interruption loses seconds."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read and looked at by the rules: all but what the language model says.

    ``findings`` are of rules that look at the English alone: they are evidence of machine translation. What was found
    beside the source is in ``translated``, and says only that the two don't match.
    """

    document: Document
    language: str | None
    sentences: tuple[Sentence, ...]
    skips: tuple[str | None, ...]
    findings: tuple[tuple[Finding, ...], ...]
    translated: Translated | None = None

    @property
    def judged(self) -> int:
        """How many of its sentences are due to be judged, or are suspicious beside their source."""
        beside = self.beside_findings
        return sum(skip is None or grave(found) for skip, found in zip(self.skips, beside, strict=True))

    @property
    def beside_findings(self) -> tuple[tuple[Finding, ...], ...]:
        """What was found in each sentence beside its source."""
        return self.translated.findings if self.translated else ((),) * len(self.sentences)


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
            UsageError: settings exclude each other.
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
        if self.settings.quick and self.settings.rules_only:
            raise UsageError("quick and rules-only exclude each other; rules alone are quicker still")
        if self.settings.quick:
            self.detector.first_look  # noqa: B018 - tells at once where there is none
        self.measurer = Measurer(self.settings, self.detector, say)
        self._by_source: dict[str | None, RuleSet] = {}

    @property
    def scorer(self) -> Scorer:
        """What scores are made with; see `Measurer.scorer`."""
        return self.measurer.scorer

    @property
    def device(self) -> str:
        """What the scores were computed on, in words, and how many of them in earlier runs."""
        return self.measurer.device

    def measured(self, texts: Sequence[str]) -> list[Measured]:
        """Measure normalised texts; see `Measurer.measured`."""
        return self.measurer.measured(texts)

    @property
    def _quickly(self) -> str:
        if not self.settings.quick:
            return ""
        return f"/quick-{hashlib.sha256(repr(self.detector.first_look).encode()).hexdigest()[:8]}"

    @property
    def signature(self) -> Signature:
        """Everything that decides a score."""
        with_model = not self.settings.rules_only
        scorer = self.measurer.known  # a run that scored nothing must not load the model for its name
        return Signature(
            mtqa=__version__,
            model=f"{scorer.model}/{scorer.precision}{self._quickly}" if scorer else "none",
            detector=self.detector.identity if with_model else "none",
            calibration=self.detector.calibration_identity,
            rules=self.rules.identity,
            segmentation=text.SEGMENTATION,
            language=text.LANGUAGE_ID,
        )

    def due(self, document: Document) -> list[str]:
        """Return the texts of a document that the language model is asked about, normalised, in their order."""
        _, sentences, skips = _split(document)
        kept = (sentence for sentence, skip in zip(sentences, skips, strict=True) if skip is None)
        return [text.normalise(sentence.text).text for sentence in kept]

    def read(self, document: Document) -> Read:
        """Split a document, find its language, decide what is judged, and run the rules."""
        language, sentences, skips = _split(document)
        due = [sentence for sentence, skip in zip(sentences, skips, strict=True) if skip is None]
        source = source_of(document)
        rules = self.rules if source is None else self._steered(source.language)
        found = iter(rules.check(due))
        findings = tuple(next(found) if skip is None else () for skip in skips)
        beside = None if source is None else translated(document, sentences, source, rules)
        return Read(document, language, sentences, skips, findings, beside)

    def _steered(self, language: str | None) -> RuleSet:
        """Return the rules for text from a source language."""
        if language not in self._by_source:
            self._by_source[language] = steered(self.rules, language)
        return self._by_source[language]

    def judge(self, documents: Sequence[Read]) -> list[DocumentResult]:
        """Judge documents; their sentences are scored together, a chunk at a time."""
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
        known: dict[str, Measured] = {}  # no text is measured twice in a call, however far apart it stands
        for start in range(0, len(due), CHUNK):
            part = due[start : start + CHUNK]
            yield from self._quickly_scored(part, known) if self.settings.quick else self._in_full(part, known)

    def _quickly_scored(
        self, due: Sequence[tuple[Sentence, tuple[Finding, ...]]], known: dict[str, Measured]
    ) -> Iterator[_Scored]:
        looks = self._by_first_look(due)
        scored = self._in_full([one for one, look in zip(due, looks, strict=True) if look is None], known)
        for look in looks:
            yield next(scored) if look is None else look

    def _by_first_look(self, due: Sequence[tuple[Sentence, tuple[Finding, ...]]]) -> list[_Scored | None]:
        """Return what a first look says of each sentence; None of those that need the full pass."""
        texts = [text.normalise(sentence.text).text for sentence, _ in due]
        unique = list(dict.fromkeys(texts))
        glances = dict(zip(unique, self.measurer.glances(unique), strict=True))
        groups, hits = _groups_and_hits(due)
        looks = self.detector.worthwhile([glances[one] for one in texts], groups, hits)
        return [
            None
            if worth or any(finding.severity is Severity.ERROR for finding in findings)
            else _Scored(None, evidence, glances[one].tokens)
            for one, (_, findings), (evidence, worth) in zip(texts, due, looks, strict=True)
        ]

    def _in_full(
        self, due: Sequence[tuple[Sentence, tuple[Finding, ...]]], known: dict[str, Measured]
    ) -> Iterator[_Scored]:
        normalised = [text.normalise(sentence.text) for sentence, _ in due]
        unique = [one for one in dict.fromkeys(n.text for n in normalised) if one not in known]
        known.update(zip(unique, self.measured(unique), strict=True))
        texts = [known[n.text] for n in normalised]
        groups, hits = _groups_and_hits(due)
        for (sentence, _), n, one, judged in zip(
            due, normalised, texts, self.detector.judge(texts, groups, hits), strict=True
        ):
            tokens = placed_tokens(sentence, n, one, judged.words.tolist())
            features = one.features
            yield _Scored(judged.fluency, judged.evidence, features.tokens, features.surprisal, tokens, judged.base)

    def _result(self, read: Read, scored: Iterator[_Scored]) -> DocumentResult:
        beside = read.translated.sentences if read.translated else (None,) * len(read.sentences)
        results: list[SentenceResult] = []
        own: list[SentenceResult] = []
        for i, (sentence, skip) in enumerate(zip(read.sentences, read.skips, strict=True)):
            found = read.beside_findings[i]
            if skip is None:
                scores = next(scored)
                alone = self._judged(sentence, scores, read.findings[i])
                own.append(alone)
                result = self._judged(sentence, scores, joined(read.findings[i], found)) if found else alone
            else:
                result = skipped(sentence, skip, found)
            results.append(dataclasses.replace(result, beside=beside[i]) if beside[i] else result)
        judgement = judge_document(
            self._document_model(read),
            [r.evidence for r in own if r.evidence is not None],
            sum(r.verdict is Verdict.SUSPICIOUS for r in own),
            sum(len(r.text.split()) for r in own),
        )
        fluency = [r.fluency for r in own if r.fluency is not None]
        if len(fluency) < len(own):  # a quick run knows it of odd sentences alone
            fluency = []
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
            sentences=tuple(results),
            passage=_lines(own, judgement.passage),
            beside=read.translated.document if read.translated else None,
        )

    def _document_model(self, read: Read) -> DocumentModel:
        """Return how evidence is distributed over documents like one: what has a source is a translation."""
        calibration = self.detector.calibration
        if self.settings.rules_only:
            return calibration.rules_only
        source = read.translated
        return calibration.documents if source is None else calibration.beside_source(source.document.language)

    def _judged(self, sentence: Sentence, scored: _Scored, findings: tuple[Finding, ...]) -> SentenceResult:
        limits = self.detector.calibration.thresholds.of(group(sentence.kind, sentence.text), scored.pieces)
        judged = judge_sentence(
            limits,
            sentence.text,
            scored.fluency,
            scored.evidence,
            findings,
        )
        keep = self.settings.tokens or judged.verdict is Verdict.SUSPICIOUS
        return dataclasses.replace(
            placed(sentence, judged.verdict, judged.reason),
            model_reason=judged.model_reason,
            fluency=scored.fluency,
            evidence=scored.evidence,
            surprisal=scored.surprisal,
            findings=findings,
            tokens=scored.tokens if keep else (),
            base=scored.base,
        )


def _split(document: Document) -> tuple[str | None, tuple[Sentence, ...], tuple[str | None, ...]]:
    """Return a document's language, its sentences, and for each why it is not judged, if it is not."""
    sentences = text.split(document)
    declared = document.language
    language = declared or text.document_language(sentences)
    return (
        language,
        sentences,
        tuple(text.skip_reason(sentence, language, declared=bool(declared)) for sentence in sentences),
    )


def _groups_and_hits(
    due: Sequence[tuple[Sentence, tuple[Finding, ...]]],
) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return each sentence's group, and the ids of the rules that hit it."""
    groups = [group(sentence.kind, sentence.text) for sentence, _ in due]
    return groups, [tuple(finding.rule for finding in findings) for _, findings in due]


def _lines(judged: Sequence[SentenceResult], passage: Passage | None) -> tuple[int, int] | None:
    return None if passage is None else (judged[passage.start].line, judged[passage.end - 1].line)
