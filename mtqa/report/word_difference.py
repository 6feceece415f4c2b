"""Words that differ between two texts: what one has in place of the other's, as reports show it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

LONGEST = 500
"""Words of a text from which on differences are not looked for: it would take long, and nobody would read them."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\s\w]|_+")


class Words(NamedTuple):
    """A stretch of two texts: the same words in both, or those that one has in place of the other's.

    White space that follows words goes with them. Where the words are the same, so may be all but the white space.
    """

    old: str
    new: str
    same: bool


def word_difference(old: str, new: str) -> list[Words]:
    """Lay the words and signs of two texts side by side; long stretches in common come first.

    Longest matches first, each side of them again: Ratcliff and Obershelp 1988, as `difflib` does it.

    Args:
        old: a text.
        new: the text that stands in its place.

    Returns:
        Stretches whose texts joined are the two texts; none where the one or the other has `LONGEST` words or more.
    """
    before, after = _cut(old), _cut(new)
    if max(len(before), len(after)) >= LONGEST:
        return []
    matcher = SequenceMatcher(None, [w.rstrip() for w in before], [w.rstrip() for w in after], autojunk=False)
    return [
        Words("".join(before[a:b]), "".join(after[c:d]), tag == "equal") for tag, a, b, c, d in matcher.get_opcodes()
    ]


def common(difference: list[Words]) -> float:
    """Return which share of the letters of both texts is the same in both, 0 to 1; 1 for two empty texts."""
    every = sum(len(words.old) + len(words.new) for words in difference)
    same = sum(len(words.old) + len(words.new) for words in difference if words.same)
    return same / every if every else 1.0


def _cut(text: str) -> list[str]:
    """Cut a text where words and signs begin; what stands before the first goes with it."""
    starts = [found.start() for found in _WORD.finditer(text)]
    if not starts:
        return [text] if text else []
    starts[0] = 0
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
