"""``mtqa config``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.config import explain, find_config, load_config, read_config
from mtqa.config_tables import key_of, nearest
from mtqa.config_values import FORMS
from mtqa.environment import config_file, from_environment, given_in
from mtqa.errors import MtqaError, UsageError
from mtqa.settings import PER_FILE, Settings

if TYPE_CHECKING:
    from mtqa.rules import Rule

_CONFIG = click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")


@click.group("config", short_help="Say which settings apply to a file, and why.")
def command() -> None:
    """Say which settings apply, and why.

    Settings come from the nearest mtqa.toml, or pyproject.toml with [tool.mtqa], at or above the current folder, and
    from variables MTQA_..., which win. Under [[files]] they may hold for some files alone: a glob, and what differs for
    the files that match it.
    """


@command.command("show")
@click.argument("file", required=False)
@_CONFIG
@click.option("--all", "everything", is_flag=True, help="Show the settings of the whole run too.")
def show(file: str | None, config: Path | None, everything: bool) -> None:
    """Print what applies to FILE and why; without FILE, what applies to a run."""
    found = _found(config)
    settings, warnings = from_environment(os.environ, load_config(found) if found else Settings())
    for line in warnings:
        _tell(line)
    click.echo(f"configuration: {found or 'none, so all settings are defaults'}")
    if file is not None:
        _reader(file, settings)
    per_file = set(map(key_of, PER_FILE))
    applied = [
        a for a in explain(file or "", found, given_in(os.environ)) if file is None or everything or a.key in per_file
    ]
    shown = [(a.key, as_toml(a.key, a.value), a.origin) for a in applied]
    keys, values = (max(len(row[i]) for row in shown) for i in (0, 1))
    for key, value, origin in shown:
        click.echo(f"{key:<{keys}} = {value:<{min(values, 40)}}  # {origin}")
    for number, table in enumerate(settings.suppress, 1):
        if file is None or table.matches(file):
            globs, why = ", ".join(table.globs), f": {table.reason}" if table.reason else ""
            click.echo(f"suppressed: {', '.join(table.rules) or 'all'} in {globs} ([[suppress]] {number}){why}")


@command.command("validate")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@_CONFIG
def validate(file: Path | None, config: Path | None) -> int:
    """Check a configuration file, and what it names: rules, files of rules, the baseline, globs.

    FILE is the one that would be used, unless it is named. All that is wrong is printed, and the exit code is 2 then.
    """
    found = _found(file or config)
    if found is None:
        raise UsageError("there is no mtqa.toml, nor a pyproject.toml with [tool.mtqa], here or above; name a file")
    settings, problems = read_config(found)
    problems += (f"{found}: {problem}" for problem in _wrong(settings))
    for line in problems:
        _tell(line)
    for line in _unmatched(settings, found.parent):
        _tell(f"{found}: warning: {line}")
    if problems:
        return 2
    click.echo(f"{found}: valid")
    return 0


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema of mtqa.toml, for editors that complete and check it."""
    from mtqa.config_schema import config_schema  # noqa: PLC0415

    click.echo(json.dumps(config_schema(), indent=2))


def _found(config: Path | None) -> Path | None:
    """Return the configuration file: the one that is asked for, or the nearest."""
    named = config or config_file(os.environ)
    if named is not None and not named.is_file():
        raise UsageError(f"{named}: there is no such configuration file")
    return named or find_config(Path.cwd())


def _tell(line: str) -> None:
    click.echo(f"mtqa: {line}", err=True)


def _wrong(settings: Settings) -> Iterator[str]:
    """Yield what of what settings name does not exist, or can't be used."""
    from mtqa.gate.policy import unknown_names  # noqa: PLC0415 - half a second that show need not wait
    from mtqa.rules import RULES  # noqa: PLC0415

    own, problems = _own_rules(settings)
    yield from problems
    rules = [rule.id for rule in (*RULES, *own)]
    if not problems:  # else names may be those of rules that could not be read
        yield from _unknown_rules(settings, rules)
        yield from unknown_names(settings, rules)
    if settings.require_reasons:
        for number, table in enumerate(settings.suppress, 1):
            if not table.reason.strip():
                yield f"[[suppress]] {number}: it says no reason, and 'require-reasons' wants one"
    if settings.quick and settings.rules_only:
        yield "'quick' and 'rules-only' exclude each other; rules alone are quicker still"
    yield from _missing(settings)


def _own_rules(settings: Settings) -> tuple[tuple[Rule, ...], list[str]]:
    """Return the rules that are not of the catalogue, and what is wrong with their files."""
    from mtqa.rules import own  # noqa: PLC0415

    good, problems = own.sort_out(settings.rules)
    try:
        return own.load(good), problems
    except MtqaError as error:
        return (), [*problems, str(error)]


def _unknown_rules(settings: Settings, rules: list[str]) -> Iterator[str]:
    from mtqa.alert import SUPPRESSION_RULES, VERDICT_RULES  # noqa: PLC0415

    can_run = {*rules, *(rule.partition(".")[0] for rule in rules)}
    verdicts = VERDICT_RULES.keys() - SUPPRESSION_RULES
    alerts = {*can_run, *verdicts, *(rule.partition(".")[0] for rule in verdicts)}
    asked = [("'select'", settings.select, can_run), ("'ignore'", settings.ignore, can_run)]
    asked += [(f"[[suppress]] {n}", table.rules, alerts) for n, table in enumerate(settings.suppress, 1)]
    for where, names, known in asked:
        for name in names:
            if name not in known:
                yield f"{where}: unknown rule '{name}'{nearest(name, known)}"


def _missing(settings: Settings) -> Iterator[str]:
    """Yield which files that settings name are missing, or can't be used."""
    if settings.baseline:
        from mtqa.gate.baseline import Baseline  # noqa: PLC0415

        try:
            Baseline.load(Path(settings.baseline))
        except MtqaError as error:
            yield f"'baseline': {error}"
    if settings.calibration and not Path(settings.calibration).is_file():
        yield f"'calibration': {settings.calibration}: there is no such file; 'mtqa calibrate' writes one"
    if settings.detector and not Path(settings.detector).is_dir():
        yield f"'detector': {settings.detector}: there is no such folder; 'mtqa train' writes one"


def _unmatched(settings: Settings, folder: Path) -> Iterator[str]:
    """Yield which tables have no file below the configuration's folder."""
    from mtqa.readers import Found, discover  # noqa: PLC0415

    tables = [("files", number, table.globs, table.matches) for number, table in enumerate(settings.files, 1)]
    tables += [("suppress", number, table.globs, table.matches) for number, table in enumerate(settings.suppress, 1)]
    tables = [table for table in tables if table[2]]
    if not tables:
        return
    try:
        items = list(discover([folder], settings))
    except MtqaError as error:  # an include or exclude that is no pattern
        yield str(error)
        return
    paths = [item.path if isinstance(item, Found) else Path(item.path) for item in items]
    for key, number, globs, matches in tables:
        if not any(map(matches, paths)):
            yield f"[[{key}]] {number}: {', '.join(globs)} matches no file"


def _reader(file: str, settings: Settings) -> None:
    """Say how a file would be read, and whether a folder with it would have it read."""
    from mtqa.readers import discover  # noqa: PLC0415
    from mtqa.readers.registry import known, listed_for  # noqa: PLC0415
    from mtqa.result import SkippedFile  # noqa: PLC0415

    own = settings.at(file)
    reader = listed_for(file, own.reader)
    why = "set by its configuration" if own.reader else "by its suffix" if known(file) else "no suffix is known"
    click.echo(f"format: {reader.format} ({why})")
    path = Path(file)
    if not path.exists():
        click.echo("read: there is no such file now")
        return
    found = {
        item.shown if not isinstance(item, SkippedFile) else item.path: item
        for item in discover([path.parent], settings)
    }
    shown = path.as_posix() if path.as_posix() in found else f"{path.parent.as_posix()}/{path.name}"
    item = found.get(shown)
    if item is None:
        click.echo(
            "read: only if it is named itself; in its folder an ignore file, include, exclude or hidden leaves it out"
        )
    else:
        click.echo(f"read: no, {item.reason}" if isinstance(item, SkippedFile) else "read: yes")


def as_toml(key: str, value: object) -> str:
    """Write a setting's value as configuration files do; what is not set is called none."""
    if isinstance(value, tuple) and FORMS[key.replace("-", "_")].schema.get("type") == "object":
        return f"{{{', '.join(f'{_toml(name)} = {count}' for name, count in value)}}}"
    return _toml(value)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(each) for each in value)}]"
    return "none" if value is None else str(value)
