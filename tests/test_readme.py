"""The README: each of its commands and its program run as they stand there."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mtqa.gate.baseline import Baseline
from mtqa.gate.baseline_file import Header
from mtqa.outcome import Decision, KnownEntry

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = [
    line.partition("  #")[0].strip()
    for language, block in BLOCKS
    if language == ""
    for line in block.splitlines()
    if re.search(r"(?:^|\| )mtqa ", line)
]
ENTRIES = [KnownEntry("0123456789abcdef", "calques.preposition", "content/old.md", decision=Decision.ACCEPTED)]
MADE_ELSEWHERE = ("make check", "make test", "pip install")
"""What .ci/run runs itself, before these tests."""


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    """Return a cache that the commands share: most of them check the same articles."""
    return tmp_path_factory.mktemp("scores") / "scores.sqlite3"


@pytest.fixture(autouse=True)
def _shared(scores, _cache, monkeypatch):
    """Take that cache instead of one for each test."""
    monkeypatch.setenv("MTQA_CACHE", str(scores))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return a folder with what earlier commands of the README leave behind: reports, and a file of decisions."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "translated").mkdir()
    shutil.copy(ROOT / "corpora" / "articles" / "nato-rimini.txt", folder / "translated")
    outputs = ("html=reports/mtqa.html", "json=old.json", "json=reports/past/mtqa-2026-01-05.json")
    options = [word for output in outputs for word in ("--output", output)]
    command = ["mtqa", "check", "translated", "--rules-only", *options]
    subprocess.run(command, cwd=folder, env=environment(), check=False, capture_output=True)
    report = json.loads((folder / "old.json").read_text(encoding="utf-8"))
    alert = next(a for d in report["documents"] for a in d["alerts"] if a["sentence"] is not None)
    decision = {"path": "translated/nato-rimini.txt", "decision": "dismissed", "reason": "a quotation"}
    decision |= {name: alert[name] for name in ("rule", "fingerprint", "occurrence")}
    decided = {"schema": "mtqa-decisions/1", "report": report["id"], "decisions": [decision]}
    (folder / "reports" / "mtqa-decisions.json").write_text(json.dumps(decided), encoding="utf-8")
    for name in ("new.json", "reports/past/mtqa-2026-01-12.json"):
        (folder / name).write_text(json.dumps({**report, "id": "0" * 16}), encoding="utf-8")
    return folder


@pytest.fixture
def desk(tmp_path, written):
    """Return a folder with the content that the README's commands speak of."""
    articles = ROOT / "corpora" / "articles"
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    (tmp_path / "articles").mkdir()
    for path in sorted(articles.iterdir())[::4]:  # make check reads them all
        shutil.copy(path, tmp_path / "articles")
    _counterparts(tmp_path)
    (tmp_path / "content").mkdir()
    shutil.copy(articles / "railway-time.txt", tmp_path / "content")
    shutil.copy(articles / "cider-season.md", tmp_path / "draft.md")
    shutil.copy(articles / "lake-village.html", tmp_path / "news.html")
    (tmp_path / "feed.jsonl").write_text('{"id": 1, "text": "The council met on Tuesday to talk about the bridge."}\n')
    (tmp_path / "feed.csv").write_text("key,lang,body\n1,en,The council met on Tuesday by the bridge.\n2,de,Nein\n")
    (tmp_path / "film.srt").write_text(
        "1\n00:00:01,000 --> 00:00:03,000\nThe ferry was late again\n\n"
        "2\n00:00:03,100 --> 00:00:05,000\nbecause of the fog on the lake.\n"
    )
    guide = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    (rules,) = re.findall(r'^```toml\n(id = "house.style"\n.*?)^```$', guide, re.MULTILINE | re.DOTALL)
    (tmp_path / "house.toml").write_text(rules, encoding="utf-8")
    (tmp_path / "corpus").mkdir()
    shutil.copy(tmp_path / "feed.jsonl", tmp_path / "corpus")
    known = Baseline(ENTRIES, tmp_path, Header(model=True))
    (tmp_path / "mtqa-baseline.jsonl").write_text("".join(known.dump()), encoding="utf-8")
    _committed(tmp_path)
    with (tmp_path / "content" / "railway-time.txt").open("a", encoding="utf-8") as file:
        file.write("\n\nNobody minded, since the trains ran on time from then on.\n")
    return tmp_path


def _counterparts(folder):
    """Put references, originals and an older version beside the articles, and some of the sample content."""
    corpora, name = ROOT / "corpora", "alliance-exercise"
    for target in ("references", "corpora/references/articles"):
        (folder / target).mkdir(parents=True)
        shutil.copy(corpora / "references" / "articles" / f"{name}.md", folder / target)
    (folder / "corpora" / "articles").mkdir()
    shutil.copy(corpora / "articles" / f"{name}.md", folder / "corpora" / "articles")
    (folder / "originals").mkdir()
    shutil.copy(corpora / "sources" / f"{name}.hr.txt", folder / "originals")
    (folder / "earlier").mkdir()
    text = (folder / "articles" / f"{name}.md").read_text(encoding="utf-8")
    (folder / "earlier" / f"{name}.md").write_text(text.replace("Foreign", "Strange"), encoding="utf-8")


def _committed(folder):
    """Make a folder a repository whose state a remote one has, too."""
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    tracked = ("update-ref", "refs/remotes/origin/main", "HEAD")
    for words in (("init", "-q"), ("add", "."), (*author, "commit", "-qm", "Content"), tracked):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def environment():
    """Return an environment in which the commands of this Python come first."""
    paths = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return {**os.environ, "PATH": paths, "PYTHONPATH": str(ROOT)}


def test_every_block_is_run_by_something():
    """No line of a shell block is left that neither this test nor .ci/run runs."""
    lines = [line for language, block in BLOCKS if language == "" for line in block.splitlines() if line.strip()]
    assert [line for line in lines if "mtqa " not in line and not line.startswith(MADE_ELSEWHERE)] == []
    assert len(COMMANDS) >= 10


@pytest.mark.model
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_works(command, desk, model):
    """A command of the README ends as a gate does, passed or failed, and never with an error."""
    if command.startswith("mtqa baseline create"):
        (desk / "mtqa-baseline.jsonl").unlink()  # it replaces none
    if command == "mtqa review serve":
        assert _served(command, desk) == 0
        return
    quick = (
        {"MTQA_RULES_ONLY": "1"} if command.startswith("mtqa compare articles/") else {}
    )  # the first one asks the model
    done = subprocess.run(
        command,
        shell=True,
        cwd=desk,
        env={**environment(), **quick},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert (done.returncode in (0, 1), "Traceback" in done.stderr) == (True, False), done.stderr


def _served(command, desk):
    """Start what runs until Ctrl-C, and stop it when it has said where it is."""
    with subprocess.Popen(
        command.split(), cwd=desk, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert any("http://127.0.0.1:" in line for line in process.stdout)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    return process.returncode


@pytest.mark.model
def test_the_settings_are_valid(desk, model):
    """The settings of the README are read without a complaint."""
    (settings,) = [block for language, block in BLOCKS if language == "toml"]
    (desk / "mtqa.toml").write_text(settings, encoding="utf-8")
    done = subprocess.run(
        ["mtqa", "check", "content", "--rules-only", "--no-output"],
        cwd=desk,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.model
def test_the_program_runs(tmp_path, model):
    """The README's program prints what it says it prints."""
    (tmp_path / "corpora" / "articles").mkdir(parents=True)
    for name in ("nato-rimini.txt", "railway-time.txt"):  # make check reads them all
        shutil.copy(ROOT / "corpora" / "articles" / name, tmp_path / "corpora" / "articles")
    (program,) = [block for language, block in BLOCKS if language == "python"]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "articles/nato-rimini.txt likely machine-translated" in done.stdout
    assert "Verdict.SUSPICIOUS" in done.stdout or "suspicious" in done.stdout
