"""What a comparison must reach for the gate to pass: chrF++ at least, and how much of it may be lost."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from mtqa.beside import DocumentBeside
from mtqa.config_tables import key_of
from mtqa.outcome import Clause, Gate
from mtqa.report.scores import chrf, is_chrf
from mtqa.result import Report
from mtqa.settings import Settings

_NAMED = 3


def gated(report: Report, settings: Settings) -> Gate:
    """Return a report's gate with the clauses about the comparison that were asked for.

    Args:
        report: the report, with what was compared.
        settings: ``min_chrf``, ``min_chrf_document``, ``max_drop`` and ``max_drop_document`` are used.
    """
    clauses = tuple(_clauses(report, settings))
    failed = tuple(clause.reason for clause in clauses if not clause.passed)
    gate = report.gate
    return Gate(gate.passed and not failed, (*gate.reasons, *failed), (*gate.clauses, *clauses))


def _clauses(report: Report, settings: Settings) -> Iterator[Clause]:
    compared = report.compared
    assert compared is not None
    documents = [(each.name, each.beside) for each in report.documents if each.beside is not None]
    if settings.min_chrf is not None:
        value = chrf(compared.scores)
        yield _least("min_chrf", settings.min_chrf, value, [] if value is None else [("the whole", value)])
    if settings.min_chrf_document is not None:
        found = [(name, value) for name, beside in documents if (value := chrf(beside.scores)) is not None]
        yield _least("min_chrf_document", settings.min_chrf_document, min((v for _, v in found), default=None), found)
    if settings.max_drop is not None:
        drops = [
            ("the whole", test.baseline - test.candidate) for test in compared.significance if is_chrf(test.metric)
        ]
        yield _most("max_drop", settings.max_drop, drops)
    if settings.max_drop_document is not None:
        drops = [(name, drop) for name, beside in documents if (drop := _drop(beside)) is not None]
        yield _most("max_drop_document", settings.max_drop_document, drops)


def _drop(beside: DocumentBeside) -> float | None:
    before, after = chrf(beside.previous_scores), chrf(beside.scores)
    return None if before is None or after is None else before - after


def _least(name: str, limit: float, value: float | None, found: list[tuple[str, float]]) -> Clause:
    """Decide a clause about how much chrF++ there must be; where nothing was scored it fails."""
    if value is None:
        return Clause(
            key_of(name), False, 0, limit, f"no chrF++ was computed, and {limit:g} is required ({key_of(name)})"
        )
    low = sorted((v, n) for n, v in found if v < limit)
    reason = f"{_those(low)}, below {limit:g} ({key_of(name)})" if low else ""
    return Clause(key_of(name), not low, value, limit, reason)


def _most(name: str, limit: float, drops: list[tuple[str, float]]) -> Clause:
    """Decide a clause about how much chrF++ may be lost; where nothing was compared it fails."""
    if not drops:
        why = f"no drop of chrF++ could be computed: that needs references and a baseline candidate ({key_of(name)})"
        return Clause(key_of(name), False, 0, limit, why)
    far = sorted(((-drop, n) for n, drop in drops if drop > limit))
    reason = f"chrF++ lost more than {limit:g} points: {_those(far)} ({key_of(name)})" if far else ""
    return Clause(key_of(name), not far, max(drop for _, drop in drops), limit, reason)


def _those(found: list[tuple[float, str]]) -> str:
    named = ", ".join(f"{name} {value:.2f}" for value, name in found[:_NAMED])
    return f"{named} and {len(found) - _NAMED} more" if len(found) > _NAMED else named


def with_gate(report: Report, settings: Settings) -> Report:
    """Return a report whose gate has decided about the comparison too."""
    return dataclasses.replace(report, gate=gated(report, settings))
