"""Rules: words that have lost or won a capital: fixed names, peoples, days and months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, PROSE, Hit, Passage, Rule, late, running, word_set
from mtqa.rules.lexicon.fixed_names import (
    ACRONYMS,
    DAYS,
    MONTHS,
    PEOPLES,
    THINGS,
    WITH_ARTICLE,
    WITHOUT_ARTICLE,
)
from mtqa.rules.quoting import quoted

_NAMES: Final = {running(name).strip(): name for name in (*WITH_ARTICLE, *WITHOUT_ARTICLE)}
_ARTICLED: Final = frozenset(WITH_ARTICLE)
_ADJECTIVAL: Final = word_set("a an this that our my your his her their another every no such any whole entire same")
_BEFORE = late(r"([\w']+) $")


def _fixed(passage: Passage) -> Iterator[Hit]:
    end = -1
    found = sorted(
        (match.start(), -match.end(), _NAMES[anchor])
        for anchor in passage.anchors
        if anchor in _NAMES
        for match in re.finditer(rf"(?<![\w'-]){re.escape(_NAMES[anchor])}(?![\w-])", passage.text, re.IGNORECASE)
    )
    for start, minus, name in found:
        if start >= end and _miscased(passage.text, start, -minus, name):
            end = -minus
            yield Hit(start, end, name)


def _miscased(text: str, start: int, end: int, name: str) -> bool:
    """Say whether some words of the name have their capitals and others have lost them."""
    pairs = [
        (right, wrong)
        for right, wrong in zip(name.split(" "), text[start:end].split(" "), strict=True)
        if right[0].isupper()
    ]
    loud = [wrong.isupper() and not right.isupper() and len(wrong) > 1 for right, wrong in pairs]
    if any(loud) and not all(loud):
        return True  # "XI Jinping"
    lost = [wrong[0].islower() for _, wrong in pairs]
    if all(lost) or not any(lost):
        return False
    before = _BEFORE.search(text[:start])
    if not lost[0]:
        return before is not None  # at the start of a sentence the first word has a capital anyway
    return before is not None and before[1].lower() not in (_ADJECTIVAL if name in _ARTICLED else _ADJECTIVAL | {"the"})


_CAPITAL = late(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
_CASUAL = late(
    r"(?:^|[\s(\"“])(?:i|i'm|u|dont|im|lol|gonna)(?=[\s,.?!])|[!?]{2}|\.\.\.|…|[:;]-?[()D]|,[A-Za-z]|https?:|www\."
)


def careful(text: str, *, elsewhere: bool = True) -> bool:
    """Say whether a sentence minds its capitals, so that a missing one is no habit of its writer's.

    With ``elsewhere``, there must be one besides the first.
    """
    first = next((c for c in text if c.isalpha()), "a")
    return (
        first.isupper()
        and text.rstrip("\"”') ")[-1:] in tuple(".!?:")
        and (not elsewhere or _CAPITAL.search(text) is not None)
        and _CASUAL.search(text) is None
    )


def _alone(text: str, start: int, end: int) -> bool:
    """Say whether a word stands alone: in no compound, address, tag or quotation."""
    return (
        text[start - 1 : start] in ("", " ", "(", '"', "“")
        and not (text[end : end + 1] and text[end] in "-/@_")
        and not re.match(r"\.\w", text[end:])
        and not quoted(text, start)
    )


def _small(passage: Passage, words: frozenset[str]) -> bool:
    """Say whether one of the words stands in the text as a trigger, and in lower case."""
    return any(anchor in passage.text for anchor in words & passage.anchors)


def _peoples(passage: Passage) -> Iterator[Hit]:
    words = passage.words if _small(passage, PEOPLES) else ()
    for i, word in enumerate(words):
        if word.text not in PEOPLES or not _alone(passage.text, word.start, word.end):
            continue
        after = words[i + 1].lower if i + 1 < len(words) else ""
        if i and after not in THINGS and careful(passage.text):
            yield Hit(word.start, word.end, word.text.capitalize())


_DATE = late(
    rf"(?<![\w-])(?P<hit>{'|'.join(sorted(MONTHS))})\ (?:[12]?\d|3[01]|(?:19|20)\d\d)\b"
    rf"|(?<![\w-])(?:[12]?\d|3[01]|(?i:in|since|until|by|last|of|from|this))\ (?P<month>{'|'.join(sorted(MONTHS - {'august'}))})"
    rf"(?![\w-])|(?<![\w-])(?i:on|last|next|this|since|until|every|of)\ (?P<day>{'|'.join(sorted(DAYS))})(?![\w-])",
    re.VERBOSE,
)


def _dates(passage: Passage) -> Iterator[Hit]:
    if _small(passage, MONTHS | DAYS) and careful(passage.text, elsewhere=False):
        for match in _DATE.finditer(passage.text):
            start, end = match.span(match.lastgroup or 0)
            if (match["day"] is None or careful(passage.text)) and not quoted(passage.text, start):
                yield Hit(start, end, passage.text[start:end].capitalize())


_US = late(
    r"(?:(?<=\b(?:in|of|to) the )|(?<=\bfrom the )|(?<=\bagainst the )|(?<=\bwith the )|(?<=\bby the ))us(?=[.,;:)]|$| (?!and\b|or\b|versus\b|vs\b|here\b)[a-z])"
    r"|(?<=\bthe )us(?= (?:army|authorities|congress|dollar|economy|elections?|embassy|government|military|navy|president"
    r"|presidential|secretary|senate|side|state|troops)\b)",
    re.IGNORECASE,
)


def _acronyms(passage: Passage) -> Iterator[Hit]:
    if not careful(passage.text, elsewhere=False):
        return
    for match in _US.finditer(passage.text):
        if match[0] == "us":
            yield Hit(match.start(), match.end(), "US")
    for word in passage.words if _small(passage, ACRONYMS) else ():
        if word.text in ACRONYMS and _alone(passage.text, word.start, word.end):
            yield Hit(word.start, word.end, word.text.upper())


_COURTESY = late(
    r"(?<![\w'-])(?P<title>Mr|Mrs|Ms|Dr)(?P<dot>\.?)\ (?!(?:and|or|bin|ben|van|von|vom|zu|zum|ter|ten|de|del|della|der|den|da"
    r"|di|do|dos|du|la|le|el|al|af|av|san|speaker|president|chairman|chair|minister|mayor|chancellor|prime|vice"
    r"|senator|secretary|justice|ambassador|attorney|judge|premier|governor|editor)\b)"
    r"(?P<name>[a-z]{3,})\b(?![-'])",
    re.VERBOSE,
)


def _courtesy(passage: Passage) -> Iterator[Hit]:
    for match in _COURTESY.finditer(passage.text):
        if not quoted(passage.text, match.start()):
            yield Hit(match.start(), match.end(), None)


RULES: tuple[Rule, ...] = (
    Rule(
        id="names.fixed-case",
        severity=Severity.WARNING,
        languages=(),
        message="A fixed name has a capital on one word and none on the other.",
        rationale=(
            "Names of several words are translated word by word, and capitals are restored word by word: 'White house',"
            " 'new York', 'united States'. Writers of English know these names as wholes."
        ),
        source="The Chicago Manual of Style, 8.44-8.70, on names; observed in output of 2013 to 2019 systems.",
        find=_fixed,
        triggers=frozenset(_NAMES),
        kinds=EVERYWHERE,
        must_flag=(
            "She landed in new York before dawn.",
            "A spokesman for the White house declined to comment.",
            "Trade with the united States fell by a third.",
            "He scored twice at the world Cup in Brazil.",
            "They moved to Saudi arabia for work.",
        ),
        must_pass=(
            "She landed in New York before dawn.",
            "White house paint sells best in May.",
            "He is the new York manager, and the new Orleans coach is his brother.",
            "they were in the white house on the corner, and i saw them in new york",
            "THE WHITE HOUSE declined to comment.",
            "The far East End of London is changing.",
        ),
    ),
    Rule(
        id="names.people-case",
        severity=Severity.WARNING,
        languages=("ru", "uk", "fr", "es", "it", "pl", "cs", "fi", "et", "lt"),
        message="Names of peoples and nationalities have a capital in English.",
        rationale=(
            "Most languages write 'russian' and 'americans' small, and a system that copies their case does so too."
            " A writer who uses capitals elsewhere in the sentence uses them here."
        ),
        source="The Chicago Manual of Style, 8.38, on names of nationalities and peoples.",
        find=_peoples,
        triggers=PEOPLES,
        must_flag=(
            "Support for the treaty among ukrainians has grown, said Olena Bondar.",
            "Many british voters told the BBC that Mr Lane was right.",
            "The russian team arrived in Oslo on Friday.",
            "In Hamburg, the germans won by two goals.",
        ),
        must_pass=(
            "Support for the treaty among Ukrainians has grown, said Olena Bondar.",
            "i dont like german movies",
            "Her german shepherd barked at Anna.",
            "The account @russian_embassy replied to Anna.",
            "can americans visit Cuba?",
        ),
    ),
    Rule(
        id="names.date-case",
        severity=Severity.WARNING,
        languages=("ru", "uk", "fr", "es", "it", "pl", "cs", "fi", "et", "lt"),
        message="Days and months have a capital in English.",
        rationale="Most languages write the days and months small, and a system that copies their case does so too.",
        source="The Chicago Manual of Style, 8.88, on days and months.",
        find=_dates,
        triggers=MONTHS | DAYS,
        must_flag=(
            "On november 21, the mayor of Bergen resigned.",
            "The bridge in Riga was closed last friday.",
            "The law that Anna Holt drafted takes effect on 1 january.",
            "In october, Peter went home.",
        ),
        must_pass=(
            "On November 21, the mayor of Bergen resigned.",
            "He addressed this august body in Geneva.",
            "see u on friday at the Plaza",
            "We march on Rome, and may win.",
            "i was born on 5 june",
        ),
    ),
    Rule(
        id="names.acronym-case",
        severity=Severity.WARNING,
        languages=(),
        message="The acronym is written in capitals.",
        rationale=(
            "A system that trains on lower-cased text leaves an acronym small where its recasing step doesn't know it."
            " A writer who uses capitals elsewhere in the sentence uses them here."
        ),
        source="The Chicago Manual of Style, 10.6; observed in output of 2013 systems.",
        find=_acronyms,
        triggers=ACRONYMS | {"the us"},
        must_flag=(
            "The influence of the usa in Asia has waned.",
            "As a result, nato withdrew from Kabul.",
            "Many villagers of Kisumu were tested for hiv last year.",
            "Agents of the fbi searched the house of Peter Lane.",
            "The ruble rose against the us dollar.",
        ),
        must_pass=(
            "The influence of the USA in Asia has waned.",
            "i live in the usa with Anna",
            "Her address is anna@bbc.co.uk, said Peter.",
            "Nasa and Fifa are written so in London.",
            "It is the us and them of our time.",
        ),
    ),
    Rule(
        id="names.courtesy-case",
        severity=Severity.WARNING,
        languages=(),
        message="The name after a courtesy title was translated as a common word or has lost its capital.",
        rationale=(
            "A surname that is a word of the source language, or isn't known at all, is translated or left small:"
            " 'Mr. fox', 'Mr kovac'. After Mr, Mrs, Ms and Dr stands a name."
        ),
        source="The Chicago Manual of Style, 8.20; observed in Russian-English output.",
        find=_courtesy,
        triggers=word_set("mr mrs ms dr"),
        kinds=PROSE,
        must_flag=(
            "But Mr. stunning said that their fears were groundless.",
            "The judge asked Ms kowalska to sit down.",
            "Then Mr hare left the room.",
            "A letter from Dr. weaver was found.",
        ),
        must_pass=(
            "But Mr. Strand said that their fears were groundless.",
            "Thank you, Mr president.",
            "Mr and Mrs Holt came early, and so did Mr de Vries.",
            "The delay was 30 ms per frame.",
            "We met Dr bin Salem in Jeddah.",
        ),
    ),
)
