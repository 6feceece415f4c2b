"""What the tests of integrations share: the sample repository, git without anybody's settings, and the runner."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="session")
def runner():
    """Return the module that runs a composite action."""
    spec = importlib.util.spec_from_file_location("integration_runner", HERE / "runner.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def environment(tmp_path):
    """Return an environment in which the mtqa of these tests is on PATH and git knows an author and nothing else."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "CI_"))},
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "GIT_CONFIG_GLOBAL": str(tmp_path / "no-gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A. Writer",
        "GIT_AUTHOR_EMAIL": "writer@example.org",
        "GIT_COMMITTER_NAME": "A. Writer",
        "GIT_COMMITTER_EMAIL": "writer@example.org",
    }


@pytest.fixture
def run(environment):
    """Return a function that runs a command and gives its code, its output and its errors."""

    def start(*command, cwd, env=None):
        return subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env={**environment, **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )

    return start


@pytest.fixture
def commit(run):
    """Return a function that commits all that is in a folder, a repository from then on, and gives the revision."""

    def make(folder, message="Change"):
        if not (folder / ".git").exists():
            _well(run("git", "init", "--quiet", "--initial-branch=main", cwd=folder))
        _well(run("git", "add", "--all", cwd=folder))
        _well(run("git", "commit", "--quiet", "--no-verify", "--message", message, cwd=folder))
        return _well(run("git", "rev-parse", "HEAD", cwd=folder)).stdout.strip()

    return make


@pytest.fixture
def sample(tmp_path):
    """Return a copy of the sample repository: one article that a machine translated, and three good files."""
    return Path(shutil.copytree(HERE / "sample", tmp_path / "sample"))


def _well(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return done
