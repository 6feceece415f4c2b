"""The ground that the walk through reStructuredText stands on: a stack of frames, lines, and words put together."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.document import Kind, Mask, Segment, Span
from mtqa.readers.building import Builder
from mtqa.readers.documents.markup_lines import Lines
from mtqa.readers.documents.rst_inline import Inline
from mtqa.readers.kinds import refine


@dataclass(slots=True)
class Frame:
    """A stretch of lines that are indented alike, save what stands further in.

    Attributes:
        at: the next line to be read.
        end: the line after the last.
        indent: how far its lines are indented.
        kind: what its paragraphs are.
        first: the kind of its first paragraph, where that is another.
    """

    at: int
    end: int
    indent: int
    kind: Kind
    first: Kind | None = None

    @property
    def item_kind(self) -> Kind:
        """What the items of its lists are."""
        return self.kind if self.kind is Kind.CELL else Kind.LIST


class Frames:
    """What all blocks are read with.

    Attributes:
        masks: what was left out, in the order in which it was met.

    Args:
        text: the text.
        origin: where its first line begins.
        nested: whether the text is a cell of another, so that its offsets are not the file's.
    """

    def __init__(self, text: str, origin: int = 0, *, nested: bool = False) -> None:
        self.masks: list[Mask] = []
        self.text = text
        self.lines = Lines(text, origin)
        self.builder = Builder(text)
        self.inline = Inline(text, self.builder)
        self.stack: list[Frame] = []
        self._nested = nested

    def begin(self, kind: Kind) -> None:
        """Put a frame for the whole text on the stack."""
        count = self.lines.count
        self.stack = [Frame(0, count, self.lines.margin(0, count), kind)]

    def inside(self, frame: Frame, i: int) -> int:
        """Return the line after those from ``i`` on that are indented further than a frame."""
        return self.lines.dedent(i, frame.end, frame.indent + 1)

    def enter(self, i: int, end: int, kind: Kind, first: Kind | None = None) -> None:
        """Go into the lines from ``i`` to ``end``."""
        if i < end:
            self.stack.append(Frame(i, end, self.lines.margin(i, end), kind, first))

    def hang(self, frame: Frame, i: int, start: int, kind: Kind, indent: int | None = None) -> None:
        """Go into a block that begins at ``start`` in line ``i`` and goes on in the lines below that are indented.

        Args:
            frame: the frame that the block stands in; it is moved behind the block.
            i: the line.
            start: where in the line the block begins.
            kind: what its paragraphs are.
            indent: how far the lines below are indented at least; by default, further than the frame.
        """
        lines = self.lines
        bare = start >= lines.end[i]
        if indent is None or bare:
            end = self.inside(frame, i + 1)
            indent = lines.margin(i + 1, end)
        else:
            end = lines.dedent(i + 1, frame.end, indent)
        frame.at = end
        lines.start[i], lines.indent[i] = start, indent
        self.stack.append(Frame(i + bare, end, indent, kind))

    def leave(self, frame: Frame, i: int, end: int, pattern: str) -> None:
        """Leave out the lines from ``i`` to ``end`` for what they are."""
        frame.at = end
        last = end - 1
        while last > i and self.lines.is_blank(last):
            last -= 1
        if not self._nested:
            self.masks.append(Mask(self.lines.start[i], self.lines.end[last], pattern))

    def words(self, span: Span, kind: Kind) -> Iterator[Segment]:
        """Yield what stands in a stretch of text as a segment, if it holds words."""
        self.inline.read(*span)
        yield from self.segment(kind)

    def segment(self, kind: Kind) -> Iterator[Segment]:
        """Yield what was put together as a segment, if it holds words."""
        segment = self.builder.segment(kind)
        if segment is not None:
            yield dataclasses.replace(segment, kind=refine(kind, segment.text))
