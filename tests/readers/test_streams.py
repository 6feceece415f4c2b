"""Files of any size, a record at a time: JSON Lines by lines, Parquet by batches."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import sys
import threading
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Lines, Source
from mtqa.errors import ReadError
from mtqa.readers import Found, discover, read, read_bytes
from mtqa.readers.tables import lines, parquet
from mtqa.readers.tables.jsonl import JsonLinesReader
from mtqa.result import SkippedFile
from mtqa.text import split

SMALL = Settings(max_size=0.001)
"""Allows about a thousand bytes."""


def streamed(data, config=None, path="page.jsonl"):
    """Read bytes as JSON Lines, as from a file."""
    return list(read_bytes(data, path, "jsonl", config or Settings()))


def whole(text, path="page.jsonl"):
    """Read a decoded text as JSON Lines."""
    return list(JsonLinesReader().read(Source(path, text), Settings()))


RECORD = st.builds(
    lambda text, plain: json.dumps({"text": text}, ensure_ascii=plain),
    st.text(st.sampled_from("ab é\u2028\U0001f33b\n\r\"\\.'"), min_size=1, max_size=12),
    st.booleans(),
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\r\n"])


@pytest.mark.parametrize("block", [1, 2, 3, 7, 1 << 20])
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(st.tuples(st.one_of(RECORD, st.just("{broken é"), st.just("  ")), ENDS), min_size=1, max_size=6),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_lines_are_those_of_the_whole_file(monkeypatch, block, parts, mark):
    """Wherever the blocks that are read end, documents, their places and what is skipped are the same."""
    monkeypatch.setattr(lines, "BLOCK", block)
    text = mark + "".join(a + b for a, b in parts)
    if not text.removeprefix("\ufeff").strip():
        return
    found = streamed(text.encode())
    assert found == whole(text)
    places = Lines(text)
    for document in found:
        if not isinstance(document, SkippedFile):
            for sentence in split(document):
                assert places.at(sentence.span.start) == (sentence.line, sentence.column)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    """Other encodings are still decoded as a whole."""
    text = "".join(
        json.dumps({"id": i, "text": f"The café no. {i} – “closed”."}, ensure_ascii=False) + "\n" for i in (1, 2)
    )
    found = streamed(text.encode(encoding))
    assert [(d.id, d.segments[0].text) for d in found] == [(str(i), f"The café no. {i} – “closed”.") for i in (1, 2)]
    assert found[1].line == 2


def test_a_file_may_be_larger_than_a_record(tmp_path):
    """The limit on the size does not hold for the file, but for each line; what is after a long one is in its place."""
    long = json.dumps({"text": "é" * 2000}, ensure_ascii=False)
    text = "".join(f'{{"id": {i}, "text": "It rained é {i}."}}\n' for i in range(200))
    text = text + long + "\n" + '{"text": "The end."}'
    path = tmp_path / "big.jsonl"
    path.write_text(text, encoding="utf-8")
    (found,) = discover([path], SMALL)
    assert isinstance(found, Found)
    *documents, skipped, last = read(found, SMALL)
    assert [d.id for d in documents] == [str(i) for i in range(200)]
    assert skipped.path == f"{found.shown}:201"
    assert "the line's 0.0 MiB is above the limit of 0.001 MiB (max-size)" in skipped.reason
    (sentence,) = split(last)
    assert text[slice(*sentence.span)] == "The end."
    assert (sentence.line, sentence.column) == (202, 11)


def test_a_bad_byte_costs_its_line():
    """In a file of UTF-8 a line with a byte that is none is skipped with its reason; the places after it hold."""
    before = '{"text": "Café é."}\n'.encode() * 3
    bad = b'{"text": "Caf\xe9 \xe2\x80 here."}\n'
    data = before + bad + '{"text": "Après é."}'.encode()
    *good, skipped, last = streamed(data)
    assert len(good) == 3
    assert skipped == SkippedFile("page.jsonl:4", "not valid UTF-8 at byte 14 of the line; convert the file to UTF-8")
    (sentence,) = split(last)
    assert data.decode("utf-8", "replace")[slice(*sentence.span)] == "Après é."
    assert sentence.line == 5


def test_a_byte_order_mark_settles_it():
    """Where the file says that it is UTF-8, every line with another byte is skipped, however few are not."""
    data = b'\xef\xbb\xbf{"text": "It rained."}\n{"text": "\xe9\xe8"}\n'
    document, skipped = streamed(data)
    assert (document.segments[0].text, skipped.path) == ("It rained.", "page.jsonl:2")


def test_a_large_file_in_another_encoding_loses_its_lines_with_other_bytes():
    """Above the limit a file is never decoded as a whole: what is not UTF-8 is skipped, line by line."""
    data = b'{"text": "It rained all day long."}\n' * 60 + b'{"text": "The caf\xe9."}\n'
    *good, skipped = streamed(data, SMALL)
    assert (len(good), skipped.path) == (60, "page.jsonl:61")
    with pytest.raises(ReadError, match=r"^it is not UTF-8, and 0\.0 MiB is above the limit of 0\.001 MiB"):
        streamed(data.decode("cp1252").encode("utf-16"), SMALL)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"\x01\x02\x03ab\n" * 9, "binary file"),
        (b"a\x00b", "binary file"),
    ],
)
def test_files_without_text(data, reason):
    """Empty and binary files are refused as a whole."""
    with pytest.raises(ReadError, match=f"^{reason}$"):
        streamed(data)


def test_compressed_files(tmp_path):
    """A file compressed by gzip is read as what is in it; a damaged one is refused in one line, where it breaks."""
    text = "".join(json.dumps({"id": i, "text": f"It rained on day {i * i}."}) + "\n" for i in range(5000))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(text.encode()))
    (found,) = discover([tmp_path], Settings())
    assert [d.id for d in read(found, Settings())] == [str(i) for i in range(5000)]
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(ReadError, match=r"^a damaged gzip file: Compressed file ended"):
        list(read(found, Settings()))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read(tmp_path):
    """A named pipe, in which nothing can be sought, is read as a whole."""
    pipe = tmp_path / "a.jsonl"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=('{"id": 3, "text": "It rained."}\n',))
    writer.start()
    assert [d.id for d in read(Found(pipe, "a.jsonl"), Settings())] == ["3"]
    writer.join(10)


def test_another_id():
    """The field that holds the id can be set."""
    data = b'{"id": 1, "key": "k1", "text": "It rained."}'
    assert [d.id for d in streamed(data, Settings(id_field="key"))] == ["k1"]


def table(**columns):
    """Return the bytes of a Parquet file."""
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, row_group_size=3)
    return out.getvalue()


def rows(data, config=None):
    """Read bytes as Parquet."""
    return list(read_bytes(data, "page.parquet", "parquet", config or Settings()))


@pytest.mark.parametrize("batch", [1, 2, 512])
def test_rows_are_documents(monkeypatch, batch):
    """Each row is a document with its id; its sentences stand in the line of its number and count from its text."""
    monkeypatch.setattr(parquet, "BATCH", batch)
    texts = ["It rained. We slept.", "One.\n\nTwo.", None, " ", "Last."]
    found = rows(table(id=["a", None, "c", "d", "e"], text=texts, more=[1] * 5))
    assert [(d.id, [s.text for s in d.segments]) for d in found if not isinstance(d, SkippedFile)] == [
        ("a", ["It rained. We slept."]),
        (None, ["One.", "Two."]),
        ("e", ["Last."]),
    ]
    assert found[2:4] == [
        SkippedFile("page.parquet:3", "column 'text' is null"),
        SkippedFile("page.parquet:4", "column 'text' is empty"),
    ]
    sentences = [s for d in found[:2] for s in split(d)]
    assert [(s.line, s.column, s.span.start) for s in sentences] == [(1, 1, 0), (1, 1, 11), (2, 1, 0), (2, 1, 6)]


def test_columns_can_be_named():
    """Columns of other names are read, ids are strings or numbers, and bytes that are UTF-8 are text."""
    data = table(n=[7, 8], body=[b"It rained.", b"\xff"])
    found = rows(data, Settings(text_field="body", id_field="n"))
    assert (found[0].id, found[0].segments[0].text) == ("7", "It rained.")
    assert found[1] == SkippedFile("page.parquet:2", "column 'body' is not valid UTF-8")
    assert rows(table(text=[1, 2]))[1] == SkippedFile("page.parquet:2", "column 'text' must be a string, not int")
    with pytest.raises(ReadError, match=r"^no column 'text' \(set text-field\); the file has: n, body$"):
        rows(data)


def test_several_columns():
    """Several columns give segments of one document, whose source is their texts; the first says what is missing."""
    data = table(body=["Two.", None, "Vier.", b"x"], lang=["en", None, "de", "en"], title=["One", "Three", "Drei", " "])
    found = rows(data, Settings(text_field=("title", "lead", "body"), language_field="lang"))
    assert [
        d.reason if isinstance(d, SkippedFile) else (d.source, [(s.text, str(s.places[0])) for s in d.segments])
        for d in found
    ] == [
        ("Two.\nOne", [("Two.", "cell body"), ("One", "cell title")]),
        ("Three", [("Three", "cell title")]),
        "in another language (de)",
        ("x", [("x", "cell body")]),
    ]
    assert [d.notes for d in found if not isinstance(d, SkippedFile)] == [("it has no column 'lead'",), (), ()]
    assert [(s.span, s.line, s.column) for s in split(found[0])] == [((0, 4), 1, 1), ((5, 8), 1, 1)]
    with pytest.raises(ReadError, match=r"^no column 'lang' \(set language-field\); the file has: text$"):
        rows(table(text=["One."]), Settings(language_field="lang"))


def test_columns_of_one_name():
    """Of two columns with one name the first is read."""
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays([pa.array(["It rained."]), pa.array(["No."])], names=["text", "text"]), out)
    assert [d.segments[0].text for d in rows(out.getvalue())] == ["It rained."]


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_a_record_at_a_time(tmp_path, format_):
    """However large a file is, hardly more of it than a record is held."""
    path = tmp_path / f"big.{format_}"
    line = json.dumps({"text": "It rained."}) if format_ == "jsonl" else "It rained,1"
    path.write_text("text,n\n" * (format_ == "csv") + f"{line}\n" * 300_000, encoding="utf-8")
    (found,) = discover([path], Settings())
    documents = read(found, Settings())
    next(documents)
    tracemalloc.start()
    try:
        assert sum(1 for _ in itertools.islice(documents, 3000)) == 3000
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_a_row_can_be_too_large():
    """The limit on the size holds for each row."""
    found = rows(table(text=["a " * 2000, "It rained."]), SMALL)
    assert "the row's 0.0 MiB is above the limit" in found[0].reason
    assert found[1].segments


@pytest.mark.parametrize("cut", [0, 3, 100, -1, -9])
def test_damaged_tables(cut):
    """A file that is no Parquet, or is cut off, is refused in one line."""
    data = table(text=["It rained."] * 50)[:cut] if cut else b"PAR1 nonsense"
    with pytest.raises(ReadError, match=r"^(?:not a Parquet file, or a damaged one|can't be read): [^\n]+$"):
        rows(data)


def test_damaged_pages():
    """Bytes overwritten within the pages of a table end in one line too, if at all."""
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [f"It rained on day {i}." for i in range(2000)]}), out, use_dictionary=False)
    data = bytearray(out.getvalue())
    data[30:9000] = b"\xff" * 8970
    with pytest.raises(ReadError, match=r"^[^\n]+$"):
        rows(bytes(data))


def test_without_pyarrow(monkeypatch):
    """Where pyarrow is not installed, the reason says how to install it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ReadError, match=r"^reading Parquet needs pyarrow; run: pip install 'mtqa\[tables\]'$"):
        rows(b"PAR1")


def test_a_large_table_is_found(tmp_path: Path):
    """A Parquet file above the limit on the size is read."""
    path = tmp_path / "a.parquet"
    path.write_bytes(table(text=[f"It rained on day {i}." for i in range(500)]))
    (found,) = discover([tmp_path], SMALL)
    assert len(list(read(found, SMALL))) == 500
