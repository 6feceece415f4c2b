"""Puts one block of Markdown into plain words, edit by edit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtqa.document import Span
from mtqa.readers.building import Builder
from mtqa.readers.entities import add_decoded
from mtqa.readers.hypertext import CODE, MASKED, NOTE_MARK, descriptions
from mtqa.readers.tags import Part, Token, tokens

if TYPE_CHECKING:
    from tree_sitter import Node

# The grammar does not know an attribute without a value.
_TAG = re.compile(
    r"<[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?>"
)
_ASCII = re.compile(r"[\x00-\x7f]")


class Edit(NamedTuple):
    """A stretch of a block that is not taken as it stands, and what it is."""

    start: int
    end: int
    what: str
    node: Node | None = None


class Described(NamedTuple):
    """A text that describes an image or a link: its place, and its node and that node's offset where it has one."""

    place: Span
    node: Node | None = None
    base: int = 0


class Wording:
    """Puts one block into plain words; text inside masked tags is left out."""

    HANDLED = frozenset(
        "code_span latex_block uri_autolink email_autolink html_tag entity_reference "
        "numeric_character_reference backslash_escape hard_line_break emphasis_delimiter".split()
    )

    def __init__(self, text: str, builder: Builder) -> None:
        self._text = text
        self._builder = builder
        self._masked: list[Token] = []
        self.described: list[Described] = []
        self.pictured = False

    def add(self, start: int, end: int) -> None:
        """Add text as it stands."""
        if self._text.find("<", start, end) >= 0:
            for match in _TAG.finditer(self._text, start, end):
                self._raw(start, match.start())
                self._tags(*match.span())
                start = match.end()
        self._raw(start, end)

    def _raw(self, start: int, end: int) -> None:
        if start < end and not self._masked:
            self._builder.raw(start, end)

    def apply(self, edit: Edit) -> None:
        """Add what an edit says."""
        start, end, what, node = edit
        if what == "html_tag":
            self._tags(start, end)
            return
        if self._masked or what in {"left out", "emphasis_delimiter"}:
            return
        self.pictured = self.pictured or what == "image"
        match what:
            case "image":
                pass
            case "code_span":
                self._builder.code(start, end, self._code(start, end))
            case "described":
                assert node is not None
                title = int(node.type == "link_title")
                place = Span(start + title, end - title)
                self.described.append(Described(place, node, start - node.start_byte))
            case "latex_block" | "uri_autolink" | "email_autolink":
                self._builder.hold(start, end)
            case "backslash_escape" if _ASCII.match(self._text, start + 1):
                self._builder.put(self._text[start + 1 : end], start, end)
            case "backslash_escape":
                self._builder.raw(start, end)
            case "hard_line_break":
                self._builder.put(" ", start, end)
            case _:
                add_decoded(self._builder, start, end)

    def _code(self, start: int, end: int) -> Span:
        """Return the place of a code span's inside."""
        ticks = self._text[start:end]
        inside = ticks.strip("`")
        low = start + len(ticks) - len(ticks.lstrip("`")) + len(inside) - len(inside.lstrip())
        return Span(low, low + len(inside.strip()))

    def _tags(self, start: int, end: int) -> None:
        for token in tokens(self._text, start, end):
            self._tag(token)

    def _tag(self, token: Token) -> None:
        if token.part is Part.CLOSE:
            if self._masked and self._masked[-1].name == token.name:
                opened = self._masked.pop()
                if token.name in CODE and not self._masked:
                    self._builder.code(opened.start, token.end, Span(opened.end, token.start))
        elif token.part is Part.OPEN and (token.name in MASKED | CODE or self._is_note(token)):
            self._masked.append(token)
        elif not self._masked:
            if token.name == "br":
                self._builder.put(" ", token.start, token.end)
            elif token.part is not Part.TEXT:
                self.pictured = self.pictured or token.name == "img"
                self.described += [Described(description.value) for description in descriptions(self._text, token)]

    def _is_note(self, token: Token) -> bool:
        return token.name == "sup" and NOTE_MARK.match(self._text, token.start) is not None
