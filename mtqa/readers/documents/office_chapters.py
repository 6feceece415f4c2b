"""The text of one chapter of a book: its XHTML without what readers of books don't show as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.document import Segment
from mtqa.readers.building import Hole
from mtqa.readers.hypertext import html_segments
from mtqa.readers.masks import Masks
from mtqa.readers.tags import Part, Token, tokens

_BODY = re.compile(r"<body[\s>]", re.IGNORECASE)
_MARKS = frozenset("noteref doc-noteref".split())
_PAGES = frozenset("pagebreak doc-pagebreak".split())
_BARE_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡§]{1,3})\]?</a>")
_LONGEST = 80


def chapter_segments(text: str, masks: Masks, selectors: tuple[str, ...]) -> Iterator[Segment]:
    """Yield the segments of a chapter's body: a title in its head is that of the file, which nobody sees.

    Args:
        text: the chapter.
        masks: takes what is not read.
        selectors: CSS selectors of elements that are not read.
    """
    body = _BODY.search(text)
    start = body.start() if body else int(text.startswith("\ufeff"))
    return html_segments(text, start, len(text), holes=_holes(text, start), masks=masks, selectors=selectors)


def _holes(text: str, start: int) -> list[Hole]:
    """Return where marks of notes and numbers of printed pages stand, in the midst of sentences."""
    found: list[Hole] = []
    opened: Token | None = None
    raised = -1
    for token in tokens(text, start, len(text)):
        if opened is not None and token.start - opened.end > _LONGEST:
            found.append(Hole(opened.start, opened.end))
            opened = None
        if opened is not None and token.part is Part.CLOSE and token.name == opened.name:
            found.append(Hole(opened.start, token.end))
            opened = None
        elif opened is None and token.name == "a" and (mark := _bare_mark(text, token, raised)):
            found.append(Hole(token.start, mark))
        elif opened is None and token.part in (Part.OPEN, Part.EMPTY) and _is_mark(text, token):
            if token.part is Part.EMPTY:
                found.append(Hole(token.start, token.end))
            else:
                opened = token
        raised = token.end if token.name == "sup" and token.part is Part.OPEN else raised
    return found


def _bare_mark(text: str, token: Token, raised: int) -> int:
    """Return where a link ends that is but a number right after a word: the mark of a note in EPUB 2; else 0."""
    attached = token.start == raised or text[token.start - 1] not in " \t\r\n>("
    if token.part is not Part.OPEN or "href" not in token.attributes or not attached:
        return 0
    mark = _BARE_MARK.match(text, token.end)
    return mark.end() if mark else 0


def _is_mark(text: str, token: Token) -> bool:
    values = (token.attributes[name] for name in ("epub:type", "role") if name in token.attributes)
    kinds = frozenset(word for value in values for word in text[slice(*value)].lower().split())
    return bool(_PAGES & kinds) or (token.name == "a" and bool(_MARKS & kinds))
