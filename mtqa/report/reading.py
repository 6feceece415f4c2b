"""Reads reports of earlier runs: JSON or JSON Lines, of this version or another, whole or in part."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from mtqa._version import __version__
from mtqa.errors import UsageError
from mtqa.report.as_json import SCHEMA
from mtqa.report.as_jsonl import LINES_SCHEMA
from mtqa.report.earlier import HEADER, SUMMARY
from mtqa.report.recognising import LINES, REPORT, contract, what_begins, what_is
from mtqa.report.restoring import MALFORMED, restored_document
from mtqa.report.restoring_run import restored_report
from mtqa.report.scanning import Scanner
from mtqa.report.sound import check_document
from mtqa.result import DocumentResult, Report, SkippedFile

_WANTED = "name a report that 'mtqa check --output json=FILE' or jsonl=FILE wrote"
_FIRST_LINE = 1 << 20
"""Bytes of a first line, above which it is no header of JSON Lines."""


@dataclass(frozen=True, slots=True)
class PastReport:
    """A report that was read back. Its sentences have no token scores, which no comparison needs.

    Attributes:
        path: the file.
        report: what it says.
        signature: the run's signature, as it stands in the file.
        id: what tells it from other reports; empty where it says nothing.
        settings: what the run was asked for; None where the report does not say, as only JSON Lines do.
        finished: whether the run came to its end; where it did not, documents are missing.
        remarks: what whoever reads it must mind, a sentence each.
    """

    path: Path
    report: Report
    signature: str
    id: str = ""
    settings: Mapping[str, Any] | None = None
    finished: bool = True
    remarks: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it holds all documents that its run should have judged."""
        return self.finished and self.report.counted().documents == len(self.report.documents)

    @property
    def decided(self) -> bool:
        """Whether it says what the gate decided; a run that was killed did not come to that."""
        return self.finished or bool(self.report.gate.reasons) or self.report.gate.passed


class _Parts(NamedTuple):
    """What a file holds, before it is put together."""

    head: dict[str, Any]
    documents: list[DocumentResult]
    skipped: list[SkippedFile]
    alerts: bool
    cut: bool = False
    ended: bool = True


@dataclass(slots=True)
class _Gathered:
    """Takes documents as they are read.

    Attributes:
        path: the file, for messages.
        documents: what was read.
        alerts: whether all of them told their alerts, as reports do since there are alerts.
    """

    path: Path
    documents: list[DocumentResult] = field(default_factory=list)
    alerts: bool = True

    def add(self, found: Any) -> None:
        number = len(self.documents) + 1
        try:
            document = restored_document(found)
            check_document(document)
        except MALFORMED as error:
            raise UsageError(
                f"{self.path}: document {number:,} can't be understood: {_why(error)}; {_WANTED}"
            ) from None
        if "alerts" not in found:
            self.alerts = False
            document = _alerted(document)
        self.documents.append(document)


def read_report(path: Path) -> PastReport:
    """Read a report.

    Args:
        path: a JSON report or a JSON Lines report. Of one of another version, what is there is read.

    Raises:
        UsageError: there is no such file, or it is no report, is damaged, or lacks what is needed.
    """
    try:
        data = path.read_bytes() if not _is_lines(path) else None
        parts = _lines(path) if data is None else _whole(path, data)
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is no UTF-8 text; {_WANTED}") from None
    except RecursionError:
        raise UsageError(f"{path}: is JSON, but no report of mtqa: it is nested too deeply; {_WANTED}") from None
    return _put_together(path, parts)


def _put_together(path: Path, parts: _Parts) -> PastReport:
    head = parts.head
    try:
        report = restored_report(head, parts.documents, parts.skipped)
        signature = str(head["signature"])
    except MALFORMED as error:
        older = _version(head)
        raise UsageError(f"{path}: the report can't be understood{older}: {_why(error)}; {_WANTED}") from None
    settings = head.get("settings")
    found = PastReport(
        path=path,
        report=report,
        signature=signature,
        id=str(head.get("id") or ""),
        settings=settings if isinstance(settings, dict) else None,
        finished=parts.ended and not report.interrupted,
    )
    return replace(found, remarks=tuple(_remarks(found, parts)))


def _remarks(found: PastReport, parts: _Parts) -> Iterator[str]:
    report, head = found.report, parts.head
    name, version = contract(head)
    known = {REPORT: SCHEMA, LINES: LINES_SCHEMA}[name]
    if head["schema"] != known:
        whose = f"{name}/{version} of mtqa {report.version}"
        yield f"It is of another contract, {whose}; what mtqa {__version__} knows of it was read."
    if not parts.alerts:
        yield f"It was written by mtqa {report.version}, before reports held alerts; its sentences tell them, in part."
    if parts.cut:
        yield "Its last line is cut off; what stands before it was read."
    if not parts.ended:
        yield "Its run did not come to its end, and has no summary: documents are missing."
    elif report.interrupted:
        yield "Its run was interrupted: documents are missing."
    counted, held = report.counted().documents, len(report.documents)
    if counted > held:
        noted = next((f" ({note})" for note in report.notes if "has them all" in note), "")
        yield f"It holds only {held:,} of {counted:,} documents; name the JSON Lines report of its run instead{noted}."


def _is_lines(path: Path) -> bool:
    """Tell whether a file is JSON Lines with a header."""
    with path.open("rb") as file:
        first = file.readline(_FIRST_LINE)
    if not first.endswith(b"\n"):
        return contract(_parsed(first))[0] == LINES
    head = _parsed(first)
    return isinstance(head, dict) and (head.get("type") == HEADER or ("schema" in head and "documents" not in head))


def _whole(path: Path, data: bytes) -> _Parts:
    """Read a JSON report, document by document."""
    text = data.decode(json.detect_encoding(data)) if data.strip() else ""
    begins = what_begins(data[:256])
    del data
    scanner, gathered = Scanner(text.removeprefix("\ufeff")), _Gathered(path)
    head: dict[str, Any] = {}
    try:
        for key in scanner.members():
            if key == "documents" and contract(head)[0] == REPORT:
                for found in scanner.elements():
                    gathered.add(found)
            else:
                head[key] = scanner.value()
    except ValueError:
        raise UsageError(_no_json(path, head, text, scanner.at, begins)) from None
    if contract(head)[0] != REPORT:
        raise UsageError(f"{path}: is {what_is(head)}; {_WANTED}")
    return _Parts(head, gathered.documents, _skipped(path, head), gathered.alerts)


def _no_json(path: Path, head: Mapping[str, Any], text: str, at: int, begins: str) -> str:
    """Say why a text can't be read as a JSON object: cut off, damaged, or something else."""
    if contract(head)[0] == REPORT:
        if len(text.rstrip()) - at < _FIRST_LINE and not text.rstrip().endswith("}"):
            return f"{path}: is cut off: it was not written to its end; run 'mtqa check' again"
        line = text.count("\n", 0, at) + 1
        return f"{path}: is damaged at or after line {line:,}; run 'mtqa check' again"
    if not head:
        value = _parsed(text.encode("utf-8", "surrogatepass"))
        if value is not None:
            return f"{path}: is {what_is(value)}; {_WANTED}"
    else:
        return f"{path}: is no report of mtqa, or is damaged; {_WANTED}"
    return f"{path}: is {begins}; {_WANTED}"


def _lines(path: Path) -> _Parts:
    """Read JSON Lines, line by line."""
    gathered, skipped = _Gathered(path), list[SkippedFile]()
    head: dict[str, Any] = {}
    cut = ended = False
    for number, found in _objects(path):
        kind = found.get("type") if found else None
        if not found:
            cut = True
        elif not head:
            head = found
            if contract(head)[0] != LINES:
                raise UsageError(f"{path}: is {what_is(head)}; {_WANTED}")
        elif ended:
            raise UsageError(f"{path}: line {number:,} stands behind the end of the run; {_WANTED}")
        elif kind == SUMMARY:
            head |= {name: value for name, value in found.items() if name != "type"}
            ended = True
        elif kind == "document":
            gathered.add(found)
        elif kind == "skipped":
            skipped.append(SkippedFile(str(found.get("path")), str(found.get("reason"))))
    if not ended:
        head = _unfinished(gathered.documents, skipped) | head
    return _Parts(head, gathered.documents, skipped, gathered.alerts, cut, ended)


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Yield each line's number and object; None for a last line that is cut off."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            found = _parsed(line) if line.strip() else ()
            if isinstance(found, dict) and found:
                yield number, found
            elif found != () and not line.endswith(b"\n"):
                yield number, None
            elif found != ():
                raise UsageError(f"{path}: line {number:,} is damaged; run 'mtqa check' again")


def _unfinished(documents: list[DocumentResult], skipped: list[SkippedFile]) -> dict[str, Any]:
    """Return the fields of a summary that was not written: what can be counted."""
    checked = len({document.path for document in documents})
    return {
        "interrupted": True,
        "notes": [],
        "summary": {"documents": len(documents), "seconds": 0},
        "coverage": {
            "files_seen": checked + len({file.path for file in skipped}),
            "files_checked": checked,
            "characters_read": 0,
            "characters_scored": 0,
        },
        "gate": {"passed": False, "reasons": []},
        "false_positive_rates": [],
    }


def _skipped(path: Path, head: Mapping[str, Any]) -> list[SkippedFile]:
    try:
        return [SkippedFile(str(f["path"]), str(f["reason"])) for f in head["coverage"]["files_skipped"]]
    except MALFORMED as error:
        raise UsageError(f"{path}: its coverage can't be understood: {_why(error)}; {_WANTED}") from None


def _alerted(document: DocumentResult) -> DocumentResult:
    """Give a document of a report without alerts those that it would have: errors of rules, and verdicts."""
    from mtqa.document import Document  # noqa: PLC0415 - rarely needed
    from mtqa.gate.alerting import with_alerts  # noqa: PLC0415 - loads what reads content
    from mtqa.result import Severity, Verdict  # noqa: PLC0415

    sentences = tuple(
        replace(s, model_reason=s.model_reason or s.reason)
        if s.verdict is Verdict.SUSPICIOUS and all(f.severity is not Severity.ERROR for f in s.findings)
        else s
        for s in document.sentences
    )
    read = Document(document.path, document.format, (), "")
    return replace(with_alerts(read, replace(document, sentences=sentences), lambda _: False), sentences=sentences)


def _parsed(data: bytes) -> Any:
    """Parse JSON; None where it is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _version(head: Mapping[str, Any]) -> str:
    tool = head.get("tool")
    version = tool.get("version") if isinstance(tool, Mapping) else None
    return f" (mtqa {version} wrote it; this is mtqa {__version__})" if version else ""


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"the field {error} is missing"
    return str(error) or type(error).__name__
