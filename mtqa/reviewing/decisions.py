"""The file of decisions, schema ``mtqa-decisions/1``: what a report's page exports. It is documented in docs/review.md.

The file comes from a browser and may have passed through many hands, so everything in it is checked.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa._version import __version__
from mtqa.alert import DOCUMENT_RULES
from mtqa.errors import UsageError
from mtqa.gate.baseline_file import FIELDS, Checked, check_keys
from mtqa.outcome import Decision
from mtqa.report.wording import one_line

SCHEMA = "mtqa-decisions/1"
DEFAULT_NAME = "mtqa-decisions.json"
LIMIT = 256 << 20
"""Bytes above which a file is refused."""
_FORMAT, _, _ = SCHEMA.partition("/")
_LONGEST = 10_000
"""Characters that a string, but for the sentence, may have: a line of a baseline is limited, too."""
_EXPORT = "export the decisions from the report again"
_REPORT = re.compile(r"[0-9a-f]{16}")
_REPORTS = ("mtqa-report", "mtqa-lines")
_KEYS: dict[str, Checked] = {
    **{name: FIELDS[name] for name in ("path", "rule", "fingerprint", "sketch", "text", "decision", "reason")},
    "id": (lambda value: value is None or isinstance(value, str), "a string or null"),
    "line": (lambda value: value is None or (type(value) is int and value >= 0), "a number or null"),
    "occurrence": FIELDS["count"],
    "note": FIELDS["reason"],
}
"""The keys of an entry: what their values must be, also in words."""
_REQUIRED = ("path", "rule", "fingerprint", "decision")


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided about an alert.

    Attributes:
        path: its file, relative to the folder in which mtqa ran.
        rule: its rule.
        fingerprint: its fingerprint; see `mtqa.alert.Alert`.
        decision: what they decided; open where there is only a note.
        occurrence: the how manieth alert of this fingerprint it is in its document, from 1.
        id: the record's id, where there is one.
        line: where it stands, for people; None where that is not known.
        sketch: that of a document's verdict.
        text: the sentence.
        reason: why, as people chose.
        note: what they said besides.
    """

    path: str
    rule: str
    fingerprint: str
    decision: Decision
    occurrence: int = 1
    id: str | None = None
    line: int | None = None
    sketch: tuple[str, ...] = ()
    text: str = ""
    reason: str = ""
    note: str = ""

    @property
    def why(self) -> str:
        """The reason and the note, in a line."""
        return ": ".join(words for text in (self.reason, self.note) if (words := " ".join(text.split())))


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a file of decisions holds.

    Attributes:
        report: the report that was decided about: 16 hexadecimal digits.
        entries: the decisions, in the file's order.
        signature: the signature of the run.
        model: whether the language model had its say.
    """

    report: str
    entries: tuple[Decided, ...] = ()
    signature: str = ""
    model: bool = False

    def counts(self) -> Counter[Decision]:
        """Count the alerts of each decision."""
        return Counter(entry.decision for entry in self.entries)


def read(path: Path) -> Decisions:
    """Read a file.

    Raises:
        UsageError: the file does not exist, can't be read, is too large, or holds no decisions of this version.
    """
    return parse(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """Read a file's bytes.

    Raises:
        UsageError: the file does not exist, can't be read, or is larger than `LIMIT`.
    """
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(LIMIT + 1) if size <= LIMIT else b""
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file; {_EXPORT}, and name the file that it makes") from None
    except IsADirectoryError:
        raise UsageError(f"{path}: this is a folder; name a file of decisions in it") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"{path}: the decisions can't be read: {reason}; see to it that you may read them") from None
    if max(size, len(data)) > LIMIT:
        raise UsageError(f"{path}: the file has more than {LIMIT >> 20} MiB; no file of decisions is that large")
    return data


def parse(data: bytes, name: str) -> Decisions:
    """Read decisions; the whole is refused where any of them is damaged.

    Args:
        data: what a file holds.
        name: stands for the file in messages.

    Raises:
        UsageError: these are no decisions of this version.
    """
    value = _object(data, name)
    _check_schema(value, name)
    report, signature, model = value.get("report"), value.get("signature", ""), value.get("model", False)
    entries = value.get("decisions")
    if not isinstance(report, str) or not _REPORT.fullmatch(report):
        raise UsageError(f"{name}: the decisions are damaged: 'report' is not 16 hex digits; {_EXPORT}")
    if not isinstance(signature, str) or not isinstance(model, bool) or not isinstance(entries, list):
        raise UsageError(f"{name}: the decisions are damaged: 'signature', 'model' or 'decisions' is amiss; {_EXPORT}")
    made = []
    for number, entry in enumerate(entries, 1):
        try:
            made.append(_entry(entry))
        except ValueError as error:
            raise UsageError(
                f"{name}: entry {number:,}{_named(entry)} {one_line(str(error), 200)}; {_EXPORT}"
            ) from None
    return Decisions(report, tuple(made), signature, model)


def dump_empty(report: str) -> bytes:
    """Return the file of a report that nothing was decided about."""
    made_by = {"name": "mtqa", "version": __version__}
    value = {
        "schema": SCHEMA,
        "tool": made_by,
        "report": report,
        "signature": "",
        "model": False,
        "decisions": [],
    }
    return json.dumps(value).encode() + b"\n"


def are_decisions(path: Path) -> bool:
    """Tell whether a file says that it holds decisions, of whatever version; one that can't be read does not."""
    try:
        return _schema(_object(read_bytes(path), str(path))).partition("/")[0] == _FORMAT
    except UsageError:
        return False


def _object(data: bytes, name: str) -> dict[str, Any]:
    """Parse an object; whatever else a file may be gets its own message."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{name}: these are no decisions: the file is not valid UTF-8; {_EXPORT}") from None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        start = text.lstrip()[:1]
        if start == "<":
            raise UsageError(
                f"{name}: this is a page, and no decisions; decide in it, export, and name the file that it makes"
            ) from None
        schema = _schema(_first_line(text))
        if schema and schema.partition("/")[0] != _FORMAT:
            raise _other(schema, name) from None
        what = "the file is empty" if not start else "it is not JSON, or not whole"
        raise UsageError(f"{name}: these are no decisions: {what}; {_EXPORT}") from None
    if not isinstance(value, dict):
        raise UsageError(f"{name}: these are no decisions: the JSON is no object; {_EXPORT}")
    return value


def _first_line(text: str) -> dict[str, Any]:
    """Return the header of what is JSON Lines; empty where there is none."""
    try:
        value = json.loads(text.partition("\n")[0])
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _schema(value: dict[str, Any]) -> str:
    schema = value.get("schema")
    return schema if isinstance(schema, str) else ""


def _check_schema(value: dict[str, Any], name: str) -> None:
    schema = _schema(value)
    if schema == SCHEMA:
        return
    if schema.partition("/")[0] != _FORMAT:
        raise _other(schema, name)
    tool = value.get("tool")
    version = tool.get("version") if isinstance(tool, dict) else None
    by = f"mtqa {one_line(version, 60)}" if isinstance(version, str) else "mtqa of another version"
    raise UsageError(
        f"{name}: the decisions were written by {by} as {one_line(schema, 60)}, and mtqa {__version__} reads "
        f"{SCHEMA}; use that version, or make the report anew and decide in that"
    )


def _other(schema: str, name: str) -> UsageError:
    """Return the error for a file of another kind."""
    form = schema.partition("/")[0]
    if form in _REPORTS:
        return UsageError(
            f"{name}: this is a report, and no decisions; decide in the HTML report, export, and name that file"
        )
    if form == "mtqa-baseline":
        return UsageError(f"{name}: this is a baseline, and no decisions; name it with --baseline")
    says = f"its schema is '{one_line(schema, 60)}'" if schema else "it names no schema"
    return UsageError(f"{name}: these are no decisions: {says}, not '{SCHEMA}'; {_EXPORT}")


def _entry(value: object) -> Decided:
    if not isinstance(value, dict):
        raise ValueError("is no JSON object")  # noqa: TRY004 - told with all that may be wrong with an entry
    _check(value)
    if value["rule"] in DOCUMENT_RULES and not value.get("sketch"):
        raise ValueError("has no 'sketch', by which a document is known")
    try:
        real = b"\0" not in os.fsencode(value["path"])
    except UnicodeEncodeError:
        real = False
    if not real:
        raise ValueError("has a 'path' that no file can have")
    value["sketch"] = tuple(value.get("sketch", ()))
    value["decision"] = Decision(value["decision"])
    return Decided(**value)


def _check(value: dict[str, Any]) -> None:
    check_keys(value, _KEYS, _REQUIRED)
    for name, each in value.items():
        if name != "text" and isinstance(each, str | list) and len(each) > _LONGEST:
            raise ValueError(f"has a '{name}' that is longer than {_LONGEST:,}")


def _named(entry: object) -> str:
    """Name an entry by its file and rule, where it has them."""
    if not isinstance(entry, dict):
        return ""
    given: Iterable[object] = (entry.get("path"), entry.get("rule"))
    names = [one_line(each, 100) for each in given if isinstance(each, str) and each.strip()]
    return f" ({', '.join(names)})" if names else ""
