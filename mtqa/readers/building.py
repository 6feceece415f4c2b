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
from collections.abc import Sequence
from typing import NamedTuple

from mtqa.document import Kind, Run, Segment, SourceMap, Span

PLACEHOLDER = "X"
"""Stands in a sentence for code, a formula or a bare address, which are not prose.

A lone capital reads as a name, both alone ("set X to 5") and before a noun ("the X function"), so the sentence
around it stays grammatical; nothing else does in both places.
"""

_SPACE = re.compile(r"\s{2,}|[\r\n]")
_OWN = re.compile(r"[^\W_]")
_WORD = re.compile(r"[A-Za-z]?[a-z]+")

Piece = tuple[int, Span]


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
        self._spans: list[Span] = []
        self._own = False

    def raw(self, start: int, end: int) -> None:
        """Add the characters ``start`` to ``end`` of the text as they stand."""
        if self._holes:
            for i in range(bisect_right(self._holes, start, key=lambda hole: hole.end), len(self._holes)):
                hole = self._holes[i]
                if hole.start >= end:
                    break
                self.put(self.text[start : max(hole.start, start)], start, max(hole.start, start))
                if hole.holds:
                    self.hold(hole.start, hole.end)
                start = min(hole.end, end)
        self.put(self.text[start:end], start, end)

    def put(self, string: str, start: int, end: int) -> None:
        """Add ``string``, which ``start`` to ``end`` of the text decodes to."""
        if string:
            self._strings.append(string)
            self._spans.append(Span(start + self._origin, end + self._origin))
            self._own = self._own or _OWN.search(string) is not None

    def hold(self, start: int, end: int) -> None:
        """Add a placeholder for what stands from ``start`` to ``end``, which is more than one character."""
        self._strings.append(PLACEHOLDER)
        self._spans.append(Span(start + self._origin, end + self._origin))

    def code(self, start: int, end: int, inner: Span) -> None:
        """Add inline code: its text where that is one plain word, else a placeholder."""
        if _WORD.fullmatch(self.text, *inner):
            self.raw(*inner)
        else:
            self.hold(start, end)

    @property
    def holds_text(self) -> bool:
        """Whether anything but placeholders and punctuation has been added."""
        return self._own

    def segment(self, kind: Kind) -> Segment | None:
        """Return what was collected as a segment, or None where it has no words of its own, and start anew."""
        strings, spans, own = self._strings, self._spans, self._own
        self._strings, self._spans, self._own = [], [], False
        if not own:
            return None
        text = "".join(strings)
        runs = SourceMap.of(zip(map(len, strings), spans, strict=True)).runs
        return _tidy(text, runs, kind)


def _tidy(text: str, runs: tuple[Run, ...], kind: Kind) -> Segment:
    """Strip the text and make one space of each line break and of white space around masked markup."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    cursor = _Cursor(runs)
    strings: list[str] = []
    pieces: list[Piece] = []
    at = start
    for match in _SPACE.finditer(text, start, end):
        low, high = match.span()
        kept = cursor.pieces(at, low)
        gap = cursor.pieces(low, high)
        whole = Span(gap[0][1].start, gap[-1][1].end)
        broken = whole.end - whole.start != high - low or "\n" in match[0] or "\r" in match[0]
        strings += (text[at:low], " " if broken else match[0])
        pieces += kept
        pieces += [(1, whole)] if broken else gap
        at = high
    strings.append(text[at:end])
    pieces += cursor.pieces(at, end)
    return Segment("".join(strings), kind, SourceMap.of(pieces))


class _Cursor:
    """Cuts runs into pieces from front to back, in time linear in the number of runs."""

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self._runs = runs
        self._next = 0

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Return the pieces of the text's characters ``start`` to ``end``; no call may go back."""
        found: list[Piece] = []
        while start < end:
            run = self._runs[self._next]
            stop = run.text + run.text_length
            if stop <= start:
                self._next += 1
                continue
            high = min(stop, end)
            if run.text_length == run.source_length:
                begin = run.source + start - run.text
                found.append((high - start, Span(begin, begin + high - start)))
            else:
                found.append((high - start, Span(run.source, run.source + run.source_length)))
            start = high
        return found
