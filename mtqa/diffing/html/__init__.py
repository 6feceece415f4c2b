"""Comparisons and trends as one page of HTML that makes no request, in the look of the report."""

from __future__ import annotations

import re
from functools import cache

from mtqa._version import __version__
from mtqa.diffing.html import comparison, progress
from mtqa.diffing.runs import Diff
from mtqa.diffing.trend import Trend
from mtqa.diffing.words import say, strings
from mtqa.report.html.assembly import embedded, escape, page, part

__all__ = ["diff_html", "trend_html"]

_REPORT = "mtqa.report.html"
_WORDS = re.compile(r"\{\{t:([\w.]+)\}\}")


def diff_html(diff: Diff) -> str:
    """Render a comparison as one page; the same comparison gives the same page."""
    return _page("page.brand_diff", comparison.title(diff), comparison.content(diff), comparison.footer(diff))


def trend_html(trend: Trend) -> str:
    """Render a trend as one page; the same trend gives the same page."""
    return _page("page.brand_trend", progress.title(trend), progress.content(trend), progress.footer(trend))


def _page(brand: str, title: str, content: str, footer: str) -> str:
    return page(
        _template(),
        styles=[part(_REPORT, "styles/base.css"), part(__name__, "styles/diff.css"), part(_REPORT, "styles/print.css")],
        scripts=[
            part(_REPORT, "scripts/base.js"),
            part(_REPORT, "scripts/theme.js"),
            part(__name__, "scripts/filter.js"),
        ],
        slots={
            "title": title,
            "brand": escape(say(brand)),
            "version": escape(__version__),
            "content": content,
            "footer": footer,
            "strings": embedded({key: text for key, text in strings().items() if key.startswith("page.")}),
        },
    )


@cache
def _template() -> str:
    """Return the page with its words filled in."""
    return _WORDS.sub(lambda found: escape(say(found[1])), part(__name__, "diff.html"))
