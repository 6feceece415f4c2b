"""From the cues of a file to its document: what all formats of subtitles share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from mtqa.config import Settings
from mtqa.document import Document, Mask, Omitted, Source
from mtqa.errors import ReadError
from mtqa.readers.languages import is_english, language_of
from mtqa.readers.subtitles.cues import Track
from mtqa.readers.subtitles.joining import segments
from mtqa.readers.subtitles.notes import notes
from mtqa.readers.subtitles.rolling import ROLLING, unrolled
from mtqa.readers.subtitles.speech import spoken
from mtqa.result import SkippedFile

# What a player shows beside the language in a file's name: a choice of viewers, not a language (``hi`` is no Hindi).
_CHOICES = frozenset("auto cc default forced foreign full hi hoh orig sdh signs".split())
_DATA = re.compile(r"\s*(?:\{\s*\"|\[\s*[{\"]|\S+#xywh=\S+\s*\Z)")


def read_track(
    track: Track,
    source: Source,
    settings: Settings,
    format: str,  # noqa: A002
    needs: str = "line of times such as 00:00:01,000 --> 00:00:02,500",
) -> Iterator[Document | SkippedFile]:
    """Yield the cues that can't be read, and the document of all others.

    Args:
        track: what was found in the file.
        source: the file.
        settings: what is asked for.
        format: the name of its format.
        needs: what every such file has.

    Raises:
        ReadError: there are no cues, or they are in another language.
    """
    _refuse_other_languages(source.path, track.language, settings)
    if not track.cues and not track.skipped and not track.omitted:
        raise ReadError(f"no subtitles in it: there is not one {needs}")
    yield from track.skipped
    cues, repeats = unrolled(cue for cue in track.cues if not _DATA.match(cue.text))
    omitted = Counter({omitted.reason: omitted.units for omitted in track.omitted})
    omitted[ROLLING] += repeats
    omitted["a cue of data"] += sum(1 for cue in track.cues if _DATA.match(cue.text))
    found = [spoken(cue) for cue in cues]
    masks = [*track.masks, *(mask for one in found for mask in one.masks)]
    parts = [part for one in found for part in one.parts]
    yield Document(
        source.path,
        format,
        tuple(segments(parts, source.text)),
        source.text,
        encoding=source.encoding,
        masks=ordered(masks),
        omitted=tuple(Omitted(*item) for item in omitted.items() if item[1]),
        notes=(*track.notes, *notes(track.cues, cues)),
    )


def _refuse_other_languages(path: str, declared: str, settings: Settings) -> None:
    """Refuse a file in another language by its name or by what stands in it, unless the user says that it is English.

    Raises:
        ReadError: it is not English.
    """
    code = declared.strip() or _named(path)
    if code and not settings.language and not is_english(code):
        raise ReadError(f"in another language ({code})")


def _named(path: str) -> str:
    """Return the language that a name such as ``film.de.forced.srt`` has, or the folder it lies in."""
    place = PurePosixPath(path)
    tags = place.name.split(".")[1:-1]
    while len(tags) > 1 and tags[-1].lower() in _CHOICES:
        tags.pop()
    return language_of(str(place.with_name(".".join(("film", *tags[-1:], "srt"))))) or ""


def ordered(masks: Iterable[Mask]) -> tuple[Mask, ...]:
    """Return masks in ascending order, and of those that overlap only what none before has."""
    found: list[Mask] = []
    at = 0
    for mask in sorted(masks):
        if mask.end > at:
            found.append(mask._replace(start=max(mask.start, at)))
            at = mask.end
    return tuple(found)
