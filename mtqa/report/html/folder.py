"""Reports that are more than a page: an index, and a page for each document that has something to review."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from mtqa.report.html import island
from mtqa.report.html.strings import say
from mtqa.report.html.view import worst_documents
from mtqa.result import DocumentResult, Report, Verdict

MAX_PAGES = 1_000
"""Documents, worst first, that have a page of their own: a page takes a third of a megabyte at least."""
PAGE_NAME = re.compile(r"\d{4,}-[a-z0-9-]{1,60}\.html")
"""What pages are named like."""

_SLUG = 60
_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Folder:
    """How a report is laid out as a folder.

    Attributes:
        index: the name of the index.
        name: the name of the folder beside it.
        pages: the file name of each document's page, documents worst first; empty for those without one.
    """

    index: str
    name: str
    pages: tuple[str, ...]

    @property
    def hrefs(self) -> tuple[str, ...]:
        """The address of each page as seen from the index."""
        return tuple(f"{_quoted(self.name)}/{page}" if page else "" for page in self.pages)

    @property
    def way_back(self) -> str:
        """The address of the index as seen from a page."""
        return f"../{_quoted(self.index)}"


def takes_folder(report: Report) -> bool:
    """Tell whether a report has more sentences than a page carries."""
    return _sentences(report.documents) > island.MAX_SENTENCES


def folder_name(index: str) -> str:
    """Return the name of the folder of a report's pages: ``mtqa.files`` for ``mtqa.html``."""
    stem = PurePath(index).stem
    return f"{stem}.files" if f"{stem}.files" != index else f"{index}.files"


def folder_of(report: Report, index: str) -> Folder:
    """Lay out a report as a folder; the same report is laid out the same.

    Args:
        report: the run.
        index: the file name of the index.
    """
    pages: list[str] = []
    for number, document in enumerate(worst_documents(report), 1):
        wanted = _to_review(document) and sum(map(bool, pages)) < MAX_PAGES
        pages.append(f"{number:04}-{_slug(document)}.html" if wanted else "")
    return Folder(index, folder_name(index), tuple(pages))


def limits(report: Report, mode: str = "whole") -> list[str]:
    """Say in sentences what the page of a report does not hold; nothing where it holds all.

    Args:
        report: the run; for a page of a folder, with its one document.
        mode: what the page is: ``whole`` (one file), ``index`` (of a folder) or ``document`` (a page of a folder).
    """
    said = [*_index(report)] if mode == "index" else [*_page(report, mode)]
    scored = sum(1 for d in report.documents for s in d.sentences if s.tokens)
    if scored > island.MAX_WITH_TOKENS:
        said.append(say("island.tokens", count=scored, shown=island.MAX_WITH_TOKENS))
    held, documents = len(report.documents), report.counted().documents
    if held < documents:
        said.append(say("island.held" if report.gate.asked else "island.held_of_corpus", count=documents, shown=held))
    return said


def _page(report: Report, mode: str) -> list[str]:
    count = _sentences(report.documents)
    said = [say("island.document")] if mode == "document" else []
    if count > island.MAX_SENTENCES:
        said.append(say("island.left_out", count=count, shown=island.MAX_SENTENCES))
        said.append(say("island.more" if mode == "whole" else "island.everything"))
    return said


def _index(report: Report) -> list[str]:
    suspicious = sum(document.suspicious for document in report.documents)
    wanted = sum(map(_to_review, report.documents))
    most = island.MAX_SENTENCES
    return [
        say("island.folder", count=_sentences(report.documents)),
        say("island.queue_worst", count=suspicious, shown=most) if suspicious > most else say("island.queue"),
        say("island.pages_worst", count=MAX_PAGES, all=wanted)
        if wanted > MAX_PAGES
        else say("island.pages", count=wanted),
    ]


def _sentences(documents: Sequence[DocumentResult]) -> int:
    return sum(len(document.sentences) for document in documents)


def _to_review(document: DocumentResult) -> bool:
    """Tell whether there is anything to decide in a document: a suspicious sentence, or an alert."""
    return bool(document.alerts) or any(s.verdict is Verdict.SUSPICIOUS for s in document.sentences)


def _slug(document: DocumentResult) -> str:
    """Return the end of a document's name in letters, digits and hyphens, safe on every file system."""
    plain = unicodedata.normalize("NFKD", document.name).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", plain).strip("-")[-_SLUG:].strip("-") or "document"


def _quoted(name: str) -> str:
    return quote(os.fsencode(name))
