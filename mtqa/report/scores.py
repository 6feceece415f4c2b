"""Scores of comparisons as reports write them."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.beside import Compared, Score, Significance
from mtqa.metrics import MOST_DRAWS

_CHRF = "chrF"
SIGNIFICANT = 0.05
"""A p-value below which a difference is called significant."""


def is_chrf(metric: str) -> bool:
    """Tell whether a metric is chrF, whatever its word order."""
    return metric.startswith(_CHRF)


def chrf(scores: Sequence[Score]) -> float | None:
    """Return the chrF among some scores, whatever its word order; None where there is none."""
    return next((score.value for score in scores if is_chrf(score.metric)), None)


def of_metric(scores: Sequence[Score], metric: str) -> Score | None:
    """Return the score by a metric among some scores; None where there is none."""
    return next((score for score in scores if score.metric == metric), None)


def with_interval(score: Score) -> str:
    """Write a score with its interval, where it has one: ``34.5 (31.2-37.9)``."""
    if score.interval is None:
        return f"{score.value:.1f}"
    low, high = score.interval
    return f"{score.value:.1f} ({low:.1f}-{high:.1f})"


def difference(test: Significance) -> str:
    """Write how far the candidate is from the baseline candidate, with its sign."""
    return signed(test.difference, 1) if test.difference else "0.0"


def signed(value: float, digits: int) -> str:
    """Write a figure with its sign, which zero has too: that of a plus."""
    return f"{round(value, digits) + 0.0:+.{digits}f}"


def significant(test: Significance) -> bool:
    """Tell whether two candidates differ by more than chance; sacrebleu has a p-value for equal ones, too."""
    return test.p_value < SIGNIFICANT and test.difference != 0


def p_value(test: Significance) -> str:
    """Write a p-value with three decimals; a star marks one that is significant, and equal scores have none."""
    if not test.difference:
        return "-"
    written = "<0.001" if test.p_value < 0.001 else f"{test.p_value:.3f}"
    return f"{written}*" if significant(test) else written


def without_intervals(compared: Compared) -> bool:
    """Tell whether there are too many blocks for intervals and tests."""
    return not any(score.interval for score in compared.scores) and compared.blocks * compared.trials > MOST_DRAWS


def without_ter(compared: Compared) -> bool:
    """Tell whether TER was left out since it would take too long."""
    return bool(compared.scores) and not any(score.metric == "TER" for score in compared.scores)
