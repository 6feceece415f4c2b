"""Where everything in a JSON document stands: its scalars one after the other, and the characters of its strings.

The standard parser does not tell where it found what, so a loop of our own goes through the document, and leaves
strings to that parser's scanner.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import NamedTuple

from mtqa.document import Lines, SourceMap, Span
from mtqa.errors import ReadError
from mtqa.readers.building import Piece

DEPTH = 500
"""Lists and objects that may stand inside each other."""
Path = tuple[str | int, ...]
"""The names of fields and the numbers of items, from 0, that lead to a value."""

_BLANK = re.compile(r"[ \t\r\n]*")
_AFTER = re.compile(r"[ \t\r\n]*([,\]}])[ \t\r\n]*")
_NAME = re.compile(r'"([^"\\\x00-\x1f]*)"[ \t\r\n]*:[ \t\r\n]*')
_CLOSING = {"{": "}", "[": "]"}
_BARE = re.compile(
    r"(?P<whole>-?(?:0|[1-9][0-9]*))(?P<rest>(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
    r"|true|false|null|NaN|-?Infinity"
)
_WORDS = {
    "true": True,
    "false": False,
    "null": None,
    "NaN": float("nan"),
    "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")


class Found(NamedTuple):
    """A scalar of a JSON document.

    Attributes:
        path: what leads to it.
        span: where it stands, its quotation marks included.
        value: a string, a number, true, false or null; an empty list or dict, where these are asked for.
        duplicate: whether its field, or one that holds it, has a name that stood in the same object before.
    """

    path: Path
    span: Span
    value: object
    duplicate: bool = False


class _Level:
    """A list or an object that is open: what leads to it, how it closes, its fields so far or its number of items."""

    __slots__ = ("closing", "count", "names", "path", "repeats")

    def __init__(self, path: Path, sign: str, repeats: bool) -> None:
        self.path = path
        self.closing = _CLOSING[sign]
        self.names: set[str] = set()
        self.count = 0
        self.repeats = repeats


def walk(text: str, *, empty: bool = False) -> Iterator[Found]:
    """Yield every scalar of a JSON document, in the order of the document.

    A path is as long as the value lies deep, so who keeps many of them keeps much.

    Args:
        text: the document, with a byte order mark or without.
        empty: whether to yield lists and objects that hold nothing, too.

    Raises:
        ReadError: it is not valid JSON, or nested too deep.
    """
    try:
        yield from _values(text, empty=empty)
    except json.JSONDecodeError as error:
        line, column = Lines(text).at(error.pos)
        what = error.msg.removesuffix(" at").removesuffix(" starting")
        raise ReadError(f"not valid JSON: {what} at line {line}, column {column}") from None


def _values(text: str, *, empty: bool) -> Iterator[Found]:
    at = _skip(text, int(text.startswith("\ufeff")))
    stack: list[_Level] = []
    path: Path = ()
    repeats = False
    while True:
        sign = text[at : at + 1]
        if sign == '"':
            value, end = scanstring(text, at + 1, True)
        elif sign == "{" or sign == "[":  # noqa: PLR1714 - a tenth of the time goes here
            end = _skip(text, at + 1)
            if text[end : end + 1] != _CLOSING[sign]:
                if len(stack) == DEPTH:
                    raise json.JSONDecodeError(f"More than {DEPTH} lists and objects inside each other", text, at)
                stack.append(_Level(path, sign, repeats))
                path, at, repeats = _next(text, end, stack[-1])
                continue
            value, end = {} if sign == "{" else [], end + 1
        else:
            value, end = _bare(text, at)
        if empty or (sign != "{" and sign != "["):  # noqa: PLR1714
            yield Found(path, Span(at, end), value, repeats)
        following = _after(text, end, stack)
        if following is None:
            return
        path, at, repeats = following


def _after(text: str, at: int, stack: list[_Level]) -> tuple[Path, int, bool] | None:
    """Close what ends after a value, and return as `_next` does; None at the end of the document."""
    while stack:
        level, match = stack[-1], _AFTER.match(text, at)
        if match is None or match[1] not in (",", level.closing):
            raise json.JSONDecodeError(f"Expecting ',' or '{level.closing}'", text, _skip(text, at))
        if match[1] == ",":
            return _next(text, match.end(), level)
        at = match.end(1)
        stack.pop()
    at = _skip(text, at)
    if at < len(text):
        raise json.JSONDecodeError("Extra data", text, at)
    return None


def _next(text: str, at: int, level: _Level) -> tuple[Path, int, bool]:
    """Return the path of a list's next item or an object's next field, where its value begins, and if it repeats."""
    if level.closing == "]":
        level.count += 1
        return (*level.path, level.count - 1), at, level.repeats
    match = _NAME.match(text, at)
    if match is not None:
        name, at = match[1], match.end()
    else:
        name, at = _name(text, at)
    repeats = level.repeats or name in level.names
    level.names.add(name)
    return (*level.path, name), at, repeats


def _name(text: str, at: int) -> tuple[str, int]:
    """Return the name of a field, which may hold escapes, and where its value begins."""
    if text[at : at + 1] != '"':
        raise json.JSONDecodeError("Expecting a field's name in double quotes", text, at)
    name, at = scanstring(text, at + 1, True)
    at = _skip(text, at)
    if text[at : at + 1] != ":":
        raise json.JSONDecodeError("Expecting ':'", text, at)
    return name, _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    assert match is not None
    return match.end()


def _bare(text: str, at: int) -> tuple[object, int]:
    """Return the number, or the true, false or null, that stands somewhere, and where it ends."""
    match = _BARE.match(text, at)
    if match is None:
        raise json.JSONDecodeError("Expecting a value", text, at)
    if match["whole"] is None:
        return _WORDS[match[0]], match.end()
    if match["rest"]:
        return float(match[0]), match.end()
    try:
        return int(match[0]), match.end()
    except ValueError:
        raise json.JSONDecodeError("A number of too many digits", text, at) from None


def string_map(source: str, place: Span, offset: int = 0) -> SourceMap:
    """Return where each character of a JSON string stands.

    Args:
        source: the text that holds the string.
        place: the string without its quotation marks.
        offset: how many code points of the file stand before ``source``.
    """
    pieces: list[Piece] = []
    at = place.start
    for match in _ESCAPE.finditer(source, *place):
        start, end = match.span()
        pieces += ((start - at, Span(offset + at, offset + start)), (1, Span(offset + start, offset + end)))
        at = end
    pieces.append((place.end - at, Span(offset + at, offset + place.end)))
    return SourceMap.of(pieces)
