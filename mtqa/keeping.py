"""What a run keeps of its documents: all, or where they are written to a file as they come, the worst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from heapq import heappush, heappushpop
from typing import Protocol

from mtqa.report.html.view import badness, rank
from mtqa.result import DocumentResult, SkippedFile, Verdict

KEPT = 1_000
"""Documents, and skipped files, that a report holds whose run is written to a file as it goes."""
_SENTENCES = 100
"""Of those, so many are kept for their worst sentence alone."""
_OF_EACH_REASON = 3
"""Files that are named with each reason, however many are skipped."""


class Keeper(Protocol):
    """Keeps documents and skipped files for the report."""

    def add(self, document: DocumentResult) -> None:
        """Keep a document, perhaps."""

    def skip(self, file: SkippedFile) -> None:
        """Keep a skipped file, perhaps."""

    def documents(self) -> tuple[DocumentResult, ...]:
        """Return the documents that were kept, in the order in which they came."""

    def skipped(self) -> tuple[SkippedFile, ...]:
        """Return the skipped files that were kept, in the order in which they came."""


class All:
    """Keeps everything."""

    def __init__(self) -> None:
        self._documents: list[DocumentResult] = []
        self._skipped: list[SkippedFile] = []

    def add(self, document: DocumentResult) -> None:
        """Keep a document."""
        self._documents.append(document)

    def skip(self, file: SkippedFile) -> None:
        """Keep a skipped file."""
        self._skipped.append(file)

    def documents(self) -> tuple[DocumentResult, ...]:
        """Return all documents."""
        return tuple(self._documents)

    def skipped(self) -> tuple[SkippedFile, ...]:
        """Return all skipped files."""
        return tuple(self._skipped)


class Worst:
    """Keeps the worst documents, those with the worst sentences, and the first skipped files."""

    def __init__(self, kept: int = 0) -> None:
        """Get ready to keep so many documents; as many as a report holds, where none are named."""
        by_sentence = kept // 10 if kept else _SENTENCES
        self._count = 0
        self._by_rank = _Highest((kept or KEPT) - by_sentence, _rank)
        self._by_sentence = _Highest(by_sentence, lambda document: (_worst_sentence(document),))
        self._skipped: list[SkippedFile] = []
        self._reasons: Counter[str] = Counter()

    def add(self, document: DocumentResult) -> None:
        """Keep a document if it is among the worst so far."""
        self._count += 1
        put_out = self._by_rank.add(document, self._count)
        if put_out is not None:
            self._by_sentence.add(*put_out)

    def skip(self, file: SkippedFile) -> None:
        """Keep a skipped file if it is among the first, or among the first with its reason."""
        few = len(self._reasons) < KEPT and self._reasons[file.reason] < _OF_EACH_REASON
        if few or len(self._skipped) < KEPT:
            self._skipped.append(file)
            self._reasons[file.reason] += 1

    def documents(self) -> tuple[DocumentResult, ...]:
        """Return the worst documents."""
        kept = {**self._by_rank.items(), **self._by_sentence.items()}
        return tuple(kept[number] for number in sorted(kept))

    def skipped(self) -> tuple[SkippedFile, ...]:
        """Return the first skipped files."""
        return tuple(self._skipped)


Key = tuple[float, ...]


def key(document: DocumentResult) -> Key:
    """Return how bad a document is, by its verdict first and by its worst sentence last: the more, the worse."""
    return _rank(document)


class _Highest:
    """Keeps the documents with the highest keys; among equals, those that came first."""

    def __init__(self, limit: int, key: Callable[[DocumentResult], Key]) -> None:
        self._limit = limit
        self._key = key
        self._heap: list[tuple[Key, int, DocumentResult]] = []

    def add(self, document: DocumentResult, number: int) -> tuple[DocumentResult, int] | None:
        """Take in a document that came as the ``number``-th; return the one that has no place any more, if any."""
        item = (self._key(document), -number, document)
        if len(self._heap) < self._limit:
            heappush(self._heap, item)
            return None
        _, place, lowest = heappushpop(self._heap, item)
        return lowest, -place

    def items(self) -> dict[int, DocumentResult]:
        return {-place: document for _, place, document in self._heap}


def _rank(document: DocumentResult) -> Key:
    return (*(-value for value in rank(document)), _worst_sentence(document))


def _worst_sentence(document: DocumentResult) -> float:
    suspicious = (badness(s) for s in document.sentences if s.verdict is Verdict.SUSPICIOUS)
    return max(suspicious, default=float("-inf"))
