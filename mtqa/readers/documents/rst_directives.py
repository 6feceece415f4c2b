"""What a directive of reStructuredText, or one of Sphinx's, holds: prose, a title, a caption, code, nothing to read.

Directives that are known here are read by their name; of any other, the content is read if it reads like prose.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from mtqa.document import Span
from mtqa.readers.documents.markup_lines import Lines, reads_like_prose


class Reading(StrEnum):
    """How a directive's argument and content are read."""

    BODY = "the argument is the content's beginning"
    INSIDE = "the content alone"
    TITLED = "the argument is a title"
    CAPTIONED = "the argument is a caption"
    VERSION = "the argument is a version, and the content's beginning"
    QUOTED = "the content is somebody else's"
    FIGURE = "the content begins with a caption"
    ROWS = "the content is lines of cells"
    REPLACED = "the argument is a word or two"
    OPTIONS = "only options with words in them"
    LEFT = "not read"


_BY_READING = {
    Reading.BODY: "note tip hint important warning caution danger error attention seealso todo header footer "
    "line-block remark",
    Reading.INSIDE: "container class only ifconfig compound tabs tab-set tab-set-code grid grid-item glossary hlist "
    "function method classmethod staticmethod data attribute property exception module describe object option "
    "envvar confval setting program directive role type member enum enumerator struct macro var namespace command "
    "rst-class cssclass decorator decoratormethod accordion steps step button-group typealias variable",
    Reading.TITLED: "admonition topic sidebar rubric title card grid-item-card tab-item dropdown tab collapse centered "
    "details panels theorem proof lemma definition example exercise section",
    Reading.CAPTIONED: "table list-table flat-table",
    Reading.VERSION: "versionadded versionchanged deprecated versionremoved version-added version-changed "
    "version-deprecated version-removed deprecated-removed",
    Reading.QUOTED: "epigraph highlights pull-quote blockquote",
    Reading.FIGURE: "figure",
    Reading.ROWS: "csv-table",
    Reading.REPLACED: "replace",
    Reading.OPTIONS: "image code-block sourcecode code literalinclude",
    Reading.LEFT: "parsed-literal math raw include toctree contents index sectnum section-numbering highlight date "
    "unicode default-role target-notes meta currentmodule currentclass py-currentmodule tabularcolumns "
    "productionlist graphviz digraph graph mermaid uml plantuml plot testcode testoutput testsetup testcleanup "
    "doctest ipython prompt code-cell jupyter-execute bibliography youtube vimeo video iframe argparse "
    "click typer swagger openapi http-example literal-block autosummary aafig ditaa blockdiag inheritance-diagram",
}
_READING = {name: reading for reading, names in _BY_READING.items() for name in names.split()}
_OPTION = re.compile(r":(?P<key>[\w][\w.+ -]{0,60}):(?:[ \t]+|\Z)")
_VERSION = re.compile(r"\S+[ \t]*")


def reading_of(name: str, content: str) -> Reading:
    """Return how a directive is read, by its name, or else by its content."""
    known = name.lower().rpartition(":")[2]
    if known in _READING:
        return _READING[known]
    if known.startswith("auto"):
        return Reading.LEFT
    return Reading.INSIDE if reads_like_prose(content) else Reading.LEFT


class Option(NamedTuple):
    """An option of a directive: its name, and where its value stands."""

    key: str
    value: Span


class Parts(NamedTuple):
    """The parts of a directive.

    Attributes:
        argument: where the argument stands; empty where there is none.
        options: the options.
        split: the line after the argument.
        content: the first line of the content.
    """

    argument: Span
    options: tuple[Option, ...]
    split: int
    content: int


def parts_of(lines: Lines, i: int, end: int, start: int) -> Parts:
    """Take a directive apart that begins in line ``i`` and ends before line ``end``; its argument may ``start`` there.

    Argument and options end with the first blank line.
    """
    blank = lines.blank(i + 1, end)
    split = next((j for j in range(i + 1, blank) if _OPTION.match(lines.line(j))), blank)
    bare = start >= lines.end[i]
    first = lines.start[i + 1] if bare and split > i + 1 else min(start, lines.end[i])
    last = lines.end[split - 1] if not bare or split > i + 1 else first
    return Parts(Span(first, max(first, last)), tuple(_options(lines, split, blank)), split, blank)


def _options(lines: Lines, i: int, end: int) -> list[Option]:
    found: list[Option] = []
    for j in range(i, end):
        option = _OPTION.match(lines.text, lines.start[j], lines.end[j])
        if option:
            found.append(Option(option["key"].lower(), Span(option.end(), lines.end[j])))
        elif found:
            found[-1] = Option(found[-1].key, Span(found[-1].value.start, lines.end[j]))
    return found


def after_version(text: str, argument: Span) -> int:
    """Return where the text after a version begins."""
    version = _VERSION.match(text, *argument)
    return version.end() if version else argument.start
