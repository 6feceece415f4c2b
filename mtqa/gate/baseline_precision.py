"""How often the rules are right, as a team decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mtqa.outcome import Decision, KnownEntry
from mtqa.result import ErrorRate

FEW = 5
"""Decisions below which a precision says nothing."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a rule, or a family, is right.

    Attributes:
        name: the rule or the family.
        accepted: how many of its findings people found right.
        dismissed: how many they found wrong.
        open: how many nobody decided about.
    """

    name: str
    accepted: int
    dismissed: int
    open: int = 0

    @property
    def decided(self) -> int:
        """How many decisions there are."""
        return self.accepted + self.dismissed

    @property
    def few(self) -> bool:
        """Whether there are too few decisions to say anything."""
        return self.decided < FEW

    @property
    def rate(self) -> float:
        """The share of findings that are right; 0 where nothing was decided."""
        return self._measured.rate

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share."""
        return self._measured.interval

    @property
    def _measured(self) -> ErrorRate:
        return ErrorRate(self.name, self.accepted, self.decided)


def precisions(entries: Iterable[KnownEntry], group: Callable[[KnownEntry], str]) -> list[Precision]:
    """Return the precision of each group of entries, worst first; those with too few decisions come last.

    An entry counts once, however many copies of its sentence there are: they were decided about together.

    Args:
        entries: of one baseline or of several, each once.
        group: names an entry's group.
    """
    made: defaultdict[str, Counter[Decision]] = defaultdict(Counter)
    for entry in entries:
        made[group(entry)][entry.decision] += 1
    found = (
        Precision(name, counts[Decision.ACCEPTED], counts[Decision.DISMISSED], counts[Decision.OPEN])
        for name, counts in made.items()
    )
    return sorted(found, key=lambda each: (each.few, each.rate, -each.decided, each.name))


def rule_of(entry: KnownEntry) -> str:
    """Name an entry's rule."""
    return entry.rule


def family_of(entry: KnownEntry) -> str:
    """Name an entry's family."""
    return entry.rule.partition(".")[0]


def everything(_: KnownEntry) -> str:
    """Name the group that every entry is in."""
    return "all"
