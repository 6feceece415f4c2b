"""Decides whether a run passes: policy by policy, each on the files that it is about, and clause by clause."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterator, Sequence

from mtqa.coverage import EMPTY, EXPECTED, Coverage, CoverageCount, SkippedFile, weight
from mtqa.document import Document
from mtqa.gate.counting import (
    Counter,
    Documents,
    Sentences,
    Share,
    Totals,
    Unused,
    Worst,
    exactly,
    graver,
    named,
    of,
)
from mtqa.gate.policy import GRAVE, Policies, Policy
from mtqa.outcome import Clause, Gate
from mtqa.readers.registry import known
from mtqa.result import DocumentResult, Finding, Severity, Verdict
from mtqa.settings import FailOn, Settings

_NAMED = 3
_READ_ALREADY = "symbolic link to a f"
"""Begins the reasons of links to files and folders that are read under their own name."""
_NO_FILES = ("broken symbolic link", "not a regular file")
"""Reasons that are given whatever the suffix."""


class Ledger:
    """Keeps of each document and file what the gate must know, and decides in the end."""

    def __init__(self, settings: Settings) -> None:
        """Get ready.

        Args:
            settings: what fails, for all files and for some; see `mtqa.settings.POLICY`. With ``allow_empty`` a run
                passes whose files were read and hold nothing to judge.
        """
        self._policies = Policies(settings)
        self._allow_empty = settings.allow_empty
        self._groups: dict[Policy, _Group] = {}

    def counts(self, path: str) -> Callable[[Finding], bool]:
        """Return what tells which findings in a file a clause counts."""
        return self._policies.at(path).counts

    def may_count(self, rule: str, severity: Severity) -> bool:
        """Tell whether a clause of any policy counts the findings of a rule that have a severity."""
        return self._policies.may_count(rule, severity)

    def read(self, path: str, what: Document | SkippedFile) -> None:
        """Note what a reader gave of a file: a document, or that it, or a part of it, could not be read."""
        self._group(path).read(path, what)

    def skip(self, path: str, file: SkippedFile) -> None:
        """Note that nothing was judged of a file, or of a part of it."""
        self._group(path).skip(path, file)

    def add(self, document: DocumentResult) -> None:
        """Note a judged document with its alerts: those that are new count, and the sentences that were judged.

        Where only changes count, so do only the sentences that were changed.
        """
        self._group(document.path).add(document)

    @property
    def all_read(self) -> bool:
        """Whether all files of known formats could be read so far."""
        return not any(group.unread for group in self._groups.values())

    def decide(
        self,
        coverage: Coverage,
        *,
        unused: int = 0,
        unmatched: Sequence[str] = (),
        nothing_changed: bool = False,
    ) -> Gate:
        """Decide whether the run passes.

        Args:
            coverage: what was looked at in the whole run. A file at which the program failed always fails the gate.
            unused: how many tables of ``[[suppress]]``, and entries of the baseline, suppress nothing.
            unmatched: a line for each glob that should match files and matches none: such a run never passes.
            nothing_changed: whether nothing need be judged, since only changes count.

        Returns:
            the decision, with each clause that was asked for, and with a sentence for each that failed: counts, and
            the worst documents by name. Where no sentence was judged, that alone is the reason.
        """
        always = [*_crashed(coverage), *(Clause("unmatched", False, 1, 0, line) for line in unmatched)]
        groups = sorted(self._groups.values(), key=lambda group: group.policy.glob != "")
        if not any(group.judged for group in groups):
            excused = nothing_changed or (self._allow_empty and coverage.files_seen)
            reasons = [clause.reason for clause in always]
            if not excused or coverage.files_crashed or not self.all_read:
                reasons.append(_nothing(coverage))
            return Gate(passed=not reasons, reasons=tuple(reasons), clauses=tuple(always))
        clauses = (*always, *(clause for group in groups for clause in group.clauses(unused)))
        failed = [clause for clause in clauses if not clause.passed]
        return Gate(passed=not failed, reasons=tuple(map(_reason, failed)), clauses=clauses)

    def _group(self, path: str) -> _Group:
        policy = self._policies.at(path)
        if policy not in self._groups:
            self._groups[policy] = _Group(policy)
        return self._groups[policy]


class _Group:
    """The files of one policy.

    Attributes:
        policy: what fails in them.
        judged: how many sentences were judged, and count.
        unread: those of the files that could not be read, in the order of reading.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.judged = 0
        self.unread: dict[str, None] = {}
        self._documents = 0
        self._counters = list(_counters(policy))
        self._count = CoverageCount()
        self._checked: set[str] = set()
        self._failed: set[str] = set()

    def read(self, path: str, what: Document | SkippedFile) -> None:
        if isinstance(what, Document):
            if self.policy.require_coverage is not None:  # what is masked is searched for prose, which takes time
                self._count.add(what)
        elif what.path == path and _is_unread(what):
            self.unread.setdefault(path)

    def skip(self, path: str, file: SkippedFile) -> None:
        if not file.reason.startswith(EXPECTED):
            self._failed.add(path)

    def add(self, document: DocumentResult) -> None:
        self._documents += 1
        self._checked.add(document.path)
        self.judged += document.judged if document.changed is None else document.changed
        self._count.scored += sum(weight(s.text) for s in document.sentences if s.verdict is not Verdict.SKIPPED)
        for counter in self._counters:
            counter.add(document)

    def clauses(self, unused: int) -> Iterator[Clause]:
        """Yield the clauses of the policy as they are decided."""
        totals = Totals(self._documents, self.judged)
        for counter in self._counters:
            if isinstance(counter, Unused) and not self.policy.glob:
                counter.elsewhere = unused
            yield self._told(counter.clause(totals))
        if FailOn.UNREAD in self.policy.fail_on:
            yield self._told(self._unread())
        if self.policy.require_coverage is not None:
            yield self._told(self._covered(self.policy.require_coverage))

    def _told(self, clause: Clause) -> Clause:
        return dataclasses.replace(clause, glob=self.policy.glob)

    def _unread(self) -> Clause:
        found = Worst()
        for path in self.unread:
            found.add(1, path)
        reason = f"{_files(found.sum)} could not be read: {found.names()}" if found.sum else ""
        return Clause(f"fail-on {FailOn.UNREAD}", not reason, found.sum, 0, reason)

    def _covered(self, least: float) -> Clause:
        """Decide that as much was judged as is required, in percent, and say what the rest is."""
        coverage = Coverage(
            files_checked=len(self._checked),
            files_failed=len(self._failed - self._checked),
            characters_read=self._count.read,
            characters_scored=self._count.scored,
            masked=self._count.masked(),
        )
        prose = coverage.characters_read + coverage.prose_masked
        files = coverage.files_checked + coverage.files_failed
        limit = exactly(least)
        if 100 * coverage.characters_scored >= limit * prose and 100 * coverage.files_checked >= limit * files:
            value = 100 * coverage.share if prose and files else 100.0  # nothing to judge, and nothing missing
            return Clause("require-coverage", True, value, least)
        parts = [f"{coverage.characters_scored:,} of {prose:,} characters of prose were judged"]
        if coverage.prose_masked:
            parts.append(f"{coverage.prose_masked:,} of the rest were masked")
        if coverage.files_failed:
            parts.append(f"{of(coverage.files_failed, files, 'file')} gave nothing to judge")
        share = math.floor(1000 * coverage.share) / 10
        reason = f"Coverage is {share:g}%, less than the {least:g}% required: {'; '.join(parts)}"
        return Clause("require-coverage", False, 100 * coverage.share, least, reason)


def _counters(policy: Policy) -> Iterator[Counter]:
    for choice in dict.fromkeys(policy.fail_on):
        if choice in (FailOn.DOCUMENT, FailOn.LIKELY):
            yield Documents(choice)
        elif choice is FailOn.SENTENCE:
            yield Sentences(f"fail-on {choice}")
        elif choice in GRAVE:
            yield graver(choice, GRAVE[choice])
        elif choice is FailOn.UNUSED:
            yield Unused()
    if policy.max_suspicious is not None:
        yield Share(policy.max_suspicious)
    if policy.max_suspicious_sentences is not None:
        yield Sentences("max-suspicious-sentences", policy.max_suspicious_sentences)
    for name, limit in policy.max_findings:
        yield named(name, limit)
    for kind, limit in policy.max_of_kind:
        yield Sentences(f"max-of-kind {kind}", limit, kind)


def _is_unread(file: SkippedFile) -> bool:
    """Tell whether a file of a known format could not be read."""
    if file.reason == EMPTY or file.reason.startswith((*EXPECTED, _READ_ALREADY)):
        return False
    return file.reason not in _NO_FILES or known(file.path) is not None


def _crashed(coverage: Coverage) -> Iterator[Clause]:
    count = len(coverage.files_crashed)
    if count:
        names = "; ".join(coverage.files_crashed[:_NAMED])
        more = f"; and {count - _NAMED:,} more" if count > _NAMED else ""
        yield Clause("crashed", False, count, 0, f"The program failed at {_files(count)}: {names}{more}")


def _nothing(coverage: Coverage) -> str:
    skipped = coverage.files_seen - coverage.files_checked
    if not coverage.files_seen:
        return "No sentence was judged: no file was found"
    if skipped:
        was = "was" if skipped == 1 else "were"
        return f"No sentence was judged: {of(skipped, coverage.files_seen, 'file')} {was} skipped"
    return "No sentence was judged: none of the text is English prose of three words or more"


def _reason(clause: Clause) -> str:
    return f"{clause.glob}: {clause.reason}" if clause.glob else clause.reason


def _files(count: int) -> str:
    return f"{count:,} file{'' if count == 1 else 's'}"
