"""Rules: names of firms, offices, streets and places as other languages build them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.finders import where

_FIRM = pattern(
    r"""\b(?-i:(?P<form>JSC|OJSC|PJSC|CJSC|LLC|OOO|OAO|ZAO|PAO|FSUE|FGUP|SUE|MUP))(?:\ ?["“«„]|\ ')\ ?(?P<name>[^"“”«»„']{2,60}?)\ ?["”»“']""",
    r"\g<form> \g<name>",
)

_NOUNS: Final = "newspaper magazine agency company corporation club party channel portal factory plant bank airline"
_QUOTED = late(
    rf"""\b(?:{"|".join(_NOUNS.split())})\ ["“«„](?P<name>[A-ZÀ-Ž][^"“”«»„.,;:!?]{{1,40}})["”»“](?=[\s,.;:)]|$|'s)""",
    re.VERBOSE,
)
_SAYS = late(r"\b(?:is|are|was|were|has|have|will|says?|said)\b", re.IGNORECASE)


def _quoted(passage: Passage) -> Iterator[Hit]:
    for match in _QUOTED.finditer(passage.text):
        if not _SAYS.search(match["name"]):
            yield Hit(match.start("name") - 1, match.end("name") + 1, match["name"])


_TIME: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December"
_STREET = pattern(
    rf"""\b(?-i:(?:on|in|at|from|along|to)\ (?P<hit>(?:the\ )?street\ (?!(?:{_TIME}|Fighter|View|Journal|Art|I|Mr|Mrs)\b)[A-Z][\w'-]+))
    (?=[.,;:)]|$|\ (?:in|on|at|near|and|was|is|of|a|the|after|with|where|which|there)\b|\ [A-Z\d])"""
)

_NOT_TOWN: Final = (
    r"(?:Council|Councils|Hall|Fathers|Crier|Clerk|Duma|Court|Police|Park|Prosecutor|Administration|Hospital|Museum|Green|Square"
    r"|Library|University|Zoo|Airport|Attorney|Center|Centre|Manager|Treasurer|Health|Department|Committee|School|Stadium"
    r"|Beautiful|Limits|Under|Idiots|Elders|Idiot|Officials|Assembly|Government|Mayor|Chief|Planning|That|Who|Of|We|They|He|She|It|I)"
)
_TOWN = pattern(
    rf"""\b(?-i:[Tt]he\ (?P<noun>city|town|village)\ (?!{_NOT_TOWN}\b)(?P<name>[A-Z][a-zà-ž'-]{{2,}}))
    (?=[.,;)]|$|\ (?:in|on|near|by|with|where|which|was|were|is|lives?|there|and|north|south|east|west)\b)""",
    r"the \g<noun> of \g<name>",
)
_LAKE = pattern(
    r"""\b(?-i:(?:on|in|at|of|from|to|near|around|by|into|over)\ (?P<hit>the\ (?P<name>(?:[Ll]ake|[Mm]ount)\ (?!District|Isle|House|Region|Country|Poets)[A-Z][a-zà-ž'-]{2,})))(?=[.,;)]|$)""",
    r"\g<name>",
)


def _places(passage: Passage) -> Iterator[Hit]:
    yield from _TOWN(passage)
    yield from _LAKE(passage)


_HONOURED: Final = (
    r"(?:park|rest|university|institute|school|theatre|theater|plant|stadium|library|museum|hospital|factory|street|square"
    r"|academy|conservatory|conservatoire|gymnasium|airport|club|palace|recreation)"
)
_NAME_OF = late(
    rf"\b{_HONOURED} (?P<named>of (?:the )?name of) (?:the )?[A-Z]|\b(?P<park>[Pp]ark of [Cc]ulture and (?:[Rr]est|[Ll]eisure|[Rr]ecreation))\b"
)


def _name_of(passage: Passage) -> Iterator[Hit]:
    for match in _NAME_OF.finditer(passage.text):
        group = "named" if match["named"] else "park"
        yield Hit(match.start(group), match.end(group), "named after" if match["named"] else None)


_AFFAIRS: Final = {
    "internal": "affairs",
    "foreign": "affairs trade policy",
    "external": "affairs relations",
    "emergency": "situations",
    "economic": "development affairs",
    "natural": "resources",
    "public": "health administration works",
    "social": "affairs development policy protection security",
    "agricultural": "policy development",
    "national": "defence defense security economy education",
    "regional": "development policy",
    "human": "rights resources services",
    "physical": "culture education",
    "digital": "development affairs",
    "veterans": "affairs",
}
_OFFICE_CASE = late(
    r"\b(?P<of>(?:Ministry|Minister|Department|Committee|Secretary|Court|Office|Institute|Academy|Ministries|Ministers) (?:of|for|on) )"
    rf"(?P<field>(?P<first>{'|'.join(_AFFAIRS)}) (?P<second>[A-Z][a-z]+))\b"
)


def _office_case(passage: Passage) -> Iterator[Hit]:
    for match in _OFFICE_CASE.finditer(passage.text):
        if match["second"].lower() in _AFFAIRS[match["first"]].split():
            yield Hit(match.start("field"), match.end("field"), f"{match['first'].capitalize()} {match['second']}")


_INITIALS = where(
    r"[A-Z]\. ?[A-Z]\.",
    pattern(
        r"""(?-i:(?<![\w.-])(?P<name>[A-Z][a-z]{2,12}(?:ov|ev|in|ko|sky|skiy|skii|yan|dze|shvili|uk|ova|eva|ina|skaya))\ (?!(?:U\.\ ?[SKN]|D\.\ ?C|L\.\ ?A|E\.\ ?U|P\.\ ?S)\.)(?P<one>[A-Z]\.)\ ?(?P<two>[A-Z]\.))
    (?=\ [a-z]|,\ (?:who|which|the|a|an)\b|'s)(?!\ (?:et|and)\b)""",
        r"\g<one> \g<two> \g<name>",
    ),
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="names.firm-in-quotes",
        severity=Severity.WARNING,
        languages=("ru", "uk", "kk", "bg"),
        message="The name of a firm takes no quotation marks, and its legal form stands after it if at all.",
        rationale=(
            "Russian writes a firm as its legal form with the name in quotation marks ('ОАО «Волна»'). English writes"
            " the name alone, or with the form after it."
        ),
        source="The Chicago Manual of Style, 8.68-8.70, on names of companies.",
        find=_FIRM,
        triggers=word_set("jsc ojsc pjsc cjsc llc ooo oao zao pao fsue fgup sue mup"),
        signs=frozenset("\"“«„'"),
        kinds=EVERYWHERE,
        must_flag=(
            "The bridge was built by JSC “Volna” in 2012.",
            'A loan to LLC "Sever" was never repaid.',
            "The head of OJSC «Zarya» resigned.",
            'PJSC "Tver Bank" and its owners appealed.',
        ),
        must_pass=(
            "The bridge was built by Volna in 2012.",
            "A loan to JSC Volna was never repaid.",
            'The owner of Sever LLC said "no comment".',
            "An LLC's owners pay tax, and the LLC's owners know it.",
        ),
    ),
    Rule(
        id="names.quoted-name",
        severity=Severity.NOTE,
        languages=("ru", "uk", "de", "lt", "lv", "pl", "cs", "zh"),
        message="Names of newspapers, firms, clubs and parties take no quotation marks in English.",
        rationale=(
            "Russian, German and Lithuanian set such names in quotation marks after the common noun ('газета «Труд»')."
            " English writes the name alone, with its capitals."
        ),
        source="The Chicago Manual of Style, 8.68-8.70 and 8.168-8.172.",
        find=_quoted,
        triggers=word_set(_NOUNS),
        signs=frozenset('"“«„'),
        must_flag=(
            "He told the newspaper “Vecher” that he was ill.",
            'The club "Torpedo" bought two players.',
            "Talks with the party «Unity» failed.",
            'The company "Sever Gas" paid the fine.',
        ),
        must_pass=(
            "He told the newspaper Vecher that he was ill.",
            'The club "must sell" two players.',
            "The agency “Is Ready” to act.",
            "He called the company “a disgrace”.",
        ),
    ),
    Rule(
        id="names.street-first",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "de", "fr", "es"),
        message="'Street' stands after its name in English and takes no article.",
        rationale=(
            "Slavic and Romance languages put 'street' before its name ('улица Ленина', 'rue Monge'), and translation"
            " keeps the order."
        ),
        source="The Chicago Manual of Style, 8.56, on names of streets.",
        find=_STREET,
        triggers=frozenset(
            f"{preposition} {article}street"
            for preposition in "on in at from along to".split()
            for article in ("", "the ")
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "The fire broke out on the street Lenina.",
            "She lives in street Monge, near the river.",
            "They met at the street Pushkina 12.",
            "A tram ran along the street Vatutina and stopped.",
        ),
        must_pass=(
            "The fire broke out on Lenin Street.",
            "They were out on the street Friday.",
            "He was stopped on the street. Nobody saw it.",
            "We saw it on Street View.",
        ),
    ),
    Rule(
        id="names.place-noun",
        severity=Severity.WARNING,
        languages=("ru", "de", "uk", "pl", "cs", "lt"),
        message="English says 'the city of Riga' and 'Lake Sevan': 'of' after city, town and village, no article before 'Lake'.",
        rationale=(
            "German and Slavic languages set the name straight beside its noun ('die Stadt Riga', 'озеро Севан'), and"
            " translation adds the article and leaves out 'of'."
        ),
        source="Quirk et al., 17.89 and 5.69, on names of places with a common noun.",
        find=_places,
        triggers=frozenset(("the city", "the town", "the village", "the lake", "the mount")),
        kinds=EVERYWHERE,
        must_flag=(
            "He was born in the town Lerik near the border.",
            "A shell fell on the city Aleppo.",
            "They camped on the shore of the Lake Sevan.",
            "The village Hoito, where she lives, has a school.",
        ),
        must_pass=(
            "He was born in the town of Lerik near the border.",
            "He wrote to the city Council and to the town Crier.",
            "They walked in the Lake District.",
            "It was the city London had become.",
            "The river Thames was high.",
        ),
    ),
    Rule(
        id="names.name-of",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg"),
        message="English says 'named after', or puts the name first: 'Gorky Park'.",
        rationale=(
            "Russian institutions bear 'имени' and a person's name in the genitive, and translation renders the word"
            " 'name'."
        ),
        source="Observed in Russian-English output.",
        find=_name_of,
        triggers=frozenset(("of the name of", "of name of", "park of culture")),
        kinds=EVERYWHERE,
        must_flag=(
            "The concert is in the theatre of the name of Pushkin.",
            "They met in the park of culture and rest.",
            "She studied at the university of the name of Franko.",
            "The stadium of name of Kirov was torn down.",
        ),
        must_pass=(
            "The concert is in the theatre named after Pushkin.",
            "They met in the park.",
            "The use of the name of Macedonia was disputed.",
            "It is a matter of the name of the theatre.",
        ),
    ),
    Rule(
        id="names.office-case",
        severity=Severity.WARNING,
        languages=("ru", "uk"),
        message="The words of an office's name differ in case: 'Ministry of Foreign Affairs'.",
        rationale=(
            "A system that restores capitals word by word knows 'Affairs' from names of ministries and 'foreign' from"
            " everywhere else."
        ),
        source="The Chicago Manual of Style, 8.62-8.63; observed in Russian-English output.",
        find=_office_case,
        triggers=frozenset(
            f"{preposition} {first} {second}"
            for first, seconds in _AFFAIRS.items()
            for second in seconds.split()
            for preposition in ("of", "for", "on")
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "The Ministry of foreign Affairs summoned the envoy.",
            "A man from the Ministry of internal Affairs called.",
            "The Minister of economic Development resigned.",
            "The Court of human Rights ruled in May.",
        ),
        must_pass=(
            "The Ministry of Foreign Affairs summoned the envoy.",
            "The ministry of foreign affairs summoned the envoy.",
            "The Ministry of foreign affairs summoned the envoy.",
            "An Institute of human motion opened.",
        ),
    ),
    Rule(
        id="names.initials-last",
        severity=Severity.WARNING,
        languages=("ru", "uk", "be", "bg"),
        message="In running English, initials stand before the surname.",
        rationale="Russian papers of office write the surname first and the initials after it.",
        source="The Chicago Manual of Style, 8.4, on initials.",
        find=_INITIALS,
        triggers=word_set("*ov *ev *in *ko *sky *skiy *skii *yan *dze *shvili *uk *ova *eva *ina *skaya"),
        signs=frozenset("."),
        must_flag=(
            "Then Petrov I. S. said that the road is closed.",
            "The order was signed by Sidorenko V.N. in May.",
            "Ivanova A.P.'s flat was searched.",
            "Director Kozlov D.M., who was ill, sent a letter.",
        ),
        must_pass=(
            "Then I. S. Petrov said that the road is closed.",
            "See Petrov I. S. et al.",
            "In Dublin U.S. troops landed.",
            "Petrov, I. S. (1990), The road.",
        ),
    ),
)
