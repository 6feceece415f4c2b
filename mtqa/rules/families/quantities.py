"""Rules: quantities, how other languages count, compare and measure."""

from __future__ import annotations

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Rule, pattern, word_set
from mtqa.rules.families import quantities_forms, quantities_measures
from mtqa.rules.finders import DIGITS, MONTH, chain, graded, not_after, strings

_SMALL = "two|three|four|five|six|seven|eight|nine|ten"
_NUMBER = rf"(?:\d[\d.,]*|{_SMALL}|twelve|twenty|several)"
_HEADS = (
    r"(?:people|persons|inhabitants|residents|citizens|tourists|visitors|refugees|users|euros|dollars|rou?bles|pounds"
    r"|hryvnias?|crowns|kronor|zlotys|liras?|yuan|tons|tonnes|hectares|children|voters|workers|customers|passengers"
    r"|soldiers|victims|Russians|Germans|Americans|kilomet(?:er|re)s|votes|copies|books|cars)\b"
)
_RISE = (
    r"(?:increas(?:ed?|es|ing)|r[io]se|rises|risen|gr[eo]w|grows|grown|f[ae]ll|falls|fallen|decreas(?:ed?|es|ing)"
    r"|drop(?:ped|s)?|declined?|declines|reduced?|raised?|expand(?:ed|s)?|shr[au]nk)"
)
_RISE_WORDS = word_set("""
    increase increased increases increasing rise rose rises risen grow grew grows grown fall fell falls fallen decrease
    decreased decreases decreasing drop dropped drops decline declined declines reduce reduced raise raised expand
    expanded expands shrank shrunk
    """)
_MORE = "(?:more|less|fewer|higher|lower|bigger|larger|smaller|faster|slower|cheaper|greater|longer|shorter|stronger)"

# "On May 5 thousands marched" is a date and a subject.
_PLURAL_SCALE = not_after(
    pattern(
        rf"""(?<![\w.,:/$-])(?!(?:1[89]|20)\d\d\ )(?P<n>\d[\d.,]*|(?:{_SMALL})(?=\ \w+\ (?!of\b)[a-z]))
        \ (?P<scale>hundred|thousand|million|billion|trillion)s\b""",
        r"\g<n> \g<scale>",
    ),
    rf"{MONTH} |[a-z]+day,? |[Aa]t |[Rr]oom |[Nn]o\. |[Uu]nder ",
)
_SCALE_OF = pattern(
    rf"\b(?P<n>\d[\d.,]*|{_SMALL}|several|few|about|around|couple)\ (?P<hit>(?P<scale>hundred|thousand|million|billion)\ of)(?=\ {_HEADS})",
    r"\g<scale>",
)
_TIMES = chain(
    pattern(rf"\b{_RISE}\ (?:\w+\ ){{0,2}}?(?P<hit>in\ (?P<n>{_NUMBER})\ times)\b(?!\ (?:a|per|of|when)\b)"),
    pattern(rf"\bin\ {_NUMBER}\ times\ {_MORE}\b"),
    graded(
        pattern(rf"\bby\ (?:almost\ |about\ )?{_NUMBER}\ times(?=[.,;)]|$|\ (?:in|since|over|compared|and)\b)"),
        Severity.NOTE,
        "English rather says 'threefold' or 'three times as much'.",
    ),
    graded(
        pattern(rf"\b{_NUMBER}\ times\ (?:less|fewer|lower|smaller|slower|cheaper|weaker|lighter|shorter)\b"),
        Severity.NOTE,
        "English rather says 'a third of' or 'a third as much' than 'three times less'.",
    ),
)
_CHANGE_ON = pattern(
    rf"""\b{_RISE}\ (?:\w+ly\ |only\ |almost\ )?(?P<hit>(?:on|for)\ (?P<n>\d[\d.,]*\ ?(?:%|percent|per\ cent|percentage\ points)))
    (?=[.,;)]|$|\ (?:compared|in|to|from|since|and|over|against|last|this)\b)""",
    r"by \g<n>",
)
_STACKED = chain(
    pattern(r"\b\d[\d.,]*\ (?:million|billion)\ \d{1,3}\ (?:thousand|million|people|euros|dollars|rou?bles|votes)\b"),
    pattern(r"\b\d[\d.,]*\ thousand\ \d{1,3}\ (?:people|euros|dollars|rou?bles|votes|hryvnias?|tons|tonnes|persons)\b"),
    pattern(r"\b(?:hundreds|tens|dozens)\ (?:thousands?|millions?|hundreds?)\b"),
    pattern(
        r"\b(?:several\ )?tens\ of\ (?:people|percents?|residents|houses|families|victims|children|cars|countries)\b"
    ),
)
_NEAR = chain(
    pattern(r"\b(?P<a>about|around|approximately|nearly|almost)\ of\ (?=[$€£]?\d)", r"\g<a> "),
    pattern(r"\bover\ than\ (?=[$€£]?\d)", "over "),
    pattern(
        r"\bnot\ (?P<hit>(?P<m>more|less|fewer|later|earlier|older|younger))\ (?=\d[\d.,]*\ ?(?:%|percent|people|years|euros|dollars|rou?bles|hours|days|met(?:er|re)s)\b)",
        r"\g<m> than",
    ),
)

RULES: tuple[Rule, ...] = (
    *quantities_forms.RULES,
    *quantities_measures.RULES,
    Rule(
        id="quantities.plural-scale",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "fr", "es", "it", "lt", "fi"),
        message="After a number, English leaves 'hundred', 'thousand' and 'million' in the singular.",
        rationale="Most languages put the word for a thousand or a million into the plural after a number.",
        source="Quirk et al., 6.65: hundred, thousand and million have no plural after a numeral.",
        find=_PLURAL_SCALE,
        triggers=word_set("hundreds thousands millions billions trillions"),
        kinds=EVERYWHERE,
        must_flag=(
            "The bridge cost 5 millions euros.",
            "About 20 thousands people came.",
            "It sold 1.5 millions of tickets.",
            "The flood cost three thousands farmers their crops.",
        ),
        must_pass=(
            "The bridge cost 5 million euros.",
            "In 2013 thousands of people came.",
            "On May 5 thousands marched.",
            "Two thousands of them fell at the ford.",
            "At 10 hundreds were still queuing.",
        ),
    ),
    Rule(
        id="quantities.scale-of",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "es", "pt", "fr", "lt"),
        message="English has no 'of' between a number such as 'three million' and what is counted.",
        rationale="French, Spanish and the Slavic languages join what is counted to a million by a preposition or a genitive.",
        source="Quirk et al., 6.65; Spanish 'tres millones de personas'.",
        find=_SCALE_OF,
        triggers=strings("hundred of, thousand of, million of, billion of"),
        kinds=EVERYWHERE,
        must_flag=(
            "About 3 million of people live there.",
            "They spent five million of euros.",
            "Several thousand of tourists came in May.",
            "Around hundred of soldiers were hurt.",
        ),
        must_pass=(
            "About 3 million people live there.",
            "They spent five million of their euros.",
            "Several thousand of them came in May.",
            "It raised $5 million of funding.",
        ),
    ),
    Rule(
        id="quantities.times",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg", "tr", "zh", "et"),
        message="English says 'threefold' or 'three times as much', not 'in three times'.",
        rationale="Russian, Bulgarian and Turkish compare by a preposition with the number of times.",
        source="Russian 'v tri raza'; Merriam-Webster's Dictionary of English Usage, 'times'.",
        find=_TIMES,
        triggers=strings("times"),
        kinds=EVERYWHERE,
        must_flag=(
            "Sales increased in 3 times.",
            "The new pump is in two times faster.",
            "The price fell by five times.",
            "The road is 3 times shorter.",
        ),
        must_pass=(
            "Sales tripled, and are three times as high.",
            "It rained in four times of the five.",
            "They grew up in hard times.",
            "The harvest rose, for the third time in four times of asking.",
        ),
    ),
    Rule(
        id="quantities.change-on",
        severity=Severity.WARNING,
        languages=("ru", "uk", "sr", "hr", "sl", "bg"),
        message="Something rises or falls by an amount in English, not on or for it.",
        rationale="Russian says by how much with 'na', Serbo-Croatian with 'za': word for word 'on' and 'for'.",
        source="Russian 'na 5 protsentov', Croatian 'za 5 posto'.",
        find=_CHANGE_ON,
        triggers=_RISE_WORDS,
        signs=DIGITS,
        must_flag=(
            "Exports grew on 5%.",
            "Prices rose for 3.5 percent in June.",
            "The rouble fell on 2 per cent.",
            "Output decreased almost on 10 percent compared with May.",
        ),
        must_pass=(
            "Exports grew by 5%.",
            "Prices rose for 35 days.",
            "Shares fell on 5 percent weaker sales.",
            "The index rose on Friday for a 3 percent gain.",
        ),
    ),
    Rule(
        id="quantities.stacked",
        severity=Severity.WARNING,
        languages=("ru", "uk", "tr", "de"),
        message="English has one word of magnitude in a number: '5.2 million', 'tens of thousands'.",
        rationale="Russian and Turkish read a long number out as millions, thousands and units, and count in tens.",
        source="Russian '5 millionov 200 tysyach', 'desyatki lyudey'; The Chicago Manual of Style, 9.8.",
        find=_STACKED,
        triggers=strings("""
            million, billion, thousand, hundreds thousand, hundreds thousands, hundreds millions, hundreds million,
            tens thousands, tens thousand, tens millions, tens million, tens hundreds, dozens thousands, dozens
            hundreds, dozens millions, tens of
            """),
        must_flag=(
            "The lottery paid 3 million 150 thousand euros.",
            "He owes 2 thousand 500 roubles.",
            "Hundreds thousands of people fled.",
            "Tens of people were hurt.",
        ),
        must_pass=(
            "The lottery paid 3.15 million euros.",
            "He owes 2,500 roubles.",
            "Tens of thousands of people fled.",
            "It is several tens of metres deep.",
        ),
    ),
    Rule(
        id="quantities.near",
        severity=Severity.ERROR,
        languages=("ru", "uk", "es", "pt", "tr"),
        message="Approximate numbers follow 'about' directly, and 'more' and 'less' take 'than'.",
        rationale="A genitive after the word for 'about' or 'more' comes out as 'of', or 'than' is lost with the case.",
        source="Quirk et al., 6.69 on numbers with 'about', 'over' and 'more than'.",
        find=_NEAR,
        triggers=frozenset(
            (
                "about of",
                "around of",
                "approximately of",
                "nearly of",
                "almost of",
                "over than",
                *(
                    f"{no} {more}"
                    for no in ("not",)
                    for more in ("more", "less", "fewer", "later", "earlier", "older", "younger")
                ),
            )
        ),
        signs=DIGITS,
        must_flag=(
            "About of 50 guests came.",
            "The dam holds around of 80% of the water.",
            "They paid over than 200 euros.",
            "It takes not more 3 hours.",
        ),
        must_pass=(
            "About 50 guests came.",
            "It takes no more than 3 hours.",
            "There will be no more 12-hour days.",
            "What he wrote about of late is unknown.",
        ),
    ),
)
