"""Rules: well-known names that came back through another alphabet, or kept another language's case endings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, PROSE, Finder, Hit, Passage, Rule, late, pattern, running
from mtqa.rules.lexicon.transliterated import FAMOUS_BACK, GIVEN_BACK, PLACES_BACK
from mtqa.rules.quoting import quoted


def _names(table: Mapping[str, str], *, alone: bool = False) -> tuple[Finder, frozenset[str]]:
    """Return what finds the forms of a table, and its triggers; ``alone``: in no longer name."""
    by_trigger: dict[str, list[str]] = {}
    for form in table:
        by_trigger.setdefault(running(form).strip(), []).append(form)

    def find(passage: Passage) -> Iterator[Hit]:
        for anchor in passage.anchors & by_trigger.keys():
            for form in by_trigger[anchor]:
                for match in re.finditer(rf"(?<![\w'.@/-]){re.escape(form)}(?P<s>'s)?(?![\w@/-])", passage.text):
                    if not quoted(passage.text, match.start()) and not (alone and _in_name(passage.text, match)):
                        suggestion = table[form] + (match["s"] or "")
                        yield Hit(match.start(), match.end(), suggestion, f"In English the name is '{table[form]}'.")

    return find, frozenset(by_trigger)


_CAPITAL_BEFORE = late(r"(?:(?<=[^.!?:] )|(?<=\w))[A-ZÀ-Ž][\w'-]* $")


def _in_name(text: str, match: re.Match[str]) -> bool:
    """Say whether a capitalised word stands on either side, so that the form may be part of a title or a firm's name."""
    before, after = text[: match.start()], text[match.end() : match.end() + 2]
    return (after[:1] == " " and after[1:].isupper()) or bool(_CAPITAL_BEFORE.search(before))


_FIND_GIVEN, _GIVEN_TRIGGERS = _names(GIVEN_BACK)
_FIND_FAMOUS, _FAMOUS_TRIGGERS = _names(FAMOUS_BACK)
_FIND_PLACES, _PLACES_TRIGGERS = _names(PLACES_BACK, alone=True)

_SOFT = late(
    r"(?<![\w'])(?![A-Z][a-z]*n'ts?\b)(?P<word>[^\W\d_]{1,20}[ʹʺ][^\W\d_]{0,20}|[A-Z][a-z]{0,12}(?:[lnr]'(?:sk|ts|ch|sh|m|n|b|d|f|k|g|v|t|z)|[dtlnvsrzbp]'(?:ya|ye|yu))"
    r"[a-z]{0,12})(?![\w'])"
)


_SOFT_AT_ALL = late(r"[ʹʺ'’](?:(?<=[ʹʺ])|(?<=[lnrdtvszbp].)(?:sk|ts|ch|sh|[bdfgkmnvz][a-z]|y[aeu])|(?<=[lr].)t)")


def _soft_sign(passage: Passage) -> Iterator[Hit]:
    if not _SOFT_AT_ALL.search(passage.raw):
        return
    for match in _SOFT.finditer(passage.raw.replace("’", "'")):
        word = match["word"]
        if quoted(passage.text, match.start()):
            continue
        sure = word[0].islower() and not word.isascii()
        yield Hit(match.start(), match.end(), None, None, Severity.WARNING if sure else None)


_ENGLISH_WOMEN: Final = (
    r"(?:Amy|Angela|Ashley|Betty|Camilla|Charlotte|Christine|Condoleezza|Diana|Elizabeth|Emma|Gwyneth|Helen|Hillary|Ivanka|Jane"
    r"|Janet|Jennifer|Jessica|Jill|Julie|Kamala|Kate|Laura|Liz|Madeleine|Margaret|Marine|Mary|Meghan|Melania|Meryl|Michelle|Nancy"
    r"|Nicola|Nicole|Rachel|Sarah|Scarlett|Serena|Sharon|Susan|Taylor|Theresa|Ursula|Venus|Whitney)"
)
_FEMININE = pattern(
    rf"(?<![\w-])(?-i:(?P<given>{_ENGLISH_WOMEN})\ (?P<surname>[A-Z][a-z]{{1,12}}?)(?:ov[áéou]u?|ové|ovou))(?![\w-])",
    r"\g<given> \g<surname>",
)

_ADJECTIVE = late(
    r"(?<![\w'\"“«„-])(?P<stem>[A-Z][a-z]{2,14})(?:skogo|skomu|skuyu|skikh|skimi|ckogo|orskom|enskom|inskom|ovskom|evskom)(?![\w'-])"
)


def _adjective(passage: Passage) -> Iterator[Hit]:
    for match in _ADJECTIVE.finditer(passage.text):
        if not quoted(passage.text, match.start()):
            yield Hit(match.start(), match.end(), None)


RULES: tuple[Rule, ...] = (
    Rule(
        id="names.given-transliterated",
        severity=Severity.ERROR,
        languages=("ru", "uk", "bg", "kk", "be"),
        message="An English given name or surname was spelled back from Cyrillic.",
        rationale=(
            "Cyrillic spells English names by sound. A system that doesn't know the name spells it back letter by letter:"
            " George becomes Dzhordzh."
        ),
        source="Transliteration tables BGN/PCGN and GOST applied to the usual Cyrillic forms of English names.",
        find=_FIND_GIVEN,
        triggers=_GIVEN_TRIGGERS,
        kinds=EVERYWHERE,
        must_flag=(
            "The play was written by Dzhordzh Harris.",
            "Uil'yam Lane and his wife came late.",
            "Her brother Maykl sings in a choir.",
            "The firm belongs to Dzhon Parker.",
        ),
        must_pass=(
            "The play was written by George Harris.",
            "Dzhokhar Dudayev led them.",
            "The Russian form is “Dzhordzh”.",
            "A film by Djibril Diop was shown.",
        ),
    ),
    Rule(
        id="names.famous-form",
        severity=Severity.ERROR,
        languages=("ru", "uk", "cs", "sk", "lt", "lv", "sr", "hr", "pl"),
        message="A well-known name was spelled back from another alphabet or kept another language's ending.",
        rationale=(
            "Slavic and Baltic languages decline the names of foreigners ('s Trumpem', 'Obamos') and Cyrillic spells them"
            " by sound; a system that doesn't recognise the form copies it."
        ),
        source="Declension tables of Czech, Russian, Serbo-Croatian and Lithuanian; the persons' own names.",
        find=_FIND_FAMOUS,
        triggers=_FAMOUS_TRIGGERS,
        kinds=EVERYWHERE,
        must_flag=(
            "He spoke with Trumpem about the tariffs.",
            "A letter to Putinu was published.",
            "The policy of Obamos is disputed.",
            "They read Shekspir at school.",
            "A visit of Merkelová to Prague is planned.",
        ),
        must_pass=(
            "He spoke with Trump about the tariffs.",
            "The Obamas flew home, and the Trumps stayed.",
            "Lyudmila Putina opened the fair.",
            "The headline was “S Trumpem v Praze”.",
        ),
    ),
    Rule(
        id="names.place-form",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "es", "pt", "cs", "lt", "fi", "et", "lv"),
        message="The place has a name of its own in English.",
        rationale=(
            "A place name that was inflected, or that came through another alphabet, is copied or spelled back letter by"
            " letter."
        ),
        source="The places' usual names in English.",
        find=_FIND_PLACES,
        triggers=_PLACES_TRIGGERS,
        kinds=EVERYWHERE,
        must_flag=(
            "She flew to Vashington in May.",
            "The film was made in Gollivud.",
            "They moved to Mailand and opened a shop.",
            "He studied in N'yu-York for a year.",
        ),
        must_pass=(
            "She flew to Washington in May.",
            "The New York Times wrote of it.",
            "The ship “Kaliforniya” sank.",
            "The club Nueva York Latina plays tonight.",
        ),
    ),
    Rule(
        id="names.soft-sign",
        severity=Severity.NOTE,
        languages=("ru", "uk", "be"),
        message="A mark for the Cyrillic soft sign was left in the name: English texts for general readers drop it.",
        rationale=(
            "Systems transliterate by a table that has a mark for every letter ('Arkhangel'sk', 'Obol'skiy'). Outside of"
            " library catalogues English leaves the soft sign out."
        ),
        source="BGN/PCGN romanisation of Russian, note on the soft sign in common use.",
        find=_soft_sign,
        signs=frozenset("'’ʹʺ"),
        kinds=PROSE,
        must_flag=(
            "The ship left Arkhangel'sk on Monday.",
            "Nikolai Obolʹskiy scored twice.",
            "They walked through the park of Gor'kov and of Vol'nov.",
            "Tat'yana was late.",
        ),
        must_pass=(
            "The ship left Arkhangelsk on Monday.",
            "The O'Neill sisters and D'Angelo sang.",
            "He didn't see the Hallowe'en parade.",
            "The Qur'an and the Ka'ba.",
        ),
    ),
    Rule(
        id="names.feminised",
        severity=Severity.ERROR,
        languages=("cs", "sk"),
        message="The surname kept the ending that Czech or Slovak gives to women's names.",
        rationale="Czech and Slovak add '-ová' to the surnames of foreign women, and systems copy what they don't recognise.",
        source="Internetová jazyková příručka, on forming women's surnames.",
        find=_FEMININE,
        triggers=frozenset(("*ová", "*ové", "*ovou", "*ovej")),
        kinds=EVERYWHERE,
        must_flag=(
            "The singer Taylor Hillová will come to Brno.",
            "A speech by Theresa Lanová was postponed.",
            "The jury chose Jennifer Stoneovou.",
            "Meryl Holtová plays the queen.",
        ),
        must_pass=(
            "The singer Taylor Hill will come to Brno.",
            "Jana Nováková plays the queen.",
            "The minister Karla Šlechtová spoke.",
            "Michelle Villanova was there.",
        ),
    ),
    Rule(
        id="names.inflected-adjective",
        severity=Severity.WARNING,
        languages=("ru", "uk"),
        message="The name kept a Russian case ending: the form that English takes over ends in -sky or -skoye.",
        rationale=(
            "Names of fields, districts and streets are adjectives in Russian and follow the sentence's grammar ('of"
            " Kirinskogo'); a system that doesn't know the name spells out the form that it meets."
        ),
        source="Wade, A Comprehensive Russian Grammar, 5, on declension of adjectives.",
        find=_adjective,
        triggers=frozenset(
            (
                "*skogo",
                "*skomu",
                "*skuyu",
                "*skikh",
                "*skimi",
                "*ckogo",
                "*orskom",
                "*enskom",
                "*inskom",
                "*ovskom",
                "*evskom",
            )
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "Gas from the Kirinskogo field will be sold.",
            "She was treated in the hospital of Bezhetskogo district.",
            "He lives near Leninskogo avenue.",
            "The houses of Petrovskikh were torn down.",
        ),
        must_pass=(
            "Gas from the Kirinskoye field will be sold.",
            "The director Andrey Petrovsky came.",
            "The submarine “Leninskogo Komsomola” sank.",
            "Skogomu is not a word.",
        ),
    ),
)
