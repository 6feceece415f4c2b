"""Measure what ``mtqa check --quick`` loses, on held-out documents that nothing was fitted to.

python benchmarks/quick.py --data FOLDER [--sentences N]
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa import detector, lm
from mtqa.config import Settings
from mtqa.detector import Glance, group, reads_oddly
from mtqa.document import Kind
from mtqa.training.calibrator import hits
from mtqa.training.data import MACHINE
from mtqa.training.heldout import held_out

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Sentences of the measuring half, and what full and quick runs say of them; arrays of shape (sentences,)."""

    machine: Flags
    evidence: NDArray[np.float64]
    full: Flags
    passed: Flags


def sample(data: Path, count: int, seed: int = 20190801) -> Sample:
    """Score sentences of the measuring half of the held-out documents."""
    held = held_out(data)
    index = {i: d.label == MACHINE for d in (*held.news, *held.genres) if d.part == "measure" for i in d.sentences}
    chosen = random.Random(seed).sample(  # noqa: S311 - a sample, no secret
        sorted(index), min(count, len(index))
    )
    texts, raw = [held.pool.texts[i] for i in chosen], [held.pool.raw[i] for i in chosen]
    used = detector.load()
    measured = used.measure(lm.load(Settings(), print), texts)
    rules = [tuple(found) for found in hits(raw)]
    groups = [group(Kind.PARAGRAPH, text) for text in raw]
    judged = used.judge(measured, groups, rules)
    glances = [
        Glance(m.features.machine, m.features.translated, m.features.quality, m.features.tokens) for m in measured
    ]
    looks = used.worthwhile(glances, groups, rules)
    limits = [used.calibration.thresholds.of(g, m.features.tokens) for g, m in zip(groups, measured, strict=True)]
    return Sample(
        np.asarray([index[i] for i in chosen]),
        np.asarray([j.evidence for j in judged]),
        np.asarray(
            [
                j.evidence >= limit.evidence or reads_oddly(text, j.fluency, limit.fluency)
                for j, limit, text in zip(judged, limits, raw, strict=True)
            ]
        ),
        np.asarray([worth for _, worth in looks]),
    )


def lines(found: Sample) -> list[str]:
    """Say what was measured, as Markdown."""
    human = ~found.machine
    threshold = float(np.quantile(found.evidence[human], 0.99))
    over = found.evidence > threshold
    quick = found.full & found.passed

    def row(what: str, flags: Flags) -> str:
        shares = (100 * flags[side].mean() for side in (found.machine, human))
        return f"| {what} | " + " | ".join(f"{share:.2f} %" for share in shares) + " |"

    return [
        f"{found.machine.sum():,} machine-translated and {human.sum():,} human sentences of the measuring half.",
        "",
        "| | machine-translated | human |",
        "|---|---:|---:|",
        row("get the full pass", found.passed),
        row("flagged for evidence or fluency, full run", found.full),
        row("flagged, quick run", quick),
        row("evidence above the limit that 1 % of the human ones pass, full run", over),
        row("the same, quick run", over & found.passed),
    ]


def main() -> None:
    """Print what is lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=1_500)
    chosen = parser.parse_args()
    print("\n".join(lines(sample(chosen.data, chosen.sentences))))


if __name__ == "__main__":
    main()
