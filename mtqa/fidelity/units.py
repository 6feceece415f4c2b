"""Units and currencies beside a number, in all languages, and what one is in another."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from mtqa.fidelity.words import LETTERS

AFTER: Final = re.compile(rf"[\s\-‑]{{0,2}}(%|٪|°\s?[CFcfСс]|[℃℉€$£¥￥₽₴₩₹₺₸]|{LETTERS}\$?)")
BEFORE: Final = re.compile(
    r"((?:us|hk|nt|a|c|r)?\$|[€£¥￥₽₴₩₹₺₸]|\b(?:usd|eur|gbp|rmb|cny|jpy|krw|vnd|hkd|aud|cad|inr|rs|chf|kr|sek|nok|dkk)\.?)\s?$",
    re.IGNORECASE,
)
_TOLERANCE: Final = Decimal("0.06")


class _Unit(NamedTuple):
    dimension: str
    factor: Decimal


@cache
def _units() -> tuple[dict[str, _Unit], dict[str, frozenset[str]], dict[str, frozenset[str]], dict[str, str]]:
    """Return the units by name, and the names by whole word, by beginning, and by characters without blanks."""
    content = tomllib.loads(files("mtqa.fidelity").joinpath("units.toml").read_text(encoding="utf-8"))
    units: dict[str, _Unit] = {}
    words: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    glued: dict[str, str] = {}
    for dimension, section in content.items():
        for name, (factor, forms) in section.items():
            units[name] = _Unit(dimension, Decimal(str(factor)))
            for form in forms.split():
                if "\u3040" <= form[0] <= "\ud7ff":
                    glued[form] = name
                elif form.endswith("*"):
                    stems.setdefault(form[:-1], set()).add(name)
                else:
                    words.setdefault(form, set()).add(name)
    by_length = dict(sorted(glued.items(), key=lambda item: -len(item[0])))
    return (
        units,
        {form: frozenset(names) for form, names in words.items()},
        {form: frozenset(names) for form, names in stems.items()},
        by_length,
    )


@lru_cache(maxsize=4096)
def named(word: str) -> frozenset[str]:
    """Return the units that a lower-cased word or sign may name; empty where none."""
    _, words, stems, glued = _units()
    word = word.replace(" ", "").replace("с", "c") if word.startswith("°") else word
    found = words.get(word)
    if found:
        return found
    if "\u3040" <= word[0] <= "\ud7ff":
        for form, name in glued.items():
            if word.startswith(form):
                return frozenset({name, "yen", "yuan"}) if form == "元" else frozenset((name,))
        return frozenset()
    for length in range(len(word), 4, -1):
        if word[:length] in stems:
            return stems[word[:length]]
    return frozenset()


def length(word: str, those: frozenset[str]) -> int:
    """Return how many characters at the beginning of a lower-cased word name one of these units; 0 where none do."""
    if named(word).isdisjoint(those):
        return 0
    glued = _units()[3] if "\u3040" <= word[0] <= "\ud7ff" else {}
    return next((len(form) for form in glued if word.startswith(form)), len(word))


def dimension(unit: str) -> str:
    """Return what a unit measures."""
    return _units()[0][unit].dimension


def base(value: Decimal, unit: str) -> Decimal:
    """Return an amount in the first unit of its dimension; degrees in Celsius."""
    if unit == "fahrenheit":
        return (value - 32) * 5 / 9
    return value * _units()[0][unit].factor


def converted(value: Decimal, units: frozenset[str], other: Decimal, others: frozenset[str]) -> bool:
    """Say whether two measures are about the same, in different units of one dimension; money is not converted."""
    table = _units()[0]
    for one in units:
        for two in others - {one}:
            left, right = table[one], table[two]
            if left.dimension != right.dimension or left.dimension == "money":
                continue
            if left.dimension == "temperature":
                pair = (value * 9 / 5 + 32, other) if one == "celsius" else (other * 9 / 5 + 32, value)
                if abs(pair[0] - pair[1]) <= 2:
                    return True
                continue
            here, there = value * left.factor, other * right.factor
            if abs(here - there) <= _TOLERANCE * max(here, there):
                return True
    return False
