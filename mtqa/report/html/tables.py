"""Small pieces of HTML that the readable parts of the page share: tables, lists, links, and what a list leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from mtqa.report.html.assembly import escape
from mtqa.report.html.marks import visible
from mtqa.report.html.strings import say
from mtqa.result import Report

PLAIN_LIMIT = 200
"""Documents and sentences in the plain list, and files, fixed alerts and captions where they are listed."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, whether it holds figures, and its class."""

    title: str
    number: bool = False
    name: str = ""

    @property
    def attribute(self) -> str:
        """The class attribute of its cells, with a space before it; nothing where there is none."""
        names = " ".join(name for name in ("number" if self.number else "", self.name) if name)
        return f' class="{names}"' if names else ""


def table(name: str, caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """Render a table whose first cells head their rows.

    Args:
        name: its class; the id of its caption is made of it, so that it has to be the only one in the page.
        caption: what it shows, as text.
        columns: its columns.
        rows: for each row its cells, as HTML.

    Returns:
        the table; nothing where there are no rows.
    """
    first, *others = columns
    body = "".join(
        f'<tr><th scope="row"{first.attribute}>{head}</th>'
        + "".join(f"<td{column.attribute}>{cell}</td>" for column, cell in zip(others, cells, strict=True))
        + "</tr>"
        for head, *cells in rows
    )
    if not body:
        return ""
    heads = "".join(f'<th scope="col"{column.attribute}>{escape(column.title)}</th>' for column in columns)
    return (
        f'<div class="scroll {name}" tabindex="0" role="region" aria-labelledby="{name}-title"><table>'
        f'<caption id="{name}-title">{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def counts(name: str, caption: str, head: Sequence[str], rows: Iterable[tuple[str, *tuple[int, ...]]]) -> str:
    """Render a table of names, which are made safe, and counts; nothing where there are none."""
    columns = [Column(title, number=bool(i)) for i, title in enumerate(head)]
    return table(name, caption, columns, ([name_of(what), *(f"{n:,}" for n in numbers)] for what, *numbers in rows))


def name_of(text: str) -> str:
    """Write a name that may run from right to left, so that it reorders nothing around it."""
    return f"<bdi>{escape(visible(text))}</bdi>"


def items(name: str, texts: Iterable[str]) -> str:
    """Render a list of texts, which are made safe; nothing where there are none."""
    rows = "".join(f"<li>{escape(visible(text))}</li>" for text in texts)
    attribute = f' class="{name}"' if name else ""
    return f"<ul{attribute}>{rows}</ul>" if rows else ""


def folded(summary: str, content: str, *, shown: bool = False) -> str:
    """Render content that opens on demand, also without scripts; nothing where there is none."""
    opened = " open" if shown else ""
    return f"<details{opened}><summary>{escape(summary)}</summary>{content}</details>" if content else ""


def link(label: str, view: str, **params: str) -> str:
    """Render a link to a view, from a label as HTML; it becomes one where scripts run, and is mere text elsewhere."""
    return f'<a data-to="{escape(address(view, **params))}">{label}</a>'


def address(view: str, **params: str) -> str:
    """Return the address of a view of the page."""
    return f"#{urlencode({'view': view, **params})}"


def rest(key: str, count: int, report: Report) -> str:
    """Say how many of a list are not shown, and where they are; nothing where all are shown.

    Args:
        key: the string that says it.
        count: how many there are.
        report: the run.
    """
    if count <= PLAIN_LIMIT:
        return ""
    where = say("overview.where_json" if report.whole else "overview.where_lines")
    return f'<p class="rest">{escape(say(key, shown=PLAIN_LIMIT, count=count, where=where))}</p>'


def lines(*parts: str) -> str:
    """Join the parts that there are."""
    return "\n".join(part for part in parts if part)
