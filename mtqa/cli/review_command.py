"""``mtqa review``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtqa.cli import review_apply, review_serve
from mtqa.cli.baseline_command import columns, counted, default_file
from mtqa.cli.options import layered

if TYPE_CHECKING:
    from mtqa.gate.baseline_precision import Precision
    from mtqa.outcome import KnownEntry

_TITLES = ("right", "95 % interval", "accepted", "dismissed", "open")


@click.group("review", short_help="Hand decisions back, and look at what a team decided.")
def command() -> None:
    """Hand decisions back, and look at what a team decided.

    \b
    mtqa review serve                         decide in the report, in the browser
    mtqa review apply mtqa-decisions.json     take what was decided into the baseline
    mtqa review stats                         how often each rule is right

    A finding is accepted where it is right, and dismissed where it is wrong, or meant so. Decisions made in a report
    that was opened from disk are exported there. docs/review.md says more.
    """  # noqa: D301 - click reads the control character


command.add_command(review_serve.command)
command.add_command(review_apply.command)


@command.command("stats", short_help="Say how often each rule is right.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")
def stats(files: tuple[Path, ...], config: Path | None, *, as_json: bool) -> None:
    """Say how often each rule is right, by the decisions in baselines: worst first.

    FILE is a baseline, by default the configured one, or a file of decisions that was not applied yet; several are
    added up, and what is in more than one of them counts once. A sentence counts once, however many copies of it there
    are.
    """
    from mtqa.gate.baseline_precision import everything, family_of, precisions, rule_of  # noqa: PLC0415 - as below

    paths = files or (default_file(layered(config, {}), config),)
    entries = _entries(paths)
    rules, families, total = (precisions(entries, group) for group in (rule_of, family_of, everything))
    if as_json:
        shown = {
            "files": [str(path) for path in paths],
            "total": [_object(each) for each in total],
            "families": [_object(each) for each in families],
            "rules": [_object(each) for each in rules],
        }
        click.echo(json.dumps(shown, indent=2))
        return
    decided = sum(each.decided for each in total)
    waiting = sum(each.open for each in total)
    click.echo(f"{counted(decided, 'decision')}; {counted(waiting, 'finding')} {_wait(waiting)} for one")
    if decided:
        _print("rule", rules)
        _print("family", [*families, *total])


def _entries(paths: Iterable[Path]) -> Sequence[KnownEntry]:
    """Read baselines and decisions; the latter as if they were applied to the first of the former."""
    from mtqa.gate.baseline import Baseline  # noqa: PLC0415 - loads what reads content
    from mtqa.gate.baseline_file import combined  # noqa: PLC0415
    from mtqa.reviewing.applying import known_entries  # noqa: PLC0415
    from mtqa.reviewing.decisions import are_decisions, read  # noqa: PLC0415

    kinds = {path: are_decisions(path) for path in paths}
    baselines = [path for path, decisions in kinds.items() if not decisions]
    entries = [entry for path in baselines for entry in Baseline.load(path).entries]
    root = baselines[0].parent if baselines else Path()
    entries += known_entries((read(path) for path, decisions in kinds.items() if decisions), root)
    return combined(entries, max)


def _wait(number: int) -> str:
    return "waits" if number == 1 else "wait"


def _print(title: str, found: Iterable[Precision]) -> None:
    rows = [(each.name, *_cells(each)) for each in found if each.decided]
    click.echo()
    for line in columns([(title, *_TITLES, ""), *rows]):
        click.echo(line)


def _cells(each: Precision) -> tuple[str, ...]:
    low, high = each.interval
    few = "too few to say" if each.few else ""
    return f"{each.rate:.0%}", f"{low:.0%} to {high:.0%}", str(each.accepted), str(each.dismissed), str(each.open), few


def _object(each: Precision) -> dict[str, Any]:
    """Return a precision as JSON has it; where nothing was decided there is none."""
    low, high = each.interval
    return {
        "name": each.name,
        "precision": round(each.rate, 4) if each.decided else None,
        "interval": [round(low, 4), round(high, 4)] if each.decided else None,
        "accepted": each.accepted,
        "dismissed": each.dismissed,
        "open": each.open,
        "few": each.few,
    }
