"""Names that a translation keeps letter by letter: those in Latin letters where the source has others, and codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_L: Final = r"a-zA-Z\u00c0-\u024f\u0400-\u052f\d_"  # what a name ends at, unlike characters, which have no blanks
_LATIN: Final = re.compile(rf"(?<![{_L}@#/.&-])[A-Z][A-Za-z]{{4,}}(?![{_L}@/-]|\.\w)")
_CODE: Final = re.compile(rf"(?<![{_L}@#/.-])(?=[A-Za-z\d-]*\d)[A-Z]{{1,6}}-?\d{{2,4}}[A-Za-z]?(?![{_L}@/-]|[.,]\d)")
_OTHER: Final = re.compile(r"[\u0370-\u1fff\u3040-\ud7ff]")
_ENGLISH: Final = re.compile(r"[A-Za-z][A-Za-z\d-]+")


class Misspelt(NamedTuple):
    """A name of the source, and what stands for it: the span in the English."""

    name: str
    start: int
    end: int


def misspelt(source: str, english: str) -> Iterator[Misspelt]:
    """Yield the names in Latin letters, and the codes, that the English spells with one letter or digit off."""
    names = [match[0] for match in _CODE.finditer(source)]
    if _OTHER.search(source):
        names += [match[0] for match in _LATIN.finditer(source)]
    if not names:
        return
    lowered = english.lower().replace("-", "")
    kept = source.lower().replace("-", "")
    for name in dict.fromkeys(names):
        if name.lower().replace("-", "") in lowered:
            continue
        for match in _ENGLISH.finditer(english):
            word = match[0].removesuffix("s") if not name.endswith("s") else match[0]
            if (
                (word[0].isupper() or word[0].isdigit())
                and word[0] == name[0]
                and word.lower().replace("-", "") not in kept
                and _near(name, word)
            ):
                yield Misspelt(name, match.start(), match.start() + len(word))
                break


def _near(name: str, word: str) -> bool:
    """Say whether one letter was added, left out, changed, or two were swapped; digits count for codes alone."""
    if any(map(str.isdigit, name)) != any(map(str.isdigit, word)):
        return False
    one, two = name.lower(), word.lower()
    if abs(len(one) - len(two)) > 1 or one == two:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    left, right = one[start:], two[start:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return left[:2] == right[1::-1] and left[2:] == right[2:]
