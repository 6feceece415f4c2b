"""Markdown and MDX: the prose of a text, without its code, targets of links, front matter and tags.

tree-sitter's grammars tell where everything stands. They count bytes, so they are given a stand-in of the text in
which every character beyond ASCII is one of ASCII: bytes and characters then count the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mtqa.config import Settings
from mtqa.document import Document, Kind, Segment, Source, Span
from mtqa.readers import indented
from mtqa.readers.asides import asides
from mtqa.readers.building import Hole
from mtqa.readers.captions import Captions, is_fragment
from mtqa.readers.figures import Figures
from mtqa.readers.hypertext import html_segments
from mtqa.readers.inline import Inline, label
from mtqa.readers.kinds import refine
from mtqa.readers.masks import Masks
from mtqa.readers.shadow import blocks_of_words, grammar_sees
from mtqa.readers.templates import merged, overwrite
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
_PASSED_OVER = {
    **dict.fromkeys(("minus_metadata", "plus_metadata"), "front matter"),
    **dict.fromkeys(("fenced_code_block", "indented_code_block"), "code"),
    "ERROR": "markup that can't be parsed",
}
_BLOCKS = frozenset(("inline", "pipe_table_cell", "html_block", *_PASSED_OVER))
_HOLDS = re.compile(r"[^\W_]")
_CLOSING_MARKS = re.compile(r"[ \t]+#+[ \t]*$")
_NOTE = re.compile(r"[ \t]*\[\^[^\]\s]{1,100}\]:[ \t]*|(?:!!!|\?\?\?\+?|===\+?)[ \t]+[\w\"][^\r\n]*")
_MARKS = frozenset("[!?=*_ \t")
"""What a note or an alert begins with."""
_ALERT = re.compile(
    r"\[![A-Za-z]{1,30}\][+-]?|(?:\*\*|__)(?:Note|Tip|Important|Warning|Caution):?(?:\*\*|__)[ \t]*(?=[\r\n])"
)
_PART = re.compile(r"(?:(?<=[\r\n])[ \t]{0,3}|\A)(?:(?P<definition>:[ \t]+(?=\S))|(?=\[\^[^\]\s]{1,100}\]:))")
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)


class MarkdownReader:
    """Reads ``.md`` and ``.markdown`` files: CommonMark with GitHub's tables, task lists and footnotes."""

    format = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")
    _mdx = False

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the one document of a file.

        Raises:
            ConfigError: a selector of what is not to be read can't be used.
        """
        text, start = source.text, int(source.text.startswith("\ufeff"))
        masks = Masks(text[start:], start)
        found = tuple(markdown_segments(text, mdx=self._mdx, settings=settings, masks=masks))
        yield Document(source.path, self.format, found, text, encoding=source.encoding, masks=masks.all())


class MdxReader(MarkdownReader):
    """Reads ``.mdx`` files: Markdown with imports, expressions and components, which are masked."""

    format = "mdx"
    suffixes: tuple[str, ...] = (".mdx",)
    _mdx = True


def markdown_segments(
    text: str, *, mdx: bool = False, settings: Settings | None = None, masks: Masks | None = None
) -> Iterator[Segment]:
    """Yield the segments of a Markdown text, captions of images right after what they stand in.

    Args:
        text: the text, which may begin with a byte order mark.
        mdx: whether it is MDX.
        settings: what of it is not to be read; nothing but what never is, where they are left out.
        masks: where what is not read is told; its text is ``text`` without a byte order mark.

    Raises:
        ConfigError: a selector of what is not to be read can't be used.
    """
    start = int(text.startswith("\ufeff"))
    body = text[start:]
    told = masks or Masks(body, start)
    yield from _Page(body, start, mdx=mdx, masks=told, settings=settings or Settings()).segments()


class _Block(NamedTuple):
    """A block that may hold prose: what the grammar calls it, where it stands, and what kind of text is in it."""

    what: str
    start: int
    end: int
    kind: Kind


class _Outline(NamedTuple):
    """What the block structure of a text tells.

    Attributes:
        blocks: the blocks in order.
        margins: the marks that continue a block on its further lines.
        labels: the labels of links that are defined, with the titles in their definitions.
    """

    blocks: list[_Block]
    margins: list[Hole]
    labels: dict[str, Node | None]


class _Page:
    def __init__(self, text: str, origin: int, *, mdx: bool, masks: Masks, settings: Settings) -> None:
        self._mdx = mdx
        self._origin = origin
        self._masks = masks
        self._selectors = settings.mask_selectors
        self._text, templates = overwrite(text, mdx=mdx, masks=masks, left_out=asides(text, settings, masks))
        self._figures = Figures(text, origin, templates)
        shadow = grammar_sees(self._text)
        root = _parser().parse(blocks_of_words(shadow).encode("ascii")).root_node
        self._blocks, marks, labels = _outline(root, self._text, shadow)
        self._holes = merged((*templates, *marks)) if templates else sorted(marks)
        self._inline = Inline(self._text, shadow, origin, self._holes, labels, masks)
        self._captions = Captions(masks)
        self._after_image = False
        self._in_note = False

    def segments(self) -> Iterator[Segment]:
        """Yield the segments in order, each caption once."""
        figures, is_new = self._figures, self._captions.is_new
        for what, start, end, kind in self._blocks:
            span = Span(start, end)
            if figures.ahead:
                yield from filter(is_new, figures.before(start))
            found: Iterator[Segment] | list[Segment]
            if what == "inline":
                found = self._prose(span, kind) if kind is Kind.HEADING else self._parts(span, kind)
            elif what == "pipe_table_cell":
                found = self._prose(span, Kind.CELL)
            else:
                found = self._leaf(what, span, kind)
            for segment in found:
                if is_new(segment):
                    yield segment
        yield from filter(is_new, figures.before(len(self._text) + 1))
        for place in self._inline.untold():
            self._masks.add(*place, "comment")

    def _leaf(self, what: str, span: Span, kind: Kind) -> Iterator[Segment]:
        if what == "html_block":
            yield from self._html(span, kind)
        elif what == "indented_code_block" and (self._mdx or self._in_note):
            # MDX has none: what is indented stands in a component; elsewhere it may go on with a note.
            for part in indented.parts(self._text, span, kind, self._masks, mdx=self._mdx):
                yield from self._prose(*part)
                self._in_note = not self._mdx
        elif what in _PASSED_OVER and _HOLDS.search(self._text, *span):
            self._masks.add(*span, _PASSED_OVER[what])

    def _prose(self, span: Span, kind: Kind) -> list[Segment]:
        start, end = span
        text = self._text
        if kind is Kind.HEADING and (marks := _CLOSING_MARKS.search(text, start, end)):
            end = marks.start()
        note = mark = None
        if text[start : start + 1] in _MARKS:
            note = _NOTE.match(text, start, end)
            mark = note or _ALERT.match(text, start, end)
        self._in_note = note is not None
        found = self._inline.read(mark.end() if mark else start, end)
        pictured = self._after_image or found.pictured
        if kind is Kind.PARAGRAPH and pictured:
            segment = found.segment(Kind.CAPTION if found.emphasised else kind, self._under_picture)
        else:
            segment = found.segment(kind, refine)
        self._after_image = segment is None and found.pictured
        if segment is None:
            return found.captions
        return [segment, *found.captions] if found.captions else [segment]

    def _under_picture(self, kind: Kind, text: str) -> Kind:
        """Return what a paragraph is that stands under a picture or beside it."""
        return Kind.CAPTION if self._after_image and is_fragment(text) else refine(kind, text)

    def _html(self, span: Span, kind: Kind) -> Iterator[Segment]:
        self._after_image = _PICTURE.search(self._text, *span) is not None
        for segment in html_segments(
            self._text, *span, origin=self._origin, holes=self._holes, kind=kind, masks=self._masks
        ):
            self._after_image = self._after_image and segment.kind is Kind.CAPTION
            yield segment

    def _parts(self, span: Span, kind: Kind) -> Iterator[Segment] | list[Segment]:
        """Part a term from its definitions, which have a colon in front, and footnotes from each other."""
        if self._text.find(":", *span) < 0 or not _PART.search(self._text, *span):
            return self._prose(span, kind)
        return self._parted(span, kind)

    def _parted(self, span: Span, kind: Kind) -> Iterator[Segment]:
        start, end = span
        for mark in _PART.finditer(self._text, start, end):
            inside = Kind.LIST if mark["definition"] else kind
            if mark.start() > start:
                yield from self._prose(Span(start, mark.start()), inside)
            start, kind = mark.end(), inside
        yield from self._prose(Span(start, end), kind)


def _outline(root: Node, text: str, shadow: str) -> _Outline:
    """Walk the blocks with a stack, since they may be nested deeper than calls may be."""
    found = _Outline([], [], {})
    stack = [(root, Kind.PARAGRAPH)]
    while stack:
        node, kind = stack.pop()
        what = node.type
        if what in _CONTAINERS:
            inside = _CONTAINERS[what] or kind
            stack += [(child, inside) for child in reversed(node.children)]
        elif what == "block_continuation":
            if node.start_byte < node.end_byte:
                found.margins.append(Hole(node.start_byte, node.end_byte))
        elif what == "link_reference_definition":
            if text.startswith("[^", node.start_byte):
                # A footnote of one word looks like the target of a link.
                found.blocks.append(_Block("inline", node.start_byte, node.end_byte, kind))
                continue
            parts = {child.type: child for child in node.children}
            if name := parts.get("link_label"):
                found.labels.setdefault(label(text[name.start_byte + 1 : name.end_byte - 1]), parts.get("link_title"))
        elif what in _BLOCKS:
            start, end = node.start_byte, node.end_byte
            found.blocks.append(_Block(what, start, end, kind))
            if shadow.find("\n", start, end) >= 0:
                found.margins.extend(_margins(node))
    return found


def _margins(block: Node) -> Iterator[Hole]:
    stack = [block]
    while stack:
        node = stack.pop()
        if node.type == "block_continuation" and node.start_byte < node.end_byte:
            yield Hole(node.start_byte, node.end_byte)
        elif node.child_count:
            stack += node.children


@cache
def _parser() -> Parser:
    import tree_sitter  # noqa: PLC0415 - compiled, and needed for this format alone
    import tree_sitter_markdown  # noqa: PLC0415

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.language()))
