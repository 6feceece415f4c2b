"""Sums up the commit records of a run: counts, the worst documents, what was put aside, as JSON and as a page."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mtqa._version import __version__
from mtqa.checker import Checker
from mtqa.config import Settings
from mtqa.coverage import SkippedFile
from mtqa.errors import NothingCheckedError, OutputError
from mtqa.keeping import KEPT as WORST_KEPT
from mtqa.outcome import Gate
from mtqa.provenance import Signature
from mtqa.remarks import warnings
from mtqa.report.as_json import coverage_object, rate_object, summary_object
from mtqa.report.html import render_html
from mtqa.report.restoring import restored_document
from mtqa.result import DocumentResult, Report
from mtqa.scale.counts import Adding, Counts
from mtqa.scale.deduplicating import Saving
from mtqa.scale.keeping import Kept
from mtqa.scale.output import OVERVIEW, SCHEMA, SUMMARY, WORST, Commit, Output
from mtqa.scale.plan import Plan
from mtqa.scale.record import same_signature

_NAMED = 1_000
"""Records that were put aside and are named in the page; the table of them has them all."""
_OF_EACH = 3


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished run.

    Attributes:
        report: what was found: all counts, and the worst documents.
        records: how many records were read.
        aside: how many of them were put aside, by kind of reason.
        due, distinct, scored: sentences for the language model, distinct texts among those of a partition, added up,
            and texts that it scored, in all runs that it took.
        kept: what the filter kept, if there was one.
        warnings: what to mind.
        overview: where the page is.
    """

    report: Report
    records: int
    aside: dict[str, int]
    due: int
    distinct: int
    scored: int
    kept: Kept | None
    warnings: tuple[str, ...]
    overview: str

    @property
    def saved(self) -> float:
        """The share of sentences that needed no scoring, since their text was scored already."""
        return 1 - self.scored / self.due if self.due else 0.0


def sum_up(output: Output, plan: Plan, settings: Settings, *, seconds: float, saving: Saving | None) -> Summary:
    """Sum up a run whose partitions are all there, and write the summary and the page.

    Raises:
        NothingCheckedError: not a single sentence was judged.
        OutputError: records are missing, which must never be, or something can't be written or read.
    """
    counts, worst, aside, signature = _added(output, plan)
    numbers = counts.numbers
    if not numbers["judged"]:
        raise NothingCheckedError(_nothing(counts, (*plan.skipped, *aside)))
    report = _report(output, plan, settings, signature, counts, worst, aside, seconds)
    kept = None
    notes = [*report.notes]
    if output.choice is not None:
        kept = Kept(numbers["kept"], numbers["of"])
        notes += filter(None, [kept.warning(output.choice.unit.value)])
    summary = Summary(
        report=report,
        records=numbers["records"],
        aside=dict(sorted(counts.tables["why"].items())),
        due=numbers["due"],
        distinct=numbers["distinct"],
        scored=numbers["scored"],
        kept=kept,
        warnings=tuple(notes),
        overview=output.root.child(OVERVIEW).shown,
    )
    output.root.child(OVERVIEW).write_bytes(render_html(report).encode("utf-8", "backslashreplace"))
    text = json.dumps(_object(summary, counts, saving), indent=1, ensure_ascii=False)
    output.root.child(SUMMARY).write_bytes(text.encode("utf-8", "backslashreplace"))
    return summary


def _added(output: Output, plan: Plan) -> tuple[Counts, list[tuple[str, int]], list[SkippedFile], str]:
    """Add up the commit records; return the counts, the worst documents, what was put aside, and the signature."""
    adding = Adding()
    heap: list[tuple[tuple[float, ...], tuple[int, ...], str, int]] = []
    aside: list[SkippedFile] = []
    reasons: Counter[str] = Counter()
    order, signature = 0, ""
    for commit in _complete(output.commits(), plan):
        signature = same_signature(signature, commit)
        adding.add(commit.counts)
        for place, key in enumerate(commit.worst):
            order += 1
            item = (key, (-order,), commit.name, place)
            if len(heap) < WORST_KEPT:
                heapq.heappush(heap, item)
            else:
                heapq.heappushpop(heap, item)
        for file in commit.aside:
            if len(aside) < _NAMED and reasons[file.reason] < _OF_EACH:
                reasons[file.reason] += 1
                aside.append(file)
    return adding.end(), sorted((name, place) for _, _, name, place in heap), aside, signature


def _complete(commits: Iterator[Commit], plan: Plan) -> Iterator[Commit]:
    """Yield commit records, and make sure that none is missing and that they hold all records that were read.

    Raises:
        OutputError: they don't.
    """
    group, number, records, open_ = 0, 0, 0, False
    ended = 0
    for commit in commits:
        if commit.group != group or not open_:
            group, number, records, open_ = commit.group, 0, 0, True
        records += commit.counts.numbers["records"]
        if commit.number != number or records != commit.whole:
            raise OutputError(f"partition {commit.name}: {commit.whole} records were read, {records} are committed")
        number += 1
        if commit.last:
            ended, open_ = ended + 1, False
        yield commit
    if ended != len(plan.groups):
        raise OutputError(f"{len(plan.groups) - ended} groups of files are not finished; run the same command again")


def _report(
    output: Output,
    plan: Plan,
    settings: Settings,
    signature: str,
    counts: Counts,
    worst: list[tuple[str, int]],
    aside: list[SkippedFile],
    seconds: float,
) -> Report:
    parts = dict(part.partition(":")[::2] for part in signature.split("|"))
    skipped = (*plan.skipped[:_NAMED], *aside)
    coverage = counts.coverage(skipped, len(plan.skipped))
    documents = tuple(_documents(output, worst))
    totals = counts.totals(plan.skipped)
    model = not settings.rules_only
    return Report(
        version=__version__,
        signature=Signature(
            mtqa=parts["mtqa"],
            model=parts["m"],
            detector=parts["d"],
            calibration=parts["cal"],
            rules=parts["rules"],
            segmentation=parts["seg"],
            language=parts["lid"],
        ),
        documents=documents,
        coverage=coverage,
        gate=Gate(passed=not coverage.files_crashed, asked=False),
        seconds=seconds,
        notes=(*counts.notes, *warnings(coverage)),
        rates=Checker(settings).detector.calibration.rates if model else (),
        totals=totals,
    )


def _documents(output: Output, worst: list[tuple[str, int]]) -> Iterator[DocumentResult]:
    lines: list[bytes] = []
    current = ""
    for name, place in worst:
        if name != current:
            lines, current = output.folder(WORST).child(f"{name}.jsonl").read().splitlines(), name
        yield restored_document(json.loads(lines[place]))


def _nothing(counts: Counts, named: tuple[SkippedFile, ...]) -> str:
    listed = "; ".join(f"{file.path}: {file.reason}" for file in named[:3])
    more = counts.numbers["records"] - min(len(named), 3)
    return f"nothing was checked: no English sentence was found ({listed}{f'; and {more:,} more' if more > 0 else ''})"


def _object(summary: Summary, counts: Counts, saving: Saving | None) -> dict[str, Any]:
    report, numbers = summary.report, counts.numbers
    rounded = {name: numbers[f"{name}_ms"] / 1000 for name in ("read", "look", "judge")}
    return {
        "schema": SCHEMA,
        "tool": {"name": "mtqa", "version": __version__},
        "signature": str(report.signature),
        "summary": summary_object(report),
        "verdicts": {verdict.value: count for verdict, count in report.counted().verdicts.items()},
        "coverage": {**coverage_object(report.coverage), "skipped": sum(report.counted().skipped.values())},
        "records": {
            "read": summary.records,
            "judged": numbers["documents"],
            "put_aside": {why: count for why, count in summary.aside.items() if why != "partial"},
            "partial": summary.aside.get("partial", 0),
        },
        "scoring": {"due": summary.due, "distinct": summary.distinct, "scored": summary.scored},
        "first_pass": None
        if saving is None
        else {"texts": saving.texts, "repeated": saving.repeated, "copies": saving.copies},
        "kept": None if summary.kept is None else {"kept": summary.kept.kept, "of": summary.kept.total},
        "worker_seconds": rounded,
        "false_positive_rates": [rate_object(rate) for rate in report.rates],
        "notes": list(summary.warnings),
    }
