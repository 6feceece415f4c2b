"""The records of a JSON document: what holds the text that is asked for, with its id and its language.

A record ends where a value outside it begins, so records are found on the way, and few are kept at a time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from json import dumps
from operator import attrgetter

from mtqa.config import Settings
from mtqa.document import Span
from mtqa.errors import UsageError
from mtqa.readers.tables.paths import Pattern, Steps, Wild, anywhere, fits, is_plain, parse, patterns, shown
from mtqa.readers.tables.positions import Found, Path, walk
from mtqa.readers.tables.records import NAMED

_DEEP = 12
"""How deep the values lie that an error names."""
_WAITING = 100
"""Records without text that wait until it is known whether others beside them have some."""


@dataclass(slots=True)
class Record:
    """A record: what leads to it, and its values that count.

    Attributes:
        path: what leads to it.
        start: where its first value stands.
        texts: the values of the text fields, each with the field's name.
        ids: the values of the id field.
        languages: the values of the language field.
        expected: whether it stands where records do, so that it should hold text.
        fields: some of its fields' names and what kind of value they hold, where it is expected.
    """

    path: Path
    start: int
    texts: list[tuple[str, Span, object]] = field(default_factory=list)
    ids: list[object] = field(default_factory=list)
    languages: list[object] = field(default_factory=list)
    expected: bool = False
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Untold:
    """Records without text of which there are too many to name each.

    Attributes:
        start: where the first of them stands.
        count: how many there are.
        why: what is wrong with them.
    """

    start: int
    count: int
    why: str


class _Relative:
    """A field that is looked for from its record on."""

    def __init__(self, name: str, option: str, text: str) -> None:
        self._steps: Steps = (name,) if not name or is_plain(name) or _is_field(name, text) else parse(name)
        if Wild.ANY in self._steps:
            raise UsageError(f"'{name}' can't be the {option}: '**' could lead into other records")
        self._last = self._steps[-1]
        self._named = isinstance(self._last, str)

    def record(self, path: Path) -> Path | None:
        """Return what leads to the record whose field a value is; None where it is not such a field."""
        if (self._named and path[-1:] != (self._last,)) or len(path) < len(self._steps):
            return None
        at = len(path) - len(self._steps)
        return path[:at] if fits(self._steps, path[at:]) else None


class Records:
    """Finds the records of a document.

    Args:
        text: the document.
        settings: what is asked for.

    Raises:
        UsageError: a field is no name that the document has, and no path expression.
    """

    def __init__(self, text: str, settings: Settings) -> None:
        self._text = text
        self._named: dict[str, list[tuple[str, Pattern]]] = {}
        self._other: list[tuple[str, Pattern]] = []
        self._expects = False
        for name in settings.text_fields:
            literal = is_plain(name) or _is_field(name, text)
            for pattern in anywhere((name,)) if literal else patterns(name):
                last = pattern.steps[-1]
                place = self._named.setdefault(last, []) if isinstance(last, str) else self._other
                place.append((name, pattern))
                self._expects = self._expects or isinstance(pattern.steps[0], str)
        self._id = _Relative(settings.id_field, "id-field", text)
        self._language = _Relative(settings.language_field, "language-field", text) if settings.language_field else None
        self._open: list[Record] = []
        self._closed: list[Record] = []
        self._ready: list[Record | Untold] = []
        self._element: Path = ()
        self._waiting: dict[Path, list[Record]] = {}
        self._left: dict[tuple[Path, bool], Untold] = {}
        self._holding: set[Path] = set()
        self._having: dict[Path, None] = {}
        self.matched = False
        """Whether any record holds text."""
        self.duplicates = 0
        """Values whose field's name, or that of one around it, stands twice in its object."""
        self.duplicate: Found | None = None
        """The first of them."""

    def __iter__(self) -> Iterator[Record | Untold]:
        """Yield the records in the order of the document.

        Raises:
            ReadError: it is not valid JSON.
        """
        for found in walk(self._text, empty=True):
            self._take(found)
            if self._ready:
                yield from self._ready
                self._ready.clear()
        self._close(None)
        yield from self._ready
        groups = {group for group, _ in self._left} & self._holding
        yield from (left for (group, _), left in self._left.items() if group in groups)

    @property
    def having(self) -> list[str]:
        """Expressions for some of the strings in the document."""
        return [shown(path) for path in self._having]

    def _take(self, found: Found) -> None:
        path = found.path
        if found.duplicate:
            self.duplicates += 1
            self.duplicate = self.duplicate or found
        if self._expects and path:
            self._expect(found)
        if not self.matched and isinstance(found.value, str) and len(path) <= _DEEP and len(self._having) <= NAMED:
            self._having[tuple(0 if isinstance(part, int) else part for part in path)] = None
        last = path[-1] if path else 0
        named = self._named.get(last, ()) if isinstance(last, str) else ()
        for name, pattern in (*named, *self._other):
            if fits(pattern.steps, path):
                self._record(path, pattern.record(path), found.span).texts.append((name, found.span, found.value))
                self.matched = True
                break
        of = self._id.record(path)
        if of is not None:
            self._record(path, of, found.span).ids.append(found.value)
        of = self._language.record(path) if self._language else None
        if of is not None:
            self._record(path, of, found.span).languages.append(found.value)

    def _expect(self, found: Found) -> None:
        """Note a record that stands at the top, or is an item of a list there or of one that an object there holds."""
        path = found.path
        depth = 1 if isinstance(path[0], int) else 2 if len(path) > 1 and isinstance(path[1], int) else 0
        if not depth:
            return
        if len(path) == depth and found.value != {}:
            self._leave(path[:-1], found.span.start, "an item is no JSON object", plain=True)
            return
        if path[:depth] != self._element:
            self._element = path[:depth]
            self._record(path, self._element, found.span).expected = True
        record = next((each for each in self._open if each.path == self._element), None)
        if record is not None and len(record.fields) < NAMED and len(path) > depth:
            inner = path[depth + 1 : depth + 2]
            kind = "" if not inner else "list" if isinstance(inner[0], int) else "dict"
            record.fields.setdefault(str(path[depth]), kind)

    def _record(self, path: Path, of: Path, span: Span) -> Record:
        """Return the open record at a path, after closing what a value there shows to have ended."""
        self._close(path)
        at = bisect_left(self._open, len(of), key=lambda record: len(record.path))
        if at < len(self._open) and len(self._open[at].path) == len(of):
            return self._open[at]
        made = Record(of, span.start)
        self._open.insert(at, made)
        return made

    def _close(self, path: Path | None) -> None:
        """Close the records that a value at a path does not belong to, or all of them."""
        while self._open and (path is None or path[: len(self._open[-1].path)] != self._open[-1].path):
            self._closed.append(self._open.pop())
        if self._open or not self._closed:
            return
        for record in sorted(self._closed, key=attrgetter("start")):
            self._finish(record)
        self._closed.clear()

    def _finish(self, record: Record) -> None:
        """Have a record ready, or keep it back while nothing shows that records are where it stands."""
        group = record.path[:-1]
        if record.texts:
            self._holding.add(group)
            self._ready += self._waiting.pop(group, [])
            self._ready.append(record)
        elif record.expected and group in self._holding:
            self._ready.append(record)
        elif record.expected and len(waiting := self._waiting.setdefault(group, [])) < _WAITING:
            waiting.append(record)
        elif record.expected:
            self._leave(group, record.start, "a record has no text field", plain=False)

    def _leave(self, group: Path, start: int, why: str, *, plain: bool) -> None:
        self._left.setdefault((group, plain), Untold(start, 0, why)).count += 1


def _is_field(name: str, text: str) -> bool:
    """Tell whether a document has a field of just this name, whatever it would mean as an expression."""
    return re.search(re.escape(dumps(name, ensure_ascii=False)) + r"[ \t\r\n]*:", text) is not None
