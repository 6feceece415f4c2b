"""Jupyter notebooks: the Markdown cells, each character mapped to where it, or its escape, is in the file's JSON."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from mtqa.config import Settings
from mtqa.document import Document, Kind, Mask, Omitted, Place, Segment, Source, SourceMap, Span, Unit
from mtqa.errors import ReadError
from mtqa.readers.languages import is_english, language_of
from mtqa.readers.markdown import markdown_segments
from mtqa.readers.masks import Masks
from mtqa.readers.nesting import Nest
from mtqa.readers.tables.positions import Found, Path, string_map, walk
from mtqa.result import SkippedFile

_MARKDOWN, _HEADING = ("markdown", "html"), "heading"
_KINDS = (*_MARKDOWN, _HEADING, "code", "raw")
_OLDEST = 3
_SOURCES = ("source", "input")
"""What a cell's text is called; code was an input in version 3."""


class NotebookReader:
    """Reads ``.ipynb`` files of the versions 3 and 4: Markdown cells, and headings in version 3."""

    format = "notebook"
    suffixes: tuple[str, ...] = (".ipynb",)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the one document of a file."""
        code = language_of(source.path)
        if code and not settings.language and not is_english(code):
            raise ReadError(f"in another language ({code})")
        cells = _cells(source.text)
        masks = Masks(source.text)
        for cell in cells:
            if cell.mask:
                masks.tell(*cell.mask)
        segments = tuple(s for cell in cells for s in cell.segments(source.text, settings, masks))
        left_out = Counter(cell.kind for cell in cells if not cell.is_read)
        yield Document(
            source.path,
            self.format,
            segments,
            source.text,
            encoding=source.encoding,
            masks=masks.all(),
            omitted=tuple(Omitted(f"{kind} cells", count) for kind, count in left_out.items()),
        )


@dataclass(slots=True)
class _Cell:
    """A cell: its number, its kind, and the strings that its text consists of."""

    name: str
    kind: object = "unknown"
    strings: dict[Path, Found] = field(default_factory=dict)

    @property
    def is_read(self) -> bool:
        return self.kind in _MARKDOWN or self.kind == _HEADING

    @property
    def mask(self) -> Mask | None:
        """Where the text is that isn't read."""
        if self.is_read or not self.strings:
            return None
        spans = [found.span for found in self.strings.values()]
        return Mask(spans[0].start, spans[-1].end, f"{self.kind} cell")

    def segments(self, source: str, settings: Settings, masks: Masks) -> Iterator[Segment]:
        """Yield the prose of the cell, and tell what of it is not read."""
        if not self.is_read or not self.strings:
            return
        text, runs = "", []
        for found in self.strings.values():
            inner = string_map(source, Span(found.span.start + 1, found.span.end - 1))
            runs += [run._replace(text=run.text + len(text)) for run in inner.runs]
            text += str(found.value)
        places = (Place(Unit.CELL, self.name),)
        # Cells seldom end with a line break, without which the grammar does not see an underline or a table at the end.
        page, nest, inside = f"{text}\n", Nest(SourceMap(tuple(runs))), Masks(f"{text}\n")
        for segment in nest.segments(markdown_segments(page, settings=settings, masks=inside), places):
            yield dataclasses.replace(segment, kind=Kind.HEADING) if self.kind == _HEADING else segment
        for start, end, pattern in inside.all():
            masks.tell(*nest.span(start, min(end, len(text))), pattern)


def _cells(text: str) -> list[_Cell]:
    """Return the cells of a notebook, in their order.

    Raises:
        ReadError: it is none, or of a version that is not known.
    """
    cells: dict[Path, _Cell] = {}
    version: object = None
    for found in walk(text):
        at = _cell_path(found.path)
        if found.path == ("nbformat",):
            version = found.value
        elif at:
            cell = cells.setdefault(at, _Cell(_number(at)))
            name = found.path[len(at)]
            if name == "cell_type" and len(found.path) == len(at) + 1:
                cell.kind = found.value if found.value in _KINDS else "unknown"
            elif name in _SOURCES and len(found.path) <= len(at) + 2 and isinstance(found.value, str):
                cell.strings.pop(found.path, None)
                cell.strings[found.path] = found
    if not isinstance(version, int):
        raise ReadError("no notebook: it does not say its version (nbformat)")
    if version < _OLDEST:
        raise ReadError(f"a notebook of version {version}, which is too old: open and save it with Jupyter")
    return list(cells.values())


def _cell_path(path: Path) -> Path:
    """Return the part of a path that leads to a cell, or nothing where there is none."""
    if len(path) > 2 and path[0] == "cells":
        return path[:2]
    if len(path) > 4 and path[0] == "worksheets" and path[2] == "cells":
        return path[:4]
    return ()


def _number(path: Path) -> str:
    """Return the number of a cell, from 1, after that of its worksheet where that is not the first."""
    *sheet, last = (part + 1 for part in path if isinstance(part, int))
    return f"{sheet[0]}.{last}" if sheet and sheet[0] > 1 else str(last)
