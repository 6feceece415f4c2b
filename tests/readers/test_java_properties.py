"""Java's properties: keys with strings, read as Java loads them and mapped to their exact place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.properties import javafile

from mtqa.config import Settings
from mtqa.document import Document, Mask, Omitted
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.readers.messages.properties import properties_in
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "properties"
NO_TEXT = "an identifier, address or number"


def messages(document):
    """Return each segment's key and text."""
    return [(segment.places[0].name, segment.text) for segment in document.segments]


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


def test_keys_and_values(documents):
    """Any of three signs parts key and value, lines go on after a backslash, and escapes are decoded."""
    text = (
        "# Not this = at all\n  ! nor this\n\na.b = The pier\nc:The \\\n    # quay\\\n\n"
        "d\\ e\\=\\:  The\\u0020caf\\u00e9 \\ud83c\\udf3b is\\topen\\!\nf\nempty=\n"
        "g=It''s {0}''s boat, isn't it?\nh=It''s old\ni=One.\\n\\nTwo\\\\\n   j   =   k l  "
    )
    (document,) = documents(text, "properties")
    assert messages(document) == [
        *[("a.b", "The pier"), ("c", "The # quay"), ("d e=:", "The café 🌻 is\topen!")],
        *[("g", "It's X's boat, isn't it?"), ("h", "It''s old"), ("i", "One."), ("i", "Two\\"), ("j", "k l")],
    ]
    assert document.omitted == (Omitted("untranslated", 2),)
    cafe = document.segments[2]
    assert text[slice(*cafe.map.span(4, 10))] == "caf\\u00e9 \\ud83c\\udf3b"


def test_what_is_no_text(documents):
    """Identifiers, addresses, paths, colours and numbers are counted, and words are read."""
    no_text = [
        *[
            "https://example.org/a?b=c",
            "mailto:ann@example.org",
            "ann@example.org",
            "/usr/lib/pier",
            "./a/b.png",
            "C:\\\\pier",
        ],
        *[
            "org.pier.Boat",
            "max_boats",
            "pierBoat",
            "#ff00aa",
            "#fff",
            "12",
            "1,200.5",
            "12px",
            "50%",
            "--",
            "true",
            "null",
        ],
        *[
            "jdbc:sqlite:pier.db",
            "123e4567-e89b-12d3-a456-426614174000",
            "std::pier",
            "www.example.org",
            "boat2",
            "a/b/c.txt",
        ],
    ]
    text = [
        "Boats",
        "boats",
        "A/B",
        "Boat #5",
        "Hello, pier",
        "On/off",
        "Sail away…",
        "e.g. this",
        "Note: here",
        "iPad",
        "pier-side",
    ]
    written = "".join(f"k{i}={value}\n" for i, value in enumerate([*no_text, *text]))
    (document,) = documents(written, "properties")
    assert [segment.text for segment in document.segments] == text
    assert document.omitted == (Omitted(NO_TEXT, len(no_text)),)


def test_keys_that_are_masked_or_stand_twice(documents):
    """A masked key is told, and so are keys that stand twice, whose values are all read."""
    text = "legal.a=Not this\nb=One boat\nb=Two boats\nlegal.a=Nor this\nb=Three boats\n"
    (document,) = documents(text, "properties", mask_keys=("legal.*",))
    assert messages(document) == [("b", "One boat"), ("b", "Two boats"), ("b", "Three boats")]
    spans = [(m.start(), m.end()) for m in re.finditer("Not this|Nor this", text)]
    assert document.masks == tuple(Mask(*span, "legal.*") for span in spans)
    assert document.notes == ("the key 'b' and 1 more stand in it more than once; all values were read",)
    (document,) = documents("b=One boat\nb=Two boats\n", "properties")
    assert document.notes == ("the key 'b' stands in it more than once; all values were read",)


@pytest.mark.parametrize("path", ["messages_de.properties", "i18n/fr.properties", "l10n/pt-BR/app.properties"])
def test_other_languages(documents, path):
    """A name or folder of another language is believed, unless the user says that the file is English."""
    with pytest.raises(ReadError, match=r"^in another language \((?:de|fr|pt-BR)\)$"):
        documents("a=The pier is old.", "properties", path)
    (document,) = documents("a=The pier is old.", "properties", path, language="en")
    assert len(document.segments) == 1
    assert documents("a=The pier is old.", "properties", "messages_en_GB.properties")


def test_a_malformed_escape_is_skipped(documents):
    """A property that Java refuses is told with its line, and the others are read."""
    text = "a=One boat\r\n\r\n# \\u\r\nb=T\\u00zz\\\r\n  wo\rc\\u12=x\nd=Three boats\\\ne=\\uD83C half\n"
    *told, document = documents(text, "properties", "a.properties")
    why = "an escape \\u without four hexadecimal digits"
    assert told == [SkippedFile("a.properties:4", why), SkippedFile("a.properties:6", why)]
    assert messages(document) == [("a", "One boat"), ("d", "Three boatse=\ufffd half")]


@pytest.mark.parametrize("text", ["# only\n! comments", "\n\n \t# a", "\ufeff# a"])
def test_what_holds_no_properties(documents, text):
    """A file without any is refused."""
    with pytest.raises(ReadError, match=r"^no properties in it$"):
        documents(text, "properties")


CASES = json.loads((DATA / "java.json").read_text())


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_java_reads_the_same(mark):
    """What Java itself made of many odd files is what is read here."""
    for case in CASES:
        found = list(properties_in(mark + case["text"]))
        read = [[each.key, "".join(string for string, _ in each.value)] for each in found]
        faulty = any(each.fault for each in found)
        assert (None if faulty else read) == case["properties"], case["text"]
    assert len(CASES) > 100


@pytest.mark.parametrize("name", ["kiosk.properties", "kiosk_en.properties"])
def test_files_that_java_wrote(name):
    """What Java stored is read whole, whatever the encoding, as another reader of such files has it."""
    data = (DATA / name).read_bytes()
    (document,) = read_bytes(data, str(DATA / name), "properties", Settings())
    assert messages(document) == [
        ("kiosk:card", "We take cards\tand coins #1."),
        ("kiosk.opening hours", "The kiosk opens at X o'clock, and on Sundays only when it doesn't rain."),
        ("kiosk.motto", "Fresh fish = good mood: that’s our motto! 🐟"),
    ]
    known = [unit.source for unit in javafile.parsestring(data).units if "fish" in unit.source]
    if name == "kiosk.properties":
        whole = [text.encode("utf-16", "surrogatepass").decode("utf-16") for text in known]
        assert whole == ["  Fresh fish = good mood: that’s our motto! 🐟"]


ESCAPED = {
    "\nb": "\\nb",
    "\t": "\\t",
    "\\": "\\\\",
    "é": "\\u00e9",
    "🌻": "\\ud83c\\udf3b",
    "=": "\\=",
    " ": " \\\n   ",
    "x": "x",
}
VALUE = st.lists(st.sampled_from([*ESCAPED, "The pier", "old", "is", "'", "."]), min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(VALUE, st.sampled_from(["", "\ufeff"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_escapes_lead_back_to_their_place(atoms, mark, line_end):
    """A value with escapes and continued lines reads as it is meant, and each run is the source or an escape of it."""
    written = "".join(ESCAPED.get(atom, atom) for atom in atoms)
    text = f"{mark}# c\nk = Aye: {written}\n".replace("\n", line_end)
    (document,) = read_bytes(text.encode(), "a.properties", "properties", Settings())
    value = "Aye: " + "".join(atoms)
    assert " ".join(" ".join(segment.text for segment in document.segments).split()) == " ".join(value.split())
    for segment in document.segments:
        check_map(segment.map, segment.text, text)
    for sentence in split(document):
        check_map(sentence.map, sentence.text, text)


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäß", min_size=2, max_size=9), min_size=3, max_size=9)
PROSE = WORDS.map(lambda words: " ".join(["The", *words]) + ".")
AROUND = [
    ("k = ", ""),
    ("# not this\nk:", ""),
    ("k ", ""),
    ("\\u006b=\\\n  ", ""),
    ("  k\t=\t", "\\\n"),
    ("k=<b>", "</b>"),
]


@settings(deadline=None, max_examples=60)
@given(
    drawn=st.lists(st.tuples(PROSE, st.sampled_from(AROUND)), min_size=1, max_size=5),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_prose_is_found_where_it_was_put(drawn, line_end, mark):
    """Values come out whole, alone, under their key and at their own offsets."""
    text, expected = mark, []
    for prose, (before, after) in drawn:
        text += before.replace("\n", line_end)
        expected.append(("k", prose, len(text), len(text) + len(prose)))
        text += prose + after.replace("\n", line_end) + line_end * 2
    (document,) = read_bytes(text.encode(), "a.properties", "properties", Settings())
    assert [(s.places[0].name, s.text, *s.map.span(0, len(s.text))) for s in document.segments] == expected
    for sentence in split(document):
        assert text[slice(*sentence.span)] == sentence.text


PARTS = [
    "k",
    "=",
    ":",
    " ",
    "\\",
    "\\u",
    "\\u00e9",
    "\n",
    "\r",
    "\\\n",
    "#",
    "!",
    "The pier",
    "{0}",
    "''",
    "\t",
    "\\ud83c",
    "<b>",
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_any_text_is_read_or_refused(text):
    """Whatever a file holds, it is read, skipped in part, or refused with a reason."""
    try:
        found = list(read_bytes(text.encode(), "a.properties", "properties", Settings()))
    except ReadError:
        return
    for item in found:
        if isinstance(item, Document):
            for segment in item.segments:
                check_map(segment.map, segment.text, text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "pile", ["k", "=", "\\", "\\u", "\\\n", "k=v\n", "#\n", " ", "\\u0041", "a:\\\r\n", "\r", "k \\\n=", "\\u12\n"]
)
def test_piles_take_linear_time(pile):
    """A file of nothing but one piece of markup takes no longer for being long."""
    text = "a=The pier\nb=" + pile * (200_000 // len(pile))
    list(read_bytes(text.encode(), "a.properties", "properties", Settings()))
