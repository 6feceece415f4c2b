"""Where files are, as SARIF says it: URIs relative to the root of the repository."""

from __future__ import annotations

import os
from pathlib import PurePath
from urllib.parse import quote

from mtqa.report.locating import GITHUB_ROOT, Root
from mtqa.report.wording import writable

ROOT = "%SRCROOT%"
"""Stands for the root of the repository."""


class Files:
    """Says where files are: relative to the root of the repository, or as absolute URIs if they are outside.

    The root is the current folder, but for a run on GitHub that works in a folder of its checkout.
    """

    def __init__(self) -> None:
        self._root = Root(GITHUB_ROOT)
        self._known: dict[str, dict[str, str]] = {}

    def artifact(self, path: str) -> dict[str, str]:
        """Return an artifact location; absolute URIs are resolved, since ``..`` means little there (section 3.10.2)."""
        if path not in self._known:
            inside = PurePath(self._root.path(path))
            if inside.is_absolute() or ".." in inside.parts:
                self._known[path] = {"uri": f"file:///{quote(_resolved(path).lstrip('/'), '/:')}"}
            else:
                self._known[path] = {"uri": quote(inside.as_posix()), "uriBaseId": ROOT}
        return self._known[path]


def beside(file: str, path: str) -> str:
    """Return the path of what is named relative to the folder of a file; names in angle brackets are no paths."""
    return path if path.startswith("<") else str(PurePath(file).parent / path)


def _resolved(path: str) -> str:
    """Return an absolute path without links, with forward slashes."""
    try:
        whole = os.path.realpath(path)
    except ValueError:  # no file system has such a name
        whole = os.path.abspath(path)  # noqa: PTH100 - needs no file
    return writable(PurePath(whole).as_posix())
