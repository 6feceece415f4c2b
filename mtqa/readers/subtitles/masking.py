"""What stands in a cue and is not said: sounds in brackets, words nobody understood, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

SOUND = "sound tag"
"""The pattern of masks that hide sounds and other remarks in brackets."""


class Hole(NamedTuple):
    """A stretch of a cue's text that is not read; where it ``holds``, it stands for words of the sentence."""

    start: int
    end: int
    holds: bool


_BRACKETED = re.compile(
    r"\[(?P<square>[^\[\]]{0,300})\]|\((?P<round>[^()]{1,120})\)|(?P<address>(?:https?://|www\.)[^\s<>\"]*[\w/])"
)
_UNHEARD = re.compile(
    r"[\s_*?.…-]*"
    r"|(?:\w+ )?(?:inaudible|unintelligible|indistinct|unclear|bleep(?:ed)?|censored|expletive|redacted)(?: \w+)?",
    re.IGNORECASE,
)
# Words that an editor puts into what was said, and references.
_INSERTED = re.compile(
    r"(?:s?he|it|they|we|you|I|him|her|them|us|me|his|its|their|our|my|your|the|an?|this|that|these|those|is|are|was|were"
    r"|be|been|has|have|had|to|of|in|on|at|for|from|with|and|or|not|who|which|sic|\d[\d\s,–-]{0,20})",
    re.IGNORECASE,
)
_STEMS = (
    "applau bark bang beep bell birdsong blow breath buzz cackl chant chatter cheer chim chirp chok chuckl clank clap "
    "clatter clear click cough crack crash creak cr(?:y|ie) exhal explo gasp giggl groan growl grunt gulp gunshot hiss "
    "honk howl hum inhal jingl knock laugh moan mumbl murmur music mutter panic pant ring roar rumbl rustl scoff "
    "scream shout shriek shush sigh sing siren slam sneez sniff sniffl snor sob speak splash squeak stammer static "
    "stutter theme thud thunder tick tut voice wail whimper whisper whistl yawn yell"
)
_SOUND = re.compile(
    rf"(?:[\w’'-]+ )?(?:{'|'.join(_STEMS.split())})(?:e|s|es|d|se|ed|ing|sing|s?ion|sions|ter)?(?: [\w’'-]+){{0,2}}",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"(?:(?:speak\w*|sing\w*|continu\w*|repl\w*) )?(?:in|on|over|off|from) (?:a |an |the )?[\w-]+(?: \w+)?|off-?screen|"
    r"voice-?over|v\.?\s?o\.?|o\.?\s?s\.?|narrat\w+|on (?:tv|radio|phone)",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"[.!?,;:…]")
_LINE_BEGINS = re.compile(r"(?:^|\n)[\s>‐‑‒–—―-]*\Z")
_LINE_ENDS = re.compile(r"[^\S\n]{0,20}(?:\n|\Z)")
_LOOK_BACK = 20
_REMARK_WORDS, _SENTENCE_WORDS = 6, 4
_LETTERS, _ABBREVIATION = 2, 6


def holes(text: str) -> Iterator[Hole]:
    """Yield what is not said in a cue's text, from front to back."""
    for match in _BRACKETED.finditer(text):
        if match["address"] or (holds := _holds(text, match)):
            yield Hole(*match.span(), holds=True)
        elif holds is not None:
            yield Hole(*match.span(), holds=False)


def _holds(text: str, match: re.Match[str]) -> bool | None:
    """Tell what brackets are: words that were not understood (True), no words (False), or a part of what is said."""
    square = match["square"] is not None
    inside = " ".join((match["square"] if square else match["round"]).split())
    if _UNHEARD.fullmatch(inside) and (square or inside.strip("?.… ")):
        return True
    if square:
        sentence = inside.endswith((".", "!", "?")) and len(inside.split()) >= _SENTENCE_WORDS
        return None if sentence or _INSERTED.fullmatch(inside) else False
    first = _first(text, match)
    called = text.startswith(":", match.end()) and len(inside.split()) <= _REMARK_WORDS
    aside = called or _SOUND.fullmatch(inside) or _shouted(inside, first=first) or (first and _MANNER.fullmatch(inside))
    return False if aside or (first and _alone(text, match, inside)) else None


def _shouted(inside: str, *, first: bool) -> bool:
    """Tell a remark in capitals; a short word of them within a line may well be an abbreviation."""
    capitals = sum(map(str.isupper, inside))
    shouts = capitals >= _LETTERS and not any(map(str.islower, inside))
    return shouts and (first or " " in inside or capitals > _ABBREVIATION)


def _first(text: str, match: re.Match[str]) -> bool:
    """Tell whether a line begins with the brackets."""
    begin = max(match.start() - _LOOK_BACK, 0)
    return _LINE_BEGINS.search(text[begin : match.start()]) is not None


def _alone(text: str, match: re.Match[str], inside: str) -> bool:
    """Tell a remark after which its line ends, and which has no stop that a sentence would have."""
    return (
        len(inside.split()) <= _REMARK_WORDS
        and not _STOPPED.search(inside)
        and _LINE_ENDS.match(text, match.end()) is not None
    )
