"""The blocks of a comparison as lists show them: the sentences of a document that share one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from mtqa.beside import Previous, Score
from mtqa.result import DocumentResult, Report, SentenceResult


class Block(NamedTuple):
    """The sentences of a document that share a block."""

    document: DocumentResult
    sentences: list[SentenceResult]

    @property
    def text(self) -> str:
        """The candidate's text."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def scores(self) -> tuple[Score, ...]:
        """The block's scores."""
        beside = self.sentences[0].beside
        return beside.scores if beside else ()

    @property
    def references(self) -> tuple[str, ...]:
        """The references that have it."""
        beside = self.sentences[0].beside
        return tuple(filter(None, beside.references)) if beside else ()

    @property
    def previous(self) -> Previous | None:
        """What the baseline candidate says instead."""
        beside = self.sentences[0].beside
        return beside.previous if beside else None

    @property
    def evidence_moved(self) -> float | None:
        """How far the evidence rose since the older version; None where either was not scored."""
        return _less(_mean([s.evidence for s in self.sentences]), self.previous.evidence if self.previous else None)

    @property
    def fluency_moved(self) -> float | None:
        """How far fluency rose since the older version; None where either was not scored."""
        return _less(_mean([s.fluency for s in self.sentences]), self.previous.fluency if self.previous else None)


def blocks_of(report: Report) -> Iterator[Block]:
    """Yield the blocks of all documents, in the order of reading."""
    for document in report.documents:
        found: dict[int, list[SentenceResult]] = {}
        for sentence in document.sentences:
            if sentence.beside is not None:
                found.setdefault(sentence.beside.block, []).append(sentence)
        yield from (Block(document, sentences) for sentences in found.values())


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _less(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before
