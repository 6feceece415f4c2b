"""The file of a baseline: a header and a line for each entry, so that git merges it line by line."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from mtqa._version import __version__
from mtqa.errors import UsageError
from mtqa.outcome import Decision, KnownEntry

SCHEMA = "mtqa-baseline/1"
DEFAULT_NAME = "mtqa-baseline.jsonl"
_LONGEST = 1 << 20
"""Bytes of a line, above which the file is something else."""
_FORMAT, _, _ = SCHEMA.partition("/")
_MARKS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
_ANEW = "restore it from version control, or make it anew with 'mtqa baseline create --force'"
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_HASH = re.compile(r"[0-9a-f]{8}")
Checked = tuple[Callable[[Any], bool], str]
"""What a value must be: a test, and the same in words."""
FIELDS: dict[str, Checked] = {
    "path": (lambda value: isinstance(value, str) and value != "", "a path"),
    "id": (lambda value: isinstance(value, str), "a string"),
    "rule": (lambda value: isinstance(value, str) and value != "", "a rule"),
    "fingerprint": (lambda value: isinstance(value, str) and bool(_FINGERPRINT.fullmatch(value)), "16 hex digits"),
    "count": (lambda value: type(value) is int and value > 0, "a number from 1"),
    "text": (lambda value: isinstance(value, str), "a string"),
    "sketch": (
        lambda value: (
            isinstance(value, list) and all(isinstance(each, str) and _HASH.fullmatch(each) for each in value)
        ),
        "a list of hashes",
    ),
    "decision": (lambda value: value in list(Decision), f"one of {', '.join(Decision)}"),
    "reason": (lambda value: isinstance(value, str), "a string"),
}
"""The keys of an entry in their order: what their values must be, also in words."""
_REQUIRED = ("path", "rule", "fingerprint")


@dataclass(frozen=True, slots=True)
class Header:
    """What made a baseline.

    Attributes:
        signature: the run's signature, in which all that decides a score is told.
        model: whether the language model had its say.
        version: the version of mtqa.
    """

    signature: str = ""
    model: bool = False
    version: str = __version__


class Contents(NamedTuple):
    """What a file holds: ``disputed`` are the entries that some lines accept and others dismiss."""

    header: Header
    entries: tuple[KnownEntry, ...]
    disputed: tuple[KnownEntry, ...] = ()


Key = tuple[str, bool, str, str, str, tuple[str, ...]]


def key(entry: KnownEntry) -> Key:
    """Return what makes two lines one entry; entries are sorted by it."""
    return entry.path, entry.id is not None, entry.id or "", entry.rule, entry.fingerprint, entry.sketch


def dump(header: Header, entries: Iterable[KnownEntry]) -> Iterator[str]:
    """Yield the lines of a file, in an order and a form that depend on nothing but its contents."""
    made_by = {"name": "mtqa", "version": header.version}
    yield _line({"schema": SCHEMA, "tool": made_by, "signature": header.signature, "model": header.model})
    for entry in sorted(entries, key=key):
        yield _line({name: value for name in FIELDS if (value := getattr(entry, name)) != getattr(_DEFAULTS, name)})


def read(path: Path) -> Contents:
    """Read a file.

    Raises:
        UsageError: it does not exist or can't be opened, it has marks of a merge conflict, it was written in another
            version of the format, or it is no baseline.
    """
    try:
        with path.open("rb") as stream:
            return parse(iter(lambda: stream.readline(_LONGEST + 1), b""), str(path))
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such baseline; make it with 'mtqa baseline create'") from None
    except IsADirectoryError:
        raise UsageError(f"{path}: this is a folder, not a baseline; name a file in it") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"{path}: the baseline can't be read: {reason}; see to it that you may read it") from None


def parse(lines: Iterable[bytes], name: str) -> Contents:
    """Read the lines of a file, in any order: copies of an entry are one, and the newest of several headers holds.

    Raises:
        UsageError: as `read`; ``name`` stands for the file.
    """
    headers: list[Header] = []
    entries: list[KnownEntry] = []
    for number, line in enumerate(lines, 1):
        if line.startswith(_MARKS):
            raise UsageError(
                f"{name}: line {number:,} is the mark of a merge conflict; keep the lines of both sides, and delete "
                "those that begin with <<<<<<<, |||||||, ======= or >>>>>>> (copies of an entry do no harm)"
            )
        try:
            found = _parsed(line)
            if isinstance(found, Header):
                headers.append(found)
            elif found is not None:
                entries.append(found)
        except _OtherVersionError as error:
            raise UsageError(f"{name}: {error}") from None
        except ValueError as error:
            what = "the baseline is damaged" if headers else "this is no baseline of mtqa, or it is damaged"
            raise UsageError(f"{name}: {what}: line {number:,} {error}; {_ANEW}") from None
    if not headers:
        raise UsageError(f"{name}: this is no baseline of mtqa: no line says '{SCHEMA}'; {_ANEW}")
    return Contents(_newest(headers), combined(entries, max), _disputed(entries))


def combined(entries: Iterable[KnownEntry], count: Callable[[Iterable[int]], int]) -> tuple[KnownEntry, ...]:
    """Make one entry of all that are about the same, in the order of the keys, whatever order they come in.

    A decision wins over none. Where one line accepts and another dismisses, nobody can tell which came later; then it
    counts as accepted, as that hides nothing.

    Args:
        entries: any entries.
        count: how their counts become one: ``max`` for copies of one line, ``sum`` for parts of a whole.
    """
    groups: defaultdict[Key, list[KnownEntry]] = defaultdict(list)
    for entry in entries:
        groups[key(entry)].append(entry)
    return tuple(_one(groups[each], count) for each in sorted(groups))


def _one(copies: list[KnownEntry], count: Callable[[Iterable[int]], int]) -> KnownEntry:
    if len(copies) == 1:
        return copies[0]
    made = {entry.decision for entry in copies}
    decision = next((d for d in (Decision.ACCEPTED, Decision.DISMISSED) if d in made), Decision.OPEN)
    return replace(
        copies[0],
        count=count(entry.count for entry in copies),
        text=_fullest(entry.text for entry in copies),
        decision=decision,
        reason=_fullest(entry.reason for entry in copies if entry.decision is decision),
    )


def _fullest(texts: Iterable[str]) -> str:
    return max(texts, key=lambda text: (len(text), text))


def _disputed(entries: Iterable[KnownEntry]) -> tuple[KnownEntry, ...]:
    decided: defaultdict[Key, dict[Decision, KnownEntry]] = defaultdict(dict)
    for entry in entries:
        if entry.decision is not Decision.OPEN:
            decided[key(entry)].setdefault(entry.decision, entry)
    return tuple(decided[each][Decision.ACCEPTED] for each in sorted(decided) if len(decided[each]) > 1)


_DEFAULTS = KnownEntry("", "", "")


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


class _OtherVersionError(Exception):
    """The file was written in another version of the format."""


def _parsed(line: bytes) -> Header | KnownEntry | None:
    """Parse a line; None for a blank one."""
    if len(line) > _LONGEST:
        raise ValueError("is longer than a megabyte")
    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise ValueError("is not valid UTF-8") from None
    if not text:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("is not JSON") from None
    if not isinstance(value, dict):
        raise ValueError("is no JSON object")  # noqa: TRY004 - told with all that may be wrong with a line
    return _header(value) if "schema" in value else _entry(value)


def _header(value: dict[str, Any]) -> Header:
    schema, tool, signature, model = (value.get(name) for name in ("schema", "tool", "signature", "model"))
    if not isinstance(schema, str) or schema.partition("/")[0] != _FORMAT:
        raise ValueError("is the header of something else")
    version = tool.get("version") if isinstance(tool, dict) else None
    if schema != SCHEMA:
        raise _OtherVersionError(
            f"the baseline was written by mtqa {version or 'of another version'} as {schema}, and mtqa {__version__} "
            f"reads {SCHEMA}; use that version, or make it anew with 'mtqa baseline create --force'"
        )
    if isinstance(version, str) and isinstance(signature, str) and isinstance(model, bool):
        return Header(signature, model, version)
    raise ValueError("is a header without a version, a signature or a model")


def _newest(headers: list[Header]) -> Header:
    """Return the header of the newest version; the model had its say where any says so."""
    newest = max(headers, key=lambda h: ([int(n) for n in re.findall(r"\d+", h.version)], h.version, h.signature))
    return replace(newest, model=any(header.model for header in headers))


def check_keys(value: Mapping[str, Any], known: Mapping[str, Checked], required: Iterable[str]) -> None:
    """See to it that an entry has the keys that it needs, none that are unknown, and values that fit.

    Args:
        value: the entry.
        known: the keys, and what their values must be.
        required: those that must be there.

    Raises:
        ValueError: it has not; the message goes on where the entry was named.
    """
    for name in required:
        if name not in value:
            raise ValueError(f"has no '{name}'")
    for name, each in value.items():
        if name not in known:
            raise ValueError(f"has the key '{name}', which mtqa {__version__} does not know")
        fits, what = known[name]
        if not fits(each):
            raise ValueError(f"has a '{name}' that is not {what}")


def _entry(value: dict[str, Any]) -> KnownEntry:
    check_keys(value, FIELDS, _REQUIRED)
    value["sketch"] = tuple(value.get("sketch", ()))
    value["decision"] = Decision(value.get("decision", Decision.OPEN))
    return KnownEntry(**value)
