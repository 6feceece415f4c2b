"""What do the rules add? The evidence of documents with their hits, and without."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np

from mtqa.detector import Detector
from mtqa.evaluation.metrics import Interval, area, intervals
from mtqa.evaluation.results import MTQA, NATIVE_NEWS, OTHER, TRANSLATED, TRANSLATIONS, Section
from mtqa.evaluation.table import Score, Table, judge
from mtqa.rules import RuleSet
from mtqa.training.data import MACHINE, NATIVE, REFERENCE
from mtqa.training.heldout import HeldOut, Indexed
from mtqa.training.scoring import Measured

FIRST = 12
"""How many sentences the documents have."""
FEWEST = 20
"""Documents that either side must have."""
REPEATS = 300
"""Bootstrap samples."""

_WITHOUT = "without the rules"
_TEXT = (
    "Areas under the curve of documents of 12 sentences, by their evidence with the hits of the rules, and by the same "
    "evidence without them."
)


def measure_rule_effect(held: HeldOut, measured: Measured, detector: Detector) -> Section | None:
    """Compare documents by their evidence with rules and without; None where there are too few documents.

    Args:
        held: the held-out text.
        measured: its features.
        detector: what judges.
    """
    rules = RuleSet.of()
    weights = detector.calibration.rules
    judged = judge(held.pool.raw, held.captions, measured, detector.calibration)
    by_rules = np.asarray([weights.llr(hit.rule.id for hit in rules.hits(text)) for text in held.pool.raw])
    table = dataclasses.replace(judged, baselines=(Score(_WITHOUT, judged.evidence - by_rules),))
    rows = tuple(_row(table, *sides) for sides in _sides(held) if min(len(sides[1]), len(sides[3])) >= FEWEST)
    header = ("machine", "human", "documents", "with rules", _WITHOUT, "difference")
    return Section("What the rules add", _TEXT, header, rows) if rows else None


def _sides(held: HeldOut) -> Iterator[tuple[str, Sequence[Indexed], str, Sequence[Indexed]]]:
    """Yield what is told apart: all pairs together, each pair, and the later year."""
    news = _long(d for d in held.news if d.part == "measure")
    machine, references, native = ([d for d in news if d.label == label] for label in (MACHINE, REFERENCE, NATIVE))
    genres = _long(d for d in held.genres if d.part == "measure")
    for name, side in ((TRANSLATIONS, references), (NATIVE_NEWS, native), (OTHER, genres)):
        yield TRANSLATED, machine, name, side
    for pair in sorted({d.pair for d in machine}):
        chosen = [d for d in machine if d.pair == pair]
        yield pair, chosen, TRANSLATIONS, [d for d in references if d.pair == pair]
        yield pair, chosen, NATIVE_NEWS, native
    later = _long(held.later)
    for year in sorted({d.year for d in later}):
        sides = [[d for d in later if d.year == year and d.label == label] for label in (MACHINE, REFERENCE)]
        yield year, sides[0], TRANSLATIONS, sides[1]


def _long(documents: Iterator[Indexed] | Sequence[Indexed]) -> list[Indexed]:
    return [d for d in documents if len(d.sentences) >= FIRST]


def _row(table: Table, what: str, machine: Sequence[Indexed], name: str, human: Sequence[Indexed]) -> tuple[str, ...]:
    found: list[Interval] = []
    for score in (MTQA, _WITHOUT):
        positive, negative = (table.documents(side, FIRST, score) for side in (machine, human))
        groups = positive.groups, negative.groups
        found += intervals((area,), positive.values, negative.values, groups, REPEATS)
    difference = found[0].value - found[1].value
    return what, name, f"{len(machine):,} / {len(human):,}", str(found[0]), str(found[1]), f"{difference:+.3f}"
