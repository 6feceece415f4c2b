"""What a clause of a policy counts, document by document, in constant memory, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple, Protocol

from mtqa.alert import LIKELY, MIXED, UNUSED, VERDICT_RULES, Alert, Severity, State
from mtqa.outcome import Clause
from mtqa.result import DocumentResult, DocumentVerdict
from mtqa.settings import FailOn

_NAMED = 3
_DIGITS = 4
"""Decimals of a probability in reports: what reads the same there ranks the same here, in the order of reading."""
_VERDICTS = {LIKELY: DocumentVerdict.LIKELY, MIXED: DocumentVerdict.MIXED}
_SEVERITIES = {
    Severity.ERROR: ("is an error", "are errors"),
    Severity.WARNING: ("is a warning", "are warnings"),
    Severity.NOTE: ("is a note", "are notes"),
}
_AT_LEAST = {
    FailOn.ERROR: ("is an error", "are errors"),
    FailOn.WARNING: ("is a warning or an error", "are warnings or errors"),
    FailOn.NOTE: ("was made, of whatever severity", "were made, of whatever severity"),
}


class Totals(NamedTuple):
    """How much there is of what a policy is about: documents, and sentences that count."""

    documents: int
    judged: int


class Counter(Protocol):
    """Counts, for one clause."""

    def add(self, document: DocumentResult) -> None:
        """Count what there is in a judged document; only new alerts count."""

    def clause(self, totals: Totals) -> Clause:
        """Return the clause as it is decided."""


class Worst:
    """Adds up a count of documents, and remembers the names of those that rank highest."""

    def __init__(self) -> None:
        self.sum = 0
        self._documents = 0
        self._highest: list[tuple[float, int, str]] = []

    def add(self, count: int, name: str, rank: float | None = None) -> None:
        """Add a document's count, by which it ranks too if by nothing else; 0 leaves it out."""
        if count:
            self.sum += count
            self._documents += 1
            self._highest.append((count if rank is None else rank, count, name))
            self._highest.sort(key=lambda one: -one[0])
            del self._highest[_NAMED:]

    def names(self) -> str:
        """Name the worst, and say how many more there are."""
        return ", ".join(name for _, _, name in self._highest) + self._rest()

    def figures(self) -> str:
        """Name the worst, each with its count."""
        return ", ".join(f"{name} ({count:,})" for _, count, name in self._highest) + self._rest()

    def _rest(self) -> str:
        rest = self._documents - len(self._highest)
        return f" and {rest:,} more" if rest else ""


class Documents:
    """Counts documents that are machine-translated: wholly, or in part too."""

    def __init__(self, choice: FailOn) -> None:
        self._choice = choice
        rules = (LIKELY, MIXED) if choice is FailOn.DOCUMENT else (LIKELY,)
        self._found = {rule: Worst() for rule in rules}

    def add(self, document: DocumentResult) -> None:
        """Count a document by the verdicts on it."""
        rules = {alert.rule for alert in document.alerts if alert.state is State.NEW}
        for rule in rules & self._found.keys():
            self._found[rule].add(1, document.name, round(document.probability or 0.0, _DIGITS))

    def clause(self, totals: Totals) -> Clause:
        """Decide that none may be."""
        parts = [
            f"{of(found.sum, totals.documents, 'document')} {'is' if found.sum == 1 else 'are'} "
            f"{_VERDICTS[rule].value}: {found.names()}"
            for rule, found in self._found.items()
            if found.sum
        ]
        count = sum(found.sum for found in self._found.values())
        return Clause(f"fail-on {self._choice}", not count, count, 0, "; ".join(parts))


class Sentences:
    """Counts suspicious sentences: all, or those of a kind."""

    def __init__(self, name: str, limit: int = 0, kind: str = "") -> None:
        self._name = name
        self._limit = limit
        self._kind = kind
        self._found = Worst()

    def add(self, document: DocumentResult) -> None:
        """Count the suspicious sentences of a document."""
        self._found.add(_suspicious(document, self._kind), document.name)

    def clause(self, totals: Totals) -> Clause:
        """Decide that there may be as many as the limit."""
        count = self._found.sum
        reason = ""
        if count > self._limit:
            reason = f"{of(count, totals.judged, 'sentence')} {'is' if count == 1 else 'are'} suspicious"
            if self._kind:
                reason = f"{_some(count, 'sentence')} of kind {self._kind} {'is' if count == 1 else 'are'} suspicious"
            where = self._found.figures()
            reason += f": {where}" if self._name == f"fail-on {FailOn.SENTENCE}" else f"{_more(self._limit)}: {where}"
        return Clause(self._name, not reason, count, self._limit, reason)


class Share:
    """Counts suspicious sentences, as a share of all."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._found = Worst()

    def add(self, document: DocumentResult) -> None:
        """Count the suspicious sentences of a document."""
        self._found.add(_suspicious(document), document.name)

    def clause(self, totals: Totals) -> Clause:
        """Decide that there may be as large a share, in percent, as the limit."""
        count, judged = self._found.sum, totals.judged
        value = 100 * count / judged if judged else 0.0
        reason = ""
        if 100 * count > exactly(self._limit) * judged:
            share = f"{_percent(value, self._limit)} and more than the {self._limit:g}% allowed"
            verb = "is" if count == 1 else "are"
            reason = f"{of(count, judged, 'sentence')} {verb} suspicious, which is {share}: {self._found.figures()}"
        return Clause("max-suspicious", not reason, value, self._limit, reason)


class Findings:
    """Counts the findings of rules."""

    def __init__(self, name: str, limit: int, counts: Callable[[Alert], bool], words: tuple[str, str]) -> None:
        """Make a counter.

        Args:
            name: the clause's name.
            limit: how many there may be.
            counts: tells which new alerts count.
            words: what to say of one, and of several.
        """
        self._name = name
        self._limit = limit
        self._counts = counts
        self._words = words
        self._found = Worst()

    def add(self, document: DocumentResult) -> None:
        """Count the findings of a document."""
        count = sum(alert.state is State.NEW and self._counts(alert) for alert in document.alerts)
        self._found.add(count, document.name)

    def clause(self, totals: Totals) -> Clause:  # noqa: ARG002 - the protocol's signature
        """Decide that there may be as many as the limit."""
        count = self._found.sum
        reason = ""
        if count > self._limit:
            more = "" if self._name.startswith("fail-on") else _more(self._limit)
            reason = f"{_some(count, 'finding')} {self._words[count != 1]}{more}: {self._found.figures()}"
        return Clause(self._name, not reason, count, self._limit, reason)


class Unused:
    """Counts suppressions, and entries of the baseline, that suppress nothing.

    Attributes:
        elsewhere: how many of them stand in no document.
    """

    def __init__(self) -> None:
        self.elsewhere = 0
        self._found = Worst()

    def add(self, document: DocumentResult) -> None:
        """Count the comments of a document that suppress nothing."""
        count = sum(alert.state is State.NEW and alert.rule == UNUSED for alert in document.alerts)
        self._found.add(count, document.name)

    def clause(self, totals: Totals) -> Clause:  # noqa: ARG002 - the protocol's signature
        """Decide that none may be."""
        count = self._found.sum + self.elsewhere
        reason = ""
        if count:
            what = "suppression, or entry of the baseline, suppresses"
            several = "suppressions, or entries of the baseline, suppress"
            where = f": {self._found.figures()}" if self._found.sum else ""
            reason = f"{count:,} {what if count == 1 else several} nothing{where}"
        return Clause(f"fail-on {FailOn.UNUSED}", not reason, count, 0, reason)


def graver(choice: FailOn, severities: tuple[Severity, ...]) -> Findings:
    """Return what counts findings that are at least as grave as a severity."""
    return Findings(
        f"fail-on {choice}",
        0,
        lambda alert: alert.severity in severities and alert.rule not in VERDICT_RULES,
        _AT_LEAST[choice],
    )


def named(name: str, limit: int) -> Findings:
    """Return what counts findings of a severity, a rule or a family."""
    clause = f"max-findings {name}"
    if name in list(Severity):
        severity = Severity(name)
        of_severity = _SEVERITIES[severity]
        return Findings(clause, limit, lambda a: a.severity is severity and a.rule not in VERDICT_RULES, of_severity)
    return Findings(clause, limit, lambda alert: alert.is_of((name,)), (f"of {name}", f"of {name}"))


def exactly(limit: float) -> Fraction:
    """Return a limit as people wrote it, which binary fractions only come near."""
    return Fraction(repr(limit))


def of(count: int, total: int, what: str) -> str:
    """Write a count of a total."""
    return f"{count:,} of {_some(total, what)}"


def _some(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _more(limit: int) -> str:
    return f", more than the {limit:,} allowed" if limit else ", and none is allowed"


def _suspicious(document: DocumentResult, kind: str = "") -> int:
    return sum(not kind or document.sentences[index].kind == kind for index in document.counting)


def _percent(value: float, limit: float) -> str:
    """Write a percentage with as many decimals as it takes to lie above the limit in print too."""
    digits = next((digits for digits in range(1, 6) if round(value, digits) > limit), 6)
    return f"{value:.{digits}f}%"
