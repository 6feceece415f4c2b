"""Measure whole runs of ``mtqa check``: time to the end and to the first result, peak memory, and how they grow.

Each run is a process of its own with a cache of its own. Articles are made of the sentences of corpora/, each with a
number of its own, so that no two sentences are equal. Memory is the peak that Linux tells of a process (VmHWM).

    python benchmarks/whole.py [--rounds N] [--growth N N ...]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring import sentences


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: seconds on the clock, to the end and to the first result, and the most memory in MiB."""

    seconds: float
    memory: float
    first: float


def articles(folder: Path, count: int, each: int) -> Path:
    """Write ``count`` articles of ``each`` sentences into a folder, and return it."""
    texts = sentences(500)
    folder.mkdir(parents=True)
    number = 0
    for article in range(count):
        lines = []
        for _ in range(each):
            lines.append(f"{texts[number % len(texts)].rstrip('.')}, as note {number} says.")
            number += 1
        (folder / f"{article:05}.txt").write_text("\n\n".join(" ".join(lines[i : i + 5]) for i in range(0, each, 5)))
    return folder


def check(folder: Path, cache: Path, *options: str) -> Run:
    """Run ``mtqa check`` on a folder, with JSON Lines as its report.

    Raises:
        RuntimeError: it failed.
    """
    environment = {**os.environ, "MTQA_CACHE": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryFile("w+") as errors:
        report, first = Path(scratch) / "report.jsonl", 0.0
        command = [
            sys.executable,
            "-m",
            "mtqa",
            "check",
            str(folder),
            "--output",
            f"jsonl={report}",
            "--quiet",
            *options,
        ]
        begun, memory = time.perf_counter(), 0.0
        child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
        while child.poll() is None:
            if not first and _documents(report):
                first = time.perf_counter() - begun
            memory = max(memory, _peak(child.pid))
            time.sleep(0.01)
        took = time.perf_counter() - begun
        if child.returncode not in (0, 1):
            errors.seek(0)
            raise RuntimeError(errors.read())
    return Run(took, memory, first or took)


def _peak(process: int) -> float:
    """Return the most memory that a process had so far, in MiB; 0 where that can't be told."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)


def _documents(report: Path) -> bool:
    """Tell whether a report holds a document yet, after its opening line."""
    try:
        with report.open("rb") as lines:
            return lines.read(64 << 10).count(b"\n") > 1
    except OSError:
        return False


def forget_files() -> bool:
    """Let the system forget the files that it keeps in memory, as after a start of the machine; tell whether it did."""
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3\n", encoding="ascii")
    except OSError:
        return False
    return True


def starts(rounds: int) -> dict[str, list[Run]]:
    """Measure ten short articles: with nothing cached, again, with one of a hundred changed, quick, and by rules."""
    found: dict[str, list[Run]] = {}

    def note(name: str, run: Run) -> None:
        found.setdefault(name, []).append(run)
        print(f"{name:<62} {run.seconds:7.2f} s ({run.first:.2f} s) {run.memory:6.0f} MiB", flush=True)

    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        ten, hundred = articles(place / "ten", 10, 8), articles(place / "hundred", 100, 8)
        for number in range(rounds):
            if forget_files():
                note(
                    "ten short articles, nothing cached, files not in memory", check(ten, place / f"c{number}.sqlite3")
                )
            note("ten short articles, nothing cached", check(ten, place / f"{number}.sqlite3"))
            note("the same again", check(ten, place / f"{number}.sqlite3"))
            note("ten short articles, --quick, nothing cached", check(ten, place / f"q{number}.sqlite3", "--quick"))
            note("ten short articles, --rules-only", check(ten, place / "none", "--rules-only"))
        cache = place / "hundred.sqlite3"
        note("a hundred articles, nothing cached", check(hundred, cache))
        for number in range(rounds):
            note("a hundred articles, unchanged", check(hundred, cache))
            (hundred / "00050.txt").write_text(
                f"The heron left the lock gate at low water on day {number} of the year."
            )
            note("a hundred articles, one changed", check(hundred, cache))
    return found


def growth(counts: Sequence[int], *options: str) -> dict[int, Run]:
    """Measure runs over more and more sentences, in articles of fifty."""
    found = {}
    with tempfile.TemporaryDirectory() as scratch:
        for count in counts:
            folder = articles(Path(scratch) / str(count), max(1, count // 50), min(count, 50))
            found[count] = check(folder, Path(scratch) / f"{count}.sqlite3", *options)
            print(f"{count:>8,} sentences {' '.join(options):<14} {found[count]}", flush=True)
    return found


def main() -> None:
    """Print what runs take."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--growth", type=int, nargs="*", default=[100, 1_000, 10_000])
    chosen = parser.parse_args()
    for name, runs in starts(chosen.rounds).items():
        print(f"{name:<58} {statistics.median(run.seconds for run in runs):7.2f} s (median)")
    growth(chosen.growth)
    growth(chosen.growth, "--rules-only")


if __name__ == "__main__":
    main()
