"""The file of decisions while it is served: read and replaced as a whole, and never over what somebody else wrote."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import NamedTuple

from mtqa.errors import OutputError, UsageError
from mtqa.report.writing import prepare, write_text
from mtqa.reviewing.decisions import Decisions, dump_empty, parse, read_bytes


class ConflictError(Exception):
    """The file is not what it was when it was read."""


class Held(NamedTuple):
    """What a file holds: its bytes, the decisions in them, and a tag that is equal where the bytes are."""

    data: bytes
    decisions: Decisions
    tag: str


class Holder:
    """Holds the file of decisions about one report.

    Args:
        path: the file; it need not be there.
        report: the report: 16 hexadecimal digits.

    Raises:
        UsageError: the file is there and holds something else, or decisions about another report.
        OutputError: it can't be written.
    """

    def __init__(self, path: Path, report: str) -> None:
        self.path = path
        self._report = report
        self._lock = threading.Lock()
        self.read()
        prepare(path)

    def read(self) -> Held:
        """Read the file; where there is none, nothing is decided.

        Raises:
            UsageError: it holds something else than decisions about the report.
        """
        with self._lock:
            return self._read()

    def replace(self, data: bytes, tag: str) -> str:
        """Replace the file, whole or not at all, and return its new tag.

        Args:
            data: what it is to hold.
            tag: that of what it held when it was last read.

        Raises:
            UsageError: the data are no decisions about the report.
            ConflictError: the file was changed since.
            OutputError: it can't be written.
        """
        if parse(data, "the decisions").report != self._report:
            raise UsageError(f"the decisions are about another report; those about {self._report} are kept here")
        with self._lock:
            if tag != self._tag():
                raise ConflictError
            write_text(self.path, (data.decode("utf-8"),))
            return _tag(data)

    def _tag(self) -> str:
        return _tag(read_bytes(self.path) if self.path.exists() else b"")

    def _read(self) -> Held:
        if not self.path.exists():
            return Held(dump_empty(self._report), Decisions(self._report), _tag(b""))
        if not self.path.is_file():
            raise OutputError(f"{self.path}: can't be written: it is no ordinary file; name another with --decisions")
        data = read_bytes(self.path)
        decisions = parse(data, str(self.path))
        if decisions.report != self._report:
            raise UsageError(
                f"{self.path}: these decisions are about another report (this is {self._report}); "
                "name another file with --decisions"
            )
        return Held(data, decisions, _tag(data))


def _tag(data: bytes) -> str:
    """Return a tag as HTTP has it, in quotation marks."""
    return f'"{hashlib.sha256(data).hexdigest()[:32]}"'
