"""A paragraph of a word processor: what stands in it comes to the text that is displayed."""

from __future__ import annotations

import re

from mtqa.readers.building import PLACEHOLDER

_OWN = re.compile(r"[^\W_]")
_ONE_WORD = re.compile(r"[A-Za-z]?[a-z]+")
_WHITE = re.compile(r"[ \t\n\r\v\f]+")
# Marks that XML can't hold, so that no text is taken for one.
_BREAK, _PAGE, _HOLD, _CUT = "\v", "\f", "\x01", "\x02"
_PICTURE = "\ufffc"
_MARK = re.compile(r"[\t\v\f\x02\ufffc]")
_GAPS = re.compile(r"[ \t\v\f\x02]+")
# A picture stands for a word where the sentence goes on at both sides of it ("press [icon] to save").
_PICTURES = re.compile(r"(?<=[\w,;)’'])( ?)[\ufffc]+(?= ?[\w,;.(])")


class Paragraph:
    """Collects the text of a paragraph as it is displayed."""

    def __init__(self) -> None:
        self._strings: list[str] = []
        self._code: list[str] = []
        self._own = False
        self.seen = False
        """Whether there is anything on the page: text, a picture or an object."""

    def text(self, string: str) -> None:
        """Add text; line breaks in it are only where its program wrapped a line."""
        self._end_code()
        self._add(_unwrapped(string))

    def code(self, string: str) -> None:
        """Add inline code: its text where it turns out to be one plain word, else a placeholder."""
        self.seen = True
        self._code.append(string)

    def gap(self) -> None:
        """Add a tab."""
        self._mark("\t")

    def line_break(self) -> None:
        """Add a line break: a space, and two in a row end the block."""
        self._mark(_BREAK)

    def page_break(self) -> None:
        """Add a break of the page or the column, over which no sentence goes."""
        self._mark(_PAGE)

    def cut(self) -> None:
        """Note that something was left out here; the spaces around it are one."""
        self._mark(_CUT)

    def hold(self) -> None:
        """Add a placeholder for a formula or an embedded object."""
        self.seen = True
        self._mark(_HOLD)

    def picture(self) -> None:
        """Add a picture that stands in the line."""
        self.seen = True
        self._mark(_PICTURE)

    def collapsed(self, string: str) -> None:
        """Add text in which all white space in a row is one space, across the elements that it is written in."""
        joined = _WHITE.sub(" ", string)
        before = self._strings[-1][-1:] if self._strings else " "
        self.text(joined.removeprefix(" ") if before in (" ", _BREAK) and not self._code else joined)

    def lines(self) -> list[str]:
        """Return the blocks that were collected, and start anew."""
        self._end_code()
        text, own = "".join(self._strings), self._own
        self._strings, self._own, self.seen = [], False, False
        if not own:
            return []
        if _MARK.search(text):
            # What is left of pictures would only stand in the way of words.
            text = _PICTURES.sub(rf"\1{PLACEHOLDER}", _GAPS.sub(_gap, text)).replace(_PICTURE, "")
        return [line.strip().replace(_HOLD, PLACEHOLDER) for line in text.split(_PAGE) if _OWN.search(line)]

    def _add(self, string: str) -> None:
        if string:
            self._strings.append(string)
            self._own = self._own or _OWN.search(string) is not None
            self.seen = self.seen or not string.isspace()

    def _mark(self, mark: str) -> None:
        self._end_code()
        self._strings.append(mark)

    def _end_code(self) -> None:
        if not self._code:
            return
        code = "".join(self._code)
        self._code = []
        if _ONE_WORD.fullmatch(code) or not code.strip():
            self._add(code)
        else:
            self._strings.append(code[: len(code) - len(code.lstrip())])
            self._strings.append(_HOLD)
            self._strings.append(code[len(code.rstrip()) :])


def _gap(match: re.Match[str]) -> str:
    """Return what white space comes to: a page break and two line breaks end a block; tabs and holes leave a space."""
    gap = match[0]
    if _PAGE in gap or gap.count(_BREAK) > 1:
        return _PAGE
    if "\t" in gap or _BREAK in gap:
        return " "
    return " " * (" " in gap) if _CUT in gap else gap


def _unwrapped(string: str) -> str:
    """Return text in which white space with a line end in it is a space, as it is displayed."""
    if "\n" not in string and "\r" not in string and "\t" not in string:
        return string
    return _WHITE.sub(lambda match: match[0] if match[0].strip(" ") == "" else " ", string)
