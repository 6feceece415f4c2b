"""Word documents: body, tables, text boxes, notes, headers and footers, and comments where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mtqa.config import Settings
from mtqa.document import Document
from mtqa.errors import ReadError
from mtqa.readers.documents.office_flow import add_once
from mtqa.readers.documents.office_parts import Package, target
from mtqa.readers.documents.office_word import Seen, Story
from mtqa.readers.documents.office_word_styles import Styles
from mtqa.readers.extracting import Extract
from mtqa.readers.xml import Element
from mtqa.result import SkippedFile

_MAIN = "word/document.xml"


class DocxReader:
    """Reads ``.docx`` and ``.docm`` files."""

    format = "docx"
    suffixes: tuple[str, ...] = (".docx", ".docm")

    def parse(self, data: bytes, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the one document, and a skipped file for each part that can't be read."""
        reading = _Reading(Package(data, "Word document", settings), path)
        yield reading.document(comments=settings.comments)
        yield from reading.skipped


class _Relation(NamedTuple):
    """What a part refers to: the other's kind and its name."""

    id: str
    kind: str
    target: str


class _Reading:
    """The reading of one document, part after part."""

    def __init__(self, package: Package, path: str) -> None:
        self.skipped: list[SkippedFile] = []
        self._package = package
        self._path = path
        self._extract = Extract()
        self._seen = Seen()
        mains = (relation.target for relation in self._relations("") if relation.kind == "officeDocument")
        main = next(mains, _MAIN)
        root = package.tree(main)
        self._body = root.first("body") if root.name == "document" else None
        if self._body is None:
            raise ReadError(f"no Word document: '{main}' in it holds none ('{root.name}')")
        self._parts = self._relations(main)
        self._styles = Styles(next(self._roots("styles"), None))

    def document(self, *, comments: bool) -> Document:
        assert self._body is not None
        Story(self._extract, self._styles, self._seen).read(self._body)
        self._notes("footnote")
        self._notes("endnote")
        self._margins("header")
        self._margins("footer")
        if comments:
            self._notes("comment")
        elif self._seen.notes["comment"]:
            self._extract.omit("comments", len(set(self._seen.notes["comment"])))
        if self._seen.changed:
            self._extract.notes.append("its tracked changes are read as if they were accepted")
        return self._extract.document(self._path, DocxReader.format)

    def _notes(self, what: str) -> None:
        """Read the notes or comments that something refers to, in that order, which is how Word numbers them."""
        wanted = list(dict.fromkeys(self._seen.notes[what]))
        if not wanted:
            return
        found: dict[str, Element] = {}
        for root in self._roots(f"{what}s"):
            found |= {note.attributes.get("id", ""): note for note in root.of(what)}
        for number, note in enumerate((found[id_] for id_ in wanted if id_ in found), 1):
            Story(self._extract, self._styles, self._seen, f"{what} {number}").read(note)

    def _margins(self, what: str) -> None:
        """Read headers or footers; those of several sections that say the same are one."""
        targets = {relation.id: relation.target for relation in self._parts if relation.kind == what}
        wanted = dict.fromkeys(targets[id_] for id_ in self._seen.margins[what] if id_ in targets)
        known: set[tuple[str, ...]] = set()
        for name in wanted:
            root = self._root(name)
            if root is None:
                continue
            margin = Extract()
            Story(margin, self._styles, self._seen, f"{what} {len(known) + 1}").read(root)
            add_once(self._extract, margin, known)

    def _roots(self, kind: str) -> Iterator[Element]:
        """Yield the parts of a kind that the document refers to."""
        roots = (self._root(relation.target) for relation in self._parts if relation.kind == kind)
        return (root for root in roots if root is not None)

    def _root(self, name: str) -> Element | None:
        """Return a part, or None where it can't be read: the rest of the document can."""
        try:
            return self._package.tree(name)
        except ReadError as error:
            self.skipped.append(SkippedFile(f"{self._path}#{name}", str(error)))
            return None

    def _relations(self, part: str) -> tuple[_Relation, ...]:
        """Return what a part refers to in the archive; what lies elsewhere is none of it."""
        folder, slash, name = part.rpartition("/")
        place = f"{folder}{slash}_rels/{name}.rels"
        root = self._root(place) if place in self._package else None
        if root is None:
            return ()
        return tuple(
            _Relation(found.get("Id", ""), found.get("Type", "").rpartition("/")[2], inside)
            for found in (element.attributes for element in root.of("Relationship"))
            if found.get("TargetMode", "") != "External" and (inside := target(part, found.get("Target", "")))
        )
