"""Which entry of a baseline covers which alert: no entry more often than it counts, and at its own place first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mtqa.alert import DOCUMENT_RULES, LIKELY, Alert, State
from mtqa.gate.fingerprints import SAME, SKETCH, likeness
from mtqa.outcome import Decision, KnownEntry

DISMISSED = "dismissed in review"
"""The reason of an alert that was dismissed without one."""


class Wanted(NamedTuple):
    """An alert that may be known.

    Attributes:
        path: the file that it is in, as baselines name it.
        id: its record's id, where there is one.
        alert: the alert.
    """

    path: str
    id: str | None
    alert: Alert


class Taken(NamedTuple):
    """What covers an alert: the number of an entry, from 0, and whether that is of another file or record."""

    number: int
    moved: bool


class Pool:
    """The entries that are still to be had.

    A sentence's entry covers alerts of its rule and its words, a document's those of documents that are alike in their
    sentences; that a document is likely machine-translated covers that it is mixed, too.

    Attributes:
        left: how much is left of each entry's count.
    """

    def __init__(self, entries: Sequence[KnownEntry], rank: Callable[[str], int | None]) -> None:
        """Fill the pool.

        Args:
            entries: what is known.
            rank: says of a file how gladly its entries are lent to other files: lowest first, None for never.
        """
        self.left = [entry.count for entry in entries]
        self._entries = entries
        self._rank = rank
        self._of_words: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        self._of_place: defaultdict[tuple[str, str | None, str, str], list[int]] = defaultdict(list)
        self._of_hash: defaultdict[str, list[int]] = defaultdict(list)
        self._documents_at: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
        self._dismissals: defaultdict[str, set[str]] = defaultdict(set)
        for index, entry in enumerate(entries):
            if entry.decision is Decision.DISMISSED:
                self._dismissals[entry.rule].add(entry.reason or DISMISSED)
            if entry.rule in DOCUMENT_RULES:
                self._documents_at[entry.path, entry.id].append(index)
                for value in {*entry.sketch}:
                    self._of_hash[value].append(index)
            else:
                self._of_words[entry.rule, entry.fingerprint].append(index)
                self._of_place[entry.path, entry.id, entry.rule, entry.fingerprint].append(index)

    def take(self, wanted: Sequence[Wanted]) -> list[Taken | None]:
        """Cover alerts, and use up what covers them; None for each that nothing covers."""
        taken: list[Taken | None] = [None] * len(wanted)
        order = sorted(range(len(wanted)), key=lambda i: self._turn(wanted[i].alert))
        for own in (True, False):
            for i in order:
                if taken[i] is None and wanted[i].alert.rule not in DOCUMENT_RULES:
                    index = self._at_home(wanted[i]) if own else self._elsewhere(wanted[i])
                    taken[i] = self._use(index, moved=not own)
            self._take_documents(wanted, taken, own=own)
        return taken

    def _use(self, index: int | None, *, moved: bool) -> Taken | None:
        if index is None:
            return None
        self.left[index] -= 1
        return Taken(index, moved)

    def _turn(self, alert: Alert) -> int:
        """Say whose turn it is: what needs an entry least comes last, and what had one before keeps it.

        An unchanged alert comes first, so that a copy of it is new; what a comment suppresses comes last, so that it
        takes nothing away from what would fail. What an earlier match dismissed is suppressed too, but by an entry.
        """
        if alert.state is State.UNCHANGED:
            return 0
        if alert.state is State.SUPPRESSED:
            return 1 if alert.reason in self._dismissals.get(alert.rule, ()) else 3
        return 2

    def _at_home(self, wanted: Wanted) -> int | None:
        at = self._of_place.get((wanted.path, wanted.id, wanted.alert.rule, wanted.alert.fingerprint), ())
        return next((index for index in at if self.left[index]), None)

    def _elsewhere(self, wanted: Wanted) -> int | None:
        words = wanted.alert.rule, wanted.alert.fingerprint
        if words not in self._of_words:
            return None
        self._of_words[words] = candidates = [index for index in self._of_words[words] if self.left[index]]
        ranked = [(rank, i) for i in candidates if (rank := self._distance(i, wanted.path)) is not None]
        return min(ranked)[1] if ranked else None

    def _distance(self, index: int, path: str) -> int | None:
        home = self._entries[index].path
        return -1 if home == path else self._rank(home)

    def _take_documents(self, wanted: Sequence[Wanted], taken: list[Taken | None], *, own: bool) -> None:
        """Cover verdicts on documents, those that are most alike first."""
        pairs = [
            (-alike, self._turn(one.alert), distance, self._entries[index].rule != one.alert.rule, i, index)
            for i, one in enumerate(wanted)
            if taken[i] is None and one.alert.rule in DOCUMENT_RULES
            for index, alike in self._alike(one, own=own)
            if (distance := self._distance(index, one.path)) is not None
        ]
        for *_, i, index in sorted(pairs):
            if taken[i] is None and self.left[index]:
                taken[i] = self._use(index, moved=not own)

    def _alike(self, wanted: Wanted, *, own: bool) -> Iterator[tuple[int, float]]:
        """Yield the entries of documents that may be an alert's, and how much they are alike."""
        sketch = wanted.alert.sketch
        shared = Counter(index for value in {*sketch} for index in self._of_hash.get(value, ()))
        home = {*self._documents_at.get((wanted.path, wanted.id), ())}
        least = SAME * min(SKETCH, len(sketch))  # a sentence that all documents have makes none of them alike
        for index in sorted(i for i, count in shared.items() if count >= least and own == (i in home)):
            entry = self._entries[index]
            if self.left[index] and entry.rule in (wanted.alert.rule, LIKELY):
                alike = likeness(entry.sketch, sketch)
                if alike >= SAME:
                    yield index, alike
