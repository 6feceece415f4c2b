"""Known answers: what the default model says of a few sentences, to tell a broken installation from a good one."""

from __future__ import annotations

from mtqa.lm.base import LanguageModel

ANSWERS: tuple[tuple[str, float, float], ...] = (
    ("The library will stay open until eight on weekdays while the roof is being repaired.", 7.0077, 7.1364),
    ("She put the kettle on, sat down by the window and opened the letter.", 5.7391, 5.7794),
    ("The performance was broadcasted by the organizers in the Internet.", 8.7487, 8.6430),
    ("Ministry promised that bridge will be for every citizens finish before winter.", 10.4551, 10.6218),
    ("A heron on the lock gate at low water", 11.3005, 11.4127),
)
"""A sentence and its mean surprisal in bits a token, in float32 and in 8-bit integers."""

TOLERANCE = {"float32": 0.005, "bfloat16": 0.12}
"""Bits a token. Half precision keeps eight bits of each product; libraries and processors round differently."""

TOLERANCE_INT8 = 0.12
"""The same for 8-bit integers against their own answers: a state on the edge of a step may fall to either side.

With the kernels that `mtqa.lm.kernels` chooses they are met to the last place; others moved them by up to .08.
"""


def compare(model: LanguageModel) -> list[str]:
    """Score the sentences and return what differs from the known answers, empty where nothing does."""
    integers = model.precision.startswith("int8")
    allowed = TOLERANCE_INT8 if integers else TOLERANCE.get(model.precision, max(TOLERANCE.values()))
    remedy = f"try --dtype float32, or {'mtqa model install --force' if integers else 'install torch anew'}"
    problems = []
    for (text, single, eight), score in zip(ANSWERS, model.score([text for text, *_ in ANSWERS]), strict=True):
        answer = eight if integers else single
        if abs(score.mean - answer) > allowed:
            problems.append(
                f"'{text}' scores {score.mean:.3f} bits a token, the known answer is {answer:.3f} "
                f"(allowed: {allowed}); {remedy}"
            )
    return problems
