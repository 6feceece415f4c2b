"""Captions: which picture is near, and which of its captions says again what another one said."""

from __future__ import annotations

import re
from collections import deque

from mtqa.document import Kind, Segment
from mtqa.readers.masks import Masks

_SPACED = re.compile(r"\S+")
_MEMORY = 4
_ENDS = re.compile(r"""[.!?:;,…]["'”’»)\]*_]*$""")
_LONGEST_FRAGMENT = 40


class Captions:
    """What a reader knows of the pictures and captions that it came past last.

    Args:
        masks: where captions are told that are left out, since they were read before.
    """

    def __init__(self, masks: Masks) -> None:
        self.near = False
        self._masks = masks
        self._said: deque[str] = deque(maxlen=_MEMORY)

    def see(self, *, figure: bool = False) -> None:
        """Come past a picture, or where a figure begins."""
        self.near = True
        if figure:
            self._said.clear()

    def is_new(self, segment: Segment) -> bool:
        """Tell whether a segment is to be read: an alternative text may repeat the caption word for word."""
        if segment.kind is not Kind.CAPTION:
            if segment.kind is not Kind.MESSAGE:
                self.near = False
                self._said.clear()
            return True
        said = " ".join(segment.text.casefold().split()).rstrip(".")
        if said not in self._said:
            self._said.append(said)
            return True
        last = segment.map.runs[-1]
        self._masks.tell(segment.map.runs[0].source, last.source + last.source_length, "repeated caption")
        return False


def is_fragment(text: str) -> bool:
    """Tell whether a text is short and ends without a mark, as captions do and sentences do not."""
    return not _ENDS.search(text) and len(_SPACED.findall(text)) <= _LONGEST_FRAGMENT
