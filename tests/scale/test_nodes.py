"""A cluster of two nodes, one of which is killed during the run; and a driver that is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.scale.conftest import GOOD, ODD, content

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0", "COLUMNS": "100"}
RECORDS = 480
SLOW = "The current node timed out during startup"


@pytest.fixture
def source(tmp_path):
    """Make a corpus of sixty partitions."""
    path = tmp_path / "in.jsonl"
    with path.open("w") as file:
        for n in range(RECORDS):
            text = f"{ODD} {ODD}" if n % 7 == 2 else f"{GOOD} This is number {n}."
            file.write(json.dumps({"id": n, "text": text if n % 31 else None}) + "\n")
    return path


def on_two_nodes(source, output, whole, more=2):
    """Run on two nodes, in a process of its own; Ray gives up on nodes that take half a minute to start."""
    script = [sys.executable, str(Path(__file__).with_name("two_nodes.py")), *map(str, (source, output, whole))]
    told, errors = output.with_suffix(".out"), output.with_suffix(".err")
    with told.open("wb") as out, errors.open("wb") as err:
        process = subprocess.Popen(script, stdout=out, stderr=err, env=ENVIRONMENT, start_new_session=True)
        try:
            code = process.wait(timeout=400)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # the nodes outlive the driver
            process.wait()
    if SLOW in errors.read_text() and more:
        return on_two_nodes(source, output, whole, more=more - 1)
    assert code == 0, errors.read_text()[-3_000:]
    return json.loads(told.read_text().splitlines()[-1])


def call(source, output):
    """Return the command that checks the same on a cluster of its own."""
    arguments = [str(source), "--output", str(output), "--model", "fake", "--partition-size", "1500", "--workers", "1"]
    return [sys.executable, "-m", "mtqa", "scale", *arguments]


def run_here(source, output):
    """Check the corpus undisturbed."""
    return subprocess.run(
        call(source, output), capture_output=True, text=True, env=ENVIRONMENT, timeout=400, check=False
    )


def test_a_node_is_killed(source, tmp_path):
    """The result is that of a run that nobody disturbed, row for row, and finished partitions are not done again."""
    told = on_two_nodes(source, tmp_path / "killed", tmp_path / "whole")
    assert told["alive"] == 1
    before, after = told["before"], told["after"]
    assert told["second"] in before.values()
    assert len(before) < len(after)
    assert {name: after[name] for name in before} == before
    assert content(tmp_path / "killed") == content(tmp_path / "whole")
    assert told["records"] == [RECORDS, RECORDS]


def test_the_driver_is_killed(source, tmp_path):
    """What was finished stays, and the same command does the rest."""
    commits = tmp_path / "out" / "_run" / "commits"
    first = subprocess.Popen(
        call(source, tmp_path / "out"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while not (commits.is_dir() and len(list(commits.glob("*.json"))) >= 5) and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    time.sleep(1)  # workers notice that their driver is gone
    finished = {path.name: path.stat().st_mtime_ns for path in commits.glob("*.json")}
    assert len(finished) >= 5
    again = run_here(source, tmp_path / "out")
    assert again.returncode == 0, again.stderr
    assert "partitions are finished already and stay as they are" in again.stderr
    after = {path.name: path.stat().st_mtime_ns for path in commits.glob("*.json")}
    assert len(after) > len(finished)
    assert {name: after[name] for name in finished} == finished
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["records"]["read"] == RECORDS
    assert len(content(tmp_path / "out")["documents"]) + len(content(tmp_path / "out")["quarantine"]) == RECORDS
