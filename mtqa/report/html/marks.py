"""Sentences cut into pieces that are ready to show: which token each belongs to, and which findings cover it.

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
_EXPECTED_SHOWN = 5


def visible(text: str) -> str:
    """Write characters that don't show or that reorder text (controls, bidi overrides, surrogates) as ⟦U+202E⟧."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"⟦U+{ord(c):04X}⟧" if c not in _ORDINARY and unicodedata.category(c) in _HIDDEN else c for c in text
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence with its surprisal in bits and what the model expected there, best first."""

    span: Span
    surprisal: float
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one mark at most (None for none), and the numbers of the findings that cover it."""

    text: str
    mark: int | None
    findings: tuple[int, ...]


def marks(text: str, tokens: Sequence[TokenScore]) -> tuple[Mark, ...]:
    """Turn tokens into marks that don't overlap, without the white space that tokens start with.

    Several tokens may share characters (an emoji takes a token per byte or two): their surprisals add up, as the
    chain rule has it, and what was expected is what was expected at the first of them.
    """
    found: list[Mark] = []
    for token in sorted(tokens, key=lambda t: t.within):
        span = _trimmed(text, token.within)
        if span.start >= span.end:
            continue
        last = found[-1] if found else None
        if last is not None and span.start < last.span.end:
            joined = Span(last.span.start, max(last.span.end, span.end))
            found[-1] = Mark(joined, last.surprisal + token.surprisal, last.expected)
        else:
            found.append(Mark(span, token.surprisal, token.expected[:_EXPECTED_SHOWN]))
    return tuple(found)


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


def _clamped(text: str, span: Span) -> Span:
    start = min(max(span.start, 0), len(text))
    return Span(start, min(max(span.end, start), len(text)))


def _trimmed(text: str, span: Span) -> Span:
    start, end = _clamped(text, span)
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
