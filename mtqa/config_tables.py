"""From the tables of a configuration file to settings, with everything that is wrong with them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from mtqa.config_values import FORMS, shown
from mtqa.settings import PER_FILE, Override, Settings, Suppress, compiled

_SUPPRESS = ("glob", "rules", "reason")
_NAMES = tuple(field.name for field in fields(Settings))
_Read = TypeVar("_Read")


def read_table(table: Mapping[str, object], origin: str, base: Settings) -> tuple[Settings, list[str]]:
    """Read the settings of a table.

    Args:
        table: values by keys, with hyphens or underscores.
        origin: names the table in what is wrong with it.
        base: what holds where the table says nothing.

    Returns:
        the settings, those that are wrong as in ``base``, and all that is wrong, a line each.
    """
    reading = _Reading(origin)
    changes = reading.changes(table, _NAMES)
    return base.replace(**changes), reading.problems


def key_of(name: str) -> str:
    """Return a setting's key as configuration files write it."""
    return name.replace("_", "-")


def nearest(name: str, known: Collection[str]) -> str:
    """Return a question for the name that was meant, to be put behind an error."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.0)
    return f"; did you mean '{near[0]}'?" if near else ""


class _Reading:
    """Reads tables, and gathers what is wrong with them."""

    def __init__(self, origin: str) -> None:
        self.problems: list[str] = []
        self._origin = origin

    def changes(self, table: Mapping[str, object], known: Collection[str]) -> dict[str, Any]:
        """Return the settings that a table sets, by their names."""
        changes: dict[str, Any] = {}
        for key, value in table.items():
            name = key.replace("-", "_")
            if name not in known:
                self._wrong(f"unknown key {shown(key)}{nearest(key_of(name), [*map(key_of, known)])}")
            elif name in changes:
                self._wrong(f"'{key}' is there twice, with hyphens and with underscores")
            elif name == "files":
                changes[name] = self._tables(key, value, self._override)
            elif name == "suppress":
                changes[name] = self._tables(key, value, self._suppress)
            else:
                try:
                    changes[name] = FORMS[name].value(value)
                except ValueError as error:
                    self._wrong(f"'{key}' {error}")
        return changes

    def _wrong(self, problem: str) -> None:
        self.problems.append(f"{self._origin}: {problem}")

    def _tables(self, key: str, value: object, read: Callable[[Mapping[str, object]], _Read]) -> tuple[_Read, ...]:
        """Read an array of tables; what is wrong with one names it by its number."""
        if not isinstance(value, list) or not all(isinstance(table, Mapping) for table in value):
            self._wrong(f"'{key}' must be tables, each under [[{key}]]")
            return ()
        whole = self._origin
        found = []
        for number, table in enumerate(value, 1):
            self._origin = f"{whole}: [[{key}]] {number}"
            found.append(read(table))
        self._origin = whole
        return tuple(found)

    def _override(self, table: Mapping[str, object]) -> Override:
        """Read a table of ``[[files]]``: a glob, or several, and settings for what matches."""
        globs = self._globs(table)
        others = {key: each for key, each in table.items() if key != "glob"}
        for key in [*others]:
            name = key.replace("-", "_")
            if name not in PER_FILE and name in _NAMES:
                can = ", ".join(map(key_of, PER_FILE))
                self._wrong(f"'{key}' holds for a whole run; for some files can be set: {can}")
                del others[key]
        return Override(globs, tuple(self.changes(others, PER_FILE).items()))

    def _suppress(self, table: Mapping[str, object]) -> Suppress:
        """Read a table of ``[[suppress]]``: a glob, or several, the rules that it is about, and why."""
        globs = self._globs(table)
        for key in table:
            if key not in _SUPPRESS:
                self._wrong(f"unknown key {shown(key)}{nearest(key, _SUPPRESS)}")
        rules = table.get("rules", ["any"])
        if not isinstance(rules, list) or not rules or not all(isinstance(rule, str) and rule for rule in rules):
            self._wrong(f"'rules' must be a list of rules or families, not {shown(rules)}; leave it out to mean all")
            rules = []
        reason = table.get("reason", "")
        if not isinstance(reason, str):
            self._wrong(f"'reason' must be a string, not {shown(reason)}")
            reason = ""
        return Suppress(globs, tuple(rules) if "rules" in table else (), reason)

    def _globs(self, table: Mapping[str, object]) -> tuple[str, ...]:
        globs = table.get("glob")
        found = [globs] if isinstance(globs, str) else globs
        if not isinstance(found, list) or not found or not all(isinstance(glob, str) and glob for glob in found):
            self._wrong("'glob' must be a pattern or a list of some, such as \"locales/*.json\"")
            return ()
        for glob in found:
            try:
                compiled(glob)
            except ValueError as error:
                self._wrong(f"'{glob}' is no pattern in .gitignore syntax: {error}")
        return tuple(found)
