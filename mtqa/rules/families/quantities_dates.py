"""Rules: dates, years and hours as other languages say them."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.families import quantities_times
from mtqa.rules.finders import DIGITS, MONTH, WEEKDAY, chain, graded, strings

_MONTHS = word_set("january february march april may june july august september october november december")
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:[1-9]|[12]\d|3[01])"
_END = r"(?=[.,;:)]|$)"

_DECADE = chain(
    pattern(
        r"(?<!their\ )(?<!his\ )\b(?P<n>(?:1[789]|20)?\d0)(?:s|ies|-?th|-ies|-s)\ years\b(?!\ (?:of|ago|old))",
        r"\g<n>s",
    ),
    pattern(
        r"\bthe\ years\ (?P<n>[2-9]0)(?:-x|s|ies)?(?=[.,;:)]|$|\ (?:in|of\ the|the|when|he|she|they|is|are|was|were)\b)",
        r"the \g<n>s",
    ),
    pattern(r"\b(?P<n>(?:1[789])?[2-9]0)ies\b", r"\g<n>s"),
    pattern(r"\b(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\ years\b"),
)
_BARE_DECADE = pattern(
    r"""(?<!'s\ )(?<!ly\ )\b(?:in|since|of|until|from|during|throughout)\ (?P<hit>(?:1[789]|20)\d0s)
    (?=[.,;)]|$|\ (?:and\ the|in\ the|when|there|he|she|they|it)\b)""",
    r"the \g<hit>",
)
_DAY_OF = pattern(
    rf"""(?:\b(?:on|by|until|till|from|since|to|dated|after|before)\ (?:the\ )?|\bthe\ |,\ |^|{WEEKDAY}\ )(?P<hit>(?P<d>{_DAY})\ of\ (?-i:(?P<m>{MONTH})))
    (?!'s|\ [a-z]+'s)(?=[.,;:)]|$|\ (?:the|at|in|and|to|from|with|this|last|next|he|she|they|it|we|a|until|till|will)\b|\ {_YEAR})""",
    r"\g<d> \g<m>",
)
_PREPOSITION = chain(
    pattern(
        rf"\b(?P<hit>(?:in|at)\ (?:the\ )?(?P<d>(?-i:{MONTH})\ {_DAY}|{_DAY}\ (?-i:{MONTH})))(?:,?\ {_YEAR}\b|{_END})(?!,\ \d|\.\d)",
        r"on \g<d>",
    ),
    pattern(rf"\bat\ (?P<d>(?-i:{WEEKDAY})(?:\ (?:morning|evening|afternoon))?){_END}", r"on \g<d>"),
    pattern(
        rf"""\bon\ (?P<hit>(?P<m>(?-i:{MONTH})),\ (?P<d>{_DAY})(?:st|nd|rd|th)?)
        (?=[.,;:)](?!\d)|$|\ (?:in|at|with|the|to|and|by|from|until|this|last|next)\b|\ {_YEAR})""",
        r"\g<m> \g<d>",
    ),
)
_THE_DATE = pattern(
    rf"\b(?:on|from|until|till|by|since|to|between)\ (?P<hit>the\ (?P<d>{_DAY}\ (?-i:{MONTH})))(?:\ {_YEAR})?(?=[.,;:)]|$|\ (?:at|in|and|the|to|he|she|they|it)\b)",
    r"\g<d>",
)
_YEARS = late(
    rf"\b(?:[Ii]n|[Dd]uring|[Ss]ince|of|for|from) (?P<hit>(?P<a>{_YEAR}) ?[-–] ?(?P<b>{_YEAR}|\d\d) years)\b(?! (?:ago|old|before|earlier|BP|BC))"
)
_YEAR_FORMS = chain(
    pattern(
        rf"\b(?:{MONTH})\ (?:{_DAY},?\ )?(?P<hit>(?P<y>{_YEAR})\ years?)\b(?!-|\ (?:end|old|group|ago|of\b))", r"\g<y>"
    ),
    pattern(
        rf"\b(?:in|of|until|since|from|by|for)\ (?P<hit>the\ (?P<y>{_YEAR})\ year)(?=[.,;:)]|$|\ (?:the|in|at|was|were|and|he|she|they|it)\b)",
        r"\g<y>",
    ),
    pattern(
        r"\b(?:in|of|until|since|from|by|for)\ (?P<hit>(?:the\ )?(?P<y>(?:19|20)\d\d)-?th\ years?)\b(?!\ of)",
        lambda match: match["y"] if match["hit"].endswith("year") else None,  # whole decades, maybe
    ),
    graded(
        pattern(rf"\b(?:in|of|since|until|during)\ (?P<hit>the\ year\ of\ (?P<y>{_YEAR}))\b", r"\g<y>"),
        Severity.NOTE,
        "English rather says 'in 2017' than 'in the year of 2017'.",
    ),
)


def _years(passage: Passage) -> Iterator[Hit]:
    for match in _YEARS.finditer(passage.text):
        first, last = int(match["a"]), int(match["b"].rjust(4, "0"))
        if 0 < (last if last > 99 else first // 100 * 100 + last) - first <= (4 if match[0].startswith("for") else 20):
            yield Hit(match.start("hit"), match.end("hit"), match["hit"].removesuffix(" years"))
    yield from _YEAR_FORMS(passage)


_ANNIVERSARY = chain(
    pattern(r"(?:\b(?:the|his|her|its|their|a|of)|'s)\ (?P<hit>\d{1,4}[- ]years\ (?:anniversary|jubilee|birthday))\b"),
    pattern(r"\banniversary\ of\ \d{1,4}\ years\b(?!\ (?:of|since)\b)"),
    pattern(
        r"\b(?:the|his|her|its|their|to|celebrating|celebrated|marked|marking|mark)\ (?P<hit>\d{1,4}\ (?:anniversary|jubilee))\b(?!\ (?:years?|gifts?|cards?|tours?)\b)"
    ),
)

RULES: tuple[Rule, ...] = (
    *quantities_times.RULES,
    Rule(
        id="quantities.decade",
        severity=Severity.ERROR,
        languages=("ru", "uk", "es", "fr", "it", "pt", "de"),
        message="English calls a decade 'the 1960s' or 'the sixties', without the word 'years'.",
        rationale="Russian speaks of the sixtieth years, Spanish and French of the years sixty.",
        source="The Chicago Manual of Style, 9.33; Spanish 'los años 60', Russian '60-ye gody'.",
        find=_DECADE,
        triggers=frozenset(
            (
                "*0s years",
                "*0th years",
                "*0ies",
                "*0 s years",
                "*0 th years",
                "*0 ies years",
                "the years",
                "twenties years",
                "thirties years",
                "forties years",
                "fifties years",
                "sixties years",
                "seventies years",
                "eighties years",
                "nineties years",
            )
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "Music of the years 60 is back.",
            "He left in the 90th years.",
            "In the 1970ies the mine closed.",
            "The nineties years were hard.",
        ),
        must_pass=(
            "Music of the 1960s is back.",
            "From the years 60 to 90 little is known.",
            "They are in their 90th years.",
            "The nineties were hard.",
        ),
    ),
    Rule(
        id="quantities.bare-decade",
        severity=Severity.WARNING,
        languages=("ru", "lt", "et", "fi", "zh", "tr", "cs"),
        message="A decade takes the article: 'in the 1960s'.",
        rationale="Languages without articles give a decade by its number alone.",
        source="Quirk et al., 5.67; The Chicago Manual of Style, 9.33.",
        find=_BARE_DECADE,
        triggers=frozenset(f"{century}{decade}0s" for century in (17, 18, 19, 20) for decade in range(10)),
        must_flag=(
            "He has worked in radio since 1960s.",
            "The mine closed in 1990s.",
            "She studied art of 1920s, and taught it.",
            "It stood empty from 1980s and the roof fell in.",
        ),
        must_pass=(
            "He has worked in radio since the 1960s.",
            "It is set in 1980s Britain.",
            "A style reminiscent of 1920s posters.",
            "In 1960s' slang it was 'groovy'.",
        ),
    ),
    Rule(
        id="quantities.day-of-month",
        severity=Severity.ERROR,
        languages=("es", "pt", "fr", "el", "ca", "ro"),
        message="English says '20 May' or 'the 20th of May', not '20 of May'.",
        rationale="Spanish and Portuguese join the day to its month by 'de'.",
        source="The Chicago Manual of Style, 9.31; Spanish 'el 20 de mayo'.",
        find=_DAY_OF,
        triggers=frozenset(f"of {month}" for month in _MONTHS),
        signs=DIGITS,
        kinds=EVERYWHERE,
        must_flag=(
            "The fair opens on 20 of May.",
            "The last day is the 4 of August 1998.",
            "From 3 of July the road is shut.",
            "He was born on 7 of April, 1950.",
        ),
        must_pass=(
            "The fair opens on the 20th of May.",
            "Rain fell on 20 of May's 31 days.",
            "The fair opens on 20 May.",
            "Some 12 of March's storms hit the coast.",
        ),
    ),
    Rule(
        id="quantities.date-preposition",
        severity=Severity.WARNING,
        languages=("es", "it", "ru", "bg", "zh", "de"),
        message="English says 'on May 5', with no comma before the day.",
        rationale="Days take another preposition elsewhere, or none, and a date set off by commas keeps them.",
        source="Quirk et al., 9.39-40: 'on' with days and dates.",
        find=_PREPOSITION,
        triggers=_MONTHS | frozenset(f"at {day}" for day in _DAYS),
        must_flag=(
            "The contract was signed in May 5, 2016.",
            "The fair opens at 6 December.",
            "We meet again at Monday.",
            "The shop was sold on March, 22nd.",
        ),
        must_pass=(
            "The contract was signed on May 5, 2016.",
            "In June 20 people died.",
            "She laughed at Monday's jokes.",
            "They met in May, 5 in all.",
        ),
    ),
    Rule(
        id="quantities.the-date",
        severity=Severity.WARNING,
        languages=("es", "fr", "it", "de", "el"),
        message="English says '6 December' or 'the 6th of December', not 'the 6 December'.",
        rationale="French, Spanish and Italian put the article before the day's number.",
        source="French 'le 6 décembre'; The Chicago Manual of Style, 9.31.",
        find=_THE_DATE,
        triggers=_MONTHS,
        signs=DIGITS,
        must_flag=(
            "The ban comes into force on the 9 November.",
            "The shop is shut from the 3 May 2014.",
            "The fair lasts until the 10 October.",
            "It rained on the 5 July and the match was off.",
        ),
        must_pass=(
            "The ban comes into force on 9 November.",
            "He reported on the 7 July bombings.",
            "The fair lasts until the 10th of October.",
            "On the 5 July edition's cover is a cat.",
        ),
    ),
    Rule(
        id="quantities.year-form",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg", "zh", "lt", "lv"),
        message="English gives years by their numbers alone: 'in 2014-2015', 'in February 2012'.",
        rationale="Russian, Lithuanian and Chinese put the word for year after the number or the numbers.",
        source="Russian 'v 2014-2015 godakh', 'v fevrale 2012 goda'.",
        find=_years,
        triggers=frozenset(f"*{n:02} {w}" for n in range(100) for w in ("year", "years"))
        | strings("*th year, *th years, the year of"),
        signs=DIGITS,
        kinds=EVERYWHERE,
        must_flag=(
            "In 2003-2006 years the plant stood idle.",
            "He was born on May 5, 1970 year.",
            "The plan holds until the 2041 year.",
            "From March to August 2008 year sales grew.",
        ),
        must_pass=(
            "In 2003-2006 the plant stood idle.",
            "Farming began there in 1800-2000 years of rain.",
            "The 2035 year plan is out.",
            "It lasted for 1990-2000 years, some say.",
            "The accounts at June 2012 year end are in.",
        ),
    ),
    Rule(
        id="quantities.anniversary",
        severity=Severity.WARNING,
        languages=("ru", "uk", "zh", "fi", "de", "lt"),
        message="English says 'the 80th anniversary'.",
        rationale="The number of an anniversary is a numeral or a compound in the source, not an ordinal.",
        source="Quirk et al., 6.64; Russian '80-letie'.",
        find=_ANNIVERSARY,
        triggers=word_set("anniversary jubilee birthday"),
        signs=DIGITS,
        must_flag=(
            "The town marked the 800 anniversary of its charter.",
            "He celebrated his 70-years jubilee.",
            "They met on the 25 years anniversary of the fire.",
            "The anniversary of 50 years was quiet.",
        ),
        must_pass=(
            "The town marked the 800th anniversary of its charter.",
            "It is the anniversary of 50 years of service.",
            "The 20-year anniversary was quiet.",
            "They sent 70 anniversary cards.",
        ),
    ),
)
