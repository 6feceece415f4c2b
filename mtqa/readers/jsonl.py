"""JSON Lines: each record a document, its text mapped through the escapes to its place in the file."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import BinaryIO, cast

from mtqa.config import Settings
from mtqa.document import Document, Segment, Source, SourceMap, Span
from mtqa.errors import ReadError
from mtqa.readers.building import Piece
from mtqa.readers.decoding import decode
from mtqa.readers.lines import Line, lines, scan
from mtqa.readers.plain import holds_captions, segments
from mtqa.readers.records import RecordError, identity, limit, text_of, too_large
from mtqa.result import SkippedFile

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BLANK = re.compile(r"[ \t\r\n]*")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_DECODER = json.JSONDecoder()
_GZIP = b"\x1f\x8b"


class JsonLinesReader:
    """Reads ``.jsonl`` and ``.ndjson`` files, compressed by gzip too: a JSON object a line.

    Its text is in ``settings.text_field``, its id in ``settings.id_field``. Files in UTF-8 are read line by line and
    may be of any size; those in other encodings are decoded whole.
    """

    format = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")

    def stream(self, file: BinaryIO, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the same as `read`, from a file of any size.

        Raises:
            ReadError: the file is empty, binary, damaged, or too large for its encoding.
        """
        packed = file.read(len(_GZIP)) == _GZIP
        file.seek(0)
        try:
            yield from self._unpacked(cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file, path, settings)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ReadError(f"a damaged gzip file: {error}") from None

    def _unpacked(self, file: BinaryIO, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        found, most = scan(file), limit(settings)
        if found.wide or (not found.utf8 and found.size <= most):
            data = file.read(most + 1)
            if len(data) > most:
                raise ReadError(too_large("it is not UTF-8, and ", len(data), settings) + "; convert the file to UTF-8")
            yield from self.read(decode(data, path), settings)
        else:
            yield from self._records(lines(file, settings), path, "utf-8", settings)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield a document for each record, and a skipped file that names the line for each that is none."""
        found = enumerate(_LINE.finditer(source.text), 1)
        numbered = (Line(number, match.start(), match[0]) for number, match in found)
        yield from self._records(numbered, source.path, source.encoding, settings)

    def _records(
        self, found: Iterable[Line], path: str, encoding: str, settings: Settings
    ) -> Iterator[Document | SkippedFile]:
        captions = holds_captions(path)
        for line in found:
            if line.problem:
                yield SkippedFile(f"{path}:{line.number}", line.problem)
                continue
            start = int(line.offset == 0 and line.text.startswith("\ufeff"))
            if not line.text[start:].strip():
                continue
            try:
                fields = _fields(line.text, start)
                place, text = _text(fields, settings.text_field)
            except RecordError as error:
                yield SkippedFile(f"{path}:{line.number}", str(error))
                continue
            placed = tuple(_placed(line, place, text, captions=captions))
            own = fields.get(settings.id_field)
            yield Document(
                path=path,
                format=self.format,
                segments=placed,
                source=line.text,
                id=identity(own[1]) if own else None,
                encoding=encoding,
                offset=line.offset,
                line=line.number,
            )


Fields = dict[str, tuple[Span, object]]


def _fields(line: str, start: int) -> Fields:
    """Parse the object of one line into its fields, each with the place of its value; the last of a name counts.

    The standard parser does the work value by value, since it does not tell where it found what.
    """
    line = line.rstrip("\r\n")
    try:
        at = _skip(line, start)
        if line[at : at + 1] != "{":
            _DECODER.decode(line[start:])
            raise RecordError('the record is no JSON object; each line must be one, such as {"text": "..."}')
        return {name: (span, value) for name, span, value in _pairs(line, at)}
    except ValueError as error:
        why = f"{error.msg} at column {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else "a bad value"
        raise RecordError(f"not valid JSON: {why}; each line must be one JSON object") from None
    except RecursionError:
        raise RecordError("not valid JSON: nested too deep") from None


def _pairs(line: str, at: int) -> Iterator[tuple[str, Span, object]]:
    """Yield the name, place and value of each field of the object that opens at ``at`` and ends the line."""
    at = _skip(line, at + 1)
    if line[at : at + 1] == "}":
        _end(line, at + 1)
        return
    while True:
        if line[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting a field's name in double quotes", line, at)
        name, at = scanstring(line, at + 1, True)
        at = _skip(line, at)
        if line[at : at + 1] != ":":
            raise json.JSONDecodeError("Expecting ':'", line, at)
        start = _skip(line, at + 1)
        value, at = _DECODER.raw_decode(line, start)
        yield name, Span(start, at), value
        at = _skip(line, at)
        if line[at : at + 1] == "}":
            _end(line, at + 1)
            return
        if line[at : at + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' or '}'", line, at)
        at = _skip(line, at + 1)


def _skip(line: str, at: int) -> int:
    match = _BLANK.match(line, at)
    assert match is not None
    return match.end()


def _end(line: str, at: int) -> None:
    at = _skip(line, at)
    if at < len(line):
        raise json.JSONDecodeError("Extra data", line, at)


def _text(fields: Fields, name: str) -> tuple[Span, str]:
    """Return the place of the text's characters, without its quotes, and the text."""
    if name not in fields:
        having = ", ".join(list(fields)[:8])
        raise RecordError(f"no field '{name}' (set text-field); the record has: {having or 'none'}")
    place, value = fields[name]
    return Span(place.start + 1, place.end - 1), text_of(value, f"field '{name}'")


def _placed(line: Line, place: Span, text: str, *, captions: bool) -> Iterator[Segment]:
    """Yield the segments of a record's text, mapped through its escapes to the file."""
    escapes = _Escapes(line, place)
    for segment in segments(text, captions=captions):
        pieces = (
            piece
            for run in segment.map.runs
            for piece in escapes.pieces(run.source, run.source_length, run.text_length)
        )
        yield Segment(segment.text, segment.kind, SourceMap.of(pieces))


class _Escapes:
    """Where each character of a JSON string stands in the file."""

    def __init__(self, line: Line, place: Span) -> None:
        pieces: list[Piece] = []
        before, at = line.offset, place.start
        for match in _ESCAPE.finditer(line.text, *place):
            start, end = match.span()
            pieces += ((start - at, Span(before + at, before + start)), (1, Span(before + start, before + end)))
            at = end
        pieces.append((place.end - at, Span(before + at, before + place.end)))
        self._runs = SourceMap.of(pieces).runs
        self._starts = [run.text for run in self._runs]

    def pieces(self, start: int, length: int, reads: int) -> Iterator[Piece]:
        """Yield the pieces of ``length`` characters from ``start``, which read as ``reads`` characters."""
        if reads != length:
            yield reads, Span(self._place(start)[0], self._place(start + length - 1)[1])
            return
        at, end = start, start + length
        while at < end:
            run = self._runs[bisect_right(self._starts, at) - 1]
            high = min(run.text + run.text_length, end)
            yield high - at, Span(self._place(at)[0], self._place(high - 1)[1])
            at = high

    def _place(self, at: int) -> tuple[int, int]:
        run = self._runs[bisect_right(self._starts, at) - 1]
        if run.text_length == run.source_length:
            begin = run.source + at - run.text
            return begin, begin + 1
        return run.source, run.source + run.source_length
