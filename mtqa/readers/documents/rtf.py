r"""Rich Text Format: its prose, each character mapped to where it, or the escape that stands for it, is in the file.

An RTF file is text: words that begin with a backslash, groups in braces, and characters that are meant as such.
Line breaks of the file mean nothing; ``\par`` ends a paragraph. striprtf reads hidden and deleted text, leaves out
notes and headers, and can't tell where it found anything, so the grammar, which is small, is read here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mtqa.config import Settings
from mtqa.document import Document, Kind, Lines, Omitted, Source
from mtqa.errors import ReadError
from mtqa.readers.documents.office_styles import Role
from mtqa.readers.documents.rtf_header import NO_LETTERS, Header
from mtqa.readers.documents.rtf_story import PICTURE, Counts, Story
from mtqa.readers.documents.rtf_words import (
    BULLETS,
    FALLBACK,
    HELD,
    HOLLOW,
    MARGINS,
    PARTS,
    SIGNS,
    SKIPPED,
    TOKEN,
    Mode,
    State,
    decoded,
)
from mtqa.readers.languages import is_english, language_of
from mtqa.result import SkippedFile

_START = "{\\rtf"
_DEEPEST = 8
"""Parts that may stand in each other: a note in a box. What lies deeper is read with the text around it."""
_DESCRIPTION = "wzDescription"
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_PRIVATE = range(0xE000, 0xF900)


class RtfReader:
    """Reads ``.rtf`` files."""

    format = "rtf"
    suffixes: tuple[str, ...] = (".rtf",)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the one document of a file, and a skipped file that names the line where one is cut off."""
        code = language_of(source.path)
        if code and not settings.language and not is_english(code):
            raise ReadError(f"in another language ({code})")
        start = len(source.text) - len(source.text.lstrip("\ufeff \t\r\n"))
        if not source.text.startswith(_START, start):
            raise ReadError(f"no RTF: it does not begin with '{_START}'; give it the suffix of what it is")
        reading = _Reading(source.text, comments=settings.comments)
        unclosed = reading.run(start)
        yield Document(
            source.path,
            self.format,
            tuple(reading.body.segments),
            source.text,
            encoding=source.encoding,
            omitted=tuple(Omitted(*item) for item in reading.omitted.items()),
            notes=("its tracked changes are read as if they were accepted",) * reading.changed,
        )
        if unclosed:
            line, _ = Lines(source.text).at(len(source.text))
            groups = "a group is" if unclosed == 1 else f"{unclosed:,} groups are"
            yield SkippedFile(f"{source.path}:{line}", f"cut off: {groups} not closed; what stands before is read")


class _Reading:
    """The reading of one file."""

    def __init__(self, text: str, *, comments: bool) -> None:
        self.omitted: Counter[str] = Counter()
        self.changed = False
        self._text = text
        self._comments = comments
        self._header = Header()
        self._counts = Counts()
        self.body = Story(text, self._counts)
        self._state = State(self.body)
        self._stack: list[State] = []
        self._margins: set[tuple[str, ...]] = set()
        self._name, self._at = "", 0
        self._half = (0, 0)

    def run(self, at: int) -> int:
        """Read the file's one group and nothing after it, and return how many groups are not closed."""
        self._at = at
        optional = False
        while match := TOKEN.search(self._text, self._at):
            start, self._at = match.span()
            what = match.lastgroup
            if what == "text":
                self._string(match[0], start)
            elif match[0] == "{":
                self._stack.append(self._state)
                self._state = self._state.inner()
            elif match[0] == "}":
                self._close()
                if not self._stack:
                    return 0
            elif what == "bytes":
                self._bytes(start)
            elif what == "sign":
                self._sign(match["sign"], start)
            else:
                self._word(match["word"], match["number"], start, optional=optional)
            optional = what == "sign" and match[0] == "\\*"
        unclosed = len(self._stack)
        while self._stack:
            self._state.held = None
            self._close()
        return unclosed

    def _close(self) -> None:
        inner, self._state = self._state, self._stack.pop()
        if inner.story is not self._state.story:
            self._end_part(inner, self._state.story)
        elif not self._stack:
            self._break(inner)
        elif inner.held is not None and self._shows():
            self._state.story.builder.hold(inner.held, self._at)

    def _end_part(self, state: State, outer: Story) -> None:
        """End a part, and have it read after the paragraph in whose midst it stands."""
        self._break(state)
        story = state.story
        found = story.segments
        if story.part in MARGINS and found:
            texts = tuple(segment.text for segment in found)
            if texts in self._margins:
                self.omitted["headers and footers that repeat others"] += 1
                return
            self._margins.add(texts)
        (outer.within if outer.builder.holds_text else outer.segments).extend(found)

    def _break(self, state: State) -> None:
        """End a paragraph."""
        role = self._header.role(state.style) or (Role(Kind.HEADING) if state.outline else None)
        reason = state.story.end(role, listed=state.listed, table=state.table)
        if reason:
            self.omitted[reason] += 1

    def _shows(self) -> bool:
        """Tell whether text that comes is displayed, and count what is hidden, once a paragraph."""
        state = self._state
        if state.mode is not Mode.READ:
            return False
        if not (state.hidden or state.deleted):
            return True
        reason = "tracked deletions" if state.deleted else "hidden text"
        if reason not in state.story.hidden:
            state.story.hidden.add(reason)
            self.omitted[reason] += 1
        self.changed = self.changed or state.deleted
        return False

    def _string(self, text: str, start: int) -> None:
        mode = self._state.mode
        self._half = (0, 0)
        if mode is Mode.STYLES:
            self._header.named(text)
        elif mode is Mode.NAME:
            self._name += text
        elif mode is Mode.READ and self._codec() != NO_LETTERS and self._shows():
            self._state.story.builder.raw(start, start + len(text))

    def _put(self, string: str, start: int, end: int) -> None:
        if string and self._shows():
            self._state.story.builder.put(string, start, end)

    def _codec(self) -> str:
        font = self._state.font
        return self._header.codec(self._header.default if font is None else font)

    def _bytes(self, start: int) -> None:
        """Read characters that are given as bytes of a code page, in which one may take two."""
        self._half = (0, 0)
        codec = self._codec()
        if codec != NO_LETTERS and self._shows():
            for sign, begin, end in decoded(self._text, start, self._at, codec):
                self._put(sign, begin, end)

    def _unicode(self, number: int, start: int) -> None:
        """Read a character by its number, and pass over what stands there for programs that know no Unicode."""
        for _ in range(self._state.fallback):
            match = FALLBACK.match(self._text, self._at)
            if match is None:
                break
            self._at = match.end()
        code = number + 0x10000 if number < 0 else number
        (half, begin), self._half = self._half, (0, 0)
        if code in _HIGH:
            self._half = (code, start)
        elif code in _LOW:
            if half:
                self._put(chr(0x10000 + (half - _HIGH.start) * 0x400 + code - _LOW.start), begin, self._at)
        elif code not in _PRIVATE and 0x20 <= code <= 0x10FFFF:
            self._put(chr(code), start, self._at)

    def _sign(self, sign: str, start: int) -> None:
        if sign in SIGNS:
            self._put(SIGNS[sign], start, self._at)
        elif sign in ("\n", "\r", "\r\n"):
            self._flow("par", start)

    def _word(self, word: str, number: str | None, start: int, *, optional: bool) -> None:
        count = 1 if number is None else int(number)
        mode = self._state.mode
        if word == "bin":
            self._at += max(count, 0)
        elif mode is Mode.SKIP:
            return
        elif word == "u":
            self._unicode(count, start)
        elif word in SIGNS:
            self._put(SIGNS[word], start, self._at)
        elif mode in (Mode.FONTS, Mode.STYLES):
            if not self._header.take(word, count) and optional:
                self._state.mode = Mode.SKIP
        elif not (
            self._state.take(word, count)
            or self._flow(word, start)
            or self._header.page_of(word, count)
            or (len(self._stack) > 1 and self._destination(word, start))
        ):
            self._state.mode = Mode.SKIP if optional and len(self._stack) > 1 else mode

    def _flow(self, word: str, start: int) -> bool:
        """Take a word that parts paragraphs or lines, and tell whether it is one."""
        state = self._state
        story = state.story
        reads = state.mode is Mode.READ
        if word in ("par", "sect", "page", "column", "cell", "nestcell"):
            if reads:
                state.table = state.table or word.endswith("cell")
                self._break(state)
        elif word in ("row", "nestrow"):
            story.row()
        elif word in ("line", "lbr"):
            if reads and story.break_end == start:
                self._break(state)
            else:
                self._put("\n", start, self._at)
                story.break_end = self._at
        elif word == "ftnalt":
            story.part = story.part.replace("footnote", "endnote")
        elif word == "revised":
            self.changed = True
        else:
            return False
        return True

    def _destination(self, word: str, start: int) -> bool:
        """Take a word that says what its group is for, and tell whether it is one."""
        state = self._state
        hollow = state.mode is Mode.HOLLOW
        if word in SKIPPED:
            state.mode = Mode.SKIP
        elif word in HELD:
            state.mode, state.held = Mode.SKIP, start
        elif word in HOLLOW:
            state.mode = Mode.HOLLOW
        elif word in BULLETS:
            state.mode, state.story.listed = Mode.SKIP, True
        elif word in ("fonttbl", "stylesheet"):
            state.mode = Mode.FONTS if word == "fonttbl" else Mode.STYLES
        elif word in PARTS:
            self._part(PARTS[word])
        elif hollow and word == "ud":
            state.mode = Mode.READ
        elif hollow and word == "sn":
            state.mode, self._name = Mode.NAME, ""
        elif hollow and word == "sv":
            self._value()
        else:
            return False
        return True

    def _value(self) -> None:
        """Read the value of a property if that is the description of a picture."""
        if self._name.strip() == _DESCRIPTION:
            self._part(PICTURE)
        else:
            self._state.mode = Mode.SKIP

    def _part(self, name: str) -> None:
        state = self._state
        if name == "comment" and not self._comments:
            self.omitted["comments"] += 1
            state.mode = Mode.SKIP
        elif state.depth < _DEEPEST:
            story = Story(self._text, self._counts, name)
            self._state = State(story, fallback=state.fallback, depth=state.depth + 1)
