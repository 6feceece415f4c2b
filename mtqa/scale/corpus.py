"""A run over a corpus: plans it, goes on from what is finished, drives the stages, and sums up."""

from __future__ import annotations

import dataclasses
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa.config import Settings
from mtqa.errors import ModelError, UsageError
from mtqa.lm import store
from mtqa.scale import pipeline
from mtqa.scale.cluster import Share, bounded, connected, in_a_line, is_connected, share
from mtqa.scale.deduplicating import first_pass
from mtqa.scale.journal import FOLDER as JOURNAL
from mtqa.scale.keeping import Filter, Kept, Unit
from mtqa.scale.output import Commit, Output
from mtqa.scale.places import Place
from mtqa.scale.plan import plan
from mtqa.scale.record import Finished, Record, finished
from mtqa.scale.repeats import FOLDER, shards_of
from mtqa.scale.source import Reading
from mtqa.scale.summing import Summary, sum_up

MAX_SIZE = 5.0
"""Mebibytes of a record above which it is put aside, where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is done; nothing here decides a result.

    Attributes:
        address: the Ray cluster; empty for one of one's own on this machine.
        workers: language models, or tasks where rules alone judge; 0 for as many as there are GPUs, or cores for.
        dashboard: serve Ray's dashboard, where the cluster is one's own.
        partition: characters of a partition; 0 for what suits the input.
        everywhere: look for repeated sentences in the whole input first, and score each of them once.
        keep: what to write again, for the cleaning of corpora; None for nothing.
    """

    address: str = ""
    workers: int = 0
    dashboard: bool = False
    partition: int = 0
    everywhere: bool = False
    keep: Filter | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, in bytes of the input; what was finished before it began is in ``before``."""

    partitions: int
    consumed: int
    total: int
    before: int
    documents: int
    sentences: int
    aside: int
    seconds: float

    @property
    def rate(self) -> float:
        """Sentences that were judged in this run, a second."""
        return self.sentences / self.seconds if self.seconds > 0 else 0.0

    @property
    def remaining(self) -> float | None:
        """Seconds that are left at this rate; None while there is none."""
        done = self.consumed - self.before
        return (self.total - self.consumed) * self.seconds / done if done > 0 else None


def check_corpus(
    source: str,
    output: str,
    settings: Settings | None = None,
    options: Options | None = None,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    say: Callable[[str], None] = lambda _: None,
) -> Summary:
    """Check a corpus on Ray, and write what is found as partitions of Parquet.

    Finished partitions of an earlier run over the same input, with the same settings, are taken over.

    Args:
        source: a file or folder, or a URI of one that pyarrow or fsspec opens.
        output: the folder to write to, or its URI.
        settings: what is asked for.
        options: how it is done.
        progress: is told of each partition that is finished.
        say: is told, in a line, what is going on.

    Returns:
        what was found, summed up over all partitions.

    Raises:
        UsageError: the input, the output or the options can't be used, or do not fit what is there already.
        NothingCheckedError: not a single sentence was judged.
        OutputError: the output can't be written.
        ModelError: the language model is missing, failed, or is not the same on all workers.
    """
    return _Run(source, output, settings or Settings(), options or Options(), progress, say).go()


def absolute(settings: Settings) -> Settings:
    """Return settings whose paths mean the same to workers, which run in other folders.

    Raises:
        UsageError: something is asked for that a corpus is not checked for.
    """
    for name, value in (("source", settings.source), ("baseline", settings.baseline), ("diff", settings.diff)):
        if value:
            raise UsageError(f"{name} is for mtqa check; a corpus is checked without")
    rooted: dict[str, Any] = {
        name: tuple(
            dataclasses.replace(each, root=str(Path(each.root or ".").absolute())) for each in getattr(settings, name)
        )
        for name in ("files", "suppress")
    }
    for name in ("detector", "calibration"):
        if value := getattr(settings, name):
            rooted[name] = _whole(value)
    if Path(settings.model).is_dir():
        rooted["model"] = _whole(settings.model)
    return settings.replace(**rooted, rules=tuple(map(_whole, settings.rules)), offline=True)


def _whole(path: str) -> str:
    return str(Path(path).absolute())


class _Run:
    """One run."""

    def __init__(
        self,
        source: str,
        output: str,
        settings: Settings,
        options: Options,
        progress: Callable[[Progress], None],
        say: Callable[[str], None],
    ) -> None:
        self._asked, self._settings, self._options = settings, absolute(settings), options
        self._progress, self._say = progress, say
        self._begun = time.monotonic()
        if options.keep is not None:
            options.keep.check(rules_only=settings.rules_only)
        if options.everywhere and (settings.rules_only or settings.quick):
            raise UsageError("a first pass over the input saves full scoring, which neither rules-only nor quick do")
        self._output = Output(Place.of(output), settings.tokens, options.keep)
        self._plan = plan(source, self._settings, self._output.root)
        self._warned = False

    def go(self) -> Summary:
        """Do all of it."""
        options, settings = self._options, self._settings
        workers = options.workers or os.cpu_count() or 1
        threads = settings.jobs or 1
        self._output.make()
        own = not options.address and not os.environ.get("RAY_ADDRESS") and not is_connected()
        if own and not settings.rules_only:
            self._install()
        with connected(options.address, workers * threads, dashboard=options.dashboard), in_a_line():
            taken = share(options.workers, threads, settings.device, rules_only=settings.rules_only, own=own)
            settings = settings.replace(jobs=threads)
            reading = self._begin(taken)
            done = finished(self._output, self._say)
            expected = done.signature or self._expected(settings, taken, own=own)
            judges = pipeline.Judges(settings, expected, notes=self._output.folder(JOURNAL))
            saving = None
            if options.everywhere:
                shards = shards_of(self._plan.size)
                saving = first_pass(self._plan.groups, reading, judges, taken, self._output.folder(FOLDER), shards)
                self._say(saving.line())
                judges = dataclasses.replace(judges, repeats=self._output.folder(FOLDER), shards=shards)
            left = [group for group in self._plan.groups if group.number not in done.groups]
            if left:
                self._drive(left, reading, done, judges, taken)
        seconds = time.monotonic() - self._begun
        return sum_up(self._output, self._plan, self._settings, seconds=seconds, saving=saving)

    def _expected(self, settings: Settings, taken: Share, *, own: bool) -> str:
        """Return the signature that workers must have: that of one of them, where they may be of several machines."""
        return "" if own else pipeline.signature(settings, taken)

    def _install(self) -> None:
        """Install the language model where the run is on this machine alone, as a check does."""
        model = self._settings.model
        if model == "fake" or store.find(model) is not None:
            return
        if self._asked.offline:
            raise ModelError(f"{store.missing(model)} (this run is offline)")
        store.install(model, self._say)

    def _begin(self, taken: Share) -> Reading:
        """Note what the run is, or make sure that it is the one that is there."""
        scored = not self._settings.rules_only
        record = Record(self._output, self._plan, self._settings)
        characters = record.begin(
            self._options.partition or self._plan.partition(taken.workers, scored=scored),
            chosen=bool(self._options.partition),
            say=self._say,
        )
        keeps_rows = self._options.keep is not None and self._options.keep.unit is Unit.DOCUMENT
        return Reading(self._plan.source, self._settings, characters, originals=keeps_rows)

    def _drive(
        self,
        groups: list[Any],
        reading: Reading,
        done: Finished,
        judges: pipeline.Judges,
        taken: Share,
    ) -> None:
        """Run the stages over what is left."""
        before = self._plan.size - sum(group.size for group in groups)
        state = Progress(0, before, self._plan.size, before, 0, 0, 0, 0.0)
        kept = Kept(0, 0)
        begun = time.monotonic()
        self._progress(state)
        with bounded(taken):
            chunks = pipeline.read(groups, reading, done.partitions)
            commits = pipeline.committed(chunks, judges, self._output, taken)
            for row in commits.iter_rows():
                commit = Commit.from_json(row["record"], row["partition"])
                numbers = commit.counts.numbers
                state = Progress(
                    state.partitions + 1,
                    state.consumed + int(numbers["consumed"]),
                    state.total,
                    before,
                    state.documents + numbers["documents"],
                    state.sentences + numbers["judged"],
                    state.aside + numbers["records"] - numbers["documents"],
                    time.monotonic() - begun,
                )
                self._progress(state)
                kept = Kept(kept.kept + numbers["kept"], kept.total + numbers["of"])
                self._warn(kept)

    def _warn(self, kept: Kept) -> None:
        """Say early, once, that a filter keeps almost nothing or almost everything."""
        choice = self._options.keep
        line = kept.warning(choice.unit.value) if choice is not None and not self._warned else ""
        if line:
            self._warned = True
            self._say(f"warning, so far: {line}")
