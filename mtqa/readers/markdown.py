"""Markdown and MDX: the prose of a text, without its code, targets of links, front matter and tags.

tree-sitter's grammars tell where everything stands. They count bytes, so they are given a stand-in of the text in
which every character beyond ASCII is one of ASCII: bytes and characters then count the same.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtqa.config import Settings
from mtqa.document import Document, Kind, Segment, Source, Span
from mtqa.readers.building import Hole
from mtqa.readers.hypertext import html_segments
from mtqa.readers.inline import Inline, grammar_sees, label
from mtqa.readers.kinds import refine
from mtqa.readers.templates import overwrite
from mtqa.result import SkippedFile

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_CONTAINERS = {
    "document": None,
    "section": None,
    "list": None,
    "list_item": Kind.LIST,
    "block_quote": Kind.QUOTE,
    "atx_heading": Kind.HEADING,
    "setext_heading": Kind.HEADING,
    "paragraph": None,
    "pipe_table": None,
    "pipe_table_header": None,
    "pipe_table_row": None,
}
_CLOSING_MARKS = re.compile(r"[ \t]+#+[ \t]*$")
_NOTE = re.compile(r"[ \t]*\[\^[^\]\s]{1,100}\]:[ \t]*|(?:!!!|\?\?\?\+?|===\+?)[ \t]+[\w\"][^\r\n]*")
_ALERT = re.compile(
    r"\[![A-Za-z]{1,30}\][+-]?|(?:\*\*|__)(?:Note|Tip|Important|Warning|Caution):?(?:\*\*|__)[ \t]*(?=[\r\n])"
)
_PART = re.compile(r"(?:(?<=[\r\n])[ \t]{0,3}|\A)(?:(?P<definition>:[ \t]+(?=\S))|(?=\[\^[^\]\s]{1,100}\]:))")
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n]|\Z)")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_MARKER = re.compile(r"[ \t]*(?:(?P<heading>#{1,6})|[-*+]|\d{1,9}[.)])[ \t]+")
_CODE_IN_NOTE = re.compile(r" {8}|\t\t|\t {4}| {4}\t")


class MarkdownReader:
    """Reads ``.md`` and ``.markdown`` files: CommonMark with GitHub's tables, task lists and footnotes."""

    format = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")
    _mdx = False

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:  # noqa: ARG002
        """Yield the one document of a file."""
        found = tuple(markdown_segments(source.text, mdx=self._mdx))
        yield Document(source.path, self.format, found, source.text, encoding=source.encoding)


class MdxReader(MarkdownReader):
    """Reads ``.mdx`` files: Markdown with imports, expressions and components, which are masked."""

    format = "mdx"
    suffixes: tuple[str, ...] = (".mdx",)
    _mdx = True


def markdown_segments(text: str, *, mdx: bool = False) -> Iterator[Segment]:
    """Yield the segments of a Markdown text, captions of images right after what they stand in."""
    start = int(text.startswith("\ufeff"))
    yield from _Page(text[start:], start, mdx=mdx).segments()


class _Block(NamedTuple):
    """A node of the block structure and the kind of text that stands in it."""

    node: Node
    kind: Kind


class _Page:
    def __init__(self, text: str, origin: int, *, mdx: bool) -> None:
        self._mdx = mdx
        self._origin = origin
        self._text, templates = overwrite(text, mdx=mdx)
        shadow = grammar_sees(self._text)
        self._root = _parser().parse(shadow.encode("ascii")).root_node
        marks, labels = _margins(self._root, self._text)
        self._holes = _merged(templates, marks)
        self._inline = Inline(self._text, shadow, origin, self._holes, labels)
        self._after_image = False
        self._in_note = False

    def segments(self) -> Iterator[Segment]:
        """Walk the blocks with a stack, since they may be nested deeper than calls may be."""
        stack = [_Block(self._root, Kind.PARAGRAPH)]
        while stack:
            node, kind = stack.pop()
            if node.type in _CONTAINERS:
                inside = _CONTAINERS[node.type] or kind
                stack += [_Block(child, inside) for child in reversed(node.children)]
            else:
                yield from self._leaf(node, kind)

    def _leaf(self, node: Node, kind: Kind) -> Iterator[Segment]:
        span = Span(node.start_byte, node.end_byte)
        match node.type:
            case "inline":
                for part, what in self._parts(span, kind):
                    yield from self._prose(part, what)
            case "pipe_table_cell":
                yield from self._prose(span, Kind.CELL)
            case "html_block":
                yield from self._html(span, kind)
            case "indented_code_block" if self._mdx or self._in_note:
                # MDX has none: what is indented stands in a component; elsewhere it may go on with a note.
                yield from self._indented(span, kind)
            case _:
                pass

    def _prose(self, span: Span, kind: Kind) -> Iterator[Segment]:
        start, end = span
        if kind is Kind.HEADING and (marks := _CLOSING_MARKS.search(self._text, start, end)):
            end = marks.start()
        note = _NOTE.match(self._text, start, end)
        self._in_note = note is not None
        mark = note or _ALERT.match(self._text, start, end)
        found = self._inline.read(mark.end() if mark else start, end)
        segment = found.segment(kind)
        if segment is not None:
            pictured = found.emphasised and (self._after_image or found.pictured)
            kind = Kind.CAPTION if pictured and kind is Kind.PARAGRAPH else refine(kind, segment.text)
            yield dataclasses.replace(segment, kind=kind)
        self._after_image = segment is None and found.pictured
        yield from found.captions

    def _html(self, span: Span, kind: Kind) -> Iterator[Segment]:
        self._after_image = _PICTURE.search(self._text, *span) is not None
        for segment in html_segments(self._text, *span, origin=self._origin, holes=self._holes, kind=kind):
            self._after_image = self._after_image and segment.kind is Kind.CAPTION
            yield segment

    def _parts(self, span: Span, kind: Kind) -> Iterator[tuple[Span, Kind]]:
        """Part a term from its definitions, which have a colon in front, and footnotes from each other."""
        start, end = span
        if kind is not Kind.HEADING and self._text.find(":", start, end) >= 0:
            for mark in _PART.finditer(self._text, start, end):
                inside = Kind.LIST if mark["definition"] else kind
                if mark.start() > start:
                    yield Span(start, mark.start()), inside
                start, kind = mark.end(), inside
        yield Span(start, end), kind

    def _indented(self, span: Span, kind: Kind) -> Iterator[Segment]:
        for start, end in self._indented_parts(span):
            mark = _MARKER.match(self._text, start, end)
            inside = kind if mark is None else Kind.HEADING if mark["heading"] else Kind.LIST
            yield from self._prose(Span(mark.end() if mark else start, end), inside)
            self._in_note = not self._mdx

    def _indented_parts(self, span: Span) -> Iterator[Span]:
        """Yield the paragraphs and items of indented text, without the code in it."""
        fence = ""
        start = end = span.start
        for line in _LINE.finditer(self._text, *span):
            found = _FENCE.match(line[0])
            if fence:
                fence = "" if found and found[1].startswith(fence) else fence
            elif line[0].strip() and not found and (self._mdx or not _CODE_IN_NOTE.match(line[0])):
                mark = _MARKER.match(line[0])
                if start < end and mark:
                    yield Span(start, end)
                    start = line.start()
                end = line.end()
                if not (mark and mark["heading"]):
                    continue
            else:
                fence = found[1] if found else ""
            if start < end:
                yield Span(start, end)
            start = end = line.end()
        if start < end:
            yield Span(start, end)


def _margins(root: Node, text: str) -> tuple[list[Hole], dict[str, Node | None]]:
    """Return the marks that continue a block on its further lines, and the labels of links and their titles."""
    holes: list[Hole] = []
    labels: dict[str, Node | None] = {}
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "block_continuation":
            if node.start_byte < node.end_byte:
                holes.append(Hole(node.start_byte, node.end_byte))
            continue
        if node.type == "link_reference_definition":
            parts = {child.type: child for child in node.children}
            if name := parts.get("link_label"):
                labels.setdefault(label(text[name.start_byte + 1 : name.end_byte - 1]), parts.get("link_title"))
        if node.child_count:
            stack += reversed(node.children)
    return holes, labels


def _merged(templates: list[Hole], marks: list[Hole]) -> list[Hole]:
    """Return both kinds of holes in order, without the marks that lie within a template."""
    merged: list[Hole] = []
    for hole in sorted((*templates, *marks), key=lambda hole: (hole.start, -hole.end)):
        if not merged or hole.start >= merged[-1].end:
            merged.append(hole)
    return merged


@cache
def _parser() -> Parser:
    import tree_sitter  # noqa: PLC0415 - compiled, and needed for this format alone
    import tree_sitter_markdown  # noqa: PLC0415

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.language()))
