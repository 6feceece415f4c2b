"""Documents that are no text files: their text as a program shows it, a block a line, is what offsets count in.

Offsets into the compressed XML of a word processor, or into the drawing commands of a page, would help nobody. So
the source of such a document is the text that was extracted from it, which ``mtqa read --text`` prints; its lines
are numbered from 1, and each segment says its place in the terms of its format besides.
"""

from __future__ import annotations

import dataclasses

from mtqa.document import Document, Kind, Mask, Omitted, Place, Places, Segment, Unit
from mtqa.readers.building import Builder
from mtqa.readers.kinds import refine


class Extract:
    """Collects the blocks of a document in the order in which they are read."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._segments: list[Segment] = []
        self._size = 0
        self.omitted: dict[str, int] = {}
        self.notes: list[str] = []

    def add(self, text: str, kind: Kind = Kind.PARAGRAPH, places: Places = ()) -> None:
        """Add a block: a line of the extracted text, in which line breaks and tabs of its own are spaces.

        Args:
            text: its text; blocks without a word are kept out.
            kind: what it is; a paragraph may still turn out to be a caption or a byline by its wording.
            places: where it stands, counted from the first character of ``text``.
        """
        line = text.translate(_BREAKS)
        start = self._size
        builder = Builder(line, start)
        builder.raw(0, len(line))
        segment = builder.segment(kind)
        if segment is None:
            return
        shift = len(line) - len(line.lstrip())
        moved = tuple(dataclasses.replace(place, at=max(place.at - shift, 0)) for place in places)
        self._segments.append(dataclasses.replace(segment, kind=refine(kind, segment.text), places=moved))
        self._lines.append(line)
        self._size += len(line) + 1

    def omit(self, reason: str, count: int = 1) -> None:
        """Count units that are passed over."""
        self.omitted[reason] = self.omitted.get(reason, 0) + count

    def document(self, path: str, format: str, masks: tuple[Mask, ...] = ()) -> Document:  # noqa: A002
        """Return what was collected as a document."""
        return Document(
            path,
            format,
            tuple(self._segments),
            "".join(f"{line}\n" for line in self._lines),
            masks=masks,
            omitted=tuple(Omitted(*item) for item in self.omitted.items()),
            notes=tuple(self.notes),
        )


def part(name: str) -> Places:
    """Return the place of all that stands in one part of a document: ``footnote 3``, ``chapter2.xhtml``."""
    return (Place(Unit.PART, name),)


_BREAKS = {ord(sign): " " for sign in "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
