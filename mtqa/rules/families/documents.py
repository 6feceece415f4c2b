"""Rules: habits of writing that one document mixes, and bodies and acronyms that it names in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Example, Hit, Passage, Rule, late, nothing, running, word_set
from mtqa.rules.families import documents_style
from mtqa.rules.lexicon.fixed_names import BODIES as NAMED
from mtqa.rules.lexicon.spellings import BODIES

_GLOSS = late(
    r"(?P<words>(?:[A-Z][\w'-]*|of|for|on|and|the|in|to|de|by)(?: (?:[A-Z][\w'-]*|of|for|on|and|the|in|to|de|by)){1,9}) "
    r"\((?P<acronym>[A-Z]{3,6})\)"
)
_SMALL: Final = word_set("of for on and the in to de by a an s")


def _expanded(words: str, acronym: str) -> tuple[str, ...]:
    """Return the content words that an acronym may stand for: from the first that has its first letter on, or nothing."""
    content = [word.lower() for word in re.findall(r"[\w'-]+", words) if word.lower() not in _SMALL]
    tail = content[-len(acronym) - 1 :]
    for i, word in enumerate(tail):
        if word.startswith(acronym[0].lower()):
            return tuple(word.removesuffix("'s").rstrip("s") for word in tail[i:])
    return ()


def _expansion(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    first: dict[str, tuple[str, ...]] = {}
    for i, passage in enumerate(passages):
        for match in _GLOSS.finditer(passage.text) if "(" in passage.text else ():
            expanded = _expanded(match["words"], match["acronym"])
            known = first.setdefault(match["acronym"], expanded) if len(expanded) > 1 else ()
            if known and not set(known) <= set(expanded) and not set(expanded) <= set(known):
                message = f"'{match['acronym']}' stands for '{' '.join(known)}' elsewhere in the document."
                yield i, Hit(match.start(), match.end(), None, message)


_BODY_FORMS: Final = {form: i for i, family in enumerate(BODIES) for form in family}
_BODY_TRIGGERS: Final = frozenset(running(form).strip() for form in _BODY_FORMS)
_BODY = late(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, sorted(_BODY_FORMS, key=len, reverse=True)))})(?![\w-])")


def _bodies(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    first: dict[int, str] = {}
    for i, passage in enumerate(passages):
        if _BODY_TRIGGERS.isdisjoint(passage.anchors):
            continue
        for match in _BODY.finditer(passage.text):
            known = first.setdefault(_BODY_FORMS[match[0]], match[0])
            if known != match[0]:
                message = f"The same body is '{known}' elsewhere in the document."
                yield i, Hit(match.start(), match.end(), known, message)


_HEADS: Final = (
    r"(?:Ministry|Court|Committee|Council|Agency|Bank|Union|Duma|Commission|Fleet|Republic|Parliament|Service|Federation|University"
    r"|Assembly|Institute|House|Department|Administration|Directorate|Inspectorate|Academy|Guard|Staff|Championship|Cup|League|Affairs)"
)
_MIXED = late(rf"(?<=[a-z,] )(?P<full>(?P<first>[A-Za-z][a-z]{{2,14}}) (?P<head>(?i:{_HEADS[3:-1]})))(?![\w-])")
_HEAD_TRIGGERS: Final = frozenset(_HEADS[3:-1].lower().split("|"))


def _mixed_case(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    whole: set[str] = set()
    broken: list[tuple[int, int, int, str]] = []
    for i, passage in enumerate(passages):
        if _HEAD_TRIGGERS.isdisjoint(passage.anchors):
            continue
        for match in _MIXED.finditer(passage.text):
            first, head = match["first"][0].isupper(), match["head"][0].isupper()
            if first and head:
                whole.add(match["full"])
            elif head and match["first"] not in NAMED.get(match["head"], ""):  # else a rule for sentences finds it
                broken.append((i, match.start(), match.end(), match["full"].title()))
    for i, start, end, name in broken:
        if name in whole:
            yield i, Hit(start, end, name, f"The same name is '{name}' elsewhere in the document.")


def _quote_marks(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    texts = [passage.raw for passage in passages]
    english = any(re.search(r"(?:^|[\s(])[“\"]\w", text) for text in texts)
    for i, text in enumerate(texts) if english else ():
        if "«" in text or "„" in text:
            for match in re.finditer(r"[«„][^«»„“”]{1,200}[»“”]", text):
                yield i, Hit(match.start(), match.end(), f"“{match[0][1:-1].strip()}”")


def _heading_case(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    styles: list[tuple[int, bool]] = []
    for i, passage in enumerate(passages):
        if passage.kind is Kind.HEADING:
            words = [word.text for word in passage.words[1:] if len(word.text) > 3]
            upper = sum(word[0].isupper() for word in words)
            if len(words) >= 3 and not passage.text.isupper():
                if upper == len(words):
                    styles.append((i, True))
                elif upper <= len(words) / 3:
                    styles.append((i, False))
    titled = sum(style for _, style in styles)
    if len(styles) >= 4 and 0 < titled < len(styles):
        rarer = titled <= len(styles) / 2
        for i, style in styles:
            if style == rarer:
                yield i, Hit(0, len(passages[i].text))


def _headings(*texts: str) -> Example:
    return Example("\n".join(texts), Kind.HEADING)


RULES: tuple[Rule, ...] = (
    Rule(
        id="documents.acronym-expansion",
        severity=Severity.WARNING,
        languages=(),
        message="The document gives one acronym two meanings.",
        rationale=(
            "A system translates the words before an acronym anew in every sentence and copies the acronym; a writer who"
            " explains it twice uses the same words."
        ),
        source="The Chicago Manual of Style, 10.3, on giving an abbreviation's meaning once.",
        find=nothing,
        across=_expansion,
        kinds=EVERYWHERE,
        must_flag=(
            "The Federal Migration Service (FMS) said no.\nA man from the Federal Migration Office (FMS) came.",
            "The Bank for Foreign Trade (BFT) lends.\nA loan of the Bank of External Trade (BFT) failed.",
            "The State Traffic Inspectorate (STI) closed the road.\nThe State Road Inspection (STI) opened it.",
            "The Party of Free Farmers (PFF) won.\nThe Party of Independent Peasants (PFF) lost.",
        ),
        must_pass=(
            "The Federal Migration Service (FMS) said no.\nA man from the Federal Migration Service (FMS) came.",
            "The Federal Migration Service (FMS) said no.\nThe Russian Federal Migration Service (FMS) agreed.",
            "The Bank for Foreign Trade (BFT) lends.\nThe BFT failed.",
            "The Party of Free Farmers (PFF) won.\nThe Green Party (GPP) lost.",
        ),
    ),
    Rule(
        id="documents.body-name",
        severity=Severity.NOTE,
        languages=("ru", "uk", "de"),
        message="The document names one body in two ways.",
        rationale="Official names are translated anew in every sentence; a writer keeps to one of them.",
        source="The bodies' own English names.",
        find=nothing,
        triggers=_BODY_TRIGGERS,
        across=_bodies,
        kinds=EVERYWHERE,
        must_flag=(
            "The Investigative Committee opened a case.\nAn officer of the Investigation Committee was hurt.",
            "The Federation Council voted.\nA member of the Council of the Federation left.",
            "The Central Election Commission met.\nThe Central Electoral Commission counted.",
            "He called the Security Service of Ukraine.\nThe Ukrainian Security Service replied.",
        ),
        must_pass=(
            "The Investigative Committee opened a case.\nAn officer of the Investigative Committee was hurt.",
            "The Federation Council voted.\nA member of the council left.",
            "The Central Election Commission met.\nThe commission counted.",
            "He called the Security Service of Ukraine.\nThe service replied.",
        ),
    ),
    Rule(
        id="documents.body-case",
        severity=Severity.WARNING,
        languages=("ru", "uk"),
        message="The first word of the name has lost the capital that it has elsewhere in the document.",
        rationale=(
            "A system that restores capitals word by word writes 'state Duma' in one sentence and 'State Duma' in the next."
        ),
        source="The Chicago Manual of Style, 8.62-8.70, on names of bodies; observed in Russian-English output.",
        find=nothing,
        triggers=_HEAD_TRIGGERS,
        across=_mixed_case,
        kinds=EVERYWHERE,
        must_flag=(
            "He works for the Migration Service.\nThen the migration Service moved.",
            "A fire broke out in the Tax Inspectorate.\nIn the tax Inspectorate, nobody was hurt.",
            "He plays in the Continental League.\nFor the continental League he is too slow.",
            "They took it to the Arbitration Court.\nOn Monday, the arbitration Court ruled.",
        ),
        must_pass=(
            "Members of the State Duma voted.\nThen the Duma rose.",
            "A fire broke out in the Defense Ministry.\nIn the defense ministry, nobody was hurt.",
            "They took it to the Supreme Court.\nOn Monday, the court ruled.",
            "He sat on the City Council.\nThen the whole Council left.",
        ),
    ),
    Rule(
        id="documents.quote-marks",
        severity=Severity.NOTE,
        languages=("ru", "uk", "de", "fr", "es", "pl", "cs"),
        message="The document mixes English quotation marks with those of another language.",
        rationale="Quotation marks are copied where a system takes them for part of a name, and converted elsewhere.",
        source="The Chicago Manual of Style, 13.30, on quotation marks.",
        find=nothing,
        across=_quote_marks,
        kinds=EVERYWHERE,
        must_flag=(
            "“We will see,” she said.\nThe club «Torpedo» lost.",
            'The film "Storm" is out.\nHe plays in «Hush».',
            "“No,” he said.\nThe paper „Tag“ wrote of it.",
            "She wrote “Rain”.\nHer next book is «Snow».",
        ),
        must_pass=(
            "“We will see,” she said.\nThe club “Torpedo” lost.",
            'The film "Storm" is out.\nHe plays in “Hush”.',
            "«No», he said.\nThe paper «Tag» wrote of it.",
            "She wrote Rain.\nHer next book is «Snow».",
        ),
    ),
    Rule(
        id="documents.heading-case",
        severity=Severity.NOTE,
        languages=(),
        message="The headings of the document differ in style: some have capitals on every word, others on the first alone.",
        rationale="Headings are translated one by one, and a system follows whatever style it met with most for such words.",
        source="The Chicago Manual of Style, 8.158-8.159, on headline style and sentence style.",
        find=nothing,
        across=_heading_case,
        kinds=frozenset({Kind.HEADING}),
        must_flag=(
            _headings(
                "How to keep bees warm",
                "What every queen needs now",
                "Feeding Young Bees Every Spring",
                "Where to sell honey today",
            ),
            _headings(
                "Roads Closed Until Monday",
                "Schools Open Again Soon",
                "Trams run late tonight again",
                "Mayor Promises More Buses",
            ),
            _headings(
                "Choose your seeds early",
                "Water Your Garden Daily",
                "Plant Your Garlic Deep",
                "Never dig when frozen hard",
            ),
            _headings(
                "First Steps With Clay",
                "Glazes that never crack open",
                "Firing Your Pots Slowly",
                "Selling Pots Online Today",
            ),
        ),
        must_pass=(
            _headings("How to keep bees warm", "What the queen needs now", "Feeding young bees every spring"),
            _headings(
                "Roads Closed Until Monday", "Schools Open Again Soon", "Mayor Promises More Buses", "Trams Run Late"
            ),
            _headings("News", "Sports", "Weather today", "About"),
            _headings("Choose Your Seeds Early", "Water your garden daily"),
        ),
    ),
    *documents_style.RULES,
)
