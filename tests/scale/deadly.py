"""Checks a corpus on workers that are killed by some of its records: one in the rules, one in the language model.

python deadly.py SOURCE OUTPUT
"""

from __future__ import annotations

import os
import sys

import ray

import mtqa.scale
from mtqa.checker import Checker
from tests.scale.conftest import FAKE


def setup() -> None:
    """Make the checker of a worker end its process at some words, as a fault in a library would."""
    read, judge = Checker.read, Checker.judge

    def deadly_read(self, document):
        if "deadly to rules" in document.source:
            os._exit(139)
        return read(self, document)

    def deadly_judge(self, reads):
        if any("deadly to models" in each.document.source for each in reads):
            os._exit(137)
        return judge(self, reads)

    Checker.read, Checker.judge = deadly_read, deadly_judge


def main(source: str, output: str) -> None:
    """Do it."""
    environment = {"worker_process_setup_hook": setup}
    ray.init(address="local", num_cpus=4, include_dashboard=False, log_to_driver=False, runtime_env=environment)
    mtqa.scale.check_corpus(source, output, FAKE, mtqa.scale.Options(workers=1, partition=3_000))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
