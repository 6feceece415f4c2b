"""Plain text: paragraphs, headings, bylines, lists and captions by their shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from mtqa.config import Settings
from mtqa.document import Document, Kind, Segment, Source
from mtqa.readers.building import Builder
from mtqa.readers.kinds import is_byline, is_caption, is_closing_caption, is_name, words
from mtqa.readers.layout import Unit, blocks, units, wrap_width
from mtqa.result import SkippedFile

_ENDS = (".", "!", "?", "…", ":", ";", ",")
_CLOSERS = "\"'”’»)]"
_HEADING_LENGTH, _HEADING_WORDS = 120, 16
_BYLINE_BLOCKS = 3


class PlainReader:
    """Reads ``.txt`` and ``.text`` files."""

    format = "text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:  # noqa: ARG002
        """Yield the one document of a file."""
        yield self.document(source)

    def document(self, source: Source) -> Document:
        """Return a file as a document."""
        found = tuple(segments(source.text, captions=holds_captions(source.path)))
        return Document(source.path, self.format, found, source.text, encoding=source.encoding)


def holds_captions(path: str) -> bool:
    """Tell whether a file's name says that each of its lines is a caption."""
    return "caption" in PurePosixPath(path).stem.lower()


def segments(text: str, *, captions: bool = False) -> Iterator[Segment]:
    """Yield the segments of a plain text, each mapped to its place in it.

    Args:
        text: the text, which may begin with a byte order mark.
        captions: whether each line is a caption of its own.
    """
    found = blocks(text, start=int(text.startswith("\ufeff")))
    builder = Builder(text)
    if captions:
        for line in (line for block in found for line in block):
            builder.raw(*line.span)
            yield from _segment(builder, Kind.CAPTION)
        return
    width = wrap_width(found)
    grouped = [list(units(block, width)) for block in found]
    before: Kind | None = None
    for i, block in enumerate(grouped):
        for j, unit in enumerate(block):
            place = _Place(i, j, block, last=i == len(grouped) - 1, after=before)
            kind = _kind(unit, place)
            _add(builder, unit)
            yield from _segment(builder, kind)
            before = kind


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a unit stands: in which block, where within it, and the kind of the unit before it."""

    block: int
    unit: int
    siblings: Sequence[Unit]
    last: bool
    after: Kind | None


def _kind(unit: Unit, place: _Place) -> Kind:
    if unit.item:
        return Kind.LIST
    text = unit.text
    if is_caption(text):
        return Kind.CAPTION
    if is_byline(text):
        return Kind.BYLINE
    near_headline = place.after is Kind.HEADING and place.block < _BYLINE_BLOCKS
    if near_headline and is_name(text) and not place.last:
        return Kind.BYLINE
    if _is_heading(unit, text, place):
        return Kind.HEADING
    closes = place.last and len(place.siblings) == 1 and len(unit.lines) <= 2 and place.after is Kind.PARAGRAPH
    return Kind.CAPTION if closes and is_closing_caption(text) else Kind.PARAGRAPH


def _is_heading(unit: Unit, text: str, place: _Place) -> bool:
    """Tell a heading: short, nothing at its end, with text under it; the first line of all may ask or shout."""
    if len(unit.lines) > 2 or len(text) > _HEADING_LENGTH or words(text) > _HEADING_WORDS or text[0].islower():
        return False
    top = place.block == 0 and place.unit == 0
    end = text.rstrip(_CLOSERS)
    if end.endswith(_ENDS[3:] if top and end.endswith(("?", "!")) else _ENDS):
        return False
    if len(place.siblings) == 1:
        return not place.last
    return place.unit == 0 and words(place.siblings[1].text) > words(text) and not place.siblings[1].item


def _add(builder: Builder, unit: Unit) -> None:
    end = 0
    for i, line in enumerate(unit.lines):
        start = line.span.start
        if i == 0:
            start += unit.marker
        elif i not in unit.glued:
            builder.put(" ", end, start)
        builder.raw(start, line.span.end)
        end = line.span.end


def _segment(builder: Builder, kind: Kind) -> Iterator[Segment]:
    segment = builder.segment(kind)
    if segment is not None:
        yield segment
