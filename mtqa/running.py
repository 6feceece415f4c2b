"""A run: gathers documents into chunks, has them judged, and keeps count."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from mtqa._version import __version__
from mtqa.ahead import ahead
from mtqa.checker import CHUNK, Checker, Read
from mtqa.coverage import CRASHED, EMPTY, EXPECTED, CoverageCount, crashed, weight
from mtqa.document import Document
from mtqa.entry import Entry, Sink, fingerprint, shown
from mtqa.errors import MtqaError, UsageError
from mtqa.gating import Gating
from mtqa.items import Item
from mtqa.keeping import Keeper
from mtqa.remarks import Remarks, warnings
from mtqa.result import Coverage, DocumentResult, Report, SkippedFile, Tally, Verdict

LOOK_AHEAD = 3
"""Chunks that are read, split and looked at by the rules while the language model computes."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. ``files`` and ``sentences`` are done; ``total`` is the number of files found so far."""

    files: int
    total: int
    sentences: int
    path: str = ""


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


class Run:
    """Gathers documents into chunks, has them judged, and keeps count."""

    def __init__(
        self,
        checker: Checker,
        gating: Gating,
        progress: Callable[[Progress], None],
        keeper: Keeper,
        sink: Sink | None = None,
        *,
        judge_all: bool = False,
    ) -> None:
        self.checker = checker
        self.gating = gating
        self.progress = progress
        self.keeper = keeper
        self.sink = sink
        self.judge_all = judge_all
        self.begun = time.monotonic()
        self.tally = Tally()
        self.seen: dict[str, None] = {}
        self.checked: set[str] = set()
        self.total = 0
        self.count = CoverageCount()
        self.failed: set[str] = set()
        self.unread: set[str] = set()
        self.crashed: dict[str, str] = {}
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
        try:
            read = self.checker.read(item.what)
        except MtqaError:
            raise
        except Exception as error:  # noqa: BLE001 - a rule, maybe somebody's own, fails: all else is still checked
            return _Step(item, entry=Entry(SkippedFile(shown(item.what), crashed(error)), item.number, source))
        if read.judged or self.judge_all:
            return _Step(item, source, read)
        skipped = SkippedFile(shown(item.what), why_unjudged(read))
        return _Step(item, entry=Entry(skipped, item.number, source))

    def _take_all(self, chunks: Iterable[list[_Step]]) -> None:
        for chunk in chunks:
            self._take(chunk)

    def _take(self, chunk: Sequence[_Step]) -> None:
        for step in chunk:
            document = step.item.what
            if isinstance(document, SkippedFile) and document.path == step.item.path and document.reason != EMPTY:
                self.unread.add(step.item.path)
            if document is None:
                self._told(step.item.path)
            else:
                self.gating.ledger.read(step.item.path, document)
            if isinstance(document, Document):
                self.seen.setdefault(document.path)
                self.count.add(document)
                self.remarks.add(document)
        reads = [step.read for step in chunk if step.read is not None]
        judged = iter(self.checker.judge(reads) if reads else ())
        for step in chunk:
            if step.read is not None:
                result = self.gating.told(step.read.document, next(judged))
                self._finish(Entry(result, step.item.number, step.source), step.item.path)
            elif step.entry is not None:
                self._finish(step.entry, step.item.path, kept=step.kept)
        self._told()

    def _finish(self, entry: Entry, path: str, *, kept: bool = False) -> None:
        """Keep what became of a document. With a sink it is compared with the baseline now, else when all are there."""
        if self.sink is not None and isinstance(entry.result, DocumentResult):
            [result] = self._decided([entry.result])
            entry = dataclasses.replace(entry, result=result)
        if self.sink is not None and not kept:
            self.sink.add(entry)
        if isinstance(entry.result, SkippedFile):
            self._skip(entry.result, path)
            return
        result = entry.result
        self.keeper.add(result)
        self.checked.add(path)
        self._sentences += result.judged
        self.count.scored += sum(weight(s.text) for s in result.sentences if s.verdict is not Verdict.SKIPPED)

    def _skip(self, file: SkippedFile, path: str) -> None:
        self.tally.skip(file)
        self.keeper.skip(file)
        self.gating.ledger.skip(path, file)
        if file.reason.startswith(CRASHED):
            self.crashed.setdefault(file.path, file.reason)
            self.unread.add(path)
        if not file.reason.startswith(EXPECTED):
            self.failed.add(path)

    def _decided(self, results: Sequence[DocumentResult]) -> list[DocumentResult]:
        """Find out what counts of documents, and count it."""
        matched = self.gating.matched(results)
        for result in matched:
            self.tally.add(result)
            self.gating.ledger.add(result)
        return matched

    @property
    def may_be_empty(self) -> bool:
        """Whether it is all right that nothing was judged: as asked, or since nothing was changed."""
        return not self.crashed and self.gating.ledger.all_read and self.gating.may_be_empty(self.total)

    def _told(self, path: str = "") -> None:
        if path:
            self.seen.setdefault(path)
        self.progress(Progress(len(self.seen), max(self.total, len(self.seen)), self._sentences, path))

    def report(self) -> Report:
        """Put the whole run together."""
        settings = self.checker.settings
        documents = self.keeper.documents()
        if self.sink is None:
            documents = tuple(self._decided(documents))
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
            files_crashed=tuple(f"{path}: {reason.removeprefix(CRASHED)}" for path, reason in self.crashed.items()),
        )
        compared = self.gating.compare(self.seen.keys() - self.unread, interrupted=self.interrupted)
        decided = self.gating.decide(coverage, compared)
        scored = self.count.scored and not settings.rules_only
        return Report(
            version=__version__,
            signature=self.checker.signature,
            documents=documents,
            coverage=coverage,
            gate=decided,
            seconds=time.monotonic() - self.begun,
            device=self.checker.device if scored else "",
            interrupted=self.interrupted,
            notes=(*self.notes, *self.gating.notes(), *warnings(coverage), *self.remarks.lines()),
            rates=() if settings.rules_only else self.checker.detector.calibration.rates,
            totals=self.tally.totals(),
            baseline=compared,
        )


_ANEW = "so the earlier run does not fit any more: run it anew, without --resume (the cache keeps it short)"


def why_unjudged(read: Read) -> str:
    """Say why none of a document's sentences was judged: the reason of most of them."""
    reasons = [skip for skip in read.skips if skip]
    return max(sorted(set(reasons)), key=reasons.count) if reasons else "no prose in it"
