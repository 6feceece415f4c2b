"""Where the groups of a LaTeX text end: braces, brackets, code and comments, found once, from front to back."""

from __future__ import annotations

import re

from mtqa.readers.documents.latex_words import CODES

_TOKEN = re.compile(
    r"""(?P<code>\\(?:verb|Verb|lstinline)\*?(?P<sign>[^\w\s*\[{]))
      | (?P<address>\\(?:url|href|nolinkurl|path)[ \t]*\{[^{}\s\\]{0,2000}\})
      | \\begin\{(?P<begin>[A-Za-z*]{1,40})\}
      | (?P<escape>\\.)
      | (?P<comment>%[^\r\n]*)
      | (?P<blank>(?:\r\n|[\r\n])[ \t]*(?=[\r\n]))
      | (?P<sign_of_group>[{}\[\]])
    """,
    re.VERBOSE | re.DOTALL,
)
_GAP = re.compile(r"[ \t]*(?:(?:\r\n|[\r\n])[ \t]*(?![\r\n]))?")
_LINE_END = re.compile(r"[\r\n]")
_COMMAND = re.compile(r"\\(?:[A-Za-z@]+\*?|.)", re.DOTALL)
_WORDED = re.compile(r"\s*[A-Za-z\\(\"'“‘`{$][^\s]*\s+\S")
_LONGEST_CODE = 1000


class Groups:
    """Knows where each group of a text ends.

    Attributes:
        ends: where the closing sign of each brace and bracket stands.
        codes: where each stretch of code in a line ends, by where its command begins.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends: dict[int, int] = {}
        self.codes: dict[int, int] = {}
        self._lacking: dict[str, int] = {}
        stack: list[int] = []
        at = 0
        while token := _TOKEN.search(text, at):
            at = token.end()
            if token["sign_of_group"]:
                self._group(token["sign_of_group"], token.start(), stack)
            elif token["code"]:
                at = self._code(token)
            elif token["address"]:
                self.ends[text.index("{", token.start())] = at - 1
            elif token["begin"]:
                self.ends[token.start("begin") - 1] = at - 1
                at = (token["begin"] in CODES and self.end_of(token["begin"], at)) or at
            elif token["blank"] is not None:
                while stack and text[stack[-1]] == "[":
                    stack.pop()

    def _group(self, sign: str, at: int, stack: list[int]) -> None:
        if sign in "{[":
            stack.append(at)
        elif sign == "]":
            if stack and self.text[stack[-1]] == "[":
                self.ends[stack.pop()] = at
        else:
            while stack and self.text[stack[-1]] == "[":
                stack.pop()
            if stack:
                self.ends[stack.pop()] = at

    def _code(self, token: re.Match[str]) -> int:
        """Note where code between two equal signs ends, which is in the same line."""
        close = self.text.find(token["sign"], token.end(), token.end() + _LONGEST_CODE)
        if close < 0 or _LINE_END.search(self.text, token.end(), close):
            return token.end()
        self.codes[token.start()] = close + 1
        return close + 1

    def end_of(self, name: str, at: int) -> int | None:
        r"""Return where the ``\end`` of an environment begins; what isn't found is not looked for again."""
        return self.find(f"\\end{{{name}}}", at)

    def find(self, what: str, at: int) -> int | None:
        """Return where a string stands next; what isn't found is not looked for again."""
        if at >= self._lacking.get(what, len(self.text)):
            return None
        found = self.text.find(what, at)
        if found < 0:
            self._lacking[what] = at
            return None
        return found

    def gap(self, at: int) -> int:
        """Return where white space ends that may stand before an argument."""
        gap = _GAP.match(self.text, at)
        return gap.end() if gap else at

    def optional(self, at: int) -> int:
        """Return where the arguments in brackets that begin at ``at`` end."""
        while self.text.startswith("[", start := self.gap(at)) and start in self.ends:
            at = self.ends[start] + 1
        return at

    def brace(self, at: int) -> int | None:
        """Return where the group begins that is an argument at ``at``, after those in brackets."""
        start = self.gap(self.optional(at))
        return start if self.text.startswith("{", start) and start in self.ends else None

    def after(self, at: int, count: int) -> int:
        """Return where ``count`` arguments end that begin at ``at``, and those in brackets before each."""
        for _ in range(count):
            start = self.gap(self.optional(at))
            if self.text.startswith("{", start) and start in self.ends:
                at = self.ends[start] + 1
            elif command := _COMMAND.match(self.text, start):
                at = command.end()
            else:
                break
        return at

    def is_worded(self, start: int) -> bool:
        """Tell whether the group that begins at ``start`` holds more than one word, and no settings."""
        low, high = start + 1, min(self.ends[start], start + _LONGEST_CODE)
        found = _WORDED.match(self.text, low, high)
        return found is not None and "=" not in found[0]
