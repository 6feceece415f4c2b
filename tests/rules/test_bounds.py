"""No text makes a rule run away: each is tried on long texts made to be hard for it."""

from __future__ import annotations

import random
import time

import pytest

from mtqa.document import Kind
from mtqa.rules import RULES, RuleSet

LENGTH = 10_000
MOST_SECONDS = 2.0
"""Of processor time for one text of `LENGTH` characters; a quadratic rule takes minutes."""


def _hard(rule):
    """Yield texts that are nearly what the rule looks for, over and over: its examples, cut and shuffled."""
    rng = random.Random(3)
    examples = [one if isinstance(one, str) else one.text for one in rule.must_flag]
    sample = examples if len(examples) <= 4 else rng.sample(examples, 4)
    yield from (_long(f"{text} ") for text in (" ".join(examples)[:LENGTH], *sample[:2]))
    for text in sample:
        words = text.split()
        yield _long(" ".join(words[: max(1, 2 * len(words) // 3)]) + " ")
    words = " ".join(sample).split()
    rng.shuffle(words)
    yield _long(" ".join(words) + " ")
    for word in sorted(set(words), key=len)[-2:]:
        yield _long(f"{word} ")
        yield _long(word)
    marks = "".join(sorted({character for character in " ".join(sample) if not character.isalnum()}))
    yield _long(marks)


def _long(piece):
    return (piece * (LENGTH // len(piece) + 1))[:LENGTH]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_time_is_bounded(rule):
    """Texts of 10,000 characters take seconds at most, whatever they hold."""
    rules = RuleSet((rule,))
    kind = Kind.PARAGRAPH if Kind.PARAGRAPH in rule.kinds else next(iter(sorted(rule.kinds)))
    rules.hits("A first call builds the automaton.", kind)
    for text in _hard(rule):
        start = time.process_time()
        rules.document([(text, kind)])
        assert time.process_time() - start < MOST_SECONDS, text[:80]
