"""Tables of phrases: many small patterns behind one rule, each tried only where its anchor word stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from mtqa.rules.base import Hit, Passage
from mtqa.rules.inflection import as_in

_INFLECTED = re.compile(r"([a-z]+)~([a-z]+)")


class Phrase(NamedTuple):
    """A phrase that translation leaves behind.

    Attributes:
        anchors: lower-cased words separated by spaces, an underscore between those that stand together; the pattern is
            tried only where one of them stands.
        expression: a regular expression, compiled without regard to case, with a word boundary at either end;
            the hit is its group ``hit`` where there is one.
        suggestion: a template for ``Match.expand`` that replaces the hit; empty where there is none. ``take~accept`` in
            it stands for the form of "take" that the group ``v`` is of "accept".
        message: what is wrong, where it differs from the rule's own message.
    """

    anchors: str
    expression: str
    suggestion: str = ""
    message: str | None = None


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compile on first use: hundreds of phrases would otherwise slow every start."""
    return re.compile(rf"(?<![\w'-])(?:{expression})(?:(?!\w)|(?<!\w))", re.IGNORECASE)


class Phrasebook:
    """Phrases by anchor word; call it with a passage for the hits, in order and without overlaps."""

    def __init__(self, *phrases: Phrase) -> None:
        self.phrases = phrases
        self._by_anchor: dict[str, list[int]] = {}
        for i, phrase in enumerate(phrases):
            for anchor in phrase.anchors.split():
                self._by_anchor.setdefault(anchor.replace("_", " "), []).append(i)
        self.triggers = frozenset(self._by_anchor)

    def __call__(self, passage: Passage) -> Iterator[Hit]:
        """Yield the hits of every phrase whose anchor stands in the passage; where two overlap, the first."""
        due = {i for anchor in self.triggers & passage.anchors for i in self._by_anchor[anchor]}
        hits = [hit for i in sorted(due) for hit in _search(self.phrases[i], passage.text)]
        if not hits:
            return
        end = -1
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            if hit.start >= end:
                end = hit.end
                yield hit


def _search(phrase: Phrase, text: str) -> Iterator[Hit]:
    expression = _compiled(phrase.expression)
    group: str | int = "hit" if "hit" in expression.groupindex else 0
    for match in expression.finditer(text):
        yield Hit(match.start(group), match.end(group), _suggested(phrase.suggestion, match), phrase.message)


def _suggested(template: str, match: re.Match[str]) -> str | None:
    template = _INFLECTED.sub(lambda word: as_in(match, "v", word[2], word[1]), template)
    return match.expand(template) if template else None
