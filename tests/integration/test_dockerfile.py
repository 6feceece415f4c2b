"""The Dockerfile, read instruction by instruction: a container that builds from what is there and runs without root."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
KNOWN = set(
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split()
)


def instructions():
    """Return the instructions with their arguments, continued lines joined and comments left out."""
    lines = [
        line for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [tuple(line.split(None, 1)) for line in joined.splitlines() if line.strip()]


FOUND = instructions()


def is_ignored(path):
    """Tell whether .dockerignore keeps a path out: the last pattern that matches it, or a folder of it, wins."""
    ignored = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern = re.escape(line.removeprefix("!")).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
            if re.match(rf"{pattern}(?:/|$)", path):
                ignored = not line.startswith("!")
    return ignored


def _all(name):
    return [arguments for instruction, arguments in FOUND if instruction == name]


def test_every_instruction_is_known():
    """There is nothing else in the file, it begins with its base, and nothing is fetched by address."""
    assert {instruction for instruction, _ in FOUND} <= KNOWN
    assert FOUND[0] == ("FROM", "python:3.11-slim")
    assert _all("ADD") == []
    assert "://" not in " ".join(arguments for _, arguments in FOUND)


def test_it_runs_without_root():
    """The last user before the entry point is one that the file makes, and is not root."""
    names = [instruction for instruction, _ in FOUND]
    user = _all("USER")[-1]
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert user.split(":")[0] not in ("root", "0")
    assert any(re.search(rf"\buseradd .*--uid [1-9]\d{{3,}} {user}\b", command) for command in _all("RUN"))


def test_the_entry_point_is_a_list():
    """The entry point gets signals and arguments itself, without a shell between."""
    assert [json.loads(arguments) for arguments in _all("ENTRYPOINT")] == [["mtqa"]]
    assert [json.loads(arguments) for arguments in _all("CMD")] == [["--help"]]


def test_what_is_copied_is_there_and_not_ignored():
    """Each source exists and reaches the build; nothing else does that the image does not need."""
    sources = [source for arguments in _all("COPY") for source in arguments.split()[:-1]]
    assert [source for source in sources if not (ROOT / source).exists() or is_ignored(source)] == []
    others = (".git/HEAD", ".venv/bin/python", "tests/conftest.py", "corpora/README.md", "mtqa/__pycache__/a.pyc")
    assert [other for other in others if not is_ignored(other)] == []
    assert not is_ignored("mtqa/rules/rates.json")


def test_what_hatchling_reads_is_copied():
    """The package can be built from what is copied: its readme, its licence and its version."""
    sources = {source for arguments in _all("COPY") for source in arguments.split()[:-1]}
    assert {"pyproject.toml", "README.md", "LICENSE", "mtqa"} <= sources


def test_every_command_is_valid_shell():
    """The shell of the image can read each command."""
    for command in _all("RUN"):
        done = subprocess.run(["sh", "-n", "-c", command], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), command


def test_no_cache_stays_in_a_layer():
    """What installs removes its caches in the same layer."""
    for command in _all("RUN"):
        assert ("apt-get install" in command) <= ("rm -rf /var/lib/apt/lists/*" in command)
        assert ("pip install" in command) <= ("--no-cache-dir" in command)


def test_the_model_lies_in_a_volume():
    """The folder of the model and the scores is a volume, declared after all that writes to it."""
    (home,) = [value for name, _, value in (pair.partition("=") for pair in _all("ENV")) if name == "MTQA_HOME"]
    assert [json.loads(arguments) for arguments in _all("VOLUME")] == [[home]]
    names = [instruction for instruction, _ in FOUND]
    assert names.index("VOLUME") > max(i for i, name in enumerate(names) if name == "RUN")
