"""TMX: the English of a translation memory, its keys, the text that it translates, and its exact places."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile

from mtqa.config import Settings
from mtqa.document import Omitted
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "tmx"


def memory(*units, srclang="de"):
    """Return a memory of these units."""
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "http://localhost/tmx14.dtd">\n'
        f'<tmx version="1.4"><header srclang="{srclang}"/><body>{"".join(units)}</body></tmx>'
    )


def unit(attributes="", **variants):
    """Return a unit with these languages' texts."""
    inner = "".join(
        f'<tuv xml:lang="{name.replace("_", "-")}"><seg>{seg}</seg></tuv>' for name, seg in variants.items()
    )
    return f"<tu {attributes}>{inner}</tu>"


def messages(document):
    """Return each segment's key, text and original."""
    return [(segment.places[0].name, segment.text, segment.original) for segment in document.segments]


def test_units(documents):
    """English comes with its unit's id, or its number, and with the text in the source language."""
    text = memory(
        unit('tuid="pier"', de="Die Mole.", fr="La jetée.", en="The pier &amp; the quay."),
        unit('srclang="fr"', de="Das Boot.", en_GB="The boat.", fr="Le  <hi>bateau</hi>."),
        unit(en_US="The color of the sea.", en_GB="The colour of the sea.", de="Die Farbe."),
        "<tu><note>Not this.</note><prop>Nor this.</prop><tuv lang='EN'><seg>The old way.</seg></tuv></tu>",
        unit(de="Nur deutsch."),
        unit(de="Leer.", en=" "),
    )
    (document,) = documents(text, "tmx")
    assert messages(document) == [
        ("pier", "The pier & the quay.", "Die Mole."),
        ("2", "The boat.", "Le bateau."),
        ("3", "The color of the sea.", "Die Farbe."),
        ("3", "The colour of the sea.", "Die Farbe."),
        ("4", "The old way.", ""),
    ]
    assert {segment.kind.value for segment in document.segments} == {"message"}
    assert document.omitted == (Omitted("in other languages", 1), Omitted("untranslated", 1))


@pytest.mark.parametrize("srclang", ["*all*", ""])
def test_a_memory_of_no_one_source(documents, srclang):
    """Where any language may be the source, the first other one is compared with."""
    (document,) = documents(memory(unit(en="The pier.", fr="La jetée.", de="Die Mole."), srclang=srclang), "tmx")
    assert messages(document) == [("1", "The pier.", "La jetée.")]


@pytest.mark.parametrize(
    ("seg", "read"),
    [
        ('Wait <bpt i="1">&lt;b></bpt>here<ept i="1">&lt;/b></ept>, please.', "Wait here, please."),
        ('Wait <hi>here</hi>, please<it pos="end">&lt;/i></it>.', "Wait here, please."),
        ('Wait for <ph x="1">{name}</ph>, please.', "Wait for X, please."),
        ('Wait for <ph x="1"/>, please.', "Wait for X, please."),
        ('Wait<ph x="1">&lt;br></ph>here, <ut>{\\b </ut>please.', "Wait here, please."),
        (
            'Wait <bpt i="1">&lt;a title="<sub>no</sub>"></bpt>here<ept i="1">&lt;/a></ept>, please.',
            "Wait here, please.",
        ),
    ],
)
def test_inline_elements(documents, seg, read):
    """Tags leave nothing, breaks a space, and what stands for a word a placeholder."""
    (document,) = documents(memory(unit(en=seg)), "tmx")
    assert [segment.text for segment in document.segments] == [read]


def test_a_unit_without_text(documents):
    """A unit that is none is named with its line, and the rest is read."""
    *skipped, document = documents(memory("\n<tu/>\n", '<tu>\n<tuv xml:lang="en"/></tu>', unit(en="The pier.")), "tmx")
    reason = "a unit without text; a <tuv> needs a <seg>"
    assert skipped == [SkippedFile("page:4", reason), SkippedFile("page:5", reason)]
    assert messages(document) == [("3", "The pier.", "")]


def test_without_english(documents):
    """A memory of other languages is not read, unless its user says that what is not the source is English."""
    text = memory(unit(de="Die Mole.", xx="The pier."))
    with pytest.raises(ReadError) as error:
        documents(text, "tmx")
    assert str(error.value) == "in another language (de, xx)"
    (document,) = documents(text, "tmx", language="en")
    assert messages(document) == [("1", "The pier.", "Die Mole.")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<xliff/>", "no TMX: its root element is <xliff>, not <tmx>"),
        ("<tmx/>", "no TMX: it has no <body>"),
        (memory()[:-9], "not well-formed TMX: unclosed token (line 3)"),
        ("Notes on a memory.", "not well-formed TMX: syntax error (line 1)"),
        (
            '<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>',
            "its TMX declares an entity of its own ('a'), and such are not expanded",
        ),
    ],
)
def test_files_that_are_none(documents, text, reason):
    """A file that can't be read is named with one line."""
    with pytest.raises(ReadError) as error:
        documents(text, "tmx")
    assert str(error.value) == reason


@pytest.mark.timeout(20)
def test_hostile_piles_stay_linear(documents):
    """Many units, and many languages in one, take time in proportion."""
    many = unit(en="It rains.", de="Es regnet.") * 2_000
    wide = (
        "<tu>"
        + "<tuv xml:lang='fr'><seg>a</seg></tuv>" * 2_000
        + "<tuv xml:lang='en'><seg>It rains.</seg></tuv>" * 2_000
        + "</tu>"
    )
    (document,) = documents(memory(many, wide), "tmx")
    assert len(document.segments) == 4_000


def test_what_the_reference_reads_is_what_is_read(documents):
    """Sources and targets are those of translate-toolkit, apart from white space, tags and placeholders."""
    path = DATA / "ferry.tmx"
    store = tmxfile.parsestring(path.read_bytes(), "de", "en")
    (document,) = documents(path.read_text(encoding="utf-8"), "tmx")
    found = [(segment.original, flat(segment.text)) for segment in document.segments]
    assert found == [(" ".join(str(u.source).split()), flat(str(u.target))) for u in store.units]


def flat(text):
    """Return a text without what differs by design."""
    return "".join(re.sub(r"<[^<>]*>|%\w|\bX\b", " ", text).split())


WORD = st.text("abcdefghijklmnopqrstuvwxyzäéøß", min_size=1, max_size=8)
ATOM = st.one_of(
    WORD.map(lambda word: (word, word)),
    st.sampled_from([("&amp;", "&"), ("&#233;t&#xE9;", "été"), ("<hi>so</hi>", "so"), ("<![CDATA[or]]>", "or")]),
)


@settings(deadline=None, max_examples=50)
@given(
    drawn=st.lists(st.lists(ATOM, min_size=1, max_size=8), min_size=1, max_size=5),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_prose_is_found_where_it_was_put(drawn, line_end):
    """English comes out alone, whole and under its number, and leads back to where it stands."""
    units, expected = [], []
    for number, atoms in enumerate(drawn, 1):
        written = " ".join(["The", *(atom for atom, _ in atoms)]) + "."
        expected.append((str(number), " ".join(["The", *(read for _, read in atoms)]) + ".", written))
        units.append(unit(de="Nicht das.", en=f"{line_end} {written}{line_end}"))
    text = memory(*units).replace("\n<", f"{line_end}<")
    (document,) = read_bytes(text.encode("utf-16"), "page", "tmx", Settings())
    found = [(s.places[0].name, s.text, document.source[slice(*s.map.span(0, len(s.text)))]) for s in document.segments]
    assert found == expected
    for sentence in split(document):
        shown = re.sub(r"</?hi>|<!\[CDATA\[|\]\]>", "", document.source[slice(*sentence.span)])
        assert unescape(shown) == sentence.text
