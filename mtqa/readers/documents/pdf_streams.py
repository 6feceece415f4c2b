"""A look at the packed streams of a PDF before PDFium unpacks them, which it does up to a gigabyte each."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from mtqa.config import MEBIBYTE, Settings
from mtqa.errors import ReadError

RATIO = 8
"""How many times ``max_size`` may be unpacked of a file; drawings are packed well, and pictures don't count."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 2048
_FLATE = b"/FlateDecode"
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_BLOCK = 1 << 16
_PIECE = 1 << 20
_LEVELS = 8


def check_streams(data: bytes, settings: Settings) -> None:
    """Refuse a file whose text would unpack to far more than is allowed.

    Raises:
        ReadError: it would.
    """
    left = int(settings.max_size * MEBIBYTE) * RATIO
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _DICTIONARY) : match.start()]
        dictionary = before[before.rfind(b" obj") + 1 :]
        levels = min(dictionary.count(_FLATE), _LEVELS)
        if not levels or _PICTURE.search(dictionary):
            continue
        blocks = _blocks(data, match.end())
        for _ in range(levels):
            blocks = _inflated(blocks)
        for block in blocks:
            left -= len(block)
            if left < 0:
                most = f"{settings.max_size * RATIO:,g} MB"
                raise ReadError(f"a suspicious PDF: it unpacks to more than {most} (raise max-size to read it)")


def _blocks(data: bytes, start: int) -> Iterator[bytes]:
    return (data[at : at + _BLOCK] for at in range(start, len(data), _BLOCK))


def _inflated(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what blocks unpack to, up to the end of the stream or to where it is damaged."""
    unpacking = zlib.decompressobj()
    try:
        for block in blocks:
            rest = block
            while rest and not unpacking.eof:
                yield unpacking.decompress(rest, _PIECE)
                rest = unpacking.unconsumed_tail
            if unpacking.eof:
                return
    except zlib.error:
        return
