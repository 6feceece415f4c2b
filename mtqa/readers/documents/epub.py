"""Books in EPUB 2 and 3: their chapters in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mtqa.config import Settings
from mtqa.document import Document, Kind
from mtqa.errors import ReadError
from mtqa.readers.documents.office_chapters import chapter_segments
from mtqa.readers.documents.office_flow import REPEATED, names_a_file
from mtqa.readers.documents.office_parts import Package, target
from mtqa.readers.documents.office_styles import CONTENTS
from mtqa.readers.extracting import Extract, part
from mtqa.readers.languages import is_english
from mtqa.readers.masks import Masks
from mtqa.readers.xml import Element
from mtqa.result import SkippedFile

_CONTAINER, _SECRETS = "META-INF/container.xml", "META-INF/encryption.xml"
_TEXTS = frozenset(("application/xhtml+xml", "text/html", "application/html"))
_NO_LANGUAGE = frozenset(("", "und", "mul", "zxx", "mis", "undefined"))
_MANY_CODES = 5


class EpubReader:
    """Reads ``.epub`` files."""

    format = "epub"
    suffixes: tuple[str, ...] = (".epub",)

    def parse(self, data: bytes, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the one document, and a skipped file for each chapter that can't be read."""
        package = Package(data, "EPUB book", settings)
        place = _package_document(package)
        root = package.tree(place)
        if not settings.language:
            _refuse_other_languages(root)
        extract = Extract()
        chapters = list(_chapters(root, place, extract))
        if not chapters:
            raise ReadError(f"a damaged EPUB book: '{place}' in it names no chapters")
        _refuse_secrets(package, chapters)
        folder = place.rpartition("/")[0] + "/" * ("/" in place)
        skipped: list[SkippedFile] = []
        for chapter in chapters:
            try:
                _read(package, chapter, chapter.name.removeprefix(folder), extract, settings)
            except ReadError as error:
                skipped.append(SkippedFile(f"{path}#{chapter.name}", str(error)))
        yield extract.document(path, self.format)
        yield from skipped


class _Chapter(NamedTuple):
    """A file of the book that is read in its turn."""

    name: str
    media: str


def _read(package: Package, chapter: _Chapter, shown: str, extract: Extract, settings: Settings) -> None:
    if chapter.media.startswith("image/"):
        extract.omit("pages that are pictures")
        return
    if chapter.media not in _TEXTS:
        raise ReadError(f"no reader for chapters of this type ({chapter.media or 'none'})")
    text = package.text(chapter.name)
    masks = Masks(text)
    caption = ""
    for segment in chapter_segments(text, masks, settings.mask_selectors):
        if segment.kind is Kind.CAPTION and names_a_file(segment.text):
            continue
        if segment.text == caption:
            extract.omit(REPEATED)
            continue
        caption = segment.text if segment.kind is Kind.CAPTION else ""
        extract.add(segment.text, segment.kind, part(shown))
    for mask in masks.all():
        extract.omit(mask.pattern)


def _package_document(package: Package) -> str:
    """Return the name of the member that lists all others, as the container names it."""
    files = (element for element in package.tree(_CONTAINER).walk() if element.name == "rootfile")
    places = (target("", element.attributes.get("full-path", "")) for element in files)
    place = next((place for place in places if place), None)
    if place is None:
        raise ReadError(f"no EPUB book, or a damaged one: '{_CONTAINER}' in it names no package document")
    return place


def _chapters(root: Element, place: str, extract: Extract) -> Iterator[_Chapter]:
    """Yield the chapters in reading order, each once, without tables of contents."""
    manifest, spine = root.first("manifest"), root.first("spine")
    items = {item.attributes.get("id", ""): item.attributes for item in (manifest.of("item") if manifest else ())}
    contents = _contents(root, place)
    done: set[str] = set()
    for reference in spine.of("itemref") if spine else ():
        item = items.get(reference.attributes.get("idref", ""))
        name = target(place, item.get("href", "")) if item else None
        if item is None or name is None or name in done:
            continue
        done.add(name)
        if "nav" in item.get("properties", "").split() or name in contents:
            extract.omit(CONTENTS)
        else:
            yield _Chapter(name, item.get("media-type", "").strip().lower())


def _contents(root: Element, place: str) -> frozenset[str | None]:
    """Return the chapters that a book of version 2 calls its table of contents."""
    guide = root.first("guide")
    references = guide.of("reference") if guide else ()
    marks = (reference.attributes for reference in references if reference.attributes.get("type") == "toc")
    # A whole book in one file has its contents there too: a place in a file isn't the file.
    return frozenset(target(place, mark.get("href", "")) for mark in marks if "#" not in mark.get("href", ""))


def _refuse_other_languages(root: Element) -> None:
    metadata = root.first("metadata")
    found = (element.text.strip() for element in (metadata.walk() if metadata else ()) if element.name == "language")
    codes = [code for code in found if code.lower() not in _NO_LANGUAGE]
    if codes and not any(map(is_english, codes)):
        raise ReadError(f"in another language ({', '.join(codes[:_MANY_CODES])})")


def _refuse_secrets(package: Package, chapters: list[_Chapter]) -> None:
    """Refuse a book whose chapters are encrypted; fonts often are, which keeps nobody from reading."""
    if _SECRETS not in package:
        return
    marks = (element for element in package.tree(_SECRETS).walk() if element.name == "CipherReference")
    secret = {target("", mark.attributes.get("URI", "")) for mark in marks}
    if any(chapter.name in secret for chapter in chapters):
        raise ReadError("encrypted (DRM): its chapters can't be read; ask its publisher for a copy without DRM")
