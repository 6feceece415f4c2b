"""Says what a file is that is no report, so that whoever named it by mistake knows what they named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

REPORT, LINES = "mtqa-report", "mtqa-lines"
"""The names of the contracts of reports, without their versions."""
_OURS = {
    "mtqa-baseline": "a baseline",
    "mtqa-calibration": "a calibration",
    "mtqa-decisions": "a file of decisions",
    "mtqa-diff": "a comparison that 'mtqa diff' wrote",
    "mtqa-trend": "a trend that 'mtqa diff' wrote",
}
_BEGINNINGS = {b"<!doctype html": "an HTML page", b"<html": "an HTML page", b"<?xml": "XML", b"<": "XML"}


def contract(head: object) -> tuple[str, str]:
    """Return the name and the version of the contract that an object names; empty where it names none."""
    schema = head.get("schema") if isinstance(head, Mapping) else None
    name, _, version = schema.partition("/") if isinstance(schema, str) else ("", "", "")
    return name, version


def what_is(value: Any) -> str:
    """Say what a JSON value is, where it is no report."""
    if isinstance(value, Mapping):
        name, _ = contract(value)
        if name in _OURS:
            return f"{_OURS[name]}, not a report"
        if "runs" in value and ("sarif" in str(value.get("$schema", "")).lower() or value.get("version") == "2.1.0"):
            return "a SARIF file, not a JSON report of mtqa"
        if "diagnostics" in value:
            return "a file of reviewdog, not a JSON report of mtqa"
    if isinstance(value, list) and value and isinstance(value[0], Mapping) and "check_name" in value[0]:
        return "a code quality report for GitLab, not a JSON report of mtqa"
    return "JSON, but no report of mtqa"


def what_begins(data: bytes) -> str:
    """Say what a file is that is no JSON, by its first bytes."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:32].lower()
    if not start:
        return "empty"
    return next((what for mark, what in _BEGINNINGS.items() if start.startswith(mark)), "no JSON")
