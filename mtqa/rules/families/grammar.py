"""Rules: grammar that translation breaks and people who write English every day do not."""

from __future__ import annotations

from mtqa.rules.base import Rule
from mtqa.rules.families import (
    grammar_articles,
    grammar_clauses,
    grammar_commas,
    grammar_concord,
    grammar_determiners,
    grammar_discourse,
    grammar_forms,
    grammar_frames,
    grammar_infinitives,
    grammar_nouns,
    grammar_number,
    grammar_order,
    grammar_questions,
    grammar_reference,
    grammar_verbs,
)

RULES: tuple[Rule, ...] = (
    *grammar_articles.RULES,
    *grammar_clauses.RULES,
    *grammar_commas.RULES,
    *grammar_concord.RULES,
    *grammar_determiners.RULES,
    *grammar_discourse.RULES,
    *grammar_forms.RULES,
    *grammar_frames.RULES,
    *grammar_infinitives.RULES,
    *grammar_nouns.RULES,
    *grammar_number.RULES,
    *grammar_order.RULES,
    *grammar_questions.RULES,
    *grammar_reference.RULES,
    *grammar_verbs.RULES,
)
