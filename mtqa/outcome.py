"""What the gate decided, clause by clause, and how a run compares with its baseline."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the policy, as it was decided.

    Attributes:
        name: the setting that asks for it, as configuration files write it, with what it names: ``max-suspicious``,
            ``fail-on document``, ``max-findings captions.glued``.
        passed: whether it holds.
        value: what was found: a count, or a percentage.
        limit: how much of it is allowed, or for ``require-coverage`` how much is required.
        reason: what failed, in a sentence; empty where it passed.
        glob: the files that it is about, as ``[[files]]`` names them; empty for all that no glob has a policy for.
    """

    name: str
    passed: bool
    value: float
    limit: float
    reason: str = ""
    glob: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the run passes, each clause that failed in words, and all clauses that were asked for.

    ``asked`` is false where nothing was to be decided, which is no pass: a corpus that is measured has no gate.
    """

    passed: bool
    reasons: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    asked: bool = True


class Decision(StrEnum):
    """What people decided about an alert: nothing yet, that it is right and waits to be mended, or that it is wrong."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What a baseline remembers: that an alert was there, where, and what people decided.

    Attributes:
        fingerprint: the alert's; of a document, of its sketch.
        rule: the alert's.
        path: the file in which it was found, relative to the baseline's folder, with forward slashes.
        count: how many there were.
        id: the record's id, where there is one.
        text: the beginning of the sentence, for people; of a document, empty.
        sketch: of a document's verdict, see `Alert`.
        decision: what people decided.
        reason: why, as people say.
    """

    fingerprint: str
    rule: str
    path: str
    count: int = 1
    id: str | None = None
    text: str = ""
    sketch: tuple[str, ...] = ()
    decision: Decision = Decision.OPEN
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run beside its baseline.

    Attributes:
        path: the baseline's file.
        known: how many alerts it knew, those that moved among them.
        moved: how many it knew from another file.
        fixed: what it remembers of files that were checked, or that are gone, and is no longer there; ``count`` says
            how many of each.
        unseen: how many alerts it remembers of files, or rules, that were not looked at.
    """

    path: str
    known: int = 0
    moved: int = 0
    fixed: tuple[KnownEntry, ...] = ()
    unseen: int = 0

    @property
    def fixed_count(self) -> int:
        """How many alerts were fixed."""
        return sum(entry.count for entry in self.fixed)
