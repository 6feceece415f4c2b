"""How commands that write reports begin and end: their default outputs, an interruption, the exit code."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.result import Report


def exit_code(report: Report, tell: Callable[[str], None], *, exit_zero: bool) -> int:
    """Return the exit code of a run: 0 the gate passed, 1 it failed, 3 the program failed at a file."""
    if report.coverage.files_crashed:
        return 3
    if report.gate.passed:
        return 0
    if exit_zero:
        tell("THE GATE FAILED. This run ends with 0 only because of --exit-zero; without it, it would end with 1.")
        return 0
    return 1


@contextmanager
def finishing() -> Iterator[list[int]]:
    """Hold back the first Ctrl-C until the reports are written, which takes a moment; the second one counts."""
    caught: list[int] = []
    before = signal.getsignal(signal.SIGINT)

    def once(number: int, _frame: object) -> None:
        caught.append(number)
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, once)
    try:
        yield caught
    finally:
        signal.signal(signal.SIGINT, before)


def outputs_of(values: tuple[str, ...]) -> list[tuple[str, Path]]:
    """Parse the default outputs."""
    return [(name, Path(path)) for name, _, path in (value.partition("=") for value in values)]
