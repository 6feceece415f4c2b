"""Runs commands for tests: a process that has imported what most commands import, and forks for each of them.

Imports are most of a short command's time, and tests run hundreds. Each child is a process of its own with the real
entry point, its own folder, environment and streams, and ends as Python ends. It reads a request a line, as JSON, and
answers with the exit code:

    {"arguments": [...], "cwd": ..., "env": {...}, "stdin": ..., "stdout": ..., "stderr": ...}
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys

import mtqa.cli

MODULES = """
mtqa.cli.check_command mtqa.cli.display mtqa.cli.ending mtqa.cli.outputs mtqa.pipeline mtqa.report mtqa.report.html
mtqa.rules.catalogue mtqa.items mtqa.readers.markdown mtqa.readers.tables.jsonl mtqa.gate.baseline
""".split()


def main() -> None:
    """Answer requests until there are no more."""
    for name in [*MODULES, *sys.argv[1:]]:
        importlib.import_module(name)
    gc.freeze()
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    for line in sys.stdin:
        request = json.loads(line)
        pid = os.fork()
        if not pid:
            answers.close()
            _become(request)
            mtqa.cli.main()
        _, status = os.waitpid(pid, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")


def _become(request: dict) -> None:
    """Take on the folder, the environment and the streams of a command."""
    for number, (name, flags) in enumerate(
        (("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY | os.O_TRUNC), ("stderr", os.O_WRONLY | os.O_TRUNC))
    ):
        file = os.open(request[name], flags)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - what was read ahead is another's
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = ["mtqa", *request["arguments"]]


if __name__ == "__main__":
    main()
