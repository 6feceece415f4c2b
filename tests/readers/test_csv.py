"""CSV and TSV: a document a row, read as Python's csv module reads it, each cell in its place."""

from __future__ import annotations

import csv
import gzip
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Document, Lines, SourceMap
from mtqa.errors import ReadError
from mtqa.readers import discover, read, read_bytes
from mtqa.readers.tables import lines
from mtqa.readers.tables.delimited import rows, value
from mtqa.readers.tables.lines import lines_in
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "csv"
OPEN = "a quotation mark that opens here is never closed"
SMALL = Settings(max_size=0.001)
"""Allows about a thousand bytes."""
QUICK = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def ids_and_texts(found):
    """Return each document's id and texts, and each skipped row."""
    return [d if isinstance(d, SkippedFile) else (d.id, [s.text for s in d.segments]) for d in found]


def read_as(data, format="csv", path="page.csv", **config):  # noqa: A002
    """Read a text or bytes as a table."""
    return list(read_bytes(data.encode() if isinstance(data, str) else data, path, format, Settings(**config)))


PIECES = ["a", "b c", "é", "\U0001f33b", " ", '"', '""', "\n", "\r\n", "\r", ",", ";", "\t", "|", "x", '",', ',"']


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@QUICK
@given(text=st.lists(st.sampled_from(PIECES), max_size=30).map("".join), mark=st.sampled_from(["", "\ufeff"]))
def test_cells_are_those_of_the_csv_module(sign, text, mark):
    """Whatever a text holds, rows and cells are what Python's csv module finds, and each leads back to its place."""
    expected = list(csv.reader((line.text for line in lines_in(text)), delimiter=sign))
    whole = mark + text
    found = []
    for row in rows(lines_in(whole), sign, Settings()):
        if row.problem:
            assert row.problem.startswith("a quotation mark that opens here is never closed")
            found.append(expected[-1])
            break
        assert whole[row.offset :].startswith(row.text)
        cells = [value(row.text, cell, row.offset) for cell in row.cells]
        for string, where in cells:
            for at, character in enumerate(string):
                assert whole[slice(*where.span(at, at + 1))] in (character, '""')
        found.append([string for string, _ in cells])
    assert [row for row in found if "".join(row).strip()] == [row for row in expected if "".join(row).strip()]


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäéøßжλ", min_size=1, max_size=9), min_size=3, max_size=9)
PROSE = WORDS.map(lambda words: " ".join(["The", *words]) + ".")
OTHER = st.sampled_from(["", "x", "a, b", "c;d", 'the "e"', "two\nlines", "two\r\nlines", "\t", "|"])


@QUICK
@given(
    table=st.lists(st.tuples(OTHER, PROSE, OTHER), min_size=1, max_size=5),
    sign=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_prose_is_found_where_it_was_put(table, sign, quoting, end, encoding):
    """A cell comes out alone, whole, and at its own offset, whatever stands in the cells beside it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sign, quoting=quoting, lineterminator=end)
    writer.writerows([("id", "text", "more"), *table])
    data = out.getvalue().encode(encoding)
    text = data.decode({"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding))
    found = read_as(data)
    at, expected = 0, []
    for _, prose, _ in table:
        at = text.index(prose, at)
        expected.append((prose, SourceMap.identity(at, len(prose))))
        at += len(prose)
    assert [(s.text, s.map) for d in found for s in d.segments] == expected
    assert [d.id for d in found] == [before for before, _, _ in table]
    places = Lines(text)
    for document in found:
        assert text[document.offset :].startswith(document.source)
        for sentence in split(document):
            assert places.at(sentence.span.start) == (sentence.line, sentence.column)
            assert text[slice(*sentence.span)] == sentence.text


@QUICK
@given(
    text=st.lists(
        st.sampled_from(["The rain fell. ", "We", '"', " ", "\n", "\n\n", "\r\n", "é", ",", "It stopped."])
    ).map("".join),
    sign=st.sampled_from(",;\t|"),
)
def test_maps_of_any_cell(text, sign):
    """A segment is what its map says once doubled quotation marks are one and breaks are spaces."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows([("text", "n"), (text, 1)])
    source = out.getvalue()
    for document in read_as(source):
        if isinstance(document, Document):
            for segment in document.segments:
                at = place = 0
                for run in segment.map.runs:
                    assert (run.text, run.source >= place) == (at, True)
                    at, place = run.text + run.text_length, run.source + run.source_length
                    shown, read_of_it = source[run.source : place], segment.text[run.text : at]
                    if run.text_length == run.source_length:
                        assert read_of_it == re.sub(r"[\r\n]", " ", shown)
                    else:
                        assert (shown, read_of_it) == ('""', '"') or (shown.isspace() and read_of_it == " ")
                assert at == len(segment.text)


@pytest.mark.parametrize("block", [1, 3, 1 << 20])
def test_blocks(monkeypatch, block):
    """Wherever the blocks that are read end, rows and places are the same."""
    text = (
        'id,text\r\n1,"One.\r\n\r\nTwo ""three"" é."\r\n2,Four.\r5,"We waited for the rain to end and\nthen went out."'
    )
    expected = read_as(text)
    monkeypatch.setattr(lines, "BLOCK", block)
    assert read_as(text) == expected
    assert ids_and_texts(expected) == [
        ("1", ["One.", 'Two "three" é.']),
        ("2", ["Four."]),
        ("5", ["We waited for the rain to end and then went out."]),
    ]
    assert [(d.offset, d.line) for d in expected] == [(9, 2), (39, 5), (47, 6)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text;a,b\nIt rained;5,6", "It rained"),
        ("a\ttext\n1\tIt rained, once", "It rained, once"),
        ("a|text\n1|It rained; once", "It rained; once"),
        ("sep=|\r\ntext|a,b,c\r\nIt rained|5", "It rained"),
        ("text\nIt rained, and rained.", "It rained, and rained."),
        ('text\n"It rained, ""and rained""."', 'It rained, "and rained".'),
        ('"a, b" ; text \n1;It rained', "It rained"),
        ("\n \r\ntext,a\nIt rained,2", "It rained"),
    ],
)
def test_what_parts_columns(text, expected):
    """The header shows what parts the columns; a table of one column has nothing that does."""
    (document,) = read_as(text)
    assert [segment.text for segment in document.segments] == [expected]


def test_rows_that_are_odd():
    """Rows without text say why, with their line; rows too wide are read, and the document says so."""
    text = "id,text,n\n1,One.,x,y\n2\n3,,\n,,\n\n4,Four.\n5, ,z\n"
    found = read_as(text)
    assert ids_and_texts(found) == [
        ("1", ["One."]),
        SkippedFile("page.csv:3", "column 'text' is missing: the row has 1 of 3 columns"),
        SkippedFile("page.csv:4", "column 'text' is empty"),
        ("4", ["Four."]),
        SkippedFile("page.csv:8", "column 'text' is empty"),
    ]
    assert [d.notes for d in found if isinstance(d, Document)] == [("line 2 has 4 columns, and the header 3",), ()]


def test_several_columns():
    """Several columns give segments of one document, each with the place; the first document says what is missing."""
    found = read_as("body,id,title\nOne.,1,Two\n,2,Three\n", text_field=("title", "body", "lead"))
    assert [[(s.text, str(s.places[0])) for s in d.segments] for d in found] == [
        [("One.", "cell body"), ("Two", "cell title")],
        [("Three", "cell title")],
    ]
    assert [d.notes for d in found] == [("it has no column 'lead'",), ()]


def test_languages():
    """A row in another language is skipped, and one whose language is unknown is read."""
    text = "text,lang\nOne.,en\nZwei.,de\nThree.,\nFour.,English\nFive.,en_GB\nSechs.,German\nSeven.,British English\n"
    assert ids_and_texts(read_as(text, language_field="lang")) == [
        (None, ["One."]),
        SkippedFile("page.csv:3", "in another language (de)"),
        (None, ["Three."]),
        (None, ["Four."]),
        (None, ["Five."]),
        SkippedFile("page.csv:7", "in another language (German)"),
        (None, ["Seven."]),
    ]


@pytest.mark.parametrize(
    ("text", "config", "reason"),
    [
        ("title,body\na,b", {}, "no column 'text' (set text-field); the file has: title, body"),
        ("a,b", {"text_field": ("x", "y")}, "no column 'x' or 'y' (set text-field); the file has: a, b"),
        ("text,b", {"language_field": "lang"}, "no column 'lang' (set language-field); the file has: text, b"),
        ("It rained.\nIt rained.", {}, "no column 'text' (set text-field); the file has: It rained."),
        (
            ",".join(f"c{i}" for i in range(14)),
            {},
            "no column 'text' (set text-field); the file has: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, ...",
        ),
        ("," + "a" * 99, {}, f"no column 'text' (set text-field); the file has: '', {'a' * 59}…"),
    ],
)
def test_wrong_columns(text, config, reason):
    """Columns that do not exist are named, with those that do."""
    with pytest.raises(ReadError) as caught:
        read_as(text, **config)
    assert str(caught.value) == f"{reason}; its first line must name the columns"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \n", "empty"),
        (b",,\n,,\n", "empty"),
        (b"text,n\na\x00b,1", "binary file"),
        (
            '"text,n\né',
            f"its first line must name the columns, but can't be read: {OPEN}; all up to line 2 was not read",
        ),
    ],
)
def test_files_without_a_table(data, reason):
    """Files that are no tables are refused in one line."""
    with pytest.raises(ReadError) as caught:
        read_as(data)
    assert str(caught.value) == reason


def test_mixed_encodings():
    """In UTF-8 a row with a byte that is none is skipped with its line; what follows is in its place."""
    data = 'id,text\n1,The café.\n2,"The '.encode() + b'caf\xe9,\nlong gone."\n' + "3,Après é.\n".encode() * 2
    first, skipped, *rest = read_as(data)
    assert ids_and_texts([first, *rest]) == [("1", ["The café."]), ("3", ["Après é."]), ("3", ["Après é."])]
    assert skipped == SkippedFile("page.csv:3", "not valid UTF-8 at byte 11 of the line; convert the file to UTF-8")
    (sentence,) = split(rest[0])
    assert data.decode("utf-8", "replace")[slice(*sentence.span)] == "Après é."
    assert sentence.line == 5


def test_an_open_quotation_mark():
    """A mark that is never closed costs what follows it, up to the limit on a record, and says where it opened."""
    assert ids_and_texts(read_as('id,text\n1,One.\n2,"Two\nthree\n')) == [
        ("1", ["One."]),
        SkippedFile("page.csv:3", "a quotation mark that opens here is never closed; all up to line 4 was not read"),
    ]
    text = 'id,text\n1,One.\n2,"Two\n' + "n,It rained.\n" * 100 + "3,Four.\n"
    _, skipped, *rest = list(read_bytes(text.encode(), "page.csv", "csv", SMALL))
    assert skipped == SkippedFile(
        "page.csv:3",
        "a quotation mark that opens here is not closed within 0.001 MiB (max-size); all up to line 84 was not read",
    )
    assert [d.id for d in rest] == ["n"] * (100 - 81) + ["3"]
    assert [text[slice(*s.span)] for s in split(rest[-1])] == ["Four."]


def test_a_file_may_be_larger_than_a_record(tmp_path):
    """The limit holds for each row, and a compressed file is read as what is in it."""
    text = "id,text\n" + "".join(f"{i},It rained é {i}.\n" for i in range(200)) + f'x,{"é" * 2000}\ny,"The end."'
    path = tmp_path / "big.csv.gz"
    path.write_bytes(gzip.compress(text.encode()))
    (found,) = discover([tmp_path], Settings())
    *documents, skipped, last = read(found, SMALL)
    assert [d.id for d in documents] == [str(i) for i in range(200)]
    assert "the line's 0.0 MiB is above the limit of 0.001 MiB (max-size)" in skipped.reason
    assert [text[slice(*s.span)] for s in split(last)] == ["The end."]
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ReadError, match=r"^a damaged gzip file: "):
        list(read(found, Settings()))


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        'text,n\n"' + '""' * 300_000,
        'text,n\n"' + '"a' * 300_000,
        "text,n\n" + '"\n' * 100_001,
        "text,n\n" + '"a' * 300_000 + "\n",
        "text" + "," * 300_000,
    ],
)
def test_hostile_piles(text):
    """Piles of quotation marks and columns end soon."""
    read_as(text)


POSTS = [
    (
        "1",
        [
            "The ferry to the island runs again, after three weeks of storms.",
            'Captain Moore said: "We missed the noise, too."',
        ],
    ),
    ("2", ["On Saturdays; the market opens at six, and by nine the bread is gone."]),
    "in another language (de)",
    ("4", ["The café on the corner – the one with the blue door – has a new owner."]),
    "column 'body' is empty",
]


@pytest.mark.parametrize(
    ("name", "encoding"), [("sqlite.csv", "utf-8"), ("calc-cp1252.csv", "cp1252"), ("calc.tsv", "utf-8")]
)
def test_files_of_other_programs(name, encoding):
    """What SQLite and LibreOffice write is read, and stands where they wrote it."""
    config = Settings(text_field="body", language_field="lang")
    (path,) = discover([DATA / name], config)
    found = list(read(path, config))
    assert [d.reason if isinstance(d, SkippedFile) else (d.id, [s.text for s in d.segments]) for d in found] == POSTS
    text = (DATA / name).read_bytes().decode(encoding)
    sentences = [s for d in found if isinstance(d, Document) for s in split(d)]
    assert [text[slice(*s.span)].replace('""', '"') for s in sentences] == [s.text for s in sentences]
    assert {d.encoding for d in found if isinstance(d, Document)} == {encoding}
