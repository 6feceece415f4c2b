"""Cuts several texts into the same blocks, so that metrics can count blocks as their segments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.pairing.beads import Bead


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences of several texts that stand for each other: of the anchor text, and of each of the others."""

    anchor: range
    others: tuple[range, ...]


def merge(anchor: int, others: Sequence[tuple[Bead, ...]]) -> tuple[Block, ...]:
    """Return the finest blocks that cut no bead of any text.

    Args:
        anchor: how many sentences the anchor text has.
        others: for each other text its beads with the anchor text, which is left; they cover both, in order.

    Returns:
        Blocks in order that cover all texts. Sentences of another text that face nothing have blocks of their own,
        one each, with an empty anchor: those of the first text come first where several texts have some at one place.
    """
    inside = {place for beads in others for bead in beads for place in range(bead.left.start + 1, bead.left.stop)}
    borders = [place for place in range(anchor + 1) if place not in inside]
    # How many sentences each text has alone at each border, and in the block that starts there.
    alone = [[0] * len(others) for _ in borders]
    facing = [[0] * len(others) for _ in borders]
    for text, beads in enumerate(others):
        for bead in beads:
            at = bisect_right(borders, bead.left.start) - 1
            own = not bead.left and borders[at] == bead.left.start
            (alone if own else facing)[at][text] += len(bead.right)
    found: list[Block] = []
    ends = [0] * len(others)

    def take(sentences: range, counts: Sequence[int]) -> None:
        found.append(Block(sentences, tuple(range(end, end + n) for end, n in zip(ends, counts, strict=True))))
        ends[:] = [end + n for end, n in zip(ends, counts, strict=True)]

    for start, stop, lone, together in zip(borders, [*borders[1:], anchor], alone, facing, strict=True):
        for text, count in enumerate(lone):
            for _ in range(count):
                take(range(start, start), [int(other == text) for other in range(len(others))])
        if start < stop:
            take(range(start, stop), together)
    return tuple(found)
