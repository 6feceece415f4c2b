"""reStructuredText, and what Sphinx adds to it: the prose of a text, without its markup, code, targets and comments.

Blocks are found by their indentation and the marks that open them. The walk keeps its place in a stack of frames
and every line is looked at about once for each step that it is indented, so nothing can make it deep or slow, and
all that is read stays where it stands in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.config import Settings
from mtqa.document import Document, Kind, Segment, Source, Span
from mtqa.readers.documents import rst_marks as marks
from mtqa.readers.documents.markup_lines import in_order
from mtqa.readers.documents.rst_explicit import explicit
from mtqa.readers.documents.rst_frames import Frame, Frames
from mtqa.readers.documents.rst_tables import grid_cells, simple_cells
from mtqa.readers.nesting import Nest
from mtqa.result import SkippedFile

_DEEPEST = 3
_ABOUT_PROSE = frozenset({"abstract", "dedication"})
_TYPES = ("type ", "vartype ", "rtype ", "meta ")


class RstReader:
    """Reads ``.rst`` and ``.rest`` files: reStructuredText with docutils' and Sphinx's directives and roles."""

    format = "rst"
    suffixes: tuple[str, ...] = (".rst", ".rest")

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the one document of a file."""
        walk = _Walk(source.text, settings, int(source.text.startswith("\ufeff")))
        found = tuple(walk.segments(Kind.PARAGRAPH))
        masks = in_order(walk.masks)
        yield Document(source.path, self.format, found, source.text, encoding=source.encoding, masks=masks)


class _Walk(Frames):
    """Reads a text block by block; texts in the cells of tables are walks of their own, ``depth`` deep."""

    def __init__(self, text: str, settings: Settings, origin: int = 0, depth: int = 0) -> None:
        super().__init__(text, origin, nested=depth > 0)
        self._settings = settings
        self._depth = depth
        self._top = depth == 0

    def segments(self, kind: Kind) -> Iterator[Segment]:
        """Yield the segments of the text, whose paragraphs are of a kind."""
        self.begin(kind)
        while self.stack:
            frame = self.stack[-1]
            frame.at = self.lines.filled(frame.at, frame.end)
            if frame.at >= frame.end:
                self.stack.pop()
            else:
                yield from self._block(frame, frame.at)

    def _block(self, frame: Frame, i: int) -> Iterator[Segment]:
        """Read what begins in line ``i``, and leave the frame at the line after it."""
        lines, text = self.lines, self.lines.line(i)
        if lines.indent[i] > frame.indent:
            end = self.inside(frame, i + 1)
            frame.at = end
            self.enter(i, end, frame.kind if frame.kind in {Kind.LIST, Kind.CELL} else Kind.QUOTE)
        elif head := marks.item(lines, i, frame.end):
            width = len(text[:head].expandtabs(8))
            self.hang(frame, i, lines.start[i] + head, frame.item_kind, lines.indent[i] + width)
        elif field := marks.FIELD.match(text):
            self._field(frame, i, field)
            return
        elif two_dots := marks.EXPLICIT.match(text):
            yield from explicit(self, frame, i, lines.start[i] + two_dots.end(), self._settings)
            return
        elif title := marks.heading(lines, i, frame.end):
            yield from self.words(Span(lines.start[title.line], lines.end[title.line]), Kind.HEADING)
            frame.at = title.after
            return
        else:
            yield from self._plainer(frame, i, text)
        self._top = False

    def _plainer(self, frame: Frame, i: int, text: str) -> Iterator[Segment]:
        """Read a block that opens no list, directive or section."""
        lines = self.lines
        if option := self._option(frame, i):
            self.hang(frame, i, lines.start[i] + option.end(), frame.item_kind)
        elif marks.DOCTEST.match(text):
            self.leave(frame, i, lines.blank(i, frame.end), "code")
        elif marks.ANONYMOUS.match(text):
            frame.at = lines.blank(i, frame.end)
        elif marks.VERSE.match(text):
            yield from self._verse(frame, i)
        elif marks.GRID_TOP.fullmatch(text) or marks.SIMPLE_TOP.fullmatch(text):
            yield from self._table(frame, i)
        elif marks.is_transition(lines, i):
            frame.at = i + 1
        elif i + 1 < frame.end and not lines.is_blank(i + 1) and lines.indent[i + 1] > frame.indent:
            yield from self._term(frame, i)
        else:
            yield from self._paragraph(frame, i)

    def _field(self, frame: Frame, i: int, field: re.Match[str]) -> None:
        """Go into a field's body; what the top of a document says about it is no prose, save its abstract."""
        name = field["name"].lower()
        if name not in _ABOUT_PROSE if self._top else (name + " ").startswith(_TYPES):
            self.leave(frame, i, self.inside(frame, i + 1), "field")
        else:
            self.hang(frame, i, self.lines.start[i] + field.end(), frame.item_kind)

    def _option(self, frame: Frame, i: int) -> re.Match[str] | None:
        """Return the options of a command that a line begins with, if it or the next says what they do."""
        option = marks.OPTION.match(self.lines.line(i))
        described = option and (option.end() < len(option.string) or self.inside(frame, i + 1) > i + 1)
        return option if described else None

    def _paragraph(self, frame: Frame, i: int) -> Iterator[Segment]:
        lines, text = self.lines, self.text
        below = i + 1
        while below < frame.end and not lines.is_blank(below) and lines.indent[below] == frame.indent:
            below += 1
        frame.at = below
        start, end = lines.start[i], lines.end[below - 1]
        kind, frame.first = frame.first or frame.kind, None
        if kind is Kind.QUOTE and self._goes_on(frame, i) and (mark := marks.ATTRIBUTION.match(text, start, end)):
            start, kind = mark.end(), Kind.BYLINE
        literal = text.endswith("::", start, end)
        if literal:
            end -= 2 if end - start < 3 or text[end - 3].isspace() else 1
        yield from self.words(Span(start, end), kind)
        if literal:
            self._literal(frame)

    def _goes_on(self, frame: Frame, i: int) -> bool:
        """Tell whether something stands above a paragraph in its frame."""
        return i > 1 and not self.lines.is_blank(i - 2) and self.lines.indent[i - 2] >= frame.indent

    def _literal(self, frame: Frame) -> None:
        """Leave out code after a paragraph that ends with two colons: indented, or each line with the same sign."""
        lines = self.lines
        i = lines.filled(frame.at, frame.end)
        if i >= frame.end:
            return
        sign = self.text[lines.start[i]]
        if lines.indent[i] > frame.indent:
            self.leave(frame, i, self.inside(frame, i), "code")
        elif sign < "\x7f" and not sign.isalnum():
            end = i
            while end < frame.end and self.text.startswith(sign, lines.start[end]) and not lines.is_blank(end):
                end += 1
            self.leave(frame, i, end, "code")

    def _term(self, frame: Frame, i: int) -> Iterator[Segment]:
        """Read a term, without what classifies it, and go into its definition, unless that is code after colons."""
        lines = self.lines
        start, end = lines.start[i], lines.end[i]
        code = self.text.endswith("::", start, end)
        classified = self.text.find(" : ", start, end)
        end = end - 1 if code else classified if classified > 0 else end
        yield from self.words(Span(start, end), frame.kind if code else frame.item_kind)
        inside = self.inside(frame, i + 1)
        frame.at = inside
        if code:
            self.leave(frame, i + 1, inside, "code")
        else:
            self.enter(i + 1, inside, frame.item_kind)

    def _verse(self, frame: Frame, i: int) -> Iterator[Segment]:
        """Read lines that keep their breaks as one segment, since sentences run over them."""
        lines = self.lines
        frame.at = lines.blank(i, frame.end)
        for j in range(i, frame.at):
            mark = marks.VERSE.match(lines.line(j))
            if j > i:
                self.builder.put(" ", lines.end[j - 1], lines.start[j])
            self.inline.read(lines.start[j] + (mark.end() if mark else 0), lines.end[j])
        yield from self.segment(frame.kind)

    def _table(self, frame: Frame, i: int) -> Iterator[Segment]:
        """Read the cells of a table that is drawn, each as a text of its own."""
        end = self.lines.blank(i, frame.end)
        if self.text[self.lines.start[i]] == "+":
            cells = grid_cells(self.lines, i, end)
        else:
            cells, end = simple_cells(self.lines, i, frame.end)
        if cells is None or self._depth >= _DEEPEST:
            self.leave(frame, i, end, "table")
            return
        frame.at = end
        for cell in cells:
            walk = _Walk(cell.text, self._settings, depth=self._depth + 1)
            yield from Nest(cell.outer).segments(walk.segments(Kind.CELL))
