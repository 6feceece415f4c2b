r"""LaTeX: the prose of a document, with its commands and mathematics masked, and nothing else ever read.

The text is cut into tokens once, from front to back. Where each group ends is known beforehand, so braces that mean
nothing cost nothing, however deep they are, and macros are never expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.config import Settings
from mtqa.document import Document, Source
from mtqa.readers.documents.latex_commands import Commands
from mtqa.readers.documents.latex_flow import Flow
from mtqa.readers.documents.latex_groups import Groups
from mtqa.readers.documents.markup_lines import in_order
from mtqa.result import SkippedFile

_TOKEN = re.compile(
    r"""(?P<comment>%[^\r\n]*(?:\r\n|[\r\n]|\Z)[ \t]*)
      | (?P<cite>(?<![~\s])[~ \t]*(?:(?:\r\n|[\r\n])[ \t]*)?\\(?P<citing>[A-Za-z]{0,20}[Cc]ite[A-Za-z]{0,20}\*?))
      | (?P<command>\\(?:(?P<name>[A-Za-z@]+\*?|\r\n|.)|\Z))
      | (?P<blank>(?:\r\n|[\r\n])[ \t]*[\r\n]\s*)
      | (?P<maths>\$)
      | (?P<close>[}\]])
      | (?P<open>\{)
      | (?P<typed>~|---?|``|''|`)
      | (?P<cell>&)
    """,
    re.VERBOSE | re.DOTALL,
)
_TYPED = {"~": " ", "--": "–", "---": "—", "``": "“", "''": "”", "`": "‘"}
_ABOUT = re.compile(r"\\(?:title|subtitle)\s*(?=[\[{])")


class LatexReader:
    """Reads ``.tex`` and ``.ltx`` files."""

    format = "latex"
    suffixes: tuple[str, ...] = (".tex", ".ltx")

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:  # noqa: ARG002
        """Yield the one document of a file; what it includes is read where it is a file of its own."""
        walk = _Walk(source.text)
        walk.run()
        found = tuple(walk.flow.finish())
        masks = in_order(walk.flow.masks)
        yield Document(source.path, self.format, found, source.text, encoding=source.encoding, masks=masks)


class _Walk:
    def __init__(self, text: str) -> None:
        self._text = text
        self._groups = Groups(text)
        self.flow = Flow(text)
        self._commands = Commands(self._groups, self.flow)

    def run(self) -> None:
        """Read the body of the document, after the title in its preamble; a part of a document is all body."""
        text = self._text
        start = int(text.startswith("\ufeff"))
        body = self._groups.find("\\begin{document}", start)
        if body is None:
            self._read(start, len(text))
            return
        for about in _ABOUT.finditer(text, start, body):
            brace = self._groups.brace(about.end())
            if brace is not None and brace < body:
                self._read(about.start(), self._groups.ends[brace] + 1)
        begin = body + len("\\begin{document}")
        end = self._groups.end_of("document", begin)
        self.flow.mask(start, begin, "preamble")
        self._read(begin, len(text) if end is None else end)
        if end is not None:
            self.flow.mask(end, len(text), "what follows the document")

    def _read(self, start: int, end: int) -> None:
        at = start
        while token := _TOKEN.search(self._text, at, end):
            stop = token.start()
            if token["name"] and self._commands.drops_space(token["name"], token.end()):
                while stop > at and self._text[stop - 1].isspace():
                    stop -= 1
            self.flow.builder.raw(at, stop)
            at = min(max(self._apply(token), token.end()), end)
        self.flow.builder.raw(at, end)

    def _apply(self, token: re.Match[str]) -> int:
        """Add what a token means, and return where what it takes up ends."""
        start, end = token.span()
        builder = self.flow.builder
        match token.lastgroup:
            case "command" if token["name"]:
                name = token["name"]
                return self._commands.read(name.rstrip("*") or name, start, end)
            case "cite":
                command = token.start("citing") - 1
                return self._commands.cite(start, command, token["citing"].rstrip("*"), end)
            case "comment":
                self._comment(start, end)
            case "maths":
                return self._commands.dollars(start)
            case "open":
                return self._commands.open(start)
            case "close":
                self._commands.close(start)
            case "typed":
                builder.put(_TYPED[token["typed"]], start, end)
            case "cell" if not self.flow.in_cells:
                builder.raw(start, end)
            case "cell" | "blank":
                self.flow.flush()
        return end

    def _comment(self, start: int, end: int) -> None:
        """Leave a comment out, with its line break; a blank line after it still ends the paragraph."""
        stop = start
        while stop < end and self._text[stop] not in "\r\n":
            stop += 1
        self.flow.mask(start, stop, "comment")
        if stop < end and self._text[end : end + 1] in ("\r", "\n"):
            self.flow.flush()
