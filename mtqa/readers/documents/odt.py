"""OpenDocument texts: body, tables, frames, notes, headers and footers, and comments where they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mtqa.config import Settings
from mtqa.document import Document
from mtqa.errors import ReadError
from mtqa.readers.documents.office_flow import add_once
from mtqa.readers.documents.office_open import Found, Story
from mtqa.readers.documents.office_open_styles import Styles
from mtqa.readers.documents.office_parts import Package
from mtqa.readers.extracting import Extract
from mtqa.readers.xml import Element
from mtqa.result import SkippedFile

_WHAT = "OpenDocument text"
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_SECRET = frozenset((_CONTENT, "encrypted-package"))


class OdtReader:
    """Reads ``.odt`` files."""

    format = "odt"
    suffixes: tuple[str, ...] = (".odt",)

    def parse(self, data: bytes, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the one document, and a skipped file for each part that can't be read."""
        package = Package(data, _WHAT, settings)
        skipped: list[SkippedFile] = []
        manifest = _entries(_part(package, _MANIFEST, path, skipped))
        if any(entry.encrypted and name in _SECRET for name, entry in manifest.items()):
            raise ReadError("encrypted: save it without a password")
        content = package.tree(_CONTENT)
        text = _body(content)
        named = _part(package, _STYLES, path, skipped)
        extract = Extract()
        found = Found({name: entry.media for name, entry in manifest.items()}, settings.comments)
        Story(extract, Styles(content, *([named] if named else [])), found).read(text)
        if named:
            _margins(named, found, extract)
        if found.changed:
            extract.notes.append("its tracked changes are read as if they were accepted")
        yield extract.document(path, self.format)
        yield from skipped


class _Entry(NamedTuple):
    """What the manifest says about a member."""

    media: str
    encrypted: bool


def _entries(manifest: Element | None) -> Mapping[str, _Entry]:
    return {
        entry.attributes.get("full-path", "").rstrip("/"): _Entry(
            entry.attributes.get("media-type", ""), entry.first("encryption-data") is not None
        )
        for entry in (manifest.of("file-entry") if manifest else ())
    }


def _part(package: Package, name: str, path: str, skipped: list[SkippedFile]) -> Element | None:
    """Return a part that a document can do without, or None where it is missing or can't be read."""
    if name not in package:
        return None
    try:
        return package.tree(name)
    except ReadError as error:
        skipped.append(SkippedFile(f"{path}#{name}", str(error)))
        return None


def _body(content: Element) -> Element:
    body = content.first("body")
    text = body.first("text") if body else None
    if text is None:
        other = next((element.name for element in body.elements), "nothing") if body else "nothing"
        raise ReadError(f"no {_WHAT}: its body holds another kind of document ({other})")
    return text


def _margins(root: Element, found: Found, extract: Extract) -> None:
    """Read the headers and footers of all kinds of pages; those that say the same are one."""
    styles = Styles(root)
    pages = [page for masters in root.of("master-styles") for page in masters.of("master-page")]
    for what in ("header", "footer"):
        known: set[tuple[str, ...]] = set()
        for page in pages:
            for element in page.of(what, f"{what}-left", f"{what}-first"):
                if element.attributes.get("display") != "false":
                    margin = Extract()
                    Story(margin, styles, found, f"{what} {len(known) + 1}").read(element)
                    add_once(extract, margin, known)
