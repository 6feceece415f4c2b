"""Runs a selection of rules over sentences and documents; only the rules that are due are called for a sentence."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import NamedTuple

from mtqa.document import Kind, Sentence, Span
from mtqa.errors import UsageError
from mtqa.result import Finding, Severity
from mtqa.rules.base import Example, Hit, Passage, Rule
from mtqa.rules.catalogue import RULES
from mtqa.rules.facing import Translation, of_example
from mtqa.rules.lexicons import SHIPPED
from mtqa.rules.lookup import Lookup

_GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_OPENING = 3
_OPENERS = " \"'“”‘’«»„([-–—¿¡"
"""What may stand before a sentence's first word, and how many of them."""
_GAP = 2
"""Characters that may stand between two sentences of one block."""


class RuleHit(NamedTuple):
    """A hit with its rule; ``severity`` and ``message`` are the hit's own where it has them."""

    rule: Rule
    start: int
    end: int
    suggestion: str | None
    message: str
    severity: Severity


@dataclass(frozen=True)
class RuleSet:
    """Rules to run, in the order of their ids."""

    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, select: Sequence[str] = (), ignore: Sequence[str] = (), more: Sequence[Rule] = ()) -> RuleSet:
        """Choose rules by id or family: those selected, or all where nothing is, less those ignored.

        ``more`` are rules of the user's own beside the catalogue.

        Raises:
            UsageError: a name is neither a rule nor a family; the nearest one is suggested.
        """
        rules = tuple(sorted((*RULES, *more), key=lambda rule: rule.id)) if more else RULES
        known = {rule.id for rule in rules} | {rule.family for rule in rules}
        for name in (*select, *ignore):
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
                raise UsageError(f"unknown rule '{name}'; did you mean '{near[0]}'? 'mtqa rules list' shows them all")
        chosen = [r for r in rules if not select or r.id in select or r.family in select]
        return cls(tuple(r for r in chosen if r.id not in ignore and r.family not in ignore))

    @cached_property
    def identity(self) -> str:
        """A short hash of the rules' ids and everything that they can say; part of the signature."""
        parts = (
            repr(
                (
                    r.id,
                    r.severity,
                    r.message,
                    sorted(r.triggers),
                    sorted(r.beside),
                    sorted(r.signs),
                    sorted(r.kinds),
                    r.must_flag,
                )
            )
            for r in self.rules
        )
        digest = hashlib.sha256("\n".join((*parts, _code_digest() if self.rules else "")).encode())
        return f"{len(self.rules)}@{digest.hexdigest()[:8]}"

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self.rules)

    def hits(self, text: str, kind: Kind = Kind.PARAGRAPH) -> list[RuleHit]:
        """Return every hit in a sentence's text, by place."""
        return self._hits(Passage(text, kind))

    def passage(self, text: str, kind: Kind = Kind.PARAGRAPH) -> Passage:
        """Return a sentence as rules see it, with the triggers that stand in it."""
        passage = Passage(text, kind)
        self._lookup.due(passage)
        return passage

    def _hits(self, passage: Passage) -> list[RuleHit]:
        found = [_named(rule, hit, passage) for rule in self._lookup.due(passage) for hit in rule.find(passage)]
        found.sort(key=_place)
        return _distinct(found) if len(found) > 1 else found

    def document(self, texts: Sequence[tuple[str, Kind]]) -> list[list[RuleHit]]:
        """Return the hits in each sentence of a document, those that only the whole document shows among them."""
        return self._document([Passage(text, kind) for text, kind in texts])

    def _document(self, passages: Sequence[Passage]) -> list[list[RuleHit]]:
        found = [self._hits(passage) for passage in passages]
        late = [(rule, i, hit) for rule in self.rules if rule.across for i, hit in rule.across(passages)]
        for rule, i, hit in late:
            if passages[i].kind in rule.kinds:
                found[i].append(_named(rule, hit, passages[i]))
        for i in {i for _, i, _ in late}:
            found[i].sort(key=_place)
        return found

    def check(self, sentences: Iterable[Sentence]) -> list[tuple[Finding, ...]]:
        """Return the findings of each sentence of one document, in order of their place."""
        sentences = tuple(sentences)
        found = self._document(
            [Passage(s.text, s.kind, follows=f) for s, f in zip(sentences, _follow(sentences), strict=True)]
        )
        return _findings(sentences, found)

    def translation(self, translation: Translation) -> list[list[RuleHit]]:
        """Return the hits in each English sentence that only show beside its source."""
        passages = translation.passages
        found: list[list[RuleHit]] = [[] for _ in passages]
        for rule in self._against:
            for i, hit in rule.against(translation) if rule.against else ():
                if passages[i].kind in rule.kinds:
                    found[i].append(_named(rule, hit, passages[i]))
        for hits in found:
            hits.sort(key=_place)
        return found

    @cached_property
    def _against(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.against is not None)

    def against(self, translation: Translation, sentences: Sequence[Sentence]) -> list[tuple[Finding, ...]]:
        """Return the findings of a translation's English sentences that only show beside the source.

        Args:
            translation: what stands beside what.
            sentences: the sentences of its passages.
        """
        return _findings(sentences, self.translation(translation))


def _findings(sentences: Sequence[Sentence], found: Sequence[Sequence[RuleHit]]) -> list[tuple[Finding, ...]]:
    return [
        tuple(
            Finding(
                hit.rule.id,
                hit.severity,
                sentence.locate(Span(hit.start, hit.end)),
                Span(hit.start, hit.end),
                hit.message,
                hit.suggestion,
            )
            for hit in hits
        )
        for sentence, hits in zip(sentences, found, strict=True)
    ]


def _follow(sentences: Sequence[Sentence]) -> Iterator[bool]:
    """Tell of each sentence whether the one before stands right in front of it."""
    before: Sentence | None = None
    for sentence in sentences:
        yield (
            before is not None and before.line == sentence.line and 0 <= sentence.span.start - before.span.end <= _GAP
        )
        before = sentence


def failing(rule: Rule) -> list[str]:
    """Return what is wrong with a rule's examples, a line each; nothing where all is right."""
    alone = RuleSet((rule,))
    lines = []
    for wanted, examples in ((True, rule.must_flag), (False, rule.must_pass)):
        for example in examples:
            if bool(example_hits(alone, example)) != wanted:
                text = example if isinstance(example, str) else example.text
                lines.append(f"{'does not flag' if wanted else 'flags'} {text!r}")
    return lines


def example_hits(rules: RuleSet, example: Example | str) -> list[RuleHit]:
    """Return the hits in an example: a sentence, or a document whose lines are its sentences; or beside its source."""
    example = Example(example) if isinstance(example, str) else example
    if example.source:
        return [hit for hits in rules.translation(of_example(example)) for hit in hits]
    return [hit for hits in rules.document([(text, example.kind) for text in example.sentences]) for hit in hits]


def _named(rule: Rule, hit: Hit, passage: Passage) -> RuleHit:
    start, end, suggestion, message, severity = hit
    if suggestion and start <= _OPENING and _begins(suggestion, start, passage.text):
        suggestion = suggestion[0].upper() + suggestion[1:]
    return RuleHit(rule, start, end, suggestion, message or rule.message, severity or rule.severity)


def _distinct(found: list[RuleHit]) -> list[RuleHit]:
    """Leave out hits inside another of their family, which say of the same words the same thing, only less gravely.

    ``found`` is sorted by place, so that only hits that begin inside one are compared with it.
    """
    lost: set[int] = set()
    for i, hit in enumerate(found):
        for j in range(i + 1, len(found)):
            other = found[j]
            if other.start >= hit.end:
                break
            if _topic(other) != _topic(hit) or other.rule is hit.rule:
                continue
            graver = _GRAVEST.index(other.severity) - _GRAVEST.index(hit.severity)
            if other.end <= hit.end and graver >= 0:
                lost.add(j)
            elif other.start == hit.start and other.end >= hit.end and graver <= 0:
                lost.add(i)
    return [hit for i, hit in enumerate(found) if i not in lost] if lost else found


def _topic(hit: RuleHit) -> str:
    """Return the family, with wording counted as a calque: both name a source language's phrase."""
    family = hit.rule.family
    return "calques" if family == "wording" else family


def _begins(suggestion: str, start: int, text: str) -> bool:
    """Tell whether a suggestion takes the place of a sentence's first word and needs its capital."""
    word = suggestion.partition(" ")[0]
    capital = text[start : start + 1].isupper() and not text[:start].strip(_OPENERS)
    return capital and word[:1].islower() and word.islower()


def _place(hit: RuleHit) -> tuple[int, int, str]:
    return hit.start, hit.end, hit.rule.id


def _code_digest() -> str:
    """Hash this package's own files, since a rule's function is part of what it is, and those of what it compares."""
    digest = hashlib.sha256()
    package, fidelity = files("mtqa.rules"), files("mtqa.fidelity")
    own = (package, package.joinpath("families"), package.joinpath("lexicon"))
    for folder in (*own, fidelity, fidelity.joinpath("languages")):
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith((".py", ".toml", SHIPPED)):
                digest.update(file.read_bytes())
    return digest.hexdigest()
