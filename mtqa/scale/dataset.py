"""The check as a transformation of any Ray dataset: a row in, the same row with what was found out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
from ray.data import Dataset

from mtqa.config import Settings
from mtqa.document import Document
from mtqa.errors import ReadError, UsageError
from mtqa.readers.directives import with_directives
from mtqa.readers.tables.records import Columns, Unreadable
from mtqa.readers.tables.rows import RowReader
from mtqa.result import DocumentResult
from mtqa.scale import pipeline
from mtqa.scale.chunks import Aside, Chunk, Judged, Record, packed, unpacked
from mtqa.scale.cluster import in_a_line, share
from mtqa.scale.corpus import MAX_SIZE, absolute
from mtqa.scale.originals import as_stream, rows_of
from mtqa.scale.tables import DOCUMENT_FIELDS, SENTENCE, of_document

ROWS = 256
"""Rows of a batch, by default."""
_ADDED = pa.schema([*DOCUMENT_FIELDS, ("why", pa.string()), ("reason", pa.string()), ("sentences", pa.list_(SENTENCE))])
_FORMAT = "dataset"


def check_dataset(
    dataset: Dataset,
    settings: Settings | None = None,
    *,
    workers: int = 0,
    rows: int = ROWS,
    prefix: str = "",
) -> Dataset:
    """Check the texts of a dataset's rows, lazily: the result is a dataset that can be transformed further.

    Every row comes out, with all its columns and with what was found: ``language``, ``verdict``, ``probability``,
    ``interval``, ``evidence``, ``fluency``, ``judged``, ``suspicious``, ``first_line`` and ``last_line`` of a document,
    and ``sentences``, a list with a struct for each (docs/scale.md). A row that can't be judged has nulls there, and
    says ``why`` and the ``reason``. Offsets count from the start of the row's text.

    Args:
        dataset: any dataset whose rows have the text in ``settings.text_field``.
        settings: what is asked for; the language model must be installed on every node.
        workers: language models, or tasks where rules alone judge; 0 for as many as there are GPUs, or cores for.
        rows: how many rows are judged together.
        prefix: begins the names of the columns that are added, where the dataset has some of these names itself.

    Raises:
        UsageError: the settings can't be used, the cluster hasn't that much, or a column would be replaced.
        ModelError: the language model is missing. When the dataset is consumed: it failed, or differs between workers.
    """
    asked = settings or Settings(max_size=MAX_SIZE)
    threads = asked.jobs or 1
    asked = absolute(asked).replace(jobs=threads)
    with in_a_line():
        names = dataset.schema().names if dataset.schema() is not None else []
        _require(names, asked, prefix)
        taken = share(workers, threads, asked.device, rules_only=asked.rules_only, own=False)
        judges = pipeline.Judges(asked, pipeline.signature(asked, taken))
    chunks = dataset.map_batches(_chunked, fn_kwargs={"settings": asked}, batch_size=rows, batch_format="pyarrow")
    judged = pipeline.judged(chunks, judges, taken)
    return pipeline.mapped(judged, _found, {"tokens": asked.tokens, "prefix": prefix}, taken.lookers)


def _require(names: Sequence[str], settings: Settings, prefix: str) -> None:
    try:
        Columns.of(names, settings, "dataset")
    except ReadError as error:
        raise UsageError(str(error)) from None
    taken = [name for name in _ADDED.names if prefix + name in names]
    if taken:
        raise UsageError(f"the dataset has a column '{prefix + taken[0]}' itself; name a prefix for what is added")


def _chunked(batch: pa.Table, settings: Settings) -> pa.Table:
    """Return a batch as a chunk, with the rows as they stand."""
    columns = Columns.of(batch.schema.names, settings, "dataset")
    reader = RowReader(_FORMAT, _FORMAT, columns, settings)
    cells = {at: batch.column(at) for at in columns.all}
    records = []
    for row in range(batch.num_rows):
        *_, what = reader.read({at: _value(column[row]) for at, column in cells.items()}, row + 1)
        records.append(Record(_FORMAT, row + 1, with_directives(what) if isinstance(what, Document) else what))
    chunk = Chunk("000000-000000", tuple(records), (_FORMAT,), len(records), True, 0, 0.0, as_stream(batch))
    return packed(chunk.name, chunk)


def _value(cell: Any) -> object:
    value: object = cell.as_py()
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return Unreadable("is not valid UTF-8")


def _found(batch: pa.Table, tokens: bool, prefix: str) -> pa.Table:
    """Return the rows of judged chunks, with what was found."""
    return pa.concat_tables([_table(judged, tokens, prefix) for judged in unpacked(batch, Judged)])


def _table(judged: Judged, tokens: bool, prefix: str) -> pa.Table:
    original = rows_of(judged.chunk.rows)
    assert original.num_rows == len(judged.results), "a row was lost"
    added = pa.Table.from_pylist([_row(result, tokens=tokens) for result in judged.results], schema=_ADDED)
    for name in added.schema.names:
        original = original.append_column(prefix + name, added.column(name))
    return original


def _row(result: DocumentResult | Aside, *, tokens: bool) -> Mapping[str, Any]:
    if isinstance(result, Aside):
        return {"why": result.why.value, "reason": result.reason}
    document, sentences = of_document(result, tokens=tokens)
    return {**document, "sentences": sentences}
