"""Which documents or sentences pass, for the cleaning of corpora, and whether that was a filter at all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa
import pyarrow.parquet as pq

from mtqa.document import Document
from mtqa.errors import UsageError
from mtqa.result import DocumentResult, DocumentVerdict, SentenceResult, Verdict
from mtqa.scale.chunks import Judged
from mtqa.scale.originals import rows_of
from mtqa.scale.places import Place
from mtqa.scale.tables import judged_documents, key_of, line_of

ENOUGH = 1_000
"""Units from which on a share says something."""
FEW, MANY = 0.01, 0.99
"""Shares that a threshold keeps by accident rather than on purpose."""
_TEXTS = pa.schema(
    [
        ("document", pa.string()),
        ("path", pa.string()),
        ("id", pa.string()),
        ("line", pa.int64()),
        ("text", pa.large_string()),
    ]
)
_SENTENCES = pa.schema([*_TEXTS, ("fluency", pa.float64()), ("evidence", pa.float64())])
_SUSPECT = (DocumentVerdict.LIKELY, DocumentVerdict.MIXED)


class Unit(StrEnum):
    """What is kept or dropped as a whole."""

    DOCUMENT = "document"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Filter:
    """What passes: what is clear, and what thresholds of one's own let through.

    A document is clear when its verdict is neither likely machine-translated nor mixed, a sentence when its own
    verdict is. What was not judged never passes.

    Attributes:
        unit: what is kept or dropped as a whole.
        min_fluency: the least fluency, 0 to 100, of a document its sentences' mean; None for any.
        max_evidence: the most evidence, in nats; None for any.
        max_suspicious: the most suspicious sentences of a document, in percent of those that were judged; None for any.
    """

    unit: Unit = Unit.DOCUMENT
    min_fluency: float | None = None
    max_evidence: float | None = None
    max_suspicious: float | None = None

    def check(self, *, rules_only: bool) -> None:
        """Refuse thresholds that can't be used.

        Raises:
            UsageError: there is no such figure, or none of that size.
        """
        if rules_only and self.min_fluency is not None:
            raise UsageError("--min-fluency needs the language model; leave out --rules-only")
        if self.unit is Unit.SENTENCE and self.max_suspicious is not None:
            raise UsageError("--max-suspicious is about documents; leave it out with --keep-unit sentence")
        for name, value in (("--min-fluency", self.min_fluency), ("--max-suspicious", self.max_suspicious)):
            if value is not None and not 0 <= value <= 100:
                raise UsageError(f"{name} must be between 0 and 100, not {value:g}")

    def passes(self, result: DocumentResult) -> bool:
        """Tell whether a document passes."""
        if result.verdict in _SUSPECT or not result.judged:
            return False
        share = 100 * result.suspicious / result.judged
        if self.max_suspicious is not None and share > self.max_suspicious:
            return False
        return self._within(result.fluency, result.evidence)

    def passes_sentence(self, sentence: SentenceResult) -> bool:
        """Tell whether a sentence passes."""
        return sentence.verdict is Verdict.CLEAR and self._within(sentence.fluency, sentence.evidence)

    def _within(self, fluency: float | None, evidence: float | None) -> bool:
        if self.min_fluency is not None and (fluency is None or fluency < self.min_fluency):
            return False
        return self.max_evidence is None or (evidence is not None and evidence <= self.max_evidence)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a filter keeps of how much: documents that were judged, or sentences that were read."""

    kept: int
    total: int

    def warning(self, unit: str) -> str:
        """Say that the filter keeps almost nothing or almost everything, where it does; else nothing."""
        if self.total < ENOUGH:
            return ""
        share = self.kept / self.total
        if FEW <= share <= MANY:
            return ""
        much = "almost nothing" if share < FEW else "almost everything"
        return (
            f"--keep keeps {much}: {self.kept:,} of {self.total:,} {unit}s ({share:.2%}); "
            "look at the thresholds, and at what is dropped, before you use it"
        )


def write_kept(judged: Judged, choice: Filter, place: Place) -> Kept:
    """Write what passes of a chunk to a file of that name, without its suffix.

    Records of JSON Lines are written as they stand; rows of Parquet as Parquet, with all their columns; the text of all
    else, and sentences, as Parquet.
    """
    if choice.unit is Unit.SENTENCE:
        return _write_sentences(judged, choice, place)
    found = list(judged_documents(judged))
    passed = [choice.passes(result) for _, _, result in found]
    kept = [each for each, passes in zip(found, passed, strict=True) if passes]
    if not kept:
        return Kept(0, len(found))
    formats = {record.what.format for _, record, _ in found if isinstance(record.what, Document)}
    if formats == {"jsonl"}:
        lines = (
            record.what.source.strip("\ufeff\r\n") + "\n" for _, record, _ in kept if isinstance(record.what, Document)
        )
        _beside(place, ".jsonl").write_bytes("".join(lines).encode("utf-8", "surrogatepass"))
    elif formats == {"parquet"}:
        _write_table(place, _rows(judged, {number for number, _, _ in kept}))
    else:
        rows = [
            {
                "document": key_of(judged.chunk.name, number),
                "path": result.path,
                "id": result.id,
                "line": line_of(record),
                "text": "\n\n".join(segment.text for segment in record.what.segments),
            }
            for number, record, result in kept
            if isinstance(record.what, Document)
        ]
        _write_table(place, pa.Table.from_pylist(rows, schema=_TEXTS))
    return Kept(len(kept), len(found))


def _rows(judged: Judged, kept: set[int]) -> pa.Table:
    """Return the rows of a table's documents that are kept, as they stand."""
    table = rows_of(judged.chunk.rows)
    documents = [n for n, record in enumerate(judged.chunk.records) if isinstance(record.what, Document)]
    return table.take([at for at, number in enumerate(documents) if number in kept])


def _write_sentences(judged: Judged, choice: Filter, place: Place) -> Kept:
    rows = []
    total = 0
    for number, _, result in judged_documents(judged):
        total += len(result.sentences)
        rows += [
            {
                "document": key_of(judged.chunk.name, number),
                "path": result.path,
                "id": result.id,
                "line": sentence.line,
                "text": sentence.text,
                "fluency": sentence.fluency,
                "evidence": sentence.evidence,
            }
            for sentence in result.sentences
            if choice.passes_sentence(sentence)
        ]
    _write_table(place, pa.Table.from_pylist(rows, schema=_SENTENCES))
    return Kept(len(rows), total)


def _write_table(place: Place, table: pa.Table) -> None:
    _beside(place, ".parquet").write(lambda stream: pq.write_table(table, stream, compression="zstd"))


def _beside(place: Place, suffix: str) -> Place:
    return Place(place.filesystem, place.path + suffix, place.shown + suffix)


def described(choice: Filter | None) -> str:
    """Return a filter in a line, to compare with that of an earlier run."""
    if choice is None:
        return ""
    fields = {"unit": choice.unit.value, "min_fluency": choice.min_fluency, "max_evidence": choice.max_evidence}
    return json.dumps({**fields, "max_suspicious": choice.max_suspicious})
