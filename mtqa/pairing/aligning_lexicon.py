"""Which words of a language and of English stand for each other, learned from translated sentences.

The lexicons hold beginnings of words, so that inflected forms meet: see lexicons/README.md for what they come from.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from mtqa.pairing.aligning_latin import latin

_FOLDER = "lexicons"
_LEARNED = frozenset({"et", "ne", "ro", "ru", "si"})
"""Languages that have a lexicon."""
# Marks of vowels and joiners belong to words of Indic scripts.
_WORD = re.compile(r"[^\W\d_]+(?:[\u200d\u0300-\u036f\u0900-\u0dff]+[^\W\d_]*)*")
_INDIC = "\u0900"
"""The first letter of the scripts that are left as they are."""
_LETTERS = 5


Links = Mapping[str, tuple[int, ...]]
"""The numbers of the links that each stem has."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Links between the stems of a language and English ones.

    Attributes:
        abroad: the links of each stem of the language, by number; ``english``: those of each English stem.
        worth: what speaks for two sentences that have the ends of a link: pointwise information, natural logarithm.
    """

    abroad: Links
    english: Links
    worth: tuple[float, ...]


@lru_cache(maxsize=4096)
def stems(text: str) -> tuple[str, ...]:
    """Return the beginnings of a text's words, each once, those of European scripts in plain Latin letters."""
    words = (latin(word) if word < _INDIC else word for word in _WORD.findall(text.lower()))
    return tuple(sorted({word[:_LETTERS] for word in words if word}))


def linked(text: str, links: Links) -> tuple[tuple[int, ...], ...]:
    """Return the links of each stem of a text that has some."""
    return tuple(links[stem] for stem in stems(text) if stem in links)


def between(left: str | None, right: str | None) -> Lexicon | None:
    """Return the lexicon of two languages, by their ISO 639-1 codes, in either order; None where there is none."""
    abroad = right if left == "en" else left if right == "en" else None
    return _read(abroad) if abroad in _LEARNED else None


@lru_cache(maxsize=4)
def _read(language: str) -> Lexicon:
    packed = resources.files("mtqa.pairing").joinpath(_FOLDER, f"{language}.tsv.gz").read_bytes()
    abroad: dict[str, list[int]] = {}
    english: dict[str, list[int]] = {}
    worth = []
    for number, line in enumerate(gzip.decompress(packed).decode().splitlines()):
        one, two, tenths = line.split("\t")
        abroad.setdefault(one, []).append(number)
        english.setdefault(two, []).append(number)
        worth.append(int(tenths) / 10)
    return Lexicon(
        {stem: tuple(links) for stem, links in abroad.items()},
        {stem: tuple(links) for stem, links in english.items()},
        tuple(worth),
    )
