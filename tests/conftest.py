"""What all tests share: the real language model, loaded once, and the command run as its users run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mtqa import lm
from mtqa.config import Settings

ROOT = Path(__file__).parent.parent
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Tests start hundreds of processes; where the environment forbids to keep compiled modules, each would compile them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Where tests run side by side, a thread that spins while it waits for another takes a core from other tests.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")


@pytest.fixture(scope="session")
def model():
    """Return the default language model, installed first where it is not."""
    return lm.load(Settings())


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    """Give each test a cache of its own."""
    monkeypatch.setenv("MTQA_CACHE", str(tmp_path / "cache" / "scores.sqlite3"))


@pytest.fixture
def mtqa(tmp_path):
    """Return a function that runs ``mtqa`` in its own process, in an empty folder unless told otherwise."""

    def run(*arguments, cwd=tmp_path, stdin=None, env=None):
        return subprocess.run(
            [sys.executable, "-m", "mtqa", *map(str, arguments)],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1", **(env or {})},
        )

    return run


@pytest.fixture(scope="session")
def browser():
    """Return a running Chromium: the one that MTQA_CHROMIUM names, else the first on the path."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("MTQA_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.skip("no Chromium: set MTQA_CHROMIUM to its path, or install chromium")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()
