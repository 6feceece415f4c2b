"""The first pass: a hash shuffle over the texts of the whole input, and the scoring of what comes more than once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa

from mtqa.checker import Checker
from mtqa.scale import pipeline
from mtqa.scale.chunks import Chunk, unpacked
from mtqa.scale.cluster import Share, bounded
from mtqa.scale.places import Place
from mtqa.scale.plan import Group
from mtqa.scale.repeats import COUNTS, name_of, repeated, texts_of, write
from mtqa.scale.source import Reading
from mtqa.scale.stages import checker_of, require, signature_of


@dataclass(frozen=True, slots=True)
class Saving:
    """What a first pass found.

    ``texts`` counts a text once for each partition that it stands in, ``copies`` those of them that stand in several,
    and ``repeated`` each of these once.
    """

    texts: int
    repeated: int
    copies: int

    def line(self) -> str:
        """Say it."""
        spared = self.copies - self.repeated
        share = spared / self.texts if self.texts else 0.0
        return (
            f"first pass: {self.repeated:,} texts stand in several partitions and were scored once; "
            f"that spares {spared:,} of {self.texts:,} scorings ({share:.1%})"
        )


def first_pass(
    groups: Sequence[Group], reading: Reading, judges: pipeline.Judges, share: Share, folder: Place, shards: int
) -> Saving:
    """Find the texts that stand in several partitions, score each once, and write the scores by shard.

    Raises:
        ModelError: the language model is missing, failed, or differs between workers.
        OutputError: the scores can't be written.
    """
    folder.make()
    folder.tidy()
    plain = Reading(reading.place, reading.settings, reading.characters)
    with bounded(share):
        chunks = pipeline.read(groups, plain, {})
        texts = pipeline.mapped(chunks, _texts, {"settings": judges.settings, "shards": shards}, share.lookers)
        counts = texts.groupby("shard", num_partitions=min(shards, 4 * share.workers)).map_groups(
            partial(_score, judges=judges, folder=folder),
            batch_format="pyarrow",
            concurrency=share.workers,
            **share.model,
        )
        total = Saving(0, 0, 0)
        for row in counts.iter_rows():
            total = Saving(total.texts + row["texts"], total.repeated + row["repeated"], total.copies + row["copies"])
    return total


def _texts(batch: pa.Table, settings: Any, shards: int) -> pa.Table:
    checker = checker_of(settings)
    return pa.concat_tables([texts_of(chunk, checker, shards) for chunk in unpacked(batch, Chunk)])


def _score(shard: pa.Table, judges: pipeline.Judges, folder: Place) -> pa.Table:
    """Score what is repeated in a shard, unless an earlier run has."""
    number = shard["shard"][0].as_py()
    found = repeated(shard)
    copies = _copies(shard)
    place = folder.child(name_of(number))
    if place.kind() != "file":
        checker = checker_of(judges.settings)
        require(judges.expected, signature_of(checker))
        write(place, found["text"].to_pylist(), found["key"].to_pylist(), partial(_measured, checker))
    row = {"shard": [number], "texts": [shard.num_rows], "repeated": [found.num_rows], "copies": [copies]}
    return pa.table(row, schema=COUNTS)


def _measured(checker: Checker, texts: Sequence[str]) -> list[bytes]:
    return [one.pack() for one in checker.measured(texts)]


def _copies(shard: pa.Table) -> int:
    """Return how many rows of a shard are one of several with their key."""
    counts = shard["key"].value_counts()
    return sum(n for n in counts.field("counts").to_pylist() if n > 1)
