"""Figures that a template draws: ``{{< figure src="mill.jpg" caption="The mill in May" >}}`` and its like."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator

from mtqa.document import Kind, Segment
from mtqa.readers.building import Builder, Hole
from mtqa.readers.elements import is_file_name
from mtqa.readers.entities import add_decoded

_FIGURE = re.compile(
    r"\{(?:\{[<%]|%-?)\s{0,9}(?:(?:[\w-]{1,50}/)?(?:fig(?:ure)?|img|imgproc|image|picture|photo|video)(?=[\s/])"
    r"|include\s{1,9}[\w/.-]{0,100}(?:fig(?:ure)?|image|img|picture|photo|video))",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?<![\w-])(?:alt|title|caption|attr)\s{0,9}=\s{0,9}"
    r"(?:\"((?:[^\"\\]|\\.)*)\"|'([^'\"]*)'|`([^`]*)`)"
)
_ESCAPE = re.compile(r"\\([\"'\\])")


def is_figure(text: str, start: int) -> bool:
    """Tell whether the template tag at ``start`` draws a figure."""
    return _FIGURE.match(text, start) is not None


class Figures:
    """The captions of the figures that templates draw in a text.

    Args:
        text: the text as it was written.
        origin: the place in the file of its first character.
        templates: where templates stand in it.
    """

    def __init__(self, text: str, origin: int, templates: Iterable[Hole]) -> None:
        self._text = text
        self._builder = Builder(text, origin)
        self.ahead = deque(hole for hole in templates if _FIGURE.match(text, hole.start))

    def before(self, at: int) -> Iterator[Segment]:
        """Yield the captions of the figures that stand before ``at`` in the text and were not asked for yet."""
        while self.ahead and self.ahead[0].start < at:
            yield from self._captions(self.ahead.popleft())

    def _captions(self, hole: Hole) -> Iterator[Segment]:
        told: set[str] = set()
        for words in _WORDS.finditer(self._text, hole.start, hole.end):
            at, end = words.span(words.lastindex or 0)
            for escape in _ESCAPE.finditer(self._text, at, end):
                add_decoded(self._builder, at, escape.start())
                self._builder.put(escape[1], *escape.span())
                at = escape.end()
            add_decoded(self._builder, at, end)
            segment = self._builder.segment(Kind.CAPTION)
            if segment is not None and segment.text not in told and not is_file_name(segment.text):
                told.add(segment.text)
                yield segment
