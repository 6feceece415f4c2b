"""From decisions to a changed baseline: what is accepted is known from then on, what is dismissed is suppressed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from mtqa.alert import SUPPRESSION_RULES
from mtqa.errors import UsageError
from mtqa.gate import Baseline
from mtqa.gate.baseline_entries import known_entry
from mtqa.gate.baseline_file import Key, combined, key
from mtqa.gate.baseline_folder import Folder, is_no_file
from mtqa.outcome import Decision, KnownEntry
from mtqa.report.wording import LONGEST, one_line
from mtqa.reviewing.decisions import Decided, Decisions


@dataclass(frozen=True, slots=True)
class RuleCount:
    """What became of the decisions about a rule's alerts.

    Attributes:
        rule: the rule.
        accepted: how many are accepted now and were not before, or for another reason.
        dismissed: how many are dismissed now and were not before, or for another reason.
        unchanged: how many the baseline had already.
    """

    rule: str
    accepted: int = 0
    dismissed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Applied:
    """What decisions made of a baseline.

    Attributes:
        baseline: what is known now.
        changed: whether that is anything else than before.
        rules: what became of the decisions, by rule.
        notes: alerts that are still open, with a note; nothing becomes of them.
        comments: how many decisions are about comments that suppress, which no baseline remembers.
        gone: files that are decided about and no longer there.
    """

    baseline: Baseline
    changed: bool
    rules: tuple[RuleCount, ...]
    notes: tuple[Decided, ...] = ()
    comments: int = 0
    gone: tuple[str, ...] = ()

    @property
    def total(self) -> RuleCount:
        """What became of all decisions."""
        rules = self.rules
        return RuleCount(
            "all",
            sum(each.accepted for each in rules),
            sum(each.dismissed for each in rules),
            sum(each.unchanged for each in rules),
        )


class _Alert(NamedTuple):
    """What decisions about one alert have in common, in whatever file they stand.

    Records without an id have no other difference than the line.
    """

    entry: Key
    occurrence: int
    line: int | None


def apply(files: Sequence[Decisions], baseline: Baseline) -> Applied:
    """Apply decisions, one file after the other, so that the last one wins.

    Copies of a sentence in one document are one entry of a baseline. Where a file accepts one of them and dismisses
    another, they count as accepted, as that hides nothing.

    Args:
        files: the decisions.
        baseline: what is known; it stays as it is.

    Raises:
        UsageError: none of the files that were decided about is there.
    """
    gone = _gone(files)
    made = baseline
    everything: dict[_Alert, Decided] = {}
    decided: set[_Alert] = set()
    for file in files:
        latest = {_alert(one, baseline): one for one in file.entries}
        everything |= latest
        firm = {alert: one for alert, one in latest.items() if _is_firm(one)}
        decided |= firm.keys()
        entries = combined((_entry(one, baseline) for one in firm.values()), _covering)
        made = made.decided(entries, signature=file.signature, model=file.model)
    changes = _changes(baseline, made)
    return Applied(
        made,
        any(alert.entry in changes for alert in decided),
        tuple(_counts(decided, made, changes)),
        tuple(one for one in everything.values() if one.decision is Decision.OPEN and one.note.strip()),
        sum(one.decision is not Decision.OPEN and not _is_firm(one) for one in everything.values()),
        gone,
    )


def known_entries(files: Iterable[Decisions], root: Path) -> Iterator[KnownEntry]:
    """Yield decisions as the entries that a baseline in a folder would have of them.

    Args:
        files: the decisions.
        root: the folder.
    """
    empty = Baseline((), root)
    for file in files:
        yield from (_entry(one, empty) for one in file.entries if one.rule not in SUPPRESSION_RULES)


def _is_firm(one: Decided) -> bool:
    return one.decision is not Decision.OPEN and one.rule not in SUPPRESSION_RULES


def _entry(one: Decided, baseline: Baseline) -> KnownEntry:
    """Return a decision as an entry that covers the alert, and with it the copies before it."""
    place = baseline.place(one.path)
    entry = known_entry(one.rule, one.fingerprint, place, id=one.id, text=one.text, sketch=one.sketch)
    return replace(entry, count=one.occurrence, decision=one.decision, reason=one.why)


def _alert(one: Decided, baseline: Baseline) -> _Alert:
    return _Alert(key(_entry(one, baseline)), one.occurrence, one.line)


def _covering(occurrences: Iterable[int]) -> int:
    """Return the count of an entry that covers some alerts: the first ones are covered first.

    Where an occurrence comes several times, as many records without an id have it, each with those before it.
    """
    times = Counter(occurrences)
    records = count = 0
    for this, next_lower in pairwise([*sorted(times, reverse=True), 0]):
        records = max(records, times[this])
        count += records * (this - next_lower)
    return count


def _gone(files: Sequence[Decisions]) -> tuple[str, ...]:
    """Return the files that are not there any more, but not if all of them are: then this is the wrong folder."""
    here = Folder(Path.cwd())
    named = sorted({one.path for file in files for one in file.entries if not is_no_file(one.path)})
    gone = tuple(path for path in named if here.gone(path))
    if gone and len(gone) == len(named):
        what = f"'{one_line(gone[0], LONGEST)}' is not here"
        if len(gone) > 1:
            what = f"none of the {len(gone):,} files, such as '{one_line(gone[0], LONGEST)}', is here"
        raise UsageError(f"the decisions are about other files: {what}; run it from the folder where 'mtqa check' ran")
    return gone


def _changes(before: Baseline, after: Baseline) -> set[Key]:
    """Return the keys of entries that were not there, or not like this, or disputed."""
    known = {key(entry): entry for entry in before.entries}
    changed = {key(entry) for entry in after.entries if known.get(key(entry)) != entry}
    return changed | {key(entry) for entry in before.disputed}


def _counts(decided: Iterable[_Alert], made: Baseline, changes: set[Key]) -> Iterator[RuleCount]:
    entries = {key(entry): entry for entry in made.entries}
    rules: defaultdict[str, Counter[Decision | None]] = defaultdict(Counter)
    for alert in decided:
        entry = entries[alert.entry]
        rules[entry.rule][entry.decision if alert.entry in changes else None] += 1
    for rule, counts in sorted(rules.items(), key=lambda item: (-item[1].total(), item[0])):
        yield RuleCount(rule, counts[Decision.ACCEPTED], counts[Decision.DISMISSED], counts[None])
