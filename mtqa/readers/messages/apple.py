"""Apple's string tables: ``.strings``, and the plurals of ``.stringsdict``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from mtqa.config import Settings
from mtqa.document import Document, Lines, Source, Span
from mtqa.errors import ReadError
from mtqa.readers.decoding import decode
from mtqa.readers.languages import is_english, language_of
from mtqa.readers.messages.units import HELD, Message, Messages, Piece
from mtqa.readers.messages.xml_pairs import Pair, pairs
from mtqa.readers.messages.xml_plist import BINARY, CONVERT, Entry, entries
from mtqa.readers.messages.xml_units import NO_STRING, another_language
from mtqa.readers.xml import Text
from mtqa.result import SkippedFile

_XML = re.compile(r"\ufeff?\s*<(?:\?xml|!DOCTYPE|plist)")
_OLD_NAMES = frozenset("Dutch French German Italian Japanese Spanish".split())
_VARIABLE = re.compile(r"%(?:\d+\$)?#@[^@]*@")
_SETTINGS = frozenset("NSStringFormatSpecTypeKey NSStringFormatValueTypeKey".split())


class StringsReader:
    """Reads ``.strings`` files, as they are written by hand and as property lists in XML: one document."""

    format = "strings"
    suffixes: tuple[str, ...] = (".strings",)

    def parse(self, data: bytes, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document, and a skipped file for each entry that is malformed.

        Raises:
            ReadError: the file is a binary property list, not well-formed, or in another language.
        """
        source = _source(data, path, settings)
        messages = Messages(settings)
        if _XML.match(source.text):
            for entry in entries(source.text, "string table"):
                _collect(entry, messages)
        else:
            lines = Lines(source.text)
            for found in pairs(source.text):
                if isinstance(found, Pair):
                    if found.key:  # gettext puts its header under none
                        messages.add(Message(found.key, found.value))
                else:
                    yield SkippedFile(f"{path}:{lines.at(found.start)[0]}", found.why)
        yield messages.document(source, self.format)


class StringsdictReader:
    """Reads ``.stringsdict`` files: one document, of the plural forms and the sentences that hold them."""

    format = "stringsdict"
    suffixes: tuple[str, ...] = (".stringsdict",)

    def parse(self, data: bytes, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document.

        Raises:
            ReadError: the file is a binary property list, not well-formed, or in another language.
        """
        source = _source(data, path, settings)
        messages = Messages(settings)
        for entry in entries(source.text, "table of plurals"):
            if entry.path[-1] not in _SETTINGS:
                _collect(entry, messages)
        yield messages.document(source, self.format)


def _source(data: bytes, path: str, settings: Settings) -> Source:
    language = _language(path)
    if language and not settings.language and not is_english(language):
        raise ReadError(another_language([language]))
    if data.startswith(BINARY):
        raise ReadError(CONVERT)
    return decode(data, path)


def _language(path: str) -> str | None:
    folder = PurePosixPath(path).parent.name
    name = folder.removesuffix(".lproj")
    return name if name in _OLD_NAMES and name != folder else language_of(path)


def _collect(entry: Entry, messages: Messages) -> None:
    if entry.value.name == "string":
        found = tuple(piece for text in entry.value.texts() for piece in _held(text))
        messages.add(Message(".".join(entry.path), found))
    else:
        messages.omit(NO_STRING)


def _held(text: Text) -> Iterator[Piece]:
    """Yield a string piece by piece, with something that is shown where it refers to a plural."""
    string, (start, end) = text.string, text.span
    at = 0
    for match in _VARIABLE.finditer(string) if len(string) == end - start else ():
        yield string[at : match.start()], Span(start + at, start + match.start())
        yield HELD, Span(start + match.start(), start + match.end())
        at = match.end()
    yield string[at:], Span(start + at, end)
