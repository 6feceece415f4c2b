"""What is counted of a partition, and of all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mtqa.alert import State
from mtqa.coverage import CRASHED, EXPECTED, Coverage, CoverageCount, LeftOut, Masked, SkippedFile, weight
from mtqa.document import Document
from mtqa.remarks import Remarks
from mtqa.result import OTHER, DocumentResult, DocumentVerdict, Tally, Totals, Verdict
from mtqa.scale.chunks import Aside, Judged, Why

_TABLES = ("verdicts", "findings", "unjudged", "reasons", "why", "alerts", "masked", "prose", "omitted")
_NUMBERS = (
    *("records", "documents", "sentences", "judged", "suspicious", "counting"),
    *("due", "distinct", "scored", "kept", "of"),
    *("segments", "seen", "read", "characters"),
    *("look_ms", "judge_ms", "read_ms", "consumed"),
)
_REASONS = 1_000
_NOTES = 50


@dataclass(frozen=True, slots=True)
class FileState:
    """What is known of a file: whether something of it was judged, whether something could not be read."""

    path: str
    checked: bool
    failed: bool

    def __or__(self, other: FileState) -> FileState:
        return FileState(self.path, self.checked or other.checked, self.failed or other.failed)


@dataclass(slots=True)
class Counts:
    """Counts, which add up.

    Attributes:
        numbers: records, documents, sentences, characters, seconds and such.
        tables: counts by verdict, by rule, by reason.
        edges: the states of the first and the last file of a partition, which may go on in its neighbours.
        files, checked, failed: how many files lie between those.
        notes: what is to be said of files.
        crashed: records at which the program failed.
    """

    numbers: Counter[str] = field(default_factory=Counter)
    tables: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in _TABLES})
    edges: tuple[FileState, ...] = ()
    files: int = 0
    checked: int = 0
    failed: int = 0
    notes: dict[str, None] = field(default_factory=dict)
    crashed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, judged: Judged) -> Counts:
        """Count a chunk; what a filter keeps is not known yet."""
        counts = cls()
        tally, cover, remarks = Tally(), CoverageCount(), Remarks()
        for record, result in zip(judged.chunk.records, judged.results, strict=True):
            if isinstance(record.what, Document):
                cover.add(record.what)
                remarks.add(record.what)
            if isinstance(result, Aside):
                counts.tables["why"][result.why.value] += 1
                tally.skip(SkippedFile(result.path, result.reason))
                if result.why is Why.FAILED and len(counts.crashed) < _NOTES:
                    counts.crashed[result.path] = result.reason.removeprefix(CRASHED)
            else:
                tally.add(result)
                counts.numbers["characters"] += _characters(result)
        totals = tally.totals()
        aside = sum(counts.tables["why"].values()) - counts.tables["why"][Why.PARTIAL.value]
        counts.numbers.update(
            records=totals.documents + aside,
            documents=totals.documents,
            sentences=totals.sentences,
            judged=totals.judged,
            suspicious=totals.suspicious,
            counting=totals.counting,
            due=judged.due,
            distinct=judged.distinct,
            scored=judged.scored,
            segments=cover.segments,
            seen=cover.seen,
            read=cover.read,
            look_ms=round(1000 * judged.look_seconds),
            judge_ms=round(1000 * judged.seconds),
            read_ms=round(1000 * judged.chunk.seconds),
            consumed=judged.chunk.consumed,
        )
        counts.tables["verdicts"].update({verdict.value: n for verdict, n in totals.verdicts.items()})
        counts.tables["alerts"].update({state.value: n for state, n in totals.alerts.items()})
        counts.tables["findings"].update(totals.findings)
        counts.tables["unjudged"].update(totals.unjudged)
        counts.tables["reasons"].update(totals.skipped)
        counts.tables["masked"].update({each.pattern: each.characters for each in cover.masked()})
        counts.tables["prose"].update({each.pattern: each.prose for each in cover.masked()})
        counts.tables["omitted"].update({each.reason: each.units for each in cover.omitted()})
        counts.notes = dict.fromkeys(remarks.lines())
        counts._count_files(judged)
        return counts

    def _count_files(self, judged: Judged) -> None:
        states = {path: FileState(path, checked=False, failed=False) for path in judged.chunk.paths}
        for record, result in zip(judged.chunk.records, judged.results, strict=True):
            bad = isinstance(result, Aside) and not result.reason.startswith(EXPECTED)
            states[record.path] |= FileState(record.path, checked=isinstance(result, DocumentResult), failed=bad)
        found = list(states.values())
        self.edges = tuple(found) if len(found) < 3 else (found[0], found[-1])
        self.add_files(found[1:-1])

    def add_files(self, states: Iterable[FileState]) -> None:
        """Count files of which nothing more can come."""
        for state in states:
            self.files += 1
            self.checked += state.checked
            self.failed += state.failed and not state.checked

    def add(self, other: Counts) -> None:
        """Add the counts of another partition, but for the files at its edges."""
        self.numbers.update(other.numbers)
        for name, table in other.tables.items():
            for key, count in table.items():
                known = key in self.tables[name] or len(self.tables[name]) < _REASONS
                self.tables[name][key if known else OTHER] += count
        self.files += other.files
        self.checked += other.checked
        self.failed += other.failed
        for line in other.notes:
            if len(self.notes) < _NOTES:
                self.notes.setdefault(line)
        for path, reason in other.crashed.items():
            if len(self.crashed) < _NOTES:
                self.crashed.setdefault(path, reason)

    def to_object(self) -> dict[str, Any]:
        """Return the counts as JSON has them."""
        return {
            "numbers": {name: self.numbers[name] for name in _NUMBERS if self.numbers[name]},
            "tables": {name: dict(table) for name, table in self.tables.items() if table},
            "edges": [[edge.path, edge.checked, edge.failed] for edge in self.edges],
            "files": [self.files, self.checked, self.failed],
            "notes": list(self.notes),
            "crashed": self.crashed,
        }

    @classmethod
    def from_object(cls, value: Mapping[str, Any]) -> Counts:
        """Return the counts that `to_object` gave."""
        counts = cls(Counter(value["numbers"]))
        for name, table in value["tables"].items():
            counts.tables[name].update(table)
        counts.edges = tuple(FileState(*edge) for edge in value["edges"])
        counts.files, counts.checked, counts.failed = value["files"]
        counts.notes = dict.fromkeys(value["notes"])
        counts.crashed = dict(value["crashed"])
        return counts

    def totals(self, skipped: Iterable[SkippedFile] = ()) -> Totals:
        """Return what reports count; ``skipped`` is what was skipped before it was opened."""
        numbers, tables = self.numbers, self.tables
        reasons = Counter(tables["reasons"])
        reasons.update(file.reason for file in skipped)
        return Totals(
            documents=numbers["documents"],
            sentences=numbers["sentences"],
            judged=numbers["judged"],
            suspicious=numbers["suspicious"],
            verdicts={v: n for v in DocumentVerdict if (n := tables["verdicts"][v.value])},
            findings=dict(sorted(tables["findings"].items(), key=lambda item: (-item[1], item[0]))),
            unjudged=dict(tables["unjudged"]),
            skipped=dict(reasons),
            alerts={state: n for state in State if (n := tables["alerts"][state.value])},
            counting=numbers["counting"],
        )

    def coverage(self, skipped: tuple[SkippedFile, ...], unread: int) -> Coverage:
        """Return what was looked at; ``unread`` files were never opened, and ``skipped`` names those and others."""
        tables = self.tables
        masked = (Masked(name, count, tables["prose"][name]) for name, count in tables["masked"].items())
        return Coverage(
            files_seen=self.files + unread,
            files_checked=self.checked,
            files_skipped=skipped,
            characters_read=self.numbers["read"],
            characters_scored=self.numbers["characters"],
            files_failed=self.failed,
            segments=self.numbers["segments"],
            characters_seen=self.numbers["seen"],
            masked=tuple(sorted(masked, key=lambda each: (-each.characters, each.pattern))),
            omitted=tuple(LeftOut(name, count) for name, count in tables["omitted"].items()),
            files_crashed=tuple(f"{path}: {reason}" for path, reason in self.crashed.items()),
        )


class Adding:
    """Adds up partitions in the order of their names, and follows files from one to the next."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._open: FileState | None = None

    def add(self, counts: Counts) -> None:
        """Add the next partition."""
        self.counts.add(counts)
        for edge in counts.edges:
            if self._open is not None and self._open.path != edge.path:
                self.counts.add_files([self._open])
                self._open = None
            self._open = edge if self._open is None else self._open | edge

    def end(self) -> Counts:
        """Return the sum."""
        if self._open is not None:
            self.counts.add_files([self._open])
            self._open = None
        return self.counts


def _characters(result: DocumentResult) -> int:
    return sum(weight(s.text) for s in result.sentences if s.verdict is not Verdict.SKIPPED)
