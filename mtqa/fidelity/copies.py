"""What of a source stands in its English as it was: words that nobody translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import Final, NamedTuple

from mtqa.text import language

_WORD: Final = re.compile(r"\w+(?:[\u0300-\u036f\u0900-\u0dff\u200d]+\w*)*(?:['’\-]\w+)*")
_OTHER: Final = re.compile(
    r"[\u0370-\u1fff\u2c00-\u2dff\u3040-\u31ff\u3400-\u9fff\ua000-\uabff\uac00-\ud7af\uf900-\ufaff]"
)
"""Letters of other scripts than Latin."""
_STRETCH: Final = re.compile(
    r"[\u0370-\u1fff\u2c00-\u2dff\u3000-\u31ff\u3400-\u9fff\ua000-\uabff\uac00-\ud7af\uf900-\uffef]"
    r"(?:[\W\d\u0370-\u1fff\u2c00-\u2dff\u3000-\u31ff\u3400-\u9fff\ua000-\uabff\uac00-\ud7af\uf900-\uffef]*"
    r"[\u0370-\u1fff\u2c00-\u2dff\u3000-\u31ff\u3400-\u9fff\ua000-\uabff\uac00-\ud7af\uf900-\uffef])?"
)
_HAN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_ENCLOSED: Final = re.compile(
    r"\([^()]{0,300}\)|（[^（）]{0,300}）|(?<!\w)['‘‚][^'‘’]{1,300}['’](?!\w)|[\"“„«‹][^\"“”«»]{0,300}[\"”“»›]|"
    r"『[^』]{0,300}』|「[^」]{0,300}」|《[^》]{0,300}》"
)
_MOSTLY = 0.6
_FEWEST = 5
"""Words in a row, or `_FEWEST_HAN` characters, that are no name any more."""
_FEWEST_HAN = 10
_LONG = 8
_MOST = 300
"""Words of a sentence that are looked at."""
_LOANS: Final = frozenset(
    ("déjà vu", "à la carte", "crème brûlée", "vis-à-vis", "tête-à-tête", "raison d'être", "smörgåsbord", "façade")
)
_ENDONYMS: Final = frozenset(
    "русский українська беларуская български македонски српски ελληνικά עברית العربية فارسی اردو हिन्दी हिंदी नेपाली "
    "मराठी বাংলা தமிழ் తెలుగు සිංහල ไทย ລາວ ខ្មែរ မြန်မာ ქართული հայերեն қазақша 中文 简体中文 繁體中文 繁体中文 日本語 "
    "한국어 монгол кыргызча тоҷикӣ".split()
)


class Copy(NamedTuple):
    """A stretch of English that is the source's; ``sure`` where it can't be a name or a title; ``whole`` for all."""

    start: int
    end: int
    sure: bool
    whole: bool


def copies(english: str, source: str, code: str | None, *, unit: bool) -> Iterator[Copy]:
    """Yield the stretches of a sentence that were left as they stand in the source.

    Args:
        english: the sentence.
        source: what it translates.
        code: ISO 639-1 code of the source's language; None where it is unknown.
        unit: whether it is a message of its own, in which two words may be all.
    """
    if code == "en" or not source.strip():
        return
    others = len(_OTHER.findall(english))
    if others:
        yield from _of_other_script(english, source, others)
    elif not _OTHER.search(source):
        yield from _of_latin_script(english, source, code, unit=unit)


def _of_other_script(english: str, source: str, others: int) -> Iterator[Copy]:
    letters = sum(map(str.isalpha, english))
    plain = _plain(source)
    if others > _MOSTLY * letters:
        words = _plain(english)
        if words in plain and words.casefold() not in _ENDONYMS:
            yield Copy(0, len(english), len(words.split()) > 1 or len(_HAN.findall(english)) > 3, whole=True)
            return
    enclosed = [match.span() for match in _ENCLOSED.finditer(english)]
    for match in _STRETCH.finditer(english):
        start, end = match.span()
        long = len(_WORD.findall(match[0])) >= _FEWEST or len(_HAN.findall(match[0])) >= _FEWEST_HAN
        if long and _plain(match[0]) in plain:
            sure = not any(a <= start and end <= b for a, b in enclosed)
            yield Copy(start, end, sure, whole=others > _MOSTLY * letters)


def _of_latin_script(english: str, source: str, code: str | None, *, unit: bool) -> Iterator[Copy]:
    words = list(islice(_WORD.finditer(english), _MOST))
    keys = [word[0].casefold() for word in words]
    theirs = [word[0].casefold() for word in islice(_WORD.finditer(source), 2 * _MOST)]
    if not keys or not theirs:
        return
    if keys == theirs or (len(keys) >= _FEWEST and _share(keys, theirs) > 0.9):
        if _is_foreign(english, [word[0] for word in words], code, unit=unit):
            sure = len(words) >= _FEWEST
            yield Copy(words[0].start(), words[-1].end(), sure, whole=True)
        return
    if len(keys) < _FEWEST:
        return
    enclosed = [match.span() for match in _ENCLOSED.finditer(english)]
    for block in SequenceMatcher(None, keys, theirs, autojunk=False).get_matching_blocks():
        if block.size < _FEWEST:
            continue
        run = words[block.a : block.a + block.size]
        start, end = run[0].start(), run[-1].end()
        if any(a <= start and end <= b for a, b in enclosed):
            continue
        lower = [word[0] for word in run if word[0].islower()]
        if len(lower) > block.size / 2 and _reads_as(english[start:end], code):
            # A title in another language starts with a capital.
            yield Copy(start, end, block.size >= _LONG or run[0][0].islower(), whole=False)


def _is_foreign(english: str, words: Sequence[str], code: str | None, *, unit: bool) -> bool:
    """Tell whether a sentence that is the source's own is none of names and figures alone, and no English."""
    lower = [word for word in words if word.islower() and word.isalpha()]
    if not lower or language.reads_english(english) or " ".join(words).casefold() in _LOANS:
        return False
    if len(words) >= 4:
        if len(lower) >= 3 and len(lower) > len(words) / 2:
            return True
        return len(lower) >= 2 and language.foreign(english) == code is not None
    if not unit or len(words) < 2:
        return False
    return not "".join(lower).isascii() or (code is not None and language.foreign(english) == code)


def _reads_as(text: str, code: str | None) -> bool:
    """Tell whether a text seems to be in another language than English, and not surely in another than the source."""
    found = language.identify(text)
    return found not in (None, "en") and (found == code or code is None or language.foreign(text) is None)


def _share(first: Sequence[str], second: Sequence[str]) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text))
