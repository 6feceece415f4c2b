"""Which lower-case words are English, and which of them are common: pyspellchecker's word list with its counts."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_COMMON, _COMMON_SHORT = 1_000, 10_000
"""Counts from which on a word is common, of some 10^9; short ones make up others too easily."""
_SHORT = 3


def known(word: str) -> bool:
    """Tell whether the list has a word; it has some 160,000, in lower case."""
    return word in _counts()


@cache
def common() -> frozenset[str]:
    """Return the common ones, of three letters or more."""
    return frozenset(
        word
        for word, count in _counts().items()
        if word.isalpha() and len(word) >= _SHORT and count >= (_COMMON_SHORT if len(word) == _SHORT else _COMMON)
    )


@cache
def _counts() -> Mapping[str, int]:
    """Load the list, from the library's own file where it is: its loader takes four times as long."""
    try:
        packed = files("spellchecker").joinpath("resources", "en.json.gz").read_bytes()
        counts: dict[str, int] = json.loads(gzip.decompress(packed))
    except (OSError, ValueError):
        from spellchecker import SpellChecker  # noqa: PLC0415 - slow to load

        counts = SpellChecker(language="en").word_frequency.dictionary
    return counts
