"""The pipeline: the one place that knows the whole way of a sentence, from a path to a verdict."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import fmean

from mtqa import detector as detectors
from mtqa import gate, lm, readers, text
from mtqa._version import __version__
from mtqa.config import Settings
from mtqa.detector import Detector, group, judge_document, judge_sentence
from mtqa.document import Document, Sentence
from mtqa.errors import NothingCheckedError, ReadError
from mtqa.lm import LanguageModel, TextScore
from mtqa.result import (
    Coverage,
    DocumentResult,
    Finding,
    Report,
    SentenceResult,
    Signature,
    SkippedFile,
    TokenScore,
    Verdict,
)
from mtqa.rules import RuleSet

CHUNK = 256
"""Sentences that are scored together: enough to pack well, few enough that an interruption loses seconds."""

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. ``files`` and ``sentences`` are done; ``total`` is the number of files found so far."""

    files: int
    total: int
    sentences: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """A document that was read and looked at by the rules: all but what the language model says."""

    document: Document
    language: str | None
    sentences: tuple[Sentence, ...]
    skips: tuple[str | None, ...]
    findings: tuple[tuple[Finding, ...], ...]

    @property
    def judged(self) -> int:
        return sum(skip is None for skip in self.skips)


@dataclass(frozen=True, slots=True)
class _Scored:
    """What the language model and the detector say about a sentence."""

    fluency: float | None
    evidence: float
    surprisal: float | None = None
    tokens: tuple[TokenScore, ...] = ()


class Checker:
    """Checks documents under one set of settings; the language model is loaded when the first sentence needs it."""

    def __init__(self, settings: Settings | None = None, say: Callable[[str], None] = lambda _: None) -> None:
        """Prepare a run; ``say`` is told of an installation of the language model.

        Raises:
            UsageError: a rule that is selected or ignored does not exist.
            DetectorError: the detector is missing or damaged.
        """
        self.settings = settings or Settings()
        self.rules = RuleSet.of(self.settings.select, self.settings.ignore)
        self.detector: Detector = (
            detectors.fake()
            if self.settings.model == "fake" and not self.settings.detector
            else detectors.load(self.settings.detector)
        )
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

    def read(self, document: Document) -> _Read:
        """Split a document, find its language, decide what is judged, and run the rules."""
        sentences = text.split(document)
        language = text.document_language(sentences)
        skips = tuple(text.skip_reason(sentence, language) for sentence in sentences)
        due = [sentence for sentence, skip in zip(sentences, skips, strict=True) if skip is None]
        found = iter(self.rules.check(due))
        findings = tuple(next(found) if skip is None else () for skip in skips)
        return _Read(document, language, sentences, skips, findings)

    def judge(self, documents: Sequence[_Read]) -> list[DocumentResult]:
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
        unique_scores = self.model.score(list(index), self.detector.layers)
        scores = [unique_scores[index[n.text]] for n in normalised]
        groups = [group(sentence.kind, sentence.text) for sentence, _ in due]
        hits = [tuple(finding.rule for finding in findings) for _, findings in due]
        for (sentence, _), n, score, judged in zip(
            due, normalised, scores, self.detector.judge(scores, groups, hits), strict=True
        ):
            yield _Scored(judged.fluency, judged.evidence, score.mean, _tokens(sentence, n, score))

    def _result(self, read: _Read, scored: Iterator[_Scored]) -> DocumentResult:
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
        )

    def _judged(self, sentence: Sentence, scored: _Scored, findings: tuple[Finding, ...]) -> SentenceResult:
        verdict, reason = judge_sentence(
            self.detector.calibration,
            group(sentence.kind, sentence.text),
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
        )


def check(
    paths: Iterable[str | Path],
    settings: Settings | None = None,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    say: Callable[[str], None] = lambda _: None,
    stdin: bytes = b"",
    stdin_format: str = "txt",
) -> Report:
    """Check files and folders.

    Args:
        paths: what to read; ``-`` stands for ``stdin``.
        settings: what is asked for; by default, the defaults.
        progress: is told how far the run is, at every file and every chunk of sentences.
        say: is told, in a line, when the language model is installed.
        stdin: the bytes of standard input.
        stdin_format: their format: a reader's name or suffix.

    Returns:
        The report. After Ctrl-C it holds what was finished, and its ``interrupted`` is set.

    Raises:
        UsageError: a path does not exist, or a rule or format is unknown.
        NothingCheckedError: not a single sentence was judged.
        ModelError: the language model is missing or failed.
    """
    checker = Checker(settings, say)
    run = _Run(checker, progress)
    try:
        run.go(_documents([str(p) for p in paths], checker.settings, run, stdin, stdin_format))
    except KeyboardInterrupt:
        run.interrupted = True
    if not run.characters_scored and not run.interrupted:
        raise NothingCheckedError(_nothing(run))
    return run.report()


def check_texts(texts: Iterable[str], settings: Settings | None = None) -> Report:
    """Check passages of plain English, each a document: ``report.documents[i]`` is about the i-th text.

    Raises:
        ModelError: the language model is missing or failed.
    """
    checker = Checker(settings)
    run = _Run(checker, lambda _: None, keep_all=True)
    run.go(readers.from_text(passage, f"<text {i}>") for i, passage in enumerate(texts))
    return run.report()


class _Run:
    """Gathers documents into chunks, has them judged, and keeps count."""

    def __init__(self, checker: Checker, progress: Callable[[Progress], None], *, keep_all: bool = False) -> None:
        self.checker = checker
        self.progress = progress
        self.keep_all = keep_all
        self.begun = time.monotonic()
        self.results: list[DocumentResult] = []
        self.skipped: list[SkippedFile] = []
        self.encodings: dict[str, str] = {}
        self.seen: dict[str, None] = {}
        self.total = 0
        self.characters_read = 0
        self.characters_scored = 0
        self.interrupted = False
        self._sentences = 0

    def go(self, documents: Iterable[Document]) -> None:
        waiting: list[_Read] = []
        for document in documents:
            self.seen.setdefault(document.path)
            self.characters_read += sum(len(segment.text) for segment in document.segments)
            if document.encoding.lower() not in {"utf-8", "utf_8", "ascii", "utf-8-sig"}:
                self.encodings[document.path] = document.encoding
            read = self.checker.read(document)
            if not read.judged and not self.keep_all:
                self.skipped.append(SkippedFile(_shown(document), _why_unjudged(read)))
                continue
            waiting.append(read)
            if sum(r.judged for r in waiting) >= CHUNK:
                self._judge(waiting)
                waiting = []
        self._judge(waiting)

    def _judge(self, waiting: Sequence[_Read]) -> None:
        for result in self.checker.judge(waiting) if waiting else ():
            self.results.append(result)
            self._sentences += result.judged
            self.characters_scored += sum(len(s.text) for s in result.sentences if s.verdict is not Verdict.SKIPPED)
        self.told()

    def told(self, path: str = "") -> None:
        self.progress(Progress(len(self.seen), max(self.total, len(self.seen)), self._sentences, path))

    def report(self) -> Report:
        settings = self.checker.settings
        coverage = Coverage(
            files_seen=max(self.total, len(self.seen)),
            files_checked=len({result.path for result in self.results}),
            files_skipped=tuple(self.skipped),
            characters_read=self.characters_read,
            characters_scored=self.characters_scored,
        )
        scored = self.characters_scored and not settings.rules_only
        return Report(
            version=__version__,
            signature=self.checker.signature,
            documents=tuple(self.results),
            coverage=coverage,
            gate=gate.decide(self.results, settings, coverage),
            seconds=time.monotonic() - self.begun,
            device=self.checker.model.device if scored else "",
            interrupted=self.interrupted,
            notes=tuple(f"{path} is not UTF-8; it was read as {name}" for path, name in self.encodings.items()),
        )


def _documents(paths: list[str], settings: Settings, run: _Run, stdin: bytes, stdin_format: str) -> Iterator[Document]:
    """Read all documents, and note what can't be read."""
    found: list[readers.Found] = []
    for item in readers.discover([p for p in paths if p != STDIN], settings):
        run.total += 1
        if isinstance(item, SkippedFile):
            run.skipped.append(item)
        else:
            found.append(item)
    if STDIN in paths:
        run.total += 1
        run.told("standard input")
        yield from _readable("<stdin>", readers.read_bytes(stdin, "<stdin>", stdin_format, settings), run)
    for file in found:
        run.told(file.shown)
        yield from _readable(file.shown, readers.read(file, settings), run)


def _readable(path: str, documents: Iterator[Document | SkippedFile], run: _Run) -> Iterator[Document]:
    run.seen.setdefault(path)
    try:
        for document in documents:
            if isinstance(document, SkippedFile):
                run.skipped.append(document)
            else:
                yield document
    except ReadError as error:
        run.skipped.append(SkippedFile(path, str(error)))


def _tokens(sentence: Sentence, normalised: text.Normalised, score: TextScore) -> tuple[TokenScore, ...]:
    """Place the model's tokens in the sentence and in the source."""
    placed = []
    for span, bits, expected in zip(score.spans, score.surprisals.tolist(), score.expected, strict=True):
        within = normalised.origin.span(span.start, span.end)
        placed.append(TokenScore(sentence.locate(within), within, bits, expected))
    return tuple(placed)


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


def _shown(document: Document) -> str:
    return document.path if document.id is None else f"{document.path} ({document.id})"


def _why_unjudged(read: _Read) -> str:
    """Say why none of a document's sentences was judged: the reason of most of them."""
    reasons = [skip for skip in read.skips if skip]
    return max(sorted(set(reasons)), key=reasons.count) if reasons else "no prose in it"


def _nothing(run: _Run) -> str:
    """Say that nothing was checked, and why."""
    if not run.total:
        return "nothing was checked: no file to read was found; name files of a known format, or a folder with some"
    listed = "; ".join(f"{s.path}: {s.reason}" for s in run.skipped[:3])
    more = f"; and {len(run.skipped) - 3} more" if len(run.skipped) > 3 else ""
    return f"nothing was checked: no English sentence was found ({listed}{more})"
