"""Decides whether a run passes: what must not occur, and how many suspicious sentences are too many."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mtqa.config import FailOn, Settings
from mtqa.result import Coverage, DocumentResult, DocumentVerdict, Gate, Severity

_NAMED = 3


def decide(documents: Sequence[DocumentResult], settings: Settings, coverage: Coverage) -> Gate:
    """Decide whether a run passes.

    Args:
        documents: every judged document.
        settings: ``fail_on`` and ``max_suspicious`` say what fails; both may at once.
        coverage: what was read; a run that judged no sentence never passes.

    Returns:
        the decision, with a sentence for each clause that failed: counts, and the worst documents by name.
    """
    if not any(document.judged for document in documents):
        return Gate(passed=False, reasons=(_nothing(coverage),))
    reasons = [*_CLAUSES[settings.fail_on](documents), *_too_many(documents, settings.max_suspicious)]
    return Gate(passed=not reasons, reasons=tuple(reasons))


def _nothing(coverage: Coverage) -> str:
    skipped = coverage.files_seen - coverage.files_checked
    if not coverage.files_seen:
        return "No sentence was judged: no file was found"
    if skipped:
        return f"No sentence was judged: {_of(skipped, coverage.files_seen, 'file')} {_was(skipped)} skipped"
    return "No sentence was judged: none of the text is English prose of three words or more"


def _by_document(documents: Sequence[DocumentResult]) -> list[str]:
    """Fail on documents that are machine-translated, wholly or in part."""
    reasons: list[str] = []
    for verdict in (DocumentVerdict.LIKELY, DocumentVerdict.MIXED):
        found = [document for document in documents if document.verdict is verdict]
        found.sort(key=lambda document: -(document.probability or 0.0))
        if found:
            names = _names([_name(document) for document in found])
            counted = _of(len(found), len(documents), "document")
            reasons.append(f"{counted} {'is' if len(found) == 1 else 'are'} {verdict.value}: {names}")
    return reasons


def _by_sentence(documents: Sequence[DocumentResult]) -> list[str]:
    """Fail on any suspicious sentence."""
    count = sum(document.suspicious for document in documents)
    if not count:
        return []
    judged = sum(document.judged for document in documents)
    where = _worst(documents, lambda document: document.suspicious)
    return [f"{_of(count, judged, 'sentence')} {'is' if count == 1 else 'are'} suspicious: {where}"]


def _by_error(documents: Sequence[DocumentResult]) -> list[str]:
    """Fail on any finding that is an error."""
    count = sum(map(_errors, documents))
    if not count:
        return []
    counted = "1 finding is an error" if count == 1 else f"{count:,} findings are errors"
    return [f"{counted}: {_worst(documents, _errors)}"]


def _too_many(documents: Sequence[DocumentResult], limit: float | None) -> list[str]:
    """Fail on a share of suspicious sentences above the limit, in percent of the judged ones."""
    count = sum(document.suspicious for document in documents)
    judged = sum(document.judged for document in documents)
    if limit is None or 100 * count <= limit * judged:
        return []
    where = _worst(documents, lambda document: document.suspicious)
    verb = "is" if count == 1 else "are"
    share = f"{_percent(100 * count / judged, limit)} and more than the {limit:g}% allowed"
    return [f"{_of(count, judged, 'sentence')} {verb} suspicious, which is {share}: {where}"]


_CLAUSES: dict[FailOn, Callable[[Sequence[DocumentResult]], list[str]]] = {
    FailOn.DOCUMENT: _by_document,
    FailOn.SENTENCE: _by_sentence,
    FailOn.ERROR: _by_error,
    FailOn.NEVER: lambda _: [],
}


def _errors(document: DocumentResult) -> int:
    return sum(finding.severity is Severity.ERROR for sentence in document.sentences for finding in sentence.findings)


def _worst(documents: Sequence[DocumentResult], count: Callable[[DocumentResult], int]) -> str:
    """Name the documents with the highest counts."""
    ranked = sorted(((count(document), _name(document)) for document in documents), key=lambda item: -item[0])
    return _names([f"{name} ({number:,})" for number, name in ranked if number])


def _name(document: DocumentResult) -> str:
    return document.path if document.id is None else f"{document.path} (record {document.id})"


def _names(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")


def _of(count: int, total: int, what: str) -> str:
    return f"{count:,} of {total:,} {what}{'' if total == 1 else 's'}"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _percent(value: float, limit: float) -> str:
    """Write a percentage with as many decimals as it takes to lie above the limit in print too."""
    digits = next((digits for digits in range(1, 6) if round(value, digits) > limit), 6)
    return f"{value:.{digits}f}%"
