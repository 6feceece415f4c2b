"""JSON: each object that holds text a document, mapped through the escapes to its place in the file."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.config import Settings
from mtqa.document import Document, Lines, Segment, Source, Span
from mtqa.errors import ReadError
from mtqa.readers.nesting import Nest
from mtqa.readers.plain import holds_captions, segments
from mtqa.readers.tables.json_records import Record, Records, Untold
from mtqa.readers.tables.paths import shown
from mtqa.readers.tables.positions import string_map
from mtqa.readers.tables.records import RecordError, brief, check_language, identity, listed, places, texts_of
from mtqa.result import SkippedFile


class JsonReader:
    """Reads ``.json`` files: the messages of a program where they look like such, else records.

    A record's text is in ``settings.text_fields``, its id in ``settings.id_field``: names of its fields, or path
    expressions. Records are found by a name at the top, in a list there, and in lists that an object there holds; by an
    expression wherever it leads.
    """

    format = "json"
    suffixes: tuple[str, ...] = (".json",)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the documents of a file, and a skipped file that names the line for each record that is none.

        Raises:
            ReadError: it is not valid JSON, or has no such field.
            UsageError: a field is no name that the file has, and no path expression.
        """
        from mtqa.readers.messages.keyed import KeyedJsonReader, looks_keyed  # noqa: PLC0415 - few files are such

        if settings.reader != self.format and looks_keyed(source.path, source.text):
            yield from KeyedJsonReader().read(source, settings)
        else:
            yield from _Reading(source, settings).documents(self.format)


class _Reading:
    """The reading of one file."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self._source = source
        self._settings = settings
        self._captions = holds_captions(source.path)
        self._lines: Lines | None = None

    def documents(self, format: str) -> Iterator[Document | SkippedFile]:  # noqa: A002 - as documents call it
        """Yield the documents and what is skipped."""
        source = self._source
        records = Records(source.text, self._settings)
        for record in records:
            if isinstance(record, Untold):
                yield SkippedFile(self._place(record.start), f"{record.why} ({record.count:,} such in this file)")
                continue
            try:
                texts, problems = self._texts(record)
            except RecordError as error:
                yield SkippedFile(self._place(record.start), str(error))
                continue
            yield from (SkippedFile(self._place(record.start), problem) for problem in problems)
            yield Document(
                path=source.path,
                format=format,
                segments=tuple(segment for text in texts for segment in self._segments(*text)),
                source=source.text,
                id=identity(record.ids[-1]) if record.ids else None,
                encoding=source.encoding,
            )
        if not records.matched:
            wanted = " or ".join(f"'{name}'" for name in self._settings.text_fields)
            raise ReadError(f"no field {wanted} in it (set text-field); it has: {listed(records.having)}")
        if records.duplicate:
            count = f" ({records.duplicates:,} such values in this file)" if records.duplicates > 1 else ""
            name = brief(shown(records.duplicate.path))
            yield SkippedFile(
                self._place(records.duplicate.span.start),
                f"'{name}' stands in an object that has a name twice{count}; all are read",
            )

    def _texts(self, record: Record) -> tuple[list[tuple[str, Span, str]], list[str]]:
        """Return a record's texts, and what is wrong with other fields of it.

        Raises:
            RecordError: it has none, or is in another language.
        """
        asked = self._settings.language_field
        for value in record.languages:
            check_language(value)
        if not record.texts:
            names = self._settings.text_fields
            for name in names:
                if record.fields.get(name):
                    raise RecordError(f"field '{name}' must be a string, not {record.fields[name]}")
            wanted = " or ".join(f"'{name}'" for name in names)
            raise RecordError(f"no field {wanted} (set text-field); the record has: {listed(record.fields)}")
        if asked and not record.languages:
            having = f"; the record has: {listed(record.fields)}" if record.fields else ""
            raise RecordError(f"no field '{asked}' (set language-field){having}")
        found = (((span, name), value, f"field '{name}'") for name, span, value in record.texts)
        texts, problems = texts_of(found)
        return [(name, span, text) for (span, name), text in texts], problems

    def _segments(self, name: str, span: Span, text: str) -> Iterator[Segment]:
        """Yield the segments of a text, mapped through its escapes to the file."""
        nest = Nest(string_map(self._source.text, Span(span.start + 1, span.end - 1)))
        return nest.segments(segments(text, captions=self._captions), places(name, self._settings))

    def _place(self, offset: int) -> str:
        if self._lines is None:
            self._lines = Lines(self._source.text)
        return f"{self._source.path}:{self._lines.at(offset)[0]}"
