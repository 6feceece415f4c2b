"""Measure `mtqa scale`: how throughput grows with workers, what Ray costs, and the memory of all its processes.

    python benchmarks/scale.py ratio [--sentences N] [--rounds N]
    python benchmarks/scale.py memory [--sentences N] [--rules-only] [--plot FILE] [--corpus FILE] [--keep-output DIR]

The corpus is made of templates (see benchmarks/streaming.py), JSON Lines with several sentences a record; with
`--data FOLDER` of human and machine-translated sentences of development data instead. `ratio` alternates between
`mtqa check --jobs 1`, one worker and two. `memory` samples the proportional set size (PSS) of the whole process tree,
of Ray's own processes and its shared memory too, every few seconds; Linux only.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from streaming import texts

PER_RECORD = 8
GIB = 2**30
EVERY = 4  # seconds between samples: reading them is work, too


def sentences(count: int, data: Path | None) -> Iterator[str]:
    """Yield sentences of the development data, round and round with a number where it is too small, or made ones."""
    if data is None:
        yield from texts(count)
        return
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    column = pq.read_table(data / "sentences.train.parquet", columns=["text"])["text"].to_pylist()
    step = max(1, len(column) // count)
    for number in range(count):
        turn, at = divmod(number * step, len(column))
        yield column[at] if not turn else f"{column[at]} ({turn})"


def make(path: Path, count: int, data: Path | None) -> None:
    """Write a corpus of so many sentences."""
    with path.open("w", encoding="utf-8") as file:
        record: list[str] = []
        for number, text in enumerate(sentences(count, data), 1):
            record.append(text)
            if len(record) == PER_RECORD or number == count:
                file.write(json.dumps({"id": number, "text": "\n\n".join(record)}) + "\n")
                record = []


def call(*arguments: str) -> list[str]:
    """Return a command line of mtqa."""
    return [sys.executable, "-m", "mtqa", *arguments]


def timed(command: list[str]) -> float:
    """Run a command to its end, and return the seconds."""
    begun = time.perf_counter()
    code = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
    if code not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {code}")
    return time.perf_counter() - begun


def ratio(corpus: Path, count: int, rounds: int) -> None:
    """Compare one worker with plain checking, and two workers with one."""
    out = corpus.with_name("out")
    plain = ["--no-cache", "--output", f"jsonl={out}.jsonl", "--quiet"]
    ways = {
        "mtqa check, one thread": call("check", str(corpus), "--jobs", "1", *plain),
        "mtqa scale, one worker": call("scale", str(corpus), "--output", str(out), "--workers", "1", "--quiet"),
        "mtqa scale, two workers": call("scale", str(corpus), "--output", str(out), "--workers", "2", "--quiet"),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, command in ways.items():
            shutil.rmtree(out, ignore_errors=True)
            seconds[name].append(timed(command))
            print(f"round {number + 1}: {name}: {seconds[name][-1]:.1f} s, {count / seconds[name][-1]:.1f} sentences/s")
    check, one, two = (statistics.median(times) for times in seconds.values())
    print(f"Ray's overhead at one worker: {one / check - 1:+.1%}; two workers over one: {one / two:.2f} times as fast")


def memory(corpus: Path, *, rules_only: bool, plot: Path | None, out: Path) -> None:
    """Follow the memory of one run."""
    more = ["--rules-only"] if rules_only else []
    begun = time.monotonic()
    process = subprocess.Popen(call("scale", str(corpus), "--output", str(out), *more), stdout=subprocess.DEVNULL)
    samples: list[tuple[float, float]] = []
    each: list[dict[str, int]] = []
    while process.poll() is None:
        each.append(tree(process.pid))
        samples.append((time.monotonic() - begun, sum(each[-1].values()) / GIB))
        time.sleep(EVERY)
    if process.returncode:
        sys.exit(f"mtqa scale ended with {process.returncode}")
    seconds = time.monotonic() - begun
    summary = json.loads((out / "summary.json").read_text())
    judged = summary["summary"]["judged"]
    print(f"{judged:,} sentences judged in {seconds:.0f} s, {judged / seconds:.1f} a second")
    last = [size for _, size in samples[:-1]]  # the last seconds are those of an end
    medians = ", ".join(f"{size:.2f}" for size in quarters(last))
    print(f"peak {max(last):.2f} GiB; medians by quarter of the run: {medians}")
    grown(each[:-1])
    busy = {name: f"{judged / value:.1f}" for name, value in summary["worker_seconds"].items() if value}
    print(f"sentences a second of one worker's time: {busy}; scoring: {summary['scoring']}")
    for name in ("documents", "sentences", "_run"):
        size = sum(path.stat().st_size for path in (out / name).rglob("*") if path.is_file())
        print(f"{name}: {size / judged:.0f} bytes a sentence")
    if plot is not None:
        draw(samples, plot, f"{judged:,} sentences, {'rules only' if rules_only else 'with the language model'}")


def quarters(sizes: list[float]) -> list[float]:
    """Return the median of each quarter."""
    size = max(1, len(sizes) // 4)
    return [statistics.median(sizes[at * size : (at + 1) * size]) for at in range(4)]


def tree(pid: int) -> dict[str, int]:
    """Return the bytes of a process and all below it by what they are, what they share counted once."""
    found: dict[str, int] = {}
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return found
    for each in family:
        try:
            lines = Path(f"/proc/{each.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
            name = title(each.cmdline(), own=each.pid == pid)
        except (OSError, psutil.Error):
            continue
        size = sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        found[name] = found.get(name, 0) + size
    return found


def title(command: list[str], *, own: bool) -> str:
    """Return what a process is, in a word or two."""
    first = command[0] if command else ""
    if own:
        return "mtqa scale"
    if first.startswith("ray::"):
        return first.removeprefix("ray::").split("(")[0].split(".")[0]
    return next((Path(part).name for part in command[1:] if part.endswith(".py")), Path(first).name)


def grown(samples: list[dict[str, int]]) -> None:
    """Print what each kind of process took in the second quarter of the run, and in the last."""
    at = len(samples) // 4
    for name in sorted({name for sample in samples for name in sample}):
        early, late = (
            statistics.median(sample.get(name, 0) for sample in part) / 2**20
            for part in (samples[at : 2 * at], samples[3 * at :])
        )
        print(f"{name:40} {early:7.0f} MiB in the second quarter, {late:7.0f} in the last")


def draw(samples: list[tuple[float, float]], plot: Path, title: str) -> None:
    """Draw memory over time."""
    import matplotlib as mpl  # noqa: PLC0415 - only for the picture

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "mtqa"
    import matplotlib.pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(8, 3), layout="constrained")
    at, size = [at for at, _ in samples], [size for _, size in samples]
    axes.plot(at, size, color="#2f6f8f", label="memory of all processes")
    axes.axhline(6, color="#b3423a", linestyle="--", linewidth=1, label="the bound of 6 GiB")
    axes.set(xlabel="seconds", ylabel="GiB", title=title, ylim=(0, 7))
    axes.legend(loc="center right", frameon=False)
    figure.savefig(plot, metadata={"Date": None})


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["ratio", "memory"])
    parser.add_argument("--sentences", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--rules-only", action="store_true")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--corpus", type=Path, help="a corpus to check instead of a made one")
    parser.add_argument("--keep-output", type=Path, metavar="DIR", help="where the output is to stay")
    parser.add_argument("--data", type=Path, help="the folder of development data")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = asked.corpus or Path(folder) / "corpus.jsonl"
        if asked.corpus is None:
            make(corpus, asked.sentences, asked.data)
        if asked.what == "ratio":
            ratio(corpus, asked.sentences, asked.rounds)
        else:
            kept = asked.keep_output or Path(folder) / "out"
            memory(corpus, rules_only=asked.rules_only, plot=asked.plot, out=kept)


if __name__ == "__main__":
    main()
