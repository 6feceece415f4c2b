"""Bytes to text, such that the text encodes to the same bytes again."""

from __future__ import annotations

import re

from mtqa.coverage import EMPTY
from mtqa.document import Source
from mtqa.errors import ReadError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
WIDE_MARKS = tuple(mark for mark, encoding in _MARKS if encoding != "utf-8")
"""The byte order marks of encodings that have no ASCII in them."""
CONTROL_SHARE = 0.02
"""The share of control characters above which a file is binary."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FOREIGN = re.compile(rb"[\x80-\xff]{3}")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_SAMPLE = 1 << 16
_ADVICE = "convert the file to UTF-8"


def decode(data: bytes, path: str) -> Source:
    """Decode a file: by its byte order mark, else as UTF-8, else as the encoding that it looks like.

    The text keeps a byte order mark as U+FEFF at offset 0 and the line ends as they stand, so that
    ``source.text.encode(source.encoding)`` is ``data``.

    Raises:
        ReadError: the file is empty, binary, or in no encoding that gives its bytes back.
    """
    text, encoding = _decode(data)
    if not text.removeprefix("\ufeff").strip():
        raise ReadError(EMPTY)
    if len(_CONTROL.findall(text)) > CONTROL_SHARE * len(text) or "\x00" in text:
        raise ReadError("binary file")
    try:
        same = text.encode(encoding) == data
    except UnicodeEncodeError:
        same = False
    if not same:
        raise ReadError(f"read as {encoding} it does not give the same bytes back; {_ADVICE}")
    return Source(path, text, encoding)


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\x00" in data:
        return _strictly(data, _wide(data))
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _mixed(data):
            line = len(_LINE_END.findall(data, 0, error.start)) + 1
            raise ReadError(f"mixed encodings: UTF-8, but not in line {line}; {_ADVICE}") from None
        return _guess(data)


def _mixed(data: bytes) -> bool:
    """Tell whether text is UTF-8 for the most part: others have hardly any characters that happen to be UTF-8."""
    beyond = [character for character in data.decode("utf-8", "surrogateescape") if not character.isascii()]
    bad = sum("\udc80" <= character <= "\udcff" for character in beyond)
    return len(beyond) - bad > bad


def _strictly(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        reason = f"not valid {encoding.upper()} at byte {error.start}, although its first bytes say so; {_ADVICE}"
        raise ReadError(reason) from None


def _wide(data: bytes) -> str:
    """Name the UTF-16 of a file without a mark: English in it has its zeros on one side only."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if len(data) % 2 == 0 and not others and zeros > len(data) / 4:
            return encoding
    raise ReadError("binary file")


def _guess(data: bytes) -> tuple[str, str]:
    """Decode what is not UTF-8.

    English in a one-byte encoding is nearly always cp1252 (curly quotes, a word with an accent), which shows in
    stretches of at most two bytes beyond ASCII; statistics are asked only where there are longer ones.
    """
    if not _FOREIGN.search(data):
        try:
            return data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes  # noqa: PLC0415  (slow to import, and seldom needed)

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise ReadError("binary file" if _looks_binary(data) else f"no known encoding fits; {_ADVICE}")
    try:
        return data.decode(best.encoding), best.encoding
    except (UnicodeDecodeError, LookupError):
        raise ReadError(f"looks like {best.encoding} but can't be decoded as that; {_ADVICE}") from None


def _looks_binary(data: bytes) -> bool:
    return len(_CONTROL.findall(data[:_SAMPLE].decode("latin-1"))) > CONTROL_SHARE * min(len(data), _SAMPLE)
