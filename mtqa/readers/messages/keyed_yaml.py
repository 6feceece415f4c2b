"""YAML as strings with their keys: from the parser's events, so that neither depth nor aliases can do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mtqa.document import Span
from mtqa.errors import ReadError

if TYPE_CHECKING:
    from yaml.events import Event

DEPTH = 100
"""Lists and mappings that may stand inside each other."""
_BRACKET = re.compile(r"[\[\]{}]")

Path = tuple[str | int, ...]


class Scalar(NamedTuple):
    """A scalar: the keys that lead to it, its value, its style as YAML writes it, and its place."""

    path: Path
    value: str
    style: str
    span: Span


class _Level:
    """A list or a mapping that is open: what leads to it, and the key or the number of what comes next."""

    __slots__ = ("count", "expects_key", "key", "mapping", "path")

    def __init__(self, path: Path, *, mapping: bool) -> None:
        self.path = path
        self.mapping = mapping
        self.expects_key = mapping
        self.key = ""
        self.count = 0


def scalars(text: str) -> Iterator[Scalar]:
    """Yield the scalars of a file that stand as values, in order; what an alias repeats is not read again.

    Raises:
        ReadError: it is not valid YAML, or nested too deep.
    """
    _refuse_depth(text)
    import yaml  # noqa: PLC0415 - start-up time

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    mark = int(text.startswith("\ufeff"))
    try:
        yield from _Walk(mark).scalars(yaml.parse(text[mark:], Loader=loader))
    except yaml.YAMLError as error:
        raise ReadError(f"not valid YAML: {_told(error)}") from None


def _refuse_depth(text: str) -> None:
    """Refuse brackets in brackets, on which the parser would take time by the square of their depth."""
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] in "[{" else max(depth - 1, 0)
        if depth > DEPTH:
            raise ReadError(f"not read as YAML: more than {DEPTH} brackets are open in it at once")


def _told(error: Exception) -> str:
    """Return what a parser says is wrong, on one line."""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be parsed"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return f"{' '.join(str(problem).split())}{f' (line {mark.line + 1})' if mark else ''}"


class _Walk:
    """Follows the parser's events."""

    def __init__(self, offset: int) -> None:
        self._offset = offset
        self._stack: list[_Level] = []

    def scalars(self, events: Iterator[Event]) -> Iterator[Scalar]:
        """Yield the scalars among events."""
        from yaml import events as of  # noqa: PLC0415 - start-up time

        for event in events:
            if isinstance(event, of.ScalarEvent):
                path = self._take(str(event.value))
                start, end = event.start_mark, event.end_mark
                if path is not None and start and end:
                    span = Span(start.index + self._offset, end.index + self._offset)
                    yield Scalar(path, event.value, event.style or "", span)
            elif isinstance(event, of.MappingStartEvent | of.SequenceStartEvent):
                path = self._take("")
                if len(self._stack) == DEPTH:
                    raise ReadError(f"not read as YAML: more than {DEPTH} lists and mappings inside each other")
                self._stack.append(_Level(path or (), mapping=isinstance(event, of.MappingStartEvent)))
            elif isinstance(event, of.MappingEndEvent | of.SequenceEndEvent):
                self._stack.pop()
            elif isinstance(event, of.AliasEvent):
                self._take("")

    def _take(self, key: str) -> Path | None:
        """Take a node: return the keys that lead to it, or None where it is a key itself."""
        if not self._stack:
            return ()
        level = self._stack[-1]
        if not level.mapping:
            level.count += 1
            return (*level.path, level.count - 1)
        level.expects_key = not level.expects_key
        if not level.expects_key:
            level.key = key
            return None
        return (*level.path, level.key)
