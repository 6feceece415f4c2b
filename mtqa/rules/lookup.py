"""Finds the rules that are due for a sentence, for all rules at once, before any expression is tried.

Triggers are looked up in a table by their words, or by two of them that stand together; parts of words by one pass of
an Aho-Corasick automaton; signs by the set of the sentence's characters. (An automaton for all 45,000 triggers finds
them as fast as the tables do, but takes a quarter of a second to build, which a run on a few files would feel.)
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mtqa.document import Kind
from mtqa.rules.base import Passage, Rule, nothing, running


class Lookup:
    """Finds the rules that are due for a passage, and tells the passage which triggers stand in it."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        import ahocorasick_rs  # noqa: PLC0415 - listing rules needs no automaton

        self.rules = tuple(rules)
        by_trigger: dict[str, list[int]] = {}
        by_sign: dict[str, list[int]] = {}
        always: list[int] = []
        self._conditions: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        for i, rule in enumerate(self.rules):
            for trigger in rule.triggers:
                by_trigger.setdefault(trigger, []).append(i)
            for word in rule.beside:
                by_trigger.setdefault(word, [])
            if rule.triggers and (rule.signs or rule.beside):
                self._conditions[i] = rule.beside, rule.signs
            elif rule.signs and not rule.triggers:
                for sign in rule.signs:
                    by_sign.setdefault(sign, []).append(i)
            elif not rule.triggers and rule.find is not nothing:
                always.append(i)
        self._always = frozenset(always)
        self._by_sign = {sign: tuple(indexes) for sign, indexes in by_sign.items()}
        self._signs = frozenset(by_sign)
        self._kinds = {kind: frozenset(i for i, rule in enumerate(self.rules) if kind in rule.kinds) for kind in Kind}
        self._triggers = tuple(by_trigger)
        self._of_trigger = tuple(by_trigger.values())
        self._single: dict[str, list[int]] = {}
        self._double: dict[tuple[str, str], list[int]] = {}
        self._longer: dict[tuple[str, str], list[tuple[str, int]]] = {}
        parts = [i for i, trigger in enumerate(self._triggers) if not self._by_words(i, trigger)]
        self._parts = tuple(parts)
        self._singles, self._doubles, self._pairs = (
            frozenset(self._single),
            frozenset(self._double),
            frozenset(self._longer),
        )
        self._automaton = ahocorasick_rs.BytesAhoCorasick([_part(self._triggers[i]).encode() for i in parts])

    def _by_words(self, i: int, trigger: str) -> bool:
        """Put a trigger into the tables, unless it is a part of a word."""
        if trigger.isalpha() and trigger.islower():
            self._single.setdefault(trigger, []).append(i)
            return True
        if "*" in trigger:
            return False
        text = trigger if trigger.replace(" ", "").isalnum() and trigger.islower() else running(trigger).strip()
        words = text.split(" ")
        if len(words) == 1:
            self._single.setdefault(text, []).append(i)
        elif len(words) == 2:
            self._double.setdefault((words[0], words[1]), []).append(i)
        else:
            self._longer.setdefault(_key(words), []).append((f" {text} ", i))
        return True

    def due(self, passage: Passage) -> list[Rule]:
        """Return the rules that may hit, in order."""
        text, present = passage.running, passage.signs
        pairs = {*pairwise(text.split(" "))}
        found = [self._parts[i] for i, _, _ in self._automaton.find_matches_as_indexes(text.encode(), overlapping=True)]
        for word in self._singles & passage.vocabulary:
            found += self._single[word]
        for pair in self._doubles & pairs:
            found += self._double[pair]
        for pair in self._pairs & pairs:
            found += [i for whole, i in self._longer[pair] if whole in text]
        anchors = passage.anchors = frozenset([self._triggers[i] for i in found])
        due = set(self._always)
        for i in found:
            due.update(self._of_trigger[i])
        for sign in present & self._signs:
            due.update(self._by_sign[sign])
        due &= self._kinds[passage.kind]
        for i in due & self._conditions.keys():
            beside, signs = self._conditions[i]
            if (beside and beside.isdisjoint(anchors)) or (signs and signs.isdisjoint(present)):
                due.remove(i)
        return [self.rules[i] for i in sorted(due)]


def _key(words: Sequence[str]) -> tuple[str, str]:
    """Return the two words by which a longer trigger is looked up: the last or the first, whichever say more."""
    first, last = (words[0], words[1]), (words[-2], words[-1])
    return last if len(last[0]) + len(last[1]) > len(first[0]) + len(first[1]) else first


def _part(trigger: str) -> str:
    """Return what a trigger with a star, which stands for the rest of a word, looks like in `running` text."""
    words = running(trigger.strip("*")).strip()
    return f"{'' if trigger.startswith('*') else ' '}{words}{'' if trigger.endswith('*') else ' '}"
