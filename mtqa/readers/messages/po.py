"""gettext: the translations of a PO file, or the source strings of a template."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mtqa.config import Settings
from mtqa.coverage import ANOTHER_LANGUAGE
from mtqa.document import Document, Source, Span
from mtqa.errors import ReadError
from mtqa.readers.languages import is_english, language_of
from mtqa.readers.messages.units import UNTRANSLATED, Message, Messages, Piece, unescaped
from mtqa.result import SkippedFile

TEMPLATE = "a template: its msgids were checked"
_KEY_LENGTH = 60
_LINE = re.compile(r"[^\r\n]*")
_LINE_END = re.compile(r"\r\n|[\r\n]|\Z")
_KEYWORD = re.compile(r"\s*(msgctxt|msgid_plural|msgid|msgstr|domain)(?![\w-])(?:\s*\[\s*(\d{1,3})\s*\])?")
_STRING = re.compile(r'\s*"((?:[^"\\]|\\.)*+)"')
_OBSOLETE = re.compile(r"\s*#~\s*msgid(?!\w)")
_ESCAPE = re.compile(r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", '"': '"', "\\": "\\"}


@dataclass(slots=True)
class _Entry:
    """An entry: where it begins, its strings, and what is wrong with it."""

    line: int
    fuzzy: bool = False
    context: list[Piece] | None = None
    msgid: list[Piece] | None = None
    plural: list[Piece] | None = None
    forms: dict[int, list[Piece]] = field(default_factory=dict)
    problem: str = ""

    @property
    def is_header(self) -> bool:
        return self.msgid is not None and not self.msgid and not self.context

    @property
    def is_translated(self) -> bool:
        return any(map(_string, self.forms.values()))

    @property
    def name(self) -> str:
        """What tells it from all other entries."""
        said = _string(self.msgid or ())
        return said if self.context is None else f"{_string(self.context)}|{said}"


class PoReader:
    """Reads ``.po`` and ``.pot`` files of gettext: one document, of all that is translated into English."""

    format = "po"
    suffixes: tuple[str, ...] = (".po", ".pot")

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document, and a skipped file that names the line for each entry that can't be read.

        Raises:
            ReadError: the file is in another language, or has no entries.
        """
        scanned = _Scan(source.text)
        entries = [entry for entry in scanned.entries if not entry.problem]
        header = next((_string(entry.forms.get(0, ())) for entry in entries if entry.is_header), "")
        if not entries and not scanned.obsolete:
            raise ReadError("no entries of gettext in it (msgid and msgstr)")
        bodies = [entry for entry in entries if not entry.is_header]
        template = _is_template(source.path, header, bodies, settings)
        messages = Messages(settings)
        first: dict[str, int] = {}
        for entry in scanned.entries:
            problem = entry.problem
            if not problem:
                before = first.setdefault(entry.name, entry.line)
                problem = f"its msgid stands in line {before} already" if before != entry.line else ""
            if problem:
                yield SkippedFile(f"{source.path}:{entry.line}", problem)
            elif not entry.is_header:
                _collect(entry, messages, template=template)
        if scanned.obsolete:
            messages.omit("obsolete", scanned.obsolete)
        if template:
            messages.note(TEMPLATE)
        if (
            charset := _field(header, "Content-Type").lower().partition("charset=")[2].strip()
        ) and charset != "charset":
            _compare(charset, source, messages)
        yield messages.document(source, self.format)


def _is_template(path: str, header: str, entries: Sequence[_Entry], settings: Settings) -> bool:
    """Tell whether the msgids are the English to be checked.

    Raises:
        ReadError: the file is in another language.
    """
    said = _field(header, "Language")
    language = "" if settings.language else said or language_of(path) or ""
    if language and not is_english(language):
        raise ReadError(f"{ANOTHER_LANGUAGE} ({language})")
    bare = not any(entry.is_translated for entry in entries)
    return bare and (not said or path.lower().endswith(".pot"))


def _compare(charset: str, source: Source, messages: Messages) -> None:
    """Note where the file is in an encoding other than the one that it names."""
    try:
        same = source.text.encode(source.encoding).decode(codecs.lookup(charset).name) == source.text
    except (LookupError, UnicodeError, ValueError):
        same = False
    if not same:
        messages.note(f"its header names the encoding {charset[:40]}, but it was read as {source.encoding}")


def _field(header: str, name: str) -> str:
    """Return a field of the header."""
    found = re.search(rf"^{name}:[^\S\n]*([^\n]*)", header, re.MULTILINE)
    return found[1].strip() if found else ""


def _collect(entry: _Entry, messages: Messages, *, template: bool) -> None:
    """Collect the strings of an entry, unless it is passed over as a whole."""
    name = " ".join(entry.name.split())
    key = name if len(name) <= _KEY_LENGTH else f"{name[: _KEY_LENGTH - 1]}…"
    said, plural = (" ".join(_string(pieces or ()).split()) for pieces in (entry.msgid, entry.plural))
    if template:
        for pieces in (entry.msgid, entry.plural):
            if pieces is not None:
                messages.add(Message(key, tuple(pieces)))
    elif not entry.is_translated:
        messages.omit(UNTRANSLATED)
    elif entry.fuzzy:
        messages.omit("fuzzy")
    else:
        for number, pieces in sorted(entry.forms.items()):
            original = plural if number else said
            messages.add(Message(f"{key}[{number}]" if entry.plural else key, tuple(pieces), original))


class _Scan:
    """Goes through a file line by line.

    Attributes:
        entries: its entries, in order.
        obsolete: how many entries are obsolete.
    """

    def __init__(self, text: str) -> None:
        self.entries: list[_Entry] = []
        self.obsolete = 0
        self._text = text
        self._entry: _Entry | None = None
        self._pieces: list[Piece] | None = None
        self._fuzzy = False
        at, number = int(text.startswith("\ufeff")), 0
        while at < len(text):
            number += 1
            line = _LINE.match(text, at)
            end = _LINE_END.match(text, line.end() if line else at)
            assert line is not None
            assert end is not None
            self._line(at, line.end(), number)
            at = end.end()
        self._close()

    def _line(self, start: int, end: int, number: int) -> None:
        text = self._text
        content = text[start:end].lstrip()
        if content.startswith("#"):
            self._comment(content)
        elif keyword := _KEYWORD.match(text, start, end):
            self._keyword(keyword, number)
            self._strings(keyword.end(), end, number)
        elif content:
            self._strings(start, end, number)

    def _comment(self, content: str) -> None:
        if self._entry and (self._entry.forms or self._entry.problem):
            self._close()
        if _OBSOLETE.match(content):
            self.obsolete += 1
            self._fuzzy = False
        elif content.startswith("#,") and "fuzzy" in map(str.strip, content[2:].split(",")):
            self._fuzzy = True

    def _keyword(self, keyword: re.Match[str], number: int) -> None:
        """Open the string that a keyword names, and with the first of an entry, the entry."""
        entry, word = self._entry, keyword[1]
        if word == "domain":
            self._close()
            self._pieces = []
            return
        begins = word == "msgctxt" or (word == "msgid" and not (entry and entry.context is not None))
        if entry is None or begins or (word == "msgid" and entry.msgid is not None):
            self._close()
            entry = self._entry = _Entry(number, self._fuzzy)
            self._fuzzy = False
        self._pieces = []
        if word == "msgstr":
            if int(keyword[2] or 0) in entry.forms:
                entry.problem = entry.problem or "a msgstr stands in it twice"
            entry.forms[int(keyword[2] or 0)] = self._pieces
        elif word == "msgctxt":
            entry.context = self._pieces
        elif word == "msgid":
            entry.msgid = self._pieces
        else:
            entry.plural = self._pieces

    def _strings(self, at: int, end: int, number: int) -> None:
        """Add the strings of a line to the one that is open."""
        while string := _STRING.match(self._text, at, end):
            if self._pieces is None:
                break
            self._pieces += unescaped(self._text, Span(*string.span(1)), _ESCAPE, _decoded)
            at = string.end()
        rest = self._text[at:end].strip()
        if rest:
            torn = rest[0] == '"' and self._pieces is not None
            self._fail("a string without its closing quotation mark" if torn else "no line of gettext's", number)

    def _fail(self, problem: str, number: int) -> None:
        """Remember what is wrong, once until an entry begins."""
        if self._entry is None:
            self._entry = _Entry(number)
        if not self._entry.problem:
            self._entry.problem = problem
            self._entry.line = number

    def _close(self) -> None:
        """Take the end of an entry."""
        entry, self._entry, self._pieces = self._entry, None, None
        if entry is None:
            return
        if entry.msgid is None:
            entry.problem = entry.problem or "no msgid"
        if not entry.forms:
            entry.problem = entry.problem or "no msgstr"
        self.entries.append(entry)


def _decoded(found: re.Match[str]) -> str:
    """Return what stands after a backslash as C reads it; bytes that are no ASCII are dropped, being in no encoding."""
    escape = found[0][1:]
    if escape in _LETTERS:
        return _LETTERS[escape]
    base = 8 if escape[0] in "01234567" else 16 if escape[0] == "x" and len(escape) > 1 else 0
    if not base:
        return f"\\{escape}"
    code = int(escape.removeprefix("x"), base)
    return chr(code) if 0 < code < 0x80 else ""


def _string(pieces: Sequence[Piece]) -> str:
    return "".join(string for string, _ in pieces)
