"""Word documents: what is displayed once all changes are accepted, block by block, and where it stands."""

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
from mtqa.document import Document, Kind, Omitted, Place, SourceMap, Unit
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STYLES = [
    ("Normal", "Normal", "", ""),
    ("Heading1", "heading 1", "Normal", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
    ("Chapter", "Chapter opening", "Heading1", ""),
    ("Berschrift", "Raised", "Normal", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
    ("Bullets", "Dots", "Normal", "<w:pPr><w:numPr/></w:pPr>"),
    ("Caption", "caption", "Normal", ""),
    ("Secret", "Secret", "Normal", "<w:rPr><w:vanish/></w:rPr>"),
    ("Loop", "Loop", "Pool", ""),
    ("Pool", "Pool", "Loop", ""),
]


def rels(*relations):
    """Return the relations of a part: kind and target, and whether that lies elsewhere."""
    found = "".join(
        f'<Relationship Id="r{i}" Type="{TYPE}{kind}" Target="{target}"{mode}/>'
        for i, (kind, target, mode) in enumerate(relations)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'
    )


def zipped(parts):
    """Return an archive of parts by name."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def parts_of(body, relations=(), **parts):
    """Return the parts of a document with a body, and other parts by the name of their file."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/>{more}'
        "</w:style>"
        for id_, name, base, more in STYLES
    )
    named = [("styles", "styles.xml", ""), *relations]
    return {
        "_rels/.rels": rels(("officeDocument", "word/document.xml", "")),
        "word/_rels/document.xml.rels": rels(*named),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>",
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }


def read(data, **chosen):
    """Read a document from its bytes, or from its parts."""
    return list(read_bytes(data if isinstance(data, bytes) else zipped(data), "a.docx", "docx", Settings(**chosen)))


def said(body, **chosen):
    """Return the kinds and texts of a body."""
    (document,) = read(parts_of(body), **chosen)
    return [(segment.kind.value, segment.text) for segment in document.segments]


def texts(body):
    """Return the texts of a body."""
    return [text for _, text in said(body)]


def omitted(body):
    """Return what was left out of a body."""
    (document,) = read(parts_of(body))
    return dict(document.omitted)


def r(text, properties=""):
    """Return a run."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs, style="", more=""):
    """Return a paragraph of runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{''.join(runs)}</w:p>"


def field(instruction, result):
    """Return the runs of a field."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


FORMULA = "<m:oMath><m:r><m:t>a = b</m:t></m:r></m:oMath>"
INLINE = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Icon 1" descr="{}"/></wp:inline></w:drawing></w:r>'
INSIDE = "<w:txbxContent>{}</w:txbxContent>"
BOX = f"<wps:txbx>{INSIDE}</wps:txbx>"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([r("It rained "), r("all", "<w:b/>"), r(" day.")], "It rained all day."),
        (["<w:r><w:t>Now</w:t><w:tab/><w:t>then</w:t><w:br/><w:t>later</w:t></w:r>"], "Now then later"),
        (["<w:r><w:t>Now </w:t><w:br/><w:t> later</w:t></w:r>"], "Now later"),
        (["<w:r><w:t>north</w:t><w:noBreakHyphen/><w:t>east</w:t></w:r>"], "north-east"),
        (["<w:r><w:t>har</w:t><w:softHyphen/><w:t>bour</w:t></w:r>"], "harbour"),
        ([r("It is 5"), '<w:r><w:sym w:font="Arial" w:char="00B0"/></w:r>', r(" warm")], "It is 5° warm"),
        ([r("Press "), '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', r(" to go on")], "Press X to go on"),
        (['<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', r(" Go on")], "Go on"),
        ([r("Go on "), '<w:r><w:sym w:font="Wingdings" w:char="XYZ"/></w:r>'], "Go on"),
        (['<w:hyperlink r:id="r9">', r("The pier"), "</w:hyperlink>", r(" is shut")], "The pier is shut"),
        (["<w:smartTag><w:smartTag>", r("Hull"), "</w:smartTag></w:smartTag>", r(" is far")], "Hull is far"),
        (["<w:sdt><w:sdtPr/><w:sdtContent>", r("A choice"), "</w:sdtContent></w:sdt>"], "A choice"),
        ([r("He "), "<w:ins>", r("never "), "</w:ins>", r("came")], "He never came"),
        ([r("He "), "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>", r("came")], "He came"),
        (
            ["<w:moveFrom>", r("Late "), "</w:moveFrom>", r("he came"), "<w:moveTo>", r(" late"), "</w:moveTo>"],
            "he came late",
        ),
        ([r("See page "), field("PAGEREF x", r("12")), r(".")], "See page 12."),
        ([r("See "), field("IF " + field("MERGEFIELD n", r("no")), r("this")), r(".")], "See this."),
        ([r("See "), '<w:fldSimple w:instr="REF x">', r("that"), "</w:fldSimple>"], "See that"),
        ([r("It rained."), '<w:r><w:footnoteReference w:id="2"/></w:r>', r(" We slept.")], "It rained. We slept."),
        ([r("As "), FORMULA, r(" holds, we stop.")], "As X holds, we stop."),
        ([r("Click "), INLINE.format(""), r(" to save.")], "Click X to save."),
        ([r("It is done."), INLINE.format(""), r(" Go home.")], "It is done. Go home."),
        ([r("Run "), r("make", '<w:rStyle w:val="HTMLCode"/>'), r(" first")], "Run make first"),
        (
            [
                r("Run "),
                r("make ", '<w:rStyle w:val="VerbatimChar"/>'),
                r("-j", '<w:rStyle w:val="VerbatimChar"/>'),
                r(" now"),
            ],
            "Run X now",
        ),
        (["<w:r><w:ruby><w:rt>", r("kan"), "</w:rt><w:rubyBase>", r("Kanji"), "</w:rubyBase></w:ruby></w:r>"], "Kanji"),
        (
            [
                "<mc:AlternateContent><mc:Choice>",
                r("New"),
                "</mc:Choice><mc:Fallback>",
                r("Old"),
                "</mc:Fallback></mc:AlternateContent>",
            ],
            "New",
        ),
        (["<mc:AlternateContent><mc:Fallback>", r("Old"), "</mc:Fallback></mc:AlternateContent>"], "Old"),
        ([r("Shown"), r(" hidden", "<w:vanish/>"), r(" not", '<w:vanish w:val="0"/>')], "Shown not"),
        ([r("Which "), r("always", "<w:strike/>"), r(" mostly")], "Which mostly"),
        ([r("Which "), "<w:del>", r("always"), "</w:del>", r(" mostly")], "Which mostly"),
        (["<w:r><w:t>wrapped\n      here</w:t></w:r>"], "wrapped here"),
        ([r("two  spaces")], "two  spaces"),
        (['<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r>', r("Kept")], "Kept"),
    ],
)
def test_what_a_paragraph_says(runs, text):
    """Runs come to the text that Word displays once all changes are accepted."""
    assert texts(p(*runs)) == [text]


def test_breaks_that_end_a_block():
    """Two line breaks in a row end a block, and so does a new page."""
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert texts(p(r("One."), "<w:r><w:br/><w:br/></w:r>", r("Two."), page, r("Three."))) == ["One.", "Two.", "Three."]


def test_a_field_that_is_never_closed():
    """The rest of the document is not taken for an instruction."""
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(p(r("One."), broken, r("Code")) + p(r("Two."))) == ["One.", "Two."]


@pytest.mark.parametrize(
    ("style", "more", "kind"),
    [
        ("", "", "paragraph"),
        ("Heading1", "", "heading"),
        ("Chapter", "", "heading"),
        ("Berschrift", "", "heading"),
        ("Title", "", "heading"),
        ("Subtitle", "", "heading"),
        ("", '<w:outlineLvl w:val="1"/>', "heading"),
        ("", '<w:outlineLvl w:val="9"/>', "paragraph"),
        ("Heading1", '<w:numPr><w:numId w:val="3"/></w:numPr>', "heading"),
        ("", '<w:numPr><w:numId w:val="3"/></w:numPr>', "list"),
        ("Bullets", "", "list"),
        ("Bullets", '<w:numPr><w:numId w:val="0"/></w:numPr>', "paragraph"),
        ("ListParagraph", "", "list"),
        ("Caption", "", "caption"),
        ("ImageCaption", "", "caption"),
        ("Quote", "", "quote"),
        ("IntenseQuote", "", "quote"),
        ("BlockText", "", "quote"),
        ("Author", "", "byline"),
        ("TableHeading", "", "paragraph"),
        ("Loop", "", "paragraph"),
    ],
)
def test_kinds(style, more, kind):
    """A style says what a paragraph is, by its own name or one that it is based on, or by its outline."""
    assert said(p(r("The mill stands by the river"), style=style, more=more)) == [
        (kind, "The mill stands by the river")
    ]


CONTENTS = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    f"<w:sdtContent>{p(r('Inside'))}</w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize(
    ("body", "reason", "units"),
    [
        (p(r("Beans 1"), style="TOC1") + p(r("Peas 2"), style="TOC2"), "tables of contents and indexes", 2),
        (p(r("Contents"), style="TOCHeading"), "tables of contents and indexes", 1),
        (p(r("Figure 1 4"), style="TableofFigures"), "tables of contents and indexes", 1),
        (CONTENTS, "tables of contents and indexes", 1),
        (p(r("make all"), style="HTMLPreformatted") + p(r("rm x"), style="SourceCode"), "code", 2),
        (p(r("a", "<w:vanish/>"), r("b", "<w:vanish/>")) + p(r("c"), style="Secret"), "hidden text", 2),
        (p("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"), "tracked deletions", 1),
        (p('<w:r><w:commentReference w:id="1"/></w:r>'), "comments", 1),
        ('<w:altChunk r:id="r5"/>', "embedded documents", 1),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + p(r("Click here."))
            + "</w:sdtContent></w:sdt>",
            "fields that nobody filled in",
            1,
        ),
        (
            p(INLINE.format("A dog on a lawn. Description automatically generated")),
            "captions that a program made up",
            1,
        ),
        (p('<w:r><w:drawing><a:graphicData uri="http://x/2006/chart"/></w:drawing></w:r>'), "charts and diagrams", 1),
    ],
)
def test_what_is_left_out_is_counted(body, reason, units):
    """What is no prose of the document's author is left out, and coverage says how much."""
    assert texts(body + p(r("Kept."))) == ["Kept."]
    assert omitted(body) == {reason: units}


def test_a_deleted_paragraph_mark_joins_paragraphs():
    """Where the end of a paragraph is deleted, it goes on in the next one, as that one's kind."""
    mark = "<w:rPr><w:del/></w:rPr>"
    body = p(r("It rained "), more=mark) + p(r("all day."), style="Quote") + p(r("Next."))
    assert said(body) == [("quote", "It rained all day."), ("paragraph", "Next.")]


def table(*rows):
    """Return a table of rows of cells of paragraphs."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


PROSE = "The tables of this page are there for its looks, and so they hold paragraphs of prose."


def test_tables():
    """A cell's paragraphs are cells, unless they are prose; a table in a cell has its own rows."""
    body = (
        p(r("Before."))
        + table(
            [p(r("Bed")), p(r("Crop")) + p(r("and price"))],
            [p(r(PROSE)), p(r("Quoted"), style="Quote")],
            [table([p(r("Inner"))]) + p(), p(r("Outer"))],
        )
        + p(r("After."))
    )
    (document,) = read(parts_of(body))
    assert [(s.kind.value, s.text, s.places[0].name) for s in document.segments] == [
        ("paragraph", "Before.", "paragraph 1"),
        ("cell", "Bed", "table 1, row 1"),
        ("cell", "Crop", "table 1, row 1"),
        ("cell", "and price", "table 1, row 1"),
        ("paragraph", PROSE, "table 1, row 2"),
        ("quote", "Quoted", "table 1, row 2"),
        ("cell", "Inner", "table 2, row 1"),
        ("cell", "Outer", "table 1, row 3"),
        ("paragraph", "After.", "paragraph 2"),
    ]


def test_deleted_rows_and_cells():
    """Rows and cells whose deletion is tracked are gone, and rows are counted without them."""
    row = "<w:tr>{}<w:tc>" + p(r("{}")) + "</w:tc></w:tr>"
    gone = "<w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>" + p(r("Gone")) + "</w:tc></w:tr>"
    body = "<w:tbl>" + row.format("<w:trPr><w:del/></w:trPr>", "Gone") + gone + row.format("", "Kept") + "</w:tbl>"
    (document,) = read(parts_of(body))
    assert [(s.text, s.places) for s in document.segments] == [("Kept", (Place(Unit.PART, "table 1, row 2"),))]
    assert document.omitted == (Omitted("tracked deletions", 2),)
    assert document.notes == ("its tracked changes are read as if they were accepted",)


def test_pictures_and_text_boxes():
    """What describes a picture comes after its paragraph, and so does a text box."""
    old = f'<w:pict><v:shape alt="An old drawing"><v:textbox>{INSIDE}</v:textbox></v:shape></w:pict>'
    choices = f"<mc:Choice>{BOX}</mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
    both = f"<mc:AlternateContent>{choices}</mc:AlternateContent>"
    body = (
        p(INLINE.format("The barrel &amp; the shed"), r("The shed is new."))
        + p(f"<w:r>{both.format(p(r('In a box.')), p(r('Again.')))}</w:r>", r("Beside it."))
        + p(f"<w:r>{old.format(p(r('Inside.')))}</w:r>")
        + p(INLINE.format("IMG_2034.JPG"))
        + p(r("The end."))
    )
    (document,) = read(parts_of(body))
    assert [(s.kind.value, s.text, s.places[0].name) for s in document.segments] == [
        ("paragraph", "The shed is new.", "paragraph 1"),
        ("caption", "The barrel & the shed", "paragraph 1"),
        ("paragraph", "Beside it.", "paragraph 2"),
        ("paragraph", "In a box.", "text box 1"),
        ("caption", "An old drawing", "paragraph 3"),
        ("paragraph", "Inside.", "text box 2"),
        ("paragraph", "The end.", "paragraph 5"),
    ]


def part(root, *inner):
    """Return a part of another kind than the body."""
    return f"<w:{root} {SPACES}>{''.join(inner)}</w:{root}>"


def note(what, id_, *paragraphs):
    """Return a note or a comment."""
    return f'<w:{what} w:id="{id_}">{"".join(paragraphs)}</w:{what}>'


RELATIONS = [
    ("footnotes", "footnotes.xml", ""),
    ("endnotes", "/word/endnotes.xml", ""),
    ("comments", "../word/comments.xml", ""),
    ("header", "header1.xml", ""),
    ("header", "header2.xml", ""),
    ("footer", "http://example.org/footer.xml", ' TargetMode="External"'),
    ("footer", "file:///etc/passwd", ""),
    ("footer", "../../../outside.xml", ""),
]


def whole():
    """Return the parts of a document with everything."""
    refer = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    margins = "".join(f'<w:headerReference r:id="r{i}"/>' for i in (4, 5))
    margins += "".join(f'<w:footerReference r:id="r{i}"/>' for i in (6, 7, 8))
    body = (
        p(r("One."), refer.format("footnote", 7), refer.format("endnote", 1), refer.format("comment", 0))
        + p(r("Two."), refer.format("footnote", 3), more=f"<w:sectPr>{margins}</w:sectPr>")
        + f"<w:sectPr>{margins}</w:sectPr>"
    )
    return parts_of(
        body,
        RELATIONS,
        footnotes=part(
            "footnotes",
            note("footnote", -1, p("<w:r><w:separator/></w:r>")),
            note("footnote", 3, p(r("The second note."))),
            note("footnote", 7, p("<w:r><w:footnoteRef/></w:r>", r(" The first note.")), p(r("It goes on."))),
            note("footnote", 9, p(r("Nothing refers to this."))),
        ),
        endnotes=part("endnotes", note("endnote", 1, p(r("An endnote.")))),
        comments=part("comments", note("comment", 0, p(r("Is that so?")))),
        header1=part("hdr", p(r("The header."))),
        header2=part("hdr", p(r("The header."))),
    )


def test_parts():
    """Notes come in the order of what refers to them, headers once; what lies elsewhere is never read."""
    expected = [
        ("One.", "paragraph 1"),
        ("Two.", "paragraph 2"),
        ("The first note.", "footnote 1"),
        ("It goes on.", "footnote 1"),
        ("The second note.", "footnote 2"),
        ("An endnote.", "endnote 1"),
        ("The header.", "header 1"),
    ]
    (document,) = read(whole())
    assert [(s.text, s.places[0].name) for s in document.segments] == expected
    assert document.omitted == (Omitted("headers and footers that repeat others", 1), Omitted("comments", 1))
    (document,) = read(whole(), comments=True)
    assert [(s.text, s.places[0].name) for s in document.segments] == [*expected, ("Is that so?", "comment 1")]


def test_a_part_that_is_damaged():
    """Every other part is read, and the damaged one named with the reason."""
    parts = whole()
    parts["word/footnotes.xml"] = "<w:footnotes"
    parts["word/header1.xml"] = "\x00\x01\x02" * 9
    del parts["word/endnotes.xml"]
    document, *skipped = read(parts)
    assert [s.text for s in document.segments] == ["One.", "Two.", "The header."]
    assert skipped == [
        SkippedFile("a.docx#word/footnotes.xml", "not well-formed 'word/footnotes.xml': unclosed token (line 1)"),
        SkippedFile(
            "a.docx#word/endnotes.xml", "no Word document, or a damaged one: 'word/endnotes.xml' is missing in it"
        ),
        SkippedFile(
            "a.docx#word/header1.xml",
            "a damaged Word document: 'word/header1.xml' in it can't be decoded (binary file)",
        ),
    ]


GOOD = zipped(parts_of(p(r("The old mill stands by the river."))))


def replaced(**parts):
    """Return a document in which parts are replaced, or left out where they are None."""
    found = parts_of(p(r("One.")))
    found |= {f"word/{name}.xml": text for name, text in parts.items()}
    return zipped({name: text for name, text in found.items() if text is not None})


def flagged(place, flag):
    """Return an archive in which all members have a flag, at a place in their local and in their central header."""
    data = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset + place] |= flag
            at = data.find(mark, at + 4)
    return bytes(data)


def misnamed():
    """Return an archive in which the name of a member is not the UTF-8 that it says it is."""
    return flagged(1, 8).replace(b"word/document.xml", b"word/documen\xc9.xml", 1)


MISNAMED = (
    "a damaged Word document: 'word/document.xml' in it can't be unpacked ('utf-8' codec can't decode byte 0xc9 in "
    "position 12: invalid continuation byte)"
)


def bomb(body):
    """Return a document whose body unpacks to very much."""
    return replaced(document=f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")


ENTITIES = '<!DOCTYPE d [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BAD = {
    "empty": (b"", "no Word document, or a truncated one: File is not a zip file"),
    "no archive": (b"Hello there", "no Word document, or a truncated one: File is not a zip file"),
    "truncated": (GOOD[: len(GOOD) // 2], "no Word document, or a truncated one: File is not a zip file"),
    "with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "password-protected, or of an older format than Word document: save it anew, without a password",
    ),
    "encrypted": (flagged(0, 1), "encrypted: save it without a password"),
    "without a body": (
        replaced(document=None),
        "no Word document, or a damaged one: 'word/document.xml' is missing in it",
    ),
    "of another kind": (
        replaced(document="<workbook><sheets/></workbook>"),
        "no Word document: 'word/document.xml' in it holds none ('workbook')",
    ),
    "malformed": (
        replaced(document="<w:document"),
        "not well-formed 'word/document.xml': unclosed token (line 1)",
    ),
    "truncated in an end tag": (
        replaced(document="<document><body/></doc"),
        "not well-formed 'word/document.xml': unclosed token (line 1)",
    ),
    "with another name in the archive": (misnamed(), MISNAMED),
    "empty body": (
        replaced(document=" "),
        "a damaged Word document: 'word/document.xml' in it can't be decoded (empty)",
    ),
    "a bomb of entities": (
        replaced(document=f"{ENTITIES}<d>&c;</d>"),
        "its 'word/document.xml' declares an entity of its own ('a'), and such are not expanded",
    ),
    "an entity that lies elsewhere": (
        replaced(document=f"{OUTSIDE}<d>&x;</d>"),
        "its 'word/document.xml' declares an entity of its own ('x'), and such are not expanded",
    ),
    "a bomb of zeros": (
        bomb(" " * 4_000_000),
        "a suspicious Word document: 'word/document.xml' unpacks to 200 times its size or more",
    ),
    "a bomb of depth": (
        bomb("<w:ins>" * 3000),
        "malformed 'word/document.xml': elements in elements, more than 500 deep",
    ),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize(("data", "reason"), BAD.values(), ids=BAD)
def test_bad_input(data, reason):
    """What can't be read as a whole says in one line why."""
    with pytest.raises(ReadError) as caught:
        read(data)
    assert str(caught.value) == reason


def test_the_size_limit_holds_unpacked():
    """A document that is larger than max-size once it is unpacked is refused."""
    body = "".join(p(r(f"This is paragraph {i} of many.")) for i in range(30_000))
    with pytest.raises(ReadError) as caught:
        read(parts_of(body), max_size=1)
    assert str(caught.value) == "unpacked it is larger than 1 MiB (max-size)"


def nested(names, times):
    """Return elements in elements."""
    opened = names.split()
    end = "".join(f"</{name}>" for name in reversed(opened))
    return "".join(f"<{name}>" for name in opened) * times + end * times


PILES = {
    "runs": p(r("a ") * 10_000),
    "breaks": p(r("a"), "<w:r>" + "<w:br/>" * 40_000 + "</w:r>"),
    "pictures": p(r("a"), INLINE.format("") * 10_000),
    "fields that open": p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 300 + r("a") * 3000),
    "paragraphs joined": p(r("a "), more="<w:rPr><w:del/></w:rPr>") * 5_000,
    "boxes in boxes": nested("w:p w:r wps:txbx w:txbxContent", 120),
    "tables in tables": nested("w:tbl w:tr w:tc", 150),
    "styles that never end": p(r("a "), style="Loop") * 4_000,
    "spaces": p(r("a" + " " * 400_000 + "b")),
    "lines": p("<w:r><w:t>" + "a\n" * 100_000 + "</w:t></w:r>"),
    "one word": p(r("a" * 1_000_000)),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("pile", PILES.values(), ids=PILES)
def test_piles_take_linear_time(pile):
    """Hostile markup costs no more than its length, and what stands before it is read."""
    assert texts(p(r("The old mill.")) + pile)[0] == "The old mill."


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
    lambda text: p(r(text)),
    lambda text: p(r(text[:5]), r(text[5:], "<w:i/>")),
    lambda text: p("<w:ins>", r(text), "</w:ins>", "<w:del><w:r><w:delText>no</w:delText></w:r></w:del>"),
    lambda text: p(field("PAGE", r(text))),
    lambda text: p(r("hidden", "<w:vanish/>"), r(text)),
    lambda text: p(r(text), '<w:r><w:footnoteReference w:id="5"/></w:r>', style="Heading1"),
    lambda text: table([p(r(text))]),
    lambda text: f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r(text))}</w:sdtContent></w:sdt>",
    lambda text: p(f"<w:r>{BOX.format(p(r(text)))}</w:r>"),
    lambda text: p(r("make"), style="SourceCode") + p(r(text)),
    lambda text: p() + p(r("  " + text + " ")),
    lambda text: p(INLINE.format(escape(text, {'"': "&quot;"}))),
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
    (document,) = read(parts_of("".join(around(text) for text, around in blocks)))
    check(document)
    assert [segment.text for segment in document.segments] == [text for text, _ in blocks]


NAMES = "p r t tbl tr tc ins del pPr rPr sdt sdtPr sdtContent txbxContent hyperlink br tab vanish fldChar sym".split()
TREES = st.recursive(
    st.one_of(st.sampled_from(["", " ", "word", "A sentence. ", "\ufffc", "\U0001f33b"]).map(escape)),
    lambda inner: st.builds(
        lambda name, children: f"<w:{name}>{''.join(children)}</w:{name}>",
        st.sampled_from(NAMES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@LENIENT
@given(body=st.lists(TREES, max_size=5).map("".join))
def test_any_tree_is_read(body):
    """Elements may stand in each other in any way."""
    (document,) = read(parts_of(body))
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


def oracle_texts(path):
    """Return what python-docx reads in a document's body: paragraphs and cells, each with words in it."""
    docx = pytest.importorskip("docx")
    found = []
    for block in docx.Document(str(path)).iter_inner_content():
        cells = [cell for row in block.rows for cell in row.cells] if hasattr(block, "rows") else [block]
        for cell in cells:
            found += [one.text for one in (cell.paragraphs if hasattr(cell, "paragraphs") else [cell])]
    return [text for text in found if re.search(r"\w", text)]


@pytest.mark.parametrize("name", ["allotment.docx", "walk.docx"])
def test_python_docx_reads_the_same(name):
    """In documents without what python-docx doesn't know, its text of the body is ours."""
    (document,) = read((DATA / name).read_bytes())
    body = [s for s in document.segments if re.match(r"paragraph|table", s.places[0].name)]
    ours = [s.text for s in body if not s.text.startswith("The rain barrel")]
    # Code is left out on purpose; python-docx leaves nothing where a page ends.
    theirs = [text for text in oracle_texts(DATA / name) if text != "canal --map"]
    assert "".join("".join(ours).split()) == "".join("".join(theirs).split())


RUNS = st.lists(st.text("ab \t\né", min_size=1, max_size=6), min_size=1, max_size=4)


@settings(deadline=None, max_examples=6)
@given(paragraphs=st.lists(RUNS, min_size=1, max_size=4))
def test_what_python_docx_writes(paragraphs):
    """Runs that python-docx writes, tabs and line breaks in them, read as it reads them."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for run in runs:
            paragraph.add_run(run)
    data = io.BytesIO()
    document.save(data)
    (found,) = read(data.getvalue())
    written = docx.Document(io.BytesIO(data.getvalue())).paragraphs
    assert " ".join(found.source.split()) == " ".join(
        " ".join(p.text for p in written if re.search(r"\w", p.text)).split()
    )


def test_a_document_of_libreoffice():
    """A report with everything, written by LibreOffice, reads as it is displayed."""
    (document,) = read((DATA / "harbour.docx").read_bytes(), comments=True)
    check(document)
    assert [(s.kind, s.text, s.places[0].name) for s in document.segments] == [
        (Kind.HEADING, "A cold spring", "paragraph 3"),
        (
            Kind.PARAGRAPH,
            "The ice stayed in the inner harbour until the second week of late April. Nobody complained.",
            "paragraph 4",
        ),
        (Kind.QUOTE, "We waited, and then we waited some more.", "paragraph 5"),
        (Kind.LIST, "Ferries ran twice a day.", "paragraph 6"),
        (Kind.LIST, "Tugs stayed in the dock.", "paragraph 7"),
        (Kind.PARAGRAPH, "The log is kept with X and read aloud.", "paragraph 8"),
        (Kind.PARAGRAPH, "The picture shows the pier in May.", "paragraph 10"),
        (Kind.CAPTION, "Illustration 1: Open water at the north pier.", "text box 1"),
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
        (Kind.PARAGRAPH, "The pilots measured it every morning.", "footnote 1"),
        (Kind.PARAGRAPH, "The harbour office, spring report", "header 1"),
        (Kind.PARAGRAPH, "Page 1 of the report", "footer 1"),
        (Kind.PARAGRAPH, "Did really nobody complain?", "comment 1"),
    ]
    assert dict(document.omitted) == {
        "tables of contents and indexes": 2,
        "tracked deletions": 1,
        "hidden text": 1,
        "code": 1,
    }
    assert document.notes == ("its tracked changes are read as if they were accepted",)


KEEP = "keep the ratio X as it is."


def test_bread_docx_of_pandoc():
    """What pandoc makes of Markdown reads as the Markdown does, save that struck-out text and code are left out."""
    (document,) = read((DATA / "bread.docx").read_bytes())
    check(document)
    assert [(s.kind.value, s.text) for s in document.segments] == [
        ("heading", "Bread without hurry"),
        ("byline", "Ada Baker"),
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
        ("paragraph", "The rest X is a matter of taste."),
        ("caption", "a small square"),
        ("paragraph", "Rye flour is the best for this."),
        ("paragraph", "It holds more water than wheat."),
    ]
    assert dict(document.omitted) == {
        "tables of contents and indexes": 1,
        "struck-out text": 1,
        "captions that repeat others": 2,
        "code": 1,
    }
