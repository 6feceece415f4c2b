"""Rules: numbers, dates and years as other languages write them."""

from __future__ import annotations

import re

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Rule, pattern, word_set
from mtqa.rules.finders import DIGITS, where

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_UNIT = (
    r"(?:%|percent|per[ ]cent|million|billion|trillion|thousand|euros?|dollars?|rubles?|roubles?|pounds?|crowns|kronor"
    r"|km|kilomet(?:er|re)s?|met(?:er|re)s?|cm|tons?|tonnes|degrees|kg|kilograms|lit(?:er|re)s?|hectares|times|hours"
    r"|years)\b"
)


def _decimal(match: re.Match[str]) -> str:
    if match["whole"]:
        return f"{match['whole']}.{match['fraction']}"
    return f"{re.sub('[ .]', ',', match['grouped'])}.{match['cents']}"


def _without_hyphen(match: re.Match[str]) -> str:
    return match["number"] + ("s" if match["end"].lower() in {"s", "ies", "es"} else _ordinal(int(match["number"])))


def _ordinal(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


_ROMAN = {"I": 1, "V": 5, "X": 10}


def _century(match: re.Match[str]) -> str:
    values = [_ROMAN[letter] for letter in match["roman"].upper()]
    number = sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))
    return f"{number}{_ordinal(number)} {match['noun']}"


def _clock(match: re.Match[str]) -> str:
    hour, minutes = int(match["hour"]), match["minutes"] or ""
    return f"{(hour - 1) % 12 + 1}{minutes.replace('.', ':')} {'a' if hour == 24 else 'p'}.m."


RULES: tuple[Rule, ...] = (
    Rule(
        id="typography.decimal-comma",
        severity=Severity.ERROR,
        languages=("ru", "uk", "de", "fr", "es", "it", "pl", "cs", "sr", "hr", "fi", "et", "lt", "tr"),
        message="English writes the decimal fraction after a point and groups thousands by commas.",
        rationale=(
            "Most of Europe writes 3,5 and 1 250,50. Systems copy figures, and in English the comma then groups digits"
            " that are no thousand."
        ),
        source="ISO 80000-1, 7.3; The Chicago Manual of Style, 9.55.",
        find=where(
            r"\d,\d",
            pattern(
                rf"""(?<![\d.,/-])(?:(?P<whole>\d{{1,3}}),(?P<fraction>\d{{1,2}})(?=[ -]?{_UNIT}|[ ]?%)
            |(?P<grouped>\d{{1,3}}(?:[ .]\d{{3}}){{1,4}}),(?P<cents>\d\d)(?![\d,]))""",
                _decimal,
            ),
        ),
        kinds=EVERYWHERE,
        signs=DIGITS,
        must_flag=(
            "Prices rose by 3,5 percent.",
            "The dam is 12,75 km long.",
            "She paid 1 250,50 for the lot.",
            "The firm lost 4,2 million euros.",
        ),
        must_pass=(
            "Prices rose by 3.5 percent.",
            "The dam is 12,750 km long.",
            "Rules 3,5 and 7 apply.",
            "It cost 1,250,000 euros.",
            "Lines 4,5,6 percent-encode the path.",
        ),
    ),
    Rule(
        id="typography.hyphenated-ordinal",
        severity=Severity.ERROR,
        languages=("ru", "uk", "lt", "et", "hu"),
        message="English writes the ending of an ordinal or a decade without a hyphen.",
        rationale="Russian and its neighbours join the ending of a number by a hyphen, and the hyphen stays.",
        source="The Chicago Manual of Style, 9.6 and 9.33.",
        find=where(
            r"\d-[a-zA-Z]",
            pattern(r"(?<![\w.,-])(?P<number>\d{1,4})-(?P<end>th|st|nd|rd|ies|es|s)\b(?!-)", _without_hyphen),
        ),
        kinds=EVERYWHERE,
        triggers=word_set("th st nd rd ies es s"),
        signs=frozenset("-"),
        must_flag=(
            "The 8-th congress opened on Monday.",
            "Music of the 90-ies is back.",
            "In the 1990-s the mine closed.",
            "She finished in 22-nd place.",
        ),
        must_pass=(
            "The 8th congress opened on Monday.",
            "Music of the '90s is back.",
            "A 12-story tower and a 5-star hotel.",
            "Set the A-4s on the shelf.",
        ),
    ),
    Rule(
        id="typography.year-as-noun",
        severity=Severity.ERROR,
        languages=("ru", "uk", "bg", "lt", "lv", "zh", "hu"),
        message="English gives a year by its number alone: 'in 2016', not 'in 2016 year'.",
        rationale="Russian, Bulgarian and Chinese put the word for year after its number.",
        source="Russian 'v 2016 godu', Chinese '2016 nián'.",
        find=pattern(
            r"\b(?P<before>in|since|until|till|of|from|by)\ (?P<hit>(?P<year>(?:19|20)\d\d)\ year)\b(?!-|\ (?:to|end|old)\b)",
            r"\g<year>",
        ),
        triggers=frozenset(f"{year} year" for year in range(1900, 2100)),
        kinds=EVERYWHERE,
        must_flag=(
            "The bridge was built in 2016 year.",
            "Since 1999 year he has lived in Perm.",
            "The budget of 2019 year was approved.",
            "It will open by 2030 year.",
        ),
        must_pass=(
            "The bridge was built in the year 2016.",
            "In 2000 years the climate changed little.",
            "The accounts of 2016 year-end show a loss.",
            "The 2016 year group met again.",
        ),
    ),
    Rule(
        id="typography.ordinal-date",
        severity=Severity.ERROR,
        languages=("de", "cs", "sr", "hr", "fi", "et", "da", "is", "sl"),
        message="English writes the day of a month without a point: '14 August' or 'August 14'.",
        rationale="German, Czech, Finnish and the South Slavic languages mark an ordinal number by a point.",
        source="Duden, Ordinalzahlen; The Chicago Manual of Style, 9.31.",
        find=pattern(
            rf"""(?:^|(?<=\ )|(?<=\()|(?<=\#))(?<!page\ )(?<!chapter\ )(?<!no\.\ )
            (?P<hit>(?P<day>0?[1-9]|[12]\d|3[01])\.\ (?-i:(?P<month>{_MONTH})))
            (?=\ (?:19|20)\d\d|\ (?:from|at|in|on|to|until|and|the)\b|[,.;)]|$)""",
            r"\g<day> \g<month>",
        ),
        triggers=word_set("january february march april may june july august september october november december"),
        kinds=EVERYWHERE,
        signs=DIGITS,
        must_flag=(
            "The fair opens on 14. August.",
            "The law of 3. March 2014 is void.",
            "He was born on 27. January 1950 in Graz.",
            "The church was opened on the 4. October, a Sunday.",
        ),
        must_pass=(
            "The fair opens on 14 August.",
            "The score was 12. May we go now?",
            "The fair opens on August 14. April was cold.",
            "It ended on 14.08.",
        ),
    ),
    Rule(
        id="typography.number-sign",
        severity=Severity.ERROR,
        languages=("ru", "uk", "bg", "sr"),
        message="English writes 'No.' or '#' for the sign №.",
        rationale="The sign № stands on Cyrillic keyboards and passes through translation unchanged.",
        source="The Unicode Standard, U+2116 NUMERO SIGN, a Cyrillic compatibility character.",
        find=pattern(r"№[ ]?", "No. "),
        kinds=EVERYWHERE,
        signs=frozenset("№"),
        must_flag=(
            "School №5 is closed.",
            "Decree № 12 was signed.",
            "Take bus №7.",
            "Flight № 301 is late.",
        ),
        must_pass=("School No. 5 is closed.", "Decree #12 was signed.", "Take bus 7.", "Flight 301 is late."),
    ),
    Rule(
        id="typography.currency-after-number",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "fr", "es", "pl", "cs", "fi"),
        message="English writes the sign of a currency before the number.",
        rationale="Most of Europe writes the sign after the number, and systems copy both in their order.",
        source="The Chicago Manual of Style, 9.20; Interinstitutional Style Guide of the European Union, 7.3.3.",
        find=where(
            r"\d ?[$£]",
            pattern(r"(?<![\w$£.,-])(?P<number>\d[\d.,]*)[ ]?(?P<sign>[$£])(?![\w$£-])", r"\g<sign>\g<number>"),
        ),
        kinds=EVERYWHERE,
        signs=frozenset("$£"),
        must_flag=(
            "A ticket costs 500 $.",
            "He owes me 20$.",
            "They paid 1,000 £ for it.",
            "From 5 $ to 7 $ a kilo.",
        ),
        must_pass=(
            "A ticket costs $500.",
            "He owes me 20 dollars.",
            "They paid £1,000 for it.",
            "It costs 500 €.",
        ),
    ),
    Rule(
        id="typography.roman-century",
        severity=Severity.WARNING,
        languages=("ru", "uk", "fr", "es", "it", "pl", "ro"),
        message="English counts centuries in Arabic ordinals: 'the 19th century'.",
        rationale="Russian, French, Spanish and Polish write centuries in Roman numerals, and systems copy them.",
        source="The Chicago Manual of Style, 9.32.",
        find=pattern(r"(?-i:\b(?P<roman>[XVI]{1,5})(?:-?th|-?st)?)[ -](?P<noun>century|centuries)\b", _century),
        triggers=frozenset(("century", "centuries")),
        kinds=EVERYWHERE,
        must_flag=(
            "The church was built in the XIX century.",
            "Icons of the XVI century are on show.",
            "In the XXI-st century nobody writes so.",
            "A castle of the XIV century stands there.",
        ),
        must_pass=(
            "The church was built in the 19th century.",
            "King Louis XIV's century was a grand one.",
            "Icons from the sixteenth century are on show.",
            "He played in Century XXI.",
        ),
    ),
    Rule(
        id="typography.day-clock",
        severity=Severity.WARNING,
        languages=("de", "ru", "pl", "cs", "fi", "et"),
        message="English says 'o'clock' only of the full hours from one to twelve.",
        rationale="German 'Uhr' and its like follow any time of a 24-hour clock; 'o'clock' is the dictionary's word for it.",
        source="Quirk et al., 6.66; German '20.15 Uhr'.",
        find=pattern(r"(?<![\d:.])(?P<hour>1[3-9]|2[0-4])(?P<minutes>[:.]\d\d)?\ o'clock\b", _clock),
        triggers=frozenset(("o'clock",)),
        kinds=EVERYWHERE,
        must_flag=(
            "The concert begins at 20 o'clock.",
            "Doors open at 19:30 o'clock.",
            "From 15.00 o'clock there is coffee.",
            "Until 22 o'clock it was quiet.",
        ),
        must_pass=(
            "The concert begins at 8 o'clock.",
            "Doors open at 19:30.",
            "From three o'clock there is coffee.",
            "The watch lay at his 12 o'clock.",
        ),
    ),
)
