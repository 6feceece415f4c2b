"""The lines of SubRip and WebVTT that say when a cue is shown: found wherever they stand, and forgiven much.

Hours may be left out, fractions follow a dot, a comma or a colon, and blanks may have crept in, as they do when a
translation program was given the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_COLON = r"[ ]?[:：][ ]?"
_TIME = rf"(-?)(?:([0-9]{{1,6}}){_COLON})?([0-9]{{1,3}}){_COLON}([0-9]{{1,3}})(?:[ ]?[.,:，][ ]?([0-9]{{1,9}}))?"
_SIGN = r"(?:(?:-[ ]?-?|[–—])[ ]?>|→)"
_ARROW = re.compile(_SIGN)
_TIMING = re.compile(rf"[^\S\n]*{_TIME}[^\S\n]*{_SIGN}[^\S\n]*{_TIME}(?![0-9])(?P<settings>[^\n]*)")
_TIMED = re.compile(r"[0-9][ ]?[:：][ ]?[0-9]")
_NUMBER = re.compile(r"[0-9]{1,9}")
_LONGEST_NAME = 30
# Files that were put together from several have byte order marks in their midst.
_BLANK = " \t\r\n\f\v\xa0\ufeff"


class Head(NamedTuple):
    """The line of times of a cue, with its number.

    Attributes:
        start: where the cue begins: the line of its number, if it has one, or of its times.
        end: the end of the line of times.
        name: its number or name as the file has it, or nothing.
        times: when it is shown, in seconds, or None where that can't be read.
        settings: what stands after the times.
        line: where the line of times begins.
    """

    start: int
    end: int
    name: str
    times: tuple[float, float] | None
    settings: str
    line: int


class _Before(NamedTuple):
    """What stands before a line of times: a name, if any, and where that begins; and whether a text can end there."""

    start: int
    name: str
    parted: bool


def heads(text: str, *, named: bool) -> Iterator[Head]:
    r"""Yield the cues' lines of times.

    Args:
        text: the file, with all lines ending in ``\n``.
        named: whether cues may have names that are no numbers, and an arrow never stands in their text: WebVTT.
    """
    floor = looked = 0
    for arrow in _ARROW.finditer(text):
        if arrow.start() < looked:
            continue
        line = text.rfind("\n", looked, arrow.start()) + 1 or looked
        end = text.find("\n", arrow.end())
        looked = end = len(text) if end < 0 else end
        timing = _TIMING.fullmatch(text, line, end)
        if arrow[0] != "-->" and not (timing and _surely(timing)):
            continue
        before = _before(text, floor, line, named=named)
        if timing:
            groups = timing.groups()
            times = _seconds(*groups[:5]), _seconds(*groups[5:10])
            yield Head(before.start, end, before.name, times, timing["settings"].strip(), line)
        elif named or _TIMED.search(text, line, end) or before.parted:
            yield Head(before.start, end, before.name, None, "", line)
        else:
            continue
        floor = end


class Body(NamedTuple):
    """What stands under a line of times, or before the first one of a file."""

    head: Head | None
    start: int
    end: int


def bodies(text: str, *, named: bool) -> Iterator[Body]:
    """Yield what stands before the first line of times, and then each such line with what follows it; as `heads`."""
    head, at = None, 0
    for following in heads(text, named=named):
        yield Body(head, at, following.start)
        head, at = following, following.end
    yield Body(head, at, len(text))


def _surely(timing: re.Match[str]) -> bool:
    """Tell two times from two ratios: they have hours or fractions."""
    _, hours, _, _, fraction, _, later, _, _, part, *_ = timing.groups()
    return (hours or fraction) is not None and (later or part) is not None


def _seconds(sign: str, hours: str | None, minutes: str, seconds: str, fraction: str | None) -> float:
    thousandths = int((fraction or "")[:3].ljust(3, "0"))
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return (-1 if sign else 1) * (whole * 1000 + thousandths) / 1000


def _before(text: str, floor: int, line: int, *, named: bool) -> _Before:
    """Look back from a line of times for the number or name of its cue, not beyond the cue before it."""
    start, end = _line_before(text, floor, line)
    near = text[start:end].strip(_BLANK)
    if _NUMBER.fullmatch(near):
        return _Before(start, near, parted=True)
    if near:
        if named and _begins_block(text, floor, start) and not near.startswith("WEBVTT"):
            return _Before(start, near if len(near) <= _LONGEST_NAME else "", parted=True)
        return _Before(line, "", parted=False)
    while start > floor and not text[start:end].strip(_BLANK):
        start, end = _line_before(text, floor, start)
    far = text[start:end].strip(_BLANK)
    if not named and _NUMBER.fullmatch(far) and _begins_block(text, floor, start):
        return _Before(start, far, parted=True)
    return _Before(line, "", parted=not floor or line > floor + 1)


def _begins_block(text: str, floor: int, start: int) -> bool:
    """Tell whether a blank line, or nothing, stands before a line; the line of times before it counts as text."""
    if floor and start <= floor + 1:
        return False
    return start == 0 or not text[slice(*_line_before(text, floor, start))].strip()


def _line_before(text: str, floor: int, line: int) -> tuple[int, int]:
    """Return the line that ends before ``line``, but nothing that stands before ``floor``."""
    end = max(line - 1, floor)
    return max(text.rfind("\n", floor, end) + 1, floor), end
