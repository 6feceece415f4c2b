"""The HTML report: one file that makes no request, for the editor who decides about the suspicious sentences.

The page carries its data as one compressed JSON island and builds what is looked at on demand, so that tens of
thousands of sentences open at once; a plain list of the worst ones stands in the page for readers without scripts.
What is too large for a page becomes a folder: an index, and a page for each document.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import cache

from mtqa.report.html import overview
from mtqa.report.html.assembly import embedded, escape, page, part
from mtqa.report.html.folder import PAGE_NAME, Folder, folder_name, folder_of, limits, takes_folder
from mtqa.report.html.island import Part, page_data
from mtqa.report.html.marks import visible
from mtqa.report.html.strings import say, strings
from mtqa.report.html.view import worst_documents
from mtqa.report.identity import report_id
from mtqa.result import DocumentResult, Report

__all__ = ["PAGE_NAME", "Folder", "folder_name", "folder_of", "render_folder", "render_html", "takes_folder"]

STYLES = ("base", "overview", "queue", "detail", "document", "article", "beside", "review", "print")
SCRIPTS = (
    "base",
    "theme",
    "data",
    "address",
    "store",
    "keeping",
    "exchange",
    "serving",
    "notices",
    "sentence_text",
    "grounds",
    "deciding",
    "copying",
    "beside",
    "detail",
    "virtual",
    "overview",
    "filters",
    "filter_bar",
    "queue_rows",
    "queue_head",
    "queue",
    "document_plan",
    "document_text",
    "document_body",
    "minimap",
    "document_head",
    "document",
    "dialogs",
    "keys",
    "transfer",
    "review",
    "start",
)
_WORDS = re.compile(r"\{\{t:([\w.]+)\}\}")


def render_html(report: Report) -> str:
    """Render the whole report as one HTML page; the same report gives the same page.

    Of a report that is too large for a page it holds the worst sentences, and says so.
    """
    report = _counted(report)
    documents = tuple(worst_documents(report))
    return _page(report, Part(documents, "whole", report_id(report), limits=tuple(limits(report))))


def render_folder(report: Report, folder: Folder) -> Iterator[tuple[str, str]]:
    """Render a report as a folder.

    Yields:
        The file name and the content of each document's page, and last those of the index.
    """
    report = _counted(report)
    identity = report_id(report)
    documents = tuple(worst_documents(report))
    for document, name in zip(documents, folder.pages, strict=True):
        if name:
            yield name, _document_page(report, document, identity, folder.way_back)
    stated = tuple(limits(report, "index"))
    yield folder.index, _page(report, Part(documents, "index", identity, folder.hrefs, limits=stated))


def _counted(report: Report) -> Report:
    """Return a report that knows its totals: a page asks for them dozens of times."""
    return report if report.totals is not None else dataclasses.replace(report, totals=report.counted())


def _document_page(report: Report, document: DocumentResult, identity: str, index: str) -> str:
    """Render a page of a folder: the report as it would be with the one document, under the decision on the whole."""
    seen = dataclasses.replace(report.coverage, files_skipped=(), masked=(), omitted=())
    own = dataclasses.replace(report, documents=(document,), coverage=seen, notes=(), baseline=None, totals=None)
    own = _counted(own)
    stated = tuple(limits(own, "document"))
    return _page(own, Part((document,), "document", identity, index=index, limits=stated))


def _page(report: Report, held: Part) -> str:
    shown = overview.overview(report, held.mode)
    title = overview.title(report)
    if held.mode == "document":
        way = f'<p class="way-back"><a href="{escape(held.index)}">{escape(say("island.to_index"))}</a></p>'
        shown = f"{way}\n{shown}"
        title = f"{escape(visible(held.documents[0].name))} · {title}"
    return page(
        _template(),
        styles=_styles(),
        scripts=_scripts(),
        slots={
            "title": title,
            "version": escape(visible(report.version)),
            "id": held.id,
            "overview": shown,
            "footer": overview.footer(report),
            "strings": _strings(),
        },
        data=page_data(report, held),
    )


@cache
def _styles() -> tuple[str, ...]:
    return tuple(part(__name__, f"styles/{name}.css") for name in STYLES)


@cache
def _scripts() -> tuple[str, ...]:
    return tuple(part(__name__, f"scripts/{name}.js") for name in SCRIPTS)


@cache
def _strings() -> str:
    return embedded(strings())


@cache
def _template() -> str:
    """Return the page with its words filled in."""
    return _WORDS.sub(lambda found: escape(say(found[1])), part(__name__, "page.html"))
