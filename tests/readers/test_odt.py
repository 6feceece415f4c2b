"""OpenDocument texts: what is displayed, block by block, and where it stands."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Document, Kind, Omitted, SourceMap
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "odt"
_NAMES = {
    "office": "office",
    "style": "style",
    "text": "text",
    "table": "table",
    "draw": "drawing",
    "svg": "svg-compatible",
}
SPACES = (
    " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in _NAMES.items())
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
NAMED = [
    ("Standard", "", ""),
    ("Heading_20_1", "Heading 1", "Standard"),
    ("Caption", "", "Standard"),
    ("Illustration", "", "Caption"),
    ("Quotations", "", "Standard"),
    ("Preformatted_20_Text", "Preformatted Text", "Standard"),
    ("Loop", "", "Loop"),
]


def style(name, shown="", parent="", inner="", family="paragraph"):
    """Return the definition of a style."""
    display = f' style:display-name="{shown}"' if shown else ""
    return (
        f'<style:style style:name="{name}"{display} style:family="{family}" style:parent-style-name="{parent}">'
        f"{inner}</style:style>"
    )


HIDDEN = '<style:text-properties text:display="none"/>'
AUTOMATIC = (
    style("P1", parent="Quotations")
    + style("P2", parent="Illustration")
    + style("P3", inner=HIDDEN)
    + style("T1", inner=HIDDEN, family="text")
    + style("T3", inner='<style:text-properties style:text-line-through-style="solid"/>', family="text")
    + style("T2", parent="Source_20_Text", family="text")
)


def margin(what, text, more=""):
    """Return a header or footer of a kind of page."""
    return f"<style:{what}{more}>{p(text)}</style:{what}>"


def parts_of(body, margins=("",)):
    """Return the parts of a document with a body, and headers and footers for each kind of page."""
    named = "".join(style(*one) for one in NAMED)
    pages = "".join(
        f'<style:master-page style:name="M{i}">{inner}</style:master-page>' for i, inner in enumerate(margins)
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"<office:document-content {SPACES}><office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        ),
        "styles.xml": (
            f"<office:document-styles {SPACES}><office:styles>{named}</office:styles>"
            f"<office:automatic-styles>{style('P1')}</office:automatic-styles>"
            f"<office:master-styles>{pages}</office:master-styles></office:document-styles>"
        ),
        "META-INF/manifest.xml": manifest(
            '<file-entry full-path="Object 1/" media-type="application/vnd.oasis.opendocument.formula"/>'
            '<file-entry full-path="Object 2/" media-type="application/vnd.oasis.opendocument.chart"/>'
        ),
    }


def manifest(entries):
    """Return a manifest."""
    return f'<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}</manifest>'


def zipped(parts):
    """Return an archive of parts by name."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def read(data, **chosen):
    """Read a document from its bytes, or from its parts."""
    return list(read_bytes(data if isinstance(data, bytes) else zipped(data), "a.odt", "odt", Settings(**chosen)))


def placed(body, **chosen):
    """Return the kinds, texts and places of a body."""
    (document,) = read(parts_of(body), **chosen)
    return [(segment.kind.value, segment.text, segment.places[0].name) for segment in document.segments]


def texts(body):
    """Return the texts of a body."""
    return [text for _, text, _ in placed(body)]


def p(inner, name="Standard"):
    """Return a paragraph."""
    return f'<text:p text:style-name="{name}">{inner}</text:p>'


def frame(inner, *, anchor="paragraph", title="", desc=""):
    """Return a frame."""
    described = f"<svg:title>{title}</svg:title><svg:desc>{desc}</svg:desc>"
    return f'<draw:frame text:anchor-type="{anchor}">{inner}{described}</draw:frame>'


FORMULA = frame('<draw:object xlink:href="./Object 1"/>', anchor="as-char", desc="formula")
ICON = frame("<draw:image/>", anchor="as-char")


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("It rained <text:span>all</text:span> day.", "It rained all day."),
        ("Now<text:tab/>then<text:line-break/>later", "Now then later"),
        ('A<text:s/>B<text:s text:c="3"/>C<text:s text:c="x"/>D', "A B   C D"),
        ("It rained\n      <text:span> all</text:span>  day", "It rained all day"),
        ("over the <text:soft-page-break/>page", "over the page"),
        ('<text:a xlink:href="http://example.org/">The pier</text:a> is shut', "The pier is shut"),
        ("Page <text:page-number>4</text:page-number> of 5", "Page 4 of 5"),
        (
            'Rain<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation></text:note> fell',
            "Rain fell",
        ),
        ("<text:ruby><text:ruby-base>Kanji</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby>", "Kanji"),
        ('He <text:change text:change-id="a"/>came', "He came"),
        ('Which <text:span text:style-name="T3">always</text:span> mostly', "Which mostly"),
        ('Shown<text:span text:style-name="T1"> hidden</text:span> again', "Shown again"),
        ('Run <text:span text:style-name="T2">make</text:span> first', "Run make first"),
        ('Run <text:span text:style-name="Source_20_Text">make -j</text:span> first', "Run X first"),
        (f"As {FORMULA} holds", "As X holds"),
        (f"Click {ICON} to save", "Click X to save"),
        (f"It is done. {ICON}", "It is done."),
        ("Beside " + frame("<draw:image/>") + "a picture", "Beside a picture"),
    ],
)
def test_what_a_paragraph_says(inner, text):
    """White space is one space, marks of spaces, tabs and breaks are what they stand for, notes stand elsewhere."""
    assert texts(p(inner)) == [text]


def table(*rows):
    """Return a table of rows of cells."""
    cells = ("".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in row) for row in rows)
    return "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in cells) + "</table:table>"


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (p("The mill"), "paragraph"),
        (p("The mill", "Heading_20_1"), "heading"),
        ('<text:h text:outline-level="2">The mill</text:h>', "heading"),
        (p("The mill", "P1"), "quote"),
        (p("The mill", "P2"), "caption"),
        (p("The mill", "Loop"), "paragraph"),
        (p("The mill", "Nowhere_20_Title"), "heading"),
        (f"<text:list><text:list-item>{p('The mill')}</text:list-item></text:list>", "list"),
        ("<text:list><text:list-item><text:h>The mill</text:h></text:list-item></text:list>", "heading"),
        (table([p("The mill")]), "cell"),
        (f"<text:section>{p('The mill')}</text:section>", "paragraph"),
    ],
)
def test_kinds(block, kind):
    """An element or a style, by its own name or one that it is based on, says what a paragraph is."""
    assert [found for found, _, _ in placed(block)] == [kind]


CHANGES = (
    "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Ann</dc:creator>"
    "</office:change-info><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>"
)


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (
            f"<text:table-of-content><text:index-body>{p('Beans 1')}</text:index-body></text:table-of-content>",
            "tables of contents and indexes",
        ),
        (
            f"<text:bibliography><text:index-body>{p('Doe 1999')}</text:index-body></text:bibliography>",
            "tables of contents and indexes",
        ),
        (p("make all", "Preformatted_20_Text"), "code"),
        (p("secret", "P3"), "hidden text"),
        (f'<text:section text:display="none">{p("secret")}</text:section>', "hidden text"),
        (p('<text:hidden-paragraph text:is-hidden="true"/>secret'), "hidden text"),
        (p("<office:annotation><dc:creator>Ann</dc:creator><text:p>Why?</text:p></office:annotation>"), "comments"),
        (CHANGES, "tracked deletions"),
        (p(frame('<draw:object xlink:href="./Object 2"/>')), "charts and diagrams"),
        (p(frame('<draw:object xlink:href="./Object 3"/>')), "embedded documents"),
    ],
)
def test_what_is_left_out_is_counted(block, reason):
    """What is not displayed, or is no prose, is left out, and coverage says how much."""
    (document,) = read(parts_of(block + p("Kept.")))
    assert [segment.text for segment in document.segments] == ["Kept."]
    assert document.omitted == (Omitted(reason, 1),)


PROSE = "The tables of this page are there for its looks, and so they hold paragraphs of prose."


def test_notes_frames_and_tables():
    """What stands beside a paragraph comes after it, under a name of its own."""
    body = "<text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body>"
    note = f'<text:note text:note-class="{{}}">{body}</text:note>'
    rows = table([p("Bed"), p("Crop")], [p("North"), p(PROSE)])
    box = f"<draw:text-box>{p('In a box.')}{p('Figure 1', 'Illustration')}</draw:text-box>"
    body = (
        f"<text:list><text:list-item>{p('One.' + note.format('footnote', p('A note.')))}</text:list-item></text:list>"
        + p("Two." + note.format("endnote", p("An end.") + p("And more.")) + note.format("footnote", p("Another.")))
        + p("Three." + frame(box, desc="The shed"))
        + p(frame("<draw:image/>", title="The barrel", desc="The barrel"))
        + rows
        + p("Four." + f"<draw:custom-shape>{p('In a shape.')}</draw:custom-shape><draw:rect><text:p/></draw:rect>")
        + p("Five.<office:annotation><dc:creator>Ann</dc:creator><text:p>Why?</text:p></office:annotation>")
    )
    assert placed(body, comments=True) == [
        ("list", "One.", "paragraph 1"),
        ("paragraph", "A note.", "footnote 1"),
        ("paragraph", "Two.", "paragraph 2"),
        ("paragraph", "An end.", "endnote 1"),
        ("paragraph", "And more.", "endnote 1"),
        ("paragraph", "Another.", "footnote 2"),
        ("paragraph", "Three.", "paragraph 3"),
        ("caption", "The shed", "paragraph 3"),
        ("paragraph", "In a box.", "text box 1"),
        ("caption", "Figure 1", "text box 1"),
        ("caption", "The barrel", "paragraph 4"),
        ("cell", "Bed", "table 1, row 1"),
        ("cell", "Crop", "table 1, row 1"),
        ("cell", "North", "table 1, row 2"),
        ("paragraph", PROSE, "table 1, row 2"),
        ("paragraph", "Four.", "paragraph 5"),
        ("paragraph", "In a shape.", "text box 2"),
        ("paragraph", "Five.", "paragraph 6"),
        ("paragraph", "Why?", "comment 1"),
    ]


def test_headers_and_footers():
    """Each is read once, however many kinds of pages have it."""
    pages = (
        margin("header", "The report") + margin("footer", "Page 1"),
        margin("header", "The report")
        + margin("header-left", "The left side")
        + margin("footer", "", ' style:display="true"'),
        margin("footer", "Never shown", ' style:display="false"'),
    )
    (document,) = read(parts_of(p("One."), pages))
    assert [(segment.text, segment.places[0].name) for segment in document.segments] == [
        ("One.", "paragraph 1"),
        ("The report", "header 1"),
        ("The left side", "header 2"),
        ("Page 1", "footer 1"),
    ]
    assert document.omitted == (Omitted("headers and footers that repeat others", 1),)


def replaced(**parts):
    """Return a document in which parts are replaced, or left out where they are None."""
    names = {"content": "content.xml", "styles": "styles.xml", "manifest": "META-INF/manifest.xml"}
    found = parts_of(p("One."))
    found |= {names[name]: text for name, text in parts.items()}
    return zipped({name: text for name, text in found.items() if text is not None})


def test_parts_that_are_damaged():
    """A document can do without its styles and its manifest."""
    document, *skipped = read(replaced(styles="<a", manifest=" "))
    assert [segment.text for segment in document.segments] == ["One."]
    assert skipped == [
        SkippedFile(
            "a.odt#META-INF/manifest.xml",
            "a damaged OpenDocument text: 'META-INF/manifest.xml' in it can't be decoded (empty)",
        ),
        SkippedFile("a.odt#styles.xml", "not well-formed 'styles.xml': unclosed token (line 1)"),
    ]
    (document,) = read(replaced(styles=None, manifest=None))
    assert [segment.text for segment in document.segments] == ["One."]


SECRET = '<file-entry full-path="{}"><encryption-data/></file-entry>'
SHEET = f"<office:document-content {SPACES}><office:body><office:spreadsheet/></office:body></office:document-content>"
GOOD = replaced()
BAD = {
    "empty": (b"", "no OpenDocument text, or a truncated one: File is not a zip file"),
    "truncated": (GOOD[: len(GOOD) // 2], "no OpenDocument text, or a truncated one: File is not a zip file"),
    "encrypted": (
        replaced(manifest=manifest(SECRET.format("content.xml"))),
        "encrypted: save it without a password",
    ),
    "encrypted as a whole": (
        replaced(manifest=manifest(SECRET.format("encrypted-package")), content=None),
        "encrypted: save it without a password",
    ),
    "without content": (
        replaced(content=None),
        "no OpenDocument text, or a damaged one: 'content.xml' is missing in it",
    ),
    "a spreadsheet": (
        replaced(content=SHEET),
        "no OpenDocument text: its body holds another kind of document (spreadsheet)",
    ),
    "without a body": (
        replaced(content="<a/>"),
        "no OpenDocument text: its body holds another kind of document (nothing)",
    ),
    "malformed": (replaced(content="<a><b></a>"), "not well-formed 'content.xml': mismatched tag (line 1)"),
    "a bomb of entities": (
        replaced(content='<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'),
        "its 'content.xml' declares an entity of its own ('a'), and such are not expanded",
    ),
    "a bomb of zeros": (
        replaced(content=" " * 4_000_000),
        "a suspicious OpenDocument text: 'content.xml' unpacks to 200 times its size or more",
    ),
    "a bomb of depth": (
        replaced(content="<a>" * 3000),
        "malformed 'content.xml': elements in elements, more than 500 deep",
    ),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize(("data", "reason"), BAD.values(), ids=BAD)
def test_bad_input(data, reason):
    """What can't be read as a whole says in one line why."""
    with pytest.raises(ReadError) as caught:
        read(data)
    assert str(caught.value) == reason


PILES = {
    "spans": p("<text:span>a </text:span>" * 10_000),
    "white space": p("a" + " \n" * 100_000 + "b"),
    "many spaces": p('<text:s text:c="999999"/>' * 200 + "b"),
    "breaks": p("a" + "<text:line-break/>" * 10_000),
    "frames in frames": p(
        "<draw:frame><draw:text-box><text:p>" * 100 + "b" + "</text:p></draw:text-box></draw:frame>" * 100
    ),
    "groups in groups": p("<draw:g>" * 300 + "</draw:g>" * 300),
    "styles that never end": p("a", "Loop") * 3000,
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("pile", PILES.values(), ids=PILES)
def test_piles_take_linear_time(pile):
    """Hostile markup costs no more than its length, and what stands before it is read."""
    assert texts(p("The old mill.") + pile)[0] == "The old mill."


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
    p,
    lambda text: p(f"\n   <text:span>{text}</text:span>\n"),
    lambda text: p(text.replace(" ", "<text:s/>")),
    lambda text: p(text, "Heading_20_1"),
    lambda text: p(f'<text:span text:style-name="T1">hidden</text:span>{text}'),
    lambda text: p(f"<office:annotation><text:p>no</text:p></office:annotation>{text}"),
    lambda text: f"<text:list><text:list-item>{p(text)}</text:list-item></text:list>",
    lambda text: table([p(text)]),
    lambda text: p(frame(f"<draw:text-box>{p(text)}</draw:text-box>")),
    lambda text: p(frame("<draw:image/>", desc=text)),
    lambda text: p("make", "Preformatted_20_Text") + p(text),
    lambda text: p(f'<text:note text:note-class="footnote"><text:note-body>{p(text)}</text:note-body></text:note>'),
]
LENIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@LENIENT
@given(
    blocks=st.lists(
        st.tuples(PARAGRAPH, st.sampled_from(AROUND)), min_size=1, max_size=6, unique_by=lambda block: block[0]
    )
)
def test_prose_is_found_where_it_was_put(blocks):
    """Paragraphs that stand in markup come out alone, whole, in order, and at their own offsets."""
    (document,) = read(parts_of("".join(around(escape(text)) for text, around in blocks)))
    check(document)
    assert [segment.text for segment in document.segments] == [text for text, _ in blocks]


NAMES = (
    "text:p text:h text:span text:list text:list-item text:note text:note-body text:section table:table "
    "table:table-row table:table-cell draw:frame draw:text-box draw:g svg:desc office:annotation text:tab "
    "text:line-break text:s text:table-of-content text:tracked-changes"
).split()
TREES = st.recursive(
    st.sampled_from(["", " ", "\n", "word", "A sentence. ", "\ufffc", "\U0001f33b"]),
    lambda inner: st.builds(
        lambda name, children: f"<{name}>{''.join(children)}</{name}>",
        st.sampled_from(NAMES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@LENIENT
@given(body=st.lists(TREES, max_size=5).map("".join), comments=st.booleans())
def test_any_tree_is_read(body, comments):
    """Elements may stand in each other in any way."""
    (document,) = read(parts_of(body), comments=comments)
    check(document)


@LENIENT
@given(at=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255))
def test_any_byte_may_be_wrong(at, byte):
    """A document with a wrong byte is read or refused in a line."""
    data = bytearray(GOOD)
    data[at] = byte
    try:
        for item in read(bytes(data)):
            if isinstance(item, Document):
                check(item)
    except ReadError as error:
        assert "\n" not in str(error)  # noqa: PT017


def oracle_texts(data):
    """Return what odfpy reads as the paragraphs of a document's body, each with words in it."""
    opendocument, teletype = pytest.importorskip("odf.opendocument"), pytest.importorskip("odf.teletype")
    found = []
    stack = list(reversed(opendocument.load(io.BytesIO(data)).text.childNodes))
    while stack:
        node = stack.pop()
        if node.qname[1] in ("p", "h"):
            found.append(" ".join(teletype.extractText(node).split()))
        elif node.qname[1] not in ("p", "h"):
            stack += [child for child in reversed(node.childNodes) if child.nodeType == child.ELEMENT_NODE]
    return [text for text in found if re.search(r"\w", text)]


def test_odfpy_reads_the_same():
    """In a document without what odfpy mixes up with the text, such as notes, its text of the body is ours."""
    data = (DATA / "walk.odt").read_bytes()
    (document,) = read(data)
    # Code is left out on purpose.
    assert [" ".join(s.text.split()) for s in document.segments] == [
        t for t in oracle_texts(data) if t != "canal --map"
    ]


@settings(deadline=None, max_examples=25)
@given(paragraphs=st.lists(st.text("ab \t\né", min_size=1, max_size=12), min_size=1, max_size=4))
def test_what_odfpy_writes(paragraphs):
    """Spaces, tabs and line breaks that odfpy writes read as it reads them."""
    opendocument, teletype = pytest.importorskip("odf.opendocument"), pytest.importorskip("odf.teletype")
    odf_text = pytest.importorskip("odf.text")
    document = opendocument.OpenDocumentText()
    for text in paragraphs:
        paragraph = odf_text.P()
        teletype.addTextToElement(paragraph, text)
        document.text.addElement(paragraph)
    data = io.BytesIO()
    document.write(data)
    (found,) = read(data.getvalue())
    assert found.source.split() == " ".join(oracle_texts(data.getvalue())).split()


def test_a_document_of_libreoffice():
    """A report with everything, written by LibreOffice, reads as it is displayed."""
    (document,) = read((DATA / "harbour.odt").read_bytes(), comments=True)
    check(document)
    assert [(s.kind, s.text, s.places[0].name) for s in document.segments] == [
        (Kind.HEADING, "A cold spring", "paragraph 3"),
        (
            Kind.PARAGRAPH,
            "The ice stayed in the inner harbour until the second week of late April. Nobody complained.",
            "paragraph 4",
        ),
        (Kind.PARAGRAPH, "The pilots measured it every morning.", "footnote 1"),
        (Kind.PARAGRAPH, "Did really nobody complain?", "comment 1"),
        (Kind.QUOTE, "We waited, and then we waited some more.", "paragraph 5"),
        (Kind.LIST, "Ferries ran twice a day.", "paragraph 6"),
        (Kind.LIST, "Tugs stayed in the dock.", "paragraph 7"),
        (Kind.PARAGRAPH, "The log is kept with X and read aloud.", "paragraph 8"),
        (Kind.PARAGRAPH, "The picture shows the pier in May.", "paragraph 10"),
        (Kind.CAPTION, "Illustration 1: Open water at the north pier.", "text box 1"),
        (Kind.CAPTION, "Open water", "text box 1"),
        (Kind.CAPTION, "A blue square that stands for open water.", "text box 1"),
        (Kind.CELL, "Week", "table 1, row 1"),
        (Kind.CELL, "What was seen", "table 1, row 1"),
        (Kind.CELL, "14", "table 1, row 2"),
        (
            Kind.PARAGRAPH,
            "The ice was still thick enough for a cart, but the children were told to keep off it.",
            "table 1, row 2",
        ),
        (Kind.PARAGRAPH, "By then the swans had come back, and with them the rain.", "paragraph 11"),
        (Kind.PARAGRAPH, "The harbour office, spring report", "header 1"),
        (Kind.PARAGRAPH, "Page 1 of the report", "footer 1"),
    ]
    assert dict(document.omitted) == {
        "tables of contents and indexes": 2,
        "tracked deletions": 1,
        "hidden text": 1,
        "code": 1,
    }
    assert document.notes == ("its tracked changes are read as if they were accepted",)


KEEP = "keep the ratio X as it is."


def test_bread_odt_of_pandoc():
    """What pandoc makes of Markdown reads as the Markdown does, save that struck-out text and code are left out."""
    (document,) = read((DATA / "bread.odt").read_bytes())
    check(document)
    assert [(s.kind.value, s.text) for s in document.segments] == [
        ("heading", "Bread without hurry"),
        ("byline", "Ada Baker"),
        ("byline", "2024-03-01"),
        ("heading", "The starter"),
        ("paragraph", f"A starter wants flour, water and patience. Run feed every morning, or X in summer, and {KEEP}"),
        ("paragraph", "Rye flour is the best for this."),
        ("paragraph", "It holds more water than wheat."),
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
        ("paragraph", "The rest X is a matter of taste."),
        ("paragraph", "1"),
    ]
    assert dict(document.omitted) == {"struck-out text": 1, "code": 1}
