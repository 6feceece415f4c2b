"""Decides whether a run passes: what must not occur, and how many suspicious sentences are too many."""

from __future__ import annotations

import math
from collections.abc import Callable

from mtqa.config import FailOn, Settings
from mtqa.result import Coverage, DocumentResult, DocumentVerdict, Gate, Severity

_NAMED = 3
_DIGITS = 4
"""Decimals of a probability in reports: what reads the same there ranks the same here, in the order of reading."""


class Ledger:
    """Keeps of each document what the gate must know, and decides in the end."""

    def __init__(self) -> None:
        self._documents = 0
        self._judged = 0
        self._suspicious = _Worst()
        self._errors = _Worst()
        self._verdicts = {verdict: _Worst() for verdict in (DocumentVerdict.LIKELY, DocumentVerdict.MIXED)}

    def add(self, document: DocumentResult) -> None:
        """Note a judged document."""
        self._documents += 1
        self._judged += document.judged
        self._suspicious.add(document.suspicious, document)
        self._errors.add(_errors(document), document)
        if document.verdict in self._verdicts:
            self._verdicts[document.verdict].add(1, document, round(document.probability or 0.0, _DIGITS))

    def decide(self, settings: Settings, coverage: Coverage) -> Gate:
        """Decide whether the run passes.

        Args:
            settings: ``fail_on``, ``max_suspicious`` and ``require_coverage`` say what fails; all may at once.
            coverage: what was read; a run that judged no sentence never passes.

        Returns:
            the decision, with a sentence for each clause that failed: counts, and the worst documents by name.
        """
        if not self._judged:
            return Gate(passed=False, reasons=(_nothing(coverage),))
        reasons = [
            *_CLAUSES[settings.fail_on](self),
            *self._too_many(settings.max_suspicious),
            *_uncovered(coverage, settings.require_coverage),
        ]
        return Gate(passed=not reasons, reasons=tuple(reasons))

    def by_document(self) -> list[str]:
        """Fail on documents that are machine-translated, wholly or in part."""
        return [
            f"{_of(found.sum, self._documents, 'document')} {'is' if found.sum == 1 else 'are'} {verdict.value}: "
            f"{found.names()}"
            for verdict, found in self._verdicts.items()
            if found.sum
        ]

    def by_sentence(self) -> list[str]:
        """Fail on any suspicious sentence."""
        count = self._suspicious.sum
        if not count:
            return []
        verb = "is" if count == 1 else "are"
        return [f"{_of(count, self._judged, 'sentence')} {verb} suspicious: {self._suspicious.figures()}"]

    def by_error(self) -> list[str]:
        """Fail on any finding that is an error."""
        count = self._errors.sum
        if not count:
            return []
        counted = "1 finding is an error" if count == 1 else f"{count:,} findings are errors"
        return [f"{counted}: {self._errors.figures()}"]

    def _too_many(self, limit: float | None) -> list[str]:
        """Fail on a share of suspicious sentences above the limit, in percent of the judged ones."""
        count = self._suspicious.sum
        if limit is None or 100 * count <= limit * self._judged:
            return []
        verb = "is" if count == 1 else "are"
        share = f"{_percent(100 * count / self._judged, limit)} and more than the {limit:g}% allowed"
        where = self._suspicious.figures()
        return [f"{_of(count, self._judged, 'sentence')} {verb} suspicious, which is {share}: {where}"]


_CLAUSES: dict[FailOn, Callable[[Ledger], list[str]]] = {
    FailOn.DOCUMENT: Ledger.by_document,
    FailOn.SENTENCE: Ledger.by_sentence,
    FailOn.ERROR: Ledger.by_error,
    FailOn.NEVER: lambda _: [],
}


class _Worst:
    """Adds up a count of documents, and remembers the names of those that rank highest."""

    def __init__(self) -> None:
        self.sum = 0
        self._documents = 0
        self._highest: list[tuple[float, int, str]] = []

    def add(self, count: int, document: DocumentResult, rank: float | None = None) -> None:
        """Add a document's count, by which it ranks too if by nothing else; 0 leaves it out."""
        if count:
            self.sum += count
            self._documents += 1
            self._highest.append((count if rank is None else rank, count, _name(document)))
            self._highest.sort(key=lambda one: -one[0])
            del self._highest[_NAMED:]

    def names(self) -> str:
        return ", ".join(name for _, _, name in self._highest) + self._rest()

    def figures(self) -> str:
        return ", ".join(f"{name} ({count:,})" for _, count, name in self._highest) + self._rest()

    def _rest(self) -> str:
        rest = self._documents - len(self._highest)
        return f" and {rest:,} more" if rest else ""


def _uncovered(coverage: Coverage, least: float | None) -> list[str]:
    """Fail where less was judged than is required, in percent, and say what the rest is."""
    if least is None or 100 * coverage.share >= least:
        return []
    prose = coverage.characters_read + coverage.prose_masked
    parts = [f"{coverage.characters_scored:,} of {prose:,} characters of prose were judged"]
    if coverage.prose_masked:
        parts.append(f"{coverage.prose_masked:,} of the rest were masked")
    if coverage.files_failed:
        total = coverage.files_checked + coverage.files_failed
        parts.append(f"{_of(coverage.files_failed, total, 'file')} gave nothing to judge")
    share = math.floor(1000 * coverage.share) / 10
    return [f"Coverage is {share:g}%, less than the {least:g}% required: {'; '.join(parts)}"]


def _nothing(coverage: Coverage) -> str:
    skipped = coverage.files_seen - coverage.files_checked
    if not coverage.files_seen:
        return "No sentence was judged: no file was found"
    if skipped:
        return f"No sentence was judged: {_of(skipped, coverage.files_seen, 'file')} {_was(skipped)} skipped"
    return "No sentence was judged: none of the text is English prose of three words or more"


def _errors(document: DocumentResult) -> int:
    return sum(finding.severity is Severity.ERROR for sentence in document.sentences for finding in sentence.findings)


def _name(document: DocumentResult) -> str:
    return document.path if document.id is None else f"{document.path} (record {document.id})"


def _of(count: int, total: int, what: str) -> str:
    return f"{count:,} of {total:,} {what}{'' if total == 1 else 's'}"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _percent(value: float, limit: float) -> str:
    """Write a percentage with as many decimals as it takes to lie above the limit in print too."""
    digits = next((digits for digits in range(1, 6) if round(value, digits) > limit), 6)
    return f"{value:.{digits}f}%"
