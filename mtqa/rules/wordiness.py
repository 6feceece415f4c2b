"""How long the English of each facing is beside its source, measured by how wordy its translator is."""

from __future__ import annotations

import math
import statistics
from functools import lru_cache
from typing import Final, NamedTuple

from mtqa.fidelity.lengths import deviation, expected
from mtqa.rules.facing import Facing, Translation

SHOWN: Final = 120
"""Characters of the source that a message quotes."""
_TRUST = 6
"""Sentences of a text for which half of how wordy it is is believed."""


class Weight(NamedTuple):
    """Letters of the English, and those that are to be expected of it."""

    english: float
    source: float

    @property
    def deviation(self) -> float:
        """How many standard deviations longer than expected the English is."""
        return deviation(self.english, self.source)


class Lengths:
    """The lengths of a translation, measured by how wordy its translator is."""

    def __init__(self, translation: Translation) -> None:
        self._translation = translation
        self._scale = 1.0
        self.weights = [self._weight(facing) for facing in translation.facings]
        logs = [math.log((w.english + 1) / (w.source + 1)) for w in self.weights if w.english and w.source]
        if logs:
            self._scale = math.exp(statistics.median(logs) * len(logs) / (len(logs) + _TRUST))
            self.weights = [w._replace(source=w.source * self._scale) for w in self.weights]

    def expected(self, text: str) -> float:
        """Return how many letters the English of a text is expected to have here."""
        return self._scale * expected(text)

    def _weight(self, facing: Facing) -> Weight:
        english = sum(expected(self._translation.passages[i].raw) for i in facing.english)
        return Weight(english, sum(expected(self._translation.source[i]) for i in facing.source))


@lru_cache(maxsize=2)
def lengths_of(translation: Translation) -> Lengths:
    """Measure a translation once for all the rules here."""
    return Lengths(translation)


def shortened(text: str) -> str:
    """Return a text as a message quotes it."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"
