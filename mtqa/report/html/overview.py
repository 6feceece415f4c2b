"""The overview: what an editor sees first, and all of the page that is readable without scripts."""

from __future__ import annotations

import dataclasses

from mtqa.report.html.assembly import escape
from mtqa.report.html.captions import captions
from mtqa.report.html.compared import compared
from mtqa.report.html.covered import coverage, rates, reading
from mtqa.report.html.findings import findings
from mtqa.report.html.marks import visible
from mtqa.report.html.plain import plain_documents, plain_sentences
from mtqa.report.html.spread import spread
from mtqa.report.html.strings import say
from mtqa.report.html.tables import lines
from mtqa.report.html.verdict import gate, summary
from mtqa.report.html.view import worst_documents, worst_sentences
from mtqa.result import Report


def title(report: Report) -> str:
    """Say in one line how the run ended, for the window's title."""
    totals = report.counted()
    return escape(say("overview.window", gate=gate(report), suspicious=totals.suspicious, count=totals.judged))


def overview(report: Report, mode: str = "whole") -> str:
    """Render the overview in the order in which an editor needs it.

    The plain lists of documents and of sentences cost a browser with scripts nothing: to it they are text, which it
    does not lay out. The script puts a table in the place of the documents' list.

    Args:
        report: the run.
        mode: what the page is, see `mtqa.report.html.folder.limits`.
    """
    report = dataclasses.replace(report, totals=report.counted())  # counted once, and not by each part
    documents = worst_documents(report)
    placed = worst_sentences(documents)
    return lines(
        summary(report, mode),
        compared(report, mode),
        f'<noscript><p class="trouble">{escape(say("page.scripts_off"))}</p></noscript>',
        '<section id="documents" class="documents" aria-labelledby="documents-title">',
        f'<h2 id="documents-title">{escape(say("overview.documents"))}</h2>',
        '<div id="documents-list" class="listed"><noscript class="unscripted">',
        plain_documents(report, documents),
        "</noscript></div>",
        "</section>",
        _beside(spread(report), findings(report)),
        _beside(captions(report, documents, placed), rates(report)),
        coverage(report) if mode != "document" else "",
        reading(),
        '<noscript class="unscripted"><section id="plain" class="listed">',
        plain_sentences(report, documents, placed),
        "</section></noscript>",
    )


def _beside(*sections: str) -> str:
    """Put sections beside each other where the window is wide."""
    content = lines(*sections)
    return f'<div class="beside">\n{content}\n</div>' if content else ""


def footer(report: Report) -> str:
    """Render what the answers depend on: the signature, and how long it took on which device."""
    seconds = f"{report.seconds:,.1f}"
    took = say("overview.time", seconds=seconds)
    if report.device:
        took = say("overview.time_device", seconds=seconds, device=visible(report.device))
    return lines(
        f"<p>{escape(say('overview.signature'))} <code>{escape(visible(str(report.signature)))}</code></p>",
        f"<p>{escape(say('overview.comparable'))} {escape(took)}</p>",
    )
