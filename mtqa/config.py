"""The strict reading of ``mtqa.toml`` and ``[tool.mtqa]``, and what applies to a file and why."""

from __future__ import annotations

import dataclasses
import difflib
import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from mtqa.document import Kind
from mtqa.errors import ConfigError
from mtqa.settings import DEFAULT_MODEL, MEBIBYTE, PER_FILE, FailOn, Override, Settings, compiled

__all__ = [
    "DEFAULT_MODEL",
    "MEBIBYTE",
    "Applied",
    "FailOn",
    "Override",
    "Settings",
    "configured",
    "explain",
    "find_config",
    "load_config",
    "settings_from",
]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file at or above ``start``: mtqa.toml, or a pyproject.toml with [tool.mtqa]."""
    for folder in (start, *start.parents):
        own = folder / "mtqa.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file():
            return project if "mtqa" in _parse(project).get("tool", {}) else None
    return None


def load_config(path: Path, base: Settings | None = None) -> Settings:
    """Read the settings of a configuration file over ``base``.

    Raises:
        ConfigError: the file can't be read or parsed, a key is unknown (the nearest known one is suggested), or
            a value has the wrong type.
    """
    table = _table(path)
    settings = settings_from(table, str(path), base)
    files = tuple(dataclasses.replace(override, root=str(path.parent.absolute())) for override in settings.files)
    settings = settings.replace(files=files)
    if "rules" not in table:
        return settings
    return settings.replace(rules=tuple(str(path.parent / name) for name in settings.rules))


@dataclass(frozen=True, slots=True)
class Applied:
    """A setting that applies to a file: its key as configuration files write it, its value, and where that is from."""

    key: str
    value: object
    origin: str


def explain(path: str | Path, config: Path | None) -> Iterator[Applied]:
    """Yield what applies to a file, in the order of the settings, each with the reason.

    Args:
        path: the file; it need not exist.
        config: the configuration file, if any.

    Raises:
        ConfigError: as `load_config`.
    """
    settings = load_config(config) if config else Settings()
    given = {key.replace("-", "_") for key in _table(config)} if config else set()
    own: dict[str, tuple[object, str]] = {}
    for number, override in enumerate(settings.files, 1):
        if override.matches(path):
            globs = ", ".join(override.globs)
            own |= {name: (value, f"{config}, [[files]] {number}: {globs}") for name, value in override.changes}
    for field in fields(Settings):
        if field.name != "files":
            origin = str(config) if field.name in given else "default"
            value, why = own.get(field.name, (getattr(settings, field.name), origin))
            yield Applied(field.name.replace("_", "-"), value, why)


def configured() -> Settings:
    """Return the settings of the nearest configuration file at or above the current folder, or the defaults.

    Raises:
        ConfigError: as `load_config`.
    """
    found = find_config(Path.cwd())
    return load_config(found) if found else Settings()


def settings_from(table: Mapping[str, object], origin: str, base: Settings | None = None) -> Settings:
    """Turn a table of keys, with hyphens or underscores, into settings over ``base``; ``origin`` names it in errors."""
    base = base or Settings()
    known = [f.name for f in fields(Settings)]
    return dataclasses.replace(base, **_changes(table, known, base, origin))  # type: ignore[arg-type]


def _changes(table: Mapping[str, object], known: Sequence[str], base: Settings, origin: str) -> dict[str, object]:
    """Check a table's keys and values."""
    changes: dict[str, object] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            raise ConfigError(f"{origin}: unknown key '{key}'{_nearest(name, known)}")
        changes[name] = (
            _overrides(value, base, origin) if name == "files" else _coerce(key, value, getattr(base, name), origin)
        )
    return changes


def _nearest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
    return f"; did you mean '{near[0].replace('_', '-')}'?" if near else ""


def _overrides(value: object, base: Settings, origin: str) -> tuple[Override, ...]:
    """Read ``[[files]]``: tables with a glob, or several, and settings for what matches."""
    if not isinstance(value, list) or not all(isinstance(table, Mapping) for table in value):
        raise ConfigError(f"{origin}: 'files' must be tables, each under [[files]]")
    overrides = []
    for number, table in enumerate(value, 1):
        where = f"{origin}: [[files]] {number}"
        globs = table.get("glob")
        listed = [globs] if isinstance(globs, str) else globs
        if not isinstance(listed, list) or not listed or not all(isinstance(glob, str) and glob for glob in listed):
            raise ConfigError(f"{where}: 'glob' must be a pattern or a list of some, such as \"locales/*.json\"")
        for glob in listed:
            try:
                compiled(glob)
            except ValueError as error:
                raise ConfigError(f"{where}: '{glob}' is no pattern in .gitignore syntax: {error}") from None
        others = {key: each for key, each in table.items() if key != "glob"}
        for key in others:
            if key.replace("-", "_") not in PER_FILE and key.replace("-", "_") in {f.name for f in fields(Settings)}:
                can = ", ".join(name.replace("_", "-") for name in PER_FILE)
                raise ConfigError(f"{where}: '{key}' holds for a whole run; for some files can be set: {can}")
        changes = _changes(others, PER_FILE, base, where)
        overrides.append(Override(tuple(listed), tuple(changes.items())))
    return tuple(overrides)


def _coerce(key: str, value: object, default: object, origin: str) -> object:
    """Check ``value`` against the type of the default; name what was expected."""
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    wanted: str
    name = key.replace("-", "_")
    if name in {"max_suspicious", "require_coverage"}:
        wanted = "a percentage from 0 to 100"
        coerced: object = number if number is not None and 0 <= number <= 100 else None
    elif name == "text_field":
        wanted = "a name or a list of some"
        several = isinstance(value, list) and value and all(isinstance(v, str) for v in value)
        coerced = tuple(value) if isinstance(value, list) and several else value if isinstance(value, str) else None
    elif name == "kind" and value:
        wanted = f"one of {', '.join(Kind)}"
        coerced = value if value in list(Kind) else None
    elif name == "language" and value:
        wanted = "a language code such as en or pt-BR"
        coerced = value if isinstance(value, str) and _LANGUAGE.fullmatch(value) else None
    elif isinstance(default, FailOn):
        wanted = f"one of {', '.join(FailOn)}"
        coerced = FailOn(str(value)) if value in list(FailOn) else None
    elif isinstance(default, bool):
        wanted = "true or false"
        coerced = value if isinstance(value, bool) else None
    elif isinstance(default, tuple):
        wanted = "a list of strings"
        coerced = tuple(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else None
    elif isinstance(default, int | float):
        wanted = "a number that is not negative"
        coerced = type(default)(number) if number is not None and 0 <= number < math.inf else None
    else:
        wanted = "a string"
        coerced = value if isinstance(value, str) else None
    if coerced is None:
        raise ConfigError(f"{origin}: '{key}' must be {wanted}, not {value!r}")
    return coerced


def _table(path: Path) -> dict[str, Any]:
    """Return the program's own table of a configuration file."""
    parsed = _parse(path)
    table: dict[str, Any] = parsed.get("tool", {}).get("mtqa", {}) if path.name == "pyproject.toml" else parsed
    return table


def _parse(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}") from None
