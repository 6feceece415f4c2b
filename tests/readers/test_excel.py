"""Excel: a document a row of each sheet, with the place of each cell; suspicious workbooks are refused."""

from __future__ import annotations

import io
import os
import string
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Document
from mtqa.errors import ReadError
from mtqa.readers import read_bytes
from mtqa.readers.tables.excel import _cell
from mtqa.result import SkippedFile
from mtqa.text import split

DATA = Path(__file__).parent.parent / "data" / "excel"
SHEET = "xl/worksheets/sheet1.xml"


def rows(data, **config):
    """Read bytes as a workbook."""
    return list(read_bytes(data, "page.xlsx", "excel", Settings(**config)))


def shown(found):
    """Return each document's id, row, texts and their places, and each skipped row."""
    return [
        d if isinstance(d, SkippedFile) else (d.id, d.row, [(s.text, s.places[0].name) for s in d.segments])
        for d in found
    ]


def book(**sheets):
    """Return the bytes of a workbook."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, lines in sheets.items():
        sheet = workbook.create_sheet(name)
        for line in lines:
            sheet.append(line)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def changed(data, name, change):
    """Return a workbook with one member changed, or gone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.namelist():
            content = before.read(member)
            if member != name:
                after.writestr(member, content)
            elif (new := change(content)) is not None:
                after.writestr(member, new)
    return out.getvalue()


CELL = st.one_of(
    st.none(),
    st.integers(-9, 9),
    st.booleans(),
    st.text(st.sampled_from([*string.ascii_letters, *" .,\n\t<&>\"'é\U0001f33b"]), max_size=30),
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(table=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6))
def test_cells_are_those_of_openpyxl(table):
    """The source of each row is its texts as openpyxl reads them, and its sentences stand in it."""
    data = book(A=[["id", "text", "more"], *table])
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["A"]
    expected = {}
    for row in sheet.iter_rows(min_row=2):
        texts = [cell.value for cell in row[1:] if isinstance(cell.value, str) and cell.value.strip()]
        if texts:
            expected[row[0].row] = "\n".join(texts)
    documents = [d for d in rows(data, text_field=("text", "more")) if isinstance(d, Document)]
    assert {d.row: d.source for d in documents} == expected
    for document in documents:
        for sentence in split(document):
            start, end = sentence.span
            assert " ".join(document.source[start:end].split()) == " ".join(sentence.text.split())
            (name,) = {place.name for place in sentence.places}
            cell = sheet[name.removeprefix("A!")]
            assert (cell.row, sentence.line, sentence.column) == (document.row, document.row, 1)
            assert document.source[start:end] in cell.value


def test_rows_are_documents():
    """Each row of each sheet with the column is a document; what holds no text says why, with its cell."""
    data = book(
        **{
            "Prices": [["id", "text"], [1, "It rained.\nWe slept."], [None, None], [2, None], [3, 5], ["x", " "]],
            "Old ones": [["name", "price"], ["Bread", 4]],
            "Ann's": [[], ["text", None, "id"], ["It snowed.", "x", 1.5], ["=1+1", None, 7]],
            "Nothing": [],
        }
    )
    assert shown(rows(data)) == [
        ("1", 2, [("It rained.", "Prices!B2"), ("We slept.", "Prices!B2")]),
        SkippedFile("page.xlsx:Prices!B4", "column 'text' is empty"),
        SkippedFile("page.xlsx:Prices!B5", "column 'text' must be a string, not int"),
        SkippedFile("page.xlsx:Prices!B6", "column 'text' is empty"),
        SkippedFile("page.xlsx:Old ones", "no column 'text' (set text-field); the sheet has: name, price"),
        ("1.5", 3, [("It snowed.", "'Ann''s'!A3")]),
        SkippedFile("page.xlsx:'Ann''s'!A4", "column 'text' is empty"),
    ]


def test_several_columns_and_languages():
    """Several columns give segments of one document; rows in another language are skipped."""
    data = book(A=[["title", "lang", "body"], ["One", "en", "Two."], ["Drei", "de", "Vier."], [None, "en", "Five."]])
    found = rows(data, text_field=("body", "title", "lead"), language_field="lang")
    assert shown(found) == [
        (None, 2, [("One", "A!A2"), ("Two.", "A!C2")]),
        SkippedFile("page.xlsx:A!A3", "in another language (de)"),
        (None, 4, [("Five.", "A!C4")]),
    ]
    assert [s.span for s in split(found[0])] == [(0, 3), (4, 8)]
    assert [d.notes for d in found if isinstance(d, Document)] == [("it has no column 'lead'",), ()]


def test_wrong_columns():
    """Where no sheet has the column, the columns of each are named."""
    data = book(**{"A": [["title", "body"]], "B b": [["x", None, "y"]]})
    with pytest.raises(
        ReadError, match=r"^no sheet has a column 'text' \(set text-field\): A: title, body; B b: x, y$"
    ):
        rows(data)
    with pytest.raises(ReadError, match=r"^no sheet has a column 'x' \(set text-field or language-field\): "):
        rows(data, text_field="x", language_field="lang")
    with pytest.raises(ReadError, match=r"^empty$"):
        rows(book(A=[]))
    many = book(**{f"S{i}": [["x"]] for i in range(9)})
    with pytest.raises(ReadError, match=r"S5: x; \.\.\.$"):
        rows(many)


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_places_of_cells(column, name):
    """Columns are named as Excel names them, and sheets as formulas quote them."""
    assert _cell("Prices", 7, column) == f"Prices!{name}7"
    assert _cell("2024", 7, column) == f"'2024'!{name}7"


def test_carriage_returns():
    """A carriage return, which workbooks write as an escape, is a line break again."""
    (document,) = rows(book(A=[["text"], ["It rained._x000D_\n_x000D_\nWe slept."]]))
    assert [s.text for s in document.segments] == ["It rained.", "We slept."]


GOOD = book(A=[["id", "text"], *[[i, f"It rained on day {i}."] for i in range(400)]])
DAMAGED = "a damaged workbook, or one that openpyxl can't read: "


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no workbook, or a truncated one: "),
        (b"PK\x03\x04 nonsense", "no workbook, or a truncated one: "),
        (GOOD[: len(GOOD) // 2], "no workbook, or a truncated one: "),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "password-protected, or of an older format than "),
        (changed(GOOD, "[Content_Types].xml", lambda _: None), DAMAGED),
        (changed(GOOD, "xl/workbook.xml", lambda _: b"<x"), DAMAGED),
        (changed(GOOD, SHEET, lambda _: None), "empty"),
        (changed(GOOD, "xl/styles.xml", lambda _: b"\xff\xfe\x00"), DAMAGED),
        (
            changed(GOOD, SHEET, lambda old: b'<!DOCTYPE x [<!ENTITY a "b">]>' + old),
            f"a suspicious workbook: '{SHEET}' in it declares a document type",
        ),
        (
            changed(GOOD, "xl/workbook.xml", lambda old: ("<!DOCTYPE x []>" + old.decode()).encode("utf-16")),
            "a suspicious workbook: 'xl/workbook.xml' in it declares a document type",
        ),
        (
            changed(GOOD, SHEET, lambda old: old.replace(b'<row r="4"', b'<row r="999999999999999"')),
            "a suspicious workbook: a row in it says it is number ",
        ),
        (
            changed(GOOD, SHEET, lambda old: old.replace(b'r="B4"', b'r="ZZZZZZZ4"')),
            "a suspicious workbook: a cell in it stands beyond the last column",
        ),
        (
            changed(GOOD, SHEET, lambda _: b'<worksheet><row><c r="XFD1"/></row>' + b'<row><c r="XFD"/></row>' * 2000),
            "a suspicious workbook: more than 20,000,000 cells are missing in it before others",
        ),
        (
            changed(GOOD, "xl/theme/theme1.xml", lambda _: b" " * 9_000_000),
            "a suspicious workbook: 'xl/theme/theme1.xml' unpacks to 200 times its size or more",
        ),
    ],
)
@pytest.mark.timeout(60)
def test_workbooks_that_are_none(data, reason):
    """Workbooks that are damaged, encrypted, or made to do harm are refused in one line."""
    with pytest.raises(ReadError) as caught:
        rows(data)
    assert str(caught.value).startswith(reason)
    assert "\n" not in str(caught.value)


def test_rows_before_damage_are_read():
    """Of a sheet that is cut off, what stands before is read, and then it is said that it is damaged."""
    data = changed(GOOD, SHEET, lambda old: old[: len(old) // 2])
    found = []
    with pytest.raises(ReadError, match=f"^{DAMAGED}"):
        found.extend(iter(read_bytes(data, "page.xlsx", "excel", Settings())))
    assert len(found) > 100
    assert found[0].segments[0].text == "It rained on day 0."


@pytest.mark.parametrize("seed", range(30))
def test_damaged_bytes(seed):
    """Bytes overwritten anywhere end in documents or in an error that is ours."""
    data = bytearray(GOOD)
    at = seed * len(data) // 30
    data[at : at + 40] = os.urandom(40)
    with suppress(ReadError):
        rows(bytes(data))


def test_too_large():
    """The limit on the size holds for what is unpacked."""
    with pytest.raises(ReadError, match=r"^unpacked it is larger than 0\.015625 MiB \(max-size\)$"):
        rows(GOOD, max_size=1 / 64)


def test_without_openpyxl(monkeypatch):
    """Where openpyxl is not installed, the reason says how to install it."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ReadError, match=r"^reading Excel needs openpyxl; run: pip install 'mtqa\[tables\]'$"):
        rows(GOOD)


PRICES = [
    ("1", 2, [("A loaf costs four crowns, and it has done so since spring.", "Prices!B2")]),
    ("2", 3, [("Rye is dearer than wheat this year.", "Prices!B3")]),
    ("3", 4, [("The baker says not to worry.", "Prices!B4")]),
    ("5", 6, [("Two rows share this sentence.", "Prices!B6")]),
    SkippedFile("page.xlsx:Notes to self", "no column 'text' (set text-field); the sheet has: when, what"),
    ("old", 4, [("A loaf cost two crowns in our youth.", "'Old prices'!B4")]),
]


def test_files_of_other_programs():
    """What LibreOffice writes is read: values of formulas, formatted text, merged cells, sheets, charts."""
    assert shown(rows((DATA / "calc-sheets.xlsx").read_bytes())) == PRICES
    found = shown(rows((DATA / "openpyxl.xlsx").read_bytes()))
    never_calculated = SkippedFile("page.xlsx:Prices!B3", "column 'text' is empty")
    assert found == [PRICES[0], never_calculated, *PRICES[2:]]
    posts = rows((DATA / "calc.xlsx").read_bytes(), text_field="body", language_field="lang")
    assert [d.reason if isinstance(d, SkippedFile) else (d.id, d.segments[0].places[0].name) for d in posts] == [
        ("1", "posts!C2"),
        ("2", "posts!C3"),
        "in another language (de)",
        ("4", "posts!C5"),
        "column 'body' is empty",
    ]
