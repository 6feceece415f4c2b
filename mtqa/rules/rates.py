"""How often each rule hits: measured by ``mtqa rules measure`` and shipped as ``rates.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

NATIVE, GENRES, REFERENCES, MACHINE = "native news", "other genres", "human translations", "machine"
"""Groups of text; machine output is counted by year: 'machine 2018'."""

HUMAN = (NATIVE, GENRES, REFERENCES)


@dataclass(frozen=True, slots=True)
class Rate:
    """Hits in a number of words of a group of text."""

    group: str
    hits: int
    words: int

    @property
    def per_thousand(self) -> float:
        """Hits per 1,000 words."""
        return 1_000 * self.hits / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class RuleRates:
    """A rule's rates, and how many times as often it hits recent machine output as human text.

    Attributes:
        rule: its id.
        rates: one for each group.
        ratio: likelihood ratio of a hit, machine output of 2018 and later against all human text.
        low, high: its 95 % interval; documents, not hits, are what was drawn.
    """

    rule: str
    rates: tuple[Rate, ...]
    ratio: float
    low: float
    high: float

    def of(self, group: str) -> Rate:
        """Return the rate in a group."""
        return next(rate for rate in self.rates if rate.group == group)


@cache
def measured() -> dict[str, RuleRates]:
    """Return the rates that come with the package, by rule."""
    values: dict[str, Any] = json.loads(files("mtqa.rules").joinpath("rates.json").read_text("utf-8"))
    words: dict[str, list[int]] = values["words"]
    return {
        name: RuleRates(
            name,
            tuple(
                Rate(group, hits, words[group][int(one["document"])])
                for group, hits in zip(values["groups"], one["hits"], strict=True)
            ),
            *one["ratio"],
        )
        for name, one in values["rules"].items()
    }
