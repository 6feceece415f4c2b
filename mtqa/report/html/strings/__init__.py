"""The words of the report: all that a reader sees comes from the JSON files beside this module."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

_FIELD = re.compile(r"\{(\w+)\}")


@cache
def strings() -> dict[str, str]:
    """Return all strings by key; the part of a key before the dot is the file that it stands in."""
    found: dict[str, str] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            found |= json.loads(file.read_text(encoding="utf-8"))
    return found


def say(key: str, /, **values: object) -> str:
    """Return a string of the report with its fields filled in, see `filled`.

    Raises:
        KeyError: there is no such string, or no value for one of its fields.
    """
    return filled(strings()[key], values)


def filled(string: str, values: Mapping[str, object]) -> str:
    """Fill in the fields of a string; numbers are grouped. ``one|many`` is chosen from by the field ``count``.

    Raises:
        KeyError: there is no value for a field.
    """
    one, _, many = string.partition("|")
    text = many if many and values["count"] != 1 else one
    return _FIELD.sub(lambda field: _written(values[field[1]]), text)


def _written(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
