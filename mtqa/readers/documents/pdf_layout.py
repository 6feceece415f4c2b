"""The layout of a page of a PDF: fragments become lines, and lines are put in the order in which they are read."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from mtqa.readers.documents.pdf_page import Fragment

BULLETS = r"[•◦▪▫●○■□‣⁃∙·➢➤✓✔\uf000-\uf0ff]"
MARKER = re.compile(rf"(?:{BULLETS}|[*–—-]|(?:\d{{1,3}}|[a-zA-Z]|[ivx]{{1,5}})[.)]|\((?:\d{{1,3}}|[a-z])\))")
"""What an item of a list begins with."""
_LEVEL = 0.45
_SMALL = 0.87
_RAISED = 0.15
_WORD_GAP = 0.12
_CELL_GAP = 2.0
_EQUAL = 0.1
_INITIAL, _INITIALS = 1.8, 20
_LETTER_GAP = 0.2
_GUTTER = 0.6
_GUTTERS = 12
_COLUMN_LINES = 3
_COLUMN_WIDTH = 0.2
_COLUMN_LENGTH = 16
_FULL = 0.5
_HEADING_GAP = 1.6
_NESTED = 4
_REFERENCE = re.compile(r"(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z])(?:,(?:\d{1,3}))*")
_BEFORE_REFERENCE = re.compile(r"(?:[^\W\d_]{2}|[.,;:!?”’\"')\]])$")


class Line(NamedTuple):
    """A line as it is read.

    Attributes:
        text: its text.
        left: where it begins.
        right: where it ends.
        base: the height that its letters stand at.
        size: the size of most of its letters.
        sizes: the smallest and the largest size in it, without that of small raised marks.
        bold: whether they are bold.
        fixed: whether they are all of one width.
        cell: whether others stand beside it in the same column, as in a table.
        page: the number of its page, from 1.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    sizes: tuple[float, float]
    bold: bool
    fixed: bool
    cell: bool = False
    page: int = 0


def columns(fragments: Sequence[Fragment]) -> Iterator[list[Line]]:
    """Yield the columns of a page in the order in which they are read, each a list of lines from top to bottom."""
    whole = _with_initials(fragments)
    order = {fragment: number for number, fragment in enumerate(whole)}
    stack: list[tuple[Sequence[Fragment], int]] = [(whole, 0)]
    while stack:
        inside, depth = stack.pop()
        parts = list(_bands(inside, order)) if depth < _NESTED else [inside]
        if len(parts) > 1:
            stack += ((part, depth + 1) for part in reversed(parts))
        elif inside:
            yield [line for row in rows(inside) for line in _lines(row)]


def _with_initials(fragments: Sequence[Fragment]) -> Sequence[Fragment]:
    """Put initials, large letters that reach over several lines, to the lines that they begin."""
    usual = median(one.size for one in fragments) if fragments else 0
    initials = [one for one in fragments if len(one.text) == 1 and one.text.isupper() and one.size > _INITIAL * usual]
    found = list(fragments)
    for initial in initials[:_INITIALS]:
        beside = [
            one
            for one in found
            if one.size < initial.size / _INITIAL
            and -_GUTTER * one.size < one.left - initial.right < _GUTTER * one.size
            and initial.base - one.size / 2 < one.base < initial.base + initial.size
        ]
        if not beside:
            continue
        first = max(beside, key=lambda one: one.base)
        word = initial.text in "AI" and first.left - initial.right > _LETTER_GAP * first.size
        text = f"{initial.text} {first.text}" if word else f"{initial.text}{first.text}"
        found[found.index(first)] = first._replace(text=text, left=initial.left)
        found.remove(initial)
    return found


def rows(fragments: Iterable[Fragment]) -> list[list[Fragment]]:
    """Return fragments that stand at one height, from top to bottom, each row from left to right."""
    found: list[list[Fragment]] = []
    base = size = 0.0
    for fragment in sorted(fragments, key=lambda one: (-one.base, one.left)):
        if found and abs(base - fragment.base) <= _LEVEL * max(size, fragment.size):
            found[-1].append(fragment)
            if fragment.size > size:
                base, size = fragment.base, fragment.size
        else:
            found.append([fragment])
            base, size = fragment.base, fragment.size
    for row in found:
        row.sort(key=lambda one: one.left)
    return found


def _lines(row: list[Fragment]) -> Iterator[Line]:
    """Yield what stands in a row: one line, or several where there are gaps as between the cells of a table."""
    main = max(row, key=lambda one: (len(one.text) * one.size, -one.left))
    widest = math.inf if _is_stretched(row, main.size) else _CELL_GAP * main.size
    groups: list[list[Fragment]] = []
    for fragment in row:
        before = groups[-1] if groups else []
        if not before or (fragment.left - before[-1].right > widest and not _marks(before)):
            groups.append([fragment])
        else:
            before.append(fragment)
    for group in groups:
        line = _joined(group, cell=len(groups) > 1)
        if line.text:
            yield line


def _is_stretched(row: list[Fragment], size: float) -> bool:
    """Tell a line that was stretched to fill its column: single words, all of them equally far apart."""
    gaps = [after.left - before.right for before, after in pairwise(row)]
    return len(gaps) > 1 and max(gaps) - min(gaps) < _EQUAL * size and not any(" " in one.text for one in row)


def _marks(group: list[Fragment]) -> bool:
    return len(group) == 1 and MARKER.fullmatch(group[0].text) is not None


def _joined(group: list[Fragment], *, cell: bool) -> Line:
    """Return fragments as one line, without the small raised marks that refer to notes."""
    main = max(group, key=lambda one: (len(one.text) * one.size, -one.left))
    text, end = "", 0.0
    for fragment in group:
        small = fragment.size < _SMALL * main.size and fragment.base - main.base > _RAISED * main.size
        refers = small and _REFERENCE.fullmatch(fragment.text) is not None
        if refers and (not text or _BEFORE_REFERENCE.search(text[-2:])):
            end = fragment.right
            continue
        gap = bool(text) and (fragment.left - end > _WORD_GAP * main.size or _marks([fragment]))
        text += " " * gap + fragment.text
        end = fragment.right
    widest = [one for one in group if one.size >= _SMALL * main.size] or group
    return Line(
        text.strip(),
        group[0].left,
        max(one.right for one in group),
        main.base,
        main.size,
        (min(one.size for one in widest), max(one.size for one in widest)),
        all(one.bold for one in widest),
        all(one.fixed for one in widest),
        cell,
    )


def _bands(fragments: Sequence[Fragment], order: Mapping[Fragment, int]) -> Iterator[Sequence[Fragment]]:
    """Part a page where columns stand side by side: what is above them, each column, what is below."""
    if len(fragments) <= _COLUMN_LINES:
        yield fragments
        return
    ordered = sorted(fragments, key=lambda one: (-one.base, one.left))
    best: tuple[int, float, list[_Band]] = (0, 0.0, [])
    for gutter in _gutters(ordered):
        bands = list(_split(ordered, gutter, order))
        inside = sum(len(band.left) + len(band.right) for band in bands if band.right)
        if (inside, gutter.width) > best[:2]:
            best = (inside, gutter.width, bands)
    if not best[2]:
        yield fragments
        return
    for band in best[2]:
        yield band.left
        if band.right:
            yield band.right


class _Gutter(NamedTuple):
    """A gap between columns: where it begins, and how wide it is."""

    left: float
    width: float


class _Band(NamedTuple):
    """A part of a page, from edge to edge: its columns, or all of it and nothing."""

    left: Sequence[Fragment]
    right: Sequence[Fragment] = ()


def _gutters(fragments: Sequence[Fragment]) -> list[_Gutter]:
    """Return where gaps between columns may be: those that the fewest fragments run across."""
    lefts, rights = sorted(one.left for one in fragments), sorted(one.right for one in fragments)
    size = median(one.size for one in fragments)
    start, end = lefts[0], rights[-1]
    least = _COLUMN_WIDTH * (end - start)
    found: list[tuple[int, float, float]] = []
    for at in dict.fromkeys(round(right, 1) for right in rights):
        i = bisect_left(lefts, at)
        if at - start < least or i == len(lefts):
            continue
        width = lefts[i] - at
        if width >= _GUTTER * size:
            across = i - bisect_right(rights, at + 0.05)
            found.append((across, -width, at))
    return [_Gutter(at, -width) for _, width, at in sorted(found)[:_GUTTERS]]


def _split(ordered: Sequence[Fragment], gutter: _Gutter, order: Mapping[Fragment, int]) -> Iterator[_Band]:
    """Yield the bands of a page at a gutter: what runs across it ends a band of two columns."""
    middle = gutter.left + gutter.width / 2
    single: list[Fragment] = []
    left: list[Fragment] = []
    right: list[Fragment] = []
    for fragment in (*ordered, None):
        if fragment is not None and not fragment.left < middle < fragment.right:
            (left if fragment.right <= middle else right).append(fragment)
            continue
        if _is_column(left) and (_is_column(right) or _follows(right, left, order)):
            heading = _tail(left, right) if fragment else []
            if single:
                yield _Band(tuple(single))
            yield _Band(tuple(left), tuple(right))
            single = heading
        else:
            single += left + right
        left, right = [], []
        if fragment is not None:
            single.append(fragment)
    if single:
        yield _Band(tuple(single))


def _is_column(fragments: Sequence[Fragment]) -> bool:
    """Tell a column of prose, whose lines mostly fill it, from the cells of a table and from lines' short ends."""
    if len(fragments) < _COLUMN_LINES:
        return False
    found = rows(fragments)
    widths = [row[-1].right - row[0].left for row in found]
    width = max(one.right for one in fragments) - min(one.left for one in fragments)
    length = median(sum(len(one.text) for one in row) for row in found)
    return len(found) >= _COLUMN_LINES and length >= _COLUMN_LENGTH and median(widths) >= _FULL * width


def _follows(right: Sequence[Fragment], left: Sequence[Fragment], order: Mapping[Fragment, int]) -> bool:
    """Tell the few lines of a last column, which begins as high as the first, from the cells of a table.

    Tables are drawn row by row, columns one after the other.
    """
    if not right or min(order[one] for one in right) < max(order[one] for one in left):
        return False
    return right[0].base > left[0].base - left[0].size / 2


def _tail(left: list[Fragment], right: list[Fragment]) -> list[Fragment]:
    """Take a short heading of what comes below both columns from the end of the left one."""
    lowest = min(one.base for one in right)
    for count in (1, 2):
        if len(left) <= count or left[-count].base > lowest - left[-count].size / 2:
            break
        if left[-count - 1].base - left[-count].base > _HEADING_GAP * left[-count].size:
            found = left[-count:]
            del left[-count:]
            return found
    return []
