"""Rules: words of captions and subtitles that were glued together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules.base import Example, Hit, Passage, Rule, word_set
from mtqa.rules.lexicon import english

# Words that no compound begins or ends with: where one is part of an unknown word, two words were glued.
_LAST = word_set("the is are was were of and with his her their its while from into who has have a")
_FIRST = word_set("the they and with while from their are were was is that this which his her an two three four five")
_TINY = word_set("a an in on at by of to is as it or he we my")
_ENDS = word_set("on in to at up down")
_SMALL = _LAST | _FIRST | _TINY | word_set("for by over under through behind near front next one other some many")
_SOMEBODY = word_set("man men woman women boy boys girl girls child children people person guy lady baby dog dogs cat")
# Syllables that begin and end words of English, too.
_SUFFIXES = word_set("able list lists logical ties ally genesis at or it as he ate ist ion ties al is")
_WORD = re.compile(r"(?<![\w'’@#./-])[a-z]{3,40}(?![\w'’@/-]|\.\w)")
_SENTENCE = re.compile(
    r"(?<![\w'’@#./-])(?P<last>[A-Z]?[a-z]{2,})(?P<mark>[.!?]?[\"”]{0,2}[\"“]?)(?P<next>[A-Z][a-z]*)(?=[ ,.]|$)"
)
_PAIRS = word_set("ina ona isa ofa anda awoman aboy agirl adog agroup aperson achild")
_OPENING = re.compile(r"(?:^|(?<=[.!?] ))[A-Z][a-z]{3,40}(?= [a-z])")
_COMMA = re.compile(r"(?<= )[a-z]{3,},[a-z]{3,}(?= |[.]?$)")
_STARTERS = word_set(
    "a an the two three four five several some many people children this these there in on at it he she they his her one "
    "man woman young old group photo image picture"
)
_NEW = word_set("builtin builtins metadata workaround workarounds onboarding metformin")
_PARTS = 6


def _glued(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for match in _SENTENCE.finditer(text):
        last, after = match["last"], match["next"].lower()
        word = _english(last) or (bool(match["mark"]) and last in _TINY)
        ordinary = (word and (after in _TINY or _english(after))) or (len(last) > 2 and after in _STARTERS)
        if last.islower() and (ordinary or (not match["mark"] and (last in _SMALL or _apart(last)))):
            yield Hit(*match.span(), f"{last}{match['mark'] or ('.' if ordinary else '')} {match['next']}")
    for match in _COMMA.finditer(text):
        yield Hit(*match.span(), match[0].replace(",", ", "))
    for match in _OPENING.finditer(text):
        parts = _opening(match[0].lower())
        if parts:
            yield Hit(*match.span(), " ".join(parts).capitalize())
    for match in _WORD.finditer(text):
        parts = _apart(match[0])
        if parts:
            yield Hit(*match.span(), " ".join(parts))


def _opening(word: str) -> list[str] | None:
    """Return the words that the first word of a sentence was glued of; names are not looked at."""
    parts = _apart(word)
    if parts and parts[0] in _STARTERS:
        return parts
    rest = _apart(word[1:]) if word[0] == "a" and not english.known(word) else None
    return ["a", *rest] if rest else None


def _english(word: str) -> bool:
    """Tell whether a word is English, as it stands, with an ending, or as a compound."""
    common = english.common()
    return (
        english.known(word)
        or _inflected(word)
        or any(word[:i] in common and word[i:] in common for i in range(3, len(word) - 2))
    )


_ENDINGS = (
    "ies",
    "es",
    "s",
    "ed",
    "d",
    "ing",
    "er",
    "ers",
    "ly",
    "ness",
    "less",
    "ful",
    "like",
    "y",
    "able",
    "ism",
    "ist",
)


def _inflected(word: str) -> bool:
    """Tell whether a word is a known one with an ending."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and any(map(english.known, (stem, stem + "e", stem + "y"))):
            return True
        if stem != word and len(stem) > 3 and stem[-1] == stem[-2] and english.known(stem[:-1]):
            return True
    return False


def _apart(word: str) -> list[str] | None:
    """Return the words that an unknown word was glued of: two nouns make a compound, so one must be small."""
    if word in _PAIRS:
        return [word[:-1], word[-1:]] if word[0] != "a" else [word[0], word[1:]]
    if (
        len(word) < 5
        or word in _NEW
        or english.known(word)
        or english.known(word.replace("our", "or"))
        or _inflected(word)
    ):
        return None
    parts = _parts(word)
    return parts if parts and len(parts) > 1 and _proves(parts) else None


def _parts(word: str) -> list[str] | None:
    """Part a word into common ones, the fewest; None where that can't be done."""
    common = english.common()
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 16), end):
            before, part = best[start], word[start:end]
            if before is None or len(before) >= _PARTS or part not in (_TINY if end - start < 3 else common):
                continue
            found = best[end]
            if found is None or _cost([*before, part]) < _cost(found):
                best[end] = [*before, part]
    return best[len(word)]


def _cost(parts: list[str]) -> tuple[int, int]:
    return len(parts), sum(len(part) < 3 for part in parts)


def _proves(parts: list[str]) -> bool:
    """Tell whether words that were found in one another must have stood apart."""
    if len(parts) == 2:
        return any(_telling(*parts))
    # "valid-at-or", "environment-a-list": syllables look like small words.
    return sum(map(len, parts)) > 7 and not _SMALL.isdisjoint(parts) and parts[-1] not in _SUFFIXES


def _telling(first: str, last: str) -> Iterator[bool]:
    """Yield whether two words are such as no compound is made of, one way after the other."""
    yield first in _SMALL and last in _LAST and len(first) + len(last) > 4
    yield last in _LAST and len(last) > 1 and len(first) > 2
    yield last in _ENDS and len(first) > 3 and not (last == "in" and english.known(f"{first}ing"))  # as in "meetin"
    yield last == "a" and first.endswith("ing")
    yield first in {"is", "was"} and last.endswith("ing") and len(last) > 4
    yield first == "an" and last[0] in "aeiou" and len(last) > 4
    yield first in _FIRST and len(first) > 2 and len(last) > 2
    yield first in _SOMEBODY and last.endswith("ing") and len(last) > 5
    yield first.endswith(("ing", "ed", "ies")) and len(first) > 5 and len(last) > 3


def _captions(*texts: str) -> tuple[Example, ...]:
    return tuple(Example(text, Kind.CAPTION) for text in texts)


RULES: tuple[Rule, ...] = (
    Rule(
        id="captions.glued",
        severity=Severity.ERROR,
        languages=(),
        message="Words that belong apart are glued together.",
        rationale=(
            "Cues, lines and cells of a page are put together without a space before they are translated, and nobody"
            " reads what comes out."
        ),
        source="Observed in captions of pages and in subtitles that were translated automatically.",
        find=_glued,
        kinds=frozenset({Kind.CAPTION, Kind.CUE}),
        must_flag=_captions(
            "A nun opens the gateTwo goats run out.",
            "A goat sleeps in the yard.The nun looks on.",
            "A nun andthe goat in the yard.",
            "The goatis on the roof of the shed.",
            "A goat standsinfrontofthe shed.",
            "Two nuns sit on a benchwith their goat.",
        ),
        must_pass=_captions(
            "A goatherd in a windcheater near the boathouse.",
            "An iPhone and a PlayStation on the table.",
            "He reads eBay offers on his MacBook.",
            "Fishmongers in oilskins by the slipway.",
            "A kitesurfer in a wetsuit and a bandana.",
            "More on www.example.com and at node.js meetings.",
            "Kayaks, catamarans and dinghies at the pontoon.",
            "Environmentalists redistribute the horseradish, intermittently.",
            "A heron, a merganser and two moorhens on the millpond.",
            "Raisins, parsnips and a bandolier of sausages.",
        ),
    ),
)
