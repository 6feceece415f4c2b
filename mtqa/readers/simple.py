"""Inline Markdown so simple that it needs no grammar: one expression reads it, ten times as fast.

What counts as simple can mean but one thing to any reader of Markdown: emphasis around plain words with white space or
punctuation around it, a link with plain words and a plain target, a code span between single ticks, and text without
any character that could be markup. A block that holds anything else goes to the grammar as a whole.
"""

from __future__ import annotations

import re

from mtqa.document import Span
from mtqa.readers.building import Builder
from mtqa.readers.masks import Masks

_PLAIN = r"[^*_`\[\]<&!$~\\]"
_BETWEEN = r"(?<![^\s(\"'“‘—–-])"
_TARGET = r"\]\([^\s()<>\\`*\[\]$~]{1,2000}+\)"
_PART = re.compile(
    rf"(?P<text>(?:{_PLAIN}++|!(?!\[)|&(?![#A-Za-z])|<(?=[\s\d=]))++)"
    rf"|{_BETWEEN}(?P<emphasis>(?P<mark>\*\*?+|__?+)(?=[^\W_])(?P<said>{_PLAIN}{{1,1000}}+)(?<=[\w.,:;?)…])(?P=mark))"
    r"(?=[\s.,;:!?)\"'”’—–-]|\Z)"
    r"|(?P<code>`(?P<inside>[^`\r\n]{1,500}+)`(?!`))"
    rf"|(?P<link>\[(?!\^)(?P<shown>{_PLAIN}{{1,1000}}+){_TARGET})"
    rf"|(?P<linked>\[`(?P<name>[^`\r\n\[\]]{{1,500}}+)`{_TARGET})"
)
_HARD_BREAK = re.compile(r"  [\r\n]")


def parts(text: str, start: int, end: int) -> list[re.Match[str]] | None:
    """Return the parts of a block in order, or None where it is not that simple."""
    if _HARD_BREAK.search(text, start, end):
        return None
    found: list[re.Match[str]] = []
    match = _PART.match
    at = start
    while at < end:
        part = match(text, at, end)
        if part is None:
            return None
        found.append(part)
        at = part.end()
    return found


def put(found: list[re.Match[str]], builder: Builder, masks: Masks) -> None:
    """Put the parts of a block without holes into plain words."""
    for part in found:
        what = part.lastgroup
        if what == "text":
            builder.copy(*part.span())
        elif what == "emphasis":
            builder.copy(*part.span("said"))
        elif what == "link":
            builder.copy(*part.span("shown"))
        else:
            start, end = part.span("inside" if what == "code" else "name")
            inside = part["inside"] or part["name"]
            low = start + len(inside) - len(inside.lstrip())
            if not builder.code(start - 1, end + 1, Span(low, low + len(inside.strip()))):
                masks.add(start, end, "code")


def is_emphasis(found: list[re.Match[str]]) -> bool:
    """Tell whether all that a block says is set in emphasis."""
    if len(found) > 3:
        return False
    said = [part for part in found if part.lastgroup != "text" or not part[0].isspace()]
    return len(said) == 1 and said[0].lastgroup == "emphasis"
