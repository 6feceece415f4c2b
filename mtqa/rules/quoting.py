"""Where a sentence quotes: words between quotation marks or in brackets are not the writer's own English."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from mtqa.rules.base import late

_MARKS = late(r"[“„«(”»)\"]")


def quoted(text: str, at: int) -> bool:
    """Say whether the character at ``at`` stands between quotation marks or in brackets."""
    places, inside = _inside(text)
    index = bisect_right(places, at) - 1
    return index >= 0 and inside[index]


@lru_cache(maxsize=8)
def _inside(text: str) -> tuple[list[int], list[bool]]:
    """Return the places of the marks, and for each whether what follows it is quoted."""
    places, inside = [], []
    depth, straight, last = 0, False, text.rfind('"')
    for match in _MARKS.finditer(text):
        if match[0] in "“„«(":
            depth += 1
        elif match[0] == '"':
            straight = not straight and match.start() < last
        else:
            depth = max(depth - 1, 0)
        places.append(match.start())
        inside.append(depth > 0 or straight)
    return places, inside
