"""How many threads are used."""

from __future__ import annotations

import os

import pytest

from mtqa.lm.threads import threads


@pytest.fixture
def four(monkeypatch, tmp_path):
    """Four processors on two cores, as Linux tells it; return the two folders."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    for n in range(4):
        topology = tmp_path / "cpu" / f"cpu{n}" / "topology"
        topology.mkdir(parents=True)
        (topology / "core_cpus_list").write_text(f"{n % 2},{n % 2 + 2}\n")
    return tmp_path / "cpu", tmp_path / "cgroup"


def test_cores_are_counted_once(four):
    """Two threads of one core share its arithmetic."""
    assert threads(*four) == 2


def test_a_process_keeps_to_its_processors(four, monkeypatch):
    """What the process may not use does not count."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 3}, raising=False)
    assert threads(*four) == 1


@pytest.mark.parametrize(("limit", "expected"), [("150000 100000", 1), ("max 100000", 2), ("1000 100000", 1), ("x", 2)])
def test_a_container_keeps_to_its_share(four, limit, expected):
    """A container's share of processor time limits the threads; what can't be read does not."""
    four[1].mkdir()
    (four[1] / "cpu.max").write_text(limit + "\n")
    assert threads(*four) == expected


def test_the_older_kind_of_container(four):
    """Version 1 of control groups tells quota and period in two files."""
    (four[1] / "cpu").mkdir(parents=True)
    (four[1] / "cpu" / "cpu.cfs_quota_us").write_text("100000\n")
    (four[1] / "cpu" / "cpu.cfs_period_us").write_text("100000\n")
    assert threads(*four) == 1


def test_without_any_of_it(monkeypatch, tmp_path):
    """Elsewhere every processor counts as a core."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert threads(tmp_path, tmp_path) == 3
