"""Rules: measures and ages, halves and percentages, word for word."""

from __future__ import annotations

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Rule, pattern
from mtqa.rules.finders import DIGITS, chain, graded, not_after, strings

_SMALL = "two|three|four|five|six|seven|eight|nine|ten"
_UNITS = (
    "(?:years?|months?|weeks?|hours?|times|million|billion|thousand|percent|met(?:er|re)s?|kilomet(?:er|re)s?|tons)"
)
_HALF = chain(
    pattern(rf"\b(?P<n>one|{_SMALL}|\d+)\ and\ half(?=\ {_UNITS}\b)", r"\g<n> and a half"),
    pattern(r"(?<!first\ )(?<!second\ )\b(?:half\ an\ year|a\ half\ of\ (?:an?\ )?year)\b", "half a year"),
    not_after(
        pattern(r"\bone\ and\ a\ half\ (?P<u>year|month|week|hour|ton)(?![\w-])", r"one and a half \g<u>s"),
        r"\b(?:[Aa]n?|[Tt]he|his|her|their|its|this|that) ",
    ),
)
_PERCENT = chain(
    pattern(r"(?P<n>\d\ ?%)\ (?:percent|per\ cent)\b", r"\g<n>"),
    pattern(r"(?P<n>\d|ten|twenty|thirty|forty|fifty|hundred)\ (?:percents|per\ cents|procents?)\b", r"\g<n> percent"),
)
_DEGREES = chain(
    pattern(
        r"(?:(?P<plus>\bplus\ )|(?<![\w+])\+\ ?)\d{1,2}(?:\ ?(?:[-–…]|\.{2,3}|to|and)\ ?\+?\ ?\d{1,2})?\ ?(?:degrees|(?(plus)°|degrees))"
    ),
    pattern(r"\b\d{1,2}\ degrees\ of\ (?:heat|warmth|cold)(?=[.,;)]|$|\ (?:in|is|are|was|and|at|by|during|on)\b)"),
)
_MEASURE = chain(
    pattern(
        r"""\bwith\ (?P<hit>the\ (?:(?:total|overall|general)\ )?(?P<m>area|height|length|population|weight|depth|width|capacity
        |speed|volume|diameter|thickness|value))(?=\ of\ (?:about\ |over\ |up\ to\ |more\ than\ )?\d)"""
    ),
    not_after(
        pattern(
            r"""\bin\ (?:the\ |a\ )?(?:number|quantity)\ of\ (?:about\ |over\ |up\ to\ |more\ than\ )?
            (?=\d+(?:[.,]\d+)*(?:[ .,;)]|$))(?!\d+\ years?\ old)"""
        ),
        r"(?:increase|rise|change|drop|decline|growth|fall|decrease|difference|reduction|jump|surge) ",
    ),
    graded(
        pattern(r"\bin\ the\ (?:amount|sum)\ of\ (?:about\ |over\ |up\ to\ |more\ than\ )?(?=[$€£\d])", "of "),
        Severity.NOTE,
        "English rather says 'a fine of 500 euros' or 'worth 500 euros'.",
    ),
)
_AGE = chain(
    pattern(r"\b(?P<hit>aged\ of\ )\d{1,3}\b", "aged "),
    pattern(
        r"\bin\ (?:the\ )?age\ of\ (?P<n>\d{1,3})(?:\ years?(?:\ old)?\b|(?=[.,;)]|$|\ (?:he|she|they|and)\b))",
        r"at the age of \g<n>",
    ),
    pattern(r"\b(?P<hit>in\ age\ )\d{1,3}\b", "aged "),
    pattern(r"\bage\ of\ (?P<n>\d{1,3})\ years\ old\b", r"age of \g<n>"),
    pattern(r"\b(?P<n>\d{1,3})(?:-years-old|-years\ old|\ years-old)\b", r"\g<n>-year-old"),
    pattern(r"\b(?:an?|the|this|that)\ (?P<hit>(?P<n>\d{1,3})\ years\ old)(?=\ [a-z]{3,})", r"\g<n>-year-old"),
    graded(
        pattern(r"\bat\ the\ age\ of\ (?P<n>\d{1,3})\ years\b(?!\ (?:and|old)\b)", r"at the age of \g<n>"),
        Severity.NOTE,
        "English gives an age by its number alone.",
    ),
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="quantities.half",
        severity=Severity.WARNING,
        languages=("ru", "uk", "tr", "es", "fr", "it", "pt", "zh"),
        message="English says 'one and a half years' and 'half a year'.",
        rationale="Few languages have an article before the half, and many leave what is counted in the singular.",
        source="Quirk et al., 5.17 and 6.67.",
        find=_HALF,
        triggers=strings("and half, half an year, a half of, and a half"),
        kinds=EVERYWHERE,
        must_flag=(
            "He spent two and half years in Rome.",
            "It took one and a half year to build.",
            "The shop was shut for half an year.",
            "She lost 3 and half million in the crash.",
        ),
        must_pass=(
            "He spent two and a half years in Rome.",
            "A one and a half year sentence was passed.",
            "It was shut for the first half of the year.",
            "Mix one and half the other.",
        ),
    ),
    Rule(
        id="quantities.percent-twice",
        severity=Severity.ERROR,
        languages=("ru", "de", "tr", "zh", "cs"),
        message="English writes '5 percent' or '5%': without a plural, and not both.",
        rationale="The sign is kept and the word is translated as well, or the word takes the plural of the source.",
        source="The Chicago Manual of Style, 9.18.",
        find=_PERCENT,
        triggers=strings("percent, per cent, percents, per cents, procent, procents"),
        signs=DIGITS,
        kinds=EVERYWHERE,
        must_flag=(
            "Output grew 5% percent.",
            "It fell by 12 percents.",
            "Some 4.4 % per cent of the milk is lost.",
            "They hold 40 procent of the shares.",
        ),
        must_pass=(
            "Output grew 5 percent.",
            "Chapter 4 is on fractions and percents.",
            "It rose by 5%, per cent figures show.",
            "Some 4.4% of it is lost.",
        ),
    ),
    Rule(
        id="quantities.degrees",
        severity=Severity.WARNING,
        languages=("ru", "uk", "fi", "lt", "et", "sv"),
        message="English gives a temperature above zero without a plus, and without 'of heat'.",
        rationale="Where winters are hard, a forecast says on which side of zero a temperature lies.",
        source="Russian '20 gradusov tepla'; usage of English weather services.",
        find=_DEGREES,
        triggers=strings("degrees, plus"),
        kinds=EVERYWHERE,
        must_flag=(
            "By day it will be plus 20 degrees.",
            "On the coast 21-24 degrees of heat is expected.",
            "The day will be warm, with +18...+20 degrees.",
            "The water is +12 degrees in June.",
        ),
        must_pass=(
            "By day it will be 20 degrees.",
            "Turn the dial plus or minus 20 degrees.",
            "She has two degrees plus 20 years of work.",
            "It was minus 20 degrees at dawn.",
        ),
    ),
    Rule(
        id="quantities.measure",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg", "de"),
        message="English says 'with an area of 20 hectares', and gives an amount after 'of' alone.",
        rationale="A language without articles has one phrase for both, and Russian names what is measured each time.",
        source="Russian 'ploshchad'yu 20 gektarov', 'v kolichestve 20 chelovek', 'v summe 5 millionov'.",
        find=_MEASURE,
        triggers=strings("""
            with the, in number of, in the number of, in quantity of, in the quantity of, in a quantity of, in the
            amount of, in the sum of
            """),
        signs=DIGITS,
        must_flag=(
            "A park with the area of 20 hectares opened.",
            "A town with the population of about 5,000 people.",
            "Soldiers in the number of 300 crossed the river.",
            "He paid a fine in the amount of 500 euros.",
        ),
        must_pass=(
            "A park with an area of 20 hectares opened.",
            "A change in the number of 5-year-olds was seen.",
            "It compares with the population of Malta.",
            "He paid a fine of 500 euros.",
        ),
    ),
    Rule(
        id="quantities.age",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "fr", "es", "sr", "et", "zh"),
        message="English says 'aged 20', 'at the age of 20' and 'a 20-year-old man'.",
        rationale="Other languages give an age with a preposition and the word for years.",
        source="Quirk et al., 7.69 and 17.104; The Chicago Manual of Style, 7.89.",
        find=_AGE,
        triggers=strings("aged of, in age, in the age, the age of, age of, years old"),
        signs=DIGITS,
        must_flag=(
            "Two boys aged of 8 and 9 were found.",
            "She died in the age of 83 years.",
            "He married a 20 years old singer.",
            "The 35-years-old driver fled.",
        ),
        must_pass=(
            "Two boys, aged 8 and 9, were found.",
            "She died at the age of 83.",
            "He is 20 years old and sings.",
            "Wine aged in 200-litre casks was served.",
            "He married a 20 year old singer.",
        ),
    ),
)
