"""Finds the run of sentences in a document that reads most like machine translation: some are half and half."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from mtqa.detector.calibration import DocumentModel

SHORTEST = 4
"""Sentences of the shortest run that is looked at."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Judged sentences ``start`` to ``end`` (exclusive), and the log-likelihood ratio that a machine translated them.

    The ratio is less the logarithm of the number of places where a run of this length could stand (a scan statistic:
    with many places, one looks odd by chance).
    """

    start: int
    end: int
    llr: float


def find_passage(model: DocumentModel, evidence: Sequence[float]) -> Passage | None:
    """Return the most machine-like run, of at least `SHORTEST` sentences and less than the document; None if too short.

    Runs of every length are looked at up to twelve sentences, then of lengths that grow by a quarter.
    """
    n = len(evidence)
    sums = [0.0, *accumulate(evidence)]
    best: Passage | None = None
    length = SHORTEST
    while length < n:
        places = n - length + 1
        start = max(range(places), key=lambda i: sums[i + length] - sums[i])
        llr = model.llr((sums[start + length] - sums[start]) / length, length) - math.log(places)
        if best is None or llr > best.llr:
            best = Passage(start, start + length, llr)
        length += max(1, length // 4) if length >= 12 else 1
    return best
