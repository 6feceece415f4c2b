"""Puts a comparison together: scores blocks, documents and the whole, and lays them beside the judged sentences."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mtqa.beside import Beside, Change, Changes, DocumentBeside, Missing, Previous, Role, Score, Significance
from mtqa.comparing.laying import Laid, laid
from mtqa.comparing.rows import Row
from mtqa.comparing.versions import Moved, changes, moved
from mtqa.metrics import Metrics, Scored
from mtqa.result import DocumentResult, SentenceResult

MOST_WITH_INTERVALS = 100
"""Documents of a comparison up to which each has intervals of its own, which take a third of a second a document."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A row and what was judged of it: the candidate's document and the baseline candidate's, where anything was."""

    row: Row
    now: DocumentResult | None
    before: DocumentResult | None


@dataclass(frozen=True, slots=True)
class Whole:
    """The scores of all blocks, of both candidates, and what became of the sentences."""

    blocks: int
    scored: Scored
    baseline_scores: tuple[Score, ...]
    significance: tuple[Significance, ...]
    changes: Changes | None


class Assembly:
    """Scores pairs.

    Args:
        pairs: those that have anything beside them.
        metrics: what scores.
        references: how many references there are; with none, the older version takes their place, so that scores say
            how much of it is left.
    """

    def __init__(self, pairs: Sequence[Pair], metrics: Metrics, references: int) -> None:
        self._pairs = pairs
        self._metrics = metrics
        self._with_references = references > 0
        self._blocks = [laid(pair.row) for pair in pairs]
        self._flat = [block for blocks in self._blocks for block in blocks]
        self._moved = [
            [moved(block, pair.now, pair.before) if pair.row.baseline else None for block in blocks]
            for pair, blocks in zip(pairs, self._blocks, strict=True)
        ]
        self._twice = [
            block
            for pair, blocks in zip(pairs, self._blocks, strict=True)
            for block in blocks
            if pair.row.baseline is not None and self._with_references
        ]

    def whole(self, trials: int, seed: int) -> Whole:
        """Score all blocks."""
        metrics, twice = self._metrics, self._twice
        streams = _streams(twice, self._of)
        return Whole(
            blocks=len(self._flat),
            scored=metrics.corpus(_texts(self._flat), _streams(self._flat, self._of)),
            baseline_scores=metrics.corpus(_baselines(twice), streams).scores if twice else (),
            significance=metrics.significance(_texts(twice), _baselines(twice), streams) if twice else (),
            changes=self._changes(trials, seed),
        )

    def _of(self, block: Laid) -> tuple[str, ...]:
        return block.references if self._with_references else (block.baseline,)

    def _changes(self, trials: int, seed: int) -> Changes | None:
        rows = [i for i, pair in enumerate(self._pairs) if pair.row.baseline is not None]
        if not rows:
            return None
        blocks = [block for i in rows for block in self._blocks[i]]
        return changes(blocks, [each for i in rows for each in self._moved[i]], trials, seed)

    def documents(self) -> list[DocumentResult]:
        """Return the judged documents of the candidate with what stands beside them and their sentences."""
        per_block = iter(self._metrics.sentences(_texts(self._flat), _streams(self._flat, self._of)))
        per_old = iter(self._metrics.sentences(_baselines(self._twice), _streams(self._twice, self._of)))
        found: list[DocumentResult] = []
        for pair, blocks, what in zip(self._pairs, self._blocks, self._moved, strict=True):
            scores = [next(per_block) for _ in blocks]
            twice = pair.row.baseline is not None and self._with_references
            old = [next(per_old) if twice else () for _ in blocks]
            if pair.now is None:
                continue
            sentences = list(pair.now.sentences)
            for number, (block, mine, before, change) in enumerate(zip(blocks, scores, old, what, strict=True)):
                text = Beside(
                    number, references=block.references, scores=mine, previous=_previous(block, before, change)
                )
                for i in block.sentences:
                    sentences[i] = _laid_beside(sentences[i], text, [sentences[k] for k in block.sentences])
            found.append(
                dataclasses.replace(
                    pair.now, sentences=tuple(sentences), beside=self._document(pair, blocks, twice=twice)
                )
            )
        return found

    def _document(self, pair: Pair, blocks: Sequence[Laid], *, twice: bool) -> DocumentBeside:
        row = pair.row
        streams = _streams(blocks, self._of)
        intervals = len(self._pairs) <= MOST_WITH_INTERVALS and len(blocks) > 1
        source = (pair.now.beside if pair.now else None) or DocumentBeside()
        return dataclasses.replace(
            source,
            references=tuple("" if each is None else each.path for each in row.references),
            previous=row.baseline.path if row.baseline else "",
            unit=row.blocks.value,
            blocks=len(blocks),
            scores=self._metrics.corpus(_texts(blocks), streams, intervals=intervals).scores,
            previous_scores=(
                self._metrics.corpus(_baselines(blocks), streams, intervals=intervals).scores if twice else ()
            ),
            missing=(*source.missing, *self._missing(blocks)),
        )

    def _missing(self, blocks: Sequence[Laid]) -> Iterable[Missing]:
        after = -1
        for block in blocks:
            if block.text:
                after = max(after, block.sentences.stop - 1)
                continue
            words = next(filter(None, block.references), "")
            if words or block.baseline:
                yield Missing(Role.REFERENCE if words else Role.BASELINE, words or block.baseline, block.line, after)


def _previous(block: Laid, scores: tuple[Score, ...], what: Moved | None) -> Previous | None:
    if what is None:
        return None
    if what.change is Change.NEW:
        return Previous("", Change.NEW)
    return Previous(block.baseline, what.change, scores, what.fluency, what.evidence)


def _laid_beside(sentence: SentenceResult, beside: Beside, block: Sequence[SentenceResult]) -> SentenceResult:
    """Return a sentence with what stands beside it; the sources of its block's sentences are joined."""
    sources = dict.fromkeys(each.beside.source for each in block if each.beside is not None and each.beside.source)
    return dataclasses.replace(sentence, beside=dataclasses.replace(beside, source=" ".join(sources)))


def _texts(blocks: Sequence[Laid]) -> list[str]:
    return [block.text for block in blocks]


def _baselines(blocks: Sequence[Laid]) -> list[str]:
    return [block.baseline for block in blocks]


def _streams(blocks: Sequence[Laid], of: Callable[[Laid], tuple[str, ...]]) -> list[list[str]]:
    """Return the references as metrics want them: one list for each reference."""
    return [list(stream) for stream in zip(*map(of, blocks), strict=True)]
