"""Lines of a file of any size, one at a time, each with its place in the file.

Only UTF-8 can be read like this; `scan` tells beforehand whether a file is.
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple, TypeVar, cast

from mtqa.config import Settings
from mtqa.coverage import EMPTY
from mtqa.errors import ReadError
from mtqa.readers.decoding import CONTROL_SHARE, WIDE_MARKS, decode
from mtqa.readers.tables.records import limit, too_large

BLOCK = 1 << 20
_GZIP = b"\x1f\x8b"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BREAK = re.compile(rb"\r\n|\r|\n")
_CONTINUING = bytes(range(0x80, 0xC0))
_PRINTABLE = bytes(set(range(256)) - set(range(9)) - set(range(0x0E, 0x1B)) - set(range(0x1C, 0x20)))
_ESCAPED = re.compile("[\udc80-\udcff]")
_ASCII = re.compile("[\x00-\x7f]+")
_ITEM = TypeVar("_ITEM")


class Line(NamedTuple):
    """A line with its end: its number from 1, the code points before it, its text, and why it can't be read.

    A line that is not UTF-8 has U+FFFD for what is no character; one that is too long has no text.
    """

    number: int
    offset: int
    text: str
    problem: str = ""


def read_lines(
    file: BinaryIO, path: str, settings: Settings, records: Callable[[Iterator[Line], str], Iterator[_ITEM]]
) -> Iterator[_ITEM]:
    """Yield the records of a file, compressed by gzip or not, in UTF-8 and of any size or in another encoding.

    Args:
        file: the file, at its start.
        path: the path to show.
        settings: what is asked for; ``max_size`` holds for a file in another encoding, which is decoded whole.
        records: turns the file's lines and the name of its encoding into records.

    Raises:
        ReadError: the file is empty, binary, damaged, or too large for its encoding.
    """
    packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file
    try:
        yield from records(*_lines_of(unpacked, path, settings))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(f"a damaged gzip file: {error}") from None


def _lines_of(file: BinaryIO, path: str, settings: Settings) -> tuple[Iterator[Line], str]:
    """Return a file's lines and its encoding."""
    found, most = scan(file), limit(settings)
    if not found.wide and (found.utf8 or found.size > most):
        return lines(file, settings), "utf-8"
    data = file.read(most + 1)
    if len(data) > most:
        raise ReadError(too_large("it is not UTF-8, and ", len(data), settings) + "; convert the file to UTF-8")
    source = decode(data, path)
    return lines_in(source.text), source.encoding


def lines_in(text: str) -> Iterator[Line]:
    """Yield the lines of a text."""
    return (Line(number, match.start(), match[0]) for number, match in enumerate(_LINE.finditer(text), 1))


class Scan(NamedTuple):
    """What a look through a file says of its encoding."""

    size: int
    utf8: bool
    """Whether it is UTF-8, perhaps but for some bytes."""
    wide: bool
    """Whether it has zeros in it, as UTF-16 and binary files do; then it was not looked through to its end."""


def scan(file: BinaryIO) -> Scan:
    """Look through a file block by block, and go back to its start.

    Text in a one-byte encoding has hardly any characters that happen to be UTF-8, and a damaged file has mostly such;
    so that decides, where no byte order mark does.

    Raises:
        ReadError: the file is empty or binary.
    """
    size = points = good = bad = controls = 0
    blank, marked = True, False
    rest = b""
    while block := file.read(BLOCK):
        if b"\x00" in block or (not size and block.startswith(WIDE_MARKS)):
            file.seek(0)
            return Scan(size, utf8=False, wide=True)
        marked = marked or (not size and block.startswith(codecs.BOM_UTF8))
        size += len(block)
        controls += len(block.translate(None, _PRINTABLE))
        rest, text = _cut(rest + block)
        beyond = _ASCII.sub("", text)
        escaped = len(_ESCAPED.findall(beyond))
        points += len(text)
        bad += escaped
        good += len(beyond) - escaped
        blank = blank and not text.removeprefix("\ufeff").strip()
    file.seek(0)
    if blank and not rest:
        raise ReadError(EMPTY)
    if controls > CONTROL_SHARE * points:
        raise ReadError("binary file")
    return Scan(size, utf8=marked or bad + len(rest) < max(good, 1), wide=False)


def _cut(data: bytes) -> tuple[bytes, str]:
    """Decode bytes but for a character that their end cuts in two; what is not UTF-8 becomes half surrogates."""
    for length in range(1, min(4, len(data) + 1)):
        first = data[-length]
        if first >= 0xC0:
            needed = 2 + (first >= 0xE0) + (first >= 0xF0)
            if needed > length:
                return data[-length:], data[:-length].decode("utf-8", "surrogateescape")
            break
        if first < 0x80:
            break
    return b"", data.decode("utf-8", "surrogateescape")


def lines(file: BinaryIO, settings: Settings) -> Iterator[Line]:
    """Yield the lines of a file that is UTF-8 but perhaps for some bytes; LF, CRLF and CR end a line.

    A line above ``max_size`` comes without its text. In one that is not UTF-8, what is not a character counts as the
    U+FFFD that decoders put in its place, so that the offsets after it are as they would be.
    """
    most = limit(settings)
    number, offset = 1, 0
    kept = bytearray()
    size = points = 0
    for block in _blocks(file):
        at = 0
        while at < len(block):
            end = _BREAK.search(block, at)
            stop = end.end() if end else len(block)
            piece = block[at:stop]
            at = stop
            size += len(piece)
            points += len(piece) if piece.isascii() else len(piece.translate(None, _CONTINUING))
            if size <= most:
                kept += piece
            elif kept:
                kept = bytearray()
            if end:
                line, points = _line(number, offset, kept, size, points, settings)
                yield line
                number, offset = number + 1, offset + points
                kept.clear()
                size = points = 0
    if size:
        yield _line(number, offset, kept, size, points, settings)[0]


def _line(number: int, offset: int, data: bytearray, size: int, points: int, settings: Settings) -> tuple[Line, int]:
    """Return a line, and how many code points it has."""
    if size > limit(settings):
        return Line(number, offset, "", too_large("the line's ", size, settings)), points
    try:
        return Line(number, offset, data.decode("utf-8")), points
    except UnicodeDecodeError as error:
        problem = f"not valid UTF-8 at byte {error.start + 1} of the line; convert the file to UTF-8"
        text = data.decode("utf-8", "replace")
        return Line(number, offset, text, problem), len(text)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """Yield a file in blocks, none of which ends between the two characters of a CRLF."""
    while block := file.read(BLOCK):
        while block.endswith(b"\r") and (more := file.read(1)):
            block += more
        yield block
