"""What the scanners of SubRip and WebVTT share: from a line of times and what follows it to a cue."""

from __future__ import annotations

from mtqa.document import Lines, Mask, Source
from mtqa.readers.subtitles.cues import Cue, Track
from mtqa.readers.subtitles.markup import shown
from mtqa.readers.subtitles.timing import Head
from mtqa.result import SkippedFile

UNTIMED = "text without times"
"""The pattern of masks that hide text which stands under no line of times, and is never shown."""
MALFORMED = "cue with malformed times"
"""The pattern of masks that hide cues of which nobody knows when they are shown."""

_SHOWN = 60


class Scan:
    """Collects the cues of a file, what is masked in it, and what can't be read.

    Args:
        source: the file.
        text: its text, with all lines ending in a line feed.
    """

    def __init__(self, source: Source, text: str) -> None:
        self.masks: list[Mask] = []
        self.notes: list[str] = []
        self.language = ""
        self._source = source
        self._text = text
        self._cues: list[Cue] = []
        self._skipped: list[SkippedFile] = []
        self._lines: Lines | None = None

    def cue(self, head: Head, start: int, end: int) -> None:
        """Add the cue of a line of times, whose text stands somewhere from ``start`` to ``end``."""
        body = self._text[start:end]
        start += len(body) - len(body.lstrip())
        end = start + len(body.strip())
        if head.times is None:
            line = self._text[head.line : head.end].strip()
            seen = line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
            self.skip(head.line, f"no times of a cue: '{seen}'; write them as 00:00:01,000 --> 00:00:02,500")
            if start < end:
                self.masks.append(Mask(start, end, MALFORMED))
            return
        text, found, placement, voices, masks = shown(self._text, start, end)
        number = head.name or str(len(self._cues) + len(self._skipped) + 1)
        style = " ".join(filter(None, (head.settings, placement)))
        self._cues.append(Cue(number, *head.times, text, found, style, voices))
        self.masks += masks

    def skip(self, at: int, reason: str) -> None:
        """Note what stands at an offset and can't be read."""
        self._lines = self._lines or Lines(self._source.text)
        self._skipped.append(SkippedFile(f"{self._source.path}:{self._lines.at(at)[0]}", reason))

    def track(self) -> Track:
        """Return what was found."""
        return Track(
            tuple(self._cues), tuple(self.masks), tuple(self._skipped), notes=tuple(self.notes), language=self.language
        )
