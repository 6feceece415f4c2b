"""XML as a tree in which every character knows its place in the file: expat, with its traps closed.

Entities that a file declares, and whatever lies elsewhere, are never expanded or fetched; so neither a bomb nor a
remote reference can do harm. expat counts bytes of UTF-8, which are turned into code points as events pass by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from mtqa.document import Span
from mtqa.errors import ReadError
from mtqa.readers.building import Builder

DEEPEST = 500
"""Elements that may stand in each other."""
_SEPARATOR = "\n"
_TAG = re.compile(r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")


@dataclass(frozen=True, slots=True)
class Text:
    """Character data and where it stands; ``string`` differs from the source where a reference was resolved."""

    string: str
    span: Span


@dataclass(frozen=True, slots=True)
class Element:
    """An element.

    Attributes:
        name: its name without its namespace's prefix.
        space: its namespace's URI, or an empty string.
        attributes: by name without prefix; those with a namespace also as ``{uri}name``.
        span: from its start tag to the end of its end tag.
        inner: what stands between its tags.
        children: elements and character data, in order.
    """

    name: str
    space: str
    attributes: Mapping[str, str]
    start: int
    span: Span
    inner: Span
    children: tuple[Element | Text, ...]

    @property
    def elements(self) -> Iterator[Element]:
        """The child elements."""
        return (child for child in self.children if isinstance(child, Element))

    def of(self, *names: str) -> Iterator[Element]:
        """Yield the child elements of these names."""
        return (child for child in self.elements if child.name in names)

    def first(self, *names: str) -> Element | None:
        """Return the first child element of one of these names."""
        return next(self.of(*names), None)

    def walk(self) -> Iterator[Element]:
        """Yield the element and all elements in it, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += reversed(list(element.elements))

    def texts(self) -> Iterator[Text]:
        """Yield all character data in it, in document order."""
        stack: list[Element | Text] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, Text):
                yield node
            else:
                stack += reversed(node.children)

    @property
    def text(self) -> str:
        """All character data in it."""
        return "".join(text.string for text in self.texts())


def put(builder: Builder, text: Text) -> None:
    """Add character data to a segment."""
    builder.put(text.string, *text.span)


@dataclass(slots=True)
class _Open:
    name: str
    space: str
    attributes: dict[str, str]
    start: int
    inner: int
    children: list[Element | Text] = field(default_factory=list)


def parse(text: str, what: str = "XML") -> Element:
    """Parse a document into its root element; all spans count code points of ``text``.

    Args:
        text: the document, decoded, with a byte order mark or without.
        what: what it should be, for messages.

    Raises:
        ReadError: it is not well-formed, declares entities, or is nested too deep.
    """
    return _Parser(text, what).root()


class _Parser:
    def __init__(self, text: str, what: str) -> None:
        self._text, self._what = text, what
        self._mark = int(text.startswith("\ufeff"))
        self._data = text[self._mark :].encode("utf-8", "replace")
        self._ascii = len(self._data) == len(text) - self._mark
        self._byte, self._point = 0, self._mark
        self._stack: list[_Open] = []
        self._root: Element | None = None
        self._cdata = False
        self._pieces: list[str] = []
        self._until = 0
        parser = expat.ParserCreate("utf-8", _SEPARATOR)
        parser.buffer_text = False
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartCdataSectionHandler = self._open_cdata
        parser.EndCdataSectionHandler = self._close_cdata
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._skipped
        parser.ExternalEntityRefHandler = self._external
        self._parser = parser

    def root(self) -> Element:
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as error:
            why = expat.errors.messages.get(error.code, str(error))
            raise ReadError(f"not well-formed {self._what}: {why} (line {error.lineno})") from None
        assert self._root is not None
        return self._root

    def _at(self) -> int:
        """Return the code point of the event's first byte."""
        byte = self._parser.CurrentByteIndex
        if self._ascii:
            return byte + self._mark
        self._point += len(self._data[self._byte : byte].decode("utf-8", "replace"))
        self._byte = byte
        return self._point

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._stack) >= DEEPEST:
            raise ReadError(f"malformed {self._what}: elements in elements, more than {DEEPEST} deep")
        self._flush()
        start = self._at()
        space, _, local = name.rpartition(_SEPARATOR)
        found: dict[str, str] = {}
        for key, value in attributes.items():
            uri, _, own = key.rpartition(_SEPARATOR)
            found.setdefault(own, value)
            if uri:
                found[f"{{{uri}}}{own}"] = value
        self._stack.append(_Open(local, space, found, start, _tag_end(self._text, start)))

    def _end(self, name: str) -> None:
        del name
        at = self._at()
        self._flush()
        done = self._stack.pop()
        # expat places the end of an empty element behind its tag, where that of the element around it may begin.
        closed = not self._text.startswith("/>", done.inner - 2)
        end = self._text.index(">", at) + 1 if closed else done.inner
        inner = Span(done.inner, at if closed else done.inner)
        element = Element(
            done.name, done.space, done.attributes, done.start, Span(done.start, end), inner, tuple(done.children)
        )
        if self._stack:
            self._stack[-1].children.append(element)
        else:
            self._root = element

    def _characters(self, data: str) -> None:
        if not self._stack:
            return
        start = self._at()
        first = self._text[start]
        if first == "&" and not self._cdata:
            end = self._text.index(";", start) + 1
        elif data == "\n" and first == "\r":
            end = start + 1 + self._text.startswith("\n", start + 1)
        else:
            end = start + len(data)
        if end - start != len(data):
            self._flush()
            self._stack[-1].children.append(Text(data, Span(start, end)))
            return
        if self._pieces and self._until != start:
            self._flush()
        self._pieces.append(data)
        self._until = end

    def _flush(self) -> None:
        """Add the character data that stands together: expat gives every line by itself."""
        if self._pieces:
            string = "".join(self._pieces)
            self._stack[-1].children.append(Text(string, Span(self._until - len(string), self._until)))
            self._pieces.clear()

    def _open_cdata(self) -> None:
        self._cdata = True

    def _close_cdata(self) -> None:
        self._cdata = False

    def _declared(self, name: str, *_: object) -> None:
        raise ReadError(f"its {self._what} declares an entity of its own ('{name}'), and such are not expanded")

    def _skipped(self, name: str, *_: object) -> None:
        raise ReadError(f"its {self._what} refers to an entity that is declared elsewhere ('{name}'), never fetched")

    def _external(self, *_: object) -> int:
        raise ReadError(f"its {self._what} refers to an entity that lies elsewhere, and such are never fetched")


def _tag_end(text: str, at: int) -> int:
    """Return where the start tag at ``at`` ends; a value in quotes may hold a ``>``."""
    tag = _TAG.match(text, at)
    return tag.end() if tag else len(text)
