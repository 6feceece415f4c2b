"""The marks at the beginning of a line that tell what block of reStructuredText it opens."""

from __future__ import annotations

import re
from typing import NamedTuple

from mtqa.readers.documents.markup_lines import Lines

_NAME = r"[^\W_]+(?:[-._+:][^\W_]+)*"
BULLET = re.compile(r"[-+*•‣⁃](?:[ \t]+|\Z)")
FIELD = re.compile(r":(?![: \t])(?P<name>(?:[^:\\]|\\.|:(?![ \t`]|\Z))*)(?<! ):(?:[ \t]+|\Z)")
_SWITCH = r"(?:--?|/|\+)[A-Za-z0-9?][\w-]*(?:[ =](?:[A-Za-z][\w-]*|<[^<>]+>))?"
OPTION = re.compile(rf"{_SWITCH}(?:, {_SWITCH}){{0,9}}(?:[ \t]{{2,}}|\t|\Z)")
DOCTEST = re.compile(r">>>(?: |\Z)")
VERSE = re.compile(r"\|(?:[ \t]+|\Z)")
GRID_TOP = re.compile(r"\+-[-+]+-\+")
SIMPLE_TOP = re.compile(r"=+(?: +=+)+")
EXPLICIT = re.compile(r"\.\.(?:[ \t]+|\Z)")
ANONYMOUS = re.compile(r"__(?:[ \t]+|\Z)")
ATTRIBUTION = re.compile(r"(?:---?(?!-)|—)[ \t]*(?=\S)")

TARGET = re.compile(r"_(?![ \t]).*:(?:[ \t]|\Z)|__(?:: |:?\Z)")
NOTE = re.compile(rf"\[(?:[0-9]+|#(?:{_NAME})?|\*|{_NAME})\](?:[ \t]+|\Z)")
SUBSTITUTION = re.compile(rf"\|(?![ |]).*?(?<! )\|[ \t]+(?P<name>{_NAME})[ \t]?::(?:[ \t]+|\Z)")
DIRECTIVE = re.compile(rf"(?P<name>{_NAME})[ \t]?::(?:[ \t]+|\Z)")

_ENUMERATOR = re.compile(
    r"(?P<open>\(?)(?P<what>#|[0-9]{1,9}|[a-zA-Z]|[ivxlcdm]{1,20}|[IVXLCDM]{1,20})(?P<close>[.)])(?:[ \t]+|\Z)"
)
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1*")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class Heading(NamedTuple):
    """A title: the line it stands in, and the line after its underline."""

    line: int
    after: int


def item(lines: Lines, i: int, end: int) -> int:
    """Return how many characters the mark of a list's item in line ``i`` takes up; 0 where it opens none."""
    text = lines.line(i)
    if bullet := BULLET.match(text):
        return bullet.end()
    mark = _enumerator(text)
    if mark is None:
        return 0
    goes_on = i + 1 >= end or lines.is_blank(i + 1) or lines.indent[i + 1] > lines.indent[i]
    return mark.end() if goes_on or _follows(mark, _enumerator(lines.line(i + 1))) else 0


def _enumerator(text: str) -> re.Match[str] | None:
    mark = _ENUMERATOR.match(text)
    return None if mark is None or (mark["open"] and mark["close"] != ")") else mark


def _follows(mark: re.Match[str], after: re.Match[str] | None) -> bool:
    """Tell whether one enumerator is the next after another."""
    if after is None or (mark["open"], mark["close"]) != (after["open"], after["close"]):
        return False
    if mark["what"].isdigit() != after["what"].isdigit() and after["what"] != "#":
        return False
    return after["what"] == "#" or any(n + 1 in _values(after["what"]) for n in _values(mark["what"]))


def _values(what: str) -> set[int]:
    """Return what number an enumerator may stand for: a letter may be a Roman numeral as well."""
    if what.isdigit():
        return {int(what)}
    if what == "#":
        return set()
    letter = {ord(what.lower()) - 96} if len(what) == 1 else set()
    digits = [_ROMAN.get(sign, 0) for sign in what.lower()]
    if 0 in digits:
        return letter
    signed = (-n if n < max(digits[at + 1 :], default=0) else n for at, n in enumerate(digits))
    return {sum(signed), *letter}


def heading(lines: Lines, i: int, end: int) -> Heading | None:
    """Return the title that begins in line ``i``, under or between lines of one sign, if there is one."""
    text, below = lines.line(i), lines.line(i + 1) if i + 1 < end else ""
    if _is_rule(text):
        framed = below and not _is_rule(below) and i + 2 < end and lines.line(i + 2) == text
        if framed and len(text) >= min(len(below), 4):
            return Heading(i + 1, i + 3)
        if len(text) >= 4:
            return None
    if not _is_rule(below) or lines.indent[i + 1] != lines.indent[i]:
        return None
    return Heading(i, i + 2) if len(below) >= min(len(text), 4) else None


def is_transition(lines: Lines, i: int) -> bool:
    """Tell whether a line of signs parts what is above from what is below."""
    return lines.end[i] - lines.start[i] >= 4 and _is_rule(lines.line(i))


def _is_rule(text: str) -> bool:
    return _RULE.fullmatch(text) is not None
