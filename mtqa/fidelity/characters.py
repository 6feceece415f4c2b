"""Numbers in Chinese characters, as Chinese and Japanese write them, and in the Korean syllables for the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.fidelity.words import Written

_DIGITS: Final = {
    **dict.fromkeys("〇零영공", 0),
    **dict.fromkeys("一壹일", 1),
    **dict.fromkeys("二两兩贰貳이", 2),
    **dict.fromkeys("三叁参삼", 3),
    **dict.fromkeys("四肆사", 4),
    **dict.fromkeys("五伍오", 5),
    **dict.fromkeys("六陆육륙", 6),
    **dict.fromkeys("七柒칠", 7),
    **dict.fromkeys("八捌팔", 8),
    **dict.fromkeys("九玖구", 9),
}
_TENS: Final = {**dict.fromkeys("十拾십", 10), **dict.fromkeys("百佰백", 100), **dict.fromkeys("千仟천", 1000)}
_TENS_WHOLE: Final = {"廿": 20, "卅": 30}
_MYRIADS: Final = {
    **dict.fromkeys("万萬만", 10**4),
    **dict.fromkeys("亿億억", 10**8),
    **dict.fromkeys("兆조", 10**12),
}
_RUN: Final = re.compile(f"[{''.join([*_DIGITS, *_TENS, *_TENS_WHOLE, *_MYRIADS])}]+")
SCALE: Final = re.compile(f"[多余餘几幾数數]?([{''.join([*_TENS, *_MYRIADS])}]+)")
_FEW: Final = re.compile(
    "([一二三四五六七八九])([一二三四五六七八九])([十百千万亿])([万亿]?)"
)  # 四五十: forty or fifty
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民国": 1911, "民國": 1911}
ERA: Final = re.compile(f"({'|'.join(_ERAS)})$")


def era(name: str) -> int:
    """Return the year before the first of an era."""
    return _ERAS[name]


def scale(characters: str) -> int:
    """Return the product of characters that follow a number in digits: 1e12 for 万亿."""
    product = 1
    for character in characters:
        product *= _TENS.get(character) or _MYRIADS[character]
    return product


def numerals(text: str) -> Iterator[Written]:
    """Yield the numbers in characters. One of a single character may be part of a word, so it isn't sure."""
    for match in _RUN.finditer(text):
        run = match[0]
        if len(run) > 1 and all(character in _DIGITS for character in run):
            digits = [_DIGITS[character] for character in run]
            yield Written(*match.span(), int("".join(map(str, digits))), len(run) > 3)
            yield from (Written(*match.span(), digit, sure=False) for digit in digits)
            continue
        values = list(_sums(run))
        korean = "\uac00" <= run[0] <= "\ud7a3"
        sure = (
            len(run) > 1 and not _FEW.search(run) and len(values) == 1 and not korean and run[0] not in "百千万亿萬億"
        )
        yield from (Written(*match.span(), value, sure) for value in values)
        for few in _FEW.finditer(run):
            tens = (_TENS.get(few[3]) or _MYRIADS[few[3]]) * (_MYRIADS.get(few[4], 1) if few[4] else 1)
            yield from (Written(*match.span(), _DIGITS[few[n]] * tens, sure=False) for n in (1, 2))
        after = text[match.end() : match.end() + 1]
        if after in ("成", "割") and len(run) < 3:
            yield Written(*match.span(), values[-1] * 10, sure=False)
        elif after == "折":
            yield Written(*match.span(), 100 - values[-1] * (10 if values[-1] < 10 else 1), sure=False)


def _sums(run: str) -> Iterator[int]:
    """Add up characters; a digit where none can stand starts another number."""
    total = section = digit = 0
    lowest = 10**5
    pending = fresh = False
    for character in run:
        if character in _DIGITS:
            if pending and digit:
                yield total + section + digit
                total = section = 0
                lowest = 10**5
            digit, pending, fresh = _DIGITS[character], True, True
        elif character in _TENS_WHOLE:
            section += _TENS_WHOLE[character]
            fresh = True
        elif character in _TENS:
            value = _TENS[character]
            if value > lowest and digit == 0 and section:
                section *= value
            else:
                section += (digit or 1) * value
            lowest, digit, pending, fresh = value, 0, False, True
        else:
            value = _MYRIADS[character]
            total = (total + section + digit or 1) * value if total < value else total + (section + digit or 1) * value
            section = digit = 0
            lowest, pending, fresh = 10**5, False, True
    if fresh:
        yield total + section + digit
