"""Resources of .NET: the strings of a ``.resx`` file, without what lays out its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.config import Settings
from mtqa.document import Document, Lines, Source
from mtqa.errors import ReadError
from mtqa.readers.languages import is_english, language_of
from mtqa.readers.messages.units import Message, Messages
from mtqa.readers.messages.xml_units import NO_STRING, another_language
from mtqa.readers.xml import Element, parse
from mtqa.result import SkippedFile

_STRING = re.compile(r"\s*System\.String\b(?!\[)")
_LAYOUT = frozenset(
    "Anchor AutoScaleDimensions AutoSize BackgroundImage ClientSize Dock Font Icon Image ImageAlign ImageIndex ImeMode "
    "Location Margin MaximumSize MinimumSize Name Padding Parent RightToLeft Size TabIndex TextAlign Type Visible "
    "ZOrder".split()
)


class ResxReader:
    """Reads ``.resx`` files: one document, of all strings in it."""

    format = "resx"
    suffixes: tuple[str, ...] = (".resx",)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document, and a skipped file for each string that has no name.

        Raises:
            ReadError: the file is not well-formed, no .resx, or in another language.
        """
        language = language_of(source.path)
        if language and not settings.language and not is_english(language):
            raise ReadError(another_language([language]))
        root = parse(source.text, "RESX")
        if root.name != "root":
            raise ReadError(f"no .resx: its root element is <{root.name}>, not <root>")
        messages = Messages(settings)
        lines = Lines(source.text)
        for data in root.of("data"):
            name = data.attributes.get("name", "")
            if not name:
                yield SkippedFile(f"{source.path}:{lines.at(data.start)[0]}", "a <data> without a name")
            elif _is_string(data, name):
                messages.add(_message(data, name))
            else:
                messages.omit(NO_STRING)
        yield messages.document(source, self.format)


def _is_string(data: Element, name: str) -> bool:
    """Tell a string from a picture, a number, a file and the places and sizes of a form."""
    kind = data.attributes.get("type")
    if "mimetype" in data.attributes or (kind is not None and not _STRING.match(kind)):
        return False
    _, dot, last = name.rpartition(".")
    return not name.startswith(">>") and not (dot and last in _LAYOUT)


def _message(data: Element, name: str) -> Message:
    value = data.first("value")
    return Message(name, tuple((text.string, text.span) for text in value.texts()) if value else ())
