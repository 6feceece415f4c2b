"""What a run reads, item by item in a fixed order: files, their documents and records, and what is skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mtqa import readers
from mtqa.config import Settings
from mtqa.coverage import crashed
from mtqa.document import Document
from mtqa.errors import MtqaError, ReadError
from mtqa.result import SkippedFile

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Item:
    """What comes next of the files: a document or a skipped record, or None where a file begins."""

    path: str
    number: int
    what: Document | SkippedFile | None


Found = readers.Found | SkippedFile | None
"""A file to read, one that is skipped, or None for standard input."""


def list_files(
    paths: Iterable[str | Path],
    settings: Settings,
    stdin_format: str,
    leave_out: Callable[[Path], bool] | None = None,
    note: Callable[[str], None] = lambda _: None,
    unmatched: Callable[[str], None] | None = None,
) -> list[Found]:
    """List what is to be read, what is skipped first, and standard input before all files.

    Args:
        paths: what the user named.
        settings: what is asked for.
        stdin_format: the format of standard input.
        leave_out: tells which files are none of the content, such as the report itself.
        note: is told, in a line, of each glob that matches no file.
        unmatched: is told instead of those that something hangs on; see `readers.discover`.

    Raises:
        UsageError: a path does not exist, or the format of standard input is unknown.
    """
    paths = [str(path) for path in paths]
    listed = list(readers.discover([p for p in paths if p != STDIN], settings, note, unmatched))
    found: list[Found] = [item for item in listed if isinstance(item, SkippedFile)]
    if STDIN in paths:
        readers.listed_as(stdin_format)
        found.append(None)
    files = (item for item in listed if isinstance(item, readers.Found))
    found += [file for file in files if leave_out is None or not leave_out(file.path)]
    return found


def read_items(
    found: Iterable[Found],
    settings: Settings,
    stdin: bytes,
    stdin_format: str,
    prepare: Callable[[Document], Document] = lambda document: document,
    read: Callable[[readers.Found, Settings], Iterator[Document | SkippedFile]] = readers.read,
) -> Iterator[Item]:
    """Read all files, and note what can't be read; a reader that fails on a file costs that file alone.

    ``prepare`` is given each document, and returns what is to be checked: one with its source beside it, maybe.
    ``read`` is what reads a file.
    """
    for file in found:
        if isinstance(file, SkippedFile):
            yield Item(file.path, 0, file)
            continue
        path = "<stdin>" if file is None else file.shown
        yield Item(path, 0, None)
        number = 0
        try:
            for item in (
                readers.read_bytes(stdin, path, stdin_format, settings) if file is None else read(file, settings)
            ):
                number += 1
                yield Item(path, number, prepare(item) if isinstance(item, Document) else item)
        except ReadError as error:
            yield Item(path, number + 1, SkippedFile(path, str(error)))
        except MtqaError:
            raise
        except Exception as error:  # noqa: BLE001 - readers meet whatever people and programs write
            yield Item(path, number + 1, SkippedFile(path, crashed(error)))
