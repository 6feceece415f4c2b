"""``mtqa scale`` as its users run it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import pyarrow.parquet as pq
import pytest

from tests.conftest import ROOT
from tests.scale.conftest import GOOD, ODD, rows


@pytest.fixture
def articles(tmp_path):
    """Make a folder with some articles and a feed."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text(f"# Bridge\n\n{GOOD} {ODD}\n")
    lines = [json.dumps({"id": n, "text": f"{GOOD} Number {n}. {ODD}"}) for n in range(30)]
    (folder / "b.jsonl").write_text("\n".join([*lines, '{"id": 99, "text": null}']) + "\n")
    return folder


def test_a_run(articles, tmp_path, mtqa):
    """It says how much was found, what repeats spared, and where all of it is; nothing of Ray's own is printed."""
    done = mtqa("scale", "in", "--output", "out", "--model", "fake", "--workers", "1", "--keep", "clear")
    assert done.returncode == 0, done.stderr
    assert "32  records" in done.stdout
    assert "put aside: unreadable" in done.stdout
    assert "texts were scored for 62 sentences; repeats spared" in done.stdout
    assert "wrote out/overview.html" in done.stdout
    assert "ray" not in done.stderr.lower()
    assert len(rows(tmp_path / "out", "documents")) == 31
    assert pq.read_table(tmp_path / "out" / "documents").num_rows == 31


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere", "--output", "out"), "nowhere: no such file or folder"),
        (("-", "--output", "out"), "standard input can't be read by several workers"),
        (("in", "--output", "in/a.md"), "in/a.md: is a file; name a folder for --output"),
        (("in", "--output", "nowhere://x"), "nowhere://x: can't be opened"),
        (("in", "--output", "out", "--min-fluency", "5"), "--min-fluency says what --keep clear keeps"),
        (("in", "--output", "out", "--source", "x"), "source is for mtqa check"),
        (("in", "--output", "out", "--rules-only", "--deduplicate", "everywhere"), "saves full scoring"),
        (("in", "--output", "out", "--model", "missing/model", "--offline"), "is not installed"),
        (("in", "--output", "out", "--address", "127.0.0.1:1", "--rules-only"), "Ray can't use the cluster at"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_errors_are_one_line(articles, mtqa, arguments, message):
    """Each says what happened and what to do; the exit code says whose fault it is."""
    done = mtqa("scale", *arguments)
    assert done.returncode in (2, 3), done.stderr
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_help_imports_neither_ray_nor_torch(mtqa):
    """Help is instant."""
    code = "import sys; sys.argv = ['mtqa', 'scale', '--help']\nfrom mtqa.cli import main\n"
    code += "try:\n    main()\nexcept SystemExit:\n    print(sorted({'ray', 'torch', 'pyarrow'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "--deduplicate" in done.stdout
    assert done.stdout.strip().endswith("[]")


def test_interrupted(articles, tmp_path):
    """Ctrl-C ends the run in a line; what is finished stays."""
    lines = [json.dumps({"id": n, "text": f"{GOOD} Number {n}. {ODD}"}) for n in range(4_000)]
    (articles / "c.jsonl").write_text("\n".join(lines))
    call = [sys.executable, "-m", "mtqa", "scale", "in", "--output", "out", "--model", "fake", "--workers", "1"]
    process = subprocess.Popen(
        [*call, "--partition-size", "1000"], cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    commits = tmp_path / "out" / "_run" / "commits"
    until = time.monotonic() + 120
    while not (commits.is_dir() and any(commits.glob("*.json"))) and time.monotonic() < until:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert errors.strip().endswith("interrupted; what is finished stays, and the same command goes on from there")
    assert "Traceback" not in errors


@pytest.mark.model
def test_the_real_model_scores_as_in_a_check(tmp_path, mtqa):
    """Figures are those of ``mtqa check``, to the last digit, with two workers too."""
    names = ("theatre-festival.txt", "bridge-council.txt")
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / "in" / name).write_bytes((ROOT / "corpora" / "articles" / name).read_bytes())
    done = mtqa("scale", "in", "--output", "out", "--workers", "2", "--partition-size", "1000")
    assert done.returncode == 0, done.stderr
    check = mtqa("check", "in", "--no-cache", "--output", "json=check.json", "--quiet")
    assert check.returncode in (0, 1), check.stderr
    report = json.loads((tmp_path / "check.json").read_text())
    expected = {
        (document["path"], sentence["start"]): sentence
        for document in report["documents"]
        for sentence in document["sentences"]
    }
    found = rows(tmp_path / "out", "sentences")
    assert len(found) == len(expected) > 20
    for sentence in found:
        for name in ("fluency", "evidence", "surprisal", "verdict", "reason"):
            assert sentence[name] == expected[sentence["path"], sentence["start"]][name]
    signature = json.loads((tmp_path / "out" / "summary.json").read_text())["signature"]
    assert signature == report["signature"]
