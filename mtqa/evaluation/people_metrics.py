"""What does reading the English alone add to metrics that have a reference, and what do they add to it?

Both are held against what people said of the same machine translations, for which there are human translations. What
scores say together is a linear combination, fitted to other documents.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.detector import Detector
from mtqa.evaluation.columns import sentence_columns
from mtqa.evaluation.folds import crossed, drawn, interval, linear, signed
from mtqa.evaluation.metrics import REPEATS, Interval, pearson, spearman
from mtqa.evaluation.people import EVIDENCE, FLUENCY, RatedText, Ratings, read_alone
from mtqa.evaluation.results import Section
from mtqa.training.scoring import Measured

FEWEST = 100
"""Rated sentences with references that there must be, of ten documents at least."""
_FEWEST_DOCUMENTS = 10

ALONE = "fluency and evidence"
METRICS = "all metrics"
ALL = "all metrics, fluency and evidence"

_HEADER = ("score", "Pearson", "Spearman", "Pearson, more than the metrics", "Pearson, more than fluency and evidence")


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rated sentences that have references.

    Attributes:
        pair: the language pairs.
        kind: how people rated.
        rows: the sentences.
        columns: for each score its values, higher for better.
    """

    pair: str
    kind: str
    rows: tuple[RatedText, ...]
    columns: Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Combined:
    """A score, or several together, held against what people said.

    Attributes:
        name: what it is called.
        over_metrics: how much Pearson's correlation is above that of the metrics in it alone.
        over_alone: how much it is above that of fluency and evidence alone.
    """

    name: str
    pearson: Interval
    spearman: Interval
    over_metrics: Interval | None = None
    over_alone: Interval | None = None


def measure_metrics(
    rated: Sequence[Ratings],
    features: Callable[[Sequence[str], str], Measured],
    detector: Detector,
    repeats: int = REPEATS,
) -> tuple[Section, ...]:
    """Correlate fluency, evidence, sentence metrics and what they say together with the ratings of the same sentences.

    There is a section for each of the ratings that have references enough.

    Args:
        rated: the ratings.
        features: measures texts; the second argument says what they are.
        detector: what gives fluency and evidence.
        repeats: bootstrap samples, which draw whole documents.
    """
    found = []
    for one, columns in zip(rated, read_alone(rated, features, detector), strict=True):
        index = [i for i, row in enumerate(one.rows) if row.references]
        rows = tuple(one.rows[i] for i in index)
        if len(rows) >= FEWEST and len({row.document for row in rows}) >= _FEWEST_DOCUMENTS:
            alone = {name: columns[name][index] for name in (FLUENCY, EVIDENCE)}
            metrics = sentence_columns([row.raw for row in rows], [row.references for row in rows])
            whole = Rows(one.pair, one.kind, rows, {**alone, **metrics})
            found.append(section(whole, combine(whole, repeats)))
    return tuple(found)


def combine(whole: Rows, repeats: int = REPEATS) -> tuple[Combined, ...]:
    """Hold each score, each metric with fluency and evidence, and all of them together against what people said."""
    scores = np.asarray([row.score for row in whole.rows], dtype=np.float64)
    documents = [row.document for row in whole.rows]
    names = [name for name in whole.columns if name not in (FLUENCY, EVIDENCE)]

    def together(*parts: str) -> NDArray[np.float64]:
        return crossed(np.stack([whole.columns[part] for part in parts], axis=1), scores, documents, linear)

    values = {FLUENCY: whole.columns[FLUENCY], EVIDENCE: whole.columns[EVIDENCE], ALONE: together(FLUENCY, EVIDENCE)}
    values |= {name: whole.columns[name] for name in names} | {METRICS: together(*names)}
    without = {f"{name}, {ALONE}": name for name in names} | {ALL: METRICS}
    values |= {f"{name}, {ALONE}": together(name, FLUENCY, EVIDENCE) for name in names}
    values[ALL] = together(*names, FLUENCY, EVIDENCE)
    samples = np.asarray(
        [
            [[m(v[i], scores[i]) for m in (pearson, spearman)] for v in values.values()]
            for i in drawn(documents, repeats)
        ]
    )
    plain = np.asarray([[m(v, scores) for m in (pearson, spearman)] for v in values.values()])
    place = {name: i for i, name in enumerate(values)}

    def more(name: str, other: str) -> Interval:
        here, there = place[name], place[other]
        return interval(float(plain[here, 0] - plain[there, 0]), samples[:, here, 0] - samples[:, there, 0])

    return tuple(
        Combined(
            name,
            interval(float(plain[i, 0]), samples[:, i, 0]),
            interval(float(plain[i, 1]), samples[:, i, 1]),
            more(name, without[name]) if name in without else None,
            more(name, ALONE) if name in without else None,
        )
        for name, i in place.items()
    )


def section(whole: Rows, combined: Sequence[Combined]) -> Section:
    """Put the figures into a table, and say what each adds."""
    rows = tuple(
        (one.name, str(one.pearson), str(one.spearman), _more(one.over_metrics), _more(one.over_alone))
        for one in combined
    )
    return Section(f"Beside metrics that have a reference, {whole.pair}", _text(whole, combined), _HEADER, rows)


def _text(whole: Rows, combined: Sequence[Combined]) -> str:
    by_name = {one.name: one for one in combined}
    metrics = [name for name in whole.columns if name not in (FLUENCY, EVIDENCE)]
    best = max((by_name[name] for name in metrics), key=lambda one: one.pearson.value)
    alone, together, everything = by_name[ALONE], by_name[METRICS], by_name[ALL]
    assert everything.over_metrics is not None
    assert everything.over_alone is not None
    counts = [len(row.references) for row in whole.rows]
    several = sum(count > 1 for count in counts)
    sources = len({(row.document, row.references) for row in whole.rows})
    return _TEXT.format(
        rows=len(whole.rows),
        sources=sources,
        documents=len({row.document for row in whole.rows}),
        kind=whole.kind,
        several=f"all but {len(counts) - several:,}" if several < len(counts) else "all",
        most=max(counts),
        alone=alone.pearson,
        best=best.name,
        best_value=best.pearson,
        together=together.pearson,
        everything=everything.pearson,
        reading=_adds("To the metrics, reading the English adds", everything.over_metrics),
        metrics=_adds("To fluency and evidence, the metrics add", everything.over_alone),
    )


_TEXT = """\
Machine translations that people rated ({kind}), and for which there are human translations of the same sentence:
{rows:,} translations of {sources:,} sentences in {documents:,} documents that nothing was trained on; {several} have
{most} references. BLEU, chrF and TER are sacrebleu's of each sentence against all its references. Several scores
together are a linear combination, fitted to other documents (ten folds); intervals are of a bootstrap that draws whole
documents, differences of the same draws.

What each adds: fluency and evidence, which see neither source nor reference, go with the ratings at {alone}; the best
single metric, {best}, at {best_value}; all metrics together at {together}; everything together at {everything}.
{reading} {metrics} Fluency and evidence say how the English
reads, metrics how near it is to what people wrote."""


def _adds(what: str, change: Interval) -> str:
    """Say in a sentence how much something adds, and whether that may be by chance."""
    if change.low > 0:
        return f"{what} this much: {signed(change)}."
    if change.high < 0:
        return f"{what} less than nothing: {signed(change)}."
    return f"{what} nothing that can be told from chance: {signed(change)}."


def _more(change: Interval | None) -> str:
    return "–" if change is None else signed(change)
