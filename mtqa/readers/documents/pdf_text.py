"""The paragraphs of a PDF: lines are joined, over the ends of columns and pages, and told to be what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mtqa.document import Kind, Place, Places, Unit
from mtqa.readers.documents.office_styles import CODE, CONTENTS
from mtqa.readers.documents.pdf_layout import BULLETS, MARKER, Line
from mtqa.readers.documents.pdf_words import clean, compounds, glue
from mtqa.readers.extracting import Extract
from mtqa.readers.kinds import words

_ITEM = re.compile(rf"(?:{MARKER.pattern})\s+(?=\S)")
_BULLET = re.compile(rf"{BULLETS}\s")
_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_FULL_STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})\s*(?=[A-Z“‘])")
_LEADERS = re.compile(r"(?:\.{4,}|(?: ?\. ){4,}|(?: ?\.){5,})\s*[\divxlc]*$")
_LEADER_LENGTH = 200
_SAME_SIZE = 0.06
_LARGER = 1.12
_LEADING, _LOOSE, _FARTHEST = 1.25, 1.3, 3
_WIDE = 1.6
_INDENT = 0.8
_SPACE = 0.3
_SHORT = 0.65
_HEADING_WORDS, _BOLD_WORDS, _CELL_WORDS = 30, 16, 12
_USUAL = 0.9
_FULL_LINES, _NEAR = 3, 10
_SHARE = 0.5


@dataclass(slots=True)
class _Paragraph:
    """Lines that are read as one.

    Attributes:
        lines: the lines.
        edges: the edges of the column that the last of them stands in.
        item: whether they are an item of a list.
        bold: whether all of them are bold.
    """

    lines: list[Line]
    edges: _Edges
    item: bool
    bold: bool

    def add(self, lines: Iterable[Line]) -> None:
        """Go on with more lines."""
        for line in lines:
            self.lines.append(line)
            self.bold = self.bold and line.bold

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def size(self) -> float:
        return self.lines[0].size


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the lines of a column begin and end."""

    left: float
    right: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Edges:
        rights = sorted(line.right for line in lines)
        return cls(min(line.left for line in lines), rights[int(_USUAL * (len(rights) - 1))] if rights else 0)

    def leaves_room(self, line: Line, after: Line) -> bool:
        """Tell whether the first word of a line would have had room on the line before."""
        first = after.text.split(" ", 1)[0]
        width = (after.right - after.left) * len(first) / max(len(after.text), 1)
        return line.right + _SPACE * line.size + width < self.right - line.size / 2

    def is_short(self, line: Line) -> bool:
        """Tell whether a line ends well before the others."""
        return line.right - self.left < _SHORT * (self.right - self.left)


class Assembly:
    """Makes an extract of the lines of a document.

    Args:
        columns: its columns in the order in which they are read.
    """

    def __init__(self, columns: Sequence[Sequence[Line]]) -> None:
        lines = [line for column in columns for line in column]
        self._columns = columns
        self._body = _usual_size(lines)
        self._compounds = compounds(line.text for line in lines)
        self._leading = _usual_leading(columns)
        length = sum(len(line.text) for line in lines)
        self._typed = sum(len(line.text) for line in lines if line.fixed) > _SHARE * length
        self._bold = sum(len(line.text) for line in lines if line.bold) > _SHARE * length

    def add_to(self, extract: Extract) -> None:
        """Add the document's paragraphs."""
        for paragraph in self._joined():
            kind = self._kind(paragraph)
            if kind is None:
                extract.omit(CODE, len(paragraph.lines))
            else:
                text, places = self._text(paragraph)
                extract.add(text, kind, places)
        contents = sum(_is_contents(line) for column in self._columns for line in column)
        if contents:
            extract.omit(CONTENTS, contents)

    def _joined(self) -> list[_Paragraph]:
        """Return the paragraphs, those that go on in another column or on another page joined."""
        found: list[_Paragraph] = []
        opened: _Paragraph | None = None
        for column in self._columns:
            inside = list(self._paragraphs([line for line in column if not _is_contents(line)]))
            prose = [one for one in inside if self._is_prose(one)]
            if not prose:
                found += inside
                continue
            first, last = prose[0], prose[-1]
            if opened is not None and _continues(opened, first) and not self._begins_anew(inside, first):
                opened.add(first.lines)
                opened.edges = first.edges
                found += (one for one in inside if one is not first)
                last = opened if last is first else last
            else:
                found += inside
            opened = None if _END.search(last.last.text) else last
        return found

    def _begins_anew(self, paragraphs: Sequence[_Paragraph], first: _Paragraph) -> bool:
        """Tell whether there is a heading above the first of the running text in a column."""
        above = paragraphs[: paragraphs.index(first)]
        return any(self._kind(one) is Kind.HEADING for one in above)

    def _is_prose(self, paragraph: _Paragraph) -> bool:
        """Tell the running text from headings, notes and tables."""
        return abs(paragraph.size - self._body) <= _SAME_SIZE * self._body and self._kind(paragraph) in (
            Kind.PARAGRAPH,
            Kind.LIST,
        )

    def _paragraphs(self, lines: Sequence[Line]) -> Iterator[_Paragraph]:
        edges = _Edges.of(lines) if lines else _Edges(0, 0)
        current: _Paragraph | None = None
        for line in lines:
            if current is not None and not self._parts(current, line):
                current.add([line])
                continue
            if current is not None:
                yield current
            current = _Paragraph([line], edges, _ITEM.match(line.text) is not None, line.bold)
        if current is not None:
            yield current

    def _parts(self, before: _Paragraph, line: Line) -> bool:
        """Tell whether a line begins a new paragraph."""
        last = before.last
        if line.cell or last.cell or not _alike(line, last):
            return True
        gap = (last.base - line.base) / line.size
        if gap > _LOOSE * self._leading or _BULLET.match(line.text):
            return True
        room = before.edges.leaves_room(last, line)
        ended = _END.search(last.text) is not None
        large = line.size > _LARGER * self._body
        alike = abs(last.right - line.right) < line.size
        short = room and not large and not alike and before.edges.is_short(last)
        differs = before.bold is not line.bold or last.fixed is not line.fixed
        if not (ended or short):
            return differs and room and not large
        if room or differs or gap > _WIDE or _ITEM.match(line.text):
            return True
        return _is_indented(before, line)

    def _kind(self, paragraph: _Paragraph) -> Kind | None:
        """Return what a paragraph is, or None for code."""
        lines = paragraph.lines
        if not self._typed and all(line.fixed for line in lines):
            return None
        text = " ".join(line.text for line in lines)
        count = words(text)
        larger = paragraph.size >= _LARGER * self._body and count <= _HEADING_WORDS
        bold = not self._bold and paragraph.bold and count <= _BOLD_WORDS and not _FULL_STOP.search(text)
        if lines[0].cell:
            return Kind.PARAGRAPH if count > _CELL_WORDS and _FULL_STOP.search(text) else Kind.CELL
        if larger or bold:
            return Kind.HEADING
        return Kind.LIST if paragraph.item else Kind.PARAGRAPH

    def _text(self, paragraph: _Paragraph) -> tuple[str, Places]:
        """Return the text of a paragraph, and the pages that it stands on, each where it begins there."""
        lines = [line.text for line in paragraph.lines]
        if paragraph.item and self._kind(paragraph) is not Kind.HEADING:
            lines[0] = _ITEM.sub("", lines[0], count=1)
        elif paragraph.size < (1 - _SAME_SIZE) * self._body:
            lines[0] = _NOTE.sub("", lines[0], count=1)
        places: list[Place] = []
        text, page = "", 0
        for i, (line, string) in enumerate(zip(paragraph.lines, lines, strict=True)):
            if line.page != page:
                page = line.page
                places.append(Place(Unit.PAGE, str(page), at=len(text)))
            if i + 1 < len(lines):
                read, between = glue(string, lines[i + 1], self._compounds)
                text += clean(read) + between
            else:
                text += clean(string)
        return text, tuple(places)


def _continues(opened: _Paragraph, then: _Paragraph) -> bool:
    """Tell whether a paragraph goes on with another in the next column or on the next page."""
    first = then.lines[0]
    if then.item or opened.bold is not then.bold:
        return False
    if first.text[0].islower():
        return True
    indented = first.left - then.edges.left > _INDENT * first.size
    full = max(line.right for line in opened.lines[-_NEAR:]) - opened.last.right < first.size
    return len(opened.lines) >= _FULL_LINES and full and not indented


def _is_indented(before: _Paragraph, line: Line) -> bool:
    """Tell whether a line is set in or out against the one before, other than in the first lines of a paragraph."""
    shift = line.left - before.last.left
    if len(before.lines) == 1:
        return shift > _INDENT * line.size and not before.item
    return abs(shift) > _INDENT * line.size


def _alike(line: Line, other: Line) -> bool:
    """Tell whether two lines have letters of about the same size."""
    (low, high), (least, most) = line.sizes, other.sizes
    return low <= most * (1 + _SAME_SIZE) and least <= high * (1 + _SAME_SIZE)


def _is_contents(line: Line) -> bool:
    return _LEADERS.search(line.text[-_LEADER_LENGTH:]) is not None


def _usual_size(lines: Sequence[Line]) -> float:
    """Return the size that half of the text is no larger than."""
    half = sum(len(line.text) for line in lines) / 2
    for line in sorted(lines, key=lambda line: line.size):
        half -= len(line.text)
        if half <= 0:
            return line.size
    return 0.0


def _usual_leading(columns: Sequence[Sequence[Line]]) -> float:
    """Return how far a paragraph's lines stand apart, as a multiple of their size; other gaps are wider."""
    pairs = (pair for column in columns for pair in pairwise(column) if _alike(*pair))
    found = [gap for above, below in pairs if _SHARE < (gap := (above.base - below.base) / below.size) < _FARTHEST]
    return sorted(found)[len(found) // 4] if found else _LEADING
