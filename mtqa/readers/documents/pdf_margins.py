"""Running heads and feet of the pages of a PDF: what stands at the same place of many pages, up to its numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mtqa.readers.documents.pdf_layout import rows
from mtqa.readers.documents.pdf_page import Fragment

RUNNING = "running heads and feet"
NUMBERS = "page numbers"
_DEEPEST = 3
"""Rows that a head or a foot may have."""
_PAGES, _SHARE = 3, 0.5
_HEIGHT = 4
_APART = 1.5
_DIGITS = re.compile(r"\d+")
_PAGE = re.compile(r"[0-9]{1,5}")
_LONGEST = 200
_NUMBER = re.compile(
    r"(?:page|p\.|pg\.)?\s*[-–—\[(|]*\s*(?:\d{1,5}|[ivxlc]{1,7})(?:\s*(?:of|/|\|)\s*\d{1,5})?\s*[-–—\])|]*",
    re.IGNORECASE,
)


class Trimmed(NamedTuple):
    """The fragments of a page without what belongs to its margins, and how many rows do, by what they are."""

    fragments: tuple[Fragment, ...]
    left_out: Counter[str]


class _Edge(NamedTuple):
    """A row at the top or the bottom of a page."""

    fragments: Sequence[Fragment]
    text: str
    top: bool
    page: int
    apart: bool
    """Whether it stands apart from what is further inside."""

    def signs(self, *, near: bool = False) -> Iterator[tuple[bool, int, str | int]]:
        """Yield what it may have in common with rows of other pages, at its height, or as well a little beside it.

        That is its text without numbers, or by how much a number that stands apart in it differs from the count of
        pages: heads that name the chapter change, but their numbers go on.
        """
        height = round(self.fragments[0].base / _HEIGHT)
        words = " ".join(_DIGITS.sub("", self.text).lower().split())
        outer = [one.text for one in (self.fragments[0], self.fragments[-1]) if _PAGE.fullmatch(one.text)]
        for place in (height - 1, height, height + 1) if near else (height,):
            if words:
                yield self.top, place, words
            if outer and len(self.fragments) > 1:
                yield self.top, place, int(outer[0]) - self.page


def trimmed(pages: Sequence[Sequence[Fragment]]) -> list[Trimmed]:
    """Return the pages without their running heads and feet and their numbers."""
    edges = [_edges(rows(page), number) for number, page in enumerate(pages)]
    counted: Counter[tuple[bool, int, str | int]] = Counter()
    for found in edges:
        counted.update({sign for edge in found if edge.apart for sign in edge.signs(near=True)})
    least = max(2, min(_PAGES, round(_SHARE * len(pages))))
    repeated = {sign for sign, count in counted.items() if count >= (_PAGES if isinstance(sign[2], int) else least)}
    return [_without(page, found, repeated) for page, found in zip(pages, edges, strict=True)]


def _edges(found: list[list[Fragment]], page: int) -> list[_Edge]:
    """Return the rows at the top of a page from the top down, and those at its bottom from there up."""
    return [*_outer(found, page, top=True), *_outer(found[::-1], page, top=False)]


def _outer(found: list[list[Fragment]], page: int, *, top: bool) -> Iterator[_Edge]:
    """Yield the rows, from the edge of a page inwards, that stand apart from the rest; or all, where they are few."""
    gaps = [
        i
        for i, (row, after) in enumerate(pairwise(found[: _DEEPEST + 1]), 1)
        if abs(row[0].base - after[0].base) > _APART * max(row[0].size, after[0].size)
    ]
    apart = gaps[-1] if gaps else 0
    for i, row in enumerate(found[:_DEEPEST]):
        if i < apart or len(found) <= _DEEPEST:
            yield _Edge(row, _text(row), top, page, apart=i < apart)


def _text(row: Sequence[Fragment]) -> str:
    return " ".join(fragment.text for fragment in row)[:_LONGEST]


def _without(page: Sequence[Fragment], edges: Sequence[_Edge], repeated: set[tuple[bool, int, str | int]]) -> Trimmed:
    """Take away rows from both edges, up to the first that is the page's own."""
    gone: set[Fragment] = set()
    left_out: Counter[str] = Counter()
    ended: set[bool] = set()
    for edge in edges:
        if edge.top in ended or edge.fragments[0] in gone:
            continue
        if edge.apart and _NUMBER.fullmatch(edge.text):
            left_out[NUMBERS] += 1
        elif not repeated.isdisjoint(edge.signs()):
            left_out[RUNNING] += 1
        else:
            ended.add(edge.top)
            continue
        gone.update(edge.fragments)
    return Trimmed(tuple(fragment for fragment in page if fragment not in gone), left_out)
