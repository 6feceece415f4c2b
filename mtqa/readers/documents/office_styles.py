"""What a paragraph is by the name of its style: the styles that come with word processors and converters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from mtqa.document import Kind

CONTENTS = "tables of contents and indexes"
CODE = "code"
HIDDEN, STRUCK = "hidden text", "struck-out text"
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LONGEST = 200
_CODE = frozenset("code sourcecode preformatted verbatim macro".split())
_INLINE_CODE = _CODE | frozenset("keyboard typewriter teletype variable sample".split())
_HEADINGS = frozenset("title subtitle heading headline".split())
_QUOTES = frozenset("quote quotes quotation quotations blockquote epigraph".split())
_CAPTIONS = frozenset("illustration figure drawing".split())
_BYLINES = frozenset("author byline date dateline".split())


class Role(NamedTuple):
    """What a paragraph is; one that is ``left_out`` isn't read, for that reason."""

    kind: Kind
    left_out: str = ""


def role(names: Iterable[str]) -> Role | None:
    """Return what a style makes of a paragraph, or None where none of its names says.

    Args:
        names: the style's name and those of the styles that it is based on, nearest first.
    """
    return next((found for found in map(_named, names) if found), None)


def is_code(names: Iterable[str]) -> bool:
    """Tell whether a style of characters marks code, by its name and those that it is based on."""
    return any(_INLINE_CODE.intersection(words) or words == ["source", "text"] for words in map(_words, names))


def _named(name: str) -> Role | None:
    words = _words(name)
    if _is_contents(words):
        return Role(Kind.LIST, CONTENTS)
    if _CODE.intersection(words):
        return Role(Kind.PARAGRAPH, CODE)
    kind = _kind(words) if words else None
    return Role(kind) if kind else None


def _kind(words: list[str]) -> Kind | None:
    first, last, alone = words[0], words[-1], len(words) == 1
    if "caption" in words or (alone and first in _CAPTIONS):
        found: Kind | None = Kind.CAPTION
    elif first in ("table", "list", "definition"):
        found = None if first == "table" else Kind.LIST
    elif first == "heading" or last in _HEADINGS:
        found = Kind.HEADING
    elif _QUOTES.intersection(words) or words == ["block", "text"]:
        found = Kind.QUOTE
    else:
        found = Kind.BYLINE if alone and first in _BYLINES else None
    return found


def _is_contents(words: list[str]) -> bool:
    first, rest = "".join(words[:1]), words[1:]
    if first == "toc" or "".join(words).startswith("tableof"):
        return True
    return first in ("contents", "index") and bool(rest) and (rest[-1] == "heading" or rest[0].isdigit())


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name[:_LONGEST])]
