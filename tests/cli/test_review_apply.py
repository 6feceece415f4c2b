"""`mtqa review apply`, run as its users run it: from a report to the next check."""

import json

import pytest
from click.testing import CliRunner

from mtqa.cli.review_command import command

FLAWED = "The performance was broadcasted by the organizers in the Internet."
SOUND = "The tickets went on sale in the spring, and nobody was surprised that they sold out."
NAME = "mtqa-baseline.jsonl"
CHECK = ("--rules-only", "--fail-on", "error")


@pytest.fixture
def docs(tmp_path):
    """Write two files of content."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text(f"{SOUND}\n\n{FLAWED}\n", encoding="utf-8")
    (folder / "b.md").write_text(f"{FLAWED}\n\n{SOUND}\n\n{FLAWED}\n", encoding="utf-8")
    return folder


def decide(tmp_path, name, decision):
    """Write what a page exports when each alert of a report is decided as a function says; None leaves it open."""
    report = json.loads((tmp_path / "reports" / "mtqa.json").read_text(encoding="utf-8"))
    made = []
    for document in report["documents"]:
        for alert in document["alerts"]:
            decided = decision(document["path"], alert)
            if decided:
                kept = {key: alert[key] for key in ("rule", "fingerprint", "occurrence")}
                line = alert["region"]["line"] if alert["region"] else None
                where = {"path": document["path"], "id": document["id"], "line": line}
                made.append({"reason": "", "note": "", **where, **kept, "sketch": alert["sketch"] or [], **decided})
    value = {
        "schema": "mtqa-decisions/1",
        "tool": report["tool"],
        "report": report["id"],
        "signature": report["signature"],
        "model": False,
        "decisions": made,
    }
    (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
    return made


def states(tmp_path):
    """Return the state and the reason of each alert of the last report, by file."""
    report = json.loads((tmp_path / "reports" / "mtqa.json").read_text(encoding="utf-8"))
    return {d["path"]: {(a["state"], a["reason"]) for a in d["alerts"]} for d in report["documents"]}


def test_the_whole_loop(mtqa, docs, tmp_path):
    """What was accepted is known to the next check and what was dismissed is suppressed; twice is once."""
    assert mtqa("check", "docs", *CHECK).returncode == 1
    accept, dismiss = {"decision": "accepted"}, {"decision": "dismissed", "reason": "quoted", "note": "by\nthe museum"}
    made = decide(tmp_path, "d.json", lambda path, _: accept if path == "docs/a.md" else dismiss)
    right = sum(one["decision"] == "accepted" for one in made)
    wrong = len(made) - right

    dry = mtqa("review", "apply", "d.json", "--dry-run")
    first = f"{NAME}: {right} accepted, {wrong} dismissed, 0 unchanged"
    assert dry.stdout.splitlines()[0] == f"{first} (dry run, nothing is written)"
    assert (dry.returncode, dry.stderr, (tmp_path / NAME).exists()) == (0, "", False)

    run = mtqa("review", "apply", "d.json", "--report", "reports/mtqa.json")
    assert (run.returncode, run.stdout.splitlines()[0]) == (0, first)
    assert run.stderr == (
        f"now check again with --baseline {NAME}: what is dismissed is suppressed, what is accepted is known\n"
    )
    (tmp_path / "mtqa.toml").write_text(f'baseline = "{NAME}"\n', encoding="utf-8")
    assert mtqa("check", "docs", *CHECK).returncode == 0
    assert states(tmp_path) == {
        "docs/a.md": {("known", "")},
        "docs/b.md": {("suppressed", "quoted: by the museum")},
    }

    kept = (tmp_path / NAME).read_bytes()
    again = mtqa("review", "apply", "../d.json", "--json", cwd=docs)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.endswith("such as 'docs/a.md', is here; run it from the folder where 'mtqa check' ran\n")
    again = mtqa("review", "apply", "d.json", "--json")
    assert json.loads(again.stdout) == {
        "baseline": str(tmp_path / NAME), "written": False, "accepted": 0, "dismissed": 0, "unchanged": len(made),
        "rules": [
            {"rule": rule, "accepted": 0, "dismissed": 0, "unchanged": sum(one["rule"] == rule for one in made)}
            for rule in sorted({one["rule"] for one in made})
        ],
        "open": [], "left_out": 0, "gone": [],
    }  # fmt: skip
    assert (tmp_path / NAME).read_bytes() == kept

    # The report of the second check is another one, and its decisions are taken back.
    wrong_report = mtqa("review", "apply", "d.json", "--report", "reports/mtqa.html")
    assert (wrong_report.returncode, wrong_report.stdout) == (2, "")
    assert wrong_report.stderr.startswith("mtqa: d.json: these decisions are about another report (")
    decide(tmp_path, "back.json", lambda _, alert: dismiss if alert["state"] == "known" else accept)
    assert mtqa("review", "apply", "d.json", "back.json").stderr == (
        "now check again: what is dismissed is suppressed, what is accepted is known\n"
    )
    mtqa("check", "docs", *CHECK)
    assert {path: {state for state, _ in found} for path, found in states(tmp_path).items()} == {
        "docs/a.md": {"suppressed"},
        "docs/b.md": {"known"},
    }


def test_decisions_count_in_the_statistics(mtqa, docs, tmp_path):
    """The statistics are the same before and after decisions are applied, and together with the baseline."""
    mtqa("check", "docs", *CHECK)
    decide(tmp_path, "d.json", lambda path, _: {"decision": "accepted" if path == "docs/a.md" else "dismissed"})
    before = mtqa("review", "stats", "d.json").stdout
    mtqa("review", "apply", "d.json", "--baseline", "known/b.jsonl")
    assert before == mtqa("review", "stats", "known/b.jsonl").stdout
    assert before == mtqa("review", "stats", "d.json", "known/b.jsonl").stdout
    assert before.startswith("2 decisions; 0 findings wait for one\n")


def test_what_is_said_besides(mtqa, docs, tmp_path):
    """Notes on open findings, files that are gone and suppressions are told, in words that do no harm."""
    mtqa("check", "docs", *CHECK)

    def decided(path, _):
        return {"decision": "accepted"} if path == "docs/a.md" else {"decision": "open", "note": "Ask\x1b[2J Anna."}

    made = decide(tmp_path, "d.json", decided)
    value = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    value["decisions"] += [
        {**made[0], "path": "docs/gone.md"},
        {**made[0], "rule": "suppression.unused"},
    ]
    (tmp_path / "d.json").write_text(json.dumps(value), encoding="utf-8")
    told = mtqa("review", "apply", "d.json").stdout
    rule = made[0]["rule"]
    assert told == (
        f"{NAME}: 2 accepted, 0 dismissed, 0 unchanged\n\n"
        f"{'rule':<{len(rule)}}  accepted  dismissed  unchanged\n{rule}         2          0          0\n\n"
        "2 findings still open, with a note:\n"
        f"  docs/b.md:1 {rule}: Ask⟦U+001B⟧[2J Anna.\n  docs/b.md:5 {rule}: Ask⟦U+001B⟧[2J Anna.\n\n"
        "1 decision left out: about suppressions in the content, which no baseline remembers; mend the comments\n\n"
        "not here any more: docs/gone.md; what was decided there holds where the sentences moved to\n"
    )


@pytest.fixture
def written(docs, tmp_path, monkeypatch):
    """Return a function that writes decisions by hand; commands run in this process, beside the content."""
    monkeypatch.chdir(tmp_path)

    def write(*decisions):
        value = {"schema": "mtqa-decisions/1", "report": "0123456789abcdef", "decisions": decisions}
        (tmp_path / "d.json").write_text(json.dumps(value), encoding="utf-8")

    return write


def test_nothing_to_apply(written, tmp_path):
    """An export without decisions ends well, and writes nothing."""
    written()
    run = CliRunner().invoke(command, ["apply", "d.json"])
    assert (run.exit_code, run.output) == (0, "no decisions in d.json; nothing is written\n")
    assert not (tmp_path / NAME).exists()


def test_what_is_refused(written, tmp_path):
    """A report, a damaged baseline and one that can't be written are refused in a line, and nothing is written."""
    written({"path": "docs/a.md", "rule": "calque.one", "fingerprint": "0" * 16, "decision": "accepted"})
    (tmp_path / "r.json").write_text('{"schema": "mtqa-report/1"}', encoding="utf-8")
    (tmp_path / "merged.jsonl").write_text("<<<<<<< ours\n", encoding="utf-8")
    (tmp_path / "later.jsonl").write_text('{"schema": "mtqa-baseline/2"}\n', encoding="utf-8")
    for arguments, code, told in (
        (("d.json", "r.json"), 2, "r.json: this is a report, and no decisions; decide in "),
        (("d.json", "--baseline", "merged.jsonl"), 2, "merged.jsonl: line 1 is the mark of a merge conflict; "),
        (("d.json", "--baseline", "later.jsonl"), 2, "later.jsonl: the baseline was written by mtqa of another "),
        (("d.json", "--baseline", "docs"), 2, "docs: this is a folder, not a baseline; name a file in it"),
        (("d.json", "--baseline", "d.json/b"), 3, "d.json/b: can't be written: a part of its path is a file; "),
        (("d.json", "--report", "docs/a.md"), 2, "docs/a.md: this is no JSON report of this version of mtqa; "),
    ):
        run = CliRunner().invoke(command, ["apply", *arguments])
        assert (run.output, run.exception.exit_code) == ("", code)
        assert str(run.exception).startswith(told)
    assert (tmp_path / "merged.jsonl").read_text(encoding="utf-8") == "<<<<<<< ours\n"
