"""The inside of a paragraph of AsciiDoc: marks, macros, links, attributes and notes, put into plain words.

Marks are dropped where they stand and what is between them is read on; only one of a sort is ever open, as in
AsciiDoc itself, so that nothing is looked for twice.
"""

from __future__ import annotations

import re

from mtqa.document import Span
from mtqa.readers.building import Builder
from mtqa.readers.entities import add_decoded

_TOKEN = re.compile(
    r"""(?P<escape>\\(?=[*_`\#^~+{<\[(]|https?:|[a-z]{1,20}:))
      | (?P<entity>&\#?\w{1,31};)
      | (?P<quote>["']`(?=\S)|(?<=\S)`["'])
      | (?P<raw>\+\+\+|\$\$)
      | (?P<code>``|`)
      | (?P<literal>(?<![+\w])\+\+?(?![+\s]))
      | (?P<mark>\*\*|\*|__|_|\#\#|\#)
      | (?P<script>\^(?=[^\s^]{1,60}\^)|~(?=[^\s~]{1,60}~))
      | (?P<attribute>\{(?P<name>[\w][\w.:-]{0,80}|set:[^{}\r\n]{0,200})\})
      | (?P<reference><<(?P<target>[^<>,\r\n]{1,300})(?P<comma>,)?)
      | (?P<index>\(\(\([^()]{1,300}\)\)\)|\(\((?=[^()\s][^()]{0,300}\)\)))
      | (?P<anchor>\[\[[\w:][^\[\]\r\n]{0,200}\]\])
      | (?P<role>(?<!\w)\[[.\#%\w][^\[\]\r\n]{0,100}\](?=[*_`\#]))
      | (?P<address>(?<![\w/])(?:https?|ftp|irc)://[^\s\[\]<>"`]{1,2000})
      | (?P<mail>(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})
      | (?P<macro>(?<![\w:])(?P<called>[a-z][a-z0-9]{1,30}):(?P<about>[^\s:\[\]][^\s\[\]]{0,1000})?(?=\[))
      | (?P<hard>[ ]\+(?=[\r\n]|\Z))
    """,
    re.VERBOSE,
)
_CLOSE = {
    "*": re.compile(r"(?<=\S)(?<!\*)\*(?![\w*])"),
    "_": re.compile(r"(?<=\S)(?<!_)_(?![\w])"),
    "#": re.compile(r"(?<=\S)(?<!#)#(?![\w])"),
    "`": re.compile(r"(?<=\S)`(?![\w\"'`])"),
    "+": re.compile(r"(?<=\S)\+(?![\w])"),
}
_SAID = {"“": '"`', "”": '`"', "‘": "'`", "’": "`'"}
_QUOTES = {typed: sign for sign, typed in _SAID.items()}
_NAMED = (
    "plus + amp & lt < gt > vbar | startsb [ endsb ] asterisk * tilde ~ caret ^ backslash \\ apos ' quot \" lsquo ‘ "
    "rsquo ’ ldquo “ rdquo ” deg ° brvbar ¦ two-colons :: two-semicolons ;; backtick ` cpp C++ pp ++"
).split()
_CHARACTERS = {
    **dict(zip(_NAMED[::2], _NAMED[1::2], strict=True)),
    **dict.fromkeys(["empty", "blank", "zwsp", "wj"], ""),
    **dict.fromkeys(["nbsp", "sp"], " "),
}
_WITH_TEXT = frozenset("link mailto xref indexterm2".split())
_SILENT = frozenset("icon anchor indexterm bibanchor".split())
_TAGS = re.compile(r"(?:\s|</?[A-Za-z][^<>]*>|&\w+;)*")
_WORDS = re.compile(r"[\w'’,.;:!?()“” -]*\w[\w'’,.;:!?()“” -]*")
_SETTING = re.compile(r",[ \t]*[\w-]+=")


class Inline:
    """Puts what stands in the blocks of one text into words.

    Args:
        text: the text.
        builder: what the words are added to.
    """

    def __init__(self, text: str, builder: Builder) -> None:
        self._text = text
        self._builder = builder
        self._end = 0
        self._closing: dict[int, int] = {}
        self._open: dict[str, int] = {}
        self._lacking: set[str] = set()
        self._bracket = -1
        self.notes: list[Span] = []
        self.captions: list[Span] = []

    def read(self, start: int, end: int) -> None:
        """Add the words that stand from ``start`` to ``end``; notes and descriptions of images are put aside."""
        self._end = end
        self._closing.clear()
        self._open.clear()
        self._lacking.clear()
        self._bracket = -1
        position = at = start
        while token := _TOKEN.search(self._text, position, end):
            stop = self._closed_before(at, token.start())
            if stop > token.start():
                at = position = stop
                continue
            at = stop
            after = self._apply(token, at, start)
            position = after if after is not None else token.start() + max(len(token["mark"] or ""), 1)
            at = after if after is not None else at
        at = self._closed_before(at, end)
        self._words(at, end)

    def _closed_before(self, at: int, end: int) -> int:
        """Add what stands before ``end``, without the brackets and marks there that close what was opened."""
        for place in sorted(place for place in self._closing if place <= end):
            stop = self._closing.pop(place)
            if place >= at:
                self._words(at, place)
                at = stop
        return at

    def _words(self, start: int, end: int) -> None:
        if start < end:
            add_decoded(self._builder, start, end)

    def _apply(self, token: re.Match[str], at: int, first: int) -> int | None:
        """Add what stands before a token and what it means; return where that ends, None where it means nothing."""
        low, high = token.span()
        if token["mark"]:
            return self._mark(token["mark"], low, at, first)
        if token["code"] or token["literal"]:
            return self._code(token["code"] or token["literal"], low, at, first)
        if token["raw"]:
            return self._raw(token["raw"], low, at)
        if token["macro"]:
            return self._macro(token, at)
        if token["address"] or token["mail"]:
            return self._address(low, high, at)
        self._words(at, low)
        return self._reference(token) if token["reference"] else self._sign(token)

    def _sign(self, token: re.Match[str]) -> int:
        """Add what a sign, an escape or an attribute means; anchors, roles and terms of an index mean nothing."""
        low, high = token.span()
        if token["escape"]:
            self._builder.put(self._text[high], low, high + 1)
            return high + 1
        if token["script"] or token["index"] == "((":
            closing = token["script"] or "))"
            place = self._text.index(closing, high)
            self._closing[place] = place + len(closing)
        elif token["entity"]:
            add_decoded(self._builder, low, high)
        elif token["quote"]:
            self._builder.put(_QUOTES[token["quote"]], low, high)
        elif token["attribute"]:
            self._attribute(token)
        return high

    def _mark(self, mark: str, low: int, at: int, first: int) -> int | None:
        """Drop a mark and the one that closes it, unless one of its sort is open already."""
        high = low + len(mark)
        if self._open.get(mark, -1) > low or high >= self._end:
            return None
        if len(mark) == 1 and not self._constrained(low, high, first):
            return None
        place = self._find(mark, high + len(mark) - 1)
        if place is None:
            return None
        self._words(at, low)
        self._open[mark] = place
        self._closing[place] = place + len(mark)
        return high

    def _code(self, mark: str, low: int, at: int, first: int) -> int | None:
        """Read code or text that keeps its marks."""
        high = low + len(mark)
        if high >= self._end or (len(mark) == 1 and not self._constrained(low, high, first)):
            return None
        place = self._find(mark, high + 1)
        if place is None:
            return None
        self._words(at, low)
        stop = place + len(mark)
        inner = Span(high, place)
        if mark[0] == "+":
            self._builder.raw(*inner)
            return stop
        if inner.end - inner.start > 2 and self._text[inner.start] == "+" == self._text[inner.end - 1]:
            inner = Span(inner.start + 1, inner.end - 1)
        self._builder.code(low, stop, inner)
        return stop

    def _raw(self, mark: str, low: int, at: int) -> int | None:
        """Read what is passed on as it stands: words stay, tags go, and all else is a name."""
        place = self._find(mark, low + len(mark))
        if place is None:
            return None
        self._words(at, low)
        self._passed(low, place + len(mark), Span(low + len(mark), place))
        return place + len(mark)

    def _passed(self, low: int, high: int, inner: Span) -> None:
        if _WORDS.fullmatch(self._text, *inner):
            self._builder.raw(*inner)
        elif not _TAGS.fullmatch(self._text, *inner):
            self._builder.hold(low, high)

    def _attribute(self, token: re.Match[str]) -> None:
        name = token["name"].lower()
        if name in _CHARACTERS:
            self._builder.put(_CHARACTERS[name], *token.span())
        elif not name.startswith("set:"):
            self._builder.hold(*token.span())

    def _reference(self, token: re.Match[str]) -> int:
        """Read a reference to a place in the text: its words, if it has any."""
        low, high = token.span()
        place = self._find(">>", high)
        if place is None or self._text.find("\n", high, place) > high + 300:
            self._builder.raw(low, high)
            return high
        if token["comma"]:
            self._closing[place] = place + 2
            return high
        self._builder.hold(low, place + 2)
        return place + 2

    def _address(self, low: int, high: int, at: int) -> int | None:
        """Read an address: the text in brackets behind it, or a placeholder."""
        text = self._text
        bracket = self._closing_bracket(high) if text.startswith("[", high) else None
        if bracket is not None and self._open.get("[", -1) < low:
            self._words(at, low)
            return self._labelled(low, high, bracket)
        while text[high - 1] in ".,;:!?)":
            high -= 1
        self._words(at, low)
        self._builder.hold(low, high)
        return high

    def _labelled(self, low: int, high: int, bracket: int) -> int:
        """Read the text of a link from its bracket on, without the settings in it."""
        start, stop = high + 1, bracket
        setting = _SETTING.search(self._text, high, stop)
        if setting:
            stop = setting.start()
        if self._text[start : start + 1] == '"' and self._text[stop - 1] == '"' and stop - start > 2:
            start, stop = start + 1, stop - 1
        if self._text[stop - 1] == "^" and stop - 1 > start:
            stop -= 1
        if start >= stop or "=" in self._text[start:stop].partition(" ")[0]:
            self._builder.hold(low, bracket + 1)
            return bracket + 1
        self._closing[stop] = bracket + 1
        self._open["["] = bracket
        return start

    def _macro(self, token: re.Match[str], at: int) -> int | None:
        """Read a macro: its text, a placeholder, or nothing; notes and images are put aside."""
        name, low, high = token["called"], token.start(), token.end()
        bracket = self._closing_bracket(high)
        if bracket is None:
            return None
        inner = Span(high + 1, bracket)
        if name in {"footnote", "footnoteref", "image"} or name in _SILENT:
            while name.startswith("footnote") and low > at and self._text[low - 1].isspace():
                low -= 1
            self._words(at, low)
            if name == "image":
                self.captions.append(inner)
            elif name not in _SILENT:
                self.notes.append(inner)
            return bracket + 1
        self._words(at, low)
        if name in _WITH_TEXT and self._open.get("[", -1) < low:
            return self._labelled(low, high, bracket)
        if name == "pass":
            self._passed(low, bracket + 1, inner)
        else:
            self._builder.hold(low, bracket + 1)
        return bracket + 1

    def _closing_bracket(self, at: int) -> int | None:
        """Return where the bracket at ``at`` closes."""
        if self._bracket > at:
            return self._bracket if self._bracket < self._end else None
        place = at
        while (place := self._text.find("]", place + 1, self._end)) >= 0 and self._text[place - 1] == "\\":
            pass
        self._bracket = self._end + 1 if place < 0 else place
        return None if self._bracket > self._end else place

    def _constrained(self, low: int, high: int, first: int) -> bool:
        """Tell whether a single mark may open here: not after a word, nor before white space."""
        before = self._text[low - 1] if low > first else " "
        return not (before.isalnum() or before in "_}") and not self._text[high].isspace()

    def _find(self, mark: str, at: int) -> int | None:
        """Return where a mark closes; nothing is looked for twice in vain."""
        if mark in self._lacking:
            return None
        if mark in _CLOSE:
            found = _CLOSE[mark].search(self._text, at + (mark not in "`+"), self._end)
            place = found.start() if found else -1
        else:
            place = self._text.find(mark, at, self._end)
        if place < 0:
            self._lacking.add(mark)
            return None
        return place
