"""Words with a sign before them, so that their colour is not all that tells them from others."""

from __future__ import annotations

from mtqa.diffing import words
from mtqa.outcome import Gate
from mtqa.report.html.assembly import escape


def signed(name: str, sign: str, text: str) -> str:
    """Write a word with a sign before it.

    Args:
        name: the class of both.
        sign: the sign.
        text: the word.
    """
    return f'<span class="{name}"><span class="glyph" aria-hidden="true">{sign}</span>{escape(text)}</span>'


def gate(decided: Gate | None) -> str:
    """Write what a gate decided."""
    if decided is None:
        return signed("v-rest", "–", words.gate(decided))
    return signed(*(("v-good", "✓") if decided.passed else ("v-bad", "✕")), words.gate(decided))
