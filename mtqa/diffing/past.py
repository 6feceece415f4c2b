"""Finds past reports in a folder, and puts them in the order of time."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from mtqa.errors import UsageError

SUFFIXES = (".json", ".jsonl")
_DATE = re.compile(
    r"(?<!\d)(?P<year>20\d\d)[-_.]?(?P<month>\d\d)[-_.]?(?P<day>\d\d)"
    r"(?:[T_ -]?(?P<hour>\d\d)[-_:.h]?(?P<minute>\d\d)(?:[-_:.m]?(?P<second>\d\d))?)?(?!\d)"
)
_OURS, _HEAD = b"mtqa-", 4096
"""What a report has among so many of its first bytes."""
_NUMBER = re.compile(r"(\d+)")


class Order(StrEnum):
    """By what past reports are put in order."""

    NAME = "name"
    TIME = "time"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a report.

    Attributes:
        path: the file.
        name: what it is called in the trend: its path in the folder.
        when: the date in its name, else when it was last changed.
        dated: whether the name holds the date.
    """

    path: Path
    name: str
    when: datetime
    dated: bool


@dataclass(frozen=True, slots=True)
class Past:
    """The files of a trend, oldest first.

    Attributes:
        files: in order.
        order: by what.
        why: why so, in words.
        others: how many files of the folder are neither JSON nor JSON Lines.
        twins: JSON reports that were left out for the JSON Lines report beside them.
    """

    files: tuple[Found, ...]
    order: Order
    why: str
    others: int = 0
    twins: tuple[str, ...] = ()


def in_folder(folder: Path, order: Order | None) -> Past:
    """Find the reports in a folder and in those below it.

    Args:
        folder: the folder.
        order: by what they are put in order; None for by name where all names hold a date, else by time.

    Raises:
        UsageError: there is none, or the folder can't be read.
    """
    try:
        files = sorted(_files(folder))
    except OSError as error:
        raise UsageError(f"{folder}: can't be read: {error.strerror or error}") from None
    candidates = [path for path in files if path.suffix.lower() in SUFFIXES]
    lines = {path.with_suffix("") for path in candidates if path.suffix.lower() == ".jsonl"}
    twins = [path for path in candidates if path.suffix.lower() == ".json" and path.with_suffix("") in lines]
    found = [_found(path, path.relative_to(folder).as_posix()) for path in candidates if path not in twins]
    if not found:
        raise UsageError(f"{folder}: holds no reports: no file in it ends in .json or .jsonl")
    names = tuple(path.relative_to(folder).as_posix() for path in twins)
    ordered, by, why = _ordered(found, order)
    return Past(ordered, by, why, len(files) - len(candidates), names)


def named(paths: Sequence[Path], order: Order | None) -> Past:
    """Take reports that were named one by one, in the order in which they were unless told otherwise."""
    found = [_found(path, str(path)) for path in paths]
    if order is None:
        return Past(tuple(found), Order.GIVEN, "as they were named")
    ordered, by, why = _ordered(found, order)
    return Past(ordered, by, why)


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder, onerror=_fail):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (path for name in names if not name.startswith(".") and (path := Path(root, name)).is_file())


def _fail(error: OSError) -> None:
    raise error


def _found(path: Path, name: str) -> Found:
    date = _date(name)
    return Found(path, name, date or _changed(path), dated=date is not None)


def _changed(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:  # whoever reads it says what is wrong
        return datetime.fromtimestamp(0, UTC)


def _date(name: str) -> datetime | None:
    """Return the last date that a name holds."""
    for found in reversed([*_DATE.finditer(name)]):
        try:
            return datetime(*(int(part or 0) for part in found.groups()), tzinfo=UTC)  # type: ignore[misc,arg-type]
        except ValueError:
            continue
    return None


def _ordered(found: Sequence[Found], order: Order | None) -> tuple[tuple[Found, ...], Order, str]:
    dated = all(each.dated for each in found if _may_be_report(each.path))
    if order is not Order.TIME and dated:
        return _by_when(found), Order.NAME, "by the dates in their names"
    if order is Order.NAME:
        return tuple(sorted(found, key=lambda each: _natural(each.name))), Order.NAME, "by their names"
    changed = [replace(each, when=_changed(each.path), dated=False) for each in found]
    why = (
        "by when they were last changed" if order else "by when they were last changed, since not all names hold a date"
    )
    return _by_when(changed), Order.TIME, why


def _may_be_report(path: Path) -> bool:
    """Tell whether a file begins like a report: whatever else is there has no say in the order."""
    try:
        with path.open("rb") as file:
            return _OURS in file.read(_HEAD)
    except OSError:
        return False


def _by_when(found: Sequence[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda each: (each.when, _natural(each.name))))


def _natural(name: str) -> list[tuple[int, str]]:
    """Return what names are sorted by, so that run 10 comes behind run 9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBER.split(name)]
