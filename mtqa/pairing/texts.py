"""A document as it is laid beside others: its sentences, and the units of its format that they belong to."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from mtqa import text
from mtqa.document import Document, Kind, Segment, Sentence, SourceMap, Span, Unit
from mtqa.pairing.beads import Part

_ADDRESS = re.compile(
    r"""(?:https?://|ftp://|www\.|mailto:)[^\s<>"'`«»“”(){}\[\]|\\]+|[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+"""
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_AFTER = ".,;:!?…。，"


@dataclass(frozen=True)
class Text:
    """A document with its sentences.

    Attributes:
        document: the document.
        language: ISO 639-1 code of the language that it is in; None where that is unknown.
        sentences: its sentences, in order.
    """

    document: Document
    language: str | None
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, document: Document, language: str | None = None) -> Text:
        """Split a document; by the rules of the language given, or else of the one that it seems to be in."""
        language = language or text.document_language(document.segments)
        return cls(document, language, text.split(document, language or "en"))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The sentences as an aligner sees them."""
        return tuple(Part(sentence.text, sentence.kind, sentence.segment) for sentence in self.sentences)

    @cached_property
    def raw(self) -> tuple[str, ...]:
        """What the file has where each sentence stands: with placeholders, tags and escapes."""
        source, offset = self.document.source, self.document.offset
        return tuple(source[s.span.start - offset : s.span.end - offset] for s in self.sentences)

    @cached_property
    def units(self) -> dict[str, range]:
        """The sentences of each unit by its key, in order; of a key that comes again, those of the first."""
        found: dict[str, range] = {}
        at = 0
        for key, group in groupby(self.sentences, key=lambda s: s.places[0].name if s.places else ""):
            size = len(list(group))
            found.setdefault(key, range(at, at + size))
            at += size
        return found

    def whole(self, which: range) -> str:
        """Return the text, with all markup, of the message that some sentences are of; empty where that is unknown."""
        return self.document.segments[self.sentences[which.start].segment].whole if which else ""

    def joined(self, which: range) -> str:
        """Return the text of some sentences, with a space between them where the language has spaces."""
        return ("" if self.language in ("zh", "ja") else " ").join(self.sentences[i].text for i in which)


def keyed(document: Document) -> bool:
    """Tell whether a document is made of units that have a key: the messages of a localisation file."""
    segments = document.segments
    return bool(segments) and all(s.places and s.places[0].unit is Unit.MESSAGE for s in segments)


def units(document: Document) -> dict[str, None]:
    """Return the keys of a document's units, each once, in order."""
    return dict.fromkeys(segment.places[0].name for segment in document.segments if segment.places)


def links(source: str) -> tuple[str, ...]:
    """Return the addresses in a text, web and mail, in order, without the marks of the sentence around them."""
    return tuple(found[0].rstrip(_AFTER) for found in _ADDRESS.finditer(source))


class Group(NamedTuple):
    """What is laid side by side by itself: sentences of each text, and the key of the unit; empty for a document."""

    texts: tuple[range, ...]
    key: str = ""


def groups(texts: Sequence[Text]) -> list[Group]:
    """Cut texts into what belongs together: units by their key, in the order of the first text, or all as one."""
    first = texts[0]
    if not all(keyed(each.document) for each in texts):
        return [Group(tuple(range(len(each.sentences)) for each in texts))]
    keys = dict.fromkeys(key for each in texts for key in each.units)
    ordered = [*first.units, *(key for key in keys if key not in first.units)]
    return [Group(tuple(each.units.get(key, range(0)) for each in texts), key) for key in ordered]


def origin_of(document: Document) -> Document | None:
    """Return the document that one translates: the one found for it, or the one that its own units hold."""
    if document.origin is not None:
        return document.origin
    if not any(segment.original for segment in document.segments):
        return None
    segments: list[Segment] = []
    source: list[str] = []
    at = 0
    before: tuple[str, str] | None = None
    for segment in document.segments:
        key = segment.places[0].name if segment.places else ""
        if not segment.original.strip() or before == (key, segment.original):
            continue
        before = (key, segment.original)
        mapped = SourceMap.identity(at, len(segment.original))
        segments.append(Segment(segment.original, segment.kind, mapped, segment.places, whole=segment.original))
        source.append(segment.original)
        at += len(segment.original) + 1
    return dataclasses.replace(
        document,
        segments=tuple(segments),
        source="\n".join(source),
        offset=0,
        line=1,
        row=None,
        masks=(),
        directives=(),
    )


def lines(source: str) -> list[Span]:
    """Return where each line of a file stands, without its end and the white space there; empty lines too."""
    at = int(source.startswith("\ufeff"))
    found: list[Span] = []
    for end in _LINE_END.finditer(source, at):
        found.append(_line(source, at, end.start()))
        at = end.end()
    if at < len(source):
        found.append(_line(source, at, len(source)))
    return found


def _line(source: str, start: int, end: int) -> Span:
    return Span(start, start + len(source[start:end].rstrip()))


def of_lines(document: Document) -> Document:
    """Return a text whose lines are segments, each by itself, as files of test sets are written."""
    source = document.source
    segments = tuple(
        Segment(source[start:end], Kind.PARAGRAPH, SourceMap.identity(start, end - start))
        for start, end in lines(source)
        if source[start:end].strip()
    )
    return dataclasses.replace(document, segments=segments)
