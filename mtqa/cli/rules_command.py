"""``mtqa rules``."""

from __future__ import annotations

import click

from mtqa.errors import UsageError


@click.group("rules", short_help="List and explain the rules.")
def command() -> None:
    """List and explain the rules."""


@command.command("list")
def list_rules() -> None:
    """List every rule with its severity."""
    from mtqa.rules import RULES  # noqa: PLC0415

    width = max(len(rule.id) for rule in RULES)
    for rule in RULES:
        languages = f" [{', '.join(rule.languages)}]" if rule.languages else ""
        click.echo(f"{rule.id:<{width}}  {rule.severity:<7}  {rule.message}{languages}")


@command.command("explain")
@click.argument("rule_id", metavar="ID")
def explain(rule_id: str) -> None:
    """Say what a rule finds, why, and on which examples it is tested."""
    from mtqa.rules import RULES, RuleSet  # noqa: PLC0415

    rule = next((r for r in RULES if r.id == rule_id), None)
    if rule is None:
        RuleSet.of((rule_id,))
        inside = ", ".join(r.id for r in RULES if r.family == rule_id)
        raise UsageError(f"'{rule_id}' is a family; explain one of its rules: {inside}")
    click.echo(f"{rule.id} ({rule.severity})\n\n{rule.message}\n")
    click.echo(click.wrap_text(rule.rationale, 88))
    click.echo(f"\nSource: {rule.source}")
    if rule.languages:
        click.echo(f"Leaves traces of: {', '.join(rule.languages)}")
    for title, examples in (("Flags", rule.must_flag), ("Passes", rule.must_pass)):
        click.echo(f"\n{title}:")
        for example in examples:
            text = example if isinstance(example, str) else example.text
            hits = (
                RuleSet((rule,)).hits(text) if isinstance(example, str) else RuleSet((rule,)).hits(text, example.kind)
            )
            better = f"\n      better: {hits[0][3]}" if hits and hits[0][3] else ""
            click.echo(f"  - {text}{better}")
