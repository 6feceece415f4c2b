"""Measure everything and write docs/performance.md: half an hour on a machine that does nothing else.

python benchmarks/performance.py [--data FOLDER] [--rounds N] [--growth N ...] [--only TITLE ...] [--output FILE]
"""

from __future__ import annotations

import argparse
import platform
import statistics
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import outputs
import pages
import products
import quick
import reading
import scoring
import torch
import whole

from mtqa.lm.llama import Shape
from mtqa.lm.store import find
from mtqa.lm.threads import threads

_INTRODUCTION = """# Performance

Written by `python benchmarks/performance.py`; the figures of a section are of one machine and one run, and only ratios
carry over.
Ranges in parentheses are the smallest and the largest of the rounds, which alternate between the ways.
"""


def machine() -> Iterator[str]:
    """Describe the machine."""
    flags, name = "", platform.processor()
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines():
            key, _, value = line.partition(":")
            flags = value if key.strip() == "flags" else flags
            name = value.strip() if key.strip() == "model name" else name
    except OSError:
        pass
    known = {"avx2": "AVX2", "avx512f": "AVX-512", "avx512_vnni": "VNNI", "avx_vnni": "VNNI", "amx_int8": "AMX"}
    has = [shown for flag, shown in known.items() if flag in flags.split()]
    yield f"{name}, {threads()} cores used, with {', '.join(has) or 'no vector instructions that matter here'}; "
    yield f"Python {platform.python_version()}, PyTorch {version('torch')}, {platform.system()}."


def operations(texts: list[str]) -> float:
    """Return how many operations scoring texts takes in matrix products, by the model's sizes: 2 a weight a token."""
    from mtqa import lm  # noqa: PLC0415
    from mtqa.config import Settings  # noqa: PLC0415

    place = find(Settings().model)
    assert place is not None
    shape = Shape.read(place[0])
    assert shape is not None
    wide = (shape.heads + 2 * shape.key_heads) * shape.head
    block = shape.hidden * wide + shape.heads * shape.head * shape.hidden + 3 * shape.hidden * shape.feed
    model = lm.load(Settings())
    tokens = sum(len(one.ids) + 1 for one in model.encode(texts))  # type: ignore[attr-defined]
    return 2.0 * tokens * (shape.layers * block + shape.hidden * 49_152)


def speed(rounds: int, count: int) -> Iterator[str]:
    """Compare with the peers, and with the machine's peak."""
    texts = scoring.sentences(count)
    times, peers = scoring.measure(rounds, texts, 0)
    yield f"{len(texts)} sentences of corpora/, {rounds} rounds.\n"
    yield "| | sentences/s | " + " | ".join(f"times as fast as {peer}" for peer in peers) + " |"
    yield "|---|---:|" + "---:|" * len(peers)
    for name, took in times.items():
        ratios = [scoring.ratio(times[peer], took) for peer in peers]
        yield f"| {name} | {len(texts) / statistics.median(took):.1f} | " + " | ".join(ratios) + " |"
    yield "\nlmppl 0.3.2 does not load models with transformers 5; the perplexity of evaluate comes from the network."
    work, best = operations(texts), products.peak(rounds)
    yield "\nShare of the most that this machine multiplies, measured in the same run (surprisal alone):\n"
    for kind, dtype in ((products.INT8, "int8"), (products.FLOAT32, "float32")):
        took = times.get(f"{scoring.FLUENCY}, {dtype}")
        if took:
            reached = work / min(took) / 1e9
            yield (
                f"- {dtype}: {reached:.0f} of {best[kind]:.0f} billion operations a second, "
                f"{100 * reached / best[kind]:.0f} %"
            )


def runs(rounds: int) -> Iterator[str]:
    """Tell what whole runs take."""
    yield "| | seconds, median | range | to the first result | peak memory |"
    yield "|---|---:|---:|---:|---:|"
    for name, found in whole.starts(rounds).items():
        took = [run.seconds for run in found]
        most = max(run.memory for run in found)
        first = statistics.median(run.first for run in found)
        yield (
            f"| {name} | {statistics.median(took):.2f} | {min(took):.2f} to {max(took):.2f} "
            f"| {first:.2f} | {most:.0f} MiB |"
        )


def grown(counts: list[int]) -> Iterator[str]:
    """Tell how time and memory grow."""
    yield "| sentences | with the model | peak memory | rules only | peak memory |"
    yield "|---:|---:|---:|---:|---:|"
    model, rules = whole.growth(counts), whole.growth(counts, "--rules-only")
    for count in counts:
        one, other = model[count], rules[count]
        yield (
            f"| {count:,} | {one.seconds:.1f} s | {one.memory:.0f} MiB "
            f"| {other.seconds:.1f} s | {other.memory:.0f} MiB |"
        )


def lost(data: Path) -> Iterator[str]:
    """Tell what quick runs lose."""
    yield from quick.lines(quick.sample(data, 4_000))


def sections_of(file: Path) -> dict[str, str]:
    """Return the sections of a page that was written before, by title."""
    parts = file.read_text(encoding="utf-8").split("\n## ")[1:]
    return {title: text.strip("\n") + "\n" for title, _, text in (part.partition("\n") for part in parts)}


def page(sections: dict[str, str], order: list[str]) -> str:
    """Return the page, its sections in order, and behind them those that this run would not write."""
    titles = [*order, *(title for title in sections if title not in order)]
    return "\n".join([_INTRODUCTION, *(f"## {title}\n\n{sections[title]}" for title in titles if title in sections)])


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="The training data, for what --quick loses.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sentences", type=int, default=120)
    parser.add_argument("--growth", type=int, nargs="*", default=[100, 1_000, 10_000])
    parser.add_argument("--only", nargs="+", help="Titles to measure again; the rest of the page stays.", default=[])
    parser.add_argument("--output", type=Path, default=Path("docs/performance.md"))
    chosen = parser.parse_args()
    sections = {
        "The machine": machine(),
        "Scoring, beside other tools": speed(chosen.rounds, chosen.sentences),
        "Reading Markdown and HTML": reading.both(pages=150, rounds=9),
        "Writing reports": outputs.lines(findings=10_000, times=5),
        "Opening the HTML report": pages.lines(times=5),
        "Whole runs": runs(chosen.rounds),
        "How time and memory grow": grown(chosen.growth),
    }
    if chosen.data:
        sections["What --quick loses"] = lost(chosen.data)
    kept = sections_of(chosen.output) if chosen.only else {}
    torch.set_num_threads(threads())
    for title, lines in sections.items():
        if not chosen.only or title in chosen.only:
            print(f"{title} …", flush=True)
            kept[title] = "\n".join(lines) + "\n"
            chosen.output.write_text(page(kept, list(sections)), encoding="utf-8")
    print(f"wrote {chosen.output}")


if __name__ == "__main__":
    main()
