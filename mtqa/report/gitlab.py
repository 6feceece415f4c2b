"""GitLab's Code Quality report: what a merge request shows of the new alerts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from mtqa.alert import LIKELY, Severity
from mtqa.config import Settings
from mtqa.report.as_json import dump
from mtqa.report.listing import Told, told
from mtqa.report.locating import GITLAB_ROOT, Root, last_line
from mtqa.report.wording import one_line
from mtqa.result import Report

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render_gitlab(report: Report, _: Settings) -> Iterator[str]:
    """Yield a JSON array bit by bit, with an object a line for each new alert in the order of reading."""
    root = Root(GITLAB_ROOT)
    times: Counter[str] = Counter()
    yield "["
    for number, item in enumerate(told(report)):
        yield (",\n" if number else "\n") + dump(_issue(item, root, times))
    yield "\n]\n" if times else "]\n"


def _issue(item: Told, root: Root, times: Counter[str]) -> dict[str, Any]:
    alert = item.alert
    path = root.path(item.document.path)
    lines = {"begin": 1} if alert.region is None else {"begin": alert.region.line, "end": last_line(alert.region)}
    return {
        "description": one_line(item.message),
        "check_name": one_line(alert.rule),
        "fingerprint": _fingerprint(path, item, times),
        "severity": "critical" if alert.rule == LIKELY else _SEVERITY[alert.severity],
        "location": {"path": path, "lines": lines},
    }


def _fingerprint(path: str, item: Told, times: Counter[str]) -> str:
    """Return a name that no other alert of the run has, since of equal ones only the first is shown.

    Lines are no part of it, so that an alert stays the same where text above it changes. Records may share an id.
    """
    key = f"{path}\n{item.document.id or ''}\n{item.unique}"
    times[key] += 1
    return blake2b(f"{key}\n{times[key]}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
