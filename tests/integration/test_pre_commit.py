"""The hooks, run by pre-commit itself: built from this working tree, in repositories of their own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

from mtqa.readers import formats

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))}
PACKAGE = ("pyproject.toml", "README.md", "LICENSE", MANIFEST.name)
AMBIGUOUS = {
    ".json": ("locales/en.json", "web/i18n/app.json", "_locales/en/messages.json", "en.json", "app_en.json"),
    ".yaml": ("config/locales/en.yaml", "translations/messages.en.yaml"),
    ".yml": ("config/locales/en.yml", "translations/messages.en-GB.yml"),
    ".xml": ("app/src/main/res/values/strings.xml", "res/values-en/strings.xml"),
}
"""Suffixes that hold settings more often than messages, and where messages are kept."""
TABLES = {"jsonl", "parquet", "csv", "tsv", "excel"}
"""Formats that hold figures more often than text: a commit of those must not need settings."""
PROSE = [suffix for suffix, listed in formats().items() if suffix not in AMBIGUOUS and listed.format not in TABLES]


@pytest.fixture(scope="module")
def hooks(tmp_path_factory):
    """Return a repository of the hooks, made of this working tree, and the folder in which pre-commit keeps its own."""
    folder = tmp_path_factory.mktemp("hooks")
    repository = folder / "mtqa"
    shutil.copytree(ROOT / "mtqa", repository / "mtqa", ignore=shutil.ignore_patterns("__pycache__"))
    for name in PACKAGE:
        shutil.copy(ROOT / name, repository)
    return repository, folder / "pre-commit"


@pytest.fixture
def project(hooks, commit, tmp_path, environment, run):
    """Return a repository of content that uses the hooks, installed, and with nothing committed but its settings."""
    repository, home = hooks
    revision = commit(repository) if not (repository / ".git").exists() else _head(run, repository)
    environment["PRE_COMMIT_HOME"] = str(home)
    # pip finds here what mtqa depends on, so that it builds and installs mtqa alone.
    environment["PYTHONPATH"] = sysconfig.get_path("purelib")
    folder = tmp_path / "project"
    folder.mkdir()
    config = {"repos": [{"repo": str(repository), "rev": revision, "hooks": [{"id": "mtqa-rules"}, {"id": "mtqa"}]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    commit(folder)
    done = run(sys.executable, "-m", "pre_commit", "install", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def try_commit(run, project):
    """Return a function that stages all and commits as an author does, hooks and all."""

    def start():
        run("git", "add", "--all", cwd=project)
        return run("git", "commit", "--message", "Change", cwd=project)

    return start


def _head(run, folder):
    return run("git", "rev-parse", "HEAD", cwd=folder).stdout.strip()


def _article(name):
    return (Path(__file__).parent / "sample" / "content" / name).read_text(encoding="utf-8")


def test_the_manifest_is_valid():
    """pre-commit accepts the manifest."""
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", MANIFEST], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_the_hooks_look_at_all_that_mtqa_reads(hook):
    """Files of every format but tables are handed over; JSON, YAML and XML where messages are kept."""
    files = re.compile(hook["files"])
    plain = [f"content/a{suffix}" for suffix in PROSE]
    assert [path for path in plain if not files.search(path) or not files.search(path.upper())] == []
    assert set(AMBIGUOUS) <= set(formats())
    assert [path for paths in AMBIGUOUS.values() for path in paths if not files.search(path)] == []
    others = (
        *(
            "package.json",
            ".github/workflows/ci.yml",
            "pom.xml",
            "mkdocs.yml",
            "app/AndroidManifest.xml",
            "src/langs.py",
        ),
        *("main.py", "Makefile", "a.md.bak", "md", "token.json", "open.yaml", "values.xml", "content/a.csv"),
    )
    assert [path for path in others if files.search(path)] == []


def test_the_hooks_look_at_nothing_else():
    """Each suffix in the pattern is one of a format that mtqa reads."""
    (group,) = re.findall(r"\\\.\(\s*(txt.*?)\n\s*\)\$", HOOKS["mtqa"]["files"], re.DOTALL)
    words = [word.strip() for word in re.sub(r"\s", "", group).split("|")]
    named = {form for word in words for form in _spelled(word)}
    assert named == {suffix.removeprefix(".") for suffix in PROSE}


def _spelled(word):
    """Spell out the small pattern of a suffix: a letter that may be missing, or one of a class."""
    word = word.replace(r"\.", ".")
    if found := re.search(r"(\w)\?", word):
        return [*_spelled(word.replace(found[0], "", 1)), *_spelled(word.replace(found[0], found[1], 1))]
    if found := re.search(r"\[(\w+)\]", word):
        return [spelled for letter in found[1] for spelled in _spelled(word.replace(found[0], letter, 1))]
    return [word]


def test_a_bad_article_is_refused_and_a_mended_one_is_not(project, try_commit, run, hooks):
    """A real commit is refused with the place of the finding, by the package that was built; mended, it passes."""
    before = _head(run, project)
    (project / "news.md").write_text(_article("festival.md"), encoding="utf-8")
    refused = try_commit()
    said = refused.stdout + refused.stderr
    assert (refused.returncode, _head(run, project)) == (1, before), said
    assert "news.md:6:1" in said
    assert "calques.preposition" in said
    assert "Traceback" not in said
    (project / "news.md").write_text(_article("harbour.md"), encoding="utf-8")
    taken = try_commit()
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert _head(run, project) != before
    assert not (project / "reports").exists()
    assert len(list(hooks[1].glob("repo*/py_env-*/lib/python*/site-packages/mtqa/__init__.py"))) == 1


@pytest.mark.parametrize(
    "files",
    [
        {"main.py": "print('The performance was broadcasted in the Internet.')\n"},
        {"package.json": '{"name": "site"}\n', ".github/workflows/ci.yml": "on: push\n"},
        {"requirements.txt": "click>=8\nrich\n", "robots.txt": "User-agent: *\nDisallow: /\n"},
        {"leer.md": "# Der Hafen\n\nDie Mauer am Hafen ist seit Freitag wieder offen, fünf Monate nach dem Sturm.\n"},
        {"table.md": "| a | b |\n|---|---|\n| 1 | 2 |\n", "empty.txt": ""},
        {"figures.csv": "year,tons\n2019,12\n2020,14\n"},
    ],
    ids=["code", "settings", "lists", "German", "no prose", "figures"],
)
def test_a_commit_without_english_passes(project, try_commit, files):
    """A commit that holds no English prose passes."""
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    done = try_commit()
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_unreadable_file_is_refused(project, try_commit):
    """A file of a format that mtqa reads, and that can't be read, does not pass silently, also beside a good one."""
    (project / "good.md").write_text(_article("harbour.md"), encoding="utf-8")
    (project / "broken.docx").write_bytes(b"PK\x03\x04 and no archive")
    done = try_commit()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "broken.docx" in done.stdout + done.stderr


def test_what_is_excluded_is_left_out(project, try_commit):
    """What the configuration, or an ignore file, leaves out is not checked, though pre-commit names it."""
    (project / "mtqa.toml").write_text('exclude = ["drafts/"]\n', encoding="utf-8")
    (project / ".mtqaignore").write_text("quotes.md\n", encoding="utf-8")
    (project / "drafts").mkdir()
    for name in ("drafts/a.md", "quotes.md"):
        (project / name).write_text(_article("festival.md"), encoding="utf-8")
    done = try_commit()
    assert done.returncode == 0, done.stdout + done.stderr


def test_all_files_are_checked_on_demand(project, run, commit):
    """``pre-commit run --all-files`` checks what was committed before, and runs the quick hook alone."""
    (project / "old.md").write_text(_article("festival.md"), encoding="utf-8")
    commit(project)
    done = run(sys.executable, "-m", "pre_commit", "run", "--all-files", cwd=project)
    assert done.returncode == 1, done.stderr
    assert "old.md:6:1" in done.stdout
    assert "mtqa (rules)" in done.stdout
    assert len(re.findall(r"^mtqa\b", done.stdout, re.MULTILINE)) == 1


@pytest.mark.model
def test_the_language_model_is_asked_by_hand(project, run, commit, model):
    """The hook with the model finds what rules can't, and passes a good article."""
    command = [sys.executable, "-m", "pre_commit", "run", "mtqa", "--hook-stage", "manual", "--all-files"]
    (project / "news.md").write_text(_article("harbour.md"), encoding="utf-8")
    commit(project)
    good = run(*command, cwd=project)
    assert good.returncode == 0, good.stdout + good.stderr
    (project / "news.md").write_text(_article("festival.md"), encoding="utf-8")
    commit(project)
    bad = run(*command, cwd=project)
    assert bad.returncode == 1, bad.stderr
    assert "likely machine-translated" in re.sub(r"\s+", " ", bad.stdout)
