"""Java's properties: keys with strings, line by logical line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtqa.config import Settings
from mtqa.coverage import ANOTHER_LANGUAGE
from mtqa.document import Document, Source, Span
from mtqa.errors import ReadError
from mtqa.readers.languages import is_english, language_of
from mtqa.readers.messages.keyed_values import Keyed
from mtqa.readers.messages.units import Message, Messages, Piece, unescaped
from mtqa.readers.messages.xml_escapes import character
from mtqa.result import SkippedFile

_END = r"(?:\r\n|[\r\n]|\Z)"
_SKIP = re.compile(r"(?:[ \t\f\r\n]++|\\(?:\r\n|[\r\n])|[#!][^\r\n]*+)*+")
_KEY = re.compile(r"(?:[^\\=: \t\f\r\n]|\\(?:\r\n[ \t\f]*|[\r\n][ \t\f]*|.|\Z))*+", re.DOTALL)
_BLANK = rf"(?:[ \t\f]|\\{_END}[ \t\f]*)*+"
_SIGN = re.compile(rf"{_BLANK}(?:[=:]{_BLANK})?")
_VALUE = re.compile(r"(?:[^\\\r\n]|\\(?:\r\n|.|\Z))*+", re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:(?P<cut>(?:\r\n|[\r\n]|\Z)[ \t\f]*)|(?P<letter>[^u\r\n]))"
    r"|(?P<unicode>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4})|(?P<bad>\\u)"
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}


class Property(NamedTuple):
    """A property, and where it begins; ``fault`` is where an escape is malformed."""

    key: str
    value: tuple[Piece, ...]
    start: int
    fault: bool


class PropertiesReader:
    """Reads ``.properties`` files of Java: one document, of all values that may be text."""

    format = "properties"
    suffixes: tuple[str, ...] = (".properties",)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        r"""Yield the document, and a skipped file that names the line for each property with a malformed ``\u``.

        Raises:
            ReadError: the file is in another language by its name, or has no properties.
        """
        language = language_of(source.path)
        if language and not settings.language and not is_english(language):
            raise ReadError(f"{ANOTHER_LANGUAGE} ({language})")
        messages = Messages(settings)
        keyed = Keyed(messages)
        line, at, seen = 1, 0, False
        for found in properties_in(source.text):
            seen = True
            line += _lines(source.text, at, found.start)
            at = found.start
            if found.fault:
                yield SkippedFile(f"{source.path}:{line}", r"an escape \u without four hexadecimal digits")
            else:
                keyed.add(Message(found.key, found.value))
        if not seen:
            raise ReadError("no properties in it")
        keyed.close()
        yield messages.document(source, self.format)


def _lines(text: str, start: int, end: int) -> int:
    """Count the line ends of a stretch that ends at the beginning of a property."""
    returns = text.count("\r", start, end)
    return text.count("\n", start, end) + returns - text.count("\r\n", start, end)


def properties_in(text: str) -> Iterator[Property]:
    """Yield the properties of a file, as Java loads them."""
    at = int(text.startswith("\ufeff"))
    while True:
        start = _end(_SKIP, text, at)
        if start == len(text):
            return
        key_end = _end(_KEY, text, start)
        value = _end(_SIGN, text, key_end)
        at = _end(_VALUE, text, value)
        key, pieces = (
            tuple(unescaped(text, place, _ESCAPE, _decoded)) for place in (Span(start, key_end), Span(value, at))
        )
        fault = text.find("\\u", start, at) >= 0 and any(match["bad"] for match in _ESCAPE.finditer(text, start, at))
        yield Property("".join(string for string, _ in key), pieces, start, fault)


def _decoded(escape: re.Match[str]) -> str:
    """Return what an escape of a key or a value stands for."""
    return character(escape[0]) if escape["unicode"] else _LETTERS.get(escape["letter"], escape["letter"])


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
