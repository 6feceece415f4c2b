"""Android's string resources: strings, arrays and plurals, with Android's escapes and exact places."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.aresource import AndroidResourceFile

from mtqa.config import Settings
from mtqa.document import Omitted
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "android"
ROOT = '<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2" xmlns:tools="http://schemas.android.com/tools"'


def resources(*strings, attributes=""):
    """Return a file of these resources."""
    return f"{ROOT} {attributes}>{''.join(strings)}</resources>"


def messages(document):
    """Return each segment's name and text."""
    return [(segment.places[0].name, segment.text) for segment in document.segments]


def test_strings_arrays_and_plurals(documents):
    """Each string is a message under its name, with its number in an array or its quantity in plurals."""
    text = resources(
        "<!-- Not this. --><string name='pier'>The pier &amp; the quay</string>\n",
        "<string-array name='days'><item>On Monday</item><item>@string/pier</item>",
        "<item>On Tuesday</item></string-array>",
        "<plurals name='boats'><item quantity='one'>One boat</item><item quantity='other'>%d boats</item></plurals>",
        "<item type='string' name='odd'>An odd one</item><item type='dimen' name='gap'>Not this</item>",
        "<color name='sea'>#0000ff</color><array name='icons'><item>Not this</item></array>",
    )
    (document,) = documents(text, "android")
    assert messages(document) == [
        ("pier", "The pier & the quay"),
        *[("days[0]", "On Monday"), ("days[2]", "On Tuesday")],
        *[("boats#one", "One boat"), ("boats#other", "X boats")],
        ("odd", "An odd one"),
    ]
    assert {segment.kind.value for segment in document.segments} == {"message"}
    assert document.omitted == (Omitted("a reference to another resource", 1),)


def test_what_is_passed_over(documents):
    """What is not to be translated, points elsewhere or is empty, is counted."""
    text = resources(
        "<string name='a' translatable='false'>Not this</string><string name='b'>@string/pier</string>",
        "<string name='c'>?attr/label</string><string name='d'>@android:string/ok</string><string name='e'> </string>",
        "<string name='f'/><string-array name='g' translatable='false'><item>No</item><item>Nor</item></string-array>",
        "<string name='h'>@ noon</string>",
    )
    (document,) = documents(text, "android")
    assert messages(document) == [("h", "@ noon")]
    assert document.omitted == (
        Omitted("not to be translated", 3),
        Omitted("a reference to another resource", 3),
        Omitted("untranslated", 2),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"It\'s a \"pier\"\u0021", 'It\'s a "pier"!'),
        (r"\@ home \? \\ \#1", r"@ home ? \ #1"),
        (r"One line.\nAnother\tone.", "One line. Another\tone."),
        ("  One\n   line  here ", "One line here"),
        ('One "  wide  " gap', "One wide gap"),
        (r"A flower \ud83c\udf3b and half \ud83c one", "A flower \U0001f33b and half � one"),
        (r"It\&apos;s a \&quot;pier\&quot;", 'It\'s a "pier"'),
        ("&quot;It's  a  pier&quot;", "It's  a  pier"),
        (r"Caf\u00e9 \x au lait\e", "Café au lait"),
        ("Go <b>on</b> to <a href='x'>the <i>pier</i></a>.", "Go on to the pier."),
        ("<![CDATA[Go <b>on</b> to <i>the pier</i>.]]>", "Go on to the pier."),
        ("Go &lt;b>on&lt;/b> to it.", "Go on to it."),
        (
            "<xliff:g id='n' example='5'>%1$d</xliff:g> boats by <xliff:g>Gull Ferries</xliff:g>",
            "X boats by Gull Ferries",
        ),
        ("Dear <xliff:g id='name'>^1</xliff:g>, come in.", "Dear X, come in."),
        ("Dear %1$s, come in.", "Dear X, come in."),
        ("It ends \\", "It ends"),
    ],
)
def test_escapes_and_markup(documents, written, read):
    """Text is read as Android shows it."""
    (document,) = documents(resources(f"<string name='a'>{written}</string>"), "android")
    assert [segment.text for segment in document.segments] == [read]


def test_escapes_stand_where_they_were_written(documents):
    """Each character leads back to its escape, and a pair of surrogates to both its halves."""
    text = resources(r"<string name='a'>Caf\u00e9 \ud83c\udf3b isn\'t &amp;\&quot;</string>")
    (document,) = documents(text, "android")
    (segment,) = document.segments
    shown = [text[slice(*segment.map.span(at, at + 1))] for at in range(len(segment.text))]
    assert shown == [*"Caf", r"\u00e9", " ", r"\ud83c\udf3b", *" isn", r"\'", *"t ", "&amp;", r"\&quot;"]


@pytest.mark.parametrize(
    "folder", ["values-de", "values-pt-rBR", "values-b+sr+Latn", "values-de-land", "values-mcc310-mnc004-fr-rCA"]
)
def test_folders_of_other_languages(documents, folder):
    """A folder's language decides, whatever qualifiers stand around it, unless its user says otherwise."""
    text, path = resources("<string name='a'>The pier</string>"), f"app/res/{folder}/strings.xml"
    with pytest.raises(ReadError, match=r"^in another language \((de|pt|sr|fr)\)$"):
        documents(text, "android", path)
    (document,) = documents(text, "android", path, language="en")
    assert messages(document) == [("a", "The pier")]


@pytest.mark.parametrize(
    "folder",
    [
        "values",
        "values-en",
        "values-en-rGB",
        "values-b+en+GB",
        "values-night",
        "values-v21",
        "values-sw600dp-land",
        "values-car",
    ],
)
def test_folders_of_english(documents, folder):
    """A folder that names English or no language is read."""
    (document,) = documents(resources("<string name='a'>The pier</string>"), "android", f"res/{folder}/strings.xml")
    assert messages(document) == [("a", "The pier")]


def test_the_language_that_the_tools_note(documents):
    """The default folder may be in a language of its own."""
    text = resources("<string name='a'>Die Mole</string>", attributes='tools:locale="de"')
    with pytest.raises(ReadError, match=r"^in another language \(de\)$"):
        documents(text, "android", "res/values/strings.xml")


def test_a_string_without_a_name(documents):
    """A string that nothing can show is named with its line, and the rest is read."""
    text = resources("\n<string>Who?</string>\n<plurals/><string name='a'>The pier</string>")
    *skipped, document = documents(text, "android")
    assert skipped == [
        SkippedFile("page:2", "a <string> without a name"),
        SkippedFile("page:3", "a <plurals> without a name"),
    ]
    assert messages(document) == [("a", "The pier")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<project/>", "no reader for XML of this kind (<project>); only Android string resources are read"),
        (
            "<?xml version='1.0'?>\n<!-- a --><a:feed xmlns:a='b'><",
            "no reader for XML of this kind (<feed>); only Android string resources are read",
        ),
        (
            '<!DOCTYPE book [<!ENTITY a "b">]><book>&a;</book>',
            "no reader for XML of this kind (<book>); only Android string resources are read",
        ),
        ("<resources><color name='a'>#fff</color></resources>", "no reader for Android resources without strings"),
        ("<resources/>", "no reader for Android resources without strings"),
        ("<resources><string name='a'>The", "not well-formed XML: no element found (line 1)"),
        (
            "<resources><string name='a'>R&D</string></resources>",
            "not well-formed XML: not well-formed (invalid token) (line 1)",
        ),
        ("Notes.", "not well-formed XML: syntax error (line 1)"),
        (
            '<!DOCTYPE resources [<!ENTITY a "b">]><resources/>',
            "its XML declares an entity of its own ('a'), and such are not expanded",
        ),
    ],
)
def test_files_that_are_none(documents, text, reason):
    """A file that can't be read is named with one line; XML of other kinds is no failure."""
    with pytest.raises(ReadError) as error:
        documents(text, "android")
    assert str(error.value) == reason


@pytest.mark.timeout(20)
def test_hostile_piles_stay_linear(documents):
    """Many strings, many tags and a long run of half escapes take time in proportion."""
    many = "<string name='a'>It rains.</string>" * 2_000
    long = "<string name='b'>It" + r"\u00e \"  <b/>" * 8_000 + " rains.</string>"
    (document,) = documents(resources(many, long), "android")
    assert len(document.segments) == 2_001


@pytest.mark.parametrize("name", ["strings.xml"])
def test_what_the_reference_reads_is_what_is_read(documents, name):
    """Names and texts are those of translate-toolkit, apart from white space, tags and placeholders."""
    store = AndroidResourceFile.parsefile(str(DATA / name))
    (document,) = documents((DATA / name).read_text(encoding="utf-8"), "android")
    expected = []
    for unit in store.units:
        plural = unit.xmlelement.tag == "plurals"
        quantities = [f"#{item.get('quantity')}" for item in unit.xmlelement] if plural else [""]
        texts = [text for text in unit.target.strings if text] if plural else [unit.target]
        expected += [
            (unit.getid() + mark, flat(unescape(text))) for mark, text in zip(quantities, texts, strict=True) if text
        ]
    assert [(key, flat(text)) for key, text in messages(document)] == expected


def flat(text):
    """Return a text without what differs by design."""
    return "".join(re.sub(r"<[^<>]*>|%\w|\bX\b", " ", text).split())


WORD = st.text("abcdefghijklmnopqrstuvwxyzäéøß", min_size=1, max_size=8)
ATOM = st.one_of(
    WORD.map(lambda word: (word, word)),
    st.sampled_from(
        [("&amp;", "&"), (r"\u00e9t&#xE9;", "été"), ("<b>so</b>", "so"), ("<![CDATA[or]]>", "or"), (r"isn\'t", "isn't")]
    ),
)


@settings(deadline=None, max_examples=50)
@given(
    drawn=st.lists(st.lists(ATOM, min_size=1, max_size=8), min_size=1, max_size=5),
    line_end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_prose_is_found_where_it_was_put(drawn, line_end, mark):
    """Strings come out alone, whole and under their names, and lead back to where they stand."""
    strings, expected = [], []
    for number, atoms in enumerate(drawn):
        written = " ".join(["The", *(atom for atom, _ in atoms)]) + "."
        expected.append((f"s{number}", " ".join(["The", *(read for _, read in atoms)]) + ".", written))
        strings.append(f"{line_end}<string name='s{number}'>{line_end}    {written}{line_end}</string>")
    text = mark + resources(*strings)
    (document,) = read_bytes(text.encode(), "page", "android", Settings())
    found = [(s.places[0].name, s.text, text[slice(*s.map.span(0, len(s.text)))]) for s in document.segments]
    assert found == expected
    for sentence in split(document):
        shown = re.sub(r"</?b>|<!\[CDATA\[|\]\]>", "", text[slice(*sentence.span)])
        assert unescape(shown).replace(r"\u00e9", "é").replace(r"\'", "'") == sentence.text
