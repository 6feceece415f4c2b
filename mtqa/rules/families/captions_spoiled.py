"""Rules: captions that were spoiled: said twice, or left in another language in part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules.base import Example, Hit, Passage, Rule, Word, word_set
from mtqa.rules.families.repetition_loops import DOUBLES
from mtqa.rules.lexicon.everyday import EVERYDAY, GERMAN_NOUNS
from mtqa.rules.lexicon.residue import LOANS

_CAPTIONS = frozenset({Kind.CAPTION})
_LONGEST = 120
"""Words of a caption that are looked at."""
_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class _Token(NamedTuple):
    """A word, or the part of one that a capital begins, and its place."""

    lower: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    """Cut a text into words, and words in which a capital follows a small letter into their parts."""
    found = []
    for match in _TOKEN.finditer(text):
        at = match.start()
        for part in _JOINT.split(match[0]):
            found.append(_Token(part.lower(), at, at + len(part)))
            at += len(part)
    return found[:_LONGEST]


_LIGHT = DOUBLES | word_set("the a an of in on at by to for and or with from after against")


def _doubled(passage: Passage) -> Iterator[Hit]:
    """Find words that are said again at once: the whole caption, or three words of it or more."""
    tokens = _tokens(passage.text)
    words = [token.lower for token in tokens]
    for size in range(len(words) // 2, 1, -1):
        for i in range(len(words) - 2 * size + 1):
            if words[i] == words[i + size] and words[i : i + size] == words[i + size : i + 2 * size]:
                said = words[i : i + size]
                if _meant(passage.text, said, tokens[i].start, tokens[i + 2 * size - 1].end):
                    continue
                yield Hit(tokens[i + size].start, tokens[i + 2 * size - 1].end, "")
                return


def _meant(text: str, said: Sequence[str], start: int, end: int) -> bool:
    """Tell whether people say such words twice: names ("Bora Bora"), figures, emphasis, "row after row after row"."""
    twice = text[start:end]
    if len(set(said)) == 1 or any(word.isdigit() for word in said):
        return True
    if len(said) > 2:
        return not any(len(word) > 3 for word in said)
    return not _LIGHT.isdisjoint(said) or twice.istitle() or "," in twice or sum(map(len, said)) < 8


def _doubled_across(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    """Find a sentence that its own caption says again."""
    for i, (one, other) in enumerate(pairwise(passages), 1):
        both = other.follows and one.kind is other.kind is Kind.CAPTION
        if both and len(other.plain) > 2 and one.plain == other.plain:
            yield i, Hit(0, len(other.text), "")


def _untranslated(passage: Passage) -> Iterator[Hit]:
    """Find words of another language among English ones."""
    words, text = passage.words, passage.text
    strange = [i for i, word in enumerate(words) if _strange(text, words, i)]
    # A caption in another language, a title or a motto: that is not one word that was forgotten.
    if len(strange) > 0.6 * len(words):
        return
    for i in strange:
        word = words[i]
        language = EVERYDAY.get(word.lower) or ("German" if word.text in GERMAN_NOUNS else "")
        source = f" ({language})" if language else ""
        yield Hit(word.start, word.end, None, f"'{word.text}' was left untranslated{source}.")


def _strange(text: str, words: Sequence[Word], i: int) -> bool:
    """Tell whether a word is another language's: neither quoted, nor part of a name or a compound, nor a loan."""
    shown, lower, start, end = words[i]
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if before in _SIDES or after in _SIDES:
        return False
    named = (i > 0 and _named(words[i - 1]), i + 1 < len(words) and _named(words[i + 1]))
    if shown == lower:
        if shown.isascii():
            return shown in EVERYDAY and not named[0] and not (named[1] and i > 0)
        return len(shown) > 2 and not {shown, shown.removesuffix("s")} & LOANS
    if start == 0:
        return lower in EVERYDAY and lower not in _IN_NAMES and not named[1]
    return shown in GERMAN_NOUNS and not any(named)


_SIDES = frozenset("\"'“”‘’«»„()[]*-/@#")
_IN_NAMES = word_set("piazza plaza casa villa casas")


def _named(word: Word) -> bool:
    """Tell whether a word inside a sentence has a capital, so that it may be part of a name with its neighbour."""
    return word.text[:1].isupper() and word.text not in GERMAN_NOUNS and word.start > 0


def _captions(*texts: str) -> tuple[Example, ...]:
    return tuple(Example(text, Kind.CAPTION) for text in texts)


RULES: tuple[Rule, ...] = (
    Rule(
        id="captions.doubled",
        severity=Severity.ERROR,
        languages=(),
        message="The caption says the same words twice.",
        rationale=(
            "A page gives a caption once for the eye and once for screen readers; where its text is translated in one"
            " piece, both are kept. Subtitles that roll say each line again with the next one."
        ),
        source="Observed in captions of pages that were translated automatically, and in automatic subtitles.",
        find=_doubled,
        across=_doubled_across,
        kinds=_CAPTIONS,
        must_flag=_captions(
            "The dam in August. The dam in August.",
            "Anna Bell at home Anna Bell at home",
            "Fans at the gate, fans at the gate",
            "The new town hall in Riga. The new town hall in Riga",
            "A goat on the roof of the shedA goat on the roof of the shed.",
            "The goat stands on the roof on the roof of the shed.",
            "Two nuns with a yellow kite yellow kite on the hill.",
        ),
        must_pass=_captions(
            "The dam in August, and the dam in May.",
            "Row, row, row your boat",
            "Bora Bora",
            "Row after row after row of vines near Porto.",
            "Bora Bora Bora Bora",
            "Anna Bell at home",
            "Goats on the left, goats on the right.",
            "From 10 to 12 from 10 to 12",
        ),
    ),
    Rule(
        id="captions.untranslated",
        severity=Severity.ERROR,
        languages=("de", "fr", "es", "pt", "it", "nl", "sv", "pl", "cs", "sr", "hr", "fi", "hu", "ro", "tr", "ru"),
        message="A word of another language was left untranslated.",
        rationale=(
            "A caption gives a system little to go by, so that it copies everyday words that it knows well in sentences."
            " In English text a lower-case word of that kind is neither a name nor a loan."
        ),
        source="Observed in captions of pages that were translated automatically.",
        find=_untranslated,
        kinds=_CAPTIONS,
        must_flag=_captions(
            "A goat and two hombres on the roof of the shed.",
            "Two nuns with a kleine goat near the wall.",
            "A Mädchen feeds the goats of the convent.",
            "The old nainen feeds a goat.",
            "A nun and a чёрный goat in the yard.",
            "Two nuns sit in front of the Rathaus with a goat.",
        ),
        must_pass=_captions(
            "Café owner Anna Bell at the Casa Blanca in El Prado.",
            "A scene from “Les enfants du paradis” on the big screen.",
            "The Rue de Rivoli at night.",
            "Anna Bell of the Grand Hotel de la Ville.",
            "Members of the Junge Union in Bonn.",
            "Der Spiegel editor Karl Mann in his office.",
            "Crème brûlée, jalapeños and gnocchi at the stall.",
        ),
    ),
)
