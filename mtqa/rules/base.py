"""What a rule is: a value with its identity, its reasons, its examples and a function that finds hits.

A rule looks at one sentence. Its hits are spans of that sentence's own characters; the engine maps them to the
source. A rule that can only hit where certain words stand names them as ``triggers``, and is not run elsewhere:
that is what keeps a run without the model at tens of thousands of sentences a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from mtqa.document import Kind
from mtqa.result import Severity

PROSE = frozenset({Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST, Kind.CELL, Kind.CUE})
EVERYWHERE = frozenset(Kind)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "‑": "-", "‐": "-"}
)


class Hit(NamedTuple):
    """Where a rule hit, in characters of the sentence, why, and the natural English where there is one.

    A ``message`` of None stands for the rule's own.
    """

    start: int
    end: int
    suggestion: str | None = None
    message: str | None = None


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
    """

    def __init__(self, raw: str, kind: Kind = Kind.PARAGRAPH) -> None:
        self.raw = raw
        self.text = raw.translate(_PLAIN)
        self.kind = kind

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order, without numbers and punctuation."""
        return tuple(Word(m[0], m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(self.text))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The lower-cased words."""
        return frozenset(word.lower for word in self.words)


Finder = Callable[[Passage], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a rule must flag or must pass, and what it is in its document."""

    text: str
    kind: Kind = Kind.PARAGRAPH


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
        triggers: lower-cased words of which a sentence must hold one; empty to look at every sentence.
        kinds: the kinds of sentence that the rule looks at.
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
    kinds: frozenset[Kind] = PROSE

    @property
    def family(self) -> str:
        """The part of the id before the dot; a family can be selected or ignored as a whole."""
        return self.id.partition(".")[0]


def word_set(words: str) -> frozenset[str]:
    """Return the words, separated by blanks, as a set: tables of hundreds stay readable so."""
    return frozenset(words.split())


def pattern(expression: str, suggest: Callable[[re.Match[str]], str | None] | str | None = None) -> Finder:
    """Make a finder of a regular expression, compiled verbose and case-insensitive.

    The hit is the group ``hit`` where there is one, else the whole match. ``suggest`` is a function of the match
    or a template for ``Match.expand``.
    """
    compiled = re.compile(expression, re.VERBOSE | re.IGNORECASE)
    group: str | int = "hit" if "hit" in compiled.groupindex else 0

    def find(passage: Passage) -> Iterator[Hit]:
        for match in compiled.finditer(passage.text):
            suggestion = match.expand(suggest) if isinstance(suggest, str) else suggest and suggest(match)
            yield Hit(match.start(group), match.end(group), suggestion)

    return find
