"""Weights of the evidence that two stretches of sentences stand for each other.

Fitted by ``benchmarks/alignment.py --fit``: logistic regressions with as much true as false, so that a sum is a
log-likelihood ratio. The same language is fitted on machine translations of WMT 2018 beside their references, related
scripts on the Russian, Estonian and Romanian parts of the MLQE-PE training set, distant ones on its Nepali and
Sinhala parts. The ones for texts whose words a lexicon knows are fitted on rows that it was not learned from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the measures of aligning_evidence.measures, in their order.

    ``single`` is for one sentence that faces one, ``several`` for the other beads.
    """

    single: NDArray[np.float64]
    several: NDArray[np.float64]

    @classmethod
    def of(cls, rows: Sequence[tuple[float, float]]) -> Weights:
        """Return the weights of a table: a row for each measure, ``single`` and ``several``."""
        table = np.array(rows, dtype=np.float64)
        return cls(table[:, 0], table[:, 1])


SAME = Weights.of(
    [
        (-3.076, -4.926),  # always
        (-1.109, 0.686),  # lengths apart
        (0.104, -0.338),  # lengths apart, squared
        (0.717, -0.286),  # an unusual length
        (7.046, 7.108),  # least share of marks
        (6.721, -0.539),  # its root
        (8.197, 18.727),  # share of marks
        (-0.045, -0.011),  # marks of words shared
        (0.01, 0.084),  # their root
        (0.134, 0.173),  # numbers shared
        (0.322, 0.163),  # their root
        (0.083, 0.106),  # numbers not shared
        (-0.925, -1.126),  # their root
        (-0.105, 0.784),  # both ask
        (-2.294, -2.242),  # one asks
        (1.322, 2.523),  # both shout
        (-0.301, 0.84),  # one shouts
        (0.693, 2.682),  # both end in a colon
        (-0.17, -0.751),  # one does
        (0.719, 0.563),  # both quote
        (-0.743, -1.078),  # one quotes
    ]
)
RELATED = Weights.of(
    [
        (0.205, -0.655),  # always
        (-0.923, 1.857),  # lengths apart
        (-0.202, -0.76),  # lengths apart, squared
        (0.595, -0.264),  # an unusual length
        (1.693, 3.8),  # least share of marks
        (3.432, 1.172),  # its root
        (2.26, -8.854),  # share of marks
        (0.404, 0.404),  # marks of words shared
        (-0.529, 0.45),  # their root
        (0.821, 0.664),  # numbers shared
        (-0.314, 0.161),  # their root
        (0.469, 0.353),  # numbers not shared
        (-2.542, -2.279),  # their root
        (2.831, 3.058),  # both ask
        (-2.119, -2.498),  # one asks
        (2.297, 2.382),  # both shout
        (-2.184, -2.408),  # one shouts
        (1.839, 2.394),  # both end in a colon
        (-1.917, -2.48),  # one does
        (1.429, 1.816),  # both quote
        (-0.048, -0.012),  # one quotes
    ]
)
DISTANT = Weights.of(
    [
        (0.878, 0.052),  # always
        (-1.552, 1.224),  # lengths apart
        (0.068, -0.542),  # lengths apart, squared
        (0.849, 0.303),  # an unusual length
        (0.276, -0.893),  # least share of marks
        (1.099, -4.307),  # its root
        (0.692, -7.603),  # share of marks
        (0.787, 0.717),  # marks of words shared
        (-0.941, -0.344),  # their root
        (1.066, 0.893),  # numbers shared
        (-0.154, 0.45),  # their root
        (0.356, 0.146),  # numbers not shared
        (-2.382, -1.856),  # their root
        (2.024, 2.649),  # both ask
        (-2.264, -3.074),  # one asks
        (1.202, 1.184),  # both shout
        (-1.24, -0.498),  # one shouts
        (0.0, 0.0),  # both end in a colon
        (0.157, -0.098),  # one does
        (2.498, 2.738),  # both quote
        (-1.72, -1.438),  # one quotes
    ]
)
RELATED_KNOWN = Weights.of(
    [
        (2.024, -3.315),  # always
        (-0.399, 0.923),  # lengths apart
        (-0.107, -0.736),  # lengths apart, squared
        (0.685, 0.0),  # an unusual length
        (0.256, 0.828),  # least share of marks
        (0.308, 2.051),  # its root
        (0.287, -0.225),  # share of marks
        (0.554, 0.18),  # marks of words shared
        (-1.283, 0.516),  # their root
        (0.301, -0.374),  # numbers shared
        (0.141, 1.822),  # their root
        (0.142, 0.472),  # numbers not shared
        (-0.73, -1.995),  # their root
        (0.602, 1.228),  # both ask
        (-1.644, -2.714),  # one asks
        (0.233, 1.59),  # both shout
        (-0.936, 0.023),  # one shouts
        (0.194, 0.522),  # both end in a colon
        (-0.305, -0.758),  # one does
        (0.068, 1.007),  # both quote
        (1.835, 2.037),  # one quotes
        (0.469, 0.059),  # known words shared
        (0.234, 4.035),  # their root
        (1.603, -1.952),  # their share
        (-0.012, 0.011),  # known words not shared
        (-0.764, -1.107),  # their root
    ]
)
DISTANT_KNOWN = Weights.of(
    [
        (0.666, -1.545),  # always
        (-0.81, -1.692),  # lengths apart
        (0.131, -0.147),  # lengths apart, squared
        (0.716, 0.0),  # an unusual length
        (0.054, 0.272),  # least share of marks
        (0.098, 1.331),  # its root
        (0.09, -0.432),  # share of marks
        (0.309, 0.172),  # marks of words shared
        (-0.076, 0.387),  # their root
        (0.352, -0.209),  # numbers shared
        (0.109, 0.967),  # their root
        (-0.715, -0.711),  # numbers not shared
        (-0.27, 0.222),  # their root
        (1.683, 0.114),  # both ask
        (-0.636, -0.682),  # one asks
        (0.003, -0.0),  # both shout
        (-0.001, -0.0),  # one shouts
        (0.0, 0.0),  # both end in a colon
        (0.836, -0.024),  # one does
        (0.589, 0.5),  # both quote
        (-0.765, -0.365),  # one quotes
        (0.91, 0.214),  # known words shared
        (-0.58, 4.31),  # their root
        (-0.056, 0.133),  # their share
        (-0.229, -0.045),  # known words not shared
        (0.831, -0.726),  # their root
    ]
)
