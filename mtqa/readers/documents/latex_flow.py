"""The flow of text through a LaTeX document: paragraphs, what is put aside from them, and environments around them."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass, field

from mtqa.document import Kind, Mask, Segment
from mtqa.readers.building import Builder
from mtqa.readers.kinds import refine

_DEEPEST = 40


@dataclass(slots=True)
class _Stream:
    """A text of its own: the document's, or that of a heading, a caption, a note, up to where its group ends."""

    builder: Builder
    end: int
    kind: Kind | None
    done: list[Segment] = field(default_factory=list)
    aside: list[Segment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Environment:
    name: str
    kind: Kind


class Flow:
    """Puts words into segments.

    Attributes:
        masks: what was left out.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.masks: list[Mask] = []
        self._environments: list[_Environment] = []
        self._open: Counter[str] = Counter()
        self._streams = [_Stream(Builder(text), -1, None)]

    @property
    def builder(self) -> Builder:
        """What the words of the paragraph at hand are added to."""
        return self._streams[-1].builder

    @property
    def kind(self) -> Kind:
        """What the paragraph at hand is."""
        own = self._streams[-1].kind
        return own or (self._environments[-1].kind if self._environments else Kind.PARAGRAPH)

    @property
    def in_cells(self) -> bool:
        """Whether the paragraph at hand is a cell."""
        return bool(self._environments) and self._environments[-1].kind is Kind.CELL

    @property
    def ends_at(self) -> int:
        """Where the group ends that the text at hand stands in, or -1."""
        return self._streams[-1].end

    def begin(self, name: str, kind: Kind | None) -> None:
        """Go into an environment, whose paragraphs are of a kind, or of that of those around it."""
        self.flush()
        around = self._environments[-1].kind if self._environments else Kind.PARAGRAPH
        self._environments.append(_Environment(name, kind or around))
        self._open[name] += 1

    def end(self, name: str) -> None:
        """Leave an environment, and those in it that were left open."""
        self.flush()
        while self._open[name]:
            last = self._environments.pop()
            self._open[last.name] -= 1
            if last.name == name:
                break

    def enter(self, end: int, kind: Kind) -> None:
        """Put what follows aside, up to ``end``, as a text of its own, unless that is too deep in others."""
        if len(self._streams) < _DEEPEST:
            self._streams.append(_Stream(Builder(self.text), end, kind))

    def leave(self) -> None:
        """Go back to the text around one that was put aside: it follows the paragraph that it stands in."""
        self.flush()
        stream = self._streams.pop()
        around = self._streams[-1]
        (around.aside if around.builder.holds_text else around.done).extend(stream.done)

    def flush(self) -> None:
        """End the paragraph at hand."""
        stream = self._streams[-1]
        segment = stream.builder.segment(self.kind)
        if segment is not None:
            stream.done.append(dataclasses.replace(segment, kind=refine(segment.kind, segment.text)))
        stream.done += stream.aside
        stream.aside.clear()

    def finish(self) -> list[Segment]:
        """End all that is open, and return the segments."""
        while len(self._streams) > 1:
            self.leave()
        self.flush()
        return self._streams[0].done

    def mask(self, start: int, end: int, pattern: str) -> None:
        """Note what is left out."""
        self.masks.append(Mask(start, end, pattern))
