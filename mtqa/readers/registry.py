"""Which reader reads which file: the built-in ones, and those of the entry point group ``mtqa.readers``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePosixPath
from types import MappingProxyType

from mtqa.errors import UsageError
from mtqa.readers.base import Reader, StreamReader
from mtqa.readers.hypertext import HtmlReader
from mtqa.readers.jsonl import JsonLinesReader
from mtqa.readers.markdown import MarkdownReader, MdxReader
from mtqa.readers.parquet import ParquetReader
from mtqa.readers.plain import PlainReader

GROUP = "mtqa.readers"
AnyReader = Reader | StreamReader
_BUILT_IN: tuple[AnyReader, ...] = (
    PlainReader(),
    MarkdownReader(),
    MdxReader(),
    HtmlReader(),
    JsonLinesReader(),
    ParquetReader(),
)


@cache
def formats() -> Mapping[str, AnyReader]:
    """Return the readers by suffix (``.md``, ``.jsonl.gz``). A plug-in may take over a built-in reader's suffix.

    Raises:
        UsageError: a plug-in can't be loaded, is no reader, or claims another plug-in's suffix.
    """
    readers = {suffix: reader for reader in _BUILT_IN for suffix in reader.suffixes}
    owners: dict[str, str] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        reader = _load(entry)
        for suffix in reader.suffixes:
            other = owners.setdefault(suffix, entry.name)
            if other != entry.name:
                raise UsageError(f"reader plug-ins '{other}' and '{entry.name}' both read {suffix}; uninstall one")
            readers[suffix] = reader
    return MappingProxyType(readers)


def known(path: str) -> AnyReader | None:
    """Return the reader for a file by the last or the last two of its suffixes, or None where there is none."""
    readers = formats()
    suffixes = PurePosixPath(path.lower()).suffixes
    return readers.get("".join(suffixes[-2:])) or readers.get("".join(suffixes[-1:]))


def reader_for(path: str) -> AnyReader:
    """Return the reader for a file by its suffix; a file of no known format is plain text."""
    return known(path) or formats()[".txt"]


def reader_named(name: str) -> AnyReader:
    """Return the reader of a format, called by its name or by one of its suffixes, with or without the dot.

    Raises:
        UsageError: there is none; the message names all that there are.
    """
    readers = formats()
    for suffix, reader in readers.items():
        if name.lower() in (reader.format, suffix, suffix[1:]):
            return reader
    known = ", ".join(sorted({reader.format for reader in readers.values()}))
    raise UsageError(f"unknown format '{name}'; use one of: {known}")


def _load(entry: EntryPoint) -> AnyReader:
    try:
        found = entry.load()
        reader = found() if isinstance(found, type) else found
    except Exception as error:
        why = f"{type(error).__name__}: {error}".splitlines()[0]
        raise UsageError(f"reader plug-in '{entry.name}' ({entry.value}) can't be loaded: {why}") from error
    suffixes = getattr(reader, "suffixes", None)
    well_formed = isinstance(suffixes, tuple) and all(isinstance(s, str) and s[:1] == "." for s in suffixes)
    if not isinstance(reader, AnyReader) or not well_formed:
        need = "a format, a tuple of suffixes with their dot, and a read or a stream method"
        raise UsageError(f"reader plug-in '{entry.name}' ({entry.value}) is no reader: it needs {need}")
    return reader
