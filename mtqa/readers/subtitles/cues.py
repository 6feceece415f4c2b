"""A subtitle as it is shown: its number, its times, and its lines, each character tied to the file."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mtqa.document import Mask, Omitted, Run, SourceMap, Span
from mtqa.result import SkippedFile


class Voice(NamedTuple):
    """Who speaks from the character ``at`` of a cue's text on."""

    at: int
    name: str


class Line(NamedTuple):
    """A line of a cue: its range of the cue's text, and what it says."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    r"""A subtitle.

    Attributes:
        number: its number or name in the file, else which one it is.
        start: when it appears, in seconds.
        end: when it goes.
        text: what is shown, without markup, a line of it parted from the next by ``\n``.
        map: where each character of the text stands in the file.
        style: how and where it is shown, as the file says it; subtitles of one style belong together.
        voices: who speaks, where the file has marks for that.
    """

    number: str
    start: float
    end: float
    text: str
    map: SourceMap
    style: str = ""
    voices: tuple[Voice, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are not blank, without the white space around them."""
        found = []
        for start, end in bounds(self.text):
            line = self.text[start:end]
            if line.strip():
                first = start + len(line) - len(line.lstrip())
                found.append(Line(first, first + len(line.strip()), line.strip()))
        return tuple(found)

    def source(self, start: int, end: int) -> Span:
        """Return where the characters ``start`` to ``end`` of the text stand in the file."""
        return self.map.span(start, end)

    def pieces(self, start: int, end: int) -> Iterator[tuple[str, Span]]:
        """Yield the text from ``start`` to ``end`` in pieces, each with where it stands in the file."""
        runs = self.map.runs
        for i in range(max(bisect_right(runs, start, key=_text_of) - 1, 0), len(runs)):
            run = runs[i]
            if run.text >= end:
                break
            low, high = max(run.text, start), min(run.text + run.text_length, end)
            if low >= high:
                continue
            if run.text_length == run.source_length:
                begin = run.source + low - run.text
                yield self.text[low:high], Span(begin, begin + high - low)
            else:
                yield self.text[low:high], Span(run.source, run.source + run.source_length)

    def rest(self, start: int) -> Cue:
        """Return the cue without what stands before ``start`` in its text."""
        return dataclasses.replace(
            self,
            text=self.text[start:],
            map=self.map.part(start, len(self.text)),
            voices=tuple(Voice(max(voice.at - start, 0), voice.name) for voice in self.voices),
        )


@dataclass(frozen=True, slots=True)
class Track:
    """What the scanner of a format finds in a file.

    Attributes:
        cues: the subtitles in the order of the file, those without text too.
        masks: what was kept from being read, in any order.
        skipped: cues that can't be read, and why.
        omitted: what was passed over.
        notes: what is to be said about the file.
        language: the language that the file says it is in, or nothing.
    """

    cues: tuple[Cue, ...]
    masks: tuple[Mask, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    notes: tuple[str, ...] = ()
    language: str = ""


class Collector:
    """Collects what a cue shows, and where each piece of it stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._strings: list[str] = []
        self._pieces: list[tuple[int, Span]] = []
        self.length = 0

    def raw(self, start: int, end: int) -> None:
        """Add a stretch of the file as it stands."""
        self.put(self._text[start:end], start, end)

    def put(self, string: str, start: int, end: int) -> None:
        """Add what a stretch of the file reads as."""
        if string and start < end:
            self._strings.append(string)
            self._pieces.append((len(string), Span(start, end)))
            self.length += len(string)

    def done(self) -> tuple[str, SourceMap]:
        """Return the text and its map."""
        return "".join(self._strings), SourceMap.of(self._pieces)


def bounds(text: str) -> Iterator[Span]:
    """Yield the range of each line of a cue's text."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield Span(start, end)
        start = end + 1
    yield Span(start, len(text))


def flattened(text: str) -> str:
    r"""Return a text of the same length whose lines all end in ``\n``, with a blank for a byte order mark."""
    flat = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
    return "\n" + flat[1:] if flat.startswith("\ufeff") else flat


def _text_of(run: Run) -> int:
    return run.text
