"""action.yml: its steps, run in their order as a runner does."""

from __future__ import annotations

import json
import re
import shutil
import stat
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = ROOT / "action.yml"
QUICK = {"version": "installed", "rules-only": "true"}
ERRORS = 5
"""Errors of rules in the bad article of the sample repository."""


@pytest.fixture
def action(runner, environment, sample, tmp_path):
    """Return a function that runs the action on the sample repository."""
    count = iter(range(100))

    def start(inputs=QUICK, env=None, gives=None):
        temp = tmp_path / f"runner-{next(count)}"
        temp.mkdir()
        job = {name: environment[name] for name in environment if name.startswith(("PATH", "GIT_"))}
        return runner.Runner(ACTION, sample, temp, env={**job, **(env or {})}, gives=gives).run(inputs)

    return start


@pytest.fixture
def stub(tmp_path, environment):
    """Return a function that puts a command before all others, and gives one that says how it was called."""
    folder = tmp_path / "stubs"
    folder.mkdir()

    def put(name, code=0):
        script = folder / name
        script.write_text(
            f'#!/usr/bin/env bash\nprintf "%s\\0" "$@" >>"{folder}/{name}.calls"\n'
            f'printf "\\n\\0" >>"{folder}/{name}.calls"\n'
            f'env -0 >"{folder}/{name}.env"\n[ "$1" != check ] || exit {code}\n'
        )
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        environment["PATH"] = f"{folder}:{environment['PATH'].removeprefix(f'{folder}:')}"

        def calls():
            words = (folder / f"{name}.calls").read_text().split("\0")[:-1]
            found = [[]]
            for word in words:
                if word == "\n":
                    found.append([])
                else:
                    found[-1].append(word)
            return found[:-1]

        def environ():
            return dict(pair.split("=", 1) for pair in (folder / f"{name}.env").read_text().split("\0")[:-1])

        put.environ = environ
        return calls

    return put


def test_a_bad_article_fails_the_job(action, sample):
    """The job ends with mtqa's exit code, after the outputs and the reports were written."""
    done = action()
    folder = sample / "reports"
    assert (done.code, done.outputs) == (
        1,
        {
            "exit-code": "1",
            "passed": "false",
            "findings": done.outputs["findings"],
            "suspicious": "4",
            "sarif": str(folder / "mtqa.sarif"),
            "report": str(folder / "mtqa.html"),
            "json": str(folder / "mtqa.json"),
        },
    ), done.log
    assert int(done.outputs["findings"]) >= ERRORS
    assert json.loads((folder / "mtqa.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert "<html" in (folder / "mtqa.html").read_text(encoding="utf-8")
    assert re.search(r"^::error .*file=content/festival\.md,line=6", done.log, re.MULTILINE), done.log
    assert "festival.md" in done.summary


def test_good_articles_pass(action):
    """The job passes where nothing is wrong, and says so."""
    done = action({**QUICK, "paths": "content/harbour.md\ncontent/visit.html\n"})
    assert (done.code, done.outputs["passed"], done.outputs["findings"], done.outputs["suspicious"]) == (
        *(0, "true"),
        *("0", "0"),
    ), done.log


def test_exit_zero_only_reports(action):
    """With exit-zero the job passes, and the outputs say that the gate failed."""
    done = action({**QUICK, "exit-zero": "true"})
    assert (done.code, done.outputs["exit-code"], done.outputs["passed"]) == (0, "0", "false"), done.log


def test_nothing_to_check_fails(action, sample):
    """A job that checked nothing fails with 2; what an earlier run left is not taken for its result."""
    assert action().code == 1
    (sample / "empty").mkdir()
    done = action({**QUICK, "paths": "empty"})
    assert (done.code, done.outputs["exit-code"], done.outputs["passed"]) == (2, "2", "false"), done.log
    assert (done.outputs["findings"], done.outputs["sarif"], done.outputs["report"]) == ("", "", "")


def test_only_what_a_pull_request_changes_counts(action, sample, commit, run):
    """With diff-base an old article passes, and a new one fails; "auto" takes the branch of the pull request."""
    base = commit(sample)
    (sample / "content" / "harbour.md").write_text("# News\n\nThe ferry to the island was late again on Friday.\n")
    commit(sample)
    run("git", "update-ref", "refs/remotes/origin/main", base, cwd=sample)
    done = action({**QUICK, "diff-base": base})
    assert (done.code, done.outputs["findings"]) == (0, "0"), done.log
    assert action(QUICK).code == 1
    auto = {**QUICK, "diff-base": "auto"}
    assert action(auto, env={"GITHUB_BASE_REF": "main"}).code == 0
    assert action(auto, env={"GITHUB_BASE_REF": ""}).code == 1
    shutil.copy(sample / "content" / "festival.md", sample / "content" / "again.md")
    commit(sample)
    assert action(auto, env={"GITHUB_BASE_REF": "main"}).code == 1


def test_what_a_baseline_knows_does_not_count(action, sample, run):
    """With a baseline the job passes although the article is still there."""
    made = run("mtqa", "baseline", "create", "content", "--rules-only", cwd=sample)
    assert made.returncode == 0, made.stderr
    (baseline,) = set(sample.iterdir()) - {sample / "content", sample / "mtqa.toml", sample / ".git"}
    done = action({**QUICK, "baseline": baseline.name})
    assert (done.code, done.outputs["findings"]) == (0, "0"), done.log


def test_the_summary_may_be_left_out(action):
    """Nothing is written to the job's summary where none is wanted."""
    assert action({**QUICK, "summary": "false"}).summary == ""


def test_it_runs_in_another_folder(action, sample):
    """Paths and the configuration are those of the working directory; outputs name whole paths."""
    inner = sample / "inner"
    inner.mkdir()
    shutil.copy(sample / "content" / "festival.md", inner)
    (inner / "policy.toml").write_text('fail-on = "never"\n')
    done = action(
        {**QUICK, "working-directory": "inner", "config": "policy.toml", "sarif-file": "", "args": "--worst=1"}
    )
    assert done.code == 0, done.log
    assert (done.outputs["sarif"], done.outputs["report"]) == ("", str(inner / "reports" / "mtqa.html"))


HOSTILE = [
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "&& touch pwned",
    "| touch pwned",
    "${IFS}touch",
    "*",
    "-rf",
    "a b\tc",
    "\\",
    "::set-output name=passed::true",
    "ë’ ☃",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_values_stay_values(action, stub, sample, value):
    """Whatever an input says reaches mtqa as one word, and nothing of it is run."""
    calls = stub("mtqa")
    inputs = dict.fromkeys(("paths", "args", "fail-on", "config", "diff-base", "baseline"), value)
    files = dict.fromkeys(("sarif-file", "report-file", "json-file"), f"out/{value}")
    done = action({**QUICK, **inputs, **files})
    assert done.code == 0, done.log
    assert calls() == [
        [
            *("check", "--format=github", f"--output=json=out/{value}", f"--output=sarif-new=out/{value}"),
            *(f"--output=html=out/{value}", f"--config={value}", f"--baseline={value}", f"--diff={value}"),
            *("--rules-only", f"--fail-on={value}", value, "--", value),
        ]
    ]
    assert sorted(p.name for p in sample.iterdir()) == ["content", "mtqa.toml"]


@pytest.mark.parametrize("value", HOSTILE)
def test_values_stay_values_while_installing(action, stub, sample, value):
    """The same holds for what pip and the model's installation are told."""
    python, mtqa = stub("python"), stub("mtqa")
    done = action({"version": value, "torch-index": value, "model": value, "cache": "false"})
    assert done.code == 0, done.log
    torch, own = python()
    assert (torch[-2:], own[-2:]) == ([f"--index-url={value}", "torch"], ["--", value])
    assert mtqa()[0] == ["model", "install", "--quiet", "--", value]
    assert sorted(p.name for p in sample.iterdir()) == ["content", "mtqa.toml"]


@pytest.mark.parametrize("name", ["config", "diff-base", "baseline", "sarif-file", "report-file", "json-file", "model"])
def test_a_second_line_is_refused(action, stub, name):
    """A value of two lines where one is meant ends with 2 and says which; it adds no output of its own."""
    stub("mtqa")
    done = action({**QUICK, name: "first\npassed=true"})
    assert (done.code, done.outputs["passed"] != "true") == (2, True)
    assert f"::error title=mtqa::the input {name} must be a single line" in done.log


def test_lists_have_an_item_a_line(action, stub):
    """Lists are read line by line; empty lines and the ends of lines of other systems mean nothing."""
    calls = stub("mtqa")
    lists = {"paths": "content\r\n\n  \nmore pages\n", "fail-on": "document\nerror", "args": "--worst\n3\n"}
    assert action({**QUICK, **lists}).code == 0
    (call,) = calls()
    assert call[-7:] == ["--fail-on=document", "--fail-on=error", "--worst", "3", "--", "content", "more pages"]


@pytest.mark.parametrize("name", ["rules-only", "cache", "exit-zero", "summary"])
def test_a_switch_is_true_or_false(action, stub, name):
    """A switch that is neither is wrong usage, and not taken for false."""
    stub("mtqa")
    done = action({**QUICK, name: "yes"})
    assert (done.code, f"the input {name} must be true or false, not 'yes'" in done.log) == (2, True)


@pytest.mark.parametrize("code", [1, 2, 3, 130])
def test_the_exit_code_is_handed_on(action, stub, code):
    """The job ends as mtqa did, also where it wrote no report."""
    stub("mtqa", code)
    done = action()
    assert (done.code, done.outputs["exit-code"], done.outputs["passed"]) == (code, str(code), "false")


def test_what_is_installed(action, stub):
    """The action installs itself with the versions that it was tested with, and PyTorch from where it is told to."""
    python = stub("python")
    stub("mtqa")
    pip = ["-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    pinned = ["-c", str(ROOT / "constraints.txt")]
    done = action({"rules-only": "true", "extras": "documents,tables", "torch-index": "https://example.org/cpu"})
    assert done.code == 0, done.log
    assert python() == [
        [*pip, "--no-deps", *pinned, "--index-url=https://example.org/cpu", "torch"],
        [*pip, *pinned, "--", f"{ROOT}[documents,tables]"],
    ]
    assert [(used.action, used.given) for used in done.used] == [("actions/setup-python", {"python-version": "3.11"})]


def test_wrong_extras_are_refused(action, stub):
    """Extras are names, and belong to the action's own version."""
    stub("python")
    stub("mtqa")
    assert "must be names" in action({"extras": "tables]; x"}).log
    done = action({"extras": "tables", "version": "mtqa==1.0"})
    assert (done.code, "don't go together" in done.log) == (2, True)


def test_the_model_and_the_scores_are_kept(action, stub, runner, tmp_path):
    """Both caches are restored and saved under keys of what decides their content; a hit is not saved again."""
    stub("mtqa", 1)
    asked = {"version": "installed"}
    missed, hit = action(asked), action(asked, gives={name: {"cache-hit": "true"} for name in ("model", "scores")})
    home = f"{tmp_path / 'runner-0'}/mtqa"
    models = f"{home}/models\n{home}/converted\n"
    found = [(used.action.rpartition("/")[2], used.given) for used in missed.used]
    key, scores = found[0][1]["key"], found[1][1]["key"]
    prefix = found[1][1]["restore-keys"]
    assert found == [
        ("restore", {"path": models, "key": key}),
        ("restore", {"path": f"{home}/scores.sqlite3", "key": scores, "restore-keys": prefix}),
        ("save", {"path": models, "key": key}),
        ("save", {"path": f"{home}/scores.sqlite3", "key": scores}),
    ]
    assert re.fullmatch(r"mtqa-model-Linux-X64-[0-9a-f]{16}", key)
    assert re.fullmatch(rf"mtqa-scores-Linux-X64-{key[-16:]}-[0-9a-f]{{16}}-", prefix)
    assert scores == f"{prefix}0123456789abcdef0123456789abcdef01234567"
    assert [used.action for used in hit.used] == ["actions/cache/restore"] * 2
    assert (missed.code, hit.code) == (1, 1)
    assert (stub.environ()["MTQA_HOME"], stub.environ()["MTQA_CACHE"]) == (
        f"{tmp_path / 'runner-1'}/mtqa",
        f"{tmp_path / 'runner-1'}/mtqa/scores.sqlite3",
    )


def test_another_model_or_other_paths_have_keys_of_their_own(action, stub):
    """A key changes with what it stands for, and with nothing else."""
    stub("mtqa")

    def keys(**inputs):
        return [used.given["key"] for used in action({"version": "installed", **inputs}).used[:2]]

    model, scores = keys()
    assert keys() == [model, scores]
    assert keys(paths="content") == [model, keys(paths="content")[1]]
    assert keys(paths="content")[1] != scores
    assert keys(model="an/other")[0] != model


def test_folders_of_a_machine_are_left_alone(action, stub):
    """Without the caches mtqa's folders are those that it chooses, or that the job names."""
    stub("mtqa")
    done = action({"version": "installed", "cache": "false"})
    assert (done.code, done.used) == (0, [])
    assert not {"MTQA_HOME", "MTQA_CACHE"} & set(stub.environ())
    action({"version": "installed", "cache": "false"}, env={"MTQA_HOME": "/srv/mtqa"})
    assert stub.environ()["MTQA_HOME"] == "/srv/mtqa"


def test_the_rules_alone_need_no_model(action, stub):
    """With rules-only no model is installed and no cache is used."""
    calls = stub("mtqa")
    done = action()
    assert ([call[0] for call in calls()], done.used) == (["check"], [])


@pytest.mark.model
def test_with_the_language_model(action, model):
    """The whole way with the real model: the article is likely machine-translated."""
    done = action({"version": "installed", "cache": "false", "fail-on": "likely"})
    assert (done.code, done.outputs["passed"], int(done.outputs["suspicious"]) > 4) == (1, "false", True), done.log


def test_no_input_is_forgotten():
    """Each input is used by a step, each step's values come through its environment, and each output has a value."""
    text = ACTION.read_text(encoding="utf-8")
    described = yaml.safe_load(text)
    assert {name for name in described["inputs"] if f"inputs.{name}" not in text} == set()
    script = (ROOT / "ci" / "action.sh").read_text(encoding="utf-8")
    handed = set(re.findall(r"^ +(INPUT_\w+):", text, re.MULTILINE))
    assert handed == set(re.findall(r"\$\{?(INPUT_\w+)", script))
    assert all(
        about["description"].strip() for about in (*described["inputs"].values(), *described["outputs"].values())
    )


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("inputs.a == 'x' && inputs.b != 'true'", True),
        ("!(inputs.a == 'x') || inputs.b", ""),
        ("inputs.a == 'X'", True),
        ("steps.one.outputs.gone", ""),
        ("'it''s'", "it's"),
        ("success() && true", True),
    ],
)
def test_the_runner_evaluates_as_runners_do(runner, tmp_path, expression, value):
    """Expressions mean here what they mean there."""
    one = runner.Runner(ACTION, tmp_path, tmp_path)
    one._contexts = {"inputs": {"a": "x", "b": ""}, "steps": {"one": {"outputs": {}}}}
    assert one._evaluated(expression) == value


@pytest.mark.parametrize("expression", ["inputs.a ==", "fromJSON('x')", "inputs.c", "secrets.x", "1 + 1", "(inputs.a"])
def test_the_runner_refuses_what_it_does_not_know(runner, tmp_path, expression):
    """What is not understood is an error, and not taken for false."""
    one = runner.Runner(ACTION, tmp_path, tmp_path)
    one._contexts = {"inputs": {"a": "x", "b": ""}, "steps": {}}
    with pytest.raises(runner.NotUnderstoodError):
        one._evaluated(expression)
