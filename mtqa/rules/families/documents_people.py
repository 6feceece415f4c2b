"""Rules: full names that one document writes in two ways."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, nothing, word_set
from mtqa.rules.lexicon.frequent import FREQUENT
from mtqa.rules.lexicon.people import GIVEN, MEN, WOMEN, WORD_SURNAMES
from mtqa.rules.lexicon.spellings import GIVEN_FAMILIES


class Person(NamedTuple):
    """Two capitalised words side by side, a full name as a rule, where they stand."""

    sentence: int
    start: int
    end: int
    given: str
    surname: str


_FULL = late(
    r"(?P<given>[A-ZÀ-Ž](?<![\w'-].)[a-zà-ž]{2,14}) (?=(?:[A-Z]\. )?(?P<surname>[A-ZÀ-Ž][a-zà-žʹ]+(?:['-][A-Za-zà-žÀ-Ž]{2,})?)(?![\w-]))"
)
# "German" is a given name, but hardly ever one.
_KNOWN: Final = (GIVEN | MEN | WOMEN | GIVEN_FAMILIES.keys()) - {"German"}
_NOT_GIVEN: Final = word_set(
    "Mrs Miss Sir Lord Lady Professor President Minister Senator The Santa San Saint Doctor Dynamo Dinamo"
)
_last: list[tuple[Sequence[Passage], tuple[Person, ...]]] = []


def pairs(passages: Sequence[Passage]) -> tuple[Person, ...]:
    """Return what may be full names in a document, in order; found once for all rules."""
    for known, found in _last:
        if known is passages:
            return found
    found = tuple(
        Person(i, match.start(), match.end("surname"), match["given"], match["surname"].removesuffix("'s"))
        for i, passage in enumerate(passages)
        for match in _FULL.finditer(passage.text)
        if match["given"] not in _NOT_GIVEN
    )
    _last[:] = [(passages, found)]
    return found


def people(passages: Sequence[Passage]) -> list[Person]:
    """Return the full names whose given name is known, in order."""
    return [person for person in pairs(passages) if person.given in _KNOWN]


def _given_spelling(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    first: dict[tuple[int | str, str], str] = {}
    for person in pairs(passages):
        family = GIVEN_FAMILIES.get(person.given, sound(person.given))
        known = first.setdefault((family, person.surname), person.given)
        if _bare(known) != _bare(person.given):
            message = f"The same person is '{known} {person.surname}' elsewhere in the document."
            yield person.sentence, Hit(person.start, person.end, f"{known} {person.surname}", message)


_SOUNDS: Final = tuple(
    (late(expression), replacement)
    for expression, replacement in (
        (r"['ʹ’-]", ""),
        (r"shch|schtsch|šč", "w"),
        (r"dzh|dsch|dj", "z"),
        (r"tsch|tch|cz|č|ch", "q"),
        (r"sch|sz|š|sh", "x"),
        (r"zh|ž|zs", "z"),
        (r"kh|gh", "h"),
        (r"ts|tz", "c"),
        (r"ph|ff|v|w(?!$)", "f"),
        (r"th", "t"),
        (r"ck|c(?=[aou])", "k"),
        (r"(?:iy|yy|yi|ii|ij|ie|ey|ei|ej|i|y|j)+", "i"),
        (r"ia|iu|io|ie", "a"),
        (r"ou|oo", "u"),
        (r"(.)\1", r"\1"),
    )
)


@lru_cache(maxsize=4096)
def sound(name: str) -> str:
    """Return a key that is the same for spellings of a name by different tables of transliteration."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    for expression, replacement in _SOUNDS:
        plain = expression.sub(replacement, plain)
    return plain


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    """Return a name without case, accents and marks, which people leave out."""
    decomposed = unicodedata.normalize("NFD", name.lower().replace("-", "").replace("ʹ", ""))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _surname_spelling(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    first: dict[tuple[str, str], Person] = {}
    for person in pairs(passages):
        if len(person.surname) > 4:
            known = first.setdefault((sound(person.given), sound(person.surname)), person)
            if _bare(known.surname) != _bare(person.surname):
                name = f"{known.given} {known.surname}"
                message = f"The same person is '{name}' elsewhere in the document."
                yield person.sentence, Hit(person.start, person.end, name, message)


_ENDINGS: Final = word_set("a u om em ym ov ovi ou ovou ové ová as is io ui os us")


def _ending(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    found = pairs(passages)
    known = {(person.given, person.surname) for person in found}
    for person in found:
        for length in (1, 2, 3, 4):
            stem, ending = person.surname[:-length], person.surname[-length:]
            if len(stem) > 3 and ending in _ENDINGS and (person.given, stem) in known:
                name = f"{person.given} {stem}"
                message = f"The name has a case ending: the same person is '{name}' elsewhere in the document."
                yield person.sentence, Hit(person.start, person.end, name, message)
                break


def _order(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    found = pairs(passages)
    straight = {(p.given, p.surname) for p in found if p.given in _KNOWN and p.surname not in _KNOWN}
    for person in found:
        text = passages[person.sentence].text
        again = text[: person.start].endswith(f"{person.surname} ") or text[person.end :].startswith(f" {person.given}")
        if (person.surname, person.given) in straight and not again:
            yield person.sentence, Hit(person.start, person.end, f"{person.surname} {person.given}")


_LOWER = late(r"(?P<given>[A-ZÀ-Ž](?<![\w'-].)[a-zà-ž]{2,14}) (?P<surname>[a-zà-ž]{4,20})(?![\w-])")


_SLAVIC = late(
    r"..(?:[dklmnrstvz]ov|ova|[ktlnrs]in|[aeln]ev|eva|sky|skiy|skaya|enko|vich|yan|shvili|dze|chuk|iuk|yuk|ić|ović)$"
)


def _name_case(passages: Sequence[Passage]) -> Iterator[tuple[int, Hit]]:
    names = {(person.given, person.surname.lower()) for person in people(passages)}
    givens = {given for given, _ in names}
    for i, passage in enumerate(passages) if names else ():
        if not any(given in passage.text for given in givens):
            continue
        for match in _LOWER.finditer(passage.text):
            name = (match["given"], match["surname"])
            if name in names and name[1] not in FREQUENT and name[1] not in WORD_SURNAMES and name[1] not in _VERBS:
                yield i, Hit(match.start(), match.end(), f"{match['given']} {match['surname'].capitalize()}")
    # A surname alone is surely no word if it ends as Slavic and Caucasian surnames do.
    alone = {surname for _, surname in names if _SLAVIC.search(surname)}
    for i, passage in enumerate(passages) if alone else ():
        for word in passage.words if any(surname in passage.text for surname in alone) else ():
            if word.text.removesuffix("'s") in alone and passage.text[word.start - 1 : word.start] in (" ", ""):
                yield i, Hit(word.start, word.end, word.text.capitalize())


_VERBS: Final = word_set(
    "rose marks wills pays bids sings burns banks waters wells mills wards sells winds spears hopes grant mark"
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="documents.given-spelling",
        severity=Severity.WARNING,
        languages=("ru", "uk", "be", "bg"),
        message="The document spells one person's given name in two ways.",
        rationale=(
            "Cyrillic names have several spellings in English. A system chooses one anew in every sentence; a writer chooses"
            " once."
        ),
        source="The Chicago Manual of Style, 11.95-11.107, on romanisation: consistency within a work.",
        find=nothing,
        across=_given_spelling,
        kinds=EVERYWHERE,
        must_flag=(
            "Sergei Belov won.\nThe judges praised Sergey Belov.",
            "A letter to Dmitry Orlov was found.\nIt was signed.\nDmitri Orlov denied it.",
            "Yulia Moroz sings.\nThe hall was full for Iulia Moroz.",
            "Vladimir Kravets and Anna Bell came.\nVolodymyr Kravets spoke.",
        ),
        must_pass=(
            "Sergei Belov won.\nThe judges praised Sergei Belov.",
            "Sergei Belov won.\nSergey Orlov lost.",
            "Carl Holt came.\nCharles Holt stayed away.",
            "Andrei Belov came.\nMr Belov spoke.",
        ),
    ),
    Rule(
        id="documents.surname-spelling",
        severity=Severity.WARNING,
        languages=("ru", "uk", "be", "bg", "sr", "zh", "ar"),
        message="The document spells one person's surname in two ways.",
        rationale=(
            "A system spells a name that it doesn't know anew in every sentence, by one table of transliteration or another;"
            " a writer copies it."
        ),
        source="The Chicago Manual of Style, 11.95-11.107, on romanisation: consistency within a work.",
        find=nothing,
        across=_surname_spelling,
        kinds=EVERYWHERE,
        must_flag=(
            "Igor Latypov opened the line.\nThe line, said Igor Latipov, is short.",
            "Anna Zhukovskaya sang.\nThen Anna Zhukovskaia left.",
            "We met Ivan Kharitonov.\nIvan Haritonov was tired.",
            "Oleg Tsarev was late.\nNobody missed Oleg Tzarev.",
        ),
        must_pass=(
            "Igor Latypov opened the line.\nThe line, said Igor Latypov, is short.",
            "Anna Brown sang.\nThen Anna Braun left, and Peter Braun with her.",
            "José Pérez came.\nJose Perez won.",
            "Maria Silva came.\nMaria Costa won.",
        ),
    ),
    Rule(
        id="documents.name-ending",
        severity=Severity.WARNING,
        languages=("cs", "sk", "pl", "lt", "lv", "sr", "hr", "ru", "fi", "et"),
        message="The name has a case ending that it lacks elsewhere in the document.",
        rationale="Slavic and Baltic languages and Finnish decline names, and systems copy a form that they don't recognise.",
        source="Grammars of Czech, Lithuanian, Russian and Finnish on the declension of surnames.",
        find=nothing,
        across=_ending,
        kinds=EVERYWHERE,
        must_flag=(
            "Peter Brandt came to Brno.\nThe mayor met Peter Brandta.",
            "They spoke of Boris Langley.\nThe plan of Boris Langleyas failed.",
            "Martin Holub won.\nWe talked to Martin Holubem.",
            "Ivan Gorin sings.\nA song for Ivan Gorinu followed.",
        ),
        must_pass=(
            "Ivan Petrov came.\nHis wife, Anna Petrova, stayed.",
            "Peter Brandt came to Brno.\nThe mayor met Peter Brandt's son.",
            "Carlos Mend came.\nCarlos Mendez won.",
            "Martin Holub won.\nMartin Holubec lost.",
        ),
    ),
    Rule(
        id="documents.name-order",
        severity=Severity.WARNING,
        languages=("ru", "uk", "hu", "zh", "ja", "ko", "vi"),
        message="The surname stands before the given name here and after it elsewhere in the document.",
        rationale="Russian papers of office and some other languages write the surname first; a system keeps what it meets.",
        source="The Chicago Manual of Style, 8.11-8.17, on the order of names.",
        find=nothing,
        across=_order,
        kinds=EVERYWHERE,
        must_flag=(
            "Ivan Sidorenko was hurt.\nThe doctor of Sidorenko Ivan spoke.",
            "The prize goes to Anna Kovacs.\nKovacs Anna was born in 1950.",
            "A poem by Boris Gorin.\nGorin Boris died young.",
            "Elena Zhukova came.\nThe judge asked Zhukova Elena.",
        ),
        must_pass=(
            "James Martin came.\nMartin James stayed.",
            "Ivan Sidorenko was hurt.\nThe doctor of Ivan Sidorenko spoke.",
            "Anna Kovacs won.\nAmong them: Kovacs, Anna.",
            "Ivan Sidorenko was hurt.\nSidorenko said nothing.",
        ),
    ),
    Rule(
        id="documents.name-case",
        severity=Severity.WARNING,
        languages=(),
        message="The surname has lost the capital that it has elsewhere in the document.",
        rationale=(
            "A name that a system doesn't know is taken for a word, and its recasing step restores the capital in one sentence"
            " and not in the next."
        ),
        source="Observed in output of 2013 to 2019 systems.",
        find=nothing,
        across=_name_case,
        kinds=EVERYWHERE,
        must_flag=(
            "Maria Lopez won the race.\nThe crowd cheered Maria lopez.",
            "Peter Oates spoke first.\nThen Peter oates left.",
            "We met Ana Orozco.\nThe story of Ana orozco is sad.",
            "Ivan Gogol read.\nA book by Ivan gogol was sold.",
            "Oleg Petelin spoke.\nThe crowd liked petelin well.",
        ),
        must_pass=(
            "Maria Lopez won the race.\nThe crowd cheered Maria Lopez.",
            "Anna Rose sang.\nThen Anna rose to leave.",
            "Mark May came.\nMark may go.",
            "Peter Grant asked.\nWould Peter grant it?",
        ),
    ),
)
