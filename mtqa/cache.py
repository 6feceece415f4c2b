"""Keeps what scoring a text gave, so that no text is scored twice: one SQLite file that processes can share.

Values are bytes under keys of 16 bytes; what they mean is their owner's business. A run that is killed loses nothing
that was put before: each call of `Cache.put` is a transaction in a write-ahead log. Whatever goes wrong with the file
costs speed, never a run: a damaged one is set aside and begun anew, and where it can't be written the run goes on
without.
"""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from mtqa.errors import CacheError
from mtqa.lm import store

FORMAT = 1
"""Version of the file's layout; a file of another version is begun anew."""

T = TypeVar("T")

_DAY = 86_400
_FEWER = 0.8  # of the limit: what is left when it was passed
_WAIT = 10.0  # seconds for another process's transaction
_AT_ONCE = 500  # keys in one question
_SCHEMA = """
    CREATE TABLE entries (key BLOB PRIMARY KEY, day INTEGER NOT NULL, value BLOB NOT NULL);
    CREATE INDEX by_day ON entries (day);
    CREATE TABLE names (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def location() -> Path:
    """Return the cache's file: ``$MTQA_CACHE``, else ``scores.sqlite3`` in the store's folder."""
    chosen = os.environ.get("MTQA_CACHE")
    return Path(chosen).expanduser() if chosen else store.home() / "scores.sqlite3"


def key(*parts: str) -> bytes:
    """Return the key of something that these strings decide: 16 bytes of a BLAKE2b hash."""
    digest = blake2b(digest_size=16)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "little") + encoded)
    return digest.digest()


@dataclass(frozen=True, slots=True)
class Info:
    """What a cache holds; ``size`` is the file's, in bytes."""

    path: Path
    entries: int
    size: int


class Cache:
    """A store of bytes by key, with a limit of size beyond which what was not used for longest goes."""

    def __init__(self, path: Path, limit: int, warn: Callable[[str], None] = lambda _: None) -> None:
        """Open the file, or make it.

        Args:
            path: the file; its folder is made.
            limit: bytes above which the entries that were not used for longest are dropped.
            warn: is told, once, why the cache is begun anew or not used.
        """
        self.path = path
        self.limit = limit
        self._warn = warn
        self._open: sqlite3.Connection | None = None
        self._begin(again=True)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values of those keys that are there; a value that is not as it was put counts as absent."""

        def read(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            found, stale, today = {}, [], _today()
            for part in _parts(keys):
                question = f"SELECT key, day, value FROM entries WHERE key IN ({','.join('?' * len(part))})"  # noqa: S608
                for name, day, value in connection.execute(question, part):
                    if zlib.crc32(value[4:]) == int.from_bytes(value[:4], "little"):
                        found[name] = value[4:]
                        stale += [name] if day < today else []
            if stale:
                with connection:
                    connection.executemany(
                        "UPDATE entries SET day = ? WHERE key = ?", [(today, name) for name in stale]
                    )
            return found

        return self._try(read, {})

    def put(self, values: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values, all or none of them."""
        rows = [(name, _today(), zlib.crc32(value).to_bytes(4, "little") + value) for name, value in values]

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", rows)
            self._evict(connection)

        if rows:
            self._try(write, None)

    def name(self, name: str) -> str | None:
        """Return what was noted under a name, or None."""

        def read(connection: sqlite3.Connection) -> str | None:
            row = connection.execute("SELECT value FROM names WHERE name = ?", (name,)).fetchone()
            return None if row is None else str(row[0])

        return self._try(read, None)

    def note(self, name: str, value: str) -> None:
        """Note a short text under a name."""

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.execute("INSERT OR REPLACE INTO names VALUES (?, ?)", (name, value))

        self._try(write, None)

    def close(self) -> None:
        """Close the file; the cache can't be used any more."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _begin(self, *, again: bool) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._open = _connect(self.path)
        except (sqlite3.Error, OSError) as error:
            self._failed(error, again=again)

    def _try(self, act: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        if self._open is None:
            return otherwise
        try:
            return act(self._open)
        except sqlite3.Error as error:
            self._failed(error, again=True)
            return otherwise

    def _failed(self, error: Exception, *, again: bool) -> None:
        """Set a damaged file aside and begin anew, or go on without the cache."""
        self.close()
        damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        if damaged and again:
            aside = self.path.with_name(f"{self.path.name}.damaged")
            try:
                self.path.replace(aside)
                for tail in ("-wal", "-shm"):
                    self.path.with_name(self.path.name + tail).unlink(missing_ok=True)
            except OSError as refusal:
                self._warn(
                    f"the cache {self.path} is damaged and can't be moved ({refusal.strerror}); going on without it"
                )
                return
            self._warn(f"the cache was damaged ({error}); it was moved to {aside} and begun anew")
            self._begin(again=False)
            return
        self._warn(f"the cache {self.path} can't be used ({error}); going on without it")

    def _evict(self, connection: sqlite3.Connection) -> None:
        size = _used(connection)
        if size <= self.limit:
            return
        (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
        surplus = int(count * (1 - _FEWER * self.limit / size)) + 1
        with connection:
            connection.execute(
                "DELETE FROM entries WHERE key IN (SELECT key FROM entries ORDER BY day LIMIT ?)", (surplus,)
            )
        connection.execute("PRAGMA incremental_vacuum")


def info(path: Path) -> Info:
    """Tell what a cache holds; nothing where there is none.

    Raises:
        CacheError: the file can't be read as a cache.
    """
    if not path.exists():
        return Info(path, 0, 0)
    try:
        with closing(_connect(path)) as connection:
            (count,) = connection.execute("SELECT count(*) FROM entries").fetchone()
    except sqlite3.Error as error:
        raise CacheError(f"{path} can't be read as a cache ({error}); remove it with 'mtqa cache clear'") from error
    return Info(path, count, _size(path))


def clear(path: Path) -> int:
    """Remove a cache and what lies beside it; return how many bytes that freed.

    Raises:
        CacheError: it can't be removed.
    """
    freed = 0
    for file in (path, *(path.with_name(path.name + tail) for tail in ("-wal", "-shm", ".damaged"))):
        try:
            size = file.stat().st_size
            file.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise CacheError(f"{file} can't be removed: {error.strerror}") from error
        freed += size
    return freed


def _connect(path: Path) -> sqlite3.Connection:
    """Open a cache's file, and make its tables where it is new or of another version."""
    connection = sqlite3.connect(path, timeout=_WAIT, check_same_thread=False)
    try:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != FORMAT:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version != FORMAT:  # no other process was faster
                    for table in ("entries", "names"):
                        connection.execute(f"DROP TABLE IF EXISTS {table}")
                    for statement in _SCHEMA.split(";"):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version = {FORMAT}")
    except BaseException:
        connection.close()
        raise
    return connection


def _used(connection: sqlite3.Connection) -> int:
    """Return the bytes that the entries and tables take; pages that are free don't count."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _size(path: Path) -> int:
    wal = path.with_name(path.name + "-wal")
    return path.stat().st_size + (wal.stat().st_size if wal.exists() else 0)


def _today() -> int:
    return int(time.time()) // _DAY


def _parts(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for low in range(0, len(keys), _AT_ONCE):
        yield keys[low : low + _AT_ONCE]
