"""What stands beside sentences and documents, as the page's scripts get it: blocks with their differences in words."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import Any

from mtqa.beside import Beside, Change, DocumentBeside, Previous, Score
from mtqa.report.html.marks import visible
from mtqa.report.html.view import Placed
from mtqa.report.rounding import rounded
from mtqa.report.scores import chrf
from mtqa.report.word_difference import common, word_difference
from mtqa.result import DocumentResult, SentenceResult

MAX_WITH_DIFFERENCES = 2_000
"""Blocks, those of the worst sentences first, whose differences are looked for: that takes longest."""
MAX_MISSING = 500
"""Passages that a document lacks and its page shows."""
_COMMON = 0.25
"""Share of letters in common below which a difference says nothing: the texts are shown as they are."""
_MOVED = 0.1
"""Nats, and points of chrF, from which on a change is one for the worse."""


class Blocks:
    """Collects the blocks that sentences of a page stand in, each once."""

    def __init__(self, documents: Sequence[DocumentResult]) -> None:
        self._documents = documents
        self._members: dict[int, dict[int, list[int]]] = {}
        self._numbers: dict[tuple[int, int], int] = {}
        self.found: list[dict[str, Any]] = []

    def number(self, placed: Placed) -> int | None:
        """Return the number of a sentence's block among those found; None where nothing stands beside the sentence."""
        beside = placed.sentence.beside
        if beside is None:
            return None
        key = placed.document, beside.block
        if key not in self._numbers:
            self._numbers[key] = len(self.found)
            self.found.append(self._block(beside, placed))
        return self._numbers[key]

    def _block(self, beside: Beside, placed: Placed) -> dict[str, Any]:
        orders = self._in_document(placed.document).get(beside.block, [placed.order])
        sentences = [self._documents[placed.document].sentences[order] for order in orders]
        text = " ".join(sentence.text for sentence in sentences)
        fully = len(self.found) < MAX_WITH_DIFFERENCES
        return _present(
            sentences=len(orders) if len(orders) > 1 else None,
            source=visible(beside.source) or None,
            references=[pieces(each, text, fully=fully) if each else None for each in beside.references] or None,
            scores=_scores(beside.scores),
            previous=beside.previous and _previous(beside, beside.previous, sentences, text, fully=fully),
        )

    def _in_document(self, number: int) -> dict[int, list[int]]:
        """Return the places of the sentences of each block of a document."""
        if number not in self._members:
            members: dict[int, list[int]] = {}
            for order, sentence in enumerate(self._documents[number].sentences):
                if sentence.beside is not None:
                    members.setdefault(sentence.beside.block, []).append(order)
            self._members[number] = members
        return self._members[number]


def pieces(old: str, new: str, *, fully: bool) -> str | list[str]:
    """Lay a text beside the one that stands in its place in the English.

    Args:
        old: the text of the reference, or of the older version.
        new: the English.
        fully: whether to look for differences.

    Returns:
        By turns the words that both have, those of ``old`` alone, and those of ``new`` alone; ``old`` itself where
        there is hardly anything in common, or differences were not looked for. The first two joined are ``old``.
        The last have white space before them where the English has some and ``old`` has none.
    """
    difference = word_difference(old, new) if fully else []
    if not difference or common(difference) < _COMMON:
        return visible(old)
    found: list[str] = []
    spaced = True
    for words in difference:
        if words.same:
            found.append(visible(words.old))
            spaced = words.old.endswith(words.new[len(words.new.rstrip()) :])
            continue
        found += [""] if len(found) % 3 == 0 else []
        lead = " " if words.new and not words.old and not spaced else ""
        found += [visible(words.old), lead + visible(words.new)]
    return found


def document_beside(beside: DocumentBeside | None, *, missing: bool) -> dict[str, Any] | None:
    """Return what stands beside a document; None where nothing does.

    Args:
        beside: what stands beside it.
        missing: whether the passages that it lacks are wanted.
    """
    if beside is None:
        return None
    shown = beside.missing[:MAX_MISSING] if missing else ()
    return _present(
        source=visible(beside.source) or None,
        language=visible(beside.language or "") or None,
        references=[visible(path) for path in beside.references] or None,
        previous=visible(beside.previous) or None,
        chrf=rounded(chrf(beside.scores), 1),
        chrf_before=rounded(chrf(beside.previous_scores), 1),
        missing=[[each.role.value, visible(each.text), each.line, each.after] for each in shown] or None,
        lacking=len(beside.missing) or None,
    )


def _scores(scores: Sequence[Score]) -> list[list[Any]] | None:
    return [[visible(score.metric), rounded(score.value, 1)] for score in scores] or None


def _previous(
    beside: Beside, previous: Previous, sentences: Sequence[SentenceResult], text: str, *, fully: bool
) -> dict[str, Any]:
    """Return what an older version says in a block's place, and the block's figures then and now."""
    fluency = _mean([sentence.fluency for sentence in sentences])
    evidence = _mean([sentence.evidence for sentence in sentences])
    changed = previous.change is Change.CHANGED
    return _present(
        text=(pieces(previous.text, text, fully=fully) if changed else None) if previous.text else None,
        change=previous.change.value,
        scores=_scores(previous.scores),
        fluency=_pair(previous.fluency, fluency, 1),
        evidence=_pair(previous.evidence, evidence, 2),
        worse=(changed and _worse(beside, previous, evidence)) or None,
    )


def _worse(beside: Beside, previous: Previous, evidence: float | None) -> bool:
    """Tell whether a changed block is more machine-like than it was, or farther from its references."""
    risen = None if evidence is None or previous.evidence is None else evidence - previous.evidence
    now, before = chrf(beside.scores), chrf(previous.scores)
    fallen = None if now is None or before is None else before - now
    return any(moved is not None and moved >= _MOVED for moved in (risen, fallen))


def _pair(before: float | None, now: float | None, digits: int) -> list[float | None] | None:
    return None if before is None or now is None else [rounded(before, digits), rounded(now, digits)]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _present(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
