"""Overwrites what stands in Markdown and is none: template tags, and the JavaScript of MDX.

Each is overwritten in place, so that all else keeps its offset: with spaces where it fills its lines, so that
these part paragraphs as blank lines do, else with full stops, which leave the Markdown around it as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.readers.building import Hole
from mtqa.readers.hypertext import CODE

_LONGEST = 20_000
_FENCE = re.compile(r"[ \t>]*(?:(`{3,})[^`\r\n]*|(~{3,})[^\r\n]*)(?:\r\n|\r|\n)", re.MULTILINE)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\r?\n[ \t]*\r?\n).){1,2000}?(?<!`)\1(?!`)", re.DOTALL)
_TEMPLATE = re.compile(
    r"\{%(?P<tag>[^\r\n]{0,500}?)%\}|\{\{[<%](?P<short>[^\r\n]{0,500}?)[>%]\}\}|\{\{(?P<value>[^{}\r\n]{1,200})\}\}"
    r"|\{(?P<attributes>[:#.][^{}\r\n]{1,200})\}"
)
_DIRECTIVE = re.compile(r"[ \t>]*:{3,}[^\r\n]*")
_MODULE = re.compile(
    r"(?:import\s+(?:['\"]|[\w${}*,\s]{1,500}?\sfrom\s)|export\s+(?:default|const|let|var|function|class|async|type|\{|\*))"
    r"(?:(?!\r\n[ \t]*\r\n|\n[ \t]*\n|\r[ \t]*\r).){0,20000}",
    re.DOTALL,
)
_JSX = re.compile(r"</?(?:[A-Za-z][\w.:-]*)?")
_JSX_STOP = re.compile(r"[{\"'>]")
_BRACE = re.compile(r"[{}]")
_SPACE_ONLY = re.compile(r"\{\s*(?:(?P<quote>['\"`])\s*(?P=quote)|/\*.*?\*/)?\s*\}", re.DOTALL)
_NEXT_MD = re.compile(r"^(?=[ \t>]*(?:```|~~~|:::))|[`{]", re.MULTILINE)
_NEXT_MDX = re.compile(r"^(?=[ \t>]*(?:```|~~~|:::)|import\s|export\s)|[`{\\]|<(?=[A-Za-z/>])|<!--", re.MULTILINE)
# A tag that hides or replaces what it encloses must reach the reader of HTML.
_KEPT_TAGS = CODE | {"br", "pre", "script", "style", "svg"}


def overwrite(text: str, *, mdx: bool) -> tuple[str, list[Hole]]:
    """Return the text with templates (and for MDX, imports, expressions and tags) overwritten, and where."""
    holes = list(_holes(text, mdx=mdx))
    if not holes:
        return text, holes
    mark = next(chr(c) for c in range(0x10FFFD, 0x100000, -1) if chr(c) not in text)
    parts: list[str] = []
    at = 0
    for hole in holes:
        parts += (text[at : hole.start], re.sub(r"[^\r\n]", mark, text[hole.start : hole.end]))
        at = hole.end
    parts.append(text[at:])
    lines = re.compile(rf"^[ \t{mark}]*{mark}[ \t{mark}]*$", re.MULTILINE)
    blanked = lines.sub(lambda match: " " * len(match[0]), "".join(parts).replace("\r", "\n"))
    restored = blanked.replace(mark, ".")
    return _with_line_ends(text, restored), holes


def _with_line_ends(text: str, changed: str) -> str:
    """Put back the carriage returns, which a pattern for lines does not know as line ends."""
    if "\r" not in text:
        return changed
    return "".join("\r" if old == "\r" else new for old, new in zip(text, changed, strict=True))


def _holes(text: str, *, mdx: bool) -> Iterator[Hole]:
    upcoming = _NEXT_MDX if mdx else _NEXT_MD
    at = 0
    while match := upcoming.search(text, at):
        start = match.start()
        code = _code_end(text, match)
        if code:
            at = code
            continue
        hole = _jsx_hole(text, match) if mdx else None
        hole = hole or _template_hole(text, start)
        if hole:
            yield hole
        at = max(hole.end if hole else start + 1, start + 1)


def _code_end(text: str, match: re.Match[str]) -> int | None:
    """Return the end of a code block or code span that begins at the match, or of an escape."""
    start = match.start()
    if match[0] == "\\":
        return start + 2
    if match[0] == "`":
        span = _CODE_SPAN.match(text, start)
        ticks = re.compile("`+").match(text, start)
        assert ticks is not None
        return span.end() if span else ticks.end()
    if match[0] == "" and (fence := _FENCE.match(text, start)):
        mark = fence[1] or fence[2]
        close = re.compile(rf"^[ \t>]*{mark}{mark[0]}*[ \t]*\r?$", re.MULTILINE).search(text, fence.end())
        return close.end() + 1 if close else len(text)
    return None


def _template_hole(text: str, start: int) -> Hole | None:
    directive = _DIRECTIVE.match(text, start) if start == 0 or text[start - 1] in "\r\n" else None
    if directive:
        return Hole(directive.start(), directive.end())
    template = _TEMPLATE.match(text, start)
    if template is None:
        return None
    return Hole(start, template.end(), holds=template["value"] is not None)


def _jsx_hole(text: str, match: re.Match[str]) -> Hole | None:
    start = match.start()
    if match[0] == "<!--":
        close = text.find("-->", start)
        return Hole(start, close + 3) if close >= 0 else None
    if match[0] == "<":
        return _tag_hole(text, start)
    if match[0] == "{":
        blank = _SPACE_ONLY.match(text, start, start + _LONGEST)
        end = blank.end() if blank else _closing_brace(text, start)
        return Hole(start, end, holds=blank is None) if end else None
    module = _MODULE.match(text, start)
    return Hole(start, module.end()) if module else None


def _tag_hole(text: str, start: int) -> Hole | None:
    """Find the end of a JSX tag, whose attributes may hold quotes and expressions with ``>`` in them."""
    name = _JSX.match(text, start)
    assert name is not None
    at: int | None = name.end()
    braces = False
    while at and (stop := _JSX_STOP.search(text, at, start + _LONGEST)):
        if stop[0] == ">":
            kept = not braces and name[0].lstrip("</").lower() in _KEPT_TAGS
            return None if kept else Hole(start, stop.end())
        if stop[0] == "{":
            braces = True
            at = _closing_brace(text, stop.start())
        else:
            at = text.find(stop[0], stop.end(), start + _LONGEST) + 1
    return None


def _closing_brace(text: str, start: int) -> int | None:
    depth = 0
    for brace in _BRACE.finditer(text, start, start + _LONGEST):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return None
