"""SubRip: numbered cues, each with a line of times and what is shown."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.config import Settings
from mtqa.document import Document, Mask, Source
from mtqa.readers.subtitles.blocks import UNTIMED, Scan
from mtqa.readers.subtitles.cues import Track, flattened
from mtqa.readers.subtitles.reading import read_track
from mtqa.readers.subtitles.timing import bodies
from mtqa.readers.subtitles.vtt import VttReader, is_webvtt
from mtqa.result import SkippedFile


class SrtReader:
    """Reads ``.srt`` files."""

    format = "srt"
    suffixes: tuple[str, ...] = (".srt",)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document of a file, after the cues of it that can't be read.

        Raises:
            ReadError: there are no cues in it, or it is in another language.
        """
        if is_webvtt(source.text):
            yield from VttReader().read(source, settings)
            return
        yield from read_track(scan(source), source, settings, self.format)


def scan(source: Source) -> Track:
    """Find the cues of a file: under each line of times, all up to the next one or its number."""
    text = flattened(source.text)
    found = Scan(source, text)
    for head, start, end in bodies(text, named=False):
        if head is not None:
            found.cue(head, start, end)
        elif text[start:end].strip():
            found.masks.append(Mask(start, end, UNTIMED))
    return found.track()
