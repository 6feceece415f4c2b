"""Joins lines to running text: words that are parted by a hyphen at the end of a line become whole again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mtqa.readers.documents.pdf_page import HYPHEN

_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,40}(?:[-‐][^\W\d_]{1,40})+")
_BROKEN = re.compile(rf"(?:([^\W\d_]+)|[^\W_])[-‐{HYPHEN}]$")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 60
_DASHES = ("—", "–", "/")
_PREFIXES = frozenset("all anti cross ex half ill long much non quasi self short so vice well".split())


def compounds(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of a document that have a hyphen in the midst of a line, in lower case."""
    return frozenset(match[0].lower().replace("‐", "-") for line in lines for match in _COMPOUND.finditer(line))


def glue(before: str, after: str, known: frozenset[str]) -> tuple[str, str]:
    """Return a line as it reads before another one, and what stands between them.

    Args:
        before: the line.
        after: the one that follows.
        known: compounds that are written with a hyphen elsewhere.
    """
    broken = _BROKEN.search(before[-_LONGEST:])
    if broken is None:
        tight = before.endswith(_DASHES) and not before[-2:-1].isspace()
        return before, "" if tight else " "
    first, then = broken[1], _WORD.match(after)
    stem = before[:-1]
    if first is None or then is None or not then[0][0].islower():
        return f"{stem}-", ""
    stays = first.lower() in _PREFIXES or f"{first}-{then[0]}".lower() in known
    return (f"{stem}-" if stays else stem), ""


def clean(text: str) -> str:
    """Return a text without the hyphens that only show where a word may be parted."""
    return (text.removesuffix(HYPHEN) + "-" if text.endswith(HYPHEN) else text).replace(HYPHEN, "")
