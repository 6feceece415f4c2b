"""Compares two runs."""

from __future__ import annotations

import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from mtqa.diffing.differing import differences, remarks
from mtqa.diffing.matching import Matcher
from mtqa.diffing.pairing import Pair, pair, plain_path
from mtqa.diffing.runs import Diff, DocumentChange, Judged, Run, SentenceChange, Thresholds, Whereabouts
from mtqa.gate.fingerprints import plain
from mtqa.report.reading import PastReport
from mtqa.result import DocumentResult, DocumentVerdict, SentenceResult, Verdict

_NOT_HELD = "the new report holds only part of its run"
_NOT_THERE = "it is not in the new run"


def compare(before: PastReport, after: PastReport, thresholds: Thresholds | None = None) -> Diff:
    """Compare two runs.

    Args:
        before: the old one.
        after: the new one.
        thresholds: from which change on the scores of unchanged sentences are told.
    """
    least = thresholds or Thresholds()
    found = pair(before.report.documents, after.report.documents)
    why_gone = _why_gone(after)
    one_model = _without_model(before) != _without_model(after)
    documents = [_document(each, why_gone) for each in found.pairs]
    told = [each for each in documents if not _same(each)]
    sentences: list[SentenceChange] = []
    same = 0
    for each in found.pairs:
        for old, new in _both(each):
            same += Verdict.SKIPPED not in (old.verdict, new.verdict)
            change = _sentence(each, old, new)
            if _is_told(change, least):
                sentences.append(change)
    return Diff(
        before=run_of(before),
        after=run_of(after),
        differences=tuple(differences(before, after)),
        alerts=tuple(Matcher(found.pairs, one_model=one_model, why_gone=why_gone).changes()),
        documents=tuple(sorted(told, key=_worst_first)),
        documents_same=len(documents) - len(told),
        sentences=tuple(sorted(sentences, key=_most_first)),
        sentences_same=same,
        thresholds=least,
        remarks=tuple(remarks(before, after, found.folders)),
    )


def run_of(past: PastReport) -> Run:
    """Return a run in figures."""
    report, totals = past.report, past.report.counted()
    return Run(
        path=str(past.path),
        version=report.version,
        signature=past.signature,
        whole=past.whole,
        documents=totals.documents,
        sentences=totals.sentences,
        judged=totals.judged,
        suspicious=totals.suspicious,
        likely=sum(document.verdict is DocumentVerdict.LIKELY for document in report.documents),
        held=len(report.documents),
        alerts=dict(totals.alerts),
        gate=report.gate if past.decided else None,
        files_seen=report.coverage.files_seen,
        files_checked=report.coverage.files_checked,
        characters_read=report.coverage.characters_read,
        characters_scored=report.coverage.characters_scored,
        masked=sum(masked.characters for masked in report.coverage.masked),
        remarks=past.remarks,
    )


def same_file(before: Path, after: Path) -> bool:
    """Tell whether two names are of one file."""
    try:
        return before.samefile(after)
    except OSError:
        return False


def _without_model(past: PastReport) -> bool:
    return past.report.signature.model in ("", "none")


def _why_gone(after: PastReport) -> Callable[[DocumentResult], str]:
    """Return what says why a document of the old report is not in the new one."""
    reasons = {plain_path(file.path): file.reason for file in after.report.coverage.files_skipped}
    other = _NOT_THERE if after.whole else _NOT_HELD

    def why(document: DocumentResult) -> str:
        record = document.path if document.id is None else f"{document.path} ({document.id})"
        found = reasons.get(plain_path(record)) or reasons.get(plain_path(document.path))
        return f"it was skipped: {found}" if found else other

    return why


def _document(each: Pair, why_gone: Callable[[DocumentResult], str]) -> DocumentChange:
    if each.after is None:
        whereabouts = Whereabouts.GONE
    elif each.before is None:
        whereabouts = Whereabouts.ADDED
    else:
        whereabouts = Whereabouts.MOVED if each.moved else Whereabouts.SAME
    why = why_gone(each.before) if each.before is not None and each.after is None else ""
    return DocumentChange(whereabouts, _judged(each.before), _judged(each.after), why)


def _judged(document: DocumentResult | None) -> Judged | None:
    if document is None:
        return None
    return Judged(
        path=document.path,
        id=document.id,
        verdict=document.verdict,
        probability=document.probability,
        suspicious=document.suspicious,
        judged=document.judged,
    )


def _same(each: DocumentChange) -> bool:
    before, after = each.before, each.after
    if each.whereabouts is not Whereabouts.SAME or before is None or after is None:
        return False
    return (before.verdict, before.suspicious, before.judged) == (after.verdict, after.suspicious, after.judged)


_VERDICTS = list(DocumentVerdict)
_WHEREABOUTS = list(Whereabouts)


def _worst_first(each: DocumentChange) -> tuple[bool, int, int, int, str]:
    """Order documents: verdicts that changed first, and in each group the worst that is."""
    now = each.after or each.before
    assert now is not None
    return (
        not each.turned,
        _WHEREABOUTS.index(each.whereabouts),
        _VERDICTS.index(now.verdict),
        -now.suspicious,
        now.path,
    )


def _both(each: Pair) -> Iterator[tuple[SentenceResult, SentenceResult]]:
    """Yield the sentences that stand in both versions of a document, each as often as it does."""
    if each.before is None or each.after is None:
        return
    matched, old, new = _equal(each.before.sentences, each.after.sentences, lambda s: s.text)
    yield from matched
    letters = {_letters(s) for s in old} & {_letters(s) for s in new}  # making texts plain takes long
    if letters:
        old, new = ([s for s in sentences if _letters(s) in letters] for sentences in (old, new))
        yield from _equal(old, new, lambda s: plain(s.text))[0]


def _letters(sentence: SentenceResult) -> str:
    """Return the letters and figures of a sentence, which typography leaves as they are."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", sentence.text)))


def _equal(
    before: Iterable[SentenceResult], after: Sequence[SentenceResult], key: Callable[[SentenceResult], str]
) -> tuple[list[tuple[SentenceResult, SentenceResult]], list[SentenceResult], list[SentenceResult]]:
    waiting: defaultdict[str, deque[SentenceResult]] = defaultdict(deque)
    for sentence in before:
        waiting[key(sentence)].append(sentence)
    both, left = [], []
    for sentence in after:
        queue = waiting.get(key(sentence))
        if queue:
            both.append((queue.popleft(), sentence))
        else:
            left.append(sentence)
    return both, [sentence for queue in waiting.values() for sentence in queue], left


def _sentence(each: Pair, old: SentenceResult, new: SentenceResult) -> SentenceChange:
    assert each.after is not None
    return SentenceChange(
        text=new.text,
        kind=new.kind.value,
        path=each.after.path,
        id=each.after.id,
        line=new.line,
        column=new.column,
        place=str(new.place) if new.place else "",
        verdicts=(old.verdict, new.verdict),
        fluency=(old.fluency, new.fluency),
        evidence=(old.evidence, new.evidence),
    )


def _is_told(change: SentenceChange, least: Thresholds) -> bool:
    if change.verdicts[0] is not change.verdicts[1]:
        return True
    fluency, evidence = change.fluency_change, change.evidence_change
    return (fluency is not None and abs(fluency) >= least.fluency) or (
        evidence is not None and abs(evidence) >= least.evidence
    )


def _most_first(change: SentenceChange) -> tuple[int, float, str, int, int]:
    """Order sentences: what is suspicious now and was not, then what was and is not, then by how much changed."""
    turned = change.verdicts[0] is not change.verdicts[1]
    group = 2 if not turned else 0 if change.verdicts[1] is Verdict.SUSPICIOUS else 1
    size = abs(change.evidence_change or 0) + abs(change.fluency_change or 0) / 10
    return group, -round(size, 3), change.path, change.line, change.column
