"""Apple's string tables: keys and values, plural forms, faults, and exact places."""

from __future__ import annotations

import plistlib
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.properties import stringsfile
from translate.storage.stringsdict import StringsDictFile

from mtqa.config import Settings
from mtqa.document import Document, Omitted
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "apple"
MALFORMED = 'a malformed entry; each must be "key" = "value";'
CONVERT = "a binary property list; run: plutil -convert xml1 FILE"


def read(data, name="strings", path="page", **changed):
    """Return what a table's documents and skipped entries are."""
    return list(read_bytes(data.encode() if isinstance(data, str) else data, path, name, Settings(**changed)))


def messages(document):
    """Return each segment's key and text."""
    return [(segment.places[0].name, segment.text) for segment in document.segments]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_entries(encoding):
    """Keys and values, with quotation marks or without, are read in any encoding; comments are not."""
    text = (
        '/* Not "this" = "comment"; */ "pier" = "The pier is open.";\n// Nor = "this";\r\n'
        "quay.title=\"The quay\";'boat' /* here */ = 'The \"Gull\"' // there\n;\n"
        'http://a/b = "A link"; "Both at once"; "word" = Yes;\n"empty" = "";'
    )
    (document,) = read(text.encode(encoding))
    assert messages(document) == [
        ("pier", "The pier is open."),
        ("quay.title", "The quay"),
        ("boat", 'The "Gull"'),
        ("http://a/b", "A link"),
        ("Both at once", "Both at once"),
        ("word", "Yes"),
    ]
    assert {segment.kind.value for segment in document.segments} == {"message"}
    assert document.omitted == (Omitted("untranslated", 1),)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"It\'s a \"pier\" \\ \U00e9\u00E9", 'It\'s a "pier" \\ éé'),
        (r"One line.\nAnother\rone.", "One line. Another one."),
        (r"A flower \Ud83c\Udf3b and half \Ud83c one", "A flower \U0001f33b and half � one"),
        (r"An \101pple\0 a\a day\q", "An Apple a dayq"),
        ("One // line /* no */ ; here", "One // line /* no */ ; here"),
        ("One line\n  and another", "One line and another"),
        ("One line\\\n  and another", "One line and another"),
        ("Dear %@, come in.", "Dear X, come in."),
        ("Go <b>on</b> & on.", "Go on & on."),
    ],
)
def test_escapes_and_markup(written, read_as):
    """Text is read as Apple's programs show it."""
    (document,) = read(f'"a" = "{written}";')
    assert [segment.text for segment in document.segments] == [read_as]


def test_escapes_stand_where_they_were_written():
    """Each character leads back to its escape, and a pair of surrogates to both its halves."""
    text = r'"a" = "Caf\U00e9 \ud83c\udf3b \"x\"";'
    (document,) = read(text)
    (segment,) = document.segments
    shown = [text[slice(*segment.map.span(at, at + 1))] for at in range(len(segment.text))]
    assert shown == [*"Caf", r"\U00e9", " ", r"\ud83c\udf3b", " ", r"\"", "x", r"\""]


@pytest.mark.parametrize(
    ("middle", "reason"),
    [
        ('"b" "two";', MALFORMED),
        ('"b" = "two" = "three";', MALFORMED),
        ('= "two";', MALFORMED),
        ('"b" = "two" "three";', MALFORMED),
        ('"b" = ("two", "three");', MALFORMED),
        ('"b" = "two;', "a string that does not end"),
        ('"b" = two";', "a string that does not end"),
        ("b = 'two;", "a string that does not end"),
        ('/* two "b" = "two";', "a comment that does not end"),
    ],
)
def test_malformed_entries(middle, reason):
    """What is malformed is named with its line, and the rest is read."""
    skipped, document = read(f'"a" = "One boat";\n\n{middle}\n"c" = "Three boats";')
    assert skipped == SkippedFile("page:3", reason)
    assert messages(document) == [("a", "One boat"), ("c", "Three boats")]


def test_an_end_that_is_missing():
    """A file that was cut off says so, and keeps what stands before."""
    skipped, document = read('"a" = "One boat";\n"b" = "Two bo')
    assert (skipped, messages(document)) == (SkippedFile("page:2", "a string that does not end"), [("a", "One boat")])
    skipped, document = read('"a" = "One boat";\n"b" = "Two boats"')
    assert (skipped, messages(document)) == (SkippedFile("page:2", MALFORMED), [("a", "One boat")])


def test_a_table_in_braces():
    """The oldest tables are dictionaries in braces."""
    (document,) = read('{ "a" = "One boat"; "b" = "Two boats"; }\n')
    assert messages(document) == [("a", "One boat"), ("b", "Two boats")]


def test_a_table_that_is_a_property_list():
    """A table may be a property list in XML."""
    data = plistlib.dumps({"a": "One & only", "b": 7, "c": {"d": "Deep"}, "e": ""})
    (document,) = read(data)
    assert messages(document) == [("a", "One & only"), ("c.d", "Deep")]
    assert document.omitted == (Omitted("no string", 1), Omitted("untranslated", 1))


def plurals(**more):
    """Return a table of plurals."""
    rules = {"NSStringFormatSpecTypeKey": "NSStringPluralRuleType", "NSStringFormatValueTypeKey": "d"}
    forms = {"one": "One boat is in", "other": "%d boats are in"}
    return {"boats": {"NSStringLocalizedFormatKey": "%#@count@ at the quay.", "count": {**rules, **forms}, **more}}


def test_plurals():
    """The forms are messages, and so is the sentence that holds them; what sets them up is none."""
    (document,) = read(plistlib.dumps(plurals(), sort_keys=False), "stringsdict")
    assert messages(document) == [
        ("boats.NSStringLocalizedFormatKey", "X at the quay."),
        ("boats.count.one", "One boat is in"),
        ("boats.count.other", "X boats are in"),
    ]
    assert document.omitted == ()


def test_widths_and_devices():
    """Other rules hold their texts in the same way."""
    table = {"hello": {"NSStringVariableWidthRuleType": {"20": "Hello", "60": "Hello and welcome"}}}
    (document,) = read(plistlib.dumps(table, sort_keys=False), "stringsdict")
    assert messages(document) == [
        ("hello.NSStringVariableWidthRuleType.20", "Hello"),
        ("hello.NSStringVariableWidthRuleType.60", "Hello and welcome"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("strings", plistlib.dumps({"a": "b"}, fmt=plistlib.FMT_BINARY), CONVERT),
        ("stringsdict", plistlib.dumps(plurals(), fmt=plistlib.FMT_BINARY), CONVERT),
        ("strings", b"", "empty"),
        ("strings", b"\x00\x01\x02\x03" * 20, "binary file"),
        (
            "strings",
            b"\xff\xfea",
            "not valid UTF-16-LE at byte 2, although its first bytes say so; convert the file to UTF-8",
        ),
        ("strings", b"<plist><array/></plist>", "no string table: its property list is no dictionary"),
        ("strings", b"<?xml version='1.0'?><root/>", "no string table: its root element is <root>, not <plist>"),
        ("strings", b"<plist><dict>", "not well-formed string table: no element found (line 1)"),
        ("stringsdict", b'"a" = "b";', "not well-formed table of plurals: syntax error (line 1)"),
        ("stringsdict", b"<plist/>", "no table of plurals: its property list is no dictionary"),
        (
            "stringsdict",
            b'<!DOCTYPE plist [<!ENTITY a "b">]><plist/>',
            "its table of plurals declares an entity of its own ('a'), and such are not expanded",
        ),
    ],
)
def test_files_that_are_none(name, data, reason):
    """A file that can't be read is named with one line."""
    with pytest.raises(ReadError) as error:
        read(data, name)
    assert str(error.value) == reason


@pytest.mark.parametrize("folder", ["de.lproj", "zh-Hans.lproj", "German.lproj"])
@pytest.mark.parametrize("name", ["strings", "stringsdict"])
def test_folders_of_other_languages(folder, name):
    """The folder says which language it is, unless the user does."""
    path = f"app/{folder}/Main.{name}"
    data = plistlib.dumps(plurals() if name == "stringsdict" else {"a": "One boat"})
    with pytest.raises(ReadError, match=r"^in another language \((de|zh-Hans|German)\)$"):
        read(data, name, path)
    assert isinstance(read(data, name, path, language="en")[0], Document)


@pytest.mark.parametrize("folder", ["en.lproj", "en-GB.lproj", "Base.lproj", "English.lproj", "tables"])
def test_folders_of_english(folder):
    """A folder that names English or no language is read."""
    (document,) = read('"a" = "One boat";', path=f"app/{folder}/Main.strings")
    assert messages(document) == [("a", "One boat")]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "pile",
    [
        '"',
        "'",
        '"a;\n',
        "a'\";\n",
        "/*;",
        "a /*;\n*/",
        '"\\";\n',
        "{",
        "}",
        "a ;",
        "a = b",
        "\\",
        "//",
        "/",
        "= ;\n",
        '";\n" ";\n" ',
    ],
)
def test_hostile_piles_stay_linear(pile):
    """Whatever is piled up takes time in proportion, and ends in skipped entries, not in an error."""
    found = read('"a" = "One boat";' + pile * (20_000 // len(pile)))
    assert isinstance(found[-1], Document)


def test_what_the_reference_reads_is_what_is_read():
    """Keys and values are those of translate-toolkit, apart from white space, tags and placeholders."""
    data = (DATA / "Localizable.strings").read_bytes()
    (document,) = read(data)
    store = stringsfile()
    store.parse(data)
    expected = [(u.name, flat(u.source)) for u in store.units if u.name]
    assert [(key, flat(text)) for key, text in messages(document)] == expected


def test_a_table_of_gettext():
    """What gettext writes has its header as an entry without a key, and in comments what is not sure."""
    (document,) = read((DATA / "gettext.strings").read_bytes())
    assert [flat(text) for _, text in messages(document)] == [
        "Theferryleavesinminutes.",
        "Openthetimetable",
        "Pleasewaitonthequay&showyour“pass”.",
        "Nochnichtübersetzt.",
        "DerHafenistheutegeschlossen.",
        'Thefirstline.Asecondlinewitha"quotation"anda\\backslash.',
    ]


@pytest.mark.parametrize("name", ["Ferry.stringsdict", "Ferry.xml.strings"])
def test_what_plistlib_reads_is_what_is_read(name):
    """Keys and values are those of the standard library, apart from white space, tags and placeholders."""
    data = (DATA / name).read_bytes()
    (document,) = read(data, name.rpartition(".")[2])
    expected = [(key, flat(text)) for key, text in leaves(plistlib.loads(data)) if re.search(r"\w", flat(text))]
    assert [(key, flat(text)) for key, text in messages(document)] == expected


def test_what_the_reference_reads_of_plurals_is_what_is_read():
    """Plural forms are those of translate-toolkit."""
    data = (DATA / "Ferry.stringsdict").read_bytes()
    store = StringsDictFile()
    store.settargetlanguage("en")
    store.parse(data)
    texts = (text for unit in store.units for text in getattr(unit.target, "strings", [unit.target]))
    expected = [flat(text) for text in texts if flat(text)]
    (document,) = read(data, "stringsdict")
    assert sorted(flat(text) for _, text in messages(document)) == sorted(expected)


def leaves(table, path=()):
    """Yield the dotted keys and the strings of a property list."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        elif key not in ("NSStringFormatSpecTypeKey", "NSStringFormatValueTypeKey"):
            yield ".".join((*path, key)), value


def flat(text):
    """Return a text without what differs by design."""
    return "".join(re.sub(r"<[^<>]*>|%#@\w+@|%\w|\bX\b", " ", text).split())


WORD = st.text("abcdefghijklmnopqrstuvwxyzäéøß", min_size=1, max_size=8)
ATOM = st.one_of(
    WORD.map(lambda word: (word, word)),
    st.sampled_from(
        [(r"\U00e9t\u00e9", "été"), (r"\"so\"", '"so"'), ("// so", "// so"), ("/* or */", "/* or */"), ("—", "—")]
    ),
)
AROUND = st.sampled_from(
    [("", ""), ('/* Not "this"; */', ""), ("// Nor this\n", ""), ("", " // so"), ("\n\n  ", "/**/"), ("b;", "")]
)


@settings(deadline=None, max_examples=60)
@given(
    drawn=st.lists(st.tuples(WORD, st.lists(ATOM, min_size=1, max_size=8), AROUND), min_size=1, max_size=5),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_prose_is_found_where_it_was_put(drawn, line_end, encoding):
    """Values come out alone, whole and under their keys, and lead back to where they stand."""
    entries, expected = [], []
    for key, atoms, (before, after) in drawn:
        written = " ".join(["The", *(atom for atom, _ in atoms)]) + "."
        expected += [("b", "b", "b")] if before == "b;" else []
        expected.append((key, " ".join(["The", *(text for _, text in atoms)]) + ".", written))
        entries.append(f'{before}"{key}" = "{written}";{after}\n'.replace("\n", line_end))
    (document,) = read("".join(entries).encode(encoding))
    source = document.source
    assert [
        (s.places[0].name, s.text, source[slice(*s.map.span(0, len(s.text)))]) for s in document.segments
    ] == expected
    for sentence in split(document):
        shown = source[slice(*sentence.span)]
        assert re.sub(r"\\[uU]00e9", "é", shown).replace(r"\"", '"') == sentence.text


@settings(deadline=None, max_examples=60)
@given(st.text("\"';={}/*\\\n a", max_size=60))
def test_any_text_is_read(text):
    """Whatever a table holds, it is read or named."""
    assert messages(read('"a" = "One boat";\n' + text)[-1])[0] == ("a", "One boat")


WORDS = st.lists(WORD, min_size=1, max_size=6).map(lambda words: " ".join(["The", *words]) + " & more.")


@settings(deadline=None, max_examples=40)
@given(
    st.dictionaries(
        WORD,
        st.dictionaries(st.sampled_from(["zero", "one", "few", "other"]), WORDS, min_size=1),
        min_size=1,
        max_size=4,
    )
)
def test_plurals_are_found_where_they_were_put(drawn):
    """Forms come out under the keys that lead to them, and lead back to where they stand."""
    table = {
        key: {"n": {"NSStringFormatSpecTypeKey": "NSStringPluralRuleType", **forms}} for key, forms in drawn.items()
    }
    (document,) = read(plistlib.dumps(table, sort_keys=False), "stringsdict")
    assert messages(document) == [
        (f"{key}.n.{form}", text) for key, forms in drawn.items() for form, text in forms.items()
    ]
    for sentence in split(document):
        assert unescape(document.source[slice(*sentence.span)]) == sentence.text
