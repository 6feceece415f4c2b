"""What a comment says to mtqa: an instruction, the rules that it names, and a reason."""

from __future__ import annotations

import difflib
import re
from enum import StrEnum
from typing import NamedTuple

MARK = "mtqa:"
"""What every instruction begins with."""
LONGEST = 2_000
"""Characters of an instruction; a longer one is a comment that was not closed."""
_MOST = 50
"""Rules that an instruction may name."""
_SHOWN = 40
_REASON = re.compile(r"(?:^|\s)(?:-{2,}|[—–:])(?:\s|$)")
_GAP = re.compile(r"[\s,]+")
_NAME = re.compile(r"[A-Za-z][\w-]*(?:\.[\w-]+)?")
_AGAIN = re.compile(rf"\b{MARK}\s*ignore")


class Word(StrEnum):
    """What an instruction is about."""

    IGNORE = "ignore"
    BLOCK = "ignore-block"
    START = "ignore-start"
    END = "ignore-end"
    FILE = "ignore-file"


class Said(NamedTuple):
    """An instruction.

    Attributes:
        word: what it is about; None where that can't be understood.
        rules: the rules and families that it names; empty for all.
        reason: why, or nothing.
        problem: what is wrong with it, in a sentence; empty for a good one.
    """

    word: Word | None
    rules: tuple[str, ...] = ()
    reason: str = ""
    problem: str = ""


def understood(text: str) -> Said:
    """Return what a comment says that begins with ``mtqa:``."""
    if len(text) > LONGEST:
        return _wrong(f"The comment is longer than {LONGEST:,} characters; does it end where it should?")
    said = " ".join(text.removeprefix(MARK).split())
    if _AGAIN.search(said):
        return _wrong("The comment holds two instructions; write each in a comment of its own.")
    head, *reason = _REASON.split(said, maxsplit=1)
    first, *names = _GAP.split(head.strip(" ,"))
    try:
        word = Word(first)
    except ValueError:
        return _wrong(_no_word(first))
    for name in names:
        if not _NAME.fullmatch(name):
            return _wrong(f"'{brief(name)}' is no name of a rule or a family; write the reason after ' -- '.")
    if len(names) > _MOST:
        return _wrong(f"It names {len(names):,} rules, more than {_MOST}; name families, or all.")
    rules = () if "all" in names else tuple(dict.fromkeys(names))
    return Said(word, rules, "".join(reason).strip())


def brief(text: str) -> str:
    """Return a text, or its beginning where it is long."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _wrong(problem: str) -> Said:
    return Said(None, problem=problem)


def _no_word(first: str) -> str:
    every = ", ".join(Word)
    if not first:
        return f"Nothing is said after '{MARK}'; write one of {every}."
    near = difflib.get_close_matches(first[:_SHOWN], list(Word), n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"write one of {every}."
    return f"'{brief(first)}' is no instruction; {hint}"
