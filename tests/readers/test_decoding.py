"""Bytes to text: which encoding, and that it gives the same bytes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.config import Settings
from mtqa.document import Source
from mtqa.errors import ReadError
from mtqa.readers import Found, read
from mtqa.readers.decoding import decode

RUSSIAN = (
    "Старый маяк стоит на мысе уже двести лет. Смотритель каждый вечер поднимается по лестнице и зажигает огонь, "
    "а утром записывает в книгу все корабли, которые прошли мимо. Зимой сюда никто не приезжает."
)


@pytest.mark.parametrize(
    ("text", "written", "encoding"),
    [
        ("Plain\r\ntext.", "ascii", "utf-8"),
        ("A naïve “quote” \U0001f33b", "utf-8", "utf-8"),
        ("\ufeffA mark", "utf-8", "utf-8"),
        ("\ufeffA mark — there", "utf-16-le", "utf-16-le"),
        ("\ufeffA mark — there", "utf-16-be", "utf-16-be"),
        ("\ufeffA mark — there", "utf-32-le", "utf-32-le"),
        ("\ufeffA mark — there", "utf-32-be", "utf-32-be"),
        ("No mark here", "utf-16-le", "utf-16-le"),
        ("No mark here", "utf-16-be", "utf-16-be"),
        ("A naïve “quote” – it’s €5…", "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
    ],
    ids=str,
)
def test_encodings(text, written, encoding):
    """A mark at the start decides, else UTF-8 if it fits, else what the bytes look like."""
    assert decode(text.encode(written), "a.txt") == Source("a.txt", text, encoding)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00", "binary file"),
        (b"Some text\x00", "binary file"),
        (b"a\x00b", "binary file"),
        (b"\x7fELF\x01\x02\x03\x04\x05\x06\x07\x08", "binary file"),
        (b"\x01\x02\x90\x81\x8d\x8f\x90\x9d\x03\x04" * 50, "binary file"),
        (
            b"\xff\xfea\x00b",
            "not valid UTF-16-LE at byte 4, although its first bytes say so; convert the file to UTF-8",
        ),
    ],
    ids=repr,
)
def test_what_is_no_text(data, reason):
    """What can't be read says why."""
    with pytest.raises(ReadError) as caught:
        decode(data, "a.txt")
    assert str(caught.value) == reason


def test_a_few_control_characters_are_no_matter():
    """Form feeds, escapes and a stray control character do not make a file binary."""
    text = "Page one.\x0cPage two. \x1b[1mBold\x1b[0m. " + "It goes on. " * 20 + "\x01"
    assert decode(text.encode(), "a.txt") == Source("a.txt", text)


@given(st.binary(max_size=300))
def test_any_bytes_come_back_or_are_refused(data):
    """No bytes raise anything but a reason, and what is decoded encodes to the same bytes."""
    try:
        source = decode(data, "a.txt")
    except ReadError:
        return
    assert source.text.encode(source.encoding) == data


def test_files(tmp_path):
    """A file is read in the format of its suffix, and one that is gone says so."""
    path = tmp_path / "a.html"
    path.write_bytes("<p>It’s on.</p>".encode("cp1252"))
    (document,) = read(Found(path, "docs/a.html"), Settings())
    assert (document.path, document.format, document.encoding, document.segments[0].text) == (
        "docs/a.html",
        "html",
        "cp1252",
        "It’s on.",
    )
    path.unlink()
    with pytest.raises(ReadError, match=r"^can't be read: No such file or directory$"):
        list(read(Found(path, "docs/a.html"), Settings()))


def test_mixed_encodings_are_told_with_the_line():
    """Text that is UTF-8 but for a line in another encoding would be garbled by either; it is named, not guessed at."""
    text = "The café\r\nby the “river”\n".encode() + "na\xefve\n".encode("cp1252") + "é à ç\n".encode()
    with pytest.raises(ReadError) as caught:
        decode(text, "a.txt")
    assert str(caught.value) == "mixed encodings: UTF-8, but not in line 3; convert the file to UTF-8"


def test_one_byte_encodings_are_still_guessed():
    """Text without UTF-8 in it is what it was."""
    text = "The caf\xe9 by the \u201criver\u201d".encode("cp1252")
    assert decode(text, "a.txt").encoding == "cp1252"
