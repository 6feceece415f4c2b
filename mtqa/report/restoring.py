"""Reads back what an earlier run wrote as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtqa.alert import Alert, By, Region, State
from mtqa.document import Kind, Place, Places, Span, Unit
from mtqa.entry import Entry
from mtqa.errors import UsageError
from mtqa.report.writing import refusal
from mtqa.result import DocumentResult, DocumentVerdict, Finding, SentenceResult, Severity, SkippedFile, Verdict

HEADER, SUMMARY = "header", "summary"
_LEAST = 1e-9
_ANEW = "run without --resume to replace it"


class Earlier:
    """The file of an earlier run. A last line that was not written to its end is none.

    Attributes:
        count: the entries that were read.
        end: the byte behind the last of them.
        finished: whether the run came to its end.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            UsageError: it is no file, but a folder or a pipe.
            OutputError: it can't be opened.
        """
        if not path.is_file():
            raise UsageError(f"--resume: {path} is no regular file, so nothing can be taken over from it")
        self._path = path
        self.count = 0
        self.end = 0
        self.finished = False
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise refusal(path, error) from None

    def fits(self, header: dict[str, Any]) -> bool:
        """Tell whether there is anything to take over; the file must then have been made by the very same call.

        Raises:
            UsageError: it was made by another, or is something else.
        """
        first = self._file.readline()
        if not first.endswith(b"\n"):
            if first and not b'{"type": "header"'.startswith(first[:17]):
                raise UsageError(f"--resume: {self._path} is no JSON Lines report of mtqa; name another file")
            self.close()
            return False
        found = _parsed(first)
        if found.get("type") != HEADER or found.get("schema") != header["schema"]:
            raise UsageError(f"--resume: {self._path} is no JSON Lines report of this version of mtqa; {_ANEW}")
        if found != header:
            raise UsageError(f"--resume: {self._path} was made with {_difference(found, header)}; {_ANEW}")
        self.end = len(first)
        return True

    def entries(self) -> Iterator[Entry]:
        """Yield what is there.

        Raises:
            UsageError: a line is damaged.
        """
        line = self._file.readline()
        while line.endswith(b"\n"):
            parsed = _parsed(line)
            if parsed.get("type") == SUMMARY:
                self.finished = parsed.get("interrupted") is False
                if self._file.readline():
                    raise UsageError(f"--resume: {self._path} goes on behind its last line; {_ANEW}")
                break
            try:
                entry = _entry(parsed)
            except (KeyError, TypeError, ValueError, AttributeError):
                raise UsageError(f"--resume: line {self.count + 2:,} of {self._path} is damaged; {_ANEW}") from None
            self.count += 1
            self.end += len(line)
            yield entry
            line = self._file.readline()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _parsed(line: bytes) -> dict[str, Any]:
    """Parse a line; one that is no JSON object has no fields."""
    try:
        parsed = json.loads(line)
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _difference(found: dict[str, Any], header: dict[str, Any]) -> str:
    """Say in what two headers differ."""
    if found.get("signature") != header["signature"]:
        return f"another version, model or set of rules ({found.get('signature')}, not {header['signature']})"
    if found.get("inputs") != header["inputs"]:
        return f"other inputs ({', '.join(map(str, found.get('inputs') or ['none']))})"
    settings = found.get("settings")
    before = settings if isinstance(settings, dict) else {}
    names = [name for name, value in header["settings"].items() if before.get(name) != value]
    return f"other settings ({', '.join(names) or 'of another version'})"


def _entry(line: dict[str, Any]) -> Entry:
    result = SkippedFile(line["path"], line["reason"]) if line["type"] == "skipped" else _document(line)
    return Entry(result, line["number"], line["source"])


def _document(line: dict[str, Any]) -> DocumentResult:
    low_high, passage = line["interval"], line["passage"]
    return DocumentResult(
        path=line["path"],
        id=line["id"],
        format=line["format"],
        language=line["language"],
        verdict=DocumentVerdict(line["verdict"]),
        probability=_uncertain(line["probability"]),
        interval=(_uncertain(low_high[0]), _uncertain(low_high[1])) if low_high else None,
        evidence=line["evidence"],
        fluency=line["fluency"],
        sentences=tuple(_sentence(sentence) for sentence in line["sentences"]),
        passage=(passage["first_line"], passage["last_line"]) if passage else None,
        changed=line["changed"],
        alerts=tuple(_alert(alert) for alert in line["alerts"]),
    )


def _uncertain(probability: Any) -> Any:
    """Take back that a probability was rounded to 0 or 1, which none is."""
    return None if probability is None else min(max(probability, _LEAST), 1 - _LEAST)


def _sentence(line: dict[str, Any]) -> SentenceResult:
    """Restore a sentence but for its token scores, which no count needs."""
    return SentenceResult(
        text=line["text"],
        kind=Kind(line["kind"]),
        span=Span(line["start"], line["end"]),
        line=line["line"],
        column=line["column"],
        verdict=Verdict(line["verdict"]),
        reason=line["reason"],
        model_reason=line["model_reason"],
        fluency=line["fluency"],
        evidence=line["evidence"],
        surprisal=line["surprisal"],
        findings=tuple(_finding(finding) for finding in line["findings"]),
        base=line["evidence_base"],
        places=_places(line),
    )


def _places(line: dict[str, Any]) -> Places:
    return tuple(Place(Unit(p["unit"]), p["name"], p["start"], p["end"], p["text_start"]) for p in line["places"])


def _alert(line: dict[str, Any]) -> Alert:
    region, place = line["region"], line["place"]
    return Alert(
        rule=line["rule"],
        severity=Severity(line["severity"]),
        message=line["message"],
        fingerprint=line["fingerprint"],
        occurrence=line["occurrence"],
        sentence=line["sentence"],
        span=None if line["start"] is None else Span(line["start"], line["end"]),
        region=region and Region(**region),
        place=place and Place(Unit(place["unit"]), place["name"], place["start"], place["end"]),
        suggestion=line["suggestion"],
        sketch=tuple(line["sketch"]),
        state=State(line["state"]),
        by=By(line["by"]),
        reason=line["reason"],
        moved=line["moved"],
    )


def _finding(line: dict[str, Any]) -> Finding:
    return Finding(
        rule=line["rule"],
        severity=Severity(line["severity"]),
        span=Span(line["start"], line["end"]),
        within=Span(line["text_start"], line["text_end"]),
        message=line["message"],
        suggestion=line["suggestion"],
    )
