"""Puts one block of Markdown into plain words, edit by edit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mtqa.document import Kind, Span
from mtqa.readers.building import Builder
from mtqa.readers.describing import descriptions
from mtqa.readers.elements import CODE, MASKED, NOTE_MARK, pattern_of
from mtqa.readers.entities import add_decoded
from mtqa.readers.masks import Masks
from mtqa.readers.tags import Part, Token, tokens

if TYPE_CHECKING:
    from tree_sitter import Node

# The grammar does not know an attribute without a value.
_TAG = re.compile(
    r"<[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+\s*+/?>"
)
# What is left out, and as what it is told; that a link's address is no prose need not be told.
_LEAVES_OUT = {
    "code_span": "code",
    "latex_block": "formula",
    "uri_autolink": "",
    "email_autolink": "",
    "struck out": "deleted text",
}
_LEFT_OUT = CODE | MASKED
_ASCII = re.compile(r"[\x00-\x7f]")


class Edit(NamedTuple):
    """A stretch of a block that is not taken as it stands, and what it is."""

    start: int
    end: int
    what: str
    node: Node | None = None
    kind: Kind = Kind.CAPTION


class Described(NamedTuple):
    """A text that describes an image or a link: its place, what it is, and its node and that node's offset, if any."""

    place: Span
    kind: Kind = Kind.CAPTION
    node: Node | None = None
    base: int = 0


class Wording:
    """Puts one block into plain words; text inside masked tags is left out."""

    HANDLED = frozenset(
        "code_span latex_block uri_autolink email_autolink html_tag entity_reference "
        "numeric_character_reference backslash_escape hard_line_break emphasis_delimiter".split()
    )

    def __init__(self, text: str, builder: Builder, masks: Masks) -> None:
        self._text = text
        self._builder = builder
        self._masks = masks
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
        start, end, what, node, kind = edit
        if what == "html_tag":
            self._tags(start, end)
        elif self._masked or what in {"left out", "emphasis_delimiter"}:
            pass
        elif what == "described":
            assert node is not None
            title = int(node.type == "link_title")
            self.described.append(Described(Span(start + title, end - title), kind, node, start - node.start_byte))
        elif what == "image":
            self.pictured = True
        elif what == "backslash_escape":
            self._escape(start, end)
        elif what in _LEAVES_OUT:
            self._leave_out(start, end, what)
        elif what == "hard_line_break":
            self._builder.put(" ", start, end)
        else:
            add_decoded(self._builder, start, end)

    def _escape(self, start: int, end: int) -> None:
        if _ASCII.match(self._text, start + 1) and not self._builder.overwritten(start + 1):
            self._builder.put(self._text[start + 1 : end], start, end)
        else:
            self._builder.raw(start, end)

    def _leave_out(self, start: int, end: int, what: str) -> None:
        """Leave out code and the like, with a placeholder in its place, or what is struck out."""
        if what == "code_span":
            inside = self._code(start, end)
            if self._builder.code(start, end, inside):
                return
            start, end = inside
        if what in {"latex_block", "uri_autolink", "email_autolink"}:
            self._builder.hold(start, end)
        if _LEAVES_OUT[what]:
            self._masks.add(start, end, _LEAVES_OUT[what])

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
                self._close(self._masked.pop(), token)
        elif token.part is Part.OPEN and (token.name in _LEFT_OUT or self._is_note(token)):
            if not self._masked:
                self._describe(token, shown=token.name in CODE)
            self._masked.append(token)
        elif not self._masked:
            if token.name == "br":
                self._builder.put(" ", token.start, token.end)
            elif token.part is not Part.TEXT:
                self.pictured = self.pictured or token.name == "img"
                self._describe(token)

    def _describe(self, token: Token, *, shown: bool = True) -> None:
        found = descriptions(self._text, token, shown=shown)
        self.described += [Described(description.value, description.kind) for description in found]

    def _close(self, opened: Token, token: Token) -> None:
        if self._masked:
            return
        name = opened.name
        if name not in CODE or not self._builder.code(opened.start, token.end, Span(opened.end, token.start)):
            self._masks.add(opened.end, token.start, pattern_of(name))

    def close(self, end: int) -> None:
        """Tell what a tag that is not closed keeps from being read, up to the end of the block."""
        if self._masked:
            self._masks.add(self._masked[0].end, end, pattern_of(self._masked[0].name))

    def _is_note(self, token: Token) -> bool:
        return token.name == "sup" and NOTE_MARK.match(self._text, token.start) is not None
