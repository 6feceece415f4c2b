"""The inside of a Markdown block: emphasis, links, images, code and tags, each left out or put into plain words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtqa.document import Kind, Segment, Span
from mtqa.readers.building import Builder, Hole
from mtqa.readers.entities import add_decoded
from mtqa.readers.hypertext import CODE, MASKED, descriptions
from mtqa.readers.tags import Part, Token, tokens

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_MARKUP = re.compile(r"[*_\[\]<&`!$~\\]|  (?=[\r\n])")
_WIDE = re.compile(r"[^\x00-\x7f]")
_RETURN = re.compile(r"\r(?!\n)")
_DELIMITER = re.compile(r"[*_~]")
_MANY = 400
"""Emphasis marks from which a paragraph is read without emphasis: the grammar's time grows with their square."""

_FORMULA = re.compile(r"[\\^_=+*/<>]|^\$+[^\s]{1,12}\$+$")
_LINKS = frozenset("inline_link full_reference_link collapsed_reference_link shortcut_link".split())
_REFERENCES = _LINKS - {"inline_link"}
_SPACE = re.compile(r"\s+")


def grammar_sees(text: str) -> str:
    """Return a stand-in of the text of the same length, in ASCII and without lone carriage returns.

    A letter becomes a letter and all else a comma, which has no meaning in Markdown.
    """
    shadow = text if text.isascii() else _WIDE.sub(lambda match: "x" if match[0].isalnum() else ",", text)
    return _RETURN.sub("\n", shadow) if "\r" in shadow else shadow


def label(text: str) -> str:
    """Return a link's label in the form in which Markdown compares labels."""
    return _SPACE.sub(" ", text.strip()).casefold()


class Prose:
    """What a block says: its text as it is collected, and the captions of its images."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self.captions: list[Segment] = []
        self.emphasised = False

    def segment(self, kind: Kind) -> Segment | None:
        """Return the text as a segment, or None where it has no words of its own."""
        return self._builder.segment(kind)


class _Edit(NamedTuple):
    """A stretch of a block that is not taken as it stands, and what it is."""

    start: int
    end: int
    what: str
    node: Node | None = None


class Inline:
    """Reads the insides of the blocks of one text.

    Args:
        text: the text, with templates overwritten.
        shadow: what the grammar sees of it, of the same length.
        origin: the place in the file of the text's first character.
        holes: what is left out of it: templates, and the marks in the margins of quotations and lists.
        labels: the labels of the links that are defined.
    """

    def __init__(self, text: str, shadow: str, origin: int, holes: Sequence[Hole], labels: frozenset[str]) -> None:
        self._text = text
        self._shadow = shadow
        self._holes = holes
        self._labels = labels
        self._builder = Builder(text, origin, holes)
        self._captions = Builder(text, origin, holes)

    def read(self, start: int, end: int) -> Prose:
        """Read the block from ``start`` to ``end``; the result's segment must be taken before the next is read."""
        prose = Prose(self._builder)
        if not _MARKUP.search(self._text, start, end):
            self._builder.raw(start, end)
            return prose
        root = _parser().parse(self._visible(start, end).encode("ascii")).root_node
        reading = _Reading(self._text, self._builder)
        at = start
        for edit in self._edits(root, start):
            reading.text(at, edit.start)
            reading.apply(edit)
            at = max(at, edit.end)
        reading.text(at, end)
        prose.captions = list(self._described(reading.images))
        prose.emphasised = self._all_emphasised(root, start)
        return prose

    def _visible(self, start: int, end: int) -> str:
        """Return the stand-in of a block with blanks for what is left out of it."""
        parts, at = [], start
        for i in range(bisect_right(self._holes, start, key=lambda hole: hole.end), len(self._holes)):
            hole = self._holes[i]
            if hole.start >= end:
                break
            if not hole.holds and not self._shadow[hole.start : hole.end].isspace():
                low, high = max(hole.start, at), min(hole.end, end)
                parts += (self._shadow[at:low], " " * (high - low))
                at = high
        parts.append(self._shadow[at:end])
        visible = "".join(parts)
        return _DELIMITER.sub(",", visible) if len(_DELIMITER.findall(visible)) > _MANY else visible

    def _edits(self, root: Node, base: int) -> Iterator[_Edit]:
        """Yield, in order, what is not taken as it stands; links and emphasis are looked into."""
        stack: list[Node | _Edit] = [root]
        while stack:
            item = stack.pop()
            if isinstance(item, _Edit):
                yield item
                continue
            start, end = item.start_byte + base, item.end_byte + base
            kind = item.type
            if kind in _LINKS:
                stack += reversed(self._link(item, base))
            elif kind in _Reading.HANDLED:
                yield _Edit(start, end, kind, item)
            elif kind == "strikethrough" and self._text[start : start + 2] == "~~":
                yield _Edit(start, end, "left out")
            elif kind == "emphasis_delimiter" and item.parent is not None and item.parent.type == "strikethrough":
                continue
            elif item.child_count:
                stack += reversed(item.children)

    def _link(self, node: Node, base: int) -> list[Node | _Edit]:
        """Return a link's text and edits that leave out what stands around it; nothing where it is no link."""
        start, end = node.start_byte + base, node.end_byte + base
        inner = next((child for child in node.children if child.type == "link_text"), None)
        if inner is None:
            return [_Edit(start, end, "left out")]
        low, high = inner.start_byte + base, inner.end_byte + base
        if node.type in _REFERENCES:
            if self._text[low : low + 1] == "^":
                return [_Edit(start, end, "left out")]
            names = [child for child in node.children if child.type == "link_label"]
            name = Span(names[0].start_byte + base + 1, names[0].end_byte + base - 1) if names else Span(low, high)
            if label(self._text[slice(*name)]) not in self._labels:
                return list(inner.children)
        return [_Edit(start, low, "left out"), *inner.children, _Edit(high, end, "left out")]

    def _described(self, images: Sequence[Span]) -> Iterator[Segment]:
        for place in images:
            add_decoded(self._captions, *place)
            segment = self._captions.segment(Kind.CAPTION)
            if segment is not None:
                yield segment

    def _all_emphasised(self, root: Node, base: int) -> bool:
        """Tell whether all that is said, after images if any, is set in emphasis: so captions are."""
        said = [c for c in root.children if c.type not in {"image", "hard_line_break"}]
        if len(said) != 1 or said[0].type not in {"emphasis", "strong_emphasis"}:
            return False
        at = root.start_byte
        for child in (*root.children, None):
            gap = self._text[at + base : (child.start_byte if child else root.end_byte) + base]
            if gap.strip():
                return False
            at = child.end_byte if child else at
        return True


class _Reading:
    """Puts one block into plain words; text inside masked tags is left out."""

    HANDLED = frozenset(
        "code_span latex_block image uri_autolink email_autolink html_tag entity_reference "
        "numeric_character_reference backslash_escape hard_line_break emphasis_delimiter".split()
    )

    def __init__(self, text: str, builder: Builder) -> None:
        self._text = text
        self._builder = builder
        self._masked: list[Token] = []
        self.images: list[Span] = []

    def text(self, start: int, end: int) -> None:
        """Add text as it stands."""
        if start < end and not self._masked:
            self._builder.raw(start, end)

    def apply(self, edit: _Edit) -> None:
        """Add what an edit says."""
        start, end, what, node = edit
        if what == "html_tag":
            for token in tokens(self._text, start, end):
                self._tag(token)
            return
        if self._masked or what in {"left out", "emphasis_delimiter"}:
            return
        match what:
            case "code_span":
                ticks = self._text[start:end]
                width = len(ticks) - len(ticks.lstrip("`"))
                self._builder.code(start, end, Span(start + width, end - width))
            case "latex_block":
                self._formula(start, end)
            case "image":
                self._image(node, start)
            case "uri_autolink" | "email_autolink":
                self._builder.hold(start, end)
            case "backslash_escape":
                self._builder.put(self._text[start + 1 : end], start, end)
            case "hard_line_break":
                self._builder.put(" ", start, end)
            case _:
                add_decoded(self._builder, start, end)

    def _formula(self, start: int, end: int) -> None:
        """Hold the place of a formula; two prices in one sentence look like one to the grammar."""
        inside = self._text[start:end]
        if _FORMULA.search(inside) or (len(inside) > 3 and inside.startswith("$$")):
            self._builder.hold(start, end)
        else:
            self._builder.raw(start, end)

    def _image(self, node: Node | None, start: int) -> None:
        assert node is not None
        base = start - node.start_byte
        for child in node.children:
            low, high = child.start_byte + base, child.end_byte + base
            if child.type == "image_description":
                self.images.append(Span(low, high))
            elif child.type == "link_title":
                self.images.append(Span(low + 1, high - 1))

    def _tag(self, token: Token) -> None:
        if token.part is Part.CLOSE:
            if self._masked and self._masked[-1].name == token.name:
                opened = self._masked.pop()
                if token.name in CODE and not self._masked:
                    self._builder.code(opened.start, token.end, Span(opened.end, token.start))
        elif token.part is Part.OPEN and token.name in MASKED | CODE:
            self._masked.append(token)
        elif not self._masked:
            if token.name == "br":
                self._builder.put(" ", token.start, token.end)
            elif token.part is not Part.TEXT:
                self.images += [description.value for description in descriptions(self._text, token)]


@cache
def _parser() -> Parser:
    import tree_sitter  # noqa: PLC0415 - compiled, and needed for this format alone
    import tree_sitter_markdown  # noqa: PLC0415

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.inline_language()))
