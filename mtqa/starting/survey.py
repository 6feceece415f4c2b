"""What a repository holds: where its content lies, which systems check it, and whether mtqa is set up already."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from mtqa.config import find_config
from mtqa.errors import UsageError
from mtqa.gate.baseline_file import DEFAULT_NAME
from mtqa.readers import Found, discover
from mtqa.readers.registry import known
from mtqa.settings import Settings

_FOREIGN = """
node_modules bower_components vendor third_party third-party site-packages venv env build dist target out htmlcov
""".split()
"""Folders of what somebody else wrote, or a program."""
_DATA = frozenset("json csv tsv jsonl parquet excel android properties i18n-yaml".split())
"""Formats that hold data and settings more often than text."""
_MESSAGES = re.compile(
    r"(?:(?:^|/)(?:_?locales?|i18n|l10n|langs?|languages?|translations)/.*\.(?:json|ya?ml|properties)"
    r"|(?:^|[/._-])en(?:[-_][a-z]{2,4})?\.(?:json|ya?ml|properties)"
    r"|(?:^|/)values(?:-[^/]+)?/[^/]+\.xml)$",
    re.IGNORECASE,
)
"""Files of such formats that hold messages all the same."""
_LISTS = re.compile(
    r"(?:requirements|constraints|robots|cmakelists|licen[cs]e|copying|notice)[^/]*\.txt$", re.IGNORECASE
)
_OWN = re.compile(rf"(?:{re.escape(DEFAULT_NAME)}|reports/mtqa\.[a-z]+)$")
_MOST = 16
"""Patterns of places; more of them say less than one for each kind of file."""


class System(StrEnum):
    """What runs checks in a repository, by the name that people know it by."""

    GITHUB = "GitHub"
    GITLAB = "GitLab"
    PRE_COMMIT = "pre-commit"


_SIGNS = {System.GITHUB: ".github", System.GITLAB: ".gitlab-ci.yml", System.PRE_COMMIT: ".pre-commit-config.yaml"}
"""The file or folder that shows that a system is used."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a repository holds.

    Attributes:
        root: its top folder; where git does not know of any, the folder that was looked at.
        git: whether it is one of git's.
        files: how many files of content there are.
        include: globs of the places of content; empty where there is nothing else.
        exclude: globs of folders that hold none of the content.
        systems: what runs checks in it.
        config: the configuration file that is there.
    """

    root: Path
    git: bool
    files: int
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    systems: tuple[System, ...]
    config: Path | None


def survey(folder: Path) -> Survey:
    """Look at a repository.

    Args:
        folder: its top folder, or one inside of it.

    Raises:
        UsageError: there is no such folder, or no file in the repository that could be read.
        ConfigError: its configuration file can't be parsed.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder")
    whole = Path(os.path.realpath(folder))
    top = next((each for each in (whole, *whole.parents) if (each / ".git").exists()), None)
    root = _brief(top or whole)
    paths = [item.path.relative_to(root).as_posix() for item in discover([root], Settings()) if isinstance(item, Found)]
    foreign = {path: _foreign(path) for path in paths}
    files = [path for path in paths if not foreign[path] and not _OWN.match(path)]
    if not files:
        raise UsageError(f"{root}: there is no file here that could be checked; name a folder with some")
    content = [path for path in files if _is_content(path)] or files
    return Survey(
        root,
        top is not None,
        len(content),
        _places(content) if len(content) < len(files) else (),
        tuple(sorted({f"{name}/" for name in foreign.values() if name})),
        tuple(system for system, sign in _SIGNS.items() if (root / sign).exists()),
        config_of(root),
    )


def _brief(folder: Path) -> Path:
    """Return a folder as people would write it: from where they are, if it is there or below."""
    here = Path(os.path.realpath(Path.cwd()))
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def config_of(root: Path) -> Path | None:
    """Return the configuration file in a folder, if any."""
    found = find_config(root)
    return found if found is not None and found.parent == root else None


def _foreign(path: str) -> str:
    """Return which of the folders above a file holds what nobody here wrote, if any."""
    return next((part for part in PurePosixPath(path).parts[:-1] if part in _FOREIGN), "")


def _is_content(path: str) -> bool:
    """Tell whether a file is likely to hold text that people read."""
    listed = known(path)
    if listed is None or listed.format in _DATA:
        return _MESSAGES.search(path) is not None
    return not (listed.format == "text" and _LISTS.match(PurePosixPath(path).name))


def _places(paths: Iterable[str]) -> tuple[str, ...]:
    """Return globs that match files like these: by folder and suffix, or where that is too much by suffix."""
    places = {(_home(path), PurePosixPath(path).suffix) for path in paths}
    by_place = sorted(f"{home}/**/*{suffix}" if home else f"/*{suffix}" for home, suffix in places)
    if len(by_place) <= _MOST:
        return tuple(by_place)
    return tuple(f"*{suffix}" for suffix, _ in Counter(suffix for _, suffix in places).most_common())


def _home(path: str) -> str:
    """Return the folder that such content is kept in: of messages that which holds the file, else the topmost."""
    parents = PurePosixPath(path).parts[:-1]
    return "/".join(parents if _MESSAGES.search(path) else parents[:1])
