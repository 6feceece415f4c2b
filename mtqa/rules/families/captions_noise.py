"""Rules: noise in captions and subtitles, and lines that say the same in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules.base import FOREIGN, Example, Hit, Passage, Rule, late
from mtqa.rules.lexicon.residue import FUNCTION_WORDS
from mtqa.text.language import FUNCTION_WORDS as ENGLISH

_KINDS = frozenset({Kind.CAPTION, Kind.CUE})
_BLOCK = late(r"[\u2580-\u259f\u25a0\u25a1\u25aa\u25ab\u25fb-\u25fe\u2b1b\u2b1c]+")
_RUN = 3
"""Words of the other language, and of English, from which on a caption is in two."""
_OTHER = re.compile(r"[\u0370-\u06ff\u0900-\u0eff\u10a0-\u10ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def _noise(passage: Passage) -> Iterator[Hit]:
    """Find blocks that stand in a word or touch one: a row of them between words is an ornament."""
    text = passage.text
    for match in _BLOCK.finditer(text):
        before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
        if before.isalpha() and after.isalpha():
            yield Hit(*match.span(), "")


def _two_languages(passage: Passage) -> Iterator[Hit]:
    """Find a run of words of another language beside English ones."""
    words = passage.words
    other = [_is_other(word.lower) for word in words]
    english = sum(word.lower in ENGLISH and not strange for word, strange in zip(words, other, strict=True))
    letters = sum(len(word.text) for word, strange in zip(words, other, strict=True) if strange)
    if english < 2 or not any(other):
        return
    places = [i for i, strange in enumerate(other) if strange]
    first, last = places[0], places[-1]
    scripts = bool(_OTHER.search(words[first].text))
    # Chinese and Japanese leave no spaces between words, so that letters count there.
    if (last - first + 1 >= _RUN and len(places) >= max(2, (last - first + 1) // 2)) or (scripts and letters > 5):
        inside = sum(word.lower in ENGLISH for word in words[first : last + 1] if not _is_other(word.lower))
        if inside == 0 and (scripts or len(places) >= _RUN):
            yield Hit(words[first].start, words[last].end)


def _is_other(word: str) -> bool:
    """Tell whether a word is in another script, or a small word of another language."""
    return _OTHER.search(word) is not None or (word in FUNCTION_WORDS and word not in ENGLISH)


def _examples(kind: Kind, *texts: str) -> tuple[Example, ...]:
    return tuple(Example(text, kind) for text in texts)


RULES: tuple[Rule, ...] = (
    Rule(
        id="captions.block-character",
        severity=Severity.ERROR,
        languages=(),
        message="A block stands inside a word where a letter was lost.",
        rationale=(
            "Subtitles that were taken from a broadcast have blocks where bits were lost. A system copies them, or takes"
            " the word for one that it does not know."
        ),
        source="Observed in subtitles that were extracted from broadcasts.",
        find=_noise,
        kinds=_KINDS,
        signs=frozenset((FOREIGN,)),
        must_flag=(
            *_examples(Kind.CUE, "The go\u2588t is on the roof.", "She sa\u25a0d nothing."),
            *_examples(Kind.CAPTION, "A n\u2592n and her goat", "The m\u2588\u2588ster of the house"),
        ),
        must_pass=(
            *_examples(Kind.CUE, "\u25a0 The goat is on the roof.", "\u2588\u2588\u2588 loading"),
            *_examples(Kind.CAPTION, "A nun \u25aa a goat", "The goat \u25a0"),
        ),
    ),
    Rule(
        id="captions.two-languages",
        severity=Severity.WARNING,
        languages=(),
        message="The caption says it in two languages.",
        rationale=(
            "Subtitles for learners and captions of bilingual pages hold both languages. Where only the English is to be"
            " shown, the other line was left in."
        ),
        source="Observed in bilingual subtitles.",
        find=_two_languages,
        kinds=_KINDS,
        must_flag=(
            *_examples(
                Kind.CUE,
                "Коза стоит на крыше. The goat is on the roof.",
                "The goat is on the roof of it 山羊在屋顶上面",
            ),
            *_examples(Kind.CUE, "Die Ziege ist nicht auf dem Dach und The goat is not on the roof."),
            *_examples(Kind.CAPTION, "The nun and the goat / Монахиня и коза"),
        ),
        must_pass=(
            *_examples(Kind.CUE, "He said “да” and left the house.", "The word und is on the sign."),
            *_examples(Kind.CAPTION, "The α and the β of the graph", "Café de la Paix in the rain"),
        ),
    ),
)
