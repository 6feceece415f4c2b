"""What is odd about the times of subtitles, a line for each kind of oddity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mtqa.readers.subtitles.cues import Cue

_FASTEST = 25
"""Characters a second above which few people can follow."""
_TOLERANCE = 0.0015


def notes(cues: Iterable[Cue], read: Iterable[Cue]) -> Iterator[str]:
    """Yield what is to be said.

    Args:
        cues: all cues of the file.
        read: those of which something is read, with no more than that.
    """
    back: list[Cue] = []
    over: list[Cue] = []
    negative: list[Cue] = []
    before_zero: list[Cue] = []
    last: dict[str, Cue] = {}
    for cue in cues:
        if cue.end < cue.start:
            negative.append(cue)
        if cue.start < 0:
            before_zero.append(cue)
        before = last.get(cue.style)
        if before and cue.start < before.start:
            back.append(cue)
        elif before and cue.start < before.end - _TOLERANCE:
            over.append(cue)
        last[cue.style] = cue
    yield from _line(over, "overlaps the cue before it", "overlap the cue before them")
    yield from _line(back, "begins before the cue before it", "begin before the cue before them")
    yield from _line(negative, "ends before it begins", "end before they begin")
    yield from _line(before_zero, "has a negative time", "have negative times")
    fast = [cue for cue in read if cue.end > cue.start and _shown(cue) > _FASTEST * (cue.end - cue.start)]
    faster = f"faster to read than {_FASTEST} characters a second, as information"
    yield from _line(fast, f"is {faster}", f"are {faster}")


def _shown(cue: Cue) -> int:
    return sum(len(line.text) for line in cue.lines)


def _line(cues: Sequence[Cue], one: str, several: str) -> Iterator[str]:
    if cues:
        first = f" (the first is cue {cues[0].number})" if len(cues) > 1 else f" (cue {cues[0].number})"
        yield f"{len(cues):,} {'cue' if len(cues) == 1 else 'cues'} {several if len(cues) > 1 else one}{first}"
