"""Finds the run of sentences in a document that reads most like machine translation: some are half and half."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from mtqa.detector.calibration import DocumentModel

SHORTEST = 4
"""Sentences of the shortest run that is looked at, and of what must be left beside it."""
_EVERY_LENGTH = 12
_BY_ITSELF = math.log(10)
"""Evidence, in nats, that a run must hold whatever stands beside it: people's own manner changes within a document."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Judged sentences ``start`` to ``end`` (exclusive), and the log-likelihood ratio that just these are a machine's.

    The ratio is less the logarithm of the number of places where a run of this length could stand (a scan statistic:
    with many places, one looks odd by chance).
    """

    start: int
    end: int
    llr: float


def find_passage(model: DocumentModel, evidence: Sequence[float]) -> Passage | None:
    """Return the run of sentences that most looks translated where the rest does not; None where none does.

    Of each length the run with the most evidence is looked at: of every length up to twelve sentences, then of lengths
    that grow by a quarter. Both run and rest have at least `SHORTEST` sentences, and the run by itself speaks for a
    machine at ten to one.
    """
    n = len(evidence)
    sums = [0.0, *accumulate(evidence)]
    best: Passage | None = None
    length = SHORTEST
    while length <= n - SHORTEST:
        places = n - length + 1
        start = max(range(places), key=lambda i: sums[i + length] - sums[i])
        run = sums[start + length] - sums[start]
        if model.llr(run / length, length) >= _BY_ITSELF:
            ratio = model.passage_llr(run / length, length, (sums[n] - run) / (n - length), n - length)
            llr = ratio - math.log(places)
            if best is None or llr > best.llr:
                best = Passage(start, start + length, llr)
        length += max(1, length // 4) if length >= _EVERY_LENGTH else 1
    return best
