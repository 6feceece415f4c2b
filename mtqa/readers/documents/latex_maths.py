"""Formulas in LaTeX's sentences: a placeholder, a figure, a sign, or nothing."""

from __future__ import annotations

import re

from mtqa.readers.documents.latex_flow import Flow
from mtqa.readers.documents.latex_groups import Groups
from mtqa.readers.documents.latex_words import MATH_SIGNS

_INLINE = re.compile(r"\$((?:[^\\$]|\\.){1,3000}?)\$", re.DOTALL)
_BLANK = re.compile(r"(?:\r\n|[\r\n])[ \t]*[\r\n]")
_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SIGN = re.compile(r"\\([A-Za-z]{1,12}|[&%])")
_TAIL = re.compile(
    r"(?:\\(?:label|tag)\{[^{}]{0,200}\}|\\(?:nonumber|notag|qedhere|qquad|quad)(?![A-Za-z])|\\[ ,;!]|[\s}])\Z"
)
_SCRIPTS = "^_"
_ENDS = ".!?"
_STOPS = ".,;"


class Maths:
    """Reads the formulas of one text.

    Args:
        groups: the text's groups.
        flow: what the words are added to.
    """

    def __init__(self, groups: Groups, flow: Flow) -> None:
        self._text = groups.text
        self._groups = groups
        self._flow = flow

    def dollars(self, at: int) -> int:
        """Read what begins with one or two dollar signs, and return where it ends."""
        if self._text.startswith("$$", at):
            end = self._groups.find("$$", at + 2)
            return at + 2 if end is None else self.display(at, end, end + 2)
        found = _INLINE.match(self._text, at)
        if found is None or _BLANK.search(self._text, *found.span()):
            self._flow.builder.raw(at, at + 1)
            return at + 1
        return self.inline(at, found.start(1), found.end(1), found.end())

    def bracketed(self, at: int) -> int:
        r"""Read what begins with ``\(`` or ``\[``, and return where it ends."""
        opening = self._text[at + 1]
        end = self._groups.find("\\)" if opening == "(" else "\\]", at + 2)
        if end is None:
            return at + 2
        return self.inline(at, at + 2, end, end + 2) if opening == "(" else self.display(at, end, end + 2)

    def inline(self, start: int, low: int, high: int, end: int) -> int:
        """Add a formula in a sentence: a figure or a sign as it is, a script at a word not at all."""
        builder = self._flow.builder
        inner = self._text[low:high]
        bare = inner.strip()
        sign = _SIGN.fullmatch(bare)
        if _FIGURE.fullmatch(bare):
            builder.raw(low + inner.index(bare), low + inner.index(bare) + len(bare))
            return end
        if sign and sign[1] in MATH_SIGNS:
            builder.put(MATH_SIGNS[sign[1]], start, end)
            return end
        self._flow.mask(start, end, "mathematics")
        joined = start > 0 and self._text[start - 1].isalnum()
        if not (joined and bare[:1] in _SCRIPTS):
            builder.hold(start, end)
        return end

    def display(self, start: int, high: int, end: int) -> int:
        """Leave out a formula that stands by itself, or put a placeholder where a sentence needs it."""
        flow, text = self._flow, self._text
        flow.mask(start, end, "mathematics")
        before = start
        while before > 0 and text[before - 1].isspace():
            before -= 1
        after = end
        while after < len(text) and text[after].isspace():
            after += 1
        ended = before == 0 or text[before - 1] in _ENDS
        if not flow.builder.holds_text or ended:
            return end
        stop = self._stop(start, high)
        if text[before - 1] not in ":;":
            flow.builder.hold(start, stop if stop is not None else end)
            if stop is not None:
                flow.builder.raw(stop, stop + 1)
        stopped = stop is not None and text[stop] == "."
        if stopped or (stop is None and text[after : after + 1].isupper()):
            flow.flush()
        return end

    def _stop(self, start: int, high: int) -> int | None:
        """Return where the sign stands that ends a formula as a part of its sentence."""
        while high > start + 1:
            tail = _TAIL.search(self._text, max(high - 220, start), high)
            if tail is None:
                break
            high = tail.start()
        return high - 1 if high - 1 > start and self._text[high - 1] in _STOPS else None
