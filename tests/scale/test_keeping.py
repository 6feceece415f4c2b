"""Cleaning corpora: what passes is written again as it stands, and a filter that is none is told of."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mtqa import scale
from mtqa.errors import UsageError
from mtqa.scale.keeping import Filter, Kept, Unit
from tests.scale.conftest import FAKE, GOOD, ODD, RULES, rows

pytestmark = pytest.mark.usefixtures("cluster")


BAD = " ".join([ODD] * 12)
CLEAN = " ".join(f"{GOOD} This is number {n}." for n in range(6))


def kept(source, out, choice, settings=FAKE):
    """Clean a corpus, in small partitions."""
    options = scale.Options(workers=1, partition=2_000, keep=choice)
    return scale.check_corpus(str(source), str(out), settings, options)


def test_json_lines_come_out_as_they_went_in(tmp_path):
    """Records that pass are the same lines, with fields that nobody read; the others are not there."""
    lines = [json.dumps({"n": n, "text": BAD if n % 4 == 1 else CLEAN, "meta": {"a": [n]}}) for n in range(40)]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join([*lines, '{"n": 99, "text": null}']) + "\n")
    summary = kept(source, tmp_path / "out", Filter())
    found = [line for part in sorted((tmp_path / "out" / "kept").iterdir()) for line in part.read_text().splitlines()]
    assert found == [line for n, line in enumerate(lines) if n % 4 != 1]
    assert (summary.kept.kept, summary.kept.total) == (30, 40)


def test_parquet_keeps_its_columns(tmp_path):
    """Rows that pass have all their columns, whatever row group and partition they stand in."""
    data = pa.table(
        {
            "n": list(range(90)),
            "text": [None if n == 50 else BAD if n % 3 == 0 else CLEAN for n in range(90)],
            "tags": [[f"t{n}"] for n in range(90)],
        }
    )
    (tmp_path / "in").mkdir()
    pq.write_table(data.slice(0, 61), tmp_path / "in" / "a.parquet", row_group_size=7)
    pq.write_table(data.slice(61), tmp_path / "in" / "b.parquet")
    kept(tmp_path / "in", tmp_path / "out", Filter())
    found = pq.read_table(tmp_path / "out" / "kept")
    assert found.schema.names == ["n", "text", "tags"]
    expected = [n for n in range(90) if n % 3 and n != 50]
    assert found["n"].to_pylist() == expected
    assert found["tags"].to_pylist() == [[f"t{n}"] for n in expected]


def test_files_of_different_schemas(tmp_path):
    """Each file keeps its own columns and their types."""
    (tmp_path / "in").mkdir()
    pq.write_table(pa.table({"text": [CLEAN] * 3, "n": [1, 2, 3]}), tmp_path / "in" / "a.parquet")
    pq.write_table(pa.table({"n": ["x", "y"], "text": [CLEAN, BAD], "more": [1.5, 2.5]}), tmp_path / "in" / "b.parquet")
    pq.write_table(pa.table({"body": [CLEAN]}), tmp_path / "in" / "c.parquet")
    summary = kept(tmp_path / "in", tmp_path / "out", Filter())
    parts = [pq.read_table(part).to_pylist() for part in sorted((tmp_path / "out" / "kept").iterdir())]
    assert parts == [[{"text": CLEAN, "n": n} for n in (1, 2, 3)], [{"n": "x", "text": CLEAN, "more": 1.5}]]
    [aside] = rows(tmp_path / "out", "quarantine")
    assert "no column 'text'" in aside["reason"]
    assert summary.records == 6


def test_sentences(tmp_path):
    """Single sentences can be kept, with where they stand and their figures."""
    (tmp_path / "a.txt").write_text(f"{GOOD} {ODD} {CLEAN}\n")
    kept(tmp_path / "a.txt", tmp_path / "out", Filter(Unit.SENTENCE))
    found = pq.read_table(tmp_path / "out" / "kept").to_pylist()
    clear = [row for row in rows(tmp_path / "out", "sentences") if row["verdict"] == "clear"]
    assert [row["text"] for row in found] == [row["text"] for row in clear]
    assert ODD not in [row["text"] for row in found]
    assert all(row["fluency"] is not None for row in found)


def test_thresholds(tmp_path):
    """Each threshold keeps less, and never what is not clear."""
    texts = [f"{CLEAN} {ODD}" if n % 2 else CLEAN for n in range(20)]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    figures = {}
    for name, choice in {
        "all": Filter(),
        "suspicious": Filter(max_suspicious=1.0),
        "fluency": Filter(min_fluency=100.0),
        "evidence": Filter(max_evidence=-100.0),
    }.items():
        figures[name] = kept(source, tmp_path / name, choice).kept.kept
    assert figures["all"] >= 10
    assert figures["suspicious"] == 10
    assert figures["evidence"] == 0


def test_a_filter_that_is_none(tmp_path):
    """Where a threshold keeps almost nothing or almost everything, the run says so, early and at the end."""
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"text": f"{GOOD} Line {n}."}) + "\n" for n in range(1_500)))
    for choice, much in ((Filter(), "almost everything"), (Filter(max_evidence=-99.0), "almost nothing")):
        told = []
        options = scale.Options(workers=1, partition=20_000, keep=choice)
        out = tmp_path / much.replace(" ", "-")
        summary = scale.check_corpus(str(source), str(out), FAKE, options, say=told.append)
        assert any(line.startswith(f"warning, so far: --keep keeps {much}") for line in told)
        assert any(f"--keep keeps {much}: " in line for line in summary.warnings)
    assert Kept(1, 2).warning("document") == ""
    assert Kept(500, 1_000).warning("document") == ""


def test_thresholds_that_cannot_be_used(tmp_path):
    """They are refused before anything is read."""
    (tmp_path / "a.txt").write_text(GOOD)
    for choice, settings, message in (
        (Filter(min_fluency=10), RULES, "needs the language model"),
        (Filter(min_fluency=101), FAKE, "between 0 and 100"),
        (Filter(Unit.SENTENCE, max_suspicious=5), FAKE, "is about documents"),
    ):
        with pytest.raises(UsageError, match=message):
            kept(tmp_path / "a.txt", tmp_path / "out", choice, settings)
