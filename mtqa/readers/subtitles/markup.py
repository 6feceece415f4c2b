"""What a cue of SubRip or WebVTT shows: its text without tags, its character references decoded."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from mtqa.document import Mask, SourceMap
from mtqa.readers.subtitles.cues import Collector, Voice

SPEAKER = "speaker name"
"""The pattern of masks that hide who speaks."""

_TOKEN = re.compile(
    r"""(?P<line>\n\s*)
      | (?P<tag><[ \t]{0,3}/?[ \t]{0,3}[A-Za-z][^<>]*>|</?>|<[0-9]{1,6}(?::[0-9]{1,3}){1,2}(?:[.,][0-9]{1,9})?>)
      | (?P<style>\{\\[^{}]*\}|\{[A-Za-z]:[^{}]*\})
      | (?P<reference>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
      | (?P<escape>\\[Nh])""",
    re.VERBOSE,
)
_NAME = re.compile(r"<[ \t]*(/?)[ \t]*([A-Za-z]+)")
_VOICE = re.compile(r"<[ \t]*v(?:\.[^\s<>]*)?\s+([^<>]*)>", re.IGNORECASE)
_PLACEMENT = re.compile(r"\\(?:an?[0-9]{1,2}|(?:pos|move)\([^()]{0,80}\))")


class Shown(NamedTuple):
    """What a cue shows.

    Attributes:
        text: its text.
        map: where that stands.
        placement: where on the screen overrides put it.
        voices: who speaks, from which character on.
        masks: the names of those.
    """

    text: str
    map: SourceMap
    placement: str
    voices: tuple[Voice, ...]
    masks: tuple[Mask, ...]


def shown(text: str, start: int, end: int) -> Shown:
    """Return what the markup from ``start`` to ``end`` shows. The reading aid over ruby characters is left out."""
    collector = Collector(text)
    voices: list[Voice] = []
    masks: list[Mask] = []
    placement = ""
    aside = False
    at = start
    for token in _TOKEN.finditer(text, start, end):
        if not aside:
            collector.raw(at, token.start())
        at = token.end()
        if token.lastgroup == "tag":
            aside = _aside(token[0], before=aside)
            voice = _VOICE.fullmatch(token[0])
            if voice:
                voices.append(Voice(collector.length, " ".join(voice[1].split())))
                masks.append(Mask(token.start(), token.end(), SPEAKER))
        elif token.lastgroup == "style":
            placement += placement_in(token[0])
        elif not aside:
            collector.put(_decoded(token), token.start(), token.end())
    if not aside:
        collector.raw(at, end)
    return Shown(*collector.done(), placement, tuple(voices), tuple(masks))


def placement_in(override: str) -> str:
    """Return what an override block says about the place on the screen."""
    return "".join(_PLACEMENT.findall(override))


def _aside(tag: str, *, before: bool) -> bool:
    """Tell whether what follows a tag is a reading aid."""
    name = _NAME.match(tag)
    if not name or name[2].lower() not in ("rt", "rp", "ruby"):
        return before
    return not name[1] and name[2].lower() != "ruby"


def _decoded(token: re.Match[str]) -> str:
    if token.lastgroup == "line":
        return "\n"
    if token.lastgroup == "escape":
        return "\n" if token[0] == "\\N" else " "
    return unescape(token[0])
