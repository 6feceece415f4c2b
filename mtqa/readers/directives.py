"""Instructions in comments, ``mtqa: ignore RULE -- why``: what they say, and which stretch of the file they are about.

Nothing of this is done for a file that does not hold ``mtqa:`` at all.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from mtqa.directive import Directive
from mtqa.document import Document, Place, Segment, Span, Unit
from mtqa.readers.directives_comments import Comment, comments_of
from mtqa.readers.directives_stretches import Stretches
from mtqa.readers.directives_wording import MARK, Said, Word, understood

_ALONE = frozenset((Unit.CUE, Unit.MESSAGE))
"""What is one thing to whoever works on it, however many lines it takes."""
_LINE_END = re.compile(r"\r\n|[\r\n]")
_LINE_END_IN_JSON = re.compile(r"\r\n|[\r\n]|\\n|\\.")
_NOTHING_FOLLOWS = "No text that is read follows it, so there is nothing to suppress."
_NOTHING_OPEN = "It ends nothing: no ignore-start above it is open that names the same rules."
_UNENDED = "It is never ended, so it holds to the end of the file; write 'mtqa: ignore-end', or 'mtqa: ignore-file'."


def with_directives(document: Document) -> Document:
    """Return a document with the instructions in its comments."""
    if MARK not in document.source:
        return document
    text = _Text(document)
    comments = [comment for comment in comments_of(document) if not text.is_read(comment.start)]
    if not comments:
        return document
    found = sorted(_directives(comments, text), key=lambda directive: directive.start)
    return dataclasses.replace(document, directives=tuple(found))


def _directives(comments: Iterable[Comment], text: _Text) -> Iterator[Directive]:
    opened = _Opened()
    for comment in comments:
        said = understood(comment.text)
        if said.word is Word.START:
            opened.add(comment, said)
        elif said.word is not Word.END:
            yield _directive(comment, said, text)
        elif (start := opened.end(said)) is None:
            yield Directive(comment.start, comment.end, None, said.rules, said.reason, _NOTHING_OPEN)
        else:
            yield start.until(comment.start)
    for start in opened.rest():
        yield start.until(text.all.end, _UNENDED)


class _Start(NamedTuple):
    """Where something begins to be suppressed."""

    comment: Comment
    said: Said

    def until(self, end: int, problem: str = "") -> Directive:
        """Return the directive that holds up to an offset."""
        start, after = self.comment.start, self.comment.end
        return Directive(start, after, (after, end), self.said.rules, self.said.reason, problem)


class _Opened:
    """The beginnings that have no end yet, in the order in which they stand."""

    def __init__(self) -> None:
        self._starts: dict[int, _Start] = {}
        self._by_rules: dict[frozenset[str], list[int]] = {}

    def add(self, comment: Comment, said: Said) -> None:
        """Take a beginning."""
        self._starts[comment.start] = _Start(comment, said)
        self._by_rules.setdefault(frozenset(said.rules), []).append(comment.start)

    def end(self, said: Said) -> _Start | None:
        """Take an end, and return what it ends: the last that names the same rules; without rules, the last."""
        if not said.rules:
            return self._starts.popitem()[1] if self._starts else None
        same = self._by_rules.get(frozenset(said.rules), [])
        while same:
            start = self._starts.pop(same.pop(), None)
            if start is not None:
                return start
        return None

    def rest(self) -> Iterable[_Start]:
        """Return what was never ended."""
        return self._starts.values()


def _directive(comment: Comment, said: Said, text: _Text) -> Directive:
    """Return what all words but those for a beginning and an end ask for."""
    problem = said.problem
    covers: Span | None = None
    if said.word is Word.FILE:
        covers = text.all
    elif said.word is Word.BLOCK:
        covers = comment.unit or text.block_after(comment.end)
    elif said.word is Word.IGNORE:
        covers = text.line_of(comment)
    if said.word is not None and covers is None:
        problem = _NOTHING_FOLLOWS
    return Directive(comment.start, comment.end, covers, said.rules, said.reason, problem)


class _Block(NamedTuple):
    """A segment, or of subtitles the part of one that a cue shows; ``place`` is that of a cue or a message."""

    start: int
    end: int
    place: Place | None


class _Text:
    """Where the text of a document stands: its lines, its blocks, and what of them is read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.all = Span(document.offset, document.offset + len(document.source))

    def is_read(self, at: int) -> bool:
        """Tell whether a character is read as text."""
        return self._words.touching(at, at + 1) is not None

    def block_after(self, at: int) -> Span | None:
        """Return the first block that begins at an offset or after it."""
        i = bisect_left(self._blocks, at, key=lambda block: block.start)
        return Span(*self._blocks[i][:2]) if i < len(self._blocks) else None

    def line_of(self, comment: Comment) -> Span | None:
        """Return the comment's own line if there is text in it, else what follows: a line, or a cue or a message."""
        own = Span(self._line(comment.start).start, self._line(max(comment.end - 1, comment.start)).end)
        if comment.unit and (comment.bound or self._words.touching(*own) is None):
            return comment.unit
        if self._words.touching(*own) is not None:
            return own
        i = bisect_left(self._blocks, comment.end, key=lambda block: block.start)
        if i < len(self._blocks) and self._blocks[i].place is not None:
            return Span(*self._blocks[i][:2])
        following = self._words.start_from(own.end)
        return None if following is None else self._line(following)

    def _line(self, at: int) -> Span:
        i = bisect_right(self._lines, at)
        return Span(self._lines[i - 1], self._lines[i] if i < len(self._lines) else self.all.end)

    @cached_property
    def _lines(self) -> list[int]:
        """Where lines begin; in a notebook, those of its cells, too."""
        in_json = self._document.format == "notebook"
        ends = (_LINE_END_IN_JSON if in_json else _LINE_END).finditer(self._document.source)
        starts = (end.end() for end in ends if end[0][0] != "\\" or end[0] == "\\n")
        return [self.all.start, *(start + self.all.start for start in starts)]

    @cached_property
    def _words(self) -> Stretches[bool]:
        """Where words stand that are read; white space may stand for a comment."""
        return Stretches(
            (run.source, run.source + run.source_length, True)
            for segment in self._document.segments
            for run in segment.map.runs
            if not segment.text[run.text : run.text + run.text_length].isspace()
        )

    @cached_property
    def _blocks(self) -> list[_Block]:
        """The blocks in ascending order, those that belong to one cue or message joined."""
        found: list[_Block] = []
        for block in sorted(
            (block for segment in self._document.segments for block in _blocks_of(segment)), key=lambda block: block[:2]
        ):
            if found and block.place is not None and block.place == found[-1].place:
                found[-1] = found[-1]._replace(end=max(found[-1].end, block.end))
            else:
                found.append(block)
        return found


def _blocks_of(segment: Segment) -> Iterator[_Block]:
    """Yield a segment, or the parts of it that stand in one cue or message each."""
    places = segment.places
    if not places or places[0].unit not in _ALONE:
        yield _Block(*segment.map.span(0, len(segment.text)), None)
        return
    ends = [place.at for place in places[1:]] + [len(segment.text)]
    for place, end in zip(places, ends, strict=True):
        part = segment.text[place.at : end]
        if part.strip():
            start = place.at + len(part) - len(part.lstrip())
            span = segment.map.span(start, start + len(part.strip()))
            yield _Block(*span, dataclasses.replace(place, at=0))
