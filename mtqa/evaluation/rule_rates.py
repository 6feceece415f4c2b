"""Counts the hits of every rule in human and machine text of a data folder."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules import RuleSet
from mtqa.rules.rates import GENRES, HUMAN, MACHINE, NATIVE, REFERENCES, Rate, RuleRates
from mtqa.training import data
from mtqa.training.marked import measuring_rows

_GROUPS = {data.NATIVE: NATIVE, data.REFERENCE: REFERENCES}
RECENT = "machine 2018"
"""The first group of machine output that likelihood ratios are of."""

LETTERS = "with Cyrillic letters"
"""The group of sentences with letters left in them, which are counted in shares of `PAIR` alone."""

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")

PAIR = "ru-en"
"""The pair that shares of sentences are given for, beside all."""


class Share(NamedTuple):
    """How many sentences of a text have a hit, and how many a hit of severity warning or error."""

    what: str
    sentences: int
    hit: int
    serious: int


class Total(NamedTuple):
    """Hits of all rules in a group, in all and of severity warning or error, and the group's words."""

    group: str
    hits: int
    serious: int
    words: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was counted.

    Attributes:
        rules: each rule's rates, in the order of the catalogue.
        across: ids of the rules that were counted over whole documents.
        totals: hits of all rules by group.
        shares: sentences with a hit.
    """

    rules: tuple[RuleRates, ...]
    across: frozenset[str]
    totals: tuple[Total, ...]
    shares: tuple[Share, ...]


@dataclass(slots=True)
class _Count:
    """Hits and words of one group of text, by the document that they stand in."""

    words: Counter[str] = field(default_factory=Counter)
    hits: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    serious: int = 0

    def add(self, document: str, words: int, rules: Iterable[str]) -> None:
        self.words[document] += words
        for rule in rules:
            self.hits[rule][document] += 1


class _Text(NamedTuple):
    group: str
    pair: str
    document: str
    text: str


def measure_rules(folder: Path, say: Callable[[str], None] = lambda _: None) -> Measurement:
    """Count the hits of the catalogue's rules in a data folder, in sentences, and across documents where a rule is so.

    Rules that look at a translation beside its source are left out.

    Raises:
        DataError: a file of the data folder is missing or malformed.
    """
    # Rules that need the source have nothing to look at here; corruptions.py measures them.
    rules = RuleSet(tuple(rule for rule in RuleSet.of().rules if rule.against is None))
    counts: dict[str, _Count] = defaultdict(_Count)
    shares: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for number, one in enumerate(_texts(folder), 1):
        hits = rules.hits(one.text)
        serious = sum(hit.severity != Severity.NOTE for hit in hits)
        count = counts[one.group]
        count.add(one.document, len(one.text.split()), (hit.rule.id for hit in hits))
        count.serious += serious
        for pair in {one.pair, ""}:
            cell = shares[one.group, pair]
            for i, more in enumerate((1, bool(hits), bool(serious))):
                cell[i] += more
        if number % 100_000 == 0:
            say(f"{number:,} sentences")
    say("documents")
    across = RuleSet(tuple(rule for rule in rules.rules if rule.across is not None))
    over: dict[str, _Count] = defaultdict(_Count)
    for document in _documents(folder):
        found = across.document([(text, Kind.PARAGRAPH) for text in document.sentences])
        words = sum(len(text.split()) for text in document.sentences)
        over[_group(document)].add(document.group, words, (hit.rule.id for hits in found for hit in hits))
    groups = [*HUMAN, *sorted(group for group in counts if group.startswith(MACHINE))]
    names = frozenset(rule.id for rule in across.rules)
    return Measurement(
        tuple(
            _rates(rule.id, [(group, (over if rule.id in names else counts)[group]) for group in groups])
            for rule in rules.rules
        ),
        names,
        tuple(_total(group, counts[group]) for group in groups),
        tuple(_shares(shares, groups)),
    )


def _texts(folder: Path) -> Iterator[_Text]:
    """Yield every text once in its group."""
    seen: set[tuple[str, str]] = set()
    rows = (row for part in ("train", "dev") for row in data.sentences(folder, part, cyrillic=True))
    for row in (*rows, *measuring_rows(folder)):
        group = _GROUPS.get(row.label, f"{MACHINE} {row.year}")
        if _CYRILLIC.search(row.text):
            group = LETTERS
        if (group, row.text) not in seen:
            seen.add((group, row.text))
            # The human translations of 2013 serve all its pairs.
            pair = PAIR if row.year == "2013" and row.label == data.REFERENCE else row.pair
            yield _Text(group, f"{pair} {row.year}", row.group, row.text)
    for document in data.genres(folder):
        for text in document.sentences:
            yield _Text(GENRES, "", document.id, text)


def _documents(folder: Path) -> Iterator[data.LabelledDocument]:
    for part in ("train", "dev"):
        yield from data.documents(folder, part)
    yield from data.genres(folder)


def _group(document: data.LabelledDocument) -> str:
    if document.label == data.NATIVE:
        return NATIVE if document.genre == data.NEWS else GENRES
    return _GROUPS.get(document.label, f"{MACHINE} {document.year}")


def _rates(rule: str, counts: list[tuple[str, _Count]]) -> RuleRates:
    rates = tuple(Rate(group, count.hits[rule].total(), count.words.total()) for group, count in counts)
    human = [count for group, count in counts if group in HUMAN]
    machine = [count for group, count in counts if group not in HUMAN and group >= RECENT]
    (over, spread), (under, noise) = _rate(rule, machine), _rate(rule, human)
    if not over or not under:
        return RuleRates(rule, rates, 1.0, 0.0, math.inf)
    ratio, error = over / under, 1.96 * math.sqrt(spread + noise)
    return RuleRates(rule, rates, *(round(x, 3) for x in (ratio, ratio * math.exp(-error), ratio * math.exp(error))))


def _rate(rule: str, counts: list[_Count]) -> tuple[float, float]:
    """Return hits a word, half a hit added, and the variance of its logarithm over documents.

    The ratio estimator's linearised variance (Cochran, Sampling Techniques, 6.4): sum of (hits - rate * words)^2 over
    the square of the hits; never less than that of a Poisson count.
    """
    hits = sum(count.hits[rule].total() for count in counts)
    words = sum(count.words.total() for count in counts)
    if not words:
        return 0.0, 0.0
    rate = (hits + 0.5) / words
    squares = sum(
        (count.hits[rule][document] - rate * length) ** 2
        for count in counts
        for document, length in count.words.items()
    )
    return rate, max(squares / (hits + 0.5) ** 2, 1 / (hits + 0.5))


def _total(group: str, count: _Count) -> Total:
    return Total(group, sum(hits.total() for hits in count.hits.values()), count.serious, count.words.total())


def _shares(cells: dict[tuple[str, str], list[int]], groups: Iterable[str]) -> Iterator[Share]:
    for group in groups:
        if cells[group, ""][0]:
            yield Share(group, *cells[group, ""])
    for year in ("2013", "2018", "2019"):
        machine, people, letters = (
            cells.get((group, f"{PAIR} {year}")) for group in (f"{MACHINE} {year}", REFERENCES, LETTERS)
        )
        if machine is not None:
            yield Share(f"{PAIR} {year}, machine", *machine)
            if letters is not None:
                whole = (a + b for a, b in zip(machine, letters, strict=True))
                yield Share(f"{PAIR} {year}, machine, Cyrillic letters left in it too", *whole)
        if people is not None:
            yield Share(f"{PAIR} {year}, human translations", *people)
