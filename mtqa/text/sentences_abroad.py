"""Splits text of other languages than English: sentencex, put together again where it surely cut too much.

Sources are only laid beside their English, so that a wrong border costs little: an alignment joins what belongs
together. sentencex knows the abbreviations and the full stops of many languages, Chinese and Hindi ones among them.
"""

from __future__ import annotations

from mtqa.document import Span

_CLOSING = frozenset(".,;:!?…)]}»”’\"'。！？，、）」』")


def spans(text: str, language: str) -> list[Span]:
    """Return where the sentences of a text stand, without the white space around them.

    Args:
        text: the text.
        language: its ISO 639-1 code; of a language that is not known, the rules of a related or the commonest are used.
    """
    from sentencex import segment  # noqa: PLC0415 - only where there is a source

    pieces: list[str] = segment(language, text)
    if "".join(pieces) != text:
        return [_stripped(text, 0, len(text))]
    found: list[Span] = []
    at = 0
    for piece in pieces:
        span = _stripped(text, at, at + len(piece))
        at += len(piece)
        if span.start == span.end:
            continue
        if found and _goes_on(text, found[-1].end, span.start):
            span = Span(found.pop().start, span.end)
        found.append(span)
    return found


def _goes_on(text: str, end: int, start: int) -> bool:
    """Tell whether a sentence goes on at ``start``: in lower case, with a closing mark, or within a number."""
    first = text[start]
    within = end == start and first.isdigit() and text[end - 2 : end - 1].isdigit()
    return within or first.islower() or first in _CLOSING


def _stripped(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    return Span(first, first + len(part.strip()))
