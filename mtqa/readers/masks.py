"""What a reader passes over, and why: coverage warns where that is much of a file's prose."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mtqa.document import Mask

LONG_TAG = 500
"""A tag of more characters may have swallowed prose, by a quotation mark that is not closed or in an attribute."""
_HOLDS = re.compile(r"[^\W_]")


class Masks:
    """Collects the stretches of a text that a pattern keeps from being read.

    Args:
        text: the text as it was written.
        origin: the place in the file of its first character.
    """

    def __init__(self, text: str, origin: int = 0) -> None:
        self._text = text
        self._origin = origin
        self._found: list[Mask] = []

    def add(self, start: int, end: int, pattern: str) -> None:
        """Add the stretch from ``start`` to ``end`` of the text, unless there is neither letter nor digit in it."""
        if _HOLDS.search(self._text, start, end):
            self._found.append(Mask(start + self._origin, end + self._origin, pattern))

    def tell(self, start: int, end: int, pattern: str) -> None:
        """Add the stretch from ``start`` to ``end`` of the file, which holds text."""
        self._found.append(Mask(start, end, pattern))

    def all(self) -> tuple[Mask, ...]:
        """Return the stretches in ascending order; of two that overlap, the one that begins first wins."""
        return tuple(apart(self._found))


def apart(masks: Iterable[Mask]) -> list[Mask]:
    """Return masks in ascending order, without what lies in another one."""
    found: list[Mask] = []
    at = 0
    for start, end, pattern in sorted(masks, key=lambda mask: (mask.start, -mask.end)):
        low = max(start, at)
        if low < end:
            found.append(Mask(low, end, pattern))
            at = end
    return found
