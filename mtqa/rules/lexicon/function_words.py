"""Pairs of function words that cannot stand side by side."""

from __future__ import annotations

from typing import Final

_OWNERS: Final = "their my our his"

# First word: the words that cannot follow it, in lower case. Doubled words that people mistype are left out.
IMPOSSIBLE: Final[dict[str, frozenset[str]]] = {
    first: frozenset(seconds.split())
    for first, seconds in {
        "the": "of them is are was were has which me him been we and your " + _OWNERS,
        "a": "of " + _OWNERS,
        "an": "of " + _OWNERS,
        "of": "of been",
        "with": "of with",
        "from": "of",
        "at": "of at",
        "by": "of",
        "through": "over of",
        "between": "of",
        "their": "the a an of " + _OWNERS,
        "our": "the a an of " + _OWNERS,
        "my": "the a an of " + _OWNERS,
        "his": "a an of their my our",
        "very": "of the",
        "is": "been",
        "are": "been",
        "was": "been",
        "were": "been",
        "without": "of to",
        "despite": "to",
    }.items()
}

# "By of late unknown hands": after these the preposition belongs to a set phrase.
SET_PHRASE_NEXT: Final = frozenset({"course", "late", "old"})
