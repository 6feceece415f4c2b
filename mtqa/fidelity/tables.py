"""How languages write numbers and months: tables as data, one file a language, read when first asked for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final, cast

_FOLDER: Final = "languages"
_SCRIPTS: Final = {"zh-cn": "zh", "zh-tw": "zh", "nb": "no", "nn": "no", "sh": "hr", "iw": "he", "mo": "ro"}


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What one language writes for numbers.

    Attributes:
        code: ISO 639-1.
        words: cardinal and ordinal numbers below the scales, by form.
        scales: thousands, millions and the like, by form.
        loose: words that may stand for a number, "both" for two, with all they may mean; where numbers are written in
            characters, those that start with "#" only behind a number.
        months: names of months, by form.
        joiners: words that stand inside a number, such as "and".
        compound: matches a word that is made of number words, and what follows them; None where none is.
        piece: matches one number word in such a word.
        endings: what may follow the number in such a word and leave it one: endings of ordinals.
        prefixes: what may stand glued before a number word.
        characters: whether numbers are written in Chinese characters or Korean syllables.
        partial: whether the table lacks the small numbers, so that words say nothing.
        scales_first: whether thousands and millions stand before the digits.
        vigesimal: whether 70 is 60 and 10, and 80 four times 20.
    """

    code: str
    words: Mapping[str, int]
    scales: Mapping[str, int]
    loose: Mapping[str, frozenset[Decimal]]
    months: Mapping[str, int]
    joiners: frozenset[str]
    compound: re.Pattern[str] | None
    piece: re.Pattern[str] | None
    endings: frozenset[str]
    prefixes: tuple[str, ...]
    characters: bool
    partial: bool
    scales_first: bool
    vigesimal: bool


@cache
def languages() -> frozenset[str]:
    """Return the ISO 639-1 codes of the languages that have a table."""
    folder = files("mtqa.fidelity").joinpath(_FOLDER)
    return frozenset(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def table(language: str | None) -> Table | None:
    """Return the table of a language, or None where it has none, so that only digits can be read."""
    if language is None:
        return None
    code = language.lower()
    code = _SCRIPTS.get(code, code.partition("-")[0])
    return _of(code) if code in languages() else None


@cache
def _of(code: str) -> Table:
    return _build(code, _load(code))


def _load(code: str) -> dict[str, object]:
    """Read a file, and put what it is like under it."""
    text = files("mtqa.fidelity").joinpath(_FOLDER, f"{code}.toml").read_text(encoding="utf-8")
    content: dict[str, object] = tomllib.loads(text)
    like = content.get("like")
    if not isinstance(like, str):
        return content
    base = _load(like)
    for name in ("words", "ordinals", "scales", "loose", "months"):
        base[f"{name}*{code}"] = content.get(name, {})
    base["joiners"] = f"{base['joiners']} {content.get('joiners', '')}"
    return base


def _sections(content: Mapping[str, object], name: str) -> list[dict[str, str]]:
    """Return a section, and those of the same name that files put over it."""
    return [cast("dict[str, str]", part) for key, part in content.items() if key.partition("*")[0] == name]


def _forms(content: Mapping[str, object], name: str) -> dict[str, int]:
    return {
        form: int(key)
        for section in _sections(content, name)
        for key, forms in section.items()
        for form in forms.split()
    }


def _ordinals(content: Mapping[str, object]) -> dict[str, int]:
    return {
        stem + ending: int(key)
        for section in _sections(content, "ordinals")
        for key, stems in section.items()
        if key != "endings"
        for stem in stems.split()
        for ending in section["endings"].split()
    }


def _loose(content: Mapping[str, object]) -> dict[str, frozenset[Decimal]]:
    found: dict[str, frozenset[Decimal]] = {}
    for section in _sections(content, "loose"):
        for key, forms in section.items():
            for form in forms.split():
                found[form] = found.get(form, frozenset()) | {Decimal(key)}
    return found


def _build(code: str, content: Mapping[str, object]) -> Table:
    scales = _forms(content, "scales")
    words = _ordinals(content)
    for form, value in _forms(content, "words").items():
        words[form] = value
    for form in [form for form, value in words.items() if value >= 1000]:
        scales[form] = words.pop(form)
    joiners = str(content.get("joiners", "")).split()
    pieces = sorted({*words, *(form for form in scales if len(form) > 2)}, key=len, reverse=True)
    characters = bool(content.get("characters"))
    compound = piece = None
    if pieces:
        inner = "|".join(map(re.escape, pieces))
        glue = "".join(f"|{re.escape(joiner)}(?={inner})" for joiner in joiners)
        compound = re.compile(f"(?:{inner}{glue})+")
        piece = re.compile(inner)
    return Table(
        code=code,
        words=words,
        scales=scales,
        loose=_loose(content),
        months=_forms(content, "months"),
        joiners=frozenset(joiners),
        compound=compound,
        piece=piece,
        endings=frozenset(str(content.get("suffixes", "")).split()),
        prefixes=tuple(str(content.get("prefixes", "")).split()),
        characters=characters,
        partial=bool(content.get("partial")),
        scales_first=bool(content.get("scales_first")),
        vigesimal=bool(content.get("vigesimal")),
    )
