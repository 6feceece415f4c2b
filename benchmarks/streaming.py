"""Measure time and peak memory of `mtqa check --output jsonl=...` on more and more records, to show that it is flat.

Records are made of templates and read from JSON Lines and from Parquet (which needs pyarrow). Each run is a process of
its own; its peak memory is what the system counted for it.

    python benchmarks/streaming.py [--records N ...] [--format jsonl parquet] [--model NAME]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

RECORDS = (1_000, 10_000, 100_000)
BATCH = 10_000
WHO = (
    "the baker,our neighbour,a retired teacher,the harbour master,my aunt,the younger clerk,a girl from the mill".split(
        ","
    )
)
DID = "painted,repaired,measured,sold,forgot about,photographed,insured,described,looked after,inherited".split(",")
WHAT = "the old bridge,a row of boats,the garden wall,two wooden ladders,the village clock,an orchard,the ferry".split(
    ","
)
WHEN = "last spring,before the storm,on market day,for the third time,without much fuss,while it rained".split(",")
WHY = "nobody else would,it had to be done,the council paid for it,there was time left,winter came early".split(",")


def texts(count: int) -> Iterator[str]:
    """Make the texts of records, each of one sentence."""
    draw = random.Random(7)  # noqa: S311 - the same records each time, no secret
    for number in range(count):
        who, did, what, when, why = (draw.choice(words) for words in (WHO, DID, WHAT, WHEN, WHY))
        yield f"{who.capitalize()} {did} {what} {when}, since {why}, as entry {number} of the book says."


def make(path: Path, count: int) -> None:
    """Write a file of records."""
    if path.suffix == ".jsonl":
        with path.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(texts(count)))
        return
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([("id", pa.int64()), ("text", pa.string())])
    waiting: list[dict[str, object]] = []
    with pq.ParquetWriter(path, schema) as writer:
        for i, text in enumerate(texts(count)):
            waiting.append({"id": i, "text": text})
            if len(waiting) == BATCH or i == count - 1:
                writer.write_table(pa.Table.from_pylist(waiting, schema))
                waiting = []


def measured(path: Path, options: list[str]) -> tuple[float, float]:
    """Check a file in a process of its own; return the seconds and the megabytes (MiB) that it took."""
    out = path.with_name("out.jsonl")
    call = [sys.executable, "-m", "mtqa", "check", str(path), *options, "--quiet", "--output", f"jsonl={out}"]
    start = time.perf_counter()
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"mtqa ended with {process.returncode}")
    out.unlink()
    return seconds, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Run the benchmark and print it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, nargs="+", default=RECORDS)
    parser.add_argument("--format", nargs="+", choices=("jsonl", "parquet"), default=("jsonl", "parquet"))
    parser.add_argument("--model", help="score with this language model; by default, the rules alone judge")
    given = parser.parse_args()
    options = ["--model", given.model, "--no-cache"] if given.model else ["--rules-only"]
    print(f"{'format':8} {'records':>10} {'seconds':>9} {'a second':>9} {'peak MiB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for name in given.format:
            for count in given.records:
                path = Path(folder) / f"records.{name}"
                make(path, count)
                seconds, peak = measured(path, options)
                print(f"{name:8} {count:10,} {seconds:9.1f} {count / seconds:9,.0f} {peak:9.0f}", flush=True)


if __name__ == "__main__":
    main()
