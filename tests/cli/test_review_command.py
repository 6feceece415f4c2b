"""`mtqa review`, run as its users run it."""

import json

import pytest

from mtqa.gate.baseline_file import Header, dump
from mtqa.outcome import Decision, KnownEntry


def write(path, decisions, start=0):
    """Write a baseline of rules and letters: accepted, dismissed, open."""
    entries = [
        KnownEntry(f"{start + i:016x}", rule, "a.md", count=7, decision=decision)
        for rule, made in decisions.items()
        for i, letter in enumerate(made)
        for decision in Decision
        if decision.value.startswith(letter)
    ]
    path.write_text("".join(dump(Header(), entries)), encoding="utf-8")


@pytest.fixture
def known(tmp_path):
    """Write a baseline where it is looked for."""
    write(tmp_path / "mtqa-baseline.jsonl", {"calque.one": "aaaaaaaadd", "calque.two": "adddd", "grammar.few": "aao"})


def test_stats(mtqa, known):
    """Rules come worst first, with their intervals, and those with few decisions come last and say so."""
    run = mtqa("review", "stats")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == (
        "17 decisions; 1 finding waits for one\n\n"
        "rule         right  95 % interval  accepted  dismissed  open\n"
        "calque.two     20%      4% to 62%         1          4     0\n"
        "calque.one     80%     49% to 94%         8          2     0\n"
        "grammar.few   100%    34% to 100%         2          0     1  too few to say\n\n"
        "family   right  95 % interval  accepted  dismissed  open\n"
        "calque     60%     36% to 80%         9          6     0\n"
        "grammar   100%    34% to 100%         2          0     1  too few to say\n"
        "all        65%     41% to 83%        11          6     1\n"
    )


def test_several_files_are_added_up(mtqa, known, tmp_path):
    """What is in more than one file counts once."""
    write(tmp_path / "old.jsonl", {"calque.one": "aaaaaaaadd"})
    write(tmp_path / "more.jsonl", {"calque.one": "ddddd"}, start=100)
    run = mtqa("review", "stats", "mtqa-baseline.jsonl", "old.jsonl", "more.jsonl", "--json")
    shown = json.loads(run.stdout)
    assert shown["files"] == ["mtqa-baseline.jsonl", "old.jsonl", "more.jsonl"]
    assert shown["rules"][1] == {
        "name": "calque.one", "precision": 0.5333, "interval": [0.3012, 0.7519], "accepted": 8, "dismissed": 7,
        "open": 0, "few": False,
    }  # fmt: skip
    assert [each["name"] for each in shown["families"]] == ["calque", "grammar"]
    assert shown["total"][0]["accepted"] == 11


def test_no_decisions(mtqa, tmp_path):
    """Where nothing was decided there is nothing to print, and JSON says null."""
    write(tmp_path / "mtqa-baseline.jsonl", {"calque.one": "oo"})
    assert mtqa("review", "stats").stdout == "0 decisions; 2 findings wait for one\n"
    rules = json.loads(mtqa("review", "stats", "--json").stdout)["rules"]
    assert rules == [
        {
            "name": "calque.one", "precision": None, "interval": None, "accepted": 0, "dismissed": 0, "open": 2,
            "few": True,
        }
    ]  # fmt: skip


def test_no_baseline(mtqa):
    """A missing file ends with 2."""
    run = mtqa("review", "stats")
    assert (run.returncode, run.stderr) == (
        2, "mtqa: mtqa-baseline.jsonl: there is no such baseline; make it with 'mtqa baseline create'\n",
    )  # fmt: skip
