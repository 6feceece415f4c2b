"""Rules that look at the English beside what it translates."""

from __future__ import annotations

from mtqa.rules.families import (
    source_copies,
    source_figures,
    source_messages,
    source_missing,
    source_sentences,
)

RULES = (
    *source_missing.RULES,
    *source_sentences.RULES,
    *source_copies.RULES,
    *source_messages.RULES,
    *source_figures.RULES,
)
