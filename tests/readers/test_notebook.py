"""Jupyter notebooks: Markdown cells, each character at its own place in the JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat import v4

from mtqa.config import Settings
from mtqa.document import Document, Mask, Omitted
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.readers.markdown import markdown_segments
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "notebook"
LENIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def parsed(text, path="page.ipynb", **options):
    """Read a notebook."""
    (document,) = read_bytes(text.encode(), path, "notebook", Settings(**options))
    return document


def said(document):
    """Return the kind, the number of the cell and the text of all segments."""
    return [(s.kind.value, s.places[0].name, s.text) for s in document.segments]


def notebook(*cells, **more):
    """Write a notebook."""
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}, indent=1)


def markdown(source):
    """Return a Markdown cell."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def test_cells():
    """Markdown cells are read, whether their text is a string or a list; code, raw and unknown cells are not."""
    code = {"cell_type": "code", "source": ["not = 1\n", "# this"], "outputs": [{"text": "not this", "source": "no"}]}
    text = notebook(
        markdown("# The tide\n\nIt rose."),
        code,
        {"source": ["It *fell*\n", "again."], "cell_type": "markdown", "attachments": {"a.png": {"source": "no"}}},
        {"cell_type": "raw", "source": "not this"},
        {"cell_type": "poem", "source": "not this"},
        {"cell_type": 5, "source": 7},
        {},
        markdown([]),
        {"cell_type": "markdown", "source": "The last of a name\n", "a": 1, "source ": "no"},
        source="no",
    )
    document = parsed(text)
    assert said(document) == [
        ("heading", "1", "The tide"),
        ("paragraph", "1", "It rose."),
        ("paragraph", "3", "It fell again."),
        ("paragraph", "9", "The last of a name"),
    ]
    assert document.omitted == (Omitted("code cells", 1), Omitted("raw cells", 1), Omitted("unknown cells", 2))
    masked = [(document.source[mask.start : mask.end], mask.pattern) for mask in document.masks]
    assert [re.sub(r"\s+", " ", shown) for shown, _ in masked] == [
        '"not = 1\\n", "# this"',
        '"not this"',
        '"not this"',
    ]
    assert [pattern for _, pattern in masked] == ["code cell", "raw cell", "unknown cell"]


def test_version_3():
    """In version 3 cells stand in worksheets, code is an input, and headings are cells of their own."""
    first = [{"cell_type": "heading", "level": 2, "source": ["The *tide*"]}, {"cell_type": "code", "input": "no"}]
    second = [markdown("It rose."), {"cell_type": "heading", "source": "Ebb"}]
    text = json.dumps({"nbformat": 3, "worksheets": [{"cells": first}, {"metadata": {}, "cells": second}]})
    document = parsed(text)
    assert said(document) == [("heading", "1", "The tide"), ("paragraph", "2.1", "It rose."), ("heading", "2.2", "Ebb")]
    assert document.masks == (Mask(text.index('"no"'), text.index('"no"') + 4, "code cell"),)


def test_characters_stand_where_they_were_written():
    """Each character leads back to its escape, and a line break to its escape alone."""
    source = ['Caf\u00e9 \u201cyes\u201d \\"no\\"\n', "on \U0001f33b."]
    document = parsed(json.dumps({"nbformat": 4, "cells": [markdown(source)]}))
    (segment,) = document.segments
    assert segment.text == 'Café “yes” "no" on \U0001f33b.'
    shown = [document.source[slice(*segment.map.span(at, at + 1))] for at in range(len(segment.text))]
    assert shown[3:11] == ["\\u00e9", " ", "\\u201c", "y", "e", "s", "\\u201d", " "]
    assert shown[-5:] == ["o", "n", " ", "\\ud83c\\udf3b", "."]
    assert shown[-6].startswith("\\n")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("# A heading", "not valid JSON: Expecting a value at line 1, column 1"),
        ('{"cells": [\n {"source": "cut off', "not valid JSON: Unterminated string at line 2, column 13"),
        ('{"cells": []\n "nbformat": 4}', "not valid JSON: Expecting ',' or '}' at line 2, column 2"),
        ("[" * 100_000, "not valid JSON: More than 500 lists and objects inside each other at line 1, column 501"),
        ('{"cells": []}', "no notebook: it does not say its version (nbformat)"),
        ('{"nbformat": "4"}', "no notebook: it does not say its version (nbformat)"),
        ("[1, 2]", "no notebook: it does not say its version (nbformat)"),
        ('{"nbformat": 2}', "a notebook of version 2, which is too old: open and save it with Jupyter"),
    ],
)
def test_files_that_are_none(text, reason):
    """A file that is no notebook is refused with the reason and, where it is malformed, the place."""
    with pytest.raises(ReadError, match=f"^{re.escape(reason)}$"):
        parsed(text)


def test_another_language():
    """A notebook whose name says that it is in another language is refused, unless it is set to be English."""
    text = notebook(markdown("The tide rose."))
    with pytest.raises(ReadError, match=r"^in another language \(fr\)$"):
        parsed(text, "tides.fr.ipynb")
    assert said(parsed(text, "tides.fr.ipynb", language="en")) == [("paragraph", "1", "The tide rose.")]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "cells",
    [
        *[[markdown(["a "] * 50_000)], [markdown("\\u00e9" * 50_000)], [markdown("It rose.")] * 3_000],
        *[[{"cell_type": "code", "source": ["a\n"] * 100_000}], [{"cell_type": "code", "outputs": ["a" * 5_000_000]}]],
    ],
)
def test_piles_stay_quick(cells):
    """Large notebooks take time in proportion to their size."""
    assert parsed(notebook(*cells, markdown("The end."))).segments[-1].text == "The end."


def check(document):
    """Assert that maps ascend, cover each text, and are the source where lengths are equal."""
    for found in (*document.segments, *split(document)):
        at = place = 0
        for run in found.map.runs:
            assert run.text == at
            assert run.source >= place
            assert min(run.text_length, run.source_length) > 0
            at, place = run.text + run.text_length, run.source + run.source_length
            if run.text_length == run.source_length:
                assert found.text[run.text : at] == document.source[run.source : place]
        assert at == len(found.text)
        assert place <= len(document.source)


PIECES = st.sampled_from(
    [
        *[
            "# ",
            "> ",
            "- ",
            "**",
            "`",
            "$",
            "\n",
            "\n\n",
            "\r\n",
            "The old mill",
            " stands ",
            "by the river.",
            "é",
            "<b>",
        ],
        *[
            "</b>",
            "![a](b)",
            "[^1]: ",
            "| ",
            "---\n",
            "```\n",
            "\\",
            '"',
            "\U0001f33b",
            "\ud83c",
            "\t",
            "&amp;",
            "\x07",
        ],
    ]
)
TEXT = st.lists(PIECES, max_size=20).map("".join)


@LENIENT
@given(cells=st.lists(st.one_of(TEXT, st.lists(TEXT, max_size=4)), max_size=4), plain=st.booleans())
def test_any_text_is_read_and_mapped(cells, plain):
    """Whatever cells hold, they say what Markdown does, and segments and sentences lead back to the file."""
    text = json.dumps({"cells": [markdown(cell) for cell in cells], "nbformat": 4}, ensure_ascii=plain)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    (document,) = read_bytes(data, "page", "notebook", Settings())
    assert isinstance(document, Document)
    check(document)
    joined = [cell if isinstance(cell, str) else "".join(json.loads(json.dumps(cell))) for cell in cells]
    assert [s.text for s in document.segments] == [s.text for cell in joined for s in markdown_segments(f"{cell}\n")]


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäéøßжλ", min_size=1, max_size=9), min_size=3, max_size=9)
PARAGRAPH = WORDS.map(lambda words: " ".join(["The", *words]) + ".")
AROUND = [
    ("", ""),
    ("# ", ""),
    ("- ", ""),
    ("> ", ""),
    ("**", "**"),
    ("![](x.png) ", ""),
    ("```\nno\n```\n", ""),
    ("", "\n==="),
]


@LENIENT
@given(blocks=st.lists(st.tuples(PARAGRAPH, st.sampled_from(AROUND), st.booleans()), min_size=1, max_size=5))
def test_prose_is_found_where_it_was_put(blocks):
    """Paragraphs in cells that nbformat wrote come out alone, whole, and at their own places."""
    cells, expected = [], []
    for paragraph, (before, after), code in blocks:
        if code:
            cells.append(v4.new_code_cell(f"# {paragraph}", id=str(len(cells))))
        cells.append(v4.new_markdown_cell(before + paragraph + after, id=str(len(cells))))
        expected.append((str(len(cells)), paragraph, paragraph))
    document = parsed(nbformat.writes(v4.new_notebook(cells=cells)))
    found = [(s.places[0].name, s.text, document.source[slice(*s.map.span(0, len(s.text)))]) for s in document.segments]
    assert found == expected


@pytest.mark.parametrize("name", ["tides.ipynb", "rain-v3.ipynb.json"])
def test_nbformat_reads_the_same(name):
    """The Markdown cells are those that nbformat finds, and all of their prose is read."""
    data = (DATA / name).read_bytes()
    (document,) = read_bytes(data, name, "notebook", Settings())
    check(document)
    reference = nbformat.reads(data.decode(), as_version=4)
    expected = [
        (str(number), segment.text)
        for number, cell in enumerate(reference.cells, 1)
        if cell.cell_type == "markdown"
        for segment in markdown_segments(f"{cell.source}\n")
    ]
    assert [(segment.places[0].name, segment.text) for segment in document.segments] == expected


def test_a_real_file():
    """A notebook that nbformat wrote, with its kinds."""
    (document,) = read_bytes((DATA / "tides.ipynb").read_bytes(), "tides.ipynb", "notebook", Settings())
    measured = (
        "We measured the height of the water every ten minutes for a month, and compared it with what the almanac "
        'said. The gauge "Anna" stands at the north pier – 40 m from the lock.'
    )
    assert said(document) == [
        ("heading", "1", "Tides in the old harbour"),
        ("paragraph", "1", measured),
        ("list", "1", "The first column is the time in X."),
        ("list", "1", "The second is the height in metres."),
        ("quote", "1", "High water came, on average, six minutes late."),
        ("cell", "1", "Day"),
        ("cell", "1", "Remark"),
        ("cell", "1", "3"),
        ("cell", "1", "A storm from the west"),
        ("caption", "1", "The gauge at low water"),
        ("paragraph", "1", "For a sine of amplitude X the mean is X, as it must be \U0001f30a."),
        ("paragraph", "4", "The second sensor failed on the ninth day."),
    ]
