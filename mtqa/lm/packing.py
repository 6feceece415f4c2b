"""Packs token sequences into rows without padding, and cuts long ones into overlapping windows."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WINDOW = 512
"""Tokens of a window, beginning of sequence included."""

OVERLAP = 128
"""Tokens of context that a later window repeats without scoring them again."""

ROW = 256
"""Tokens of a packed row: large enough to keep the matrix products busy, small enough for the caches."""

GRAIN = 64
"""Rows are filled up to a multiple of this."""

_SLACK = 1.03  # what rows are longer than a worker's share: texts do not fill them to the last token

PART = 6144
"""Entries of the vocabulary whose logits are computed at once."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text's tokens: ``ids`` begins with the beginning of sequence.

    The tokens from ``first`` on (an index into the text's tokens, ``start`` being that of ``ids[1]``) are scored.
    """

    text: int
    ids: tuple[int, ...]
    start: int
    first: int


def windows(text: int, tokens: Sequence[int], bos: int) -> Iterator[Window]:
    """Cut the tokens of a text into windows that score each token exactly once."""
    room = WINDOW - 1
    start = 0
    while True:
        first = start + OVERLAP if start else 0
        yield Window(text, (bos, *tokens[start : start + room]), start, first)
        if start + room >= len(tokens):
            return
        start += room - OVERLAP


def pack(items: Sequence[Window], workers: int = 1) -> list[list[Window]]:
    """Group windows into rows of up to `ROW` tokens, best fit with the longest first.

    A window longer than a row has a row of its own. Rows are shorter where that gives all workers as much to do.
    """
    size = _size(sum(len(item.ids) for item in items), workers)
    order = sorted(range(len(items)), key=lambda i: (-len(items[i].ids), i))
    rows: list[list[Window]] = []
    free: list[tuple[int, int]] = []
    for i in order:
        length = len(items[i].ids)
        at = bisect_left(free, (length, -1))
        if at < len(free):
            room, row = free.pop(at)
        else:
            room, row = max(size, length), len(rows)
            rows.append([])
        rows[row].append(items[i])
        if room > length:
            insort(free, (room - length, row))
    return rows


def _size(tokens: int, workers: int) -> int:
    """Return how long rows may be, so that so many workers end at about the same time."""
    rounds = -(-tokens // (ROW * workers))
    share = tokens / max(1, rounds * workers)
    return max(GRAIN, min(ROW, math.ceil(share * _SLACK))) if workers > 1 else ROW


def filled(length: int) -> int:
    """Round a row's length up to the grain."""
    return -(-length // GRAIN) * GRAIN
