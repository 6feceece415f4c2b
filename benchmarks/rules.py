"""Measure how fast the whole catalogue of rules runs, as a ratio to named peers on the same text, in one run.

Peers: harper (``pip install harper-py``), a grammar checker in Rust, and proselint (``pip install proselint``), a
style checker in Python; whichever is installed. All get the same sentences, one at a time, on one thread. Rounds
alternate, so that a slow moment of the machine hits all alike; the figures are medians of the rounds, with their range.

    python benchmarks/rules.py [--rounds N] [--sentences N]
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from mtqa import readers, text
from mtqa.config import Settings
from mtqa.rules import RuleSet

CORPORA = Path(__file__).parent.parent / "corpora"
MTQA = "mtqa, all rules"
PEER_SENTENCES = 40
"""How many sentences a peer gets in a round: they take a thousand times as long."""


def sentences(limit: int) -> list[str]:
    """Return sentences of the sample content, as the rules get them."""
    settings = Settings()
    found = [
        sentence.text
        for file in readers.discover([CORPORA], settings)
        if isinstance(file, readers.Found)
        for document in readers.read(file, settings)
        if not isinstance(document, readers.SkippedFile)
        for sentence in text.split(document)
        if text.skip_reason(sentence, "en") is None
    ]
    return list(dict.fromkeys(found))[:limit]


def ours() -> Callable[[str], object]:
    """Return the catalogue, warmed up: the first call builds the automaton."""
    rules = RuleSet.of()
    rules.hits("A first sentence.")
    return rules.hits


def harper() -> Callable[[str], object]:
    """Return harper's linter with its default rules."""
    import harper as peer  # noqa: PLC0415 - a peer that may be absent

    return peer.Linter().lint


def proselint() -> Callable[[str], object]:
    """Return proselint with its default checks."""
    from proselint.checks import __register__  # noqa: PLC0415 - a peer that may be absent
    from proselint.registry import CheckRegistry  # noqa: PLC0415
    from proselint.tools import LintFile  # noqa: PLC0415

    CheckRegistry().register_many(__register__)
    return lambda sentence: LintFile("sentence", content=sentence).lint()


def main() -> None:
    """Run the benchmark and print it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--sentences", type=int, default=2_000)
    options = parser.parse_args()
    texts = sentences(options.sentences)
    runners = {MTQA: ours()}
    for module, name, peer in (("harper", "harper", harper), ("proselint", "proselint", proselint)):
        if importlib.util.find_spec(module) is None:
            print(f"{name} is not installed; left out")
        else:
            runners[name] = peer()
    rates: dict[str, list[float]] = {name: [] for name in runners}
    for _ in range(options.rounds):
        for name, run in runners.items():
            part = texts if name == MTQA else texts[:PEER_SENTENCES]
            start = time.perf_counter()
            for one in part:
                run(one)
            rates[name].append(len(part) / (time.perf_counter() - start))
    words = sum(len(one.split()) for one in texts)
    print(f"{len(texts)} sentences of {words / len(texts):.0f} words, {options.rounds} rounds, one thread")
    for name, found in rates.items():
        ratios = [a / b for a, b in zip(rates[MTQA], found, strict=True)]
        times = "" if name == MTQA else f"; mtqa is {statistics.median(ratios):.0f} times as fast"
        middle, low, high = statistics.median(found), min(found), max(found)
        print(f"{name}: {middle:,.0f} sentences a second ({low:,.0f} to {high:,.0f}){times}")


if __name__ == "__main__":
    main()
