"""What holds for every format, on real files: maps that lead back, places, one line for what is broken."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from mtqa.coverage import SkippedFile
from mtqa.document import Document, Unit, places_of
from mtqa.errors import ReadError
from mtqa.readers import Found, formats, names, read
from mtqa.settings import Override, Settings
from mtqa.text import split

DATA = Path(__file__).parents[1] / "data"
CORPORA = Path(__file__).parents[2] / "corpora"
KEYED = (
    Override(("*.yml", "*.yaml"), (("reader", "i18n-yaml"),)),
    Override(("*.i18n.json",), (("reader", "i18n-json"),)),
)
SETTINGS = Settings(
    text_field=("body", "text", "what", "posts[*].article.title"),
    files=KEYED,
)
UNITS = {
    **dict.fromkeys(("srt", "webvtt", "ass"), Unit.CUE),
    **dict.fromkeys(("po", "xliff", "tmx", "android", "strings", "stringsdict", "properties", "resx"), Unit.MESSAGE),
    **dict.fromkeys(("arb", "i18n-json", "i18n-yaml"), Unit.MESSAGE),
    **dict.fromkeys(("docx", "odt", "epub"), Unit.PART),
    "pdf": Unit.PAGE,
    "notebook": Unit.CELL,
    "excel": Unit.CELL,
}
"""What each format that has places of its own counts its text in."""
SIGNS = {"latex": r"[^\w]"}
"""Signs that a format writes otherwise, one for one: a tie is a space, a brace a quotation mark."""
FILES = sorted(path for path in (*DATA.rglob("*"), *CORPORA.rglob("*")) if path.is_file() and path.suffix in formats())


def documents(path):
    """Read a file as documents, without what can't be read of it."""
    return [item for item in read(Found(path, path.name), SETTINGS) if isinstance(item, Document)]


def unescaped(found, source):
    """Yield what each run of a map stands for: the text that was read and the source that it was read from."""
    for run in found.runs:
        yield run, source[run.source : run.source + run.source_length]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_spans_lead_to_the_text(path):
    """The text at a sentence's span is the sentence's, after the format's own unescaping; places are in order."""
    try:
        found = documents(path)
    except ReadError:
        pytest.skip("made not to be read")
    for document in found:
        source = " " * document.offset + document.source
        for sentence in split(document):
            at = 0
            for run, raw in unescaped(sentence.map, source):
                assert run.text == at
                at += run.text_length
                if run.text_length == run.source_length:
                    signs = SIGNS.get(document.format, r"[\r\n]")
                    assert re.sub(signs, " ", sentence.text[run.text : at]) == re.sub(signs, " ", raw)
                assert raw
            assert at == len(sentence.text)
            assert list(sentence.places) == sorted(sentence.places, key=lambda place: place.at)
            assert all(0 <= place.at < len(sentence.text) for place in sentence.places)
            if document.format in UNITS:
                assert {place.unit for place in sentence.places} == {UNITS[document.format]}
                assert sentence.places[0].at == 0
            for place in sentence.places:
                assert (place.start is not None) is (place.unit is Unit.CUE)
        marks = document.masks
        assert list(marks) == sorted(marks)
        assert all(a.end <= b.start for a, b in pairwise(marks))
        assert all(document.offset <= m.start < m.end <= len(source) for m in marks)


def test_there_is_a_real_file_of_each_format():
    """No reader is without a file that a real program made."""
    read_as = set()
    for path in FILES:
        try:
            read_as |= {document.format for document in documents(path)}
        except ReadError:
            continue
    assert set(names()) - read_as == set()


def test_suffixes_are_those_of_the_readers():
    """What the list of readers says of each is what the reader says of itself."""
    for listed in formats().values():
        reader = listed.load()
        assert (reader.format, reader.suffixes) == (listed.format, listed.suffixes)


GARBAGE = {
    "empty": b"",
    "binary": b"\x00\xff\x00\xfe garbage \x00",
    "zip": b"PK\x03\x04 truncated",
    "xml": b"<a><b>",
    "json": b'{"a": [',
    "pdf": b"%PDF-1.7\n",
    "utf-16": "täxt".encode("utf-16"),
}


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\x00\xfe garbage \x00",
        b"PK\x03\x04 truncated",
        b"<a><b>",
        b'{"a": [',
        b"%PDF-1.7\n",
        "täxt".encode("utf-16"),
    ],
    ids=["empty", "binary", "zip", "xml", "json", "pdf", "utf-16"],
)
def test_garbage_is_told_in_one_line(tmp_path, name, data):
    """Whatever the bytes are, there is a document, or one line that says why there is none."""
    path = tmp_path / f"file{formats_of(name)}"
    path.write_bytes(data)
    try:
        items = list(read(Found(path, path.name), SETTINGS))
        reasons = [item.reason for item in items if isinstance(item, SkippedFile)]
    except ReadError as error:
        reasons = [str(error)]
    assert all(reason and "\n" not in reason and "Traceback" not in reason for reason in reasons)


def formats_of(name):
    """Return a suffix of a format."""
    return next(suffix for suffix, listed in formats().items() if listed.format == name)


@pytest.mark.parametrize(
    ("name", "masks", "pattern"),
    [
        ("hugo/ferry.html", {"mask_selectors": ("aside.promo",)}, "selector aside.promo"),
        ("hugo/ferry.md", {"mask_directives": ("ad",)}, "directive ad"),
        ("mdx/ferry.mdx", {"mask_components": ("Promo",)}, "component Promo"),
    ],
)
def test_masks_of_ones_own(name, masks, pattern):
    """What a selector, a directive or a component names is not read, and is counted under its name."""
    path = DATA / name
    (plain,), (masked,) = (list(read(Found(path, name), settings)) for settings in (Settings(), Settings(**masks)))
    gone = {segment.text for segment in plain.segments} - {segment.text for segment in masked.segments}
    assert [text[:40] for text in gone] == ["Book your place on the harbour cruise be"]
    assert [mask.pattern for mask in masked.masks if mask not in plain.masks] == [pattern]


def test_places_are_cut_with_the_text():
    """A part of a text has the places that it stands in, counted from its own start."""
    from mtqa.document import Place  # noqa: PLC0415

    places = tuple(Place(Unit.PAGE, str(n), at=at) for n, at in ((1, 0), (2, 10), (3, 20)))
    assert [(p.name, p.at) for p in places_of(places, 12, 25)] == [("2", 0), ("3", 8)]
    assert [(p.name, p.at) for p in places_of(places, 10, 20)] == [("2", 0)]
    assert places_of((), 3, 9) == ()
