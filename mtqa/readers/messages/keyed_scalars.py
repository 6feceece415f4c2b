"""Scalars of YAML, piece by piece: what each character of a value was read from, in all five styles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.document import Span
from mtqa.readers.messages.units import Piece

_BREAK = r"(?:\r\n|[\r\n])"
_LINE_END = re.compile(_BREAK)
_WORD = re.compile(r"\S+")
_PROPERTIES = re.compile(rf"(?:[&!]\S*+(?:[ \t]+(?:#[^\r\n]*)?|{_BREAK})*+)*+")
"""An anchor and a tag, which stand before the scalar that they belong to."""
_FOLD = rf"(?P<fold>[ \t]*{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*)"
_PARTS = {
    "": re.compile(_FOLD),
    "'": re.compile(rf"{_FOLD}|(?P<quote>'')"),
    '"': re.compile(
        rf"\\(?:(?P<cut>{_BREAK}[ \t]*(?:{_BREAK}[ \t]*)*)|x(?P<byte>[0-9a-fA-F]{{2}})|u(?P<unit>[0-9a-fA-F]{{4}})"
        rf"|U(?P<point>[0-9a-fA-F]{{8}})|(?P<sign>.))|{_FOLD}"
    ),
}
_SIGNS = dict(zip("0abtnvfreN_LP\t", "\0\a\b\t\n\v\f\r\x1b\x85\xa0\u2028\u2029\t", strict=True))


def pieces_of(text: str, place: Span, style: str, value: str) -> tuple[Piece, ...]:
    """Return a scalar's value piece by piece, each with its place.

    Args:
        text: the file.
        place: the scalar, with its anchor, its tag, its quotation marks, its sign of a block.
        style: one of ``|``, ``>``, ``'``, ``"``; empty for a plain one.
        value: what the parser made of it. Where the pieces come to something else, its words are looked for instead.
    """
    before = _PROPERTIES.match(text, *place)
    place = Span(before.end() if before else place.start, place.end)
    if style in ("|", ">"):
        found = list(_block(text, place, value, folded=style == ">"))
        found = list(_cut(found, len(value)))
    else:
        quoted = len(style)
        found = list(_flow(text, Span(place.start + quoted, place.end - quoted), style))
    if "".join(string for string, _ in found) == value:
        return tuple(found)
    return tuple(_aligned(text, place, value))


def _aligned(text: str, place: Span, value: str) -> Iterator[Piece]:
    """Yield the words of a value where they stand, one after the other, and what is between them."""
    at, end = place
    done = 0
    for word in _WORD.finditer(value):
        found = text.find(word[0], at, end)
        if found < 0:
            break
        if at < found and done < word.start():
            yield text[at] if found == at + 1 else " ", Span(at, found)
        yield word[0], Span(found, found + len(word[0]))
        at, done = found + len(word[0]), word.end()
    if value[done:].strip() and at < end:
        yield value[done:], Span(at, end)


def _flow(text: str, place: Span, style: str) -> Iterator[Piece]:
    """Yield the pieces of a plain or quoted scalar: a line break is a space, and of several all but the first stay."""
    at = place.start
    for match in _PARTS[style].finditer(text, *place):
        if at < match.start():
            yield text[at : match.start()], Span(at, match.start())
        at = match.end()
        if reads := _reads(match):
            yield reads, Span(*match.span())
    if at < place.end:
        yield text[at : place.end], Span(at, place.end)


def _reads(match: re.Match[str]) -> str:
    name = match.lastgroup or ""
    if name in ("fold", "cut"):
        breaks = len(_LINE_END.findall(match[0]))
        return "\n" * (breaks - 1) or (" " if name == "fold" else "")
    if name == "quote":
        return "'"
    if name == "sign":
        return _SIGNS.get(match["sign"], match["sign"])
    code = int(match[name], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _block(text: str, place: Span, value: str, *, folded: bool) -> Iterator[Piece]:
    """Yield the pieces of a literal or folded block, with all the line breaks at its end.

    The first line of text tells how far the block is indented: by as much as stands before it in the file and not in
    the value.
    """
    lines = list(_lines(text, place))
    first = next((i for i, line in enumerate(lines) if text[slice(*line[0])].strip(" ")), len(lines))
    indent = 0
    if first < len(lines):
        start, end = lines[first][0]
        own = value.lstrip("\n")
        indent = end - start - len(text[start:end].lstrip(" ")) - (len(own) - len(own.lstrip(" ")))
    before = Span(place.start, place.start)
    spaced = True
    blank: list[Span] = []
    for (start, end), line_end in lines:
        content = Span(min(start + indent, end), end)
        if content.start == content.end:
            blank.append(line_end)
            continue
        plain = text[content.start] not in " \t"
        if before.start < before.end:
            if folded and plain and not spaced:
                if not blank:
                    yield " ", before
            else:
                yield "\n", before
        yield from (("\n", each) for each in blank)
        yield text[slice(*content)], content
        before, spaced, blank = line_end, not plain, []
    yield from (("\n", each) for each in (before, *blank) if each.start < each.end)


def _lines(text: str, place: Span) -> Iterator[tuple[Span, Span]]:
    """Yield the lines of a block after that of its sign: their text, and the break that ends each."""
    first = _LINE_END.search(text, place.start)
    at = first.end() if first else place.end
    while at < place.end:
        found = _LINE_END.search(text, at)
        line_end = Span(*found.span()) if found else Span(len(text), len(text))
        yield Span(at, line_end.start), line_end
        at = line_end.end if found else place.end


def _cut(found: list[Piece], length: int) -> Iterator[Piece]:
    """Yield the pieces of the first characters."""
    for string, span in found:
        if len(string) > length:
            break
        length -= len(string)
        yield string, span
