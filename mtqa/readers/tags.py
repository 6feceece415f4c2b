"""Cuts HTML into tags and text the way a browser does, in time linear in its length.

tree-sitter's grammar for HTML takes quadratic time on unclosed tags (a second for 20,000 of them), and it builds
a tree that nobody needs here; so this room has its own tokeniser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import NamedTuple

from mtqa.document import Span
from mtqa.readers.masks import LONG_TAG, Masks


class Part(Enum):
    """What a token is. An ``EMPTY`` tag closes itself."""

    TEXT = auto()
    OPEN = auto()
    EMPTY = auto()
    CLOSE = auto()


_NONE: Mapping[str, Span] = MappingProxyType({})


class Token(NamedTuple):
    """A tag or a stretch of text, with the places of its attributes' values by lower-case name."""

    part: Part
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, Span] = _NONE


_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW = frozenset("script style xmp iframe noembed noframes textarea".split())
# Most tags are as simple as this, and one expression reads them in a fifth of the time; the rest are read step by step.
_SIMPLE = re.compile(
    r"<(?:/(?P<close>[a-z][a-z0-9-]*+)|(?P<open>[a-z][a-z0-9-]*+)"
    r"(?P<attributes>(?:\s++[A-Za-z_:@][\w:.@-]*+(?:=(?:\"[^\"]{0,999}+\"|'[^']{0,999}+'))?+(?=[\s/>]))*+))\s*+(?P<empty>/?)>"
)
_SIMPLE_ATTRIBUTE = re.compile(r"\s([^\s=]+)(?:=[\"'])?")
_TAG_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_GAP = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"=?[^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s>]*")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}
_DECLARED = re.compile(r"<!doctype\b|<\?xml\b", re.IGNORECASE)


def tokens(text: str, start: int, end: int, masks: Masks | None = None) -> Iterator[Token]:
    """Yield the tags and texts from ``start`` to ``end``; comments and declarations are left out.

    Args:
        text: the text that holds the HTML.
        start: where the HTML begins.
        end: where it ends.
        masks: where comments, and tags so long that they may have swallowed prose, are told.
    """
    scanner = _Scanner(text, end, masks)
    find, simple = text.find, _SIMPLE.match
    at = seek = start
    while (mark := find("<", seek, end)) >= 0:
        match = simple(text, mark, end)
        token: Token | None
        if match is None:
            token, stop = scanner.markup(mark)
            if stop == mark:
                seek = mark + 1
                continue
        else:
            token, stop = _simple_tag(match, text), match.end()
        if at < mark:
            yield Token(Part.TEXT, at, mark)
        if masks is not None and token is not None and stop - mark > LONG_TAG:
            masks.add(mark, stop, "tag")
        at = seek = stop
        if token is not None:
            yield token
            if token.part is Part.OPEN and token.name in _RAW:
                close = _RAW_END[token.name].search(text, stop, end)
                at = seek = close.start() if close else end
    if at < end:
        yield Token(Part.TEXT, at, end)


def _simple_tag(match: re.Match[str], text: str) -> Token:
    close, name, written, empty = match.groups()
    start, end = match.span()
    if close is not None:
        return Token(Part.CLOSE, start, end, close)
    part = Part.EMPTY if empty or name in _VOID else Part.OPEN
    if not written:
        return Token(part, start, end, name)
    attributes: dict[str, Span] = {}
    at, stop = match.span("attributes")
    while at < stop:
        found = _SIMPLE_ATTRIBUTE.search(text, at, stop)
        if found is None:
            break
        at = low = found.end()
        if text[low - 1] in "\"'" and text[low - 2] == "=":
            at = text.index(text[low - 1], low) + 1
            value = Span(low, at - 1)
        else:
            value = Span(low, low)
        attributes.setdefault(found[1].lower(), value)
    return Token(part, start, end, name, attributes)


class _Scanner:
    def __init__(self, text: str, end: int, masks: Masks | None) -> None:
        self._text = text
        self._end = end
        self._masks = masks
        self._missing: set[str] = set()

    def markup(self, at: int) -> tuple[Token | None, int]:
        """Read the markup at a ``<``: its token, if it is a tag, and where it ends; ``at`` where it is none."""
        text, end = self._text, self._end
        if text.startswith("<!--", at, end):
            return None, self._comment(at, "-->", at + 2)
        closing = text.startswith("</", at, end)
        name = _TAG_NAME.match(text, at + 1 + closing, end)
        if name is None:
            declared = text.startswith(("<!", "<?"), at, end) or (closing and at + 2 < end)
            return None, self._comment(at, ">", at) if declared else at
        attributes: dict[str, Span] = {}
        stop = self._attributes(name.end(), attributes)
        if stop is None:
            stop = self._after(">", at)
            if self._masks is not None and stop - at <= LONG_TAG:
                self._masks.add(name.end(), stop, "tag")
        word = name[0].lower()
        if closing:
            part = Part.CLOSE
        else:
            part = Part.EMPTY if word in _VOID or text.startswith("/>", stop - 2, stop) else Part.OPEN
        return Token(part, at, stop, word, attributes), stop

    def _comment(self, start: int, mark: str, at: int) -> int:
        """Return where a comment ends. Browsers take a declaration that they don't know for one."""
        end = self._after(mark, at)
        if self._masks is not None and not _DECLARED.match(self._text, start):
            self._masks.add(start, end, "comment")
        return end

    def _attributes(self, at: int, found: dict[str, Span]) -> int | None:
        """Collect a tag's attributes and return where it ends, or None where it doesn't."""
        text, end = self._text, self._end
        while True:
            at = _end(_GAP, text, at, end)
            if at >= end:
                return None
            if text[at] == ">":
                return at + 1
            name_end = _end(_ATTRIBUTE, text, at, end)
            name = text[at:name_end].lower()
            at = name_end
            equals = _EQUALS.match(text, at, end)
            value = Span(at, at)
            if equals:
                at = equals.end()
                if at < end and text[at] in "\"'":
                    close = self._find(text[at], at + 1)
                    if close < 0:
                        return None
                    value = Span(at + 1, close)
                    at = close + 1
                else:
                    value = Span(at, _end(_BARE, text, at, end))
                    at = value.end
            found.setdefault(name, value)

    def _after(self, mark: str, at: int) -> int:
        found = self._find(mark, at)
        return found + len(mark) if found >= 0 else self._end

    def _find(self, mark: str, at: int) -> int:
        """Find a mark, and remember when there are no more, so that no search runs to the end twice."""
        if mark in self._missing:
            return -1
        found = self._text.find(mark, at, self._end)
        if found < 0:
            self._missing.add(mark)
        return found


def _end(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    match = pattern.match(text, at, end)
    return match.end() if match else at
