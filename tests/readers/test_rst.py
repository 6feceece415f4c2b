"""reStructuredText: blocks, inline marks, directives and tables, held against docutils and mapped exactly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mtqa.document import SourceMap
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "rst"
QUIET = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
SAME = settings(QUIET, derandomize=True)
PROSE = "The old mill stands by the river."
MANY, DEEP = 20_000, 5_000

DOCUTILS = dict.fromkeys(["halt_level", "report_level"], 6)
DOCUTILS |= dict.fromkeys(["file_insertion_enabled", "raw_enabled", "doctitle_xform", "docinfo_xform"], False)
DOCUTILS |= {"_disable_config": True}
UNREAD = (
    *(nodes.comment, nodes.literal_block, nodes.doctest_block, nodes.target, nodes.system_message, nodes.option),
    *(nodes.field_name, nodes.label, nodes.classifier, nodes.raw, nodes.math_block, nodes.docinfo),
)
WORD = re.compile(r"[A-Za-z]?[a-z]+")
WORDS = re.compile(r"[\w'’,.&;:!?()“”\"-]+(?:\s+[\w'’,.&;:!?()“”\"-]+)+")


def check(document):
    """Assert what every segment and sentence of a document promises."""
    for segment in document.segments:
        assert segment.text == segment.text.strip()
        assert re.search(r"[^\W_]", segment.text)
        check_map(segment.map, segment.text, document.source)
    for sentence in split(document):
        check_map(sentence.map, sentence.text, document.source)
    at = 0
    for mask in document.masks:
        assert at <= mask.start < mask.end <= len(document.source)
        at = mask.end


def check_map(found, text, source):
    """Assert that a map's runs cover a text, ascend in its source, and are the source where lengths are equal."""
    at = place = 0
    for run in found.runs:
        assert run.text == at
        assert run.source >= place
        assert min(run.text_length, run.source_length) > 0
        at, place = run.text + run.text_length, run.source + run.source_length
        if run.text_length == run.source_length:
            assert text[run.text : at] == re.sub(r"[\r\n]", " ", source[run.source : place])
    assert at == len(text)
    assert place <= len(source)


def is_address(node, whole):
    """Tell a bare address from a link with words of its own."""
    return isinstance(node, nodes.reference) and node.get("refuri", "").endswith(whole)


def inside(node):
    """Return what docutils reads inside a paragraph, put as mtqa puts it; a note's mark is a NUL."""
    said = ""
    for child in node.children:
        whole = child.astext()
        if isinstance(child, nodes.footnote_reference | nodes.citation_reference):
            said += "\0"
        elif isinstance(child, nodes.literal | nodes.math):
            said += whole if WORD.fullmatch(whole) else "X"
        elif isinstance(child, nodes.title_reference):
            said += whole if WORD.fullmatch(whole) or WORDS.fullmatch(whole) else "X"
        elif isinstance(child, nodes.substitution_reference | nodes.image) or is_address(child, whole):
            said += "X"
        elif isinstance(child, nodes.Text):
            said += whole
        else:
            said += inside(child)
    return said


def by_docutils(text):
    """Return the text of each block as docutils reads it, and whether it had nothing to complain about."""
    tree = publish_doctree(text, settings_overrides=DOCUTILS)
    found, stack = [], [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, UNREAD) or "contents" in getattr(node, "attributes", {}).get("classes", ()):
            continue
        if isinstance(node, nodes.line_block):
            found.append(" ".join(inside(line) for line in node.findall(nodes.line)))
        elif isinstance(node, nodes.TextElement):
            found.append(inside(node))
        else:
            stack += reversed(node.children)
    bare = (re.sub(r"\s*\0(?=[.,;:!?)]|$)", "", one).replace("\0", "") for one in found)
    joined = (" ".join(one.split()) for one in bare)
    messages = [*tree.findall(nodes.system_message), *tree.parse_messages, *tree.transform_messages]
    good = all(message["level"] < 2 for message in messages)
    return [one for one in joined if re.search(r"[^\W_]", re.sub(r"\bX\b", "", one))], good


def by_mtqa(found):
    """Return the text of each segment."""
    return [" ".join(segment.text.split()) for document in found for segment in document.segments]


BLOCKS = [
    *["The mill stands", "by the river.", "Rain fell all day.", "*here*", "**there**", "``x.y()``", "``low``", "a"],
    *["`a link <http://a.b>`_", "`gone`_ ", "`gone`__ ", "``a b``", "\\*", "\\ ", "[1]_", "|s|", "*", "`", "|", "_"],
    *[" ", " ", "\n", "\n\n", "\n\n", "\n  ", "\n   ", "\n\n  ", "\n\n   ", "\n\n    ", "- ", "- ", "* ", "1. ", "2. "],
    *["a. ", "(i) ", "#. ", "\n====\n", "\n----\n", "=====\n", "::\n\n", " ::\n\n   x = 1\n\n", "term\n  ", ":name: "],
    *[".. note:: ", ".. note::\n\n   ", ".. a comment\n", ".. [1] ", ".. _t: u\n", ".. code::\n\n   x = 1\n", "..\n"],
    *[
        "| It rains.\n",
        "-a  All.\n",
        "--file=X  Some.\n",
        "+---+----+\n| a | b  |\n+---+----+\n",
        "\n\n.. tip::\n\n   ",
    ],
    *[
        "\n\n== ===\na  b c\n== ===\n\n",
        "\n> a\n",
        "é",
        "—",
        "“",
        "”",
        "'",
        '"',
        "(",
        ")",
    ],
    *["\n\n.. figure:: x\n\n   It stands.\n\n   So it does.\n\n", "\n\n.. topic:: The hill\n\n   It is high.\n\n"],
]


@SAME
@given(st.lists(st.sampled_from(BLOCKS), max_size=12).map(lambda parts: "Start here.\n\n" + "".join(parts)))
def test_blocks_are_those_of_docutils(documents, text):
    """Where docutils has nothing to complain about, every block reads as it does there."""
    expected, good = by_docutils(text)
    assume(good)
    # These read otherwise: code marked by its first sign under a line of colons, options in a quotation, glued marks.
    assume(not re.search(r"::\n[-=>]|^ +--file|^\)?_|\S_\S|`\S*`\S*`|[|`*]{3}", text, re.MULTILINE))
    assert by_mtqa(documents(text, "rst")) == expected


def test_a_manual_is_read_as_docutils_reads_it(documents):
    """A real manual gives the text of docutils' blocks, in order, with the words that describe images besides."""
    text = (DATA / "orchard.rst").read_text(encoding="utf-8")
    expected, good = by_docutils(text)
    about = {"Ann Lee", "2026-03-01", "orchard.Tree"}
    found = by_mtqa(documents(text, "rst"))
    described = ["An apple tree seen from below", "An apple with two leaves"]
    assert good
    assert [one for one in found if one not in described] == [one for one in expected if one not in about]
    assert [one for one in found if one in described] == described


def test_a_manual(documents):
    """Each block of a real manual has its kind, and what was left out is named."""
    text = (DATA / "orchard.rst").read_text(encoding="utf-8")
    (document,) = documents(text, "rst")
    check(document)
    kinds = [(segment.kind.value, segment.text) for segment in document.segments]
    assert kinds[:9] == [
        ("heading", "The Orchard Manual"),
        ("heading", "How we keep the trees"),
        ("list", "The manual says when to prune, what to pick and how to store it."),
        ("heading", "Before you begin"),
        (
            "paragraph",
            (
                "Nobody prunes a tree in the rain, since wet wounds heal slowly. Run X or call X first; the weather "
                "must be dry. The old almanac is wrong about May, as everyone here knows. Write to X or see X for the "
                "rest."
            ),
        ),
        ("paragraph", "We had frost on the ninth of May in three of the last ten years."),
        ("heading", "Pruning"),
        ("list", "Cut the dead wood first."),
        ("list", "Step back and look at the crown from all sides."),
    ]
    assert [(mask.pattern, text[mask.start : mask.end].split("\n")[0]) for mask in document.masks] == [
        ("field", ":Author: Ann Lee"),
        ("field", ":Date: 2026-03-01"),
        (".. contents::", ".. contents:: On this page"),
        ("code", "all trees are fine"),
        ("comment", ".. A remark for ourselves:"),
        ("field", ":type tree: orchard.Tree"),
        ("code", ">>> orchard.count()"),
    ]


def test_directives_and_roles_of_sphinx(documents):
    """What docutils does not know is read by its name, or by whether it reads like prose."""
    text = (DATA / "sphinx.rst").read_text(encoding="utf-8")
    (document,) = documents(text, "rst")
    check(document)
    assert [(segment.kind.value, segment.text) for segment in document.segments] == [
        ("heading", "Using the press"),
        ("paragraph", "The press can be cleaned by itself."),
        ("paragraph", "The lid must be closed first."),
        ("caption", "How to start the press"),
        ("paragraph", "Start the press and wait until it runs."),
        ("list", "How fast it turns."),
        ("list", "The lid is open."),
        (
            "paragraph",
            "See cleaning the press, X and pomace; press X or choose Stop Now. The RPM are shown.",
        ),
        ("heading", "On the farm"),
        ("paragraph", "Connect the hose before anything else."),
        ("heading", "In town"),
        ("heading", "Mind the lid"),
        ("paragraph", "It closes faster than you think."),
        ("caption", "Speeds and what they are for"),
        *[("cell", cell) for cell in ["Speed", "When to use it", "Slow", "The fruit is soft."]],
        ("caption", "Juice by the day"),
        *[("cell", cell) for cell in ["Day", "Remark", "Monday", "Cloudy, but sweet"]],
        ("list", "pomace"),
        ("list", "What is left when the juice is gone."),
        ("paragraph", "Whoever opens the lid last has to clean the press."),
        ("paragraph", "This page has moved to the new handbook."),
        ("heading", "A last word"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is *so* **very** ``good``.", "It is so very good."),
        ("Call ``run()`` and ``go`` now.", "Call X and go now."),
        ("A `link <http://a.b>`_ and `a name`_ and word_ here.", "A link and a name and word here."),
        ('Two*three*four and 2 * 3 * 4 and "*" stay.', 'Two*three*four and 2 * 3 * 4 and "*" stay.'),
        (
            "The signs \\*stay\\*, and re\\ *mark*\\ able ones go.",
            "The signs *stay*, and remarkable ones go.",
        ),
        ("It rained [1]_. So [#a]_ we left [Lee02]_.", "It rained. So we left."),
        ("As [Lee02]_ says, it rains.", "As X says, it rains."),
        ("The |product| is here.", "The X is here."),
        (":ref:`the yard <yard>` and :ref:`yard` and :func:`a.b`.", "the yard and X and X."),
        ("See :abbr:`EU (European Union)` and :unknown:`some words here`.", "See EU and some words here."),
        ("Read `a few words` and `code.here` and `word`.", "Read a few words and X and word."),
        ("The names __init__ and self.foo_bar stay.", "The names __init__ and self.foo_bar stay."),
        ("H\\ :sub:`2`\\ O and :math:`a^2` are short.", "H2O and X are short."),
        ("Go _`here` now.", "Go here now."),
        ("An *open mark and a `quote stay.", "An *open mark and a `quote stay."),
    ],
)
def test_inline_marks(said, text, expected):
    """Marks go, words stay, and what is no word leaves a placeholder."""
    assert said(text, "rst") == [("paragraph", expected)]


NEST = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäéøßжλ", min_size=1, max_size=9), min_size=3, max_size=9)
PARAGRAPH = NEST.map(lambda words: " ".join(["The", *words]) + ".")
AROUND = [
    *[
        ("", ""),
        ("- ", ""),
        ("* - ", ""),
        ("7. ", ""),
        ("(b) ", ""),
        ("    ", ""),
        ("**", "**"),
        ("*", "*"),
        ("| ", ""),
    ],
    *[(".. note:: ", ""), (".. note::\n   :class: x\n\n   ", ""), (".. [1] ", ""), (".. versionadded:: 2.0\n   ", "")],
    *[("`", " <http://a.b>`_"), (":ref:`", " <here>`"), (":note: ", ""), ("", " [1]_"), ("``run()``\n\n", "")],
    *[(".. code::\n\n   not this\n\n", ""), (".. not this\n\n", ""), ("Not *this*::\n\n   not this\n\n", "")],
    *[(".. figure:: x.png\n   :width: 3\n\n   ", ""), (".. image:: x.png\n   :alt: ", "")],
    *[(".. _a: http://b.c\n\n", ""), (".. list-table::\n\n   * - ", ""), ("--all  ", ""), ("__ x\n\n", "")],
]


@QUIET
@given(
    blocks=st.lists(st.tuples(PARAGRAPH, st.sampled_from(AROUND)), min_size=1, max_size=5),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_prose_is_found_where_it_was_put(documents, blocks, line_end, mark):
    """Paragraphs that stand in markup come out whole and at their own offsets, and nothing else does."""
    text = mark + "Start." + line_end * 2
    expected = [("Start.", SourceMap.identity(len(mark), 6))]
    for paragraph, around in blocks:
        before, after = (side.replace("====", "=" * (len(paragraph) + 3)).replace("\n", line_end) for side in around)
        if "*this*" in before:
            expected.append(("Not this:", None))
        text += before
        expected.append((paragraph, SourceMap.identity(len(text), len(paragraph))))
        text += paragraph + after + line_end * 2 + ".." + line_end * 2
    found = documents(text, "rst")[0].segments
    assert [segment.text for segment in found] == [paragraph for paragraph, _ in expected]
    assert all(where in (None, segment.map) for segment, (_, where) in zip(found, expected, strict=True))


STRAY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)
MARKS = [*BLOCKS, "\r\n", "\r", "\t", ":ref:`", "<a>`", "`_", "http://a.b/c_d", "+--", "| ", "== ==\n", "\u3000", "✅"]


@QUIET
@given(st.lists(st.one_of(st.sampled_from(MARKS), st.sampled_from(MARKS), STRAY), max_size=40).map("".join))
def test_any_text_is_read_and_mapped(documents, text):
    """Whatever a text holds, segments and sentences lead back to it."""
    for document in documents(text, "rst"):
        check(document)


CELLS = st.lists(st.text("abcdeé🌻", min_size=1, max_size=6), min_size=1, max_size=3).map(lambda parts: ["it", *parts])


@QUIET
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=3))
def test_cells_of_drawn_tables(documents, rows):
    """Each cell of a table is read from its own columns, whatever stands beside it and however wide it is."""
    import unicodedata  # noqa: PLC0415

    def wide(word):
        return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in word)

    lines = ["+----------------+----------------+"]
    for row in rows:
        for at in range(max(map(len, row))):
            words = [cell[at] if at < len(cell) else "" for cell in row]
            lines.append("".join("| " + word + " " * (15 - wide(word)) for word in words) + "|")
        lines.append(lines[0])
    text = "\n".join(lines)
    (document,) = documents(text, "rst")
    check(document)
    assert [segment.text for segment in document.segments] == [" ".join(cell) for row in rows for cell in row]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\ufeff", []),
        ("*", []),
        (".. note::", []),
        ("+---+\n| a |\n+--\n\nSo it is.", ["So it is."]),
        ("=== ===\na   b c d\n\nSo it is.", ["So it is."]),
        ("=== ===\na  bc d\n=== ===\n\nSo it is.", ["So it is."]),
        (".. code::\n\n   not this", []),
        ("\x00\x01 So it is.", ["\x00\x01 So it is."]),
    ],
)
def test_broken_and_empty_texts(documents, text, expected):
    """What is cut off or malformed is left out, and the rest is read."""
    assert by_mtqa(documents(text, "rst")) == expected


def test_comments_are_read_on_request(documents):
    """Comments are prose where settings say so; a table in one is read as well."""
    text = ".. It is a remark\n   of two lines.\n\nAnd it goes on.\n"
    assert by_mtqa(documents(text, "rst", comments=True)) == ["It is a remark of two lines.", "And it goes on."]


def test_directives_are_left_out_on_request(documents):
    """A directive that settings name is not read, and the mask says which it was."""
    text = ".. note:: It is not for you.\n\nThe rest is.\n"
    (document,) = documents(text, "rst", mask_directives=("note",))
    assert [segment.text for segment in document.segments] == ["The rest is."]
    assert document.masks == ((0, 28, ".. note::"),)


PILES = {
    "stars": "*a " * MANY,
    "literals": "``a " * MANY,
    "backquotes": "`" * MANY,
    "roles": ":a:`" * MANY,
    "targets of links": "`a <" * MANY + ">`_",
    "spaces in a link": "`a" + " " * 300_000 + "b`_",
    "notes": "[#a " * MANY,
    "escapes": "\\" * MANY,
    "bullets": "- " * DEEP + "a",
    "bullets and blank lines": "- " * DEEP + "a\n" + "\n" * MANY + " " * 9000 + "b",
    "directives": ".. note:: " * DEEP,
    "quotations": "".join(" " * i + "a\n\n" for i in range(1000)),
    "corners": "+-" * MANY + "+",
    "boxes": "+-" * 3000 + "+\n" + ("| " * 3000 + "|\n") * 20,
    "columns": "= " * DEEP + "=\n" + "a " * DEEP + "\n" + "= " * DEEP + "=",
    "fields": ":a" * MANY,
    "options": "-a, " * MANY,
    "names": ".. " + "a-" * MANY,
    "labels": ".. [" + "a." * MANY,
    "addresses": "http://" * MANY,
    "mail": "a@b." * MANY,
    "terms": "a\n b\n" * MANY,
    "values": ".. csv-table::\n\n   " + '"a,' * MANY,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("pile", PILES.values(), ids=PILES)
def test_piles_of_markup(documents, pile):
    """Markup that is never closed, or nested without end, costs no more than its length."""
    assert by_mtqa(documents(f"{PROSE}\n\n{pile}", "rst"))[0].startswith(PROSE)


@pytest.mark.timeout(60)
def test_prose_deep_inside(documents):
    """Nesting deeper than calls may go hides nothing."""
    text = "".join(" " * (2 * i) + "- a\n\n" for i in range(1200)) + " " * 2400 + PROSE
    assert by_mtqa(documents(text, "rst"))[-1] == PROSE
