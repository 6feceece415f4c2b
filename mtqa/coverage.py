"""What was looked at and what was not: files, units, characters, masks; a silent pass must be impossible."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass

from mtqa.document import Document

ANOTHER_LANGUAGE = "in another language"
EXCLUDED = "left out as asked"
EXPECTED = ("no reader for ", ANOTHER_LANGUAGE, EXCLUDED)
"""Begin the reasons of files that nobody expects to be read: of no known format, in another language, left out."""
CRASHED = "internal error: "
"""Begins the reasons of files at which the program itself failed."""
EMPTY = "empty"
"""The reason of a file that holds nothing."""
MUCH = 0.4
"""The share of prose from which on masks are worth a warning."""
_PATTERNS = 200
"""Patterns and reasons that are told apart."""
_OTHER = "other patterns"
_PROSE = re.compile(r"(?:[A-Za-z][a-z’'-]*[,;:.!?]?[\"”)]?[ \t]+){5,}[A-Za-z][\w’'-]*[.!?,;:]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file, or a record of one, that was not checked, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Masked:
    """What a pattern kept from being read: characters, and those of them that look like prose."""

    pattern: str
    characters: int
    prose: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Units of a format, such as untranslated messages, that were passed over."""

    reason: str
    units: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at and what was not.

    Attributes:
        files_seen: files that were found.
        files_checked: files of which something was judged.
        files_skipped: files and records that were not, with the reason.
        files_failed: those that were found, of a format that is known, and of which nothing was judged.
        segments: blocks of text that were read.
        characters_seen: characters of the files, markup included.
        characters_read: characters of prose in them.
        characters_scored: characters of the sentences that were judged.
        masked: what patterns kept from being read, most first.
        omitted: units that were passed over, most first.
        files_crashed: those of the failed at which the program itself failed; a run with any never passes.
    """

    files_seen: int = 0
    files_checked: int = 0
    files_skipped: tuple[SkippedFile, ...] = ()
    characters_read: int = 0
    characters_scored: int = 0
    files_failed: int = 0
    segments: int = 0
    characters_seen: int = 0
    masked: tuple[Masked, ...] = ()
    omitted: tuple[LeftOut, ...] = ()
    files_crashed: tuple[str, ...] = ()

    @property
    def prose_masked(self) -> int:
        """Characters that look like prose and that a pattern kept from being read."""
        return sum(masked.prose for masked in self.masked)

    @property
    def share_masked(self) -> float:
        """The share of all prose that patterns kept from being read."""
        prose = self.characters_read + self.prose_masked
        return self.prose_masked / prose if prose else 0.0

    @property
    def share(self) -> float:
        """The share that was judged: of prose, or of files of a known format, whichever is less."""
        prose = self.characters_read + self.prose_masked
        files = self.files_checked + self.files_failed
        return min(
            min(self.characters_scored / prose, 1.0) if prose else 0.0, self.files_checked / files if files else 0.0
        )


class CoverageCount:
    """Counts what is looked at, document by document, in constant memory."""

    def __init__(self) -> None:
        self.segments = self.seen = self.read = self.scored = 0
        self._source = ""
        self._masked: Counter[str] = Counter()
        self._prose: Counter[str] = Counter()
        self._omitted: Counter[str] = Counter()

    def add(self, document: Document) -> None:
        """Count a document that was read."""
        self.segments += len(document.segments)
        if document.source is not self._source:  # the records of one file may share it
            self.seen += len(document.source)
            self._source = document.source
        self.read += sum(weight(segment.text) for segment in document.segments)
        for start, end, pattern in document.masks:
            name = pattern if pattern in self._masked or len(self._masked) < _PATTERNS else _OTHER
            self._masked[name] += end - start
            self._prose[name] += prose_in(document.source[start - document.offset : end - document.offset])
        for reason, units in document.omitted:
            name = reason if reason in self._omitted or len(self._omitted) < _PATTERNS else _OTHER
            self._omitted[name] += units

    def masked(self) -> tuple[Masked, ...]:
        """Return what patterns masked, most first."""
        ranked = sorted(self._masked.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Masked(name, characters, self._prose[name]) for name, characters in ranked)

    def omitted(self) -> tuple[LeftOut, ...]:
        """Return which units were passed over, most first."""
        ranked = sorted(self._omitted.items(), key=lambda item: (-item[1], item[0]))
        return tuple(LeftOut(*item) for item in ranked)


def crashed(error: Exception) -> str:
    """Say that the program itself failed at a file; under MTQA_TRACEBACK, fail for good.

    Raises:
        Exception: the error, where whoever looks for its cause asked for it.
    """
    if os.environ.get("MTQA_TRACEBACK"):
        raise error
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    return f"{CRASHED}{what}; please report it with the output under MTQA_TRACEBACK=1"


def prose_in(text: str) -> int:
    """Count the characters of a text that look like prose: six plain words in a row or more."""
    return sum(weight(match[0]) for match in _PROSE.finditer(text))


def weight(text: str) -> int:
    """Count the characters of a text that are no spaces: those between sentences belong to none."""
    return len(text) - text.count(" ")
