"""Overwrites what stands in Markdown and is none: template tags, and the JavaScript of MDX.

Each is overwritten in place, so that all else keeps its offset: with spaces where it fills its lines, so that
these part paragraphs as blank lines do, else with full stops, which leave the Markdown around it as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mtqa.document import Span
from mtqa.readers.braces import Braces
from mtqa.readers.building import Hole
from mtqa.readers.elements import CODE, MASKED
from mtqa.readers.fences import LINE_END, LINE_START, code_end, next_mark
from mtqa.readers.figures import is_figure
from mtqa.readers.masks import LONG_TAG, Masks

_TEMPLATE = re.compile(
    r"\{%(?P<tag>[^\r\n]{0,500}?)%\}|\{\{[<%](?P<short>[^\r\n]{0,500}?)[>%]\}\}|\{\{(?P<value>[^{}\r\n]{1,200})\}\}"
    r"|\{(?P<attributes>[:#.][^{}\r\n]{1,200})\}"
)
_COMMENTED = re.compile(r"\{#.*#\}|\{\{-?\s*/\*.*\*/\s*-?\}\}")
_PAIR = re.compile(r"\{(?:%-?|\{[<%])\s{0,9}(?P<name>highlight|comment)\b")
_DIRECTIVE = re.compile(r"[ \t>]*:{3,}[^\r\n]*")
_MODULE = re.compile(
    r"import\s+(?:['\"]|[\w${}*,\s]{1,500}?\bfrom\s*['\"])|export\s+(?:(?:default|const|let|var|function|class|async|type)\b|[{*])"
)
_JSX = re.compile(r"</?([A-Za-z][\w.:-]*)?")
_QUOTED_SPACE = re.compile(r"\{\s*(?:(['\"`])\s*\1\s*)?\}")
_COMMENT = re.compile(r"\{\s*/\*")
_GOES_ON = re.compile(r"[\w,][ \t]?(?:\r\n|\r|\n)\Z")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:[\r\n]|\Z)")
_NEXT_MD = re.compile(r"```|`|\{|<!--|~~~|:::")
_NEXT_MDX = re.compile(r"```|`|\{|\\|<!--|<(?=[A-Za-z/>])|~~~|:::|import(?=\s)|export(?=\s)")
# A tag that hides or replaces what it encloses, or that describes a picture, must reach the reader of HTML.
_KEPT_TAGS = CODE | MASKED | {"br", "img"}


def overwrite(text: str, *, mdx: bool, masks: Masks, left_out: Sequence[Span] = ()) -> tuple[str, list[Hole]]:
    """Return the text with templates (and for MDX, imports, expressions and tags) overwritten, and where.

    Args:
        text: the text.
        mdx: whether it is MDX.
        masks: where is told what of it held text.
        left_out: what else is to be overwritten.
    """
    asides = [Hole(*span) for span in left_out]
    bare = _blanked(text, asides)
    found = (_Script if mdx else _Templates)(bare, masks).holes()
    holes = merged((*asides, *found)) if asides else list(found)
    return _blanked(text, holes), holes


def merged(holes: Iterable[Hole]) -> list[Hole]:
    """Return holes in order, without those that begin within another one."""
    found: list[Hole] = []
    for hole in sorted(holes, key=lambda hole: (hole.start, -hole.end)):
        if not found or hole.start >= found[-1].end:
            found.append(hole)
    return found


def _blanked(text: str, holes: Sequence[Hole]) -> str:
    if not holes:
        return text
    mark = next(chr(c) for c in range(0x10FFFD, 0x100000, -1) if chr(c) not in text)
    parts: list[str] = []
    at = 0
    for hole in holes:
        parts += (text[at : hole.start], re.sub(r"[^\r\n]", mark, text[hole.start : hole.end]))
        at = hole.end
    parts.append(text[at:])
    blanked = re.sub(
        rf"{LINE_START}[ \t{mark}]+{LINE_END}",
        lambda match: " " * len(match[0]) if mark in match[0] else match[0],
        "".join(parts),
    )
    return blanked.replace(mark, ".")


class _Templates:
    """Finds what is overwritten in Markdown."""

    _upcoming = _NEXT_MD

    def __init__(self, text: str, masks: Masks) -> None:
        self._text = text
        self._masks = masks
        self._missing: set[str] = set()

    def holes(self) -> Iterator[Hole]:
        at = 0
        while mark := next_mark(self._upcoming, self._text, at):
            code = code_end(self._text, mark)
            if code:
                at = code
                continue
            hole = self._hole(*mark)
            if hole:
                yield hole
            at = max(hole.end if hole else 0, mark.start + 1)

    def _hole(self, start: int, mark: str) -> Hole | None:
        if mark == "<!--":
            return self._comment(start)
        pair = _PAIR.match(self._text, start)
        if pair and (end := self._pair_end(pair)):
            opened = self._text.find("}}" if pair[0][1] == "{" else "%}", pair.end(), end) + 2
            closed = self._text.rfind(pair[0][:2], opened, end)
            self._masks.add(opened, closed, "comment" if pair["name"] == "comment" else "code")
            return Hole(start, end)
        found = (_TEMPLATE if mark else _DIRECTIVE).match(self._text, start)
        if found is None:
            return None
        if mark and _COMMENTED.fullmatch(found[0]):
            self._masks.add(*found.span(), "comment")
            return Hole(start, found.end())
        if mark and found["attributes"] is None and not is_figure(self._text, start):
            self._masks.add(*found.span(), "template")
        return Hole(start, found.end(), holds=bool(mark) and found["value"] is not None)

    def _pair_end(self, opening: re.Match[str]) -> int | None:
        """Return where a pair of tags ends that has code or a comment between them."""
        word = ("end" if opening[0][1] == "%" else "/") + opening["name"]
        end = self._after(word, opening.end())
        return self._after("%}" if opening[0][1] == "%" else "}}", end) if end else None

    def _comment(self, start: int) -> Hole | None:
        """Return a comment within a paragraph; one that begins its line is a block, which the grammar knows."""
        end = self._after("-->", start)
        if end is None or _BLANK_LINE.search(self._text, start, end):
            return None
        before = _back_over(self._text, start, " \t>")
        if not before or self._text[before - 1] in "\r\n":
            return None
        self._masks.add(start, end, "comment")
        return Hole(start, end)

    def _after(self, mark: str, at: int) -> int | None:
        """Return where the next such mark ends, and remember when there are no more."""
        found = -1 if mark in self._missing else self._text.find(mark, at)
        if found < 0:
            self._missing.add(mark)
            return None
        return found + len(mark)


class _Script(_Templates):
    """Finds what is overwritten in MDX: the same, and imports, exports, expressions, tags and all comments."""

    _upcoming = _NEXT_MDX

    def __init__(self, text: str, masks: Masks) -> None:
        super().__init__(text, masks)
        self._braces = Braces(text)

    def _hole(self, start: int, mark: str) -> Hole | None:
        hole: Hole | None = None
        if mark == "<!--":
            end = self._after("-->", start)
            if end:
                self._masks.add(start, end, "comment")
            return Hole(start, end) if end else None
        if mark == "<":
            return self._tag(start)
        if mark == "{":
            hole = self._expression(start)
        elif self._text.startswith(("import", "export"), start):
            hole = self._module(start)
            if hole:
                self._masks.add(hole.start, hole.end, "code")
        return hole or super()._hole(start, mark)

    def _expression(self, start: int) -> Hole | None:
        blank = _QUOTED_SPACE.match(self._text, start)
        if blank:
            return Hole(start, blank.end())
        end = self._braces.end(start)
        if end is None:
            return None
        body_end = _back_over(self._text, end - 1, " \t\r\n")
        comment = _COMMENT.match(self._text, start) and self._text.startswith("*/", body_end - 2)
        self._masks.add(start, end, "comment" if comment else "expression")
        return Hole(start, end, holds=not comment)

    def _module(self, start: int) -> Hole | None:
        """Find the end of imports and exports: a blank line outside their braces. Within prose there are none."""
        head = _MODULE.match(self._text, start)
        if head is None or _GOES_ON.search(self._text, max(start - 4, 0), start):
            return None
        stop = self._blank_line(head.end())
        brace = self._text.find("{", start, stop)
        while brace >= 0:
            close = self._braces.end(brace)
            if close and close > stop:
                stop = self._blank_line(close)
            brace = self._text.find("{", close or brace + 1, stop)
        return Hole(start, stop)

    def _blank_line(self, at: int) -> int:
        blank = _BLANK_LINE.search(self._text, at)
        return blank.start() if blank else len(self._text)

    def _tag(self, start: int) -> Hole | None:
        name = _JSX.match(self._text, start)
        assert name is not None
        end = self._braces.tag_end(name.end())
        if end is None:
            return None
        word = name[1] or ""
        if (word in _KEPT_TAGS or word.lower() in CODE) and self._text.find("{", start, end) < 0:
            return None
        if end - start > LONG_TAG:
            self._masks.add(start, end, "tag")
        return Hole(start, end)


def _back_over(text: str, at: int, skipped: str) -> int:
    while at and text[at - 1] in skipped:
        at -= 1
    return at
