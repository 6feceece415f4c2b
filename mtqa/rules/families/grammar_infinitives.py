"""Rules: infinitives and -ing forms after other words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, word_set
from mtqa.rules.lexicon.nouns import BASE_VERBS

_TO = late(
    r"""(?<![\w'’-])(?P<before>[\w'’]+)\ (?P<hit>to\ (?:not\ )?(?:is|are|was|were|been|became|went|took|gave|came|began|knew|wrote|had|did|does|could|would|should|must|said(?=[.,;:]|$|\ (?:that|the|it|he|she|they|we|i|in|on|about|to|so)\b)|thought|told|[a-z]{2,}ized)(?!\ (?:crime|labou?r)))(?![\w'’-])""",
    re.VERBOSE,
)
_PREPOSITION_BEFORE: Final = word_set(
    "according due thanks want wants wanted has have had going need refer referred refers talk talked talking talks talking listening listen listened used looking look forward going close down up him them it there speaking spoke belong belongs went goes go came come"
)
_MAYBE_STRANDED = late(r"\ (?:is|are|was|were|had|did|does|could|would|should|must)\Z")
_CONNECTED = late(r"(?:ed|en|[^s]s|(?:^|\ )(?:sent|bound|connect|or|and|if|from))\Z", re.IGNORECASE)
_WHICH = late(r"\b(?:which|what|whom|whoever|whatever|whichever)\ [^.,;:]{0,60}\Z", re.IGNORECASE)


def _is_stranded(match: re.Match[str]) -> bool:
    """Tell whether 'to' ends a clause before a finite verb: 'the server it connects to is down'."""
    if not _MAYBE_STRANDED.search(match["hit"]) or match["before"].lower() == "is":
        return False
    return bool(_CONNECTED.search(match["before"]) or _WHICH.search(match.string[: match.start("hit")]))


def _to(passage: Passage) -> Iterator[Hit]:
    for match in _TO.finditer(passage.text):
        if match["before"].lower() not in _PREPOSITION_BEFORE and not _is_stranded(match):
            yield Hit(match.start("hit"), match.end("hit"))


_BARE = late(
    rf"""(?<![\w'’-])(?:(?P<before>[\w'’]+)\ )?(?P<hit>(?P<preposition>of|without|by|about|from|at|after|before|instead\ of|despite|into|against)\ (?:not\ )?(?P<verb>{"|".join(sorted(BASE_VERBS))}))(?=\ (?:the|an?|his|her|its|their|our|this|that|these|to|it|them|him|new|any)\b)""",
    re.VERBOSE,
)


def _bare(passage: Passage) -> Iterator[Hit]:
    for match in _BARE.finditer(passage.text):
        if (match["before"] or "").lower() in {
            "kind",
            "sort",
            "instead",
            "out",
            "because",
            "to",
            "but",
        } or passage.text[match.start() - 1 : match.start()] in {'"', "“"}:
            continue
        yield Hit(match.start("hit"), match.end("hit"))


_MISSING_TO = late(
    rf"""(?<![\w'’-])(?P<hit>(?P<first>wants?|wanted|decided|tried|tries|hopes?|hoped|managed|refused|agreed|ought|unable|intends?|wishes|wished|opportunity|attempted|promised|planned|able)\ (?:also\ )?(?P<verb>{"|".join(sorted(BASE_VERBS - word_set("hear believe introduce meet suffer describe improve increase know")))}|be|become|do))(?=\ (?:the|an?|his|her|its|their|our|this|that|these|it|them|him|in|with|more|new|all)\b)""",
    re.VERBOSE,
)


def _missing_to(passage: Passage) -> Iterator[Hit]:
    for match in _MISSING_TO.finditer(passage.text):
        yield Hit(match.start(), match.end(), f"{match['first']} to {match['verb']}")


_ALLOW = late(
    r"""(?<![\w'’-])(?P<before>[\w'’]+)\ (?P<hit>(?:allows|enables|allow|enable|allowed|enabled|permits)\ (?:not\ only\ |also\ |even\ |not\ )?to\ (?:[a-z]+ly\ )?(?P<verb>[a-z]+))(?![\w'’-])""",
    re.VERBOSE,
)
_NO_VERB: Final = word_set(
    "the a an any all some each every his her its their our my your this that these those me him us them you it which whom one people children women men anyone everyone whoever be happen slip pass go stay die fall grow escape again continue exist"
)


def _allow(passage: Passage) -> Iterator[Hit]:
    for match in _ALLOW.finditer(passage.text):
        before = match["before"].lower()
        if match["verb"] in _NO_VERB or re.search(r"[^sc][^su]s$", match["verb"]):
            continue
        if match["hit"].startswith(("allowed", "enabled")):
            if before not in {"which", "it", "this", "has", "have", "had", "that"}:
                continue
        elif before in {"of", "no", "the", "new", "work", "building", "residence"} or (
            match["hit"].startswith("permits") and before not in {"which", "it", "this", "law", "also"}
        ):
            continue
        yield Hit(match.start("hit"), match.end("hit"))


_VERBS_AFTER: Final = "|".join(
    sorted(
        BASE_VERBS
        | word_set(
            "be do make take go get have see use build buy pay hold work play leave stop talk visit change wait win lose fight run show stand withstand produce carry"
        )
    )
)
_GERUND = late(
    rf"""(?<![\w'’-])(?P<before>[\w'’]+)\ (?P<hit>(?P<first>avoid|avoids|avoided|avoiding|suggest|suggests|suggested|suggesting|recommends?|recommended|insists?|insisted|succeeded|forward|capable|incapable|prevents?|prevented|finished|finish|enjoys?|enjoyed|denies|denied|dislikes?|without|instead|before|after|accused)\ to\ (?:not\ )?(?P<verb>{_VERBS_AFTER}))(?![\w'’-])""",
    re.VERBOSE | re.IGNORECASE,
)
_PASSIVES: Final = word_set("is are was were be been being isn't not also strongly highly he's it's")


def _gerund(passage: Passage) -> Iterator[Hit]:
    for match in _GERUND.finditer(passage.text):
        before, first = match["before"].lower(), match["first"].lower()
        if first in {"recommended", "prevented", "suggested", "denied"} and (
            before in _PASSIVES or before.endswith("ly")
        ):
            continue
        if first == "forward" and not before.startswith("look"):
            continue
        if first in {"before", "after", "recommended", "without", "finish"} and before in {
            "as",
            "the",
            "best",
            "and",
            "or",
        }:
            continue
        if first == "capable" and before in {"more", "as"}:
            continue
        yield Hit(match.start("hit"), match.end("hit"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.to-finite",
        severity=Severity.ERROR,
        languages=(),
        message="After 'to' comes the base form of the verb.",
        rationale=(
            "The system carries the tense of the source's verb, or of its training text, into a place where English"
            " has an infinitive."
        ),
        source="Quirk et al., 3.53-56, finite and nonfinite forms.",
        find=_to,
        triggers=frozenset(
            f"to {n}{w}"
            for n in ("", "not ")
            for w in "is are was were been became went took gave came began knew wrote had did does could would should must said thought told".split()
        )
        | {"*ized"},
        must_flag=(
            "She decided to went home by bus.",
            "It is important to is ready in time.",
            "They wanted the mayor to gave a speech.",
            "He tried to not became angry.",
        ),
        must_pass=(
            "She decided to go home by bus.",
            "What she was going to is unclear; those I referred to were glad.",
            "All those he wants to can come, and whoever she went to knew it.",
            "The man we talked to had a dog, and the ship he refers to was lost.",
            "The file that it is written to is closed; which port to connect to is up to you.",
            "The folder the command resets to does not count, so switch to said folder.",
        ),
    ),
    Rule(
        id="grammar.bare-verb-after-preposition",
        severity=Severity.ERROR,
        languages=("zh", "ru", "es", "fr", "pt", "ar"),
        message="After a preposition the verb takes -ing: 'of creating', not 'of create'.",
        rationale=(
            "Romance languages have the infinitive after a preposition, Chinese has one form for all uses; systems"
            " that translate the verb by its dictionary form leave it bare."
        ),
        source="Quirk et al., 9.1 and 15.14: a preposition takes an -ing clause.",
        find=_bare,
        triggers=frozenset(
            f"{p} {v}"
            for p in "of without by about from at after before despite into against".split()
            for v in ("not", *BASE_VERBS)
        ),
        must_flag=(
            "They talked about the chance of create a new park.",
            "He left without inform the owner.",
            "The fire began by destroy the old roof.",
            "She called after receive the letter.",
        ),
        must_pass=(
            "They talked about creating a new park.",
            "The first and the art of the possible.",
            "He kind of believed the story, I'd say.",
            "By the time of increase and of increase in rents, they left.",
        ),
    ),
    Rule(
        id="grammar.missing-to",
        severity=Severity.WARNING,
        languages=("ru", "zh", "de", "sv", "tr", "fi"),
        message="'To' is missing before the infinitive.",
        rationale="In Russian, Chinese and Finnish an infinitive has no particle, in German not after modal verbs.",
        source="Quirk et al., 16.38, verbs with a to-infinitive.",
        find=_missing_to,
        triggers=word_set(
            "wants wanted decided tried tries hope hopes hoped managed refused agreed ought unable intend intends wishes wished opportunity attempted promised planned able want"
        ),
        must_flag=(
            "The city wants create a new park.",
            "They were unable understand the sign and decided become a team.",
            "He tried explain the rule to us.",
            "It is a good opportunity learn the language.",
        ),
        must_pass=(
            "The city wants to create a new park.",
            "Those she wanted become rare.",
            "He tried explaining the rule.",
            "The opportunity, once lost, is gone.",
        ),
    ),
    Rule(
        id="grammar.allow-to",
        severity=Severity.ERROR,
        languages=("ru", "uk", "de", "fr", "es", "pl", "cs"),
        message="'Allow' and 'enable' need an object before the infinitive: 'allows us to see', or 'makes it possible to see'.",
        rationale=(
            "Russian, German and French leave out who is allowed where it is anyone. The English verbs cannot do"
            " without a person or thing between them and 'to'."
        ),
        source="Quirk et al., 16.50: verbs with object and to-infinitive.",
        find=_allow,
        triggers=frozenset(
            f"{v}{n} to"
            for v in "allows enables allow enable allowed enabled permits".split()
            for n in ("", " not only", " also", " even", " not")
        ),
        must_flag=(
            "The new machine allows to produce more paper.",
            "It is a method which will allow to reduce the costs.",
            "This allowed to build the bridge in a year.",
            "The map enables to find the house at once.",
        ),
        must_pass=(
            "The new machine allows us to produce more paper.",
            "They were allowed to build, and those allowed to stay stayed.",
            "The permits to build were refused.",
            "Who is allowed to see it? He was not allowed to say.",
        ),
    ),
    Rule(
        id="grammar.infinitive-for-gerund",
        severity=Severity.WARNING,
        languages=("ru", "de", "es", "it", "fr", "pl", "zh"),
        message="After this word comes an -ing form or a clause, not an infinitive.",
        rationale=(
            "Which verbs take 'to' and which take -ing is peculiar to English; other languages have an infinitive"
            " after all of these: 'suggested to build', 'capable to win'."
        ),
        source="Quirk et al., 16.38-42 and 16.79-83, on complements of verbs and adjectives.",
        find=_gerund,
        triggers=frozenset(
            f"{w} to"
            for w in "avoid avoids avoided avoiding suggest suggests suggested suggesting recommend recommends recommended insist insists insisted succeeded forward capable incapable prevent prevents prevented finished finish enjoy enjoys enjoyed denies denied dislike dislikes without instead before after accused".split()
        ),
        must_flag=(
            "The mayor suggested to build a second bridge.",
            "They look forward to meet the new coach.",
            "The team is capable to win the cup.",
            "She insisted to pay the bill.",
            "He left without to explain a word.",
        ),
        must_pass=(
            "The mayor suggested building a second bridge to help trade.",
            "They look forward to meeting the coach and were prevented from going.",
            "It is recommended to take a coat, and it is strongly suggested to book.",
            "They moved forward to take the ball; she agreed to pay.",
        ),
    ),
)
