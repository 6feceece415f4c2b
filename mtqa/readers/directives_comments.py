"""Where the comments of a file stand that speak to mtqa: only what its format really takes for a comment.

Readers of prose tell what they masked as a comment, and that is looked into. In localisation files comments are
found by the signs of their format, past all strings in which such signs may stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mtqa.document import Document, Mask, Span
from mtqa.readers.directives_units import XmlUnits, entry_at, messages_by_key
from mtqa.readers.directives_wording import LONGEST, MARK

_COMMENTS = frozenset(("comment", "Comment", "NOTE"))
"""The patterns of masks that hide a comment and nothing else."""
_LEAD = re.compile(r"(?:<!-{2,}|\{\s{0,9}/\*+|\{\{-?\s{0,9}/\*|\{#-?|/\*+|/{2,}|%+|\.\.(?=\s)|NOTE(?=\s))?\s{0,40}")
_CLOSING = re.compile(r"(?:-{2,9}>|\*{1,9}/\s{0,9}(?:-?\}{1,2})?|-?#\}|[\r\n]/{4,20})\Z")
_BURIED = {
    "preamble": re.compile(r"\s*%+[ \t]*"),
    "what follows the document": re.compile(r"\s*%+[ \t]*"),
    "header": re.compile(r"//+[ \t]*"),
    "front matter": re.compile(r"#[ \t]*"),
}
"""The patterns of masks that hide comments among other things, and how a line of theirs begins that is one."""
_CODE = re.compile(r"<(?:pre|code|kbd|samp|var|listing|plaintext|xmp)\b[^<>]*>\Z", re.IGNORECASE)
_FEW = 60
"""Characters that may stand before an instruction in its comment."""
_LINE_END = re.compile(r"[\r\n]|\Z")
_ESCAPED = re.compile(r"\\n(?:\"\s*,\s*\")?")
_XML = re.compile(r"<!--(?P<said>.*?)-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_TOLD = frozenset(("note", "comment"))
"""The elements in which translation tools keep what developers say."""
_STRINGS = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)'
    r"|'[^'\\]*+(?:\\.[^'\\]*+)*+(?:'|\\?\Z)"
    r"|(?P<comment>//+(?P<line>[^\r\n]*+)|/\*+(?P<block>.*?)(?:\*/|\Z))"
    r"|(?:[\w.$:@+-]|/)(?:[\w.$:@+-]|/(?!\*))*+",
    re.DOTALL,
)
_PROPERTIES = re.compile(
    r"(?:[ \t\f\r\n]|\\(?:\r\n|[\r\n]))++|(?P<comment>[#!](?P<said>[^\r\n]*+))|(?:[^\\\r\n]|\\(?:\r\n|.|\Z))++",
    re.DOTALL,
)
_PO = re.compile(r"\s*#\.?[ \t]*")
_ASS = re.compile(r"\s*;[ \t]*")
_YAML = re.compile(rf"(?<![^\s\ufeff])#[ \t]{{0,40}}(?={MARK})")


class Comment(NamedTuple):
    """A comment that speaks to mtqa.

    Attributes:
        start: where it begins in the file.
        end: where it ends.
        text: what it says, from ``mtqa:`` on.
        unit: what its format ties it to: the entry or the element that it stands before, or in.
        bound: whether it is about that also where there is text in its own line.
    """

    start: int
    end: int
    text: str
    unit: Span | None = None
    bound: bool = False


def comments_of(document: Document) -> Iterator[Comment]:
    """Yield the comments of a file that speak to mtqa, in ascending order."""
    if document.format in _FINDERS:
        yield from _FINDERS[document.format](document)
    elif document.masks:
        yield from _masked(document)


def _marks(source: str) -> Iterator[int]:
    at = source.find(MARK)
    while at >= 0:
        yield at
        at = source.find(MARK, at + 1)


def _masked(document: Document) -> Iterator[Comment]:
    """Find comments among what the reader masked."""
    source, offset, masks = document.source, document.offset, document.masks
    starts = [mask.start for mask in masks]
    for at in _marks(source):
        i = bisect_right(starts, at + offset) - 1
        if i < 0 or masks[i].end <= at + offset:
            continue
        mask = masks[i]._replace(start=masks[i].start - offset, end=masks[i].end - offset)
        found = None
        if mask.pattern in _COMMENTS:
            if (
                at - mask.start <= _FEW
                and _LEAD.fullmatch(source, mask.start, at)
                and not _is_shown(source, mask.start)
            ):
                found = _whole(document, mask, at)
        elif mask.pattern in _BURIED:
            found = _line(source, at, _BURIED[mask.pattern])
        if found is not None:
            yield found._replace(start=found.start + offset, end=found.end + offset)


def _is_shown(source: str, at: int) -> bool:
    """Tell whether what looks like a comment is shown: it is escaped, or all that an element of code holds.

    All other code has masks of its own.
    """
    before = source[at - 1 : at]
    return before == "\\" or (before == ">" and _CODE.search(source, max(at - LONGEST, 0), at) is not None)


def _whole(document: Document, mask: Mask, at: int) -> Comment:
    """Return the comment that a mask hides, without the signs that close it."""
    end = min(mask.end, at + LONGEST + _FEW)
    text = document.source[at:end].rstrip()
    tail = max(len(text) - _FEW, 0)
    closing = _CLOSING.search(text, tail) if end == mask.end else None
    if closing:
        text = text[: closing.start()]
    if document.format == "notebook":  # the text of a cell is a string of JSON, or a list of some
        text = _ESCAPED.sub(" ", text).replace('\\"', '"')
    return Comment(mask.start, mask.end, text)


def _line(source: str, at: int, lead: re.Pattern[str]) -> Comment | None:
    """Return the comment that a line is that begins like one, up to the instruction in it."""
    low = max(at - _FEW, 0)
    start = max(source.rfind("\n", low, at), source.rfind("\r", low, at)) + 1
    if start == 0 and low > 0:
        return None
    start += source.startswith("\ufeff", start)
    if not lead.fullmatch(source, start, at):
        return None
    while source[start].isspace():
        start += 1
    text = source[at : _line_end(source, at)].rstrip()
    return Comment(start, at + len(text), text)


def _line_end(source: str, at: int) -> int:
    end = _LINE_END.search(source, at)
    assert end is not None
    return end.start()


def _lines(source: str, lead: re.Pattern[str]) -> Iterator[Comment]:
    """Find comments that fill lines of their own."""
    return (found for at in _marks(source) if (found := _line(source, at, lead)))


def _ass(document: Document) -> Iterator[Comment]:
    """Find comments among the events, and lines that begin with a semicolon."""
    yield from sorted((*_masked(document), *_lines(document.source, _ASS)))


def _po(document: Document) -> Iterator[Comment]:
    """Find comments of translators, and those of developers that were taken over from the source code."""
    found = list(_lines(document.source, _PO))
    units = entry_at(document.source) if found else None
    for comment in found:
        assert units is not None
        yield comment._replace(unit=units(comment.start), bound=True)


def _xml(document: Document) -> Iterator[Comment]:
    """Find comments of XML, and elements that hold notes."""
    source = document.source
    found = [comment for match in _XML.finditer(source) if (comment := _said(match, "said"))]
    if not found and not re.search(rf">\s*{MARK}", source):
        return
    units = XmlUnits(source)
    for element in units.elements:
        if element.name in _TOLD and (text := element.text.strip()).startswith(MARK):
            unit = units.around(element.start) or element.inner
            found.append(Comment(*element.inner, text, unit, bound=True))
    for comment in sorted(found):
        if comment.unit is None:
            around = units.around(comment.start)
            comment = comment._replace(unit=around or units.after(comment.end), bound=around is not None)  # noqa: PLW2901
        yield comment


def _said(match: re.Match[str], name: str) -> Comment | None:
    """Return the comment that was matched whole, if an instruction is the first that it says."""
    text = (match[name] or "").strip()
    return Comment(*match.span(), text) if text.startswith(MARK) else None


def _strings(document: Document) -> Iterator[Comment]:
    """Find comments as C writes them, past strings; a table may be written in XML, too."""
    if document.source.lstrip("\ufeff \t\r\n").startswith("<"):
        yield from _xml(document)
        return
    for match in _STRINGS.finditer(document.source):
        if match["comment"] and (found := _said(match, "line") or _said(match, "block")):
            yield found


def _properties(document: Document) -> Iterator[Comment]:
    for match in _PROPERTIES.finditer(document.source, int(document.source.startswith("\ufeff"))):
        if match["comment"] and (found := _said(match, "said")):
            yield found


def _yaml(document: Document) -> Iterator[Comment]:
    """Find comments outside all scalars."""
    source = document.source
    candidates = [(match.start(), match.end()) for match in _YAML.finditer(source)]
    if not candidates:
        return
    import yaml  # noqa: PLC0415 - start-up time

    mark = int(source.startswith("\ufeff"))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    scalars = [
        (token.start_mark.index + mark, token.end_mark.index + mark)
        for token in yaml.scan(source[mark:], Loader=loader)
        if isinstance(token, yaml.ScalarToken)
    ]
    for start, at in candidates:
        i = bisect_right(scalars, (start, len(source))) - 1
        if i < 0 or scalars[i][1] <= start:
            text = source[at : _line_end(source, at)].rstrip()
            yield Comment(start, at + len(text), text)


def _json(document: Document) -> Iterator[Comment]:
    """Find descriptions of messages, and attributes of a whole ARB file, that are instructions."""
    from mtqa.readers.tables.positions import walk  # noqa: PLC0415 - for these formats alone

    keys = messages_by_key(document)
    for found in walk(document.source):
        if not isinstance(found.value, str) or not found.value.lstrip().startswith(MARK):
            continue
        *path, last = map(str, found.path)
        inner = Span(found.span.start + 1, found.span.end - 1)
        if len(path) == 1 and last == "description":
            unit = keys.get(path[0].removeprefix("@")) or inner
            yield Comment(*inner, found.value.strip(), unit, bound=True)
        elif not path and last.startswith("@@"):
            yield Comment(*inner, found.value.strip(), inner, bound=True)


_FINDERS: dict[str, Callable[[Document], Iterator[Comment]]] = {
    "ass": _ass,
    "po": _po,
    "xliff": _xml,
    "tmx": _xml,
    "android": _xml,
    "resx": _xml,
    "stringsdict": _xml,
    "strings": _strings,
    "properties": _properties,
    "i18n-yaml": _yaml,
    "arb": _json,
    "i18n-json": _json,
}
