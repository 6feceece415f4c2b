"""What tests of runs on Ray share: one cluster for each process of the tests, and corpora with everything in them."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mtqa.config import Settings
from mtqa.scale.cluster import connected, is_connected

HERE = Path(__file__).parent
GOOD = "The council met on Tuesday to talk about the old bridge over the river."
ODD = "The xqz council qat on Tuesday zqm talk about oqd bridge qiv river."
FAKE = Settings(model="fake", cache=False)
RULES = Settings(rules_only=True)
_CLUSTER = ExitStack()


@pytest.fixture
def cluster():
    """Connect this process to a cluster of its own, which the tests of this folder share."""
    if not is_connected():
        _CLUSTER.enter_context(connected("", 2))


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem):
    """Stop the cluster behind the last of them: an idle one takes time from all other tests."""
    if nextitem is None or HERE not in nextitem.path.parents:
        _CLUSTER.close()


@pytest.fixture
def corpus(tmp_path):
    """Make a corpus of several formats, with records that can't be read among the others; return its folder."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    with (folder / "feed.jsonl").open("w", encoding="utf-8") as file:
        for i in range(120):
            text = f"{ODD} {ODD}" if i % 10 == 3 else f"{GOOD} This is number {i}.\n\n{GOOD}"
            file.write(json.dumps({"id": f"r{i}", "text": text, "url": f"https://example.org/{i}"}) + "\n")
        file.write('{"id": "null", "text": null}\n{broken\n\n{"id": 7, "text": "Das ist ein deutscher Satz."}\n')
        file.write('{"id": "number", "text": 12}\n{"id": "none"}\n')
    rows = [{"id": i, "text": f"{GOOD} Row {i} says so.", "score": i / 2} for i in range(60)]
    rows[7]["text"] = None
    rows[9]["text"] = "   "
    rows[11]["text"] = f"{ODD} {ODD} {ODD}"
    pq.write_table(pa.Table.from_pylist(rows), folder / "table.parquet", row_group_size=16)
    (folder / "table.csv").write_text(f'id,text\n1,"{GOOD}"\n2,\n3,"{ODD}"\n', encoding="utf-8")
    (folder / "note.md").write_text(f"# Notes\n\n{GOOD} {GOOD}\n\n- {ODD}\n", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "image.png").write_bytes(b"\x89PNG\r\n")
    return folder


def rows(output, table):
    """Return the rows of a table of a run, in the order of the input."""
    parts = sorted((output / table).glob("*.parquet"))
    return [row for part in parts for row in pq.read_table(part).to_pylist()]


def content(output):
    """Return all rows of a run."""
    return {table: rows(output, table) for table in ("documents", "sentences", "quarantine")}


def reasons(output):
    """Count the records that were put aside, by kind of reason."""
    return Counter(row["why"] for row in rows(output, "quarantine"))
