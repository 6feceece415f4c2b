"""What is compared: documents of the candidate, each with its references and its older version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mtqa import text
from mtqa.beside import Unpaired
from mtqa.document import Document
from mtqa.errors import NothingPairedError
from mtqa.pairing import Counterparts, summary
from mtqa.pairing.texts import keyed, lines, of_lines

ENGLISH = "en"
_TEXT = "text"


class Blocks(StrEnum):
    """What is compared with what, and counted as a segment by the metrics."""

    AUTO = "auto"
    """Lines where all files have as many and no empty one, units and short records as a whole, else sentences."""
    LINE = "line"
    UNIT = "unit"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Row:
    """A document of the candidate and what stands beside it.

    Attributes:
        document: the candidate's document, as it is to be checked.
        blocks: what its blocks are: a line, a unit or a sentence.
        references: its references, in the order of the command; None where one lacks it.
        baseline: the baseline candidate's document.
    """

    document: Document
    blocks: Blocks
    references: tuple[Document | None, ...]
    baseline: Document | None

    @property
    def others(self) -> tuple[Document, ...]:
        """All that stands beside the candidate."""
        return tuple(each for each in (*self.references, self.baseline) if each is not None)


class Rows:
    """Finds what stands beside each document of the candidate, in the order of reading.

    Args:
        references: where the references are.
        baseline: where the baseline candidate is, if there is one.
        blocks: what was asked for.
    """

    def __init__(self, references: Sequence[Counterparts], baseline: Counterparts | None, blocks: Blocks) -> None:
        self._references = references
        self._baseline = baseline
        self._blocks = blocks
        self._refused: list[Unpaired] = []
        self.rows: list[Row] = []

    @property
    def _all(self) -> tuple[Counterparts, ...]:
        return (*self._references, *([self._baseline] if self._baseline else []))

    def require(self, paths: Iterable[str]) -> None:
        """Make sure, before anything is checked, that some file of the candidate has a counterpart.

        Raises:
            NothingPairedError: none has.
        """
        paths = list(paths)
        if paths and not any(each.fits(paths) for each in self._all):
            for each in self._all:
                for path in paths:
                    each.file_of(path)
            raise NothingPairedError(f"nothing could be compared: {summary(self.unpaired())}")

    def prepare(self, document: Document) -> Document:
        """Find what stands beside a document, and return the document as it is to be checked."""
        references = tuple(self._fitting(each, document) for each in self._references)
        baseline = self._fitting(self._baseline, document) if self._baseline else None
        others = [each for each in (*references, baseline) if each is not None]
        blocks = self._blocks_of(document, others)
        if blocks is Blocks.LINE:
            document = of_lines(document)
        self.rows.append(Row(document, blocks, references, baseline))
        return document

    def unpaired(self) -> tuple[Unpaired, ...]:
        """Return what has nothing beside it, and what could not be compared, and why."""
        return (*(each for one in self._all for each in one.unpaired()), *self._refused)

    def _fitting(self, counterparts: Counterparts, document: Document) -> Document | None:
        other = counterparts.of(document)
        if other is None:
            return None
        why = self._unfit(document, other)
        if why:
            self._refused.append(counterparts.refused(document, other, why))
            return None
        return other

    def _unfit(self, document: Document, other: Document) -> str:
        """Say why two documents can't be compared; nothing where they can."""
        if not other.segments:
            return "it holds no text"
        mine, theirs = (text.document_language(each.segments) or ENGLISH for each in (document, other))
        if mine != theirs:
            return f"it is in another language ({theirs} beside {mine})"
        if self._blocks is Blocks.LINE:
            here, there = (len(lines(each.source)) for each in (document, other))
            if here != there:
                return f"it has {there:,} lines beside {here:,}; without '--blocks line' sentences are aligned"
        return ""

    def _blocks_of(self, document: Document, others: Sequence[Document]) -> Blocks:
        if self._blocks is not Blocks.AUTO:
            return self._blocks
        everything = (document, *others)
        if len(everything) > 1 and all(each.format == _TEXT and each.id is None for each in everything):
            found = [lines(each.source) for each in everything]
            same = len({len(each) for each in found}) == 1 and len(found[0]) > 1
            if same and all(start < end for each in found for start, end in each):
                return Blocks.LINE
        if document.id is not None and all(len(each.segments) == 1 for each in everything):
            return Blocks.UNIT
        return Blocks.UNIT if all(map(keyed, everything)) else Blocks.SENTENCE
