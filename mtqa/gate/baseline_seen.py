"""What a run finds that is made to write a baseline."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.coverage import CRASHED, EXPECTED, SkippedFile
from mtqa.entry import Entry
from mtqa.result import DocumentResult, Report, Signature


class Seen:
    """Takes what a run finds.

    Attributes:
        documents: those with alerts.
        unread: the files, or records, that could not be read, each with the reason.
        signature: the run's.
        crashed: whether the program itself failed at a file.
    """

    def __init__(self) -> None:
        self.documents: list[DocumentResult] = []
        self.unread: dict[str, str] = {}
        self.signature = ""
        self.crashed = False
        self._begun: set[str] = set()

    @property
    def looked_at(self) -> set[str]:
        """The files that were read, also if nothing in them was to be judged."""
        return self._begun - self.unread.keys()

    def begin(self, signature: Signature) -> Iterator[Entry]:  # noqa: ARG002 - the protocol's signature
        """Tell that there was no earlier run."""
        return iter(())

    def add(self, entry: Entry) -> None:
        """Take what became of the next document or file."""
        found = entry.result
        if not isinstance(found, SkippedFile):
            if found.alerts:
                self.documents.append(found)
        elif (not entry.source and not found.reason.startswith(EXPECTED)) or found.reason.startswith(CRASHED):
            self.unread[found.path] = found.reason

    def end(self, report: Report) -> None:
        """Take what is known of the whole run."""
        self.signature = str(report.signature)
        self.crashed = bool(report.coverage.files_crashed)

    def begin_file(self, path: str) -> None:
        """Note the file that a run has come to; empty for none."""
        if path:
            self._begun.add(path)
