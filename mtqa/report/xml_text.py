"""Text in XML 1.0: escaped, and without the characters that no document may hold."""

from __future__ import annotations

import re

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_SPECIAL_IN_VALUES = _SPECIAL | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def legal(text: str) -> str:
    """Return a text without what XML can't hold: most control characters, halves of surrogate pairs, U+FFFE, U+FFFF."""
    return _ILLEGAL.sub("", text)


def content(text: str) -> str:
    """Return a text as the content of an element; a parser gives back `legal` of it."""
    return legal(text).translate(_SPECIAL)


def opening(name: str, /, **attributes: str | int | None) -> str:
    """Return a start tag without its closing bracket, with the attributes that are not None."""
    written = (f' {key}="{_value(str(value))}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{''.join(written)}"


def _value(text: str) -> str:
    """Return a text as the value of an attribute; white space is written so that parsers leave it as it is."""
    return legal(text).translate(_SPECIAL_IN_VALUES)
