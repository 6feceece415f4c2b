"""The pipeline: the one place that knows the whole way of a sentence, from a path to a verdict."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa import gate, readers
from mtqa._version import __version__
from mtqa.checker import Checker, Read
from mtqa.config import Settings
from mtqa.document import Document
from mtqa.errors import NothingCheckedError, ReadError
from mtqa.result import Coverage, DocumentResult, Report, SkippedFile, Verdict

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


def read_all(checker: Checker, paths: Iterable[str | Path]) -> tuple[list[Read], list[SkippedFile]]:
    """Read files and folders without judging them, for ``mtqa calibrate``; return what was read and what was not.

    Raises:
        UsageError: a path does not exist, or a format is unknown.
    """
    run = _Run(checker, lambda _: None)
    documents = _documents([str(p) for p in paths], checker.settings, run, b"", "txt")
    return [checker.read(document) for document in documents], run.skipped


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
        waiting: list[Read] = []
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

    def _judge(self, waiting: Sequence[Read]) -> None:
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
            device=self.checker.device if scored else "",
            interrupted=self.interrupted,
            notes=tuple(f"{path} is not UTF-8; it was read as {name}" for path, name in self.encodings.items()),
            rates=() if settings.rules_only else self.checker.detector.calibration.rates,
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


def _shown(document: Document) -> str:
    return document.path if document.id is None else f"{document.path} ({document.id})"


def _why_unjudged(read: Read) -> str:
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
