"""What is said in a cue, and by how many: parted at dialogue dashes, at names of speakers and at music."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mtqa.document import Mask, Span
from mtqa.readers.building import PLACEHOLDER
from mtqa.readers.subtitles.cues import Cue, Voice, bounds
from mtqa.readers.subtitles.markup import SPEAKER
from mtqa.readers.subtitles.masking import SOUND, Hole, holes

_OPENING = re.compile(
    r"""[^\S\n]*
    (?P<dash>[-‐‑‒–—―]{1,2}(?![-‐‑‒–—―\d]))?[^\S\n]*
    (?P<turn>>{2,3})?[^\S\n]*(?::[^\S\n]+)?
    (?P<label>(?P<name>[^\W\d_][^\n:!?,;\[\]]{0,60}):(?=\s|["“‘']|\Z)[^\S\n]*)?""",
    re.VERBOSE,
)
_REMARK = re.compile(r"[\[(]\s*(\w)")
_BOTH = 2
_ORDINARY = frozenset(
    "act answer attention but caution chapter conclusion day episode example examples fact figure finally first hint "
    "however important in instead later lesson level listen look meaning meanwhile namely next no note now number okay "
    "once part phase plus point problem question reason remember result rule scene second section so solution stage "
    "step still summary task that then there therefore third this tip unit warning week well what yes".split()
)
_LINKS = frozenset(("and", "of", "the", "&"))
_NAME_WORDS, _SHOUTED_WORDS = 3, 5
_MUSIC = re.compile(r"[♪♫♩♬🎵🎶]+")
_HASH = re.compile(r"#+(?=\s)")
_HASH_LAST = re.compile(r"(?<=\s)#+\s*\Z")
_STOPS = (",", ".", ";", ":", "!", "?", "…")


class Stretch(NamedTuple):
    """A range of a cue's text, and what it reads as where that is not what stands there: a space, a placeholder."""

    start: int
    end: int
    reads: str = ""


class Part(NamedTuple):
    """What one speaker says in a cue, or a stretch of song.

    Attributes:
        cue: the cue.
        stretches: what is said, in ascending order and without holes.
        said: the same in one string.
        voice: who says it, where the file has marks for that.
        fresh: whether a speaker begins here by what the text shows.
        song: whether it is sung.
    """

    cue: Cue
    stretches: tuple[Stretch, ...]
    said: str
    voice: str = ""
    fresh: bool = False
    song: bool = False


class Spoken(NamedTuple):
    """What is said in a cue, and the masks of what is not."""

    parts: tuple[Part, ...]
    masks: tuple[Mask, ...]


class _Row(NamedTuple):
    """A line of a cue, or as much of it as one voice says."""

    start: int
    end: int
    voice: str
    changes: bool


class _Line(NamedTuple):
    """A row without the dash or name that introduces it."""

    start: int
    end: int
    voice: str
    fresh: bool
    label: Span | None


class _Chunk(NamedTuple):
    """A piece of a line; ``parted`` where a mark of music stands before it."""

    start: int
    end: int
    song: bool
    parted: bool = False


def spoken(cue: Cue) -> Spoken:
    """Part a cue's text by speakers and songs, and leave out what is not said."""
    found = list(holes(cue.text))
    text = _blanked(cue.text, found)
    rows = [(row, _OPENING.match(text, row.start, row.end)) for row in _rows(text, cue.voices)]
    both = sum(1 for _, opening in rows if opening and opening["dash"]) >= _BOTH
    lines = [_line(cue, text, row, opening, both=both) for row, opening in rows if opening]
    masks = [Mask(*cue.source(hole.start, hole.end), SOUND) for hole in found if not hole.holds]
    masks += [Mask(*cue.source(*line.label), SPEAKER) for line in lines if line.label]
    return Spoken(tuple(_parts(cue, text, lines, found)), tuple(masks))


def _blanked(text: str, found: Sequence[Hole]) -> str:
    """Return the text with blanks for what is not said and placeholders for what was not understood."""
    if not found:
        return text
    strings: list[str] = []
    at = 0
    for start, end, holds in found:
        strings += (text[at:start], (PLACEHOLDER if holds else " ") * (end - start))
        at = end
    return "".join((*strings, text[at:]))


def _rows(text: str, voices: Sequence[Voice]) -> Iterator[_Row]:
    """Yield the lines of a text, each in as many rows as voices speak in it."""
    name, changes = "", False
    coming = list(reversed(voices))
    for start, end in bounds(text):
        at = start
        while coming and (coming[-1].at < end or coming[-1].at == start):
            voice = coming.pop()
            if voice.name == name:
                continue
            if text[at : voice.at].strip():
                yield _Row(at, voice.at, name, changes)
                at = voice.at
            changes = bool(name) or at > 0
            name = voice.name
        yield _Row(at, end, name, changes)
        changes = False


def _line(cue: Cue, text: str, row: _Row, opening: re.Match[str], *, both: bool) -> _Line:
    """Take off the dash and the name that say that somebody begins to speak."""
    body, label = opening.end(), None
    marked = bool(opening["dash"] or opening["turn"])
    if opening["label"] and not _names(opening["name"], text[body : body + 1], marked=marked):
        body = opening.start("label")
    elif opening["label"]:
        label = Span(opening.start("label"), opening.end("name") + 1)
    goes_on = text[body : body + 1].islower()
    remark = _REMARK.search(cue.text, row.start, body)
    fresh = label is not None or opening["turn"] is not None or row.changes
    fresh = fresh or (remark is not None and remark[1].isupper() and not goes_on)
    if opening["dash"] and goes_on and not (fresh or both):
        body = opening.start("dash")
    else:
        fresh = fresh or opening["dash"] is not None
    return _Line(body, row.end, row.voice, fresh, label)


def _names(name: str, following: str, *, marked: bool) -> bool:
    """Tell whether what stands before a colon at the start of a line is who speaks."""
    words = name.split()
    if name.isupper():
        return len(words) <= _SHOUTED_WORDS
    if len(words) > _NAME_WORDS or words[0].lower() in _ORDINARY or (following.islower() and not marked):
        return False
    return all(word[0].isupper() or word[0].isdigit() or word in _LINKS for word in words)


def _parts(cue: Cue, text: str, lines: Sequence[_Line], found: Sequence[Hole]) -> Iterator[Part]:
    """Gather lines, and pieces of them, that one speaker says or that are one song."""
    singing = False
    ranges: list[Span] = []
    draft = Part(cue, (), "")
    cut = _Cut(text, found)
    for line in lines:
        chunks = _chunks(text, line, singing=singing)
        singing = chunks[-1].song
        for i, chunk in enumerate(chunks):
            fresh = i == 0 and line.fresh
            if not fresh and not text[chunk.start : chunk.end].strip():
                continue
            if fresh or chunk.parted or chunk.song != draft.song:
                yield from cut.part(draft, ranges)
                ranges = []
                draft = Part(cue, (), "", line.voice, fresh, chunk.song)
            elif not ranges:
                draft = draft._replace(voice=line.voice)
            ranges.append(Span(chunk.start, chunk.end))
    yield from cut.part(draft, ranges)


def _chunks(text: str, line: _Line, *, singing: bool) -> list[_Chunk]:
    """Cut a line at marks of music: at its start they open a song, at its end they close one."""
    first = _HASH.match(text, line.start, line.end)
    marks = [mark.span() for mark in (first, *_MUSIC.finditer(text, line.start, line.end)) if mark]
    last = _HASH_LAST.search(text, line.start, line.end) if first or singing else None
    if last and last.start() > line.start:
        marks.append(last.span())
    at, parted = line.start, False
    chunks = []
    for start, end in marks:
        closes = not text[end : line.end].strip()
        opens = not text[line.start : start].strip()
        chunks.append(_Chunk(at, start, singing or (closes and not opens), parted))
        singing = not singing if opens == closes else opens
        at, parted = end, True
    return [*chunks, _Chunk(at, line.end, singing, parted)]


class _Cut:
    """Takes what is not said out of ranges, from front to back."""

    def __init__(self, text: str, found: Sequence[Hole]) -> None:
        self._text = text
        self._holes = found
        self._next = 0

    def part(self, draft: Part, ranges: Iterable[Span]) -> Iterator[Part]:
        """Yield the part that says what stands in the ranges, if anything does."""
        stretches: list[Stretch] = []
        for start, end in ranges:
            for stretch in self._said(start, end):
                stretches += self._gap(stretches, stretch)
                stretches.append(stretch)
        text = self._text
        said = "".join(stretch.reads or text[stretch.start : stretch.end] for stretch in stretches)
        if said.strip():
            yield draft._replace(stretches=tuple(stretches), said=said.strip())

    def _said(self, start: int, end: int) -> Iterator[Stretch]:
        """Yield what is said from ``start`` to ``end``, and placeholders."""
        while self._next < len(self._holes) and self._holes[self._next].start < end:
            hole = self._holes[self._next]
            if self._text[start : hole.start].strip():
                yield self._stripped(start, hole.start)
            if hole.holds and hole.start >= start:
                yield Stretch(hole.start, hole.end, PLACEHOLDER)
            start = max(start, min(hole.end, end))
            if hole.end > end:
                break
            self._next += 1
        if self._text[start:end].strip():
            yield self._stripped(start, end)

    def _stripped(self, start: int, end: int) -> Stretch:
        part = self._text[start:end]
        first = start + len(part) - len(part.lstrip())
        return Stretch(first, first + len(part.strip()))

    def _gap(self, before: Sequence[Stretch], stretch: Stretch) -> Iterator[Stretch]:
        """Yield the space before a stretch, but none before a stop that closes what was said before a remark."""
        if not before or before[-1].end >= stretch.start:
            return
        start, end = before[-1].end, stretch.start
        stops = self._text.startswith(_STOPS, end) and not stretch.reads
        if not stops or "\n" in self._text[start:end]:
            yield Stretch(start, end, " " if end - start > 1 else "")
