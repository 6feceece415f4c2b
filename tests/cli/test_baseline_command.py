"""`mtqa baseline`, run as its users run it."""

import json
import os
import stat
import sys
from types import SimpleNamespace

import pytest

from mtqa.checker import Checker
from mtqa.cli.baseline_command import command

FLAWED = "The performance was broadcasted by the organizers in the Internet."
OTHER = "The visitors of the museum made many photos of the paintings in the first hall."
SOUND = "The tickets went on sale in the spring, and nobody was surprised that they sold out."
RULES = ("--rules-only",)
CHECK = ("--rules-only", "--no-output", "--fail-on", "error")
NAME = "mtqa-baseline.jsonl"
HEADER = (
    '{"schema": "mtqa-baseline/1", "tool": {"name": "mtqa", "version": "0.3.0"}, "signature": "s", "model": false}\n'
)
ENTRY = '{"path": "docs/a.md", "rule": "calque.one", "fingerprint": "00112233aabbccdd"}\n'


@pytest.fixture
def docs(tmp_path):
    """Write two files of content."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text(f"{SOUND}\n\n{FLAWED}\n", encoding="utf-8")
    (folder / "b.md").write_text(f"{FLAWED} {SOUND}\n", encoding="utf-8")
    return folder


def lines(path):
    """Return the objects of a baseline."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def done(run):
    """Return what a command printed, and check that all went well."""
    assert (run.returncode, run.stderr.count("Traceback")) == (0, 0), run.stderr
    return run.stdout


def test_the_life_of_a_baseline(mtqa, docs, tmp_path):
    """What is there is remembered, only what is new fails, and what was mended is forgotten."""
    file = tmp_path / NAME
    made = mtqa("baseline", "create", "docs", *RULES)
    count = len(lines(file)) - 1
    assert done(made) == f"{NAME}: {count} new, 0 kept, 0 moved, 0 dropped\n"
    assert made.stderr == f"now check with --baseline {NAME}, or with baseline set in the configuration file\n"
    assert {entry["path"] for entry in lines(file)[1:]} == {"docs/a.md", "docs/b.md"}
    assert mtqa("check", "docs", *CHECK).returncode == 1
    assert mtqa("check", "docs", *CHECK, "--baseline", NAME).returncode == 0
    assert mtqa("check", ".", *CHECK, "--baseline", f"../{NAME}", cwd=docs).returncode == 0

    (docs / "b.md").write_text(f"{SOUND}\n\n{FLAWED}\n\n{SOUND} {FLAWED}\n", encoding="utf-8")
    (docs / "a.md").write_text(f"{FLAWED}\n\n{OTHER}\n", encoding="utf-8")
    assert mtqa("check", "docs", *CHECK, "--baseline", NAME).returncode == 1
    shown = done(mtqa("baseline", "show"))
    assert f"{NAME}: {count} findings in 2 files, by mtqa " in shown

    (docs / "b.md").write_text(f"{SOUND}\n", encoding="utf-8")
    updated = done(mtqa("baseline", "update", "docs", *RULES))
    assert f"{count // 2} kept, 0 moved, {count // 2} dropped" in updated
    assert mtqa("check", "docs", *CHECK, "--baseline", NAME).returncode == 0
    before = file.read_bytes()
    assert ": 0 new, " in done(mtqa("baseline", "update", "docs", *RULES))
    assert file.read_bytes() == before

    (docs / "a.md").unlink()
    left = len(lines(file)) - 1
    assert done(mtqa("baseline", "prune")) == f"{NAME}: 0 new, 0 kept, 0 moved, {left} dropped\n"
    assert len(lines(file)) == 1


def test_it_does_not_matter_where_it_is_run(mtqa, docs, tmp_path):
    """Made from another folder, and with other paths, the file is the same."""
    done(mtqa("baseline", "create", "docs", *RULES))
    first = (tmp_path / NAME).read_bytes()
    done(mtqa("baseline", "create", ".", *RULES, "--force", "--file", f"../{NAME}", cwd=docs))
    assert (tmp_path / NAME).read_bytes() == first
    done(mtqa("baseline", "create", tmp_path, *RULES, "--force", "-f", tmp_path / NAME, cwd="/"))
    assert (tmp_path / NAME).read_bytes() == first


def test_a_renamed_file_moves(mtqa, docs, tmp_path):
    """A file that has another name is known under it, with what was decided."""
    done(mtqa("baseline", "create", "docs", *RULES))
    file = tmp_path / NAME
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"}\n', '", "decision": "accepted", "reason": "later"}\n'), encoding="utf-8")
    (docs / "a.md").rename(docs / "c.md")
    count = (len(lines(file)) - 1) // 2
    updated = done(mtqa("baseline", "update", "docs", *RULES))
    assert updated == f"{NAME}: 0 new, {count} kept, {count} moved, 0 dropped\n"
    entries = lines(file)[1:]
    assert {entry["path"] for entry in entries} == {"docs/b.md", "docs/c.md"}
    assert {(entry["decision"], entry["reason"]) for entry in entries} == {("accepted", "later")}


def test_what_was_not_looked_at_is_kept(mtqa, docs, tmp_path):
    """A run over one file, or by one rule, drops nothing of others, though what it looked at is mended."""
    done(mtqa("baseline", "create", "docs", *RULES))
    for path in docs.iterdir():
        path.write_text(f"{SOUND}\n", encoding="utf-8")
    half = (len(lines(tmp_path / NAME)) - 1) // 2
    other = done(mtqa("baseline", "update", "docs", *RULES, "--select", "artefacts"))
    assert other == f"{NAME}: 0 new, {2 * half} kept ({2 * half} of them not looked at), 0 moved, 0 dropped\n"
    one = done(mtqa("baseline", "update", "docs/b.md", *RULES))
    assert one == f"{NAME}: 0 new, {half} kept ({half} of them not looked at), 0 moved, {half} dropped\n"


def test_prune_adds_nothing(mtqa, docs, tmp_path):
    """With paths it forgets what is fixed, also in files without any text now, and does not take in what is new."""
    done(mtqa("baseline", "create", "docs", *RULES))
    count = (len(lines(tmp_path / NAME)) - 1) // 2
    (docs / "a.md").write_text(f"{FLAWED}\n\n{OTHER}\n\n{FLAWED}\n\n{FLAWED}\n", encoding="utf-8")
    (docs / "b.md").write_text("---\ntitle: News\n---\n", encoding="utf-8")
    pruned = done(mtqa("baseline", "prune", "docs", *RULES))
    assert pruned == f"{NAME}: 0 new, {count} kept, {count} moved, 0 dropped\n"
    (docs / "a.md").write_text(f"{FLAWED}\n\n{OTHER}\n", encoding="utf-8")
    pruned = done(mtqa("baseline", "prune", "docs", *RULES))
    assert pruned == f"{NAME}: 0 new, {count} kept, 0 moved, {count} dropped\n"
    assert {entry["path"] for entry in lines(tmp_path / NAME)[1:]} == {"docs/a.md"}


def test_what_was_not_read_is_told(mtqa, docs, tmp_path):
    """A file that can't be read keeps what is known of it, and is named."""
    done(mtqa("baseline", "create", "docs", *RULES))
    half = (len(lines(tmp_path / NAME)) - 1) // 2
    (docs / "b.md").write_bytes(b"\0\1\2\3" * 99)
    run = mtqa("baseline", "update", "docs", *RULES)
    assert done(run) == f"{NAME}: 0 new, {2 * half} kept ({half} of them not looked at), 0 moved, 0 dropped\n"
    assert run.stderr.startswith("mtqa: docs/b.md: ")
    assert run.stderr.endswith("mtqa: 1 file or record was not read; what is known of such files stays as it was\n")


def test_the_configured_baseline_is_the_default(mtqa, docs, tmp_path):
    """A configuration file above names the baseline, relative to its own folder; without a name, it lies beside it."""
    (tmp_path / "mtqa.toml").write_text("rules-only = true\n", encoding="utf-8")
    done(mtqa("baseline", "create", ".", cwd=docs))
    assert (tmp_path / NAME).exists()
    (tmp_path / "mtqa.toml").write_text('rules-only = true\nbaseline = "qa/known.jsonl"\n', encoding="utf-8")
    made = mtqa("baseline", "create", ".", cwd=docs)
    assert (done(made).count(" new, 0 kept"), made.stderr) == (1, "")
    assert {entry["path"] for entry in lines(tmp_path / "qa" / "known.jsonl")[1:]} == {"../docs/a.md", "../docs/b.md"}
    done(mtqa("baseline", "update", ".", cwd=docs))


def test_a_baseline_is_not_replaced(mtqa, docs, tmp_path):
    """Decisions may be in it, so that takes --force."""
    (tmp_path / NAME).write_text("mine", encoding="utf-8")
    refused = mtqa("baseline", "create", "docs", *RULES)
    assert (refused.returncode, refused.stderr) == (
        2,
        f"mtqa: {NAME}: exists already; 'mtqa baseline update' brings it up to date, --force replaces it\n",
    )
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "mine"
    done(mtqa("baseline", "create", "docs", *RULES, "--force"))
    assert len(lines(tmp_path / NAME)) > 1


def test_nothing_checked(mtqa, tmp_path):
    """A folder without content ends with 2, and nothing is written."""
    (tmp_path / "docs").mkdir()
    assert mtqa("baseline", "create", "docs", *RULES).returncode == 2
    assert not (tmp_path / NAME).exists()


def test_standard_input(mtqa, tmp_path):
    """A text that comes in may be known too."""
    done(mtqa("baseline", "create", "-", *RULES, stdin=FLAWED))
    assert {entry["path"] for entry in lines(tmp_path / NAME)[1:]} == {"<stdin>"}
    assert mtqa("check", "-", *CHECK, "--baseline", NAME, stdin=FLAWED).returncode == 0


def test_the_baseline_is_no_content(mtqa, docs, tmp_path):
    """Its own lines, which quote sentences, are not checked."""
    done(mtqa("baseline", "create", ".", *RULES, "--text-field", "text"))
    done(mtqa("baseline", "update", ".", *RULES))
    assert {entry["path"] for entry in lines(tmp_path / NAME)[1:]} == {"docs/a.md", "docs/b.md"}


@pytest.mark.parametrize("arguments", [("create", "docs", "--force"), ("update", "docs"), ("prune", "docs")])
def test_an_interrupted_run_writes_nothing(docs, tmp_path, monkeypatch, capsys, arguments):
    """What is known of half of the content would be no baseline."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mtqa.pipeline.check", lambda *_, **__: SimpleNamespace(interrupted=True))
    (tmp_path / NAME).write_text(HEADER + ENTRY, encoding="utf-8")
    assert command.main([*arguments, *RULES], standalone_mode=False) == 130
    assert capsys.readouterr() == ("", f"mtqa: interrupted; {NAME} is as it was\n")
    assert (tmp_path / NAME).read_text(encoding="utf-8") == HEADER + ENTRY


def test_a_file_at_which_mtqa_fails(docs, tmp_path, monkeypatch, capsys):
    """All else is remembered, the file is named, and the exit code is that of an internal error."""
    monkeypatch.chdir(tmp_path)
    read = Checker.read

    def failing(self, document):
        if document.path == "docs/b.md":
            raise RuntimeError("gone wrong")
        return read(self, document)

    monkeypatch.setattr(Checker, "read", failing)
    assert command.main(["create", "docs", *RULES], standalone_mode=False) == 3
    assert {entry["path"] for entry in lines(tmp_path / NAME)[1:]} == {"docs/a.md"}
    assert capsys.readouterr().err.startswith("mtqa: docs/b.md: internal error: RuntimeError: gone wrong; ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "this is no baseline of mtqa"),
        ("\0\1\2\3", "this is no baseline of mtqa, or it is damaged: line 1 is not JSON"),
        ('{"id": 7, "text": "A record."}\n', "this is no baseline of mtqa, or it is damaged: line 1 has no 'path'"),
        (HEADER + ENTRY[:30], "the baseline is damaged: line 2 is not JSON"),
        (f"{HEADER}<<<<<<< HEAD\n{ENTRY}=======\n>>>>>>> theirs\n", "line 2 is the mark of a merge conflict"),
        (HEADER.replace("/1", "/7").replace("0.3.0", "7.0.0"), "the baseline was written by mtqa 7.0.0 as mtqa-basel"),
    ],
)
@pytest.mark.parametrize("arguments", [("show",), ("prune",), ("update", "docs", *RULES)])
def test_what_is_no_baseline(mtqa, docs, tmp_path, arguments, text, expected):
    """Every command tells what is wrong in one line, and leaves the file as it is."""
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    run = mtqa("baseline", *arguments)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert run.stderr.startswith(f"mtqa: {NAME}: {expected}")
    assert (tmp_path / NAME).read_text(encoding="utf-8") == text


def test_there_is_no_baseline(mtqa, docs):
    """It is told how to make one."""
    for arguments in (("show",), ("prune",), ("update", "docs", *RULES)):
        run = mtqa("baseline", *arguments)
        said = f"mtqa: {NAME}: there is no such baseline; make it with 'mtqa baseline create'\n"
        assert (run.returncode, run.stderr) == (2, said)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to(mtqa, docs, tmp_path):
    """That is told before anything is checked."""
    locked = tmp_path / "locked"
    locked.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    run = mtqa("baseline", "create", "docs", *RULES, "-f", locked / NAME)
    assert (run.returncode, run.stderr.count("\n")) == (3, 1)


def test_a_place_that_cannot_be_written_to(mtqa, docs, tmp_path):
    """A path that leads through a file ends with 3 and one line."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    run = mtqa("baseline", "create", "docs", *RULES, "-f", f"file/{NAME}")
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (3, "", 1)
    assert "can't be written: a part of its path is a file" in run.stderr


def test_show(mtqa, tmp_path):
    """What is known is counted by rule, decision and file."""
    entries = [
        ENTRY.replace("}", ', "count": 2, "text": "Words."}'),
        ENTRY.replace("a.md", "b.md").replace("}", ', "decision": "dismissed"}'),
        ENTRY.replace("calque.one", "other.two"),
    ]
    (tmp_path / "known.jsonl").write_text(HEADER + "".join(entries), encoding="utf-8")
    assert done(mtqa("baseline", "show", "known.jsonl")) == (
        "known.jsonl: 4 findings in 2 files, by mtqa 0.3.0, by the rules alone\n\n"
        "rule        count  open  accepted  dismissed\n"
        "calque.one      3     2         0          1\n"
        "other.two       1     1         0          0\n\n"
        "file       count  open  accepted  dismissed\n"
        "docs/a.md      3     3         0          0\n"
        "docs/b.md      1     0         0          1\n"
    )
    assert "1 finding in 1 file," in done(mtqa("baseline", "show", "known.jsonl", "--rule", "other"))
    assert "1 finding in 1 file," in done(mtqa("baseline", "show", "known.jsonl", "--path", "b.*"))
    assert "3 findings in 1 file," in done(mtqa("baseline", "show", "known.jsonl", "--path", "docs/a.md"))
    nothing = done(mtqa("baseline", "show", "known.jsonl", "--rule", "other.two", "--path", "b.md"))
    assert nothing == "known.jsonl: 0 findings in 0 files, by mtqa 0.3.0, by the rules alone\n"
    one = {"count": 1, "open": 0, "accepted": 0, "dismissed": 1}
    assert json.loads(done(mtqa("baseline", "show", "known.jsonl", "--json", "--path", "b.md"))) == {
        "path": "known.jsonl",
        "version": "0.3.0",
        "signature": "s",
        "model": False,
        "count": 1,
        "disputed": 0,
        "rules": {"calque.one": one},
        "files": {"docs/b.md": one},
        "entries": [
            {
                "fingerprint": "00112233aabbccdd",
                "rule": "calque.one",
                "path": "docs/b.md",
                "count": 1,
                "id": None,
                "text": "",
                "sketch": [],
                "decision": "dismissed",
                "reason": "",
            }
        ],
    }


def test_two_decisions_are_told(mtqa, tmp_path):
    """After a merge, people learn what they must settle."""
    lines_ = [ENTRY.replace("}", f', "decision": "{decision}"}}') for decision in ("accepted", "dismissed")]
    (tmp_path / NAME).write_text(HEADER + "".join(lines_), encoding="utf-8")
    assert done(mtqa("baseline", "show")).endswith(
        "\n1 entry accepted on one line and dismissed on another; delete one of the two, until then it is accepted: "
        "calque.one in docs/a.md\n"
    )


def test_a_dismissed_finding_passes_for_good(mtqa, docs, tmp_path):
    """It does not fail, and an update keeps the decision."""
    done(mtqa("baseline", "create", "docs", *RULES))
    file = tmp_path / NAME
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"}\n', '", "decision": "dismissed"}\n'), encoding="utf-8")
    assert mtqa("check", "docs", *CHECK, "--baseline", NAME).returncode == 0
    before = file.read_bytes()
    done(mtqa("baseline", "update", "docs", *RULES))
    assert file.read_bytes() == before
