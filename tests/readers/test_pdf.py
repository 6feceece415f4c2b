"""PDF: paragraphs out of letters that are drawn somewhere, in the order in which they are read."""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
import sys
import textwrap
import threading
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Document, Omitted, Place, Unit
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.readers.documents import pdf
from mtqa.readers.documents.pdf_words import compounds, glue
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "pdf"
LENIENT = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
SIZE, LEADING = 10, 12
LETTER = SIZE * 0.6
SCANNED = "scanned, no text: run text recognition (OCR) on it first"
CUT_OFF = "cut off: its end is missing; what PDFium could put together of it is read"


def written(*pages, content_filter=b"", end=True):
    """Write a PDF whose pages have the given drawing commands."""
    count = len(pages)
    kids = b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(count))
    fonts = b"<</F1 3 0 R/F2 4 0 R>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count,
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    ]
    for i, page in enumerate(pages):
        box = b"/MediaBox[0 0 600 800]/Resources<</Font %b>>" % fonts
        objects.append(b"<</Type/Page/Parent 2 0 R%b/Contents %d 0 R>>" % (box, 6 + 2 * i))
        objects.append(b"<</Length %d%b>>stream\n" % (len(page), content_filter) + page + b"\nendstream")
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + table + b"trailer<</Size %d/Root 1 0 R>>\n" % size
    return out + (b"startxref\n%d\n%%%%EOF\n" % out.index(b"xref\n0") if end else b"")


def drawn(x, y, text, size=SIZE, font="F1", more=""):
    """Return the commands that draw a line of text."""
    escaped = re.sub(rb"([\\()])", rb"\\\1", text.encode("cp1252"))
    return f"BT {more} /{font} {size} Tf {x} {y} Td (".encode() + escaped + b") Tj ET\n"


def lines(x, y, *texts, **more):
    """Return the commands that draw lines under each other."""
    return b"".join(drawn(x, y - LEADING * i, text, **more) for i, text in enumerate(texts))


def parsed(*pages, **more):
    """Read a file whose pages have the given drawing commands."""
    (document,) = read_bytes(written(*pages, **more), "page.pdf", "pdf", Settings())
    return document


def said(document):
    """Return the kind, the pages and the text of all segments."""
    return [(s.kind.value, " ".join(p.name for p in s.places), s.text) for s in document.segments]


def texts(*pages):
    """Return the texts of what is drawn."""
    return [segment.text for segment in parsed(*pages).segments]


def check(document):
    """Assert that each segment and sentence is the source itself, and that places ascend."""
    for found in (*document.segments, *split(document)):
        shown = document.source[slice(*found.map.span(0, len(found.text)))]
        assert shown == found.text
        assert len(found.map.runs) == 1
        assert [place.at for place in found.places] == sorted({place.at for place in found.places})
        assert found.places[0].at == 0
        assert all(place.unit is Unit.PAGE for place in found.places)
    assert document.source == "".join(f"{segment.text}\n" for segment in document.segments)


MILL = (
    "The old mill stands by the river, and nobody has",
    "seen its wheel turn since the last miller moved to",
    "the coast.",
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (lines(50, 700, *MILL), [" ".join(MILL)]),
        (lines(50, 700, *MILL) + lines(50, 640, *MILL), [" ".join(MILL)] * 2),
        (lines(50, 700, *MILL) + lines(50, 664, *MILL), [" ".join(MILL)] * 2),
        (
            lines(62, 700, MILL[0]) + lines(50, 688, *MILL[1:]) + lines(62, 664, "We went."),
            [" ".join(MILL), "We went."],
        ),
        (lines(50, 688, *MILL[1:]) + lines(50, 700, MILL[0]), [" ".join(MILL)]),
        (
            lines(50, 700, "It was a long day for the broth-", "ers who had to mend it."),
            ["It was a long day for the brothers who had to mend it."],
        ),
        (
            lines(
                50,
                700,
                "A well-known miller lived in the well-",
                "known mill near Stratford-",
                "Upon, they say, for 1990-",
                "1995 or so.",
            ),
            ["A well-known miller lived in the well-known mill near Stratford-Upon, they say, for 1990-1995 or so."],
        ),
        (
            lines(50, 700, "He lived in the half-", "timbered mill, then—", "later—elsewhere, they say."),
            ["He lived in the half-timbered mill, then—later—elsewhere, they say."],
        ),
        (drawn(50, 700, "One word") + drawn(50 + 9 * LETTER, 700, "and more."), ["One word and more."]),
        (
            drawn(50, 700, "The note")
            + drawn(50 + 8 * LETTER, 704, "12", 6)
            + drawn(60 + 8 * LETTER, 700, "was read."),
            ["The note was read."],
        ),
        (
            drawn(50, 700, "Ten") + drawn(50 + 3 * LETTER, 704, "th", 6) + drawn(60 + 3 * LETTER, 700, "of May."),
            ["Tenth of May."],
        ),
        (drawn(50, 700, "Drawn twice.") + drawn(50.3, 700, "Drawn twice."), ["Drawn twice."]),
        (b"q 0.5 0 0 0.5 0 0 cm " + lines(100, 1400, *MILL, size=20).replace(b"-12", b"-24") + b"Q", None),
    ],
)
def test_lines_become_paragraphs(content, expected):
    """Lines are joined to paragraphs by where they stand, and words that are parted at their end become whole."""
    found = texts(content)
    if expected is None:
        assert " ".join(found) == " ".join(MILL)
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the broth-", "ers", ("the broth", "")),
        ("the broth\xad", "ers", ("the broth", "")),
        ("a tide-", "mill", ("a tide-", "")),
        ("a self-", "made man", ("a self-", "")),
        ("the Anglo-", "Saxon", ("the Anglo-", "")),
        ("in 1990-", "95", ("in 1990-", "")),
        ("a mill -", "or two", ("a mill -", " ")),
        ("a mill—", "or two", ("a mill—", "")),
        ("a mill –", "or two", ("a mill –", " ")),
        ("a mill", "or two", ("a mill", " ")),
    ],
)
def test_the_ends_of_lines(before, after, expected):
    """A hyphen at the end of a line goes, unless the word has one elsewhere."""
    assert glue(before, after, compounds(["An old tide-mill"])) == expected


def test_kinds():
    """Size, weight, bullets and gaps say what something is; wording does where they don't."""
    page = (
        drawn(50, 750, "Life by the river", 18)
        + drawn(50, 720, "The mill", font="F2")
        + lines(50, 700, *MILL)
        + lines(
            50,
            640,
            "• The wheel has to be oiled once a year, and",
            "  the rope to be replaced.",
            "• The door sticks.",
        )
        + lines(50, 590, "1. Push the door.", "2. Mind the step.")
        + drawn(50, 560, "Figure 3: The mill in winter")
        + drawn(50, 540, "Wheel")
        + drawn(250, 540, "Twelve feet")
        + drawn(50, 528, "Rope")
        + drawn(250, 528, "Forty feet")
        + drawn(50, 490, "1 The Gazette of that year says so as well.", 8)
    )
    assert said(parsed(page)) == [
        ("heading", "1", "Life by the river"),
        ("heading", "1", "The mill"),
        ("paragraph", "1", " ".join(MILL)),
        ("list", "1", "The wheel has to be oiled once a year, and the rope to be replaced."),
        ("list", "1", "The door sticks."),
        ("list", "1", "Push the door."),
        ("list", "1", "Mind the step."),
        ("caption", "1", "Figure 3: The mill in winter"),
        ("cell", "1", "Wheel"),
        ("cell", "1", "Twelve feet"),
        ("cell", "1", "Rope"),
        ("cell", "1", "Forty feet"),
        ("paragraph", "1", "The Gazette of that year says so as well."),
    ]


COLUMN = [
    "the mill by the river was",
    "sold to a man from town who",
    "had never seen it before,",
    "and he kept it as it was",
]


def column(x, y, name, end="."):
    """Return the commands that draw a column of one paragraph, and its text."""
    found = [f"{name} says to me that", *COLUMN[:-1], COLUMN[-1] + end]
    return lines(x, y, *found), " ".join(found)


def test_columns():
    """Columns are read one after the other, between what stands above and below them, whatever is drawn first."""
    (one, first), (two, second), (three, third) = (
        column(50, 700, "Ann"),
        column(240, 700, "Bob"),
        column(430, 700, "Cay"),
    )
    above = drawn(50, 740, "What everybody says about the mill by the river, in three columns, one after the other.")
    below = drawn(50, 600, "That is what everybody says about the mill by the river, and it may even be true.")
    expected = [
        "What everybody says about the mill by the river, in three columns, one after the other.",
        *[first, second, third],
        "That is what everybody says about the mill by the river, and it may even be true.",
    ]
    assert texts(below + three + one + two + above) == expected
    by_rows = b"".join(
        part
        for row in zip(*(part.splitlines(keepends=True) for part in (one, two, three)), strict=True)
        for part in row
    )
    assert texts(above + by_rows + below) == expected


def test_over_columns_and_pages():
    """A paragraph goes on in the next column and on the next page, past notes; places say where."""
    (one, first), (two, _) = column(50, 700, "Ann", " for"), column(300, 700, "Bob")
    two = two.replace(b"Bob says to me that", b"years, but Bob says")
    rest = ["years, but Bob says", *COLUMN[:-1], COLUMN[-1] + "."]
    note = drawn(50, 560, "1 So they say.", 8)
    assert said(parsed(one + note, lines(50, 700, *rest))) == [
        ("paragraph", "1 2", f"{first} {' '.join(rest)}"),
        ("paragraph", "1", "So they say."),
    ]
    assert said(parsed(one + two)) == [("paragraph", "1", f"{first} {' '.join(rest)}")]
    (segment, _) = parsed(one + note, lines(50, 700, *rest)).segments
    assert segment.places == (Place(Unit.PAGE, "1"), Place(Unit.PAGE, "2", at=len(first) + 1))


def test_what_is_no_continuation():
    """A new page begins a new paragraph after a full stop, with an item, with a heading, and in capitals."""
    (one, first), (two, second) = column(50, 700, "Ann"), column(50, 700, "Bob", " and")
    assert texts(one, two) == [first, second]
    assert texts(two, lines(50, 700, "• The door sticks.", "• The rope is old.")) == [
        second,
        "The door sticks.",
        "The rope is old.",
    ]
    assert texts(two, drawn(50, 700, "by the river", 18) + lines(50, 660, *MILL)) == [
        second,
        "by the river",
        " ".join(MILL),
    ]
    assert texts(lines(50, 700, *MILL[:2], "the coast"), lines(50, 700, *MILL)) == [
        f"{' '.join(MILL)[:-1]}",
        " ".join(MILL),
    ]


def test_running_heads():
    """Heads and feet of most pages go, up to their numbers; so do heads of chapters whose numbers go on."""
    body = [column(50, 700 - 3 * i, name)[0] for i, name in enumerate(["Ann", "Bob", "Cay", "Dot", "Eve", "Fay"])]
    pages = [
        drawn(50, 770, f"{i + 3}" if i % 2 else "The Mill Gazette")
        + drawn(400, 770, "May" if i % 2 else f"{i + 3}")
        + part
        + drawn(280, 30, f"- {i + 1} -")
        + drawn(280, 42, "mill.example")
        for i, part in enumerate(body)
    ]
    document = parsed(*pages)
    assert [text[:14] for _, _, text in said(document)] == [
        f"{name} says to me" for name in "Ann Bob Cay Dot Eve Fay".split()
    ]
    assert document.omitted == (Omitted("running heads and feet", 12), Omitted("page numbers", 6))
    once = parsed(drawn(50, 770, "The Mill Gazette") + body[0], body[1], body[2])
    assert once.segments[0].text == "The Mill Gazette"


def test_what_nobody_sees():
    """Rotated and invisible text and what stands outside of the page are counted."""
    more = (
        b"BT 0 1 -1 0 590 300 Tm /F1 8 Tf (Printed on grey paper) Tj ET\n"
        + drawn(50, 300, "Nobody sees this.", more="3 Tr")
        + drawn(700, 300, "Nobody prints this.", more="0 Tr")
    )
    document = parsed(lines(50, 700, *MILL) + more)
    assert said(document) == [("paragraph", "1", " ".join(MILL))]
    reasons = ("invisible text", "rotated text", "text outside of the page")
    assert sorted(document.omitted) == sorted(Omitted(reason, 1) for reason in reasons)


@pytest.mark.parametrize("turn", ["0 1 -1 0 590 50", "-1 0 0 -1 550 800", "0 -1 1 0 10 750"])
def test_pages_that_lie_on_their_side(turn):
    """A page whose text runs in one other direction is read in that direction."""
    page = f"q {turn} cm ".encode() + lines(20, 500, *MILL) + lines(20, 400, *MILL) + b"Q"
    assert texts(page) == [" ".join(MILL)] * 2


def test_code():
    """Lines in a typewriter's letters are code, unless most of a document is typewritten."""
    prose = lines(50, 700, *MILL, font="F2") + lines(50, 600, *MILL, font="F2")
    document = parsed(prose + lines(50, 500, "mill --start --wheel 2", "mill --stop"))
    assert [text for _, _, text in said(document)] == [" ".join(MILL)] * 2
    assert document.omitted == (Omitted("code", 2),)


def test_contents():
    """Lines of a table of contents are counted."""
    page = lines(50, 700, *MILL) + lines(50, 600, "The mill ............ 4", "The river . . . . . . . . . . 12")
    document = parsed(page)
    assert said(document) == [("paragraph", "1", " ".join(MILL))]
    assert document.omitted == (Omitted("tables of contents and indexes", 2),)


def test_recognised_text():
    """Where all text of a page is invisible, text recognition has laid it under a picture, and it is read."""
    document = parsed(lines(50, 700, *MILL, more="3 Tr"))
    assert said(document) == [("paragraph", "1", " ".join(MILL))]
    assert document.notes == ("page.pdf: a page was scanned; text recognition has mistakes of its own",)


def test_pages_without_text():
    """Pages without text are counted among others, and refuse a file that has no others."""
    document = parsed(lines(50, 700, *MILL), b"0 0 100 100 re f", b"")
    assert document.omitted == (Omitted("pages without text", 2),)
    with pytest.raises(ReadError, match=f"^{re.escape(SCANNED)}$"):
        parsed(b"0 0 100 100 re f", b"")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"Dear all,", "no PDF: it does not begin with '%PDF-'"),
        (b"%PDF-1.7\nnothing", "a damaged PDF: PDFium can't open it"),
        (written(), "a damaged PDF: PDFium can't open it"),
        ((DATA / "locked.pdf").read_bytes(), "password-protected: save it without a password"),
        ((DATA / "short.pdf").read_bytes()[:700], "a damaged PDF: PDFium can't open it"),
    ],
)
def test_files_that_are_none(data, reason):
    """A file that can't be read is refused with the reason."""
    with pytest.raises(ReadError, match=f"^{re.escape(reason)}$"):
        list(read_bytes(data, "page.pdf", "pdf", Settings()))


def test_without_the_library(monkeypatch):
    """Where PDFium isn't installed, the reason says how to get it."""
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ReadError, match=r"^reading PDF needs pypdfium2; run: pip install 'mtqa\[documents\]'$"):
        parsed(lines(50, 700, *MILL))


def test_another_language():
    """A file whose name says that it is in another language is refused, unless it is set to be English."""
    data = written(lines(50, 700, *MILL))
    with pytest.raises(ReadError, match=r"^in another language \(de\)$"):
        list(read_bytes(data, "mill.de.pdf", "pdf", Settings()))
    assert list(read_bytes(data, "mill.de.pdf", "pdf", Settings(language="en")))


def test_cut_off():
    """What is left of a file that is cut off is read, and that it is cut off is told."""
    document, skipped = read_bytes(written(lines(50, 700, *MILL), end=False), "page.pdf", "pdf", Settings())
    assert said(document) == [("paragraph", "1", " ".join(MILL))]
    assert skipped == SkippedFile("page.pdf", CUT_OFF)


def test_a_page_that_is_broken():
    """A page that can't be read is named, and the others are read."""
    data = written(lines(50, 700, *MILL), lines(50, 700, *MILL)).replace(b"/Kids[5 0 R 7 0 R]", b"/Kids[5 0 R 1 0 R]")
    found = list(read_bytes(data, "page.pdf", "pdf", Settings()))
    assert said(found[0]) == [("paragraph", "1", " ".join(MILL))]
    assert found[1:] == [SkippedFile("page.pdf#page 2", "PDFium can't read this page")]


def test_limits(monkeypatch):
    """Of more pages and characters than are allowed, the first are read and the rest is told."""
    pages = [column(50, 700, name)[0] for name in ("Ann", "Bob", "Cay", "Dot", "Eve")]
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    assert parsed(*pages).omitted == (Omitted("pages beyond the first 1", 4),)
    monkeypatch.setattr(pdf, "MOST_PAGES", 5)
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 10)
    assert parsed(*pages).omitted == (Omitted("pages beyond the first 1", 4),)
    monkeypatch.setattr("mtqa.readers.documents.pdf_page.MOST_CHARACTERS", 10)
    with pytest.raises(
        ReadError, match=r"^no page can be read: \d+ characters, of which 10 at most are read on a page$"
    ):
        parsed(*pages)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("levels", [1, 2, 3])
def test_bombs(levels):
    """A file that unpacks to far more than is allowed is refused before PDFium unpacks it."""
    content = b" " * 50_000_000
    for _ in range(levels):
        content = zlib.compress(content, 9)
    data = written(content, content_filter=b"/Filter[" + b"/FlateDecode" * levels + b"]")
    with pytest.raises(
        ReadError, match=r"^a suspicious PDF: it unpacks to more than 8 MB \(raise max-size to read it\)$"
    ):
        list(read_bytes(data, "page.pdf", "pdf", Settings(max_size=1)))


@pytest.mark.timeout(100)
@pytest.mark.parametrize(
    "page",
    [
        b"".join(drawn(i * 7 % 600, i * 13 % 800, "mill") for i in range(8_000)),
        b"".join(drawn(i % 600, 400, "m") for i in range(8_000)),
        lines(50, 700, "a-" * 10_000),
        lines(50, 700, "." * 20_000),
        lines(50, 700, ". " * 10_000),
        lines(50, 700, "a" * 20_000),
        b"".join(drawn(50, 799 - i / 10, "mill and", 9) for i in range(7_000)),
        b"".join(drawn(50 + 200 * (i % 2), 799 - i / 10, "M", 40 if i % 3 else 9) for i in range(7_000)),
    ],
)
def test_piles_stay_quick(page):
    """Hostile pages take time in proportion to their size, and never raise anything but what is meant."""
    list(read_bytes(written(page + lines(50, 20, "We went home.")), "page.pdf", "pdf", Settings()))


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9), min_size=3, max_size=40)
TALE = "as everybody in the village by the river has known for years, and says so"
PARAGRAPH = WORDS.map(lambda words: " ".join(["The", *words, TALE]) + ".")


@LENIENT
@given(
    paragraphs=st.lists(PARAGRAPH, min_size=1, max_size=12, unique=True),
    two=st.booleans(),
    indented=st.booleans(),
    rows=st.integers(6, 20),
)
def test_prose_is_found_where_it_was_put(paragraphs, two, indented, rows):
    """Paragraphs that were set in one or two columns on several pages come out whole, in order, with their pages."""
    width = 40 if two else 80
    setting = []
    for paragraph in paragraphs:
        wrapped = textwrap.wrap("   " * indented + paragraph, width, drop_whitespace=not indented)
        setting += [*wrapped, *[""] * (not indented)]
    # What stands apart at the edge of several pages and says the same is a running head or foot, in prose as well.
    edges = [line for at, line in enumerate(setting) if line.strip() and not 3 <= at % rows < rows - 3]
    assume(len(edges) == len(set(edges)))
    pages, named = {}, set()
    for at, line in enumerate(setting):
        place, row = divmod(at, rows)
        page, side = divmod(place, 2) if two else (place, 0)
        indent = len(line) - len(line.lstrip())
        x = 40 + (side * 42 + indent) * LETTER
        pages[page] = pages.get(page, b"") + drawn(x, 750 - row * LEADING, line.strip() or " ")
        named.update([str(page + 1)] * bool(line.strip()))
    document = parsed(*pages.values())
    check(document)
    assert [segment.text for segment in document.segments] == paragraphs
    assert {place.name for segment in document.segments for place in segment.places} == named


def read_or_refused(data):
    """Return what is read of a file, or why it isn't."""
    try:
        return next(iter(read_bytes(data, "page.pdf", "pdf", Settings())))
    except ReadError as error:
        return str(error)


PLACED = st.lists(
    st.tuples(
        st.integers(-50, 650),
        st.integers(-50, 850),
        st.sampled_from(
            ["The old mill", "stands", "by the river.", "-", "•", "1.", "4", "A", "mill-", "—", ".....", "page 3"]
        ),
        st.sampled_from([1, 6, 8, 10, 10, 10, 14, 40]),
        st.sampled_from(["F1", "F2"]),
        st.sampled_from(["0 Tr", "0 Tr", "0 Tr", "3 Tr", "1 0 .2 1 0 0 Tm", "0 1 -1 0 0 0 Tm", ".7 .7 -.7 .7 0 0 Tm"]),
    ),
    max_size=30,
)


@LENIENT
@given(st.lists(PLACED, min_size=1, max_size=4))
def test_any_page_is_read(pages):
    """Whatever is drawn wherever, what is read is the extract, and nothing raises."""
    content = [b"".join(drawn(*place[:5], more=place[5]) for place in page) for page in pages]
    found = read_or_refused(written(*content))
    if isinstance(found, str):
        assert found == SCANNED
    else:
        check(found)


@LENIENT
@given(data=st.data(), name=st.sampled_from(["short.pdf", "restricted.pdf", "locked.pdf"]))
def test_damaged_files(data, name):
    """Damage anywhere in a file leaves something to read, or a reason of one line."""
    damaged = bytearray((DATA / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    damaged = damaged[: data.draw(st.integers(1, len(damaged)))] if data.draw(st.booleans()) else damaged
    found = read_or_refused(bytes(damaged))
    assert isinstance(found, Document) or "\n" not in found


ISLAND = [
    ("heading", "1", "Life on the island"),
    ("paragraph", "1", "The lighthouse at the northernmost tip"),
    ("paragraph", "1", "Visitors usually come for a single day"),
    ("list", "1", "The first boat leaves at seven in the "),
    ("list", "1", "Bicycles travel free, but they have to"),
    ("paragraph", "1", "The islanders run the lifeboat togethe"),
    ("heading", "1", "Supplies and school"),
    ("paragraph", "1", "Supplies arrive twice a week. On those"),
    ("paragraph", "1 2", "For generations the children were taug"),
    ("paragraph", "1", "The inn closes on Mondays, except in t"),
    ("caption", "2", "Figure 1: The old chapel seen from the"),
    ("heading", "2", "Two columns of news"),
    ("paragraph", "2", "In summer the meadows behind the dunes"),
    ("paragraph", "2", "Fresh water used to be the greatest wo"),
    ("paragraph", "2", "The keeper retired when the lamp becam"),
    ("paragraph", "2", "The lighthouse at the northernmost tip"),
    ("paragraph", "2", "The islanders run the lifeboat togethe"),
    ("heading", "3", "Prices"),
    *[("cell", "3", cell) for cell in ["Ticket", "Price", "Single", "four pounds", "Return", "seven pounds"]],
    *[("cell", "3", cell) for cell in ["Family", "fifteen pounds"]],
    ("paragraph", "3", "Fresh water used to be the greatest wo"),
    ("paragraph", "3", "The keeper retired when the lamp becam"),
]


def paragraphs_of(path):
    """Return the paragraphs of a flat ODF text as they were written, without notes and soft hyphens."""
    body = path.read_text("utf-8").partition("<office:body>")[2].replace("\xad", "")
    body = re.sub(r"<text:note .*?</text:note>|<draw:frame .*?</draw:frame>", "", body)
    found = re.findall(r"<text:[ph][ >].*?</text:[ph]>", body)
    return [text for text in (re.sub(r"<[^>]*>", "", one) for one in found) if text]


def test_a_file_of_libreoffice():
    """Head, foot, columns, hyphens, lists, notes and tables of a file that LibreOffice wrote."""
    (document,) = read_bytes((DATA / "island.pdf").read_bytes(), "island.pdf", "pdf", Settings())
    check(document)
    assert [(kind, page, text[:38]) for kind, page, text in said(document)] == ISLAND
    read = [segment.text for segment in document.segments if not segment.text.startswith("The inn")]
    assert read == paragraphs_of(DATA / "island.fodt")
    assert document.omitted == (Omitted("running heads and feet", 3), Omitted("page numbers", 3))


@pytest.mark.parametrize("name", ["short", "restricted"])
def test_initials_and_ligatures(name):
    """An initial belongs to its word, ligatures are letters, and a file that may not be copied may be checked."""
    (document,) = read_bytes((DATA / f"{name}.pdf").read_bytes(), "short.pdf", "pdf", Settings())
    assert [segment.text for segment in document.segments] == paragraphs_of(DATA / "short.fodt")


def test_a_file_of_chromium():
    """Columns, a numbered list, a quotation, code and rotated text of a file that Chromium wrote."""
    (document,) = read_bytes((DATA / "market.pdf").read_bytes(), "market.pdf", "pdf", Settings())
    check(document)
    page = (DATA / "market.html").read_text("utf-8").partition("<body>")[2]
    page = re.sub(r"<pre>.*?</pre>|<sup>.*?</sup>|<div class=\"side\">.*?</div>", "", page, flags=re.DOTALL)
    prose = re.findall(r"<(?:h1|p|li|blockquote)>(.*?)</", page, re.DOTALL)
    assert [segment.text for segment in document.segments] == prose
    assert document.omitted == (Omitted("code", 2), Omitted("rotated text", 1))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
@pytest.mark.parametrize("name", ["short.pdf", "market.pdf", "island.pdf"])
def test_pdftotext_reads_the_same(name):
    """Words and their order are what pdftotext finds; it keeps heads, notes in the midst of text, code and initials."""
    shown = subprocess.run(["pdftotext", DATA / name, "-"], check=True, capture_output=True, timeout=60).stdout
    theirs = re.findall(r"\w+", re.sub(r"[-\xad]\n", "", shown.decode()))
    (document,) = read_bytes((DATA / name).read_bytes(), name, "pdf", Settings())
    ours = re.findall(r"\w+", " ".join(segment.text for segment in document.segments))
    same = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    assert sum(block.size for block in same) > 0.97 * len(ours)
    assert len(set(ours) - set(theirs)) < 0.04 * len(ours)


def test_several_threads():
    """Files may be read in several threads at once, always with the same result."""
    data = (DATA / "island.pdf").read_bytes()
    found = []

    def work():
        found.extend(read_bytes(data, "island.pdf", "pdf", Settings()))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(document == found[0] for document in found)
