"""What of a sentence can be found again in its counterpart: marks, each with the part that it plays.

In one language these are the n-grams of its characters; across languages, what survives translation: numbers,
addresses, placeholders, words and names that look or sound alike in both, and words that a lexicon knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mtqa.fidelity import read
from mtqa.fidelity.tables import table
from mtqa.pairing.aligning_latin import latin, skeleton
from mtqa.pairing.aligning_lexicon import Links, linked
from mtqa.pairing.beads import Part

Floats = NDArray[np.float64]

_ORDERS = (3, 4, 5)
_WORD = re.compile(r"[^\W\d_]+(?:['’\u200d\u0300-\u036f\u0900-\u0dff]+[^\W\d_]*)*")
_STRONG = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|\{[^{}\s]*\}|%(?:\([^)]*\))?[sdif@]|\$\w+|<[^<>]+>"
)
_NUMBER = re.compile(r"\d+(?:[.,  ’']\d+)*")
_SPELLED = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "1",
    "twelve": "12",
}
_CLOSING = " \t\n\"'”’»)]』」›"
_QUOTES = re.compile(r"[\"“”„«»「」『』]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
# How many letters of English a character is worth.
_HAN_WORTH, _KANA_WORTH = 3.3, 1.9


@dataclass(frozen=True, slots=True)
class Side:
    """A text as numbers: a row for each sentence.

    Attributes:
        length: characters without spaces, those of Chinese, Japanese and Korean weighed.
        words: which marks of words (or n-grams) each has; ``numbers``: the same of numbers, addresses, placeholders.
        asks: whether it ends as a question; ``shouts``, ``leads``: with an exclamation mark, with a colon.
        quotes: whether it has quotation marks.
        starts: whether it starts a paragraph.
        copies: whether it says what the sentence before it says.
        kinds: the kind of each.
        links: the links of a lexicon that each word of each has; empty without a lexicon.
    """

    length: Floats
    words: tuple[frozenset[str], ...]
    numbers: tuple[frozenset[str], ...]
    asks: Floats
    shouts: Floats
    leads: Floats
    quotes: Floats
    starts: Floats
    copies: Floats
    kinds: tuple[str, ...]
    links: tuple[tuple[tuple[int, ...], ...], ...]


def side(
    parts: Sequence[Part], *, same_language: bool, language: str | None = None, links: Links | None = None
) -> Side:
    """Return what a text's sentences have that may be found again.

    Args:
        parts: the sentences.
        same_language: whether the other text is in the same language.
        language: ISO 639-1 code, for texts both of which write numbers in a known way; None for others.
        links: of a lexicon, by stem of this language; None without one.
    """
    texts = [part.text.strip() for part in parts]
    ends = [_end(text) for text in texts]
    marks = [_grams(text) if same_language else _alike(text) | _figures(text, language) for text in texts]
    return Side(
        length=np.array([_length(text) for text in texts], dtype=np.float64),
        words=tuple(marks),
        numbers=tuple(map(_numbers, texts)),
        asks=np.array([end in "?？؟;՞" for end in ends], dtype=np.float64),
        shouts=np.array([end in "!！" for end in ends], dtype=np.float64),
        leads=np.array([end in ":：" for end in ends], dtype=np.float64),
        quotes=np.array([bool(_QUOTES.search(text)) for text in texts], dtype=np.float64),
        starts=np.array(
            [i == 0 or part.segment != parts[i - 1].segment for i, part in enumerate(parts)], dtype=np.float64
        ),
        copies=np.array(
            [i > 0 and bool(text) and text.casefold() == texts[i - 1].casefold() for i, text in enumerate(texts)],
            dtype=np.float64,
        ),
        kinds=tuple(str(part.kind) for part in parts),
        links=() if links is None else tuple(linked(text, links) for text in texts),
    )


def _end(text: str) -> str:
    return text.rstrip(_CLOSING)[-1:] or "."


def _length(text: str) -> float:
    letters = sum(not char.isspace() for char in text)
    return letters + (_HAN_WORTH - 1) * len(_HAN.findall(text)) + (_KANA_WORTH - 1) * len(_KANA.findall(text))


@lru_cache(maxsize=16384)
def _grams(text: str) -> frozenset[str]:
    """Return the n-grams of each word, its ends marked; one that comes twice has a number, so that sets count."""
    counts = Counter(
        gram
        for word in text.lower().split()
        for padded in (f" {word} ",)
        for order in _ORDERS
        for gram in (padded[i : i + order] for i in range(max(1, len(padded) - order + 1)))
    )
    return frozenset(gram if k == 0 else f"{gram}#{k}" for gram, count in counts.items() for k in range(count))


@lru_cache(maxsize=16384)
def _alike(text: str) -> frozenset[str]:
    """Return how words start in Latin letters, and what names sound like."""
    found = set()
    for word in _WORD.findall(text):
        plain = latin(word)
        if len(plain) >= 4:
            found.add(plain[:4])
        if len(plain) >= 6:
            found.add(plain[:6])
        sound = skeleton(plain)
        if len(sound) >= 2 and (not word[0].islower() or plain != word.lower()):
            found.add("~" + sound[:3])
            if len(sound) >= 4:
                found.add("~" + sound[:5])
    return frozenset(found)


@lru_cache(maxsize=16384)
def _figures(text: str, language: str | None) -> frozenset[str]:
    """Return the values of small numbers, in digits or in words, and of months: their digits without end zeros."""
    digits = _numbers(text)
    if language is None:
        found = {number for number in digits if number in _SPELLED.values()}
        found.update(_SPELLED[word] for word in _WORD.findall(text) if word in _SPELLED)
    else:
        reading = read(text, language)
        values = {value for figure in reading.in_words for value in figure.values} | reading.months
        found = {_digits(value) for value in values} | {number for number in digits if len(number) < 3}
    return frozenset("#" + number for number in found)


def _digits(value: Decimal) -> str:
    return f"{value:f}".replace(".", "").strip("0") or "0"


def tells(language: str | None) -> bool:
    """Return whether it is known how a language writes its numbers."""
    known = table(language)
    return known is not None and not known.partial


@lru_cache(maxsize=16384)
def _numbers(text: str) -> frozenset[str]:
    """Return addresses and placeholders as they stand, and the digits of numbers without separators and end zeros."""
    strong = {match.rstrip(".,;:)") for match in _STRONG.findall(text)}
    rest = _STRONG.sub(" ", text)
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in rest)
    for number in _NUMBER.findall(digits):
        whole = re.sub(r"\D", "", number)
        strong.add(whole.strip("0") or "0")
    return frozenset(strong)


def related(parts: Sequence[Part]) -> bool:
    """Return whether most letters of a text have a known sound: Latin, Cyrillic and Greek ones."""
    letters = [char for part in parts for char in part.text if char.isalpha()]
    return sum(char < "\u0530" or "\u1e00" <= char < "\u2000" for char in letters) * 2 >= len(letters)
