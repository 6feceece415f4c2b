"""The messages of a program, and what all their readers make of them: segments of prose, each with its key."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from mtqa.config import Settings
from mtqa.document import Document, Kind, Mask, Omitted, Place, Segment, Source, Span, Unit
from mtqa.readers.building import Builder
from mtqa.readers.masks import apart
from mtqa.readers.messages.icu import variants
from mtqa.readers.messages.placeholders import BREAK, HELD, Mark, marks

__all__ = ["HELD", "UNTRANSLATED", "Message", "Messages", "Piece", "segments_of"]

UNTRANSLATED = "untranslated"
Piece = tuple[str, Span]
"""A stretch of a message's text, and where it stands in the file.

Where both are of one length, the characters correspond one to one; otherwise the whole stretch of the file reads as
the whole string: an escape, best of a single character, since what is read as a whole can't be parted. The string
`HELD` means that something is shown there which is no text: the piece leaves a placeholder in its sentence. It must
stand for more than one character.
"""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its format has it, with the format's own escapes resolved.

    Attributes:
        key: what the program calls it.
        pieces: its text, in the order of the file.
        original: the text in the source language that it translates.
        kind: what it is.
    """

    key: str
    pieces: tuple[Piece, ...]
    original: str = ""
    kind: Kind = Kind.MESSAGE

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(string for string, _ in self.pieces)


def unescaped(
    text: str, place: Span, escapes: re.Pattern[str], read: Callable[[re.Match[str]], str]
) -> Iterator[Piece]:
    """Yield what a string of a format reads as, escape by escape.

    Args:
        text: the text that holds the string.
        place: where it stands.
        escapes: finds its escapes.
        read: returns what one stands for; nothing where it is to be dropped.
    """
    at = place.start
    for escape in escapes.finditer(text, *place):
        if at < escape.start():
            yield text[at : escape.start()], Span(at, escape.start())
        at = escape.end()
        if reads := read(escape):
            yield reads, Span(*escape.span())
    if at < place.end:
        yield text[at : place.end], Span(at, place.end)


def segments_of(message: Message) -> Iterator[Segment]:
    """Yield the segments of a message: its paragraphs, and of plurals and the like each form.

    Placeholders, tags and the signs of access keys are masked.
    """
    pieces = [_unparted(piece) for piece in message.pieces if piece[0]]
    text = "".join(string for string, _ in pieces)
    places = (Place(Unit.MESSAGE, message.key),)
    writer = _Writer(pieces)
    for left_out in variants(text):
        at = left_out.start
        for mark in marks(text, left_out):
            writer.copy(at, mark.start)
            if mark.reads == BREAK:
                yield from writer.segment(message, places)
            else:
                writer.put(mark)
            at = mark.end
        writer.copy(at, left_out.end)
        yield from writer.segment(message, places)


def _unparted(piece: Piece) -> Piece:
    """Return a piece that is read as a whole without white space where it would be parted."""
    string, (start, end) = piece
    if len(string) in (1, end - start):
        return piece
    string = " ".join(string.split()) or " "
    return string, Span(start, end - (len(string) == end - start > 1))


class _Writer:
    """Writes stretches of a message's text into segments, each at its place in the file."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._starts = [0, *accumulate(len(string) for string, _ in self._pieces)]
        self._builder = Builder("")
        self._own = False
        self._done = 0

    def copy(self, start: int, end: int) -> None:
        """Add the characters ``start`` to ``end`` of the text as they stand."""
        if start >= end:
            return
        i = bisect_right(self._starts, start) - 1
        while start < end:
            string, span = self._pieces[i]
            at, stop = self._starts[i], min(self._starts[i + 1], end)
            part = string[start - at : stop - at]
            if len(string) == span.end - span.start:
                span = Span(span.start + start - at, span.start + stop - at)
            self._add(part, span)
            self._own = self._own or any(map(str.isalnum, part))
            start, i = stop, i + 1

    def put(self, mark: Mark) -> None:
        """Add what a mark reads as."""
        if not mark.reads:
            return
        first, last = self._place(mark.start), self._place(mark.end - 1)
        span = Span(first.start, last.end)
        if mark.reads.isspace() or len(mark.reads) != span.end - span.start:
            self._add(mark.reads, span)
        elif len(mark.reads) > 1:
            self._add(mark.reads[:1], span)
            self.copy(mark.end, mark.end + 1)

    def _add(self, string: str, span: Span) -> None:
        """Add a string, unless it is the rest of what was decoded as a whole."""
        if span.start >= self._done:
            self._builder.put(string, *span)
            self._done = span.end

    def _place(self, at: int) -> Span:
        i = bisect_right(self._starts, at) - 1
        string, span = self._pieces[i]
        if len(string) != span.end - span.start:
            return span
        start = span.start + at - self._starts[i]
        return Span(start, start + 1)

    def segment(self, message: Message, places: tuple[Place, ...]) -> Iterator[Segment]:
        """Yield what was written, if there are words in it, and start anew."""
        segment = self._builder.segment(message.kind)
        if segment is not None and self._own:
            original, whole = message.original, message.text
            yield dataclasses.replace(segment, places=places, original=original, whole=whole)
        self._own, self._done = False, 0


class Messages:
    """Collects the messages of one file.

    Args:
        settings: what is asked for.
    """

    def __init__(self, settings: Settings) -> None:
        self._masked_keys = settings.mask_keys
        self._segments: list[Segment] = []
        self._masks: list[Mask] = []
        self._omitted: Counter[str] = Counter()
        self._notes: list[str] = []

    def add(self, message: Message) -> None:
        """Add a message, unless it is empty or its key is masked."""
        pattern = next((each for each in self._masked_keys if matches(each, message.key)), None)
        if not message.text.strip():
            self.omit(UNTRANSLATED)
        elif pattern is not None:
            self._masks.append(Mask(message.pieces[0][1].start, message.pieces[-1][1].end, pattern))
        else:
            self._segments += segments_of(message)

    def omit(self, reason: str, units: int = 1) -> None:
        """Count messages that are passed over."""
        self._omitted[reason] += units

    def note(self, note: str) -> None:
        """Tell something about the file as a whole, once."""
        if note not in self._notes:
            self._notes.append(note)

    def document(self, source: Source, format: str) -> Document:  # noqa: A002 - as documents call it
        """Return the file as a document."""
        return Document(
            path=source.path,
            format=format,
            segments=tuple(self._segments),
            source=source.text,
            encoding=source.encoding,
            masks=tuple(apart(self._masks)),
            omitted=tuple(Omitted(*item) for item in self._omitted.items()),
            notes=tuple(self._notes),
        )


def matches(pattern: str, key: str) -> bool:
    """Tell whether a key fits a pattern, in which ``*`` stands for any characters and all else for itself."""
    first, *others = pattern.split("*")
    if not others:
        return key == pattern
    if not key.startswith(first):
        return False
    at = len(first)
    for part in others[:-1]:
        at = key.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return key.endswith(others[-1]) and len(key) - len(others[-1]) >= at
