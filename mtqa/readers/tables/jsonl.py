"""JSON Lines: each record a document, its texts mapped through the escapes to their place in the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import BinaryIO

from mtqa.config import Settings
from mtqa.document import Document, Segment, Source, Span
from mtqa.errors import ReadError
from mtqa.readers.nesting import Nest
from mtqa.readers.plain import holds_captions, segments
from mtqa.readers.tables.lines import Line, lines_in, read_lines
from mtqa.readers.tables.paths import Steps, fits, is_plain, parse
from mtqa.readers.tables.positions import string_map as string_map  # noqa: PLC0414 - imported from here, too
from mtqa.readers.tables.positions import walk
from mtqa.readers.tables.records import RecordError, brief, check_language, identity, places, texts_of
from mtqa.result import SkippedFile

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_HAVING = 8
"""Fields that an error names."""


class JsonLinesReader:
    """Reads ``.jsonl`` and ``.ndjson`` files, compressed by gzip too: a JSON object a line.

    Its text is in ``settings.text_fields``, its id in ``settings.id_field``: names of its fields, or path expressions.
    Files in UTF-8 are read line by line and may be of any size; those in other encodings are decoded whole.
    """

    format = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")

    def stream(self, file: BinaryIO, path: str, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the same as `read`, from a file of any size.

        Raises:
            ReadError: the file is empty, binary, damaged, or too large for its encoding.
            UsageError: a field is no name that the records have, and no path expression.
        """
        return read_lines(file, path, settings, lambda found, encoding: self._records(found, path, encoding, settings))

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield a document for each record, and a skipped file that names the line for each that is none."""
        return self._records(lines_in(source.text), source.path, source.encoding, settings)

    def _records(
        self, found: Iterable[Line], path: str, encoding: str, settings: Settings
    ) -> Iterator[Document | SkippedFile]:
        record = _Record(path, settings)
        for line in found:
            place = f"{path}:{line.number}"
            if line.problem:
                yield SkippedFile(place, line.problem)
                continue
            start = int(line.offset == 0 and line.text.startswith("\ufeff"))
            if not line.text[start:].strip():
                continue
            try:
                record.read(line, start)
            except RecordError as error:
                yield SkippedFile(place, str(error))
                continue
            yield from (SkippedFile(place, problem) for problem in record.problems)
            yield Document(
                path=path,
                format=self.format,
                segments=record.segments,
                source=line.text,
                id=record.id,
                encoding=encoding,
                offset=line.offset,
                line=line.number,
            )


Value = tuple[Span, object]
Fields = Mapping[str, list[Value]]


class _Record:
    """Reads one record after the other, and remembers which names are fields' own in spite of their signs."""

    def __init__(self, path: str, settings: Settings) -> None:
        self._captions = holds_captions(path)
        self._settings = settings
        self._literal: set[str] = set()
        self._steps: dict[str, Steps] = {}
        self.segments: tuple[Segment, ...] = ()
        self.problems: list[str] = []
        self.id: str | None = None

    def read(self, line: Line, start: int) -> None:
        """Read a record: its segments, its id, and what is wrong with it and yet leaves text to read.

        Raises:
            RecordError: it holds no text, is in another language, or is no JSON object.
        """
        fields = _fields(line.text, start)
        names = self._settings.text_fields
        own, asked = self._settings.id_field, self._settings.language_field
        values = self._values(line.text, fields, (*names, own, asked) if asked else (*names, own))
        if asked and not values[asked]:
            raise RecordError(f"no field '{asked}' (set language-field); the record has: {_having(fields)}")
        for _, value in values[asked] if asked else ():
            check_language(value)
        if not any(values[name] for name in names):
            wanted = " or ".join(f"'{name}'" for name in names)
            raise RecordError(f"no field {wanted} (set text-field); the record has: {_having(fields)}")
        found = [((name, span), value, f"field '{name}'") for name in names for span, value in values[name]]
        texts, self.problems = texts_of(found)
        self.problems += [
            f"field '{name}' stands {len(fields[name])} times in it; all are read"
            for name in names
            if len(fields.get(name, ())) > 1
        ]
        self.id = identity(values[own][-1][1]) if values[own] else None
        ordered = sorted(texts, key=lambda text: text[0][1])
        self.segments = tuple(
            segment for (name, span), text in ordered for segment in self._placed(line, name, span, text)
        )

    def _placed(self, line: Line, name: str, span: Span, text: str) -> Iterator[Segment]:
        """Yield the segments of a text, mapped through its escapes to the file."""
        nest = Nest(string_map(line.text, Span(span.start + 1, span.end - 1), line.offset))
        return nest.segments(segments(text, captions=self._captions), places(name, self._settings))

    def _values(self, line: str, fields: Fields, names: Iterable[str]) -> dict[str, list[Value]]:
        """Return the values of fields: those of just that name, else those that it means as a path expression."""
        values = {name: fields.get(name, []) for name in names}
        self._literal.update(name for name in values if name in fields)
        paths = {
            name: self._parsed(name)
            for name, found in values.items()
            if not found and name not in self._literal and not is_plain(name)
        }
        if not paths:
            return values
        values |= {name: [] for name in paths}
        try:
            for path, span, value, _ in walk(line.rstrip("\r\n"), empty=True):
                for name, steps in paths.items():
                    if fits(steps, path):
                        values[name].append((span, value))
        except ReadError as error:
            raise RecordError(str(error)) from None
        return values

    def _parsed(self, name: str) -> Steps:
        if name not in self._steps:
            self._steps[name] = parse(name)
        return self._steps[name]


def _having(fields: Fields) -> str:
    return ", ".join(map(brief, islice(fields, _HAVING))) or "none"


def _fields(line: str, start: int) -> Fields:
    """Parse the object of one line into its fields, each with the places of its values, several if it repeats.

    The standard parser does the work value by value, since it does not tell where it found what.
    """
    line = line.rstrip("\r\n")
    try:
        at = _skip(line, start)
        if line[at : at + 1] != "{":
            _DECODER.decode(line[start:])
            raise RecordError('the record is no JSON object; each line must be one, such as {"text": "..."}')
        fields: dict[str, list[Value]] = {}
        for name, span, value in _pairs(line, at):
            fields.setdefault(name, []).append((span, value))
    except ValueError as error:
        why = f"{error.msg} at column {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else "a bad value"
        raise RecordError(f"not valid JSON: {why}; each line must be one JSON object") from None
    except RecursionError:
        raise RecordError("not valid JSON: nested too deep") from None
    return fields


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
