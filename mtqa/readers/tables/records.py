"""What readers of records share: a record's texts and id, the language it is in, and why it has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from mtqa.config import MEBIBYTE, Settings
from mtqa.document import Place, Unit
from mtqa.errors import ReadError
from mtqa.readers.languages import is_english

NAMED = 12
"""Columns or fields that an error names."""
_LONG = 60
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ENGLISH = re.compile(r"(?:[a-z]+ )?english\b")
_KEY = TypeVar("_KEY")


class RecordError(Exception):
    """A record is not what it must be."""


class Unreadable(NamedTuple):
    """What a field holds that is no value, and why: ``is not valid UTF-8``."""

    why: str


class Columns(NamedTuple):
    """Which columns of a table are read, by their numbers from 0.

    Attributes:
        texts: those that hold text, each with its name, in the order of the table.
        id: that of the record's own id, if any.
        language: that of its language, if one is asked for.
        missing: names that were asked for, and that the table lacks.
    """

    texts: tuple[tuple[int, str], ...]
    id: int | None
    language: int | None
    missing: tuple[str, ...]

    @classmethod
    def of(cls, names: Sequence[str], settings: Settings, what: str = "file") -> Columns:
        """Find the columns that are asked for; of two with one name it is the first.

        Raises:
            ReadError: there is none for the text or for the language.
        """
        texts = tuple(sorted((names.index(name), name) for name in settings.text_fields if name in names))
        if not texts:
            wanted = " or ".join(f"'{name}'" for name in settings.text_fields)
            raise ReadError(f"no column {wanted} (set text-field); the {what} has: {listed(names)}")
        asked = settings.language_field
        if asked and asked not in names:
            raise ReadError(f"no column '{asked}' (set language-field); the {what} has: {listed(names)}")
        return cls(
            texts,
            names.index(settings.id_field) if settings.id_field in names else None,
            names.index(asked) if asked else None,
            tuple(name for name in settings.text_fields if name not in names),
        )

    @property
    def all(self) -> tuple[int, ...]:
        """Every column that is read."""
        others = (self.id, self.language)
        return (*(at for at, _ in self.texts), *(at for at in others if at is not None))

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said of the table as a whole."""
        return tuple(f"it has no column '{name}'" for name in self.missing)


def listed(names: Iterable[str]) -> str:
    """Name the first of some columns or fields."""
    shown = [brief(name) or "''" for name in names]
    return (", ".join(shown[:NAMED]) + ", ..." * (len(shown) > NAMED)) or "none"


def brief(name: str) -> str:
    """Return a name as a message can hold it: in one line, and not too long."""
    line = " ".join(_SURROGATE.sub("\ufffd", name).split())
    return line[: _LONG - 1] + "…" if len(line) > _LONG else line


def text_of(value: object, field: str) -> str:
    """Return the text that a field holds.

    Raises:
        RecordError: it holds no string, or an empty one.
    """
    if value is None:
        raise RecordError(f"{field} is null")
    if isinstance(value, Unreadable):
        raise RecordError(f"{field} {value.why}")
    if not isinstance(value, str):
        raise RecordError(f"{field} must be a string, not {type(value).__name__}")
    if not value.strip():
        raise RecordError(f"{field} is empty")
    # Half of a surrogate pair is no character, and nothing after this room could encode it.
    return _SURROGATE.sub("\ufffd", value)


def texts_of(values: Iterable[tuple[_KEY, object, str]]) -> tuple[list[tuple[_KEY, str]], list[str]]:
    """Return the texts among a record's values, each with its key, and what is wrong with values that are no text.

    Args:
        values: for each field its key, its value, and what to call it: ``column 'body'``.

    Raises:
        RecordError: none of them holds text.
    """
    texts: list[tuple[_KEY, str]] = []
    problems: list[str] = []
    reasons: list[str] = []
    for key, value, field in values:
        try:
            texts.append((key, text_of(value, field)))
        except RecordError as error:
            reasons.append(str(error))
            if value is not None and not isinstance(value, str):
                problems.append(str(error))
    if not texts:
        raise RecordError("; ".join(reasons[:NAMED]))
    return texts, problems[:NAMED]


def check_language(value: object) -> None:
    """Check what a field says of a record's language; where it says nothing, the record is read.

    Raises:
        RecordError: it is not English.
    """
    name = "" if value is None else brief(str(value))
    if name and not is_english(name) and not _ENGLISH.match(name.lower()):
        raise RecordError(f"in another language ({name})")


def identity(value: object) -> str | None:
    """Return what a field says of the record's id; only strings and numbers are one."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def places(field: str, settings: Settings) -> tuple[Place, ...]:
    """Return the place of a text: the name of its field, where several are read."""
    return (Place(Unit.CELL, field),) if len(settings.text_fields) > 1 else ()


def limit(settings: Settings) -> int:
    """Return how many bytes a record, or a file that must be read whole, may have."""
    return int(settings.max_size * MEBIBYTE)


def too_large(what: str, size: int, settings: Settings) -> str:
    """Say that something is larger than is allowed."""
    return f"{what}{size / MEBIBYTE:.1f} MiB is above the limit of {settings.max_size:g} MiB (max-size)"
