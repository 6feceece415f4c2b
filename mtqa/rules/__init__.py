"""Rules: what machine translation does to English, each a value with its reasons and examples."""

from __future__ import annotations

from mtqa.rules.base import Example, Hit, Passage, Rule, Word, pattern
from mtqa.rules.catalogue import RULES
from mtqa.rules.engine import RuleSet

__all__ = ["RULES", "Example", "Hit", "Passage", "Rule", "RuleSet", "Word", "pattern"]
