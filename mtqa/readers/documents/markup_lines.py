"""The lines of a text that is marked up line by line: where each begins and ends, and how far it is indented."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mtqa.document import Mask

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_TAB = 8


class Lines:
    """A text cut into lines.

    Attributes:
        text: the text.
        start: the offset of each line's first character that is no white space; a reader moves it to where
            something inside the line begins.
        end: the offset after each line's last character that is no white space.
        indent: the column of each line's start, with tabs at every eighth.
        count: how many lines there are.

    Args:
        text: the text.
        origin: where the first line begins.
    """

    def __init__(self, text: str, origin: int = 0) -> None:
        self.text = text
        self.begin: list[int] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.indent: list[int] = []
        for line in _LINE.finditer(text, origin):
            body = line[0]
            bare = body.lstrip()
            margin = len(body) - len(bare)
            self.begin.append(line.start())
            self.start.append(line.start() + margin)
            self.end.append(line.start() + max(len(body.rstrip()), margin))
            self.indent.append(len(body[:margin].expandtabs(_TAB)) if "\t" in body[:margin] else margin)
        self.count = len(self.start)
        self._next = [self.count] * (self.count + 1)
        for i in range(self.count - 1, -1, -1):
            self._next[i] = self._next[i + 1] if self.is_blank(i) else i

    def is_blank(self, i: int) -> bool:
        """Tell whether a line holds nothing but white space; what lies beyond the last line does too."""
        return i >= self.count or self.start[i] >= self.end[i]

    def line(self, i: int) -> str:
        """Return what stands in a line, from its start."""
        return self.text[self.start[i] : self.end[i]] if i < self.count else ""

    def filled(self, i: int, end: int) -> int:
        """Return the first line from ``i`` on that is not blank, or ``end``."""
        return min(self._next[i], end) if i < end else end

    def blank(self, i: int, end: int) -> int:
        """Return the first line from ``i`` on that is blank, or ``end``."""
        while i < end and not self.is_blank(i):
            i += 1
        return i

    def dedent(self, i: int, end: int, indent: int) -> int:
        """Return the first line from ``i`` on that has words and is indented by less than ``indent``, or ``end``."""
        while (i := self.filled(i, end)) < end and self.indent[i] >= indent:
            i += 1
        return i

    def margin(self, i: int, end: int) -> int:
        """Return the least indentation of the lines from ``i`` to ``end`` that are not blank; 0 where there is none."""
        return min((self.indent[j] for j in range(i, end) if not self.is_blank(j)), default=0)


def in_order(masks: Iterable[Mask]) -> tuple[Mask, ...]:
    """Return masks in ascending order, without those that are empty or lie in another."""
    found: list[Mask] = []
    for mask in sorted(masks, key=lambda mask: (mask.start, -mask.end)):
        if mask.start < mask.end and (not found or mask.start >= found[-1].end):
            found.append(mask)
    return tuple(found)


def reads_like_prose(text: str) -> bool:
    """Tell prose from code, by the share of signs that prose has few of."""
    start = text[:2000]
    words, signs = len(_PROSE_WORD.findall(start)), len(_SIGN.findall(start))
    return words >= 4 and signs * 6 <= words


_PROSE_WORD = re.compile(r"(?<!\S)[(\"'“‘]?[A-Za-z][A-Za-z'’-]*[.,;:!?)\"'”’]{0,3}(?!\S)")
_SIGN = re.compile(r"[{}\[\];=<>|$#@\\&^~]|\(\)|->|--|(?<!\S)[-+*/%](?!\S)")
