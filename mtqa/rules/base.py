"""What a rule is: a value with its identity, its reasons, its examples and a function that finds hits.

A rule looks at one sentence. Its hits are spans of that sentence's own characters; the engine maps them to the
source. A rule that can only hit where certain words stand names them as ``triggers``, and is not run elsewhere:
that is what keeps a run without the model at tens of thousands of sentences a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import eq
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from mtqa.document import Kind
from mtqa.result import Severity

if TYPE_CHECKING:
    from mtqa.rules.facing import Against

PROSE = frozenset({Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST, Kind.CELL, Kind.CUE, Kind.CAPTION, Kind.MESSAGE})
EVERYWHERE = frozenset(Kind)
FOREIGN: Final = "\uffff"
"""Stands among the signs of a sentence that has characters which are not ASCII's."""
AGAIN: Final = "\ufffe"
"""Stands among the signs of a sentence in which a word follows itself, or two words come again within a few places."""
_NEAR = 7

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "‑": "-", "‐": "-"}
)


class Hit(NamedTuple):
    """Where a rule hit, in characters of the sentence, why, and the natural English where there is one.

    A ``message`` or ``severity`` of None stands for the rule's own.
    """

    start: int
    end: int
    suggestion: str | None = None
    message: str | None = None
    severity: Severity | None = None


class Word(NamedTuple):
    """A word of a sentence; ``lower`` is its lower case with straight apostrophes."""

    text: str
    lower: str
    start: int
    end: int


class Passage:
    """A sentence as rules see it.

    Attributes:
        raw: the text as read.
        text: the same text, character for character, with straight apostrophes, plain spaces and hyphens.
        kind: what the sentence is in its document.
        ascii: whether all characters are ASCII's.
        anchors: the triggers, of all rules that run, which stand in it; the engine fills them in.
        follows: whether the sentence before stands right in front of it, in the same block of text.
    """

    def __init__(self, raw: str, kind: Kind = Kind.PARAGRAPH, *, follows: bool = False) -> None:
        self.raw = raw
        self.follows = follows
        self.ascii = raw.isascii()
        self.text = raw.translate(_PLAIN) if not self.ascii or "\t" in raw else raw
        self.kind = kind
        self.anchors: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order, without numbers and punctuation."""
        return tuple([Word(m[0], m[0].lower(), *m.span()) for m in _WORD.finditer(self.text)])

    @cached_property
    def running(self) -> str:
        """The words as triggers are looked up in them; see `running`."""
        return running(self.text)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The lower-cased words in order, numbers among them."""
        return tuple(self.running.split())

    @cached_property
    def repeats(self) -> int:
        """How many words have stood in the sentence before."""
        return len(self.plain) - len(self.vocabulary)

    @cached_property
    def signs(self) -> set[str]:
        """The characters, with `FOREIGN` and `AGAIN` where they apply."""
        found = set(self.text)
        if not self.ascii:
            found.add(FOREIGN)
        if self.repeats and _again(self.plain, self.repeats):
            found.add(AGAIN)
        return found

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The lower-cased words and numbers."""
        return frozenset(self.plain)


Finder = Callable[[Passage], Iterable[Hit]]
Across = Callable[[Sequence[Passage]], Iterable[tuple[int, Hit]]]


class _Letters(dict[int, int]):
    """Maps whatever is neither a letter, a digit nor an apostrophe to a space; learns each character once."""

    def __missing__(self, code: int) -> int:
        kept = code if chr(code).isalnum() or chr(code) == "'" else 32
        self[code] = kept
        return kept


_LETTERS = _Letters()


def running(text: str) -> str:
    """Return lower-cased words with a space on either side of each, and two where there was a mark between.

    This is what triggers are looked up in: ``" the dog "`` stands in it where the words do.
    """
    return f" {text} ".lower().translate(_LETTERS).replace(" '", "  ").replace("' ", "  ")


def _again(words: Sequence[str], repeats: int) -> bool:
    """Say whether a word follows itself, or two that stand together come again within a few places."""
    if any(map(eq, words, words[1:])):
        return True
    if repeats < 2:
        return False
    pairs = list(pairwise(words))
    if len(set(pairs)) == len(pairs):
        return False
    last: dict[tuple[str, str], int] = {}
    for i, pair in enumerate(pairs):
        if i - last.get(pair, -_NEAR - 2) < _NEAR:
            return True
        last[pair] = i
    return False


def nothing(_: Passage) -> Iterable[Hit]:
    """Find nothing: for rules that look at whole documents alone, or at a translation beside its source."""
    return ()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a rule must flag or must pass, and what it is in its document.

    For rules that look at a translation beside its source, ``source`` is what it translates, a sentence a line, and
    ``language`` the ISO 639-1 code of that; ``unit`` says that the two are a unit of a localisation file.
    """

    text: str
    kind: Kind = Kind.PARAGRAPH
    source: str = ""
    language: str | None = None
    unit: bool = False

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the example: one, or the lines of a document."""
        return tuple(self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Attributes:
        id: ``family.name`` in lower case with hyphens; stable, since baselines and suppressions name it.
        severity: an ``error`` alone makes a sentence suspicious; it must be as good as never wrong.
        languages: ISO 639-1 codes of the source languages that leave this trace; empty for any.
        message: what is wrong, in one sentence that an editor understands.
        rationale: why translation does this and natural English does not; shown by ``mtqa rules explain``.
        source: the grammar, study or observation that the rule rests on.
        find: yields the hits in a sentence, in order.
        must_flag: examples, of our own making, that the rule must hit.
        must_pass: good English near the rule that it must leave alone.
        triggers: lower-cased words, or strings of them separated by spaces, of which a sentence must hold one; a ``*``
            at the start or the end stands for the rest of a word; empty to look at every sentence.
        beside: strings of words like triggers, of which the sentence must hold one too; empty for any.
        signs: characters of which a sentence must hold one, beside a trigger where there are triggers; empty for any.
            `FOREIGN` and `AGAIN` are signs too.
        kinds: the kinds of sentence that the rule looks at.
        across: yields hits that only a whole document shows, each with the index of its sentence.
        against: yields hits that only show beside the source, each with the index of its English sentence; such a rule
            finds `nothing` without it.
    """

    id: str
    severity: Severity
    languages: tuple[str, ...]
    message: str
    rationale: str
    source: str
    find: Finder
    must_flag: tuple[Example | str, ...]
    must_pass: tuple[Example | str, ...]
    triggers: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = PROSE
    across: Across | None = None
    against: Against | None = None

    @property
    def family(self) -> str:
        """The part of the id before the dot; a family can be selected or ignored as a whole."""
        return self.id.partition(".")[0]


def word_set(words: str) -> frozenset[str]:
    """Return the words, separated by blanks, as a set: tables of hundreds stay readable so."""
    return frozenset(words.split())


class _Late:
    """Stands for a compiled expression; see `late`."""

    def __init__(self, expression: str, flags: int) -> None:
        self._source = expression, flags

    def __getattr__(self, name: str) -> Any:
        """Compile, and keep what was asked for: the next time it is found without coming here."""
        value = getattr(re.compile(*self._source), name)
        setattr(self, name, value)
        return value


def late(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that is compiled when it is first used: hundreds would slow every start."""
    return cast("re.Pattern[str]", _Late(expression, flags))


def pattern(expression: str, suggest: Callable[[re.Match[str]], str | None] | str | None = None) -> Finder:
    """Make a finder of a regular expression, verbose and case-insensitive, compiled when it is first used.

    The hit is the group ``hit`` where there is one, else the whole match. ``suggest`` is a function of the match
    or a template for ``Match.expand``.
    """
    compiled = late(expression, re.VERBOSE | re.IGNORECASE)
    group: str | int = "hit" if "(?P<hit>" in expression else 0

    def find(passage: Passage) -> Iterator[Hit]:
        for match in compiled.finditer(passage.text):
            suggestion = match.expand(suggest) if isinstance(suggest, str) else suggest and suggest(match)
            yield Hit(match.start(group), match.end(group), suggestion)

    return find
