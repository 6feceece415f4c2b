"""Settings: the one source of defaults, and the strict reading of ``mtqa.toml`` and ``[tool.mtqa]``."""

from __future__ import annotations

import dataclasses
import difflib
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from mtqa.errors import ConfigError

DEFAULT_MODEL = "smollm2-135m-instruct"
MEBIBYTE = 1024 * 1024


class FailOn(StrEnum):
    """What makes the gate fail."""

    DOCUMENT = "document"
    SENTENCE = "sentence"
    ERROR = "error"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do. Every default of the program stands here and nowhere else.

    Attributes:
        include: globs; when there are any, only files that match one are read.
        exclude: globs of files and folders to leave out, in .gitignore syntax.
        hidden: also walk hidden files and folders.
        max_size: the size in megabytes (MiB) above which a file is skipped; of JSON Lines and Parquet, a record.
        text_field: the field of a JSON Lines record, or the column of a Parquet file, that holds the text.
        id_field: the field or column that holds the record's id, if any.
        fail_on: what makes the gate fail.
        max_suspicious: percentage of suspicious sentences above which the gate fails too; None for no limit.
        rules_only: judge by rules alone, without the language model.
        select: rules or families to run; empty for all.
        ignore: rules or families to leave out.
        rules: files of rules of your own; in a configuration file, relative to its folder.
        model: the language model: the default's name, a Hugging Face id, or a folder.
        offline: never install a missing model.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        dtype: ``auto``, ``int8``, ``bfloat16`` or ``float32``.
        jobs: threads; 0 for the number of physical cores.
        detector: a folder that ``mtqa train`` wrote; empty for the detector that comes with the package.
        calibration: a file that ``mtqa calibrate`` wrote; empty for the detector's own calibration.
        quick: score in full only sentences that may be flagged, by rules and a first look through some of the model.
        tokens: keep every sentence's token scores, not only those of suspicious ones.
        cache: keep what scoring a sentence gave, and don't score it again in later runs.
        cache_size: megabytes (MiB) above which the cache drops what was not used for longest.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    max_size: float = 50.0
    text_field: str = "text"
    id_field: str = "id"
    fail_on: FailOn = FailOn.DOCUMENT
    max_suspicious: float | None = None
    rules_only: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    model: str = DEFAULT_MODEL
    detector: str = ""
    calibration: str = ""
    offline: bool = False
    device: str = "auto"
    dtype: str = "auto"
    jobs: int = 0
    quick: bool = False
    tokens: bool = False
    cache: bool = True
    cache_size: float = 1000.0

    def replace(self, **changes: Any) -> Settings:
        """Return a copy with some settings changed."""
        return dataclasses.replace(self, **changes)


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
    parsed = _parse(path)
    table = parsed.get("tool", {}).get("mtqa", {}) if path.name == "pyproject.toml" else parsed
    settings = settings_from(table, str(path), base)
    if "rules" not in table:
        return settings
    return settings.replace(rules=tuple(str(path.parent / name) for name in settings.rules))


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
    known = {f.name for f in fields(Settings)}
    changes: dict[str, object] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
            hint = f"; did you mean '{near[0].replace('_', '-')}'?" if near else ""
            raise ConfigError(f"{origin}: unknown key '{key}'{hint}")
        changes[name] = _coerce(key, value, getattr(base, name), origin)
    return dataclasses.replace(base, **changes)  # type: ignore[arg-type]


def _coerce(key: str, value: object, default: object, origin: str) -> object:
    """Check ``value`` against the type of the default; name what was expected."""
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    wanted: str
    if key.replace("-", "_") == "max_suspicious":
        wanted = "a percentage from 0 to 100"
        coerced: object = number if number is not None and 0 <= number <= 100 else None
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


def _parse(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}") from None
