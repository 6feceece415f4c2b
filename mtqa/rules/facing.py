"""A translation as rules see it: the English beside what it translates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from mtqa.rules.base import Example, Hit, Passage


class Facing(NamedTuple):
    """Sentences that stand for each other: indices of the English ones, and of the source's; either may be empty.

    ``alike`` says how sure the alignment is, 0 to 1.
    """

    english: range
    source: range
    alike: float = 1.0


@dataclass(frozen=True, slots=True)
class Translation:
    """A document, or a unit of a localisation file, beside its source.

    Attributes:
        passages: the English sentences, markup masked. Those too short to be judged, and those in another language,
            are here too.
        source: the sentences of the source, markup masked.
        facings: which stand for each other, in order; they cover both sides.
        language: ISO 639-1 code of the source; None where unknown.
        raw_passages: what the file has where each English sentence stands: placeholders, tags, escapes. Equal to the
            text where nothing was masked.
        raw_source: the same of the source's sentences.
        links: the addresses of links in the English file, in order, and ``source_links`` those in the source.
        unit: whether this is one unit of a localisation file or one record, so that text can't have moved elsewhere.
        message: all of the unit's text, its tags and forms too, the escapes of its file resolved; empty where that is
            unknown. ``source_message`` is the same of the source.
    """

    passages: tuple[Passage, ...]
    source: tuple[str, ...]
    facings: tuple[Facing, ...]
    language: str | None = None
    raw_passages: tuple[str, ...] = ()
    raw_source: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    source_links: tuple[str, ...] = ()
    unit: bool = False
    message: str = ""
    source_message: str = ""


Against = Callable[[Translation], Iterable[tuple[int, Hit]]]
"""Yields hits that only show beside the source, each with the index of its English sentence."""


def of_example(example: Example) -> Translation:
    """Lay an example's sentences beside its source's: line by line, or aligned where there are more on one side."""
    from mtqa.pairing.aligning import align  # noqa: PLC0415 - only where examples are looked at
    from mtqa.pairing.beads import Part  # noqa: PLC0415
    from mtqa.pairing.texts import links  # noqa: PLC0415

    english, source = example.sentences, tuple(example.source.split("\n"))
    if len(english) == len(source):
        facings = tuple(Facing(range(i, i + 1), range(i, i + 1)) for i in range(len(english)))
    else:
        languages = ("en", example.language)
        left, right = ([Part(one) for one in side] for side in (english, source))
        beads = align(left, right, same_language=False, languages=languages)
        facings = tuple(Facing(*bead) for bead in beads)
    return Translation(
        passages=tuple(Passage(text, example.kind) for text in english),
        source=source,
        facings=facings,
        language=example.language,
        raw_passages=english,
        raw_source=source,
        links=links(example.text),
        source_links=links(example.source),
        unit=example.unit,
    )
