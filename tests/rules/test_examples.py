"""Each rule is held to its own examples."""

from __future__ import annotations

import pytest

from mtqa.rules import RULES, Example, Rule, RuleSet

FLAG = [(rule, example) for rule in RULES for example in rule.must_flag]
PASS = [(rule, example) for rule in RULES for example in rule.must_pass]


def _hits(rule: Rule, example: Example | str) -> list[tuple[Rule, int, int, str | None, str]]:
    example = Example(example) if isinstance(example, str) else example
    return RuleSet((rule,)).hits(example.text, example.kind)


def _name(value: object) -> str:
    return value.id if isinstance(value, Rule) else ""


@pytest.mark.parametrize(("rule", "example"), FLAG, ids=_name)
def test_flags_what_it_must(rule: Rule, example: Example | str) -> None:
    """A rule hits each of its must-flag examples."""
    assert _hits(rule, example)


@pytest.mark.parametrize(("rule", "example"), PASS, ids=_name)
def test_passes_what_it_must(rule: Rule, example: Example | str) -> None:
    """A rule leaves each of its must-pass examples alone."""
    assert _hits(rule, example) == []


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_is_well_formed(rule: Rule) -> None:
    """A rule has an id of two parts, reasons, and at least four examples of either kind."""
    family, dot, name = rule.id.partition(".")
    assert (dot, family.isidentifier() and bool(name)) == (".", True)
    assert min(len(rule.must_flag), len(rule.must_pass)) >= 4
    assert all((rule.message, rule.rationale, rule.source))
    assert rule.message.endswith(".")
