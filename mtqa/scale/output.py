"""The folder of a run: what lies where, and the commit of a partition, which is all or nothing.

A partition's files are written first, each whole or not at all, and its commit record last: only what has one counts.
What a partition holds is decided by the input alone, so writing it twice, by a worker that was thought dead, writes the
same again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mtqa.errors import OutputError, UsageError
from mtqa.keeping import Worst, key
from mtqa.report.as_json import document_object, dump
from mtqa.result import DocumentResult, DocumentVerdict, SkippedFile
from mtqa.scale.chunks import Aside, Judged, Why, unpacked
from mtqa.scale.counts import Counts
from mtqa.scale.journal import FOLDER as JOURNAL
from mtqa.scale.keeping import Filter, write_kept
from mtqa.scale.places import Place
from mtqa.scale.tables import quarantine_of, rows_of_documents

SCHEMA = "mtqa-scale/1"
"""The contract's name: columns and fields may be added under it, never renamed or removed."""
RUN = "_run/run.json"
COMMITS = "_run/commits"
WORST = "_run/worst"
TABLES = ("documents", "sentences", "quarantine")
KEPT = "kept"
SUMMARY, OVERVIEW = "summary.json", "overview.html"
_WORST = 100
"""Documents of a partition that the overview can show."""
_LEAST = -1e9
_SUSPECT = (DocumentVerdict.LIKELY, DocumentVerdict.MIXED)
_NAMED = 20
"""Records of a partition that were put aside and are named in the report."""
STATS = pa.schema([("partition", pa.string()), ("record", pa.large_string())])


@dataclass(frozen=True, slots=True)
class Commit:
    """A finished partition: its name, how many records its group has up to its end, whether it is the group's last.

    ``worst`` says how bad its worst documents are, in the order of its file of them; ``aside`` names some records that
    were put aside.
    """

    name: str
    signature: str
    whole: int
    last: bool
    counts: Counts
    worst: tuple[tuple[float, ...], ...]
    aside: tuple[SkippedFile, ...]
    worker: str

    @property
    def group(self) -> int:
        """The number of the group."""
        return int(self.name.partition("-")[0])

    @property
    def number(self) -> int:
        """The number of the partition in its group."""
        return int(self.name.partition("-")[2])

    def to_json(self) -> str:
        """Write the commit record."""
        return dump(
            {
                "schema": SCHEMA,
                "partition": self.name,
                "signature": self.signature,
                "worker": self.worker,
                "whole": self.whole,
                "last": self.last,
                "worst": [list(key) for key in self.worst],
                "aside": [[file.path, file.reason] for file in self.aside],
                "counts": self.counts.to_object(),
            }
        )

    @classmethod
    def from_json(cls, text: str | bytes, shown: str) -> Commit:
        """Read a commit record.

        Raises:
            OutputError: it is none.
        """
        try:
            value: dict[str, Any] = json.loads(text)
            return cls(
                name=value["partition"],
                signature=value["signature"],
                whole=value["whole"],
                last=value["last"],
                counts=Counts.from_object(value["counts"]),
                worst=tuple(tuple(key) for key in value["worst"]),
                aside=tuple(SkippedFile(*each) for each in value["aside"]),
                worker=value["worker"],
            )
        except (ValueError, KeyError, TypeError) as error:
            raise OutputError(
                f"{shown}: is no commit record of this version ({error}); take it away to redo it"
            ) from None


@dataclass(frozen=True, slots=True)
class Output:
    """The folder of a run; ``tokens`` says whether sentences carry their token scores, ``choice`` what is kept."""

    root: Place
    tokens: bool = False
    choice: Filter | None = None

    def folder(self, name: str) -> Place:
        """Return the place of one of the folders."""
        return self.root.child(name)

    def commit(self, judged: Judged) -> Commit:
        """Write a partition, and commit it.

        Raises:
            OutputError: it can't be written.
        """
        name = judged.chunk.name
        counts = Counts.of(judged)
        documents, sentences = rows_of_documents(judged, tokens=self.tokens)
        aside = quarantine_of(judged)
        _account(judged, documents, aside, counts)
        for table, rows in zip(TABLES, (documents, sentences, aside), strict=True):
            if rows.num_rows:
                self._write(table, name, rows)
        if self.choice is not None:
            kept = write_kept(judged, self.choice, self.folder(KEPT).child(f"part-{name}"))
            counts.numbers.update(kept=kept.kept, of=kept.total)
        commit = Commit(
            name=name,
            signature=judged.signature,
            whole=judged.chunk.whole,
            last=judged.chunk.last,
            counts=counts,
            worst=self._write_worst(judged),
            aside=tuple(_named(judged)),
            worker=judged.worker,
        )
        self.folder(COMMITS).child(f"{name}.json").write_bytes(commit.to_json().encode("utf-8", "backslashreplace"))
        return commit

    def _write(self, table: str, name: str, rows: pa.Table) -> None:
        place = self.folder(table).child(f"part-{name}.parquet")
        place.write(lambda stream: pq.write_table(rows, stream, compression="zstd"))

    def _write_worst(self, judged: Judged) -> tuple[tuple[float, ...], ...]:
        worst = Worst(_WORST)
        for result in judged.results:
            if isinstance(result, DocumentResult) and (result.suspicious or result.verdict in _SUSPECT):
                worst.add(result)
        kept = worst.documents()
        if kept:
            lines = "".join(dump(document_object(each, tokens=False)) + "\n" for each in kept)
            place = self.folder(WORST).child(f"{judged.chunk.name}.jsonl")
            place.write_bytes(lines.encode("utf-8", "backslashreplace"))
        return tuple(tuple(max(value, _LEAST) for value in key(each)) for each in kept)

    def commits(self) -> Iterator[Commit]:
        """Yield the commit records, in the order of the input."""
        folder = self.folder(COMMITS)
        for name in folder.names():
            place = folder.child(name)
            try:
                data = place.read()
            except OSError as error:
                raise OutputError(f"{place.shown}: can't be read: {error.strerror or error}") from None
            yield Commit.from_json(data, place.shown)

    def make(self) -> None:
        """Make the folders, and take away what a killed run left half written.

        Raises:
            OutputError: the folder can't be made or written to.
            UsageError: it holds something else.
        """
        kind = self.root.kind()
        if kind == "file":
            raise UsageError(f"{self.root.shown}: is a file; name a folder for --output")
        if kind == "folder" and self.folder(RUN).kind() != "file" and self.root.entries(deep=True):
            raise UsageError(f"{self.root.shown}: holds files and no run of mtqa scale; name an empty folder")
        for name in (*TABLES, COMMITS, WORST, JOURNAL, *([KEPT] if self.choice else [])):
            self.folder(name).make()
            self.folder(name).tidy()
        self.root.child("_run/.writable").write_bytes(b"")
        self.root.child("_run/.writable").remove()


def commit_all(batch: pa.Table, output: Output) -> pa.Table:
    """Commit the chunks of a batch, in a task of Ray Data."""
    return committed_rows(output.commit(judged) for judged in unpacked(batch, Judged))


def committed_rows(commits: Iterable[Commit]) -> pa.Table:
    """Return a row with its record for each commit."""
    records = [(each.name, each.to_json()) for each in commits]
    return pa.table({"partition": [name for name, _ in records], "record": [text for _, text in records]}, schema=STATS)


def _account(judged: Judged, documents: pa.Table, aside: pa.Table, counts: Counts) -> None:
    """Make sure that every record that was read is a row that is written."""
    read = sum(not record.partial for record in judged.chunk.records)
    partial = counts.tables["why"][Why.PARTIAL.value]
    written = documents.num_rows + aside.num_rows - partial
    if read != written or read != counts.numbers["records"]:
        raise OutputError(f"partition {judged.chunk.name}: {read} records were read, and {written} are to be written")


def _named(judged: Judged) -> Iterator[SkippedFile]:
    found = (each for each in judged.results if isinstance(each, Aside))
    for _, each in zip(range(_NAMED), found, strict=False):
        yield SkippedFile(each.path, each.reason)
