"""Joins what is said in cue after cue into segments that end where a sentence does, and keeps the cues' places."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtqa.document import Kind, Place, Segment, Unit
from mtqa.readers.building import PLACEHOLDER, Builder
from mtqa.readers.subtitles.speech import Part

_SILENCE, _PAUSE = 5.0, 2.0
"""Seconds without a subtitle that end a sentence: in any case, and where the next begins with a capital."""
_LONGEST = 400
"""Characters after which a segment ends with its cue, as captions without any punctuation have no other end."""
_TAIL = 60
_FINAL = re.compile(r"[.!?…。？！][\s\"”’»)\]'*]*\Z")
_ABBREVIATED = re.compile(r"(?:^|[\s(\"“])(?:Mr|Mrs|Ms|Dr|Drs|Prof|St|Mt|Gen|Col|Capt|Lt|Sgt|Rev|Sen|Gov|vs|[A-Z])\.\Z")
_TRAILING = re.compile(r"(?:\.{2,}|…)\s*")
_LEAD = "\"“‘'(….-–—¿¡ "
_FEW, _SPARSE, _CAPITAL = 10, 0.1, 0.6


class _Start(NamedTuple):
    """Where a cue begins: the place in the file of its first character that is read, and what to call it."""

    source: int
    place: Place


def segments(parts: Sequence[Part], text: str) -> Iterator[Segment]:
    """Yield the segments that parts make, each a run of cues up to the end of a sentence.

    Args:
        parts: what is said, in order.
        text: the file.
    """
    joiner = _Joiner(text, alone=_unpunctuated(parts))
    for part in parts:
        yield from joiner.take(part)
    yield from joiner.flush()


class _Joiner:
    """Holds what was said since the last end of a sentence."""

    def __init__(self, text: str, *, alone: bool) -> None:
        self._builder = Builder(text)
        self._alone = alone
        self._before: Part | None = None
        self._starts: list[_Start] = []
        self._length = 0
        self._end = 0

    def take(self, part: Part) -> Iterator[Segment]:
        """Add a part, and yield the segment before it if that ends here."""
        goes_on = self._before is not None and self._goes_on(self._before, part)
        if not goes_on:
            yield from self.flush()
        self._add(part, goes_on=goes_on)

    def flush(self) -> Iterator[Segment]:
        """Yield what was collected, if there are words in it."""
        segment = self._builder.segment(Kind.CUE)
        if segment is not None:
            yield dataclasses.replace(segment, places=_places(segment, self._starts))
        self._before, self._starts, self._length = None, [], 0

    def _goes_on(self, before: Part, part: Part) -> bool:
        """Tell whether a part is what the sentence before goes on with."""
        here, there = before.cue, part.cue
        pause = there.start - max(here.start, here.end)
        if part.fresh or part.song or before.song or here is there or self._length >= _LONGEST:
            return False
        if here.style != there.style or (before.voice and part.voice and before.voice != part.voice):
            return False
        if pause > _SILENCE or there.start < here.start:
            return False
        if _begins_small(part.said):
            return True
        return not _ends(before.said) and pause <= _PAUSE and not self._alone

    def _add(self, part: Part, *, goes_on: bool) -> None:
        stretches = list(part.stretches)
        trailing = _TRAILING.match(part.said) if goes_on else None
        first = stretches[0]
        if trailing and not first.reads and first.start + trailing.end() < first.end:
            stretches[0] = first = first._replace(start=first.start + trailing.end())
        source = part.cue.source(first.start, first.end)
        if goes_on:
            self._builder.put(" ", self._end, source.start)
        cue = part.cue
        self._starts.append(_Start(source.start, Place(Unit.CUE, cue.number, cue.start, cue.end)))
        for start, end, reads in stretches:
            self._put(part, start, end, reads)
        self._end = cue.source(stretches[-1].start, stretches[-1].end).end
        self._length += len(part.said) + 1
        self._before = part

    def _put(self, part: Part, start: int, end: int, reads: str) -> None:
        if not reads:
            for string, span in part.cue.pieces(start, end):
                self._builder.put(string, *span)
        elif reads == PLACEHOLDER:
            self._builder.hold(*part.cue.source(start, end))
        else:
            self._builder.put(reads, *part.cue.source(start, end))


def _places(segment: Segment, starts: Sequence[_Start]) -> tuple[Place, ...]:
    """Return the places of cues, counted in the text of their segment."""
    runs = segment.map.runs
    found = []
    for source, place in starts:
        run = runs[max(bisect_right(runs, source, key=lambda run: run.source) - 1, 0)]
        shift = source - run.source if run.text_length == run.source_length else 0
        found.append(dataclasses.replace(place, at=run.text + shift))
    return tuple(found)


def _ends(said: str) -> bool:
    """Tell whether a sentence ends with this."""
    tail = said[-_TAIL:]
    return _FINAL.search(tail) is not None and _ABBREVIATED.search(tail) is None


def _begins_small(said: str) -> bool:
    return said.lstrip(_LEAD)[:1].islower()


def _unpunctuated(parts: Sequence[Part]) -> bool:
    """Tell a file that leaves out full stops, so that a capital begins a sentence wherever it begins a cue."""
    said = [part.said for part in parts if not part.song]
    if len(said) < _FEW:
        return False
    ended = sum(map(_ends, said))
    capital = sum(1 for text in said if text.lstrip(_LEAD)[:1].isupper() and not text.isupper())
    return ended <= _SPARSE * len(said) and capital >= _CAPITAL * len(said)
