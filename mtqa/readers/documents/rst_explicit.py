"""What stands after two dots in reStructuredText: directives, notes, targets, substitutions and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.config import Settings
from mtqa.document import Kind, Segment, Span
from mtqa.readers.directives_wording import MARK
from mtqa.readers.documents import rst_marks as marks
from mtqa.readers.documents.rst_directives import Parts, Reading, after_version, parts_of, reading_of
from mtqa.readers.documents.rst_frames import Frame, Frames
from mtqa.readers.documents.rst_tables import row_cells

_ARGUMENTS = {
    Reading.TITLED: Kind.HEADING,
    Reading.CAPTIONED: Kind.CAPTION,
    Reading.ROWS: Kind.CAPTION,
    Reading.REPLACED: Kind.LIST,
}
_BEGINNINGS = {Reading.BODY, Reading.QUOTED, Reading.VERSION}
_WORDY = frozenset({"alt", "caption", "title"})


def explicit(frames: Frames, frame: Frame, i: int, start: int, settings: Settings) -> Iterator[Segment]:
    """Read what stands after two dots, from ``start`` in line ``i``, and leave the frame behind it.

    What is no directive, note, target or substitution is a comment.
    """
    lines, text, end = frames.lines, frames.text, frames.lines.end[i]
    found = marks.DIRECTIVE.match(text, start, end) or marks.SUBSTITUTION.match(text, start, end)
    if found:
        yield from _directive(frames, frame, i, found, settings)
    elif note := marks.NOTE.match(text, start, end):
        frames.hang(frame, i, note.end(), frame.kind)
    elif marks.TARGET.match(text, start, end):
        frame.at = lines.blank(i, frames.inside(frame, i + 1))
    elif start >= end and lines.is_blank(i + 1):
        frame.at = i + 1
    elif settings.comments and not text.startswith(MARK, start):
        frames.hang(frame, i, start, frame.kind)
    else:
        frames.leave(frame, i, frames.inside(frame, i + 1), "comment")


def _directive(frames: Frames, frame: Frame, i: int, found: re.Match[str], settings: Settings) -> Iterator[Segment]:
    lines, name = frames.lines, found["name"]
    end = frames.inside(frame, i + 1)
    parts = parts_of(lines, i, end, found.end())
    content = _first_block(frames, parts.content, end)
    how = reading_of(name, frames.text[slice(*content)])
    if how is Reading.LEFT or name.lower() in settings.mask_directives:
        frames.leave(frame, i, end, f".. {name}::")
        return
    if how in _ARGUMENTS:
        yield from frames.words(parts.argument, _ARGUMENTS[how])
    for option in parts.options:
        if option.key == "header":
            yield from _rows(frames, option.value)
        elif option.key in _WORDY:
            yield from frames.words(option.value, Kind.CAPTION)
    frame.at = end
    if how is Reading.OPTIONS:
        if (first := lines.filled(parts.content, end)) < end:
            frames.leave(frame, first, end, f".. {name}::")
    elif how is Reading.ROWS:
        yield from _rows(frames, Span(content.start, max(lines.end[end - 1], content.start)))
    elif how is not Reading.REPLACED:
        _content(frames, frame, i, end, parts, how)


def _first_block(frames: Frames, i: int, end: int) -> Span:
    """Return where the lines stand that are filled, up to the first that is blank."""
    lines = frames.lines
    first = lines.filled(i, end)
    return Span(lines.start[first], lines.end[lines.blank(first, end) - 1]) if first < end else Span(0, 0)


def _content(frames: Frames, frame: Frame, i: int, end: int, parts: Parts, how: Reading) -> None:
    """Go into a directive's content, and before that into its argument where that is the content's beginning."""
    lines = frames.lines
    kind = Kind.QUOTE if how is Reading.QUOTED else Kind.CELL if how is Reading.CAPTIONED else frame.kind
    frames.enter(lines.filled(parts.content, end), end, kind, Kind.CAPTION if how is Reading.FIGURE else None)
    start, stop = parts.argument
    if how is Reading.VERSION:
        start = after_version(frames.text, parts.argument)
    if how in _BEGINNINGS and start < stop:
        first = i if lines.start[i] <= start < lines.end[i] else i + 1
        lines.start[first] = start
        lines.indent[first] = lines.margin(first + 1, parts.split) if first + 1 < parts.split else lines.indent[first]
        frames.enter(first, parts.split, kind)


def _rows(frames: Frames, span: Span) -> Iterator[Segment]:
    for cell in row_cells(frames.text, span):
        yield from frames.words(cell, Kind.CELL)
