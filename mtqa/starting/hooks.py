"""Adds mtqa to ``.pre-commit-config.yaml`` as text, so that comments and layout stay as they are."""

from __future__ import annotations

import re
import textwrap

import yaml

from mtqa.starting.templates import filled

HOOK_FILE = ".pre-commit-config.yaml"
PLACEHOLDER = "https://github.com/OWNER/mtqa"
"""Stands for the address of mtqa's own repository, which only its users know."""
_HOOKS = frozenset({"mtqa", "mtqa-rules"})
_REPOS = re.compile(r"repos:[ \t]*(?:#.*)?$")
_ITEM = re.compile(r"( *)- ")


def hook_block(repo: str) -> str:
    """Return the entry for the list of repositories, not indented.

    Args:
        repo: the address of mtqa's repository.
    """
    return filled("pre-commit.yaml", repo=yaml.safe_dump(repo, width=1000).removesuffix("\n...\n").strip())


def with_hook(text: str, repo: str) -> str | None:
    """Return a configuration of pre-commit with mtqa's hook at the end of the list, as it is where it has that.

    Returns:
        the new text, or None where it is written in a way that does not allow for it, or can't be parsed.
    """
    before = _parsed(text)
    if before is None:
        return None
    if any(hook.get("id") in _HOOKS for one in _repos(before) for hook in one.get("hooks") or ()):
        return text
    block = hook_block(repo)
    new = _inserted(text, block)
    after = None if new is None else _parsed(new)
    expected = {**before, "repos": [*_repos(before), *yaml.safe_load(block)]}
    return new if after == expected else None


def _parsed(text: str) -> dict[object, object] | None:
    """Parse a configuration; None for what is none."""
    try:
        parsed = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(parsed, dict) or not isinstance(parsed.get("repos", 0), list | None):
        return None
    well_formed = all(
        isinstance(one, dict) and isinstance(one.get("hooks"), list | None)
        and all(isinstance(hook, dict) for hook in one.get("hooks") or ())
        for one in _repos(parsed)
    )  # fmt: skip
    return parsed if well_formed else None


def _repos(parsed: dict[object, object]) -> list[dict[str, list[dict[str, object]]]]:
    return parsed["repos"] or []  # type: ignore[return-value]  # `_parsed` has seen to it


def _inserted(text: str, block: str) -> str | None:
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    start = next((i for i, line in enumerate(lines) if _REPOS.match(line)), None)
    if start is None:
        return None
    indent: str | None = None
    last = start
    for i, line in enumerate(lines[start + 1 :], start + 1):
        if line[:1] not in ("", " ", "-", "#"):
            break  # the next key of the file
        if indent is None and (item := _ITEM.match(line)):
            indent = item[1]
        if line.startswith((" ", "-")) and line.strip():
            last = i
    added = textwrap.indent(block, "  " if indent is None else indent).rstrip("\n").split("\n")
    rest = lines[last + 1 :] or [""]
    return end.join([*lines[: last + 1], *added, *rest])
