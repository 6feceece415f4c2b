"""RTF: each character at its own place in the file, and what a word processor would display."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Document, Omitted, SourceMap
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "rtf"
LENIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
CHANGED = "its tracked changes are read as if they were accepted"


def parsed(body, head=r"\ansi", **options):
    """Read the body of a file."""
    (document,) = read_bytes(f"{{\\rtf1{head} {body}}}".encode(), "page", "rtf", Settings(**options))
    return document


def said(body, head=r"\ansi", **options):
    """Return the kind, place and text of what stands in the body of a file."""
    return [(s.kind.value, s.places[0].name, s.text) for s in parsed(body, head, **options).segments]


def texts(body, head=r"\ansi"):
    """Return the texts of what stands in the body of a file."""
    return [segment.text for segment in parsed(body, head).segments]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"A mill.\par By a river.", ["A mill.", "By a river."]),
        ("A mi\r\nll \r\nturns.", ["A mill turns."]),
        (r"{\b A} {\i mill{\ul  turns}}.\par", ["A mill turns."]),
        ("One.\\\nTwo.\\\r\nThree.", ["One.", "Two.", "Three."]),
        (r"4 Quay Street,\line by the pier.\line\line Ring twice.", ["4 Quay Street, by the pier.", "Ring twice."]),
        (r"A\~mill\_race, a co\-operative\tab here.", ["A\xa0mill-race, a cooperative here."]),
        (r"\{A\} \\mill", [r"{A} \mill"]),
        (r"\ldblquote A\rdblquote  \lquote b\rquote  c\emdash d\endash e", ["“A” ‘b’ c—d–e"]),
        (r"caf\'e9 \'93yes\'94", ["café “yes”"]),
        (r"caf\u233? \u8220\'93yes\u8221\'94", ["café “yes”"]),
        (r"caf\u233\'65 and {\uc0 caf\u233 e} and {\uc2 caf\u233 ee}", ["café and cafée and café"]),
        (r"x\u8220\ldblquote yes\u8221\rdblquote", ["x“yes”"]),
        (r"\u-10179?\u-8431? sun, \uc0\u55356\uc1\u57147\'3f flower", ["\U0001f711 sun, \U0001f33b flower"]),
        (r"half \u-10179? a sign \u-8431?", ["half a sign"]),
        (
            r"a sign \u-3913? of a font of signs, \u65b, and \u99999999? none",
            ["a sign of a font of signs, A, and none"],
        ),
        (r"{\upr{Cafe}{\*\ud{Caf\u233 e}}} au lait", ["Café au lait"]),
        (r"{\field{\*\fldinst HYPERLINK 'http://a.b'}{\fldrslt a link}} here", ["a link here"]),
        (r"{\*\bkmkstart a}Read{\*\bkmkend a} on{\xe no{\xe x}}{\*\nosuch no {no} no}.", ["Read on."]),
        (r"{\info{\title No}}{\colortbl;\red1;}{\*\generator No;}Yes.", ["Yes."]),
        (r"{\pict\pngblip 89504e47}Yes.{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}", ["Yes."]),
        (r"{\pict\bin4 }}{{}Yes.", ["Yes."]),
        (r"The sum {\mmath{\*\moMath{\mr x}}} is {\object{\*\objdata 00}{\result no}} here.", ["The sum X is X here."]),
        (r"{\v no }Yes{\v\v0 , this}\v no\plain .", ["Yes, this."]),
        (r"{\*\pn\pnlvlblt{\pntxtb no}}Yes.", ["Yes."]),
        (r"\zwj Yes\zwnj .\softline", ["Yes."]),
        ("Yes \\'zz no. \\1", ["Yes 'zz no."]),
    ],
)
def test_text(body, expected):
    """What is displayed is read, in whatever way it is written."""
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (r"\ansi\ansicpg1250", r"\'9eena", "žena"),
        (r"\mac", r"caf\'8e", "café"),
        (r"\pc", r"caf\'82", "café"),
        (r"\ansi\ansicpg10000", r"caf\'8e", "café"),
        (r"\ansi\ansicpg99999", r"caf\'e9", "café"),
        (r"\ansi\ansicpg932", r"\'93\'fa a", "日 a"),
        (r"\ansi\ansicpg65001", r"caf\'c3\'a9", "café"),
        (r"\ansi{\fonttbl{\f0 A;}{\f1\fcharset204 B;}}", r"caf\'e9 {\f1\'cc\'e8\'f0} caf\'e9", "café Мир café"),
        (r"\ansi\deff1{\fonttbl{\f0 A;}{\f1\fcharset161 B;}}", r"\'e1 \plain\'e1{\f0 \'e1}", "α αá"),
        (r"\ansi{\fonttbl{\f0 A;}{\f1\fcharset2 Symbol;}}", r"A {\f1\'b7 abc}dot", "A dot"),
        (r"\ansi{\fonttbl{\f7\fcharset0\cpg1251 B;}}", r"\f7\'cc", "М"),
        (r"\ansi", r"a\'81\'9d b", "a b"),
    ],
)
def test_code_pages(head, body, expected):
    """A byte is read in the code page of its font, or else of the file; what is none of its characters is left out."""
    assert texts(body, head) == [expected]


STYLES = (
    r"\ansi{\stylesheet{Normal;}{\s1\outlinelevel0 heading 1;}{\s2\sbasedon1 Chapter Name;}{\s3 Quote;}{\s4 caption;}"
    r"{\s5 List Bullet;}{\s6 toc 1;}{\s7 HTML Preformatted;}{\s8 Odd;}{\*\cs10\additive Quote;}{\s9\sbasedon9 Loop;}}"
)


def test_kinds():
    """Styles, levels of the outline, lists and tables say what a paragraph is, and wording does where they don't."""
    body = (
        r"\pard\s1 The harbour\par\pard\s2 The pier\par\pard\s3 We sailed.\par\pard\s4 A boat\par\pard\s5 A rope\par"
        r"\pard\s6 The harbour 1\par\pard\s7 cd boat\par\pard\s8\cs10 It rained.\par\pard\s9 It poured.\par"
        r"\pard\outlinelevel1 The quay\par\pard\outlinelevel9 A quay.\par"
        r"\pard{\listtext\'b7\tab}\ls1 An oar\par\pard{\pntext 1.\tab}A net\par\pard\ls0 A sail.\par"
        r"\pard Figure 2: A boat at sea\par By Ann Reed\par"
        r"\trowd\pard\intbl Nine\cell Ten\cell\row\pard\intbl It rained so hard that nobody in the whole village left"
        r" the house at all.\cell\pard\s1\intbl Head\cell\row\pard Done.\par\trowd\intbl Again\cell\row"
    )
    assert said(body, STYLES) == [
        ("heading", "paragraph 1", "The harbour"),
        ("heading", "paragraph 2", "The pier"),
        ("quote", "paragraph 3", "We sailed."),
        ("caption", "paragraph 4", "A boat"),
        ("list", "paragraph 5", "A rope"),
        ("paragraph", "paragraph 6", "It rained."),
        ("paragraph", "paragraph 7", "It poured."),
        ("heading", "paragraph 8", "The quay"),
        ("paragraph", "paragraph 9", "A quay."),
        ("list", "paragraph 10", "An oar"),
        ("list", "paragraph 11", "A net"),
        ("paragraph", "paragraph 12", "A sail."),
        ("caption", "paragraph 13", "Figure 2: A boat at sea"),
        ("byline", "paragraph 14", "By Ann Reed"),
        ("cell", "table 1, row 1", "Nine"),
        ("cell", "table 1, row 1", "Ten"),
        (
            "paragraph",
            "table 1, row 2",
            "It rained so hard that nobody in the whole village left the house at all.",
        ),
        ("heading", "table 1, row 2", "Head"),
        ("paragraph", "paragraph 15", "Done."),
        ("cell", "table 2, row 1", "Again"),
    ]
    assert parsed(body, STYLES).omitted == (Omitted("tables of contents and indexes", 1), Omitted("code", 1))


def test_parts():
    """Notes, boxes and pictures' descriptions follow the paragraph that they stand in; repeated headers are one."""
    body = (
        r"{\header\pard The guide\par}{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 4}}\par}{\headerr The guide}"
        r"It rained{\super\chftn}{\footnote\pard Not much{\b , though}.\par} all day{\footnote\ftnalt In May.}"
        r"{\*\shppict{\pict{\*\picprop{\sp{\sn wzName}{\sv no}}{\sp{\sn wzDescription}{\sv A wet dog}}}00}}"
        r"{\pict{\*\picprop{\sp{\sn wzDescription}{\sv A dog. Description automatically generated}}}}"
        r"{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv no}}{\shptxt\pard Mind the step.\par}}{\shprslt no}}.\par"
        r"{\*\do\dptxbx{\dptxbxtext Ring twice.\par}}We slept{\footnote Soundly.}.{\*\atnid no}{\*\annotation Why?\par}"
    )
    read = [
        ("paragraph", "header 1", "The guide"),
        ("paragraph", "footer 1", "Page 4"),
        ("paragraph", "paragraph 1", "It rained all day."),
        ("paragraph", "footnote 1", "Not much, though."),
        ("paragraph", "endnote 1", "In May."),
        ("caption", "picture 1", "A wet dog"),
        ("paragraph", "text box 1", "Mind the step."),
        ("paragraph", "text box 2", "Ring twice."),
        ("paragraph", "paragraph 2", "We slept."),
        ("paragraph", "footnote 2", "Soundly."),
    ]
    same = Omitted("headers and footers that repeat others", 1)
    made_up = Omitted("captions that a program made up", 1)
    assert said(body) == read
    assert parsed(body).omitted == (same, made_up, Omitted("comments", 1))
    assert said(body, comments=True) == [*read, ("paragraph", "comment 1", "Why?")]
    assert parsed(body, comments=True).omitted == (same, made_up)


def test_what_is_not_displayed():
    """Hidden and deleted text is counted, once a paragraph, and tracked changes are told."""
    document = parsed(r"It {\v no}rained{\v no}{\deleted no}.\par{\revised We }slept.{\v no}")
    assert [segment.text for segment in document.segments] == ["It rained.", "We slept."]
    assert document.omitted == (Omitted("hidden text", 2), Omitted("tracked deletions", 1))
    assert document.notes == (CHANGED,)


def test_characters_stand_where_they_were_written():
    """Each decoded character leads back to its escape, with what stands there for old programs."""
    document = parsed(r"\'93A\~b\u8221\'94{\v no}c\u-10179?\u-8431?")
    (segment,) = document.segments
    shown = [document.source[slice(*segment.map.span(at, at + 1))] for at in range(len(segment.text))]
    assert shown == [r"\'93", "A", r"\~", "b", r"\u8221\'94", "c", r"\u-10179?\u-8431?"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"Dear all,", "no RTF: it does not begin with '{\\rtf'; give it the suffix of what it is"),
        (b"{\\urtf1 no}", "no RTF: it does not begin with '{\\rtf'; give it the suffix of what it is"),
        (b"PK\x03\x04\x00\x00\x00\x01", "binary file"),
    ],
)
def test_files_that_are_none(data, reason):
    """A file that is no RTF is refused with the reason."""
    with pytest.raises(ReadError, match=f"^{re.escape(reason)}$"):
        list(read_bytes(data, "page", "rtf", Settings()))


def test_another_language():
    """A file whose name says that it is in another language is refused, unless it is set to be English."""
    with pytest.raises(ReadError, match=r"^in another language \(de\)$"):
        list(read_bytes(b"{\\rtf1 Hallo.}", "guide.de.rtf", "rtf", Settings()))
    (document,) = read_bytes(b"{\\rtf1 Hello.}", "guide.de.rtf", "rtf", Settings(language="en"))
    assert document.segments[0].text == "Hello."


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("{\\rtf1\\ansi It rained.\\par\nWe slept", ["It rained.", "We slept"], "page:2 a group is"),
        ("{\\rtf1 It {\\b rai", ["It rai"], "page:1 2 groups are"),
        ("{\\rtf1 It rained{\\footnote Not mu", ["It rained", "Not mu"], "page:1 2 groups are"),
        ("{\\rtf1 It {\\field{\\*\\fldinst rained", ["It"], "page:1 3 groups are"),
        ("{\\rtf", [], "page:1 a group is"),
    ],
)
def test_cut_off(text, expected, reason):
    """What stands before the place where a file is cut off is read, and the place is told."""
    document, skipped = read_bytes(text.encode(), "page", "rtf", Settings())
    place, _, groups = reason.partition(" ")
    assert [segment.text for segment in document.segments] == expected
    assert skipped == SkippedFile(place, f"cut off: {groups} not closed; what stands before is read")


def test_text_behind_the_end():
    """Whatever stands behind the last brace is none of the document."""
    (document,) = read_bytes(b"{\\rtf1 It rained.}} no {\\b no}", "page", "rtf", Settings())
    assert [segment.text for segment in document.segments] == ["It rained."]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "pile",
    [
        *["{" * 300_000, "{\\footnote a" * 30_000, "a{\\footnote b}" * 30_000, "\\uc999999999" + "\\u65 " * 100_000],
        *["\\'e9" * 100_000, "\\" * 300_001, "\\*" * 100_000, "}" * 10, "\\line" * 100_000, "a\\cell" * 100_000],
        *["{\\stylesheet" + "{\\s1\\sbasedon2 a;}{\\s2\\sbasedon1 b;}" * 10_000 + "}" + "\\s1 a\\par" * 10_000],
        *["\\bin999999999 x", "\\u-999999999 \\u-10179 " * 50_000, "a" * 1_000_000, "{\\pict " + "0" * 1_000_000],
    ],
)
def test_piles_stay_quick(pile):
    """Hostile piles take time in proportion to their size, and never raise."""
    found = list(read_bytes(f"{{\\rtf1 It rained.\\par {pile}".encode(), "page", "rtf", Settings()))
    assert found[0].segments[0].text == "It rained."


def check(document):
    """Assert that runs of equal length are the source itself, ascend in it, and cover each text."""
    for found in (*document.segments, *split(document)):
        at = place = 0
        for run in found.map.runs:
            assert run.text == at
            assert run.source >= place
            assert min(run.text_length, run.source_length) > 0
            at, place = run.text + run.text_length, run.source + run.source_length
            if run.text_length == run.source_length:
                assert found.text[run.text : at] == document.source[run.source : place]
        assert at == len(found.text)
        assert place <= len(document.source)


PIECES = [
    *[
        "{",
        "}",
        "\\",
        "\\par",
        "\\par ",
        "\\line",
        "\\u8217?",
        "\\u-10179?",
        "\\u-8431 ?",
        "\\'e9",
        "\\'93",
        "\\~",
        "\\-",
    ],
    *[
        "{\\footnote ",
        "{\\v ",
        "\\v0 ",
        "{\\*\\x ",
        "{\\field{\\*\\fldinst a}{\\fldrslt ",
        "}}",
        "{\\fonttbl{\\f1\\fcharset128 a;}}",
    ],
    *[
        "\\f1 ",
        "\\'93\\'fa",
        "{\\object a}",
        "{\\mmath a}",
        "\\intbl ",
        "\\cell ",
        "\\row ",
        "\\uc0 ",
        "\\uc2 ",
        "\\bin2 ",
    ],
    *[
        "{\\*\\shpinst",
        "{\\shptxt ",
        "{\\header ",
        "{\\pict{\\*\\picprop{\\sp{\\sn wzDescription}{\\sv A dog}}}00}",
        "\\*",
    ],
    *[
        "The old mill",
        " stands ",
        "by the river.",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "é",
        "\U0001f33b",
        "\xa0",
        "5",
        "{\\annotation ",
    ],
]


@LENIENT
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_is_read_and_mapped(body):
    """Whatever a file holds, segments and sentences lead back to it."""
    for document in read_bytes(f"{{\\rtf1\\ansi {body}".encode(), "page", "rtf", Settings(comments=True)):
        if isinstance(document, Document):
            check(document)


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9), min_size=3, max_size=9)
PARAGRAPH = WORDS.map(lambda words: " ".join(["The", *words]) + ".")
AROUND = [
    *[
        ("", "\\par\n"),
        ("\\pard\\s3\\ql ", "\\par "),
        ("{\\pard\\b ", "\\par}"),
        ("{\\b ", "}\\par "),
        ("\\plain\\f0 ", "\\\n"),
    ],
    *[("{\\footnote ", "}"), ("{\\header\\pard ", "\\par}"), ("\\pard\\intbl ", "\\cell\\row\\pard "), ("", "\\sect ")],
    *[("{\\field{\\*\\fldinst no}{\\fldrslt{\\ul ", "}}}\\par "), ("{\\listtext \\'b7\\tab}\\ls1 ", "\\par\\pard ")],
    *[
        ("{\\v no}{\\deleted no}{\\*\\no no}", "{\\pict 00}\\par "),
        ("{\\*\\shpinst{\\sp{\\sn a}{\\sv no}}{\\shptxt ", "}}"),
    ],
]


@LENIENT
@given(st.lists(st.tuples(PARAGRAPH, st.sampled_from(AROUND)), min_size=1, max_size=6))
def test_prose_is_found_where_it_was_put(blocks):
    """Paragraphs that stand in markup come out alone, whole, and at their own offsets."""
    text, expected, margins = "{\\rtf1\\ansi\n", [], set()
    for paragraph, (before, after) in blocks:
        text += before
        if not (before.startswith("{\\header") and paragraph in margins):
            expected.append((paragraph, SourceMap.identity(len(text), len(paragraph))))
        if before.startswith("{\\header"):
            margins.add(paragraph)
        text += paragraph + after
    (document,) = read_bytes(f"{text}}}".encode(), "page", "rtf", Settings())
    assert [(segment.text, segment.map) for segment in document.segments] == expected


def test_a_real_file():
    """A file that LibreOffice wrote is read as it displays it."""
    path = DATA / "ferry.rtf"
    (document,) = read_bytes(path.read_bytes(), "ferry.rtf", "rtf", Settings(comments=True))
    check(document)
    assert [(s.kind.value, s.places[0].name, s.text) for s in document.segments] == [
        ("paragraph", "header 1", "The island ferry, a short guide"),
        ("paragraph", "footer 1", "Page 1"),
        ("heading", "paragraph 1", "Crossing to the island"),
        (
            "paragraph",
            "paragraph 2",
            (
                "The ferry leaves the old harbour at nine and takes forty minutes. “Bring a coat,” says Zoë Blanc, "
                "the café owner; the wind is always stronger out at sea – even in July."
            ),
        ),
        ("paragraph", "footnote 1", "On Sundays it leaves an hour later."),
        (
            "paragraph",
            "paragraph 3",
            (
                "The boat turns around the lighthouse. Tickets are sold at the kiosk by the pier, "
                "and a return costs €7.50."
            ),
        ),
        ("paragraph", "comment 1", "Check the price before we print this."),
        ("quote", "paragraph 4", "We never once missed a sailing, the captain told me."),
        ("list", "paragraph 5", "Dogs travel free of charge."),
        ("list", "paragraph 6", "Bicycles need a ticket of their own."),
        ("cell", "table 1, row 1", "Morning boat"),
        ("cell", "table 1, row 1", "Nine o’clock"),
        ("cell", "table 1, row 2", "Evening boat"),
        ("cell", "table 1, row 2", "Half past six"),
        ("caption", "paragraph 7", "Table 1: Sailings in summer"),
        ("paragraph", "paragraph 8", "Address of the office: 4 Quay Street, next to the chandler’s shop."),
        ("paragraph", "endnote 1", "It is shut in winter."),
        ("paragraph", "text box 1", "The next boat is announced by a bell."),
        ("paragraph", "paragraph 9", "A sunflower \U0001f33b grows beside the {wooden} bench\\seat."),
        ("paragraph", "paragraph 10", "The harbour master’s dog sleeps on the ropes."),
        ("caption", "picture 1", "A black dog asleep on a coil of rope"),
    ]
    left_out = (Omitted("tracked deletions", 1), Omitted("hidden text", 1), Omitted("code", 1))
    assert (document.omitted, document.notes) == (left_out, (CHANGED.replace("page", "ferry.rtf"),))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_reads_the_same(tmp_path):
    """What stands in the body is what LibreOffice makes of the file as plain text, save what nobody is shown."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path]
    subprocess.run([*command, DATA / "ferry.rtf"], check=True, capture_output=True, timeout=120)
    shown = (tmp_path / "ferry.txt").read_text("utf-8-sig")
    for never in ("very slowly ", "Nobody should see this sentence. ", "ferry --book --seats 2", "•"):
        shown = shown.replace(never, "")
    shown = shown.replace("nine1", "nine").replace("shopi.", "shop.")
    (document,) = read_bytes((DATA / "ferry.rtf").read_bytes(), "ferry.rtf", "rtf", Settings())
    body = [s.text for s in document.segments if s.places[0].name.startswith(("paragraph", "table"))]
    assert " ".join(body).split() == shown.split()
