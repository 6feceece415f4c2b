"""Puts mistakes of translation into a paragraph that stands beside its source."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

from mtqa import readers, text
from mtqa.text.sentences_abroad import spans

_NUMBER: Final = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w%])")
_MONTHS: Final = "January February March April June July August September October November December".split()
_DATE: Final = re.compile(rf"\b(?:\d{{1,2}} (?P<a>{'|'.join(_MONTHS)})|(?P<b>{'|'.join(_MONTHS)}) \d{{1,2}})\b")
_UNITS: Final = {
    "kilometers": "miles",
    "kilometres": "miles",
    "km": "miles",
    "meters": "feet",
    "metres": "feet",
    "kg": "pounds",
    "yuan": "dollars",
    "dollars": "euros",
    "euros": "dollars",
    "rubles": "dollars",
    "percent": "tonnes",
    "tons": "litres",
    "hectares": "miles",
}
_UNIT: Final = re.compile(rf"(?<=\d )(?:{'|'.join(_UNITS)})\b")
_NAME: Final = re.compile(r"\b[A-Z][a-z]{5,}\b")
_QUOTED: Final = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LINK: Final = "https://example.org/news/{}"
_FEWEST_WORDS = 4

Wreck = Callable[[random.Random, str, str], tuple[str, str] | None]
"""Puts a mistake into a paragraph and its source; nothing where there is no place for it."""


def changed_number(rng: random.Random, english: str, source: str) -> tuple[str, str] | None:
    """Change a digit of a number."""
    found = list(_NUMBER.finditer(english))
    if not found:
        return None
    number = rng.choice(found)
    at = rng.choice([i for i in range(*number.span()) if english[i].isdigit()])
    first = at == number.start() and number.end() - at > 1
    digit = rng.choice([d for d in "0123456789"[int(first) :] if d != english[at]])
    return english[:at] + digit + english[at + 1 :], source


def dropped(rng: random.Random, english: str, source: str) -> tuple[str, str] | None:
    """Leave out a sentence: one of several where the source has as many, else the paragraph if it is one sentence."""
    sentences = _sentences(english)
    theirs = len(spans(source, "zh" if _HAN.search(source) else "en"))
    where = [i for i, one in enumerate(sentences) if len(one.split()) >= _FEWEST_WORDS]
    if not where or (len(sentences) != theirs and 1 not in (len(sentences), theirs)):
        return None
    if len(sentences) != theirs:
        return "", source
    at = rng.choice(where)
    return " ".join(sentences[:at] + sentences[at + 1 :]), source


def doubled(rng: random.Random, english: str, source: str) -> tuple[str, str] | None:
    """Write a sentence twice."""
    sentences = _sentences(english)
    where = [i for i, one in enumerate(sentences) if len(one.split()) >= _FEWEST_WORDS]
    if not where:
        return None
    at = rng.choice(where)
    return " ".join([*sentences[: at + 1], sentences[at], *sentences[at + 1 :]]), source


def untranslated(_: random.Random, english: str, source: str) -> tuple[str, str] | None:
    """Leave the paragraph as the source has it."""
    return (source, source) if english != source else None


def changed_date(rng: random.Random, english: str, source: str) -> tuple[str, str] | None:
    """Change the month of a date."""
    found = _DATE.search(english)
    if found is None:
        return None
    group = "a" if found["a"] else "b"
    other = rng.choice([month for month in _MONTHS if month != found[group]])
    return english[: found.start(group)] + other + english[found.end(group) :], source


def changed_unit(_: random.Random, english: str, source: str) -> tuple[str, str] | None:
    """Put another unit or currency behind a number."""
    found = _UNIT.search(english)
    return (_UNIT.sub(lambda m: _UNITS[m[0]], english, count=1), source) if found else None


def changed_name(rng: random.Random, english: str, source: str) -> tuple[str, str] | None:
    """Change two letters of a name that the source has in Latin letters too."""
    found = [match for match in _NAME.finditer(english) if re.search(rf"\b{match[0]}\b", source)]
    if not found:
        return None
    name = rng.choice(found)
    at = rng.choice([i for i in range(name.start() + 1, name.end() - 1) if english[i] != english[i + 1]] or [0])
    swapped = english[:at] + english[at + 1] + english[at] + english[at + 2 :]
    return (swapped, source) if at else None


def lost_quotes(_: random.Random, english: str, source: str) -> tuple[str, str] | None:
    """Take away all quotation marks of a paragraph whose source has some."""
    if not _QUOTED.search(english) or not re.search(r"[\"“„«»「]", source):
        return None
    return _QUOTED.sub(r"\1", english), source


def lost_link(rng: random.Random, english: str, source: str) -> tuple[str, str] | None:
    """Put the same address behind both, then change or drop that of the English."""
    number = rng.randint(1000, 9999)
    theirs = f"{source} {_LINK.format(number)}"
    if rng.random() < 1 / 2:
        return english, theirs
    return f"{english} {_LINK.format(number + rng.randint(1, 9))}", theirs


KINDS: Final[dict[str, Wreck]] = {
    "a number changed": changed_number,
    "a sentence dropped": dropped,
    "a sentence doubled": doubled,
    "left untranslated": untranslated,
    "a date's month changed": changed_date,
    "a unit or currency changed": changed_unit,
    "a name in Latin letters misspelt": changed_name,
    "quotation marks lost": lost_quotes,
    "a link lost or changed": lost_link,
}


def _sentences(paragraph: str) -> list[str]:
    return [sentence.text for sentence in text.split(readers.from_text(paragraph))]
