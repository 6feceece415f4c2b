"""Which file stands beside which: by its path below the folder, then without its suffix, then without its language.

``docs/en/guide.md`` belongs to ``docs/es/guide.md``, ``derby.md`` to ``derby.mk.txt``, ``app_en.json`` to
``app_de.json``. What fits exactly comes first; where several files fit equally well, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from mtqa.readers.languages import code_of
from mtqa.readers.registry import known

LEVELS = 3
"""How many keys a path has, the strictest first."""

_TAGGED = re.compile(r"(?P<stem>.*?\w)[._-](?P<tag>[A-Za-z]{2,3}(?:[-_]\w{2,4})?)")
_LPROJ, _VALUES = ".lproj", "values-"


def keys(path: str) -> tuple[str, ...]:
    """Return what a path, relative to its folder, is looked up by: as it is, without its suffix, without languages."""
    place = PurePosixPath(path)
    stem = _stem(place.name)
    folders = [bare for folder in place.parts[:-1] if (bare := _folder(folder))]
    return (
        place.as_posix(),
        place.with_name(stem).as_posix() if stem else place.as_posix(),
        "/".join((*folders, _without_tag(stem))),
    )


def _stem(name: str) -> str:
    """Return a file's name without the suffix, or the two of them, by which its reader is known."""
    suffixes = PurePosixPath(name).suffixes
    if len(suffixes) > 1 and known(f"x{''.join(suffixes[-2:])}") and code_of(suffixes[-2][1:]) is None:
        return name[: -len("".join(suffixes[-2:]))]
    return name[: -len(suffixes[-1])] if suffixes else name


def _without_tag(stem: str) -> str:
    if code_of(stem):
        return ""
    match = _TAGGED.fullmatch(stem)
    return match["stem"] if match and code_of(match["tag"]) else stem


def _folder(name: str) -> str:
    """Return a folder's name without its language; nothing where it names a language alone."""
    if name.startswith(_VALUES):
        return _VALUES[:-1]
    return "" if code_of(name.removesuffix(_LPROJ)) or name == f"Base{_LPROJ}" else name


class Lookup:
    """Finds the file that belongs to a path.

    Args:
        paths: the files to choose from, relative to their folder, with forward slashes.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._levels: tuple[dict[str, list[str]], ...] = tuple({} for _ in range(LEVELS))
        for path in paths:
            for level, key in zip(self._levels, keys(path), strict=True):
                level.setdefault(key, []).append(path)

    def find(self, path: str) -> list[str]:
        """Return the files that fit a path best: one, several that fit equally well, or none."""
        for level, key in zip(self._levels, keys(path), strict=True):
            if key in level:
                return level[key]
        return []
