"""The files that ``mtqa init`` would write, each beside what stands there now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from mtqa._version import __version__
from mtqa.config import load_config
from mtqa.errors import OutputError
from mtqa.gate.baseline_file import DEFAULT_NAME
from mtqa.starting.hooks import HOOK_FILE, hook_block, with_hook
from mtqa.starting.survey import Survey, System
from mtqa.starting.templates import filled

_CONFIGURATION = "mtqa.toml"
_INCLUDE = """\
# Where the content lies, seen from here; nothing else is read. Without this all is read whose format is known: settings
# and data too.
include = {}

"""
_EXCLUDE = """\
# Folders of what nobody here wrote.
exclude = {}

"""
_BASELINE = f"""\
# What is known, and does not fail; "mtqa baseline update ." brings it up to date.
baseline = "{DEFAULT_NAME}"

"""
_RULES_ONLY = """\
# By the rules alone, without the language model.
rules-only = true

"""
_GITLAB_CACHE = f"""\
  cache:
    key: mtqa-model-{__version__}
    paths: [.mtqa/models, .mtqa/converted]
    when: always
"""
_GITLAB_MODEL = """\
    - mtqa model install --quiet
"""


class Standing(StrEnum):
    """What there is of a draft already."""

    NEW = "new"
    ADDED = "added"
    """The file is there, and something is added to it; nothing is lost."""
    OTHER = "other"
    """The file is there and is another, which would be replaced."""
    SAME = "same"
    BY_HAND = "by hand"
    """The file is there, and only people can add to it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it would be written.

    Attributes:
        path: the file.
        what: what it is for.
        content: all of its text; where people have to add to it themselves, what they should add.
        standing: what there is of it.
    """

    path: Path
    what: str
    content: str
    standing: Standing


def configuration(found: Survey, *, baseline: bool, rules_only: bool) -> Draft:
    """Draft ``mtqa.toml``; where the program is configured in ``pyproject.toml``, that stays.

    Args:
        found: the repository.
        baseline: whether there is to be a baseline.
        rules_only: whether to do without the language model.
    """
    what = "the settings"
    if found.config is not None and found.config.name != _CONFIGURATION:
        lacks = baseline and not load_config(found.config).baseline
        return Draft(found.config, what, _BASELINE.strip(), Standing.BY_HAND if lacks else Standing.SAME)
    places = _INCLUDE.format(_listed(found.include)) * bool(found.include)
    places += _EXCLUDE.format(_listed(found.exclude)) * bool(found.exclude)
    text = filled(_CONFIGURATION, places=places, baseline=_BASELINE * baseline, judged=_RULES_ONLY * rules_only)
    return _whole(found.root / _CONFIGURATION, what, text)


def attributes(found: Survey) -> Draft:
    """Draft the line of ``.gitattributes`` that lets git merge baselines without conflicts."""
    path, what = found.root / ".gitattributes", "so that git merges baselines"
    line = f"{DEFAULT_NAME} merge=union"
    try:
        old = _read(path) or ""
    except UnicodeDecodeError:
        return Draft(path, what, line, Standing.BY_HAND)
    if any(words[:1] == [DEFAULT_NAME] for words in map(str.split, old.splitlines())):
        return Draft(path, what, old, Standing.SAME)
    gap = "" if old.endswith("\n") or not old else "\n"
    return Draft(path, what, f"{old}{gap}{line}\n", Standing.ADDED if old else Standing.NEW)


def pipelines(found: Survey, *, repo: str, rules_only: bool) -> Iterator[Draft]:
    """Draft what has the systems of a repository run checks.

    Args:
        found: the repository.
        repo: the address of mtqa's own repository, for pre-commit.
        rules_only: whether to do without the language model.
    """
    if System.GITHUB in found.systems:
        model = "" if rules_only else filled("github-model.yml")
        yield _whole(found.root / ".github/workflows/mtqa.yml", "a workflow", filled("github.yml", model=model))
    if System.GITLAB in found.systems:
        parts = ("", "") if rules_only else (_GITLAB_CACHE, _GITLAB_MODEL)
        text = filled("gitlab.yml", cache=parts[0], model=parts[1])
        yield _whole(found.root / ".gitlab/mtqa.yml", "a job to include", text)
    if System.PRE_COMMIT in found.systems:
        yield _hook(found.root / HOOK_FILE, repo)


def _hook(path: Path, repo: str) -> Draft:
    what = "a hook"
    try:
        old = _read(path) or ""
        new = with_hook(old, repo)
    except UnicodeDecodeError:
        new = None
    if new is None:
        return Draft(path, what, hook_block(repo).rstrip(), Standing.BY_HAND)
    return Draft(path, what, new, Standing.SAME if new == old else Standing.ADDED)


def _whole(path: Path, what: str, text: str) -> Draft:
    try:
        old = _read(path)
    except UnicodeDecodeError:
        return Draft(path, what, text, Standing.OTHER)
    standing = Standing.NEW if old is None else Standing.SAME if old == text else Standing.OTHER
    return Draft(path, what, text, standing)


def _read(path: Path) -> str | None:
    """Return a file's text with its line ends, or None where there is none."""
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path}: it can't be read: {error.strerror}; mend that, and run mtqa init again") from None


def _listed(globs: tuple[str, ...]) -> str:
    return json.dumps(globs, ensure_ascii=False)
