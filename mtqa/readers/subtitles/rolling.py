"""Lines that scroll: live captions show a line again and again while the next one comes in below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mtqa.readers.subtitles.cues import Cue

ROLLING = "a rolling duplicate"
"""Why a line that was shown before is passed over."""

_GAP = 0.1
_LINES = 6


class Unrolled(NamedTuple):
    """Cues with each line once, and how many lines were shown again."""

    cues: tuple[Cue, ...]
    repeats: int


def unrolled(cues: Iterable[Cue]) -> Unrolled:
    """Leave out the lines with which a cue repeats the end of the cue that it follows without a break."""
    kept: list[Cue] = []
    before: list[str] = []
    start = until = float("-inf")
    repeats = 0
    for cue in cues:
        lines = cue.lines
        said = [line.text for line in lines]
        again = _repeated(before, said) if start <= cue.start <= until + _GAP else 0
        repeats += again
        start, until = cue.start, max(until, cue.end) if said == before or not said else cue.end
        if not said:
            continue
        before = said
        if again < len(said):
            kept.append(cue.rest(lines[again].start) if again else cue)
    return Unrolled(tuple(kept), repeats)


def _repeated(before: Sequence[str], said: Sequence[str]) -> int:
    """Count the lines at the start that ended what was shown before."""
    if before == said:
        return len(said)
    for count in range(min(len(before), len(said), _LINES), 0, -1):
        if before[-count:] == said[:count]:
            return count
    return 0
