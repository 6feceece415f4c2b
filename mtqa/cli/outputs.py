"""Where results go: the option ``--output FORMAT=PATH``, which several commands have, and standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.errors import OutputError, UsageError

if TYPE_CHECKING:
    from mtqa.result import Report

Wanted = list[tuple[str, Path]]
TEXT = "text"


def parser(formats: Callable[[], Sequence[str]]) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], Wanted]:
    """Return what parses the option; ``formats`` gives the known ones when they are needed, for a light start."""

    def parse(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> Wanted:
        parsed = []
        for value in values:
            name, equals, path = value.partition("=")
            if name not in formats() or not equals or not path:
                raise click.BadParameter(f"'{value}' is not FORMAT=PATH with a format of: {', '.join(formats())}")
            parsed.append((name, Path(path)))
        return parsed

    return parse


def printed_format(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Check the name of a format to print."""
    from mtqa.report import FORMATS  # noqa: PLC0415 - only where there is something to print

    if value not in (TEXT, *FORMATS):
        raise click.BadParameter(f"'{value}' is none of: {', '.join((TEXT, *FORMATS))}")
    return value


def make_ready(outputs: Sequence[tuple[str, Path]], inputs: Sequence[str], *, keep: str = "") -> None:
    """See to it that all outputs can be written, before anything is checked.

    Args:
        outputs: formats and paths.
        inputs: what is to be read.
        keep: the format of an output that may be there and is gone on with.

    Raises:
        UsageError: two outputs go to one file, or one replaces what is to be read.
        OutputError: one can't be written.
    """
    from mtqa.report import prepare  # noqa: PLC0415

    files = {os.path.realpath(path) for path in inputs if not Path(path).is_dir()}
    taken: dict[str, str] = {}
    for name, path in outputs:
        real = os.path.realpath(path)
        if real in files:
            raise UsageError(f"--output {name}={path} would replace what is to be checked; name another file")
        if real in taken and Path(real).is_file() | (not Path(real).exists()):
            raise UsageError(f"--output {name}={path} goes to the same file as {taken[real]}; name two files")
        taken[real] = f"{name}={path}"
        if name != keep:
            prepare(path, name)


def print_rendered(chunks: Iterable[str]) -> None:
    """Write a rendered report to standard output as UTF-8, whatever the terminal's encoding."""
    sys.stdout.flush()
    for chunk in chunks:
        sys.stdout.buffer.write(chunk.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def append_step_summary(report: Report) -> None:
    """Add the summary of a step to the file that GitHub's runner names, where it does.

    Raises:
        OutputError: it can't be written.
    """
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    from mtqa.report.github import step_summary  # noqa: PLC0415

    try:
        with Path(name).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(step_summary(report))
    except OSError as error:
        raise OutputError(f"{name}: the step's summary can't be written: {error.strerror}") from None
