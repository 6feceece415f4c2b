"""Paths to files: walks folders in a fixed order and honours ignore files, hidden files and links."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.config import Settings
from mtqa.coverage import EXCLUDED
from mtqa.errors import UsageError
from mtqa.readers.base import Found
from mtqa.readers.registry import known, listed_for
from mtqa.readers.tables.records import limit, too_large
from mtqa.result import SkippedFile

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

LEFT_OUT = f"{EXCLUDED}, by include, exclude or an ignore file"
IGNORE_FILES = (".gitignore", ".mtqaignore")


def discover(
    paths: Sequence[Path | str],
    settings: Settings,
    note: Callable[[str], None] = lambda _: None,
    unmatched: Callable[[str], None] | None = None,
) -> Iterator[Found | SkippedFile]:
    """Find the files to read, sorted within each folder with links last, each real file and folder once.

    A file named outright is always found, even if it is ignored, hidden or of an unknown format. In a folder,
    files that an ignore file or a setting leaves out are passed over silently, as their author wants; all others
    that can't be read are reported. With ``force_exclude`` files that are named are left out as if they were not.

    Args:
        paths: files and folders, in the order in which to read them.
        settings: ``include``, ``exclude``, ``hidden`` and ``max_size`` are used.
        note: is told in the end, in a line, of each glob in ``include`` and ``files`` that matched no file.
        unmatched: is told instead of those without which something is not checked as it should be: in ``include``, and
            in ``files`` where it says what fails.

    Yields:
        files to read, and files or folders that were skipped with the reason.

    Raises:
        UsageError: a path does not exist, or a pattern is malformed; before anything is yielded.
    """
    starts = [Path(path) for path in paths]
    for path in starts:
        if not os.path.lexists(path):
            raise UsageError(f"{path}: no such file or folder")
    walk = _Walk(settings)
    return walk.all(starts, note, unmatched or note)


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of one folder's ignore files."""

    base: str
    spec: GitIgnoreSpec

    def verdict(self, path: str, *, folder: bool) -> bool | None:
        """Return whether ``path`` is ignored, or None where no pattern matches."""
        relative = Path(os.path.relpath(path, self.base)).as_posix()
        return self.spec.check_file(relative + "/" * folder).include


class _Walk:
    """A walk over all the paths of one call."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._include = _compile(settings.include, "include") if settings.include else None
        self._exclude = _compile(settings.exclude, "exclude") if settings.exclude else None
        self._seen: set[str] = set()
        self._unmatched = {glob: _compile((glob,), "include") for glob in settings.include}
        self._unused = {override: override.globs for override in settings.files}

    def all(
        self, starts: Sequence[Path], note: Callable[[str], None], unmatched: Callable[[str], None]
    ) -> Iterator[Found | SkippedFile]:
        for path in starts:
            for item in self.start(path):
                if isinstance(item, Found) and self._unused:
                    self._unused = {o: g for o, g in self._unused.items() if not o.matches(item.path)}
                yield item
        folders = [path.absolute() for path in starts if path.is_dir()]
        whole = any(Path.cwd().is_relative_to(folder) for folder in folders)  # else it may match files elsewhere
        for glob in self._unmatched if folders else ():
            (unmatched if whole else note)(f"the pattern '{glob}' in include matches no file")
        for override, globs in self._unused.items():
            if any(Path(override.root).absolute().is_relative_to(folder) for folder in folders):
                tell = unmatched if override.sets_policy else note
                tell(f"[[files]] with {', '.join(map(repr, globs))} matches no file, so its settings are not used")

    def start(self, path: Path) -> Iterator[Found | SkippedFile]:
        if path.is_dir():
            real = os.path.realpath(path)
            if real not in self._seen:
                yield from self._folder(path, path, real, _parent_rules(real))
        elif self._settings.force_exclude and self._left_out_of_folder(path):
            yield SkippedFile(_shown(path), LEFT_OUT)
        elif self._is_new(path):
            yield self._sized(Found(path, _shown(path), named=True))

    def _left_out_of_folder(self, path: Path) -> bool:
        """Tell whether a file that is named would be left out by a walk over the current folder, or its own."""
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - "a/../b" is b here
        top = Path.cwd() if whole.is_relative_to(Path.cwd()) else whole.parent
        relative = whole.relative_to(top)
        rules = _parent_rules(os.path.realpath(top))
        for part in (*reversed(relative.parents[:-1]), relative):
            above = top / part.parent
            rules = (*rules, *_own_rules(above, os.path.realpath(above)))
            inside = os.path.join(os.path.realpath(above), part.name)  # noqa: PTH118  (Path normalises)
            if self._left_out(Path(), part, inside, rules, folder=part != relative):
                return True
        return False

    def _folder(self, top: Path, folder: Path, real: str, rules: tuple[_Rules, ...]) -> Iterator[Found | SkippedFile]:
        """Walk a folder with a stack of its own, since folders may be nested deeper than calls may be."""
        stack = [(folder, real, rules)]
        while stack:
            folder, real, rules = stack.pop()
            if real in self._seen:
                if folder.is_symlink():
                    yield SkippedFile(_shown(folder), "symbolic link to a folder that is read already")
                continue
            self._seen.add(real)
            try:
                # Links come last, so that what they point to is read under its own name.
                entries = sorted(os.scandir(folder), key=lambda entry: (entry.is_symlink(), entry.name))
            except OSError as error:
                yield SkippedFile(_shown(folder), f"folder can't be opened: {error.strerror}")
                continue
            rules = (*rules, *_own_rules(folder, real))
            folders: list[tuple[Path, str, tuple[_Rules, ...]]] = []
            for entry in entries:
                path = folder / entry.name
                inside = os.path.join(real, entry.name)  # noqa: PTH118  (Path normalises, and is slower)
                if self._left_out(top, path, inside, rules, folder=entry.is_dir()):
                    continue
                if entry.is_dir():
                    folders.append((path, os.path.realpath(path) if entry.is_symlink() else inside, rules))
                else:
                    yield from self._file(path)
            stack += reversed(folders)

    def _left_out(self, top: Path, path: Path, inside: str, rules: tuple[_Rules, ...], *, folder: bool) -> bool:
        """Tell whether the author or the user wants the entry left out."""
        name = path.name
        if name == ".git" or (name.startswith(".") and not self._settings.hidden):
            return True
        shown, relative = path.as_posix(), path.relative_to(top).as_posix()
        slash = "/" * folder
        if self._exclude is not None:
            verdicts = (self._exclude.check_file(p + slash).include for p in (shown, relative))
            if next((v for v in verdicts if v is not None), False):
                return True
        if not folder and self._include is not None:
            verdicts = (self._include.check_file(p).include for p in (shown, relative))
            if not any(verdicts):
                return True
            self._match(shown, relative)
        found = (r.verdict(inside, folder=folder) for r in reversed(rules))
        return next((v for v in found if v is not None), False)

    def _match(self, *places: str) -> None:
        """Forget the patterns that match a file: those that are left matched none."""
        if self._unmatched:
            self._unmatched = {
                glob: spec for glob, spec in self._unmatched.items() if not any(map(spec.match_file, places))
            }

    def _file(self, path: Path) -> Iterator[Found | SkippedFile]:
        if path.is_symlink() and not path.exists():
            yield SkippedFile(_shown(path), "broken symbolic link")
        elif not path.is_file():
            yield SkippedFile(_shown(path), "not a regular file")
        elif known(path.name) is None and not self._settings.at(path).reader:
            kind = f"{path.suffix.lower()} files" if path.suffix else "files without a suffix"
            yield SkippedFile(_shown(path), f"no reader for {kind}")
        elif self._is_new(path):
            yield self._sized(Found(path, _shown(path)))
        elif path.is_symlink():
            yield SkippedFile(_shown(path), "symbolic link to a file that is read already")

    def _is_new(self, path: Path) -> bool:
        real = os.path.realpath(path)
        if real in self._seen:
            return False
        self._seen.add(real)
        return True

    def _sized(self, found: Found) -> Found | SkippedFile:
        try:
            size = found.path.stat().st_size
        except OSError as error:
            return SkippedFile(found.shown, f"can't be opened: {error.strerror}")
        listed = listed_for(found.shown, self._settings.at(found.path).reader)
        if size > limit(self._settings) and not listed.streams:
            return SkippedFile(found.shown, too_large("", size, self._settings))
        return found


def _shown(path: Path) -> str:
    """Return the path with forward slashes; bytes of its name that are no text become U+FFFD."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _compile(patterns: Sequence[str], setting: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  (slow to import)

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise UsageError(f"{setting}: not a pattern in .gitignore syntax: {error}") from None


def _own_rules(folder: Path, real: str) -> tuple[_Rules, ...]:
    """Return the rules of a folder's ignore files; mtqa's own comes last and so may take back git's."""
    lines: list[str] = []
    for name in IGNORE_FILES:
        try:
            lines += (folder / name).read_text("utf-8", "replace").removeprefix("\ufeff").splitlines()
        except OSError:
            continue
    if not lines:
        return ()
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  (slow to import)

    try:
        return (_Rules(real, GitIgnoreSpec.from_lines(lines)),)
    except ValueError as error:
        raise UsageError(f"{folder}: an ignore file has a malformed pattern: {error}") from None


def _parent_rules(real: str) -> tuple[_Rules, ...]:
    """Return the rules above a folder, from its git root down; none where they ignore the folder itself.

    Who names an ignored folder wants it read, and patterns match all that lies below what they ignore.
    """
    folder = Path(real)
    root = next((f for f in (folder, *folder.parents) if (f / ".git").exists()), folder)
    if root == folder:
        return ()
    between = [f for f in reversed(folder.parents) if f == root or root in f.parents]
    rules: tuple[_Rules, ...] = ()
    for upper, lower in zip(between, [*between[1:], folder], strict=True):
        rules = (*rules, *_own_rules(upper, str(upper)))
        verdicts = (r.verdict(str(lower), folder=True) for r in reversed(rules))
        if next((v for v in verdicts if v is not None), False):
            return ()
    return rules
