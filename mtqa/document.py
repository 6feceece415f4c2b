"""What is read: documents, segments and sentences, each tied to its exact place in the source.

All offsets count Unicode code points of the decoded file, a byte order mark included, with line ends as they
stand in the file: ``source[span.start:span.end]`` is what the file says, and encoding it again gives its bytes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from mtqa.directive import Directive

_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A half-open range of code points, ``start`` included and ``end`` excluded."""

    start: int
    end: int


class Kind(StrEnum):
    """What a segment is in its document. Statistics are kept per kind; bylines are never scored."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    LIST = "list"
    CELL = "cell"
    CUE = "cue"
    QUOTE = "quote"
    MESSAGE = "message"
    BYLINE = "byline"


class Run(NamedTuple):
    r"""A stretch of text and the stretch of source that it was read from.

    Equal lengths mean that the characters correspond one to one; otherwise the whole run stands for the whole
    source stretch (an entity such as ``&amp;``, an escape such as ``\n``, a line break with its indentation).
    """

    text: int
    text_length: int
    source: int
    source_length: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Where each character of a text stands in its source: runs in ascending order that cover the text."""

    runs: tuple[Run, ...]

    def __post_init__(self) -> None:
        """Refuse runs with holes in the text or that go backwards in the source."""
        for before, after in pairwise(self.runs):
            if before.text + before.text_length != after.text:
                raise ValueError(f"runs leave a hole or overlap in the text: {before} {after}")
            if before.source + before.source_length > after.source:
                raise ValueError(f"runs overlap or go backwards in the source: {before} {after}")

    @classmethod
    def identity(cls, source: int, length: int) -> SourceMap:
        """Map a text of ``length`` characters that stands unchanged at ``source``."""
        return cls((Run(0, length, source, length),) if length else ())

    @classmethod
    def of(cls, pieces: Iterable[tuple[int, Span]]) -> SourceMap:
        """Build a map from ``(text length, source span)`` pieces in order, joining what is contiguous."""
        runs: list[Run] = []
        at = 0
        for length, span in pieces:
            if not length:
                continue
            width = span.end - span.start
            last = runs[-1] if runs else None
            if (
                last is not None
                and length == width
                and last.text_length == last.source_length
                and last.source + last.source_length == span.start
            ):
                runs[-1] = Run(last.text, last.text_length + length, last.source, last.source_length + width)
            else:
                runs.append(Run(at, length, span.start, width))
            at += length
        return cls(tuple(runs))

    def _run_at(self, offset: int) -> Run:
        return self.runs[max(bisect_right(self.runs, offset, key=lambda run: run.text) - 1, 0)]

    def span(self, start: int, end: int) -> Span:
        """Return the source span of the text's characters ``start`` to ``end`` (``start < end``)."""
        if not 0 <= start < end:
            raise ValueError(f"not a range of characters: {start}:{end}")
        first, last = self._run_at(start), self._run_at(end - 1)
        begin = first.source
        if first.text_length == first.source_length:
            begin += start - first.text
        finish = last.source + last.source_length
        if last.text_length == last.source_length:
            finish = last.source + end - last.text
        return Span(begin, finish)

    def part(self, start: int, end: int) -> SourceMap:
        """Return the map of the text's characters ``start`` to ``end``, counted from ``start``."""
        runs: list[Run] = []
        for run in self.runs:
            low, high = max(run.text, start), min(run.text + run.text_length, end)
            if low >= high:
                continue
            if run.text_length == run.source_length:
                runs.append(Run(low - start, high - low, run.source + low - run.text, high - low))
            else:
                runs.append(Run(low - start, high - low, run.source, run.source_length))
        return SourceMap(tuple(runs))


class Lines:
    """Finds the line and column, both from 1, of an offset; LF, CRLF and CR end a line.

    Args:
        source: the text of the file, or the part of it that begins at ``offset`` with the line ``line``.
        offset: how many code points of the file stand before ``source``.
        line: the line of the file that ``source`` begins.
    """

    def __init__(self, source: str, offset: int = 0, line: int = 1) -> None:
        self._starts = [offset, *(offset + match.end() for match in _LINE_END.finditer(source))]
        self._before = line - 1

    def at(self, offset: int) -> tuple[int, int]:
        """Return ``(line, column)`` of ``offset``; columns count code points."""
        line = bisect_right(self._starts, offset)
        return line + self._before, offset - self._starts[line - 1] + 1


class Unit(StrEnum):
    """What a format counts its text in, where lines say little to its readers."""

    CUE = "cue"
    PAGE = "page"
    MESSAGE = "message"
    CELL = "cell"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Place:
    """Where text stands in the terms of its format: a cue and its time, a page, a message's key, a cell.

    Attributes:
        unit: what is counted.
        name: its number or name, as the format's own programs show it: ``12``, ``menu.file.open``, ``Prices!B7``.
        start: when a cue begins, in seconds; None for all else.
        end: when it ends.
        at: the first character of the text that stands there; what follows does too, up to the next place.
    """

    unit: Unit
    name: str
    start: float | None = None
    end: float | None = None
    at: int = 0

    def __str__(self) -> str:
        """Format for people: ``cue 12, 00:01:02.500``."""
        when = "" if self.start is None else f", {clock(self.start)}"
        unit = "" if self.unit is Unit.PART else f"{self.unit} "
        return f"{unit}{self.name}{when}"


def clock(seconds: float) -> str:
    """Format a time as subtitles do: hours, minutes, seconds and thousandths."""
    sign, thousandths = "-" * (seconds < 0), round(abs(seconds) * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


Places = tuple[Place, ...]
"""Places in ascending order of ``at``; empty where lines say it all."""


def place_at(places: Places, offset: int) -> Place | None:
    """Return the place where the character ``offset`` of a text stands."""
    i = bisect_right(places, offset, key=lambda place: place.at) - 1
    return places[i] if i >= 0 else None


def places_of(places: Places, start: int, end: int) -> Places:
    """Return the places of a text's characters ``start`` to ``end``, counted from ``start``."""
    first = max(bisect_right(places, start, key=lambda place: place.at) - 1, 0)
    return tuple(replace(place, at=max(place.at - start, 0)) for place in places[first:] if place.at < end)


@dataclass(frozen=True, slots=True)
class Segment:
    """A block of prose as a reader sees it: its text with all markup masked, and where that text stands.

    ``text`` may hold several sentences, and a line break of the source inside a paragraph is one space. ``places``
    says where it stands in the terms of its format, and ``original`` is the text in the source language that it
    translates, where the file holds that too. ``whole`` is the text of the message that it is of, with all markup.
    """

    text: str
    kind: Kind
    map: SourceMap
    places: Places = ()
    original: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its text as read, its kind, its exact place in the source, and the number of its segment."""

    text: str
    kind: Kind
    map: SourceMap
    line: int
    column: int
    places: Places = ()
    segment: int = 0

    @property
    def span(self) -> Span:
        """The source span from the sentence's first to its last character."""
        return self.map.span(0, len(self.text))

    def locate(self, within: Span) -> Span:
        """Return the source span of a range of the sentence's own characters."""
        return self.map.span(within.start, within.end)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as decoded: the path to show, its text (line ends and byte order mark kept), its encoding."""

    path: str
    text: str
    encoding: str = "utf-8"


class Mask(NamedTuple):
    """A stretch of the source that was kept from being read, and the pattern that kept it: ``code``, ``<nav>``."""

    start: int
    end: int
    pattern: str


class Omitted(NamedTuple):
    """Units of a file that were passed over, and why: ``untranslated``, ``a rolling duplicate``."""

    reason: str
    units: int


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a file, or of one record of it.

    Attributes:
        path: the file's path to show.
        format: the name of the reader's format.
        segments: its prose.
        source: the text that it was read from: the file's, or as much of it as the record takes up, in whole lines.
        id: the record's own id.
        encoding: the file's encoding.
        offset: how many code points of the file stand before ``source``.
        line: the line of the file that ``source`` begins.
        row: the row of a table, from 1, that holds the text. A table has no lines, so all of the text stands in the
            line of that number, at column 1, and offsets count from the start of the text.
        masks: what was kept from being read by a pattern, in ascending order and without overlaps.
        omitted: units that were passed over.
        notes: what a reader of the report should know about the file, a line each.
        language: the language that its configuration says it is in; then nobody finds that out.
        directives: what its comments tell mtqa to leave alone, in ascending order.
        origin: the document that this one translates, where one was found beside it.
    """

    path: str
    format: str
    segments: tuple[Segment, ...]
    source: str = field(repr=False)
    id: str | None = None
    encoding: str = "utf-8"
    offset: int = 0
    line: int = 1
    row: int | None = None
    masks: tuple[Mask, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    notes: tuple[str, ...] = ()
    language: str | None = None
    directives: tuple[Directive, ...] = ()
    origin: Document | None = field(default=None, repr=False)
