"""Reads the figures in digits of a text: their values, and what the words and signs around them make of them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from mtqa.fidelity import characters, units
from mtqa.fidelity.digits import NUMBER, readings
from mtqa.fidelity.figure import NO_VALUES, Figure, FigureKind
from mtqa.fidelity.tables import Table
from mtqa.fidelity.words import LETTERS, lowered

_ADDRESS: Final = re.compile(r"(?:https?\s?:\s?/\s?/|www\.)\S+|\S+@\S+|[@#]\w+")
_SCALE: Final = re.compile(r"[\s\-‑]{0,2}(?:de\s|с лишним\s|odd\s)?(" + LETTERS + r")\.?")
_BEFORE: Final = re.compile(rf"(?<!\w)({LETTERS})\s$")
_TIME: Final = re.compile(r"\s?:\s?\d\d(?!\d)")
_MERIDIEM: Final = re.compile(
    r"(?:\s?[:.]\s?\d\d)?\s?"
    r"(?:[ap]\.?\s?m\b|o'clock|hours?\b|(?:in the|this|that) (?:morning|afternoon|evening)|at night)",
    re.IGNORECASE,
)
_BEFORE_NOON: Final = re.compile(r"(?:上午|下午|凌晨|晚上?|早上?|傍晚|夜里?|午前|午後|오전|오후)$")
_RANGE: Final = re.compile(
    r"\s?(?:[-–—~～至到]|to|and|or|do|bis|до|по|и|или|или|a|à|y|o|og|till|och|kuni|iki|līdz|până la|la|și|и|ja|、|,)\s?"
)
_KILO: Final = tuple("米瓦伏克卡赫帕焦安吨")
_AFTER_TENS: Final = re.compile(r"(?:\s?(?:and|и|y|e|et|und|și|ja)\s|\s{0,2})?")
_MONTH_SIGN: Final = re.compile(r"\s?[月월](?!份?份)")
_MONTH_MARK: Final = re.compile(r"[./-]\d")
_MARK_MONTH: Final = re.compile(r"\d[./-]$")
_CODE_BEFORE: Final = re.compile(r"(?:[A-Za-zА-Яа-яЁё]|[A-ZА-ЯЁ]{1,6}[-‑–])$")
_ORDINAL: Final = re.compile(r"(?:st|nd|rd|th)\b|[-‑](?:й|го|е|я|му|м|ая|ой|ю|х)\b|\.(?=\s[a-zà-žа-я])|[ºª]")


def figures_in_digits(text: str, raw: str, language: Table | None) -> tuple[Figure, ...]:
    """Return the figures of a text that stand in digits, in order.

    Args:
        text: with digits in ASCII.
        raw: as it stands, character for character.
        language: how its language writes numbers; None where unknown.
    """
    addresses = (
        [match.span() for match in _ADDRESS.finditer(text)]
        if "/" in text or "@" in text or "#" in text or "www" in text
        else []
    )
    found: list[Figure] = []
    for match in NUMBER.finditer(text):
        code = any(start <= match.start() < end for start, end in addresses)
        found.append(_figure(match, text, raw, language, code=code))
    return tuple(_in_series(found, text))


def _figure(match: re.Match[str], text: str, raw: str, language: Table | None, *, code: bool) -> Figure:
    start, end = match.span()
    values, parts = readings(match[0])
    before = text[max(0, start - 8) : start]
    kind = FigureKind.NUMBER
    mantissa = NO_VALUES
    month = False
    if code or (_CODE_BEFORE.search(before) and not units.BEFORE.search(before)):
        kind = FigureKind.CODE
    factor, after = _scale(text, end, language)
    if factor == 1 and language is not None and language.scales_first:
        factor = _scale_before(text, start, language)
    if factor > 1 and after - end == 1 and text[end].isascii():  # 'm' and 'k' may be a unit, or part of a name
        values |= {value * factor for value in values}
    elif factor > 1:
        mantissa, parts = values, ()
        values = frozenset(value * factor for value in values)
        end = after
    unit = _unit(text, before, end)
    if unit and kind is not FigureKind.CODE:
        kind = _kind(unit)
    if factor == 1 and values:
        values, kind, month = _sense(match, text, values, parts, kind, before)
    return Figure(start, end, raw[start:end], kind, values, parts, mantissa, unit, month=month)


def _sense(
    match: re.Match[str],
    text: str,
    values: frozenset[Decimal],
    parts: tuple[Decimal, ...],
    kind: FigureKind,
    before: str,
) -> tuple[frozenset[Decimal], FigureKind, bool]:
    """Return the values, kind and possible month of a number without a scale, by what stands around it."""
    end = match.end()
    month = False
    first = parts[0] if parts else next(iter(values))
    if first <= 24 and (
        _TIME.match(text, end)
        or _MERIDIEM.match(text, end)
        or _BEFORE_NOON.search(before)
        or text[end : end + 1] in "点點時시"
    ):
        kind = FigureKind.TIME
        values = values | {first, first + 12 if first <= 12 else first - 12}
    elif len(match[0]) == 4 and not parts and 1500 <= first < 2100:
        kind = FigureKind.YEAR
    elif _ORDINAL.match(text, end):
        kind = FigureKind.ORDINAL
    if first <= 12 and not parts:
        month = bool(_MONTH_SIGN.match(text, end) or _MONTH_MARK.match(text, end) or _MARK_MONTH.search(before))
    era = characters.ERA.search(before)
    if era:
        values = values | {first + characters.era(era[1])}
    return values, kind, month


def _scale_before(text: str, start: int, language: Table) -> Decimal:
    """Return the factor that a word before a number puts on it."""
    match = _BEFORE.search(text, max(0, start - 24), start)
    return Decimal(_power(lowered(match[1]), language) or 1) if match else Decimal(1)


def _scale(text: str, end: int, language: Table | None) -> tuple[Decimal, int]:
    """Return the factor that words after a number put on it, and where they end."""
    factor = Decimal(1)
    if language is None or end >= len(text):
        return factor, end
    if language.characters:
        match = characters.SCALE.match(text, end)
        if match and match[1].endswith("千") and text[match.end() : match.end() + 1] in _KILO:
            if len(match[1]) == 1:
                return factor, end
            return Decimal(characters.scale(match[1][:-1])), match.end() - 1
        return (Decimal(characters.scale(match[1])), match.end()) if match else (factor, end)
    while True:
        match = _SCALE.match(text, end)
        if match is None:
            return factor, end
        word = lowered(match[1])
        value = _power(word, language)
        if value is None or (len(word) == 1 and match.start(1) - end > (0 if word in "kmbт" else -1)):
            return factor, end
        factor, end = factor * value, match.end(1)


@lru_cache(maxsize=4096)
def _power(word: str, language: Table) -> int | None:
    """Return the thousands or millions that a word stands for, an ending of up to four letters left out."""
    for length in range(len(word), max(2 if language.partial else 3, len(word) - 5), -1):
        value = language.scales.get(word[:length])
        if value is not None:
            return value
    return language.scales.get(word) or (100 if language.words.get(word) == 100 else None)


def _unit(text: str, before: str, end: int) -> frozenset[str]:
    after = units.AFTER.match(text, end)
    if after:
        found = units.named(after[1].lower())
        if found:
            return found
    money = units.BEFORE.search(before)
    return units.named(money[1].lower().rstrip(".")) if money else frozenset()


def _kind(unit: frozenset[str]) -> FigureKind:
    dimension = units.dimension(min(unit))
    return {"share": FigureKind.PERCENT, "money": FigureKind.MONEY, "time": FigureKind.DURATION}.get(
        dimension, FigureKind.MEASURE
    )


def _in_series(found: list[Figure], text: str) -> list[Figure]:
    """Give the first of a range the scale and the unit of the second, and numbers in a row their sum."""
    for i in range(len(found) - 2, -1, -1):
        one, two = found[i], found[i + 1]
        between = text[one.end : two.start]
        if len(between) > 8:
            continue
        if _RANGE.fullmatch(between):
            if two.mantissa and not one.mantissa and one.values:
                factor = max(two.values) / max(two.mantissa) if max(two.mantissa) else Decimal(1)
                one = replace(one, values=one.values | {value * factor for value in one.values})
            if two.unit and not one.unit:
                one = replace(one, unit=two.unit, kind=two.kind)
            found[i] = one
        elif one.mantissa and _AFTER_TENS.fullmatch(between) and two.values and max(one.values) > max(two.values):
            total = {max(one.values) + value for value in two.values}
            found[i] = replace(one, values=one.values | total)
            found[i + 1] = replace(two, values=two.values | total)
    return found
