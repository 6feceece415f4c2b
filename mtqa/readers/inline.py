"""The inside of a Markdown block: emphasis, links, images, code and tags, each left out or put into plain words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from mtqa.document import Kind, Segment, Span
from mtqa.readers import simple
from mtqa.readers.building import Builder, Hole
from mtqa.readers.elements import is_file_name
from mtqa.readers.entities import add_decoded
from mtqa.readers.masks import Masks
from mtqa.readers.shadow import flanked, line_of_words
from mtqa.readers.wording import Described, Edit, Wording

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_MARKUP = re.compile(r"[*_\[\]<&`!$~\\]")
_HARD_BREAK = re.compile(r"  [\r\n]")
_BRACKETED = re.compile(r"(?<![\]\\])\[(?!\^)([^\[\]`<\\]*)\](?![\[(])")
_DELIMITER = re.compile(r"[*_~]")
_MANY = 400
"""Emphasis marks from which a paragraph is read without emphasis: the grammar's time grows with their square."""

_DOLLARS = re.compile(
    r"\$\$[^$]{1,2000}\$\$|(?<![\\$\w])\$(?=[^\s$])(?P<inside>[^$`]{1,300})(?<=[^\s\\])\$(?![\w${(`])|(?P<lone>\$)"
)
_FORMULA = re.compile(r"\S{1,12}\Z|[^\d].*[\\^_=+*/<>]|.*[\\^_=]|[\\^_=+*/<>]", re.DOTALL)
_SUBSCRIPT = 3
_LINKS = frozenset("inline_link full_reference_link collapsed_reference_link shortcut_link image".split())
_SPACE = re.compile(r"\s+")


def _without_price(match: re.Match[str]) -> str:
    """Hide a dollar sign that opens no formula: the grammar would make one of any two prices."""
    if match["lone"]:
        return ","
    if match["inside"] and not _FORMULA.match(match["inside"]):
        return match[0].replace("$", ",")
    return match[0]


def label(text: str) -> str:
    """Return a link's label in the form in which Markdown compares labels."""
    return _SPACE.sub(" ", text.strip()).casefold()


class Prose:
    """What a block says: its text as it is collected, the captions of its images, and whether it has any images."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self.captions: list[Segment] = []
        self.emphasised = False
        self.pictured = False

    def segment(self, kind: Kind, refine: Callable[[Kind, str], Kind]) -> Segment | None:
        """Return the text as a segment whose wording refines its kind, or None where it has no words of its own."""
        return self._builder.segment(kind, refine)


class Inline:
    """Reads the insides of the blocks of one text.

    Args:
        text: the text, with templates overwritten.
        shadow: what the grammar sees of it, of the same length.
        origin: the place in the file of the text's first character.
        holes: what is left out of it: templates, and the marks in the margins of quotations and lists.
        labels: the labels of the links that are defined.
        masks: where what is not read is told.
    """

    def __init__(
        self,
        text: str,
        shadow: str,
        origin: int,
        holes: Sequence[Hole],
        labels: Mapping[str, Node | None],
        masks: Masks,
    ) -> None:
        self._text = text
        self._shadow = shadow
        self._holes = holes
        self._labels = labels
        self._masks = masks
        self._told: set[str] = set()
        self._builder = Builder(text, origin, holes)
        self._captions = Builder(text, origin, holes)

    def untold(self) -> Iterator[Span]:
        """Yield where titles in definitions of links stand that no link shows: notes of authors are kept so."""
        for name, title in self._labels.items():
            if title is not None and name not in self._told:
                yield Span(title.start_byte, title.end_byte)

    def read(self, start: int, end: int) -> Prose:
        """Read the block from ``start`` to ``end``; the result's segment must be taken before the next is read."""
        prose = Prose(self._builder)
        if not (_MARKUP.search(self._text, start, end) or _HARD_BREAK.search(self._text, start, end)):
            self._builder.raw(start, end)
            return prose
        found = None if self._has_holes(start, end) else simple.parts(self._text, start, end)
        if found is not None:
            simple.put(found, self._builder, self._masks)
            prose.emphasised = simple.is_emphasis(found)
            return prose
        root = _parser().parse(self._visible(start, end).encode("ascii")).root_node
        wording = Wording(self._text, self._builder, self._masks)
        self._put(wording, Described(Span(start, end), node=root, base=start))
        wording.close(end)
        prose.captions = list(self._described(wording.described))
        prose.pictured = wording.pictured
        prose.emphasised = self._all_emphasised(root, start)
        return prose

    def _has_holes(self, start: int, end: int) -> bool:
        at = bisect_right(self._holes, start, key=_hole_end) if self._holes else 0
        return at < len(self._holes) and self._holes[at].start < end

    def _put(self, wording: Wording, said: Described, *, flat: bool = False) -> None:
        """Put what stands at a node into words; where it is to be ``flat``, images are their descriptions."""
        at, end = said.place
        assert said.node is not None
        for edit in self._edits(said.node, said.base, flat=flat):
            if edit.what != "described":
                wording.add(at, edit.start)
                at = max(at, edit.end)
            wording.apply(edit)
        wording.add(at, end)

    def _visible(self, start: int, end: int) -> str:
        """Return the stand-in of a block with blanks for what is left out of it."""
        parts: list[str] = []
        at = start
        for i in range(bisect_right(self._holes, start, key=_hole_end), len(self._holes)):
            hole = self._holes[i]
            if hole.start >= end:
                break
            if not hole.holds and not self._shadow[hole.start : hole.end].isspace():
                low, high = max(hole.start, at), min(hole.end, end)
                parts += (self._shadow[at:low], " " * (high - low))
                at = high
        parts.append(self._shadow[at:end])
        visible = flanked("".join(parts), self._text, start)
        visible = self._without_brackets(visible, start)
        visible = _DOLLARS.sub(_without_price, visible) if "$" in visible else visible
        visible = line_of_words(visible)
        return _DELIMITER.sub(",", visible) if len(_DELIMITER.findall(visible)) > _MANY else visible

    def _without_brackets(self, visible: str, base: int) -> str:
        """Hide brackets that make no link for want of a definition: the grammar would prefer them to one around."""

        def hidden(match: re.Match[str]) -> str:
            name = label(self._text[match.start(1) + base : match.end(1) + base])
            return match[0] if name in self._labels else f",{match[1]},"

        return _BRACKETED.sub(hidden, visible) if "[" in visible else visible

    def _edits(self, root: Node, base: int, *, flat: bool) -> Iterator[Edit]:
        """Yield, in order, what is not taken as it stands; links and emphasis are looked into."""
        stack: list[Node | Edit] = [root]
        while stack:
            item = stack.pop()
            if isinstance(item, Edit):
                yield item
                continue
            start, end = item.start_byte + base, item.end_byte + base
            kind = item.type
            if kind in _LINKS:
                stack += reversed(self._link(item, base, flat=flat))
            elif kind in Wording.HANDLED:
                yield Edit(start, end, kind, item)
            elif kind == "strikethrough":
                stack += reversed(self._struck(item, start, end))
            elif item.child_count:
                stack += reversed(item.children)

    def _struck(self, node: Node, start: int, end: int) -> list[Node | Edit]:
        """Leave out what is struck through; the grammar takes any two tildes for that, even "~5 to ~10"."""
        inside = self._text[start:end].strip("~")
        before, after = self._text[start - 1 : start] if start else "", self._text[end : end + 1]
        tight = inside == inside.strip()
        if tight and (self._text.startswith("~~", start) or not (before.isalnum() or after.isalnum())):
            return [Edit(start, end, "struck out")]
        subscript = tight and len(inside) <= _SUBSCRIPT and before.isalpha()
        return [child for child in node.children if subscript or child.type != "emphasis_delimiter"]

    def _link(self, node: Node, base: int, *, flat: bool) -> list[Node | Edit]:
        """Return a link's text, edits that leave out what stands around it, and its title; an image is left out."""
        start, end = node.start_byte + base, node.end_byte + base
        parts = {child.type: child for child in node.children}
        inner = parts.get("link_text") or parts.get("image_description")
        title = parts.get("link_title")
        kind = Kind.CAPTION if node.type == "image" else Kind.MESSAGE
        places = (
            [] if title is None else [Edit(title.start_byte + base, title.end_byte + base, "described", title, kind)]
        )
        if inner is None:
            return [Edit(start, end, "image" if node.type == "image" else "left out"), *places]
        low, high = inner.start_byte + base, inner.end_byte + base
        if not parts.keys() & {"(", "link_destination"}:
            named = parts.get("link_label")
            name = (
                self._text[named.start_byte + base + 1 : named.end_byte + base - 1] if named else self._text[low:high]
            )
            if name.startswith("^"):
                return [Edit(start, end, "left out")]
            if label(name) not in self._labels:
                return list(inner.children)
            places = self._title_of(label(name), kind)
        if node.type == "image" and not flat:
            return [Edit(start, end, "image"), Edit(low, high, "described", inner), *places]
        return [Edit(start, low, "left out"), *inner.children, Edit(high, end, "left out"), *places]

    def _title_of(self, name: str, kind: Kind) -> list[Edit]:
        """Return the title in a link's definition, the first time that the link is met."""
        title = self._labels[name]
        if title is None or name in self._told:
            return []
        self._told.add(name)
        return [_said_by(title, 0, kind)]

    def _described(self, found: Sequence[Described]) -> Iterator[Segment]:
        for said in found:
            if said.node is None:
                add_decoded(self._captions, *said.place)
            else:
                self._put(Wording(self._text, self._captions, self._masks), said, flat=True)
            segment = self._captions.segment(said.kind)
            if segment is not None and not is_file_name(segment.text):
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


def _said_by(title: Node, base: int, kind: Kind) -> Edit:
    return Edit(title.start_byte + base, title.end_byte + base, "described", title, kind)


def _hole_end(hole: Hole) -> int:
    return hole.end


@cache
def _parser() -> Parser:
    import tree_sitter  # noqa: PLC0415 - compiled, and needed for this format alone
    import tree_sitter_markdown  # noqa: PLC0415

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.inline_language()))
