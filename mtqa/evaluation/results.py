"""What an evaluation found, as numbers: the renderers put it into words and tables."""

from __future__ import annotations

from dataclasses import dataclass

from mtqa.evaluation.metrics import Bin, Interval, calibration_error, rate_interval

MTQA = "mtqa"
"""The name of this tool's own score, beside the baselines'."""

HEADLINE, BASELINES = "headline", "baselines"
PAIR, SYSTEM, LENGTH, YEAR, GENRE = "pair", "system", "length", "year", "genre"
SENTENCES = "sentences"

TRANSLATIONS, NATIVE_NEWS, OTHER = "human translations", "native news", "native, other genres"
CAPTIONS, LEARNERS, TRANSLATED = "native captions", "learner English", "machine translations"


@dataclass(frozen=True, slots=True)
class Extent:
    """How much text of a kind was measured."""

    what: str
    documents: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """How well a score tells machine translations from human text.

    Attributes:
        group: what the row belongs to: the headline, the baselines, or a breakdown.
        unit: sentences, or documents of so many.
        machine: which machine translations.
        human: which human text.
        score: what they are told apart by: `MTQA` or a baseline.
        counts: how many there are of either.
        auc: area under the curve.
        at_1, at_5: true-positive rate at 1 % and 5 % false positives.
        accuracy: balanced accuracy at the default threshold; None for a baseline, which has none.
    """

    group: str
    unit: str
    machine: str
    human: str
    score: str
    counts: tuple[int, int]
    auc: Interval
    at_1: Interval
    at_5: Interval
    accuracy: Interval | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """How many sentences or documents of a kind are flagged at the default threshold."""

    unit: str
    what: str
    hits: int
    total: int

    @property
    def interval(self) -> Interval:
        """The rate with Wilson's 95 % interval."""
        return rate_interval(self.hits, self.total)


@dataclass(frozen=True, slots=True)
class Correlation:
    """How far a score goes with what people think.

    Attributes:
        what: the language pair, or that it is a mean over pairs.
        ratings: how people rated.
        score: what is compared with the ratings.
        count: how many sentences.
    """

    what: str
    ratings: str
    score: str
    count: int
    pearson: Interval
    spearman: Interval


@dataclass(frozen=True, slots=True)
class Curve:
    """A receiver operating characteristic: pairs of false and true positive rates."""

    unit: str
    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: a paragraph and a table.

    Attributes:
        title: its heading.
        text: paragraphs in Markdown's simplest form: blank lines and lines that begin with ``- `` for lists.
        header: the names of the table's columns; empty where there is no table.
        rows: the table's cells.
        picture: `ROC`, `RELIABILITY` or nothing.
        brief: whether it belongs into a summary of a page.
    """

    title: str
    text: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    picture: str = ""
    brief: bool = False


ROC, RELIABILITY = "roc", "reliability"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was measured on held-out data.

    Attributes:
        signature: what decides the figures, in one line.
        extents: how much was measured.
        comparisons: areas and rates of two classes.
        rates: shares flagged, by kind.
        correlations: with human ratings; empty where the data has none.
        bins: reliability of the sentences' evidence.
        curves: for the picture.
        sections: further parts, which others measured; they stand before what the tool cannot do.
    """

    signature: str
    extents: tuple[Extent, ...]
    comparisons: tuple[Comparison, ...]
    rates: tuple[Rate, ...]
    correlations: tuple[Correlation, ...]
    bins: tuple[Bin, ...]
    curves: tuple[Curve, ...]
    sections: tuple[Section, ...] = ()

    @property
    def calibration_error(self) -> float:
        """The expected calibration error of the sentences' evidence."""
        return calibration_error(self.bins)

    def of(self, group: str) -> tuple[Comparison, ...]:
        """Return the comparisons of a group."""
        return tuple(c for c in self.comparisons if c.group == group)
