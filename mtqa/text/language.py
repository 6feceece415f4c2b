"""Tells the language of a text, offline and always the same for the same text.

English is recognised by its function words, which is fast and safe: the statistics of langdetect are asked only
about text that has hardly any of them, and each call starts from the same seed, whatever was asked before.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.document import Segment, Sentence

if TYPE_CHECKING:
    from langdetect.detector_factory import DetectorFactory

LANGUAGE_ID = "langdetect@1.0.9+1"
"""The identifier's name and version, and the version of the checks around it."""

SAMPLE_LETTERS = 2000
"""How much of a document is looked at, taken evenly from its sentences."""
SHORTEST = 20
"""Letters below which no language is told."""

_SEED = 0
_SURE = 0.9
_SHARE = 0.1
_ENGLISH_AROUND = 2
_SCRIPT_SHARE = 0.5
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LETTERS = re.compile(r"[^\W\d_]")

_ENGLISH = (
    "the and of that with it its it's from this these those which is are was were been being have has had not but "
    "they their them his her she he you your we our us would could should will there what when where who how why "
    "than more about into after before because while during between through against without under over to for by "
    "an at as if or both each other another such only very also just then now here up out off down again once any "
    "some most few own same too can may might must did does doing don't doesn't didn't isn't aren't wasn't can't "
    "won't i'm i've you're we're they're that's there's said says new no yes my me him be do i a on in"
)
_ELSEWHERE = (
    "a i in on an is at as or if do be me he no by to for was will had we us did any may must over under up of her "
    "new my not who his own then here are has can"
)
FUNCTION_WORDS = frozenset(_ENGLISH.split())
# Words of other languages in Latin script too, such as German "was" and "in": they support, but never prove.
_SHARED = frozenset(_ELSEWHERE.split())
_TELLING = FUNCTION_WORDS - _SHARED


def identify(text: str) -> str | None:
    """Return the ISO 639-1 code of the likeliest language, or None where too few letters tell."""
    if len(_LETTERS.findall(text)) < SHORTEST:
        return None
    return "en" if reads_english(text) else _ask(text)[0]


def document_language(sentences: Sequence[Sentence | Segment]) -> str | None:
    """Return the language that a document is mostly written in, from an even sample of its sentences or segments."""
    if not sentences:
        return None
    total = sum(len(sentence.text) for sentence in sentences)
    step = max(1, total // SAMPLE_LETTERS)
    sample = " ".join(sentence.text for sentence in sentences[::step])
    return identify(sample[: 2 * SAMPLE_LETTERS])


def foreign(text: str) -> str | None:
    """Return the code of the language other than English that a text is surely written in, else None."""
    if reads_english(text):
        return None
    code, probability = _ask(text)
    return code if code != "en" and probability >= _SURE else None


def foreign_script(text: str) -> str | None:
    """Return the name of the script that most letters of a text belong to, if that is not Latin.

    A sentence with untranslated words in it is English as long as English words hold it together.
    """
    if text.isascii():
        return None
    letters = [character for character in text if character.isalpha()]
    scripts = Counter(_script(character) for character in letters if not character.isascii())
    if not scripts:
        return None
    name, count = scripts.most_common(1)[0]
    if name == "Latin" or count <= _SCRIPT_SHARE * len(letters):
        return None
    return name if english_words(text) < _ENGLISH_AROUND else None


def english_words(text: str) -> int:
    """Count the English function words of a text."""
    return sum(word in FUNCTION_WORDS for word in _words(text))


def reads_english(text: str) -> bool:
    """Tell whether a text has the share of function words that English has and other languages lack."""
    words = _words(text)
    telling = sum(word in _TELLING for word in words)
    shared = sum(word in _SHARED for word in words)
    return telling > 0 and telling + shared >= _SHARE * len(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


@lru_cache(maxsize=4096)
def _ask(text: str) -> tuple[str | None, float]:
    """Ask langdetect for the likeliest language and its probability."""
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415 - loaded only where needed

    detector = _factory().create()
    detector.append(text)
    try:
        ranked = detector.get_probabilities()
    except LangDetectException:
        return None, 0.0
    if not ranked:
        return None, 0.0
    return str(ranked[0].lang).split("-")[0], float(ranked[0].prob)


class _Rows(dict[str, list[float]]):
    """The share of each n-gram in each language, as langdetect keeps it, with a row made when it is first asked for.

    A run asks for a few hundred of 70,000 rows; filling them all would take most of the time of a short one.
    """

    def __init__(self, profiles: Sequence[tuple[Sequence[int], dict[str, int]]]) -> None:
        super().__init__()
        self._profiles = [(counts, (1, *totals)) for totals, counts in profiles]

    def __contains__(self, ngram: object) -> bool:
        return super().__contains__(ngram) or any(ngram in counts for counts, _ in self._profiles)

    def __missing__(self, ngram: str) -> list[float]:
        size = len(ngram)
        row = self[ngram] = [
            counts.get(ngram, 0) / totals[size] if size < len(totals) else 0.0 for counts, totals in self._profiles
        ]
        return row


@lru_cache(maxsize=1)
def _factory() -> DetectorFactory:
    """Load a factory of our own, so that the process's shared seed stays as others set it.

    The languages are in the order of their names, not of the file system as ``load_profile`` takes them.
    """
    from langdetect import detector_factory  # noqa: PLC0415 - loading its profiles takes a tenth of a second

    factory = detector_factory.DetectorFactory()
    profiles = [json.loads(file.read_bytes()) for file in sorted(Path(detector_factory.PROFILES_DIRECTORY).iterdir())]
    factory.langlist = [profile["name"] for profile in profiles]
    factory.word_lang_prob_map = _Rows([(profile["n_words"], profile["freq"]) for profile in profiles])
    factory.set_seed(_SEED)
    return factory


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """Return the script of a letter, which is the first word of its name in Unicode."""
    name = unicodedata.name(letter, "unknown").split()[0].capitalize()
    return "Chinese" if name == "Cjk" else name
