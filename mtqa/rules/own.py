"""Rules of the user's own: lexicon files named in the configuration, and packages that offer rules.

A file has the format of the package's lexicons, with an ``id`` and a ``message`` for the rule at its head. A package
offers rules under the entry point ``mtqa.rules``: a sequence of `Rule`, or a function that returns one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from mtqa.errors import ConfigError
from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Rule
from mtqa.rules.catalogue import RULES
from mtqa.rules.engine import failing
from mtqa.rules.lexicon_files import LexiconError, Parsed, Problem, example_problems, read
from mtqa.rules.lexicons import Lexicon

GROUP = "mtqa.rules"
"""The entry point's group."""

_HEADER = {"id": str, "message": str, "severity": str, "language": str, "rationale": str, "source": str, "pass": list}
_ID = re.compile(r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*")
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def rule_file(path: Path) -> Rule:
    """Read a rule of the user's own.

    Raises:
        LexiconError: every mistake in it, with its line: a bad pattern, an unknown field, no examples, a failing one.
    """
    parsed = read(path, _HEADER, ("id", "message", "pass"))
    problems = _head_problems(parsed)
    rule = _rule(parsed)
    problems += example_problems(rule, parsed)
    if problems:
        raise LexiconError(path, problems)
    return rule


def _head_problems(parsed: Parsed) -> list[Problem]:
    problems = []
    name = parsed.header["id"]
    if not _ID.fullmatch(name):
        problems.append(Problem(1, f"id '{name}' must be family.name in lower case, such as house.style"))
    if name in {rule.id for rule in RULES}:
        problems.append(Problem(1, f"id '{name}' is a rule of mtqa's own; choose another"))
    return problems


def _rule(parsed: Parsed) -> Rule:
    header = parsed.header
    finder = Lexicon("", parsed.entries, header["message"])
    return Rule(
        id=header["id"],
        severity=min((entry.severity for entry in parsed.entries), key=_ORDER.index),
        languages=(header["language"],) if header.get("language") else (),
        message=header["message"],
        rationale=header.get("rationale", "A rule of your own."),
        source=header.get("source", "Your configuration."),
        find=finder,
        must_flag=tuple(text for entry in parsed.entries for text in entry.flag),
        must_pass=(*parsed.passes, *(text for entry in parsed.entries for text in entry.passes)),
        triggers=finder.triggers,
        kinds=EVERYWHERE,
    )


def sort_out(paths: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Part rule files into those that can be used and what is wrong with the others, a line a mistake."""
    good, problems = [], []
    for path in paths:
        try:
            rule_file(Path(path))
        except LexiconError as error:
            problems += str(error).splitlines()
        else:
            good.append(path)
    return tuple(good), problems


def load(paths: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules of files and of installed packages.

    Raises:
        ConfigError: a file or a package's rules can't be used; the message gives file, line and reason.
    """
    rules: list[Rule] = []
    for path in paths:
        try:
            rules.append(rule_file(Path(path)))
        except LexiconError as error:
            first, *others = str(error).splitlines()
            more = f" (and {len(others)} more: 'mtqa rules test {path}' shows them)" if others else ""
            raise ConfigError(first + more) from None
    rules += [rule for point in entry_points(group=GROUP) for rule in packaged(point)]
    names = [rule.id for rule in (*RULES, *rules)]
    twice = sorted({name for name in names if names.count(name) > 1}) if rules else []
    if twice:
        raise ConfigError(f"two rules are called '{twice[0]}'; rename one of them")
    return tuple(rules)


def packaged(point: EntryPoint) -> tuple[Rule, ...]:
    """Return the rules that a package offers.

    Raises:
        ConfigError: it can't be imported, offers something else, or a rule fails its own examples.
    """
    origin = f"rules of {point.dist.name if point.dist else point.value} ({point.value})"
    try:
        offered: Any = point.load()
        rules = tuple(offered() if callable(offered) else offered)
    except Exception as error:  # noqa: BLE001 - another's code may fail in any way, and the message must say whose it was
        raise ConfigError(f"{origin} can't be loaded: {type(error).__name__}: {error}") from None
    for rule in rules:
        if not isinstance(rule, Rule):
            raise ConfigError(f"{origin}: {rule!r} is no mtqa.rules.Rule")
        if not rule.must_flag or not rule.must_pass:
            raise ConfigError(f"{origin}: {rule.id} has no examples of what it must flag and what it must pass")
        if wrong := failing(rule):
            raise ConfigError(f"{origin}: {rule.id} {wrong[0]}")
    return rules
