"""Readers: paths and bytes in, documents with exact source offsets out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

from mtqa.config import Settings
from mtqa.document import Document, Kind, Source
from mtqa.errors import ReadError
from mtqa.readers.base import BytesReader, Found, Reader, StreamReader
from mtqa.readers.building import PLACEHOLDER
from mtqa.readers.decoding import decode
from mtqa.readers.directives import with_directives
from mtqa.readers.discovery import discover
from mtqa.readers.languages import is_english
from mtqa.readers.plain import PlainReader
from mtqa.readers.registry import Listed, formats, is_text, listed_as, listed_for, names
from mtqa.result import SkippedFile

__all__ = [
    "PLACEHOLDER",
    "BytesReader",
    "Found",
    "Reader",
    "StreamReader",
    "discover",
    "formats",
    "from_text",
    "is_text",
    "listed_as",
    "names",
    "read",
    "read_bytes",
    "read_foreign",
    "read_open",
]


def read(found: Found, settings: Settings) -> Iterator[Document | SkippedFile]:
    """Read a file with the reader of its suffix; a file of no known format is read as plain text.

    Yields:
        its documents, one for each record of JSON Lines and row of Parquet, and a skipped file for each record that
        can't be read.

    Raises:
        ReadError: the file can't be opened or decoded, or is empty, binary or malformed as a whole.
    """
    yield from read_open(found, settings, lambda: found.path.open("rb"))


def read_open(found: Found, settings: Settings, opened: Callable[[], BinaryIO]) -> Iterator[Document | SkippedFile]:
    """Read a file that is opened in a way of its own, from a remote filesystem maybe; all else is as for `read`."""
    own = settings.at(found.path)
    try:
        with opened() as file:
            yield from _documents(listed_for(found.shown, own.reader), file, found.shown, own)
    except OSError as error:
        raise ReadError(f"can't be read: {error.strerror or error}") from None


def read_foreign(found: Found, settings: Settings) -> Iterator[Document | SkippedFile]:
    """Read a file of any language that stands beside the content, such as its source.

    What its comments tell mtqa, and the settings that say a language or a kind, are for content and not obeyed here.

    Raises:
        ReadError: as for `read`.
    """
    own = settings.at(found.path)
    anything = own.replace(language="en", language_field="", kind="")  # so that no reader refuses its language
    try:
        with found.path.open("rb") as file:
            yield from _raw(listed_for(found.shown, own.reader), file, found.shown, anything)
    except OSError as error:
        raise ReadError(f"can't be read: {error.strerror or error}") from None


def read_bytes(data: bytes, path: str, format: str, settings: Settings) -> Iterator[Document | SkippedFile]:  # noqa: A002
    """Read bytes that come from elsewhere, such as standard input.

    Args:
        data: the bytes of a whole file.
        path: the path to show.
        format: the name of a format (``markdown``) or one of its suffixes (``.md`` or ``md``).
        settings: as for a file.

    Yields:
        the same as `read`.

    Raises:
        ReadError: as for a file.
        UsageError: the format is unknown.
    """
    yield from _documents(listed_as(format), BytesIO(data), path, settings)


def from_text(text: str, path: str = "<text>") -> Document:
    """Read a passage of plain text; one without words gives a document without segments."""
    return PlainReader().document(Source(path, text))


def _documents(listed: Listed, file: BinaryIO, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
    if settings.language and not is_english(settings.language):
        raise ReadError(f"in another language ({settings.language}, as configured)")
    for item in _raw(listed, file, path, settings):
        yield with_directives(_as_configured(item, settings)) if isinstance(item, Document) else item


def _raw(listed: Listed, file: BinaryIO, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
    reader = listed.load()
    if isinstance(reader, StreamReader):
        return reader.stream(file if file.seekable() else BytesIO(file.read()), path, settings)
    if isinstance(reader, BytesReader):
        return reader.parse(file.read(), path, settings)
    return reader.read(decode(file.read(), path), settings)


def _as_configured(document: Document, settings: Settings) -> Document:
    """Give all segments the kind that is set; bylines stay what they are, since they are no prose of any kind."""
    if settings.language:
        document = dataclasses.replace(document, language="en")
    if not settings.kind:
        return document
    kind = Kind(settings.kind)
    segments = (s if s.kind is Kind.BYLINE else dataclasses.replace(s, kind=kind) for s in document.segments)
    return dataclasses.replace(document, segments=tuple(segments))
