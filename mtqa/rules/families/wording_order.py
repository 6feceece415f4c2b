"""Rules: what stands at the wrong place in a clause, and openings that translations repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern
from mtqa.rules.finders import not_after

_WHICH = pattern(
    r"""(?<![\w'’-])(?P<hit>which\ (?:on|in|at|for|to|from|with|by|under|during|after)\ (?:(?:the|an?|this|that|his|their|its|these)\ [a-z]+|it|them|him|\d+|(?-i:[A-Z])\w+))(?<!\ time)(?<!\ account)(?<!\ day)(?<!\ least)(?<!\ turn)(?<!\ way)(?<!\ extent)(?<!\ mind)(?<!\ view)(?<!\ case)(?<!\ moment)(?<!\ point)(?<!\ itself)(?<!\ end)(?![\w'’-])"""
)

_AFTER = re.compile(r"\b(?:of|in|on|at|from|to|with|by|for|during|under|after|through) \Z", re.IGNORECASE)


def _relative(passage: Passage) -> Iterator[Hit]:
    for hit in _WHICH(passage):
        if not _AFTER.search(passage.text, max(hit.start - 10, 0), hit.start):
            comma = passage.text[max(hit.start - 2, 0)] == ","
            yield hit._replace(severity=Severity.NOTE if comma else None)


_PLACE: Final = r"(?:at|in|on|for|among|during)\ (?:(?:the|an?|this|our|their|his)\ )?(?:[a-z]+\ ){1,2}"
_THAT_PLACE = pattern(
    rf"""(?<![\w'’-])(?P<hit>(?:that|because|where|when|if)\ {_PLACE}(?:is|are|was|were|has|have|can|will|must|should|would|could)(?:\ not)?)\ (?!the\b|an?\b|it\b|he\b|she\b|they\b|we\b|i\b|you\b|there\b|what\b|(?-i:[A-Z]))[a-z]"""
)
_HAS_SUBJECT = re.compile(
    r"\b(?:it|he|she|they|we|i|you|there|who|which|people|and|or|that in (?:mind|common|place))\b(?!\ \Z)|\b(?:in|on|at) (?:mind|place|common|fact|which|question|charge|case|reality)\b",
    re.IGNORECASE,
)


def _that_place(passage: Passage) -> Iterator[Hit]:
    for hit in _THAT_PLACE(passage):
        words = passage.text[hit.start : hit.end].split()
        inner = " ".join(words[1:-1])
        subject = words[-2] if words[-1] != "not" else words[-3]
        if not _HAS_SUBJECT.search(inner) and (len(words) < 5 or subject not in {"one", "time", "all"}):
            yield hit


_OPENING = late(
    r"[\"“]?(?P<hit>(?:In addition|At the same time|In particular|In this regard|In this connection|In turn|In (?:its|his) turn),) "
)


def _opening(passage: Passage) -> Iterator[Hit]:
    match = _OPENING.match(passage.text)
    if match:
        yield Hit(match.start("hit"), match.end("hit") - 1)


_OPENINGS: Final = tuple(
    "in addition,at the same time,in particular,in this regard,in this connection,in turn,in its turn,in his turn".split(
        ","
    )
)


_AS_IT = pattern(
    r"""^["“]?(?P<hit>As\ it\ (?:became\ known|turned\ out|is\ known|follows\ from|became\ clear|was\ (?:noted|reported|stated|said|already)))"""
)

_WHOSE = not_after(
    pattern(
        r"""(?<![\w'’-])(?P<hit>(?:in|on|at|from|to|with|for|by)\ (?:which|whom)\ (?:not|also|already|yet|still|just|even))\ (?!though\b|if\b|as\b)[a-z]"""
    ),
    r"(?:some|most|many|all|both|none|one|two) of ",
)


RULES: tuple[Rule, ...] = (
    Rule(
        id="wording.relative-then-adverbial",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "pl"),
        message="After 'which' comes its verb: a time or a place goes to the end of the clause, or between commas.",
        rationale=(
            "Russian and German put time and place before the verb, 'kotoryi v ponedel'nik proshel'; word by word this"
            " gives 'which on Monday took place'."
        ),
        source="Quirk et al., 8.14-22: places of adverbials; medial position is for short adverbs.",
        find=_relative,
        triggers=frozenset(f"which {p}" for p in "on in at for to from with by under during after".split()),
        must_flag=(
            "The fair which on Sunday opened in Perm is free.",
            "He spoke of a law which in Norway is unknown.",
            "The boat which from the port left is old.",
            "They sell bread which by their baker is made.",
        ),
        must_pass=(
            "The fair, which opened on Sunday, is free.",
            "It is a town in which on Sundays nothing happens.",
            "The firm, which was small at the time, grew.",
            "The claim, which in itself is odd, was dropped.",
        ),
    ),
    Rule(
        id="wording.clause-opens-with-place",
        severity=Severity.NOTE,
        languages=("ru", "uk", "cs", "pl", "de"),
        message="The clause has a place or time where English has its subject.",
        rationale=(
            "Russian can begin a clause with a place and follow it with the verb: 'chto v gorode est''. English needs the"
            " subject, or 'there', before the verb."
        ),
        source="Quirk et al., 18.20-24: inversion after adverbials is rare outside literary English.",
        find=_that_place,
        triggers=frozenset(
            f"{c} {p}" for c in "that because where when if".split() for p in "at in on for among during".split()
        ),
        must_flag=(
            "He says that in the town is no doctor.",
            "They left because in our street was built a mill.",
            "It is clear that at the factory are working three men.",
            "She asked if in the shop is sold bread.",
        ),
        must_pass=(
            "He says that in the town it is warm.",
            "She said that in fact is the wrong word.",
            "They hope that at home there is bread.",
            "I know that in June they will come.",
        ),
    ),
    Rule(
        id="wording.stock-opening",
        severity=Severity.NOTE,
        languages=("ru", "uk", "zh", "de", "fr"),
        message="Openings such as 'In addition,' stand far more often in translations than in English prose.",
        rationale=(
            "Russian 'krome togo', 'pri etom', 'v chastnosti' link nearly every other sentence of a report; English"
            " mostly leaves the link to the reader or writes 'also'."
        ),
        source="Studies of explicitation in translated text; our own counts on development text.",
        find=_opening,
        triggers=frozenset(_OPENINGS),
        must_flag=(
            "In addition, the bridge needs paint.",
            "At the same time, the price rose.",
            "In particular, two shops were shut.",
            "In turn, the mayor said that he was ill.",
        ),
        must_pass=(
            "In addition to bread, they sell milk.",
            "They left at the same time, and it rained.",
            "He likes soup, beet soup in particular, and fish.",
            "They spoke in turn, one by one.",
        ),
    ),
    Rule(
        id="wording.as-it-became-known",
        severity=Severity.NOTE,
        languages=("ru", "uk"),
        message="English reports begin with the news: 'it emerged that', or nothing at all.",
        rationale="Russian reports open with 'kak stalo izvestno', 'kak okazalos'' as a matter of course.",
        source="Observation of Russian news and its translations.",
        find=_AS_IT,
        triggers=frozenset({"as it became", "as it turned out", "as it is known", "as it follows", "as it was"}),
        must_flag=(
            "As it became known, the mill will close.",
            "As it turned out, the bread was stale.",
            "As it is known, the tower is old.",
            "As it was reported, two men fell ill.",
        ),
        must_pass=(
            "Just as it turned out in May, so it did in June.",
            "As it was raining, we left.",
            "As it happens, I know him.",
            "He took it as it was known then.",
        ),
    ),
    Rule(
        id="wording.more-than-in",
        severity=Severity.NOTE,
        languages=("ru", "uk", "cs", "de"),
        message="English compares with the year itself: 'more than last year', 'up on 2010'.",
        rationale="Russian 'bol'she, chem v proshlom godu' and its like carry the preposition over: 'more than in 2010'.",
        source="Observation of news translations.",
        find=pattern(
            r"""(?<=\w\ )(?P<hit>more\ than\ in\ (?:20[012]\d|19\d\d|the\ (?:previous|same|whole)\b))(?![\w'’-])"""
        ),
        triggers=frozenset({"more than in"}),
        must_flag=(
            "They sold a third more than in 2010.",
            "Ten people more than in 1995 came.",
            "It is twice more than in the previous year.",
            "We built five houses more than in the same month of May.",
        ),
        must_pass=(
            "They sold a third more than the year before.",
            "He has lived in more than one town.",
            "More than in any other town, people walk.",
            "They like it more than in their youth.",
        ),
    ),
    Rule(
        id="wording.which-then-adverb",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs"),
        message="After 'in which' and the like comes the subject, and the adverb stands with the verb.",
        rationale="Russian 'v kotorom takzhe' puts the adverb right behind the relative word; English puts the subject there.",
        source="Quirk et al., 8.14-22.",
        find=_WHOSE,
        triggers=frozenset(
            f"{w} {a}" for w in ("which", "whom") for a in "not also already yet still just even".split()
        ),
        must_flag=(
            "It is a town in which already three mills stand.",
            "He runs a shop in which also bread is sold.",
            "It is a street on which even the trees are old.",
            "There were boys to whom not everything was told.",
        ),
        must_pass=(
            "It is a town in which three mills already stand.",
            "There are ten boys, some of whom also sing.",
            "He has a car which also flies.",
            "It is a case in which even if they win, they lose.",
        ),
    ),
    Rule(
        id="wording.of-inside-quotes",
        severity=Severity.WARNING,
        languages=("ru", "uk"),
        message="A name in quotation marks needs no 'of', and English seldom quotes it: 'the club Torpedo'.",
        rationale=(
            "Russian puts the names of firms, films and ships in quotation marks behind a noun; rule-based systems take the"
            " name for a genitive and slip an 'of' inside the marks."
        ),
        source="Observation of rule-based systems' output from Russian.",
        find=pattern(r"""(?<=[a-z]\ )(?P<hit>["“]of\ (?:the\ )?(?-i:[A-Z])[\w’'-]+)(?=[”"\ ])(?!\ (?:and|is|was)\b)"""),
        triggers=frozenset({"of"}),
        signs=frozenset('"“'),
        must_flag=(
            "The film “of Severny” will open soon.",
            'He plays for the club "of Torpedo" now.',
            "The ship “of the Aurora” lies in the port.",
            "The firm “of Gamma Plus” sold it.",
        ),
        must_pass=(
            "The film “Severny” will open soon.",
            "She said, “Of course not.”",
            "He wrote of the club “Torpedo”.",
            "They are “of one mind”, he said.",
        ),
    ),
)
