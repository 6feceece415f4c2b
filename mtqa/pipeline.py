"""The pipeline: the one place that knows the whole way of a sentence, from a path to a verdict."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from mtqa import gate, readers
from mtqa._version import __version__
from mtqa.ahead import ahead
from mtqa.checker import CHUNK, Checker, Read
from mtqa.config import Settings
from mtqa.coverage import EXPECTED, CoverageCount
from mtqa.document import Document
from mtqa.entry import Entry, Sink, fingerprint, shown
from mtqa.errors import NothingCheckedError, UsageError
from mtqa.items import Item, list_files, read_items
from mtqa.keeping import All, Keeper, Worst
from mtqa.remarks import Remarks, warnings
from mtqa.result import Coverage, Report, SkippedFile, Tally, Verdict

LOOK_AHEAD = 3
"""Chunks that are read, split and looked at by the rules while the language model computes."""


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
    sink: Sink | None = None,
) -> Report:
    """Check files and folders.

    Args:
        paths: what to read; ``-`` stands for ``stdin``.
        settings: what is asked for; by default, the defaults.
        progress: is told how far the run is, at every file and every chunk of sentences.
        say: is told, in a line, when the language model is installed.
        stdin: the bytes of standard input.
        stdin_format: their format: a reader's name or suffix.
        sink: is given every document and skipped file as soon as it is finished; then the report holds the worst
            documents only, and the totals of all.

    Returns:
        The report. After Ctrl-C it holds what was finished, and its ``interrupted`` is set.

    Raises:
        UsageError: a path does not exist, a rule or format is unknown, or what the sink has of an earlier run does
            not fit the files.
        NothingCheckedError: not a single sentence was judged.
        ModelError: the language model is missing or failed.
    """
    checker = Checker(settings, say)
    run = _Run(checker, progress, Worst() if sink else All(), sink)
    try:
        found = list_files(paths, checker.settings, stdin_format, sink.owns if sink else None, run.notes.append)
        run.total = len(found)
        run.go(read_items(found, checker.settings, stdin, stdin_format))
    except KeyboardInterrupt:
        run.interrupted = True
    if not run.count.scored and not run.interrupted:
        raise NothingCheckedError(_nothing(run))
    report = run.report()
    if sink is not None:
        sink.end(report)
    return report


def check_texts(texts: Iterable[str], settings: Settings | None = None) -> Report:
    """Check passages of plain English, each a document: ``report.documents[i]`` is about the i-th text.

    Raises:
        ModelError: the language model is missing or failed.
    """
    checker = Checker(settings)
    run = _Run(checker, lambda _: None, All(), judge_all=True)
    passages = (readers.from_text(passage, f"<text {i}>") for i, passage in enumerate(texts))
    run.go(Item(passage.path, 1, passage) for passage in passages)
    return run.report()


def read_all(checker: Checker, paths: Iterable[str | Path]) -> tuple[list[Read], list[SkippedFile]]:
    """Read files and folders without judging them, for ``mtqa calibrate``; return what was read and what was not.

    Raises:
        UsageError: a path does not exist, or a format is unknown.
    """
    found = list_files(paths, checker.settings, "txt")
    reads: list[Read] = []
    skipped: list[SkippedFile] = []
    for item in read_items(found, checker.settings, b"", "txt"):
        if isinstance(item.what, Document):
            reads.append(checker.read(item.what))
        elif item.what is not None:
            skipped.append(item.what)
    return reads, skipped


@dataclass(frozen=True, slots=True)
class _Step:
    """An item that was looked at: its document is to be judged (``read``), or it is ready (``entry``)."""

    item: Item
    source: str = ""
    read: Read | None = None
    entry: Entry | None = None
    kept: bool = False
    """Whether the sink has the entry already, from an earlier run."""

    @property
    def due(self) -> int:
        """How many sentences are to be judged."""
        return self.read.judged if self.read else 0


class _Run:
    """Gathers documents into chunks, has them judged, and keeps count."""

    def __init__(
        self,
        checker: Checker,
        progress: Callable[[Progress], None],
        keeper: Keeper,
        sink: Sink | None = None,
        *,
        judge_all: bool = False,
    ) -> None:
        self.checker = checker
        self.progress = progress
        self.keeper = keeper
        self.sink = sink
        self.judge_all = judge_all
        self.begun = time.monotonic()
        self.tally = Tally()
        self.ledger = gate.Ledger()
        self.seen: dict[str, None] = {}
        self.checked: set[str] = set()
        self.total = 0
        self.count = CoverageCount()
        self.failed: set[str] = set()
        self.remarks = Remarks()
        self.notes: list[str] = []
        self.interrupted = False
        self._sentences = 0

    def go(self, items: Iterator[Item]) -> None:
        """Check all items. The language model computes here, and what comes before it is done ahead, in a thread."""
        earlier: Iterator[Entry] = iter(())
        if self.sink is not None and self.total:
            if not self.checker.settings.rules_only:
                _ = self.checker.scorer  # from here on the signature names it
            earlier = self.sink.begin(self.checker.signature)
        chunks = self._chunks(items, earlier)
        if self.checker.settings.rules_only:
            self._take_all(chunks)
        else:
            with closing(ahead(chunks, LOOK_AHEAD)) as waiting:
                self._take_all(waiting)

    def _chunks(self, items: Iterator[Item], earlier: Iterator[Entry]) -> Generator[list[_Step], None, None]:
        """Look at items, and gather them; whatever needs no language model is done here."""
        chunk: list[_Step] = []
        due = 0
        for item in items:
            step = self._step(item, earlier)
            if due and due + step.due > CHUNK:
                yield chunk
                chunk, due = [], 0
            chunk.append(step)
            due += step.due
            if due >= CHUNK or len(chunk) >= 2 * CHUNK:
                yield chunk
                chunk, due = [], 0
        left = next(earlier, None)
        if left is not None:
            raise UsageError(f"{left.result.path} is no longer there, {_ANEW}")
        yield chunk

    def _step(self, item: Item, earlier: Iterator[Entry]) -> _Step:
        if item.what is None:
            return _Step(item)
        entry = next(earlier, None)
        if entry is not None:
            if not entry.is_of(item.number, item.what):
                raise UsageError(f"{item.path} has changed since, {_ANEW}")
            return _Step(item, entry=entry, kept=True)
        if isinstance(item.what, SkippedFile):
            return _Step(item, entry=Entry(item.what, item.number))
        source = fingerprint(item.what) if self.sink is not None else ""
        read = self.checker.read(item.what)
        if read.judged or self.judge_all:
            return _Step(item, source, read)
        skipped = SkippedFile(shown(item.what), _why_unjudged(read))
        return _Step(item, entry=Entry(skipped, item.number, source))

    def _take_all(self, chunks: Iterable[list[_Step]]) -> None:
        for chunk in chunks:
            self._take(chunk)

    def _take(self, chunk: Sequence[_Step]) -> None:
        for step in chunk:
            document = step.item.what
            if document is None:
                self._told(step.item.path)
            if isinstance(document, Document):
                self.seen.setdefault(document.path)
                self.count.add(document)
                self.remarks.add(document)
        reads = [step.read for step in chunk if step.read is not None]
        judged = iter(self.checker.judge(reads) if reads else ())
        for step in chunk:
            if step.read is not None:
                self._finish(Entry(next(judged), step.item.number, step.source), step.item.path)
            elif step.entry is not None:
                self._finish(step.entry, step.item.path, kept=step.kept)
        self._told()

    def _finish(self, entry: Entry, path: str, *, kept: bool = False) -> None:
        if self.sink is not None and not kept:
            self.sink.add(entry)
        result = entry.result
        if isinstance(result, SkippedFile):
            self.tally.skip(result)
            self.keeper.skip(result)
            if not result.reason.startswith(EXPECTED):
                self.failed.add(path)
            return
        self.tally.add(result)
        self.ledger.add(result)
        self.keeper.add(result)
        self.checked.add(path)
        self._sentences += result.judged
        self.count.scored += sum(len(s.text) for s in result.sentences if s.verdict is not Verdict.SKIPPED)

    def _told(self, path: str = "") -> None:
        if path:
            self.seen.setdefault(path)
        self.progress(Progress(len(self.seen), max(self.total, len(self.seen)), self._sentences, path))

    def report(self) -> Report:
        settings = self.checker.settings
        coverage = Coverage(
            files_seen=max(self.total, len(self.seen)),
            files_checked=len(self.checked),
            files_skipped=self.keeper.skipped(),
            files_failed=len(self.failed - self.checked),
            segments=self.count.segments,
            characters_seen=self.count.seen,
            characters_read=self.count.read,
            characters_scored=self.count.scored,
            masked=self.count.masked(),
            omitted=self.count.omitted(),
        )
        scored = self.count.scored and not settings.rules_only
        return Report(
            version=__version__,
            signature=self.checker.signature,
            documents=self.keeper.documents(),
            coverage=coverage,
            gate=self.ledger.decide(settings, coverage),
            seconds=time.monotonic() - self.begun,
            device=self.checker.device if scored else "",
            interrupted=self.interrupted,
            notes=(*self.notes, *warnings(coverage), *self.remarks.lines()),
            rates=() if settings.rules_only else self.checker.detector.calibration.rates,
            totals=self.tally.totals(),
        )


_ANEW = "so the earlier run does not fit any more: run it anew, without --resume (the cache keeps it short)"


def _why_unjudged(read: Read) -> str:
    """Say why none of a document's sentences was judged: the reason of most of them."""
    reasons = [skip for skip in read.skips if skip]
    return max(sorted(set(reasons)), key=reasons.count) if reasons else "no prose in it"


def _nothing(run: _Run) -> str:
    """Say that nothing was checked, and why."""
    if not run.total:
        return "nothing was checked: no file to read was found; name files of a known format, or a folder with some"
    skipped = run.keeper.skipped()
    listed = "; ".join(f"{s.path}: {s.reason}" for s in skipped[:3])
    more = sum(run.tally.totals().skipped.values()) - 3
    return f"nothing was checked: no English sentence was found ({listed}{f'; and {more} more' if more > 0 else ''})"
