"""XLIFF 1 and 2: English targets with their keys, their sources and their exact places."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.xliff import Xliff1File
from translate.storage.xliff2 import Xliff2File

from mtqa.config import Settings
from mtqa.document import Document, Omitted
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "xliff"
UNTRANSLATED = ("new", "needs-translation", "initial")
FIRST = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
SECOND = '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="de" trgLang="en-GB">'


def first(*units, languages='source-language="de" target-language="en"'):
    """Return a file of XLIFF 1.2 with these units."""
    return f"{FIRST}<file original='a' {languages}><body>{''.join(units)}</body></file></xliff>"


def second(*units, root=SECOND):
    """Return a file of XLIFF 2 with these units."""
    return f"{root}<file id='f'>{''.join(units)}</file></xliff>"


def messages(document):
    """Return each segment's key and text."""
    return [(segment.places[0].name, segment.text) for segment in document.segments]


@pytest.fixture
def target(documents):
    """Return a function that reads the target of one unit, in XLIFF 1.2 or 2."""

    def read(inner, wrap=first):
        unit = f"<target>{inner}</target>"
        unit = (
            f"<trans-unit id='a'>{unit}</trans-unit>"
            if wrap is first
            else f"<unit id='a'><segment>{unit}</segment></unit>"
        )
        (document,) = documents(wrap(unit), "xliff")
        return [segment.text for segment in document.segments]

    return read


def test_a_unit_with_its_source(documents):
    """A target comes with its key, its kind, its place and the text that it translates."""
    text = first(
        "<group><trans-unit id='7' resname='pier.open'>\r\n<source>Die  <g id='1'>Mole</g>\n ist &#111;ffen.</source>"
        "<target state='translated'>The <g id='1'>pier</g> is open &amp; dry.</target>"
        "<alt-trans><target>Not this one.</target></alt-trans><note>Not this.</note></trans-unit></group>"
    )
    (document,) = documents(text, "xliff")
    (segment,) = document.segments
    assert (str(segment.places[0]), segment.kind.value) == ("message pier.open", "message")
    assert (segment.text, segment.original) == ("The pier is open & dry.", "Die Mole ist offen.")
    assert text[slice(*segment.map.span(0, 8))] == "The <g id='1'>pier"
    assert text[slice(*segment.map.span(17, 18))] == "&amp;"


def test_segments_of_xliff_2(documents):
    """Each segment is a message of its unit's name or id; what lies between them is none."""
    text = second(
        "<group id='g'><unit id='u1' name='pier.shut'><notes><note>Not this.</note></notes>"
        "<segment state='final'><source>Zu.</source><target>The pier is shut.</target></segment>"
        "<ignorable><source> </source><target> and so on</target></ignorable>"
        "<segment><source>Bis Mai.</source><target>It opens in <pc id='1'>early</pc> May.</target></segment>"
        "</unit></group>"
        "<unit id='u2'><segment><source>Neu.</source>"
        "<target>It is <mrk id='m' type='term'>new</mrk>.</target></segment></unit>"
    )
    (document,) = documents(text, "xliff")
    assert [(*found, s.original) for found, s in zip(messages(document), document.segments, strict=True)] == [
        ("pier.shut", "The pier is shut.", "Zu."),
        ("pier.shut", "It opens in early May.", "Bis Mai."),
        ("u2", "It is new.", "Neu."),
    ]


def test_what_is_passed_over(documents):
    """Units without a translation, or that must have none, are counted."""
    text = first(
        "<trans-unit id='1'><source>Eins</source></trans-unit>",
        "<trans-unit id='2'><source>Zwei</source><target> </target></trans-unit>",
        "<trans-unit id='3'><source>Drei</source><target state='new'>Three boats</target></trans-unit>",
        "<trans-unit id='4'><source>Vier</source><target state='needs-translation'>Four boats</target></trans-unit>",
        "<trans-unit id='5' translate='no'><source>Fünf</source><target>Five boats</target></trans-unit>",
        "<group translate='no'><trans-unit id='6'><target>Six boats</target></trans-unit>"
        "<trans-unit id='7' translate='yes'><target>Seven boats</target></trans-unit></group>",
        "<trans-unit id='8' approved='no'><target state='needs-review-translation'>Eight boats</target></trans-unit>",
        "<trans-unit id='9' restype='x-gettext-domain-header'><target>Language: en</target></trans-unit>",
    )
    (document,) = documents(text, "xliff")
    assert messages(document) == [("7", "Seven boats"), ("8", "Eight boats")]
    assert document.omitted == (Omitted("untranslated", 4), Omitted("not to be translated", 2))
    text = second(
        "<unit id='1'><segment state='initial'><target>One boat</target></segment></unit>"
        "<unit id='2' translate='no'><segment><target>Two boats</target></segment></unit>"
        "<unit id='3'><segment><source>Drei</source></segment></unit>"
    )
    (document,) = documents(text, "xliff")
    assert document.omitted == (Omitted("untranslated", 2), Omitted("not to be translated", 1))


@pytest.mark.parametrize(
    ("inner", "read"),
    [
        ('Wait <g id="1" ctype="bold">here</g>, please.', "Wait here, please."),
        ('Wait <bpt id="1">&lt;b></bpt>here<ept id="1">&lt;/b></ept>, please.', "Wait here, please."),
        ('Wait <bx id="1"/>here<ex id="1"/>, please<it id="2" pos="open">&lt;i></it>.', "Wait here, please."),
        ('Wait <mrk mtype="seg" mid="1">here.</mrk> <mrk mtype="seg" mid="2">Then go.</mrk>', "Wait here. Then go."),
        ('Wait for <x id="INTERPOLATION" equiv-text="{{name}}"/>, please.', "Wait for X, please."),
        ('Wait for <x id="1"/>, please.', "Wait for X, please."),
        ('Wait for <ph id="1">%s</ph>, please.', "Wait for X, please."),
        ('Wait <ph id="1">&lt;b></ph>here<ph id="2">&lt;/b></ph>, please.', "Wait here, please."),
        ('Wait <x id="START_TAG_B" ctype="x-b"/>here<x id="CLOSE_TAG_B" ctype="x-b"/>, please.', "Wait here, please."),
        ('Wait <x id="START_LINK"/>here<x id="CLOSE_LINK"/>, please.', "Wait here, please."),
        ('Wait<x id="LINE_BREAK" ctype="lb"/>here, please.', "Wait here, please."),
        ('Wait<ph id="1">&lt;br/></ph>here,<ph id="2">&amp;nbsp;</ph>please.', "Wait here, please."),
        ("Wait for {0}, <![CDATA[please]]>.", "Wait for X, please."),
    ],
)
def test_inline_elements_of_xliff_1(target, inner, read):
    """Tags leave nothing, breaks a space, and what stands for a word a placeholder."""
    assert target(inner) == [read]


@pytest.mark.parametrize(
    ("inner", "read"),
    [
        ('Wait <pc id="1">here</pc>, please.', "Wait here, please."),
        (
            'Wait <sc id="1"/>here<ec startRef="1"/>, <sm id="m"/>please<em startRef="m"/>.<cp hex="0007"/>',
            "Wait here, please.",
        ),
        ('Wait for <ph id="0" equiv="INTERPOLATION" disp="{{name}}"/>, please.', "Wait for X, please."),
        ('Wait for <ph id="0" type="ui" subType="xlf:var"/>, please.', "Wait for X, please."),
        ('Wait<ph id="0" equiv="LINE_BREAK" type="fmt" disp="&lt;br/>"/>here, please.', "Wait here, please."),
        ('Wait<ph id="0" type="fmt" subType="xlf:lb"/>here, please.', "Wait here, please."),
        ('Wait <ph id="0" type="image"/>here, please.', "Wait here, please."),
    ],
)
def test_inline_elements_of_xliff_2(target, inner, read):
    """The same holds for the elements of XLIFF 2."""
    assert target(inner, second) == [read]


@pytest.mark.parametrize(
    ("languages", "reason"),
    [
        ('source-language="en" target-language="fr-CA"', "in another language (fr-CA)"),
        ('source-language="de" target-language="enm"', "in another language (enm)"),
        ('source-language="en-US"', "in another language (not named, translated from en-US)"),
    ],
)
def test_targets_in_other_languages(documents, languages, reason):
    """A file that is translated into another language is not read, unless its user says that it is English."""
    text = first("<trans-unit id='a'><target>The pier is open.</target></trans-unit>", languages=languages)
    with pytest.raises(ReadError) as error:
        documents(text, "xliff")
    assert str(error.value) == reason
    (document,) = documents(text, "xliff", language="en")
    assert messages(document) == [("a", "The pier is open.")]


@pytest.mark.parametrize(
    ("languages", "own"),
    [
        ('source-language="de"', ""),
        ('source-language="en-US" target-language="en-GB"', ""),
        ("", ""),
        ('source-language="en"', 'xml:lang="en"'),
    ],
)
def test_targets_that_may_be_english(documents, languages, own):
    """English into English is read, and so is what does not say its language but is translated from another."""
    text = first(f"<trans-unit id='a'><target {own}>The pier is open.</target></trans-unit>", languages=languages)
    (document,) = documents(text, "xliff")
    assert messages(document) == [("a", "The pier is open.")]


def test_a_template_has_nothing_to_read(documents):
    """A file of English sources without any target is untranslated, and in no other language."""
    text = first("<trans-unit id='a'><source>The pier is open.</source></trans-unit>", languages='source-language="en"')
    (document,) = documents(text, "xliff")
    assert (document.segments, document.omitted) == ((), (Omitted("untranslated", 1),))


def test_one_file_of_several_in_another_language(documents):
    """Each file element has its own language; those that are not English are named."""
    unit = "<body><trans-unit id='a'><target>The pier is open.</target></trans-unit></body>"
    text = (
        f"{FIRST}\n<file source-language='de' target-language='fr'>{unit}</file>\n"
        f"<file source-language='de' target-language='en'>{unit}</file>\n"
        f"<file source-language='de' target-language='pl'>{unit}</file></xliff>"
    )
    *skipped, document = documents(text, "xliff")
    assert skipped == [
        SkippedFile("page:2", "in another language (fr)"),
        SkippedFile("page:4", "in another language (pl)"),
    ]
    assert messages(document) == [("a", "The pier is open.")]


BOMB = '<!DOCTYPE xliff [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + first("<trans-unit id='a'/>")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<resources/>", "no XLIFF: its root element is <resources>, not <xliff>"),
        (first("<trans-unit id='a'>")[:-30], "not well-formed XLIFF: unclosed token (line 1)"),
        (FIRST + "<file>\n</xliff>", "not well-formed XLIFF: mismatched tag (line 2)"),
        ("just some text", "not well-formed XLIFF: syntax error (line 1)"),
        (BOMB, "its XLIFF declares an entity of its own ('a'), and such are not expanded"),
        (
            '<!DOCTYPE xliff SYSTEM "http://localhost/x.dtd">'
            + first("<trans-unit><target>&far;</target></trans-unit>"),
            "its XLIFF refers to an entity that is declared elsewhere ('far'), never fetched",
        ),
        (first("<group>" * 600 + "</group>" * 600), "malformed XLIFF: elements in elements, more than 500 deep"),
    ],
)
def test_files_that_are_none(documents, text, reason):
    """A file that can't be read is named with one line."""
    with pytest.raises(ReadError) as error:
        documents(text, "xliff")
    assert str(error.value) == reason


def test_a_file_without_units(documents):
    """A file without a single unit is read as an empty document."""
    (document,) = documents(FIRST + "</xliff>", "xliff")
    assert (document.segments, document.omitted) == ((), ())


@pytest.mark.timeout(20)
def test_hostile_piles_stay_linear(documents):
    """Many units, many tags in one and a long string without end take time in proportion."""
    many = "<trans-unit id='a'><target>It <x id='1'/> rains. &lt;</target></trans-unit>" * 2_000
    tags = (
        "<trans-unit id='b'><target>It rains."
        + "<g id='1'>" * 200
        + "a"
        + "</g>" * 200
        + "<x/> &lt;a" * 8_000
        + "</target></trans-unit>"
    )
    (document,) = documents(first(many, tags), "xliff")
    assert len(document.segments) >= 2_001


def oracle(path, second):
    """Return what the reference reads: the key, source and target of each unit that counts as translated."""
    store = (Xliff2File if second else Xliff1File).parsefile(str(path))
    for unit in store.units:
        target = unit.xmlelement.find(unit.namespaced("target"))
        state = unit.xmlelement.get("state") or (target.get("state") if target is not None else None)
        header = unit.xmlelement.get("restype") == "x-gettext-domain-header"
        if unit.target and state not in UNTRANSLATED and not header:
            key = unit.getid().rpartition("\x04")[2]
            if unit.hasplural():
                forms = zip(unit.source.strings, unit.target.strings, strict=True)
                yield from ((f"{key}[{i}]", *form) for i, form in enumerate(forms))
            else:
                yield key, str(unit.source), str(unit.target)


@pytest.mark.parametrize("name", ["ferry.xlf", "ferry2.xlf", "harbour12.xlf", "harbour20.xlf"])
def test_what_the_reference_reads_is_what_is_read(documents, name):
    """Keys, sources and targets are those of translate-toolkit, apart from white space and placeholders."""
    path = DATA / name
    text = path.read_text(encoding="utf-8")
    (document,) = documents(text, "xliff")
    expected = [
        (key, flat(source), flat(target))
        for key, source, target in oracle(path, name in ("ferry2.xlf", "harbour20.xlf"))
    ]
    found = {}
    for segment in document.segments:
        key = segment.places[0].name
        was = found.get(key, ("", ""))[1]
        found[key] = (segment.original, f"{was} {segment.text}".strip())
    assert [(key, flat(source), flat(target)) for key, (source, target) in found.items()] == expected


def flat(text):
    """Return a text without what differs by design: white space, tags, placeholders."""
    return "".join(re.sub(r"<[^<>]*>|%\w|\{\{\w+\}\}|\bX\b|Gull|„Möwe“", " ", text).split())


WORD = st.text("abcdefghijklmnopqrstuvwxyzäéøß", min_size=1, max_size=8)
ATOM = st.one_of(
    WORD.map(lambda word: (word, word)),
    st.sampled_from(
        [("&amp;", "&"), ("&#233;t&#xE9;", "été"), ('<g id="1">so</g>', "so"), ("<![CDATA[or]]>", "or"), ("—", "—")]
    ),
)
MESSAGE = st.lists(ATOM, min_size=1, max_size=8)


@pytest.mark.parametrize("wrap", [first, second])
@settings(deadline=None, max_examples=50)
@given(
    drawn=st.lists(st.tuples(WORD, MESSAGE), max_size=5),
    line_end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_prose_is_found_where_it_was_put(wrap, drawn, line_end, mark):
    """Targets come out alone, whole and under their keys, and lead back to where they stand."""
    units, expected = [], []
    for key, atoms in drawn:
        written = " ".join(["The", *(atom for atom, _ in atoms)]) + "."
        expected.append((key, " ".join(["The", *(read for _, read in atoms)]) + ".", written))
        unit = f"{line_end}<source>Nicht das.</source>{line_end}<target>{line_end} {written}{line_end}</target>"
        attribute = quoteattr(key)
        units.append(
            f"<trans-unit id={attribute}>{unit}</trans-unit>"
            if wrap is first
            else f"<unit id={attribute}><segment>{unit}</segment></unit>"
        )
    text = mark + "<?xml version='1.0'?>" + line_end + wrap(*units)
    (document,) = read_bytes(text.encode(), "page", "xliff", Settings())
    assert isinstance(document, Document)
    found = [(s.places[0].name, s.text, text[slice(*s.map.span(0, len(s.text)))]) for s in document.segments]
    assert found == expected
    for sentence in split(document):
        shown = text[slice(*sentence.span)]
        for sign in ('<g id="1">', "</g>", "<![CDATA[", "]]>"):
            shown = shown.replace(sign, "")
        assert unescape(shown) == sentence.text
