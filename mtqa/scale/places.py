"""Files and folders, here or on any filesystem that pyarrow or fsspec opens."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyarrow as pa
from pyarrow import fs

from mtqa.errors import OutputError, UsageError
from mtqa.report.writing import refusal

_TEMPORARY = ".tmp"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a folder: its path in the terms of its filesystem, its size in bytes, when it was changed."""

    path: str
    size: int
    changed: str


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder.

    Attributes:
        filesystem: where it is.
        path: its path as the filesystem writes it; absolute where that is this machine's own.
        shown: its path or URI as the user wrote it.
    """

    filesystem: fs.FileSystem
    path: str
    shown: str

    @classmethod
    def of(cls, name: str) -> Place:
        """Find the place that a path or a URI (``s3://``, ``gs://``, ``hdfs://``, ``zip://`` ...) names.

        Raises:
            UsageError: nothing opens such a URI, or what opens it is not installed.
        """
        if "://" not in name:
            return cls(fs.LocalFileSystem(), os.path.abspath(name), name)  # noqa: PTH100 - "a/../b" is b here
        try:
            found, path = fs.FileSystem.from_uri(name)
        except pa.ArrowInvalid:
            found, path = _by_fsspec(name)
        except (pa.ArrowException, OSError) as error:
            raise UsageError(f"{name}: can't be opened: {_line(error)}") from None
        return cls(found, path, name)

    @property
    def local(self) -> bool:
        """Whether it is on this machine, or looks as if it were."""
        return isinstance(self.filesystem, fs.LocalFileSystem)

    def child(self, name: str) -> Place:
        """Return the place of a name in this folder, such as ``documents/part-00000.parquet``."""
        return Place(self.filesystem, f"{self.path.rstrip('/')}/{name}", f"{self.shown.rstrip('/')}/{name}")

    def kind(self) -> str:
        """Return ``file``, ``folder`` or an empty string where there is nothing.

        Raises:
            UsageError: the filesystem can't be asked.
        """
        try:
            found = self.filesystem.get_file_info(self.path).type
        except (pa.ArrowException, OSError) as error:
            raise UsageError(f"{self.shown}: can't be opened: {_line(error)}") from None
        return {fs.FileType.File: "file", fs.FileType.Directory: "folder"}.get(found, "")

    def entries(self, *, deep: bool = False) -> list[Entry]:
        """Return the files in this folder, or also those in folders within it, sorted; none where it is not there."""
        selector = fs.FileSelector(self.path, recursive=deep, allow_not_found=True)
        try:
            found = self.filesystem.get_file_info(selector)
        except (pa.ArrowException, OSError) as error:
            raise UsageError(f"{self.shown}: can't be listed: {_line(error)}") from None
        files = (info for info in found if info.type is fs.FileType.File)
        return sorted((_entry(info) for info in files), key=lambda entry: entry.path)

    def entry(self) -> Entry:
        """Return what this file is."""
        return _entry(self.filesystem.get_file_info(self.path))

    def names(self) -> Iterator[str]:
        """Yield the names of the files in this folder, sorted, without what an interrupted writer left."""
        for entry in self.entries():
            name = entry.path.rpartition("/")[2]
            if not name.endswith(_TEMPORARY):
                yield name

    def open(self) -> BinaryIO:
        """Open this file to read.

        Raises:
            OSError: it can't be opened.
        """
        if self.local:
            return Path(self.path).open("rb")
        return cast("BinaryIO", self.filesystem.open_input_file(self.path))

    def read(self) -> bytes:
        """Return what this file holds.

        Raises:
            OSError: it can't be read.
        """
        with self.open() as file:
            return file.read()

    def make(self) -> None:
        """Make this folder, with those above it.

        Raises:
            OutputError: it can't be made.
        """
        try:
            self.filesystem.create_dir(self.path, recursive=True)
        except (pa.ArrowException, OSError) as error:
            raise _refused(self.shown, error) from None

    def write(self, fill: Callable[[Any], None]) -> None:
        """Write this file, whole or not at all: whoever reads it sees what was there before, or all of the new one.

        On this machine it is written beside its place and moved there in one step; object stores publish a file when
        it is closed.

        Raises:
            OutputError: it can't be written.
        """
        try:
            if self.local:
                self._write_here(fill)
            else:
                with self.filesystem.open_output_stream(self.path) as stream:
                    fill(stream)
        except (pa.ArrowException, OSError) as error:
            raise _refused(self.shown, error) from None

    def write_bytes(self, data: bytes) -> None:
        """Write this file, as `write` does."""
        self.write(lambda stream: stream.write(data))

    def _write_here(self, fill: Callable[[Any], None]) -> None:
        target = Path(self.path)
        beside = target.with_name(f".{target.name[:60]}.{secrets.token_hex(6)}{_TEMPORARY}")
        try:
            with beside.open("wb") as stream:
                fill(stream)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(target)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise

    def remove(self) -> None:
        """Take this file away, if it is there."""
        with suppress(OSError, pa.ArrowException):
            self.filesystem.delete_file(self.path)

    def tidy(self) -> None:
        """Take away what writers that were killed left in this folder."""
        for entry in self.entries():
            if entry.path.endswith(_TEMPORARY):
                Place(self.filesystem, entry.path, entry.path).remove()


def _entry(info: Any) -> Entry:
    changed = info.mtime_ns
    return Entry(info.path, info.size or 0, "" if changed is None else str(changed))


def _by_fsspec(name: str) -> tuple[fs.FileSystem, str]:
    """Open a URI with fsspec."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - only for what pyarrow does not open
    except ImportError:
        raise UsageError(f"{name}: opening it needs fsspec; run: pip install fsspec") from None
    try:
        found, path = url_to_fs(name)
    except (ImportError, ValueError, OSError) as error:
        raise UsageError(f"{name}: can't be opened: {_line(error)}") from None
    return fs.PyFileSystem(fs.FSSpecHandler(found)), path


def _line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _refused(shown: str, error: BaseException) -> OutputError:
    if isinstance(error, OSError) and error.errno:
        return refusal(Path(shown), error) if "://" not in shown else OutputError(f"{shown}: {_line(error)}")
    return OutputError(f"{shown}: can't be written: {_line(error)}")
