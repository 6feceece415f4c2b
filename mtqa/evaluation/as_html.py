"""An evaluation as one page of HTML that holds all it shows: no script, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from html import escape

from mtqa.evaluation.as_markdown import ALTERNATIVES
from mtqa.evaluation.pictures import Picture
from mtqa.evaluation.results import Evaluation, Section
from mtqa.evaluation.sections import sections

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>mtqa: accuracy</title>
<style>
:root {{ color-scheme: light dark; --ink: light-dark(#1d2126, #e8e8e4); --soft: light-dark(#575d66, #a9b0ba);
  --line: light-dark(#dcdcd5, #363a41); --ground: light-dark(#ffffff, #15171a); }}
body {{ margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }}
h1, h2 {{ line-height: 1.2; }}
h2 {{ margin-top: 2.5rem; font-size: 1.25rem; }}
p, li {{ max-width: 46rem; }}
nav ul {{ columns: 2; padding-left: 1.2rem; }}
.table {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; }}
th, td {{ padding: 0.25rem 1rem 0.25rem 0; text-align: left; border-bottom: 1px solid var(--line);
  white-space: nowrap; font-weight: normal; }}
thead th {{ color: var(--soft); }}
figure {{ margin: 1rem 0; background: #ffffff; overflow-x: auto; }}
svg {{ display: block; max-width: 100%; height: auto; }}
code {{ overflow-wrap: anywhere; }}
</style>
</head>
<body>
<main>
<h1>Accuracy</h1>
<p><code>{signature}</code></p>
<nav aria-label="Sections"><ul>
{contents}
</ul></nav>
{sections}
</main>
</body>
</html>
"""
_CODE = re.compile(r"`([^`]+)`")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")


def as_html(evaluation: Evaluation, pictures: tuple[Picture, ...]) -> str:
    """Return the page with the pictures in it."""
    parts = sections(evaluation)
    by_name = {picture.name: picture for picture in pictures}
    return _PAGE.format(
        signature=escape(evaluation.signature),
        contents="\n".join(f'<li><a href="#s{i}">{escape(s.title)}</a></li>' for i, s in enumerate(parts)),
        sections="\n".join(_section(i, s, by_name.get(s.picture)) for i, s in enumerate(parts)),
    )


def _section(number: int, section: Section, picture: Picture | None) -> str:
    parts = [f'<section aria-labelledby="s{number}">', f'<h2 id="s{number}">{escape(section.title)}</h2>']
    parts += _paragraphs(section.text)
    if picture is not None:
        label = escape(ALTERNATIVES[picture.name])
        parts.append(f'<figure role="img" aria-label="{label}">{picture.inline}</figure>')
    if section.header:
        parts.append(_table(section))
    return "\n".join((*parts, "</section>"))


def _paragraphs(text: str) -> list[str]:
    found = []
    for block in text.split("\n\n"):
        if block.startswith("- "):
            items = "".join(f"<li>{_inline(item)}</li>" for item in block.removeprefix("- ").split("\n- "))
            found.append(f"<ul>{items}</ul>")
        elif block:
            found.append(f"<p>{_inline(block)}</p>")
    return found


def _inline(text: str) -> str:
    return _STRONG.sub(r"<strong>\1</strong>", _CODE.sub(r"<code>\1</code>", escape(" ".join(text.split()))))


def _table(section: Section) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in section.header)
    body = "\n".join(
        "<tr>"
        + "".join(
            f"<td>{escape(cell)}</td>" if i else f'<th scope="row">{escape(cell)}</th>' for i, cell in enumerate(row)
        )
        + "</tr>"
        for row in section.rows
    )
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(section.title)}">\n<table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )
