"""Writes what was counted of the rules: as JSON, which the package ships, and as the table of docs/rules.md."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path

from mtqa.errors import UsageError
from mtqa.evaluation.rule_rates import Measurement, Share, Total
from mtqa.report.writing import write_text
from mtqa.rules import RULES, Rule
from mtqa.rules.lexicons import Lexicon
from mtqa.rules.rates import HUMAN, MACHINE, RuleRates

FORMATS = ("json", "md")
"""The formats that a measurement can be written in."""

_INTRODUCTION = """# The rules

Made by `mtqa rules measure --data DIR --output md=docs/rules.md`; do not edit. `mtqa rules explain ID` says what a rule
finds and why; [writing-rules.md](writing-rules.md) says how to add one.

**Hits per 1,000 words** are counted in native news, other genres (fiction, how-to, academic, court, reviews, verse …),
human translations, and machine output by the year of the systems. **Times** is the likelihood ratio of a hit: its rate
in machine output of 2018 and later over its rate in all human text, half a hit added to each, with a 95 % interval over
documents. Rules marked † are counted over whole documents. A rule that hits native English more than 0.2 times per
1,000 words is a note. The text is that of docs/training.md: news above all, and in part what rules were written by.

"""


def write(measurement: Measurement, format: str, path: Path) -> None:  # noqa: A002 - the option's name
    """Write a measurement to a file.

    Raises:
        UsageError: the format is unknown.
        OutputError: the file can't be written.
    """
    writers = {"json": as_json, "md": as_markdown}
    if format not in writers:
        raise UsageError(f"unknown format '{format}' of a measurement; choose from {', '.join(FORMATS)}")
    write_text(path, (writers[format](measurement),))


def as_json(measurement: Measurement) -> str:
    """Return the rates as ``mtqa.rules.rates`` reads them, a rule a line."""
    groups = [rate.group for rate in measurement.rules[0].rates]
    words = {group: [0, 0] for group in groups}
    lines = []
    for one in measurement.rules:
        across = one.rule in measurement.across
        for rate in one.rates:
            words[rate.group][across] = rate.words
        high = one.high if math.isfinite(one.high) else 1e9
        value = {
            "document": across,
            "hits": [rate.hits for rate in one.rates],
            "ratio": [one.ratio, one.low, high],
        }
        lines.append(f"{json.dumps(one.rule)}: {json.dumps(value)}")
    head = f'"groups": {json.dumps(groups)},\n"words": {json.dumps(words)},\n'
    return "{" + head + '"rules": {\n' + ",\n".join(lines) + "\n}}\n"


def as_markdown(measurement: Measurement) -> str:
    """Return the page that docs/rules.md is."""
    rates = {one.rule: one for one in measurement.rules}
    parts = [_INTRODUCTION, "## In all\n\n", _totals(measurement.totals), "\n", _shares(measurement.shares)]
    families: dict[str, list[Rule]] = {}
    for rule in RULES:
        if rule.id in rates:
            families.setdefault(rule.family, []).append(rule)
    for family, rules in families.items():
        parts.append(f"\n## {family}\n\n{_table(rules, rates, measurement.across)}")
    return "".join(parts)


def as_text(measurement: Measurement) -> str:
    """Return the sums for the terminal."""
    return f"{_totals(measurement.totals)}\n{_shares(measurement.shares)}"


def _totals(totals: Iterable[Total]) -> str:
    rows = [
        (t.group, f"{t.words:,}", *(f"{1_000 * hits / max(t.words, 1):.2f}" for hits in (t.hits, t.serious)))
        for t in totals
    ]
    return _rows(("text", "words", "hits per 1,000 words", "of severity warning or error"), rows)


def _shares(shares: Iterable[Share]) -> str:
    rows = [
        (s.what, f"{s.sentences:,}", f"{s.hit / s.sentences:.1%}", f"{s.serious / s.sentences:.1%}") for s in shares
    ]
    return _rows(("text", "sentences", "with a hit", "with a warning or error"), rows)


def _table(rules: Iterable[Rule], rates: dict[str, RuleRates], across: frozenset[str]) -> str:
    found = list(rules)
    groups = [rate.group for rate in rates[found[0].id].rates]
    heads = [group if group in HUMAN else group.removeprefix(f"{MACHINE} ") for group in groups]
    rows = []
    for rule in found:
        one = rates[rule.id]
        entries = f" ({len(rule.find.entries)} entries)" if isinstance(rule.find, Lexicon) else ""
        name = f"`{rule.id}`{'†' if rule.id in across else ''}{entries}"
        figures = (f"{rate.per_thousand:.3f}" if rate.hits else "0" for rate in one.rates)
        rows.append((name, str(rule.severity), " ".join(rule.languages) or "any", *figures, _times(one)))
    return _rows(("rule", "severity", "from", *heads, "times"), rows)


def _times(one: RuleRates) -> str:
    if not any(rate.hits for rate in one.rates):
        return "–"
    high = f"{one.high:.1f}" if one.high < 1_000 else "…"
    return f"{one.ratio:.1f} [{one.low:.1f}, {high}]"


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
