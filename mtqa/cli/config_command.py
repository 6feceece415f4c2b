"""``mtqa config``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mtqa.config import explain, find_config
from mtqa.errors import UsageError
from mtqa.settings import PER_FILE


@click.group("config", short_help="Say which settings apply to a file, and why.")
def command() -> None:
    """Say which settings apply, and why.

    Settings come from the nearest mtqa.toml, or pyproject.toml with [tool.mtqa], at or above the current folder. Under
    [[files]] they may hold for some files alone: a glob, and what differs for the files that match it.
    """


@command.command("show")
@click.argument("file", required=False)
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")
@click.option("--all", "everything", is_flag=True, help="Show the settings of the whole run too.")
def show(file: str | None, config: Path | None, everything: bool) -> None:
    """Print what applies to FILE and why; without FILE, what applies to a run."""
    if config is not None and not config.is_file():
        raise UsageError(f"--config {config}: there is no such file")
    found = config or find_config(Path.cwd())
    click.echo(f"configuration: {found or 'none, so all settings are defaults'}")
    if file is not None:
        _reader(file, found)
    per_file = {name.replace("_", "-") for name in PER_FILE}
    applied = [a for a in explain(file or "", found) if file is None or everything or a.key in per_file]
    shown = [(a.key, _toml(a.value), a.origin) for a in applied]
    keys, values = (max(len(row[i]) for row in shown) for i in (0, 1))
    for key, value, origin in shown:
        click.echo(f"{key:<{keys}} = {value:<{min(values, 40)}}  # {origin}")


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema of mtqa.toml, for editors that complete and check it."""
    from mtqa.config_schema import config_schema  # noqa: PLC0415

    click.echo(json.dumps(config_schema(), indent=2))


def _reader(file: str, config: Path | None) -> None:
    """Say how a file would be read, and whether a folder with it would have it read."""
    from mtqa.config import load_config  # noqa: PLC0415
    from mtqa.readers import discover  # noqa: PLC0415
    from mtqa.readers.registry import known, listed_for  # noqa: PLC0415
    from mtqa.result import SkippedFile  # noqa: PLC0415
    from mtqa.settings import Settings  # noqa: PLC0415

    settings = load_config(config) if config else Settings()
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


def _toml(value: object) -> str:
    """Write a value as configuration files do."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(each) for each in value)}]"
    return "none" if value is None else str(value)
