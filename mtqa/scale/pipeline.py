"""The stages as a dataset of Ray: reading, looking, judging, committing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa
import ray
from ray.data import ActorPoolStrategy, Dataset, TaskPoolStrategy

from mtqa.config import Settings
from mtqa.scale.chunks import Chunk, packed, unpacked
from mtqa.scale.cluster import READER_CPUS, RULES_MEMORY, Share
from mtqa.scale.output import Output, commit_all, committed_rows
from mtqa.scale.places import Place
from mtqa.scale.plan import Group
from mtqa.scale.source import Corpus, Reading
from mtqa.scale.stages import Judging, checker_of, look_at, looked, signature_of

_READERS = 16
"""Files that are read at once."""


@dataclass(frozen=True, slots=True)
class Judges:
    """How chunks are judged: settings, the signature to keep to, what a first pass scored, where the journal is."""

    settings: Settings
    expected: str
    repeats: Place | None = None
    shards: int = 0
    notes: Place | None = None


def read(groups: Sequence[Group], reading: Reading, done: Mapping[int, frozenset[str]]) -> Dataset:
    """Return the chunks of groups that are not done yet.

    Readers, lookers and writers ask for no core where models are: after the loss of a node these may hold all of them,
    and wait for chunks that nobody could read. How many there are at once is what bounds them.
    """
    corpus = Corpus(groups, reading, done)
    cpus = READER_CPUS if reading.settings.rules_only else 0
    return ray.data.read_datasource(corpus, num_cpus=cpus, concurrency=_READERS, override_num_blocks=corpus.tasks)


def judged(chunks: Dataset, judges: Judges, share: Share) -> Dataset:
    """Return the chunks, judged: by rules in tasks, or by models that actors hold."""
    settings = judges.settings
    if settings.rules_only:
        return mapped(chunks, judge_by_rules, {"judges": judges}, share.workers, memory=RULES_MEMORY)
    looking = mapped(chunks, look_at, {"settings": settings, "notes": judges.notes}, share.lookers, cpus=0)
    return looking.map_batches(
        Judging,
        fn_constructor_kwargs={
            "settings": settings,
            "expected": judges.expected,
            "repeats": judges.repeats,
            "shards": judges.shards,
            "notes": judges.notes,
        },
        batch_size=1,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(size=share.workers, max_tasks_in_flight_per_actor=2),
        **share.model,
    )


def committed(chunks: Dataset, judges: Judges, output: Output, share: Share) -> Dataset:
    """Return the commit records of chunks that are judged and written, in the order in which they are finished."""
    if judges.settings.rules_only:  # in one task, since handing results over takes as long as writing them
        return mapped(
            chunks, _commit_by_rules, {"judges": judges, "output": output}, share.workers, memory=RULES_MEMORY
        )
    most = max(1, share.workers // 64)
    return mapped(judged(chunks, judges, share), commit_all, {"output": output}, most, cpus=0)


def _commit_by_rules(batch: pa.Table, judges: Judges, output: Output) -> pa.Table:
    judging = _judging(judges)
    seen = (looked(chunk, judging.checker, judges.notes) for chunk in unpacked(batch, Chunk))
    return committed_rows(output.commit(judging.judged(each)) for each in seen)


def judge_by_rules(batch: pa.Table, judges: Judges) -> pa.Table:
    """Look at and judge the chunks of a batch, in a task of Ray Data."""
    judging = _judging(judges)
    chunks = unpacked(batch, Chunk)
    return pa.concat_tables(
        [packed(each.name, judging.judged(looked(each, judging.checker, judges.notes))) for each in chunks]
    )


def _judging(judges: Judges) -> Judging:
    """Return what judges in this process, which a worker keeps from chunk to chunk."""
    judging = _kept(judges.settings, judges.expected)
    judging.notes = judges.notes
    return judging


@lru_cache(maxsize=2)
def _kept(settings: Settings, expected: str) -> Judging:
    return Judging(settings, expected)


def signature(settings: Settings, share: Share) -> str:
    """Ask a worker of the cluster what its scores depend on.

    Raises:
        ModelError: the language model is missing or can't be loaded there.
    """
    asked = ray.remote(_signature).options(max_retries=1, **share.model)
    found: str = ray.get(asked.remote(settings))
    return found


def _signature(settings: Settings) -> str:
    return signature_of(checker_of(settings))


def mapped(
    dataset: Dataset, act: Any, arguments: dict[str, Any], most: int, *, cpus: float = 1, memory: int = 0
) -> Dataset:
    """Return what tasks make of a dataset's rows, one by one, so many of them at once."""
    more = {"memory": memory} if memory else {}
    return dataset.map_batches(
        act,
        fn_kwargs=arguments,
        batch_size=1,
        batch_format="pyarrow",
        compute=TaskPoolStrategy(size=most),
        num_cpus=cpus,
        **more,
    )
