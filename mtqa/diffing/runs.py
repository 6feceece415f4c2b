"""What a comparison of two runs is: what became of alerts, documents and scores, and whether they can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mtqa.alert import Severity, State
from mtqa.outcome import Gate
from mtqa.provenance import ErrorRate
from mtqa.result import DocumentVerdict, Verdict

THOUSAND = 1_000
"""Rates of suspicious sentences are told per so many judged."""


class Change(StrEnum):
    """What became of an alert.

    An unseen one was there before, and nobody looked for it again: its document is not in the new report, its sentence
    is no longer judged, or the new run had no language model. That is no fix.
    """

    NEW = "new"
    FIXED = "fixed"
    UNSEEN = "unseen"
    MOVED = "moved"
    UNCHANGED = "unchanged"


class Whereabouts(StrEnum):
    """What became of a document."""

    SAME = "same"
    MOVED = "moved"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which change on the score of an unchanged sentence is told.

    Attributes:
        fluency: the least difference in fluency, in points of 100.
        evidence: the least difference in evidence, in nats.
    """

    fluency: float = 5.0
    evidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert as it stands in one of the two reports.

    Attributes:
        path: its document's file.
        id: its record's id, where there is one.
        line: where its sentence begins, from 1; None for an alert about a document.
        column: the same.
        place: where that is in the terms of the format; empty where lines say it all.
        state: whether it counts.
        reason: why it does not, where somebody said so.
    """

    path: str
    id: str | None
    line: int | None
    column: int | None
    place: str
    state: State
    reason: str = ""

    @property
    def counts(self) -> bool:
        """Whether the gate counts it."""
        return self.state is State.NEW


@dataclass(frozen=True, slots=True)
class AlertChange:
    """What became of an alert.

    Attributes:
        change: what became of it.
        rule: its rule.
        severity: how grave it is.
        message: what is wrong, in words.
        suggestion: the natural English, where there is one.
        fingerprint: what it is known by.
        text: its sentence; empty for one about a document.
        before: how it stands in the old report; None where it is not there.
        after: how it stands in the new one.
        text_stands: whether its sentence stands in both versions of its document: then the program decides
            otherwise now, and nobody touched the text.
        why: of an unseen one, why nobody looked for it.
    """

    change: Change
    rule: str
    severity: Severity
    message: str
    suggestion: str | None
    fingerprint: str
    text: str
    before: Standing | None
    after: Standing | None
    text_stands: bool = False
    why: str = ""

    @property
    def latest(self) -> Standing:
        """How it stands now; how it stood, where it is no longer there."""
        latest = self.after or self.before
        assert latest is not None
        return latest

    @property
    def begins(self) -> bool:
        """Whether it counts now, and did not before."""
        return self.after is not None and self.after.counts and not (self.before is not None and self.before.counts)

    @property
    def ends(self) -> bool:
        """Whether it counted before, and does not now; of an unseen one nobody knows that."""
        if self.change is Change.UNSEEN:
            return False
        return self.before is not None and self.before.counts and not (self.after is not None and self.after.counts)


@dataclass(frozen=True, slots=True)
class Judged:
    """A document as it stands in one of the two reports; figures as in `mtqa.result.DocumentResult`."""

    path: str
    id: str | None
    verdict: DocumentVerdict
    probability: float | None
    suspicious: int
    judged: int


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What became of a document.

    Attributes:
        whereabouts: whether it is there in both reports, and in the same place.
        before: as the old report has it; None where it is not there.
        after: as the new one has it.
        why: of one that is gone, why it was not checked, where the new report says so.
    """

    whereabouts: Whereabouts
    before: Judged | None
    after: Judged | None
    why: str = ""

    @property
    def turned(self) -> bool:
        """Whether its verdict changed."""
        return self.before is not None and self.after is not None and self.before.verdict is not self.after.verdict

    @property
    def thinner(self) -> bool:
        """Whether much less of it is judged than before: fewer than half of its sentences, and by three or more."""
        if self.before is None or self.after is None:
            return False
        return 2 * self.after.judged < self.before.judged and self.before.judged - self.after.judged >= 3


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that stands in both reports, and is judged otherwise now.

    Attributes:
        text: the sentence.
        kind: what it is in its document.
        path: its document's file, in the new report.
        id: its record's id, where there is one.
        line: where it begins, from 1.
        column: the same.
        place: where that is in the terms of the format; empty where lines say it all.
        verdicts: its verdict before and now.
        fluency: before and now; None where it was not scored.
        evidence: the same, in nats.
    """

    text: str
    kind: str
    path: str
    id: str | None
    line: int
    column: int
    place: str
    verdicts: tuple[Verdict, Verdict]
    fluency: tuple[float | None, float | None]
    evidence: tuple[float | None, float | None]

    @property
    def fluency_change(self) -> float | None:
        """By how many points the fluency rose."""
        return _change(self.fluency)

    @property
    def evidence_change(self) -> float | None:
        """By how many nats the evidence rose: positive is more machine-like."""
        return _change(self.evidence)


def _change(pair: tuple[float | None, float | None]) -> float | None:
    before, after = pair
    return None if before is None or after is None else round(after - before, 3)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that decides results, or what passes, and that is not the same in two runs.

    Attributes:
        what: its name: a part of the signature, a clause of the gate or a setting.
        before: its value in the old run; empty where it has none.
        after: in the new one.
        scores: whether scores can't be compared because of it.
    """

    what: str
    before: str
    after: str
    scores: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """One of the two runs, in figures.

    Attributes:
        path: the report's file, as it was named.
        version: of mtqa.
        signature: everything that decides a score.
        whole: whether the report holds all documents that its run should have judged.
        documents: how many were judged.
        sentences: how many sentences were read.
        judged: how many of them were judged.
        suspicious: how many of those are suspicious.
        likely: how many of the documents that are held are likely machine-translated.
        held: how many documents are held.
        alerts: how many there are of each state.
        gate: what was decided; None where the run did not come to that.
        files_seen: files that were found.
        files_checked: files of which something was judged.
        characters_read: characters of prose.
        characters_scored: those that were judged.
        masked: characters that patterns kept from being read.
        remarks: what to mind, a sentence each.
    """

    path: str
    version: str
    signature: str
    whole: bool
    documents: int
    sentences: int
    judged: int
    suspicious: int
    likely: int
    held: int
    alerts: dict[State, int]
    gate: Gate | None
    files_seen: int
    files_checked: int
    characters_read: int
    characters_scored: int
    masked: int
    remarks: tuple[str, ...] = ()

    @property
    def rate(self) -> ErrorRate:
        """Suspicious sentences of those judged, with Wilson's interval."""
        return ErrorRate("suspicious", self.suspicious, self.judged)

    @property
    def per_thousand(self) -> float | None:
        """Suspicious sentences per thousand judged; None where none was."""
        return THOUSAND * self.suspicious / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of that."""
        low, high = self.rate.interval
        return (THOUSAND * low, THOUSAND * high) if self.judged else None


@dataclass(frozen=True, slots=True)
class Diff:
    """A comparison of two runs.

    Attributes:
        before: the old run.
        after: the new one.
        differences: what differs in how they were made.
        alerts: what became of each alert, in the order of `Change`; see `mtqa.result.DocumentResult.shown`.
        documents: those whose verdict, place or figures changed, and those added and gone.
        documents_same: how many are the same in all that.
        sentences: those that stand in both, and whose scores changed, most first.
        sentences_same: how many stand in both, judged each time.
        thresholds: from which change on scores are told.
        remarks: what to mind, a sentence each.
    """

    before: Run
    after: Run
    differences: tuple[Difference, ...]
    alerts: tuple[AlertChange, ...]
    documents: tuple[DocumentChange, ...]
    documents_same: int
    sentences: tuple[SentenceChange, ...]
    sentences_same: int
    thresholds: Thresholds
    remarks: tuple[str, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether the scores of the two can be compared."""
        return not any(difference.scores for difference in self.differences)

    def of(self, change: Change) -> tuple[AlertChange, ...]:
        """Return the alerts of which that became."""
        return tuple(alert for alert in self.alerts if alert.change is change)

    @property
    def counts(self) -> Counter[Change]:
        """How many alerts there are of each change."""
        return Counter(alert.change for alert in self.alerts)

    @property
    def begin(self) -> tuple[AlertChange, ...]:
        """The alerts that count now and did not before: new ones, and those that nothing silences any more."""
        return tuple(alert for alert in self.alerts if alert.begins)

    @property
    def end(self) -> tuple[AlertChange, ...]:
        """The alerts that counted before and do not now, but for unseen ones."""
        return tuple(alert for alert in self.alerts if alert.ends)

    @property
    def turned(self) -> tuple[DocumentChange, ...]:
        """The documents whose verdict changed."""
        return tuple(document for document in self.documents if document.turned)

    @property
    def thinner(self) -> tuple[DocumentChange, ...]:
        """The documents of which much less is judged."""
        return tuple(document for document in self.documents if document.thinner)

    @property
    def restated(self) -> tuple[AlertChange, ...]:
        """The alerts that are there in both runs, and of which one counts and the other does not, or not as before."""
        return tuple(a for a in self.alerts if a.before and a.after and a.before.state is not a.after.state)

    def documents_of(self, *whereabouts: Whereabouts) -> tuple[DocumentChange, ...]:
        """Return the documents of which that became."""
        return tuple(document for document in self.documents if document.whereabouts in whereabouts)


def counting(alerts: Iterable[AlertChange]) -> int:
    """Count those that the gate counts: of what is there now, as it stands now, of the rest as it stood."""
    return sum(alert.latest.counts for alert in alerts)
