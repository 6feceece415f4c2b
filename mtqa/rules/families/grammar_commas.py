"""Rules: commas and dashes that stand for another language's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.finders import holding

_SAID: Final = (
    "noted stated reported announced added explained believes believe thinks think argues argued stressed recalled emphasized"
    " emphasised considers hopes hoped hope writes wrote planned expected known assumed confirmed understand understands understood"
    " declared indicates indicated sure convinced knows know claimed claims proved decided warned promised assured clear obvious"
    " possible important doubt opinion conclusion feared says see show shows showed mentioned admitted said so such true evident agree agreed means decision idea news"
).split()
_THAT = late(
    rf"""(?<![\w'’-])(?:{"|".join(_SAID)})(?P<hit>,)\ that\ (?=(?:the|an?|he|she|it|they|we|this|these|there|his|her|their|our|its|in|at|all|many|most|some|for|after|such|if|now|on|from|among|no|not|every|each|only|as|when|with|because|two|three|since|by|you|I|my|people|(?-i:[A-Z]\w+))\ (?!same))""",
    re.VERBOSE | re.IGNORECASE,
)


def _that(passage: Passage) -> Iterator[Hit]:
    for match in _THAT.finditer(passage.text):
        if "," not in passage.text[max(match.start() - 25, 0) : match.start()]:
            yield Hit(match.start("hit"), match.end("hit"), "")


_THAN = late(
    r"""(?<![\w'’-])(?:more|less|better|worse|rather|fewer|[a-z]{3,}er|earlier|easier)\b(?P<between>[^,.;:()"“”]{0,60})(?P<hit>,)\ than\ (?!ever)""",
    re.VERBOSE | re.IGNORECASE,
)


def _than(passage: Passage) -> Iterator[Hit]:
    for match in _THAN.finditer(passage.text):
        yield Hit(match.start("hit"), match.end("hit"), "")


_ASKED: Final = "understand understands understood unclear explain explains explained imagine remember remembers decide decides knows asked forget depends know tell realize realise"
_WH = late(
    rf"""(?<![\w'’-])(?:{"|".join(_ASKED.split())}|those|everyone|everybody|everything|all|anyone)(?P<hit>,)\ (?P<wh>what|how|why|where|who|whether|whom|when)\ (?P<next>[\w'’]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_WHOLE: Final = word_set("those everyone everybody everything all anyone")
_SUBJECT_WORDS: Final = word_set(
    "the a an this these he she it they we i you his her their our its in is was are were has have had can will to much many does do not lives live works comes came"
)
_AUX: Final = word_set("is was are were do does did can could should would will has have had")


def _wh(passage: Passage) -> Iterator[Hit]:
    if "?" in passage.text:
        return
    for match in _WH.finditer(passage.text):
        first = match[0].partition(",")[0].lower()
        if first in _WHOLE:
            if match["wh"].lower() not in {"who", "what", "whom"} or passage.text[: match.start()].lower().endswith(
                ("after ", "at ", "of ", "above ", "in ", "for ")
            ):
                continue
            if first == "all" and match["wh"].lower() != "what" and match["next"].lower() not in _AUX:
                continue
        elif (
            match["wh"].lower() in {"who", "when"}
            or match["next"].lower() not in _SUBJECT_WORDS
            or (
                passage.text[: match.start()].endswith(("you ", "You ", "as ", "I ", ", ", "we "))
                or (match["next"].lower() in _AUX and match["wh"].lower() != "what")
            )
        ):
            continue
        yield Hit(match.start("hit"), match.end("hit"), "")


_MARK_BEFORE_DASH = late(r"[,.!?\"”»’'] ?[-–—]")
_DIALOGUE = late(
    r"""(?:,["”»]|,['’]{1,2}|["”»],)\ ?(?P<a>[-–—]{1,2}\ ?)(?=\w)|[,.!?]["”’'»]{0,2},?\ ?(?P<b>[-–—]{1,2}\ ?)(?=(?:said|says|noted|told|reported|explained
    |added|stressed|emphasi[sz]ed|stated|believes|recalled|admitted|writes|wrote|quoted|concluded|commented|declared|specified|considers
    |assures|reminds|reports|quotes|shared|sums|clarified|continues|speaks)(?![\w'’-]))""",
    re.VERBOSE,
)


def _dialogue(passage: Passage) -> Iterator[Hit]:
    if not _MARK_BEFORE_DASH.search(passage.text):
        return
    for match in _DIALOGUE.finditer(passage.text):
        group = "a" if match["a"] else "b"
        yield Hit(match.start(group), match.end(group))


_COMMA_DASH = holding(
    (", -", ", –", ", —", " -,"),
    pattern(
        r"""(?<=\w)(?P<hit>,\ [-–—]{1,2}\ |\ -,)(?=\ ?[a-z])(?!\ ?(?:said|says|noted|told|reported|explained|added|stressed|stated|believes|recalled|admitted|writes|wrote|concluded|commented)\b)"""
    ),
)

_COPULA_DASH = late(
    r"""["“]?(?P<subject>[A-Z][\w'’]*(?:\ [\w'’]+){0,6})\ (?P<hit>[-–—]|--)\ (?P<rest>(?:not\ (?:an?|the|only|so|just)|one\ of|an?|the\ (?:most|only|main|first|largest|best|biggest|same|second|only|great\w*|high\w*|whole)|this\ is|it\ is|only|also)\ [^-–—:?!]{6,}[.])$""",
    re.VERBOSE,
)
_ANY_VERB = late(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|said|says|say|saw|came|went|took|made|got|gave|left|won|lost|goes|comes|makes|takes|let|put|set|it's|that's|there's|i'm|[a-z]+n't|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)


def _copula_dash(passage: Passage) -> Iterator[Hit]:
    match = _COPULA_DASH.match(passage.text)
    if (
        match
        and not _ANY_VERB.search(match["subject"])
        and not re.search(
            r"[a-z]{2,}ly|\b(?:here|there|nearby|yes|no|oh|well|now|then|I|we|you|they|he|she|it|who|what|how)\b",
            match["subject"],
            re.IGNORECASE,
        )
    ):
        rest = match["rest"]
        if rest.startswith(("this is", "it is")) or not _ANY_VERB.search(rest):
            yield Hit(match.start("hit"), match.end("hit"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.comma-before-that",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "pl", "cs", "fi", "hu"),
        message="No comma comes before a 'that' that says what is said, known or possible.",
        rationale=(
            "Russian, German, Polish, Czech, Finnish and Hungarian set a comma before every such clause. Writers of"
            " today's English do not."
        ),
        source="The Chicago Manual of Style, 6.27-30; Quirk et al., Appendix III.13.",
        find=_that,
        triggers=frozenset(f"{word}  that" for word in _SAID),
        must_flag=(
            "The mayor stressed, that the bridge is safe.",
            "It is known, that he lives in Brno.",
            "They hope, that all schools will open.",
            "She was sure, that after the rain it would be cold.",
        ),
        must_pass=(
            "The mayor stressed that the bridge is safe.",
            "He added, that same day, a note.",
            "It is important, he said, that the bridge is safe.",
            "The road, as is known, that the river floods, is closed.",
        ),
    ),
    Rule(
        id="grammar.comma-before-than",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "bg"),
        message="No comma comes before 'than'.",
        rationale="Russian and Polish set a comma before 'chem' and 'niż', which open a clause there.",
        source="Quirk et al., Appendix III.13; Rozental', rules of Russian punctuation, on comparisons.",
        find=_than,
        triggers=frozenset(("than",)),
        signs=frozenset(","),
        must_flag=(
            "The house is older, than the church.",
            "There was more water, than in other years.",
            "He came earlier, than they had thought.",
            "It is better to wait, than to go back.",
        ),
        must_pass=(
            "The house is older than the church.",
            "It is older, more so than the church.",
            "There was more, and more than enough.",
            "He is bigger, stronger and faster than I am.",
        ),
    ),
    Rule(
        id="grammar.comma-before-clause",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "pl", "cs", "hu"),
        message="No comma comes between a word and the clause that completes it.",
        rationale=(
            "Russian, German, Polish, Czech and Hungarian mark every subordinate clause by a comma: 'those, who',"
            " 'explain, how'. In English the comma would mean that the clause can be left out."
        ),
        source="The Chicago Manual of Style, 6.27-30, on restrictive clauses.",
        find=_wh,
        triggers=frozenset(
            f"{word}  {wh}"
            for word in (*_ASKED.split(), *_WHOLE)
            for wh in "what how why where who whether whom when".split()
        ),
        must_flag=(
            "The book explains, how the bridge was built.",
            "It is unclear, whether the school will open.",
            "The tax hits those, who have two houses.",
            "They want to know everything, what he did.",
        ),
        must_pass=(
            "The book explains how the bridge was built.",
            "You know, what the school needs is time.",
            "I liked all of those, who knows why.",
            "They asked, when the time came, for help.",
            "To understand, where possible, is to forgive.",
        ),
    ),
    Rule(
        id="grammar.dialogue-dash",
        severity=Severity.ERROR,
        languages=("ru", "uk", "be", "bg"),
        message="English sets no dash between a quotation and the words that name the speaker.",
        rationale=(
            "Russian and Bulgarian close direct speech with a comma and a dash: '“…”, — skazal on'. The dash comes"
            " through together with the words."
        ),
        source="Rozental', rules of Russian punctuation, on direct speech; The Chicago Manual of Style, 13.37-41.",
        find=_dialogue,
        signs=frozenset("-–—"),
        must_flag=(
            "“The road is closed,” - said the officer.",
            '"We will wait," — the mayor added.',
            "We have lost the match, - noted the coach.",
            "“Who was it?” – writes the author.",
            "«We will win», - Novak told the paper.",
        ),
        must_pass=(
            "“The road is closed,” said the officer.",
            "The mayor — said to be ill — did not come.",
            "He was ill; the paper - reports differ - said no.",
            "In May, well-told stories won, the jury said; “no”—a word he loved—was hers.",
        ),
    ),
    Rule(
        id="grammar.comma-and-dash",
        severity=Severity.WARNING,
        languages=("ru", "uk", "be", "bg", "pl"),
        message="A comma and a dash stand together: today's English uses one of the two.",
        rationale=(
            "Russian lets a comma that closes a clause stand beside a dash that has a duty of its own, above all"
            " around direct speech. English printers gave that up a century ago."
        ),
        source="Rozental', rules of Russian punctuation; The Chicago Manual of Style, 6.91: no comma with a dash.",
        find=_COMMA_DASH,
        signs=frozenset("-–—"),
        must_flag=(
            "We have too little time, - the coach thinks.",
            "If it rains, – and it will – we shall stay.",
            "He came late -, as always.",
            "The house is old, - explains the owner, - but dry.",
        ),
        must_pass=(
            "We have too little time, the coach thinks.",
            "If it rains – and it will – we shall stay.",
            "He paid 5, -3 and 7 points, and the sign - is a minus.",
            "In pre-, inter- and post-war years, it rained.",
        ),
    ),
    Rule(
        id="grammar.dash-for-is",
        severity=Severity.WARNING,
        languages=("ru", "uk", "be"),
        message="A dash stands for 'is' or 'are'.",
        rationale=(
            "Russian has no 'is' in the present tense and marks its place between two nouns by a dash: 'Moskva —"
            " stolitsa'. English needs the verb."
        ),
        source="Rozental', rules of Russian punctuation, on the dash between subject and predicate; Wade, on the zero copula.",
        find=_copula_dash,
        signs=frozenset("-–—"),
        must_flag=(
            "The cause of the fire - a cigarette in the bed of a guest.",
            "This town — one of the oldest in the region.",
            "Oil - not the only source of their wealth.",
            "The bridge - this is the pride of the city.",
        ),
        must_pass=(
            "The cause of the fire was a cigarette in the bed of a guest.",
            "The mayor – a man of few words – left.",
            "He left the town - one of the oldest in the region.",
            "Suddenly - a knock at the door of the house.",
        ),
    ),
)
