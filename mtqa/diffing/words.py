"""The words of comparisons and trends, in one place, and figures as people read them."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from mtqa.diffing.runs import AlertChange, Change, Difference, Judged, Run, SentenceChange, Standing
from mtqa.report.html.strings import filled
from mtqa.report.html.view import percent
from mtqa.result import Gate


@cache
def strings() -> dict[str, str]:
    """Return all strings by key."""
    text = resources.files("mtqa.diffing").joinpath("html", "strings.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    return found


def say(key: str, /, **values: object) -> str:
    """Return a string with its fields filled in."""
    return filled(strings()[key], values)


def name(path: str, record: str | None) -> str:
    """Name a document."""
    return path if record is None else say("diff.record", path=path, id=record)


def place(standing: Standing) -> str:
    """Say where an alert stands."""
    at = "" if standing.line is None else f":{standing.line}:{standing.column}"
    return name(standing.path, standing.id) + at


def at(sentence: SentenceChange) -> str:
    """Say where a sentence stands."""
    return f"{name(sentence.path, sentence.id)}:{sentence.line}:{sentence.column}"


def where(alert: AlertChange) -> str:
    """Say where an alert stands now, and where it stood if that is another document."""
    now, before = alert.latest, alert.before
    if before is not None and (before.path, before.id) != (now.path, now.id):
        return say("diff.moved_from", place=place(now), before=name(before.path, before.id))
    return place(now)


def gate(decided: Gate | None) -> str:
    """Say what a gate decided."""
    if decided is None:
        return say("diff.gate_unknown")
    return say("diff.gate_passed" if decided.passed else "diff.gate_failed")


def rate(run: Run) -> str:
    """Write the rate of suspicious sentences with its interval."""
    if run.per_thousand is None or run.interval is None:
        return say("diff.nothing")
    low, high = run.interval
    return say("diff.rate", rate=figure(run.per_thousand), low=figure(low), high=figure(high))


def figure(value: float) -> str:
    """Write a rate with no more digits than count."""
    return f"{value:,.0f}" if value >= 99.95 else f"{value:.1f}"


def verdict(judged: Judged | None) -> str:
    """Write a document's verdict with its probability."""
    if judged is None:
        return say("diff.nothing")
    if judged.probability is None:
        return judged.verdict.value
    return f"{judged.verdict.value} ({percent(judged.probability)})"


def scored(run: Run) -> str:
    """Write how many characters were scored of those read."""
    if not run.characters_read:
        return say("diff.nothing")
    share = percent(run.characters_scored / run.characters_read)
    return say("diff.share", count=run.characters_scored, share=share)


def likely(run: Run) -> str:
    """Write how many documents are likely machine-translated."""
    if not run.held:
        return say("diff.nothing")
    return say("diff.of_share", count=run.likely, all=run.held, share=percent(run.likely / run.held))


def pair(values: tuple[float | None, float | None], digits: int) -> str:
    """Write a figure before and now."""
    return " → ".join(say("diff.nothing") if value is None else f"{value:.{digits}f}" for value in values)


def differs(difference: Difference) -> str:
    """Write in what two runs differ."""
    before, after = (value or say("diff.unset") for value in (difference.before, difference.after))
    return say("diff.differs", what=difference.what, before=before, after=after)


def aside(alert: AlertChange) -> str:
    """Say what else is worth saying of an alert: why it is unseen, its state, and whether its text was touched."""
    told = [alert.why, _state(alert)]
    if alert.text_stands and alert.change in (Change.NEW, Change.FIXED):
        told.append(say(f"diff.text_stands_{alert.change.value}"))
    return "; ".join(filter(None, told))


def _state(alert: AlertChange) -> str:
    """Say that an alert does not count, or that this changed."""
    before, now = alert.before, alert.after
    if before is not None and now is not None and before.state is not now.state:
        return say("diff.state_changed", before=before.state.value, after=now.state.value)
    one = alert.latest
    if one.counts:
        return ""
    return f"{one.state.value}: {one.reason}" if one.reason else one.state.value
