"""The cells of AsciiDoc's tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.document import Span
from mtqa.readers.documents.rst_tables import row_cells

_SEPARATOR = re.compile(r"separator=[\"']?(\\t|[^\s\"',\]])")
_MARK = re.compile(r"\s*(?:(?:[*.]{1,5}|-|[0-9]{1,9}\.)[ \t]+|\[[\w.#%,\" -]*\][ \t]*(?:\r\n|[\r\n]))?")
_BLOCK = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|!={3,})[ \t]*(?=[\r\n]|\Z)")
_PARTS = re.compile(r"(?:\r\n|[\r\n])[ \t]*(?=[\r\n])|(?:\r\n|[\r\n])[ \t]*(?=(?:[*.]{1,5}|-|[0-9]{1,9}\.)[ \t])")


def cells(text: str, span: Span, sign: str, settings: str) -> Iterator[Span]:
    """Yield where the cells of a table stand, those with code in them left out.

    Args:
        text: the text.
        span: where the table's lines stand.
        sign: the first sign of the line that opens it.
        settings: what stands in brackets above it.
    """
    if sign == "," or "format=csv" in settings or 'format="csv"' in settings:
        yield from row_cells(text, span)
        return
    named = _SEPARATOR.search(settings)
    sign = named[1] if named else sign if sign in "|!:" else "|"
    cut = re.compile(
        rf"(?:(?<=\s)|(?<![\s\S]))(?P<spec>(?:[0-9.]{{1,9}}[*+])?[<^>]?(?:\.[<^>])?(?P<style>[a-z])?)"
        rf"(?<!\\){re.escape(sign)}|(?<!\\){re.escape(sign)}"
    )
    start, style = -1, None
    for mark in cut.finditer(text, *span):
        if start >= 0 and style not in ("l", "m"):
            yield from _parts(text, Span(start, mark.start()))
        start, style = mark.end(), mark["style"]
    if start >= 0 and style not in ("l", "m"):
        yield from _parts(text, Span(start, span.end))


def _parts(text: str, span: Span) -> Iterator[Span]:
    """Yield the paragraphs and items of a cell, without the code in it."""
    at = span.start
    for mark in [*_PARTS.finditer(text, *span), None]:
        stop = mark.start() if mark else span.end
        start = _MARK.match(text, at, stop)
        low = start.end() if start else at
        if not _BLOCK.match(text, low, stop):
            yield Span(low, stop)
        at = mark.end() if mark else stop
