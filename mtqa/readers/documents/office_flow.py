"""The flow of a document of a word processor: its paragraphs become blocks of an extract, each with its place."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache

from mtqa.document import Kind
from mtqa.readers.documents.office_paragraph import Paragraph
from mtqa.readers.elements import is_file_name
from mtqa.readers.extracting import Extract, part
from mtqa.readers.kinds import words
from mtqa.readers.xml import Element, Text

Step = Callable[[], "Nodes"]
Nodes = Sequence[Element | Text | Step]
"""What a walk comes to next: elements, character data, and what is to be done after what stands before."""

REPEATED = "captions that repeat others"
_MEMORY = 4
_PROSE = 12
_FULL_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_WHITE = re.compile(r"[ \t\n\r\v\f]+")
_MADE_UP = re.compile(
    r"(?:automatically generated(?: with \w{1,20} confidence)?|ai-generated content may be incorrect)\.?$",
    re.IGNORECASE,
)


def walk(root: Element | Step, enter: Callable[[Element], Nodes], text: Callable[[Text], None]) -> None:
    """Walk through a tree of any depth.

    Args:
        root: where to begin.
        enter: says what is to be visited of an element.
        text: takes character data.
    """
    stack: list[Element | Text | Step] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            text(node)
        else:
            stack += reversed(enter(node) if isinstance(node, Element) else node())


class Flow:
    """Turns the paragraphs of one part of a document into blocks, and says where they stand.

    A body's paragraphs and tables are counted as somebody would count them on paper, as no other way of naming a
    place survives in a document whose pages are made when it is printed; tables, text boxes and all other parts
    have names.

    Args:
        extract: takes the blocks.
        part: what the part is called: ``footnote 3``; empty for the body of the document.
    """

    def __init__(self, extract: Extract, part: str = "") -> None:
        self.extract = extract
        self.paragraph = Paragraph()
        self.waiting: list[Step] = []
        """What stands beside the paragraph and is read after it: text boxes, notes."""
        self._captions: dict[str, None] = {}
        self._part = part
        self._said: deque[str] = deque(maxlen=_MEMORY)
        self._frames: list[Callable[[], str]] = []
        self._tables: list[list[int]] = []
        self._counts = {"paragraph": 0, "table": 0, "text box": 0}

    def caption(self, text: str) -> None:
        """Add words that describe a picture; what a word processor made up about it is nobody's English."""
        caption = _WHITE.sub(" ", text).strip()
        if _MADE_UP.search(caption):
            self.extract.omit("captions that a program made up")
        elif caption and not names_a_file(caption):
            self._captions[caption] = None

    def end(self, kind: Kind = Kind.PARAGRAPH, left_out: str = "") -> Nodes:
        """End a paragraph, and return what is to be read after it.

        Args:
            kind: what it is.
            left_out: why it isn't read, if it isn't.
        """
        paragraph, captions, waiting = self.paragraph, self._captions, self.waiting
        self._captions, self.waiting = {}, []
        if not paragraph.seen and not captions:
            paragraph.lines()
            return waiting
        places = part(self._place(new=paragraph.seen))
        lines = paragraph.lines()
        if left_out:
            self.extract.omit(left_out)
            return waiting
        for line in lines:
            if kind is not Kind.CAPTION or self._is_new(line):
                self.extract.add(line, self._kind(kind, line), places)
        for caption in captions:
            if self._is_new(caption):
                self.extract.add(caption, Kind.CAPTION, places)
        return waiting

    def table(self, table: Element) -> Nodes:
        """Return what is to be visited of a table."""
        self._tables.append([self._count("table"), 0])
        return (*self.end(), *table.children, self._end_table)

    def row(self, row: Element) -> Nodes:
        """Return what is to be visited of a row."""
        if self._tables:
            self._tables[-1][1] += 1
        return row.children

    def box(self, element: Element) -> Nodes:
        """Return what is to be visited of a text box; one without text is no more than a drawing."""
        return self._inside(element, cache(lambda: f"text box {self._count('text box')}"))

    def inside(self, element: Element, name: str) -> Nodes:
        """Return what is to be visited of a part in the midst of the flow."""
        return self._inside(element, lambda: name)

    def _inside(self, element: Element, name: Callable[[], str]) -> Nodes:
        tables, self._tables = self._tables, []
        self._frames.append(name)

        def leave() -> Nodes:
            after = self.end()
            self._frames.pop()
            self._tables = tables
            return after

        return (*element.children, leave)

    def _place(self, *, new: bool) -> str:
        """Name the place of what stands here, and count it if it is a new paragraph of the body."""
        if self._part:
            return self._part
        if self._frames:
            return self._frames[-1]()
        if self._tables:
            number, row = self._tables[-1]
            return f"table {number}, row {row}"
        return f"paragraph {self._count('paragraph') if new else max(self._counts['paragraph'], 1)}"

    def _end_table(self) -> Nodes:
        after = self.end()
        self._tables.pop()
        return after

    def _is_new(self, caption: str) -> bool:
        """Tell whether a caption isn't said already: converters make it the description of its picture, too."""
        said = caption.casefold()
        if said in self._said:
            self.extract.omit(REPEATED)
            return False
        self._said.append(said)
        return True

    def _count(self, what: str) -> int:
        self._counts[what] += 1
        return self._counts[what]

    def _kind(self, kind: Kind, line: str) -> Kind:
        """Return a cell for what is one: tables are for layout too, and then hold paragraphs."""
        if kind is not Kind.PARAGRAPH or not self._tables:
            return kind
        return Kind.PARAGRAPH if words(line) > _PROSE and _FULL_STOP.search(line) else Kind.CELL


def add_once(extract: Extract, margin: Extract, known: set[tuple[str, ...]]) -> None:
    """Add a header or footer to an extract, unless one that says the same is known; those without text are none."""
    segments = margin.document("", "").segments
    texts = tuple(segment.text for segment in segments)
    if texts in known:
        extract.omit("headers and footers that repeat others")
    elif texts:
        known.add(texts)
        for segment in segments:
            extract.add(segment.text, segment.kind, segment.places)
        for reason, units in margin.omitted.items():
            extract.omit(reason, units)


def names_a_file(caption: str) -> bool:
    """Tell whether a picture's description is the name of its file, with or without folders."""
    return is_file_name(caption.rpartition("/")[2])
