"""What every reader shares: the protocol, and a file as it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from mtqa.config import Settings
from mtqa.document import Document, Source
from mtqa.result import SkippedFile


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read.

    Attributes:
        path: where it lies.
        shown: its path as the user would write it, with forward slashes.
        named: whether the user named the file itself, and not a folder above it.
    """

    path: Path
    shown: str
    named: bool = False


@runtime_checkable
class Reader(Protocol):
    """Turns a decoded file of one format into documents.

    Attributes:
        format: the name of the format, as reports show it and as standard input is declared.
        suffixes: the file name suffixes that it reads, in lower case, with their dot.
    """

    format: str
    suffixes: tuple[str, ...]

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the file's documents, and a skipped file for each record that can't be read.

        Raises:
            ReadError: the whole file is malformed.
        """
        ...  # pragma: no cover


@runtime_checkable
class StreamReader(Protocol):
    """Turns a file of any size into documents, a record at a time, so that ``max_size`` need not hold for the file.

    Attributes:
        format: as for `Reader`.
        suffixes: as for `Reader`.
    """

    format: str
    suffixes: tuple[str, ...]

    def stream(self, file: BinaryIO, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the file's documents, and a skipped file for each record that can't be read.

        Args:
            file: the file, opened at its start; it can be sought in.
            path: the path to show.
            settings: what is asked for; ``max_size`` holds for each record.

        Raises:
            ReadError: the file is malformed, as a whole or from here on.
        """
        ...  # pragma: no cover


@runtime_checkable
class BytesReader(Protocol):
    """Turns a file that is no text, such as a zip archive, into documents.

    Attributes:
        format: as for `Reader`.
        suffixes: as for `Reader`.
    """

    format: str
    suffixes: tuple[str, ...]

    def parse(self, data: bytes, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the file's documents, and a skipped file for each part that can't be read.

        Args:
            data: the whole file, of ``max_size`` at most.
            path: the path to show.
            settings: what is asked for.

        Raises:
            ReadError: the whole file is malformed.
        """
        ...  # pragma: no cover
