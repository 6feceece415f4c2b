"""The shipped rates: fresh, and in keeping with what a severity promises."""

from __future__ import annotations

import pytest

from mtqa.result import Severity
from mtqa.rules import RULES
from mtqa.rules.rates import GENRES, HUMAN, NATIVE, REFERENCES, measured

MEASURED = [rule for rule in RULES if rule.against is None]
MOST_IN_NATIVE = 0.2
"""Hits per 1,000 words from which on a rule must be a note."""


def test_every_rule_was_measured():
    """`mtqa rules measure --data DIR --output json=mtqa/rules/rates.json` counts all that need no source anew."""
    assert set(measured()) == {rule.id for rule in MEASURED}


@pytest.mark.parametrize("rule", MEASURED, ids=lambda rule: rule.id)
def test_severity_is_earned(rule):
    """What hits native English more than 0.2 times per 1,000 words is a note."""
    rates = measured()[rule.id]
    if rule.severity is not Severity.NOTE:
        assert max(rates.of(group).per_thousand for group in (NATIVE, GENRES)) <= MOST_IN_NATIVE


def test_all_together_hit_native_english_rarely():
    """At most 1.5 hits per 1,000 words of native news, and of other genres, by all rules."""
    for group in (NATIVE, GENRES):
        assert sum(rates.of(group).per_thousand for rates in measured().values()) <= 1.5


def test_rates_are_whole():
    """Each group has words, and each interval holds its ratio."""
    for rates in measured().values():
        assert {rate.group for rate in rates.rates} >= {*HUMAN, "machine 2013", "machine 2018", "machine 2019"}
        # There are no documents of 2020, in which rules of documents could be counted.
        assert all(rate.words > 0 or rate.group == "machine 2020" for rate in rates.rates)
        assert rates.low <= rates.ratio <= rates.high
        assert rates.of(REFERENCES).words > 100_000
