"""What a reader of a report must mind: warnings about coverage, and what readers noted about single files."""

from __future__ import annotations

from mtqa.coverage import MUCH, Coverage
from mtqa.document import Document

_MOST = 50
_UTF8 = frozenset(("utf-8", "utf_8", "ascii", "utf-8-sig"))
_PATTERNS_NAMED = 3


class Remarks:
    """Collects what is to be said about files, each line once, in constant memory."""

    def __init__(self) -> None:
        self._lines: dict[str, None] = {}
        self._more = 0

    def add(self, document: Document) -> None:
        """Note what a reader noted, and an encoding other than UTF-8."""
        encoding = document.encoding
        own = () if encoding.lower() in _UTF8 else (f"{document.path} is not UTF-8; it was read as {encoding}",)
        for line in (*own, *(f"{document.path}: {note}" for note in document.notes)):
            if line in self._lines:
                continue
            if len(self._lines) < _MOST:
                self._lines[line] = None
            else:
                self._more += 1

    def lines(self) -> tuple[str, ...]:
        """Return the remarks, and how many were left out."""
        return (*self._lines, *([f"and {self._more:,} more remarks on files"] if self._more else []))


def warnings(coverage: Coverage) -> tuple[str, ...]:
    """Say where so much of the prose was masked that the run says little."""
    if coverage.share_masked <= MUCH:
        return ()
    by_prose = sorted(coverage.masked, key=lambda masked: (-masked.prose, masked.pattern))
    named = ", ".join(f"{masked.pattern} ({masked.prose:,})" for masked in by_prose[:_PATTERNS_NAMED] if masked.prose)
    share, count = f"{coverage.share_masked:.0%}", f"{coverage.prose_masked:,}"
    return (f"{share} of what looks like prose was masked and not checked, {count} characters: {named}",)
