"""Character references of HTML and Markdown, decoded one by one so that each keeps its place."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from mtqa.readers.building import Builder

_REFERENCE = re.compile(r"&(?:#(?:[0-9]{1,9}|[xX][0-9a-fA-F]{1,8});?|[A-Za-z][A-Za-z0-9]{0,31};?)")


def add_decoded(builder: Builder, start: int, end: int) -> None:
    """Add a stretch of the builder's text, with its references decoded as browsers decode them."""
    text, at = builder.text, start
    if text.find("&", start, end) < 0:
        builder.raw(start, end)
        return
    for match in _REFERENCE.finditer(text, start, end):
        reference = _longest(match[0])
        if reference:
            builder.raw(at, match.start())
            at = match.start() + len(reference)
            builder.put(unescape(reference), match.start(), at)
    builder.raw(at, end)


def _longest(reference: str) -> str:
    """Return the longest start of ``&name`` that names a character, or nothing."""
    if reference[1] == "#" or reference[1:] in html5:
        return reference
    for end in range(len(reference), 2, -1):
        if reference[1:end] in html5:
            return reference[:end]
    return ""
