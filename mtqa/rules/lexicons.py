"""Lexicons at run time: many phrases of one source language behind one rule.

Their text is TOML, one file a family and language under ``lexicon/``; `mtqa.rules.lexicon_files` reads it, checks it and
writes ``lexicons.json``, which holds the same with every pattern's anchors and starts in a fraction of the time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import Any

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule
from mtqa.rules.expression import Pattern, compile_pattern

SHIPPED = "lexicons.json"


@dataclass(frozen=True)
class Entry:
    """A phrase that a source language leaves in English.

    Attributes:
        pattern: what is looked for, in the language of `mtqa.rules.expression`.
        anchors: strings of words, one of which stands wherever the pattern matches.
        beside: words, one of which stands there too; empty where nothing else is certain.
        source: the source phrase in its own script.
        meaning: what it means, where the natural English alone does not tell.
        natural: how English says it.
        severity: of a hit.
        note: limits of register or domain.
        unless: strings of words that silence the entry anywhere in a sentence.
        replace: whether ``natural`` can take the place of the hit.
        flag, passes: examples.
    """

    pattern: str
    anchors: tuple[str, ...]
    source: str
    natural: str
    severity: Severity
    beside: tuple[str, ...] = ()
    meaning: str = ""
    note: str = ""
    unless: tuple[str, ...] = ()
    replace: bool = True
    flag: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()

    @cached_property
    def compiled(self) -> Pattern:
        """The pattern, compiled when a text first holds one of its anchors."""
        return compile_pattern(self.pattern, known=True)

    @cached_property
    def shown(self) -> str:
        """The natural English as messages show it, without marks for forms and pieces."""
        return re.sub(r"\\\d", "…", self.natural.replace("~", ""))


@dataclass(frozen=True)
class Lexicon:
    """The entries of one rule; call it with a passage for the hits, in order and without overlaps.

    ``title`` opens the messages: "Russian", "German idiom"; ``message`` opens them where there is no source phrase.
    """

    title: str
    entries: tuple[Entry, ...]
    message: str = ""
    _by_anchor: dict[str, list[Entry]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the entries by anchor."""
        index: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for anchor in entry.anchors:
                index.setdefault(anchor, []).append(entry)
        object.__setattr__(self, "_by_anchor", index)

    @property
    def triggers(self) -> frozenset[str]:
        """Every anchor."""
        return frozenset(self._by_anchor)

    def __call__(self, passage: Passage) -> Iterator[Hit]:
        """Yield the hits of the entries whose anchors stand in the passage; where two overlap, the first, longest."""
        end = -1
        for hit, _ in sorted(self.found(passage), key=lambda pair: (pair[0].start, -pair[0].end)):
            if hit.start >= end:
                end = hit.end
                yield hit

    def found(self, passage: Passage) -> Iterator[tuple[Hit, Entry]]:
        """Yield every hit with its entry, in no order."""
        due = {id(entry): entry for anchor in passage.anchors for entry in self._by_anchor.get(anchor, ())}
        for entry in due.values():
            if entry.beside and passage.vocabulary.isdisjoint(entry.beside):
                continue
            if any(f" {words} " in passage.running for words in entry.unless):
                continue
            pattern = entry.compiled
            group: str | int = "hit" if "hit" in pattern.expression.groupindex else 0
            for match in pattern.expression.finditer(passage.text):
                better = pattern.replacement(entry.natural, match) if entry.replace and entry.natural else None
                yield Hit(match.start(group), match.end(group), better, self._message(entry), entry.severity), entry

    def _message(self, entry: Entry) -> str:
        if not entry.source:
            return self.message
        meaning = f" ({entry.meaning})" if entry.meaning else ""
        natural = f"; in English: {entry.shown}" if entry.natural else ""
        return f"{self.title} “{entry.source}”{meaning} word for word{natural}."


@dataclass(frozen=True)
class LexiconFile:
    """What a lexicon file holds: the rule's identity and its entries."""

    family: str
    language: str
    entries: tuple[Entry, ...]
    passes: tuple[str, ...]


NAMES = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "el": "Greek", "es": "Spanish", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "hi": "Hindi", "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "lt": "Lithuanian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
"""English names of the lexicons' languages, by ISO 639-1 code."""


@dataclass(frozen=True, slots=True)
class _Family:
    id: str
    what: str
    message: str
    rationale: str
    source: str


FAMILIES = {
    "calques": _Family(
        "calques",
        "",
        "A {language} phrase in English words: English says it another way.",
        "Prepositions, the company that words keep and standing phrases are learnt whole. A system that has not learnt"
        " one translates its {language} words one by one, and the result is grammatical or nearly so, but not said.",
        "Each entry names the {language} phrase; written from knowledge of the language and counted in news translated"
        " by machines and by people, and in native English.",
    ),
    "idioms": _Family(
        "idioms",
        " idiom",
        "A {language} idiom, translated word by word.",
        "The meaning of an idiom is not that of its words. Whoever translates it looks for what English says there; a"
        " system translates the words.",
        "Each entry names the {language} idiom, its meaning and its English counterpart; written from knowledge of the"
        " language.",
    ),
    "false_friends": _Family(
        "false-friends",
        "",
        "An English word stands where its {language} look-alike stood, and means something else.",
        "Words that look alike part in meaning ('actual' is not the {language} word for it). Dictionaries for"
        " machines list the look-alike first. Only contexts that give the word away are looked for.",
        "Each entry names the {language} word and what it means there; written from knowledge of the language.",
    ),
    "wording": _Family(
        "wording",
        "",
        "Good English, but far commoner in translations from {language} than in what English writers write.",
        "A {language} writer reaches for a standing phrase at this place, and a translation renders it in full. English"
        " allows it and seldom wants it: a shorter word, a verb for a noun, or nothing at all.",
        "Each entry names the {language} phrase; counted in news translated by machines and by people, and in native"
        " English.",
    ),
}
"""By name of the folder: how the rules of a family of lexicons speak."""


def rule_of(lexicon: LexiconFile) -> Rule:
    """Make a rule of a file's entries."""
    family, language = FAMILIES[lexicon.family], NAMES[lexicon.language]
    finder = Lexicon(language + family.what, lexicon.entries)
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    return Rule(
        id=f"{family.id}.{language.lower()}",
        severity=min((entry.severity for entry in lexicon.entries), key=order.index),
        languages=(lexicon.language,),
        message=family.message.format(language=language),
        rationale=family.rationale.format(language=language),
        source=family.source.format(language=language),
        find=finder,
        must_flag=tuple(text for entry in lexicon.entries for text in entry.flag),
        must_pass=(*lexicon.passes, *(text for entry in lexicon.entries for text in entry.passes)),
        triggers=finder.triggers,
        kinds=EVERYWHERE,
    )


def shipped() -> tuple[Rule, ...]:
    """Return a rule for each lexicon that comes with the package."""
    stored: list[dict[str, Any]] = json.loads(files("mtqa.rules").joinpath(SHIPPED).read_text("utf-8"))
    return tuple(rule_of(from_json(one)) for one in stored)


def to_json(lexicon: LexiconFile) -> dict[str, Any]:
    """Return a file as JSON values; what is empty is left out."""
    entries = []
    for entry in lexicon.entries:
        values: dict[str, Any] = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
        entries.append({name: value for name, value in values.items() if value not in {"", ()} and value is not True})
    return {"family": lexicon.family, "language": lexicon.language, "passes": lexicon.passes, "entries": entries}


def from_json(values: dict[str, Any]) -> LexiconFile:
    """Read what `to_json` wrote."""

    def entry(one: dict[str, Any]) -> Entry:
        lists: dict[str, Sequence[str]] = {
            name: tuple(one.pop(name, ())) for name in ("anchors", "beside", "unless", "flag", "passes")
        }
        return Entry(**{**one, **lists, "severity": Severity(one["severity"]), "natural": one.get("natural", "")})

    return LexiconFile(
        values["family"], values["language"], tuple(entry(one) for one in values["entries"]), tuple(values["passes"])
    )
