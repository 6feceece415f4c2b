"""Rules: the forms of figures, ordinals, abbreviations and signs beside them."""

from __future__ import annotations

import re

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Rule, pattern, word_set
from mtqa.rules.finders import DIGITS, chain, graded, strings, where

_THINGS = (
    r"(?:euros?|dollars|rou?bles|pounds|people|persons|inhabitants|residents|citizens|tons|tonnes|hectares|square"
    r"|sq\.?|kilomet(?:er|re)s|km|women|men|children|visitors|spectators|fans|soldiers|votes|jobs|tickets|cars|copies)\b"
)
_DOT = where(
    r"\d\.\d{3}",
    chain(
        pattern(
            rf"(?<![\w.,$£€-])(?P<n>[1-9]\d{{0,2}})\.000(?=\ (?:{_THINGS}|[a-z]+\ (?:people|women|men|of)\b))",
            r"\g<n>,000",
        ),
        pattern(
            rf"(?<![\w.,$£€-])[1-9]\d{{0,2}}(?:\.\d{{3}}){{1,3}}(?=\ {_THINGS})(?<!\d\.\d\d5)",
            lambda match: match[0].replace(".", ","),
        ),
        pattern(r"(?<![\w.,-])[1-9]\d{0,2}(?:\.\d{3}){1,2}\.000(?![\d.])", lambda match: match[0].replace(".", ",")),
    ),
)
_SPACE = where(
    r"\d \d{3}",
    chain(
        pattern(
            rf"(?<![\w.,$£€+-])(?<!\d\ )[1-9]\d{{0,2}}(?:\ \d{{3}}){{1,3}}(?=\ {_THINGS}|\ (?:million|thousand)\b)",
            lambda match: match[0].replace(" ", ","),
        ),
        pattern(r"(?<=[$£€])[1-9]\d{0,2}(?:\ \d{3}){1,3}(?![\d.-])", lambda match: match[0].replace(" ", ",")),
    ),
)
_SPLIT = chain(
    pattern(r"(?<![\d.,])(?P<n>[1-9]\d{0,2}),\ 000\b(?![\d.,-]|\ \d)", r"\g<n>,000"),
    graded(
        pattern(
            r"""(?:\b(?:by|to|of|from|about|than|at|nearly|almost|over|with)\ |[$£€])(?P<hit>(?P<a>\d{1,3})\.\ (?P<b>\d{1,2}))
            (?=\ (?:million|billion|percent|per\ cent)\b|\ ?%)""",
            r"\g<a>.\g<b>",
        ),
        Severity.WARNING,
    ),
)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def _ordinal(match: re.Match[str]) -> str:
    number = int(match["n"])
    return match["n"] + ("th" if number % 100 in {11, 12, 13} else _ENDINGS.get(number % 10, "th"))


_PLACES = r"(?:place|century|anniversary|birthday|floor|quarter|congress|round)"

RULES: tuple[Rule, ...] = (
    Rule(
        id="quantities.dot-thousands",
        severity=Severity.WARNING,
        languages=("de", "es", "it", "pt", "nl", "sr", "hr", "tr", "da", "is", "el"),
        message="English groups thousands by commas: '80,000 people'.",
        rationale="German, Spanish, Serbo-Croatian and Turkish group thousands by points, which English reads as decimals.",
        source="ISO 80000-1, 7.3; The Chicago Manual of Style, 9.54.",
        find=_DOT,
        signs=DIGITS,
        kinds=EVERYWHERE,
        must_flag=(
            "The town has 40.000 inhabitants.",
            "It cost 1.250.000 euros.",
            "Some 2.000 of the 9.000 women were freed.",
            "The hall takes 3.500 spectators.",
        ),
        must_pass=(
            "The town has 40,000 inhabitants.",
            "The part is 3.000 inches wide.",
            "Version 2.000 of the software is out.",
            "The address is 10.000.000.1 on the network.",
        ),
    ),
    Rule(
        id="quantities.space-thousands",
        severity=Severity.NOTE,
        languages=("ru", "uk", "fr", "cs", "pl", "fi", "et", "lt", "sv"),
        message="English groups thousands by commas, science by thin spaces.",
        rationale="Russian, French, Czech and Finnish group thousands by spaces.",
        source="ISO 80000-1, 7.3; The Chicago Manual of Style, 9.54-55.",
        find=_SPACE,
        signs=DIGITS,
        kinds=EVERYWHERE,
        must_flag=(
            "It cost 15 000 euros.",
            "Some 200 000 people fled.",
            "They paid $12 500 for the car.",
            "The park covers 1 250 hectares.",
        ),
        must_pass=(
            "It cost 15,000 euros.",
            "Call 116 123 for help.",
            "In 2015 300 people fled.",
            "Section 12 500 is closed.",
        ),
    ),
    Rule(
        id="quantities.split-number",
        severity=Severity.WARNING,
        languages=("zh", "ru", "de"),
        message="The number is split by a space after its comma or point.",
        rationale="A tokeniser takes the comma or point of a number for punctuation, and a space is put after it.",
        source="Observed in output of 2013 to 2019 systems.",
        find=_SPLIT,
        triggers=strings("000, million, billion, percent, per cent"),
        signs=frozenset(",."),
        kinds=EVERYWHERE,
        must_flag=(
            "He owes 350, 000 pounds to the bank.",
            "The town has 12, 000 houses.",
            "The school got a grant of 283. 8 million.",
            "Prices rose by 3. 5 percent.",
        ),
        must_pass=(
            "He owes 350,000 pounds to the bank.",
            "The bases are 7, 12 and 15.",
            "He is in room 5. 10 percent of the rest stayed.",
            "The codes are 010, 000 and 111.",
            "1. 20 percent of the class failed.",
        ),
    ),
    Rule(
        id="quantities.ordinal-ending",
        severity=Severity.WARNING,
        languages=(),
        message="The ordinal has the wrong ending.",
        rationale="Systems copy the digits and put the ending there by themselves, often the same one for every number.",
        source="The Chicago Manual of Style, 9.6.",
        find=pattern(
            r"""(?<![\w.,-])(?P<n>\d{0,3}(?:(?<!1)1(?=th|nd|rd)|(?<!1)2(?=th|st|rd)|(?<!1)3(?=th|st|nd)|[04-9](?=st|nd|rd)
            |1[1-3](?=st|nd|rd)))(?:st|nd|rd|th)\b""",
            _ordinal,
        ),
        triggers=frozenset(
            (
                "*1th",
                "*1nd",
                "*1rd",
                "*2th",
                "*2st",
                "*2rd",
                "*3th",
                "*3st",
                "*3nd",
                "*11st",
                "*12nd",
                "*13rd",
                *(f"*{digit}{ending}" for digit in "0456789" for ending in ("st", "nd", "rd")),
            )
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "They scored in the 41th minute.",
            "On November 1th the talks began.",
            "It is the 22th edition.",
            "He came 13rd in the race.",
        ),
        must_pass=(
            "They scored in the 41st minute.",
            "The 11th, 12th and 13th rounds follow.",
            "It is the 112th edition.",
            "The 2nd and the 33rd are free.",
        ),
    ),
    Rule(
        id="quantities.ordinal-missing",
        severity=Severity.WARNING,
        languages=("ru", "uk", "lt", "et", "zh", "tr"),
        message="English needs an ordinal here: 'the 5th place', 'the 19th century'.",
        rationale="Russian and its neighbours often write an ordinal as bare figures or in Roman ones.",
        source="Quirk et al., 6.63-64; Russian '5 mesto', 'III kvartal'.",
        find=chain(
            pattern(
                rf"\b(?:the|on|took|takes|take)\ (?P<hit>\d{{1,3}}\ {_PLACES})\b(?!-|\ (?:names?|settings?|mats?|trips?|numbers?|of\b)|'s)"
            ),
            pattern(r"\bthe\ (?P<hit>\d{1,3}\ (?:place|century|anniversary|quarter)\ of)\b"),
            pattern(r"\b\d{1,3}-(?:anniversary|birthday)\b"),
            pattern(r"\b(?:the|in|of|for|since)\ (?P<hit>(?-i:I{1,3}|IV)\ (?:quarter|half-year|half|place|decade))\b"),
        ),
        triggers=word_set("place century anniversary birthday floor quarter congress round half decade"),
        must_flag=(
            "The team took 5 place.",
            "It was built in the 19 century.",
            "Profit grew in the III quarter.",
            "The choir marked its 35-anniversary.",
        ),
        must_pass=(
            "The team took fifth place.",
            "Lay the 5 place settings.",
            "Act III half bored them.",
            "It marked 35 years.",
        ),
    ),
    Rule(
        id="quantities.scale-abbreviation",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "cs", "pl", "sr", "lt", "sv"),
        message="English writes the word out: 'billion', 'million', 'thousand', 'square metres'.",
        rationale="The abbreviations of the source stay as they are, or are turned into ones that English lacks.",
        source="The Chicago Manual of Style, 10.64-66; Duden, Abkürzungen.",
        find=chain(
            pattern(r"\bmilliards?\b(?=\ )", "billion"),
            pattern(r"(?<=\d)\ ?(?P<hit>(?:mlrd|mrd|mld|mio|tsd|thous|ths|tys|qm|kvm|Kč|Std|Stk|grn|hrn|chel))\b\.?"),
            graded(pattern(r"(?<=\d)\ ?(?P<hit>(?:mln|bln|trln))\b"), Severity.NOTE),
        ),
        triggers=word_set(
            "milliard milliards mlrd *mrd *mld *mio tsd thous ths tys *qm *kvm *kč std stk grn hrn chel *mln *bln *trln"
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "The project cost 2 mlrd. euros.",
            "They sold 9 thous. stamps.",
            "A flat of 60 qm is for rent.",
            "The firm made 250 mln. roubles.",
            "They print milliards of stamps.",
        ),
        must_pass=(
            "The project cost 2 billion euros.",
            "They sold 9 thousand stamps.",
            "The MRD scheme began in 2004.",
            "Mio told 3 friends.",
        ),
    ),
    Rule(
        id="quantities.sign-space",
        severity=Severity.NOTE,
        languages=("ru", "de", "fr", "cs", "fi", "sv", "es"),
        message="English puts no space between a number and the sign of a currency or of percent.",
        rationale="Most of Europe sets a space there, and tokenisers add one.",
        source="The Chicago Manual of Style, 9.18 and 9.20.",
        find=chain(
            pattern(r"(?<=[a-z]\ )(?P<sign>[$£€])\ (?P<n>\d[\d.,]*\d|\d)(?=[ .,;)-]|$)", r"\g<sign>\g<n>"),
            pattern(r"(?<=\d)\ %(?!\w)", "%"),
        ),
        signs=frozenset("$£€%"),
        kinds=EVERYWHERE,
        must_flag=(
            "The farm is worth $ 8 million.",
            "Some 23 % of the trees are old.",
            "They paid € 300 for it.",
            "It fell to 15 %.",
        ),
        must_pass=(
            "The farm is worth $8 million.",
            "Some 23% of the trees are old.",
            "Balance: $ 1",
            "Use the % sign.",
        ),
    ),
)
