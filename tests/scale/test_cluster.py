"""What goes wrong with Ray ends in a line that says what to do."""

from __future__ import annotations

import pytest

from mtqa.errors import UsageError
from mtqa.scale import cluster


def test_nodes_that_do_not_start_are_told_in_a_line(monkeypatch):
    """Ray raises a bare exception where a node takes too long."""

    def late(*_, **__):
        raise Exception("The current node timed out during startup.")  # noqa: TRY002 - as Ray does

    monkeypatch.setattr(cluster.ray, "is_initialized", lambda: False)
    monkeypatch.setattr(cluster.ray, "init", late)
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    with (
        pytest.raises(UsageError, match="Ray can't use a cluster on this machine: The current node timed out"),
        cluster.connected("", 1),
    ):
        pytest.fail("it is connected")
