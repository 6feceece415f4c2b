r"""LaTeX's commands and environments: what each adds to the text, and where it, or what of it is left out, ends."""

from __future__ import annotations

import re

from mtqa.document import Kind, Span
from mtqa.readers.documents import latex_words as words
from mtqa.readers.documents.latex_flow import Flow
from mtqa.readers.documents.latex_groups import Groups
from mtqa.readers.documents.latex_maths import Maths
from mtqa.readers.languages import is_english

_OVERLAY = re.compile(r"<[\d,\-+.|@a-z: ]{1,24}>")
_NEW = re.compile(r"\\(?:(?:re)?new|provide)command\*?\s*\{?\s*\\([A-Za-z@]+)\s*\}?\s*\{(?=[^{}]{0,200}[A-Za-z]{2})")
_DEFINED = re.compile(r"\s*\\[A-Za-z@]+[^{}\r\n]{0,100}(?=\{)")
_SPACES = re.compile(r"[ \t]+")
_NEEDS_NOUN = frozenset(
    "a about after and any as at before both by cf cf. e.g. following for from here in is like of on or per refer see "
    "than that the to under using via when where which with within are was were while".split()
)
_LAST_WORD = re.compile(r"[A-Za-z.]+\Z")
_PUNCTUATION = tuple(".,;:!?)")


class Commands:
    """Reads the commands of one text.

    Args:
        groups: the text's groups.
        flow: what the words are added to.
    """

    def __init__(self, groups: Groups, flow: Flow) -> None:
        self._text = groups.text
        self._groups = groups
        self._flow = flow
        self._maths = Maths(groups, flow)
        self._nouns = frozenset(_NEW.findall(groups.text))
        self._opening: dict[int, int] = {}
        self._closing: dict[int, str] = {}

    def open(self, at: int) -> int:
        """Pass a brace that opens a group; return where reading goes on."""
        end = self._opening.pop(at, at + 1)
        if end < 0:
            self._flow.enter(-end, Kind.PARAGRAPH)
            return at + 1
        return end

    def close(self, at: int) -> None:
        """Pass a brace or bracket that closes a group."""
        if at == self._flow.ends_at:
            self._flow.leave()
        elif at in self._closing:
            self._flow.builder.put(self._closing.pop(at), at, at + 1)
        elif self._text[at] == "]":
            self._flow.builder.raw(at, at + 1)

    def dollars(self, at: int) -> int:
        """Read a formula between dollar signs."""
        return self._maths.dollars(at)

    def drops_space(self, name: str, end: int) -> bool:
        """Tell whether a command says nothing and stands before a sign that has no space before it."""
        if name not in words.SILENT or name in words.BREAKS:
            return False
        after = self._groups.after(self._groups.optional(end), words.SILENT[name])
        return self._text.startswith(_PUNCTUATION, after)

    def cite(self, start: int, command: int, name: str, end: int) -> int:
        """Read a reference to a source: a name in the sentence, or nothing, if the sentence can do without it.

        Args:
            start: where the space before the command begins.
            command: where the command begins.
            name: its name.
            end: where its name ends.
        """
        builder, text = self._flow.builder, self._text
        end = self._groups.after(end, 1)
        needed = name in words.TEXTUAL_CITES or self._needs_noun(start, end)
        if name == "nocite" or not needed:
            if not text.startswith(_PUNCTUATION, end):
                builder.put(" " * (command > start), start, max(command, start + 2))
            return end
        if command > start:
            builder.put(" ", start, command)
        builder.hold(command, end)
        return end

    def _needs_noun(self, start: int, end: int) -> bool:
        """Tell whether a sentence lacks something without the source that it refers to."""
        word = _LAST_WORD.search(self._text, max(start - 20, 0), start)
        if word is not None and word[0].lower() in _NEEDS_NOUN:
            return True
        before = self._text[max(start - 5, 0) : start].rstrip("'\")]}")[-1:]
        if before in ("(", "["):
            return True
        goes_on = self._text[(after := self._groups.gap(end)) : after + 1].islower()
        return goes_on and (not self._flow.builder.holds_text or before in (".", "!", "?", ",", ";"))

    def read(self, name: str, start: int, end: int) -> int:
        """Add what a command means, and return where it, or what of it is left out, ends."""
        if stop := self._groups.codes.get(start):
            self._flow.builder.code(start, stop, Span(end + 1, stop - 1))
            return stop
        overlay = _OVERLAY.match(self._text, end)
        end = overlay.end() if overlay else end
        found = self._letters(name, start, end)
        if found is None:
            found = self._structure(name, start, end)
        if found is None:
            found = self._arguments(name, start, end)
        return self._unknown(name, start, end) if found is None else found

    def _letters(self, name: str, start: int, end: int) -> int | None:
        """Read a command that stands for a letter, a sign or a space."""
        if name in words.ACCENTS and (letter := words.accented(self._text, name, end)):
            self._flow.builder.put(letter.said, start, letter.end)
            return letter.end
        if name in words.SIGNS or name in words.LETTERS:
            return self._sign(name, start, end)
        return self._line_break(start, end) if name == "\\" else None

    def _structure(self, name: str, start: int, end: int) -> int | None:
        """Read a command that opens a text of its own."""
        if name in {"(", "["}:
            return self._maths.bracketed(start)
        if name in {"begin", "end"}:
            return self._environment(name, start, end)
        if name == "item":
            return self._item(end)
        if name in words.HEADINGS and not self._runs_in(name, end):
            return self._aside(end, 0, Kind.HEADING)
        if name in words.CAPTIONS:
            return self._aside(end, words.CAPTIONS[name], Kind.CAPTION)
        return self._aside(end, 0, Kind.PARAGRAPH) if name in words.NOTES else None

    def _runs_in(self, name: str, end: int) -> bool:
        """Tell whether a heading is the beginning of the sentence behind it."""
        brace = self._groups.brace(end) if name.endswith("paragraph") else None
        after = 0 if brace is None else self._groups.gap(self._groups.ends[brace] + 1)
        if not self._text[after : after + 1].islower() or not after:
            return False
        self._flow.flush()
        return True

    def _arguments(self, name: str, start: int, end: int) -> int | None:
        """Read a command whose arguments are text, code, a name or nothing."""
        groups, builder = self._groups, self._flow.builder
        if name in words.WORDS or name in words.HEADINGS:
            brace = groups.brace(groups.after(end, words.WORDS.get(name, 0)))
            return end if brace is None else brace
        if name in words.QUOTED and (brace := groups.brace(end)) is not None:
            builder.put("“", start, brace + 1)
            self._closing[groups.ends[brace]] = "”"
            return brace + 1
        if name in words.CODE and (brace := groups.brace(groups.after(end, words.CODE[name]))) is not None:
            builder.code(start, groups.ends[brace] + 1, Span(brace + 1, groups.ends[brace]))
            return groups.ends[brace] + 1
        if name in words.NOUNS:
            end = groups.after(end, words.NOUNS[name])
            builder.hold(start, end)
            return end
        return self._silent(name, end) if name in words.SILENT else None

    def _aside(self, end: int, count: int, kind: Kind) -> int:
        """Go into a text that is put aside; a heading ends the paragraph before it."""
        brace = self._groups.brace(self._groups.after(end, count))
        if kind is Kind.HEADING:
            self._flow.flush()
        if brace is None:
            return end
        self._flow.enter(self._groups.ends[brace], kind)
        return brace + 1

    def _silent(self, name: str, end: int) -> int:
        """Leave a command out; some end the paragraph."""
        if name in words.BREAKS:
            self._flow.flush()
        return self._groups.after(self._groups.optional(end), words.SILENT[name])

    def _sign(self, name: str, start: int, end: int) -> int:
        """Add a letter or sign; the space after the name of a letter belongs to it."""
        if name in words.LETTERS and (spaces := _SPACES.match(self._text, end)):
            end = spaces.end()
        self._flow.builder.put(words.LETTERS.get(name) or words.SIGNS.get(name, ""), start, end)
        return end

    def _line_break(self, start: int, end: int) -> int:
        """End a cell, or go on in the next line of a paragraph."""
        end = self._groups.optional(end) if self._text.startswith("[", end) else end
        if self._flow.in_cells:
            self._flow.flush()
        else:
            self._flow.builder.put(" ", start, end)
        return end

    def _item(self, end: int) -> int:
        self._flow.flush()
        start = self._groups.gap(end)
        if not self._text.startswith("[", start) or start not in self._groups.ends:
            return end
        self._flow.enter(self._groups.ends[start], self._flow.kind)
        return start + 1

    def _unknown(self, name: str, start: int, end: int) -> int:
        """Read the arguments of a command that look like prose, or put a placeholder where one seems to be a noun."""
        if name in words.DEFINITIONS:
            defined = _DEFINED.match(self._text, end)
            return self._groups.after(defined.end(), 1) if defined else end
        text, ends = self._text, self._groups.ends
        at, braces = end, []
        while text.startswith(("{", "["), at) and at in ends:
            braces += [at] if text[at] == "{" else []
            at = ends[at] + 1
        worded = [brace for brace in braces if self._groups.is_worded(brace)]
        if worded:
            for brace in braces:
                if brace not in worded:
                    self._opening[brace] = ends[brace] + 1
                elif len(worded) > 1:
                    self._opening[brace] = -ends[brace]
            return braces[0]
        if name in self._nouns or (self._flow.builder.holds_text and self._stands_in_line(start, at)):
            self._flow.builder.hold(start, at)
        return at

    def _stands_in_line(self, start: int, end: int) -> bool:
        """Tell whether a command stands among words, neither at one nor alone in its line."""
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        if before.isalnum() or after.isalnum():
            return False
        return before not in "\r\n" or (after not in "\r\n" and after != "")

    def _environment(self, name: str, start: int, end: int) -> int:
        """Go into an environment or leave it; code, drawings, mathematics and other languages are passed over."""
        groups, flow = self._groups, self._flow
        brace = groups.gap(end)
        if not self._text.startswith("{", brace) or brace not in groups.ends:
            return end
        called = self._text[brace + 1 : groups.ends[brace]].strip()
        end = groups.ends[brace] + 1
        if name == "end":
            flow.end(called)
            return end
        if called in words.CODES or called in words.DRAWINGS or self._is_foreign(called, end):
            flow.flush()
            end = self._past(called, end)
            flow.mask(start, end, "code" if called in words.CODES else f"\\begin{{{called}}}")
            return end
        if called in words.MATHS:
            past = self._past(called, end)
            return self._maths.display(start, past - len(f"\\end{{{called}}}"), past)
        return self._opened(called, end)

    def _past(self, called: str, at: int) -> int:
        """Return where an environment is over."""
        found = self._groups.end_of(called, at)
        return len(self._text) if found is None else found + len(f"\\end{{{called}}}")

    def _is_foreign(self, called: str, at: int) -> bool:
        brace = self._groups.brace(at) if called == "otherlanguage" else None
        if brace is None:
            return False
        language = self._text[brace + 1 : self._groups.ends[brace]].strip().lower()
        return not (is_english(language) or language.endswith("english") or language in {"british", "american"})

    def _opened(self, called: str, end: int) -> int:
        """Go into an environment with prose in it, past the arguments that are none."""
        groups, flow = self._groups, self._flow
        kind = Kind.LIST if called in words.LISTS else Kind.QUOTE if called in words.QUOTES else None
        flow.begin(called, Kind.CELL if called in words.CELLS else kind)
        count = words.CELLS.get(called, words.WRAPS.get(called, 0))
        overlay = _OVERLAY.match(self._text, end)
        end = groups.after(overlay.end() if overlay else end, count)
        if self._text.startswith("[", end):
            end = groups.optional(end)
        while self._text.startswith("{", end) and end in groups.ends:
            if called in words.TITLED:
                flow.enter(groups.ends[end], Kind.HEADING)
                return end + 1
            if groups.is_worded(end):
                break
            end = groups.ends[end] + 1
        return end
