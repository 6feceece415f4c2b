"""Rules: hours, nights, months and periods, word for word."""

from __future__ import annotations

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Rule, pattern, word_set
from mtqa.rules.finders import DIGITS, MONTH, WEEKDAY, chain, not_after, strings

_MONTHS = word_set("january february march april may june july august september october november december")
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:[1-9]|[12]\d|3[01])"
_END = r"(?=[.,;:)]|$)"

_TODAY = pattern(
    rf"\b(?:(?:today|yesterday|tomorrow),?\ |(?-i:{WEEKDAY}),\ )(?P<hit>on\ (?=(?-i:{MONTH})\ {_DAY}\b|(?:the\ )?{_DAY}(?:st|nd|rd|th)?\ (?:of\ )?(?-i:{MONTH})))",
    "",
)
_NIGHT = chain(
    pattern(
        rf"""\b(?:in|on|at|during)\ (?:the\ )?(?P<hit>night\ from\ (?:the\ )?(?P<a>(?-i:{WEEKDAY})|\d{{1,2}}(?:st|nd|rd|th)?(?:\ (?-i:{MONTH}))?|(?-i:{MONTH})\ \d{{1,2}})
        \ (?:to|on|into|till|until)\ (?:the\ )?(?:(?-i:{WEEKDAY}|{MONTH})|\d))"""
    ),
    pattern(rf"\b(?:night|evening)\ of\ (?-i:{WEEKDAY})\ on\ (?:the\ )?(?-i:{WEEKDAY})"),
    pattern(rf"\bin\ the\ night\ (?:to|on|of)\ (?:the\ )?(?-i:{WEEKDAY}){_END}"),
)
_SINCE = not_after(
    pattern(
        rf"""\b(?P<hit>since)\ (?P<x>(?:(?-i:{MONTH})\ )?(?:{_DAY},\ )?{_YEAR}|(?-i:{MONTH})(?:\ {_DAY})?|(?-i:{WEEKDAY}))
        \ (?:to|till|until)\ (?:(?:the\ )?(?:end\ of\ )?(?:{_YEAR}|(?-i:{MONTH}|{WEEKDAY}))|now|today|present)\b""",
        "from",
    ),
    "(?:[Ee]ver|times?) ",
)
_MONTH_WORD = chain(
    pattern(
        rf"\b(?:in|of|during|since|until|for)\ (?:the\ )?month\ (?P<m>(?-i:{MONTH}))\b(?!\ (?:and|through|to|after)\b)"
    ),
    pattern(rf"\bin\ month\ of\ (?P<m>(?-i:{MONTH}))\b", r"in \g<m>"),
    pattern(rf"\b(?P<hit>(?:first|second|third|last)\ (?:ten-day\ )?decade\ of\ (?-i:{MONTH}))\b"),
)
_CLOCK = chain(
    pattern(r"(?<![:.\d$])(?P<t>(?:1[3-9]|2[0-3])[:.][0-5]\d)\ ?(?:[ap]\.m\.|[ap]m\b|[ap]\.m\b)", r"\g<t>"),
    pattern(
        r"\b(?:at|until|till|to|from|by|around|about)\ (?P<hit>\d{1,2}\ hours\ (?:of|in)\ the\ (?:morning|evening|night|afternoon))\b"
    ),
    pattern(
        r"\b(?:at|until|till|to|from|by|around|about|between)\ (?P<hit>(?P<h>[01]?\d|2[0-4])\ ?h\.?\ ?(?P<m>[0-5]\d)(?:\ ?min)?)\b(?!\ ?(?:min|m)\b)",
        r"\g<h>:\g<m>",
    ),
    pattern(r"\b(?P<t>(?:[1-9]|1[0-2])[:.](?:0[1-9]|[1-5]\d))\ o'clock\b", r"\g<t>"),
)

_DOTS = pattern(r"(?<![\d.\w/-])(?:0?[1-9]|[12]\d|3[01])\.\ ?(?:0?[1-9]|1[0-2])\.\ ?(?:19|20)\d\d\b(?!\.\d)")

RULES: tuple[Rule, ...] = (
    Rule(
        id="quantities.today-on",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg", "zh"),
        message="English says 'today, May 5' and 'on Monday, 5 May', without a second 'on'.",
        rationale="Russian dates stand in a case of their own, which is turned into 'on' each time.",
        source="Quirk et al., 17.65 on apposition; Russian 'segodnya, 5 maya'.",
        find=_TODAY,
        triggers=frozenset(f"{day}  on" for day in ("today", "yesterday", "tomorrow", *_DAYS))
        | strings("today on, yesterday on, tomorrow on"),
        signs=DIGITS,
        must_flag=(
            "Today, on April 12, the court met.",
            "The fair opened yesterday, on 5 May.",
            "He died on Monday, on July 7.",
            "The road is open from today, on June 9.",
        ),
        must_pass=(
            "Today, April 12, the court met.",
            "The fair opened yesterday, and on 5 May it closes.",
            "On Monday, on Main Street, he fell.",
            "They met on Monday and on July 7.",
        ),
    ),
    Rule(
        id="quantities.night-from",
        severity=Severity.WARNING,
        languages=("de", "ru", "cs", "sv", "da", "et", "nl"),
        message="English says 'in the early hours of Saturday' or 'on Friday night'.",
        rationale="German, Russian and Czech name a night by the two days on its sides.",
        source="German 'in der Nacht von Freitag auf Samstag'.",
        find=_NIGHT,
        triggers=strings("night from, night of, evening of, the night to, the night on"),
        must_flag=(
            "In the night from Tuesday to Wednesday a barn burnt.",
            "On the night of Sunday on Monday it snowed.",
            "The shop burnt in the night to Sunday.",
            "It happened on the night from 5 to 6 May.",
        ),
        must_pass=(
            "A barn burnt on Tuesday night.",
            "They danced all night from Monday to Friday.",
            "It snowed on the night of Friday, 5 May.",
            "They met on the evening of Friday on a bridge.",
        ),
    ),
    Rule(
        id="quantities.since-to",
        severity=Severity.WARNING,
        languages=("es", "it", "ru", "pt", "fr", "de"),
        message="With an end, a period begins with 'from': 'from 2010 to 2015'.",
        rationale="Many languages have one word for 'since' and 'from'.",
        source="Quirk et al., 9.36-38: 'since' goes with a period that lasts to the present.",
        find=_SINCE,
        triggers=frozenset(("since",)),
        must_flag=(
            "He was mayor since 2005 to 2010.",
            "Open since Monday till Friday.",
            "She taught there since May 1994 to June 1997.",
            "They fought since March until June.",
        ),
        must_pass=(
            "He was mayor from 2005 to 2010.",
            "Much has been done since 2005 to help.",
            "Since May to his surprise nobody has called.",
            "Nobody has lived there since 2010.",
        ),
    ),
    Rule(
        id="quantities.month-word",
        severity=Severity.WARNING,
        languages=("es", "fr", "it", "pt", "ru", "cs"),
        message="English says 'in May' or 'the month of May', and a decade is ten years.",
        rationale="The word for month stands before its name elsewhere, and Russian, French and Italian call ten days a decade.",
        source="Russian 'pervaya dekada maya', French 'la première décade'.",
        find=_MONTH_WORD,
        triggers=frozenset((*(f"month {m}" for m in _MONTHS), "month of", "decade of")),
        must_flag=(
            "It rained in the month May.",
            "The last decade of October was cold.",
            "They met in month of June.",
            "The first decade of September brings the fair.",
        ),
        must_pass=(
            "It rained in the month of May.",
            "The last decade of his life was cold.",
            "They met in June.",
            "In the month May and her son were away, we moved in.",
        ),
    ),
    Rule(
        id="quantities.clock",
        severity=Severity.WARNING,
        languages=("de", "fi", "zh", "ru", "fr", "es", "pt"),
        message="A 24-hour time has no 'a.m.' or 'p.m.', and 'o'clock' is for the full hour.",
        rationale="A time of the 24-hour clock is kept, and its 'Uhr', 'h' or part of the day translated besides.",
        source="The Chicago Manual of Style, 9.37-39.",
        find=_CLOCK,
        triggers=strings("pm, am, p m, a m, o'clock, hours of, hours in, h, *h00, *h15, *h30, *h45")
        | {f"*{digit}{half}" for digit in DIGITS for half in ("am", "pm")},
        signs=DIGITS,
        kinds=EVERYWHERE,
        must_flag=(
            "Lunch is from 13.15 pm.",
            "It struck at 17:05 a.m. today.",
            "The bridge is up until 4 hours of the morning.",
            "The bus leaves at 20h30.",
            "He came at 9:30 o'clock.",
        ),
        must_pass=(
            "Lunch is from 1.15 pm.",
            "Sent 3/9/2005 11:16:00 PM",
            "The first 4 hours of the morning are quiet.",
            "He came at 9 o'clock.",
            "He won in 5h30 on the bike.",
        ),
    ),
    Rule(
        id="quantities.dotted-date",
        severity=Severity.NOTE,
        languages=("de", "ru", "fi", "cs", "et", "pl", "tr", "sr"),
        message="English writes the month out, or divides a date by slashes.",
        rationale="German, Russian, Finnish and their neighbours divide day, month and year by points.",
        source="Duden, Datum; The Chicago Manual of Style, 9.35.",
        find=_DOTS,
        signs=frozenset("."),
        triggers=frozenset(str(year) for year in range(1950, 2050)),
        kinds=EVERYWHERE,
        must_flag=(
            "The end was expected on 03.05.1987.",
            "The order of 12.04.1998 is void.",
            "It was painted on 09.10.2003 at noon.",
            "He was born 3. 9. 1971 in Brno.",
        ),
        must_pass=(
            "The end was expected on 03/05/1987.",
            "Version 2.10.2015.1 is out.",
            "See 192.168.2012 for the number.",
            "It was painted on 9 October 2003.",
        ),
    ),
)
