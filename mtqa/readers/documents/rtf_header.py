"""What the head of an RTF file declares: code pages, fonts and styles."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

from mtqa.readers.documents.office_styles import Role, role

WESTERN = "cp1252"
NO_LETTERS = ""
"""The code page of fonts that hold signs instead of letters."""
_CHARSETS = {
    0: WESTERN,
    2: NO_LETTERS,
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_NUMBERED = {10000: "mac_roman", 65001: "utf-8", 42: NO_LETTERS}
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_DEEPEST = 20


@dataclass(slots=True)
class Style:
    """A style of paragraphs: its name, and the number of the one that it is based on."""

    name: str = ""
    base: int | None = None


@dataclass(slots=True)
class Header:
    """The code page, the fonts' code pages and the styles of a file, filled while its head is read.

    Attributes:
        page: the file's code page.
        default: the number of the font that text has where no other is named.
        font: the font that is being declared.
        style: the style that is being declared; None for one of characters.
    """

    page: str = WESTERN
    default: int = 0
    font: int = 0
    style: int | None = 0
    _fonts: dict[int, str] = field(default_factory=dict)
    _styles: dict[int, Style] = field(default_factory=dict)
    _roles: dict[int, Role | None] = field(default_factory=dict)

    def take(self, word: str, number: int) -> bool:
        """Take a word of the tables of fonts and styles, and tell whether it is one."""
        if word == "f":
            self.font = number
        elif word == "fcharset":
            if number in _CHARSETS:
                self._fonts[self.font] = _CHARSETS[number]
        elif word == "cpg":
            self._fonts[self.font] = code_page(number)
        elif word in ("s", "cs", "ds", "ts"):
            self.style = number if word == "s" else None
        elif word == "sbasedon":
            if self.style is not None:
                self._styles.setdefault(self.style, Style()).base = number
        else:
            return False
        return True

    def page_of(self, word: str, number: int) -> bool:
        """Take a word that names the file's code page or its usual font, and tell whether it is one."""
        if word == "ansicpg":
            self.page = code_page(number)
        elif word in _PAGES:
            self.page = _PAGES[word]
        elif word == "deff":
            self.default = number
        else:
            return False
        return True

    def codec(self, font: int) -> str:
        """Return the code page of a font, or the file's where it has none of its own."""
        return self._fonts.get(font, self.page)

    def named(self, text: str) -> None:
        """Take text of the table of styles, in which a semicolon ends a name; the next style is 0 unless it says."""
        self._roles.clear()
        name, semicolon, _ = text.partition(";")
        if self.style is not None:
            self._styles.setdefault(self.style, Style()).name += name
        if semicolon:
            self.style = 0

    def role(self, style: int) -> Role | None:
        """Return what a style makes of a paragraph, or None where its name and those it is based on don't say."""
        if style not in self._roles:
            names: dict[int, str] = {}
            at: int | None = style
            while at is not None and at not in names and len(names) < _DEEPEST and (found := self._styles.get(at)):
                names[at] = found.name
                at = found.base
            self._roles[style] = role(names.values())
        return self._roles[style]


def code_page(number: int) -> str:
    """Return the codec of a code page by its number in Windows; an unknown one is taken to be Western."""
    name = _NUMBERED.get(number, f"cp{number}")
    try:
        return name and codecs.lookup(name).name
    except LookupError:
        return WESTERN
