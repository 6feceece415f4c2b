"""Where code stands in Markdown, before a grammar has looked: nothing in it is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtqa.document import Span

LINE_START = r"(?<![^\r\n])"
LINE_END = r"(?![^\r\n])"
_FENCE = re.compile(r"[ \t>]*(?:(`{3,})[^`\r\n]*|(~{3,})[^\r\n]*)[\r\n]")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\r?\n[ \t]*\r?\n).){1,2000}?(?<!`)\1(?!`)", re.DOTALL)
_TICKS = re.compile("`+")
_NEXT_CODE = re.compile(r"```|`|~~~")
_AT_LINE_START = frozenset(("```", "~~~", ":::", "import", "export"))
_MARGIN = " \t>"


class Mark(NamedTuple):
    """Where something may begin that is not what it seems: the sign that says so; none for a line's beginning."""

    start: int
    sign: str


def next_mark(pattern: re.Pattern[str], text: str, at: int) -> Mark | None:
    """Return the next mark at ``at`` or after.

    Args:
        pattern: finds the signs. It should be alternatives that begin with a plain character each, which are found
            ten times as fast as anything that looks at the beginning of every line.
        text: the text.
        at: where to begin.
    """
    while match := pattern.search(text, at):
        start, sign = match.start(), match[0]
        if sign in _AT_LINE_START:
            low = start
            while low > at and text[low - 1] in _MARGIN:
                low -= 1
            if low == 0 or text[low - 1] in "\r\n":
                return Mark(low, "")
            if sign != "```":
                at = start + 1
                continue
            sign = "`"
        return Mark(start, sign)
    return None


def code_stretches(text: str) -> Iterator[Span]:
    """Yield where code blocks between fences, and code spans, stand in a Markdown text."""
    at = 0
    while mark := next_mark(_NEXT_CODE, text, at):
        at = code_end(text, mark) or mark.start + 1
        if at > mark.start + 1:
            yield Span(mark.start, min(at, len(text)))


def code_end(text: str, mark: Mark) -> int | None:
    """Return the end of a code block or code span that begins at the mark, or of an escape."""
    start, sign = mark
    if sign == "\\":
        return start + 2
    if sign == "`":
        found = _CODE_SPAN.match(text, start) or _TICKS.match(text, start)
        assert found is not None
        return found.end()
    if sign == "" and (fence := _FENCE.match(text, start)):
        ticks = fence[1] or fence[2]
        close = re.compile(rf"{LINE_START}[ \t>]*{ticks}{ticks[0]}*[ \t]*{LINE_END}").search(text, fence.end())
        return close.end() + 1 if close else len(text)
    return None
