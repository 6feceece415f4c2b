"""What an alignment says: which sentences of two texts stand for each other."""

from __future__ import annotations

from typing import NamedTuple

from mtqa.document import Kind


class Part(NamedTuple):
    """A sentence as an aligner sees it: its text, its kind, and the number of its paragraph."""

    text: str
    kind: Kind = Kind.PARAGRAPH
    segment: int = 0


class Bead(NamedTuple):
    """Sentences of the left text and of the right one that stand for each other; either may be empty.

    ``score`` is how sure it is that just these stand for each other, 0 to 1; 0 where one is empty.
    """

    left: range
    right: range
    score: float = 0.0
