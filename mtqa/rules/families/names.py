"""Rules: names of people and the titles before them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, word_set
from mtqa.rules.families import acronyms, capitals
from mtqa.rules.lexicon.fixed_names import BODIES, WITH_ARTICLE, WITHOUT_ARTICLE
from mtqa.rules.lexicon.people import FAMOUS, GIVEN, INSTITUTIONS, PLAIN_SURNAMES, ROLES, WORD_SURNAMES

_TITLE = late(
    r"\b(?:(?:defen[cs]e|foreign|finance|interior|justice|health|education|energy|economy|trade|agriculture|transport"
    r"|culture|prime) Minister|vice (?:President|Premier|Chancellor)|deputy (?:Minister|Chairman|Secretary)"
    r"|secretary General|(?:general|executive|managing) Director|general Secretary)s?\b(?! of S)"
)
_TITLE_TRIGGERS = frozenset(
    f"{first} {second}{plural}"
    for firsts, seconds in (
        (
            (
                "defence defense foreign finance interior justice health education energy economy trade agriculture"
                " transport culture prime"
            ),
            "minister",
        ),
        ("vice", "president premier chancellor"),
        ("deputy", "minister chairman secretary"),
        ("secretary", "general"),
        ("general executive managing", "director"),
        ("general", "secretary"),
    )
    for first in firsts.split()
    for second in seconds.split()
    for plural in ("", "s")
)


def _title(passage: Passage) -> Iterator[Hit]:
    for match in _TITLE.finditer(passage.text):
        yield Hit(match.start(), match.end(), match[0][0].upper() + match[0][1:])


_FAMOUS_SURNAMES = frozenset(name.rpartition(" ")[2] for name in FAMOUS)


_SURNAME_TRIGGERS = frozenset(
    form for name in PLAIN_SURNAMES | WORD_SURNAMES | _FAMOUS_SURNAMES for form in (name, f"{name}'s")
)
_CAPITAL = late(r"([A-Z]\w+) (?=[a-z])")


def _surname(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    small = any(f" {anchor}" in text for anchor in passage.anchors & _SURNAME_TRIGGERS)
    if not (small and any(match[1] in GIVEN for match in _CAPITAL.finditer(text))):
        return
    words = passage.words
    for i, (given, surname) in enumerate(pairwise(words)):
        if given.text not in GIVEN or surname.text != surname.lower or text[given.end : surname.start] != " ":
            continue
        stem = surname.lower.removesuffix("'s")
        known = stem in PLAIN_SURNAMES or f"{given.text} {stem}" in FAMOUS
        introduced = stem in WORD_SURNAMES and i > 0 and words[i - 1].lower in ROLES
        if (known or introduced) and text[surname.end : surname.end + 1] != "-":
            yield Hit(given.start, surname.end, f"{given.text} {surname.text.capitalize()}")


_NAME = r"(?P<given>[A-Z]\w+) (?:[A-Z]\. )?[A-Z][\w'-]+"
_ORDER = late(
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


_SLAVIC = late(
    r"(?<![\w'-])(?P<given>[A-ZÀ-Ž][a-zà-ž]{2,14}) (?P<surname>[a-z]{3,12}(?:[dklmnrstvz]ov|ovsky|evsky|inski|enko|ovich|evich|shvili|adze"
    r"|[klmnrtvz]ova|[alnrsty]eva|chuk))(?P<s>'s)?(?![\w'-])"
)
_SLAVIC_WORDS = word_set("supernova casanova pavlova kalashnikov molotov stroganov improv babushka geneva abramov")


def _slavic(passage: Passage) -> Iterator[Hit]:
    for match in _SLAVIC.finditer(passage.text):
        if (
            match["surname"] not in _SLAVIC_WORDS
            and not passage.text[match.end() : match.end() + 2].strip(" ").isupper()
        ):
            yield Hit(match.start(), match.end(), f"{match['given']} {match['surname'].capitalize()}{match['s'] or ''}")


_BODIES = {
    head: tuple(
        first for first in firsts.split() if f"{first.capitalize()} {head}" not in (*WITH_ARTICLE, *WITHOUT_ARTICLE)
    )
    for head, firsts in BODIES.items()
}
_BODY = late(
    r"(?<=[a-z,] )(?:"
    + "|".join(f"(?:{'|'.join(firsts)}) {head}" for head, firsts in _BODIES.items() if firsts)
    + r")(?!'?\w)(?! of [A-Z]|-| (?:Street|Avenue|Road))"
)


def _body(passage: Passage) -> Iterator[Hit]:
    for match in _BODY.finditer(passage.text):
        yield Hit(match.start(), match.end(), match[0][0].upper() + match[0][1:])


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
        triggers=_SURNAME_TRIGGERS,
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
        triggers=frozenset(
            f"{role} of the"
            for role in (
                "head chairman chairwoman president director secretary spokesman spokeswoman spokesperson chief leader"
                " rector coach member representative minister"
            ).split()
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
    Rule(
        id="names.slavic-surname-case",
        severity=Severity.ERROR,
        languages=("ru", "uk", "be", "bg", "pl", "ka"),
        message="A surname has lost its capital.",
        rationale=(
            "A surname that came through letter by letter is not known to the step that restores capitals, and stays small"
            " after a given name that it knows."
        ),
        source="Observed in Russian-English output: the recasing step follows the commonest form of a word.",
        find=_slavic,
        triggers=frozenset(
            (
                *("*dov", "*kov", "*lov", "*mov", "*nov", "*rov", "*sov", "*tov", "*vov", "*zov", "*ovsky", "*evsky"),
                *(
                    "*inski",
                    "*enko",
                    "*ovich",
                    "*evich",
                    "*shvili",
                    "*adze",
                    "*kova",
                    "*lova",
                    "*mova",
                    "*nova",
                    "*rova",
                ),
                *("*tova", "*vova", "*zova", "*aeva", "*leva", "*neva", "*reva", "*seva", "*teva", "*yeva", "*chuk"),
            )
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "The flat of Sergei tsybikov was searched.",
            "A teacher, Marina aksanova, opened the door.",
            "The coach Andriy bondarenko resigned.",
            "They named Giorgi maskhashvili captain.",
        ),
        must_pass=(
            "The flat of Sergei Tsybikov was searched.",
            "Dessert was an Australian pavlova.",
            "He fired a Russian kalashnikov.",
            "The astronomer Tycho's supernova of 1572 is famous.",
        ),
    ),
    Rule(
        id="names.first-word-case",
        severity=Severity.WARNING,
        languages=(),
        message="The first word of the name has lost its capital: 'Foreign Ministry' or 'foreign ministry'.",
        rationale=(
            "A system that restores capitals word by word knows that 'Ministry', 'Cup' or 'Court' is often part of a name"
            " and that 'foreign', 'world' or 'supreme' seldom is. People capitalise the whole name or none of it."
        ),
        source="The Chicago Manual of Style, 8.62-8.70, on names of bodies; observed in Russian-English output.",
        find=_body,
        triggers=frozenset(f"{first} {head.lower()}" for head, firsts in _BODIES.items() for first in firsts),
        kinds=EVERYWHERE,
        must_flag=(
            "A note from the foreign Ministry arrived on Friday.",
            "He won the stanley Cup with his team.",
            "The judges of the supreme Court disagreed.",
            "Ships of the black Sea fleet left the port.",
        ),
        must_pass=(
            "A note from the Foreign Ministry arrived on Friday.",
            "He won a world cup with his team.",
            "The state Department of Health closed the bar.",
            "The central Bank Street shop was robbed.",
            "World Cup fever grips the city Council of Arts.",
        ),
    ),
    *acronyms.RULES,
    *capitals.RULES,
)
