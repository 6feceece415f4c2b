"""A trend in the terminal: a line for each run, and the rate as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from mtqa.diffing import words
from mtqa.diffing.runs import Change
from mtqa.diffing.trend import Point, Step, Trend
from mtqa.diffing.words import say
from mtqa.report.printing import say as print_line
from mtqa.report.printing import text

_BARS = "▁▂▃▄▅▆▇█"
_PLAIN_BARS = "_.-:=+*#"
_NARROW = 90
_LEFT_SHOWN = 5


def print_trend(trend: Trend, console: Console) -> None:
    """Print a trend; its width, colours and encoding are the console's."""
    print_line(console, summary(trend), "bold")
    if len(trend.points) > 1:
        rates = [point.run.per_thousand for point in trend.points]
        print_line(console, say("trend.line", bars=_sparkline(rates, console), name=say("diff.per_thousand_short")))
    console.print()
    console.print(_table(trend, console))
    console.print()
    for line in notes(trend):
        print_line(console, line, "yellow")
    for left in trend.left[:_LEFT_SHOWN]:
        print_line(console, say("trend.left", name=left.name, why=left.why), "dim")
    if len(trend.left) > _LEFT_SHOWN:
        print_line(console, say("trend.left_more", count=len(trend.left) - _LEFT_SHOWN), "dim")
    if trend.others:
        print_line(console, say("trend.others", count=trend.others), "dim")


def summary(trend: Trend) -> str:
    """Say how many runs there are, and in which order they stand."""
    return say("trend.summary", count=len(trend.points), order=trend.why)


def notes(trend: Trend) -> Iterator[str]:
    """Yield what a reader of a trend must mind: changes of what decides scores, and what runs say themselves."""
    for point in trend.points:
        if point.step is not None and point.step.differs:
            yield say("trend.differs", name=point.name, what=", ".join(point.step.differs))
        if point.step is not None and point.step.gone:
            yield say("trend.gone", name=point.name, count=point.step.gone)
        for remark in point.run.remarks:
            yield say("trend.remark", name=point.name, remark=remark)


def heads() -> tuple[str, ...]:
    """Return the titles of a trend's table."""
    keys = ("run", "documents", "judged", "rate", "likely", "gate", "new", "fixed")
    return tuple(say(f"trend.head_{key}") for key in keys)


def cells(point: Point) -> tuple[str, ...]:
    """Return a run's line in the table."""
    run, step = point.run, point.step
    since = (say("diff.nothing"),) * 2 if step is None else (_since(step, Change.NEW), _since(step, Change.FIXED))
    mark = say("trend.mark") if step is not None and step.differs else ""
    return (
        f"{point.name}{mark}",
        f"{run.documents:,}",
        f"{run.judged:,}",
        words.rate(run),
        words.likely(run),
        words.gate(run.gate),
        *since,
    )


def _since(step: Step, change: Change) -> str:
    return f"{step.counts[change]:,}"


def _table(trend: Trend, console: Console) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    titles = heads()
    shown = [0, 2, 3, 5, 6, 7] if console.width < _NARROW else range(len(titles))
    for i in shown:
        table.add_column(text(console, titles[i]), justify="right" if i else "left", overflow="fold")
    for point in trend.points:
        row = cells(point)
        styles = ["", "", "", "", "", _gate_style(point), "", ""]
        table.add_row(*(text(console, row[i], styles[i]) for i in shown))
    return table


def _gate_style(point: Point) -> str:
    gate = point.run.gate
    return "dim" if gate is None else "green" if gate.passed else "bold red"


def _sparkline(values: Sequence[float | None], console: Console) -> str:
    """Draw values from nought to the largest, a character each; none where there is no value."""
    bars = _BARS
    try:
        bars.encode(console.encoding)
    except UnicodeEncodeError:
        bars = _PLAIN_BARS
    top = max((value for value in values if value is not None), default=0) or 1
    return "".join(" " if v is None else bars[min(int(v / top * len(bars)), len(bars) - 1)] for v in values)
