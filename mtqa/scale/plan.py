"""What is to be read, in groups of files that are cut into the same partitions in every run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.config import Settings
from mtqa.coverage import EXCLUDED
from mtqa.errors import UsageError
from mtqa.items import STDIN, list_files
from mtqa.readers import Found
from mtqa.readers.registry import known, listed_as, listed_for
from mtqa.readers.tables.records import limit, too_large
from mtqa.result import SkippedFile
from mtqa.scale.places import Entry, Place

GROUP_BYTES = 8 << 20
"""Files are put together into groups of that size; a larger one is a group of its own."""
GROUP_FILES = 2_000
SCORED_LEAST, SCORED_MOST = 12_000, 500_000
"""Characters of a partition whose sentences the language model scores: some 100 sentences, and some 4,000."""
RULED_LEAST, RULED_MOST = 250_000, 4_000_000
"""Characters of a partition that rules alone judge."""
_SHARE = 32
"""Partitions that each worker should get at least, so that all of them end at about the same time."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: its path in the terms of its filesystem, as users see it, its size, when it was changed."""

    path: str
    shown: str
    size: int
    changed: str


@dataclass(frozen=True, slots=True)
class Group:
    """Files that one task reads, one after the other; ``format`` is theirs if it is one of records, else empty."""

    number: int
    format: str
    files: tuple[File, ...]

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def digest(self) -> str:
        """A hash of names, sizes and times, which tells whether the files are still the same."""
        named = repr([(file.shown, file.size, file.changed) for file in self.files])
        return hashlib.blake2b(named.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is to be read, and what is skipped before it is opened."""

    source: Place
    groups: tuple[Group, ...]
    skipped: tuple[SkippedFile, ...]

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(group.size for group in self.groups)

    @property
    def files(self) -> int:
        """How many files there are to read."""
        return sum(len(group.files) for group in self.groups)

    def partition(self, workers: int, *, scored: bool) -> int:
        """Return how many characters a partition should have: less of a small input, so that all workers get some."""
        least, most = (SCORED_LEAST, SCORED_MOST) if scored else (RULED_LEAST, RULED_MOST)
        return min(max(self.size // (workers * _SHARE), least), most)


def plan(name: str, settings: Settings, output: Place) -> Plan:
    """Find the files of an input: a file, a folder, or a URI of one.

    Args:
        name: the input, as the user named it.
        settings: ``include``, ``exclude``, ``hidden``, ``max_size`` and ``reader`` are used, as by ``mtqa check``.
        output: what is written there is not content.

    Raises:
        UsageError: there is no such file or folder, or nothing in it that can be read.
    """
    if name == STDIN:
        raise UsageError("standard input can't be read by several workers; name a file or a folder")
    source = Place.of(name)
    found = list(_here(source, settings, output) if source.local else _elsewhere(source, settings))
    files = [(each, name) for each, name in found if isinstance(each, File)]
    skipped = tuple(each for each, _ in found if isinstance(each, SkippedFile))
    if not files:
        more = f" ({skipped[0].path}: {skipped[0].reason})" if skipped else ""
        raise UsageError(f"{name}: nothing to read in it{more}; name files of a known format, or a folder with some")
    return Plan(source, tuple(_grouped(files)), skipped)


def _here(source: Place, settings: Settings, output: Place) -> Iterator[tuple[File | SkippedFile, str]]:
    """Yield the files of this machine as ``mtqa check`` finds them."""
    own = os.path.realpath(output.path) + os.sep if output.local else None

    def leaves_out(path: Path) -> bool:
        return own is not None and os.path.realpath(path).startswith(own)

    named = source.shown if "://" not in source.shown else source.path
    for each in list_files([named], settings, "txt", leaves_out):
        if isinstance(each, SkippedFile):
            yield each, ""
        elif each is not None:
            entry = Place(source.filesystem, str(each.path.absolute()), each.shown).entry()
            yield File(entry.path, each.shown, entry.size, entry.changed), _format(each.shown, each.path, settings)


def _elsewhere(source: Place, settings: Settings) -> Iterator[tuple[File | SkippedFile, str]]:
    """Yield the files of another filesystem; ignore files are not looked for there."""
    kind = source.kind()
    if not kind:
        raise UsageError(f"{source.shown}: no such file or folder")
    entries = source.entries(deep=True) if kind == "folder" else [source.entry()]
    for entry in entries:
        inside = entry.path.removeprefix(source.path).lstrip("/")
        shown = f"{source.shown.rstrip('/')}/{inside}" if inside else source.shown
        why = _left_out(inside, settings) if inside else ""
        why = why or _unfit(entry, shown, settings, named=not inside)
        if why:
            yield SkippedFile(shown, why), ""
        else:
            yield File(entry.path, shown, entry.size, entry.changed), _format(shown, Path(shown), settings)


def _left_out(inside: str, settings: Settings) -> str:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only for remote folders

    hidden = any(part.startswith((".", "_")) for part in inside.split("/"))
    excluded = bool(settings.exclude) and GitIgnoreSpec.from_lines(settings.exclude).match_file(inside)
    included = not settings.include or GitIgnoreSpec.from_lines(settings.include).match_file(inside)
    return EXCLUDED if (hidden and not settings.hidden) or excluded or not included else ""


def _unfit(entry: Entry, shown: str, settings: Settings, *, named: bool) -> str:
    listed = known(shown)
    if listed is None and not named and not settings.reader:
        return f"no reader for {Path(shown).suffix or 'files without a suffix'}"
    streams = (listed_as(settings.reader) if settings.reader else listed_for(shown)).streams
    return "" if streams or entry.size <= limit(settings) else too_large("", entry.size, settings)


def _format(shown: str, path: Path, settings: Settings) -> str:
    """Return a file's format where records of it can be written again as they stand; all others go together."""
    name = listed_for(shown, settings.at(path).reader).format
    return name if name in ("jsonl", "parquet") else ""


def _grouped(files: Sequence[tuple[File, str]]) -> Iterator[Group]:
    """Put consecutive files together that can be written again alike."""
    number, size = 0, 0
    group: list[File] = []
    before = ""
    for file, format in files:  # noqa: A001 - as documents call it
        full = size + file.size > GROUP_BYTES or len(group) >= GROUP_FILES
        if group and (full or format != before):
            yield Group(number, before, tuple(group))
            number, group, size = number + 1, [], 0
        group.append(file)
        size, before = size + file.size, format
    yield Group(number, before, tuple(group))


def found(file: File) -> Found:
    """Return a file as readers take it."""
    return Found(Path(file.path), file.shown)
