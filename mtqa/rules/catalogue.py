"""All rules, sorted by id."""

from __future__ import annotations

from mtqa.rules import calques, captions, grammar, idioms, names, residue, typography
from mtqa.rules.base import Rule

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *calques.RULES,
            *captions.RULES,
            *grammar.RULES,
            *idioms.RULES,
            *names.RULES,
            *residue.RULES,
            *typography.RULES,
        ),
        key=lambda rule: rule.id,
    )
)
