"""What readers of records share: a record's text and id, and why it has none."""

from __future__ import annotations

import re

from mtqa.config import MEBIBYTE, Settings

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class RecordError(Exception):
    """A record is not what it must be."""


def text_of(value: object, field: str) -> str:
    """Return the text that a field holds.

    Raises:
        RecordError: it holds no string, or an empty one.
    """
    if not isinstance(value, str):
        raise RecordError(f"{field} must be a string, not {type(value).__name__}")
    if not value.strip():
        raise RecordError(f"{field} is empty")
    # Half of a surrogate pair is no character, and nothing after this room could encode it.
    return _SURROGATE.sub("\ufffd", value)


def identity(value: object) -> str | None:
    """Return what a field says of the record's id; only strings and numbers are one."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def limit(settings: Settings) -> int:
    """Return how many bytes a record, or a file that must be read whole, may have."""
    return int(settings.max_size * MEBIBYTE)


def too_large(what: str, size: int, settings: Settings) -> str:
    """Say that something is larger than is allowed."""
    return f"{what}{size / MEBIBYTE:.1f} MiB is above the limit of {settings.max_size:g} MiB (max-size)"
