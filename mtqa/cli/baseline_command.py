"""``mtqa baseline``."""

from __future__ import annotations

import itertools
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtqa.cli.options import Command, layered, policy_options, run_options
from mtqa.config import find_config
from mtqa.errors import UsageError
from mtqa.outcome import Decision, KnownEntry

if TYPE_CHECKING:
    from mtqa.gate.baseline import Baseline
    from mtqa.gate.baseline_seen import Seen
    from mtqa.pipeline import Progress
    from mtqa.settings import Settings

_NAMED = 3
_FILE = click.option(
    "--file",
    "-f",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The baseline.  [default: the configured one, or mtqa-baseline.jsonl beside the configuration file, or here]",
)
_CONFIG = click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")
_STDIN = click.option(
    "--stdin-format", default="txt", show_default=True, metavar="FORMAT", help="What PATH - is written in."
)


def _options(command: Command) -> Command:
    """Give a command the options of those that run a check."""
    return _FILE(policy_options(run_options(_STDIN(command))))


@click.group("baseline", short_help="Remember what is known, so that only new findings fail.")
def command() -> None:
    """Remember what is known of some content, so that only new findings fail.

    \b
    mtqa baseline create docs/                              writes mtqa-baseline.jsonl
    mtqa check docs/ --baseline mtqa-baseline.jsonl         fails on new findings only
    mtqa baseline update docs/                              after changes

    The file is to be kept under version control; docs/baseline.md says what is in it, and how it is merged.
    """  # noqa: D301 - click reads the control character


@command.command("create")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--force", is_flag=True, help="Replace the file if there is one, with all decisions in it.")
@_options
def create(
    paths: tuple[str, ...], file: Path | None, config: Path | None, stdin_format: str, *, force: bool, **options: Any
) -> int:
    """Check files and folders, and remember all that is found."""
    from mtqa.gate.baseline import Baseline  # noqa: PLC0415 - loads what reads content, as below

    settings = layered(config, options)
    target = file or default_file(settings, config)
    if os.path.lexists(target) and not force:
        raise UsageError(f"{target}: exists already; 'mtqa baseline update' brings it up to date, --force replaces it")
    seen = _checked(paths, settings, target, stdin_format)
    if seen is None:
        return _interrupted(target)
    made = Baseline.of(seen.documents, target.parent, signature=seen.signature, model=not settings.rules_only)
    _write(target, made)
    click.echo(f"{target}: {_counts(new=len(made))}")
    if not settings.baseline:
        click.echo(f"now check with --baseline {target}, or with baseline set in the configuration file", err=True)
    return 3 if seen.crashed else 0


@command.command("update")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_options
def update(paths: tuple[str, ...], file: Path | None, config: Path | None, stdin_format: str, **options: Any) -> int:
    """Check files and folders; remember what is new, and forget what is fixed.

    What is fixed is looked for in the files that are checked, and in those that are gone. Decisions and reasons stay.
    """
    settings = layered(config, options)
    return _brought_up(paths, settings, file or default_file(settings, config), stdin_format, add=True)


@command.command("prune")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@_options
def prune(paths: tuple[str, ...], file: Path | None, config: Path | None, stdin_format: str, **options: Any) -> int:
    """Forget what is known of files that no longer exist; with PATHs, check them, and forget what is fixed."""
    from mtqa.gate.baseline import Baseline  # noqa: PLC0415

    settings = layered(config, options)
    target = file or default_file(settings, config)
    if paths:
        return _brought_up(paths, settings, target, stdin_format, add=False)
    old = Baseline.load(target)
    pruned = old.without_gone()
    _write(target, pruned)
    click.echo(f"{target}: {_counts(kept=len(pruned), dropped=len(old) - len(pruned))}")
    return 0


@command.command("show")
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--rule", multiple=True, metavar="RULE", help="Only what is known of this rule or family; repeatable.")
@click.option("--path", multiple=True, metavar="GLOB", help="Only what is known of files that match; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with all entries.")
@_CONFIG
def show(
    file: Path | None, rule: tuple[str, ...], path: tuple[str, ...], config: Path | None, *, as_json: bool
) -> None:
    """Say how much is known, by rule, by decision and by file."""
    from mtqa.gate.baseline import Baseline  # noqa: PLC0415

    target = file or default_file(layered(config, {}), config)
    baseline = Baseline.load(target)
    fits = _filter(rule, path)
    entries = [entry for entry in baseline.entries if fits(entry)]
    if as_json:
        _print_json(target, baseline, entries)
        return
    files = len({entry.path for entry in entries})
    header = baseline.header
    model = "with the language model" if header.model else "by the rules alone"
    click.echo(
        f"{target}: {counted(_sum(entries), 'finding')} in {counted(files, 'file')}, by mtqa {header.version}, {model}"
    )
    for title, key in (("rule", _rule), ("file", _path)):
        if entries:
            rows = [(name, *map(str, counts.values())) for name, counts in _by(entries, key).items()]
            click.echo()
            for line in columns([(title, "count", *Decision), *rows]):
                click.echo(line)
    if baseline.disputed:
        click.echo(
            f"\n{counted(len(baseline.disputed), 'entry', 'entries')} accepted on one line and dismissed on another; "
            f"delete one of the two, until then it is accepted: {', '.join(_named(e) for e in baseline.disputed[:3])}"
        )


def default_file(settings: Settings, config: Path | None) -> Path:
    """Return the baseline that is meant where none is named.

    Args:
        settings: may name one.
        config: the configuration file that was asked for, if any; else it is the nearest.
    """
    from mtqa.environment import config_file  # noqa: PLC0415
    from mtqa.gate.baseline_file import DEFAULT_NAME  # noqa: PLC0415

    if settings.baseline:
        return Path(settings.baseline)
    nearest = config or config_file(os.environ) or find_config(Path.cwd())
    folder = nearest.parent if nearest else Path()
    return folder.relative_to(Path.cwd()) / DEFAULT_NAME if folder == Path.cwd() else folder / DEFAULT_NAME


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table: the first column to the left, all others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = (f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join((f"{first:<{widths[0]}}", *cells)).rstrip()


def counted(number: int, one: str, several: str = "") -> str:
    """Write a number with its noun."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def _checked(paths: Sequence[str], settings: Settings, target: Path, stdin_format: str) -> Seen | None:
    """Check without any baseline or revision, by the policy that is configured; None where it was interrupted."""
    from mtqa.cli.display import Display  # noqa: PLC0415
    from mtqa.gate.baseline_seen import Seen  # noqa: PLC0415
    from mtqa.items import STDIN  # noqa: PLC0415
    from mtqa.pipeline import check  # noqa: PLC0415
    from mtqa.report.writing import prepare  # noqa: PLC0415

    prepare(target)
    display, seen = Display(), Seen()
    with display.progress() as shown:

        def progress(state: Progress) -> None:
            seen.begin_file(state.path)
            shown(state)

        report = check(
            paths,
            _alone(settings),
            progress=progress,
            say=display.say,
            stdin=sys.stdin.buffer.read() if STDIN in paths else b"",
            stdin_format=stdin_format,
            sink=seen,
            leave_out=[target],
        )
    for path, reason in itertools.islice(seen.unread.items(), _NAMED):
        display.error(f"{path}: {reason}")
    if seen.unread:
        told = counted(len(seen.unread), "file or record was", "files or records were")
        display.error(f"{told} not read; what is known of such files stays as it was")
    return None if report.interrupted else seen


def _alone(settings: Settings) -> Settings:
    return settings.replace(baseline="", diff="", report_unused=False)


def _brought_up(paths: Sequence[str], settings: Settings, target: Path, stdin_format: str, *, add: bool) -> int:
    from mtqa.gate.baseline import Baseline  # noqa: PLC0415
    from mtqa.gating import Gating  # noqa: PLC0415
    from mtqa.rules import RuleSet, own  # noqa: PLC0415

    old = Baseline.load(target)
    seen = _checked(paths, settings, target, stdin_format)
    if seen is None:
        return _interrupted(target)
    old.expect(seen.looked_at)
    documents = old.match(seen.documents)
    rules = RuleSet.of(settings.select, settings.ignore, own.load(settings.rules))
    model = not settings.rules_only
    compared = old.compare(seen.looked_at, Gating(_alone(settings), rules).can_find, model=model)
    made = old.updated(documents if add else (), compared.fixed, signature=seen.signature, model=model)
    _write(target, made)
    dropped = _sum(compared.fixed)
    new = len(made) - len(old) + dropped
    kept = len(made) - new - compared.moved
    click.echo(f"{target}: {_counts(new, kept, compared.moved, dropped, compared.unseen)}")
    return 3 if seen.crashed else 0


def _interrupted(target: Path) -> int:
    click.echo(f"mtqa: interrupted; {target} is as it was", err=True)
    return 130


def _write(target: Path, baseline: Baseline) -> None:
    from mtqa.report.writing import write_text  # noqa: PLC0415

    write_text(target, baseline.dump())


def _counts(new: int = 0, kept: int = 0, moved: int = 0, dropped: int = 0, unseen: int = 0) -> str:
    aside = f" ({unseen:,} of them not looked at)" if unseen else ""
    return f"{new:,} new, {kept:,} kept{aside}, {moved:,} moved, {dropped:,} dropped"


def _filter(rules: tuple[str, ...], globs: tuple[str, ...]) -> Callable[[KnownEntry], bool]:
    """Return what tells whether an entry is asked for."""
    from mtqa.settings import compiled  # noqa: PLC0415

    try:
        patterns = [compiled(glob) for glob in globs]
    except ValueError as error:
        raise UsageError(f"--path: not a pattern in .gitignore syntax: {error}") from None

    def fits(entry: KnownEntry) -> bool:
        of_rule = not rules or entry.rule in rules or entry.rule.partition(".")[0] in rules
        return of_rule and (not patterns or any(pattern.match_file(entry.path) for pattern in patterns))

    return fits


def _by(entries: Iterable[KnownEntry], key: Callable[[KnownEntry], str]) -> dict[str, dict[str, int]]:
    """Count entries in groups, the largest first: all, and those of each decision."""
    groups: defaultdict[str, Counter[Decision]] = defaultdict(Counter)
    for entry in entries:
        groups[key(entry)][entry.decision] += entry.count
    ranked = sorted(groups.items(), key=lambda item: (-item[1].total(), item[0]))
    return {name: {"count": counts.total(), **{d.value: counts[d] for d in Decision}} for name, counts in ranked}


def _print_json(target: Path, baseline: Baseline, entries: Sequence[KnownEntry]) -> None:
    import dataclasses  # noqa: PLC0415
    import json  # noqa: PLC0415

    shown = {
        "path": str(target),
        "version": baseline.header.version,
        "signature": baseline.header.signature,
        "model": baseline.header.model,
        "count": _sum(entries),
        "disputed": len(baseline.disputed),
        "rules": _by(entries, _rule),
        "files": _by(entries, _path),
        "entries": [dataclasses.asdict(entry) for entry in entries],
    }
    click.echo(json.dumps(shown, indent=2))


def _rule(entry: KnownEntry) -> str:
    return entry.rule


def _path(entry: KnownEntry) -> str:
    return entry.path


def _sum(entries: Iterable[KnownEntry]) -> int:
    return sum(entry.count for entry in entries)


def _named(entry: KnownEntry) -> str:
    return f"{entry.rule} in {entry.path}"
