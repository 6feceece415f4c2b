"""``mtqa review apply``."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtqa.cli.baseline_command import columns, counted, default_file
from mtqa.cli.options import layered

if TYPE_CHECKING:
    from mtqa.gate import Baseline
    from mtqa.reviewing.applying import Applied, RuleCount
    from mtqa.reviewing.decisions import Decided, Decisions

_SHOWN = 10


@click.command("apply", short_help="Turn decisions into entries of the baseline.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--baseline",
    "-f",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The baseline; it is made where there is none.  [default: the configured one, or mtqa-baseline.jsonl beside "
    "the configuration file, or here]",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Refuse decisions about any other report than this one, JSON or HTML.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would be done.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")
def command(
    files: tuple[Path, ...],
    file: Path | None,
    report: Path | None,
    config: Path | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Turn the decisions that a report exports into entries of the baseline.

    What is accepted is known from then on, and what is dismissed is suppressed, with its reason. Where several FILEs
    decide about the same, the last one wins, also over the baseline. Run it from the folder where mtqa check ran.
    """
    from mtqa.report.writing import write_text  # noqa: PLC0415 - loads what reads content, as below
    from mtqa.reviewing.applying import apply  # noqa: PLC0415
    from mtqa.reviewing.decisions import read  # noqa: PLC0415

    settings = layered(config, {})
    decisions = [read(path) for path in files]
    if report is not None:
        _check_report(report, files, decisions)
    target = file or default_file(settings, config)
    applied = apply(decisions, _baseline(target))
    written = applied.changed and not dry_run
    if written:
        write_text(target, applied.baseline.dump())
    if as_json:
        click.echo(json.dumps(_object(applied, target, written=written), indent=2))
        return
    if not any(each.entries for each in decisions):
        click.echo(f"no decisions in {', '.join(map(str, files))}; nothing is written")
        return
    _print(applied, target, dry_run=dry_run)
    if applied.rules and not dry_run:
        how = "" if settings.baseline and Path(settings.baseline) == target else f" with --baseline {target}"
        click.echo(f"now check again{how}: what is dismissed is suppressed, what is accepted is known", err=True)


def _check_report(report: Path, files: Iterable[Path], decisions: Iterable[Decisions]) -> None:
    from mtqa.errors import UsageError  # noqa: PLC0415
    from mtqa.reviewing.pages import report_of  # noqa: PLC0415

    wanted = report_of(report)
    for path, each in zip(files, decisions, strict=True):
        if each.report != wanted:
            raise UsageError(
                f"{path}: these decisions are about another report ({each.report}, and {report} is {wanted}); name the "
                "report in which they were made, or leave out --report"
            )


def _baseline(target: Path) -> Baseline:
    from mtqa.gate import Baseline  # noqa: PLC0415

    return Baseline.load(target) if target.exists() else Baseline((), target.parent)


def _print(applied: Applied, target: Path, *, dry_run: bool) -> None:
    from mtqa.report.wording import LONGEST, one_line  # noqa: PLC0415

    aside = " (dry run, nothing is written)" if dry_run else ""
    click.echo(f"{target}: {_counts(applied.total)}{aside}")
    if applied.rules:
        click.echo()
        rows = [
            (one_line(each.rule, LONGEST), str(each.accepted), str(each.dismissed), str(each.unchanged))
            for each in applied.rules
        ]
        for line in columns([("rule", "accepted", "dismissed", "unchanged"), *rows]):
            click.echo(line)
    _print_notes(applied.notes)
    if applied.comments:
        click.echo(
            f"\n{counted(applied.comments, 'decision')} left out: about suppressions in the content, which no baseline "
            "remembers; mend the comments"
        )
    if applied.gone:
        more = f" and {len(applied.gone) - 1:,} more" if len(applied.gone) > 1 else ""
        click.echo(
            f"\nnot here any more: {one_line(applied.gone[0], LONGEST)}{more}; what was decided there holds where the "
            "sentences moved to"
        )


def _print_notes(notes: Sequence[Decided]) -> None:
    from mtqa.report.wording import LONGEST, one_line  # noqa: PLC0415

    if not notes:
        return
    click.echo(f"\n{counted(len(notes), 'finding')} still open, with a note:")
    for one in notes[:_SHOWN]:
        line = "" if one.line is None else f":{one.line}"
        click.echo(
            f"  {one_line(one.path, LONGEST)}{line} {one_line(one.rule, LONGEST)}: {one_line(one.note, LONGEST)}"
        )
    if len(notes) > _SHOWN:
        click.echo(f"  and {len(notes) - _SHOWN:,} more")


def _counts(total: RuleCount) -> str:
    return f"{total.accepted:,} accepted, {total.dismissed:,} dismissed, {total.unchanged:,} unchanged"


def _object(applied: Applied, target: Path, *, written: bool) -> dict[str, Any]:
    total = applied.total
    return {
        "baseline": str(target),
        "written": written,
        "accepted": total.accepted,
        "dismissed": total.dismissed,
        "unchanged": total.unchanged,
        "rules": [dataclasses.asdict(each) for each in applied.rules],
        "open": [
            {"path": one.path, "id": one.id, "line": one.line, "rule": one.rule, "note": one.note}
            for one in applied.notes
        ],
        "left_out": applied.comments,
        "gone": list(applied.gone),
    }
