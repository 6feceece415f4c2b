"""ci/gitlab.yml: keywords that exist, and script lines that run as a GitLab runner runs them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

TEMPLATE = Path(__file__).parents[2] / "ci" / "gitlab.yml"
JOB = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))["mtqa"]

JOB_KEYS = set(
    "after_script allow_failure artifacts before_script cache coverage dependencies environment extends hooks id_tokens"
    " image inherit interruptible needs pages parallel release resource_group retry rules script secrets services stage"
    " tags timeout trigger variables when".split()
)
CACHE_KEYS = {"fallback_keys", "key", "paths", "policy", "unprotect", "untracked", "when"}
ARTIFACT_KEYS = {
    "access",
    "exclude",
    "expire_in",
    "expose_as",
    "name",
    "paths",
    "public",
    "reports",
    "untracked",
    "when",
}
RULE_KEYS = {"allow_failure", "changes", "exists", "if", "interruptible", "needs", "variables", "when"}
CONDITION = re.compile(r'\$\w+ (==|!=) (?:"[^"]*"|\$\w+)')
PREDEFINED = {
    *("CI_COMMIT_BRANCH", "CI_COMMIT_REF_SLUG", "CI_DEFAULT_BRANCH", "CI_MERGE_REQUEST_IID"),
    *("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_PIPELINE_SOURCE", "CI_PROJECT_DIR"),
}


@pytest.fixture
def job(run, environment, sample):
    """Return a function that runs the job's script in a copy of the sample repository, as its runner does."""

    def start(*, before=False, env=None, **variables):
        given = {"CI_PROJECT_DIR": str(sample), **dict.fromkeys(PREDEFINED - {"CI_PROJECT_DIR"}, ""), **(env or {})}
        for name, value in {**JOB["variables"], **variables}.items():
            given[name] = re.sub(r"\$(\w+)", lambda found: given[found[1]], str(value))
        lines = [*(JOB["before_script"] if before else ()), *JOB["script"]]
        return run("bash", "-eo", "pipefail", "-c", "\n".join(lines), cwd=sample, env=given)

    return start


def test_all_keywords_exist():
    """There is one job, and each of its keywords is one of GitLab's."""
    described = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))
    assert list(described) == ["mtqa"]
    assert set(JOB) <= JOB_KEYS
    assert all(set(cache) <= CACHE_KEYS for cache in JOB["cache"])
    assert set(JOB["artifacts"]) <= ARTIFACT_KEYS
    assert set(JOB["artifacts"]["reports"]) == {"codequality", "junit"}
    assert all(set(rule) <= RULE_KEYS and CONDITION.fullmatch(rule["if"]) for rule in JOB["rules"])
    assert all(isinstance(value, str) for value in JOB["variables"].values())
    assert all(isinstance(line, str) for line in (*JOB["before_script"], *JOB["script"]))
    assert len(JOB["cache"]) <= 4


def test_all_variables_are_set_by_somebody():
    """Each variable that is used is the template's own or one of GitLab's."""
    used = set(re.findall(r"\$(\w+)", TEMPLATE.read_text(encoding="utf-8")))
    assert used - set(JOB["variables"]) - PREDEFINED == set()


def test_what_is_kept_is_what_is_written():
    """Reports, artifacts and caches name the files that the script writes."""
    written = dict(re.findall(r"--output=(\w+)=(\S+)", "\n".join(JOB["script"])))
    reports = JOB["artifacts"]["reports"]
    assert written == {
        "gitlab": reports["codequality"],
        "junit": reports["junit"],
        "html": JOB["artifacts"]["paths"][0],
    }
    assert JOB["artifacts"]["when"] == "always"
    paths = [path for cache in JOB["cache"] for path in cache["paths"]]
    assert JOB["variables"]["MTQA_HOME"] == "$CI_PROJECT_DIR/.mtqa"
    assert all(path.startswith(".mtqa/") for path in paths)


def test_a_bad_article_fails_the_job(job, sample):
    """The job fails, and both reports that GitLab reads are there."""
    done = job(CONTENT_RULES_ONLY="true")
    assert done.returncode == 1, done.stdout + done.stderr
    quality = json.loads((sample / "mtqa-quality.json").read_text(encoding="utf-8"))
    assert {issue["location"]["path"] for issue in quality} == {"content/festival.md"}
    suites = ET.parse(sample / "mtqa-junit.xml").getroot()
    assert suites.tag == "testsuites"
    assert "<html" in (sample / "mtqa.html").read_text(encoding="utf-8")


def test_good_articles_pass(job, sample):
    """The job passes, and the reports are there all the same."""
    done = job(CONTENT_RULES_ONLY="true", CONTENT_PATHS="content/harbour.md content/visit.html")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((sample / "mtqa-quality.json").read_text(encoding="utf-8")) == []
    assert (sample / "mtqa-junit.xml").exists()


def test_only_what_a_merge_request_changes_counts(job, sample, commit, run):
    """An old article does not count on a merge request, and a new one does."""
    base = commit(sample)
    run("git", "update-ref", "refs/remotes/origin/main", base, cwd=sample)
    (sample / "content" / "harbour.md").write_text("# News\n\nThe ferry to the island was late again on Friday.\n")
    commit(sample)
    request = {"CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
    done = job(env=request, CONTENT_RULES_ONLY="true")
    assert done.returncode == 0, done.stdout + done.stderr
    assert job(env=request, CONTENT_RULES_ONLY="true", CONTENT_DIFF="").returncode == 1
    shutil.copy(sample / "content" / "festival.md", sample / "content" / "again.md")
    commit(sample)
    assert job(env=request, CONTENT_RULES_ONLY="true").returncode == 1


def test_the_options_are_words(job, sample):
    """Options and paths are split into words, and nothing of them is run or taken for a pattern."""
    done = job(CONTENT_RULES_ONLY="true", CONTENT_OPTIONS="--fail-on never --worst 1 $(touch pwned) ; touch pwned")
    assert done.returncode == 2
    assert job(CONTENT_RULES_ONLY="true", CONTENT_PATHS="content/*.md").returncode == 2
    assert not (sample / "pwned").exists()
    assert job(CONTENT_RULES_ONLY="true", CONTENT_OPTIONS="--fail-on never").returncode == 0


def test_what_is_installed(job, environment, tmp_path):
    """PyTorch comes from the index that is named, mtqa by its requirement, and the model before the check."""
    folder = tmp_path / "stubs"
    folder.mkdir()
    for name in ("python", "mtqa"):
        (folder / name).write_text(f'#!/bin/sh\necho {name} "$@" >>"{folder}/calls"\n')
        (folder / name).chmod(0o755)
    environment["PATH"] = f"{folder}:{environment['PATH']}"
    done = job(before=True, CONTENT_TORCH_INDEX="https://example.org/cpu", CONTENT_MTQA="mtqa[tables]==1.0")
    assert done.returncode == 0, done.stderr
    assert (folder / "calls").read_text().splitlines()[:3] == [
        "python -m pip install --quiet --no-deps --index-url=https://example.org/cpu torch",
        "python -m pip install --quiet -- mtqa[tables]==1.0",
        "mtqa model install --quiet",
    ]
