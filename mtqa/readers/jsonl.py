"""JSON Lines: each record a document, its text mapped through the escapes to its place in the file."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]

from mtqa.config import Settings
from mtqa.document import Document, Segment, Source, SourceMap, Span
from mtqa.readers.building import Piece
from mtqa.readers.plain import holds_captions, segments
from mtqa.result import SkippedFile

_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"\r\n|\r|\n")
_BLANK = re.compile(r"[ \t\r\n]*")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DECODER = json.JSONDecoder()


class JsonLinesReader:
    """Reads ``.jsonl`` and ``.ndjson`` files: a JSON object a line, with its text in ``settings.text_field``."""

    format = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield a document for each record, and a skipped file that names the line for each that is none."""
        line, at = 1, int(source.text.startswith("\ufeff"))
        captions = holds_captions(source.path)
        for match in _LINE.finditer(source.text, at):
            line += len(_BREAK.findall(source.text, at, match.start()))
            at = match.start()
            if match[0].isspace():
                continue
            try:
                fields = _fields(source.text, match.start(), match.end())
                place, text = _text(fields, settings.text_field)
            except _RecordError as error:
                yield SkippedFile(f"{source.path}:{line}", str(error))
                continue
            found = tuple(_placed(source.text, place, text, captions=captions))
            identity = _identity(fields.get("id"))
            yield Document(source.path, self.format, found, source.text, identity, source.encoding)


class _RecordError(Exception):
    """A record is not what it must be."""


Fields = dict[str, tuple[Span, object]]


def _fields(source: str, start: int, end: int) -> Fields:
    """Parse the object of one line into its fields, each with the place of its value; the last of a name counts.

    The standard parser does the work value by value, since it does not tell where it found what.
    """
    line = source[start:end]
    try:
        at = _skip(line, 0)
        if line[at : at + 1] != "{":
            _DECODER.decode(line)
            raise _RecordError('the record is no JSON object; each line must be one, such as {"text": "..."}')
        return {name: (Span(span.start + start, span.end + start), value) for name, span, value in _pairs(line, at)}
    except ValueError as error:
        why = f"{error.msg} at column {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else "a bad value"
        raise _RecordError(f"not valid JSON: {why}; each line must be one JSON object") from None
    except RecursionError:
        raise _RecordError("not valid JSON: nested too deep") from None


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
        raise _RecordError(f"no field '{name}' (set text-field); the record has: {having or 'none'}")
    place, value = fields[name]
    if not isinstance(value, str):
        raise _RecordError(f"field '{name}' must be a string, not {type(value).__name__}")
    if not value.strip():
        raise _RecordError(f"field '{name}' is empty")
    # Half of a surrogate pair is no character, and nothing after this room could encode it.
    return Span(place.start + 1, place.end - 1), _SURROGATE.sub("\ufffd", value)


def _identity(field: tuple[Span, object] | None) -> str | None:
    value = field[1] if field else None
    if isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return str(value)
    return None


def _placed(source: str, place: Span, text: str, *, captions: bool) -> Iterator[Segment]:
    """Yield the segments of a record's text, mapped through its escapes to the file."""
    escapes = _Escapes(source, place)
    for segment in segments(text, captions=captions):
        pieces = (
            piece
            for run in segment.map.runs
            for piece in escapes.pieces(run.source, run.source_length, run.text_length)
        )
        yield Segment(segment.text, segment.kind, SourceMap.of(pieces))


class _Escapes:
    """Where each character of a JSON string stands in the file."""

    def __init__(self, source: str, place: Span) -> None:
        pieces: list[Piece] = []
        at = place.start
        for match in _ESCAPE.finditer(source, *place):
            pieces += ((match.start() - at, Span(at, match.start())), (1, Span(*match.span())))
            at = match.end()
        pieces.append((place.end - at, Span(at, place.end)))
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
