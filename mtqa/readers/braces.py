"""Braces of JSX, and the tags whose attributes hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST = 20_000
_BRACE = re.compile(r"(['\"`])[{}]\1|[{}]")
_STOP = re.compile(r"=\s*[\"']|[{\"'<>]")


class Braces:
    """The pairs of braces in a text of MDX, each expression of a length that a person may have written."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._closing = dict(_pairs(text)) if "{" in text else {}

    def end(self, start: int) -> int | None:
        """Return where the expression ends that the brace at ``start`` opens, or None where it doesn't."""
        end = self._closing.get(start)
        return end if end and end - start <= _LONGEST else None

    def tag_end(self, at: int) -> int | None:
        """Return where the JSX tag ends whose name ends at ``at``: there may be ``>`` in its quotes and expressions."""
        text, limit = self._text, at + _LONGEST
        go: int | None = at
        while go and (stop := _STOP.search(text, go, limit)):
            match stop[0][0]:
                case ">":
                    return stop.end()
                case "{":
                    go = self.end(stop.start())
                case "=":
                    go = text.find(stop[0][-1], stop.end(), limit) + 1
                case _:
                    return None
        return None


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each brace that is closed opens, and where it is closed; one in quotes is none."""
    opened: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened and brace[0] == "}":
            yield opened.pop(), brace.end()
