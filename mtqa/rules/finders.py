"""Finders made of finders: for rules that have several expressions or exceptions before a hit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mtqa.result import Severity
from mtqa.rules.base import Finder, Hit, Passage, late
from mtqa.rules.quoting import quoted

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
DIGITS = frozenset("0123456789")
_OPENERS = ("`", "'", "‘", '"')


def chain(*finders: Finder) -> Finder:
    """Yield the hits of several finders in order; where two overlap, that of the finder named first."""

    def find(passage: Passage) -> Iterator[Hit]:
        found = [(hit.start, rank, hit) for rank, finder in enumerate(finders) for hit in finder(passage)]
        found.sort(key=lambda entry: (entry[0], entry[1]))
        kept: list[tuple[int, Hit]] = []
        for _, rank, hit in found:
            if not kept or hit.start >= kept[-1][1].end:
                kept.append((rank, hit))
            elif rank < kept[-1][0]:
                kept[-1] = (rank, hit)
        yield from (hit for _, hit in kept)

    return find


def where(guard: str, finder: Finder) -> Finder:
    """Try a finder only where a cheaper expression, ``guard``, occurs at all."""
    occurs = late(guard)

    def find(passage: Passage) -> Iterable[Hit]:
        return finder(passage) if occurs.search(passage.text) else ()

    return find


def holding(strings: tuple[str, ...], finder: Finder) -> Finder:
    """Try a finder only where one of the strings occurs, case and all."""

    def find(passage: Passage) -> Iterable[Hit]:
        text = passage.text
        return finder(passage) if any(string in text for string in strings) else ()

    return find


def graded(finder: Finder, severity: Severity, message: str | None = None) -> Finder:
    """Give a finder's hits a severity, and a message, of their own."""

    def find(passage: Passage) -> Iterator[Hit]:
        for hit in finder(passage):
            yield hit._replace(severity=severity, message=message or hit.message)

    return find


def not_after(finder: Finder, expression: str, width: int = 24) -> Finder:
    """Leave out the hits with ``expression`` right before them; it sees ``width`` characters, case and all."""
    before = late(rf"(?:{expression})\Z")

    def find(passage: Passage) -> Iterator[Hit]:
        for hit in finder(passage):
            if not before.search(passage.text[max(hit.start - width, 0) : hit.start]):
                yield hit

    return find


def unless(finder: Finder, expression: str) -> Finder:
    """Leave out all hits in a sentence in which ``expression`` occurs, in any case."""
    anywhere = late(expression, re.IGNORECASE)

    def find(passage: Passage) -> Iterator[Hit]:
        hits = list(finder(passage))
        return iter(()) if hits and anywhere.search(passage.text) else iter(hits)

    return find


def unquoted(finder: Finder) -> Finder:
    """Leave out hits between quotation marks or in brackets, and those right behind a quotation mark or a backquote."""

    def find(passage: Passage) -> Iterator[Hit]:
        for hit in finder(passage):
            if not quoted(passage.text, hit.start) and passage.text[max(hit.start - 1, 0) : hit.start] not in _OPENERS:
                yield hit

    return find


def strings(text: str) -> frozenset[str]:
    """Return the strings of words between the commas of ``text``: triggers, on few lines."""
    lines = (" ".join(line.strip() for line in part.strip().splitlines()) for part in text.split(","))
    return frozenset(line for line in lines if line)
