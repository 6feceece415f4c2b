"""Names and words of other scripts in Latin letters, roughly: enough to see that two words sound alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџѓќѕ",
        "a b v g d e e zh z i i k l m n o p r s t u f h ts ch sh sh  y  e yu ya i i e g u j l n ch dj dz g k dz".split(
            " "
        ),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t i f ch ps o".split(),
        strict=True,
    )
)
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"}
_KNOWN = {**_CYRILLIC, **_GREEK, **_LETTERS}
# Unicode names spell what a letter sounds like: KATAKANA LETTER KA, HANGUL SYLLABLE GA, DEVANAGARI VOWEL SIGN AA.
_NAMED = re.compile(r"(?:LETTER|SYLLABLE|VOWEL SIGN|VOWEL) (?:[A-Z ]+ )?([A-Z]+)$")
_SINHALA_ENDING = re.compile(r"(?:Y)?ANNA$")
_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("bp", "p"),
        **dict.fromkeys("fvw", "f"),
        **dict.fromkeys("dt", "t"),
        **dict.fromkeys("gkq", "k"),
        **dict.fromkeys("szj", "s"),
        **dict.fromkeys("mn", "n"),
        **dict.fromkeys("aeiouyh'", ""),
        "x": "ks",
        "l": "l",
        "r": "r",
    }
)
_HISSING = re.compile(r"c(?=[eiy])|ch|tch|sh|sch|zh|dj|dzh|ts|tz")
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def _letter(char: str) -> str:
    if char.isascii():
        return char
    known = _KNOWN.get(char)
    if known is not None:
        return known
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    if plain != char:
        return "".join(_KNOWN.get(c, c if c.isascii() else "") for c in plain) or _named(char)
    return _named(char)


def _named(char: str) -> str:
    name = unicodedata.name(char, "")
    if "ANUSVARA" in name or "CANDRABINDU" in name:
        return "n"
    found = _NAMED.search(name)
    if not found:
        return ""
    sound = found[1]
    if name.startswith("SINHALA"):
        sound = _SINHALA_ENDING.sub("", sound)
    return sound.lower() if len(sound) <= 4 else ""


@lru_cache(maxsize=65536)
def latin(word: str) -> str:
    """Return a word in plain lower-case Latin letters; letters of no known sound, such as Han, are left out."""
    lowered = word.lower()
    return lowered if lowered.isascii() else "".join(map(_letter, lowered))


@lru_cache(maxsize=65536)
def skeleton(plain: str) -> str:
    """Return the consonants of a word in Latin letters, those that scripts confuse put together.

    The idea is Russell's Soundex (1918), with classes that are finer: ``Horowitz`` and ``Gorovits`` differ in the
    first letter alone.
    """
    return _REPEATED.sub(r"\1", _HISSING.sub("s", plain).replace("c", "k")).translate(_SOUNDS)
