"""``mtqa rules``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli.outputs import parser
from mtqa.config import configured
from mtqa.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from mtqa.rules import Example, Rule
    from mtqa.rules.lexicons import Entry

SHOWN = 6
"""Examples and entries that are shown where not all are asked for."""


def _formats() -> Sequence[str]:
    from mtqa.evaluation.rule_table import FORMATS  # noqa: PLC0415 - loads what reads data

    return FORMATS


@click.group("rules", short_help="List, explain, test and measure the rules.")
def command() -> None:
    """List, explain, test and measure the rules, your own among them."""


@command.command("list")
@click.option("--family", multiple=True, metavar="NAME", help="Only rules of this family; repeatable.")
@click.option("--language", multiple=True, metavar="CODE", help="Only traces of this source language; repeatable.")
@click.option(
    "--severity", multiple=True, type=click.Choice(["error", "warning", "note"]), help="Only these; repeatable."
)
def list_rules(family: tuple[str, ...], language: tuple[str, ...], severity: tuple[str, ...]) -> None:
    """List the rules with their severity and the source languages that leave them."""
    rules = _all()
    _known("family", family, {rule.family for rule in rules})
    _known("language", language, {code for rule in rules for code in rule.languages})
    chosen = [
        rule
        for rule in rules
        if (not family or rule.family in family)
        and (not language or set(rule.languages) & set(language))
        and (not severity or rule.severity in severity)
    ]
    width = max((len(rule.id) for rule in chosen), default=0)
    for rule in chosen:
        languages = f" [{', '.join(rule.languages)}]" if rule.languages else ""
        click.echo(f"{rule.id:<{width}}  {rule.severity:<7}  {rule.message}{languages}")
    click.echo(f"{len(chosen)} of {len(rules)} rules", err=True)


@command.command("explain")
@click.argument("rule_id", metavar="ID")
@click.option("--all", "everything", is_flag=True, help="Show every entry of a lexicon, and every example.")
def explain(rule_id: str, everything: bool) -> None:
    """Say what a rule finds, why, how often it hits, and on which examples it is tested."""
    from mtqa.alert import VERDICT_RULES  # noqa: PLC0415
    from mtqa.rules.lexicons import Lexicon  # noqa: PLC0415

    if rule_id in VERDICT_RULES:
        more = "It is none of the rules that look at text: a policy, a baseline or a suppression names it like one."
        click.echo(f"{rule_id}\n\n{VERDICT_RULES[rule_id]}\n\n{click.wrap_text(more, 88)}")
        return
    rule = _one(rule_id)
    click.echo(f"{rule.id} ({rule.severity})\n\n{rule.message}\n")
    click.echo(click.wrap_text(rule.rationale, 88))
    click.echo("\n" + click.wrap_text(f"Source: {rule.source}", 88))
    if rule.languages:
        click.echo(f"Leaves traces of: {', '.join(rule.languages)}")
    _rates(rule)
    most = None if everything else SHOWN
    if isinstance(rule.find, Lexicon):
        entries = rule.find.entries
        click.echo(f"\n{len(entries)} entries{_more(len(entries), most)}:")
        for entry in entries[:most]:
            _entry(entry)
    _examples(rule, most)


@command.command("test")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
def test(files: tuple[Path, ...]) -> None:
    """Hold rules to their own examples: rule files of your own, or without FILE all rules.

    All rules are those of mtqa, of the nearest configuration file, and of installed packages. Every mistake is told,
    with its file and line; exit code 2.
    """
    from mtqa.rules import RULES, own  # noqa: PLC0415
    from mtqa.rules.engine import failing  # noqa: PLC0415

    wrong: list[str] = []
    rules: list[Rule] = [] if files else list(RULES)
    for path in map(str, files) if files else configured().rules:
        good, problems = own.sort_out((path,))
        wrong += problems
        rules += [own.rule_file(Path(one)) for one in good]
    if not files:
        rules += own.load(())
        wrong += [f"{rule.id} {line}" for rule in RULES for line in failing(rule)]
    for line in wrong:
        click.echo(line, err=True)
    if wrong:
        raise ConfigError(f"{len(wrong)} mistake{'s' * (len(wrong) > 1)} in rules; mend what is listed above")
    count = sum(len(rule.must_flag) + len(rule.must_pass) for rule in rules)
    click.echo(f"{len(rules)} rule{'s' * (len(rules) != 1)}, {count:,} examples: all right")


@command.command("measure")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FOLDER",
    help="Labelled data, as mtqa train reads it; docs/training.md says which files it holds.",
)
@click.option(
    "--output",
    "wanted",
    multiple=True,
    metavar="FORMAT=PATH",
    callback=parser(_formats),
    help="Write the rates as json, as the package ships them, or md, as docs/rules.md is; repeatable.",
)
def measure(data: Path, wanted: list[tuple[str, Path]]) -> None:
    """Count how often each rule hits human and machine text. Needs pip install 'mtqa[train]'; some minutes."""
    from mtqa.evaluation import rule_table  # noqa: PLC0415
    from mtqa.evaluation.rule_rates import measure_rules  # noqa: PLC0415

    measurement = measure_rules(data, lambda line: click.echo(line, err=True))
    for name, path in wanted:
        rule_table.write(measurement, name, path)
        click.echo(f"wrote {path}", err=True)
    click.echo(rule_table.as_text(measurement), nl=False)


def _all() -> tuple[Rule, ...]:
    """Return every rule there is; a rule file that can't be used is told of and left out."""
    from mtqa.rules import RULES, own  # noqa: PLC0415

    good, problems = own.sort_out(configured().rules)
    for line in problems:
        click.echo(line, err=True)
    return tuple(sorted((*RULES, *own.load(good)), key=lambda rule: rule.id))


def _one(rule_id: str) -> Rule:
    from mtqa.rules import RULES, RuleSet  # noqa: PLC0415

    rules = _all()
    rule = next((r for r in rules if r.id == rule_id), None)
    if rule is None:
        RuleSet.of((rule_id,), more=[r for r in rules if r not in RULES])
        inside = ", ".join(r.id for r in rules if r.family == rule_id)
        raise UsageError(f"'{rule_id}' is a family; explain one of its rules: {inside}")
    return rule


def _known(what: str, asked: Iterable[str], known: set[str]) -> None:
    for name in asked:
        if name not in known:
            raise UsageError(f"no rule has the {what} '{name}'; there are {', '.join(sorted(known))}")


def _rates(rule: Rule) -> None:
    from mtqa.rules.rates import measured  # noqa: PLC0415

    rates = measured().get(rule.id)
    if rates is None:
        return
    what = "Hits per 1,000 words of whole documents" if rule.across else "Hits per 1,000 words"
    figures = ", ".join(f"{rate.group} {rate.per_thousand:.3f}" for rate in rates.rates)
    click.echo(f"\n{click.wrap_text(f'{what}: {figures}.', 88)}")
    if any(rate.hits for rate in rates.rates):
        high = f"{rates.high:.1f}" if rates.high < 1_000 else "no bound"
        times = f"{rates.ratio:.1f} times as often in recent machine output as in human text"
        click.echo(f"{times} ({rates.low:.1f} to {high}).")


def _more(count: int, most: int | None) -> str:
    return f" ({most} are shown; --all shows the others)" if most is not None and count > most else ""


def _entry(entry: Entry) -> None:
    source = f" ← {entry.source}" if entry.source else ""
    meaning = f" ({entry.meaning})" if entry.meaning else ""
    natural = f" → {entry.shown}" if entry.natural else ""
    note = f" [{entry.note}]" if entry.note else ""
    click.echo(f"  - {entry.pattern}{source}{meaning}{natural}{note}")


def _examples(rule: Rule, most: int | None) -> None:
    from mtqa.rules import RuleSet  # noqa: PLC0415
    from mtqa.rules.engine import example_hits  # noqa: PLC0415

    alone = RuleSet((rule,))
    for title, examples in (("Flags", rule.must_flag), ("Passes", rule.must_pass)):
        click.echo(f"\n{title}{_more(len(examples), most)}:")
        for example in examples[:most]:
            text = example if isinstance(example, str) else _shown(example)
            hit = next(iter(example_hits(alone, example)), None)
            better = f"\n      better: {hit.suggestion}" if hit and hit.suggestion else ""
            click.echo(f"  - {text}{better}")


def _shown(example: Example) -> str:
    source = f" ← {example.source}" if example.source else ""
    return f"{example.text}{source}".replace("\n", " / ")
