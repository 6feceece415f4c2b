"""Makes typography uniform before a sentence reaches the language model.

Quotation marks, dashes, spaces and tokenisation tell publishers and tool chains apart, not writers from machines. A
detector that sees them learns them, and calls an article machine-like for its house style. So the model never sees
them: quotation marks are left out, every dash that stands between words reads `` - ``, white space is one space, and
punctuation stands where English puts it. The rules look at the text as read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.document import SourceMap, Span

NORMALISATION = "1"
"""The version of this module's behaviour; the detector and the fluency tables are bound to it."""

_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
_SPECIAL = re.compile(
    rf"""
    (?P<gap> (?: [\s"“”„‟«»″‹›–—―{_INVISIBLE}] | '' | `` | -{{2,}} | (?<=\s)-(?=\s) )+ )
    | (?P<single> ['’‘‚‛ʼ´`] )
    | (?P<ellipsis> … )
    | (?P<hyphen> [‐‑‒−] )
    | (?P<accent> [^\W\d_][\u0300-\u036f]+ )
    | (?P<compatible> [\ufb00-\ufb06\uff01-\uff5e] )
    """,
    re.VERBOSE,
)
_DASH = re.compile(r"[–—―-]")
_ELIDED = re.compile(r"(?:em|tis|twas|til|cause|bout|n|round|\d0s|s|re|ve|ll|d|m)\b", re.IGNORECASE)
_ATTACHED = re.compile(r"[,.;:!?)\]](?=[\s\"”’'.,)]|$)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A sentence as the language model sees it, and where each character stood in the sentence.

    ``origin`` maps characters of ``text`` to characters of the sentence's own text.
    """

    text: str
    origin: SourceMap


def normalise(text: str) -> Normalised:
    """Return a sentence with uniform typography; a text of nothing but punctuation may come out empty."""
    strings: list[str] = []
    pieces: list[tuple[int, Span]] = []
    at = 0
    for start, end, new in _changes(text):
        if at < start:
            strings.append(text[at:start])
            pieces.append((start - at, Span(at, start)))
        if new:
            strings.append(new)
            pieces.append((len(new), Span(start, end)))
        at = end
    if at < len(text):
        strings.append(text[at:])
        pieces.append((len(text) - at, Span(at, len(text))))
    return Normalised("".join(strings), SourceMap.of(pieces))


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, replacement)`` of every stretch that is not left as it stands."""
    quoted = False
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        match match.lastgroup:
            case "gap":
                new = _gap(text, start, end)
            case "single":
                before, after = text[start - 1 : start], text[end : end + 1]
                if _opens(text, start, end):
                    quoted, new = True, ""
                elif quoted and before and not before.isspace() and not after.isalnum():
                    quoted, new = False, ""
                else:
                    new = "'"
            case "ellipsis":
                new = "..."
            case "hyphen":
                new = "-"
            case "accent":
                new = unicodedata.normalize("NFC", match[0])
            case _:
                new = unicodedata.normalize("NFKC", match[0])
        if new != match[0]:
            yield start, end, new


def _gap(text: str, start: int, end: int) -> str:
    """Return what a stretch of spaces, quotation marks and dashes reads as."""
    gap = text[start:end]
    if start == 0 or end == len(text):
        return ""
    if _DASH.search(gap):
        bare = len(gap) == 1 and text[start - 1].isdigit() and text[end].isdigit()
        return "-" if bare else " - "
    if not any(c.isspace() for c in gap):
        return ""
    attached = _ATTACHED.match(text, end) or text[start - 1] in "([" or (text[end] == "%" and text[start - 1].isdigit())
    return "" if attached else " "


def _opens(text: str, start: int, end: int) -> bool:
    """Tell whether a single mark opens a quotation rather than standing for a missing letter."""
    before = text[start - 1 : start]
    if (before and not (before.isspace() or before in '(["“-–—')) or not text[end : end + 1].isalnum():
        return False
    return not _ELIDED.match(text, end)
