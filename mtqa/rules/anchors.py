"""What surely stands in whatever a pattern matches: the strings of words by which an automaton finds its texts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mtqa.rules.base import running

_MOST_ANCHORS = 64
_ENOUGH = 4.0
"""An anchor that stands in one sentence of 10 to this power is rare enough."""
_UNKNOWN = 4.3
_MOST_RARE = 8.0
_LEAST_TELLING = 0.2
"""Words that stand in more than this share of sentences tell too little to be looked for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An element: ``expression`` matches it; ``words`` are the word strings that it can be, or None where unbounded."""

    expression: str
    words: frozenset[tuple[str, ...]] | None
    optional: bool = False
    glued: bool = False  # needs no space before it
    width: bool = True  # takes characters at all


@dataclass(frozen=True, slots=True)
class Sought:
    """What a text must hold for a pattern to match.

    Attributes:
        anchors: strings of lower-cased words, of which one must stand in it.
        beside: words, of which one must stand in it too, apart from the anchor; empty where nothing else is certain.
    """

    anchors: tuple[str, ...]
    beside: tuple[str, ...]


NOTHING = Sought((), ())


def sought(pieces: Sequence[Piece]) -> Sought | None:
    """Choose the shortest list of strings that are rare enough, else the rarest; None where no word is certain."""
    best: tuple[tuple[float, float], tuple[str, ...], Sequence[Piece]] | None = None
    for window in _windows(pieces):
        expanded = expand(window)
        if not expanded or len(expanded) > _MOST_ANCHORS or () in expanded:
            continue
        strings = tuple(sorted({running(" ".join(words)).strip() for words in expanded}))
        commonest = min(sum(_rarity(word) for word in string.split()) for string in strings)
        rank = (min(commonest, _ENOUGH), -len(strings) + min(commonest, _MOST_RARE) / 10)
        if best is None or rank > best[0]:
            best = rank, strings, window
    return Sought(best[1], _beside(pieces, best[2])) if best else None


def _beside(pieces: Sequence[Piece], window: Sequence[Piece]) -> tuple[str, ...]:
    """Return the words of the piece outside the window that is rarest, one of which the text must hold."""
    best: tuple[float, tuple[str, ...]] = (-_LEAST_TELLING, ())
    inside = {id(piece) for piece in window}
    for piece in pieces:
        if id(piece) in inside or piece.optional or not piece.width or not piece.words or () in piece.words:
            continue
        words = tuple(sorted({running(" ".join(string)).split()[0] for string in piece.words}))
        share = -sum(10 ** -_rarity(word) for word in words)
        if share > best[0]:
            best = share, words
    return best[1]


def expand(pieces: Sequence[Piece]) -> frozenset[tuple[str, ...]] | None:
    """Return all strings of words that the pieces can be, or None where that is not a short list."""
    found: frozenset[tuple[str, ...]] = frozenset(((),))
    for piece in pieces:
        if not piece.width:
            continue
        if piece.words is None:
            return None
        found = frozenset((*left, *right) for left in found for right in piece.words)
        if len(found) > 4 * _MOST_ANCHORS:
            return None
    return found


def _windows(pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """Yield every run of neighbouring pieces that has words; braces and what takes no characters stand for nothing."""
    there = [piece for piece in pieces if piece.width]
    for low in range(len(there)):
        for high in range(low + 1, len(there) + 1):
            if there[high - 1].words is None:
                break
            yield there[low:high]


@cache
def _rarities() -> dict[str, float]:
    """Return the rarity of common words: minus the logarithm, to base 10, of the share of sentences that have them."""
    tiers = tomllib.loads(files("mtqa.rules").joinpath("word_rates.toml").read_text("utf-8"))
    return {word: float(tier) for tier, words in tiers.items() for word in words.split()}


def _rarity(word: str) -> float:
    """Return how rare a word is; words of a string count as if they came together by chance."""
    return _rarities().get(word, _UNKNOWN)
