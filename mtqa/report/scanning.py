"""Walks through a JSON object member by member, so that a large one need not be held as a whole."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

_SPACE = re.compile(r"[ \t\n\r]*")


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


class Scanner:
    """Reads the object that a text is.

    Args:
        text: the text.

    Attributes:
        at: the character that is read next, from 0.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._decode: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder(parse_constant=_no_number).raw_decode
        self.at = 0

    def members(self) -> Iterator[str]:
        """Yield the key of each member; `value` or `elements` must be called for each before the next.

        Raises:
            ValueError: the text is no object, or is cut off.
        """
        self._take("{")
        if self._peek() == "}":
            self.at += 1
        else:
            while True:
                self._peek()
                key = self.value()
                if not isinstance(key, str):
                    raise ValueError("a key is no text")  # noqa: TRY004 - the JSON is wrong, not the call
                self._take(":")
                yield key
                if self._take(",}") == "}":
                    break
        if self._peek():
            raise ValueError("more follows behind the end")

    def value(self) -> Any:
        """Return the value that comes next.

        Raises:
            ValueError: there is none, or it is cut off.
        """
        self._peek()
        value, self.at = self._decode(self._text, self.at)
        return value

    def elements(self) -> Iterator[Any]:
        """Yield the elements of the array that comes next, one by one.

        Raises:
            ValueError: there is none, or it is cut off.
        """
        self._take("[")
        if self._peek() == "]":
            self.at += 1
            return
        while True:
            yield self.value()
            if self._take(",]") == "]":
                return

    def _peek(self) -> str:
        """Return the next character that is no space; nothing at the end."""
        space = _SPACE.match(self._text, self.at)
        self.at = space.end() if space else self.at
        return self._text[self.at : self.at + 1]

    def _take(self, wanted: str) -> str:
        found = self._peek()
        if not found or found not in wanted:
            raise ValueError(f"expected one of {wanted}")
        self.at += 1
        return found
