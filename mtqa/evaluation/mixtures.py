"""Are articles found that a machine translated in part? Documents are put together of two, one a machine's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.detector import Detector
from mtqa.evaluation.metrics import rate_interval
from mtqa.evaluation.results import NATIVE_NEWS, TRANSLATIONS, Section
from mtqa.evaluation.table import Table, judge
from mtqa.result import DocumentVerdict
from mtqa.training.data import MACHINE, NATIVE, REFERENCE
from mtqa.training.heldout import HeldOut, Indexed
from mtqa.training.scoring import Measured

HALF = 10
"""Sentences of either half."""
_MACHINE = "machine translation"
_TEXT = (
    "Documents of the measuring half, put together of ten sentences of a human article and ten of another, the "
    "last of which a machine translated. Likely: the whole was judged likely machine-translated; mixed: a part of it. "
    "Right lines: where a passage was named, the share of its sentences that are the machine's. In the last rows both "
    "halves are people's, and whatever is found is wrong."
)


@dataclass(frozen=True, slots=True)
class Half:
    """Documents that give the first, or the last, sentences of those that are put together."""

    name: str
    documents: Sequence[Indexed]


def measure_mixtures(held: HeldOut, measured: Measured, detector: Detector) -> Section | None:
    """Count what is found in documents of two halves; None where the data has none that are long enough.

    Args:
        held: the held-out text.
        measured: its features.
        detector: what judges.
    """
    table = judge(held.pool.raw, held.captions, measured, detector.calibration)
    news = [d for d in held.news if d.part == "measure" and len(d.sentences) >= HALF]
    native, people, machine = (
        Half(name, [d for d in news if d.label == label])
        for name, label in ((NATIVE_NEWS, NATIVE), (TRANSLATIONS, REFERENCE), (_MACHINE, MACHINE))
    )
    combinations = ((native, machine), (people, machine), (native, people), (people, people))
    rows = [_row(table, *halves) for halves in combinations]
    found = tuple(row for row in rows if row is not None)
    header = ("first half", "last half", "documents", "likely", "mixed", "found, 95 % interval", "right lines")
    return Section("Articles translated in part", _TEXT, header, found) if found else None


def _row(table: Table, first: Half, last: Half) -> tuple[str, ...] | None:
    pairs = [(one, other) for one, other in _pairs(first.documents, last.documents) if one.group != other.group]
    if not pairs:
        return None
    verdicts: Counter[DocumentVerdict] = Counter()
    right = named = 0
    for one, other in pairs:
        judgement = table.judge([*one.sentences[:HALF], *other.sentences[:HALF]])
        verdicts[judgement.verdict] += 1
        if judgement.passage is not None:
            named += judgement.passage.end - judgement.passage.start
            right += judgement.passage.end - max(judgement.passage.start, HALF)
    likely, mixed = verdicts[DocumentVerdict.LIKELY], verdicts[DocumentVerdict.MIXED]
    rate = rate_interval(likely + mixed, len(pairs))
    interval = f"{rate.value:.1%} [{rate.low:.1%}, {rate.high:.1%}]"
    lines = f"{right / named:.0%}" if named and last.name == _MACHINE else "–"
    return first.name, last.name, str(len(pairs)), str(likely), str(mixed), interval, lines


def _pairs(first: Sequence[Indexed], last: Sequence[Indexed]) -> list[tuple[Indexed, Indexed]]:
    """Put each document of the shorter list with another of the other, taken evenly: never one with itself."""
    size = min(len(first), len(last))
    if not size:
        return []
    left, right = (side[:: max(1, len(side) // size)][:size] for side in (first, last))
    return list(zip(left, [*right[1:], right[0]], strict=True))
