"""Comparisons and trends in the formats that people and programs ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mtqa.diffing.as_json import diff_json, trend_json
from mtqa.diffing.runs import Diff
from mtqa.diffing.trend import Trend
from mtqa.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ("html", "json", "markdown")


def render(result: Diff | Trend, format: str) -> Iterable[str]:  # noqa: A002 - the option's name
    """Render a comparison or a trend in one of `FORMATS`, bit by bit.

    Raises:
        UsageError: the format is unknown.
    """
    if format == "json":
        return diff_json(result) if isinstance(result, Diff) else trend_json(result)
    if format == "markdown":
        from mtqa.diffing.as_markdown import diff_markdown, trend_markdown  # noqa: PLC0415 - only where asked for

        return diff_markdown(result) if isinstance(result, Diff) else trend_markdown(result)
    if format == "html":
        from mtqa.diffing.html import diff_html, trend_html  # noqa: PLC0415 - loads the page's parts

        return (diff_html(result) if isinstance(result, Diff) else trend_html(result),)
    raise UsageError(f"unknown format '{format}'; choose from {', '.join(FORMATS)}")


def print_result(result: Diff | Trend, console: Console, *, most: int = 10) -> None:
    """Print a comparison or a trend.

    Args:
        result: what is printed.
        console: where to print; its width, colours and encoding are respected.
        most: how many of each list are shown.
    """
    from mtqa.diffing.as_text import print_diff  # noqa: PLC0415 - loads rich
    from mtqa.diffing.trend_text import print_trend  # noqa: PLC0415

    if isinstance(result, Diff):
        print_diff(result, console, most=most)
    else:
        print_trend(result, console)


def begins(result: Diff | Trend) -> str:
    """Say what counts now and did not in the run before; nothing where nothing does."""
    from mtqa.diffing.words import say  # noqa: PLC0415

    if isinstance(result, Diff):
        count = len(result.begin)
    else:
        step = result.points[-1].step
        count = step.begin if step else 0
    return say("diff.headline_new", count=count) if count else ""
