"""Rules: names that one document spells in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, nothing, running, word_set
from mtqa.rules.families import documents_people
from mtqa.rules.families.documents_people import pairs, people
from mtqa.rules.lexicon.people import MEN
from mtqa.rules.lexicon.spellings import PLACES

_MASCULINE: Final = word_set("mr sir spokesman actor businessman congressman king prince policeman")
_FEMININE: Final = word_set(
    "ms mrs miss spokeswoman actress businesswoman congresswoman queen princess policewoman chairwoman"
)


_TITLE = late(r"(?P<title>[A-Za-z]{2,14})\.? $")


def _title_gender(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    first: dict[tuple[str, str], bool] = {}
    for person in pairs(passages):
        match = _TITLE.search(passages[person.sentence].text, max(person.start - 17, 0), person.start)
        title = match["title"].lower() if match else ""
        if not match or title not in _FEMININE | _MASCULINE:
            continue
        feminine = title in _FEMININE
        if first.setdefault((person.given, person.surname), feminine) != feminine:
            yield person.sentence, Hit(match.start("title"), person.end, None)


_PLACE_FORMS: Final = {form: i for i, family in enumerate(PLACES) for form in family}
_PLACE = late(rf"(?<![\w'-])(?:{'|'.join(sorted(_PLACE_FORMS, key=len, reverse=True))})(?![\w-])")
_PLACE_TRIGGERS: Final = frozenset(running(form).strip() for form in _PLACE_FORMS)
_PLACE_NAMES: Final = late(r"(?:Dynamo|Dinamo|FC|Bayern|1\. FC|Chicken|chicken|Torino|AC|TSV|SK) $")


def _place_spelling(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    first: dict[int, str] = {}
    for i, passage in enumerate(passages):
        if _PLACE_TRIGGERS.isdisjoint(passage.anchors):
            continue
        for match in _PLACE.finditer(passage.text):
            if (
                _PLACE_NAMES.search(passage.text[: match.start()])
                or passage.text[match.end() : match.end() + 2].strip()[:1].isupper()
            ):
                continue
            known = first.setdefault(_PLACE_FORMS[match[0]], match[0])
            if known != match[0]:
                message = f"The same place is '{known}' elsewhere in the document."
                yield i, Hit(match.start(), match.end(), known, message)


_SHE = late(r"(?<![\w'-])(?:she|her|hers|herself)(?![\w-])", re.IGNORECASE)
_HE = late(r"(?<![\w'-])(?:he|his|him|himself)(?![\w-])", re.IGNORECASE)
_WOMAN = late(
    r"(?i:\b(?:wom[ae]n|girls?|mothers?|mom|mum|wife|wives|sisters?|daughters?|aunt|grandmother|ladies|lady|female|girlfriend|widow"
    r"|bride|fianc\w+|queen|princess|mrs|ms|miss|actress|\w+woman|nun|ship|boat|nurse|mistress|niece|duchess|heroine|chancellor"
    r"|teenager|victim|client|patient|student|child|baby|teacher|secretary|judge|couple|parents?|family|families|partner|cat|dog"
    r"|country|nation|\w+ess)\b)|\b(?:Russia|Ukraine|Britain|Germany|England)\b"
)


def _pronoun(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    named = people(passages)
    givens = {person.given for person in named}
    if not givens or not givens <= MEN or len({person.surname for person in named}) != 1:
        return
    texts = [passage.text for passage in passages]
    if any(_WOMAN.search(text) for text in texts) or sum(bool(_HE.search(text)) for text in texts) < 2:
        return
    surname = named[0].surname
    for i, text in enumerate(texts):
        if surname in text[: text.lower().find(" she") + 1]:
            yield from ((i, Hit(match.start(), match.end(), None)) for match in _SHE.finditer(text))


RULES: tuple[Rule, ...] = (
    Rule(
        id="documents.title-gender",
        severity=Severity.WARNING,
        languages=("tr", "fi", "et", "zh", "hu", "fa"),
        message="The same person is a man in one sentence and a woman in another.",
        rationale="Where the source has one word for 'Mr' and 'Ms' or none at all, a system guesses in every sentence anew.",
        source="Observed in Turkish-, Chinese- and Finnish-English output.",
        find=nothing,
        across=_title_gender,
        kinds=EVERYWHERE,
        must_flag=(
            "Mr. Robin Holt was late.\nMs. Robin Holt said nothing.",
            "The spokesman Andrea Lund replied.\nThat, said spokeswoman Andrea Lund, is false.",
            "Ms Kim Lane won.\nA prize for Mr Kim Lane followed.",
            "Actress Dominique Vidal came.\nThe actor Dominique Vidal sang.",
        ),
        must_pass=(
            "Mr. Robin Holt was late.\nMr. Robin Holt said nothing.",
            "Mr. Robin Holt was late.\nMrs. Anna Holt said nothing.",
            "Actress Dominique Vidal came.\nDominique Vidal sang.",
            "Ms Kim Lane won.\nMr Peter Lane lost.",
        ),
    ),
    Rule(
        id="documents.place-spelling",
        severity=Severity.NOTE,
        languages=("ru", "uk", "be", "de", "fr", "es", "it", "zh"),
        message="The document spells one place in two ways.",
        rationale="Places have a spelling after each of two languages. A system meets both; a writer keeps to one.",
        source="The Chicago Manual of Style, 8.43, on names of places: one form within a work.",
        find=nothing,
        triggers=_PLACE_TRIGGERS,
        across=_place_spelling,
        kinds=EVERYWHERE,
        must_flag=(
            "The train left Kyiv at noon.\nFrom Kiev it went east.",
            "A fire broke out in Kharkov.\nThe mayor of Kharkiv spoke.",
            "They live in Munich.\nIn München it rained.",
            "The Donbass is quiet.\nIn the Donbas, nothing moved.",
        ),
        must_pass=(
            "The train left Kyiv at noon.\nFrom Kyiv it went east.",
            "The train left Kyiv at noon.\nThey ate chicken Kiev.",
            "Bayern München won.\nMunich was happy.",
            "The train left Kyiv.\nIt came to Odessa.",
        ),
    ),
    Rule(
        id="documents.pronoun-gender",
        severity=Severity.NOTE,
        languages=("tr", "fi", "et", "hu", "zh", "fa", "lt"),
        message="The document is about one man, and a woman whom nobody has named takes his place here.",
        rationale=(
            "Languages with one pronoun for 'he' and 'she', or with none, leave it to the system to guess, and it guesses"
            " sentence by sentence."
        ),
        source="Observed in Turkish- and Finnish-English output.",
        find=nothing,
        across=_pronoun,
        must_flag=(
            "Peter Holt won the race.\nHe trained for years.\nHis coach was glad.\nHolt said that she will rest now.",
            "A book by Ivan Gorin is out.\nHe wrote it at home.\nIt is his first.\nGorin hopes that she will write more.",
            "Carlos Vega resigned.\nHe gave no reason.\nHe left at noon.\nVega said she was tired.",
            "The minister Andrei Belov spoke.\nHe was calm.\nHis words were few.\nThen Belov said that she must go.",
        ),
        must_pass=(
            "Peter Holt won the race.\nHe trained for years.\nHis coach was glad.\nHolt said that he will rest now.",
            "Peter Holt and Anna Bell won.\nHe was glad.\nHis car was red.\nHolt said that she was fast.",
            "Peter Holt has a wife.\nHe loves her.\nHis work is hard.\nHolt said that she helps.",
            "Robin Holt won.\nHe was glad.\nHe slept.\nHolt said that she was glad.",
        ),
    ),
    *documents_people.RULES,
)
