"""What becomes of a document, or of a file or record that is none, and who is told of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from mtqa.document import Document
from mtqa.result import DocumentResult, Report, Signature, SkippedFile


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a document, or of a file or record.

    Attributes:
        result: the document as judged, or why there is none.
        number: its place, from 1, among the documents and records of its file; 0 for a file that was not opened.
        source: the fingerprint of the document; empty where none was read.
    """

    result: DocumentResult | SkippedFile
    number: int
    source: str = ""

    def is_of(self, number: int, item: Document | SkippedFile) -> bool:
        """Tell whether the entry is about what was read as number ``number`` of its file, and that has not changed."""
        if isinstance(item, SkippedFile):
            return (number, item, "") == (self.number, self.result, self.source)
        if isinstance(self.result, SkippedFile):
            same = self.result.path == shown(item)
        else:
            same = (self.result.path, self.result.id) == (item.path, item.id)
        return same and (self.number, self.source) == (number, fingerprint(item))


class Sink(Protocol):
    """Takes what becomes of each document and file as soon as it is known, so that the run need not keep it all."""

    def begin(self, signature: Signature) -> Iterator[Entry]:
        """Get ready, and return the entries that an earlier run left, in their order; they are not judged again."""

    def add(self, entry: Entry) -> None:
        """Take what became of the next document or file, in the order of reading."""

    def end(self, report: Report) -> None:
        """Take the report of the whole run."""


def shown(document: Document) -> str:
    """Name a document, for a list of those that were skipped."""
    return document.path if document.id is None else f"{document.path} ({document.id})"


def fingerprint(document: Document) -> str:
    """Return a hash of all that a document's result depends on: its text, where in the file it stands, its source."""
    place = f"{document.offset} {document.line} {document.row} {document.encoding} {document.format} "
    translated = (
        b""
        if document.origin is None
        else hashlib.blake2b(document.origin.source.encode("utf-8", "surrogatepass")).digest()
    )
    return hashlib.blake2b(place.encode() + _digest(document.source) + translated, digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _digest(source: str) -> bytes:
    """Hash a source once for all documents that were read from it."""
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass")).digest()
