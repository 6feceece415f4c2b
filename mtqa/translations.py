"""A document beside its source: what stands for what, what the source's rules find, and what the English lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mtqa.beside import Beside, DocumentBeside, Missing, Role
from mtqa.document import Document, Sentence
from mtqa.pairing.beads import Bead
from mtqa.pairing.texts import Group, Text, groups, keyed, links, origin_of
from mtqa.result import Finding
from mtqa.rules import RuleSet
from mtqa.rules.base import Passage
from mtqa.rules.facing import Facing, Translation


@dataclass(frozen=True, slots=True)
class Translated:
    """A document beside its source.

    Attributes:
        document: what stands beside the document.
        sentences: what stands beside each of its sentences; None where nothing does.
        findings: what the rules that look at both found in each sentence.
    """

    document: DocumentBeside
    sentences: tuple[Beside | None, ...]
    findings: tuple[tuple[Finding, ...], ...]


def source_of(document: Document) -> Text | None:
    """Return the text that a document translates: its `Document.origin`, or the originals that its units hold."""
    origin = origin_of(document)
    return None if origin is None else Text.of(origin)


def translated(document: Document, sentences: Sequence[Sentence], source: Text, rules: RuleSet) -> Translated | None:
    """Lay a document beside its source, and run the rules that look at both; None where either is empty.

    Args:
        document: the document.
        sentences: its sentences.
        source: its source.
        rules: the rules that run.
    """
    english = Text(document, "en", tuple(sentences))
    if not english.sentences or not source.sentences:
        return None
    beside: list[Beside | None] = [None] * len(sentences)
    findings: list[tuple[Finding, ...]] = [()] * len(sentences)
    missing: list[Missing] = []
    blocks = 0
    for group in groups((english, source)):
        beads = _aligned(english, source, group)
        translation = _translation(english, source, group, beads)
        for bead in beads:
            if bead.left and bead.right:
                for i in bead.left:
                    beside[i] = Beside(blocks, source.joined(bead.right))
            elif bead.right and not group.key and any(map(str.isalnum, source.joined(bead.right))):
                missing.append(_missing(source, bead))
            blocks += 1
        first = group.texts[0].start
        for i, found in enumerate(rules.against(translation, sentences[first : group.texts[0].stop])):
            findings[first + i] = found
    unit = "unit" if keyed(document) and keyed(source.document) else "sentence"
    path = source.document.path if source.document is document.origin else ""
    about = DocumentBeside(path, source.language, unit=unit, blocks=blocks, missing=tuple(missing))
    return Translated(about, tuple(beside), tuple(findings))


def _aligned(english: Text, source: Text, group: Group) -> list[Bead]:
    """Align a group's sentences; the beads count the documents' sentences."""
    from mtqa.pairing.aligning import align  # noqa: PLC0415 - only where there is a source

    left, right = group.texts
    beads = align(
        english.parts[left.start : left.stop],
        source.parts[right.start : right.stop],
        same_language=False,
        languages=("en", source.language),
    )
    return [Bead(_moved(bead.left, left.start), _moved(bead.right, right.start), bead.score) for bead in beads]


def _translation(english: Text, source: Text, group: Group, beads: Iterable[Bead]) -> Translation:
    left, right = group.texts
    facings = tuple(Facing(_moved(b.left, -left.start), _moved(b.right, -right.start), b.score) for b in beads)
    raw, source_raw = english.raw[left.start : left.stop], source.raw[right.start : right.stop]
    whole = not group.key
    return Translation(
        passages=tuple(Passage(s.text, s.kind) for s in english.sentences[left.start : left.stop]),
        source=tuple(s.text for s in source.sentences[right.start : right.stop]),
        facings=facings,
        language=source.language,
        raw_passages=raw,
        raw_source=source_raw,
        links=links(english.document.source if whole else "\n".join(raw)),
        source_links=links(source.document.source if whole else "\n".join(source_raw)),
        unit=not whole,
        message="" if whole else english.whole(left),
        source_message="" if whole else source.whole(right),
    )


def _missing(source: Text, bead: Bead) -> Missing:
    return Missing(Role.SOURCE, source.joined(bead.right), source.sentences[bead.right.start].line, bead.left.start - 1)


def _moved(which: range, by: int) -> range:
    return range(which.start + by, which.stop + by)


def joined(findings: Iterable[Finding], more: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of a sentence from both sides, in order of their place."""
    return tuple(sorted((*findings, *more), key=lambda f: (f.within, f.rule)))
