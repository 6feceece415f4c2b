"""Are mistakes of translation found beside the source? Some are put in, one at a time, and the rules are run.

Each document is checked as it is first. A mistake counts as found if the rules then report, in its paragraph or at
most two beside it, what they did not report before. Everything is drawn with a fixed seed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from mtqa import readers, text
from mtqa.evaluation.metrics import Interval, rate_interval
from mtqa.evaluation.results import Section
from mtqa.evaluation.sourced import Sourced, marked, rated
from mtqa.evaluation.wrecks import KINDS, Wreck
from mtqa.pairing.texts import Text
from mtqa.result import Severity
from mtqa.rules import RuleSet
from mtqa.rules.base import Passage
from mtqa.rules.facing import Facing, Translation
from mtqa.translations import translated

MOST = 150
"""Documents of a language, and of a kind of translator, that are checked."""

NEAR = 2
"""Paragraphs from a mistake to where it may be reported: an alignment may miss by so much."""

_SEED = 9
_TOKENS: Final = ("%s", "{name}", "{{count}}", "${path}", "%(user)s", "$t(key)", "{0}", "%1$s")
Key = tuple[int, str, str]
"""A finding as it is compared: its paragraph, its rule, its message."""
PLACEHOLDER: Final = "a placeholder lost"
REQUIRED: Final = ("a number changed", "a sentence dropped", "a sentence doubled", "left untranslated", PLACEHOLDER)
"""What must be found, 98 of 100 times."""


@dataclass(frozen=True, slots=True)
class Untouched:
    """What is reported of a kind of translation as it is.

    Attributes:
        what: the kind.
        pairs: paragraphs.
        flagged: those with a finding of severity warning or error.
        rules: how often each rule reports one.
    """

    what: str
    pairs: int
    flagged: int
    rules: Counter[str]


@dataclass(frozen=True, slots=True)
class Found:
    """How many mistakes of a kind were put in, and how many of them were found."""

    kind: str
    tried: int
    found: int

    @property
    def interval(self) -> Interval:
        """The share found, with Wilson's 95 % interval."""
        return rate_interval(self.found, self.tried)


@dataclass(frozen=True, slots=True)
class Corrupted:
    """What a measurement gave."""

    found: tuple[Found, ...]
    untouched: tuple[Untouched, ...]


def findings(document: Sourced, rules: RuleSet, *, notes: bool = False) -> set[Key]:
    """Run the rules over a document of paragraphs beside its source.

    Args:
        document: both.
        rules: the rules that run.
        notes: whether findings that are mere notes count.
    """
    english, source = (readers.from_text("\n\n".join(side)) for side in (document.english, document.source))
    sentences = text.split(english)
    beside = translated(english, sentences, Text.of(source, document.language), rules)
    return {
        (sentence.segment, finding.rule, finding.message)
        for sentence, found in zip(sentences, beside.findings if beside else (), strict=True)
        for finding in found
        if notes or finding.severity is not Severity.NOTE
    }


def measure(documents: Iterable[Sourced], say: Callable[[str], None] = lambda _: None) -> Corrupted:
    """Put mistakes into documents, one of each kind into each, and count those that are found."""
    rng = random.Random(_SEED)  # noqa: S311 - not for secrets
    rules = RuleSet.of(select=["source"])
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    untouched: dict[str, Untouched] = {}
    for number, document in enumerate(documents, 1):
        before = findings(document, rules, notes=True)
        _count(untouched, document, findings(document, rules))
        for kind, wreck in KINDS.items():
            outcome = _wrecked(rng, document, wreck)
            if outcome is None:
                continue
            at, wrecked = outcome
            after = findings(wrecked, rules, notes=True)
            # What stands behind a paragraph that is gone has moved up.
            gone = len(wrecked.english) < len(document.english)
            new = {(k + (gone and k >= at), rule, message) for k, rule, message in after} - before
            tried[kind] += 1
            found[kind] += any(abs(k - at) <= NEAR for k, _, _ in new)
        for english, source in zip(document.english, document.source, strict=True):
            tried[PLACEHOLDER] += 1
            found[PLACEHOLDER] += _placeholder_found(rng, english, source, document.language, rules)
        if number % 100 == 0:
            say(f"{number} documents with mistakes put in")
    kinds = [kind for kind in (*KINDS, PLACEHOLDER) if tried[kind]]
    kinds.sort(key=lambda kind: kind not in REQUIRED)
    return Corrupted(tuple(Found(kind, tried[kind], found[kind]) for kind in kinds), tuple(untouched.values()))


def _wrecked(rng: random.Random, document: Sourced, wreck: Wreck) -> tuple[int, Sourced] | None:
    """Put a mistake into one paragraph of a document, whichever has a place for it, and return which."""
    order = list(range(len(document.english)))
    rng.shuffle(order)
    for at in order:
        outcome = wreck(rng, document.english[at], document.source[at])
        if outcome is not None:
            english, source = list(document.english), list(document.source)
            english[at : at + 1] = [outcome[0]] if outcome[0] else []
            source[at] = outcome[1]
            return at, replace(document, english=tuple(english), source=tuple(source))
    return None


def _placeholder_found(rng: random.Random, english: str, source: str, language: str, rules: RuleSet) -> bool:
    """Put one placeholder into both sides of a unit, take it from the English, and tell whether that alone is found."""
    token = rng.choice(_TOKENS)
    whole, lost = f"{english} {token}", english
    before, after = (_unit(one, f"{source} {token}", language, rules) for one in (whole, lost))
    return bool(after - before)


def _unit(english: str, source: str, language: str, rules: RuleSet) -> set[tuple[str, str]]:
    unit = Translation(
        passages=(Passage(english),),
        source=(source,),
        facings=(Facing(range(1), range(1)),),
        language=language,
        raw_passages=(english,),
        raw_source=(source,),
        unit=True,
    )
    return {(hit.rule.id, hit.message) for hits in rules.translation(unit) for hit in hits}


def _count(untouched: dict[str, Untouched], document: Sourced, keys: set[Key]) -> None:
    what = f"{document.language}-en, {'human' if document.human else 'machine'}"
    held = untouched.get(what, Untouched(what, 0, 0, Counter()))
    rules = held.rules + Counter(rule for _, rule, _ in keys)
    flagged = held.flagged + len({at for at, _, _ in keys})
    untouched[what] = Untouched(what, held.pairs + len(document.english), flagged, rules)


def sample(folder: Path) -> list[Sourced]:
    """Read up to `MOST` documents of each language and kind of translator, from the parts that measure.

    Raises:
        DataError: a file is malformed.
    """
    rng = random.Random(_SEED)  # noqa: S311 - not for secrets
    kinds: dict[tuple[str, bool], list[Sourced]] = {}
    for document in (*marked(folder), *rated(folder, "dev")):
        if len(document.english) > 1:
            kinds.setdefault((document.language, document.human), []).append(document)
    return [one for key in sorted(kinds) for one in rng.sample(kinds[key], min(MOST, len(kinds[key])))]


_TEXT: Final = """\
Mistakes that were put into translations one at a time, and how many of them the rules of the family `source` find:
those that must be, 98 of 100, stand first. Then how many paragraphs of the same translations are flagged as they are,
by a finding of severity warning or error. Human translations are the fair measure of false alarms; what is flagged in
machine translations, all of which people found better than the mean of their pair, are in part true mistakes."""


def measure_corruptions(data: Path, say: Callable[[str], None] = lambda _: None) -> Section | None:
    """Measure what the rules find beside the source in a data folder; nothing where it has no sources.

    Raises:
        DataError: a file is malformed.
    """
    documents = sample(data)
    return as_section(measure(documents, say)) if documents else None


def as_section(measured: Corrupted) -> Section:
    """Return what was measured as a part of the report."""
    rows = [
        (f"{one.kind}: found", f"{one.tried:,}", f"{one.interval.value:.1%}", _range(one.interval))
        for one in measured.found
    ]
    for one in measured.untouched:
        interval = rate_interval(one.flagged, one.pairs)
        by = ", ".join(f"{rule.removeprefix('source.')} {count}" for rule, count in one.rules.most_common())
        what = f"untouched, {one.what}: flagged{f' ({by})' if by else ''}"
        rows.append((what, f"{one.pairs:,}", f"{interval.value:.2%}", _range(interval)))
    return Section("Mistakes beside the source", _TEXT, ("what", "of", "share", "95 % interval"), tuple(rows))


def _range(interval: Interval) -> str:
    return f"{interval.low:.1%} to {interval.high:.1%}"
