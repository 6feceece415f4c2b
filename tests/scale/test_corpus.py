"""Runs over corpora: equal to a check, complete, restartable, and nothing lost on the way."""

from __future__ import annotations

import itertools
import json
import os
from collections import defaultdict

import pyarrow.parquet as pq
import pytest

import mtqa
from mtqa import scale
from mtqa.errors import NothingCheckedError, OutputError, UsageError
from mtqa.report.as_json import document_object
from tests.scale.conftest import FAKE, GOOD, ODD, RULES, content, reasons, rows

SHARED = ("language", "verdict", "probability", "interval", "evidence", "fluency", "judged", "suspicious")
pytestmark = pytest.mark.usefixtures("cluster")


def checked(folder, settings):
    """Return what `mtqa.check` says of a folder, as JSON has it."""
    report = mtqa.check([folder], settings)
    return [document_object(document, tokens=False) for document in report.documents], report


@pytest.mark.parametrize("settings", [FAKE, RULES], ids=["model", "rules"])
def test_equals_a_check(corpus, tmp_path, settings):
    """Every document, sentence and finding is that of a check, figure by figure and place by place."""
    summary = scale.check_corpus(
        str(corpus), str(tmp_path / "out"), settings, scale.Options(workers=1, partition=3_000)
    )
    expected, report = checked(corpus, settings)
    documents, sentences = rows(tmp_path / "out", "documents"), defaultdict(list)
    for row in rows(tmp_path / "out", "sentences"):
        sentences[row["document"]].append(row)
    documents.sort(key=lambda row: (row["path"], row["number"]))
    expected.sort(key=lambda document: document["path"])  # files of one kind go together in partitions
    assert len(documents) > 150
    for row, document in zip(documents, expected, strict=True):
        for name in (*SHARED, "path", "id", "format"):
            assert row[name] == document[name], (document["path"], name)
        for mine, theirs in zip(sentences[row["document"]], document["sentences"], strict=True):
            found = [{k: v for k, v in finding.items() if k != "place"} for finding in theirs["findings"]]
            assert mine["findings"] == found
            for name in set(theirs) - {"findings", "places"}:
                assert mine[name] == theirs[name], name
    totals, theirs = summary.report.counted(), report.counted()
    assert (totals.documents, totals.sentences, totals.judged) == (theirs.documents, theirs.sentences, theirs.judged)
    assert (totals.suspicious, dict(totals.findings)) == (theirs.suspicious, dict(theirs.findings))
    assert totals.verdicts == theirs.verdicts
    assert totals.unjudged == theirs.unjudged
    assert totals.skipped == theirs.skipped
    assert summary.report.signature == report.signature
    mine, other = summary.report.coverage, report.coverage
    assert (mine.files_seen, mine.files_checked, mine.files_failed) == (6, 4, other.files_failed)
    assert mine.characters_scored == other.characters_scored
    assert {file.reason for file in mine.files_skipped} == {file.reason for file in other.files_skipped}


def test_every_record_is_accounted_for(corpus, tmp_path):
    """Records in equal documents out and records put aside, each with its reason."""
    out = tmp_path / "out"
    summary = scale.check_corpus(str(corpus), str(out), FAKE, scale.Options(workers=1, partition=2_000))
    jsonl = sum(bool(line.strip()) for line in (corpus / "feed.jsonl").read_text().splitlines())
    records = jsonl + pq.read_metadata(corpus / "table.parquet").num_rows + 3 + 1 + 1  # CSV, Markdown, the empty file
    assert summary.records == records
    assert summary.records == len(rows(out, "documents")) + len(rows(out, "quarantine"))
    assert sum(summary.aside.values()) == len(rows(out, "quarantine"))
    assert reasons(out) == {"unreadable": 8, "unjudged": 1}
    told = {row["record"]: row["reason"] for row in rows(out, "quarantine")}
    assert told[f"{corpus.as_posix()}/feed.jsonl:121"] == "field 'text' is null"
    assert told[f"{corpus.as_posix()}/feed.jsonl:122"].startswith("not valid JSON")
    assert told[f"{corpus.as_posix()}/table.parquet:8"] == "column 'text' is null"
    assert told[f"{corpus.as_posix()}/empty.txt"] == "empty"
    written = json.loads((out / "summary.json").read_text())
    assert written["records"]["read"] == records
    assert written["summary"]["judged"] == summary.report.judged
    assert "mtqa" in (out / "overview.html").read_text()


def test_partitions_do_not_matter(corpus, tmp_path):
    """However a corpus is cut, the rows are the same but for the names of their partitions."""
    found = []
    for size in (1_500, 1_000_000):
        out = tmp_path / f"out{size}"
        scale.check_corpus(str(corpus), str(out), FAKE, scale.Options(workers=1, partition=size))
        found.append(
            {
                table: [{name: value for name, value in row.items() if name != "document"} for row in part]
                for table, part in content(out).items()
            }
        )
    assert found[0] == found[1]
    assert len(list((tmp_path / "out1500" / "documents").iterdir())) > 8


def test_goes_on_where_it_stopped(corpus, tmp_path):
    """Partitions with a commit stay as they are; those without are done again, whatever is left of them."""
    out = tmp_path / "out"
    options = scale.Options(workers=1, partition=2_000)
    scale.check_corpus(str(corpus), str(out), FAKE, options)
    before = content(out)
    names = sorted(path.stem for path in (out / "_run" / "commits").iterdir())
    lost = names[1::3]
    for name in lost:
        (out / "_run" / "commits" / f"{name}.json").unlink()
    (out / "documents" / f"part-{lost[0]}.parquet").write_bytes(b"half a file")
    (out / "sentences" / ".part-x.parquet.abc.tmp").write_bytes(b"left by a writer that was killed")
    times = {path: path.stat().st_mtime_ns for path in (out / "documents").iterdir()}
    told = []
    scale.check_corpus(str(corpus), str(out), FAKE, options, say=told.append)
    assert f"{len(names) - len(lost)} partitions are finished already and stay as they are" in told
    assert content(out) == before
    for path, when in times.items():
        assert (path.stat().st_mtime_ns == when) == (path.stem.removeprefix("part-") not in lost), path
    assert not list(out.rglob("*.tmp"))


def test_a_finished_run_is_summed_up_again(corpus, tmp_path):
    """The same command on a finished run judges nothing, and says the same."""
    out = tmp_path / "out"
    first = scale.check_corpus(str(corpus), str(out), FAKE, scale.Options(workers=1))
    again = scale.check_corpus(str(corpus), str(out), FAKE, scale.Options(workers=2))
    assert first.report.counted() == again.report.counted()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda folder: (folder / "note.md").write_text(GOOD), "files were changed, added or removed, from"),
        (lambda folder: (folder / "new.md").write_text(GOOD), "files were changed, added or removed, from"),
    ],
    ids=["changed", "added"],
)
def test_another_input_is_refused(corpus, tmp_path, change, message):
    """A run does not go on over an input that is another one by now."""
    out = tmp_path / "out"
    scale.check_corpus(str(corpus), str(out), RULES, scale.Options(workers=1))
    change(corpus)
    with pytest.raises(UsageError, match=message):
        scale.check_corpus(str(corpus), str(out), RULES, scale.Options(workers=1))


@pytest.mark.parametrize(
    ("settings", "options", "message"),
    [
        (RULES.replace(ignore=("typography",)), {}, "signature"),
        (RULES.replace(language="en"), {}, r"settings \(language\)"),
        (RULES, {"partition": 999}, "partition size"),
        (RULES, {"keep": True}, "keep"),
    ],
    ids=["rules", "settings", "partition", "filter"],
)
def test_another_run_is_refused(corpus, tmp_path, settings, options, message):
    """Results of two runs are never mixed."""
    out = tmp_path / "out"
    scale.check_corpus(str(corpus), str(out), RULES, scale.Options(workers=1, partition=5_000))
    more = {"keep": scale.Filter()} if options.get("keep") else options
    with pytest.raises(UsageError, match=message):
        scale.check_corpus(str(corpus), str(out), settings, scale.Options(workers=1, **more))


def test_foreign_and_damaged_outputs_are_refused(corpus, tmp_path):
    """What mtqa did not write stays, and a damaged run says what to do."""
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds files and no run of mtqa scale"):
        scale.check_corpus(str(corpus), str(foreign), RULES)
    with pytest.raises(UsageError, match="is a file; name a folder"):
        scale.check_corpus(str(corpus), str(foreign / "thesis.txt"), RULES)
    out = tmp_path / "out"
    scale.check_corpus(str(corpus), str(out), RULES, scale.Options(workers=1))
    commit = min((out / "_run" / "commits").iterdir())
    commit.write_text("{")
    with pytest.raises(OutputError, match="is no commit record"):
        scale.check_corpus(str(corpus), str(out), RULES, scale.Options(workers=1))
    (out / "_run" / "run.json").write_text("{}")
    with pytest.raises(OutputError, match="is damaged; remove"):
        scale.check_corpus(str(corpus), str(out), RULES, scale.Options(workers=1))


def test_a_missing_row_is_an_error(corpus, tmp_path):
    """Commit records that do not add up to what was read end the run: nothing is dropped in silence."""
    out = tmp_path / "out"
    options = scale.Options(workers=1, partition=2_000)
    scale.check_corpus(str(corpus), str(out), RULES, options)
    commit = sorted((out / "_run" / "commits").iterdir())[2]
    value = json.loads(commit.read_text())
    value["counts"]["numbers"]["records"] -= 1
    commit.write_text(json.dumps(value))
    with pytest.raises(OutputError, match="records were read"):
        scale.check_corpus(str(corpus), str(out), RULES, options)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_that_cannot_be_written(corpus, tmp_path):
    """It is refused before anything is read."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(OutputError, match="permission denied"):
        scale.check_corpus(str(corpus), str(closed / "out"), RULES)


def test_input_without_the_column(tmp_path):
    """A table without the column is put aside as a whole, with what it has; alone, it ends the run."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text(f"id,body\n1,{GOOD}\n")
    with pytest.raises(NothingCheckedError, match=r"no column 'text' \(set text-field\); the file has: id, body"):
        scale.check_corpus(str(tmp_path / "in"), str(tmp_path / "out"), RULES)
    (tmp_path / "in" / "b.csv").write_text(f"id,text\n1,{GOOD}\n")
    scale.check_corpus(str(tmp_path / "in"), str(tmp_path / "out2"), RULES)
    [row] = rows(tmp_path / "out2", "quarantine")
    assert row["why"] == "unreadable"
    assert row["path"].endswith("a.csv")


def test_records_that_are_too_large(tmp_path):
    """A record above the limit is put aside, and costs no memory but its own."""
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "a.jsonl").open("w") as file:
        file.write(json.dumps({"text": GOOD}) + "\n")
        file.write(json.dumps({"text": f"{GOOD} " * 20_000}) + "\n")
        file.write(json.dumps({"text": ODD}) + "\n")
    scale.check_corpus(str(tmp_path / "in"), str(tmp_path / "out"), RULES.replace(max_size=1.0))
    [row] = rows(tmp_path / "out", "quarantine")
    assert "above the limit of 1 MiB (max-size)" in row["reason"]
    assert len(rows(tmp_path / "out", "documents")) == 2


def test_what_a_corpus_is_not_checked_for(corpus, tmp_path):
    """Settings that need more than a record are refused, and so is standard input."""
    for settings in (RULES.replace(source="x"), RULES.replace(baseline="x"), RULES.replace(diff="HEAD")):
        with pytest.raises(UsageError, match="is for mtqa check"):
            scale.check_corpus(str(corpus), str(tmp_path / "out"), settings)
    with pytest.raises(UsageError, match="standard input"):
        scale.check_corpus("-", str(tmp_path / "out"), RULES)
    with pytest.raises(UsageError, match="no such file"):
        scale.check_corpus(str(tmp_path / "nowhere"), str(tmp_path / "out"), RULES)
    (tmp_path / "bare").mkdir()
    with pytest.raises(UsageError, match="nothing to read"):
        scale.check_corpus(str(tmp_path / "bare"), str(tmp_path / "out"), RULES)
    with pytest.raises(UsageError, match="don't fit into a cluster of"):
        scale.check_corpus(str(corpus), str(tmp_path / "out"), RULES, scale.Options(workers=500))


def test_an_output_within_the_input(corpus):
    """What a run writes, it does not read."""
    out = corpus / "out"
    first = scale.check_corpus(str(corpus), str(out), RULES)
    again = scale.check_corpus(str(corpus), str(out), RULES)
    assert first.records == again.records


def test_progress(corpus, tmp_path):
    """Progress ends at the end of the input, and says how fast and how long."""
    states = []
    scale.check_corpus(
        str(corpus), str(tmp_path / "out"), RULES, scale.Options(workers=1, partition=2_000), progress=states.append
    )
    assert states[0].consumed == 0
    assert states[0].remaining is None
    assert states[-1].consumed == states[-1].total
    assert states[-1].remaining == 0
    assert states[-1].rate > 0
    assert all(a.consumed <= b.consumed for a, b in itertools.pairwise(states))
