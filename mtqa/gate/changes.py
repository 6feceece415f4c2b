"""What was changed since a revision of git: sentences that were not don't count.

A sentence was changed where any part of a line that it stands in was, or where lines were deleted between two of its
lines. Files that git does not know can't be compared, so all of them counts.
"""

from __future__ import annotations

import dataclasses
import mmap
import os
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path

from mtqa.alert import Alert, State
from mtqa.document import Document, Span
from mtqa.gate.git import NONE, WHOLE, Edits, Repository
from mtqa.readers import is_text
from mtqa.result import DocumentResult, Verdict

_NAMED = 3
_LONE_CR = re.compile(rb"\r(?!\n)")


class Changes:
    """Tells which files, and which sentences of them, were changed since a revision."""

    def __init__(self, folder: Path, edits: Mapping[str, Edits], known: frozenset[str]) -> None:
        """Take over what git said, by the names that `_key` makes."""
        self._folder = folder
        self._edits = edits
        self._known = known
        self._found: dict[str, Edits] = {}
        self._folders: dict[Path, tuple[str, bool]] = {}
        self._lone: dict[str, bool] = {}
        self._unknown: dict[str, None] = {}

    @classmethod
    def since(cls, ref: str, folder: Path) -> Changes:
        """Compare the working tree with the newest commit that a revision and HEAD have in common.

        Whatever differs counts: what was committed since, what is staged, what is not, and files that are new to git
        and not ignored.

        Args:
            ref: the revision.
            folder: the current folder, which paths are relative to.

        Raises:
            UsageError: git is missing or refuses, the folder is in no working tree, or there is no such revision, or
                nothing that it and HEAD have in common, which in a shallow clone may only be missing.
        """
        repository = Repository(folder, f"--diff {ref!r}")
        base = repository.base(ref)
        tracked, new = repository.listing()
        root = os.fsencode(repository.root)
        edits: dict[str, Edits] = {}
        for name, found in (*repository.edits(base).items(), *((name, WHOLE) for name in new)):
            key = _key(os.path.join(root, name))  # noqa: PTH118  (a path is no bytes)
            edits[key] = WHOLE if key in edits else found
        known = frozenset(_key(os.path.join(root, name)) for name in (*tracked, *new))  # noqa: PTH118  (the same)
        return cls(folder, edits, known)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the report should know: which files could not be compared so far, a line."""
        if not self._unknown:
            return ()
        names = ", ".join([*self._unknown][:_NAMED])
        rest = len(self._unknown) - _NAMED
        more = f" and {rest:,} more" if rest > 0 else ""
        return (f"git does not know these files, so all of their text counts as changed: {names}{more}",)

    def changed(self, path: str | Path) -> bool:
        """Tell whether anything in a file was changed; one that was only renamed was not."""
        return self._of(path).any

    def touched(self, document: Document, result: DocumentResult) -> frozenset[int]:
        """Return the indices of the judged sentences that were changed."""
        touch = self._touching(document)
        judged = (i for i, sentence in enumerate(result.sentences) if sentence.verdict is not Verdict.SKIPPED)
        return frozenset(i for i in judged if touch.touches(result.sentences[i].span))

    def apply(self, document: Document, result: DocumentResult) -> DocumentResult:
        """Return a judged document in which alerts about what was not changed don't count.

        The verdict on a document counts where any of its judged sentences was changed.
        """
        if not result.alerts:
            return result
        touch = self._touching(document)
        touched = self.touched(document, result)

        def applied(alert: Alert) -> Alert:
            if alert.sentence is not None:
                counts = alert.sentence in touched
            else:
                counts = bool(touched) if alert.span is None else touch.touches(alert.span)
            if counts or alert.state is not State.NEW:
                return alert
            return dataclasses.replace(alert, state=State.UNCHANGED)

        return dataclasses.replace(result, alerts=tuple(map(applied, result.alerts)))

    def _touching(self, document: Document) -> _Touching:
        edits = self._of(document.path)
        if edits.any and not self._by_lines(document):
            edits = WHOLE
        return _Touching(document, edits)

    def _by_lines(self, document: Document) -> bool:
        """Tell whether the lines that git counts can be found in a document."""
        if document.row is not None or not is_text(document.format) or document.path.lower().endswith(".gz"):
            return False
        # Records come with their line's number, for which a lone CR ends a line too; not so for git.
        return not document.offset or not self._has_lone_cr(document.path)

    def _has_lone_cr(self, path: str) -> bool:
        if path not in self._lone:
            self._lone[path] = _has_lone_cr(self._folder / path)
        return self._lone[path]

    def _of(self, path: str | Path) -> Edits:
        """Return what of a file was changed."""
        shown = _shown(path)
        if shown not in self._found:
            self._found[shown] = self._look_up(self._folder / path, shown)
        return self._found[shown]

    def _look_up(self, path: Path, shown: str) -> Edits:
        real, moved = self._real(path.parent)
        key = _key(f"{real}{os.sep}{path.name}")
        if path.is_symlink():
            moved = moved or key in self._edits
            real = os.path.realpath(path)
            key = _key(real)
        if moved:
            return WHOLE
        if key in self._known:
            return self._edits.get(key, NONE)
        # What lies in a repository inside of this one is known by that one's folder alone.
        above = next((each for each in map(_key, Path(real, path.name).parents) if each in self._known), None)
        if above is not None:
            return WHOLE if above in self._edits else NONE
        self._unknown[shown] = None
        return WHOLE

    def _real(self, folder: Path) -> tuple[str, bool]:
        """Return where a folder really lies, and whether a link on the way there points elsewhere now."""
        if folder not in self._folders:
            lexical = Path(os.path.abspath(folder))  # noqa: PTH100  (links are looked at one by one)
            links = (link for link in (lexical, *lexical.parents) if link.is_symlink())
            moved = any(_key(f"{os.path.realpath(link.parent)}{os.sep}{link.name}") in self._edits for link in links)
            self._folders[folder] = os.path.realpath(folder), moved
        return self._folders[folder]


class _Touching:
    """Finds out whether spans of a document touch what was changed; only LF ends a line, as git has it."""

    def __init__(self, document: Document, edits: Edits) -> None:
        self._edits = edits
        self._offset = document.offset
        self._first = document.line
        by_lines = edits.any and not edits.whole
        self._ends = [match.start() for match in re.finditer("\n", document.source)] if by_lines else []

    def touches(self, span: Span) -> bool:
        """Tell whether a span touches a line that was changed, or a place where lines were deleted."""
        if self._edits.whole or not self._edits.any:
            return self._edits.whole
        return self._edits.touch(self._line(span.start), self._line(max(span.end - 1, span.start)))

    def _line(self, offset: int) -> int:
        return self._first + bisect_left(self._ends, offset - self._offset)


def _has_lone_cr(path: Path) -> bool:
    """Tell whether a file has a CR without an LF; one that can't be read may have."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
            return _LONE_CR.search(text) is not None
    except (OSError, ValueError):
        return True


def _shown(path: str | bytes | Path) -> str:
    """Return a path as reports show it; bytes of its name that are no text become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _key(path: str | bytes | Path) -> str:
    """Return what a file is known by: reports, git and the system spell names differently."""
    return unicodedata.normalize("NFC", os.path.normcase(_shown(path).replace(os.sep, "/")))
