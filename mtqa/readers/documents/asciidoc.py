"""AsciiDoc: the prose of a text, without its code, settings, attributes, comments and macros.

No library for Python reads AsciiDoc and is kept up, so its lines are walked here. Blocks between lines of signs are
kept on a stack, and where each closes is known beforehand, so the walk is linear in the length of the text.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from mtqa.config import Settings
from mtqa.document import Document, Kind, Mask, Segment, Source, Span
from mtqa.readers.building import Builder
from mtqa.readers.documents import asciidoc_lines as marks
from mtqa.readers.documents.asciidoc_inline import Inline
from mtqa.readers.documents.asciidoc_tables import cells
from mtqa.readers.documents.markup_lines import Lines, in_order
from mtqa.readers.kinds import refine
from mtqa.result import SkippedFile

_ATTRIBUTION = ("-- ", "— ")


class AsciiDocReader:
    """Reads ``.adoc``, ``.asciidoc`` and ``.asc`` files."""

    format = "asciidoc"
    suffixes: tuple[str, ...] = (".adoc", ".asciidoc", ".asc")

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:  # noqa: ARG002
        """Yield the one document of a file; what it includes is read where it is a file of its own."""
        walk = _Walk(source.text)
        found = tuple(walk.segments())
        masks = in_order(walk.masks)
        yield Document(source.path, self.format, found, source.text, encoding=source.encoding, masks=masks)


class _Open(NamedTuple):
    """A block that is open: the line that closes it, and what its paragraphs are."""

    close: int
    kind: Kind


class _Walk:
    def __init__(self, text: str) -> None:
        self.masks: list[Mask] = []
        self._text = text
        self._lines = Lines(text, int(text.startswith("\ufeff")))
        self._delimiters = marks.Delimiters(self._lines)
        self._builder = Builder(text)
        self._inline = Inline(text, self._builder)
        self._blocks = [_Open(self._lines.count, Kind.PARAGRAPH)]
        self._style = ""
        self._settings = ""
        self._attached = False

    def segments(self) -> Iterator[Segment]:
        """Yield the segments of the text."""
        lines = self._lines
        i = lines.filled(0, lines.count)
        if lines.line(i).startswith("= ") or (lines.line(i + 1)[:2] == "==" and marks.is_underlined(lines, i, i + 2)):
            i = self._header((yield from self._heading(i)))
        while (i := lines.filled(i, lines.count)) < lines.count:
            if len(self._blocks) > 1 and i >= self._blocks[-1].close:
                i = max(i, self._blocks.pop().close + 1)
                continue
            i = yield from self._line(i)

    def _header(self, i: int) -> int:
        """Pass over what stands right below the document's title: author, revision, attributes."""
        end = self._lines.blank(i, self._lines.count)
        return self._leave(i, end, "header") if end > i else end

    def _leave(self, i: int, end: int, pattern: str) -> int:
        """Leave out the lines from ``i`` to ``end``, and return the latter."""
        last = max(min(end, self._lines.count) - 1, i)
        self.masks.append(Mask(self._lines.start[i], max(self._lines.end[last], self._lines.end[i]), pattern))
        return end

    def _line(self, i: int) -> Generator[Segment, None, int]:
        """Read what begins in line ``i``, and return the line after it."""
        lines, text = self._lines, self._lines.line(i)
        if marks.COMMENT.match(text):
            return self._leave(i, i + 1, "comment")
        if text == "+":
            self._attached = True
            return i + 1
        if lines.indent[i] == 0 and marks.SETTINGS.fullmatch(text):
            style = marks.STYLE.match(text)
            self._settings, self._style = text, style["style"].lower() if style else ""
            return i + 1
        if lines.indent[i] == 0 and marks.BLOCK_TITLE.match(text):
            kind = Kind.CAPTION if marks.is_caption(lines, i, self._blocks[-1].close) else Kind.HEADING
            yield from self._prose([Span(lines.start[i] + 1, lines.end[i])], kind)
            return i + 1
        after = yield from self._block(i, text)
        self._style = self._settings = ""
        self._attached = False
        return after

    def _block(self, i: int, text: str) -> Generator[Segment, None, int]:
        """Read a block, which only begins at the margin unless it is an item or code."""
        lines = self._lines
        after: int | None = None
        if lines.indent[i] == 0:
            after = yield from self._at_margin(i, text)
        if after is not None:
            return after
        if marks.BREAK.fullmatch(text):
            return i + 1
        if item := None if marks.is_unread(self._style) else marks.ITEM.match(text):
            return (yield from self._item(i, lines.start[i] + item.end()))
        if term := None if marks.is_unread(self._style) else marks.term(text):
            return (yield from self._definition(i, term))
        if lines.indent[i] > 0 or marks.is_unread(self._style):
            return self._leave(i, lines.blank(i, self._blocks[-1].close), "code")
        return (yield from self._paragraph(i, text))

    def _at_margin(self, i: int, text: str) -> Generator[Segment, None, int | None]:
        """Read what only begins at the margin: a block between lines of signs, a title, a macro, an attribute."""
        lines, close = self._lines, self._blocks[-1].close
        if block := self._delimiters.block(i, close, self._style):
            return (yield from self._delimited(i, block))
        if marks.ATTRIBUTE.match(text):
            end = i + 1
            while lines.line(end - 1).endswith(" \\") and not lines.is_blank(end):
                end += 1
            return self._leave(i, end, "attribute")
        if marks.TITLE.match(text):
            return (yield from self._heading(i))
        if macro := marks.MACRO.fullmatch(text):
            return (yield from self._macro(i, macro))
        if marks.is_underlined(lines, i, close) and not marks.ITEM.match(text):
            return (yield from self._heading(i)) + 1
        return None

    def _delimited(self, i: int, block: marks.Block) -> Generator[Segment, None, int]:
        """Go into a block between two lines of signs, or leave it out."""
        lines = self._lines
        sign = self._text[lines.start[i]]
        if block.unread:
            return self._leave(i, min(block.close + 1, lines.count), block.unread)
        if sign in "|,:!":
            inside = Span(lines.end[i], lines.end[min(block.close, lines.count) - 1])
            for cell in cells(self._text, inside, sign, self._settings):
                yield from self._prose([cell], Kind.CELL)
            return block.close + 1
        kind = block.kind or (Kind.LIST if self._attached else self._blocks[-1].kind)
        self._blocks.append(_Open(block.close, kind))
        return i + 1

    def _heading(self, i: int) -> Generator[Segment, None, int]:
        lines = self._lines
        start, end = lines.start[i], lines.end[i]
        if mark := marks.TITLE.match(self._text, start, end):
            start = mark.end()
            if closing := marks.TITLE_END.search(self._text, start, end):
                end = closing.start()
        yield from self._prose([Span(start, end)], Kind.HEADING)
        return i + 1

    def _macro(self, i: int, macro: re.Match[str]) -> Generator[Segment, None, int]:
        """Leave out a macro that is a block, save the words that describe a picture."""
        base = self._lines.start[i]
        if macro["name"] in {"image", "video", "audio"}:
            inside = Span(base + macro.start("inside"), base + macro.end("inside"))
            yield from self._prose([marks.described(self._text, inside)], Kind.CAPTION)
            return i + 1
        return self._leave(i, i + 1, f"{macro['name']}::")

    def _item(self, i: int, start: int) -> Generator[Segment, None, int]:
        check = marks.CHECK.match(self._text, start, self._lines.end[i])
        end = self._last(i, in_list=True)
        yield from self._prose(self._spans(i, end, check.end() if check else start), Kind.LIST)
        return end

    def _definition(self, i: int, term: re.Match[str]) -> Generator[Segment, None, int]:
        """Read a term and what stands behind it, or else the paragraph below."""
        lines = self._lines
        start = lines.start[i]
        yield from self._prose([Span(start + term.start("term"), start + term.end("term"))], Kind.LIST)
        if term.end() < len(term.string):
            return (yield from self._item(i, start + term.end()))
        below = lines.filled(i + 1, self._blocks[-1].close)
        if below >= self._blocks[-1].close or not self._goes_on(below):
            return i + 1
        return (yield from self._item(below, lines.start[below]))

    def _goes_on(self, i: int) -> bool:
        """Tell whether a line is the beginning of a definition whose term stands above it."""
        text = self._lines.line(i)
        opens = (marks.ITEM, marks.TITLE, marks.BLOCK_TITLE, marks.COMMENT, marks.ATTRIBUTE)
        return not (marks.ends_paragraph(self._lines, i, in_list=True) or any(mark.match(text) for mark in opens))

    def _paragraph(self, i: int, text: str) -> Generator[Segment, None, int]:
        lines = self._lines
        end = self._last(i, in_list=False)
        kind = Kind.LIST if self._attached else self._blocks[-1].kind
        quoted = marks.QUOTED.match(text) is not None
        if self._style in {"quote", "verse"} or quoted:
            kind = Kind.QUOTE
        last = lines.line(end - 1)
        signed = end - i > 1 and last.startswith(_ATTRIBUTION) and (quoted or text.startswith('"'))
        label = marks.ADMONITION.match(text)
        spans = self._spans(i, end - signed, lines.start[i] + (label.end() if label else 0), quoted=quoted)
        yield from self._prose(spans, Kind.QUOTE if signed else kind)
        if signed:
            yield from self._prose([Span(lines.start[end - 1] + 3, lines.end[end - 1])], Kind.BYLINE)
        return end

    def _last(self, i: int, *, in_list: bool) -> int:
        """Return the line after the paragraph that begins in line ``i``."""
        end = i + 1
        while end < self._blocks[-1].close and not marks.ends_paragraph(self._lines, end, in_list=in_list):
            end += 1
        return end

    def _spans(self, i: int, end: int, start: int, *, quoted: bool = False) -> list[Span]:
        """Return where the words of a paragraph stand, without comments, conditions and the marks of a quotation."""
        lines = self._lines
        spans = [Span(start, lines.end[i])]
        if quoted and (mark := marks.QUOTED.match(self._text, start)):
            spans = [Span(mark.end(), lines.end[i])]
        broken = False
        for j in range(i + 1, end):
            text = lines.line(j)
            mark = marks.QUOTED.match(text) if quoted else None
            if marks.COMMENT.match(text) or marks.MACRO.fullmatch(text):
                self._leave(j, j + 1, "comment" if text.startswith("//") else text.partition(":")[0] + "::")
                broken = True
            elif mark or broken:
                spans.append(Span(lines.start[j] + (mark.end() if mark else 0), lines.end[j]))
                broken = False
            else:
                spans[-1] = Span(spans[-1].start, lines.end[j])
        return spans

    def _prose(self, spans: list[Span], kind: Kind) -> Iterator[Segment]:
        """Yield a block's words as a segment, and after it the notes in it and what describes its pictures."""
        for before, span in zip([None, *spans], spans, strict=False):
            if before is not None:
                self._builder.put(" ", before.end, span.start)
            self._inline.read(*span)
        yield from self._segment(kind)
        notes, captions = self._inline.notes, self._inline.captions
        while notes or captions:
            if notes:
                self._inline.read(*notes.pop(0))
                yield from self._segment(Kind.PARAGRAPH)
            else:
                self._inline.read(*marks.described(self._text, captions.pop(0)))
                yield from self._segment(Kind.CAPTION)

    def _segment(self, kind: Kind) -> Iterator[Segment]:
        segment = self._builder.segment(kind)
        if segment is not None:
            yield dataclasses.replace(segment, kind=refine(kind, segment.text))
