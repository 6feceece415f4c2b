"""Rules: number: singular and plural, of nouns and of verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, word_set
from mtqa.rules.lexicon.nouns import BASE_VERBS, SINGULAR
from mtqa.rules.lexicon.plurals import NOUNS

_PLURAL_SUBJECT = late(
    r"""(?:^["“(']?|[,;:]\ |\b(?:that|because|but|if|when|while|although|since)\ )(?P<subject>(?:the|these|those|many|some|their|our|his|its|all|
    all\ the|other|several|such|both)\ (?:(?!(?:and|or|of|than|many|much|in|for|on|to|at|with|from|by|as|what|who)\b)(?-i:[a-z])[a-z]+\ ){0,2}(?P<noun>(?!(?:was|has|does)\b)[a-z]{3,}))\ (?P<hit>is|was|has|does|isn't|wasn't|hasn't|doesn't)(?![\w'-])""",
    re.VERBOSE | re.IGNORECASE,
)
_PLURAL_OF: Final = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
}
_WHAT = late(r"\b(?:what|who|whoever|whatever|which|that|one|each|none|number|thing)\b", re.IGNORECASE)


def _plural_subject(passage: Passage) -> Iterator[Hit]:
    for match in _PLURAL_SUBJECT.finditer(passage.text):
        if match["noun"].lower() not in NOUNS:
            continue
        if not _WHAT.search(match["subject"]) and (
            match["subject"].islower() or (match["subject"][1:].islower() and match.start("subject") < 2)
        ):
            yield Hit(match.start("hit"), match.end("hit"), _PLURAL_OF[match["hit"].lower()])


_COUNTED = late(
    r"""(?<![\w'’-])(?P<count>these|those|many|several|various|numerous|few|two|three|four|five|six|ten)\ (?P<noun>[a-z]{3,})
    (?=[.,;:!?]|$|\ (?:is|was|are|were|has|have|had|can|could|will|who|which|of|from|in|that|by)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_COUNTS: Final = word_set("these those many several various numerous few two three four five six ten")
_NOT_COUNTED: Final = word_set("good minute party fire set second class fish fall level lead well")
_BEFORE_COUNT = late(
    r"(?:\bthe|\ba|\ban|\bhow|\btop|\d|\bone|\bor|\bto|\bevery|\band|\bnumber|\bpart|\bchapter|\bmany|\bfew|-)\s\Z",
    re.IGNORECASE,
)


_PRONOUNS: Final = frozenset(("these", "those"))
_MAYBE_VERB = late(
    rf"(?:{'|'.join(sorted(BASE_VERBS | {'change', 'result'}))})(?!\ (?:is|was|are|were|has|have|had|can|could|will)\b)"
)


def _counted(passage: Passage) -> Iterator[Hit]:
    words = passage.plain
    if not any(second in SINGULAR and first in _COUNTS for first, second in pairwise(words)):
        return
    for match in _COUNTED.finditer(passage.text):
        if match["noun"] in _NOT_COUNTED or match["noun"] not in SINGULAR:
            continue
        if match["count"].lower() in _PRONOUNS and _MAYBE_VERB.match(passage.text, match.start("noun")):
            continue
        if not _BEFORE_COUNT.search(passage.text, max(match.start() - 10, 0), match.start()):
            yield Hit(match.start(), match.end())


_SINGLE = late(
    r"""(?<![\w'’-])(?P<hit>(?P<one>each|every|another|(?:a|every)\ single)\ (?:[a-z]{2,}(?:al|ous|tive|ian|ish|ful)\ )?(?P<noun>[a-z]{3,}))
    (?=[.,;:!?]|$|\ (?:is|was|are|were|has|have|had|can|could|will|who|which|of|from|in|that|by|must|should|got|went|came|took|made|gave|said|wants?)\b)|(?:^["“]?|[.,;]\ |\b(?:that|because|but|if|when|of|in|for|with|to|on|by|from|at)\ )
    (?P<this>this\ (?P<things>[a-z]{3,}))(?=[.;:!?]|,\ |$|\ (?:is|was|are|were|has|have|had|can|could|will|who|which)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_AS_VERB: Final = word_set(
    "results causes changes questions conflicts benefits requests limits signals contacts aspects effects interests issues visits"
)


def _single(passage: Passage) -> Iterator[Hit]:
    if NOUNS.isdisjoint(passage.plain):
        return
    for match in _SINGLE.finditer(passage.text):
        noun = match["noun"] or match["things"]
        if noun not in NOUNS or noun in _AS_VERB:
            continue
        if match["this"]:
            yield Hit(
                match.start("this"), match.end("this"), f"{'These' if match['this'][0] == 'T' else 'these'} {noun}"
            )
        else:
            yield Hit(match.start("hit"), match.end("hit"))


_ONE_OF_MANY: Final = SINGULAR - word_set(
    "family team party group household couple force staff music house street river view water opinion death exercise experience hospital research performance protest violence support behaviour power theory change success consumer product stage production feeling art interest"
)
_OF_MANY = late(
    r"""(?<![\w'’-])(?P<hit>(?:one\ of\ (?:the|these|those|our|my|his|her|their|its)|(?:a|large|great|small|the|total)\ number\ of|dozens\ of|hundreds\ of|thousands\ of|tens\ of|a\ couple\ of|a\ series\ of|a\ variety\ of)
    \ (?:(?:most|more|very|first|best|main|key|biggest|largest|oldest|leading|important|major|new|big|[a-z]+est|[a-z]+(?:al|ous|ive|ian|ish|ful|ic|able|ible))\ ){0,3}
    (?P<noun>[a-z]{3,}))
    (?=[.,;!?]|$|\ (?:is|was|are|were|has|have|had|can|could|will|who|which|that|in|on|for|at)\b)""",
    re.VERBOSE | re.IGNORECASE,
)


def _of_many(passage: Passage) -> Iterator[Hit]:
    for match in _OF_MANY.finditer(passage.text):
        if match["noun"] in _ONE_OF_MANY:
            yield Hit(match.start("hit"), match.end("hit"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.plural-subject",
        severity=Severity.ERROR,
        languages=(),
        message="The subject is plural; the verb is singular.",
        rationale=(
            "The verb follows the number of the source's subject, or that of a noun which the system turned into a"
            " plural afterwards. Subject and verb stand side by side here, where no writer misses it."
        ),
        source="Quirk et al., 10.34: grammatical concord.",
        find=_plural_subject,
        triggers=frozenset(
            f"{noun} {verb}"
            for noun in NOUNS
            for verb in ("is", "was", "has", "does", "isn't", "wasn't", "hasn't", "doesn't")
        ),
        must_flag=(
            "The results was shown on Monday.",
            "He said that the new laws has come into force.",
            "Many visitors was late, but some tickets was sold.",
            "These large companies does not pay taxes.",
        ),
        must_pass=(
            "The results were shown on Monday.",
            "The cost of the results was high, and one of the laws has changed.",
            "What the visitors want is more trains, and the number of tickets is small.",
            "Bread and tickets is what they want; the head of games was late.",
        ),
    ),
    Rule(
        id="grammar.counted-singular",
        severity=Severity.ERROR,
        languages=("zh", "tr", "fi", "et", "hu", "fa", "ko", "ja", "ru"),
        message="After a word for more than one the noun must be plural.",
        rationale=(
            "Turkish, Hungarian, Finnish, Chinese and Persian leave the noun singular after a number, and Russian has"
            " case forms there that look like a singular."
        ),
        source="Quirk et al., 5.73-84, on number; Lewis, Turkish Grammar, on numerals with the singular.",
        find=_counted,
        triggers=_COUNTS,
        must_flag=(
            "The choir gave two concert in the town.",
            "Many country have signed the treaty.",
            "He lost three game in a row.",
            "These problem are known to all.",
        ),
        must_pass=(
            "The choir gave two concerts in many a town.",
            "They signed a two year contract and a three game deal.",
            "Page two problem 4 is hard, and the top three team members left.",
            "Those study best who sleep, since these change from year to year.",
        ),
    ),
    Rule(
        id="grammar.one-before-plural",
        severity=Severity.ERROR,
        languages=(),
        message="A word for one thing stands before a plural.",
        rationale=(
            "'This', 'each' and 'another' are chosen for the source's noun, the number of the English noun is chosen"
            " apart from them: 'this methods', 'each players'."
        ),
        source="Quirk et al., 5.14 and 6.40: 'this', 'each', 'every' and 'another' go with singular count nouns.",
        find=_single,
        triggers=frozenset(
            (*(f"this {noun}" for noun in NOUNS), "each", "every", "another", "a single", "every single")
        ),
        must_flag=(
            "This methods are known to doctors.",
            "Each players got a ticket.",
            "They found another problems in the report.",
            "Every visitors must show a passport.",
        ),
        must_pass=(
            "These methods are known, and this results in a lack of trust.",
            "Each of the players got a ticket, each players' bench was full.",
            "She came every few weeks for another ten days.",
            "They need another six minutes; after this, wages rose.",
        ),
    ),
    Rule(
        id="grammar.one-of-singular",
        severity=Severity.WARNING,
        languages=(),
        message="After 'one of the' or 'a number of' the noun must be plural.",
        rationale=(
            "'One of' makes the system think of one thing, and languages such as Turkish or Chinese do have the"
            " singular there."
        ),
        source="Quirk et al., 6.48: 'of' with a partitive takes the plural of count nouns.",
        find=_of_many,
        triggers=frozenset(
            (
                *(f"one of {w}" for w in "the these those our my his her their its".split()),
                "number of",
                "dozens of",
                "hundreds of",
                "thousands of",
                "tens of",
                "a couple of",
                "a series of",
                "a variety of",
            )
        ),
        must_flag=(
            "It is one of the oldest town in the country.",
            "She is one of the most important writer who lived here.",
            "A large number of tourist has come.",
            "Thousands of ticket were sold.",
        ),
        must_pass=(
            "It is one of the oldest towns in the country.",
            "One of the team was late, and one of the town's churches fell.",
            "A number of tourist boats and dozens of house martins came.",
            "One of the Town players was hurt.",
        ),
    ),
)
