"""The text of a page of a PDF: characters become fragments, each a stretch of one line without wide gaps."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mtqa.errors import ReadError

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_CHARACTERS = 300_000
"""Characters that a page may hold."""
HYPHEN = "\xad"
"""A hyphen that parts a word at the end of a line, or one that may."""
_ROTATED = "rotated text"
_INVISIBLE = "invisible text"
_OUTSIDE = "text outside of the page"
_GAP, _BACK = 1.0, -0.1
"""How far a character may stand from the end of the one before it, and before its begin; ligatures are two in one."""
_SAME = 0.08
_STRAIGHT = 0.035
_BOLD = re.compile(rb"bold|black|heavy|cmbx|sfbx", re.IGNORECASE)
_FIXED = re.compile(rb"mono(?!type)|nimbusmon|courier|consol|typewriter|cmtt|sftt", re.IGNORECASE)
_FIXED_PITCH = 1
_EQUAL, _LETTERS = 0.03, 6
_HYPHENS = "\x02\ufffe\xad"
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\ufeff\uffff\ud800-\udfff]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_NAME = 64


class Fragment(NamedTuple):
    """A stretch of a line, of one size. Lengths are in points, and heights grow upwards.

    Attributes:
        text: its text, without white space around it.
        left: where it begins.
        right: where it ends.
        base: the height that its letters stand at.
        size: the size of its letters.
        bold: whether they are bold.
        fixed: whether they are all of one width, as a typewriter's.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    fixed: bool = False


class Page(NamedTuple):
    """What is read of a page.

    Attributes:
        fragments: its text, in the order in which it is drawn.
        left_out: how many fragments are not read, by the reason.
        recognised: whether its text is invisible, as text recognition lays it under a scanned page.
    """

    fragments: tuple[Fragment, ...]
    left_out: Counter[str]
    recognised: bool = False


class _Look(NamedTuple):
    """How a character is drawn: its direction in quarters of a turn, or None where it is oblique; its size."""

    turns: int | None
    size: float


class _Character(NamedTuple):
    number: int
    sign: str
    left: float
    right: float
    base: float
    look: _Look


class _Drawn(NamedTuple):
    fragment: Fragment
    turns: int | None
    visible: bool


def read_page(page: PdfPage) -> Page:
    """Return the text of a page.

    Raises:
        ReadError: there is too much of it.
    """
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MOST_CHARACTERS:
            raise ReadError(f"{count:,} characters, of which {MOST_CHARACTERS:,} at most are read on a page")
        drawn = list(_TextPage(textpage.raw, count).fragments())
    finally:
        textpage.close()
    return _chosen(drawn, page.get_cropbox())


def _chosen(drawn: list[_Drawn], box: tuple[float, float, float, float]) -> Page:
    """Return what a reader of the page sees: one direction of text, and invisible text where there is no other."""
    seen = any(one.visible for one in drawn)
    lengths: Counter[int] = Counter()
    for one in drawn:
        if one.turns is not None and one.visible is seen:
            lengths[one.turns] += len(one.fragment.text)
    turns = max(lengths, key=lambda turns: (lengths[turns], -turns), default=0)
    left, right, low, high = _turned(*box, turns)
    left_out: Counter[str] = Counter()
    found: dict[tuple[str, int, int], Fragment] = {}
    for fragment, way, visible in drawn:
        middle = fragment.base + fragment.size / 3
        if visible is not seen:
            left_out[_INVISIBLE] += 1
        elif way != turns:
            left_out[_ROTATED] += 1
        elif fragment.right <= left or fragment.left >= right or not low <= middle <= high:
            left_out[_OUTSIDE] += 1
        else:
            # Some programs draw letters twice, a little apart, to make them bold.
            found.setdefault((fragment.text, round(fragment.left / 2), round(fragment.base / 2)), fragment)
    return Page(tuple(found.values()), left_out, recognised=bool(drawn) and not seen)


class _TextPage:
    """Asks PDFium for characters, and for more than their boxes only where the height of these changes."""

    def __init__(self, raw: object, count: int) -> None:
        import pypdfium2.raw as pdfium  # noqa: PLC0415 - an extra

        self._pdfium = pdfium
        self._raw = raw
        self._count = count

    def fragments(self) -> Iterator[_Drawn]:
        """Yield the fragments of the page, in the order in which they are drawn."""
        found: list[_Character] = []
        space = False
        for one in self._characters():
            if one is None:
                space = True
                continue
            if found and not _goes_on(found, one):
                yield self._drawn(found)
                found = []
            elif found and space:
                found.append(one._replace(sign=f" {one.sign}"))
                space = False
                continue
            space = False
            found.append(one)
        if found:
            yield self._drawn(found)

    def _characters(self) -> Iterator[_Character | None]:
        """Yield the characters, and None for white space."""
        pdfium, raw, box = self._pdfium, self._raw, self._pdfium.FS_RECTF()
        place = ctypes.byref(box)
        heights, look, base = (0.0, 0.0), _Look(None, 0), 0.0
        for i in range(self._count):
            sign = chr(pdfium.FPDFText_GetUnicode(raw, i))
            if sign.isspace():
                yield None
                continue
            if sign in _HYPHENS:
                sign = HYPHEN
            elif _NO_TEXT.match(sign):
                continue
            pdfium.FPDFText_GetLooseCharBox(raw, i, place)
            now = (box.bottom, box.top)
            if now != heights or look.turns != 0:
                heights = now
                look, base = self._look(i)
            left, right, _, _ = _turned(box.left, box.bottom, box.right, box.top, look.turns or 0)
            yield _Character(i, sign, left, right, base, look)

    def _look(self, i: int) -> tuple[_Look, float]:
        """Return how a character is drawn, and the height that it stands at."""
        matrix, x, y = self._pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        self._pdfium.FPDFText_GetMatrix(self._raw, i, ctypes.byref(matrix))
        self._pdfium.FPDFText_GetCharOrigin(self._raw, i, ctypes.byref(x), ctypes.byref(y))
        size = self._pdfium.FPDFText_GetFontSize(self._raw, i) * math.hypot(matrix.c, matrix.d)
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        turns = round(quarters) % 4 if abs(quarters - round(quarters)) < _STRAIGHT else None
        _, _, base, _ = _turned(x.value, y.value, x.value, y.value, turns or 0)
        return _Look(turns, round(size, 2) or 1.0), base

    def _drawn(self, found: list[_Character]) -> _Drawn:
        first, last = found[0], found[-1]
        text = "".join(one.sign for one in found)
        fonts = {self._font(first.number), self._font(last.number)}
        fragment = Fragment(
            _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text),
            min(one.left for one in found),
            max(one.right for one in found),
            first.base,
            first.look.size,
            all(_BOLD.search(name) for name, _ in fonts),
            all(fixed or _FIXED.search(name) for name, fixed in fonts) or _of_one_width(found),
        )
        return _Drawn(fragment, first.look.turns, self._is_visible(first.number))

    def _font(self, i: int) -> tuple[bytes, bool]:
        """Return the name of a character's font, and whether its letters are all of one width."""
        name, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
        length = self._pdfium.FPDFText_GetFontInfo(self._raw, i, name, _NAME, ctypes.byref(flags))
        return name.value if 0 < length <= _NAME else b"", bool(flags.value & _FIXED_PITCH)

    def _is_visible(self, i: int) -> bool:
        text = self._pdfium.FPDFText_GetTextObject(self._raw, i)
        return not text or (
            self._pdfium.FPDFTextObj_GetTextRenderMode(text) != self._pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        )


def _of_one_width(found: list[_Character]) -> bool:
    """Tell letters of a typewriter by their widths; figures are of one width in most fonts."""
    letters = {one.sign.strip(): one.right - one.left for one in found if one.sign.strip().isalpha()}
    if len(letters) < _LETTERS:
        return False
    return max(letters.values()) - min(letters.values()) <= _EQUAL * found[0].look.size


def _goes_on(found: list[_Character], one: _Character) -> bool:
    """Tell whether a character goes on with the fragment that is being read."""
    last = found[-1]
    if one.look.turns is None or last.look.turns is None:
        return one.look.turns == last.look.turns
    size = last.look.size
    return (
        one.look.turns == last.look.turns
        and abs(one.look.size - size) <= _SAME * size
        and abs(one.base - last.base) <= _SAME * size
        and one.left - last.left >= _BACK * size
        and one.left - last.right <= _GAP * size
    )


def _turned(left: float, bottom: float, right: float, top: float, turns: int) -> tuple[float, float, float, float]:
    """Return the ends of a box along a line, and below and above it, where lines run at so many quarters of a turn."""
    match turns:
        case 1:
            return bottom, top, -right, -left
        case 2:
            return -right, -left, -top, -bottom
        case 3:
            return -top, -bottom, left, right
        case _:
            return left, right, bottom, top
