"""SARIF 2.1.0, the format of code scanning services, for all alerts of a run.

A log holds one run and is the same for the same report: it names no time and no folder of the machine. Section numbers
are those of the OASIS standard. Services that take logs in set limits, which it keeps to: of more than `MOST` results
the worst are told, what is new first.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

from mtqa.alert import Alert, By, State
from mtqa.config import Settings
from mtqa.coverage import CRASHED, EXPECTED
from mtqa.outcome import KnownEntry
from mtqa.report.as_json import gate_object
from mtqa.report.listing import RuleText, Told, rule_texts, told, worst_first
from mtqa.report.sarif_files import ROOT, Files, beside
from mtqa.report.sarif_places import location, logical, message
from mtqa.report.sarif_rules import descriptor
from mtqa.report.wording import missing, writable
from mtqa.result import Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST = 25_000
"""Results of a run that services take."""
_UNREAD = 1_000
"""Files and records that were not checked and are told of one by one."""
_NOTICES = {
    "missing": "The log does not hold all of the run.",
    "left-out": "There are more results than services take.",
    "unread": "A file or record was not checked.",
    "note": "Something to know about the run.",
}
_STATES = (State.NEW, State.KNOWN, State.SUPPRESSED)
_KINDS = {By.COMMENT: "inSource"}
_SEMANTIC = re.compile(r"\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?")
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)

Listed = Told | KnownEntry
"""An alert, or what a baseline remembers and is no longer there."""
Object = dict[str, Any]


def render_sarif(report: Report, settings: Settings) -> Iterator[str]:
    """Yield a SARIF log bit by bit, each rule and each result on a line of its own.

    Args:
        report: the run. Its new, known and suppressed alerts are told, and what is gone from its baseline.
        settings: ``rules`` names the files of the user's own rules.
    """
    yield from _rendered(report, settings, _STATES)


def render_sarif_new(report: Report, settings: Settings) -> Iterator[str]:
    """Yield a SARIF log of new alerts alone, for services that take suppressed and absent results for open ones."""
    yield from _rendered(report, settings, (State.NEW,))


def _rendered(report: Report, settings: Settings, states: tuple[State, ...]) -> Iterator[str]:
    results, left_out = _listed(report, states)
    texts = rule_texts((_rule(item) for item in results), settings)
    driver = {
        "name": "mtqa",
        "version": report.version,
        **({"semanticVersion": report.version} if _SEMANTIC.fullmatch(report.version) else {}),
        "notifications": [{"id": name, "shortDescription": message(what)} for name, what in _NOTICES.items()],
    }
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"tool": {{"driver": {_open(driver, "rules")}'
    yield from _lines(descriptor(text) for text in texts.values())
    yield f"]}}}},\n{_open(_run(report, left_out), 'results')[1:]}"
    yield from _lines(_Results(report, texts).of(results))
    yield "]}]}\n"


def _listed(report: Report, states: tuple[State, ...]) -> tuple[list[Listed], int]:
    """Return what is told, and how much is not: all in the order of reading, or the worst of too much."""
    alerts = told(report, *states)
    gone = report.baseline.fixed if report.baseline and State.KNOWN in states else ()
    excess = max(len(alerts) + len(gone) - MOST, 0)
    if excess:
        alerts = [item for state in states for item in worst_first(t for t in alerts if t.alert.state is state)]
    items: list[Listed] = [*alerts, *gone]
    return items[:MOST], excess


def _rule(item: Listed) -> str:
    return item.alert.rule if isinstance(item, Told) else item.rule


class _Results:
    """Makes results, and sees to it that no two have one fingerprint."""

    def __init__(self, report: Report, texts: dict[str, RuleText]) -> None:
        self._texts = texts
        self._indices = {name: index for index, name in enumerate(texts)}
        self._files = Files()
        self._baseline = report.baseline
        self._times: Counter[str] = Counter()
        self._present: Counter[tuple[str, str | None, str]] = Counter()
        if report.baseline and report.baseline.fixed:
            for document in report.documents:
                uri = self._files.artifact(document.path)["uri"]
                self._present.update((uri, document.id, alert.fingerprint) for alert in document.alerts)

    def of(self, items: Iterable[Listed]) -> Iterator[Object]:
        """Yield the results of alerts and of what is gone."""
        for item in items:
            yield self._alert(item) if isinstance(item, Told) else self._gone(item)

    def _alert(self, item: Told) -> Object:
        alert = item.alert
        rank = _rank(item)
        file = self._files.artifact(item.document.path)
        properties = {
            **({"suggestion": alert.suggestion} if alert.suggestion is not None else {}),
            **({"reason": alert.reason} if alert.reason and alert.state is State.KNOWN else {}),
            **({"moved": True} if alert.moved else {}),
        }
        return {
            **self._head(alert.rule, alert.severity.value, item.message),
            "locations": [location(item, file)],
            "partialFingerprints": self._unique(file["uri"], item.document.id, alert.fingerprint, alert.occurrence),
            "suppressions": _suppressions(alert),
            **({"baselineState": _compared(alert)} if self._baseline else {}),
            **({} if rank is None else {"rank": rank}),
            **({"properties": properties} if properties else {}),
        }

    def _gone(self, entry: KnownEntry) -> Object:
        """Return what the baseline remembers; its fingerprint is that of the first one that is no longer there."""
        text = self._texts[entry.rule]
        file = self._files.artifact(beside(self._baseline.path if self._baseline else "", entry.path))
        occurrence = self._present[file["uri"], entry.id, entry.fingerprint] + 1
        return {
            **self._head(entry.rule, text.severity.value, f"No longer there: {text.message}"),
            "locations": [
                {
                    "physicalLocation": {"artifactLocation": file},
                    **logical(entry.id),
                    **({"message": message(entry.text)} if entry.text else {}),
                }
            ],
            "partialFingerprints": self._unique(file["uri"], entry.id, entry.fingerprint, occurrence),
            "suppressions": [],
            "baselineState": "absent",
            "properties": {"count": entry.count},
        }

    def _head(self, rule: str, level: str, text: str) -> Object:
        index = self._indices[rule]
        return {"ruleId": rule, "ruleIndex": index, "kind": "fail", "level": level, "message": message(text)}

    def _unique(self, uri: str, record: str | None, fingerprint: str, occurrence: int) -> dict[str, str]:
        """Return a name that no other result has, and that neither lines nor other files change.

        An alert's fingerprint tells its rule and words, but other files and records may have the same; and who writes
        records may give an id twice.
        """
        where = blake2b(f"{uri}\n{record or ''}".encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
        name = f"{fingerprint}-{where}-{occurrence}"
        self._times[name] += 1
        again = self._times[name]
        return {"mtqaFingerprint/v1": name if again == 1 else f"{name}-{again}"}


def _compared(alert: Alert) -> str:
    """Return whether the baseline knows an alert; what was dismissed in it is suppressed, but known."""
    return "unchanged" if alert.state is State.KNOWN or alert.by is By.BASELINE else "new"


def _suppressions(alert: Alert) -> list[dict[str, str]]:
    """Return who suppressed an alert; a list for each result, empty or not, since otherwise none may have one."""
    if alert.state is not State.SUPPRESSED:
        return []
    why = {"justification": alert.reason} if alert.reason else {}
    return [{"kind": _KINDS.get(alert.by, "external"), "status": "accepted", **why}]


def _rank(item: Told) -> float | None:
    """Return how much speaks for a machine, 0 to 100: the probability at even odds, of the sentence or the document.

    Where nothing was measured there is none.
    """
    sentence = item.sentence
    if sentence is None:
        chance = item.document.probability if item.alert.span is None else None
    else:
        chance = None if sentence.evidence is None else (1 + math.tanh(sentence.evidence / 2)) / 2
    return None if chance is None or not math.isfinite(chance) else round(100 * min(max(chance, 0.0), 1.0), 1)


def _run(report: Report, left_out: int) -> Object:
    """Return what there is to say about the run, but for its tool and results."""
    totals = report.counted()
    return {
        "invocations": [
            {
                "executionSuccessful": not report.interrupted and not _crashed(report),
                "toolExecutionNotifications": list(_notifications(report, left_out)),
            }
        ],
        "automationDetails": {"id": "mtqa/"},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {
            ROOT: {"description": message("The root of the repository, or the folder in which mtqa was run.")}
        },
        "properties": {
            "signature": str(report.signature),
            "gate": gate_object(report.gate),
            "documents": totals.documents,
            "sentences": totals.sentences,
            "judged": totals.judged,
            "suspicious": totals.suspicious,
            "alerts": {state.value: totals.alerts.get(state, 0) for state in State},
            **({"fixed": report.baseline.fixed_count} if report.baseline else {}),
            "leftOut": left_out,
        },
    }


def _crashed(report: Report) -> bool:
    coverage = report.coverage
    return bool(coverage.files_crashed) or any(file.reason.startswith(CRASHED) for file in coverage.files_skipped)


def _notifications(report: Report, left_out: int) -> Iterator[Object]:
    """Yield what went wrong: what was not read, what is not told; and the run's notes."""
    for line in missing(report):
        yield _notification("missing", "warning", line)
    if left_out:
        yield _notification(
            "left-out", "warning", f"{left_out:,} of {left_out + MOST:,} results are left out: the worst are told."
        )
    files = Files()
    unread = [file for file in report.coverage.files_skipped if not file.reason.startswith(EXPECTED)]
    for file in unread[:_UNREAD]:
        level = "error" if file.reason.startswith(CRASHED) else "warning"
        where = [{"physicalLocation": {"artifactLocation": files.artifact(file.path)}}]
        yield {**_notification("unread", level, f"{file.path}: {file.reason}"), "locations": where}
    if len(unread) > _UNREAD:
        more = len(unread) - _UNREAD
        yield _notification("unread", "warning", f"{more:,} more files and records were not checked.")
    for note in report.notes:
        yield _notification("note", "note", note)


def _notification(name: str, level: str, text: str) -> Object:
    return {"descriptor": {"id": name}, "level": level, "message": message(text)}


def _lines(objects: Iterable[Object]) -> Iterator[str]:
    for number, each in enumerate(objects):
        yield (",\n" if number else "\n") + _dump(each)


def _open(fields: Object, last: str) -> str:
    """Write an object up to the opening bracket of a list that is its last field."""
    return f'{_dump(fields)[:-1]}, "{last}": ['


def _dump(value: object) -> str:
    """Write JSON that any reader of UTF-8 takes: half a surrogate pair becomes U+FFFD."""
    text = _ENCODER.encode(value)
    return text if text.isascii() else writable(text)
