"""Finds the record that ends the process that works on it, so that it is put aside and nothing else is stuck with it.

What raises an error is put aside at once; a process that is killed, for want of memory or by a fault in a library, can
say nothing. So a stage notes that it begins a chunk. Whoever finds such a note knows that somebody died there, goes on
record by record, and notes each; a record at which two died is put aside. One death may be a node's own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mtqa.scale.places import Place

FOLDER = "_run/journal"
DEATHS = 2
"""Deaths at a record that are its own fault."""


@dataclass
class Journal:
    """The note of a stage on a chunk.

    Attributes:
        place: the note; None where none is kept.
        careful: whether somebody died here, so that records are to be done one by one.
        deaths: how many died at each record.
    """

    place: Place | None
    careful: bool = False
    deaths: Counter[int] = field(default_factory=Counter)

    @contextmanager
    def at(self, record: int) -> Iterator[None]:
        """Note that a record is begun, where that is called for; what is noted stays if this process ends within."""
        if self.careful:
            self._write(record)
        yield

    def fatal(self, record: int) -> bool:
        """Tell whether a record ended the processes that worked on it."""
        return self.deaths[record] >= DEATHS

    def _write(self, record: int | None) -> None:
        assert self.place is not None
        value = {"at": record, "deaths": {str(number): count for number, count in self.deaths.items()}}
        self.place.write_bytes(json.dumps(value).encode())


@contextmanager
def journal(folder: Place | None, name: str) -> Iterator[Journal]:
    """Keep a note while a chunk is worked on; it is taken away when that ends, with an error too.

    Raises:
        OutputError: it can't be written.
    """
    place = None if folder is None else folder.child(f"{name}.json")
    if place is None:
        yield Journal(None)
        return
    note = Journal(place)
    if place.kind() == "file":
        note.careful = True
        _take_over(note, place)
    note._write(None)  # noqa: SLF001 - its own module
    try:
        yield note
    finally:
        place.remove()


def _take_over(note: Journal, place: Place) -> None:
    """Count the death that a note tells of."""
    try:
        value = json.loads(place.read())
        note.deaths.update({int(number): int(count) for number, count in value["deaths"].items()})
        if value["at"] is not None:
            note.deaths[int(value["at"])] += 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return  # it was being written when its writer died: nobody was at a record yet
