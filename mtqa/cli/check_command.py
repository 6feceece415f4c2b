"""``mtqa check``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtqa.cli.ending import exit_code, finishing, outputs_of
from mtqa.cli.options import gate_options, layered, policy_options, run_options
from mtqa.cli.outputs import TEXT, append_step_summary, make_ready, parser, print_rendered, printed_format
from mtqa.errors import UsageError

if TYPE_CHECKING:
    from mtqa.config import Settings
    from mtqa.report import JsonLines
    from mtqa.result import Report

DEFAULT_OUTPUTS = ("html=reports/mtqa.html", "json=reports/mtqa.json")
LINES = "jsonl"


def _formats() -> Sequence[str]:
    from mtqa.report import FORMATS  # noqa: PLC0415

    return (*FORMATS, LINES)


@click.command("check", short_help="Find machine-translated English in files and folders.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--output",
    "wanted",
    multiple=True,
    metavar="FORMAT=PATH",
    callback=parser(_formats),
    help="Write a report as html, json, sarif, sarif-new, github, gitlab, junit, rdjson, checkstyle, markdown or "
    "jsonl; repeatable. With jsonl, a line for each document as soon as it is finished, in constant memory.  "
    "[default: html=reports/mtqa.html json=reports/mtqa.json]",
)
@click.option("--resume", is_flag=True, help="Go on from what an interrupted run left in the jsonl output.")
@click.option("--no-output", is_flag=True, help="Write no report; print only.")
@click.option(
    "--format",
    "printed",
    metavar="FORMAT",
    default=TEXT,
    show_default=True,
    callback=printed_format,
    help="What to print to standard output: text, a summary, or one of the formats of --output.",
)
@policy_options
@gate_options
@run_options
@click.option("--stdin-format", default="txt", show_default=True, metavar="FORMAT", help="What PATH - is written in.")
@click.option(
    "--tokens", is_flag=True, default=None, help="Keep the token scores of all sentences, not only suspicious."
)
@click.option("--exit-zero", is_flag=True, help="End with 0 although the gate failed, and say so: for trial runs.")
@click.option("--worst", default=10, show_default=True, metavar="N", help="Print this many suspicious sentences.")
@click.option("--quiet", "-q", is_flag=True, help="Print only errors and the gate's decision.")
def command(
    paths: tuple[str, ...],
    wanted: list[tuple[str, Path]],
    resume: bool,
    no_output: bool,
    config: Path | None,
    worst: int,
    quiet: bool,
    stdin_format: str,
    printed: str,
    exit_zero: bool,
    **options: Any,
) -> int:
    """Find machine-translated English in files and folders.

    Reads text, Markdown, HTML and other markup, office documents and PDF, subtitles, localisation files and tables
    (docs/formats.md); PATH - is standard input. Settings also come from mtqa.toml or [tool.mtqa] in pyproject.toml, the
    nearest above the current folder, some of them for single files, and from MTQA_... variables; options win.
    """
    from mtqa.cli.display import Display  # noqa: PLC0415
    from mtqa.items import STDIN  # noqa: PLC0415 - half a second that --help must not pay
    from mtqa.pipeline import check  # noqa: PLC0415
    from mtqa.report import held, render  # noqa: PLC0415
    from mtqa.rules import own  # noqa: PLC0415

    outputs = [] if no_output else wanted or outputs_of(DEFAULT_OUTPUTS)
    file = _streamed(outputs, resume=resume)
    display = Display(quiet=quiet)
    settings = layered(config, options, display.error)
    make_ready(outputs, paths, keep=LINES)
    good, refused = own.sort_out(settings.rules)
    settings = settings.replace(rules=good)
    for line in refused:
        display.error(line)
    stdin = sys.stdin.buffer.read() if STDIN in paths else b""
    inputs = [*paths, f"--stdin-format {stdin_format}"] if STDIN in paths else paths
    with _sink(file, settings, inputs, resume=resume, say=display.say) as sink, display.progress() as progress:
        report = check(
            paths,
            settings,
            progress=progress,
            say=display.say,
            stdin=stdin,
            stdin_format=stdin_format,
            sink=sink,
            leave_out=[path for _, path in outputs],
        )
    if file is not None:
        report = held(report, file)
    with finishing() as interruptions:
        try:
            _write(report, outputs, settings, display.say)
        finally:  # neither a full disk nor a reader of the summary that stops early may cost the other
            if printed == TEXT:
                display.summary(report, worst)
            else:
                print_rendered(render(report, printed, settings))
            if "github" in (printed, *(name for name, _ in outputs)):
                append_step_summary(report)
    if report.interrupted or interruptions:
        more = "" if file is None else "; --resume goes on from there"
        display.error(f"interrupted; the report holds what was finished{more}")
        return 130
    if refused:
        display.error("some rules of your own were refused (see above); all else was checked")
        return 2
    if not report.judged:
        why = f"no sentence was changed since {settings.diff}" if settings.diff else "--allow-empty lets that pass"
        display.error(f"nothing was checked: {why}")
    return exit_code(report, display.error, exit_zero=exit_zero)


def _write(report: Report, outputs: Sequence[tuple[str, Path]], settings: Settings, say: Callable[[str], None]) -> None:
    """Write all reports but the one that was written as the run went."""
    from mtqa.report import write  # noqa: PLC0415

    for name, path in outputs:
        if name != LINES:
            say(f"wrote {write(report, name, path, settings)}")


def _streamed(outputs: Sequence[tuple[str, Path]], *, resume: bool) -> Path | None:
    """Return the file to write line by line, if any."""
    files = [path for name, path in outputs if name == LINES]
    if len(files) > 1:
        raise UsageError(f"--output {LINES}=FILE can be given once, not {len(files)} times")
    if resume and not files:
        raise UsageError(f"--resume goes on from an earlier run's lines; name them: --output {LINES}=FILE")
    return files[0] if files else None


@contextmanager
def _sink(
    file: Path | None, settings: Settings, inputs: Sequence[str], *, resume: bool, say: Callable[[str], None]
) -> Iterator[JsonLines | None]:
    """Open what writes documents line by line, where that is wanted."""
    from mtqa.report import JsonLines  # noqa: PLC0415

    if file is None:
        yield None
        return
    with closing(JsonLines(file, settings, inputs, resume=resume, say=say)) as sink:
        yield sink
