"""A text inside a text: what was read from a string, mapped on to where that string stands in the file."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from mtqa.document import Place, Segment, SourceMap, Span
from mtqa.readers.building import Piece


class Nest:
    """Maps what was read from an inner text to the file that holds it.

    Args:
        outer: where each character of the inner text stands in the file.
    """

    def __init__(self, outer: SourceMap) -> None:
        self._runs = outer.runs
        self._starts = [run.text for run in outer.runs]

    def span(self, start: int, end: int) -> Span:
        """Return where the characters ``start`` to ``end`` of the inner text stand."""
        return Span(self._place(start)[0], self._place(end - 1)[1])

    def segment(self, segment: Segment, places: tuple[Place, ...] = ()) -> Segment:
        """Return a segment of the inner text as one of the file, with its places there."""
        pieces = (
            piece for run in segment.map.runs for piece in self._pieces(run.source, run.source_length, run.text_length)
        )
        return dataclasses.replace(segment, map=SourceMap.of(pieces), places=places or segment.places)

    def segments(self, segments: Iterable[Segment], places: tuple[Place, ...] = ()) -> Iterator[Segment]:
        """Yield segments of the inner text as ones of the file."""
        return (self.segment(segment, places) for segment in segments)

    def _pieces(self, start: int, length: int, reads: int) -> Iterator[Piece]:
        """Yield the pieces of ``length`` characters from ``start``, which read as ``reads`` characters."""
        if reads != length:
            yield reads, self.span(start, start + length)
            return
        at, end = start, start + length
        while at < end:
            run = self._runs[bisect_right(self._starts, at) - 1]
            high = min(run.text + run.text_length, end)
            yield high - at, self.span(at, high)
            at = high

    def _place(self, at: int) -> tuple[int, int]:
        run = self._runs[bisect_right(self._starts, at) - 1]
        if run.text_length == run.source_length:
            begin = run.source + at - run.text
            return begin, begin + 1
        return run.source, run.source + run.source_length
