"""WebVTT: cues in blocks, among blocks of notes, styles and regions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.config import Settings
from mtqa.document import Document, Mask, Source
from mtqa.readers.subtitles.blocks import UNTIMED, Scan
from mtqa.readers.subtitles.cues import Track, flattened
from mtqa.readers.subtitles.reading import read_track
from mtqa.readers.subtitles.timing import bodies
from mtqa.result import SkippedFile

_MAGIC = re.compile(r"\ufeff?\s*WEBVTT(?:\s|\Z)")
_LANGUAGE = re.compile(r"\n[^\S\n]*Language[^\S\n]*:[^\S\n]*(?P<code>[A-Za-z-]{2,20})[^\S\n]*(?=\n|\Z)", re.IGNORECASE)
_BLOCK = re.compile(r"\n[^\S\n]*\n(?=(?:NOTE|STYLE|REGION|WEBVTT)(?:\s|\Z))")
_PARAGRAPH = re.compile(r"\S(?:[^\n]+|\n(?![^\S\n]*(?:\n|\Z)))*")
_NAME = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?=\s|\Z)")


def is_webvtt(text: str) -> bool:
    """Tell whether a file begins as WebVTT does."""
    return _MAGIC.match(text) is not None


class VttReader:
    """Reads ``.vtt`` files."""

    format = "webvtt"
    suffixes: tuple[str, ...] = (".vtt",)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document of a file, after the cues of it that can't be read.

        Raises:
            ReadError: there are no cues in it, or it is in another language.
        """
        yield from read_track(scan(source), source, settings, self.format)


def scan(source: Source) -> Track:
    """Find the cues of a file: under each line of times, all up to the next cue or to a block of another kind."""
    text = flattened(source.text)
    found = Scan(source, text)
    if not is_webvtt(source.text):
        found.notes.append("does not begin with WEBVTT, so players may refuse it")
    for head, start, end in bodies(text, named=True):
        if head is None:
            found.language = _language(text[start:end])
            found.masks += _masks(text, start, end)
        else:
            shown_to = _text_end(text, start, end)
            found.cue(head, start, shown_to)
            found.masks += _masks(text, shown_to, end)
    return found.track()


def _language(header: str) -> str:
    """Return the language that a header names, or nothing."""
    paragraph = _PARAGRAPH.search(header)
    named = _LANGUAGE.search(header, *paragraph.span()) if paragraph and is_webvtt(header) else None
    return named["code"] if named else ""


def _text_end(text: str, start: int, end: int) -> int:
    """Return where the text of a cue ends: at the first block that is no cue, else where the next cue begins."""
    block = _BLOCK.search(text, start, end)
    return block.start() if block else end


def _masks(text: str, start: int, end: int) -> Iterator[Mask]:
    """Yield what stands between cues and is shown by no player."""
    for paragraph in _PARAGRAPH.finditer(text, start, end):
        named = _NAME.match(paragraph[0])
        yield Mask(*paragraph.span(), named[0] if named else UNTIMED)
