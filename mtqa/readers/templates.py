"""Overwrites what stands in Markdown and is none: template tags, and the JavaScript of MDX.

Each is overwritten in place, so that all else keeps its offset: with spaces where it fills its lines, so that
these part paragraphs as blank lines do, else with full stops, which leave the Markdown around it as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.readers.building import Hole
from mtqa.readers.hypertext import CODE, MASKED

_LONGEST = 20_000
_LINE_START = r"(?<![^\r\n])"
_LINE_END = r"(?![^\r\n])"
_FENCE = re.compile(r"[ \t>]*(?:(`{3,})[^`\r\n]*|(~{3,})[^\r\n]*)[\r\n]")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\r?\n[ \t]*\r?\n).){1,2000}?(?<!`)\1(?!`)", re.DOTALL)
_TICKS = re.compile("`+")
_TEMPLATE = re.compile(
    r"\{%(?P<tag>[^\r\n]{0,500}?)%\}|\{\{[<%](?P<short>[^\r\n]{0,500}?)[>%]\}\}|\{\{(?P<value>[^{}\r\n]{1,200})\}\}"
    r"|\{(?P<attributes>[:#.][^{}\r\n]{1,200})\}"
)
_PAIR = re.compile(r"\{(?:%-?|\{[<%])\s{0,9}(?P<name>highlight|comment)\b")
_DIRECTIVE = re.compile(r"[ \t>]*:{3,}[^\r\n]*")
_MODULE = re.compile(
    r"import\s+(?:['\"]|[\w${}*,\s]{1,500}?\bfrom\s*['\"])|export\s+(?:(?:default|const|let|var|function|class|async|type)\b|[{*])"
)
_JSX = re.compile(r"</?([A-Za-z][\w.:-]*)?")
_JSX_STOP = re.compile(r"=\s*[\"']|[{\"'<>]")
_BRACE = re.compile(r"(['\"`])[{}]\1|[{}]")
_QUOTED_SPACE = re.compile(r"\{\s*(?:(['\"`])\s*\1\s*)?\}")
_COMMENT = re.compile(r"\{\s*/\*")
_GOES_ON = re.compile(r"[\w,][ \t]?(?:\r\n|\r|\n)\Z")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:[\r\n]|\Z)")
_NEXT_MD = re.compile(_LINE_START + r"(?=[ \t>]*(?:```|~~~|:::))|[`{]|<!--")
_NEXT_MDX = re.compile(_LINE_START + r"(?=[ \t>]*(?:```|~~~|:::)|import\s|export\s)|[`{\\]|<(?=[A-Za-z/>])|<!--")
# A tag that hides or replaces what it encloses, or that describes a picture, must reach the reader of HTML.
_KEPT_TAGS = CODE | MASKED | {"br", "img"}


def overwrite(text: str, *, mdx: bool) -> tuple[str, list[Hole]]:
    """Return the text with templates (and for MDX, imports, expressions and tags) overwritten, and where."""
    holes = list((_Script if mdx else _Templates)(text).holes())
    if not holes:
        return text, holes
    mark = next(chr(c) for c in range(0x10FFFD, 0x100000, -1) if chr(c) not in text)
    parts: list[str] = []
    at = 0
    for hole in holes:
        parts += (text[at : hole.start], re.sub(r"[^\r\n]", mark, text[hole.start : hole.end]))
        at = hole.end
    parts.append(text[at:])
    blanked = re.sub(
        rf"{_LINE_START}[ \t{mark}]+{_LINE_END}",
        lambda match: " " * len(match[0]) if mark in match[0] else match[0],
        "".join(parts),
    )
    return blanked.replace(mark, "."), holes


class _Templates:
    """Finds what is overwritten in Markdown."""

    _upcoming = _NEXT_MD

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()

    def holes(self) -> Iterator[Hole]:
        at = 0
        while match := self._upcoming.search(self._text, at):
            start = match.start()
            code = _code_end(self._text, match)
            if code:
                at = code
                continue
            hole = self._hole(start, match[0])
            if hole:
                yield hole
            at = max(hole.end if hole else start + 1, start + 1)

    def _hole(self, start: int, mark: str) -> Hole | None:
        if mark == "<!--":
            return self._comment(start)
        pair = _PAIR.match(self._text, start)
        if pair and (end := self._pair_end(pair)):
            return Hole(start, end)
        pattern = _TEMPLATE if mark else _DIRECTIVE
        found = pattern.match(self._text, start)
        return Hole(start, found.end(), holds=bool(mark) and found["value"] is not None) if found else None

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
        return Hole(start, end) if before and self._text[before - 1] not in "\r\n" else None

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

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._closing = dict(_pairs_of_braces(text))

    def _hole(self, start: int, mark: str) -> Hole | None:
        hole: Hole | None = None
        if mark == "<!--":
            end = self._after("-->", start)
            return Hole(start, end) if end else None
        if mark == "<":
            return self._tag(start)
        if mark == "{":
            hole = self._expression(start)
        elif self._text.startswith(("import", "export"), start):
            hole = self._module(start)
        return hole or super()._hole(start, mark)

    def _expression(self, start: int) -> Hole | None:
        blank = _QUOTED_SPACE.match(self._text, start)
        if blank:
            return Hole(start, blank.end())
        end = self._brace_end(start)
        if end is None:
            return None
        body_end = _back_over(self._text, end - 1, " \t\r\n")
        comment = _COMMENT.match(self._text, start) and self._text.startswith("*/", body_end - 2)
        return Hole(start, end, holds=not comment)

    def _module(self, start: int) -> Hole | None:
        """Find the end of imports and exports: a blank line outside their braces. Within prose there are none."""
        head = _MODULE.match(self._text, start)
        if head is None or _GOES_ON.search(self._text, max(start - 4, 0), start):
            return None
        stop = self._blank_line(head.end())
        brace = self._text.find("{", start, stop)
        while brace >= 0:
            close = self._brace_end(brace)
            if close and close > stop:
                stop = self._blank_line(close)
            brace = self._text.find("{", close or brace + 1, stop)
        return Hole(start, stop)

    def _blank_line(self, at: int) -> int:
        blank = _BLANK_LINE.search(self._text, at)
        return blank.start() if blank else len(self._text)

    def _tag(self, start: int) -> Hole | None:
        """Find the end of a JSX tag, whose attributes may hold quotes and expressions with ``>`` in them."""
        text, limit = self._text, start + _LONGEST
        name = _JSX.match(text, start)
        assert name is not None
        at: int | None = name.end()
        braces = False
        while at and (stop := _JSX_STOP.search(text, at, limit)):
            match stop[0][0]:
                case ">":
                    word = name[1] or ""
                    kept = not braces and (word in _KEPT_TAGS or word.lower() in CODE)
                    return None if kept else Hole(start, stop.end())
                case "{":
                    braces = True
                    at = self._brace_end(stop.start())
                case "=":
                    at = text.find(stop[0][-1], stop.end(), limit) + 1
                case _:
                    return None
        return None

    def _brace_end(self, start: int) -> int | None:
        end = self._closing.get(start)
        return end if end and end - start <= _LONGEST else None


def _code_end(text: str, match: re.Match[str]) -> int | None:
    """Return the end of a code block or code span that begins at the match, or of an escape."""
    start = match.start()
    if match[0] == "\\":
        return start + 2
    if match[0] == "`":
        found = _CODE_SPAN.match(text, start) or _TICKS.match(text, start)
        assert found is not None
        return found.end()
    if match[0] == "" and (fence := _FENCE.match(text, start)):
        mark = fence[1] or fence[2]
        close = re.compile(rf"{_LINE_START}[ \t>]*{mark}{mark[0]}*[ \t]*{_LINE_END}").search(text, fence.end())
        return close.end() + 1 if close else len(text)
    return None


def _pairs_of_braces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each brace that is closed opens, and where it is closed; one in quotes is none."""
    opened: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened and brace[0] == "}":
            yield opened.pop(), brace.end()


def _back_over(text: str, at: int, skipped: str) -> int:
    while at and text[at - 1] in skipped:
        at -= 1
    return at
