"""A story of an RTF file: its body, or a note, a header or a box; and the paragraphs that it is made of."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field

from mtqa.document import Kind, Place, Segment, Unit
from mtqa.readers.building import Builder
from mtqa.readers.documents.office_styles import Role
from mtqa.readers.kinds import refine, words

PICTURE = "picture"
_PROSE = 12
_ENDS = (".", "!", "?", "…")
_CLOSERS = "\"'”’)]"
_MADE_UP = re.compile(r"automatically generated(?: with \w{1,20} confidence)?\.?$", re.IGNORECASE)


@dataclass(slots=True)
class Counts:
    """How many there are so far of what places are named by."""

    tables: int = 0
    row: int = 0
    parts: dict[str, int] = field(default_factory=dict)

    def next(self, name: str) -> str:
        """Count something and return its name: ``footnote 3``."""
        self.parts[name] = self.parts.get(name, 0) + 1
        return f"{name} {self.parts[name]}"


class Story:
    """Collects the paragraphs of the body, or of a part that stands in its midst.

    Args:
        text: the file.
        counts: what the file's places are named by.
        part: what such parts are called; empty for the body.

    Attributes:
        segments: its paragraphs, each followed by those of the parts that stand in it.
        within: what stands in the paragraph that is being read.
        part: as above; it turns out later whether a note stands at the foot or at the end.
        listed: whether the paragraph begins with a bullet or a number.
        hidden: what text of the paragraph is hidden for.
        break_end: where the last line break of the paragraph ends.
    """

    def __init__(self, text: str, counts: Counts, part: str = "") -> None:
        self.builder = Builder(text)
        self.segments: list[Segment] = []
        self.within: list[Segment] = []
        self.part = part
        self.listed = False
        self.hidden: set[str] = set()
        self.break_end = -1
        self._counts = counts
        self._in_table = False
        self._place = ""

    def end(self, found: Role | None, *, listed: bool, table: bool) -> str:
        """End a paragraph, and return why it isn't read, if it isn't.

        Args:
            found: what its style makes of it.
            listed: whether it is an item of a list.
            table: whether it stands in a table.
        """
        kind = found.kind if found else Kind.LIST if listed or self.listed else Kind.PARAGRAPH
        segment = self.builder.segment(Kind.CAPTION if self.part == PICTURE else kind, refine)
        if table and not self._in_table:
            self._counts.tables += 1
            self._counts.row = 1
        self._in_table = table
        reason = _left_out(found, segment, self.part) if segment else ""
        if segment and not reason:
            if table and segment.kind is Kind.PARAGRAPH and not _is_prose(segment.text):
                segment = dataclasses.replace(segment, kind=Kind.CELL)
            self.segments.append(dataclasses.replace(segment, places=(Place(Unit.PART, self._named()),)))
        self.segments += self.within
        self.within, self.listed, self.hidden, self.break_end = [], False, set(), -1
        return reason

    def row(self) -> None:
        """End a row of a table."""
        self._counts.row += 1

    def _named(self) -> str:
        """Name the place of a paragraph: as word processors do, by its part, by its table or by its number."""
        if self.part:
            self._place = self._place or self._counts.next(self.part)
            return self._place
        if self._in_table:
            return f"table {self._counts.tables}, row {self._counts.row}"
        return self._counts.next("paragraph")


def _left_out(found: Role | None, segment: Segment, part: str) -> str:
    if part == PICTURE and _MADE_UP.search(segment.text):
        return "captions that a program made up"
    return found.left_out if found else ""


def _is_prose(text: str) -> bool:
    """Tell a paragraph in a cell: tables are for layout, too."""
    return words(text) > _PROSE and text.rstrip(_CLOSERS).endswith(_ENDS)
