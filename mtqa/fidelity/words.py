"""Numbers in words: what a run of number words adds up to, in one word or several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from mtqa.fidelity.tables import Table

# letters, and the vowel signs of Devanagari and Sinhala, which are none to the engine
LETTERS: Final = r"(?:[^\W\d_]|(?<=[\u0900-\u0dff])[\u0900-\u0903\u093a-\u094f\u0d81-\u0d83\u0dca-\u0df3\u200d])+"
WORD: Final = re.compile(rf"{LETTERS}(?:'[^\W\d_]+)?")
_PLAIN: Final = str.maketrans({"’": "'", "ʼ": "'", "ş": "ș", "ţ": "ț", "Ş": "ș", "Ţ": "ț", "İ": "i"})
_CLEAR: Final = {*range(1000)} - {100}  # 'hundred' and 'thousand' alone may be any number of them
_GAP: Final = re.compile(r"[\s\-‑–]*")
_COUNTS: Final = frozenset("0123456789〇零一二三四五六七八九十百千万億亿两兩几幾数數多半余餘")
_BEHIND: Final = "#"
_ROMAN: Final = re.compile(r"(?<![^\W_])[IVXLCDMХІСМ]{1,7}(?![^\W_])")
_LETTERS: Final = str.maketrans({"Х": "X", "І": "I", "С": "C", "М": "M"})
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class Written(NamedTuple):
    """A number in words: where it stands, and its value; ``sure`` where no other word can be meant."""

    start: int
    end: int
    value: int
    sure: bool


class _Piece(NamedTuple):
    start: int
    end: int
    value: int
    joined: bool
    sure: bool = True


def lowered(text: str) -> str:
    """Return the text in lower case with straight apostrophes, character for character."""
    lower = text.translate(_PLAIN).lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[0] for c in text.translate(_PLAIN))


def loose_values(lower: str, table: Table) -> set[Decimal]:
    """Return what words such as "both" and "dozen" in a lower-cased text may stand for."""
    found: set[Decimal] = set()
    if table.characters:
        for form, values in table.loose.items():
            if _counted(form[1:], lower) if form[0] == _BEHIND else form in lower:
                found |= values
        return found
    for match in WORD.finditer(lower):
        for word in _variants(match[0]):
            values = table.loose.get(word, frozenset())
            found |= values
    return found


def _counted(form: str, text: str) -> bool:
    """Say whether a character stands behind a number, so that it is a tenth, a week, a year and no part of a word."""
    return any(text[match.start() - 1 : match.start()] in _COUNTS for match in re.finditer(form, text) if match.start())


def _variants(word: str) -> tuple[str, ...]:
    return (word, *word.split("'")) if "'" in word else (word,)


def written(lower: str, table: Table) -> list[Written]:
    """Return the numbers in words of a lower-cased text, in order."""
    found: list[Written] = []
    run: list[_Piece] = []
    end = 0
    joined = False
    for match in WORD.finditer(lower):
        pieces = list(_pieces(match, table))
        if run and _GAP.fullmatch(lower, end, match.start()) is None:
            found += _evaluate(run, vigesimal=table.vigesimal)
            run, joined = [], False
        if pieces:
            run += [pieces[0]._replace(joined=joined or pieces[0].joined), *pieces[1:]]
            end, joined = match.end(), False
        elif run and match[0] in table.joiners and not joined:
            end, joined = match.end(), True
        elif run:
            found += _evaluate(run, vigesimal=table.vigesimal)
            run, joined = [], False
    return found + _evaluate(run, vigesimal=table.vigesimal)


def _pieces(match: re.Match[str], table: Table) -> Iterator[_Piece]:
    """Yield the number words that a word is, or is made of."""
    word, start, end = match[0], match.start(), match.end()
    for variant in _variants(word):
        value = _value(variant, table)
        if value is not None:
            yield _Piece(end - len(variant), end, value, joined=False)
            return
    for prefix in table.prefixes:
        rest = word.removeprefix(prefix)
        value = _value(rest, table)
        if value is not None and rest != word:
            yield _Piece(start, end, value, joined=prefix.startswith("و"))
            return
    yield from _compound(word, start, table)


def _compound(word: str, start: int, table: Table) -> Iterator[_Piece]:
    """Yield the number words that one word is made of; those at its beginning are less sure."""
    least = 2 if table.characters else 3
    if table.compound is None or table.piece is None or len(word) <= least:
        return
    whole = table.compound.match(word)
    if whole is None or whole.end() < least:
        return
    pieces = _split(word, 0, table)
    sure = pieces is not None
    for begin, end, value in pieces or ((*m.span(), _value(m[0], table) or 0) for m in table.piece.finditer(whole[0])):
        yield _Piece(start + begin, start + end, value, joined=begin > 0, sure=sure)


def _split(word: str, at: int, table: Table) -> list[tuple[int, int, int]] | None:
    """Return the number words that a word is made of to its end, from a place on, or None; an ending may follow."""
    rest = word[at:]
    if at and (not rest or rest in table.endings):
        return []
    for end in range(len(word), at, -1):
        value = _value(word[at:end], table) if end - at > 1 or table.characters else None
        if value is None and not (at and word[at:end] in table.joiners):
            continue
        after = _split(word, end, table)
        if after is not None and (value is not None or (after and after[0][0] == end)):
            return after if value is None else [(at, end, value), *after]
    return None


def _value(word: str, table: Table) -> int | None:
    found = table.words.get(word)
    return table.scales.get(word) if found is None else found


def _fits(group: int, piece: _Piece, *, vigesimal: bool) -> int | None:
    """Return the hundreds, tens and units with one more word; None where it starts another number."""
    value, rest = piece.value, group % 100
    if value == 100:
        return group * 100 if 0 < group < 100 else (100 if group == 0 else None)
    if value > 100:
        return value if group == 0 else None
    if vigesimal and value == 20 and rest == 4:
        return group - 4 + 80
    after_tens = value < 10 and rest and rest % 10 == 0
    before_tens = piece.joined and value % 10 == 0 and rest < 10
    by_scores = vigesimal and 10 <= value < 20 and rest in (60, 80)
    return group + value if rest == 0 or after_tens or before_tens or by_scores else None


def _evaluate(run: list[_Piece], *, vigesimal: bool) -> list[Written]:
    """Add up a run of number words; where they can't be one number, they are several."""
    found: list[Written] = []
    total = group = 0
    first: _Piece | None = None
    last: _Piece | None = None
    scale = 0
    sure = True

    def close() -> None:
        nonlocal total, group, first, scale, sure
        if first is not None and last is not None:
            found.append(Written(first.start, last.end, total + group, sure and first.value in _CLEAR))
        total, group, first, scale, sure = 0, 0, None, 0, True

    for piece in run:
        if piece.value >= 1000:
            if group == 0 and total and total < piece.value:
                total *= piece.value
            elif scale and piece.value >= scale and group:
                close()
                total, group = piece.value, 0
            else:
                total, group = total + (group or 1) * piece.value, 0
            scale = piece.value
        else:
            fits = _fits(group, piece, vigesimal=vigesimal)
            if fits is None:
                close()
                fits = piece.value
            group = fits
        first = first or piece
        last = piece
        sure = sure and piece.sure
    close()
    _years(found)
    return found


def _years(found: list[Written]) -> None:
    """Read two numbers of two digits that follow each other as a year too: 'nineteen ninety'."""
    for one, two in list(pairwise(found)):
        if 10 <= one.value <= 20 and 1 <= two.value < 100 and two.start - one.end < 3:
            found.append(Written(one.start, two.end, one.value * 100 + two.value, sure=False))


def roman(text: str) -> Iterator[Written]:
    """Yield the Roman numerals of a text; a single letter may be a word, so none is sure."""
    for match in _ROMAN.finditer(text):
        letters = match[0].translate(_LETTERS)
        values = [_VALUES[letter] for letter in letters]
        total = sum(v if v >= max(values[i:]) else -v for i, v in enumerate(values))
        if total > 0:
            yield Written(match.start(), match.end(), total, sure=False)
