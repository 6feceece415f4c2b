"""How long the English of a text is to be expected, and how far from that it is.

Gale and Church, "A program for aligning sentences in bilingual corpora" (1993), measure the difference of two lengths
in standard deviations; here it is that of their logarithms. The spread was fitted to human translations from Chinese,
which are freer than a machine's, and holds for those from Russian, Estonian, Romanian, Nepali and Sinhala too.
"""

from __future__ import annotations

import math
import re
from typing import Final

_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_KANA: Final = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_HAN_WORTH, _KANA_WORTH = 3.1, 1.8
# Scripts that leave vowels out, and Thai and Lao, which write them around their consonants.
_BRIEF: Final = re.compile(r"[\u0590-\u06ff]")
_BRIEF_WORTH = 1.15
_SPREAD, _NOISE = 0.025, 1.2
_SLACK = 4.0
"""Letters that are added to both sides, so that the shortest texts are not far from each other."""


def expected(text: str) -> float:
    """Return how many letters, without spaces, the English of a text has on average."""
    letters = sum(not character.isspace() for character in text)
    if text.isascii():
        return float(letters)
    return (
        letters
        + (_HAN_WORTH - 1) * len(_HAN.findall(text))
        + (_KANA_WORTH - 1) * len(_KANA.findall(text))
        + (_BRIEF_WORTH - 1) * len(_BRIEF.findall(text))
    )


def deviation(english: float, source: float) -> float:
    """Return how many standard deviations longer the English is than expected; shorter ones are below zero.

    Args:
        english: its letters without spaces.
        source: the letters that it is expected to have.
    """
    ratio = math.log((english + _SLACK) / (source + _SLACK))
    return ratio / math.sqrt(_SPREAD + _NOISE / (source + _SLACK))
