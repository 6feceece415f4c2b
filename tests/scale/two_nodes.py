"""Checks a corpus on a cluster of two nodes on this machine, and kills one of them when some partitions are there.

    python two_nodes.py SOURCE OUTPUT WHOLE

Then checks it again on the node that is left, undisturbed, into WHOLE. Prints, as JSON, the nodes that finished
partitions before and after one was killed, and how many records each run had.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

import mtqa.scale
from tests.scale.conftest import FAKE

import ray.data  # isort: skip
from ray.cluster_utils import Cluster  # isort: skip

ENOUGH = 8
PARTITION = 1_500
PATIENCE = 60
"""Seconds: all is slow on a busy machine."""


def nodes(output):
    """Return which node finished which partition."""
    found = {}
    for path in sorted((output / "_run" / "commits").glob("*.json")):
        value = json.loads(path.read_text())
        found[value["partition"]] = value["worker"].partition("/")[2]
    return found


def count_alive() -> int:
    """Return how many nodes Ray believes in."""
    return sum(node["Alive"] for node in ray.nodes())


def await_one() -> int:
    """Wait until Ray has noticed that a node is gone; return how many there are."""
    until = time.monotonic() + PATIENCE
    while count_alive() > 1 and time.monotonic() < until:
        time.sleep(0.1)
    return count_alive()


def main(source: str, output: Path, whole: str) -> None:
    """Do it."""
    cluster = Cluster(
        initialize_head=True,
        head_node_args={
            "num_cpus": 3,
            "object_store_memory": 200 << 20,
            "include_dashboard": False,
            "_system_config": {"health_check_period_ms": 1_000},  # of 3,000: five of them missed, and a node is dead
        },
    )
    second = cluster.add_node(num_cpus=3, object_store_memory=200 << 20)
    ray.init(address=cluster.address, log_to_driver=False)
    cluster.wait_for_nodes()
    killed: dict[str, dict[str, str]] = {}

    def watch() -> None:
        while len(set(nodes(output).values())) < 2 or len(nodes(output)) < ENOUGH:
            time.sleep(0.05)
        cluster.remove_node(second, allow_graceful=False)
        killed["before"] = nodes(output)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    ray.data.DataContext.get_current().wait_for_min_actors_s = PATIENCE  # the first worker there would do it all
    options = mtqa.scale.Options(workers=4, partition=PARTITION)
    summary = mtqa.scale.check_corpus(source, str(output), FAKE, options)
    watcher.join(PATIENCE)
    found = {"second": second.node_id[:12], "alive": await_one(), "after": nodes(output)}
    undisturbed = mtqa.scale.check_corpus(source, whole, FAKE, mtqa.scale.Options(workers=1, partition=PARTITION))
    records = [summary.records, undisturbed.records]
    sys.stdout.write(json.dumps({**found, **killed, "records": records}) + "\n")
    sys.stdout.flush()
    os._exit(0)  # a cluster whose node was killed takes its time to shut down


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
