"""Puts the figures of an evaluation into tables, and says what they mean: the same for every renderer."""

from __future__ import annotations

from collections.abc import Iterable

from mtqa.evaluation import results, wording
from mtqa.evaluation.metrics import Interval
from mtqa.evaluation.results import RELIABILITY, ROC, SENTENCES, Comparison, Evaluation, Rate, Section

_MEASURES = ("AUC", "found at 1 % FP", "found at 5 % FP", "accuracy")


def sections(evaluation: Evaluation) -> tuple[Section, ...]:
    """Return all parts of the report in order; those without anything in their table are left out."""
    found = (
        _extents(evaluation),
        _headline(evaluation),
        _baselines(evaluation),
        _breakdown(evaluation, results.PAIR, "By language pair", wording.PAIR),
        _breakdown(evaluation, results.YEAR, "By year", wording.YEAR),
        _breakdown(evaluation, results.SYSTEM, "By translation system", wording.SYSTEM),
        _breakdown(evaluation, results.LENGTH, "By length", wording.LENGTH),
        _breakdown(evaluation, results.GENRE, "By genre of the human text", wording.GENRE),
        _rates(evaluation, SENTENCES, "False positives among sentences", wording.RATES),
        _rates(evaluation, "documents", "False positives among documents", wording.DOCUMENT_RATES),
        _calibration(evaluation),
        _people(evaluation),
        *evaluation.sections,
    )
    return (*(s for s in found if s.rows or not s.header), Section("What it cannot do", wording.LIMITS))


def _extents(evaluation: Evaluation) -> Section:
    rows = tuple(
        (extent.what, f"{extent.documents:,}" if extent.documents else "–", f"{extent.sentences:,}")
        for extent in evaluation.extents
    )
    return Section("What was measured, and how", wording.METHOD, ("text", "documents", "sentences"), rows)


def _headline(evaluation: Evaluation) -> Section:
    header = ("unit", "against", "of either", *_MEASURES)
    rows = tuple((c.unit, c.human, _counts(c), *_figures(c)) for c in evaluation.of(results.HEADLINE))
    return Section("How well it tells them apart", wording.HEADLINE, header, rows, ROC, brief=True)


def _baselines(evaluation: Evaluation) -> Section:
    header = ("score", "against", "unit", *_MEASURES[:2])
    rows = tuple((c.score, c.human, c.unit, str(c.auc), _percent(c.at_1)) for c in evaluation.of(results.BASELINES))
    return Section("Beside simpler ways", wording.BASELINES, header, rows, brief=True)


def _breakdown(evaluation: Evaluation, group: str, title: str, text: str) -> Section:
    header = ("machine translations", "against", "unit", "of either", *_MEASURES)
    if group == results.LENGTH:
        header = ("length", *header[1:])
    rows = tuple((c.machine, c.human, c.unit, _counts(c), *_figures(c)) for c in evaluation.of(group))
    return Section(title, text, header, rows, brief=group == results.PAIR)


def _rates(evaluation: Evaluation, unit: str, title: str, text: str) -> Section:
    rows = tuple(_rate(rate) for rate in evaluation.rates if rate.unit == unit)
    return Section(title, text, ("text", "flagged", "of", "share", "95 % interval"), rows, brief=True)


def _calibration(evaluation: Evaluation) -> Section:
    text = wording.CALIBRATION.format(error=evaluation.calibration_error)
    rows = tuple((f"{b.probability:.1%}", f"{b.share:.1%}", f"{b.count:,}") for b in evaluation.bins)
    return Section("Is the evidence calibrated?", text, ("said", "was", "sentences"), rows, RELIABILITY)


def _people(evaluation: Evaluation) -> Section:
    header = ("pair", "ratings", "sentences", "score", "Pearson", "Spearman")
    rows = tuple(
        (c.what, c.ratings, f"{c.count:,}", c.score, str(c.pearson), str(c.spearman)) for c in evaluation.correlations
    )
    return Section("Fluency against people", wording.PEOPLE, header, rows, brief=True)


def _figures(row: Comparison) -> tuple[str, ...]:
    return str(row.auc), _percent(row.at_1), _percent(row.at_5), "–" if row.accuracy is None else str(row.accuracy)


def _counts(row: Comparison) -> str:
    return " / ".join(f"{count:,}" for count in row.counts)


def _rate(rate: Rate) -> tuple[str, ...]:
    interval = rate.interval
    around = f"{interval.low:.2%} to {interval.high:.2%}"
    return rate.what, f"{rate.hits:,}", f"{rate.total:,}", f"{interval.value:.2%}", around


def _percent(interval: Interval) -> str:
    return f"{interval.value:.1%} [{interval.low:.1%}, {interval.high:.1%}]"


def brief(evaluation: Evaluation) -> Iterable[Section]:
    """Return the sections that a summary holds."""
    return (section for section in sections(evaluation) if section.brief)
