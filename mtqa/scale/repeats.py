"""The first pass of global deduplication: texts that stand in several partitions are found and scored once.

Each partition gives the keys of its texts, distinct already; a hash shuffle brings equal keys together, shard by shard.
What comes twice is scored and written, in the order of the keys, to a file of Arrow that workers map into memory: a
look-up is a binary search, and the pages that nobody asks for are never read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from mtqa.cache import key
from mtqa.checker import Checker
from mtqa.document import Document
from mtqa.scale.chunks import Chunk
from mtqa.scale.places import Place

FOLDER = "_run/repeats"
_LEAST = 16
_SHARD_BYTES = 32 << 20
_WIDTH = 16
_TEXTS = pa.schema([("shard", pa.int32()), ("key", pa.binary(_WIDTH)), ("text", pa.large_string())])
_SCORED = pa.schema([("key", pa.binary(_WIDTH)), ("value", pa.large_binary())])
COUNTS = pa.schema([("shard", pa.int32()), ("texts", pa.int64()), ("repeated", pa.int64()), ("copies", pa.int64())])
"""What became of a shard: how many texts partitions gave, and how many of them are in its file."""
_BATCH = 256


def name_of(shard: int) -> str:
    """Return the name of a shard's file."""
    return f"shard-{shard:05}.arrow"


def shards_of(size: int) -> int:
    """Return how many shards an input of so many bytes needs, so that each of them fits into memory easily."""
    return max(_LEAST, -(-size // _SHARD_BYTES))


def texts_of(chunk: Chunk, checker: Checker, shards: int) -> pa.Table:
    """Return the distinct texts of a chunk that the language model is asked about, with their keys and shards."""
    found: dict[str, None] = {}
    for record in chunk.records:
        if isinstance(record.what, Document):
            with suppress(Exception):  # it is put aside, with the reason, in the pass that judges
                found.update(dict.fromkeys(checker.due(record.what)))
    texts = list(found)
    keys = [key(text) for text in texts]
    return pa.table({"shard": [_shard_of(each, shards) for each in keys], "key": keys, "text": texts}, schema=_TEXTS)


def _shard_of(key: bytes, shards: int) -> int:
    return int.from_bytes(key[:8], "little") % shards


def repeated(shard: pa.Table) -> pa.Table:
    """Return, of the texts of a shard, those that several partitions gave, in the order of their keys."""
    keys = np.frombuffer(b"".join(shard["key"].to_pylist()), dtype=f"S{_WIDTH}") if shard.num_rows else _NO_KEYS
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    same = ranked[1:] == ranked[:-1]
    first = np.concatenate(([True], ~same)) & np.concatenate((same, [False])) if len(ranked) else np.zeros(0, bool)
    return shard.take(pa.array(order[first]))


_NO_KEYS = np.zeros(0, dtype=f"S{_WIDTH}")


def write(
    place: Place, texts: Sequence[str], keys: Sequence[bytes], measured: Callable[[Sequence[str]], list[bytes]]
) -> None:
    """Score texts, batch by batch, and write what that gives under their keys."""

    def fill(stream: Any) -> None:
        with pa.ipc.new_file(stream, _SCORED) as writer:
            for at in range(0, len(texts), _BATCH):
                values = measured(texts[at : at + _BATCH])
                columns = [pa.array(keys[at : at + _BATCH], pa.binary(_WIDTH)), pa.array(values, pa.large_binary())]
                writer.write_batch(pa.record_batch(columns, schema=_SCORED))

    place.write(fill)


class Repeats:
    """What the first pass scored, as a `mtqa.measurer.Store`."""

    def __init__(self, folder: Place, shards: int) -> None:
        self._folder, self._shards = folder, shards
        self._opened: dict[int, _Shard | None] = {}

    def get(self, texts: Sequence[str]) -> dict[str, bytes]:
        """Return what was scored of these texts."""
        found: dict[str, bytes] = {}
        for text in texts:
            name = key(text)
            shard = self._shard(_shard_of(name, self._shards))
            value = None if shard is None else shard.value(name)
            if value is not None:
                found[text] = value
        return found

    def _shard(self, number: int) -> _Shard | None:
        if number not in self._opened:
            self._opened[number] = _open(self._folder.child(name_of(number)))
        return self._opened[number]


class _Shard:
    """One file of scored texts: its keys in memory, its values mapped."""

    def __init__(self, table: pa.Table) -> None:
        self._keys = np.frombuffer(b"".join(table["key"].to_pylist()), dtype=f"S{_WIDTH}") if len(table) else _NO_KEYS
        self._values = table["value"]

    def value(self, key: bytes) -> bytes | None:
        wanted = np.frombuffer(key, dtype=f"S{_WIDTH}")[0]
        at = int(np.searchsorted(self._keys, wanted))
        if at == len(self._keys) or self._keys[at] != wanted:
            return None
        value: bytes = self._values[at].as_py()
        return value


def _open(place: Place) -> _Shard | None:
    """Open a shard, from a copy here where it lies elsewhere; None where nothing in it was repeated."""
    if place.kind() != "file":
        return None
    path = place.path
    if not place.local:
        copy = Path(tempfile.mkdtemp(prefix="mtqa-repeats-")) / place.path.rpartition("/")[2]
        copy.write_bytes(place.read())
        path = str(copy)
    return _Shard(pa.ipc.open_file(pa.memory_map(path)).read_all())
