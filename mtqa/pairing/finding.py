"""Finds what stands beside a document: its reference, its source, an older version."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa import readers
from mtqa.beside import Role, Unpaired
from mtqa.config import Settings
from mtqa.coverage import crashed
from mtqa.document import Document
from mtqa.entry import shown
from mtqa.errors import MtqaError, ReadError, UsageError
from mtqa.pairing.paths import Lookup
from mtqa.pairing.texts import keyed, units
from mtqa.result import SkippedFile

_NAMED = 3
"""How many of several files that fit equally well are named."""


@dataclass(slots=True)
class _File:
    """A counterpart's file: where it is, and whether it was asked for."""

    found: readers.Found
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    """The documents of the file that was read last, by their records' ids."""

    shown: str
    documents: dict[str | None, list[Document]]
    problem: str = ""


class Counterparts:
    """The files of one folder, or one file, that stand beside the content.

    A file is read when it is first asked for, and one file is kept at a time. Text may be in any language.

    Args:
        root: the folder or file.
        role: what its texts are to the content.
        content: the folders and files of the content, as the user named them.
        settings: how files are read.

    Raises:
        UsageError: the root does not exist, holds no file that can be read, or is a file while the content is a folder.
    """

    def __init__(self, root: str | Path, role: Role, content: Iterable[str | Path], settings: Settings) -> None:
        self.root = Path(root)
        self.role = role
        self._settings = settings.replace(include=(), exclude=(), force_exclude=False)
        self.content = [Path(each) for each in content]
        if not os.path.lexists(self.root):
            raise UsageError(f"{root}: no such file or folder, so there is no {role.value} to compare with")
        self._unpaired: list[Unpaired] = []
        self._files: dict[str, _File] = {}
        for item in readers.discover([self.root], self._settings):
            if isinstance(item, SkippedFile):
                self._unpaired.append(Unpaired(role, item.path, item.reason))
            else:
                self._files[self._relative(item.path)] = _File(item)
        if not self._files:
            raise UsageError(f"{root}: there is no file in it that can be read as a {role.value}; name another folder")
        if self.single and any(each.is_dir() for each in self.content):
            raise UsageError(f"{root} is a file, while the content is a folder: name a {role.value} folder")
        self._lookup = Lookup(self._files)
        self._held: _Held | None = None
        self._given: dict[tuple[str, str | None], int] = {}
        self.paired = 0

    @property
    def single(self) -> bool:
        """Whether the root is a file."""
        return not self.root.is_dir()

    def of(self, document: Document) -> Document | None:
        """Return the document that stands beside one of the content's, or None, which is remembered with the reason.

        Of several records with one id, the first belongs to the first, the second to the second.
        """
        file = self.file_of(document.path)
        if file is None:
            return None
        held = self._read(file)
        key = (file.shown, document.id)
        number = self._given.get(key, 0)
        self._given[key] = number + 1
        found = held.documents.get(document.id, [])
        if document.id is None or number < len(found):
            if len(found) > number:
                self.paired += 1
                self._unpaired += self._units_left(document, found[number])
                return found[number]
            why = held.problem or f"{file.shown} holds no text to lay beside it"
        else:
            why = held.problem or f"{file.shown} has no record '{document.id}'"
        self._miss(document, why)
        return None

    def with_origin(self, document: Document) -> Document:
        """Return a document with the one that it translates, where there is one.

        A localisation file that holds its own source is missed only where a file is there for it.
        """
        if any(segment.original for segment in document.segments) and not self.fits((document.path,)):
            return document
        origin = self.of(document)
        return document if origin is None else dataclasses.replace(document, origin=origin)

    def fits(self, paths: Iterable[str]) -> bool:
        """Tell whether any file of the content has one that stands beside it."""
        return self.single or any(self._lookup.find(self._below(path)) for path in paths)

    def file_of(self, path: str) -> readers.Found | None:
        """Return the file that stands beside a file of the content, by its path; None, and why, where there is none."""
        if self.single:
            [file] = self._files.values()
            file.wanted = True
            return file.found
        names = self._lookup.find(self._below(path))
        fitting = [name for name in names if not _same(self._files[name].found.path, path)]
        if len(fitting) == 1:
            file = self._files[fitting[0]]
            file.wanted = True
            return file.found
        why = f"there is no {self.role.value} for it in {self.root}"
        if fitting:
            shown = ", ".join(self._files[name].found.shown for name in fitting[:_NAMED])
            why = f"several files in {self.root} could be its {self.role.value} ({shown}): name the right one like it"
        self._unpaired.append(Unpaired(Role.CANDIDATE, path, why))
        return None

    def refused(self, document: Document, other: Document, why: str) -> Unpaired:
        """Take back that two documents belong together, since they can't be compared; return that in words."""
        self.paired -= 1
        return Unpaired(self.role, shown(other), f"not compared with {shown(document)}: {why}")

    def unpaired(self) -> tuple[Unpaired, ...]:
        """Return what has nothing beside it so far, on either side, and why; call it when all was asked for."""
        content = ", ".join(map(str, self.content))
        left = [
            Unpaired(self.role, file.found.shown, f"nothing in {content} belongs to it")
            for file in self._files.values()
            if not file.wanted
        ]
        return (*self._unpaired, *left, *self._records_left())

    def _records_left(self) -> Iterator[Unpaired]:
        """Yield the records, of the file that was read last, that nothing was laid beside."""
        if self._held is None:
            return
        for id_, documents in self._held.documents.items():
            given = self._given.get((self._held.shown, id_), 0)
            for document in documents[given:] if id_ is not None else ():
                yield Unpaired(self.role, shown(document), "the content has no such record")

    def _units_left(self, document: Document, other: Document) -> Iterator[Unpaired]:
        """Yield the units that only one of two localisation files has."""
        if not (keyed(document) and keyed(other)):
            return
        mine, theirs = units(document), units(other)
        for key in mine:
            if key not in theirs:
                yield Unpaired(Role.CANDIDATE, f"{shown(document)} ({key})", f"{shown(other)} has no such unit")
        for key in theirs:
            if key not in mine:
                yield Unpaired(self.role, f"{shown(other)} ({key})", f"{shown(document)} has no such unit")

    def _miss(self, document: Document, why: str) -> None:
        self._unpaired.append(Unpaired(Role.CANDIDATE, shown(document), why))

    def _below(self, path: str) -> str:
        """Return the path of a file of the content, relative to the folder that the user named."""
        whole = Path(path)
        for folder in self.content:
            if folder.is_dir() and whole.is_relative_to(folder):
                return whole.relative_to(folder).as_posix()
        return whole.name

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if self.root.is_dir() else path.name

    def _read(self, file: readers.Found) -> _Held:
        if self._held is None or self._held.shown != file.shown:
            if self._held is not None:
                self._unpaired += self._records_left()
            self._held = self._now(file)
        return self._held

    def _now(self, file: readers.Found) -> _Held:
        documents: dict[str | None, list[Document]] = {}
        problem = ""
        try:
            for item in readers.read_foreign(file, self._settings):
                if isinstance(item, Document):
                    documents.setdefault(item.id, []).append(item)
                else:
                    self._unpaired.append(Unpaired(self.role, item.path, item.reason))
        except ReadError as error:
            problem = f"{file.shown} {_can_not(str(error))}"
        except MtqaError:
            raise
        except Exception as error:  # noqa: BLE001 - readers meet whatever people and programs write
            problem = f"{file.shown}: {crashed(error)}"
        return _Held(file.shown, documents, problem)


def _can_not(reason: str) -> str:
    return reason if reason.startswith("can't") else f"can't be read: {reason}"


def _same(left: Path, right: str) -> bool:
    return os.path.realpath(left) == os.path.realpath(right)


def summary(unpaired: Sequence[Unpaired], most: int = _NAMED) -> str:
    """Say in a line what could not be paired: the first of it with paths and reasons, and how much more there is."""
    named = "; ".join(f"{each.path}: {each.why}" for each in unpaired[:most])
    return f"{named}; and {len(unpaired) - most} more" if len(unpaired) > most else named
