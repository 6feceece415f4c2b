"""The gate on a sample repository: what is new fails, what is known passes, and every output says the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

GOOD = """\
# The bakery on the corner

The bakery opened before dawn, as it had every day for thirty years. Anna swept the step while the first loaves cooled
on the rack. By eight the queue reached the corner, and nobody seemed to mind waiting in the rain.

She sold the last roll at noon, turned the sign around, and walked home along the canal with her collar up.
"""
BAD = """\
# A new stadium

The council met on Monday. Despite that the road was closed, all members came to the town hall on time.

How does the new stadium look like? The architect explained to the members why the roof had been changed.

The number of seats for five years has doubled. The results was shown on Monday, and nobody asked any question.
"""
REWRAPPED = """\
# A new stadium

The number of seats for five years has doubled. The results was
shown on Monday, and nobody asked any question.

How does the new stadium look
like? The architect explained to the members why the roof had been
changed.

The council met on Monday. Despite that the road was closed, all
members came to the town hall on time.
"""
ANOTHER = "Most of houses in the valley were empty."
CONFIG = """\
fail-on = ["document", "error"]
rules-only = true
"""
FORMATS = ("json", "sarif", "github", "gitlab", "junit", "rdjson", "checkstyle", "markdown", "html", "jsonl")


@pytest.fixture
def site(tmp_path):
    """A repository with one good article."""
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    (folder / "mtqa.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "content" / "bakery.md").write_text(GOOD, encoding="utf-8")
    return folder


@pytest.fixture
def check(mtqa, site):
    """Return a function that checks the site and returns the exit code and the JSON report."""

    def run(*options):
        done = mtqa("check", "content", "--output", "json=out/mtqa.json", *options, cwd=site)
        assert done.stderr.count("Traceback") == 0
        return done, json.loads((site / "out" / "mtqa.json").read_text(encoding="utf-8"))

    return run


def alerts(report, *states):
    """List the rule and the line of alerts that are in one of the states."""
    return [
        (document["path"], alert["region"] and alert["region"]["line"], alert["rule"])
        for document in report["documents"]
        for alert in document["alerts"]
        if alert["state"] in states
    ]


def test_the_life_of_an_article(site, check, mtqa):
    """A bad article fails, passes once it is known, moved and re-wrapped too; mended text is told, and new fails."""
    assert check()[0].returncode == 0
    stadium = site / "content" / "stadium.md"

    stadium.write_text(BAD, encoding="utf-8")
    done, report = check()
    assert done.returncode == 1
    found = [
        ("content/stadium.md", None, "verdict.mixed"),
        ("content/stadium.md", 3, "grammar.preposition-before-clause"),
        ("content/stadium.md", 5, "calques.how-for-what"),
        ("content/stadium.md", 7, "grammar.period-before-change"),
        ("content/stadium.md", 7, "grammar.plural-subject"),
    ]
    assert alerts(report, "new") == found
    assert report["gate"]["reasons"] == [
        "1 of 2 documents is mixed: content/stadium.md",
        "4 findings are errors: content/stadium.md (4)",
    ]

    made = mtqa("baseline", "create", "content", cwd=site)
    assert (made.returncode, (site / "mtqa-baseline.jsonl").exists()) == (0, True)
    (site / "mtqa.toml").write_text(CONFIG + 'baseline = "mtqa-baseline.jsonl"\n', encoding="utf-8")
    done, report = check()
    assert (done.returncode, alerts(report, "known"), alerts(report, "new")) == (0, found, [])

    stadium.unlink()
    (site / "content" / "news").mkdir()
    moved = site / "content" / "news" / "stadium.md"
    moved.write_text(REWRAPPED, encoding="utf-8")
    done, report = check()
    assert (done.returncode, alerts(report, "new"), len(alerts(report, "known"))) == (0, [], 5)
    assert (report["baseline"]["moved"], report["baseline"]["fixed"]) == (5, [])

    moved.write_text(REWRAPPED.replace("How does the new stadium look\nlike?", "What does the new stadium look like?"))
    done, report = check()
    assert (done.returncode, len(alerts(report, "known"))) == (0, 4)
    [fixed] = report["baseline"]["fixed"]
    assert (fixed["rule"], fixed["count"]) == ("calques.how-for-what", 1)
    assert "1 fixed" in done.stdout

    with moved.open("a", encoding="utf-8") as file:
        file.write(f"\nNobody was surprised. {ANOTHER}\n")
    line = len(moved.read_text(encoding="utf-8").splitlines())
    outputs = [f"--output={name}=out/mtqa.{name}" for name in FORMATS]
    done = mtqa("check", "content", *outputs, cwd=site)
    assert done.returncode == 1
    place = ("content/news/stadium.md", line, 23, "grammar.partitive-without-article")
    written = {name: (site / "out" / f"mtqa.{name}").read_text(encoding="utf-8") for name in FORMATS}
    assert {name: SEEN[name](written[name]) for name in SEEN} == {name: [place[: LENGTH.get(name, 4)]] for name in SEEN}
    assert ANOTHER in written["html"] or "Gate failed" in written["html"]


def _sarif(text):
    [run] = json.loads(text)["runs"]
    found = []
    for result in run["results"]:
        if result["baselineState"] == "new":
            place = result["locations"][0]["physicalLocation"]
            region = place["region"]
            uri = place["artifactLocation"]["uri"]
            found.append((uri, region["startLine"], region["startColumn"], result["ruleId"]))
    return found


def _json(text):
    return [
        (d["path"], a["region"]["line"], a["region"]["column"], a["rule"])
        for d in json.loads(text)["documents"]
        for a in d["alerts"]
        if a["state"] == "new"
    ]


def _jsonl(text):
    lines = [json.loads(line) for line in text.splitlines()]
    return _json(json.dumps({"documents": [line for line in lines if line["type"] == "document"]}))


def _github(text):
    command = re.compile(r"^::error file=([^,]*),line=(\d+),.*?col=(\d+),.*?title=([^,:]*)", re.MULTILINE)
    return [
        (path, int(line), int(column), re.sub(r"^mtqa ", "", rule))
        for path, line, column, rule in command.findall(text)
    ]


def _gitlab(text):
    return [(i["location"]["path"], i["location"]["lines"]["begin"], i["check_name"]) for i in json.loads(text)]


def _junit(text):
    cases = [case for case in ET.fromstring(text).iter("testcase") if case.find("failure") is not None]
    return [(case.get("file"), int(case.get("line"))) for case in cases if case.get("file")]


def _rdjson(text):
    found = []
    for diagnostic in json.loads(text)["diagnostics"]:
        start = diagnostic["location"]["range"]["start"]
        code = diagnostic["code"]["value"]
        found.append((diagnostic["location"]["path"], start["line"], start["column"], code))
    return found


def _checkstyle(text):
    return [
        (file.get("name"), int(error.get("line")), int(error.get("column")), error.get("source").removeprefix("mtqa."))
        for file in ET.fromstring(text).iter("file")
        for error in file.iter("error")
    ]


SEEN = {
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "github": _github,
    "gitlab": lambda text: [(path, line) for path, line, _ in _gitlab(text)],
    "junit": _junit,
    "rdjson": _rdjson,
    "checkstyle": _checkstyle,
}
LENGTH = {"gitlab": 2, "junit": 2}


def test_a_copy_is_new(site, check, mtqa):
    """A known sentence may stand where it stood; one copy more is new, and that is the one that is named."""
    (site / "content" / "b.md").write_text(f"{ANOTHER}\n", encoding="utf-8")
    assert mtqa("baseline", "create", "content", cwd=site).returncode == 0
    (site / "content" / "a.md").write_text(f"It rained all day long. {ANOTHER}\n", encoding="utf-8")
    done, report = check("--baseline", "mtqa-baseline.jsonl")
    assert done.returncode == 1
    assert alerts(report, "new") == [("content/a.md", 1, "grammar.partitive-without-article")]
    assert alerts(report, "known") == [("content/b.md", 1, "grammar.partitive-without-article")]


def test_suppressions_and_their_reasons(site, check):
    """A comment suppresses what it names; what it does not name counts, and a mistake in it is told."""
    article = site / "content" / "bad.md"
    article.write_text(f"{ANOTHER} <!-- mtqa: ignore grammar -- as the poem has it -->\n", encoding="utf-8")
    done, report = check()
    assert (done.returncode, alerts(report, "new")) == (0, [])
    [alert] = [a for d in report["documents"] for a in d["alerts"]]
    assert (alert["state"], alert["by"], alert["reason"]) == ("suppressed", "comment", "as the poem has it")
    article.write_text(f"{ANOTHER} <!-- mtqa: ignore grammer -- as the poem has it -->\n", encoding="utf-8")
    done, report = check()
    assert done.returncode == 1
    assert [rule for _, _, rule in alerts(report, "new")] == [
        "grammar.partitive-without-article",
        "suppression.unknown-rule",
    ]


def test_require_reasons(site, check):
    """Where reasons are required, a suppression without one is not obeyed."""
    (site / "content" / "bad.md").write_text(f"{ANOTHER} <!-- mtqa: ignore -->\n", encoding="utf-8")
    assert check()[0].returncode == 0
    assert check("--require-reasons")[0].returncode == 1


def test_stale_suppressions_fail_where_asked(site, check):
    """--report-unused lists a suppression without effect, and fail-on unused fails on it."""
    (site / "content" / "fine.md").write_text(
        "It rained all day. <!-- mtqa: ignore grammar -- old -->\n", encoding="utf-8"
    )
    assert check()[0].returncode == 0
    done, report = check("--report-unused")
    assert done.returncode == 0
    assert alerts(report, "new") == [("content/fine.md", 1, "suppression.unused")]
    assert check("--report-unused", "--fail-on", "unused")[0].returncode == 1


def test_exit_zero_is_loud(site, mtqa):
    """A trial run ends with 0 and says that the gate failed."""
    (site / "content" / "bad.md").write_text(f"{ANOTHER}\n", encoding="utf-8")
    done = mtqa("check", "content", "--no-output", "--exit-zero", "--quiet", cwd=site)
    assert done.returncode == 0
    assert "THE GATE FAILED" in done.stderr


class TestNothingPassesSilently:
    """What keeps content from being checked never ends with 0."""

    def test_a_broken_configuration(self, site, mtqa):
        """A parse error."""
        (site / "mtqa.toml").write_text("fail-on = [", encoding="utf-8")
        done = mtqa("check", "content", "--no-output", cwd=site)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)

    def test_a_glob_without_files(self, site, mtqa):
        """An include that matches nothing at all, and one of two."""
        assert mtqa("check", "content", "--no-output", "--include", "*.rst", cwd=site).returncode == 2
        done = mtqa("check", ".", "--no-output", "--include", "content/*.md", "--include", "blog/*.md", cwd=site)
        assert done.returncode == 1
        assert "blog/*.md" in done.stdout

    def test_a_crash_in_one_reader(self, site, mtqa):
        """A reader that fails costs its file alone, the run says so and ends with 3."""
        plugin = site / "plugin"
        plugin.mkdir()
        (plugin / "crashing.py").write_text(
            "class Crashing:\n    format = 'crash'\n    suffixes = ('.crash',)\n"
            "    def read(self, source, settings):\n        return iter([1 / 0])\n",
            encoding="utf-8",
        )
        (plugin / "crashing-1.dist-info").mkdir()
        (plugin / "crashing-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: crashing\nVersion: 1\n")
        (plugin / "crashing-1.dist-info" / "entry_points.txt").write_text("[mtqa.readers]\ncrash = crashing:Crashing\n")
        (site / "content" / "a.crash").write_text("Some text.\n", encoding="utf-8")
        path = os.pathsep.join([str(plugin), os.environ.get("PYTHONPATH", "")])
        here = Path(__file__).parent.parent
        done = mtqa(
            "check", "content", "--output", "json=out/r.json", cwd=site, env={"PYTHONPATH": f"{here}{os.pathsep}{path}"}
        )
        report = json.loads((site / "out" / "r.json").read_text(encoding="utf-8"))
        assert done.returncode == 3
        assert [d["path"] for d in report["documents"]] == ["content/bakery.md"]
        assert report["gate"]["passed"] is False
        assert "ZeroDivisionError" in report["coverage"]["files_crashed"][0]
        assert "Traceback" not in done.stderr

    def test_a_missing_model(self, site, mtqa, tmp_path):
        """No model, and none may be installed."""
        (site / "mtqa.toml").write_text("", encoding="utf-8")
        done = mtqa("check", "content", "--no-output", "--offline", cwd=site, env={"MTQA_HOME": str(tmp_path / "none")})
        assert (done.returncode, len(done.stderr.strip().splitlines())) == (3, 1)

    def test_no_prose(self, site, mtqa):
        """No English in any file fails, unless that is allowed; then it is told."""
        (site / "content" / "bakery.md").write_text("```\ncode\n```\n", encoding="utf-8")
        assert mtqa("check", "content", "--no-output", cwd=site).returncode == 2
        done = mtqa("check", "content", "--no-output", "--allow-empty", "--quiet", cwd=site)
        assert done.returncode == 0
        assert "nothing was checked" in done.stderr

    def test_allow_empty_allows_no_unread_file(self, site, mtqa):
        """A file that can't be read is no empty one."""
        (site / "content" / "bakery.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
        assert mtqa("check", "content", "--no-output", "--allow-empty", cwd=site).returncode == 2


class TestOutputs:
    """Outputs are looked at before anything is checked."""

    def test_two_outputs_to_one_path(self, site, mtqa):
        """Two outputs can't share a file, whatever it is called."""
        done = mtqa("check", "content", "--output", "json=out/r", "--output", "sarif=out/../out/r", cwd=site)
        assert done.returncode == 2
        assert "same file" in done.stderr

    def test_an_unwritable_path(self, site, mtqa):
        """A path that can't be written is refused before the model is asked for."""
        (site / "file").write_text("", encoding="utf-8")
        (site / "mtqa.toml").write_text("", encoding="utf-8")
        done = mtqa(
            "check",
            "content",
            "--output",
            "sarif=file/r.sarif",
            "--offline",
            cwd=site,
            env={"MTQA_HOME": str(site / "none")},
        )
        assert done.returncode == 3
        assert done.stderr.startswith("mtqa: file/r.sarif: can't be written")

    def test_content_is_not_replaced(self, site, mtqa):
        """An output that names an input is refused."""
        done = mtqa("check", "content/bakery.md", "--output", "markdown=content/bakery.md", cwd=site)
        assert done.returncode == 2
        assert (site / "content" / "bakery.md").read_text(encoding="utf-8") == GOOD

    def test_outputs_and_the_baseline_are_no_content(self, site, mtqa):
        """What mtqa writes into the folder is not checked by the next run."""
        for _ in range(2):
            done = mtqa("check", ".", "--output", "markdown=content/r.md", "--output", "json=r.json", cwd=site)
            report = json.loads((site / "r.json").read_text(encoding="utf-8"))
            assert [d["path"] for d in report["documents"]] == ["content/bakery.md"]
        assert done.returncode == 0

    @pytest.mark.parametrize("name", ["sarif", "gitlab", "junit", "rdjson", "checkstyle", "json"])
    def test_standard_output_holds_the_format_alone(self, site, mtqa, name):
        """--format prints what --output writes."""
        done = mtqa("check", "content", "--output", f"{name}=out/r", "--format", name, cwd=site)
        same = [re.sub(r'("seconds": |time=")[\d.]+', "", t) for t in (done.stdout, (site / "out" / "r").read_text())]
        assert (done.returncode, same[0]) == (0, same[1])

    def test_the_summary_of_a_step(self, site, mtqa):
        """With --format github the runner's file gets a summary."""
        summary = site / "summary.md"
        summary.write_text("before\n", encoding="utf-8")
        mtqa(
            "check", "content", "--no-output", "--format", "github", cwd=site, env={"GITHUB_STEP_SUMMARY": str(summary)}
        )
        assert summary.read_text(encoding="utf-8").startswith("before\n")
        assert "assed" in summary.read_text(encoding="utf-8")


class TestDiff:
    """Where only changes count."""

    @pytest.fixture
    def committed(self, site):
        """The site as a repository, with an article that has a bad sentence."""
        (site / "content" / "old.md").write_text(
            f"It rained all day long. {ANOTHER}\n\nNobody came.\n", encoding="utf-8"
        )
        git(site, "init", "-q")
        git(site, "add", ".")
        git(site, "commit", "-qm", "Content")
        return site

    def test_only_changed_sentences_count(self, committed, check):
        """The old sentence does not count, a new one does, and the whole document is judged."""
        old = committed / "content" / "old.md"
        old.write_text(old.read_text(encoding="utf-8") + "\nThe results was shown on Monday.\n", encoding="utf-8")
        done, report = check("--diff", "HEAD")
        assert done.returncode == 1
        assert alerts(report, "new") == [("content/old.md", 5, "grammar.plural-subject")]
        assert alerts(report, "unchanged") == [("content/old.md", 1, "grammar.partitive-without-article")]
        [document] = report["documents"]
        assert (document["changed"], document["judged"]) == (1, 3)

    def test_an_innocent_change_passes(self, committed, check):
        """A change that adds nothing bad passes, whatever stands beside it."""
        old = committed / "content" / "old.md"
        old.write_text(old.read_text(encoding="utf-8") + "\nThe sun came out on Monday.\n", encoding="utf-8")
        assert check("--diff", "HEAD")[0].returncode == 0

    @pytest.mark.usefixtures("committed")
    def test_no_change_passes_and_says_so(self, check):
        """Nothing was changed, so there is nothing to check; that is told, not silent."""
        done, report = check("--diff", "HEAD")
        assert (done.returncode, report["documents"]) == (0, [])
        assert "nothing was checked: no sentence was changed since HEAD" in done.stderr
        assert "2 unchanged files were left out" in " ".join(done.stdout.split())

    def test_no_content_at_all_fails(self, committed, mtqa):
        """A folder without content is a mistake, whatever was changed."""
        (committed / "empty").mkdir()
        assert mtqa("check", "empty", "--no-output", "--diff", "HEAD", cwd=committed).returncode == 2

    def test_an_unreadable_change_fails(self, committed, mtqa):
        """A changed file that can't be read does not pass."""
        (committed / "content" / "old.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
        assert mtqa("check", "content", "--no-output", "--diff", "HEAD", cwd=committed).returncode != 0

    def test_no_repository(self, site, mtqa):
        """Without git history the run ends at once with one line."""
        done = mtqa("check", "content", "--no-output", "--diff", "main", cwd=site, env={"GIT_CEILING_DIRECTORIES": "/"})
        assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)


def git(folder, *words):
    """Run git, with an author of its own."""
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True)
