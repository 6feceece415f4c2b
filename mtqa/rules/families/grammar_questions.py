"""Rules: questions, negation, and words that join clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.phrases import Phrase, Phrasebook

_WHETHER = late(r"[\"“'-]{0,2}\s?(?P<hit>Whether) [^?]{6,200}\?[\"”']?\s?$")
# "Whether it rains or not, will you come?" asks after the comma.
_ASKED_LATER = late(
    r", (?:so |then |and )?(?:will|would|do|does|did|are|is|was|were|can|could|should|shall|must|has|have|what|how|why|who|when|where|which|\w+n't)\b"
)


def _whether(passage: Passage) -> Iterator[Hit]:
    match = _WHETHER.match(passage.text)
    if match and passage.text.count("?") == 1 and not _ASKED_LATER.search(passage.text):
        yield Hit(match.start("hit"), match.end("hit"))


_ORDER = late(
    r"""["“'-]{0,2}\s?(?P<hit>(?:Why|How|When|Where|What|How\ (?:much|long|often))\ (?:you|we|they|he|she|it|I)\ (?!doing|feeling|been|gonna|like\b)[a-z]+)\ [^?]{3,160}\?["”']?\s?$""",
    re.VERBOSE,
)
_MAIN = late(r",|\b(?:is|was|are)\b[^?]{1,60}\b(?:is|was|are)\b")


def _order(passage: Passage) -> Iterator[Hit]:
    match = _ORDER.match(passage.text)
    if match and not _MAIN.search(passage.text):
        yield Hit(match.start("hit"), match.end("hit"))


_DOUBLE = late(
    r"""(?<![\w'’-])(?P<hit>(?:
    (?P<no>(?<!and\ )(?<!or\ )(?<!with\ )no)\ (?:(?!(?:that|who|which|when|where|whose|longer|doubt|matter|wonder|to|in|of|i|you|we|they|he|she|it|and|or|but|one|less|more|idea|way|reason|because|there|if|what|is|was|are|were|has|have|had|do|does|did|can|could|will|would)\b)[a-z]+\ ){1,2}(?:(?:is|was|are|were|has|have|had|do|does|did|can|could|will|would)(?:n't|\ not)|not\ [a-z]+(?:ed|s))
    |(?:nobody|no\ one|nothing|nowhere|none\ of\ (?:them|us))\ (?:(?:ever|also|yet)\ )?(?:is|was|has|have|had|do|does|did|can|could|will|would)(?:n't|\ not)
    |never\ (?:is|was|has|have|had|do|does|did|can|could|will|would)\ not
    |(?:do|does|did|can|could|will|would)\ ?not\ (?:[a-z]+\ )?(?:nobody|nothing|nowhere|no\ one)(?!\ (?:is|was|will|can|could|would|has|had|[a-z]+(?:s|ed))\b)
    ))(?![\w'’-])""",
    re.VERBOSE | re.IGNORECASE,
)


def _double(passage: Passage) -> Iterator[Hit]:
    for match in _DOUBLE.finditer(passage.text):
        yield Hit(match.start("hit"), match.end("hit"))


_UNTIL = pattern(
    r"""(?<![\w'’-])(?P<hit>(?:until|till)\ (?:(?!the\ last|then|now|recently)[a-z]+\ ){1,4}?(?:do|does|did|is|are|was|were|will|has|have|had)(?:\ not|n't)\ (?:[a-z]+ed|[a-z]{2,}en|find|get|come|go|make|take|give|know|see|pay|start|stop|limit|change|been|be))(?![\w'’-])"""
)

_ALTHOUGH = late(
    r"""["“]?(?:(?:Although|Though|Even\ though|Despite|In\ spite\ of)\ (?:(?!\bnot\b|\bbut\b|\bonly\b)[^.;:?!,"“”]){4,110},\ (?P<but>but|yet\ still)|Because\ (?!of\ )(?:[^.;:?!,"“”]){6,110},\ (?P<so>so|therefore))\ (?P<next>[a-z]+)""",
    re.VERBOSE,
)
_SUBJECTS_NEXT: Final = word_set(
    "the a an this that these those he she it they we i you there his her its their our in on at with all many some most it's"
)


def _although(passage: Passage) -> Iterator[Hit]:
    match = _ALTHOUGH.match(passage.text)
    if match and match["next"] in _SUBJECTS_NEXT:
        group = "but" if match["but"] else "so"
        yield Hit(match.start(group), match.end(group))


_CLAUSE = Phrasebook(
    Phrase("despite_that despite_of_that spite_that spite_of_that", r"(?:[Dd]espite|[Ii]n spite)(?: of)? (?P<hit>that (?:he|she|they|we|there|the|this)) (?!same|time|day|night|year)", "the fact that"),
    Phrase("despite_he despite_they despite_we despite_she despite_there despite_it", r"(?P<hit>despite) (?:he|they|we|she|there (?:is|was|are|were)|it (?:is|was|has))(?! being)", "although"),
    Phrase("despite_of", r"(?P<hit>despite of)", "despite"),
    Phrase("because_of_he because_of_they because_of_we because_of_she because_of_there because_of_it", r"(?P<hit>because of) (?:he|she|they|we|there (?:is|was|are|were)|it (?:is|was|has|had|does))", "because"),
    Phrase("due_to_he due_to_they due_to_we due_to_she due_to_there due_to_it", r"(?P<hit>due to) (?:he|she|they|we|there (?:is|was|are|were)|it (?:is|was|has|had|does))", "because"),
    Phrase("thanks_to_that thanks_to_he thanks_to_they thanks_to_we thanks_to_she thanks_to_there", r"(?P<hit>thanks to) (?:that (?:he|she|they|we|the|it|there)|he|she|they|we|there (?:is|was|are|were)) (?!way|day|time|same)", "because"),
    Phrase("that_that", r"(?P<hit>(?P<p>with|about|from|of|by|against) that that)(?= (?:he|she|they|we|it|the|this|there|all|now|already))", r"\g<p> the fact that"),
    Phrase("that_how that_why that_who that__how that__why that__who", r"(?P<hit>(?:about|of|on) that,? (?:how|why|who))(?= (?!cares|knows)\w)"),
    Phrase(" ".join(f"{p}_that_{w}" for p in ("about", "from", "of") for w in ("he", "she", "they", "we")), r"(?<!the )(?<!like )(?<!fact )(?<!think )(?<!all )(?P<hit>(?P<p>about|from|of) that) (?:he|she|they|we) (?!had|have|could|can)", r"\g<p> the fact that"),
    Phrase("if_to", r"(?<!as )(?<!even )(?<!what )(?<!only )(?<!, )(?P<hit>if to (?:be|say|take|speak|look|judge|compare|make|simplify|consider|believe|trust|go|summari[sz]e|generali[sz]e|count|remember|add|put|translate))(?= )"),
)  # fmt: skip

_CORRELATIVE = Phrasebook(
    Phrase("not_so_much", r"not so much [^.;:]{2,70}? (?P<hit>how much|how many)(?= \w)", "as"),
    Phrase("but_and but_even_and how_also", r"not only [^.;:]{2,90}?,? (?P<hit>but and|but even and|how also)", "but also"),
    Phrase("as_also so_and as_and", r"both [^.;:,]{2,60}?,? (?P<hit>as also|so and|and so and|as and)", "and"),
    Phrase("so_and so_also_and", r"as [^.;:,]{2,50}, (?P<hit>so and|so also and)", "and also"),
    Phrase("than", r"(?P<hit>than [^.,;]{2,40}, the) (?:more|less|better|worse|sooner|higher|lower)", ""),
    Phrase("from_the_other_hand", r"(?P<hit>on the one hand [^.]{2,80}, from the other hand)", ""),
    Phrase("well_as_also", r"(?P<hit>as well as also)", "as well as"),
)  # fmt: skip


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.whether-question",
        severity=Severity.ERROR,
        languages=("ru", "uk", "cs", "pl", "tr"),
        message="'Whether' can't begin a question: use the order of a question.",
        rationale=(
            "Russian asks yes-or-no questions with the particle 'li', which is 'whether' inside another sentence."
            " A system translates the particle and leaves the order of a statement."
        ),
        source="Quirk et al., 11.5 and 15.5: 'whether' introduces subordinate questions alone.",
        find=_whether,
        triggers=frozenset(("whether",)),
        must_flag=(
            "Whether it is possible to reach the island by bus?",
            "Whether the committee has enough money for that?",
            "“Whether you were happy in the village?”",
            "Whether there are better roads in the south?",
            "Whether in such a town, for example, they need a new road?",
        ),
        must_pass=(
            "Is it possible to reach the island by bus?",
            "Whether it rains or not, will you come?",
            "Whether he will come is not known.",
            "Do you know whether he will come?",
            "Whether on foot or by bus, how do you get there?",
        ),
    ),
    Rule(
        id="grammar.question-order",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "es", "it", "zh"),
        message="The question has the order of a statement: the auxiliary belongs before the subject.",
        rationale=(
            "Most languages ask with a question word and leave the rest as it is. English turns the subject and the"
            " auxiliary round, and puts in 'do' where there is none."
        ),
        source="Quirk et al., 11.14-17: wh-questions and inversion.",
        find=_order,
        triggers=frozenset(
            f"{w} {p}"
            for w in ("why", "how", "when", "where", "what", "how much", "how long", "how often")
            for p in "you we they he she it i".split()
        ),
        must_flag=(
            "How you started to work with the choir?",
            "Why he did not answer the letter?",
            "“When they will open the new bridge?”",
            "What you have learnt from the fire?",
        ),
        must_pass=(
            "How did you start to work with the choir?",
            "How you doing these days?",
            "What he said is true, isn't it?",
            "Why he left is a mystery.",
            "What it was is clear, and is it over?",
        ),
    ),
    Rule(
        id="grammar.double-negation",
        severity=Severity.ERROR,
        languages=("ru", "uk", "pl", "cs", "es", "sr", "hu"),
        message="Two negatives in one clause: English uses one.",
        rationale=(
            "In Slavic languages, Hungarian and Spanish 'nobody' and 'no' want a negated verb as well: 'no state is"
            " not obliged'. Standard English negates once."
        ),
        source="Quirk et al., 10.63: double negation outside dialect makes a positive.",
        find=_double,
        triggers=word_set("no nobody nothing nowhere none never"),
        must_flag=(
            "No state is not obliged to pay the tax.",
            "Nobody did not see the accident.",
            "No concrete offers not followed.",
            "They could not find nobody at home.",
            "He never does not come late.",
        ),
        must_pass=(
            "No state is obliged to pay the tax, and nobody saw the accident.",
            "There is no day when I do not think of it, no town that has not lost a son.",
            "“No, it does not,” he said, and no longer is it not known.",
            "No one who has not been there knows; it is not nothing.",
            "I have no idea whether or not he came.",
            "If the window does not open nothing happens, and a box with no lid does not count.",
        ),
    ),
    Rule(
        id="grammar.until-not",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs"),
        message="'Until' needs no 'not' here.",
        rationale="Russian 'poka ne' and Czech 'dokud ne' are 'until' with a negated verb; English negates neither.",
        source="Wade, A Comprehensive Russian Grammar, on poka ne; Quirk et al., 15.27.",
        find=_UNTIL,
        triggers=frozenset(("until", "till")),
        must_flag=(
            "They will wait until the house is not finished.",
            "Until we do not change the law, nothing will help.",
            "He stayed until the guests had not come.",
            "It will go on until the state does not stop it.",
        ),
        must_pass=(
            "They will wait until the house is finished.",
            "Wait until it is not so hot.",
            "Until now they do not know.",
            "Until then he had not seen her.",
        ),
    ),
    Rule(
        id="grammar.although-but",
        severity=Severity.ERROR,
        languages=("zh", "ko", "ja", "vi", "ru", "tr"),
        message="'Although … but' and 'because … so' join the clauses twice: leave one of the two out.",
        rationale=(
            "Chinese pairs 'suiran' with 'danshi' and 'yinwei' with 'suoyi', and Russian allows 'khotia … no'. English"
            " joins two clauses once."
        ),
        source="Quirk et al., 13.30-38 and 15.39: subordinators and coordinators are not combined.",
        find=_although,
        triggers=word_set("although though despite because") | {"in spite of"},
        must_flag=(
            "Although the house is old, but the roof is new.",
            "Though he was ill, but he went to work.",
            "Because the road was closed, so they took the train.",
            "Despite the rain, but the match went on.",
        ),
        must_pass=(
            "Although the house is old, the roof is new.",
            "Although not rich but happy, they stayed, but the son left.",
            "Because of the rain, so it seems, they left.",
            "Because the road was closed, they took the train, so they were late.",
        ),
    ),
    Rule(
        id="grammar.preposition-before-clause",
        severity=Severity.ERROR,
        languages=("ru", "uk", "pl", "cs", "de", "es"),
        message="A preposition can't stand before this clause: use a conjunction, or 'the fact that'.",
        rationale=(
            "Other languages join a clause to a preposition by a pronoun ('iz-za togo, chto', 'trotz dem, dass') or"
            " have one word for 'despite' and 'although'. English keeps prepositions and conjunctions apart."
        ),
        source="Quirk et al., 9.1-2 and 14.12: prepositions do not take that-clauses.",
        find=_CLAUSE,
        triggers=_CLAUSE.triggers,
        must_flag=(
            "Despite that the road was closed, they came.",
            "He stayed because of he was ill.",
            "They won due to there were no rivals.",
            "Despite of the rain, the match went on.",
            "If to compare the two towns, ours is better.",
        ),
        must_pass=(
            "Despite the fact that the road was closed, they came.",
            "He stayed because of that, despite it being late.",
            "Thanks to that, they won; as if to say no, he left.",
            "Due to the rain there were no rivals.",
        ),
    ),
    Rule(
        id="grammar.correlative",
        severity=Severity.ERROR,
        languages=("ru", "uk", "pl", "cs", "de"),
        message="The two halves of this pair don't belong together in English.",
        rationale=(
            "Pairs such as 'kak …, tak i' or 'ne stol'ko …, skol'ko' are one unit of two words that stand apart. A"
            " system translates each half by its commonest meaning."
        ),
        source="Quirk et al., 13.33-42, correlative coordinators.",
        find=_CORRELATIVE,
        triggers=_CORRELATIVE.triggers,
        must_flag=(
            "It is not so much his fault, how much bad luck.",
            "The law helps both the firms as also the workers.",
            "As in the city, so and in the village prices rose.",
            "They sell not only bread, but and milk.",
        ),
        must_pass=(
            "It is not so much his fault as bad luck; how much he lost is not known.",
            "The law helps both the firms and the workers.",
            "As in the city, so in the village prices rose.",
            "They sell not only bread but milk; all said so and left.",
        ),
    ),
)
