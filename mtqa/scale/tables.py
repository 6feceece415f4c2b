"""The tables of the output: a row for each document, each sentence and each record that was put aside.

Columns have the names and the values, rounded as there, of the JSON report (docs/json.md). ``document`` is the key that
joins a document's row with those of its sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from mtqa.document import Document
from mtqa.report.as_json import document_object
from mtqa.result import DocumentResult
from mtqa.scale.chunks import Aside, Judged, Record

_PLACE = pa.struct([("unit", pa.string()), ("name", pa.string()), ("start", pa.float64()), ("end", pa.float64())])
_FINDING = pa.struct(
    [
        ("rule", pa.string()),
        ("severity", pa.string()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("text_start", pa.int32()),
        ("text_end", pa.int32()),
        ("message", pa.string()),
        ("suggestion", pa.string()),
    ]
)
_TOKEN = pa.struct(
    [
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("surprisal", pa.float64()),
        ("evidence", pa.float64()),
        ("expected", pa.list_(pa.string())),
    ]
)
_OF_SENTENCE = [
    ("text", pa.large_string()),
    ("kind", pa.string()),
    ("segment", pa.int64()),
    ("start", pa.int64()),
    ("end", pa.int64()),
    ("line", pa.int64()),
    ("column", pa.int64()),
    ("place", _PLACE),
    ("fluency", pa.float64()),
    ("evidence", pa.float64()),
    ("evidence_base", pa.float64()),
    ("surprisal", pa.float64()),
    ("verdict", pa.string()),
    ("reason", pa.string()),
    ("model_reason", pa.string()),
    ("findings", pa.list_(_FINDING)),
    ("tokens", pa.list_(_TOKEN)),
]
_OF_DOCUMENT = [
    ("language", pa.string()),
    ("verdict", pa.string()),
    ("probability", pa.float64()),
    ("interval", pa.list_(pa.float64())),
    ("evidence", pa.float64()),
    ("fluency", pa.float64()),
    ("judged", pa.int64()),
    ("suspicious", pa.int64()),
    ("first_line", pa.int64()),
    ("last_line", pa.int64()),
]
SENTENCE = pa.struct(_OF_SENTENCE)
"""A sentence, as a value of a list."""
DOCUMENT_FIELDS = tuple(_OF_DOCUMENT)
"""What is said of a document besides its place."""
_KEY = [("document", pa.string()), ("path", pa.string()), ("id", pa.string()), ("number", pa.int64())]
DOCUMENTS = pa.schema(
    [
        *_KEY,
        ("line", pa.int64()),
        ("format", pa.string()),
        *_OF_DOCUMENT,
        ("sentences", pa.int64()),
    ]
)
SENTENCES = pa.schema(
    [("document", pa.string()), ("path", pa.string()), ("id", pa.string()), ("number", pa.int64()), *_OF_SENTENCE]
)
QUARANTINE = pa.schema(
    [
        ("path", pa.string()),
        ("number", pa.int64()),
        ("record", pa.string()),
        ("why", pa.string()),
        ("reason", pa.string()),
    ]
)


def key_of(partition: str, number: int) -> str:
    """Return the key of a document: its partition, and its place among the partition's records from 0."""
    return f"{partition}-{number:06}"


def of_document(result: DocumentResult, *, tokens: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return what is said of a document, and of its sentences, with the names of the columns."""
    whole = document_object(result, tokens=tokens)
    passage = whole["passage"] or {}
    document = {name: whole.get(name) for name, _ in _OF_DOCUMENT}
    return {**document, **passage}, whole["sentences"]


def rows_of_documents(judged: Judged, *, tokens: bool) -> tuple[pa.Table, pa.Table]:
    """Return the rows of a chunk's documents, and those of their sentences."""
    documents: list[dict[str, Any]] = []
    sentences: list[dict[str, Any]] = []
    for number, record, result in judged_documents(judged):
        key = {"document": key_of(judged.chunk.name, number), "path": result.path, "id": result.id}
        document, found = of_document(result, tokens=tokens)
        own = {"number": record.number, "line": line_of(record), "format": result.format, "sentences": len(found)}
        documents.append({**key, **document, **own})
        sentences += [{**key, **sentence, "number": place} for place, sentence in enumerate(found)]
    return _table(documents, DOCUMENTS), _table(sentences, SENTENCES)


def quarantine_of(judged: Judged) -> pa.Table:
    """Return a row for each record of a chunk that was put aside."""
    rows = [
        {
            "path": record.path,
            "number": record.number,
            "record": aside.path,
            "why": aside.why.value,
            "reason": aside.reason,
        }
        for record, aside in zip(judged.chunk.records, judged.results, strict=True)
        if isinstance(aside, Aside)
    ]
    return _table(rows, QUARANTINE)


def line_of(record: Record) -> int:
    """Return the line, or the row of a table, that a document begins in."""
    document = record.what
    assert isinstance(document, Document)
    return document.line if document.row is None else document.row


def judged_documents(judged: Judged) -> Iterator[tuple[int, Record, DocumentResult]]:
    """Yield the documents of a chunk that were judged, each with its place among the records."""
    for number, (record, result) in enumerate(zip(judged.chunk.records, judged.results, strict=True)):
        if isinstance(result, DocumentResult):
            yield number, record, result


def _table(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema)
