"""Rules: grammar that translation breaks and people who write English every day do not."""

from __future__ import annotations

from mtqa.rules import grammar_nouns, grammar_order, grammar_verbs
from mtqa.rules.base import Rule

RULES: tuple[Rule, ...] = (*grammar_nouns.RULES, *grammar_order.RULES, *grammar_verbs.RULES)
