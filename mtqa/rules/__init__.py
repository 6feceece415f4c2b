"""Rules: what machine translation does to English, each a value with its reasons and examples."""

from __future__ import annotations

from mtqa.rules.base import Example, Hit, Passage, Rule, Word, pattern
from mtqa.rules.catalogue import RULES
from mtqa.rules.engine import RuleHit, RuleSet

__all__ = ["RULES", "Example", "Hit", "Passage", "Rule", "RuleHit", "RuleSet", "Word", "pattern"]
