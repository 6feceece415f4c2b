"""Judges documents: splits, applies the rules, scores, and puts the answers together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean
from typing import NamedTuple, TypeVar

from mtqa import detector as detectors
from mtqa import lm, text
from mtqa._version import __version__
from mtqa.cache import Cache, key, location
from mtqa.config import Settings
from mtqa.detector import LAYOUT, Detector, Glance, Measured, Passage, group, judge_document, judge_sentence
from mtqa.document import Document, Sentence
from mtqa.errors import UsageError
from mtqa.lm import LanguageModel
from mtqa.result import DocumentResult, Finding, SentenceResult, Severity, Signature, TokenScore, Verdict
from mtqa.rules import RuleSet, own

CHUNK = 256
"""Sentences that are scored together: enough to pack well, few enough that an interruption loses seconds."""

Kept = TypeVar("Kept", Measured, Glance)


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


class Scorer(NamedTuple):
    """What scores are made with: the language model's name and revision, its number format, the device in words."""

    model: str
    precision: str
    device: str


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
        self.cached = 0
        """Sentences that needed no scoring."""
        self._say = say

    @cached_property
    def model(self) -> LanguageModel:
        """The language model.

        Raises:
            ModelError: it is not installed and can't be, or can't be loaded.
            DetectorError: the detector belongs to another one.
        """
        model = lm.load(self.settings, self._say)
        self.detector.fit(model.name)
        return model

    @cached_property
    def cache(self) -> Cache | None:
        """What earlier runs scored; None where it isn't wanted."""
        if not self.settings.cache:
            return None
        return Cache(location(), int(self.settings.cache_size * 2**20), self._say)

    @cached_property
    def scorer(self) -> Scorer:
        """What scores are made with. Where the cache has noted it for this machine, the model isn't loaded for it."""
        noted = self.cache.name(self._circumstances) if self.cache and self._circumstances else None
        if noted is not None and noted.count("\n") == len(Scorer._fields) - 1:
            scorer = Scorer(*noted.split("\n"))
            self.detector.fit(scorer.model)
            return scorer
        scorer = _scorer(self.model)
        self._note(scorer)
        return scorer

    @cached_property
    def _circumstances(self) -> str | None:
        return lm.circumstances(self.settings)

    def _note(self, scorer: Scorer) -> None:
        self.__dict__["scorer"] = scorer
        if self.cache and self._circumstances:
            self.cache.note(self._circumstances, "\n".join(scorer))

    @property
    def device(self) -> str:
        """What the scores were computed on, in words, and how many of them in earlier runs."""
        device = self.model.device if "model" in self.__dict__ else self.scorer.device
        noun = "sentence" if self.cached == 1 else "sentences"
        return f"{device}; {self.cached:,} {noun} from the cache" if self.cached else device

    @property
    def _quickly(self) -> str:
        if not self.settings.quick:
            return ""
        return f"/quick-{hashlib.sha256(repr(self.detector.first_look).encode()).hexdigest()[:8]}"

    @property
    def signature(self) -> Signature:
        """Everything that decides a score."""
        with_model = not self.settings.rules_only
        scorer = self.__dict__.get("scorer")  # a run that scored nothing must not load the model for its name
        return Signature(
            mtqa=__version__,
            model=f"{scorer.model}/{scorer.precision}{self._quickly}" if scorer else "none",
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
        for start in range(0, len(due), CHUNK):
            part = due[start : start + CHUNK]
            yield from self._quickly_scored(part) if self.settings.quick else self._in_full(part)

    def _quickly_scored(self, due: Sequence[tuple[Sentence, tuple[Finding, ...]]]) -> Iterator[_Scored]:
        looks = self._by_first_look(due)
        scored = self._in_full([one for one, look in zip(due, looks, strict=True) if look is None])
        for look in looks:
            yield next(scored) if look is None else look

    def _by_first_look(self, due: Sequence[tuple[Sentence, tuple[Finding, ...]]]) -> list[_Scored | None]:
        """Return what a first look says of each sentence; None of those that need the full pass."""
        texts = [text.normalise(sentence.text).text for sentence, _ in due]
        unique = list(dict.fromkeys(texts))
        glances = dict(zip(unique, self.glances(unique), strict=True))
        groups, hits = _groups_and_hits(due)
        looks = self.detector.worthwhile([glances[one] for one in texts], groups, hits)
        return [
            None
            if worth or any(finding.severity is Severity.ERROR for finding in findings)
            else _Scored(None, evidence, glances[one].tokens)
            for one, (_, findings), (evidence, worth) in zip(texts, due, looks, strict=True)
        ]

    def _in_full(self, due: Sequence[tuple[Sentence, tuple[Finding, ...]]]) -> Iterator[_Scored]:
        normalised = [text.normalise(sentence.text) for sentence, _ in due]
        unique = list(dict.fromkeys(n.text for n in normalised))
        measured = dict(zip(unique, self.measured(unique), strict=True))
        texts = [measured[n.text] for n in normalised]
        groups, hits = _groups_and_hits(due)
        for (sentence, _), n, one, judged in zip(
            due, normalised, texts, self.detector.judge(texts, groups, hits), strict=True
        ):
            tokens = _tokens(sentence, n, one, judged.words.tolist())
            features = one.features
            yield _Scored(judged.fluency, judged.evidence, features.tokens, features.surprisal, tokens, judged.base)

    def measured(self, texts: Sequence[str]) -> list[Measured]:
        """Measure normalised texts: take from the cache what it has, and score and keep the rest.

        Raises:
            ModelError: the language model is missing or failed.
        """
        return self._kept("", texts, Measured, self.detector.measure)

    def glances(self, texts: Sequence[str]) -> list[Glance]:
        """Take a first look at normalised texts, and keep that too.

        Raises:
            ModelError: the language model is missing or failed.
        """
        return self._kept("glance", texts, Glance, self.detector.glance)

    def _kept(
        self,
        what: str,
        texts: Sequence[str],
        kind: type[Kept],
        make: Callable[[LanguageModel, Sequence[str]], list[Kept]],
    ) -> list[Kept]:
        """Take from the cache what it has of some texts; make and keep the rest."""
        scorer = self.scorer
        if self.cache is None:
            return make(self.model, texts)
        parts = (LAYOUT, scorer.model, scorer.precision, self.detector.identity, *([what] if what else []))
        keys = [key(*parts, one) for one in texts]
        stored = self.cache.get(keys)
        found = {i: kind.unpack(stored[name]) for i, name in enumerate(keys) if name in stored}
        missing = [i for i in range(len(texts)) if i not in found]
        if missing and _scorer(self.model)[:2] != scorer[:2]:  # noted of this machine when it was another
            self._note(_scorer(self.model))
            return self._kept(what, texts, kind, make)
        if missing:
            found |= zip(missing, make(self.model, [texts[i] for i in missing]), strict=True)
            self.cache.put((keys[i], found[i].pack()) for i in missing)
        if not what:
            self.cached += len(texts) - len(missing)
        return [found[i] for i in range(len(texts))]

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
        if len(fluency) < len(judged):  # a quick run knows it of odd sentences alone
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


def _groups_and_hits(
    due: Sequence[tuple[Sentence, tuple[Finding, ...]]],
) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return each sentence's group, and the ids of the rules that hit it."""
    groups = [group(sentence.kind, sentence.text) for sentence, _ in due]
    return groups, [tuple(finding.rule for finding in findings) for _, findings in due]


def _scorer(model: LanguageModel) -> Scorer:
    return Scorer(model.name, model.precision, model.device)


def _tokens(
    sentence: Sentence, normalised: text.Normalised, measured: Measured, words: Sequence[float]
) -> tuple[TokenScore, ...]:
    """Place the model's tokens in the sentence and in the source."""
    placed = []
    for span, bits, expected, adds in zip(
        measured.spans, measured.surprisals.tolist(), measured.expected, words, strict=True
    ):
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
