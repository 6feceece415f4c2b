"""Numbers in digits: every value that a string of digits, points, commas and blanks may have."""

from __future__ import annotations

import re
import sys
import unicodedata
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

MARKS: Final = ".,'’·٬٫"
BLANKS: Final = " \u00a0\u202f\u2009\u2007"
NUMBER: Final = re.compile(
    rf"\d{{1,3}}(?:[{BLANKS}]\d{{3}}(?!\d))+(?:[.,·٫]\d+)?(?![\d])|\d+(?:[{MARKS}]\d+)*",
)
_SPLIT: Final = re.compile(rf"[{MARKS}{BLANKS}]")


@cache
def _ascii_digits() -> dict[int, int]:
    """Map the digits of all scripts to those of ASCII, and what separates them to what does here."""
    found = {code: 48 + unicodedata.digit(chr(code)) for code in range(128, sys.maxunicode) if chr(code).isdecimal()}
    return found | {ord("．"): ord("."), ord("，"): ord(","), ord("："): ord(":"), ord("％"): ord("%")}


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _ascii_digits()))}]")


def plain_digits(text: str) -> str:
    """Return the text, character for character, with the digits 0 to 9 whatever its script has."""
    return text.translate(_ascii_digits()) if not text.isascii() and _foreign().search(text) else text


@lru_cache(maxsize=8192)
def readings(token: str) -> tuple[frozenset[Decimal], tuple[Decimal, ...]]:
    """Return the values of a number in ASCII digits, and the parts that it may be made of.

    Every style is tried: 1,234.5 and 1.234,5, 1 234,5, 1'234.5, 12,34,567 (Indian), 12.05 as a fraction, a date or a
    time. The parts are empty where there is but one.
    """
    parts = _SPLIT.split(token)
    if len(parts) == 1:
        return frozenset((Decimal(token),)), ()
    marks = [token[sum(map(len, parts[: i + 1])) + i] for i in range(len(parts) - 1)]
    values: set[Decimal] = set()
    parts_apart = tuple(map(Decimal, parts))
    grouped = _grouped(parts, marks)
    if grouped is not None:
        values.add(grouped)
        if marks[0] not in BLANKS:
            parts_apart = ()
    last = marks[-1]
    if last not in BLANKS and last not in "'’٬" and last not in marks[:-1]:
        whole = parts[0] if len(parts) == 2 else _grouped(parts[:-1], marks[:-1])
        if whole is not None:
            values.add(Decimal(f"{whole}.{parts[-1]}"))
    return frozenset(values), parts_apart


def _grouped(parts: list[str], marks: list[str]) -> Decimal | None:
    """Return the value where the marks separate thousands, or lakhs; None where they can't."""
    if len(set(marks)) > 1 or len(parts[0]) > 3 or len(parts[-1]) != 3:
        return None
    inner = {len(part) for part in parts[1:-1]}
    if inner <= {3} or (inner == {2} and len(parts[0]) <= 2):
        return Decimal("".join(parts))
    return None
