"""HTML: the prose of a page, without its code, controls, navigation and hidden parts."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtqa.config import Settings
from mtqa.document import Document, Kind, Segment, Source, Span
from mtqa.readers.building import Builder, Hole
from mtqa.readers.entities import add_decoded
from mtqa.readers.kinds import refine
from mtqa.readers.tags import Part, Token, tokens
from mtqa.result import SkippedFile

CODE = frozenset("code kbd samp var math".split())
MASKED = frozenset(
    "audio button canvas datalist del iframe input listing map meter nav noembed noframes noscript object option "
    "plaintext pre progress rp rt s script select strike style svg template textarea video xmp".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol p plaintext pre "
    "search section summary table tbody td tfoot th thead title tr ul xmp".split()
)
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "title"), Kind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), Kind.LIST),
    **dict.fromkeys(("td", "th"), Kind.CELL),
    **dict.fromkeys(("figcaption", "caption"), Kind.CAPTION),
    "blockquote": Kind.QUOTE,
}
# What an opening tag closes where its author left out the end tag.
_IMPLIED = {
    "li": ("li",),
    **dict.fromkeys(("dt", "dd"), ("dt", "dd")),
    **dict.fromkeys(("td", "th"), ("td", "th")),
    **dict.fromkeys(("tr", "tbody", "tfoot"), ("td", "th", "tr")),
}
_DESCRIBING = ("alt", "title", "aria-label")
_BYLINE_CLASS = re.compile(r"(?:^|\s)(?:byline|dateline)(?:\s|$)", re.IGNORECASE)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# After a digit, a bare number is a power.
NOTE_MARK = re.compile(
    r"(?:(?<!\d)|(?=<sup\b[^<>]*>\s*[\[<]))<sup\b[^<>]*>\s*(?:<(?:a|span)\b[^<>]*>\s*){0,3}\[?\d{1,3}\]?\s*(?:</(?:a|span)>\s*){0,3}</sup>",
    re.IGNORECASE,
)


class HtmlReader:
    """Reads ``.html``, ``.htm`` and ``.xhtml`` files."""

    format = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:  # noqa: ARG002
        """Yield the one document of a page."""
        start = int(source.text.startswith("\ufeff"))
        found = tuple(html_segments(source.text, start, len(source.text)))
        yield Document(source.path, self.format, found, source.text, encoding=source.encoding)


def html_segments(
    text: str, start: int, end: int, *, origin: int = 0, holes: Sequence[Hole] = (), kind: Kind = Kind.PARAGRAPH
) -> Iterator[Segment]:
    """Yield the segments of the HTML from ``start`` to ``end``, captions right after what they stand in.

    Args:
        text: the text that holds the HTML.
        start: where the HTML begins.
        end: where it ends.
        origin: the place in the file of the text's first character.
        holes: where the text is overwritten.
        kind: what text is that no element around it says more about.
    """
    page = _Page(text, origin, holes, kind)
    for token in tokens(text, start, end):
        yield from page.take(token)
    yield from page.close(end)


class Description(NamedTuple):
    """An attribute that describes its element in words."""

    name: str
    value: Span


def descriptions(text: str, token: Token) -> list[Description]:
    """Return the attributes of a tag that are read out or shown as its caption, without repetitions."""
    found: dict[str, Description] = {}
    for name in _DESCRIBING:
        value = token.attributes.get(name)
        if value is not None:
            found.setdefault(text[value.start : value.end], Description(name, value))
    return list(found.values())


class _Open(NamedTuple):
    """An element that is open; ``code`` is the place of its tag where a placeholder stands for it."""

    name: str
    masked: bool
    kind: Kind
    code: Span | None = None


class _Page:
    """What is open while the tokens of a page pass by. Elements without effect here are not kept."""

    def __init__(self, text: str, origin: int, holes: Sequence[Hole], kind: Kind) -> None:
        self._text = text
        self._builder = Builder(text, origin, holes)
        self._captions = Builder(text, origin, holes)
        self._pending: list[Span] = []
        self._stack = [_Open("", masked=False, kind=kind)]
        self._open: Counter[str] = Counter()
        self._broken = False
        self._skip_to = 0

    def take(self, token: Token) -> Iterator[Segment]:
        if token.start < self._skip_to:
            return
        if token.part is Part.TEXT:
            self._add(token)
        elif token.part is Part.CLOSE:
            yield from self._end(token)
        elif token.name == "br":
            yield from self._break(token)
        else:
            yield from self._begin(token)

    def close(self, end: int) -> Iterator[Segment]:
        self._drop_inline(end)
        yield from self._flush()

    def _add(self, token: Token) -> None:
        if not self._stack[-1].masked:
            add_decoded(self._builder, token.start, token.end)
            self._broken = self._broken and self._text[token.start : token.end].isspace()

    def _break(self, token: Token) -> Iterator[Segment]:
        """Take one line break as a space, and two in a row as the end of the paragraph."""
        if self._stack[-1].masked:
            return
        if self._broken:
            yield from self._flush()
        else:
            self._builder.put(" ", token.start, token.end)
            self._broken = True

    def _begin(self, token: Token) -> Iterator[Segment]:
        name, above = token.name, self._stack[-1]
        block = name in _BLOCKS
        if block:
            self._drop_inline(token.start)
            yield from self._flush()
            self._imply(name, token.start)
            above = self._stack[-1]
        if name == "sup" and (note := NOTE_MARK.match(self._text, token.start)):
            self._skip_to = note.end()
            return
        masked = above.masked or name in MASKED or self._hidden(token)
        if not masked:
            self._pending += [description.value for description in descriptions(self._text, token)]
        if token.part is Part.EMPTY:
            return
        code = Span(token.start, token.end) if name in CODE and not masked else None
        if block or masked or code:
            self._push(_Open(name, masked or code is not None, self._kind(token, above.kind), code))

    def _end(self, token: Token) -> Iterator[Segment]:
        if token.name in _BLOCKS:
            self._drop_inline(token.start)
            yield from self._flush()
        if self._open[token.name]:
            while self._pop(token.start, token.end).name != token.name:
                pass

    def _imply(self, name: str, at: int) -> None:
        if self._stack[-1].name == "p":
            self._pop(at, at)
        while self._stack[-1].name in _IMPLIED.get(name, ()):
            self._pop(at, at)

    def _drop_inline(self, at: int) -> None:
        """Close what an author forgot to: inline elements end with the block that they stand in."""
        while self._stack[-1].name and self._stack[-1].name not in _BLOCKS | MASKED:
            self._pop(at, at)

    def _push(self, element: _Open) -> None:
        self._stack.append(element)
        self._open[element.name] += 1

    def _pop(self, start: int, end: int) -> _Open:
        element = self._stack.pop()
        self._open[element.name] -= 1
        if element.code is not None:
            self._builder.code(element.code.start, end, Span(element.code.end, start))
        return element

    def _hidden(self, token: Token) -> bool:
        attributes = token.attributes
        if not attributes:
            return False
        if "hidden" in attributes:
            return True
        aria, style = attributes.get("aria-hidden"), attributes.get("style")
        if aria is not None and self._text[aria.start : aria.end].strip().lower() == "true":
            return True
        return style is not None and _INVISIBLE.search(self._text, *style) is not None

    def _kind(self, token: Token, inherited: Kind) -> Kind:
        classes = token.attributes.get("class")
        if classes is not None and token.name in _BLOCKS and _BYLINE_CLASS.search(self._text[slice(*classes)]):
            return Kind.BYLINE
        return _KINDS.get(token.name, inherited)

    def _flush(self) -> Iterator[Segment]:
        self._broken = False
        segment = self._builder.segment(self._stack[-1].kind)
        if segment is not None:
            yield dataclasses.replace(segment, kind=refine(segment.kind, segment.text))
        for value in self._pending:
            add_decoded(self._captions, *value)
            caption = self._captions.segment(Kind.CAPTION)
            if caption is not None:
                yield caption
        self._pending.clear()
