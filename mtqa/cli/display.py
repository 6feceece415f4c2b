"""What a run shows on the terminal: progress on standard error, the summary on standard output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from mtqa.pipeline import Progress as State
from mtqa.report import print_report
from mtqa.result import Report


class Display:
    """Prints for one run."""

    def __init__(self, *, quiet: bool = False) -> None:
        """Write to this process's standard streams; ``quiet`` leaves out all but errors and the gate's decision."""
        self._quiet = quiet
        self._out = Console(highlight=False)
        self._err = Console(stderr=True, highlight=False)

    def say(self, line: str) -> None:
        """Tell what is going on."""
        if not self._quiet:
            self._err.print(escape(line), soft_wrap=True)

    def error(self, line: str) -> None:
        """Tell what went wrong."""
        self._err.print(f"mtqa: {escape(line)}", soft_wrap=True)

    @contextmanager
    def progress(self) -> Iterator[Callable[[State], None]]:
        """Show a bar over the files and the number of sentences, where standard error is a terminal."""
        columns = (
            SpinnerColumn(),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("files, {task.fields[sentences]:,} sentences"),
            TimeElapsedColumn(),
            TextColumn("{task.fields[path]}", style="dim", markup=False),
        )
        bar = Progress(*columns, console=self._err, transient=True, disable=self._quiet or not self._err.is_terminal)
        with bar:
            task = bar.add_task("", total=None, sentences=0, path="")

            def update(state: State) -> None:
                bar.update(
                    task, total=state.total, completed=state.files, sentences=state.sentences, path=state.path[-40:]
                )

            yield update

    def summary(self, report: Report, worst: int) -> None:
        """Print the report."""
        if self._quiet:
            self._reasons(report)
        else:
            print_report(report, self._out, worst=worst)

    def compared(self, report: Report, most: int) -> None:
        """Print what a report says of a comparison."""
        from mtqa.report.compared_text import print_compared  # noqa: PLC0415 - for one command

        if self._quiet:
            self._reasons(report)
        else:
            print_compared(report, self._out, most=most)

    def _reasons(self, report: Report) -> None:
        for reason in report.gate.reasons:
            self._out.print(escape(reason), soft_wrap=True)
