"""The inside of a string in XML: text with tags in it, some of which stand for something that is shown there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape

from mtqa.readers.building import PLACEHOLDER
from mtqa.readers.messages.units import HELD, Piece
from mtqa.readers.xml import Element, Text

NOTHING, GAP = "", " "

_TAGS = re.compile(r"(?:\s*</?[A-Za-z][^<>]*>)+\s*")
_BREAK = re.compile(r"\s*</?(?:br|p|div|li|tr|td)\b[^<>]*>\s*", re.IGNORECASE)
_REFERENCE = re.compile(r"\s*(?:&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{1,20});\s*)+")

StandIn = Callable[[Element], str | None]
"""What is read instead of an element: None for what stands in it."""


def pieces(element: Element, stand_in: StandIn) -> tuple[Piece, ...]:
    """Return the text in an element, piece by piece with the place of each, and what its tags stand for."""
    found: list[Piece] = []
    stack: list[Element | Text] = list(reversed(element.children))
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            found.append((node.string, node.span))
            continue
        instead = stand_in(node)
        if instead is None:
            stack += reversed(node.children)
        elif instead:
            found.append((instead, node.span))
    return tuple(found)


def string_of(found: Sequence[Piece]) -> str:
    """Return the text of pieces."""
    return "".join(string for string, _ in found)


def original_of(element: Element | None, stand_in: StandIn) -> str:
    """Return the text of an element in the source language, its white space as that of a sentence."""
    found = pieces(element, stand_in) if element else ()
    return " ".join("".join(PLACEHOLDER if string == HELD else string for string, _ in found).split())


def code(native: str) -> str:
    """Return what native code, such as a tag of HTML or a variable, leaves in the sentence around it."""
    if _BREAK.fullmatch(native) or (native and native.isspace()):
        return GAP
    if _TAGS.fullmatch(native):
        return NOTHING
    if _REFERENCE.fullmatch(native) and unescape(native).isspace():
        return GAP
    return HELD
