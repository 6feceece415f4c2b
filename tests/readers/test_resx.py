"""Resources of .NET: strings with their names, without what lays out forms."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.resx import RESXFile

from mtqa.config import Settings
from mtqa.document import Omitted
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "resx"


def messages(document):
    """Return each segment's name and text."""
    return [(segment.places[0].name, segment.text) for segment in document.segments]


def test_strings(documents):
    """Strings come with their names; comments and headers are no strings."""
    text = (
        "<root><!-- Not this. --><resheader name='reader'><value>Not this.</value></resheader>"
        "<metadata name='a'><value>Not this.</value></metadata>"
        "<data name='Pier.Text' xml:space='preserve'><value>The pier &amp; the quay.</value>"
        "<comment>Not this.</comment></data>\n"
        "<data name='Typed' type='System.String, mscorlib'><value>Go {0} steps.</value></data></root>"
    )
    (document,) = documents(text, "resx")
    assert messages(document) == [("Pier.Text", "The pier & the quay."), ("Typed", "Go X steps.")]
    assert [segment.kind.value for segment in document.segments] == ["message", "message"]


def test_what_is_passed_over(documents):
    """Pictures, sizes, places and empty values are counted."""
    text = """<root>
      <data name="$this.Icon" type="System.Drawing.Icon" mimetype="application/x-microsoft"><value>AAEC</value></data>
      <data name="logo" type="System.Resources.ResXFileRef, System.Windows.Forms"><value>logo.png;a, b</value></data>
      <data name="codes" type="System.String[]"><value>One of several</value></data>
      <data name="blob" mimetype="application/x-microsoft.net.object.binary.base64"><value>AAEC</value></data>
      <data name="button.Size"><value>75, 23</value></data>
      <data name="&gt;&gt;button.Name"><value>button</value></data>
      <data name="button.Location"><value>12 west, 4 north</value></data>
      <data name="Size"><value>How large is it?</value></data>
      <data name="later"><value> </value></data>
      <data name="never"/>
    </root>"""
    (document,) = documents(text, "resx")
    assert messages(document) == [("Size", "How large is it?")]
    assert document.omitted == (Omitted("no string", 7), Omitted("untranslated", 2))


def test_a_string_without_a_name(documents):
    """A string that nothing can show is named with its line, and the rest is read."""
    skipped, document = documents(
        "<root>\n<data><value>Who?</value></data><data name='a'><value>Me.</value></data></root>", "resx"
    )
    assert skipped == SkippedFile("page:2", "a <data> without a name")
    assert messages(document) == [("a", "Me.")]


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("Resources.de.resx", "<root/>", "in another language (de)"),
        ("a.resx", "<resources/>", "no .resx: its root element is <resources>, not <root>"),
        ("a.resx", "<root><data name='a'", "not well-formed RESX: unclosed token (line 1)"),
        ("a.resx", "<root>&far;</root>", "not well-formed RESX: undefined entity (line 1)"),
        (
            "a.resx",
            '<!DOCTYPE root [<!ENTITY a SYSTEM "/etc/hostname">]><root/>',
            "its RESX declares an entity of its own ('a'), and such are not expanded",
        ),
    ],
)
def test_files_that_are_none(documents, path, text, reason):
    """A file that can't be read is named with one line."""
    with pytest.raises(ReadError) as error:
        documents(text, "resx", path)
    assert str(error.value) == reason


@pytest.mark.parametrize(
    ("path", "language"), [("Resources.en-GB.resx", ""), ("Resources.resx", ""), ("Resources.de.resx", "en")]
)
def test_files_in_english(documents, path, language):
    """What is English by its name, names no language, or is English by what its user says, is read."""
    (document,) = documents(
        "<root><data name='a'><value>The pier.</value></data></root>", "resx", path, language=language
    )
    assert messages(document) == [("a", "The pier.")]


@pytest.mark.parametrize("name", ["Ferry.resx", "Harbour.resx"])
def test_what_the_reference_reads_is_what_is_read(documents, name):
    """Names and values are those of translate-toolkit, apart from white space, tags and placeholders."""
    store = RESXFile.parsefile(str(DATA / name))
    (document,) = documents((DATA / name).read_text(encoding="utf-8-sig"), "resx")
    left_out = {"$this.Icon", "button.Location", ">>button.Name"}
    expected = [(u.getid(), flat(u.target)) for u in store.units if u.target and u.getid() not in left_out]
    assert [(key, flat(text)) for key, text in messages(document)] == expected


def flat(text):
    """Return a text without what differs by design."""
    return "".join(re.sub(r"<[^<>]*>|%\w|\{\d\}|\bX\b", " ", text).split())


@pytest.mark.timeout(20)
def test_hostile_piles_stay_linear(documents):
    """Many strings, and one of very many references, take time in proportion."""
    many = "<data name='a'><value>It rains.</value></data>" * 3_000
    (document,) = documents(
        f"<root>{many}<data name='b'><value>It{' &lt;' * 20_000} rains.</value></data></root>", "resx"
    )
    assert len(document.segments) == 3_001


WORD = st.text("abcdefghijklmnopqrstuvwxyzäéøß", min_size=1, max_size=8)
ATOM = st.one_of(
    WORD.map(lambda word: (word, word)),
    st.sampled_from([("&amp;", "&"), ("&#233;t&#xE9;", "été"), ("<![CDATA[or]]>", "or"), ("—", "—")]),
)


@settings(deadline=None, max_examples=50)
@given(
    drawn=st.lists(st.tuples(WORD, st.lists(ATOM, min_size=1, max_size=8)), max_size=5),
    line_end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_prose_is_found_where_it_was_put(drawn, line_end, mark):
    """Values come out alone, whole and under their names, and lead back to where they stand."""
    entries, expected = [], []
    for key, atoms in drawn:
        written = " ".join(["The", *(atom for atom, _ in atoms)]) + "."
        expected.append((key, " ".join(["The", *(read for _, read in atoms)]) + ".", written))
        entries.append(f"{line_end}<data name={quoteattr(key)}>{line_end}<value>{written}{line_end}</value></data>")
    text = f"{mark}<root>{''.join(entries)}</root>"
    (document,) = read_bytes(text.encode(), "page", "resx", Settings())
    found = [(s.places[0].name, s.text, text[slice(*s.map.span(0, len(s.text)))]) for s in document.segments]
    assert found == expected
    for sentence in split(document):
        shown = re.sub(r"<!\[CDATA\[|\]\]>", "", text[slice(*sentence.span)])
        assert unescape(shown) == sentence.text


def test_masked_keys(documents):
    """Strings whose names are masked are told of, not read."""
    hidden = "<data name='debug.a'><value>Not &lt;this&gt;</value></data>"
    text = f"<root>{hidden}<data name='b'><value>This</value></data></root>"
    (document,) = documents(text, "resx", mask_keys=("debug.*",))
    assert messages(document) == [("b", "This")]
    assert [(text[start:end], pattern) for start, end, pattern in document.masks] == [("Not &lt;this&gt;", "debug.*")]
