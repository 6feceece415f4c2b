"""``mtqa diff``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli.outputs import TEXT, Wanted, make_ready, parser, print_rendered
from mtqa.errors import UsageError

if TYPE_CHECKING:
    from mtqa.diffing import Diff, Thresholds, Trend

_FORMATS = ("html", "json", "markdown")


@click.command("diff", short_help="Compare two runs, or follow many.")
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT...")
@click.option(
    "--output",
    "wanted",
    multiple=True,
    metavar="FORMAT=PATH",
    callback=parser(lambda: _FORMATS),
    help=f"Write the comparison as {', '.join(_FORMATS[:-1])} or {_FORMATS[-1]}; repeatable.",
)
@click.option(
    "--format",
    "printed",
    type=click.Choice((TEXT, *_FORMATS)),
    default=TEXT,
    show_default=True,
    help="What to print to standard output.",
)
@click.option("--fail-on-new", is_flag=True, help="End with 1 where an alert counts that did not in the run before.")
@click.option(
    "--order",
    type=click.Choice(("name", "time")),
    help="Put many reports in order by name, or by when they were last changed.  "
    "[default: by the dates in their names where all have one, else by time; named ones as they are named]",
)
@click.option(
    "--fluency-change",
    type=click.FloatRange(min=0.1, max=100),
    default=5.0,
    show_default=True,
    metavar="POINTS",
    help="Tell of an unchanged sentence whose fluency changed by this much or more.",
)
@click.option(
    "--evidence-change",
    type=click.FloatRange(min=0.01),
    default=0.5,
    show_default=True,
    metavar="NATS",
    help="Tell of an unchanged sentence whose evidence changed by this much or more.",
)
@click.option(
    "--most",
    default=10,
    type=click.IntRange(min=0),
    show_default=True,
    metavar="N",
    help="Print this many of each list.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print only what went wrong, and with --fail-on-new what is new.")
def command(
    reports: tuple[Path, ...],
    wanted: Wanted,
    printed: str,
    fail_on_new: bool,
    order: str | None,
    fluency_change: float,
    evidence_change: float,
    most: int,
    quiet: bool,
) -> int:
    """Compare two runs, or follow many.

    \b
    mtqa diff OLD NEW       what is new, fixed, unseen, moved and unchanged, and which scores changed
    mtqa diff FOLDER        how the runs in a folder went, one after the other

    A REPORT is what 'mtqa check --output json=FILE' or jsonl=FILE wrote. An alert that is not there any more is fixed
    only if its document was looked at again; else it is unseen.

    Exit codes: 0 compared, 1 with --fail-on-new where something new counts, 2 wrong usage or no report, 3 an output
    can't be written.
    """  # noqa: D301 - click reads the control character
    from rich.console import Console  # noqa: PLC0415 - --help must not pay for it

    from mtqa.diffing import Thresholds, begins, print_result, render  # noqa: PLC0415
    from mtqa.report.writing import write_text  # noqa: PLC0415

    make_ready(wanted, [str(path) for path in reports])
    console, errors = Console(highlight=False), Console(stderr=True, highlight=False)
    if len(reports) == 2 and not any(path.is_dir() for path in reports):
        result: Diff | Trend = _compared(*reports, Thresholds(fluency_change, evidence_change))
    else:
        result = _followed(reports, order)
    for name, path in wanted:
        write_text(path, render(result, name))
        if not quiet:
            errors.print(f"wrote {path}", markup=False, soft_wrap=True)
    new = begins(result)
    if printed != TEXT:
        print_rendered(render(result, printed))
    elif not quiet:
        print_result(result, console, most=most)
    elif fail_on_new and new:
        console.print(new, markup=False, soft_wrap=True)
    return 1 if fail_on_new and new else 0


def _compared(before: Path, after: Path, thresholds: Thresholds) -> Diff:
    from mtqa.diffing import compare, same_file  # noqa: PLC0415
    from mtqa.report.reading import read_report  # noqa: PLC0415

    if same_file(before, after):
        raise UsageError(f"{before} and {after} are the same file: nothing in it can be new; name two reports")
    return compare(read_report(before), read_report(after), thresholds)


def _followed(reports: Sequence[Path], order: str | None) -> Trend:
    from mtqa.diffing import follow, past  # noqa: PLC0415

    by = past.Order(order) if order else None
    if len(reports) == 1 and reports[0].is_dir():
        return follow(str(reports[0]), past.in_folder(reports[0], by))
    if len(reports) == 1:
        if not reports[0].exists():
            raise UsageError(f"{reports[0]}: no such file or folder")
        raise UsageError(f"{reports[0]} alone has nothing to be compared with; name a second report, or a folder")
    folders = [path for path in reports if path.is_dir()]
    if folders:
        raise UsageError(f"{folders[0]} is a folder: name it alone to follow its reports, or name two reports")
    return follow("", past.named(reports, by))
