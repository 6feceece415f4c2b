"""``mtqa check``."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtqa.cli.outputs import parser
from mtqa.config import FailOn, Settings, configured, load_config, settings_from
from mtqa.errors import UsageError

if TYPE_CHECKING:
    from mtqa.report import JsonLines

DEFAULT_OUTPUTS = ("html=reports/mtqa.html", "json=reports/mtqa.json")
_NO_VALUE = (None, ())


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
    help="Write a report as html, json or jsonl; repeatable. With jsonl, a line for each document as soon as it is "
    "finished, in constant memory.  [default: html=reports/mtqa.html json=reports/mtqa.json]",
)
@click.option("--resume", is_flag=True, help="Go on from what an interrupted run left in the jsonl output.")
@click.option("--no-output", is_flag=True, help="Write no report; print only.")
@click.option(
    "--fail-on",
    type=click.Choice([choice.value for choice in FailOn]),
    help="What fails the gate: a document judged likely machine-translated or mixed, a suspicious sentence, an error "
    "of a rule, or nothing.  [default: document]",
)
@click.option("--max-suspicious", type=float, metavar="PERCENT", help="Fail above this share of suspicious sentences.")
@click.option(
    "--require-coverage",
    type=float,
    metavar="PERCENT",
    help="Fail where less of the prose, or of the files of a known format, was judged.",
)
@click.option("--rules-only", is_flag=True, default=None, help="Judge by the rules alone, without a language model.")
@click.option(
    "--quick", is_flag=True, default=None, help="Score in full only what rules and a first look find worth it."
)
@click.option("--select", multiple=True, metavar="RULE", help="Run only this rule or family; repeatable.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave out this rule or family; repeatable.")
@click.option("--rules", multiple=True, metavar="FILE", help="Run the rules of this file too; repeatable.")
@click.option("--include", multiple=True, metavar="GLOB", help="Read only files that match; repeatable.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out files and folders that match; repeatable.")
@click.option("--hidden", is_flag=True, default=None, help="Walk hidden files and folders too.")
@click.option("--max-size", type=float, metavar="MB", help="Skip larger files, or records.  [default: 50]")
@click.option(
    "--text-field",
    multiple=True,
    metavar="NAME",
    help="The field or column with a record's text, in JSON a path such as items[*].body; repeatable.  [default: text]",
)
@click.option("--id-field", metavar="NAME", help="The field or column with a record's id.  [default: id]")
@click.option("--language-field", metavar="NAME", help="The field or column that names a record's language.")
@click.option("--comments", is_flag=True, default=None, help="Read the comments of documents too.")
@click.option("--stdin-format", default="txt", show_default=True, metavar="FORMAT", help="What PATH - is written in.")
@click.option("--model", metavar="NAME", help="A language model's name, Hugging Face id or folder.")
@click.option("--detector", metavar="FOLDER", help="A detector of your own, written by mtqa train.")
@click.option("--calibration", metavar="FILE", help="Thresholds of your own, written by mtqa calibrate.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda", "mps"]), help="Where the model runs.")
@click.option("--dtype", type=click.Choice(["auto", "int8", "bfloat16", "float32"]), help="The model's number format.")
@click.option("--jobs", type=int, metavar="N", help="Threads.  [default: the machine's cores]")
@click.option("--offline", is_flag=True, default=None, help="Never install a missing language model; fail instead.")
@click.option(
    "--cache/--no-cache", default=None, help="Keep scores for later runs, and use those kept.  [default: yes]"
)
@click.option(
    "--tokens", is_flag=True, default=None, help="Keep the token scores of all sentences, not only suspicious."
)
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")
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
    **options: Any,
) -> int:
    """Find machine-translated English in files and folders.

    Reads text, Markdown, HTML and other markup, office documents and PDF, subtitles, localisation files and tables
    (docs/formats.md); PATH - is standard input. Settings also come from mtqa.toml or [tool.mtqa] in pyproject.toml, the
    nearest above the current folder, some of them for single files; options win.
    """
    from mtqa.cli.display import Display  # noqa: PLC0415
    from mtqa.items import STDIN  # noqa: PLC0415 - half a second that --help must not pay
    from mtqa.pipeline import check  # noqa: PLC0415
    from mtqa.report import held, write  # noqa: PLC0415
    from mtqa.rules import own  # noqa: PLC0415

    outputs = [] if no_output else wanted or outputs_of(DEFAULT_OUTPUTS)
    file = _streamed(outputs, resume=resume)
    settings = layered(config, options)
    display = Display(quiet=quiet)
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
        )
    if file is not None:
        report = held(report, file)
    with _finishing() as interruptions:
        try:
            for name, path in outputs:
                if name != LINES:
                    write(report, name, path, settings)
                    display.say(f"wrote {path}")
        finally:  # neither a full disk nor a reader of the summary that stops early may cost the other
            display.summary(report, worst)
    if report.interrupted or interruptions:
        more = "" if file is None else "; --resume goes on from there"
        display.error(f"interrupted; the report holds what was finished{more}")
        return 130
    if refused:
        display.error("some rules of your own were refused (see above); all else was checked")
        return 2
    return 0 if report.gate.passed else 1


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


@contextmanager
def _finishing() -> Iterator[list[int]]:
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


def layered(config: Path | None, options: dict[str, Any]) -> Settings:
    """Layer the options over the configuration file over the defaults."""
    if config is not None and not config.is_file():
        raise UsageError(f"--config {config}: there is no such file")
    base = load_config(config) if config else configured()
    given = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in options.items()
        if value not in _NO_VALUE
    }
    return settings_from(given, "command line", base)
