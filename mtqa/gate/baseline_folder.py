"""A baseline's folder: the paths in a baseline are relative to it, wherever mtqa is run."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

_LOST = "\ufffd"
"""Stands in names for bytes that are no text."""


class Folder:
    """Turns paths as they are shown into those that a baseline remembers.

    Files outside the folder are remembered too, as ``../docs/a.md``, so that a baseline may lie beside the content; on
    another drive, with their whole path. Links are followed, so that a file has one name whichever way led to it, but
    not out of the folder. Standard input, and other names in angle brackets, stay as they are.
    """

    def __init__(self, root: Path) -> None:
        self._root = os.path.abspath(root)  # noqa: PTH100 - Path would leave the dots of ".." in
        self._real = os.path.realpath(root)
        self._places: dict[str, str] = {}

    def place(self, shown: str) -> str:
        """Return the path of a file relative to the folder, with forward slashes.

        Args:
            shown: the path as a run shows it, relative to the current folder.
        """
        if shown not in self._places:
            self._places[shown] = shown if is_no_file(shown) else self._relative(shown)
        return self._places[shown]

    def gone(self, place: str) -> bool:
        """Tell whether a remembered file is no longer there; one that can't be looked for is not gone."""
        if is_no_file(place) or _LOST in place:
            return False
        try:
            os.lstat(os.path.join(self._real, place))  # noqa: PTH118 - "place" may be a whole path
        except (FileNotFoundError, NotADirectoryError):
            return True
        except (OSError, ValueError):
            return False
        return False

    def _relative(self, shown: str) -> str:
        lexical, real = os.path.abspath(shown), os.path.realpath(shown)  # noqa: PTH100
        for path, root in ((real, self._real), (lexical, self._root), (lexical, self._real)):
            if PurePath(path).is_relative_to(root):
                return PurePath(path).relative_to(root).as_posix()
        try:
            return PurePath(os.path.relpath(real, self._real)).as_posix()
        except ValueError:  # another drive
            return PurePath(real).as_posix()


def is_no_file(name: str) -> bool:
    """Tell whether a shown name is none of a file, as that of standard input."""
    return name.startswith("<") and name.endswith(">")
