"""Rules: idioms translated word for word."""

from __future__ import annotations

from mtqa.result import Severity
from mtqa.rules.base import Rule
from mtqa.rules.lexicon.idioms import LITERAL_TOO, SURE, Idiom
from mtqa.rules.phrases import Phrase, Phrasebook


def _phrase(idiom: Idiom) -> Phrase:
    origin, _, original = idiom.origin.partition(" ")
    message = f"An idiom word for word ({origin} {original}); English says '{idiom.english}'."
    return Phrase(idiom.anchors, idiom.expression, idiom.english.replace("\\", r"\\"), message)


_SURE = Phrasebook(*map(_phrase, SURE))
_LITERAL_TOO = Phrasebook(*map(_phrase, LITERAL_TOO))

_LANGUAGES = ("ru", "uk", "de", "fr", "es", "it", "pt", "pl", "cs", "sr", "hr", "tr", "zh", "fi")
_SOURCE = "Each entry names its idiom; Baziotis et al. 2023, on literal translation of idioms by machines."

RULES: tuple[Rule, ...] = (
    Rule(
        id="idioms.literal",
        severity=Severity.ERROR,
        languages=_LANGUAGES,
        message="An idiom of another language stands here word for word.",
        rationale=(
            "Systems translate an idiom's words and lose its meaning. The result is an image that English does not"
            " know, and that no writer of English would have come up with."
        ),
        source=_SOURCE,
        find=_SURE,
        triggers=_SURE.triggers,
        must_flag=(
            "The seller tried to hang noodles on our ears.",
            "Critics say the law is shooting at sparrows with cannons.",
            "That decision was the drop that overflowed the glass.",
            "The opposition keeps putting sticks in the wheels of the reform.",
        ),
        must_pass=(
            "She put the noodles on the table and covered her ears.",
            "Two sparrows sat on the old cannon.",
            "A drop fell into the glass.",
            "The dog is buried in the garden.",
            "They eat neither fish nor meat on Fridays.",
        ),
    ),
    Rule(
        id="idioms.perhaps-literal",
        severity=Severity.WARNING,
        languages=_LANGUAGES,
        message="This may be an idiom of another language, word for word.",
        rationale=(
            "These images can be meant as they stand, yet in news and commentary they are nearly always an idiom that"
            " was translated word for word."
        ),
        source=_SOURCE,
        find=_LITERAL_TOO,
        triggers=_LITERAL_TOO.triggers,
        must_flag=(
            "Such statements only pour oil into the fire.",
            "He felt not in his plate at the reception.",
            "The minister had to swallow many toads.",
            "To ask them for money is to carry owls to Athens.",
        ),
        must_pass=(
            "Pour the oil into the pan.",
            "The peas were not on his plate.",
            "Swallows and toads eat insects.",
            "The owls near Athens are protected.",
        ),
    ),
)
