"""Path expressions: which values of a JSON document a field's name means.

``article.body`` is a field of a field, ``[0]`` an item and ``[*]`` each item of a list, ``*`` each field of an object,
``**`` any way down; a name with one of these signs in it stands in quotation marks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from enum import Enum
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import NamedTuple

from mtqa.errors import UsageError
from mtqa.readers.tables.positions import Path


class Wild(Enum):
    """A step that stands for many."""

    FIELD = "*"
    ITEM = "[*]"
    ANY = "**"


Step = str | int | Wild
Steps = tuple[Step, ...]

_NAME = re.compile(r'[^.\[\]*"]+')
_INDEX = re.compile(r"\[(?:([0-9]{1,9})|(\*))\]")
_PLAIN = re.compile(r"[A-Za-z_][\w-]*")


def parse(expression: str) -> Steps:
    """Return the steps of an expression.

    Raises:
        UsageError: it is malformed; the message says where.
    """
    steps: list[Step] = []
    at = 0
    while at < len(expression) or not steps:
        if at and expression[at] == ".":
            at += 1
        elif at and expression[at] != "[":
            raise _malformed(expression, at, "a '.' or '[' must follow")
        step, at = _step(expression, at)
        if step is Wild.ANY and steps[-1:] == [Wild.ANY]:
            continue
        steps.append(step)
    return tuple(steps)


def _step(expression: str, at: int) -> tuple[Step, int]:
    """Return the step that begins somewhere, and where it ends."""
    sign = expression[at : at + 1]
    if sign == "[":
        index = _INDEX.match(expression, at)
        if index is None:
            raise _malformed(expression, at, "'[' needs a number or '*', and ']'")
        return (int(index[1]) if index[1] else Wild.ITEM), index.end()
    if sign == "*":
        many = expression.startswith("**", at)
        return (Wild.ANY, at + 2) if many else (Wild.FIELD, at + 1)
    if sign == '"':
        try:
            name, end = scanstring(expression, at + 1, True)
        except json.JSONDecodeError:
            raise _malformed(expression, at, "the quotation mark is not closed, or an escape in it is none") from None
        return str(name), end
    plain = _NAME.match(expression, at)
    if plain is None:
        raise _malformed(expression, at, "a field's name is missing")
    return plain[0], plain.end()


def _malformed(expression: str, at: int, why: str) -> UsageError:
    return UsageError(f"malformed path expression '{expression}' (text-field or id-field): {why} at column {at + 1}")


def fits(steps: Steps, path: Path) -> bool:
    """Tell whether an expression means the value that a path leads to, in time that their lengths allow."""
    step = at = 0
    anchor, resume = -1, 0
    while at < len(path):
        if step < len(steps) and steps[step] is Wild.ANY:
            anchor, resume = step, at
            step += 1
        elif step < len(steps) and _means(steps[step], path[at]):
            step, at = step + 1, at + 1
        elif anchor >= 0:
            resume += 1
            step, at = anchor + 1, resume
        else:
            return False
    return all(rest is Wild.ANY for rest in steps[step:])


def _means(step: Step, part: str | int) -> bool:
    if isinstance(step, Wild):
        return isinstance(part, str) if step is Wild.FIELD else isinstance(part, int)
    return type(step) is type(part) and step == part


class Pattern(NamedTuple):
    """An expression as it is looked for from the top of a document.

    Attributes:
        steps: its steps.
        tail: how many of them, at its end, lead from the record to the value; -1 for all but what lists hold.
    """

    steps: Steps
    tail: int

    @classmethod
    def of(cls, steps: Steps) -> Pattern:
        """Return the pattern of an expression: its last ``*``, ``**`` or ``[*]`` stands for the records.

        Where that is the value itself, it is a record's part, and the one before it counts. An expression without one
        means the whole file, which is then the only record.
        """
        ending = len(steps)
        while ending and isinstance(steps[ending - 1], Wild | int):
            ending -= 1
        if Wild.ANY in steps[ending:]:
            return cls(steps, -1)
        many = [i for i, step in enumerate(steps[:ending]) if isinstance(step, Wild | int)]
        return cls(steps, len(steps) - (many[-1] + 1 if many else 0))

    def record(self, path: Path) -> Path:
        """Return what leads to the record that holds a value."""
        if self.tail >= 0:
            return path[: len(path) - self.tail]
        end = len(path)
        while end and isinstance(path[end - 1], int):
            end -= 1
        return path[: max(end - 1, 0)]


def patterns(expression: str) -> tuple[Pattern, ...]:
    """Return the patterns of a field's name in a whole document.

    One that begins with a name is looked for at the top, in each item of a list, and in each item of each list that an
    object at the top holds; such items are the records.

    Raises:
        UsageError: it is malformed.
    """
    steps = parse(expression)
    if not isinstance(steps[0], str):
        return (Pattern.of(steps),)
    return anywhere(steps)


def anywhere(steps: Steps) -> tuple[Pattern, ...]:
    """Return the patterns of a field at all places where records may stand."""
    return tuple(Pattern.of((*before, *steps)) for before in ((), (Wild.ITEM,), (Wild.FIELD, Wild.ITEM)))


def is_plain(expression: str) -> bool:
    """Tell whether a field's name can be nothing but a name."""
    return _PLAIN.fullmatch(expression) is not None or not re.search(r'[.\[\]*"]', expression)


def shown(path: Iterable[str | int]) -> str:
    """Write the expression for all values like one, that of each item for any item."""
    out = ""
    for part in path:
        if isinstance(part, int):
            out += Wild.ITEM.value
        else:
            name = part if part and is_plain(part) else json.dumps(part, ensure_ascii=False)
            out += f".{name}" if out else name
    return out
