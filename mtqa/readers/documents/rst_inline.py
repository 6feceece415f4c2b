"""The inside of a paragraph of reStructuredText: emphasis, literals, links, roles, notes, substitutions, escapes.

A mark opens only after white space or an opening sign and before a character, and closes the other way round;
whatever is opened and never closed is text.
"""

from __future__ import annotations

import re
import unicodedata

from mtqa.document import Span
from mtqa.readers.building import Builder

_BEFORE = "-:/'\"<([{"
_AFTER = "'\")]}>-/:.,;!?\\"
_OPENERS = frozenset({"Ps", "Pi", "Pf", "Pd", "Po"})
_CLOSERS = frozenset({"Pe", "Pi", "Pf", "Pd", "Po"})
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">", "'": "'", '"': '"', "‘": "’", "“": "”", "«": "»", "‹": "›"}
_NAME = r"[^\W_]{1,60}(?:[-._+:][^\W_]{1,60}){0,8}"
_TOKEN = re.compile(
    rf"""(?P<escape>\\(?:[ \t]*(?:\r\n|[\r\n])[ \t]*|.|\Z))
      | (?P<role>:{_NAME}:)(?=`)
      | (?P<mark>``|\*\*|\*|_`|`|\|(?!\|))
      | (?P<note>\[(?:[0-9]{{1,9}}|\#[\w.-]{{0,100}}|\*|(?P<cited>[A-Za-z][\w.+:-]{{0,100}}))\]_)(?![\w`])
      | (?P<reference>(?<=[^\W_])__?)(?![\w`])
      | (?P<address>(?<![\w/])(?:(?:https?|ftp)://|mailto:)[^\s<>"`]{{1,2000}}
          |(?<![\w.+@-])[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}})
    """,
    re.VERBOSE,
)
_ENDS = {
    "``": re.compile(r"(?<!\s)``"),
    "**": re.compile(r"(?<![\s\\])\*\*"),
    "*": re.compile(r"(?<![\s\\])\*"),
    "_`": re.compile(r"(?<![\s\\])`"),
    "`": re.compile(rf"(?<![\s\\])`(?:__?(?!\w)|(?P<role>:{_NAME}:))?"),
    "|": re.compile(r"(?<![\s\\])\|(?:__?(?!\w))?"),
}
_ESCAPE = re.compile(r"\\(?:[ \t]*(?:\r\n|[\r\n])[ \t]*|.|\Z)")
_TRAIL = re.compile(r"[.,;:!?'\")\]}]+\Z")
_WORDS = re.compile(r"[\w'’,.&;:!?()“”\"-]+(?:\s+[\w'’,.&;:!?()“”\"-]+)+")

_TEXT_ROLES = frozenset(
    "emphasis strong subscript sub superscript sup title-reference title t abbr abbreviation ac acronym term dfn "
    "guilabel index any ref doc download numref def cite-text del-text".split()
)
_CODE_ROLES = frozenset(
    "math eq raw code literal file samp kbd menuselection command program envvar option makevar manpage mimetype "
    "newsgroup regexp token keyword pep rfc cve cwe pypi issue pr user commit func function meth method class mod "
    "module attr attribute obj object data const exc exception var type macro member struct enum union enumerator "
    "cite citet citep footcite bibcode doi".split()
)
_BY_NAME = frozenset("ref doc numref any download".split())


class Inline:
    """Puts what stands in paragraphs of one text into words.

    Args:
        text: the text.
        builder: what the words are added to.
    """

    def __init__(self, text: str, builder: Builder) -> None:
        self._text = text
        self._builder = builder
        self._end = 0
        self._lacking: set[str] = set()

    def read(self, start: int, end: int) -> None:
        """Add the words that stand from ``start`` to ``end``."""
        text, at = self._text, start
        self._end = end
        self._lacking.clear()
        position = start
        while token := _TOKEN.search(text, position, end):
            stop = self._apply(token, start, at)
            position = stop or (token.end() if token["mark"] else token.start() + 1)
            at = stop or at
        self._builder.raw(at, end)

    def _apply(self, token: re.Match[str], first: int, at: int) -> int | None:
        """Add what stands from ``at`` to a token and what it means; return where that ends, None for plain text."""
        low, high = token.span()
        if token["escape"] is not None:
            self._builder.raw(at, low)
            self._escape(low, high)
            return high
        if token["reference"]:
            return self._reference(low, high, at)
        if not self._opens(low, first, token):
            return None
        if token["mark"] in ("`", None):
            return self._named(token, at)
        return self._marked(token["mark"], low, at)

    def _named(self, token: re.Match[str], at: int) -> int | None:
        """Read a link or a role, the mark of a note, or an address."""
        low, high = token.span()
        if token["mark"]:
            return self._interpreted(low, at, low, "")
        if token["role"]:
            return self._interpreted(high, at, low, token["role"])
        if token["note"]:
            return self._note(token, at) if self._closes(high) else None
        trail = _TRAIL.search(self._text, low, high)
        high = trail.start() if trail else high
        self._builder.raw(at, low)
        self._builder.hold(low, high)
        return high

    def _reference(self, low: int, high: int, at: int) -> int | None:
        """Leave out what makes a word a link, unless it stands at the end of a name such as ``__init__``."""
        start = low
        while start > at and (self._text[start - 1].isalnum() or self._text[start - 1] in "_-.+:"):
            start -= 1
        if not self._closes(high) or not self._text[start].isalnum() or not _opens_after(self._text[start - 1 : start]):
            return None
        self._builder.raw(at, low)
        return high

    def _marked(self, mark: str, low: int, at: int) -> int | None:
        inner = Span(low + len(mark), 0)
        found = self._find(mark, inner.start)
        if found is None:
            return None
        inner = Span(inner.start, found.start())
        self._builder.raw(at, low)
        if mark == "``":
            self._builder.code(low, found.end(), inner)
        elif mark == "|":
            self._builder.hold(low, found.end())
        else:
            self._plain(*inner)
        return found.end()

    def _interpreted(self, low: int, at: int, first: int, role: str) -> int | None:
        """Read what stands between backquotes: a link, or text whose role stands before or after it, or nowhere."""
        if self._text.startswith("``", low):
            return None
        found = self._find("`", low + 1)
        if found is None:
            return None
        inner, end = Span(low + 1, found.start()), found.end()
        self._builder.raw(at, first)
        if found[0].endswith("_"):
            titled = self._titled(inner)
            if titled == inner.start:
                self._builder.hold(first, end)
            else:
                self._plain(inner.start, titled or inner.end)
        else:
            self._in_role((role or found["role"] or "").strip(":").lower(), Span(first, end), inner)
        return end

    def _in_role(self, role: str, whole: Span, inner: Span) -> None:
        """Add interpreted text: words stay, names of code do not, and a bare target says nothing by itself."""
        name = role.rpartition(":")[2]
        titled = self._titled(inner)
        if titled and titled > inner.start and name not in _CODE_ROLES:
            self._plain(inner.start, titled)
        elif name in _BY_NAME:
            self._builder.hold(*whole)
        elif name.startswith("abbr"):
            about = self._text.find(" (", *inner)
            self._plain(inner.start, about if about > 0 else inner.end)
        elif name in _TEXT_ROLES:
            self._plain(*inner)
        elif titled and _WORDS.fullmatch(self._text, inner.start, titled):
            self._plain(inner.start, titled)
        elif name not in _CODE_ROLES and _WORDS.fullmatch(self._text, *inner):
            self._plain(*inner)
        else:
            self._builder.code(*whole, inner)

    def _titled(self, inner: Span) -> int | None:
        """Return where the text of ``text <target>`` ends, or None where there is no target."""
        end = inner.end
        mark = self._text.rfind("<", *inner)
        if mark < 0 or self._text[end - 1] != ">" or self._text[mark - 1] == "\\":
            return None
        while mark > inner.start and self._text[mark - 1].isspace():
            mark -= 1
        return mark

    def _note(self, token: re.Match[str], at: int) -> int:
        """Leave out the mark of a note, and one of a source that is no part of the sentence."""
        low, high = token.span()
        bare = high >= self._end or self._text[high] in ".,;:!?)"
        if token["cited"] and not bare:
            self._builder.raw(at, low)
            self._builder.hold(low, high)
            return high
        while bare and low > at and self._text[low - 1].isspace():
            low -= 1
        self._builder.raw(at, low)
        return high

    def _plain(self, start: int, end: int) -> None:
        """Add a stretch that holds no marks but escapes."""
        at = start
        for escape in _ESCAPE.finditer(self._text, start, end):
            self._builder.raw(at, escape.start())
            self._escape(*escape.span())
            at = escape.end()
        self._builder.raw(at, end)

    def _escape(self, start: int, end: int) -> None:
        escaped = self._text[start + 1 : end]
        if not escaped.isspace():
            self._builder.put(escaped, start, end)

    def _find(self, mark: str, start: int) -> re.Match[str] | None:
        """Find where a mark that is opened before ``start`` closes; nothing is looked for twice in vain."""
        if mark in self._lacking:
            return None
        position = start + 1
        while found := _ENDS[mark].search(self._text, position, self._end):
            if self._closes(found.end()):
                return found
            position = found.start() + 1
        self._lacking.add(mark)
        return None

    def _opens(self, low: int, first: int, token: re.Match[str]) -> bool:
        """Tell whether markup may begin here: what stands before and after it decides."""
        before = self._text[low - 1] if low > first else " "
        if token["mark"]:
            following = self._text[token.end()] if token.end() < self._end else " "
            if following.isspace() or _PAIRS.get(before) == following:
                return False
        return _opens_after(before)

    def _closes(self, at: int) -> bool:
        """Tell whether markup may end before what stands at ``at``."""
        if at >= self._end:
            return True
        after = self._text[at]
        return after.isspace() or after in _AFTER or (after > "\x7f" and unicodedata.category(after) in _CLOSERS)


def _opens_after(before: str) -> bool:
    """Tell whether markup may begin after a character, or at the beginning of all."""
    if not before or before.isspace() or before in _BEFORE:
        return True
    return before > "\x7f" and unicodedata.category(before) in _OPENERS
