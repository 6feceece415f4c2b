"""Known answers: what the default model says of a few sentences, to tell a broken installation from a good one."""

from __future__ import annotations

from mtqa.lm.base import LanguageModel

ANSWERS: tuple[tuple[str, float], ...] = (
    ("The library will stay open until eight on weekdays while the roof is being repaired.", 7.0077),
    ("She put the kettle on, sat down by the window and opened the letter.", 5.7391),
    ("The performance was broadcasted by the organizers in the Internet.", 8.7487),
    ("Ministry promised that bridge will be for every citizens finish before winter.", 10.4551),
    ("A heron on the lock gate at low water", 11.3005),
)
"""A sentence and its mean surprisal in bits a token, in float32."""

TOLERANCE = {"float32": 0.005, "bfloat16": 0.12}
"""Bits a token. Half precision keeps eight bits of each product; libraries and processors round differently."""


def compare(model: LanguageModel) -> list[str]:
    """Score the sentences and return what differs from the known answers, empty where nothing does."""
    scores = model.score([text for text, _ in ANSWERS])
    allowed = TOLERANCE.get(model.precision, max(TOLERANCE.values()))
    return [
        f"'{text}' scores {score.mean:.3f} bits a token, the known answer is {answer:.3f} (allowed: {allowed}); "
        "try --dtype float32, or install torch anew"
        for (text, answer), score in zip(ANSWERS, scores, strict=True)
        if abs(score.mean - answer) > allowed
    ]
