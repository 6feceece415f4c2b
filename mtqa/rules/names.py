"""Rules: names of people and the titles before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mtqa.result import Severity
from mtqa.rules import acronyms
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, word_set
from mtqa.rules.lexicon.people import FAMOUS, GIVEN, INSTITUTIONS, PLAIN_SURNAMES, ROLES, WORD_SURNAMES

_TITLE = re.compile(
    r"\b(?:(?:defen[cs]e|foreign|finance|interior|justice|health|education|energy|economy|trade|agriculture|transport"
    r"|culture|prime) Minister|vice (?:President|Premier|Chancellor)|deputy (?:Minister|Chairman|Secretary)"
    r"|secretary General|(?:general|executive|managing) Director|general Secretary)s?\b(?! of S)"
)
_TITLE_TRIGGERS = frozenset(
    form
    for title in (
        "minister",
        "president",
        "premier",
        "chancellor",
        "chairman",
        "secretary",
        "director",
        "general",
    )
    for form in (title, title + "s")
)


def _title(passage: Passage) -> Iterator[Hit]:
    for match in _TITLE.finditer(passage.text):
        yield Hit(match.start(), match.end(), match[0][0].upper() + match[0][1:])


_FAMOUS_SURNAMES = frozenset(name.rpartition(" ")[2] for name in FAMOUS)


def _surname(passage: Passage) -> Iterator[Hit]:
    words, text = passage.words, passage.text
    for i, (given, surname) in enumerate(pairwise(words)):
        if surname.text != surname.lower or given.text not in GIVEN or text[given.end : surname.start] != " ":
            continue
        stem = surname.lower.removesuffix("'s")
        known = stem in PLAIN_SURNAMES or f"{given.text} {stem}" in FAMOUS
        introduced = stem in WORD_SURNAMES and i > 0 and words[i - 1].lower in ROLES
        if (known or introduced) and text[surname.end : surname.end + 1] != "-":
            yield Hit(given.start, surname.end, f"{given.text} {surname.text.capitalize()}")


_NAME = r"(?P<given>[A-Z]\w+) (?:[A-Z]\. )?[A-Z][\w'-]+"
_ORDER = re.compile(
    rf"(?:\b[Tt]he )?\b(?P<role>(?:[Dd]eputy |[Ff]ormer |[Aa]cting |[Pp]ress |[Gg]eneral |[Vv]ice[ -])?"
    r"(?:[Hh]ead|[Cc]hairman|[Cc]hairwoman|[Pp]resident|[Dd]irector|[Ss]ecretary|[Ss]pokes(?:man|woman|person)|[Cc]hief"
    r"|[Ll]eader|[Rr]ector|[Cc]oach|[Mm]ember|[Rr]epresentative|[Mm]inister))"
    rf" of (?P<whose>the (?:[\w'-]+ ){{0,5}}?(?:{INSTITUTIONS})(?: (?:of|for|on) (?:[\w'-]+ ){{1,4}}?| ))"
    rf"(?P<name>{_NAME})(?P<next>[.,;:!?)]|$|'s\b| (?:[a-z]+ed|[a-z]+s|said|told|spoke|will|would|in|on|at|to|and|with"
    r"|by|about|that|also|does|made|gave|held|met|left|took|thinks|can|could|may|must)\b)"
)


def _order(passage: Passage) -> Iterator[Hit]:
    for match in _ORDER.finditer(passage.text):
        if match["given"] in GIVEN and match["next"] != "'s":
            comma = "" if match["next"][:1] in tuple(".,;:!?)") or not match["next"] else ","
            role = match["role"].lower()
            yield Hit(
                match.start(),
                match.end("name"),
                f"{match['name']}, {role} of {match['whose'].rstrip()}{comma}",
            )


RULES: tuple[Rule, ...] = (
    Rule(
        id="names.title-case",
        severity=Severity.ERROR,
        languages=(),
        message="The words of one title differ in case: write 'Foreign Minister Smith' or 'the foreign minister'.",
        rationale=(
            "A system that restores capitals word by word knows that 'Minister' before a name has one and leaves the"
            " word before it alone. People capitalise a whole title or none of it."
        ),
        source="The Chicago Manual of Style, 8.19-8.22, on titles before a name; observed in Russian-English output.",
        find=_title,
        triggers=_TITLE_TRIGGERS,
        kinds=EVERYWHERE,
        must_flag=(
            "The German finance Minister Karl Brandt resigned on Monday.",
            "They asked the prime Minister about the dam.",
            "Talks with vice President Lee went on for hours.",
            "A letter from the secretary General arrived late.",
            "Two foreign Ministers left the table.",
        ),
        must_pass=(
            "Finance Minister Karl Brandt resigned on Monday.",
            "The finance minister resigned on Monday.",
            "The deputy Prime Minister spoke first.",
            "Then acting President Nadia Holt signed the bill.",
            "Foreign minister Ana Ruiz flew home.",
            "The former President and the then Vice President waved.",
        ),
    ),
    Rule(
        id="names.surname-case",
        severity=Severity.ERROR,
        languages=(),
        message="A surname has lost its capital: it was translated or recased as a common word.",
        rationale=(
            "Names that are also words (Stone, Bush, Gates) are looked up as words, in lower case, and a name that"
            " came through letter by letter is not known to be one. Nobody who writes of a person does this twice."
        ),
        source="Observed in Russian- and German-English output: the recasing step follows the commonest form of a word.",
        find=_surname,
        triggers=frozenset(
            form for name in PLAIN_SURNAMES | WORD_SURNAMES | _FAMOUS_SURNAMES for form in (name, f"{name}'s")
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "The film by director Emma stone opens the festival.",
            "The talks with President Vladimir putin lasted an hour.",
            "Critics praised actor Peter snow, who plays the king.",
            "A foundation of Bill gates paid for the vaccine.",
            "She recalled George bush's first term.",
        ),
        must_pass=(
            "Director Oliver said that the film is finished.",
            "Actor Tom stars in the new film.",
            "The actor Tom Stone was absent.",
            "Singer Anna rose to fame in 1990.",
            "The minister may leave, and Mark will follow.",
            "Coach Peter green-lighted the transfer.",
        ),
    ),
    Rule(
        id="names.title-order",
        severity=Severity.WARNING,
        languages=("ru", "uk", "sr", "hr", "mk", "bg", "pl", "cs"),
        message="A title with 'of the' can't stand straight before a name: put the name first, then the title between commas.",
        rationale=(
            "Slavic languages put the whole post, with whose it is, before the name: 'head of the ministry Ivan"
            " Ivanov'. English shortens the post ('ministry head Ivan Ivanov') or sets it off by commas."
        ),
        source="Quirk et al., 17.65-17.94, on apposition: a title before a name is a short noun phrase.",
        find=_order,
        triggers=word_set(
            "head chairman chairwoman president director secretary spokesman spokeswoman spokesperson chief leader rector"
            " coach member representative minister"
        ),
        must_flag=(
            "The head of the Ministry of Transport Sergey Belov said that the road is open.",
            "The prize went to the director of the museum Anna Kovacs.",
            "Deputy chairman of the city council Ivan Dimov promised new trams.",
            "On Friday, the leader of the Green Party Hans Meyer will visit the dam.",
        ),
        must_pass=(
            "Sergey Belov, the head of the Ministry of Transport, said that the road is open.",
            "The head of the ministry, Sergey Belov, said that the road is open.",
            "Speaker of the House John Miller banged his gavel.",
            "He was a member of the board of the David Hume Institute.",
            "The director of the new Michael Lane film was late.",
            "Secretary of State Anna Holt flew to Cairo.",
        ),
    ),
    *acronyms.RULES,
)
