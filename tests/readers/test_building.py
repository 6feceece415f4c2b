"""How segments are put together, and cut into tags."""

from __future__ import annotations

import pytest

from mtqa.document import Kind, Run, Segment, SourceMap, Span
from mtqa.readers.building import Builder, Hole
from mtqa.readers.entities import add_decoded
from mtqa.readers.tags import Part, tokens


def built(text, holes=(), origin=0):
    """Return the segment that a text makes, apart from its holes."""
    builder = Builder(text, origin, holes)
    builder.raw(0, len(text))
    return builder.segment(Kind.PARAGRAPH)


def test_a_text_that_stands_as_it_is():
    """White space around it is left out, within it stays, and the origin moves all of it."""
    expected = Segment("So  it\tis.", Kind.PARAGRAPH, SourceMap.identity(12, 10))
    assert built("  So  it\tis. \n", origin=10) == expected


def test_line_breaks():
    """A line break with the white space around it is one space that stands for all of it."""
    runs = (Run(0, 1, 0, 1), Run(1, 1, 1, 4), Run(2, 3, 5, 3))
    assert built("a \r\n b\nc") == Segment("a b c", Kind.PARAGRAPH, SourceMap(runs))


def test_holes():
    """A hole is left out, with white space on both sides made one; one that holds leaves a placeholder."""
    holes = [Hole(2, 5), Hole(8, 12, holds=True), Hole(14, 17)]
    runs = (Run(0, 1, 0, 1), Run(1, 1, 1, 5), Run(2, 2, 6, 2), Run(4, 1, 8, 4), Run(5, 1, 12, 1))
    assert built("a ... b ....c ...", holes) == Segment("a b Xc", Kind.PARAGRAPH, SourceMap(runs))


def test_a_hole_that_is_met_twice():
    """A hole that two stretches share leaves one placeholder, and its characters are known to be overwritten."""
    builder = Builder("a .... b", 0, [Hole(2, 6, holds=True)])
    builder.raw(0, 3)
    builder.raw(3, 8)
    runs = (Run(0, 2, 0, 2), Run(2, 1, 2, 4), Run(3, 2, 6, 2))
    assert builder.segment(Kind.PARAGRAPH) == Segment("a X b", Kind.PARAGRAPH, SourceMap(runs))
    assert [at for at in range(8) if builder.overwritten(at)] == [2, 3, 4, 5]


def test_wording_may_refine_the_kind():
    """The kind of a segment may be told by its text."""
    builder = Builder("By Ann Lee")
    builder.raw(0, 10)
    assert builder.segment(Kind.PARAGRAPH, lambda kind, text: Kind.BYLINE if "By" in text else kind).kind is Kind.BYLINE


@pytest.mark.parametrize("text", ["", "  ", "—…", "___"])
def test_nothing_of_its_own(text):
    """Without a letter or digit there is no segment."""
    assert built(text) is None


def test_a_placeholder_is_no_text_of_its_own():
    """A segment needs more than placeholders, and starts anew after it was taken."""
    builder = Builder("a.b() c")
    builder.hold(0, 5)
    assert (builder.holds_text, builder.segment(Kind.CELL)) == (False, None)
    builder.raw(5, 7)
    assert (builder.holds_text, builder.segment(Kind.CELL)) == (
        True,
        Segment("c", Kind.CELL, SourceMap.identity(6, 1)),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a &lt; b", "a < b"),
        ("&amp;lt;", "&lt;"),
        ("&copy2020 &copyright", "©2020 ©right"),
        ("&notin; &notit;", "∉ ¬it;"),
        ("&#8212;&#x2014&#X2014;", "———"),
        ("&#0; &#xD800; &#99999999;", "\ufffd \ufffd \ufffd"),
        ("R&D &amp &; &# &#x", "R&D & &; &# &#x"),
        ("&ThickSpace;&NotEqualTilde;", " ≂̸"),
    ],
)
def test_references(text, expected):
    """References are decoded as browsers decode them, one by one."""
    builder = Builder(f"a{text}z")
    builder.raw(0, 1)
    add_decoded(builder, 1, len(text) + 1)
    builder.raw(len(text) + 1, len(text) + 2)
    assert builder.segment(Kind.CELL).text == f"a{expected}z"


def test_tags():
    """Tags, their attributes' places and the text between them tile the text; comments are left out."""
    text = 'a<B c=\'d\' E=f g>h</b ><!-- <i> --><br/><img alt="<x>">< j <k l="m'
    found = [(t.part, text[t.start : t.end], t.name, t.attributes) for t in tokens(text, 0, len(text))]
    assert found == [
        (Part.TEXT, "a", "", {}),
        (Part.OPEN, "<B c='d' E=f g>", "b", {"c": Span(7, 8), "e": Span(12, 13), "g": Span(15, 15)}),
        (Part.TEXT, "h", "", {}),
        (Part.CLOSE, "</b >", "b", {}),
        (Part.EMPTY, "<br/>", "br", {}),
        (Part.EMPTY, '<img alt="<x>">', "img", {"alt": Span(49, 52)}),
        (Part.TEXT, "< j ", "", {}),
        (Part.OPEN, '<k l="m', "k", {}),
    ]


def test_text_of_a_script_is_left_out():
    """A script ends at its own end tag alone."""
    text = "<script>a < b</p> '</scripts>'</SCRIPT >c"
    assert [text[t.start : t.end] for t in tokens(text, 0, len(text))] == ["<script>", "</SCRIPT >", "c"]
