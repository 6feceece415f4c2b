"""Rules: verbs of saying that do not report, and small words of time and emphasis."""

from __future__ import annotations

from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Rule, pattern
from mtqa.rules.finders import not_after

_SPEAKS: Final = (
    "speaks|considers|asserts|communicates|underlines|affirms|counts|convinced|summarizes|ascertains|exclaims"
)
_SAYING = pattern(
    rf"""(?:(?<=[,”"]\ )|(?<=[,”"]\ -\ )|(?<=[,”"]\ –\ ))(?P<hit>(?:(?:he|she|they|(?-i:[A-Z])[a-z]+)\ (?:{_SPEAKS})(?=[.,]|$)|(?:{_SPEAKS})(?=\ (?:the\ [a-z]+|(?-i:[A-Z])[a-z]+)[.,\ ])))(?![\w'’-])"""
)

_ALREADY = not_after(
    pattern(
        r"""(?<![\w'’-])(?P<hit>(?:already|yet)\ (?:for\ )?(?:about\ |almost\ |more\ than\ )?(?:\d+|many|several|two|three|four|five|six|seven|eight|nine|ten)\ (?:years|months|days|weeks|decades|centuries|times))(?!\ (?:old|ago|later|behind|ahead|late|into|in)\b)(?![\w'’-])"""
    ),
    r"(?:was|were|is|are) ",
    5,
)

_PARTICULAR = pattern(r"""(?<=\w),\ (?P<hit>in\ particular,?)\ (?=[\w“"])""")


RULES: tuple[Rule, ...] = (
    Rule(
        id="wording.reporting-verb",
        severity=Severity.WARNING,
        languages=("ru", "uk", "cs", "pl"),
        message="This verb does not report speech in English: 'says', 'thinks', 'adds'.",
        rationale=(
            "Russian 'govorit', 'schitayet', 'utverzhdayet' stand with any quotation; the first sense of the dictionary gives"
            " 'speaks', 'considers', 'asserts'."
        ),
        source="Quirk et al., 14.28-30: reporting clauses and their verbs.",
        find=_SAYING,
        triggers=frozenset(_SPEAKS.split("|")),
        must_flag=(
            '"It is too late," speaks Novak.',
            "The price will rise, considers the mayor.",
            '"We are ready", he speaks.',
            "It is a mistake, Petrova considers.",
        ),
        must_pass=(
            '"It is too late," says Novak.',
            "When he rises, she speaks and he listens.",
            "The mayor considers that the price will rise.",
            "Nobody, considers he what he may, can know.",
        ),
    ),
    Rule(
        id="wording.already-for-years",
        severity=Severity.NOTE,
        languages=("ru", "uk", "de", "cs"),
        message="English counts a span of time without 'already': 'for ten years now'.",
        rationale="Russian 'uzhe desyat' let' and German 'schon zehn Jahre' have a word here that English leaves out.",
        source="Dictionaries of false equivalents; Quirk et al., 8.111.",
        find=_ALREADY,
        triggers=frozenset(
            f"{a} {n}"
            for a in ("already", "yet")
            for n in "for about almost more many several two three four five six seven eight nine ten".split()
        ),
        must_flag=(
            "They have lived here already for ten years.",
            "He waits already many months for a bed.",
            "Already several years the mill is shut.",
            "She has been ill already two weeks.",
        ),
        must_pass=(
            "They have lived here for ten years already.",
            "The church is already two centuries old.",
            "The train was already three hours late.",
            "They have already sold ten years of milk.",
        ),
    ),
    Rule(
        id="wording.in-particular",
        severity=Severity.NOTE,
        languages=("ru", "uk", "fr", "it"),
        message="'In particular' is much commoner in translations: 'especially', 'among them', or nothing.",
        rationale="Russian 'v chastnosti' introduces any example or detail; English needs no such word for most.",
        source="Our own counts on development text.",
        find=_PARTICULAR,
        triggers=frozenset({"in particular"}),
        must_flag=(
            "Many shops, in particular bakers, were shut.",
            "They spoke of the port, in particular, of its roof.",
            "He sells fruit, in particular plums.",
            "The law, in particular, forbids smoke.",
        ),
        must_pass=(
            "Bakers in particular were shut.",
            "Nothing in particular happened.",
            "Why Tuesday in particular?",
            "He likes plums in particular.",
        ),
    ),
)
