"""gettext: translations into English, templates, and what is passed over, each at its exact place."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Document, Mask, Omitted
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "po"
HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
TEMPLATE = "a template: its msgids were checked"


def messages(document):
    """Return each segment's key, text and original."""
    return [(segment.places[0].name, segment.text, segment.original) for segment in document.segments]


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


def test_an_entry_in_all_its_parts(documents):
    """Strings on several lines are one; the key is context and msgid; escapes are C's."""
    text = HEADER + (
        '# A comment.\n#. For translators.\n#: pier.c:1\n#, c-format\n#| msgid "old"\n'
        'msgctxt "menu" "!"\nmsgid ""\n"Die \\"Fähre\\"\\n"\n"fährt."\nmsgstr "The \\"ferry\\" "\n'
        '\t"is\\tleaving.\\n"  \n"\\101nd \\x41 \\q"\n'
    )
    (document,) = documents(text, "po")
    assert messages(document) == [
        ('menu!|Die "Fähre" fährt.', 'The "ferry" is\tleaving. And A \\q', 'Die "Fähre" fährt.')
    ]
    assert text[slice(*document.segments[0].map.span(0, 11))] == 'The \\"ferry\\"'
    assert (document.omitted, document.notes, document.masks) == ((), (), ())


def test_plurals(documents):
    """Each form is a message; those after the first translate the plural."""
    text = HEADER + 'msgid "ein Boot"\nmsgid_plural "%d Boote"\nmsgstr[1] "%d boats"\nmsgstr[ 0 ] "one boat"\n'
    (document,) = documents(text, "po")
    assert messages(document) == [
        ("ein Boot[0]", "one boat", "ein Boot"),
        ("ein Boot[1]", "X boats", "%d Boote"),
    ]


def test_what_is_passed_over(documents):
    """Fuzzy, obsolete and untranslated entries are counted, and masked keys are told."""
    text = HEADER + (
        '#, c-format, fuzzy\nmsgid "a"\nmsgstr "Not this"\n\nmsgid "b"\nmsgstr ""\n\n#, fuzzy\nmsgid "c"\nmsgstr ""\n'
        'msgid "d"\nmsgstr "This"\nmsgctxt "legal"\nmsgid "e"\nmsgstr "Nor this"\n'
        '#~ msgctxt "x"\n#~ msgid "f"\n#~ msgstr "no"\n'
        '#~ msgid_plural "no"\n#, fuzzy\n#~ msgid "g"\n\nmsgid "h"\nmsgid_plural "hs"\nmsgstr[0] "One"\nmsgstr[1] ""\n'
    )
    (document,) = documents(text, "po", mask_keys=("legal|*",))
    assert messages(document) == [("d", "This", "d"), ("h[0]", "One", "h")]
    assert document.omitted == (Omitted("fuzzy", 1), Omitted("untranslated", 3), Omitted("obsolete", 2))
    at = text.index("Nor this")
    assert document.masks == (Mask(at, at + 8, "legal|*"),)


def test_a_template_gives_its_msgids(documents):
    """Where nothing is translated and no language named, the msgids are the English."""
    text = 'msgid "The pier"\nmsgstr ""\nmsgid "One boat"\nmsgid_plural "Many boats"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    for head in ("", HEADER.replace("Language: en", "Language: ")):
        (document,) = documents(head + text, "po", "po/app.pot")
        assert [segment.text for segment in document.segments] == ["The pier", "One boat", "Many boats"]
        assert (document.notes, document.omitted) == ((TEMPLATE,), ())
    (document,) = documents(HEADER + text, "po", "app.po")
    assert (document.segments, document.omitted, document.notes) == ((), (Omitted("untranslated", 2),), ())
    (document,) = documents(HEADER + text, "po", "app.pot")
    assert len(document.segments) == 3


@pytest.mark.parametrize(
    ("path", "language", "code"),
    [
        ("app.po", "de", "de"),
        ("app.po", "pt_BR", "pt_BR"),
        ("po/fr.po", "", "fr"),
        ("locale/it/LC_MESSAGES/a.po", "", "it"),
    ],
)
def test_other_languages(documents, path, language, code):
    """A header or a path that names another language is believed, unless the user says that it is English."""
    text = HEADER.replace("Language: en", f"Language: {language}") + 'msgid "a"\nmsgstr "The pier is old."\n'
    with pytest.raises(ReadError, match=rf"^in another language \({code}\)$"):
        documents(text, "po", path)
    (document,) = documents(text, "po", path, language="en")
    assert len(document.segments) == 1


def test_the_header_is_believed_before_the_path(documents):
    """A header that says English makes an English file."""
    (document,) = documents(HEADER + 'msgid "a"\nmsgstr "The pier is old."\n', "po", "po/de.po")
    assert len(document.segments) == 1


def test_an_encoding_other_than_the_header_says():
    """Where the bytes are in another encoding than the header names, a note says so."""
    body = 'msgid "a"\nmsgstr "The café is old."\n'
    for encoding, charset, told in (
        *[("utf-8", "UTF-8", None), ("cp1252", "ISO-8859-1", None), ("utf-8", "CHARSET", None)],
        *[("utf-8", "ISO-8859-1", "utf-8"), ("cp1252", "UTF-8", "cp1252"), ("utf-8", "nonsense", "utf-8")],
    ):
        text = HEADER.replace("UTF-8", charset) + body
        (document,) = read_bytes(text.encode(encoding), "a.po", "po", Settings())
        note = f"its header names the encoding {charset.lower()}, but it was read as {told}"
        assert document.notes == ((note,) if told else ())
        assert document.segments[0].text == "The café is old."


def test_a_long_key_is_cut(documents):
    """A key is as much of the msgid as fits on a line."""
    (document,) = documents(f'msgid "{"Anlegesteg " * 9}"\nmsgstr "The landing stage"\n', "po")
    assert document.segments[0].places[0].name == "Anlegesteg Anlegesteg Anlegesteg Anlegesteg Anlegesteg Anle…"


GOOD = 'msgid "good"\nmsgstr "This is good."\n'


@pytest.mark.parametrize(
    ("bad", "skipped"),
    [
        ('msgid "a\nmsgstr "b"\n', [(1, "a string without its closing quotation mark")]),
        ('msgid "a"\nmsgstr "b\n"c"\n\n', [(2, "a string without its closing quotation mark")]),
        ('msgid "a"\nmsgstr "b\\"\n', [(2, "a string without its closing quotation mark")]),
        ('msgid "a"\n\n', [(1, "no msgstr")]),
        (
            'msgid "a"\n# x\nmsgctxt "b"\nmsgctxt "c"\nmsgid "d"\n',
            [(1, "no msgstr"), (3, "no msgid"), (4, "no msgstr")],
        ),
        ('msgstr "b"\n', [(1, "no msgid")]),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', [(1, "a msgstr stands in it twice")]),
        ('msgid "a"\nmsgstr "b"\nnonsense\nmore\n', [(3, "no line of gettext's")]),
        ("nonsense\n\nmore\n", [(1, "no line of gettext's")]),
        ('"alone"\n', [(1, "no line of gettext's")]),
        ('msgid "a"\nmsgstr "b" c\n', [(2, "no line of gettext's")]),
        ('msgid "a"\nmsgstr b\n', [(2, "no line of gettext's")]),
        ('msgid "good"\nmsgstr "b"\n', [(4, "its msgid stands in line 1 already")]),
        ('msgidx "a"\n', [(1, "no line of gettext's")]),
    ],
)
def test_what_is_malformed_is_skipped(documents, bad, skipped):
    """A malformed entry is told with its line, and all others are read."""
    *told, document = documents(bad + "\n#\n" + GOOD if "good" not in bad else bad + "\n" + GOOD, "po", "a.po")
    assert told == [SkippedFile(f"a.po:{line}", reason) for line, reason in skipped]
    assert [segment.text for segment in document.segments] == (["b"] if "good" in bad else ["This is good."])


@pytest.mark.parametrize("text", ["Some prose.\nAnd more.\n", "# only a comment\n", "{}"])
def test_what_is_no_po_file(documents, text):
    """A file without any entry is none of gettext's."""
    with pytest.raises(ReadError, match=r"^no entries of gettext in it \(msgid and msgstr\)$"):
        documents(text, "po")


def test_only_obsolete_entries(documents):
    """A file of nothing but obsolete entries is one without messages."""
    (document,) = documents('#~ msgid "a"\n#~ msgstr "b"\n', "po")
    assert (document.segments, document.omitted) == ((), (Omitted("obsolete", 1),))


def test_domains_and_marks(documents):
    """A domain, which old files may name, and a byte order mark are passed by."""
    (document,) = documents(f'\ufeffdomain "app"\n{GOOD}', "po")
    assert messages(document) == [("good", "This is good.", "good")]


@pytest.mark.parametrize("name", ["en_GB.po", "ferry.pot", "kiosk.po"])
def test_files_of_gettext_are_read_as_polib_reads_them(name, tmp_path):
    """What gettext's own programs wrote is read whole, as polib reads it, and msgfmt finds it well-formed."""
    path = DATA / name
    subprocess.run(["msgfmt", "--check-format", "-o", tmp_path / "a.mo", path], check=True)
    (document,) = read_bytes(path.read_bytes(), str(path), "po", Settings())
    known = polib.pofile(str(path), encoding="cp1252" if name == "kiosk.po" else "utf-8")
    taken = [e for e in known if not e.obsolete and not e.fuzzy and (name == "ferry.pot" or e.translated())]
    texts = [
        text
        for entry in taken
        for text in (
            [entry.msgid, *([entry.msgid_plural] if entry.msgid_plural else [])]
            if name == "ferry.pot"
            else [v for _, v in sorted(entry.msgstr_plural.items())] or [entry.msgstr]
        )
    ]
    reads = [
        re.sub(r"%[ds]", "X", part).replace("_Open", "Open").replace("\n", " ").strip()
        for text in texts
        for part in text.split("\n\n")
    ]
    assert [segment.text for segment in document.segments] == reads
    left = {"kiosk.po": (Omitted("fuzzy", 1), Omitted("untranslated", 1), Omitted("obsolete", 1))}
    assert document.omitted == left.get(name, ())
    assert document.notes == ((TEMPLATE,) if name == "ferry.pot" else ())
    if name == "kiosk.po":
        assert [segment.original for segment in document.segments] == [entry.msgid for entry in taken]


LETTERS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"], exclude_characters="%{}<>$&_~|#@:[]'\ufffc")
)
STRING = st.lists(
    st.one_of(LETTERS, st.sampled_from(['"', "\\", "\n", "\t", " ", "The pier", "old"])), max_size=12
).map("".join)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(STRING, STRING, st.sampled_from([None, "menu"]), st.integers(10, 80)), max_size=6))
def test_what_polib_writes_is_read(drawn):
    """Strings of all kinds, wrapped at any width by polib, come out as they went in."""
    known = polib.POFile(wrapwidth=drawn[0][3] if drawn else 78)
    known.metadata = {"Language": "en", "Content-Type": "text/plain; charset=utf-8"}
    names = set()
    for msgid, msgstr, context, _ in drawn:
        if msgid and (context, msgid) not in names:
            names.add((context, msgid))
            known.append(polib.POEntry(msgid=msgid, msgstr=msgstr, msgctxt=context))
    text = str(known)
    (document,) = read_bytes(text.encode(), "a.po", "po", Settings())
    reads = "".join(segment.text for segment in document.segments)
    words = [word for entry in known for word in entry.msgstr.split() if re.search(r"[^\W_]", word)]
    assert all(re.sub(r"\s", "", word) in re.sub(r"\s", "", reads) for word in words if re.fullmatch(r"\w+", word))
    for segment in document.segments:
        check_map(segment.map, segment.text, text)
    for sentence in split(document):
        check_map(sentence.map, sentence.text, text)


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäß", min_size=2, max_size=9), min_size=3, max_size=9)
PROSE = WORDS.map(lambda words: " ".join(["The", *words]) + ".")
AROUND = [
    *[
        ('msgid "{n}"\nmsgstr "', '"'),
        ('#, fuzzy\nmsgid "x{n}"\nmsgstr "Not this"\n\nmsgid "{n}"\nmsgstr ""\n"', '\\n"'),
    ],
    *[('msgctxt "a"\nmsgid "{n}"\nmsgstr "', '\\n\\n"\n"\\t"'), ('msgid "{n}"\nmsgid_plural "{n}s"\nmsgstr[0] "', '"')],
    *[
        ('# msgid "no"\nmsgid "{n}" ""\nmsgstr  "" "', '" ""'),
        ('#~ msgid "no"\n#~ msgstr "Not this"\nmsgid "{n}"\nmsgstr "', '"'),
    ],
]


@settings(deadline=None, max_examples=60)
@given(
    drawn=st.lists(st.tuples(PROSE, st.sampled_from(AROUND)), min_size=1, max_size=5),
    line_end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_prose_is_found_where_it_was_put(drawn, line_end, mark):
    """Translations come out whole, alone, under their keys and at their own offsets."""
    text, expected = mark + HEADER.replace("\n", line_end), []
    for number, (prose, (before, after)) in enumerate(drawn):
        text += before.replace("{n}", f"key {number}").replace("\n", line_end)
        expected.append((prose, len(text), len(text) + len(prose)))
        text += prose + after.replace("\n", line_end) + line_end * 2
    (document,) = read_bytes(text.encode(), "a.po", "po", Settings())
    assert [(s.text, *s.map.span(0, len(s.text))) for s in document.segments] == expected
    for sentence in split(document):
        assert text[slice(*sentence.span)] == sentence.text


PARTS = [
    "msgid",
    "msgstr",
    "msgctxt",
    "msgid_plural",
    "[0]",
    "[",
    " ",
    '"',
    '"a"',
    "\\",
    "\n",
    "#",
    "#,",
    "fuzzy",
    "#~",
    "The pier",
    "\r",
]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_any_text_is_read_or_refused(text):
    """Whatever a file holds, it is read, skipped in part, or refused with a reason."""
    try:
        found = list(read_bytes(text.encode(), "a.po", "po", Settings()))
    except ReadError:
        return
    for item in found:
        if isinstance(item, Document):
            for segment in item.segments:
                check_map(segment.map, segment.text, text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "pile", ["msgid", 'msgid "a"\n', '"', '"\\', '""', "#~ msgid", "#,,", "msgstr[0]", '"a"\n', "\\", "#\n", "\r"]
)
def test_piles_take_linear_time(pile):
    """A file of nothing but one piece of markup takes no longer for being long."""
    text = GOOD + 'msgid "x"\nmsgstr "' + pile * (200_000 // len(pile))
    list(read_bytes(text.encode(), "a.po", "po", Settings()))
