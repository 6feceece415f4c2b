"""What became of sentences since an older version: which changed, and how fluency and evidence moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from mtqa.beside import Change, Changes
from mtqa.comparing.laying import Laid
from mtqa.result import DocumentResult, SentenceResult, Verdict

_LEVEL = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Moved:
    """A block in both versions: what became of it, its fluency and evidence before, and how they differ now.

    ``fluency`` and ``evidence`` are means of the block's sentences in the older version; the differences are new less
    old. None where either was not scored.
    """

    change: Change
    fluency: float | None = None
    evidence: float | None = None
    fluency_moved: float | None = None
    evidence_moved: float | None = None
    suspicious: bool = False
    """Whether one of its sentences is suspicious now."""
    was: bool = False
    """Whether one was before."""


def moved(block: Laid, now: DocumentResult | None, before: DocumentResult | None) -> Moved | None:
    """Say what became of a block; None where the new version has nothing of it.

    Args:
        block: the block.
        now: the candidate's document as judged; None where nothing in it was.
        before: the baseline candidate's.
    """
    if not block.text:
        return None
    if not block.baseline:
        return Moved(Change.NEW, suspicious=_suspicious(_of(now, block.sentences)))
    change = Change.UNCHANGED if _plain(block.text) == _plain(block.baseline) else Change.CHANGED
    new, old = _of(now, block.sentences), _of(before, block.before)
    fluency, evidence = _mean(old, "fluency"), _mean(old, "evidence")
    return Moved(
        change,
        fluency,
        evidence,
        _difference(_mean(new, "fluency"), fluency),
        _difference(_mean(new, "evidence"), evidence),
        _suspicious(new),
        _suspicious(old),
    )


def changes(blocks: Sequence[Laid], found: Sequence[Moved | None], trials: int, seed: int) -> Changes:
    """Count what became of all blocks, and average how far the changed ones moved.

    Args:
        blocks: all blocks.
        found: what `moved` says of each.
        trials: bootstrap samples.
        seed: of the bootstrap.
    """
    kinds = [each.change for each in found if each is not None]
    changed = [each for each in found if each is not None and each.change is Change.CHANGED]
    return Changes(
        unchanged=kinds.count(Change.UNCHANGED),
        changed=len(changed),
        new=kinds.count(Change.NEW),
        removed=sum(bool(block.baseline) and not block.text for block in blocks),
        better=sum(each.was and not each.suspicious for each in changed),
        worse=sum(each.suspicious and not each.was for each in changed),
        fluency=_interval([e.fluency_moved for e in changed if e.fluency_moved is not None], trials, seed),
        evidence=_interval([e.evidence_moved for e in changed if e.evidence_moved is not None], trials, seed),
    )


def _interval(values: Sequence[float], trials: int, seed: int) -> tuple[float, float, float] | None:
    """Return the mean with its 95 % interval by the percentile bootstrap (Efron and Tibshirani 1993)."""
    if not values:
        return None
    sample = np.asarray(values, dtype=np.float64)
    random = np.random.default_rng(seed)
    means = [sample[random.integers(0, len(sample), len(sample))].mean() for _ in range(max(trials, 1))]
    low, high = np.percentile(means, _LEVEL)
    return float(sample.mean()), float(low), float(high)


def _of(result: DocumentResult | None, which: range) -> list[SentenceResult]:
    return [] if result is None else [result.sentences[i] for i in which]


def _mean(sentences: Sequence[SentenceResult], name: str) -> float | None:
    values = [value for each in sentences if (value := getattr(each, name)) is not None]
    return fmean(values) if values else None


def _difference(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else now - before


def _suspicious(sentences: Sequence[SentenceResult]) -> bool:
    return any(each.verdict is Verdict.SUSPICIOUS for each in sentences)


def _plain(text: str) -> str:
    return " ".join(text.split())
