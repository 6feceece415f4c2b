"""The inside of a Markdown block: emphasis, links, images, code and tags, each left out or put into plain words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from mtqa.document import Kind, Segment, Span
from mtqa.readers.building import Builder, Hole
from mtqa.readers.entities import add_decoded
from mtqa.readers.wording import Described, Edit, Wording

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_MARKUP = re.compile(r"[*_\[\]<&`!$~\\]|  (?=[\r\n])")
_WIDE = re.compile(r"[^\x00-\x7f]")
_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")
_DIGIT = re.compile(r"[0-9](?=_)|(?<=_)[0-9]")
_BRACKETED = re.compile(r"(?<![\]\\])\[(?!\^)([^\[\]`<\\]*)\](?![\[(])")
_BLOCK_TAG = re.compile(r"(</?)(h[1-6]|search|textarea)(?=[\s/>])", re.IGNORECASE)
_KNOWN_TAGS = {2: "hr", 6: "center", 8: "fieldset"}
_RETURN = re.compile(r"\r(?!\n)")
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


def grammar_sees(text: str) -> str:
    """Return a stand-in of the text of the same length, in ASCII and without lone carriage returns.

    A letter becomes a letter and all else a comma, which has no meaning in Markdown. A tag that begins a block without
    the grammar's knowing becomes one that it knows.
    """
    shadow = text if text.isascii() else _WIDE.sub(lambda match: "x" if match[0].isalnum() else ",", text)
    shadow = _BLOCK_TAG.sub(lambda match: match[1] + _KNOWN_TAGS[len(match[2])], shadow)
    return _RETURN.sub("\n", shadow) if "\r" in shadow else shadow


def _flanked(shadow: str, text: str) -> str:
    """Return the stand-in with a blank for each wide space, and letters for digits at underscores.

    That is where emphasis may begin and end, and the grammar does not take digits there for parts of words.
    """
    shadow = _DIGIT.sub("x", shadow)
    if text.isascii() or not _WIDE_SPACE.search(text):
        return shadow
    parts, at = [], 0
    for space in _WIDE_SPACE.finditer(text):
        parts += [shadow[at : space.start()], " "]
        at = space.end()
    return "".join(parts) + shadow[at:]


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

    def segment(self, kind: Kind) -> Segment | None:
        """Return the text as a segment, or None where it has no words of its own."""
        return self._builder.segment(kind)


class Inline:
    """Reads the insides of the blocks of one text.

    Args:
        text: the text, with templates overwritten.
        shadow: what the grammar sees of it, of the same length.
        origin: the place in the file of the text's first character.
        holes: what is left out of it: templates, and the marks in the margins of quotations and lists.
        labels: the labels of the links that are defined.
    """

    def __init__(
        self, text: str, shadow: str, origin: int, holes: Sequence[Hole], labels: Mapping[str, Node | None]
    ) -> None:
        self._text = text
        self._shadow = _flanked(shadow, text)
        self._holes = holes
        self._labels = labels
        self._told: set[str] = set()
        self._builder = Builder(text, origin, holes)
        self._captions = Builder(text, origin, holes)

    def read(self, start: int, end: int) -> Prose:
        """Read the block from ``start`` to ``end``; the result's segment must be taken before the next is read."""
        prose = Prose(self._builder)
        if not _MARKUP.search(self._text, start, end):
            self._builder.raw(start, end)
            return prose
        root = _parser().parse(self._visible(start, end).encode("ascii")).root_node
        wording = Wording(self._text, self._builder)
        self._put(wording, Described(Span(start, end), root, start))
        prose.captions = list(self._described(wording.described))
        prose.pictured = wording.pictured
        prose.emphasised = self._all_emphasised(root, start)
        return prose

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
        for i in range(bisect_right(self._holes, start, key=lambda hole: hole.end), len(self._holes)):
            hole = self._holes[i]
            if hole.start >= end:
                break
            if not hole.holds and not self._shadow[hole.start : hole.end].isspace():
                low, high = max(hole.start, at), min(hole.end, end)
                parts += (self._shadow[at:low], " " * (high - low))
                at = high
        parts.append(self._shadow[at:end])
        visible = self._without_brackets("".join(parts), start)
        visible = _DOLLARS.sub(_without_price, visible) if "$" in visible else visible
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
            return [Edit(start, end, "left out")]
        subscript = tight and len(inside) <= _SUBSCRIPT and before.isalpha()
        return [child for child in node.children if subscript or child.type != "emphasis_delimiter"]

    def _link(self, node: Node, base: int, *, flat: bool) -> list[Node | Edit]:
        """Return a link's text, edits that leave out what stands around it, and its title; an image is left out."""
        start, end = node.start_byte + base, node.end_byte + base
        parts = {child.type: child for child in node.children}
        inner = parts.get("link_text") or parts.get("image_description")
        title = parts.get("link_title")
        places = [] if title is None else [Edit(title.start_byte + base, title.end_byte + base, "described", title)]
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
            places = self._title_of(label(name))
        if node.type == "image" and not flat:
            return [Edit(start, end, "image"), Edit(low, high, "described", inner), *places]
        return [Edit(start, low, "left out"), *inner.children, Edit(high, end, "left out"), *places]

    def _title_of(self, name: str) -> list[Edit]:
        """Return the title in a link's definition, the first time that the link is met."""
        title = self._labels[name]
        if title is None or name in self._told:
            return []
        self._told.add(name)
        return [Edit(title.start_byte, title.end_byte, "described", title)]

    def _described(self, found: Sequence[Described]) -> Iterator[Segment]:
        for said in found:
            if said.node is None:
                add_decoded(self._captions, *said.place)
            else:
                self._put(Wording(self._text, self._captions), said, flat=True)
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


@cache
def _parser() -> Parser:
    import tree_sitter  # noqa: PLC0415 - compiled, and needed for this format alone
    import tree_sitter_markdown  # noqa: PLC0415

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.inline_language()))
