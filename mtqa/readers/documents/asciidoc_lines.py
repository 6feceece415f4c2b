"""What the lines of AsciiDoc open: titles, lists, blocks between lines of signs, macros, settings, comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from mtqa.document import Kind, Span
from mtqa.readers.documents.markup_lines import Lines

ATTRIBUTE = re.compile(r":!?\w[\w-]*!?:(?:[ \t]|\Z)")
COMMENT = re.compile(r"//(?!/)")
TITLE = re.compile(r"(?:={1,6}|#{1,6})[ \t]+(?=\S)")
TITLE_END = re.compile(r"[ \t]+(?:=+|#+)\Z")
BLOCK_TITLE = re.compile(r"\.(?=[^\s.])")
SETTINGS = re.compile(r"\[(?:[\w.\#%\"'{,=&*-][^\r\n]*)?\]|\[\[[^\r\n]+\]\]")
STYLE = re.compile(r"\[\s*(?P<style>[\w*-]*)")
MACRO = re.compile(r"(?P<name>[a-z][\w-]{1,40})::(?P<target>[^\s\[\]][^\r\n\[]*|)\[(?P<inside>[^\r\n]*)\]")
BREAK = re.compile(r"'{3,}|<{3,}|-{3}|\*{3}|-( *)-\1-|\*( *)\*\2\*")
ITEM = re.compile(r"(?:\*{1,5}|-|\.{1,5}|[0-9]{1,9}\.|[a-zA-Z]\.|[ivxIVX]{1,8}\)|•|<(?:[0-9]{1,3}|\.)>)[ \t]+(?=\S)")
CHECK = re.compile(r"\[[ xX*]\][ \t]+")
TERM = re.compile(r"(?!//)(?P<term>[^\s:;][^\r\n]*?|)(?P<mark>:{2,4}|;;)(?=[ \t]|\Z)[ \t]*")
ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING):[ \t]+(?=\S)")
TABLE = re.compile(r"[|,:!]={3,}")
QUOTED = re.compile(r">[ \t]?")

_TITLE = re.compile(r'(?:\A|,)[ \t]*(?:title|alt)="([^"]*)"')
_FIRST = re.compile(r'[ \t]*"([^"]*)"|[ \t]*([^,"=]*)(?=,|\Z)')
_UNDERLINE = re.compile(r"([-=~^+])\1{1,}")
_DELIMITER = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|={4,}|\*{4,}|_{4,}|--|`{3,}[\w,+.-]*|[|,:!]={3,})")
_FENCE = re.compile(r"`{3,}")
_VERBATIM = {"-": "code", ".": "code", "`": "code", "+": "passthrough", "/": "comment"}
_UNREAD = frozenset(
    "source listing literal pass comment stem latexmath asciimath plantuml mermaid ditaa graphviz vega bytefield "
    "wavedrom actdiag blockdiag nomnoml svgbob salt pikchr bibliography".split()
)
_PICTURED = re.compile(
    r"(?:image|video|audio)::|[|,:!]={3,}|-{4,}\Z|\.{4,}\Z|```|\[(?:source|listing|plantuml|mermaid)"
)


class Block(NamedTuple):
    """A block between two lines of signs: the line that closes it, and why it is not read, if it isn't."""

    close: int
    unread: str
    kind: Kind | None


class Delimiters:
    """Knows where blocks between lines of signs end.

    Args:
        lines: the lines of the text.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._places: dict[str, list[int]] = {}
        for i in range(lines.count):
            if lines.indent[i] == 0 and (text := delimiter(lines, i)):
                self._places.setdefault(_plain(text), []).append(i)

    def block(self, i: int, end: int, style: str) -> Block | None:
        """Return the block that line ``i`` opens; one that is never closed reaches to ``end``."""
        text = delimiter(self._lines, i)
        if text is None:
            return None
        places = self._places[_plain(text)]
        after = bisect_right(places, i)
        close = min(places[after], end) if after < len(places) else end
        unread = _VERBATIM.get(text[0], "") if text != "--" else ""
        if style in _UNREAD and text[0] in "-.+/`":
            unread = "mathematics" if style in {"stem", "latexmath", "asciimath"} else unread or f"[{style}]"
        if unread == "code" and style in {"quote", "verse", "example", "abstract"}:
            unread = ""
        quoted = text[0] == "_" or style in {"quote", "verse"}
        return Block(close, unread, Kind.QUOTE if quoted else None)


def delimiter(lines: Lines, i: int) -> str | None:
    """Return the signs of a line that opens or closes a block, or None for any other line."""
    text = lines.line(i)
    return text if text[:1] in "-.+/=*_`|,:!" and _DELIMITER.fullmatch(text) else None


def _plain(text: str) -> str:
    """Return the signs that close what these open: the language behind a fence is no part of it."""
    fence = _FENCE.match(text)
    return fence[0] if fence else text


def is_unread(style: str) -> bool:
    """Tell whether a paragraph of this style is no prose."""
    return style in _UNREAD


def is_underlined(lines: Lines, i: int, end: int) -> bool:
    """Tell whether a line is a title with a line of signs under it, about as long."""
    if i + 1 >= end or lines.indent[i] or lines.indent[i + 1] or not lines.line(i)[:1].isalnum():
        return False
    under = _UNDERLINE.fullmatch(lines.line(i + 1))
    return under is not None and abs(len(under[0]) - len(lines.line(i))) <= 1


def is_caption(lines: Lines, i: int, end: int) -> bool:
    """Tell whether the title in line ``i`` belongs to a picture, a table or code, by what stands below its settings."""
    while (i := i + 1) < end and SETTINGS.fullmatch(lines.line(i)) and not _PICTURED.match(lines.line(i)):
        pass
    return i < end and _PICTURED.match(lines.line(i)) is not None


def ends_paragraph(lines: Lines, i: int, *, in_list: bool) -> bool:
    """Tell whether a line can't go on with the paragraph above it."""
    text = lines.line(i)
    first = text[:1]
    if not first or text == "+" or (first == "[" and SETTINGS.fullmatch(text)) or delimiter(lines, i):
        return True
    return in_list and (ITEM.match(text) is not None or term(text) is not None)


def term(text: str) -> re.Match[str] | None:
    """Return the term of a definition that a line begins with."""
    found = TERM.match(text) if "::" in text or ";;" in text else None
    return found if found and found["term"] and "::[" not in text else None


def described(text: str, span: Span) -> Span:
    """Return what an image's bracket says about it: the first of what stands there, or its title."""
    title = _TITLE.search(text[slice(*span)])
    if title:
        return Span(span.start + title.start(1), span.start + title.end(1))
    first = _FIRST.match(text[slice(*span)])
    if first is None:
        return Span(span.start, span.start)
    group = 1 if first[1] is not None else 2
    return Span(span.start + first.start(group), span.start + first.end(group))
