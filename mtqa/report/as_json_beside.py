"""What stands beside the English, as objects of the JSON report: documented in docs/json.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mtqa.beside import Beside, Changes, Compared, DocumentBeside, Missing, Previous, Score, Significance, Unpaired
from mtqa.report.rounding import rounded

_SCORE, _P_VALUE, _FLUENCY, _EVIDENCE = 4, 6, 1, 3


def beside_object(beside: Beside) -> dict[str, Any]:
    """Return what stands beside a sentence."""
    return {
        "block": beside.block,
        "source": beside.source,
        "references": list(beside.references),
        "scores": _scores(beside.scores),
        "previous": None if beside.previous is None else _previous(beside.previous),
    }


def document_beside_object(beside: DocumentBeside) -> dict[str, Any]:
    """Return what stands beside a document."""
    return {
        "source": beside.source,
        "language": beside.language,
        "references": list(beside.references),
        "previous": beside.previous,
        "unit": beside.unit,
        "blocks": beside.blocks,
        "scores": _scores(beside.scores),
        "previous_scores": _scores(beside.previous_scores),
        "missing": [_missing(missing) for missing in beside.missing],
    }


def compared_object(compared: Compared) -> dict[str, Any]:
    """Return how the content compares as a whole."""
    return {
        "candidate": compared.candidate,
        "references": list(compared.references),
        "baseline": compared.baseline,
        "source": compared.source,
        "documents": compared.documents,
        "blocks": compared.blocks,
        "scores": _scores(compared.scores),
        "baseline_scores": _scores(compared.baseline_scores),
        "significance": [_significance(each) for each in compared.significance],
        "signatures": list(compared.signatures),
        "trials": compared.trials,
        "seed": compared.seed,
        "unpaired": [_unpaired(each) for each in compared.unpaired],
        "changes": None if compared.changes is None else _changes(compared.changes),
    }


def _scores(scores: Iterable[Score]) -> list[dict[str, Any]]:
    return [
        {
            "metric": score.metric,
            "value": rounded(score.value, _SCORE),
            "interval": score.interval and [rounded(bound, _SCORE) for bound in score.interval],
        }
        for score in scores
    ]


def _previous(previous: Previous) -> dict[str, Any]:
    return {
        "text": previous.text,
        "change": previous.change.value,
        "scores": _scores(previous.scores),
        "fluency": rounded(previous.fluency, _FLUENCY),
        "evidence": rounded(previous.evidence, _EVIDENCE),
    }


def _missing(missing: Missing) -> dict[str, Any]:
    return {"role": missing.role.value, "text": missing.text, "line": missing.line, "after": missing.after}


def _significance(test: Significance) -> dict[str, Any]:
    return {
        "metric": test.metric,
        "candidate": rounded(test.candidate, _SCORE),
        "baseline": rounded(test.baseline, _SCORE),
        "difference": rounded(test.difference, _SCORE),
        "p_value": rounded(test.p_value, _P_VALUE),
        "test": test.test,
    }


def _unpaired(unpaired: Unpaired) -> dict[str, Any]:
    return {"role": unpaired.role.value, "path": unpaired.path, "why": unpaired.why}


def _changes(changes: Changes) -> dict[str, Any]:
    return {
        "unchanged": changes.unchanged,
        "changed": changes.changed,
        "new": changes.new,
        "removed": changes.removed,
        "better": changes.better,
        "worse": changes.worse,
        "fluency": _moved(changes.fluency),
        "evidence": _moved(changes.evidence),
    }


def _moved(moved: tuple[float, float, float] | None) -> dict[str, Any] | None:
    if moved is None:
        return None
    mean, low, high = (rounded(value, _SCORE) for value in moved)
    return {"mean": mean, "low": low, "high": high}
