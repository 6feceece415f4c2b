"""PDF: the text of its pages in the order in which it is read, as paragraphs; each finding names its page.

A PDF says where letters are drawn, and nothing else. PDFium finds the letters; what is a word, a line, a column, a
paragraph or a running head shows in where they stand.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtqa.config import Settings
from mtqa.document import Document
from mtqa.errors import ReadError
from mtqa.readers.documents.pdf_layout import Line, columns
from mtqa.readers.documents.pdf_margins import trimmed
from mtqa.readers.documents.pdf_page import Page, read_page
from mtqa.readers.documents.pdf_streams import check_streams
from mtqa.readers.documents.pdf_text import Assembly
from mtqa.readers.extracting import Extract
from mtqa.readers.languages import is_english, language_of
from mtqa.result import SkippedFile

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES = 5_000
MOST_CHARACTERS = 20_000_000
"""Characters that a document may hold."""
_ONE_AT_A_TIME = threading.Lock()
"""PDFium must not be called from several threads at once."""
_START, _END = b"%PDF-", b"%%EOF"
_NEAR = 1024
_PASSWORD, _SECURITY = 4, 5


class PdfReader:
    """Reads ``.pdf`` files."""

    format = "pdf"
    suffixes: tuple[str, ...] = (".pdf",)

    def parse(self, data: bytes, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the one document, and a skipped file for each page that can't be read."""
        code = language_of(path)
        if code and not settings.language and not is_english(code):
            raise ReadError(f"in another language ({code})")
        if _START not in data[:_NEAR]:
            raise ReadError("no PDF: it does not begin with '%PDF-'" if data else "empty")
        check_streams(data, settings)
        reading = _Reading(path)
        with _ONE_AT_A_TIME:
            reading.read(data)
        yield reading.document()
        yield from reading.skipped
        if _END not in data[-_NEAR:]:
            yield SkippedFile(path, "cut off: its end is missing; what PDFium could put together of it is read")


class _Reading:
    """The reading of one file."""

    def __init__(self, path: str) -> None:
        self.skipped: list[SkippedFile] = []
        self._path = path
        self._pages: dict[int, Page] = {}
        self._extract = Extract()

    def read(self, data: bytes) -> None:
        """Read the pages of a file.

        Raises:
            ReadError: it can't be opened.
        """
        document = _opened(data)
        try:
            count = len(document)
            self._read_pages(document, min(count, MOST_PAGES))
        finally:
            document.close()
        left = count - len(self._pages) - len(self.skipped)
        if left:
            self._extract.omit(f"pages beyond the first {count - left:,}", left)

    def _read_pages(self, document: PdfDocument, count: int) -> None:
        from pypdfium2 import PdfiumError  # noqa: PLC0415 - an extra

        left = MOST_CHARACTERS
        for number in range(1, count + 1):
            try:
                page = document[number - 1]
                try:
                    self._pages[number] = read_page(page)
                finally:
                    page.close()
            except (ReadError, PdfiumError) as error:
                reason = str(error) if isinstance(error, ReadError) else "PDFium can't read this page"
                self.skipped.append(SkippedFile(f"{self._path}#page {number}", reason))
                continue
            left -= sum(len(fragment.text) for fragment in self._pages[number].fragments)
            if left < 0:
                return

    def document(self) -> Document:
        """Return what was read as a document.

        Raises:
            ReadError: no page has text.
        """
        if not any(page.fragments for page in self._pages.values()):
            if self.skipped:
                raise ReadError(f"no page can be read: {self.skipped[0].reason}")
            raise ReadError("scanned, no text: run text recognition (OCR) on it first")
        left_out: Counter[str] = Counter()
        trimmings = trimmed([page.fragments for page in self._pages.values()])
        found: list[list[Line]] = []
        for (number, page), trimming in zip(self._pages.items(), trimmings, strict=True):
            left_out += page.left_out + trimming.left_out
            left_out["pages without text"] += not page.fragments
            for column in columns(trimming.fragments):
                lines = [line._replace(page=number) for line in column]
                found.append(lines)
        Assembly(found).add_to(self._extract)
        for reason, count in (+left_out).items():
            self._extract.omit(reason, count)
        recognised = sum(page.recognised for page in self._pages.values())
        if recognised:
            pages = "a page was" if recognised == 1 else f"{recognised:,} pages were"
            self._extract.notes.append(f"{self._path}: {pages} scanned; text recognition has mistakes of its own")
        return self._extract.document(self._path, PdfReader.format)


def _opened(data: bytes) -> PdfDocument:
    try:
        from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - an extra
    except ImportError:
        raise ReadError("reading PDF needs pypdfium2; run: pip install 'mtqa[documents]'") from None
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise ReadError("password-protected: save it without a password") from None
        if getattr(error, "err_code", None) == _SECURITY:
            raise ReadError("encrypted in a way that PDFium does not know: save it without encryption") from None
        raise ReadError("a damaged PDF: PDFium can't open it") from None
