"""What all tests share: the real language model, loaded once, and the command run as its users run it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mtqa import lm
from mtqa.config import Settings
from mtqa.lm import kernels

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
# In the background of a shell Ctrl-C is ignored, which the processes that tests interrupt would inherit.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
# Where tests run side by side, a thread that spins while it waits for another takes a core from other tests.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
# Before any test computes with PyTorch: later it is too late.
kernels.pin()


@pytest.fixture(scope="session")
def model():
    """Return the default language model, installed first where it is not."""
    return lm.load(Settings())


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    """Give each test a cache of its own."""
    monkeypatch.setenv("MTQA_CACHE", str(tmp_path / "cache" / "scores.sqlite3"))


class Forking:
    """Runs commands in forks of a process that has imported most of mtqa, which saves each of them a second."""

    def __init__(self, *modules):
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "forking.py"), *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def run(self, arguments, cwd, stdin, env, folder):
        """Run a command, and return what `subprocess.run` returns."""
        names = {name: folder / name for name in ("stdin", "stdout", "stderr")}
        for path in names.values():
            path.write_text("", encoding="utf-8")
        if stdin is not None:
            names["stdin"].write_text(stdin, encoding="utf-8", newline="")
        request = {name: str(path) for name, path in names.items()} | {"cwd": str(cwd), "env": env}
        self._process.stdin.write(json.dumps({**request, "arguments": arguments}) + "\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        out, err = (names[name].read_text(encoding="utf-8") for name in ("stdout", "stderr"))
        return subprocess.CompletedProcess(["mtqa", *arguments], code, out, err)

    def stop(self):
        """End the process."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="session")
def forking():
    """Return what runs commands in forks."""
    running = Forking()
    yield running
    running.stop()


@pytest.fixture
def mtqa(tmp_path, tmp_path_factory, forking):
    """Return a function that runs ``mtqa`` in its own process, in an empty folder unless told otherwise.

    What looks at the start of a process, or at its variables for Python, gets one that is started anew (``anew``).
    """

    def run(*arguments, cwd=tmp_path, stdin=None, env=None, anew=False):
        arguments = [*map(str, arguments)]
        own = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", "NO_COLOR": "1", **(env or {})}
        if not anew and all(name.startswith("MTQA_") for name in env or {}):
            return forking.run(arguments, cwd, stdin, own, tmp_path_factory.mktemp("streams"))
        return subprocess.run(
            [sys.executable, "-m", "mtqa", *arguments],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
            env=own,
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
