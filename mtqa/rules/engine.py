"""Runs a selection of rules over sentences."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from mtqa.document import Kind, Sentence, Span
from mtqa.errors import UsageError
from mtqa.result import Finding
from mtqa.rules.base import Passage, Rule
from mtqa.rules.catalogue import RULES


@dataclass(frozen=True)
class RuleSet:
    """Rules to run, in the order of their ids."""

    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> RuleSet:
        """Choose rules by id or family: those selected, or all where nothing is, less those ignored.

        Raises:
            UsageError: a name is neither a rule nor a family; the nearest one is suggested.
        """
        known = {rule.id for rule in RULES} | {rule.family for rule in RULES}
        for name in (*select, *ignore):
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
                raise UsageError(f"unknown rule '{name}'; did you mean '{near[0]}'? 'mtqa rules list' shows them all")
        chosen = [r for r in RULES if not select or r.id in select or r.family in select]
        return cls(tuple(r for r in chosen if r.id not in ignore and r.family not in ignore))

    @cached_property
    def identity(self) -> str:
        """A short hash of the rules' ids and everything that they can say; part of the signature."""
        parts = (repr((r.id, r.severity, r.message, sorted(r.triggers), sorted(r.kinds))) for r in self.rules)
        digest = hashlib.sha256("\n".join((*parts, _code_digest() if self.rules else "")).encode())
        return f"{len(self.rules)}@{digest.hexdigest()[:8]}"

    @cached_property
    def _plan(self) -> dict[Kind, tuple[tuple[Rule, ...], dict[str, tuple[int, ...]]]]:
        """For each kind, its rules, and by word the indexes of the rules which that word triggers ('' for always)."""
        plan = {}
        for kind in Kind:
            rules = tuple(rule for rule in self.rules if kind in rule.kinds)
            index: dict[str, list[int]] = {"": []}
            for i, rule in enumerate(rules):
                for word in rule.triggers or ("",):
                    index.setdefault(word, []).append(i)
            plan[kind] = rules, {word: tuple(indexes) for word, indexes in index.items()}
        return plan

    def hits(self, text: str, kind: Kind = Kind.PARAGRAPH) -> list[tuple[Rule, int, int, str | None, str]]:
        """Return ``(rule, start, end, suggestion, message)`` of every hit in a sentence's text, by place."""
        passage = Passage(text, kind)
        rules, index = self._plan[kind]
        due = set(index[""])
        for word in index.keys() & passage.vocabulary:
            due.update(index[word])
        found = [
            (rules[i], hit.start, hit.end, hit.suggestion, hit.message or rules[i].message)
            for i in due
            for hit in rules[i].find(passage)
        ]
        found.sort(key=lambda hit: (hit[1], hit[2], hit[0].id))
        return found

    def check(self, sentences: Iterable[Sentence]) -> list[tuple[Finding, ...]]:
        """Return the findings of each sentence, in order of their place."""
        return [
            tuple(
                Finding(
                    rule.id, rule.severity, sentence.locate(Span(start, end)), Span(start, end), message, suggestion
                )
                for rule, start, end, suggestion, message in self.hits(sentence.text, sentence.kind)
            )
            for sentence in sentences
        ]


def _code_digest() -> str:
    """Hash this package's own files, since a rule's function is part of what it is."""
    digest = hashlib.sha256()
    for file in sorted(files("mtqa.rules").iterdir(), key=lambda f: f.name):
        if file.is_file() and not file.name.endswith(".pyc"):
            digest.update(file.read_bytes())
    return digest.hexdigest()
