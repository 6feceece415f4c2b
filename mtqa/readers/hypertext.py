"""HTML: the prose of a page, without its code, controls, navigation and hidden parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtqa.config import Settings
from mtqa.document import Document, Kind, Segment, Source, Span
from mtqa.readers.building import Builder, Hole
from mtqa.readers.captions import Captions
from mtqa.readers.describing import Description, descriptions
from mtqa.readers.elements import (
    BLOCKS,
    CODE,
    IMPLIED,
    KINDS,
    MASKED,
    NOTE_MARK,
    pattern_of,
)
from mtqa.readers.entities import add_decoded
from mtqa.readers.kinds import refine
from mtqa.readers.masks import Masks
from mtqa.readers.selectors import Selection, compiled
from mtqa.readers.tags import Part, Token, tokens
from mtqa.result import SkippedFile

_BYLINE_CLASS = re.compile(r"(?:^|\s)(?:byline|dateline)(?:\s|$)", re.IGNORECASE)
_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])(?:caption|credit|cutline|legend)s?(?:[\s_-]|$)", re.IGNORECASE)
_CAPTIONING = frozenset("p div span small cite em".split())
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STAYS_OPEN = BLOCKS | MASKED


class HtmlReader:
    """Reads ``.html``, ``.htm`` and ``.xhtml`` files."""

    format = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the one document of a page.

        Raises:
            ConfigError: a selector of what is not to be read can't be used.
        """
        text = source.text
        masks = Masks(text)
        start = int(text.startswith("\ufeff"))
        found = tuple(html_segments(text, start, len(text), masks=masks, selectors=settings.mask_selectors))
        yield Document(source.path, self.format, found, text, encoding=source.encoding, masks=masks.all())


def html_segments(
    text: str,
    start: int,
    end: int,
    *,
    origin: int = 0,
    holes: Sequence[Hole] = (),
    kind: Kind = Kind.PARAGRAPH,
    masks: Masks | None = None,
    selectors: tuple[str, ...] = (),
) -> Iterator[Segment]:
    """Yield the segments of the HTML from ``start`` to ``end``, captions right after what they stand in.

    Args:
        text: the text that holds the HTML.
        start: where the HTML begins.
        end: where it ends.
        origin: the place in the file of the text's first character.
        holes: where the text is overwritten.
        kind: what text is that no element around it says more about.
        masks: where what is not read is told.
        selectors: CSS selectors of elements that are not read.

    Raises:
        ConfigError: a selector can't be used.
    """
    told = masks or Masks(text, origin)
    page = _Page(text, Builder(text, origin, holes), Builder(text, origin, holes), kind, told)
    found = tokens(text, start, end, told)
    if selectors:
        found = Selection(text, compiled(selectors), told).outside(found, end)
    ready, take, add = page.ready, page.take, page.add
    for token in found:
        if token.part is Part.TEXT:
            add(token.start, token.end)
        else:
            take(token)
            if ready:
                yield from ready
                ready.clear()
    page.close(end)
    yield from ready


class _Open(NamedTuple):
    """An element that is open.

    Attributes:
        name: its name.
        masked: whether text in it is not read.
        kind: what text in it is.
        tag: the place of its tag.
        pattern: what keeps its text from being read, where no element around it does.
        code: whether a placeholder stands for it.
        apart: whether its text is apart from that around it, though it is no block: a caption.
    """

    name: str
    masked: bool
    kind: Kind
    tag: Span = Span(0, 0)
    pattern: str = ""
    code: bool = False
    apart: bool = False


class _Page:
    """What is open while the tokens of a page pass by. Elements without effect here are not kept."""

    def __init__(self, text: str, builder: Builder, describer: Builder, kind: Kind, masks: Masks) -> None:
        self.ready: list[Segment] = []
        self._text = text
        self._builder = builder
        self._describer = describer
        self._masks = masks
        self._captions = Captions(masks)
        self._pending: list[Description] = []
        self._stack = [_Open("", masked=False, kind=kind)]
        self._open: dict[str, int] = {}
        self._broken = False
        self._skip_to = 0

    def take(self, token: Token) -> None:
        """Take a tag; ``ready`` then holds the segments that it ended."""
        if token.start < self._skip_to:
            return
        if token.part is Part.CLOSE:
            if token.name in BLOCKS or self._open.get(token.name):
                self._end(token)
        elif token.name == "br":
            self._break(token)
        else:
            self._begin(token)

    def close(self, end: int) -> None:
        """Take the end of the page."""
        self._drop_inline(end)
        self._flush()
        while len(self._stack) > 1:
            self._pop(end, end)

    def add(self, start: int, end: int) -> None:
        """Take text."""
        if start >= self._skip_to and not self._stack[-1].masked:
            add_decoded(self._builder, start, end)
            self._broken = self._broken and self._text[start:end].isspace()

    def _break(self, token: Token) -> None:
        """Take one line break as a space, and two in a row as the end of the paragraph."""
        if self._stack[-1].masked:
            return
        if self._broken:
            self._flush()
        else:
            self._builder.put(" ", token.start, token.end)
            self._broken = True

    def _begin(self, token: Token) -> None:
        name, attributes = token.name, token.attributes
        block = name in BLOCKS
        if block:
            self._drop_inline(token.start)
            self._flush()
            self._imply(name, token.start)
        elif name == "sup" and (note := NOTE_MARK.match(self._text, token.start)):
            self._skip_to = note.end()
            return
        above = self._stack[-1]
        hidden = bool(attributes) and self._hidden(token)
        masked = above.masked or hidden or name in MASKED
        if name in {"img", "figure"}:
            self._captions.see(figure=name == "figure")
        if attributes and not above.masked and not hidden:
            self._pending += descriptions(self._text, token, shown=not masked)
        if token.part is Part.EMPTY:
            return
        code = name in CODE and not masked
        kind = self._kind(token, above.kind) if block or attributes else above.kind
        apart = not block and kind is not above.kind
        if apart:
            self._flush()
        if block or masked or code or apart or self._open.get(name):
            pattern = "" if above.masked or not masked else "hidden" if hidden else pattern_of(name)
            self._stack.append(_Open(name, masked or code, kind, Span(token.start, token.end), pattern, code, apart))
            self._open[name] = self._open.get(name, 0) + 1

    def _end(self, token: Token) -> None:
        if token.name in BLOCKS:
            self._drop_inline(token.start)
            self._flush()
        while self._open.get(token.name) and self._pop(token.start, token.end).name != token.name:
            pass

    def _imply(self, name: str, at: int) -> None:
        if self._stack[-1].name == "p":
            self._pop(at, at)
        implied = IMPLIED.get(name, ())
        while self._stack[-1].name in implied:
            self._pop(at, at)

    def _drop_inline(self, at: int) -> None:
        """Close what an author forgot to: inline elements end with the block that they stand in."""
        while (top := self._stack[-1]).name not in _STAYS_OPEN and top.name and not top.apart:
            self._pop(at, at)

    def _pop(self, start: int, end: int) -> _Open:
        if self._stack[-1].apart:
            self._flush()
        element = self._stack.pop()
        self._open[element.name] -= 1
        after = element.tag.end
        if element.code:
            if not self._builder.code(element.tag.start, end, Span(after, start)):
                self._masks.add(after, start, pattern_of(element.name))
        elif element.pattern:
            self._masks.add(after, start, element.pattern)
        return element

    def _hidden(self, token: Token) -> bool:
        attributes = token.attributes
        if "hidden" in attributes:
            return True
        aria, style = attributes.get("aria-hidden"), attributes.get("style")
        if aria is not None and self._text[aria.start : aria.end].strip().lower() == "true":
            return True
        return style is not None and _INVISIBLE.search(self._text, *style) is not None

    def _kind(self, token: Token, inherited: Kind) -> Kind:
        place = token.attributes.get("class")
        if place is not None:
            classes = self._text[slice(*place)]
            if token.name in BLOCKS and _BYLINE_CLASS.search(classes):
                return Kind.BYLINE
            if token.name in _CAPTIONING and self._captions.near and _CAPTION_CLASS.search(classes):
                return Kind.CAPTION
        return KINDS.get(token.name, inherited)

    def _flush(self) -> None:
        self._broken = False
        segment = self._builder.segment(self._stack[-1].kind, refine)
        if segment is not None:
            self._keep(segment)
        if self._pending:
            for description in self._pending:
                add_decoded(self._describer, *description.value)
                said = self._describer.segment(description.kind)
                if said is not None:
                    self._keep(said)
            self._pending.clear()

    def _keep(self, segment: Segment) -> None:
        if self._captions.is_new(segment):
            self.ready.append(segment)
