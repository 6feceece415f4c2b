"""Sentences cut into pieces that are ready to show: which word each belongs to, and which findings cover it.

The browser counts UTF-16 units and Python code points, so every cut is made here and none in the page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mtqa.document import Span
from mtqa.result import Finding, TokenScore

# Joiners are part of ordinary emoji and of scripts such as Persian; tabs and line ends are white space.
_ORDINARY = frozenset("\t\n\r\u200c\u200d")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_APOSTROPHES = frozenset("'’")
_EXPECTED_SHOWN = 5
_SPEAKERS_SHOWN = 3
_SPEAKS_FROM = 0.1


def visible(text: str) -> str:
    """Write characters that don't show or that reorder text (controls, bidi overrides, surrogates) as ⟦U+202E⟧."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"⟦U+{ord(c):04X}⟧" if c not in _ORDINARY and unicodedata.category(c) in _HIDDEN else c for c in text
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """A word, or a stretch without any, with its surprisal in bits and what the model expected there, best first.

    ``evidence`` is what it adds to the evidence of its sentence, in nats.
    """

    span: Span
    surprisal: float
    expected: tuple[str, ...]
    evidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one mark at most (None for none), and the numbers of the findings that cover it."""

    text: str
    mark: int | None
    findings: tuple[int, ...]


def marks(text: str, tokens: Sequence[TokenScore]) -> tuple[Mark, ...]:
    """Turn tokens into words that don't overlap, without the white space that tokens start with.

    Several tokens may make up a word, or share characters (an emoji takes a token per byte or two): their surprisals
    add up, as the chain rule has it, and so does their evidence; what was expected is what was expected at the first.
    """
    found: list[Mark] = []
    for token in sorted(tokens, key=lambda t: t.within):
        span = _trimmed(text, token.within)
        if span.start >= span.end:
            continue
        last = found[-1] if found else None
        if last is not None and (span.start < last.span.end or _goes_on(text, last.span.end, span.start)):
            joined = Span(last.span.start, max(last.span.end, span.end))
            found[-1] = Mark(joined, last.surprisal + token.surprisal, last.expected, last.evidence + token.evidence)
        else:
            found.append(Mark(span, token.surprisal, token.expected[:_EXPECTED_SHOWN], token.evidence))
    return tuple(found)


def speakers(text: str, marked: Sequence[Mark]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the numbers of the words that speak for a machine, and of those that speak against, strongest first.

    At most three on each side, each word once, of at least 0.1 nats, and no punctuation.
    """
    return _strongest(text, marked, 1), _strongest(text, marked, -1)


def _strongest(text: str, marked: Sequence[Mark], sign: int) -> tuple[int, ...]:
    chosen: dict[str, int] = {}
    for number in sorted(range(len(marked)), key=lambda i: -sign * marked[i].evidence):
        words = text[marked[number].span.start : marked[number].span.end]
        if sign * marked[number].evidence < _SPEAKS_FROM or len(chosen) == _SPEAKERS_SHOWN:
            break
        if any(map(str.isalnum, words)):
            chosen.setdefault(words.casefold(), number)
    return tuple(chosen.values())


def pieces(text: str, marked: Sequence[Mark], findings: Sequence[Finding]) -> tuple[Piece, ...]:
    """Cut ``text`` at every end of a mark or finding; the pieces' texts joined are the text."""
    covers = [_clamped(text, finding.within) for finding in findings]
    cuts = {0, len(text)}
    for span in (*(mark.span for mark in marked), *covers):
        cuts.update(span)
    result: list[Piece] = []
    at = 0
    for start, end in pairwise(sorted(cuts)):
        while at < len(marked) and marked[at].span.end <= start:
            at += 1
        inside = at < len(marked) and marked[at].span.start <= start
        over = tuple(i for i, cover in enumerate(covers) if cover.start <= start and end <= cover.end)
        result.append(Piece(text[start:end], at if inside else None, over))
    return tuple(result)


def _goes_on(text: str, end: int, start: int) -> bool:
    """Tell whether a word that was cut at ``end`` goes on at ``start``; an apostrophe between letters is part of it."""
    if end != start:
        return False
    inside = [i for i in (end - 1, end) if not _in_word(text, i)]
    return not inside or (
        len(inside) == 1
        and text[inside[0]] in _APOSTROPHES
        and _in_word(text, inside[0] - 1)
        and _in_word(text, inside[0] + 1)
    )


def _in_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or unicodedata.category(text[at]).startswith("M"))


def _clamped(text: str, span: Span) -> Span:
    start = min(max(span.start, 0), len(text))
    return Span(start, min(max(span.end, start), len(text)))


def _trimmed(text: str, span: Span) -> Span:
    start, end = _clamped(text, span)
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
