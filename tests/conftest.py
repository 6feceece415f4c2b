"""What all tests share: the real language model, loaded once, and the command run as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mtqa import lm
from mtqa.config import Settings

ROOT = Path(__file__).parent.parent


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
