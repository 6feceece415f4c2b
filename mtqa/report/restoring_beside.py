"""Turns what JSON reports say of what stands beside the English back into results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mtqa.beside import (
    Beside,
    Change,
    Changes,
    Compared,
    DocumentBeside,
    Missing,
    Previous,
    Role,
    Score,
    Significance,
    Unpaired,
)


def restored_beside(found: Mapping[str, Any] | None) -> Beside | None:
    """Restore what stands beside a sentence; None where nothing does.

    Raises:
        MALFORMED: a field is missing, or is of another type.
    """
    if found is None:
        return None
    return Beside(
        block=int(found["block"]),
        source=_text(found["source"]),
        references=_texts(found["references"]),
        scores=_scores(found["scores"]),
        previous=_previous(found["previous"]),
    )


def restored_document_beside(found: Mapping[str, Any] | None) -> DocumentBeside | None:
    """Restore what stands beside a document; None where nothing does.

    Raises:
        MALFORMED: a field is missing, or is of another type.
    """
    if found is None:
        return None
    return DocumentBeside(
        source=_text(found["source"]),
        language=None if found["language"] is None else _text(found["language"]),
        references=_texts(found["references"]),
        previous=_text(found["previous"]),
        unit=_text(found["unit"]),
        blocks=int(found["blocks"]),
        scores=_scores(found["scores"]),
        previous_scores=_scores(found["previous_scores"]),
        missing=tuple(
            Missing(Role(each["role"]), _text(each["text"]), int(each["line"]), int(each["after"]))
            for each in found["missing"]
        ),
    )


def restored_compared(found: Mapping[str, Any] | None) -> Compared | None:
    """Restore how the content compares as a whole; None where it was not compared.

    Raises:
        MALFORMED: a field is missing, or is of another type.
    """
    if found is None:
        return None
    return Compared(
        candidate=_text(found["candidate"]),
        references=_texts(found["references"]),
        baseline=_text(found["baseline"]),
        source=_text(found["source"]),
        documents=int(found["documents"]),
        blocks=int(found["blocks"]),
        scores=_scores(found["scores"]),
        baseline_scores=_scores(found["baseline_scores"]),
        significance=tuple(_significance(each) for each in found["significance"]),
        signatures=_texts(found["signatures"]),
        trials=int(found["trials"]),
        seed=int(found["seed"]),
        unpaired=tuple(
            Unpaired(Role(each["role"]), _text(each["path"]), _text(each["why"])) for each in found["unpaired"]
        ),
        changes=_changes(found["changes"]),
    )


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise TypeError(f"{found!r} is no text"[:100])
    return found


def _texts(found: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(_text, found))


def _scores(found: Iterable[Mapping[str, Any]]) -> tuple[Score, ...]:
    return tuple(_score(each) for each in found)


def _score(found: Mapping[str, Any]) -> Score:
    interval = found["interval"]
    if interval is None:
        return Score(_text(found["metric"]), float(found["value"]))
    low, high = interval
    return Score(_text(found["metric"]), float(found["value"]), (float(low), float(high)))


def _previous(found: Mapping[str, Any] | None) -> Previous | None:
    if found is None:
        return None
    return Previous(
        text=_text(found["text"]),
        change=Change(found["change"]),
        scores=_scores(found["scores"]),
        fluency=_figure(found["fluency"]),
        evidence=_figure(found["evidence"]),
    )


def _figure(found: Any) -> float | None:
    return None if found is None else float(found)


def _significance(found: Mapping[str, Any]) -> Significance:
    return Significance(
        metric=_text(found["metric"]),
        candidate=float(found["candidate"]),
        baseline=float(found["baseline"]),
        difference=float(found["difference"]),
        p_value=float(found["p_value"]),
        test=_text(found["test"]),
    )


def _changes(found: Mapping[str, Any] | None) -> Changes | None:
    if found is None:
        return None
    return Changes(
        unchanged=int(found["unchanged"]),
        changed=int(found["changed"]),
        new=int(found["new"]),
        removed=int(found["removed"]),
        better=int(found["better"]),
        worse=int(found["worse"]),
        fluency=_moved(found["fluency"]),
        evidence=_moved(found["evidence"]),
    )


def _moved(found: Mapping[str, Any] | None) -> tuple[float, float, float] | None:
    return None if found is None else (float(found["mean"]), float(found["low"]), float(found["high"]))
