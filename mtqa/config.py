"""The strict reading of ``mtqa.toml`` and ``[tool.mtqa]``, and what applies to a file and why."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from mtqa.config_tables import key_of, read_table
from mtqa.config_values import named_counts
from mtqa.errors import ConfigError
from mtqa.settings import DEFAULT_MODEL, MEBIBYTE, FailOn, Override, Settings

__all__ = [
    "DEFAULT_MODEL",
    "MEBIBYTE",
    "Applied",
    "FailOn",
    "Given",
    "Override",
    "Settings",
    "configured",
    "explain",
    "find_config",
    "load_config",
    "named_counts",
    "read_config",
    "settings_from",
]

TABLES = ("files", "suppress")
"""The settings that are tables for the files that match a glob."""


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file at or above ``start``: mtqa.toml, or a pyproject.toml with [tool.mtqa]."""
    for folder in (start, *start.parents):
        own = folder / "mtqa.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file():
            return project if "mtqa" in _tools(project) else None
    return None


def load_config(path: Path, base: Settings | None = None) -> Settings:
    """Read the settings of a configuration file over ``base``.

    Raises:
        ConfigError: the file can't be read or parsed, a key is unknown (the nearest known one is suggested), or
            a value has the wrong type.
    """
    settings, problems = read_config(path, base)
    if problems:
        more = f" (and {len(problems) - 1} more: 'mtqa config validate' shows them)" if problems[1:] else ""
        raise ConfigError(problems[0] + more)
    return settings


def read_config(path: Path, base: Settings | None = None) -> tuple[Settings, list[str]]:
    """Read the settings of a configuration file over ``base``, and all that is wrong with them, a line each.

    Raises:
        ConfigError: the file can't be read or parsed.
    """
    table = _table(path)
    settings, problems = read_table(table, str(path), base or Settings())
    root = str(path.parent.absolute())
    changes: dict[str, Any] = {
        name: tuple(dataclasses.replace(each, root=root) for each in getattr(settings, name))
        for name in TABLES
        if name in table
    }
    if "rules" in table:
        changes["rules"] = tuple(str(path.parent / name) for name in settings.rules)
    for name in ("baseline", "source"):
        if table.get(name) and getattr(settings, name):
            changes[name] = str(path.parent / getattr(settings, name))
    return settings.replace(**changes), problems


class Given(NamedTuple):
    """A setting's value that something above the configuration file gives, and what does."""

    value: object
    origin: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A setting that applies to a file: its key as configuration files write it, its value, and where that is from."""

    key: str
    value: object
    origin: str


def explain(path: str | Path, config: Path | None, above: Mapping[str, Given] | None = None) -> Iterator[Applied]:
    """Yield what applies to a file, in the order of the settings, each with the reason.

    Args:
        path: the file; it need not exist.
        config: the configuration file, if any.
        above: what holds whatever that says, by the settings' names.

    Raises:
        ConfigError: as `load_config`.
    """
    settings = load_config(config) if config else Settings()
    given = {key.replace("-", "_"): str(config) for key in _table(config)} if config else {}
    values = {name: (getattr(settings, name), origin) for name, origin in given.items()} | dict(above or {})
    for number, override in enumerate(settings.files, 1):
        if override.matches(path):
            globs = ", ".join(override.globs)
            values |= {name: (value, f"{config}, [[files]] {number}: {globs}") for name, value in override.changes}
    for field in fields(Settings):
        if field.name not in TABLES:
            yield Applied(key_of(field.name), *values.get(field.name, (getattr(settings, field.name), "default")))


def configured() -> Settings:
    """Return the settings of the nearest configuration file at or above the current folder, or the defaults.

    Raises:
        ConfigError: as `load_config`.
    """
    found = find_config(Path.cwd())
    return load_config(found) if found else Settings()


def settings_from(table: Mapping[str, object], origin: str, base: Settings | None = None) -> Settings:
    """Turn a table of keys, with hyphens or underscores, into settings over ``base``; ``origin`` names it in errors.

    Raises:
        ConfigError: a key is unknown, or a value has the wrong type.
    """
    settings, problems = read_table(table, origin, base or Settings())
    if problems:
        raise ConfigError(problems[0])
    return settings


def _table(path: Path) -> dict[str, Any]:
    """Return the program's own table of a configuration file."""
    table = _tools(path).get("mtqa", {}) if path.name == "pyproject.toml" else _parse(path)
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: 'mtqa' must be a table, [tool.mtqa]")
    return table


def _tools(project: Path) -> dict[str, Any]:
    tools = _parse(project).get("tool", {})
    return tools if isinstance(tools, dict) else {}


def _parse(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: byte {error.start + 1:,} is no UTF-8") from None
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets in brackets in brackets
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
