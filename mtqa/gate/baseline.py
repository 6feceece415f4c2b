"""The baseline: what is known of some content, so that only what is new fails."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mtqa.alert import DOCUMENT_RULES, SENTENCE, SUPPRESSION_RULES, Alert, By, State
from mtqa.gate import baseline_file
from mtqa.gate.baseline_entries import by_sketch, known_entry, redecided
from mtqa.gate.baseline_file import Header, combined, key
from mtqa.gate.baseline_folder import Folder
from mtqa.gate.matching import DISMISSED, Pool, Taken, Wanted
from mtqa.outcome import Comparison, Decision, KnownEntry
from mtqa.result import DocumentResult

_OF_MODEL = frozenset({SENTENCE, *DOCUMENT_RULES})
_GONE, _SEEN, _TO_COME = range(3)


class _Use(NamedTuple):
    """That an entry, by its number, covers an alert: the alert's place, and its sketch."""

    number: int
    path: str
    id: str | None
    sketch: tuple[str, ...]
    moved: bool


class Baseline:
    """What is known of some content, and what a run took of it so far.

    Attributes:
        entries: what is known, sorted.
        header: what made it.
        disputed: entries that some lines of the file accept and others dismiss; they count as accepted.
    """

    def __init__(
        self,
        entries: Iterable[KnownEntry],
        root: Path,
        header: Header | None = None,
        name: str = "",
        disputed: tuple[KnownEntry, ...] = (),
    ) -> None:
        """Make a baseline.

        Args:
            entries: what is known; entries about the same are added up.
            root: the folder that the entries' paths are relative to.
            header: what made it.
            name: its file, as people are told of it.
            disputed: see `Baseline.disputed`.
        """
        self.entries = combined(entries, sum)
        self.header = header or Header()
        self.disputed = disputed
        self._root = root
        self._name = name
        self._folder = Folder(root)
        self._expected: frozenset[str] | None = None
        self._seen: set[str] = set()
        self._uses: list[_Use] = []
        self._ranks: dict[str, int | None] = {}
        self._pool = Pool(self.entries, self._rank)

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Read a baseline.

        Raises:
            UsageError: the file does not exist, can't be read, holds a merge conflict, is of another version, or is no
                baseline.
        """
        header, entries, disputed = baseline_file.read(path)
        here = Path.cwd()
        name = path.relative_to(here) if path.is_relative_to(here) else path
        return cls(entries, path.parent, header, name.as_posix(), disputed)

    @classmethod
    def of(cls, results: Iterable[DocumentResult], root: Path, *, signature: str = "", model: bool = False) -> Baseline:
        """Remember the alerts of a run that count, or would if they were not known.

        What comments and configurations suppress is not remembered, nor what is wrong with them.

        Args:
            results: the judged documents, with their alerts.
            root: the folder that the baseline's file is to lie in.
            signature: the run's signature.
            model: whether the language model had its say.
        """
        return cls(_remembered(results, Folder(root), {State.NEW, State.KNOWN}), root, Header(signature, model))

    def expect(self, files: Iterable[str]) -> None:
        """Say which files the run looks at, before anything is matched.

        What is known of a file that is still there and not looked at is not lent to other files, as it may well be in
        its own still. Without this, everything may be lent.

        Args:
            files: their paths as results have them.
        """
        self._expected = frozenset(map(self._folder.place, files))

    def match(self, results: Sequence[DocumentResult]) -> list[DocumentResult]:
        """Say of each alert whether it is known.

        Each entry covers as many alerts as it counts: those of its own file and record first, then what is left over
        covers what moved elsewhere. What was dismissed is suppressed. The states of suppressed and unchanged alerts
        stay as they are, but they use their entries up.

        Args:
            results: all documents of a run, or those that come next.
        """
        self._seen.update(self._folder.place(result.path) for result in results)
        self._ranks.clear()
        wanted = [
            Wanted(self._folder.place(result.path), result.id, alert)
            for result in results
            for alert in result.alerts
            if alert.rule not in SUPPRESSION_RULES
        ]
        taken = self._pool.take(wanted)
        self._uses += (
            _Use(use.number, one.path, one.id, one.alert.sketch, use.moved)
            for one, use in zip(wanted, taken, strict=True)
            if use is not None
        )
        found = iter(taken)
        return [self._told(result, found) for result in results]

    def compare(
        self,
        looked_at: Iterable[str],
        can_find: Callable[[str], bool],
        *,
        model: bool,
        interrupted: bool = False,
    ) -> Comparison:
        """Compare the baseline with a run whose documents were all matched.

        Args:
            looked_at: the paths, as results have them, of files that were read whole, those too in which there was
                nothing to judge.
            can_find: tells whether the run could find, and count, anything of a rule. Verdicts are asked about too.
            model: whether the language model had its say; where it had not in the baseline, or the other way round,
                nothing is said about verdicts.
            interrupted: whether the run ended early, so that nothing is known to be fixed.
        """
        seen = frozenset(map(self._folder.place, looked_at))
        fixed = []
        unseen = 0
        for entry, left in zip(self.entries, self._pool.left, strict=True):
            if not left:
                continue
            findable = can_find(entry.rule) and (entry.rule not in _OF_MODEL or model == self.header.model)
            if not interrupted and findable and (entry.path in seen or self._folder.gone(entry.path)):
                fixed.append(dataclasses.replace(entry, count=left))
            else:
                unseen += left
        return Comparison(
            self._name, len(self._uses), sum(use.moved for use in self._uses), fixed=tuple(fixed), unseen=unseen
        )

    def updated(
        self,
        results: Iterable[DocumentResult],
        fixed: Iterable[KnownEntry],
        *,
        signature: str = "",
        model: bool = False,
    ) -> Baseline:
        """Return what is known after a run: decisions and reasons stay, and what moved is known where it is now.

        Args:
            results: the documents after `match`, whose new alerts are added; none to add nothing.
            fixed: what is dropped: that of `compare`.
            signature: the run's signature.
            model: whether the language model had its say.
        """
        dropped = {*fixed}
        left = (
            dataclasses.replace(entry, count=count)
            for entry, count in zip(self.entries, self._pool.left, strict=True)
            if count
        )
        entries = [
            *(entry for entry in left if entry not in dropped),
            *(_now(self.entries[use.number], use) for use in self._uses),
            *_remembered(results, self._folder, {State.NEW}),
        ]
        return Baseline(entries, self._root, Header(signature, model or self.header.model), self._name)

    def decided(self, entries: Iterable[KnownEntry], *, signature: str = "", model: bool = False) -> Baseline:
        """Return what is known once people have decided: entries that are there get the decision, others are added.

        A count is raised where more was decided about, and never lowered. A reason is kept where the decision is the
        same and comes without one.

        Args:
            entries: what was decided, as `known_entry` makes them, each once.
            signature: that of the run that was decided about, for a baseline without one.
            model: whether the language model had its say in that run.
        """
        known = {key(entry): entry for entry in self.entries}
        for entry in entries:
            known[key(entry)] = redecided(known.get(key(entry)), entry)
        header = Header(self.header.signature or signature, self.header.model or model)
        return Baseline(known.values(), self._root, header, self._name)

    def place(self, shown: str) -> str:
        """Return the path of a file as the baseline has it; ``shown`` is relative to the current folder."""
        return self._folder.place(shown)

    def without_gone(self) -> Baseline:
        """Return the baseline without the entries of files that no longer exist."""
        there = [entry for entry in self.entries if not self._folder.gone(entry.path)]
        return Baseline(there, self._root, self.header, self._name)

    def dump(self) -> Iterator[str]:
        """Yield the lines of the baseline's file."""
        return baseline_file.dump(self.header, self.entries)

    def __len__(self) -> int:
        return sum(entry.count for entry in self.entries)

    def _rank(self, path: str) -> int | None:
        """Say how gladly a file's entries are lent to others: files that are gone don't need them any more."""
        if path not in self._ranks:
            self._ranks[path] = self._ranked(path)
        return self._ranks[path]

    def _ranked(self, path: str) -> int | None:
        if self._folder.gone(path):
            return _GONE
        if path in self._seen:
            return _SEEN
        return _TO_COME if self._expected is None or path in self._expected else None

    def _told(self, result: DocumentResult, found: Iterator[Taken | None]) -> DocumentResult:
        alerts = tuple(
            alert if alert.rule in SUPPRESSION_RULES else self._state(alert, next(found)) for alert in result.alerts
        )
        return result if alerts == result.alerts else dataclasses.replace(result, alerts=alerts)

    def _state(self, alert: Alert, use: Taken | None) -> Alert:
        if alert.state in (State.SUPPRESSED, State.UNCHANGED):
            return alert
        if use is None:
            return dataclasses.replace(alert, state=State.NEW, by=By.NOBODY, reason="", moved=False)
        entry = self.entries[use.number]
        state, reason = State.KNOWN, entry.reason
        if entry.decision is Decision.DISMISSED:
            state, reason = State.SUPPRESSED, entry.reason or DISMISSED
        return dataclasses.replace(alert, state=state, by=By.BASELINE, reason=reason, moved=use.moved)


def _remembered(results: Iterable[DocumentResult], folder: Folder, states: set[State]) -> Iterator[KnownEntry]:
    """Yield an entry for each alert of some states."""
    for result in results:
        for alert in result.alerts:
            if alert.state in states and alert.rule not in SUPPRESSION_RULES:
                text = "" if alert.sentence is None else result.sentences[alert.sentence].text
                place = folder.place(result.path)
                yield known_entry(alert.rule, alert.fingerprint, place, id=result.id, text=text, sketch=alert.sketch)


def _now(entry: KnownEntry, use: _Use) -> KnownEntry:
    """Return an entry as it would be made today of an alert that it covers."""
    entry = dataclasses.replace(entry, path=use.path, id=use.id, count=1, sketch=use.sketch)
    return by_sketch(entry)
