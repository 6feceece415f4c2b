"""Documents as they are laid beside others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtqa import readers
from mtqa.config import Settings
from mtqa.document import Span
from mtqa.pairing.texts import Group, Text, groups, keyed, lines, links, of_lines, origin_of

PO = b"""msgid ""
msgstr "Language: en\\nContent-Type: text/plain; charset=UTF-8\\n"

msgid "Die Datei wurde gespeichert. Bitte warten."
msgstr "The file was saved. Please wait."

msgid "Abbrechen"
msgstr "Cancel it now"
"""


def _po(data):
    [document] = readers.read_bytes(data, "en.po", "po", Settings())
    return document


@given(st.text(alphabet="ab .\r\n\ufeff\u2028", max_size=40))
def test_lines_are_those_of_text_files(text):
    """Lines end as text files' do, lose white space at their end, and none is lost, empty ones neither."""
    found = [text[start:end] for start, end in lines(text)]
    body = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    expected = body.split("\n")
    assert found == [line.rstrip() for line in (expected[:-1] if expected[-1] == "" else expected)]


def test_files_of_lines():
    """Each line is a segment of its own, at its place."""
    document = of_lines(readers.from_text("One two.\n\nThree\nfour.\n"))
    assert [(s.text, s.map.span(0, len(s.text))) for s in document.segments] == [
        ("One two.", Span(0, 8)),
        ("Three", Span(10, 15)),
        ("four.", Span(16, 21)),
    ]


def test_links():
    """Addresses are read without the marks around them."""
    text = 'See [it](https://example.org/a?b=1), <a href="http://x.example/">x</a>. To ann@example.org. www.x.example!'
    assert links(text) == ("https://example.org/a?b=1", "http://x.example/", "ann@example.org", "www.x.example")


def test_units_hold_their_source():
    """A localisation file brings its source along: a document whose units have the same keys."""
    document = _po(PO)
    origin = origin_of(document)
    assert keyed(document)
    assert keyed(origin)
    english, source = Text.of(document, "en"), Text.of(origin)
    assert source.language == "de"
    assert source.raw == ("Die Datei wurde gespeichert.", "Bitte warten.", "Abbrechen")
    assert [group.texts for group in groups((english, source))] == [
        (range(2), range(2)),
        (range(2, 3), range(2, 3)),
    ]
    assert english.joined(range(2)) == "The file was saved. Please wait."


def test_prose_is_one_group():
    """Documents without units are laid side by side as a whole."""
    texts = [Text.of(readers.from_text(text), "en") for text in ("One is here. Two is here.", "One is here.")]
    assert groups(texts) == [Group((range(2), range(1)))]
    assert origin_of(texts[0].document) is None
