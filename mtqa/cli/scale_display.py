"""What a run over a corpus shows on the terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn
from rich.table import Table

from mtqa.scale import Progress as State
from mtqa.scale import Summary

_PAUSE = 30.0
"""Seconds between two lines of progress, where there is no terminal to redraw."""


class ScaleDisplay:
    """Prints for one run: progress on standard error, the summary on standard output."""

    def __init__(self, errors: TextIO, *, quiet: bool = False) -> None:
        """Write to standard output, and to ``errors``; ``quiet`` leaves out all but errors and warnings."""
        self._quiet = quiet
        self._out = Console(highlight=False)
        self._err = Console(file=errors, highlight=False)

    def say(self, line: str) -> None:
        """Tell what is going on."""
        if not self._quiet or line.startswith("warning"):
            self._err.print(escape(line), soft_wrap=True)

    def error(self, line: str) -> None:
        """Tell what went wrong."""
        self._err.print(f"mtqa: {escape(line)}", soft_wrap=True)

    @contextmanager
    def progress(self) -> Iterator[Callable[[State], None]]:
        """Show how far the run is, how fast, and how long it will take: a bar, or a line now and then."""
        columns = (SpinnerColumn(), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[state]}", markup=False))
        live = self._err.is_terminal
        bar = Progress(*columns, console=self._err, transient=True, disable=self._quiet or not live)
        told = time.monotonic()
        with bar:
            task = bar.add_task("", total=1.0, state="")

            def update(state: State) -> None:
                nonlocal told
                share = state.consumed / state.total if state.total else 0.0
                bar.update(task, completed=share, state=_line(state))
                if not live and time.monotonic() - told >= _PAUSE:
                    told = time.monotonic()
                    self.say(f"{share:.0%}: {_line(state)}")

            yield update

    def summary(self, summary: Summary) -> None:
        """Print what was found."""
        for line in summary.warnings:
            self._err.print(f"warning: {escape(line)}", soft_wrap=True)
        if self._quiet:
            return
        totals = summary.report.counted()
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_column(justify="right")
        table.add_column()
        rows = [(summary.records, "records"), (totals.documents, "of them judged as documents")]
        rows += [(count, f"put aside: {why}") for why, count in summary.aside.items() if why != "partial"]
        rows += [(count, f"of the documents {verdict.value}") for verdict, count in totals.verdicts.items()]
        rows += [(totals.judged, "sentences judged"), (totals.suspicious, "of them suspicious")]
        for count, what in rows:
            table.add_row(f"{count:,}", what)
        self._out.print(table)
        if summary.due:
            spared = summary.due - summary.scored
            self._out.print(
                f"{summary.scored:,} texts were scored for {summary.due:,} sentences; repeats spared {spared:,} "
                f"({summary.saved:.1%})"
            )
        if summary.kept is not None:
            share = summary.kept.kept / summary.kept.total if summary.kept.total else 0.0
            self._out.print(f"kept {summary.kept.kept:,} of {summary.kept.total:,} ({share:.1%})")
        self._out.print(f"wrote {escape(summary.overview)}", soft_wrap=True)


def _line(state: State) -> str:
    left = state.remaining
    rest = "" if left is None else f", {_time(left)} left"
    return f"{state.documents:,} documents, {state.sentences:,} sentences, {state.rate:,.0f}/s{rest}"


def _time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
