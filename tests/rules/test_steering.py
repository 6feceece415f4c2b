"""Lexicons where the source's language is known."""

from __future__ import annotations

import pytest

from mtqa.rules import RuleSet
from mtqa.rules.steering import steered

ALL = RuleSet.of()


def _lexicons(rules):
    families = ("calques", "false-friends", "idioms")
    return {rule.id for rule in rules.rules if rule.family in families and len(rule.languages) == 1}


@pytest.mark.parametrize(
    ("language", "kept", "left_out"),
    [
        ("es", {"calques.spanish", "idioms.italian", "false-friends.french"}, {"calques.finnish", "idioms.russian"}),
        ("ru", {"calques.russian", "idioms.ukrainian"}, {"calques.spanish", "idioms.chinese"}),
        ("mk", {"calques.serbian"}, {"calques.russian", "idioms.polish"}),
        ("sw", set(), {"calques.spanish", "idioms.russian"}),
    ],
)
def test_unrelated_lexicons_are_left_out(language, kept, left_out):
    """Lexicons of the source's language and its kin run, those of others don't, and all other rules do."""
    chosen = steered(ALL, language)
    assert kept <= _lexicons(chosen)
    assert not left_out & _lexicons(chosen)
    others = {rule.id for rule in ALL.rules} - _lexicons(ALL)
    assert {rule.id for rule in chosen.rules} - _lexicons(chosen) == others


def test_without_a_language_all_rules_run():
    """Where the language is unknown nothing is left out."""
    assert steered(ALL, None) is ALL
