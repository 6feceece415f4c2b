"""A record that ends the process that works on it is found, put aside, and costs nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mtqa.scale.journal import journal
from mtqa.scale.places import Place
from tests.scale.conftest import GOOD, rows

ROOT = Path(__file__).parents[2]


def die_at(folder, records):
    """Work on a chunk as a process does that is killed at one of some records; return where that was."""
    keeping = journal(folder, "x")
    note = keeping.__enter__()
    for number in range(5):
        if note.fatal(number):
            continue
        with note.at(number):
            if number in records:
                return number, note, keeping  # which a process that is killed never gets to close
    keeping.__exit__(None, None, None)
    return None, note, keeping


def test_the_second_death_at_a_record_is_its_own_fault(tmp_path):
    """The first death tells nothing but that care is due; one more may be the node's; two at one record are enough."""
    folder = Place.of(str(tmp_path))
    told = [die_at(folder, {3}) for _ in range(4)]
    assert [number for number, _, _ in told] == [3, 3, 3, None]
    assert [note.careful for _, note, _ in told] == [False, True, True, True]
    assert told[-1][1].fatal(3)
    assert not list(tmp_path.iterdir())
    assert die_at(folder, set())[0] is None


def test_a_note_that_was_being_written(tmp_path):
    """Half a note tells that somebody died, and blames nobody."""
    (tmp_path / "x.json").write_text('{"at": 3, "dea')
    with journal(Place.of(str(tmp_path)), "x") as note:
        assert note.careful
        assert not note.deaths


def test_an_error_is_no_death(tmp_path):
    """What raises leaves no note."""
    with pytest.raises(ValueError, match="no"), journal(Place.of(str(tmp_path)), "x"):
        raise ValueError("no")
    assert not list(tmp_path.iterdir())


def test_workers_that_are_killed(tmp_path):
    """Real workers die at two records of forty; both are put aside with the reason, and all others are judged."""
    source = tmp_path / "in.jsonl"
    deadly = {13: "This one is deadly to rules.", 29: "This one is deadly to models."}
    lines = [json.dumps({"id": n, "text": f"{GOOD} {deadly.get(n, '')}"}) for n in range(40)]
    source.write_text("\n".join(lines) + "\n")
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("deadly.py")), str(source), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0"},
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    aside = rows(tmp_path / "out", "quarantine")
    assert [(row["number"], row["why"]) for row in aside] == [(14, "failed"), (30, "failed")]
    assert all("it ended the process that worked on it, 2 times" in row["reason"] for row in aside)
    assert len(rows(tmp_path / "out", "documents")) == 38
    assert not list((tmp_path / "out" / "_run" / "journal").iterdir())
