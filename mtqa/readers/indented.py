"""Indented text in Markdown that is no code: it goes on with a note, or stands in a component of MDX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtqa.document import Kind, Span
from mtqa.readers.masks import Masks

_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n]|\Z)")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_MARKER = re.compile(r"[ \t]*(?:(?P<heading>#{1,6})|[-*+]|\d{1,9}[.)])[ \t]+")
_CODE_IN_NOTE = re.compile(r" {8}|\t\t|\t {4}| {4}\t")


class Part(NamedTuple):
    """A paragraph, heading or item of indented text, without its marker."""

    span: Span
    kind: Kind


def parts(text: str, span: Span, kind: Kind, masks: Masks, *, mdx: bool) -> Iterator[Part]:
    """Yield what is prose in an indented block; code in it is told as masked."""
    for start, end in _paragraphs(text, span, masks, mdx=mdx):
        mark = _MARKER.match(text, start, end)
        inside = kind if mark is None else Kind.HEADING if mark["heading"] else Kind.LIST
        yield Part(Span(mark.end() if mark else start, end), inside)


def _paragraphs(text: str, span: Span, masks: Masks, *, mdx: bool) -> Iterator[Span]:
    fence = ""
    start = end = span.start
    for line in _LINE.finditer(text, *span):
        found = _FENCE.match(line[0])
        if fence:
            fence = "" if found and found[1].startswith(fence) else fence
            masks.add(*line.span(), "code")
        elif line[0].strip() and not found and (mdx or not _CODE_IN_NOTE.match(line[0])):
            mark = _MARKER.match(line[0])
            if start < end and mark:
                yield Span(start, end)
                start = line.start()
            end = line.end()
            if not (mark and mark["heading"]):
                continue
        else:
            fence = found[1] if found else ""
            if line[0].strip():
                masks.add(*line.span(), "code")
        if start < end:
            yield Span(start, end)
        start = end = line.end()
    if start < end:
        yield Span(start, end)
