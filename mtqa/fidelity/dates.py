"""Days and months of a text, in digits and with names of months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from mtqa.fidelity.reading import Reading
from mtqa.fidelity.tables import Table
from mtqa.fidelity.words import WORD

_CHARACTERS: Final = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s?[月월]\s?(?:([0-3]?\d)\s?[日号號일])?")
_NUMERIC: Final = re.compile(
    r"(?<![\d.,/:-])(?:([0-3]?\d)([./])([0-3]?\d)\2((?:19|20)\d\d)|((?:19|20)\d\d)-([01]\d)-([0-3]\d))(?![\d/-])"
)
_DAY_BEFORE: Final = re.compile(
    r"(?<![\d.,:/])([0-3]?\d)\s?(?:st|nd|rd|th|[-‑](?:го|е|я|го|а|ого|та)|\.|º|ª|er|-та|-ти)?,?\s{0,2}(?:(?:of|de|del|d'|the|да|di)\s)?$"
)
_DAY_AFTER: Final = re.compile(
    r"\.?\s{0,2}(?:the\s)?([0-3]?\d)(?:st|nd|rd|th|\.|-?(?:én|án|e|de|da))?(?![\d:%]|[.,]\d)"
)
_YEAR_AFTER: Final = re.compile(
    r"\.?,?\s{0,2}(?:[0-3]?\d(?:st|nd|rd|th)?,?\s)?(?:of\s|de\s|del\s)?((?:1[5-9]|20)\d\d)(?!\d)"
)


class Date(NamedTuple):
    """A day of a month, or a month of a year: where it stands, and the readings of both."""

    start: int
    end: int
    months: frozenset[int]
    day: frozenset[int]
    year: int | None

    def agrees(self, other: Date) -> bool:
        """Say whether both may be the same."""
        if self.months.isdisjoint(other.months):
            return False
        if self.day and other.day and self.day.isdisjoint(other.day):
            return False
        return not (self.year and other.year and self.year != other.year)

    def same_but_day(self, other: Date) -> bool:
        """Say whether the month is the same, and the day, which both name, is not."""
        return (
            not self.months.isdisjoint(other.months)
            and bool(self.day and other.day and self.day.isdisjoint(other.day))
            and not (self.year and other.year and self.year != other.year)
        )

    def same_but_month(self, other: Date) -> bool:
        """Say whether day, or else the year, are the same, and the month is certainly not."""
        if not self.months.isdisjoint(other.months) or (self.year and other.year and self.year != other.year):
            return False
        if self.day or other.day:
            return not self.day.isdisjoint(other.day)
        return self.year is not None and self.year == other.year


@lru_cache(maxsize=4096)
def dates(reading: Reading) -> tuple[Date, ...]:
    """Return the dates of a text in order; a month alone is none."""
    return tuple(_dates(reading)) if reading.figures else ()


def _dates(reading: Reading) -> Iterator[Date]:
    text, table = reading.text, reading.table
    for match in _NUMERIC.finditer(text):
        one, _, two, year, first, month, day = match.groups()
        if first:
            yield Date(*match.span(), frozenset((int(month),)), frozenset((int(day),)), int(first))
        elif 0 < min(int(one), int(two)) <= 12:
            both = frozenset((int(one), int(two)))
            yield Date(*match.span(), frozenset(n for n in both if n <= 12), both, int(year))
    if table is not None:
        yield from _in_characters(text) if table.characters else _with_names(reading, table)


def _in_characters(text: str) -> Iterator[Date]:
    for match in _CHARACTERS.finditer(text):
        if match[2]:
            yield Date(*match.span(), frozenset((int(match[1]),)), frozenset((int(match[2]),)), None)


def _with_names(reading: Reading, table: Table) -> Iterator[Date]:
    """Yield the dates with the name of a month; "may" and "march" are words too, so English ones have a capital."""
    text = reading.text
    for match in WORD.finditer(reading.lower) if reading.months else ():
        month = table.months.get(match[0])
        if month is None:
            continue
        before = _DAY_BEFORE.search(text, max(0, match.start() - 16), match.start())
        after = _DAY_AFTER.match(text, match.end())
        days = frozenset(int(m[1]) for m in (before, after) if m and 0 < int(m[1]) <= 31)
        found = _YEAR_AFTER.match(text, match.end())
        year = int(found[1]) if found else None
        if (days or year) and (table.code != "en" or text[match.start()].isupper()):
            start = before.start() if before and days else match.start()
            end = max(m.end(1) for m in (after, found) if m) if (after and not before) or found else match.end()
            yield Date(start, end, frozenset((month,)), days, year)
