"""Advanced SubStation Alpha and its elder, SubStation Alpha: a cue an event, read by pysubs2 and found in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtqa.config import Settings
from mtqa.document import Document, Lines, Mask, Omitted, Source, Span
from mtqa.readers.subtitles.cues import Cue, Track, Voice, flattened
from mtqa.readers.subtitles.overrides import shown
from mtqa.readers.subtitles.reading import read_track
from mtqa.result import SkippedFile

_LINE = re.compile(
    r"^[^\S\n]*(?:\[(?P<section>[^\]\n]*)\]|(?P<key>Format|Dialogue|Comment|Language)[^\S\n]*:(?P<value>[^\n]*))",
    re.MULTILINE | re.IGNORECASE,
)
# Fonts and pictures are written in capitals, figures and signs, and their lines may look like anything.
_NO_EVENTS = re.compile(r"fonts|graphics|info|aegisub", re.IGNORECASE)
_COLUMNS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_NEEDED = frozenset(("start", "end", "text"))
_MADE = re.compile(r"\s*fx\b", re.IGNORECASE)
_LONGEST = 40


class _Event(NamedTuple):
    """An event as it stands in the file: which one it is, where its line begins, its columns."""

    number: int
    at: int
    comment: bool
    start: str
    end: str
    style: str
    name: str
    effect: str
    text: Span


class _Times(NamedTuple):
    """When an event is shown, in seconds."""

    start: float
    end: float


class AssReader:
    """Reads ``.ass`` and ``.ssa`` files."""

    format = "ass"
    suffixes: tuple[str, ...] = (".ass", ".ssa")

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document of a file, after the events of it that can't be read.

        Raises:
            ReadError: there are no events in it, or it is in another language.
        """
        yield from read_track(scan(source), source, settings, self.format, "'Dialogue:' at the start of a line")


def scan(source: Source) -> Track:
    """Find the events of a file that are shown as text."""
    return _Scan(source).track()


class _Scan:
    """Finds the events of a file, and what is in them."""

    def __init__(self, source: Source) -> None:
        self._language = ""
        self._source = source
        self._text = flattened(source.text)
        self._lines: Lines | None = None
        self._skipped: list[tuple[int, SkippedFile]] = []
        self._masks: list[Mask] = []
        self._omitted: Counter[str] = Counter()
        self._events = list(self._found())

    def track(self) -> Track:
        """Return the cues of all events that are shown as text, each once."""
        cues: list[Cue] = []
        seen: set[tuple[float, float, str]] = set()
        events = [event for event in self._events if not self._omits(event)]
        for event, times in zip(events, _times(events), strict=True):
            if times is None:
                when = f"{event.start.strip()} to {event.end.strip()}"
                self._skip(event.at, f"no times of an event: '{_brief(when)}'; write each as 0:00:01.50")
                continue
            text, found, placement, _, masks = shown(self._text, *event.text)
            self._masks += masks
            if masks and not text.strip():
                self._omitted["a drawing"] += 1
            elif (*times, text) in seen:
                self._omitted["a repeated layer"] += 1
            else:
                seen.add((*times, text))
                voices = (Voice(0, event.name.strip()),) if event.name.strip() else ()
                style = event.style.strip() + placement
                cues.append(Cue(str(event.number), *times, text, found, style, voices))
        omitted = tuple(Omitted(*item) for item in self._omitted.items())
        skipped = tuple(one for _, one in sorted(self._skipped, key=lambda one: one[0]))
        return Track(tuple(cues), tuple(self._masks), skipped, omitted, language=self._language)

    def _omits(self, event: _Event) -> bool:
        """Pass over comments, and the pieces that a karaoke script made of a line."""
        if event.comment:
            self._omitted["a comment"] += 1
            if event.text.start < event.text.end:
                self._masks.append(Mask(*event.text, "Comment"))
        elif _MADE.match(event.effect):
            self._omitted["a karaoke effect"] += 1
        return event.comment or _MADE.match(event.effect) is not None

    def _found(self) -> Iterator[_Event]:
        """Yield the events, numbered as editors number them: comments count too."""
        section, number = "", 0
        columns: tuple[str, ...] = _COLUMNS
        for line in _LINE.finditer(self._text):
            if line["section"] is not None:
                section = line["section"] if re.search("[a-z]", line["section"]) else section
                continue
            key = line["key"].lower()
            if key == "language":
                self._language = line["value"].strip() if "info" in section.lower() else self._language
            elif _NO_EVENTS.search(section):
                continue
            elif key == "format":
                named = tuple(name.strip().lower() for name in line["value"].split(","))
                columns = named if _NEEDED.issubset(named) else columns
            else:
                number += 1
                event = self._event(line, columns, number)
                if event is not None:
                    yield event

    def _event(self, line: re.Match[str], columns: Sequence[str], number: int) -> _Event | None:
        at, end = line.span("value")
        spans: dict[str, Span] = {}
        for i, column in enumerate(columns, 1):
            comma = self._text.find(",", at, end) if i < len(columns) else end
            if comma < 0:
                break
            spans[column] = Span(at, comma)
            at = comma + 1
        if len(spans) < len(set(columns)):
            reason = f"an event with {len(spans) + 1} of {len(columns)} columns; write it as its Format line says"
            self._skip(line.start("key"), reason)
            return None
        start, stop, style, name, effect = [
            self._text[slice(*spans.get(key, (0, 0)))] for key in ("start", "end", "style", "name", "effect")
        ]
        comment = line["key"].lower() == "comment"
        return _Event(number, line.start("key"), comment, start, stop, style, name, effect, spans["text"])

    def _skip(self, at: int, reason: str) -> None:
        self._lines = self._lines or Lines(self._source.text)
        self._skipped.append((at, SkippedFile(f"{self._source.path}:{self._lines.at(at)[0]}", reason)))


def _times(events: Sequence[_Event]) -> list[_Times | None]:
    """Return what pysubs2 reads as the events' times: all at once, or one by one where some can't be read."""
    rows = [f"Dialogue: 0,{event.start},{event.end},,,0,0,0,," for event in events]
    try:
        return list(_parsed(rows))
    except ValueError:
        return [_time(row) for row in rows]


def _time(row: str) -> _Times | None:
    try:
        return next(_parsed([row]))
    except ValueError:
        return None


def _parsed(rows: Sequence[str]) -> Iterator[_Times]:
    from pysubs2 import SSAFile  # noqa: PLC0415  (slow to import)

    for event in SSAFile.from_string("\n".join(("[Events]", *rows)), format_="ass"):
        yield _Times(event.start / 1000, event.end / 1000)


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
