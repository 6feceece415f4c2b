r"""The words of RTF: how a file is cut into them, and what they say about the text that follows and its group."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from mtqa.readers.documents.rtf_story import Story

TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,9})?\x20?|(?P<bytes>(?:\\'[0-9A-Fa-f]{2})+)"
    r"|\\(?P<sign>\r\n|[^A-Za-z'])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n\x00]+)"
)
FALLBACK = re.compile(
    r"[\r\n]*(?:\\'[0-9A-Fa-f]{2}|\\[~_{}\\-]|[^\\{}\r\n]"
    r"|\\(?:emdash|endash|[lr]quote|[lr]dblquote|bullet)(?![A-Za-z])\x20?)"
)
"""What stands for a character beyond ASCII where a program knows no Unicode."""
SIGNS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    **dict.fromkeys(["tab", "emspace", "enspace", "qmspace", "\t"], " "),
    "~": "\xa0",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
}
"""What stands for a character. A hyphen that may not be broken at is a hyphen; one that only may be is nothing."""
SKIPPED = frozenset(
    "colortbl info filetbl listtables revtbl fldinst ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xe tc tcn rxe txe "
    "shprslt nonshppict nonesttables pntxta pntxtb objdata objclass bkmkstart bkmkend template themedata atnid "
    "colorschememapping datastore latentstyles private atnauthor falt panose".split()
)
"""Groups that hold no text of the document."""
HOLLOW = frozenset("shp shpinst shpgrp shppict pict picprop do upr sp".split())
"""Groups that hold no text themselves, but groups that do."""
HELD = frozenset(["mmath", "object"])
"""Groups that a word stands for in the sentence."""
BULLETS = frozenset(["listtext", "pntext"])
MARGINS = ("header", "footer")
PARTS = {
    **dict.fromkeys(["header", "headerl", "headerr", "headerf"], "header"),
    **dict.fromkeys(["footer", "footerl", "footerr", "footerf"], "footer"),
    **dict.fromkeys(["shptxt", "dptxbxtext"], "text box"),
    "footnote": "footnote",
    "annotation": "comment",
}
"""Groups whose text is read apart from the text around them, and what that is called."""


class Mode(IntEnum):
    """What is done with the text of a group."""

    READ = 0
    HOLLOW = 1
    """It isn't read, but groups in it may be."""
    FONTS = 2
    STYLES = 3
    NAME = 4
    """It is the name of a property."""
    SKIP = 5


@dataclass(slots=True)
class State:
    """What a group inherits, and what its end restores.

    Attributes:
        story: what its text is part of.
        mode: what is done with it.
        font: the number of its font, where one is named.
        fallback: how many characters stand for one that is given by its number.
        hidden: whether it isn't displayed.
        deleted: whether it is deleted, in a document whose changes are tracked.
        style: the number of the paragraph's style.
        outline: whether the paragraph is in the outline, as headings are.
        listed: whether it is an item of a list.
        table: whether it stands in a table.
        depth: how many parts it stands in.
        held: where the group begins, if a placeholder stands for it.
    """

    story: Story
    mode: Mode = Mode.READ
    font: int | None = None
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    style: int = 0
    outline: bool = False
    listed: bool = False
    table: bool = False
    depth: int = 0
    held: int | None = None

    def inner(self) -> State:
        """Return what a group in this one begins with."""
        return State(
            self.story,
            self.mode,
            self.font,
            self.fallback,
            self.hidden,
            self.deleted,
            self.style,
            self.outline,
            self.listed,
            self.table,
            self.depth,
        )

    def take(self, word: str, number: int) -> bool:
        """Take a word that says how text looks from here on, and tell whether it is one."""
        if word in _SET:
            name, value = _SET[word]
            setattr(self, name, value(number))
        elif word == "plain":
            self.font, self.hidden, self.deleted = None, False, False
        elif word == "pard":
            self.style, self.outline, self.listed, self.table = 0, False, False, False
        else:
            return False
        return True


_SET: dict[str, tuple[str, Callable[[int], object]]] = {
    "f": ("font", int),
    "uc": ("fallback", int),
    "s": ("style", int),
    "v": ("hidden", bool),
    "deleted": ("deleted", bool),
    "intbl": ("table", bool),
    "itap": ("table", lambda number: number > 0),
    "ls": ("listed", lambda number: number > 0),
    "outlinelevel": ("outline", lambda number: number < 9),
}


def decoded(text: str, start: int, end: int, codec: str) -> Iterator[tuple[str, int, int]]:
    """Yield the characters that are given as bytes from ``start`` to ``end``, and where each stands."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    for at in range(start + 4, end + 4, 4):
        found = decoder.decode(bytes.fromhex(text[at - 2 : at]), final=at == end)
        if found:
            yield found.replace("\ufffd", ""), start, at
            start = at
