"""Where alerts stand, as services want to be told: paths from the root of a repository, and whole lines."""

from __future__ import annotations

import os
from pathlib import PurePath

from mtqa.alert import Region
from mtqa.report.wording import writable

GITHUB_ROOT = "GITHUB_WORKSPACE"
"""The variable in which GitHub's runner names the root of the repository."""
GITLAB_ROOT = "CI_PROJECT_DIR"
"""The variable in which GitLab's runner does."""


class Root:
    """The root of the repository, which services want paths to be relative to.

    Args:
        variable: the environment variable that names it. Where there is none, or the current folder does not lie in it,
            the current folder is the root.
    """

    def __init__(self, variable: str = "") -> None:
        self._here = PurePath(os.path.realpath(os.curdir))
        named = os.environ.get(variable, "") if variable else ""
        root = PurePath(os.path.realpath(named)) if named else self._here
        self._root = root if self._here.is_relative_to(root) else self._here

    def path(self, path: str) -> str:
        """Return a document's path relative to the root, with forward slashes; one outside stays as it is."""
        pure = PurePath(path)
        if pure.is_absolute() or ".." in pure.parts or self._root != self._here:
            whole = PurePath(os.path.normpath(self._here / pure))
            if whole.is_relative_to(self._root):
                pure = whole.relative_to(self._root)
        return writable(pure.as_posix())


def last_line(region: Region) -> int:
    """Return the last line that holds a character of a region: its end, which is excluded, may begin a line."""
    if region.end_column == 1 and region.end_line > region.line:
        return region.end_line - 1
    return region.end_line
