"""What facing sentences are, and what differs between them."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from mtqa.fidelity.figure import FigureKind
from mtqa.fidelity.reading import Reading

NEAR: Final = 2
"""How many facings away a figure may have moved."""
MOST: Final = 64
"""Figures of one facing among which a counterpart is looked for."""


class Matter(enum.Enum):
    """What a difference is about."""

    CHANGED = "changed"
    LACKING = "lacking"
    ADDED = "added"
    DATE = "date"
    UNIT = "unit"


class Side(NamedTuple):
    """The sentences of one facing: the English ones and those of the source, read."""

    english: Sequence[Reading]
    source: Sequence[Reading]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure, a date or a unit that differs.

    Attributes:
        matter: what differs.
        facing: the index of the facing.
        sentence: the index of the English sentence in its facing.
        start: where the difference shows in that sentence, in characters, and ``end``.
        source: what the source has; empty where it has nothing.
        english: what the English has; empty where it has nothing.
        kind: of the figure.
        firm: whether it is certain enough to call an error.
    """

    matter: Matter
    facing: int
    sentence: int
    start: int
    end: int
    source: str
    english: str
    kind: FigureKind
    firm: bool
