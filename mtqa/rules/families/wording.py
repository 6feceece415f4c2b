"""Rules: turns of phrase and of word order that translations leave, beside the phrases of the lexicon."""

from __future__ import annotations

from mtqa.rules.base import Rule
from mtqa.rules.families import wording_impersonal, wording_letters, wording_order, wording_verbs, wording_words

RULES: tuple[Rule, ...] = (
    *wording_impersonal.RULES,
    *wording_letters.RULES,
    *wording_order.RULES,
    *wording_verbs.RULES,
    *wording_words.RULES,
)
