"""Rules: titles, courtesies and ages beside the name of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.families import institutions, offices
from mtqa.rules.lexicon.people import GIVEN, MEN, PLAIN_SURNAMES, WOMEN

_VERBS: Final = (
    r"(?:is|was|has|had|does|did|will|would|can|could|may|must|says|said|told|spoke|wrote|thinks|believes|knows|went|came"
    r"|made|gave|took|left|met|held|began|led|put|won|[a-z]{2,12}ed|affirms|adds|claims|states|explains|notes|stresses)"
)
_TAIL: Final = rf"(?=\ {_VERBS}\b|[.,;:!?]|$|\ and\ (?:his|her)\b)"

_ARTICLE_COURTESY = pattern(
    rf"(?-i:\b(?P<the>[Tt]he)\ (?P<name>(?:Mr|Mrs|Ms|Dr)\.?\ (?!Men|Who|Phil|Seuss|No|Pepper|Martens|Oz|Evil|Right|Bean|Olympia|America|Brown)[A-Z]"
    rf"[\w'-]+(?:\ [A-Z][\w'-]+)?){_TAIL})",
    lambda match: match["name"],
)

_TITLES: Final = "president chancellor minister mayor senator professor pope ambassador"
_SURNAMES: Final = frozenset(name.capitalize() for name in PLAIN_SURNAMES) | {"Trump", "Bush", "May", "Francis"}
_BUILDINGS: Final = word_set(
    "Airport Award Bridge Center Centre College Foundation Fund Hotel Library Museum Prize School Show"
)
_TITLED = late(
    r"\b(?P<the>[Tt]he) (?P<title>[Pp]resident|[Cc]hancellor|[Mm]inister|[Mm]ayor|[Ss]enator|[Pp]rofessor|[Pp]ope|[Aa]mbassador)"
    rf" (?P<name>(?P<first>[A-Z][\w'-]+)(?: [A-Z][\w'-]+){{0,2}}){_TAIL}".replace(r"\ ", " ")
)


def _article_title(passage: Passage) -> Iterator[Hit]:
    for match in _TITLED.finditer(passage.text):
        known = match["first"] in GIVEN and " " in match["name"]
        if (known or match["name"] in _SURNAMES) and match["name"].rpartition(" ")[2] not in _BUILDINGS:
            yield Hit(match.start(), match.end(), f"{match['title'].capitalize()} {match['name']}")


_COUNTRY: Final = r"(?:the\ )?(?:United\ States|USA?|Netherlands|[A-Z][a-z]+)"
_OFFICE = late(
    rf"""\b(?P<the>[Tt]he\ )?(?P<office>(?:[Pp]resident|(?:[Pp]rime|[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior|[Ff]inance)\ [Mm]inister
    |[Cc]hancellor|[Aa]mbassador|[Gg]overnor|[Mm]ayor))\ of\ (?P<country>{_COUNTRY})
    \ (?P<name>(?P<given>[A-Z]\w+)\ [A-Z][\w'-]+)(?!\ [A-Z])(?!'s|\w)""",
    re.VERBOSE,
)


def _office(passage: Passage) -> Iterator[Hit]:
    for match in _OFFICE.finditer(passage.text):
        if match["given"] in GIVEN:
            yield Hit(match.start(), match.end(), None)


_DOUBLED_TITLE = pattern(
    r"\b(?-i:(?P<title>Mr|Mrs|Ms|Dr|President|Senator|Chancellor|Professor|Prime\ Minister)\.?\ (?P=title)\b\.?\ (?=[A-Z]))",
    r"\g<title> ",
)
_DOUBLED_GIVEN = late(r"(?<![\w-])(?P<given>[A-Z]\w+) (?P=given) (?=[A-Z]\w)")


def _doubled(passage: Passage) -> Iterator[Hit]:
    yield from (
        hit._replace(end=hit.end - 1, suggestion=(hit.suggestion or "").strip()) for hit in _DOUBLED_TITLE(passage)
    )
    for match in _DOUBLED_GIVEN.finditer(passage.text):
        if match["given"] in GIVEN:
            yield Hit(match.start(), match.end() - 1, match["given"])


_HIS: Final = "mr sir actor businessman congressman"
_HERS: Final = "ms miss actress businesswoman chairwoman congresswoman policewoman spokeswoman"
_GENDERED: Final = {
    f"{title} {name.lower()}": name
    for titles, names in ((_HIS, WOMEN), (_HERS, MEN))
    for title in titles.split()
    for name in names
}
_WHO = late(r"(?<![\w-])(?P<title>[A-Za-z]+)(?P<dot>\.?) (?P<given>[A-Z]\w+)(?= [A-Z]\w)")


def _gender(passage: Passage) -> Iterator[Hit]:
    for match in _WHO.finditer(passage.text):
        if _GENDERED.get(f"{match['title'].lower()} {match['given'].lower()}") == match["given"]:
            yield Hit(match.start(), match.end(), None)


_PERSON: Final = (
    r"(?:man|woman|boy|girl|child|son|daughter|student|resident|pensioner|driver|player|actor|actress|singer|native"
    r"|teenager|mother|father|citizen)"
)
_AGES = late(
    rf"""(?<![\w-])(?P<plural>(?P<n>\d{{1,3}})-(?P<unit>year|month|week|day)s-old)\b
    |\ an?\ (?P<loose>(?P<m>\d{{1,2}})\ (?P<part>year|month)s\ old)(?=\ {_PERSON}\b)
    |\b(?:died|retired|married|passed\ away|emigrated)\ (?P<with>with\ (?P<age>\d\d)\ years)\b
    |[A-Z][a-z'-]+\ [A-Z][a-z'-]+,\ (?P<years>(?:of\ )?(?P<old>\d\d)\ years)(?=,\ [a-z])""",
    re.VERBOSE,
)


def _ages(passage: Passage) -> Iterator[Hit]:
    for match in _AGES.finditer(passage.text):
        if match["plural"]:
            group, suggestion = "plural", f"{match['n']}-{match['unit']}-old"
        elif match["loose"]:
            group, suggestion = "loose", f"{match['m']}-{match['part']}-old"
        elif match["with"]:
            group, suggestion = "with", f"at {match['age']}"
        else:
            group, suggestion = "years", match["old"]
        yield Hit(match.start(group), match.end(group), suggestion)


RULES: tuple[Rule, ...] = (
    Rule(
        id="names.article-courtesy",
        severity=Severity.WARNING,
        languages=("es", "pt", "it", "fr", "de", "ca"),
        message="Mr, Mrs, Ms and Dr before a name take no article.",
        rationale="Romance languages say 'el señor', 'le docteur' with the article, and translation keeps it.",
        source="Quirk et al., 5.66, on titles as part of a proper noun.",
        find=_ARTICLE_COURTESY,
        triggers=frozenset(("the mr", "the mrs", "the ms", "the dr")),
        kinds=EVERYWHERE,
        must_flag=(
            "Thanks to the Dr. Pelletier, the ward was saved.",
            "The Mr Ruiz said that he knew nothing.",
            "We wrote to the Mrs. Costa.",
            "Then the Dr Moreno left the room.",
        ),
        must_pass=(
            "Thanks to Dr. Pelletier, the ward was saved.",
            "The Mr Men books sold well.",
            "He took the Mr. Nice Guy approach.",
            "The Dr. Phil show was cancelled.",
            "The Mr Smith files were lost.",
        ),
    ),
    Rule(
        id="names.article-title",
        severity=Severity.WARNING,
        languages=("es", "pt", "it", "fr", "de", "ca", "lt"),
        message="A title straight before a name takes no article: 'President Smith', or 'the president, Anna Smith,'.",
        rationale=(
            "Romance languages and German put the article before a title with a name ('el presidente Obama', 'der"
            " Minister Huber'), and translation keeps it."
        ),
        source="Quirk et al., 5.66, on titles as part of a proper noun.",
        find=_article_title,
        triggers=frozenset(f"the {title}" for title in _TITLES.split()),
        kinds=EVERYWHERE,
        must_flag=(
            "The president Obama told them to wait.",
            "A letter from the Professor Anna Kovacs, dated May 3, was found.",
            "The mayor Peter Holt and his wife came.",
            "They spoke with the chancellor Merkel.",
        ),
        must_pass=(
            "President Obama told them to wait.",
            "The president, Barack Obama, told them to wait.",
            "The Pope Francis bobblehead sold out.",
            "He stayed at the President Hotel.",
            "The Senator Paul Simon Museum opened.",
        ),
    ),
    Rule(
        id="names.office-of-country",
        severity=Severity.NOTE,
        languages=("ru", "uk", "sr", "hr", "mk", "bg", "pl", "cs"),
        message="An office with 'of' and its country reads heavily before a name: 'Russian President Ivan Ivanov'.",
        rationale=(
            "Slavic languages put the office with its country in the genitive before the name. English news uses the"
            " adjective ('Ukrainian President'), or sets the name off by commas."
        ),
        source="Quirk et al., 17.65-17.94, on apposition; Associated Press Stylebook, titles.",
        find=_office,
        triggers=frozenset(
            f"{office} of" for office in "president minister chancellor ambassador governor mayor".split()
        ),
        must_flag=(
            "The President of Ukraine Viktor Kovalenko will visit the dam.",
            "Prime Minister of Armenia David Petrosyan signed the treaty.",
            "He wrote to the foreign minister of Germany Peter Brandt about it.",
            "Mayor of Moscow Ivan Belov opened the bridge.",
        ),
        must_pass=(
            "Ukrainian President Viktor Kovalenko will visit the dam.",
            "The president of Ukraine, Viktor Kovalenko, will visit the dam.",
            "The mayor of London Sadiq appointed was young.",
            "He is the ambassador of France.",
        ),
    ),
    Rule(
        id="names.doubled",
        severity=Severity.WARNING,
        languages=(),
        message="The title or the given name stands twice.",
        rationale=(
            "A name that is cut into pieces is translated piece by piece, and a system that has lost its place writes"
            " one of them twice: 'Anna Anna Holt', 'Mr. Mr. Holt'."
        ),
        source="Observed in output of 2013 to 2019 systems.",
        find=_doubled,
        triggers=frozenset(f"{name.lower()} {name.lower()}" for name in GIVEN)
        | frozenset(f"{title} {title}" for title in "mr mrs ms dr president senator chancellor professor".split())
        | frozenset(f"{title}. {title}" for title in "mr mrs ms dr".split())
        | {"prime minister prime minister"},
        kinds=EVERYWHERE,
        must_flag=(
            "The career of Mr. Mr. Nieto began there.",
            "She met Hillary Hillary Clark in Boston.",
            "Then President President Holt waved.",
            "It was Martin Martin Lund who scored.",
        ),
        must_pass=(
            "The career of Mr. Nieto began there.",
            "Martin Martinez scored.",
            "“Anna, Anna Holt is here,” he said.",
            "When James met Mr. James Martin, James left.",
        ),
    ),
    Rule(
        id="names.gender",
        severity=Severity.WARNING,
        languages=("tr", "fi", "et", "zh", "hu"),
        message="The title doesn't suit the given name: one is a man's, the other a woman's.",
        rationale=(
            "Where the source has one word for 'Mr' and 'Ms' or for 'actor' and 'actress', a system guesses, and it"
            " guesses by frequency."
        ),
        source="Observed in Turkish- and Finnish-English output.",
        find=_gender,
        triggers=frozenset(_GENDERED)
        | frozenset(pair.replace(" ", ". ") for pair in _GENDERED if pair[:3] in ("mr ", "ms ")),
        kinds=EVERYWHERE,
        must_flag=(
            "Ms. Peter Holt signed the letter.",
            "Mr Angela Brandt will speak first.",
            "The actress Robert Lane was late.",
            "A call from congresswoman David Hill came at noon.",
        ),
        must_pass=(
            "Mr. Peter Holt signed the letter.",
            "Mrs. John Holt signed the letter.",
            "Chairman Maria Holt signed the letter.",
            "Ms. Andrea Holt and Mr Robin Lane came.",
        ),
    ),
    Rule(
        id="names.age",
        severity=Severity.WARNING,
        languages=("ru", "de", "es", "fr", "pl", "cs", "pt"),
        message="English gives an age as 'a 45-year-old man', 'Anna Holt, 45,' or 'at 45'.",
        rationale=(
            "Other languages count a person's years in the plural ('45 años', '45 лет', 'mit 45 Jahren'), and"
            " translation keeps the plural or the preposition."
        ),
        source="The Chicago Manual of Style, 7.89, on compounds of age; Quirk et al., 17.108.",
        find=_ages,
        triggers=frozenset(("years", "months old", "weeks old", "days old")),
        must_flag=(
            "A 45-years-old teacher was hurt.",
            "Anna Holt, 45 years, lives in Bergen.",
            "The painter died with 83 years in Porto.",
            "Police are looking for a 30 years old man.",
        ),
        must_pass=(
            "A 45-year-old teacher was hurt.",
            "Anna Holt, 45, lives in Bergen.",
            "The painter died at 83 in Porto.",
            "The house is 45 years old.",
            "Anna Holt, 10 years after the fire, lives in Bergen.",
        ),
    ),
    *institutions.RULES,
    *offices.RULES,
)
