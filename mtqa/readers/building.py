"""Builds a segment out of stretches of a source, and keeps where each character of it came from.

Every segment that leaves this room obeys these rules:

* its text is stripped and holds at least one letter or digit of its own (a placeholder does not count);
* white space that holds a line break in the source, or from whose midst markup was masked, is one space;
  all other white space stays as it was read, tabs and double spaces included;
* a run of its map with equal lengths is the source itself, save that a line break reads as a space; any other
  run is an entity or an escape decoded, white space made one space, or a placeholder.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from mtqa.document import Kind, Run, Segment, SourceMap, Span

PLACEHOLDER = "X"
"""Stands in a sentence for code, a formula or a bare address, which are not prose.

A lone capital reads as a name, both alone ("set X to 5") and before a noun ("the X function"), so the sentence
around it stays grammatical; nothing else does in both places.
"""

_SPACE = re.compile(r"\s(?:\s+|(?<=[\r\n]))")
_OWN = re.compile(r"[^\W_]")
_WORD = re.compile(r"[A-Za-z]?[a-z]+")

Piece = tuple[int, Span]
_Run = tuple[int, int, int, int]


class Hole(NamedTuple):
    """Markup that was overwritten in a text; where it ``holds``, it leaves a placeholder in the sentence."""

    start: int
    end: int
    holds: bool = False


class Builder:
    """Collects the text of one segment after the other from a source that has the file's own offsets.

    Args:
        text: the text that raw stretches are taken from: the file, or a copy with markup overwritten in place.
        origin: the place in the file of the text's first character.
        holes: where the text is overwritten, in ascending order; raw stretches leave that out.
    """

    def __init__(self, text: str, origin: int = 0, holes: Sequence[Hole] = ()) -> None:
        self.text = text
        self._origin = origin
        self._holes = holes
        self._strings: list[str] = []
        self._runs: list[_Run] = []
        self._length = 0
        self._own = False
        self._held = -1

    def raw(self, start: int, end: int) -> None:
        """Add the characters ``start`` to ``end`` of the text as they stand."""
        if self._holes:
            for i in range(bisect_right(self._holes, start, key=_hole_end), len(self._holes)):
                hole = self._holes[i]
                if hole.start >= end:
                    break
                if start < hole.start:
                    self.copy(start, hole.start)
                if hole.holds and hole.start != self._held:
                    self._held = hole.start
                    self.hold(hole.start, hole.end)
                start = min(hole.end, end)
        if start < end:
            self.copy(start, end)

    def copy(self, start: int, end: int) -> None:
        """Add the characters ``start`` to ``end``, among which there is no hole."""
        string, source, width = self.text[start:end], start + self._origin, end - start
        if not string:
            return
        runs = self._runs
        if runs and (last := runs[-1])[2] + last[3] == source and last[1] == last[3]:
            runs[-1] = (last[0], last[1] + width, last[2], last[3] + width)
        else:
            runs.append((self._length, width, source, width))
        self._strings.append(string)
        self._length += width
        if not self._own and _OWN.search(string):
            self._own = True

    def overwritten(self, at: int) -> bool:
        """Tell whether a character of the text stands in a hole."""
        i = bisect_right(self._holes, at, key=_hole_end) if self._holes else 0
        return i < len(self._holes) and self._holes[i].start <= at

    def put(self, string: str, start: int, end: int) -> None:
        """Add ``string``, which ``start`` to ``end`` of the text decodes to."""
        if string:
            self._add(string, start + self._origin, end - start)

    def hold(self, start: int, end: int) -> None:
        """Add a placeholder for what stands from ``start`` to ``end``, which is more than one character."""
        own = self._own
        self._add(PLACEHOLDER, start + self._origin, end - start)
        self._own = own

    def _add(self, string: str, source: int, width: int) -> None:
        """Add a string, and join its run to the one before where both are one stretch of the source."""
        length = len(string)
        runs = self._runs
        if length == width and runs and (last := runs[-1])[2] + last[3] == source and last[1] == last[3]:
            runs[-1] = (last[0], last[1] + length, last[2], last[3] + width)
        else:
            runs.append((self._length, length, source, width))
        self._strings.append(string)
        self._length += length
        if not self._own and _OWN.search(string):
            self._own = True

    def code(self, start: int, end: int, inner: Span) -> bool:
        """Add inline code: its text where that is one plain word, else a placeholder; tell whether it was read."""
        if _WORD.fullmatch(self.text, *inner):
            self.raw(*inner)
            return True
        self.hold(start, end)
        return False

    @property
    def holds_text(self) -> bool:
        """Whether anything but placeholders and punctuation has been added."""
        return self._own

    def segment(self, kind: Kind, refine: Callable[[Kind, str], Kind] | None = None) -> Segment | None:
        """Return what was collected as a segment, or None where it has no words of its own, and start anew.

        Args:
            kind: what it is.
            refine: says what it is by its wording.
        """
        strings, runs, own = self._strings, self._runs, self._own
        if not strings:
            return None
        self._strings, self._runs, self._own, self._length = [], [], False, 0
        self._held = -1
        if not own:
            return None
        text = strings[0] if len(strings) == 1 else "".join(strings)
        if " ".join(text.split()) != text:
            start, end = len(text) - len(text.lstrip()), len(text.rstrip())
            if _SPACE.search(text, start, end):
                text, runs = _tidy(text, runs, start, end)
            elif end - start != len(text):
                text, runs = text[start:end], _Cursor(runs).pieces(start, end)
        if refine is not None:
            kind = refine(kind, text)
        return Segment(text, kind, SourceMap(tuple(map(Run._make, runs))))


def _hole_end(hole: Hole) -> int:
    return hole[1]


def _tidy(text: str, runs: list[_Run], start: int, end: int) -> tuple[str, list[_Run]]:
    """Make one space of each line break and of white space around masked markup."""
    cursor = _Cursor(runs)
    strings: list[str] = []
    pieces: list[_Run] = []
    at = start
    for match in _SPACE.finditer(text, start, end):
        low, high = match.span()
        pieces += cursor.pieces(at, low)
        gap = cursor.pieces(low, high)
        source, stop = gap[0][2], gap[-1][2] + gap[-1][3]
        broken = stop - source != high - low or "\n" in match[0] or "\r" in match[0]
        strings += (text[at:low], " " if broken else match[0])
        pieces += [(low, 1, source, stop - source)] if broken else gap
        at = high
    strings.append(text[at:end])
    pieces += cursor.pieces(at, end)
    return "".join(strings), _joined(pieces)


def _joined(pieces: list[_Run]) -> list[_Run]:
    """Return pieces as the runs of one text: counted from its start, and joined where they are one stretch."""
    runs: list[_Run] = []
    at = 0
    for _, length, source, width in pieces:
        if length == width and runs:
            last = runs[-1]
            if last[1] == last[3] and last[2] + last[3] == source:
                runs[-1] = (last[0], last[1] + length, last[2], last[3] + width)
                at += length
                continue
        runs.append((at, length, source, width))
        at += length
    return runs


class _Cursor:
    """Cuts runs into pieces from front to back, in time linear in the number of runs."""

    def __init__(self, runs: list[_Run]) -> None:
        self._runs = runs
        self._next = 0

    def pieces(self, start: int, end: int) -> list[_Run]:
        """Return the pieces of the text's characters ``start`` to ``end``, counted from there; no call may go back."""
        found: list[_Run] = []
        begin = start
        while start < end:
            at, length, source, width = self._runs[self._next]
            stop = at + length
            if stop <= start:
                self._next += 1
                continue
            high = min(stop, end)
            if length == width:
                found.append((start - begin, high - start, source + start - at, high - start))
            else:
                found.append((start - begin, high - start, source, width))
            start = high
        return found
