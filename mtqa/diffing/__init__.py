"""Comparing runs: what is new, fixed and unchanged between two, and how many went in a row."""

from __future__ import annotations

from mtqa.diffing import past
from mtqa.diffing.as_json import DIFF_SCHEMA, TREND_SCHEMA, json_schema
from mtqa.diffing.comparing import compare, same_file
from mtqa.diffing.runs import Change, Diff, Thresholds
from mtqa.diffing.trend import Trend, follow
from mtqa.diffing.writing import begins, print_result, render

__all__ = [
    "DIFF_SCHEMA",
    "TREND_SCHEMA",
    "Change",
    "Diff",
    "Thresholds",
    "Trend",
    "begins",
    "compare",
    "follow",
    "json_schema",
    "past",
    "print_result",
    "render",
    "same_file",
]
