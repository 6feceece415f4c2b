"""What a text says twice: words that stand in it once more, and sentences that are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"\w+(?:['’\-]\w+)*")
_SPACELESS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff]")
_STEM = 5


class Repeat(NamedTuple):
    """Words that stand in a text once more: where they do so, how many, and whether they follow each other."""

    start: int
    end: int
    words: int
    adjacent: bool


def same(text: str) -> str:
    """Return a text as it is compared: words alone, in lower case."""
    return " ".join(_WORD.findall(text.casefold()))


def longest_repeat(text: str, fewest: int) -> Repeat | None:
    """Return the longest stretch of a text's words that has stood before it, the two not overlapping.

    Args:
        text: the text.
        fewest: words that it has at least.
    """
    words = list(_WORD.finditer(text))
    keys = [word[0].casefold() for word in words]
    best: tuple[int, int, int] = (0, 0, 0)
    for first, second, size in _repeats(keys, fewest):
        best = max(best, (size, first, second))
    size, first, second = best
    if not size:
        return None
    return Repeat(words[second].start(), words[second + size - 1].end(), size, first + size == second)


def _repeats(keys: Sequence[str], fewest: int) -> list[tuple[int, int, int]]:
    """Return where stretches begin first and again, and how long they are; a stretch is looked for from its start."""
    seen: dict[tuple[str, ...], int] = {}
    found = []
    skip = 0
    for at in range(len(keys) - fewest + 1):
        key = tuple(keys[at : at + fewest])
        first = seen.setdefault(key, at)
        if first == at or at < skip or first + fewest > at:
            continue
        size = fewest
        while at + size < len(keys) and first + size < at and keys[first + size] == keys[at + size]:
            size += 1
        found.append((first, at, size))
        skip = at + size
    return found


def repeats_itself(text: str) -> bool:
    """Tell whether a text in any language has stretches that come again: two words by their starts, or characters."""
    if len(_SPACELESS.findall(text)) > len(text) / 4:
        signs = "".join(character for character in text if character.isalnum())
        grams = [signs[at : at + 3] for at in range(len(signs) - 2)]
        return len(set(grams)) < len(grams)
    words = [word[0].casefold()[:_STEM] for word in _WORD.finditer(text)]
    pairs = list(pairwise(words))
    return len(set(pairs)) < len(pairs)
