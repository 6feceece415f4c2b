"""Rounds figures as the JSON report has them."""

from __future__ import annotations

import math


def rounded(value: float | None, digits: int) -> float | None:
    """Round to some decimals; what is not finite has no JSON and is None, and no zero is negative."""
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), digits) + 0.0
