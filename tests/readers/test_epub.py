"""Books: their chapters in reading order, and what keeps one from being read."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Document, Kind, SourceMap
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "epub"
XHTML = "application/xhtml+xml"
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def item(id_, href, media=XHTML, more=""):
    """Return an entry of the manifest."""
    return f'<item id="{id_}" href="{href}" media-type="{media}"{more}/>'


def package(items, spine, *, language="en", guide=""):
    """Return a package document."""
    codes = "".join(f"<dc:language>{code}</dc:language>" for code in language.split(" ")) if language else ""
    references = "".join(f'<itemref idref="{id_}"/>' for id_ in spine)
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">'
        f"<metadata><dc:title>The mill</dc:title>{codes}</metadata><manifest>{''.join(items)}</manifest>"
        f"<spine>{references}</spine><guide>{guide}</guide></package>"
    )


def page(body, title="A title that nobody sees"):
    """Return a chapter."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{title}</title></head><body>{body}</body></html>'
    )


def parts_of(*bodies, **chosen):
    """Return the parts of a book of chapters."""
    names = [f"c{i}" for i in range(1, len(bodies) + 1)]
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": package([item(name, f"{name}.xhtml") for name in names], names, **chosen),
        **{f"OEBPS/{name}.xhtml": page(body) for name, body in zip(names, bodies, strict=True)},
    }


def zipped(parts):
    """Return an archive of parts by name."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def read(data, **chosen):
    """Read a book from its bytes, or from its parts."""
    return list(read_bytes(data if isinstance(data, bytes) else zipped(data), "a.epub", "epub", Settings(**chosen)))


def placed(parts, **chosen):
    """Return the kinds, texts and places of a book."""
    (document,) = read(parts, **chosen)
    return [(segment.kind.value, segment.text, segment.places[0].name) for segment in document.segments]


def texts(*bodies, **chosen):
    """Return the texts of chapters."""
    return [text for _, text, _ in placed(parts_of(*bodies), **chosen)]


def test_chapters_in_reading_order():
    """The spine says what comes when; contents, the cover and what is named twice are not read again."""
    parts = parts_of("<p>Unused.</p>")
    items = [
        item("nav", "nav.xhtml", more=' properties="nav"'),
        item("two", "text/chapter%20two.xhtml"),
        item("one", "./text/one.xhtml", more=' properties="svg scripted"'),
        item("toc", "toc.html", "text/html"),
        item("cover", "cover.svg", "image/svg+xml"),
        item("notes", "../notes.xhtml"),
    ]
    spine = ["cover", "nav", "toc", "one", "two", "one", "nowhere", "notes"]
    guide = '<reference type="toc" href="toc.html"/><reference type="text" href="text/one.xhtml"/>'
    parts |= {
        "OEBPS/book.opf": package(items, spine, guide=guide),
        "OEBPS/nav.xhtml": page("<nav><ol><li>One</li></ol></nav>"),
        "OEBPS/toc.html": page("<p>Contents</p>"),
        "OEBPS/Text/One.xhtml": page("<h1>One</h1><p>It rained.</p><blockquote><p>Indeed.</p></blockquote>"),
        "OEBPS/text/chapter two.xhtml": page("<ul><li>Second.</li></ul><table><tr><td>Cell</td></tr></table>"),
        "notes.xhtml": page("<p>A note &amp; more.</p>"),
    }
    (document,) = read(parts)
    assert [(s.kind.value, s.text, s.places[0].name) for s in document.segments] == [
        ("heading", "One", "text/one.xhtml"),
        ("paragraph", "It rained.", "text/one.xhtml"),
        ("quote", "Indeed.", "text/one.xhtml"),
        ("list", "Second.", "text/chapter two.xhtml"),
        ("cell", "Cell", "text/chapter two.xhtml"),
        ("paragraph", "A note & more.", "notes.xhtml"),
    ]
    assert dict(document.omitted) == {"pages that are pictures": 1, "tables of contents and indexes": 2}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<p>It rained.<a epub:type="noteref" href="#n">12</a> We slept.</p>', "It rained. We slept."),
        (
            '<p>It rained.<a role="doc-noteref" href="#n"><sup class="x">*</sup></a> We slept.</p>',
            "It rained. We slept.",
        ),
        ('<p>It <span epub:type="pagebreak" title="12"/>rained.</p>', "It rained."),
        ('<p>It <span role="doc-pagebreak" aria-label="12" id="p12">12</span>rained.</p>', "It rained."),
        ('<p>It rained.<a href="#n1" class="ref">12</a> We slept.</p>', "It rained. We slept."),
        ('<p>It rained.<sup><a href="n.xhtml#n1">*</a></sup> We slept.</p>', "It rained. We slept."),
        ('<p>See chapter <a href="#c3">3</a>.</p>', "See chapter 3."),
        ('<p>It <a href="c2.xhtml">rained</a>.</p>', "It rained."),
        ("<p>Caf&#233;&nbsp;bar</p>", "Café\xa0bar"),
        ("<p>One<br/>line</p>", "One line"),
    ],
)
def test_what_a_paragraph_says(body, text):
    """Marks of notes and numbers of printed pages are no part of a sentence."""
    assert texts(body) == [text]


def test_a_mark_that_is_never_closed():
    """It takes no prose with it."""
    body = f'<p>It rained.<a epub:type="noteref">{"We slept a little. " * 9}</p><p>Then we rose.</p>'
    assert texts(body)[-1] == "Then we rose."
    assert "We slept a little." in texts(body)[0]


def test_selectors_mask():
    """CSS selectors of the settings hold in chapters too."""
    assert texts('<p>Kept.</p><div class="ad"><p>Buy this.</p></div>', mask_selectors=(".ad",)) == ["Kept."]


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "", "und", "de en"])
def test_languages_that_are_read(language):
    """A book is read if it says that it is in English, or doesn't say."""
    assert placed(parts_of("<p>One.</p>", language=language)) == [("paragraph", "One.", "c1.xhtml")]


def test_other_languages():
    """A book in another language is refused, unless it was set that all is English."""
    with pytest.raises(ReadError, match=r"^in another language \(de-AT, fr\)$"):
        read(parts_of("<p>Eins.</p>", language="de-AT fr"))
    assert placed(parts_of("<p>One.</p>", language="de"), language="en") == [("paragraph", "One.", "c1.xhtml")]


def test_chapters_that_cannot_be_read():
    """Every other chapter is read, and each is named with its reason; nothing outside the book is opened."""
    parts = parts_of("<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>")
    items = [
        *(item(f"c{i}", f"c{i}.xhtml") for i in (1, 2, 3)),
        item("odd", "odd.pdf", "application/pdf"),
        item("web", "https://example.org/c4.xhtml"),
        item("out", "../../../etc/passwd"),
        item("gone", "gone.xhtml"),
    ]
    parts["OEBPS/book.opf"] = package(items, ["c1", "c2", "c3", "odd", "web", "out", "gone"])
    parts["OEBPS/c2.xhtml"] = b"\x00\x01\x02" * 9
    document, *skipped = read(parts)
    assert [s.text for s in document.segments] == ["One.", "Three."]
    assert skipped == [
        SkippedFile(
            "a.epub#OEBPS/c2.xhtml", "a damaged EPUB book: 'OEBPS/c2.xhtml' in it can't be decoded (binary file)"
        ),
        SkippedFile("a.epub#OEBPS/odd.pdf", "no reader for chapters of this type (application/pdf)"),
        SkippedFile("a.epub#OEBPS/gone.xhtml", "no EPUB book, or a damaged one: 'OEBPS/gone.xhtml' is missing in it"),
    ]


def secrets(*names):
    """Return a list of what is encrypted."""
    data = "".join(
        f'<e:EncryptedData><e:CipherData><e:CipherReference URI="{name}"/></e:CipherData></e:EncryptedData>'
        for name in names
    )
    return f'<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#">{data}</encryption>'


def test_encrypted_fonts_keep_nobody_from_reading():
    """A book's fonts are often made useless for other books."""
    parts = parts_of("<p>One.</p>") | {"META-INF/encryption.xml": secrets("OEBPS/fonts/a.otf")}
    assert placed(parts) == [("paragraph", "One.", "c1.xhtml")]


def replaced(**parts):
    """Return a book in which parts are replaced, or left out where they are None."""
    names = {"container": "META-INF/container.xml", "opf": "OEBPS/book.opf", "encryption": "META-INF/encryption.xml"}
    found = parts_of("<p>The old mill stands by the river.</p>")
    found |= {names[name]: text for name, text in parts.items()}
    return zipped({name: text for name, text in found.items() if text is not None})


GOOD = replaced()
BAD = {
    "empty": (b"", "no EPUB book, or a truncated one: File is not a zip file"),
    "truncated": (GOOD[: len(GOOD) // 2], "no EPUB book, or a truncated one: File is not a zip file"),
    "without a container": (
        replaced(container=None),
        "no EPUB book, or a damaged one: 'META-INF/container.xml' is missing in it",
    ),
    "with an empty container": (
        replaced(container="<container/>"),
        "no EPUB book, or a damaged one: 'META-INF/container.xml' in it names no package document",
    ),
    "with a container that points out": (
        replaced(container=CONTAINER.replace("OEBPS/book.opf", "../book.opf")),
        "no EPUB book, or a damaged one: 'META-INF/container.xml' in it names no package document",
    ),
    "without a package document": (
        replaced(opf=None),
        "no EPUB book, or a damaged one: 'OEBPS/book.opf' is missing in it",
    ),
    "malformed": (
        replaced(opf="<package><spine></package>"),
        "not well-formed 'OEBPS/book.opf': mismatched tag (line 1)",
    ),
    "without chapters": (
        replaced(opf="<package><spine/></package>"),
        "a damaged EPUB book: 'OEBPS/book.opf' in it names no chapters",
    ),
    "a bomb of entities": (
        replaced(opf='<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'),
        "its 'OEBPS/book.opf' declares an entity of its own ('a'), and such are not expanded",
    ),
    "encrypted": (
        replaced(encryption=secrets("OEBPS/c1.xhtml")),
        "encrypted (DRM): its chapters can't be read; ask its publisher for a copy without DRM",
    ),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize(("data", "reason"), BAD.values(), ids=BAD)
def test_bad_input(data, reason):
    """What can't be read as a whole says in one line why."""
    with pytest.raises(ReadError) as caught:
        read(data)
    assert str(caught.value) == reason


def test_a_bomb_in_a_chapter():
    """It is skipped, and the rest of the book is read."""
    parts = parts_of("<p>One.</p>", "<p>Two.</p>") | {"OEBPS/c1.xhtml": " " * 4_000_000}
    document, skipped = read(parts)
    assert [s.text for s in document.segments] == ["Two."]
    reason = "a suspicious EPUB book: 'OEBPS/c1.xhtml' unpacks to 200 times its size or more"
    assert skipped == SkippedFile("a.epub#OEBPS/c1.xhtml", reason)


PILES = {
    "marks": '<a epub:type="noteref">' * 10_000,
    "pages": '<span epub:type="pagebreak" title="1"/>' * 10_000,
    "kinds": f'<a epub:type="{"noteref " * 40_000}">1</a>',
    "blocks": "<div>" * 10_000,
    "bodies": "<body>" * 10_000,
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("pile", PILES.values(), ids=PILES)
def test_piles_take_linear_time(pile):
    """Hostile markup costs no more than its length, and what stands before it is read."""
    assert texts(f"<p>The old mill.</p>{pile}")[0] == "The old mill."


def check(document):
    """Assert that each segment is a line of the source, and that sentences lead back to it."""
    for segment in document.segments:
        start = segment.map.runs[0].source
        assert segment.text == segment.text.strip()
        assert segment.map == SourceMap.identity(start, len(segment.text))
        assert document.source[start : start + len(segment.text) + 1] == segment.text + "\n"
        assert segment.places[0].at == 0
    for sentence in split(document):
        assert document.source[slice(*sentence.span)] == sentence.text
    assert "".join(f"{segment.text}\n" for segment in document.segments) == document.source


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäß<>&\U0001f33b", min_size=1, max_size=9), min_size=3, max_size=9)
PARAGRAPH = WORDS.map(lambda words: " ".join(["The", *words]) + " end.")
AROUND = [
    *[
        ("<p>", "</p>"),
        ("<h2>", "</h2>"),
        ("<ol><li>", "</li></ol>"),
        ("<p><i>", "</i></p>"),
        ("<pre>no</pre><p>", "</p>"),
    ],
    *[("<table><tr><td>", "</td></tr></table>"), ('<p><span epub:type="pagebreak">9</span>', "</p>")],
    *[("<p>", '<a epub:type="noteref">1</a></p>'), ("<nav>no</nav><section>", "</section>")],
]
LENIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@LENIENT
@given(chapters=st.lists(st.lists(st.tuples(PARAGRAPH, st.sampled_from(AROUND)), max_size=4), min_size=1, max_size=4))
def test_prose_is_found_where_it_was_put(chapters):
    """Paragraphs that stand in markup come out alone, whole, in order, and at their own offsets."""
    bodies = ("".join(before + escape(text) + after for text, (before, after) in blocks) for blocks in chapters)
    (document,) = read(parts_of(*bodies))
    check(document)
    expected = [(text, f"c{i}.xhtml") for i, blocks in enumerate(chapters, 1) for text, _ in blocks]
    assert [(segment.text, segment.places[0].name) for segment in document.segments] == expected


@LENIENT
@given(at=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255))
def test_any_byte_may_be_wrong(at, byte):
    """A book with a wrong byte is read or refused in a line."""
    data = bytearray(GOOD)
    data[at] = byte
    try:
        for found in read(bytes(data)):
            if isinstance(found, Document):
                check(found)
    except ReadError as error:
        assert "\n" not in str(error)  # noqa: PT017


ICE = (
    "The ice, as nobody had foreseen, stayed in the inner harbour until the second week of late April. "
    "Nobody complained."
)


def test_a_book_of_libreoffice():
    """A book that LibreOffice wrote reads as its page; it writes headings as paragraphs."""
    (document,) = read((DATA / "harbour.epub").read_bytes())
    check(document)
    assert [(s.kind, s.text) for s in document.segments] == [
        (Kind.PARAGRAPH, "A cold spring"),
        (Kind.PARAGRAPH, ICE),
        (Kind.PARAGRAPH, "We waited, and then we waited some more."),
        (Kind.PARAGRAPH, "Ferries ran twice a day."),
        (Kind.PARAGRAPH, "Tugs stayed in the dock."),
        (Kind.PARAGRAPH, "The log (do not print) is kept with harbour-log --week 14 and read aloud."),
        (Kind.PARAGRAPH, "harbour-log --help"),
        (Kind.CAPTION, "Illustration 1: Open water at the north pier."),
        (Kind.PARAGRAPH, "The picture shows the pier in May."),
        (Kind.CELL, "Week"),
        (Kind.CELL, "What was seen"),
        (Kind.CELL, "14"),
        (Kind.CELL, "The ice was still thick enough for a cart, but the children were told to keep off it."),
        (Kind.PARAGRAPH, "By then the swans had come back, and with them the rain."),
        (Kind.PARAGRAPH, "The pilots measured it every morning."),
    ]
    assert {segment.places[0].name for segment in document.segments} == {"sections/section0001.xhtml"}


KEEP = "keep the ratio a/b\u2004=\u20042 as it is."


@pytest.mark.parametrize(
    ("name", "mark"), [("bread.epub", ""), ("bread-2.epub", "1. ")], ids=["version 3", "version 2"]
)
def test_a_book_of_pandoc(name, mark):
    """What pandoc makes of Markdown reads as the Markdown does, in both versions of the format."""
    (document,) = read((DATA / name).read_bytes())
    check(document)
    assert [(s.kind.value, s.text) for s in document.segments] == [
        ("heading", "Bread without hurry"),
        ("paragraph", "Ada Baker"),
        ("byline", "2024-03-01"),
        ("heading", "The starter"),
        ("paragraph", f"A starter wants flour, water and patience. Run feed every morning, or X in summer, and {KEEP}"),
        ("quote", "Nobody ever ruined a loaf by waiting."),
        ("list", "Mix the flour with the water."),
        ("list", "Leave it alone."),
        ("heading", "What goes wrong"),
        ("paragraph", "The crust may be pale, which mostly means a cool oven. Open the door as rarely as you can."),
        ("caption", "The oven of the village, lit once a week."),
        ("caption", "Hours of the baker"),
        ("cell", "Hour"),
        ("cell", "Work"),
        ("cell", "6"),
        ("cell", "Knead"),
        ("cell", "7"),
        ("cell", "Wait"),
        ("list", "Term"),
        ("list", "What it means."),
        ("paragraph", "a\u2004=\u2004b"),
        ("paragraph", "The rest is a matter of taste."),
        ("caption", "a small square"),
        ("paragraph", f"{mark}Rye flour is the best for this."),
        ("paragraph", "It holds more water than wheat."),
    ]
    places = {segment.places[0].name for segment in document.segments}
    assert places == {"text/title_page.xhtml", "text/ch001.xhtml"}
    assert dict(document.omitted)["tables of contents and indexes"] == 1
