"""``mtqa init``: what it finds in a repository, and what it writes there."""

import json
import os
import re
import tomllib

import pytest
import yaml

from mtqa._version import __version__
from mtqa.config import load_config
from mtqa.starting import PLACEHOLDER, Survey, System, hook_block, survey, with_hook

BAD = "The concert was broadcasted by the organizers in the Internet.\n"
GOOD = "The people of the town came to the market early, and they stayed until it was dark.\n"
HOOKS = """\
# Ours.
default_stages: [pre-commit]

repos:
    # Tidy first.
    - repo: https://example.org/tidy   # pinned
      rev:   "v1.2"
      hooks:
        - {id: tidy, args: [--all,
             --quiet]}
        # - id: later

# The bot.
ci:
  autoupdate_schedule: monthly
"""


NO_SYSTEM = (
    "- nothing was found that runs checks; once there is .github/, .gitlab-ci.yml or .pre-commit-config.yaml, "
    "run mtqa init again; in any other system run: mtqa check . --diff origin/main"
)


def fill(root, files):
    """Write files, and make folders of names that end with a slash."""
    for name, content in files.items():
        path = root / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text(content, "utf-8", newline="")


def snapshot(root):
    """Return all files below a folder with their bytes, but for the cache of scores."""
    paths = (path for path in sorted(root.rglob("*")) if path.is_file() and "cache" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def root(tmp_path):
    """Return a folder that git takes for the top of a repository, and with text in it."""
    fill(tmp_path, {".git/": "", "docs/a.md": BAD + GOOD})
    return tmp_path


class TestSurvey:
    """Where content is found, and what else."""

    def look(self, root, monkeypatch, files):
        """Survey a repository with some files."""
        fill(root, files)
        monkeypatch.chdir(root)
        return survey(root)

    def test_content_among_settings(self, tmp_path, monkeypatch):
        """Places of text are told from data, settings and what others wrote."""
        files = {
            ".git/": "", "README.md": GOOD, "docs/a.md": GOOD, "docs/guide/b.rst": GOOD, "docs/conf.json": "{}",
            "package.json": "{}", "requirements-dev.txt": "x==1", "src/node_modules/x/README.md": GOOD,
            "app/config/locales/en.yml": "en:\n  a: b\n", "app/settings.yml": "a: b\n",
            "res/values/strings.xml": "<resources/>", "pom.xml": "<project/>", "data.csv": "a,b\n",
            "mtqa-baseline.jsonl": "{}\n", "reports/mtqa.html": GOOD, ".gitignore": "ignored/\n", "ignored/c.md": GOOD,
        }  # fmt: skip
        assert self.look(tmp_path, monkeypatch, files) == Survey(
            root=tmp_path.relative_to(tmp_path),
            git=True,
            files=5,
            include=(
                "/*.md", "app/config/locales/**/*.yml", "docs/**/*.md", "docs/**/*.rst", "res/values/**/*.xml",
            ),
            exclude=("node_modules/",),
            systems=(),
            config=None,
        )  # fmt: skip

    def test_content_alone(self, tmp_path, monkeypatch):
        """Where there is nothing but content, nothing need be said."""
        found = self.look(tmp_path, monkeypatch, {"a.md": GOOD, "b/c.txt": GOOD})
        assert (found.git, found.files, found.include, found.exclude) == (False, 2, (), ())

    def test_data_alone(self, tmp_path, monkeypatch):
        """Where there is nothing but data, the data is the content."""
        found = self.look(tmp_path, monkeypatch, {"a.jsonl": "{}", "b.csv": "text\n"})
        assert (found.files, found.include) == (2, ())

    def test_content_everywhere(self, tmp_path, monkeypatch):
        """Where there are too many places, only kinds of files are told."""
        files = {f"package{i}/README.md": GOOD for i in range(20)}
        found = self.look(tmp_path, monkeypatch, {**files, "docs/a.rst": GOOD, "a.json": "{}"})
        assert (found.files, found.include) == (21, ("*.md", "*.rst"))

    def test_systems_and_settings(self, root, monkeypatch):
        """What runs checks is known by its files, and the settings by theirs."""
        files = {".github/": "", ".gitlab-ci.yml": "", ".pre-commit-config.yaml": "", "pyproject.toml": "[tool.mtqa]\n"}
        found = self.look(root, monkeypatch, files)
        assert found.systems == (System.GITHUB, System.GITLAB, System.PRE_COMMIT)
        assert found.config is not None
        assert found.config.name == "pyproject.toml"


class TestHooks:
    """Adding to the configuration of pre-commit."""

    def test_comments_and_layout_stay(self):
        """All lines stay where they are, and the hook comes last in the list."""
        new = with_hook(HOOKS, "https://example.org/mtqa")
        added = (
            "    - repo: https://example.org/mtqa\n"
            f"      rev: v{__version__}\n"
            "      hooks:\n"
            "        - id: mtqa-rules # at every commit, by the rules alone; "
            '"mtqa" before a push, with the language model\n'
        )
        place = HOOKS.index("\n# The bot.")
        assert new == HOOKS[:place] + added + HOOKS[place:]
        assert with_hook(new, PLACEHOLDER) == new

    @pytest.mark.parametrize(
        "text",
        [
            "repos:\n- repo: local\n  hooks:\n  - id: a\n",
            "repos:\n- repo: local\n  hooks:\n  - id: a",
            "repos:\r\n  - repo: local\r\n    hooks:\r\n      - id: a\r\n",
            "repos:\n",
            "repos: # none yet\n\n\n# The end.\n",
            "repos:\n  - repo: local\n    hooks:\n      - id: a\n        name: |\n          b\n\n          c\n\n\n",
            'repos:\n  - repo: meta\n    hooks:\n      - id: "ü"\nfail_fast: true\n',
        ],
    )
    def test_other_layouts(self, text):
        """The new list is the old one and the hook, whatever the indentation and the ends of lines."""
        new = with_hook(text, PLACEHOLDER)
        old = yaml.safe_load(text)
        assert yaml.safe_load(new) == {
            **old,
            "repos": [*(old["repos"] or []), *yaml.safe_load(hook_block(PLACEHOLDER))],
        }
        lines, before = new.splitlines(), text.splitlines()
        assert any(lines[:i] + lines[i + 4 :] == before for i in range(len(before) + 1))
        assert ("\r\n" in text) == ("\r\n" in new)
        assert not re.search(r"(?<!\r)\n", new) or "\r" not in text

    @pytest.mark.parametrize(
        "text",
        [
            *("", "repos: []\n", "- a\n", "repos: [\n", "other: 1\n", "repos: text\n", "{repos: []}", "a\n---\nb\n"),
            *(
                "repos:\n  - text\n",
                "repos:\n  - repo: a\n    hooks: [text]\n",
                "repos:\n  - repo: a\n    hooks: text\n",
            ),
            'repos:\n  [{repo: local,\nhooks: []}]\n"repos2": 1\n',
        ],
    )
    def test_what_is_better_left_alone(self, text):
        """Flow style, and what is no such configuration, are not touched."""
        assert with_hook(text, PLACEHOLDER) is None

    def test_addresses_are_quoted(self):
        """An address that YAML would read as something else is put in quotes."""
        for repo in ("git@example.org:mtqa.git", "file:///a # b", "~", "{x}"):
            assert yaml.safe_load(hook_block(repo))[0]["repo"] == repo


class TestCommand:
    """The command as its users call it."""

    def init(self, mtqa, root, *arguments, **more):
        """Set up by the rules alone, which is quick."""
        return mtqa("init", "--rules-only", *arguments, cwd=root, **more)

    def test_settings_and_baseline(self, mtqa, root):
        """Without anything that runs checks, settings and a baseline are written, with which a check passes."""
        done = self.init(mtqa, root, "--yes")
        assert (done.returncode, done.stderr) == (0, "")
        assert [*snapshot(root)] == [".gitattributes", "docs/a.md", "mtqa-baseline.jsonl", "mtqa.toml"]
        assert (root / ".gitattributes").read_text() == "mtqa-baseline.jsonl merge=union\n"
        settings = load_config(root / "mtqa.toml")
        assert [settings.failing, settings.rules_only, settings.include] == [("document", "error", "unread"), True, ()]
        assert os.path.realpath(settings.baseline) == os.path.realpath(root / "mtqa-baseline.jsonl")
        known = [json.loads(line) for line in (root / "mtqa-baseline.jsonl").read_text().splitlines()[1:]]
        assert {entry["path"] for entry in known} == {"docs/a.md"}
        assert done.stdout.splitlines()[-5:] == [
            "",
            "Next:",
            NO_SYSTEM,
            "- look through it, and commit it: git add mtqa.toml .gitattributes mtqa-baseline.jsonl",
            "- check: mtqa check .",
        ]
        assert mtqa("check", ".", "--no-output", cwd=root).returncode == 0
        (root / "docs/b.md").write_text(BAD.replace("concert", "match"))
        assert mtqa("check", ".", "--no-output", cwd=root).returncode == 1

    def test_all_systems(self, mtqa, root):
        """Each system that is used gets its file, and what is there is added to or left alone."""
        gitlab = "stages: [test]\n"
        fill(root, {".github/": "", ".gitlab-ci.yml": gitlab, ".pre-commit-config.yaml": HOOKS, "a.json": "{}"})
        fill(root, {".gitattributes": "*.png binary"})
        done = self.init(mtqa, root, "--yes", "--repo", "https://example.org/mtqa")
        assert (done.returncode, done.stderr) == (0, "")
        workflow = yaml.safe_load((root / ".github/workflows/mtqa.yml").read_text())
        steps = workflow["jobs"]["mtqa"]["steps"]
        assert steps[0]["with"] == {"fetch-depth": 0, "persist-credentials": False}
        assert [step.get("name") for step in steps if "run" in step] == ["Install mtqa", "Check"]
        job = yaml.safe_load((root / ".gitlab/mtqa.yml").read_text())["mtqa"]
        assert job["variables"]["GIT_DEPTH"] == "0"
        assert "cache" not in job
        hooks = yaml.safe_load((root / ".pre-commit-config.yaml").read_text())
        assert hooks["repos"][1:] == yaml.safe_load(hook_block("https://example.org/mtqa"))
        assert (root / ".gitlab-ci.yml").read_text() == gitlab
        assert (root / ".gitattributes").read_text() == "*.png binary\nmtqa-baseline.jsonl merge=union\n"
        assert load_config(root / "mtqa.toml").include == ("docs/**/*.md",)
        assert "include:\n      - local: .gitlab/mtqa.yml" in done.stdout

    def test_with_the_language_model(self, mtqa, root):
        """Without --rules-only, jobs keep the model, and the settings leave it to the program's default."""
        fill(root, {".github/": "", ".gitlab-ci.yml": ""})
        assert mtqa("init", "--yes", "--no-baseline", cwd=root).returncode == 0
        steps = yaml.safe_load((root / ".github/workflows/mtqa.yml").read_text())["jobs"]["mtqa"]["steps"]
        assert [step["run"] for step in steps if "run" in step][:2] == [
            f'python -m pip install "mtqa=={__version__}"', "mtqa model install --quiet",
        ]  # fmt: skip
        job = yaml.safe_load((root / ".gitlab/mtqa.yml").read_text())["mtqa"]
        assert job["cache"]["paths"] == [".mtqa/models", ".mtqa/converted"]
        assert "mtqa model install --quiet" in job["before_script"]
        assert set(tomllib.loads((root / "mtqa.toml").read_text())) == {"fail-on"}
        assert [*snapshot(root)] == [
            ".github/workflows/mtqa.yml", ".gitlab/mtqa.yml", ".gitlab-ci.yml", "docs/a.md", "mtqa.toml",
        ]  # fmt: skip

    def test_a_second_run(self, mtqa, root):
        """What is there stays as it is, to the byte; decisions and settings of people too."""
        fill(root, {".github/": "", ".gitlab-ci.yml": "", ".pre-commit-config.yaml": HOOKS})
        self.init(mtqa, root, "--yes")
        before = snapshot(root)
        done = self.init(mtqa, root, "--yes")
        assert (done.returncode, snapshot(root)) == (0, before)
        assert "nothing was written" in done.stdout
        (root / "mtqa.toml").write_text('fail-on = "never"\n')
        (root / ".github/workflows/mtqa.yml").write_text("on: push\n")
        changed = snapshot(root)
        done = self.init(mtqa, root, "--yes")
        assert (done.returncode, snapshot(root)) == (0, changed)
        assert "mtqa.toml: is there already, and stays as it is; --force replaces it" in done.stdout
        assert self.init(mtqa, root, "--yes", "--force").returncode == 0
        assert snapshot(root) == before

    def test_it_asks(self, mtqa, root):
        """Every file is asked about; what is declined is not written."""
        fill(root, {".pre-commit-config.yaml": HOOKS})
        done = self.init(mtqa, root, stdin="n\ny\nn\n")
        assert done.returncode == 0
        assert re.findall(r"((?:Check|Write|Add to) [^?]*\?) \[Y/n\]", done.stdout) == [
            "Check the content, and write mtqa-baseline.jsonl of what is found?",
            "Write mtqa.toml (the settings)?",
            "Add to .pre-commit-config.yaml (a hook)?",
        ]
        assert [*snapshot(root)] == [".pre-commit-config.yaml", "docs/a.md", "mtqa.toml"]
        assert "baseline" not in tomllib.loads((root / "mtqa.toml").read_text())
        assert (root / ".pre-commit-config.yaml").read_text() == HOOKS

    def test_nobody_answers(self, mtqa, root):
        """Without anybody who answers nothing is written."""
        done = self.init(mtqa, root, stdin="")
        assert done.returncode == 2
        assert done.stderr.strip().endswith(
            "mtqa: mtqa init asks before it writes, and nobody answers; --yes writes everything"
        )
        assert [*snapshot(root)] == ["docs/a.md"]

    def test_from_a_folder_inside(self, mtqa, root):
        """The whole repository is set up, from wherever in it."""
        done = mtqa("init", "--yes", "--no-baseline", "docs", cwd=root)
        assert done.returncode == 0
        assert done.stdout.startswith(f"{root}: 1 file of content\n")
        assert (root / "mtqa.toml").exists()
        (root / "mtqa.toml").unlink()
        assert mtqa("init", "--yes", "--no-baseline", cwd=root / "docs").returncode == 0
        assert (root / "mtqa.toml").exists()

    def test_without_git(self, mtqa, tmp_path):
        """A folder that is no repository gets what helps without git."""
        fill(tmp_path, {"docs/a.md": BAD + GOOD})
        done = self.init(mtqa, tmp_path, "--yes")
        assert (done.returncode, done.stderr) == (0, "")
        assert [*snapshot(tmp_path)] == ["docs/a.md", "mtqa-baseline.jsonl", "mtqa.toml"]
        assert "git add" not in done.stdout

    def test_settings_elsewhere(self, mtqa, root):
        """Settings in pyproject.toml stay there, and what they lack is said."""
        project = '[tool.mtqa]\nfail-on = "error"\n'
        fill(root, {"pyproject.toml": project})
        done = self.init(mtqa, root, "--yes")
        assert (done.returncode, done.stderr.splitlines()[1:]) == (0, [])
        assert [*snapshot(root)] == [".gitattributes", "docs/a.md", "mtqa-baseline.jsonl", "pyproject.toml"]
        assert (root / "pyproject.toml").read_text() == project
        assert "add to pyproject.toml, the settings:" in done.stdout
        assert '    baseline = "mtqa-baseline.jsonl"\n' in done.stdout

    def test_a_hook_to_be_added_by_hand(self, mtqa, root):
        """A file that can't be added to is left alone, and what belongs there is printed."""
        fill(root, {".pre-commit-config.yaml": "repos: []\n"})
        done = mtqa("init", "--yes", "--no-baseline", cwd=root)
        assert done.returncode == 0
        assert (root / ".pre-commit-config.yaml").read_text() == "repos: []\n"
        assert f"    - repo: {PLACEHOLDER}\n      rev: v{__version__}\n" in done.stdout
        assert f"put the address of mtqa's repository in the place of {PLACEHOLDER}" in done.stdout

    def test_nothing_to_check(self, mtqa, tmp_path):
        """A folder without content is refused, and so is one that is not there."""
        for files, folder, message in (
            ({}, "none", "none: there is no such folder"),
            ({"empty/": ""}, "empty", "empty: there is no file here that could be checked; name a folder with some"),
            (
                {"code/a.py": "x = 1\n"},
                "code",
                "code: there is no file here that could be checked; name a folder with some",
            ),
        ):
            fill(tmp_path, files)
            done = mtqa("init", "--yes", folder)
            assert (done.returncode, done.stderr) == (2, f"mtqa: {message}\n")
        assert [*snapshot(tmp_path)] == ["code/a.py"]

    def test_no_english(self, mtqa, root):
        """Content without any English is told; the settings are there for when there is some."""
        (root / "docs/a.md").write_text("Der Hund lief gestern Abend über die Straße, und niemand hat ihn gesehen.\n")
        done = self.init(mtqa, root, "--yes")
        assert done.returncode == 2
        assert "nothing was checked" in done.stderr
        assert "run mtqa init again once there is text" in done.stderr

    def test_a_place_that_cant_be_written(self, mtqa, root):
        """A file in the way ends it in one line."""
        fill(root, {".github/workflows": "a file"})
        done = mtqa("init", "--yes", "--no-baseline", cwd=root)
        assert done.returncode == 3
        assert done.stderr.startswith("mtqa: .github/workflows/mtqa.yml: ")
        assert len(done.stderr.splitlines()) == 1
