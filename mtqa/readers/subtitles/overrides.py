"""What an event of SubStation Alpha shows: its text without override blocks and drawings."""

from __future__ import annotations

import re

from mtqa.document import Mask
from mtqa.readers.subtitles.cues import Collector
from mtqa.readers.subtitles.markup import Shown, placement_in

DRAWING = "drawing"
"""The pattern of masks that hide the commands of drawings."""

_TOKEN = re.compile(r"\{(?P<override>[^{}]*)\}|\\(?P<escape>[Nnh])")
_DRAWING = re.compile(r"\\p[^\S\n]{0,3}([0-9]{1,4})")


def shown(text: str, start: int, end: int) -> Shown:
    r"""Return what an event's text from ``start`` to ``end`` shows; ``\N`` and ``\n`` end a line, ``\h`` is a space."""
    collector = Collector(text)
    masks: list[Mask] = []
    placement, drawing = "", False
    at = start

    def add(until: int) -> None:
        if not drawing:
            collector.raw(at, until)
        elif text[at:until].strip():
            masks.append(Mask(at, until, DRAWING))

    for token in _TOKEN.finditer(text, start, end):
        add(token.start())
        at = token.end()
        if token["escape"]:
            if not drawing:
                collector.put(" " if token["escape"] == "h" else "\n", token.start(), at)
            continue
        placement += placement_in(token["override"])
        for scale in _DRAWING.findall(token["override"]):
            drawing = int(scale) > 0
    add(end)
    return Shown(*collector.done(), placement, (), tuple(masks))
