"""What stands between a judged document and the gate: alerts, suppressions, changes and the baseline."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from mtqa.alert import SENTENCE, VERDICT_RULES, Severity
from mtqa.config import FailOn, Settings
from mtqa.coverage import Coverage
from mtqa.document import Document
from mtqa.errors import ConfigError
from mtqa.gate import Baseline, Changes, Ledger, Suppressions, with_alerts
from mtqa.gate.baseline_file import DEFAULT_NAME
from mtqa.gate.policy import fails_on, unknown_names
from mtqa.outcome import Comparison
from mtqa.result import DocumentResult, Gate
from mtqa.rules import RULES, RuleSet

_DECISIONS = "mtqa-decisions*.json"
"""What files of decisions are named like, with what browsers add to the name of a second download."""
_PAGES = ".files"
"""What the name of a folder of pages ends in, which stands beside a report that is more than one page."""


class Gating:
    """Finds out what counts of a run, and decides.

    Attributes:
        unchanged: how many files were left out since nothing in them was changed.
    """

    def __init__(self, settings: Settings, rules: RuleSet, own: Iterable[Path] = ()) -> None:
        """Get ready.

        Args:
            settings: what is asked for.
            rules: the rules that run.
            own: files of the program, which are not content.

        Raises:
            ConfigError: a suppression or a clause names a rule that does not exist.
            UsageError: the baseline, or the revision to compare with, can't be read.
        """
        if fails_on(settings, FailOn.UNUSED):
            settings = settings.replace(report_unused=True)
        self._settings = settings
        self._severities = {rule.id: rule.severity for rule in rules.rules}
        known = {rule.id for rule in RULES} | self._severities.keys()
        for problem in unknown_names(settings, known):
            raise ConfigError(problem)
        self.ledger = Ledger(settings)
        self._suppressions = Suppressions(settings, known, self.can_find)
        self._baseline = Baseline.load(Path(settings.baseline)) if settings.baseline else None
        self._changes = Changes.since(settings.diff, Path.cwd()) if settings.diff else None
        self._own = {os.path.realpath(path) for path in own}
        if settings.baseline:
            self._own.add(os.path.realpath(settings.baseline))
        self._folders = {str(Path(each).with_suffix(_PAGES)) for each in self._own}
        self.unchanged = 0
        self.unmatched: list[str] = []

    def can_find(self, rule: str) -> bool:
        """Tell whether this run can find anything of a rule."""
        if rule == SENTENCE:
            return not self._settings.rules_only
        return rule in self._severities or rule in VERDICT_RULES

    def _can_count(self, rule: str) -> bool:
        """Tell whether this run can have made an alert of a rule: of a warning, only where a clause counts it."""
        severity = self._severities.get(rule, Severity.ERROR)
        return self.can_find(rule) and (severity is Severity.ERROR or self.ledger.may_count(rule, severity))

    def leaves_out(self, path: Path) -> bool:
        """Tell whether a file is none of the content, or was not changed where only changes count."""
        if self._is_own(path):
            return True
        if self._changes is None or self._changes.changed(path):
            return False
        self.unchanged += 1
        return True

    def _is_own(self, path: Path) -> bool:
        """Tell whether a file is a baseline, a file of decisions, or an output, the pages of a report among them."""
        if path.name == DEFAULT_NAME or fnmatch(path.name, _DECISIONS) or os.path.realpath(path) in self._own:
            return True
        return path.parent.name.endswith(_PAGES) and os.path.realpath(path.parent) in self._folders

    def told(self, document: Document, result: DocumentResult) -> DocumentResult:
        """Return a judged document with its alerts, and with whether they count, but for what the baseline knows."""
        told = with_alerts(document, result, self.ledger.counts(result.path))
        told = self._suppressions.apply(document, told)
        if self._changes is None:
            return told
        changed = len(self._changes.touched(document, told))
        return dataclasses.replace(self._changes.apply(document, told), changed=changed)

    def matched(self, results: Sequence[DocumentResult]) -> list[DocumentResult]:
        """Return documents with what the baseline knows of their alerts."""
        return list(results) if self._baseline is None else self._baseline.match(results)

    def may_be_empty(self, files: int) -> bool:
        """Tell whether nothing need be judged: files were read and that is allowed, or nothing changed."""
        if self.unchanged and not files:
            return True
        return bool(files) and (self._settings.allow_empty or self._changes is not None)

    def expect(self, files: Iterable[str]) -> None:
        """Say which files are going to be checked, as reports name them."""
        if self._baseline is not None:
            self._baseline.expect(files)

    def compare(self, looked_at: Collection[str], *, interrupted: bool) -> Comparison | None:
        """Return how the run compares with its baseline, where it has one.

        Args:
            looked_at: the files that were read to their end, as reports name them.
            interrupted: whether the run ended early.
        """
        if self._baseline is None:
            return None
        model = not self._settings.rules_only
        return self._baseline.compare(looked_at, self._can_count, model=model, interrupted=interrupted)

    def decide(self, coverage: Coverage, compared: Comparison | None) -> Gate:
        """Decide whether the run passes."""
        unused = len(self._suppressions.unused())
        if compared is not None:
            unused += compared.fixed_count
        return self.ledger.decide(
            coverage, unused=unused, unmatched=self.unmatched, nothing_changed=self._changes is not None
        )

    def notes(self) -> Iterator[str]:
        """Say what a reader of the report must mind."""
        if self._changes is not None:
            left = f"; {self.unchanged:,} unchanged files were left out" if self.unchanged else ""
            yield f"only sentences changed since {self._settings.diff} count{left}"
            yield from self._changes.notes
        if self._settings.report_unused:
            yield from self._suppressions.unused()
