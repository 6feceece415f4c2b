"""OpenDocument text: the text of a document's parts as it is displayed.

Deleted text that is tracked lies apart from the flow, so what stands in the flow is the document with all changes
accepted. Notes, comments and frames stand in the midst of a paragraph and are read after it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mtqa.document import Kind
from mtqa.readers.documents.office_flow import Flow, Nodes, walk
from mtqa.readers.documents.office_open_styles import PARAGRAPH, TEXT, Look, Styles
from mtqa.readers.documents.office_styles import CONTENTS, HIDDEN, Role
from mtqa.readers.extracting import Extract
from mtqa.readers.xml import Element, Text

_SPACES = 1000
_IN_LINE = "as-char"
_SHAPES = (
    "frame g custom-shape rect circle ellipse line polyline polygon regular-polygon path connector caption control"
)
_INDEXES = "table-of-content illustration-index table-index object-index user-index alphabetical-index bibliography"
_APART = "ruby-text index-title-template note-citation"

_Action = Callable[[Element], Nodes]


@dataclass(slots=True)
class Found:
    """What holds for a whole document.

    Attributes:
        media: the media types of embedded objects, by the folder that they lie in.
        comments: whether comments are read.
        counts: how many notes and comments were met, by their class.
        changed: whether changes are tracked.
    """

    media: Mapping[str, str]
    comments: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    changed: bool = False

    def count(self, what: str) -> int:
        """Return the number of one more note."""
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]


class Story:
    """Reads one part: the body, a header.

    Args:
        extract: takes the text.
        styles: the styles that hold in the part.
        found: what holds for the document.
        part: what the part is called; empty for the body.
    """

    def __init__(self, extract: Extract, styles: Styles, found: Found, part: str = "") -> None:
        self._extract = extract
        self._styles = styles
        self._found = found
        self._flow = Flow(extract, part)
        self._open = self._code = False
        self._hidden = self._hiding = ""
        self._dropped = False
        self._look = Look()
        self._contents = self._lists = 0
        self._actions = self._made()

    def read(self, element: Element) -> None:
        """Read the part's text."""
        walk(lambda: (*element.children, self._flow.end), self._enter, self._text)

    def _enter(self, element: Element) -> Nodes:
        action = self._actions.get(f"{_family(element.space)} {element.name}")
        return action(element) if action else element.children

    def _text(self, text: Text) -> None:
        if not self._open or not text.string:
            return
        if self._hidden:
            if self._hiding != self._hidden and text.string.strip():
                self._hiding = self._hidden
                self._extract.omit(self._hidden)
            self._flow.paragraph.cut()
        elif self._code:
            self._flow.paragraph.code(text.string)
        else:
            self._flow.paragraph.collapsed(text.string)

    def _paragraph(self, element: Element) -> Nodes:
        look = self._styles.look(PARAGRAPH, element.attributes.get("style-name", ""))
        self._open, self._hidden, self._code, self._hiding = True, look.hidden, False, ""
        self._dropped = False

        def leave() -> Nodes:
            self._open, self._hidden = False, ""
            if self._dropped:
                return self._flow.end(left_out=HIDDEN)
            return self._flow.end(*self._role(element, look))

        return (*element.children, leave)

    def _role(self, element: Element, look: Look) -> Role:
        if self._contents:
            return Role(Kind.LIST, CONTENTS)
        if element.name == "h" and not (look.role and look.role.left_out):
            return Role(Kind.HEADING)
        return look.role or Role(Kind.LIST if self._lists else Kind.PARAGRAPH)

    def _span(self, element: Element) -> Nodes:
        look = self._styles.look(TEXT, element.attributes.get("style-name", ""))
        outer = self._hidden, self._code
        self._hidden, self._code = self._hidden or look.hidden, self._code or look.code

        def leave() -> Nodes:
            self._hidden, self._code = outer
            return ()

        return (*element.children, leave)

    def _spaces(self, element: Element) -> Nodes:
        count = element.attributes.get("c", "1")
        if self._open and not self._hidden:
            number = min(int(count), _SPACES) if count.isdecimal() and len(count) < 9 else 1
            (self._flow.paragraph.code if self._code else self._flow.paragraph.text)(" " * number)
        return ()

    def _tab(self, _: Element) -> Nodes:
        if self._open and not self._hidden:
            self._flow.paragraph.gap()
        return ()

    def _break(self, _: Element) -> Nodes:
        if self._open and not self._hidden:
            self._flow.paragraph.line_break()
        return ()

    def _list(self, element: Element) -> Nodes:
        self._lists += 1

        def leave() -> Nodes:
            self._lists -= 1
            return ()

        return (*element.children, leave)

    def _index(self, element: Element) -> Nodes:
        self._contents += 1

        def leave() -> Nodes:
            self._contents -= 1
            return ()

        return (*element.children, leave)

    def _section(self, element: Element) -> Nodes:
        """Read a section or a passage, unless it is hidden."""
        if element.attributes.get("display") == "none" or element.attributes.get("is-hidden") == "true":
            self._extract.omit(HIDDEN)
            return ()
        return element.children

    def _drop(self, element: Element) -> Nodes:
        self._dropped = self._dropped or element.attributes.get("is-hidden") == "true"
        return ()

    def _note(self, element: Element) -> Nodes:
        what = "endnote" if element.attributes.get("note-class") == "endnote" else "footnote"
        self._after(element, f"{what} {self._found.count(what)}")
        return ()

    def _annotation(self, element: Element) -> Nodes:
        if self._found.comments:
            self._after(element, f"comment {self._found.count('comment')}")
        else:
            self._extract.omit("comments")
        return ()

    def _after(self, element: Element, name: str) -> None:
        """Read a part after the paragraph that it hangs on, outside of the lists around that."""
        self._flow.waiting.append(lambda: self._apart(self._flow.inside(element, name)))

    def _apart(self, nodes: Nodes) -> Nodes:
        outer, self._lists = self._lists, 0

        def leave() -> Nodes:
            self._lists = outer
            return ()

        return (*nodes, leave)

    def _shape(self, element: Element) -> Nodes:
        """Read what stands in a frame or a drawing, after the paragraph that it hangs on."""
        held = self._is_formula(element)
        for described in element.of("title", "desc") if not held else ():
            self._flow.caption(described.text)
        if not self._open:
            return self._inner(element)
        self._flow.paragraph.seen = True
        if element.attributes.get("anchor-type", _IN_LINE) == _IN_LINE and not self._hidden:
            (self._flow.paragraph.hold if held else self._flow.paragraph.picture)()
        self._flow.waiting.append(lambda: self._apart((*self._inner(element), self._flow.end)))
        return ()

    def _inner(self, element: Element) -> Nodes:
        return self._flow.box(element) if element.first("p", "h", "list") else element.children

    def _is_formula(self, element: Element) -> bool:
        """Tell whether a frame holds a formula, and count other embedded objects, which aren't read."""
        inner = element.first("object")
        if inner is None:
            return False
        kind = self._found.media.get(inner.attributes.get("href", "").removeprefix("./").rstrip("/"), "")
        if inner.first("math") is not None or kind.endswith(".formula"):
            return True
        self._extract.omit("charts and diagrams" if kind.endswith(".chart") else "embedded documents")
        return False

    def _changes(self, element: Element) -> Nodes:
        for region in element.of("changed-region"):
            self._found.changed = True
            deletion = region.first("deletion")
            if deletion is not None and deletion.first("p", "h", "list", "table") is not None:
                self._extract.omit("tracked deletions")
        return ()

    def _described(self, element: Element) -> Nodes:
        self._flow.caption(element.text)
        return ()

    @staticmethod
    def _skip(_: Element) -> Nodes:
        return ()

    def _made(self) -> dict[str, _Action]:
        return {
            **dict.fromkeys(("text p", "text h"), self._paragraph),
            "text span": self._span,
            "text s": self._spaces,
            "text tab": self._tab,
            "text line-break": self._break,
            "text list": self._list,
            "text section": self._section,
            "text hidden-text": self._section,
            "text hidden-paragraph": self._drop,
            "text note": self._note,
            "text tracked-changes": self._changes,
            "office annotation": self._annotation,
            "table table": self._flow.table,
            "table table-row": self._flow.row,
            "table covered-table-cell": self._skip,
            **dict.fromkeys(("table title", "table desc"), self._described),
            "drawing text-box": self._flow.box,
            **dict.fromkeys((f"drawing {name}" for name in _SHAPES.split()), self._shape),
            **dict.fromkeys((f"text {name}" for name in _INDEXES.split()), self._index),
            **dict.fromkeys((f"text {name}" for name in _APART.split()), self._skip),
            **dict.fromkeys(
                ("svg-compatible title", "svg-compatible desc", "drawing object", "office forms"), self._skip
            ),
        }


def _family(space: str) -> str:
    """Return the part of a namespace's URI that tells it from its siblings: ``text``, ``table``, ``drawing``."""
    return space.rpartition(":")[0].rpartition(":")[2]
