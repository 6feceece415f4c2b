"""Each rule is held to its own examples."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

from mtqa.rules import RULES, Rule, families
from mtqa.rules.engine import failing


def _name(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_keeps_to_its_examples(rule: Rule) -> None:
    """A rule hits each of its must-flag examples, and leaves each of its must-pass examples alone."""
    assert failing(rule) == []


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_is_well_formed(rule: Rule) -> None:
    """A rule has an id of two parts, reasons, and at least four examples of either kind."""
    family, dot, name = rule.id.partition(".")
    assert (dot, family.replace("-", "").isalpha() and bool(name)) == (".", True)
    assert min(len(rule.must_flag), len(rule.must_pass)) >= 4
    assert all((rule.message, rule.rationale, rule.source))
    assert rule.message.endswith(".")


def test_the_catalogue_is_whole() -> None:
    """Each module of rules is in the catalogue, by itself or gathered by another."""
    modules = [import_module(f"{families.__name__}.{module.name}") for module in iter_modules(families.__path__)]
    missing = [rule.id for module in modules for rule in module.RULES if rule not in RULES]
    assert (len(modules) > 50, missing) == (True, [])


def test_no_two_rules_share_an_id() -> None:
    """Ids are what baselines and suppressions name."""
    names = [rule.id for rule in RULES]
    assert sorted(set(names)) == names
