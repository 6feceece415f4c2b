"""What a comment in a localisation file is about: the entry or the element that it stands before, or in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping

from mtqa.document import Document, Span, Unit

_PO_LINE = re.compile(r"(?<![^\r\n])[^\S\r\n]*(?:(?:#~[^\S\r\n]*)?(?P<key>msgctxt|msgid(?!_)|msgstr)|(?P<comment>#))")
_UNITS = frozenset(("trans-unit", "unit", "segment", "tu", "data", "string", "item"))
"""The elements that hold a message, with all that is said about it."""


def entry_at(source: str) -> Callable[[int], Span]:
    """Return a function that tells where the entry of a PO file stands that an offset lies in, comments included."""
    starts = [0]
    ended = False
    for line in _PO_LINE.finditer(source):
        if line["key"] == "msgstr":
            ended = True
        elif ended:
            starts.append(line.start())
            ended = False
    starts.append(len(source))

    def entry(at: int) -> Span:
        i = bisect_right(starts, at, hi=len(starts) - 1)
        return Span(starts[i - 1], starts[i])

    return entry


class XmlUnits:
    """The elements of a file of XML that its reader has parsed before.

    Attributes:
        elements: all of them, in order.
    """

    def __init__(self, source: str) -> None:
        from mtqa.readers.xml import parse  # noqa: PLC0415 - for these formats alone

        self.elements = list(parse(source).walk())
        self._starts = [element.start for element in self.elements]
        self._units = [element.span for element in self.elements if element.name in _UNITS]
        self._above = _above(self._units)

    def around(self, at: int) -> Span | None:
        """Return the innermost unit that an offset lies in."""
        i = bisect_right(self._units, at, key=lambda unit: unit.start) - 1
        while i >= 0 and self._units[i].end <= at:
            i = self._above[i]
        return self._units[i] if i >= 0 else None

    def after(self, at: int) -> Span | None:
        """Return the first element that begins at an offset or after it; with a key, the value that follows it."""
        i = bisect_left(self._starts, at)
        if i == len(self.elements):
            return None
        start, end = self.elements[i].span
        if self.elements[i].name == "key":
            j = bisect_left(self._starts, end)
            end = self.elements[j].span.end if j < len(self.elements) else end
        return Span(start, end)


def _above(spans: list[Span]) -> list[int]:
    """Return for each of some nested spans, in order, which one it lies in, or -1."""
    found: list[int] = []
    for i, span in enumerate(spans):
        j = i - 1
        while j >= 0 and spans[j].end <= span.start:
            j = found[j]
        found.append(j)
    return found


def messages_by_key(document: Document) -> Mapping[str, Span]:
    """Return where the messages of a file stand, each by its key."""
    found: dict[str, Span] = {}
    for segment in document.segments:
        if segment.places and segment.places[0].unit is Unit.MESSAGE:
            span = segment.map.span(0, len(segment.text))
            before = found.get(segment.places[0].name, span)
            found[segment.places[0].name] = Span(min(before.start, span.start), max(before.end, span.end))
    return found
