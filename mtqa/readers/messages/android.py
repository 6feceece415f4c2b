"""Android's string resources: strings, arrays of strings and plurals, with Android's own escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from mtqa.config import Settings
from mtqa.document import Document, Lines, Source, Span
from mtqa.errors import ReadError
from mtqa.readers.languages import is_english, language_of
from mtqa.readers.messages.units import HELD, Message, Messages, Piece
from mtqa.readers.messages.xml_escapes import PAIR, UNIT, character
from mtqa.readers.messages.xml_inline import pieces, string_of
from mtqa.readers.messages.xml_root import root_name
from mtqa.readers.messages.xml_units import NOT_TO_BE_TRANSLATED, another_language
from mtqa.readers.xml import Element, parse
from mtqa.result import SkippedFile

_LOCALE = "{http://schemas.android.com/tools}locale"
_PLACEHOLDERS = "urn:oasis:names:tc:xliff:document:1.2"
_PART = re.compile(
    rf"(?P<unicode>{PAIR}|{UNIT})|(?P<escape>\\.)|(?P<quote>\")|(?P<cut>\\\Z)"
    r"|[^\\\"\s]++(?: [^\\\"\s]++)*+|(?P<space>\s+)",
    re.DOTALL,
)
_ESCAPES = {"n": "\n", "t": "\t", "\n": " "}
_KEPT = frozenset("'\"@?\\#<>&{} ")
_REFERENCE = re.compile(r"\s*[@?](?:\+?[\w.]+:)?[\w.]+/[\w.]+\s*|\s*@(?:null|empty)\s*")
_NETWORK = re.compile(r"mcc\d+|mnc\d+")
_LETTERS = re.compile(r"[^\W\d_]{2}|[%{]")


class AndroidReader:
    """Reads ``.xml`` files of Android string resources: one document; XML of any other kind is not read."""

    format = "android"
    suffixes: tuple[str, ...] = (".xml",)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document, and a skipped file for each string that has no name.

        Raises:
            ReadError: the file is not well-formed, no string resources, or in another language.
        """
        root = _root(source.text)
        language = _language(source.path, root)
        if language and not settings.language and not is_english(language):
            raise ReadError(another_language([language]))
        messages = Messages(settings)
        lines = Lines(source.text)
        for element in root.elements:
            if _is_text(element) and not element.attributes.get("name"):
                at = lines.at(element.start)[0]
                yield SkippedFile(f"{source.path}:{at}", f"a <{element.name}> without a name")
            elif _is_text(element):
                _collect(element, messages)
        yield messages.document(source, self.format)


def _root(text: str) -> Element:
    name = root_name(text)
    if name not in ("resources", None):
        raise ReadError(f"no reader for XML of this kind (<{name}>); only Android string resources are read")
    root = parse(text)
    if not any(map(_is_text, root.elements)):
        raise ReadError("no reader for Android resources without strings")
    return root


def _is_text(element: Element) -> bool:
    return element.name in ("string", "string-array", "plurals") or (
        element.name == "item" and element.attributes.get("type") == "string"
    )


def _language(path: str, root: Element) -> str | None:
    """Return the language that the folder's qualifiers name, or else the tools' own attribute."""
    for folder in reversed(PurePosixPath(path).parts[:-1]):
        if folder.startswith("values-"):
            marks = (mark for mark in folder.split("-")[1:] if not _NETWORK.fullmatch(mark))
            mark = next(marks, "").removeprefix("b+").partition("+")[0]
            return language_of(f"values-{mark}/strings.xml")
    return root.attributes.get(_LOCALE) or language_of(path)


def _collect(element: Element, messages: Messages) -> None:
    """Collect a string, or each one of an array or of plurals."""
    name = element.attributes["name"]
    if element.name == "string-array":
        strings = [(f"{name}[{i}]", item) for i, item in enumerate(element.of("item"))]
    elif element.name == "plurals":
        strings = [(f"{name}#{item.attributes.get('quantity', '')}", item) for item in element.of("item")]
    else:
        strings = [(name, element)]
    for key, string in strings:
        found = pieces(string, stand_in)
        if "false" in (element.attributes.get("translatable"), string.attributes.get("translatable")):
            messages.omit(NOT_TO_BE_TRANSLATED)
        elif _REFERENCE.fullmatch(string_of(found)):
            messages.omit("a reference to another resource")
        else:
            messages.add(Message(key, unescaped(found)))


def stand_in(element: Element) -> str | None:
    """Return a placeholder for what a translator must not touch, where that is neither words nor a format."""
    if element.name == "g" and element.space == _PLACEHOLDERS and not _LETTERS.search(element.text):
        return HELD
    return None


def unescaped(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return pieces as Android shows them: escapes resolved, white space outside quotation marks made one space."""
    done: list[Piece] = []
    quoted, cut = False, None
    for string, span in found:
        if string == HELD:
            done.append((string, span))
            continue
        exact = len(string) == span.end - span.start
        at = 0
        if cut is not None and cut.end == span.start:
            done.append((_decoded(string[0]), Span(cut.start, span.start + 1 if exact else span.end)))
            at = 1
        cut = None
        for match in _PART.finditer(string, at):
            place = Span(span.start + match.start(), span.start + match.end()) if exact else span
            if match["quote"]:
                quoted = not quoted
            elif match["cut"]:
                cut = place
            elif match["unicode"]:
                done.append((character(match[0]), place))
            elif match["escape"]:
                done.append((_decoded(match[0][1]), place))
            else:
                done.append((" " if match["space"] and not quoted else match[0], place))
    return tuple(piece for piece in done if piece[0])


def _decoded(sign: str) -> str:
    """Return what a backslash before a character makes of it; Android drops escapes that it does not know."""
    return _ESCAPES.get(sign, sign if sign in _KEPT else "")
