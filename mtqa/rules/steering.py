"""Which lexicons are worth asking where the source's language is known.

An odd phrase that a lexicon calls a calque from Finnish is none in a text that was translated from Spanish: there it
is a coincidence, and mostly good English. Lexicons of languages that borrow from each other, or build their phrases
alike, are kept.
"""

from __future__ import annotations

from mtqa.rules.base import Rule
from mtqa.rules.engine import RuleSet

_LEXICONS = frozenset({"calques", "false-friends", "idioms"})
_KIN = tuple(
    frozenset(group.split())
    for group in (
        "ru uk be bg kk",
        "sr hr bs sl mk bg",
        "cs sk pl uk",
        "es pt ca gl it fr ro",
        "de nl sv da no nb nn is",
        "fi et",
        "lt lv",
        "zh ja ko vi",
        "ar fa tr az ur hi he",
    )
)


def steered(rules: RuleSet, language: str | None) -> RuleSet:
    """Return rules without the lexicons that a source language has nothing to do with.

    Args:
        rules: the rules that run.
        language: ISO 639-1 code of the source; with None, all rules stay.
    """
    if language is None:
        return rules
    near = frozenset({language}).union(*(group for group in _KIN if language in group))
    return RuleSet(tuple(rule for rule in rules.rules if not _is_lexicon(rule) or near.intersection(rule.languages)))


def _is_lexicon(rule: Rule) -> bool:
    """Tell whether a rule is the lexicon of one language."""
    return rule.family in _LEXICONS and len(rule.languages) == 1
