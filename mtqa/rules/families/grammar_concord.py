"""Rules: concord with uncountable nouns, pronouns and "there"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern
from mtqa.rules.lexicon.nouns import SINGULAR, UNCOUNTABLE, UNCOUNTABLE_PLURAL

_MASS = late(
    rf"""(?<![\w'’-])(?P<hit>(?:{"|".join(sorted(UNCOUNTABLE_PLURAL))})|(?:(?:many|several|few|these|those|two|three|an?|another|each)\ (?:new\ |useful\ |important\ |additional\ |good\ )?(?:{"|".join(sorted(UNCOUNTABLE))}))
    (?=[.,;:!?]|$|\ (?:is|are|was|were|has|have|of|in|on|for|to|about|from|that|which|and|can|will)\b))(?![\w'’-])""",
    re.VERBOSE | re.IGNORECASE,
)


def _mass(passage: Passage) -> Iterator[Hit]:
    for match in _MASS.finditer(passage.text):
        if match["hit"][1:] == match["hit"][1:].lower():
            yield Hit(match.start("hit"), match.end("hit"))


_MASS_VERB = pattern(
    r"""(?:^["“(']?|[,;:]\ |\b(?:that|because|but|if|when|while|although)\ )(?:(?:the|this|that|all|all\ the|such|any|his|their|our|more|new|no|some|much)\ (?:[a-z]+(?:al|ous|ive|ian|ish|ful|ic|able|ed)\ |new\ )?)?
    (?:news|information|money|advice|knowledge|evidence|equipment|furniture|luggage|progress|homework)\ (?P<hit>are|were|have|aren't|weren't|haven't)(?![\w'-])"""
)

_PRONOUN = pattern(
    r"""(?:^["“(']?|[,;:]\ ["“]?|\b(?:that|because|but)\ )(?P<hit>(?P<who>he|she|it)\ (?P<are>are|have)|(?P<they>we|they)\ (?P<is>is|has))(?=\ (?:not\ |also\ |already\ |now\ |still\ )?(?:an?|the|very|been|going|able|ready|\w+ed|\w+ing|no|in)\b)""",
    lambda match: (
        f"{match['who'] or match['they']} "
        + {"are": "is", "have": "has", "is": "are", "has": "have"}[(match["are"] or match["is"]).lower()]
    ),
)

_EXIST = pattern(
    r"""(?<![\w'-])(?P<hit>there\ (?P<verb>is|was|has\ been|isn't|wasn't)\ (?:also\ |now\ |only\ |not\ |still\ )?(?:many|several|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands
    |numerous|various|a\ few)\ (?!(?:(?:more|or)\ )?(?:hours?|minutes?|days?|weeks?|months?|years?|miles|kilomet\w+|per\ ?cent|an?|people's)\b)[a-z]+(?<!ness)(?<!way))(?![\w'-])"""
)

_ONE: Final = SINGULAR - {"number", "group", "amount", "list", "series", "range"}
_EXISTS = late(
    r"""(?<![\w'-])(?P<hit>there\ (?:are|were|have\ been)\ (?:also\ |now\ |only\ |still\ )?(?:an?|one|another)\ (?:[a-z]+(?:al|ous|ive|ian|ish|ful|ic|able|ible|ed|ing)\ |new\ |big\ |large\ |small\ |good\ )?(?P<noun>[a-z]{3,}))(?=[.,;:!?](?!\d)|$|\ (?:in|on|of|at|for|with|that|which|who|to|between|about)\b)""",
    re.VERBOSE | re.IGNORECASE,
)


def _exists(passage: Passage) -> Iterator[Hit]:
    for match in _EXISTS.finditer(passage.text):
        if match["noun"].lower() in _ONE:
            yield Hit(match.start("hit"), match.end("hit"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.uncountable",
        severity=Severity.WARNING,
        languages=("fr", "de", "es", "it", "ru", "pl", "cs"),
        message="The noun can't be counted: it has no plural and takes neither 'a' nor 'many'.",
        rationale=(
            "'Information', 'advice', 'equipment' and their like are counted in most European languages. Word for"
            " word, their plurals and numbers come through."
        ),
        source="Quirk et al., 5.9, on count and noncount nouns.",
        find=_mass,
        triggers=frozenset(
            (
                *UNCOUNTABLE_PLURAL,
                *(
                    f"{w} {noun}"
                    for w in "many several few these those two three a an another each new useful important additional good".split()
                    for noun in UNCOUNTABLE
                ),
            )
        ),
        must_flag=(
            "The office gave us many informations about the flat.",
            "They bought new equipments for the clinic.",
            "She gave me an advice on the garden.",
            "We need several information about the route.",
        ),
        must_pass=(
            "The office gave us much information and a good deal of advice.",
            "They bought new equipment and an information desk.",
            "These software firms have few money worries.",
            "He has a knowledge base and a money order.",
        ),
    ),
    Rule(
        id="grammar.uncountable-with-plural-verb",
        severity=Severity.ERROR,
        languages=("ru", "uk", "fr", "it", "es", "de", "cs"),
        message="The noun is singular in English: its verb must be too.",
        rationale="'News', 'money', 'information' are plural in Russian, French or Italian, and the verb shows it.",
        source="Quirk et al., 5.75, on singular invariable nouns.",
        find=_MASS_VERB,
        triggers=frozenset(
            f"{noun} {verb}"
            for noun in "news information money advice knowledge evidence equipment furniture luggage progress homework".split()
            for verb in "are were have aren't weren't haven't".split()
        ),
        must_flag=(
            "The news are good.",
            "He said that the money were lost.",
            "All information are on the website.",
            "The new equipment have arrived.",
        ),
        must_pass=(
            "The news is good, and so is the information.",
            "Pieces of information are sold, and time and money are short.",
            "Those who have money are rare.",
            "The methods and the equipment were new.",
        ),
    ),
    Rule(
        id="grammar.pronoun-concord",
        severity=Severity.WARNING,
        languages=(),
        message="The verb doesn't agree with the pronoun.",
        rationale=(
            "A pronoun that the source leaves out, or that has another number there, is put in beside a verb that"
            " was already settled."
        ),
        source="Quirk et al., 10.34; in some dialects such forms are regular, in writing they are rare.",
        find=_PRONOUN,
        triggers=frozenset(
            (
                *(f"{w} {v}" for w in ("he", "she", "it") for v in ("are", "have")),
                *(f"{w} {v}" for w in ("we", "they") for v in ("is", "has")),
            )
        ),
        must_flag=(
            "They is ready to sign the paper.",
            "He have not been told about it.",
            "The guests came late, but we has been told.",
            "It are the same people.",
        ),
        must_pass=(
            "They are ready to sign, and he has been told.",
            "Let it have a rest, as he and we have a plan.",
            "The man who hired them has a boat.",
            "What makes him and her is a secret.",
        ),
    ),
    Rule(
        id="grammar.there-is-plural",
        severity=Severity.WARNING,
        languages=(),
        message="Several things follow: write 'there are'.",
        rationale=(
            "One source word ('il y a', 'hay', 'est'') introduces one thing or many, and the system settles the verb"
            " before the noun. In speech 'there's two' is common; in writing 'there is two' is not."
        ),
        source="Quirk et al., 18.45-46, existential 'there' and concord.",
        find=_EXIST,
        triggers=frozenset(f"there {verb}" for verb in ("is", "was", "has been", "isn't", "wasn't")),
        must_flag=(
            "There is many reasons to stay.",
            "In the town there was three churches.",
            "There has been several fires since May.",
            "There is also two ponds in the park.",
        ),
        must_pass=(
            "There are many reasons to stay, and there is one more.",
            "There is many a slip, and there was two years between them.",
            "There is a lot to do; there was ten per cent growth.",
            "There's two of them.",
        ),
    ),
    Rule(
        id="grammar.there-are-singular",
        severity=Severity.WARNING,
        languages=(),
        message="One thing follows: write 'there is'.",
        rationale="The verb is chosen before the noun, or copied from a source that has the noun in the plural.",
        source="Quirk et al., 18.45-46, existential 'there' and concord.",
        find=_exists,
        triggers=frozenset(f"there {verb}" for verb in ("are", "were", "have been")),
        must_flag=(
            "There are a problem with the new bridge.",
            "In the village there were a school.",
            "There are another reason for the delay.",
            "There have been an accident on the road.",
        ),
        must_pass=(
            "There is a problem with the new bridge.",
            "There are a number of schools and a great many reasons.",
            "There were one or two accidents; there are a good few roads.",
            "There are a doctor and two nurses on duty.",
        ),
    ),
)
