"""Which figures of one text the other lacks, under the most lenient reading of both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from mtqa.fidelity import units
from mtqa.fidelity.figure import Figure, FigureKind
from mtqa.fidelity.reading import Reading

_ROUNDED: Final = re.compile(
    r"\b(?:about|around|nearly|almost|over|some|roughly|approximately|approx\.?|circa|ca\.?|more than|less than|under"
    r"|close to|up to|at least|an estimated|just)\s(?:\S{1,2}\s?)?$",
    re.IGNORECASE,
)
_CALENDARS: Final = {"ne": (-57, -56), "th": (-543,), "hi": (-57, -56)}


def explained(figure: Figure, other: Reading, *, language: str | None = None) -> bool:
    """Say whether the other text has a figure, in digits or in words, in this unit or another.

    Args:
        figure: a figure of one text.
        other: the other text. If it is English, it may round the figure.
        language: ISO 639-1 code of the source, whose calendar may be another.
    """
    if figure.kind is FigureKind.CODE:  # no word stands for the number of one
        return not figure.values.isdisjoint(other.numbers) or _in_row(figure, other)
    if not figure.values.isdisjoint(other.numbers) or not figure.values.isdisjoint(other.worded):
        return True
    if figure.parts and all(
        part in (other.singles if figure.values else other.everything) or part == 0 for part in figure.parts
    ):
        return True
    return (
        _as_month(figure, other)
        or _as_year(figure, other, language)
        or _in_row(figure, other)
        or _converted(figure, other)
        or rounded(figure, other)
        or _times_of_day(figure, other)
    )


def _as_month(figure: Figure, other: Reading) -> bool:
    if figure.month and not figure.values.isdisjoint(other.months):
        return True
    if len(figure.parts) < 2:
        return False
    known = other.singles
    return all(part in known or part + 1900 in known or part + 2000 in known or part == 0 for part in figure.parts)


def _as_year(figure: Figure, other: Reading, language: str | None) -> bool:
    """Compare years with those written short, '98 and 1998, and those of other calendars."""
    for value in figure.values:
        if value != value.to_integral_value():
            continue
        if 1000 <= value < 2700 and not figure.mantissa:
            if f"{int(value) % 100:02d}" in other.bare or (value % 100 > 9 and value % 100 in other.worded):
                return True
            if any(
                value + shift in other.everything or value - shift in other.everything
                for shift in _CALENDARS.get(language or "", ())
            ):
                return True
        if value < 100 and len(figure.text) > 1 and value in other.short_years:
            return True
        if 1 < value < 22 and (value - 1) * 100 in other.numbers:
            return True
        if 1000 <= value < 2700 and value % 100 == 0 and value / 100 + 1 in other.worded:
            return True
    return False


def _in_row(figure: Figure, other: Reading) -> bool:
    """Look for the digits in a telephone number or a code that is grouped in another way."""
    digits = "".join(filter(str.isdigit, figure.text)) if figure.text.isascii() else ""
    if len(digits) < 2:
        return False
    if any(digits in run for run in other.runs):
        return True
    return len(digits) > 6 and digits in other.digits


def _converted(figure: Figure, other: Reading) -> bool:
    """Look for a measure in another unit."""
    return bool(figure.unit) and any(
        units.converted(value, figure.unit, there, one.unit)
        for value in figure.values
        for one in other.measured(figure.unit, value)
        for there in one.values
    )


def rounded(figure: Figure, english: Reading) -> bool:
    """Say whether an English text has a figure of the source with fewer digits."""
    return bool(_roundings(english)) and any(
        _shortened(value, there, figure, one, english)
        for value in figure.values
        if value > 20
        for there, one in english.about(value)
    )


def rounds(figure: Figure, english: Reading, source: Reading) -> bool:
    """Say whether a figure of an English text is one of the source with fewer digits."""
    return figure.start in _roundings(english) and any(
        _shortened(there, value, one, figure, english)
        for value in figure.values
        if value > 20
        for there, one in source.about(value)
    )


@lru_cache(maxsize=1024)
def _roundings(english: Reading) -> Mapping[int, bool]:
    """Return where figures start that may be rounded, and whether a word says so; none in another language."""
    if english.table is None or english.table.code != "en":
        return {}
    said = {f.start: bool(_ROUNDED.search(english.text, max(0, f.start - 24), f.start)) for f in english.figures}
    return {f.start: said[f.start] for f in english.figures if said[f.start] or f.mantissa}


def _shortened(exact: Decimal, short: Decimal, figure: Figure, one: Figure, english: Reading) -> bool:
    """Say whether a number is rounded: behind a word that says so, or before one for millions."""
    said = _roundings(english).get(one.start)
    if said is None or FigureKind.YEAR in (figure.kind, one.kind) or _places(short) >= _places(exact):
        return False
    return said or _rounds_to(exact, short)


def _places(value: Decimal) -> int:
    """Return how many digits say what a number is."""
    return len(value.normalize().as_tuple().digits)


def _rounds_to(exact: Decimal, short: Decimal) -> bool:
    """Say whether one number is the other with fewer digits: 3,292,900 and 3.29 million."""
    places = _places(short)
    return places > 1 and abs(exact - short) < Decimal(10) ** (exact.adjusted() - places + 1)


def _times_of_day(figure: Figure, other: Reading) -> bool:
    """Compare hours of the day counted by twelve and by twenty-four."""
    if figure.kind is FigureKind.TIME:
        return False
    hours = [part for part in (*figure.parts[:1], *figure.values) if 12 < part <= 24]
    if any(hour - 12 in other.clock for hour in hours):
        return len(figure.parts) < 2 or all(part in other.everything or part == 0 for part in figure.parts[1:])
    return False
