"""Policies: what fails, for all files of a run and for those that a table of ``[[files]]`` has another for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from mtqa.alert import VERDICT_RULES
from mtqa.config_tables import nearest
from mtqa.result import Finding, Severity
from mtqa.settings import POLICY, FailOn, Settings

GRAVE = {
    FailOn.ERROR: (Severity.ERROR,),
    FailOn.WARNING: (Severity.ERROR, Severity.WARNING),
    FailOn.NOTE: tuple(Severity),
}
"""The severities that each of these fails on."""
_CACHED = 4096


@dataclass(frozen=True, slots=True)
class Policy:
    """What fails for some files.

    Attributes:
        glob: the files that it is about, as ``[[files]]`` names them; empty for all that no table has a policy for.
        fail_on: what must not occur.
        max_suspicious: how many percent of the sentences may be suspicious.
        max_suspicious_sentences: how many sentences may be.
        max_findings: how many findings there may be of a severity, a rule or a family.
        max_of_kind: how many suspicious sentences there may be of a kind.
        require_coverage: how many percent of the prose, and of the files, must be judged.
    """

    glob: str
    fail_on: tuple[FailOn, ...]
    max_suspicious: float | None
    max_suspicious_sentences: int | None
    max_findings: tuple[tuple[str, int], ...]
    max_of_kind: tuple[tuple[str, int], ...]
    require_coverage: float | None

    @classmethod
    def of(cls, settings: Settings, glob: str = "") -> Policy:
        """Return the policy that settings ask for."""
        return cls(
            glob,
            settings.failing,
            settings.max_suspicious,
            settings.max_suspicious_sentences,
            settings.max_findings,
            settings.max_of_kind,
            settings.require_coverage,
        )

    def counts(self, finding: Finding) -> bool:
        """Tell whether a clause counts a finding."""
        return self.counts_of(finding.rule, finding.severity)

    def counts_of(self, rule: str, severity: Severity) -> bool:
        """Tell whether a clause counts the findings of a rule that have a severity."""
        names = (severity, rule, rule.partition(".")[0])
        return any(severity in GRAVE.get(choice, ()) for choice in self.fail_on) or any(
            name in names for name, _ in self.max_findings
        )


class Policies:
    """Tells which policy a file belongs to."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tables = [table for table in settings.files if table.sets_policy]
        self._general = Policy.of(settings)
        self._of = lru_cache(_CACHED)(self._find)

    @property
    def general(self) -> Policy:
        """The policy of the files that no table has one for."""
        return self._general

    def at(self, path: str) -> Policy:
        """Return the policy of a file, by its path as reports name it."""
        return self._of(path) if self._tables else self._general

    def may_count(self, rule: str, severity: Severity) -> bool:
        """Tell whether the policy of any file counts the findings of a rule that have a severity."""
        others = (Policy.of(self._settings.replace(**dict(table.changes))) for table in self._tables)
        return any(policy.counts_of(rule, severity) for policy in (self._general, *others))

    def _find(self, path: str) -> Policy:
        tables = [table for table in self._tables if table.matches(path)]
        if not tables:
            return self._general
        labels: dict[str, str] = {}
        for table in tables:  # the last one wins, key by key
            labels |= {name: ", ".join(table.globs) for name, _ in table.changes if name in POLICY}
        order = [", ".join(table.globs) for table in tables]
        used = dict.fromkeys(label for label in order if label in labels.values())
        return Policy.of(self._settings.at(path), " and ".join(used))


def fails_on(settings: Settings, choice: FailOn) -> bool:
    """Tell whether the policy of any file fails on something."""
    return choice in settings.failing or any(
        choice in settings.replace(fail_on=value).failing
        for table in settings.files
        for name, value in table.changes
        if name == "fail_on"
    )


def unknown_names(settings: Settings, known_rules: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with names in ``max-findings``, for the whole run and under ``[[files]]``, a line each.

    Args:
        settings: the settings.
        known_rules: the ids of all rules that there are; verdicts, and what is wrong with suppressions, are known
            besides.
    """
    rules = {*known_rules, *VERDICT_RULES}
    known = {*rules, *(rule.partition(".")[0] for rule in rules), *map(str, Severity)}
    asked = [("max-findings", settings.max_findings)]
    asked += [
        (f"[[files]] {number}: max-findings", settings.replace(**dict(table.changes)).max_findings)
        for number, table in enumerate(settings.files, 1)
        if "max_findings" in dict(table.changes)
    ]
    for where, counts in asked:
        for name, _ in counts:
            if name not in known:
                yield f"{where}: '{name}' is no severity, rule or family{nearest(name, known)}"
