"""WordprocessingML: the text of a Word document's parts as it is displayed once all changes are accepted.

python-docx leaves out tracked insertions, footnotes, text boxes and the descriptions of pictures, and can't tell
what is hidden or a field's instruction, so the XML itself is read here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from mtqa.document import Kind
from mtqa.readers.documents.office_flow import Flow, Nodes, walk
from mtqa.readers.documents.office_styles import CONTENTS, HIDDEN, STRUCK, Role
from mtqa.readers.documents.office_word_styles import LEVELS, Look, Styles, is_on, value
from mtqa.readers.extracting import Extract
from mtqa.readers.xml import Element, Text

_WORD = "wordprocessingml"
_PRIVATE = range(0xE000, 0xF900)


_Action = Callable[[Element], Nodes]


@dataclass(slots=True)
class Seen:
    """What the parts of a document refer to, in the order in which they do, and what was done to it."""

    notes: dict[str, list[str]] = field(default_factory=lambda: {"footnote": [], "endnote": [], "comment": []})
    margins: dict[str, list[str]] = field(default_factory=lambda: {"header": [], "footer": []})
    changed: bool = False


class Story:
    """Reads one part: the body, a note, a header.

    Args:
        extract: takes the text.
        styles: the document's styles.
        seen: takes what is referred to.
        part: what the part is called; empty for the body.
    """

    def __init__(self, extract: Extract, styles: Styles, seen: Seen, part: str = "") -> None:
        self._extract = extract
        self._styles = styles
        self._seen = seen
        self._flow = Flow(extract, part)
        self._fields: list[bool] = []
        self._code = False
        self._hidden = self._hiding = ""
        self._look = Look()
        self._contents = 0
        self._word, self._foreign = self._word_actions(), self._foreign_actions()

    def read(self, element: Element) -> None:
        """Read the part's text."""
        walk(lambda: (*element.children, self._flow.end), self._enter, _pass)

    def _enter(self, element: Element) -> Nodes:
        actions = self._word if _WORD in element.space else self._foreign
        action = actions.get(element.name)
        return action(element) if action else element.children

    def _paragraph(self, element: Element) -> Nodes:
        properties = element.first("pPr")
        style = value(properties, "pStyle") or ""
        outer, self._look, self._hiding = self._look, self._styles.look(style), ""
        mark = properties.first("rPr") if properties else None
        joined = mark is not None and mark.first("del", "moveFrom") is not None

        def leave() -> Nodes:
            kind, left_out = self._role(properties)
            self._look = outer
            # A field's instruction that goes on in the next paragraph would swallow all text up to its end.
            self._fields = [shown for shown in self._fields if shown]
            return () if joined else self._flow.end(kind, left_out)

        return (*element.children, leave)

    def _role(self, properties: Element | None) -> Role:
        look = self._look
        if self._contents:
            return Role(Kind.LIST, CONTENTS)
        if look.role:
            return look.role
        if look.outline or (value(properties, "outlineLvl") or "") in LEVELS:
            return Role(Kind.HEADING)
        number = properties.first("numPr") if properties else None
        numbered = look.numbered if number is None else value(number, "numId") != "0"
        return Role(Kind.LIST if numbered else Kind.PARAGRAPH)

    def _run(self, element: Element) -> Nodes:
        outer = self._hidden, self._code
        properties = element.first("rPr")
        look = self._styles.look(value(properties, "rStyle") or "")
        vanish = properties.first("vanish") if properties else None
        struck = properties is not None and any(map(is_on, properties.of("strike", "dstrike")))
        hidden = is_on(vanish) if vanish else look.hidden or self._look.hidden
        self._hidden = HIDDEN if hidden else STRUCK * struck
        self._code = look.code

        def leave() -> Nodes:
            self._hidden, self._code = outer
            return ()

        return (*element.children, leave)

    def _shows(self) -> bool:
        """Tell whether the text that comes is to be read, and count what is hidden or struck out, once a paragraph."""
        if self._hidden and self._hiding != self._hidden:
            self._hiding = self._hidden
            self._extract.omit(self._hidden)
        if self._hidden:
            self._flow.paragraph.cut()
        return not self._hidden and all(self._fields)

    def _text(self, element: Element) -> Nodes:
        return self._show(element.text)

    def _show(self, string: str) -> Nodes:
        if string and self._shows():
            (self._flow.paragraph.code if self._code else self._flow.paragraph.text)(string)
        return ()

    def _symbol(self, element: Element) -> Nodes:
        """Read a character of a named font; those of symbol fonts are signs that no other font has there."""
        try:
            code = int(element.attributes.get("char", ""), 16)
            sign = chr(code)
        except (ValueError, OverflowError):
            return ()
        if code not in _PRIVATE and sign.isprintable():
            return self._show(sign)
        if self._shows():
            self._flow.paragraph.picture()
        return ()

    def _break(self, element: Element) -> Nodes:
        if self._shows():
            page = element.attributes.get("type") in ("page", "column")
            (self._flow.paragraph.page_break if page else self._flow.paragraph.line_break)()
        return ()

    def _tab(self, _: Element) -> Nodes:
        if self._shows():
            self._flow.paragraph.gap()
        return ()

    def _hold(self, _: Element) -> Nodes:
        if self._shows():
            self._flow.paragraph.hold()
        return ()

    def _inline(self, element: Element) -> Nodes:
        if self._shows():
            self._flow.paragraph.picture()
        return element.children

    def _described(self, element: Element) -> Nodes:
        if not self._hidden:
            self._flow.paragraph.seen = True
            for name in ("title", "descr", "alt"):
                self._flow.caption(element.attributes.get(name, ""))
        return element.children

    def _graphic(self, element: Element) -> Nodes:
        if element.attributes.get("uri", "").endswith(("/chart", "/diagram")):
            self._extract.omit("charts and diagrams")
        return element.children

    def _box(self, element: Element) -> Nodes:
        self._flow.waiting.append(lambda: self._flow.box(element))
        return ()

    def _field(self, element: Element) -> Nodes:
        """Follow a field: its instruction, and what other fields gave to that, isn't displayed; its result is."""
        what = element.attributes.get("fldCharType")
        if what == "begin":
            self._fields.append(False)
        elif what == "separate" and self._fields:
            self._fields[-1] = True
        elif what == "end" and self._fields:
            self._fields.pop()
        return ()

    def _control(self, element: Element) -> Nodes:
        """Read a content control, unless all it shows is a prompt to fill it in, or a table of contents."""
        properties = element.first("sdtPr")
        content = [child for child in element.elements if child.name == "sdtContent"]
        if properties is None:
            return content
        if is_on(properties.first("showingPlcHdr")):
            self._extract.omit("fields that nobody filled in")
            return ()
        gallery = value(properties.first("docPartObj"), "docPartGallery") or ""
        if not gallery.lower().startswith("table of"):
            return content
        self._contents += 1

        def leave() -> Nodes:
            self._contents -= 1
            return ()

        return (*content, leave)

    def _row(self, element: Element) -> Nodes:
        properties = element.first("trPr")
        return self._deleted(element) if properties and properties.first("del") else self._flow.row(element)

    def _cell(self, element: Element) -> Nodes:
        properties = element.first("tcPr")
        return self._deleted(element) if properties and properties.first("cellDel") else element.children

    def _table(self, element: Element) -> Nodes:
        nodes = self._flow.table(element)
        properties = element.first("tblPr")
        for name in ("tblCaption", "tblDescription"):
            self._flow.caption(value(properties, name) or "")
        return nodes

    def _deleted(self, element: Element) -> Nodes:
        self._seen.changed = True
        self._flow.paragraph.cut()
        if element.name != "moveFrom" and element.children:
            self._extract.omit("tracked deletions")
        return ()

    def _inserted(self, element: Element) -> Nodes:
        self._seen.changed = True
        return element.children

    def _note(self, element: Element) -> Nodes:
        if self._shows():
            self._seen.notes[element.name.removesuffix("Reference")].append(element.attributes.get("id", ""))
        return ()

    def _margin(self, element: Element) -> Nodes:
        self._seen.margins[element.name.removesuffix("Reference")].append(element.attributes.get("id", ""))
        return ()

    def _embedded(self, _: Element) -> Nodes:
        self._extract.omit("embedded documents")
        return ()

    @staticmethod
    def _skip(_: Element) -> Nodes:
        return ()

    @staticmethod
    def _alternative(element: Element) -> Nodes:
        """Read the first of several ways to show the same."""
        chosen = element.first("Choice") or element.first("Fallback")
        return chosen.children if chosen else ()

    def _word_actions(self) -> dict[str, _Action]:
        return {
            "p": self._paragraph,
            "pPr": lambda element: tuple(element.of("sectPr")),
            "r": self._run,
            "t": self._text,
            "noBreakHyphen": lambda _: self._show("-"),
            "sym": self._symbol,
            "br": self._break,
            "cr": self._break,
            "tab": self._tab,
            "ptab": self._tab,
            "object": self._hold,
            "fldChar": self._field,
            "sdt": self._control,
            "tbl": self._table,
            "tr": self._row,
            "tc": self._cell,
            "ins": self._inserted,
            "moveTo": self._inserted,
            "del": self._deleted,
            "moveFrom": self._deleted,
            "txbxContent": self._box,
            "altChunk": self._embedded,
            "subDoc": self._embedded,
            **dict.fromkeys(("footnoteReference", "endnoteReference", "commentReference"), self._note),
            **dict.fromkeys(("headerReference", "footerReference"), self._margin),
            **dict.fromkeys("rPr tblPr trPr tcPr tblGrid rt delText instrText delInstrText".split(), self._skip),
        }

    def _foreign_actions(self) -> dict[str, _Action]:
        return {
            "AlternateContent": self._alternative,
            "oMath": self._hold,
            "oMathPara": self._hold,
            "inline": self._inline,
            "docPr": self._described,
            "shape": self._described,
            "graphicData": self._graphic,
        }


def _pass(_: Text) -> None:
    """Leave out character data that no element asks for: white space between elements."""
