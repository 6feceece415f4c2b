"""The other commands, and the command line itself."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from mtqa.cli import _COMMANDS

OPTIONS = ["include", "exclude", "hidden", "max-size", "text-field", "fail-on", "max-suspicious", "rules-only"]
OPTIONS += ["select", "ignore", "rules", "model", "offline", "device", "dtype", "jobs", "tokens", "detector", "config"]


def test_help_names_every_command(mtqa):
    """`mtqa --help` lists each command, and each command has help of its own."""
    done = mtqa("--help")
    assert done.returncode == 0
    for name, summary in _COMMANDS.items():
        assert re.search(rf"^  {name}\s+{re.escape(summary)}", done.stdout, re.MULTILINE)
        assert mtqa(name, "--help").returncode == 0


def test_help_imports_nothing_heavy():
    """`mtqa --help` imports neither torch nor numpy nor the rules."""
    code = (
        "import sys; sys.argv = ['mtqa', '--help']; from mtqa.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "bad = {'torch', 'transformers', 'numpy', 'rich', 'mtqa.rules'} & set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize("option", OPTIONS)
def test_every_setting_is_an_option(mtqa, option):
    """`mtqa check --help` shows each setting."""
    assert f"--{option}" in mtqa("check", "--help").stdout


def test_version(mtqa):
    """`mtqa --version` prints the version."""
    assert re.fullmatch(r"mtqa \d+\.\d+\.\d+\n", mtqa("--version").stdout)


def test_an_unknown_command_ends_with_2(mtqa):
    """A command that does not exist is wrong usage."""
    assert mtqa("chekc").returncode == 2


def test_evaluate_needs_one_place(mtqa, tmp_path):
    """`mtqa evaluate` without a folder, or with both, or on a folder without labels says what it needs."""
    assert mtqa("evaluate").returncode == 2
    assert mtqa("evaluate", "a", "--data", "b").returncode == 2
    done = mtqa("evaluate", tmp_path)
    assert (done.returncode, "labels.jsonl" in done.stderr) == (2, True)
    done = mtqa("evaluate", "--data", tmp_path)
    assert (done.returncode, "is missing" in done.stderr) == (2, True)


def test_an_internal_error_is_one_line(mtqa, tmp_path, monkeypatch):
    """Whatever goes wrong inside ends with 3 and one line, not with a traceback."""
    code = (
        "import mtqa.cli, mtqa.cli.rules_command, sys\n"
        "def broken(**_): raise RuntimeError('gone wrong')\n"
        "mtqa.cli.rules_command.list_rules.callback = broken\n"
        "sys.argv = ['mtqa', 'rules', 'list']; mtqa.cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "gone wrong" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.model
def test_doctor_finds_this_installation_sound(mtqa, model):
    """`mtqa doctor` passes on a machine where the tests run."""
    done = mtqa("doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "known answers" in done.stdout
    assert model.name in done.stdout


@pytest.mark.model
def test_model_commands(mtqa, model):
    """list, path, verify and a second install agree on the installed model."""
    name = model.name.partition("@")[0]
    assert model.name in mtqa("model", "list").stdout
    assert name in mtqa("model", "path").stdout
    assert mtqa("model", "verify").returncode == 0
    assert "is installed" in mtqa("model", "install").stdout
