"""How lines of plain text make blocks, and which line breaks are mere wrapping.

A writer's editor may wrap lines at a fixed width, or leave each paragraph, sentence or item on a line of its
own. Joining lines that don't belong together garbles two good sentences into a bad one, so a break counts as
wrapping only on evidence: the next line goes on in lower case, or the line is full, which is when the next word
would not have fitted into the width that the lines around it share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from mtqa.document import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BULLET = re.compile(r"\s*(?:[-*•‣▪◦·+][ \t]+|\(?\d{1,3}[.)][ \t]+|\(?[a-zA-Z][)][ \t]+)(?=\S)")
_TERMINAL = re.compile(r"""[.!?…:;][\"'”’»)\]*_]*$""")
_WORD = re.compile(r"\S+")
_HYPHEN = re.compile(r"[a-z]-$")

_NARROWEST, _WIDEST = 40, 140
_FULL_SHARE = 0.7
_ITEM_LENGTH = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its line break and outer white space; ``span`` is its place, ``indent`` what stood before."""

    text: str
    span: Span
    indent: int


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that belong together: a paragraph, a heading, an item of a list.

    ``glued`` holds the index of each line that follows its predecessor without a space, after a hyphen.
    """

    lines: tuple[Line, ...]
    item: bool = False
    marker: int = 0
    glued: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """The unit in one line."""
        return " ".join(line.text for line in self.lines)[self.marker :]


def blocks(text: str, start: int = 0) -> list[list[Line]]:
    """Split a text into blocks of lines that have blank lines between them."""
    found: list[list[Line]] = [[]]
    for match in _LINE.finditer(text, start):
        body = match[0].strip()
        if body:
            indent = len(match[0]) - len(match[0].lstrip())
            at = match.start() + indent
            found[-1].append(Line(body, Span(at, at + len(body)), indent))
        elif found[-1]:
            found.append([])
    return [block for block in found if block]


def units(block: Sequence[Line], width: int | None) -> Iterator[Unit]:
    """Split a block into units; ``width`` is what the whole file is wrapped at, where that is known."""
    starts = _items(block)
    first = min(starts, default=len(block))
    yield from _joined(block[:first], width)
    bounds = [*sorted(starts), len(block)]
    for low, high in pairwise(bounds):
        marker = _BULLET.match(block[low].text)
        assert marker is not None
        head, *rest = _joined(block[low:high], width)
        yield Unit(head.lines, item=True, marker=marker.end(), glued=head.glued)
        yield from rest


def wrap_width(found: Sequence[Sequence[Line]]) -> int | None:
    """Return the width that a file's lines are wrapped at, or None where they are not or too few tell."""
    widths = [width for block in found if len(block) > 2 and (width := _block_width(block))]
    return max(widths, default=None)


def _items(block: Sequence[Line]) -> set[int]:
    """Return the indexes of the lines that open an item: a lone dash within prose is a wrapped line."""
    marked = [i for i, line in enumerate(block) if _BULLET.match(line.text)]
    if not marked:
        return set()
    opens = marked[0] == 0 or block[marked[0] - 1].text.endswith(":") or len(marked) > 1
    return set(marked) if opens else set()


def _block_width(block: Sequence[Line]) -> int | None:
    """Return the width that a block is wrapped at: most of its lines, and nearly all open ones, must be full.

    An open line ends without punctuation; one that does end with it may close a paragraph, and a title or a
    byline may stand on top.
    """
    width = max(line.indent + len(line.text) for line in block[:-1])
    if not _NARROWEST <= width <= _WIDEST:
        return None
    pairs = list(dropwhile(lambda pair: not _is_full(*pair, width), pairwise(block)))
    full = sum(_is_full(*pair, width) for pair in pairs)
    loose = sum(not _is_full(*pair, width) and not _TERMINAL.search(pair[0].text) for pair in pairs)
    return width if full >= _FULL_SHARE * (full + loose) and full >= len(pairs) / 2 else None


def _is_full(line: Line, after: Line, width: int) -> bool:
    word = _WORD.match(after.text)
    assert word is not None
    return line.indent + len(line.text) + 1 + len(word[0]) > width


def _joined(lines: Sequence[Line], width: int | None) -> Iterator[Unit]:
    """Join lines over the breaks that are wrapping."""
    own = _block_width(lines) if len(lines) > 2 else None
    group: list[Line] = []
    glued: set[int] = set()
    for line in lines:
        if group and not _wraps(group[-1], line, own or width, pair=len(lines) == 2):
            yield Unit(tuple(group), glued=frozenset(glued))
            group, glued = [], set()
        if group and _HYPHEN.search(group[-1].text) and line.text[0].islower():
            glued.add(len(group))
        group.append(line)
    if group:
        yield Unit(tuple(group), glued=frozenset(glued))


def _wraps(line: Line, after: Line, width: int | None, *, pair: bool) -> bool:
    """Tell whether the break between two lines is mere wrapping."""
    if after.text[0].islower() and not _TERMINAL.search(line.text):
        return len(line.text) >= _ITEM_LENGTH or line.text.endswith(",") or len(line.text.split()) > 3
    if width is not None:
        return _is_full(line, after, width)
    # Two lines alone tell no width: only a long line with nothing at its end and a shorter one after it go together.
    length = len(line.text)
    return pair and 60 <= length <= _WIDEST and len(after.text) <= length + 8 and not _TERMINAL.search(line.text)
