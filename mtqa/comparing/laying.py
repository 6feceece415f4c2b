"""Cuts a document and what stands beside it into blocks: the texts that are compared with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.comparing.rows import ENGLISH, Blocks, Row
from mtqa.document import Span
from mtqa.pairing.aligning import align
from mtqa.pairing.blocks import merge
from mtqa.pairing.texts import Group, Text, groups, lines


@dataclass(frozen=True, slots=True)
class Laid:
    """A block: the candidate's text, and that of each other document; empty where one has none.

    ``sentences`` and ``before`` are the indices of the candidate's and the baseline candidate's sentences in it.
    ``line`` is where the first text beside the candidate's stands in its file.
    """

    text: str
    references: tuple[str, ...]
    baseline: str
    sentences: range
    before: range
    line: int


def laid(row: Row) -> list[Laid]:
    """Cut a row into blocks that cover all its texts, in the order of the candidate as far as it has one."""
    return list(_of_lines(row) if row.blocks is Blocks.LINE else _of_sentences(row))


def _of_lines(row: Row) -> Iterator[Laid]:
    texts = [None if each is None else _Lined(each.source) for each in (row.document, *row.references, row.baseline)]
    first, *_ = texts
    assert first is not None
    here = _by_line(Text.of(row.document, ENGLISH), len(first))
    before = _by_line(Text.of(row.baseline, ENGLISH), len(first)) if row.baseline else [range(0)] * len(first)
    for i in range(len(first)):
        own, *references, baseline = ["" if each is None else each[i] for each in texts]
        yield Laid(own, tuple(references), baseline, here[i], before[i], i + 1)


class _Lined:
    """A text by its lines."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._spans: list[Span] = lines(source)

    def __len__(self) -> int:
        return len(self._spans)

    def __getitem__(self, i: int) -> str:
        start, end = self._spans[i]
        return self._source[start:end]


def _by_line(text: Text, count: int) -> list[range]:
    """Return the sentences that begin in each line."""
    found = [range(0)] * count
    for i, sentence in enumerate(text.sentences):
        line = sentence.line - text.document.line
        found[line] = range(found[line].start if found[line] else i, i + 1)
    return found


def _of_sentences(row: Row) -> Iterator[Laid]:
    others = [each for each in (*row.references, row.baseline) if each is not None]
    texts = [Text.of(each, ENGLISH) for each in (row.document, *others)]
    for group in groups(texts):
        for ranges in _blocks(texts, group, whole=row.blocks is Blocks.UNIT):
            yield _laid(row, texts, ranges)


def _blocks(texts: Sequence[Text], group: Group, *, whole: bool) -> Iterator[tuple[range, ...]]:
    """Yield what of each text stands side by side; the first of the others is what all the rest is aligned to."""
    if whole or len(texts) == 1:
        yield group.texts
        return
    parts = [text.parts[which.start : which.stop] for text, which in zip(texts, group.texts, strict=True)]
    own, anchor, *rest = parts
    starts = [which.start for which in group.texts]
    for block in merge(len(anchor), [align(anchor, each, same_language=True) for each in (own, *rest)]):
        mine, *others = block.others
        found = (mine, block.anchor, *others)
        yield tuple(range(r.start + at, r.stop + at) for r, at in zip(found, starts, strict=True))


def _laid(row: Row, texts: Sequence[Text], ranges: Sequence[range]) -> Laid:
    words = iter([text.joined(which) for text, which in zip(texts, ranges, strict=True)])
    own = next(words)
    references = tuple("" if each is None else next(words) for each in row.references)
    baseline = "" if row.baseline is None else next(words)
    before = ranges[-1] if row.baseline is not None else range(0)
    line = next((t.sentences[r.start].line for t, r in zip(texts[1:], ranges[1:], strict=True) if r), 0)
    return Laid(own, references, baseline, ranges[0], before, line)
