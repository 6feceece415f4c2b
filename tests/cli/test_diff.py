"""``mtqa diff`` as its users run it."""

import json
import subprocess
import sys

import pytest

FAKE = ("--model", "fake", "--no-cache", "--quiet", "--exit-zero")
BAD = "The performance was broadcasted by the organizers in the Internet."
GOOD = "The ferry leaves the small harbour every morning at nine."

WANTED = "name a report that 'mtqa check --output json=FILE' or jsonl=FILE wrote"
REPLACE = "replace what is to be checked; name another file"


@pytest.fixture
def reports(mtqa, tmp_path):
    """Reports of two runs, between which a sentence was added and another mended."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(f"{GOOD} {BAD}\n")
    assert mtqa("check", "in", *FAKE, "--output", "json=old.json", "--output", "jsonl=old.jsonl").returncode == 0
    (tmp_path / "in" / "a.md").write_text(f"{GOOD}\n")
    (tmp_path / "in" / "b.md").write_text(f"The crew was late. {BAD} {BAD}\n")
    assert mtqa("check", "in", *FAKE, "--output", "json=new.json").returncode == 0
    return tmp_path


def test_two_runs(mtqa, reports):
    """Text that moved is no news, its copy is; outputs are written, and --fail-on-new tells a gate."""
    outputs = [f"--output={name}=out/diff.{name}" for name in ("json", "html", "markdown")]
    run = mtqa("diff", "old.json", "new.json", *outputs)
    assert (run.returncode, run.stderr) == (
        0, "wrote out/diff.json\nwrote out/diff.html\nwrote out/diff.markdown\n",
    )  # fmt: skip
    assert run.stdout.endswith("1 alert begins to count.\n")
    made = json.loads((reports / "out" / "diff.json").read_text(encoding="utf-8"))
    assert [(a["change"], (a["before"] or a["after"])["path"], a["after"]["path"]) for a in made["alerts"]] == [
        ("new", "in/b.md", "in/b.md"),
        ("moved", "in/a.md", "in/b.md"),
    ]
    assert (
        mtqa("diff", "old.json", "new.json", "--format", "json").stdout == (reports / "out" / "diff.json").read_text()
    )
    failed = mtqa("diff", "old.jsonl", "new.json", "--fail-on-new", "-q")
    assert (failed.returncode, failed.stdout, failed.stderr) == (1, "1 alert begins to count\n", "")
    back = mtqa("diff", "new.json", "old.json", "--fail-on-new", "-q")
    assert (back.returncode, back.stdout, back.stderr) == (0, "", "")


def test_many_runs(mtqa, reports):
    """A folder is followed, and so are more than two reports."""
    (reports / "runs").mkdir()
    for name, made in (("2025-01-01.json", "old.json"), ("2025-01-08.json", "new.json")):
        (reports / "runs" / name).write_bytes((reports / made).read_bytes())
    run = mtqa("diff", "runs", "--fail-on-new", "--output", "html=trend.html")
    assert (run.returncode, run.stderr) == (1, "wrote trend.html\n")
    assert run.stdout.startswith("2 runs, by the dates in their names\n")
    assert "<!doctype html>" in (reports / "trend.html").read_text(encoding="utf-8")
    three = mtqa("diff", "old.json", "new.json", "old.jsonl", "--format", "json")
    assert [point["name"] for point in json.loads(three.stdout)["runs"]] == ["old.json", "new.json", "old.jsonl"]


def test_wrong_usage(mtqa, tmp_path):
    """What can't be compared ends with 2 and a line that says why."""
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "b.json").write_text("{}")
    (tmp_path / "empty").mkdir()
    for arguments, said in (
        (["a.json", "none.json"], f"a.json: is JSON, but no report of mtqa; {WANTED}"),
        (["none.json"], "none.json: no such file or folder"),
        (["a.json"], "a.json alone has nothing to be compared with; name a second report, or a folder"),
        (["a.json", "./a.json"], "a.json and a.json are the same file: nothing in it can be new; name two reports"),
        (["a.json", "empty"], "empty is a folder: name it alone to follow its reports, or name two reports"),
        (["empty"], "empty: holds no reports: no file in it ends in .json or .jsonl"),
        (["a.json", "b.json", "--output", "json=a.json"], f"--output json=a.json would {REPLACE}"),
    ):  # fmt: skip
        run = mtqa("diff", *arguments)
        assert (run.returncode, run.stdout, run.stderr) == (2, "", f"mtqa: {said}\n")


def test_help_is_light():
    """The help loads neither the language model nor what compares."""
    heavy = ("torch", "numpy", "rich", "mtqa.diffing")
    code = f"import sys; from mtqa.cli import diff_command; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
