"""Follows many runs: a line for each, beside the one before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mtqa.diffing.comparing import compare, run_of
from mtqa.diffing.past import Found, Order, Past
from mtqa.diffing.runs import Change, Diff, Run
from mtqa.errors import UsageError
from mtqa.report.reading import PastReport, read_report


@dataclass(frozen=True, slots=True)
class Step:
    """What happened between a run and the one before it.

    Attributes:
        counts: how many alerts are of each change.
        begin: how many count now and did not before.
        end: how many counted before and do not now.
        differs: what decides scores and differs, in words; empty where scores can be compared.
        gone: how many documents are no longer there.
    """

    counts: dict[Change, int]
    begin: int
    end: int
    differs: tuple[str, ...]
    gone: int


@dataclass(frozen=True, slots=True)
class Point:
    """A run of a trend.

    Attributes:
        name: the report's file, as the trend calls it.
        when: its date, as ISO 8601 has it: the one in its name, else when the file was last changed.
        run: the run in figures.
        step: what happened since the run before; None for the first.
    """

    name: str
    when: str
    run: Run
    step: Step | None


@dataclass(frozen=True, slots=True)
class Left:
    """A file that is no report, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Many runs.

    Attributes:
        where: the folder, or how many reports were named.
        points: the runs, oldest first.
        left: files that were left out.
        order: by what the runs were put in order.
        why: the same in words.
        others: how many files of the folder have another ending.
    """

    where: str
    points: tuple[Point, ...]
    left: tuple[Left, ...]
    order: Order
    why: str
    others: int = 0

    @property
    def comparable(self) -> bool:
        """Whether the scores of all runs can be compared."""
        return not any(point.step is not None and point.step.differs for point in self.points)


def follow(where: str, past: Past, progress: Callable[[str], None] = lambda _: None) -> Trend:
    """Follow runs; no more than two reports are held at a time.

    Args:
        where: what was named, for people.
        past: the files.
        progress: is told the name of each file as it is read.

    Raises:
        UsageError: none of the files is a report.
    """
    points: list[Point] = []
    left = [Left(name, "the JSON Lines report beside it is of the same run") for name in past.twins]
    before: PastReport | None = None
    for file in past.files:
        progress(file.name)
        try:
            report = read_report(file.path)
        except UsageError as error:
            left.append(Left(file.name, _why(error, file)))
            continue
        step = None if before is None else _step(compare(before, report))
        points.append(Point(file.name, _when(file), run_of(report), step))
        before = report
    if not points:
        first = f": {left[0].name}: {left[0].why}" if left else ""
        raise UsageError(f"{where}: holds no report that can be read{first}")
    return Trend(where, tuple(points), tuple(left), past.order, past.why, past.others)


def _step(diff: Diff) -> Step:
    return Step(
        counts={change: diff.counts[change] for change in Change},
        begin=len(diff.begin),
        end=len(diff.end),
        differs=tuple(difference.what for difference in diff.differences if difference.scores),
        gone=sum(document.after is None for document in diff.documents),
    )


def _when(file: Found) -> str:
    midnight = not (file.when.hour or file.when.minute or file.when.second)
    return file.when.strftime("%Y-%m-%d" if file.dated and midnight else "%Y-%m-%dT%H:%M:%SZ")


def _why(error: UsageError, file: Found) -> str:
    """Say what is wrong with a file, whose name is told already."""
    return str(error).removeprefix(f"{file.path}: ").partition("; ")[0]
