"""Reads the JSON Lines of an earlier run, so that a run can go on from there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mtqa.entry import Entry
from mtqa.errors import UsageError
from mtqa.report.restoring import MALFORMED, restored_document
from mtqa.report.writing import refusal
from mtqa.result import SkippedFile

HEADER, SUMMARY = "header", "summary"
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
            except MALFORMED:
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
    result = SkippedFile(line["path"], line["reason"]) if line["type"] == "skipped" else restored_document(line)
    return Entry(result, line["number"], line["source"])
