"""Rules: forms of verbs that can't stand where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern, word_set

_MODAL = late(
    r"""(?<![\w'’-])(?P<hit>(?P<modal>must|can|should|could|would|may|might|will)\ (?:not\ |also\ )?(?P<wrong>to(?!\ (?:date|some))|is|are|was|were|has|been|being|became|went|took|gave|made|said|came|began|got|found|thought|knew|saw|lost|held|told|brought|kept|[a-z]{2,}ized))(?![\w'’-])""",
    re.VERBOSE,
)
_NOUN_BEFORE = late(
    r"(?:\b(?:the|a|an|his|her|their|our|my|your|its|free|political|good|ill|no|own|all|as|much|one|who|everything|what|whatever|best|they|we|he|she|you|i|of|and)|['’]s|(?-i:[A-Z][a-z]+))\s\Z",
    re.IGNORECASE,
)
_AFTER_NOUN: Final = word_set("to is was has are were")


def _modal(passage: Passage) -> Iterator[Hit]:
    for match in _MODAL.finditer(passage.text):
        before = passage.text[max(match.start() - 14, 0) : match.start()]
        modal, wrong = match["modal"], match["wrong"]
        if wrong in {"found", "saw"} and modal in {"can", "could", "will", "would", "may"}:
            continue  # to found a club; may saw wood
        if modal in {"will", "can", "may", "might", "must"} and wrong in _AFTER_NOUN and _NOUN_BEFORE.search(before):
            continue  # the will to live; all he can to help
        yield Hit(match.start(), match.end())


_DO = late(
    r"""(?<![\w'’-])(?:(?P<do>did|does|do|don't|doesn't|didn't)\ (?P<not>not\ )?(?P<wrong>is|are|was|were|been|has|had|became|went|took|gave|made|said|came|began|got|thought|knew|lost|held|told|brought|kept|goes|wants|knows|makes|takes|comes|needs|[a-z]{3,}(?:[^e]ed|ized)))(?![\w'’-])""",
    re.VERBOSE,
)
_ED_BASES: Final = word_set(
    "exceed succeed proceed embed indeed need needed speed breed bleed feed heed weed seed concede red"
)


def _do(passage: Passage) -> Iterator[Hit]:
    for match in _DO.finditer(passage.text):
        negative = bool(match["not"]) or match["do"].endswith("n't")
        if negative and match["wrong"] not in _ED_BASES:
            after = passage.text[match.end() : match.end() + 1]
            if match["wrong"] in {"is", "are", "was", "were", "has", "had"} and after != " ":
                continue
            yield Hit(match.start(), match.end())


_HAVE = pattern(
    r"""(?<![\w'’-])(?P<hit>(?:has|have|had|having)\ (?:not\ |also\ |already\ |never\ |always\ )?(?:went|took|gave|began|fell|became(?!\ known)|knew|wrote|broke|spoke|chose|drew|drove|ate|flew|forgot|grew|threw|take|make|give|know|go|be|become\ to|gone\ been))(?![\w'’-])"""
)
_HAVE_BEFORE = late(
    r"(?:\b(?:all|what|than|as|who|much|many|we|they|you|i|he|she|it|that|people|way|idea|ever|only|thing|have|least)|['’][a-z]+)\s\Z",
    re.IGNORECASE,
)


def _have(passage: Passage) -> Iterator[Hit]:
    for hit in _HAVE(passage):
        second = passage.text[hit.start : hit.end].split()[-1].lower()
        if second in {"take", "make", "give", "know", "go", "be", "broke", "fell"} and _HAVE_BEFORE.search(
            passage.text, max(hit.start - 8, 0), hit.start
        ):
            continue
        yield hit


_INTRANSITIVE = pattern(
    r"""(?<![\w'’-])(?P<hit>(?:is|are|was|were|be|been|being)\ (?:not\ |also\ |already\ |suddenly\ )?(?:happened|occurred|appeared|died|existed|remained|belonged|consisted|lasted|emerged|took\ place|arisen|disappeared(?!\ (?:by|people|persons|person|man|men|woman|activists?))|participated|deserved\ to|came|went|became|began|seemed|looked\ like|succeeded\ (?:to|in)|depended|differed|failed\ to|refused\ to|tended\ to|managed\ to))(?![\w'’-])"""
)


def _intransitive(passage: Passage) -> Iterator[Hit]:
    for hit in _INTRANSITIVE(passage):
        words = passage.text[hit.start : hit.end].split()
        if (
            words[0] in {"is", "was", "are", "were"}
            and words[-1] in {"came", "went", "became", "began", "remained", "died"}
            and not re.search(
                r"\b(?:that|because|but|and) (?:it|he|she|they) $", passage.text[max(hit.start - 16, 0) : hit.start]
            )
        ):
            continue
        yield hit


_BE = late(
    r"""(?<![\w'’-])(?P<before>[\w'’]+[,]?)\ (?P<hit>(?:was|were)\ (?:has|have|will|can|would|must|do|does)|(?:is|are)\ (?:has|have|would|must|do\ not|does\ not|was|were|are|can\ not|cannot|wants|knows|becomes)|(?:be|been)\ (?:has|have|was|were|is|are|become|begin|take|make|give|went|took))(?![\w'’-])""",
    re.VERBOSE,
)
_SUBJECT_CLAUSE = late(
    r"\b(?:what|who|where|how|whatever|whoever|all|which|why|when|that|if|time|there|here|have|being|as|than|thing|for|i|we|you|they|he|she|it)\b",
    re.IGNORECASE,
)


def _be(passage: Passage) -> Iterator[Hit]:
    clause = _SUBJECT_CLAUSE.search(passage.text)
    for match in _BE.finditer(passage.text):
        if clause is None or clause.end() > match.start("hit"):
            yield Hit(match.start("hit"), match.end("hit"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.modal-form",
        severity=Severity.ERROR,
        languages=(),
        message="After a modal verb comes the bare infinitive: 'must go', not 'must to go' or 'must went'.",
        rationale=(
            "Other languages have an infinitive with its own marker or ending after a modal, or a second finite verb;"
            " a system that translates the two verbs apart from each other gets the second one wrong."
        ),
        source="Quirk et al., 3.39: modals take the bare infinitive.",
        find=_modal,
        triggers=frozenset(
            f"{modal}{between} {wrong}"
            for modal in "must can should could would may might will".split()
            for between in ("", " not", " also")
            for wrong in "to is are was were has been being became went took gave made said came began got found thought knew saw lost held told brought kept".split()
        )
        | {"*ized"},
        must_flag=(
            "The council must to decide by Friday.",
            "He said that he should went home.",
            "The firm could not paid its staff, and the plant would is sold.",
            "They will also became members.",
        ),
        must_pass=(
            "The council must decide by Friday, and it has the will to do so.",
            "He could found a club; he does what he can to help.",
            "The month of May is warm, and Will has left.",
            "He would, made up as he was, look old; all you can is not enough.",
            "The can was empty, and those who can are leaving.",
        ),
    ),
    Rule(
        id="grammar.do-with-past",
        severity=Severity.ERROR,
        languages=(),
        message="After 'did not', 'does not' or 'do not' comes the base form of the verb.",
        rationale=(
            "Only English marks negation with 'do'. A system that puts it in beside a verb which already has its tense"
            " or ending marks them twice."
        ),
        source="Quirk et al., 3.37 and 10.55, do-support.",
        find=_do,
        triggers=frozenset(("did not", "does not", "do not", "don't", "doesn't", "didn't")),
        must_flag=(
            "The driver did not saw the lights and did not stopped.",
            "She does not knows the answer.",
            "They didn't went to the fair.",
            "He does not is a member.",
        ),
        must_pass=(
            "The driver did not stop and does not need help.",
            "Growth did not exceed two percent, and they do not feed birds.",
            "What they did was wrong, and what he does has value.",
            "Those who don't, are fined, and the work he did made him rich.",
        ),
    ),
    Rule(
        id="grammar.have-form",
        severity=Severity.WARNING,
        languages=(),
        message="After 'have' comes the past participle: 'has begun', not 'has began'.",
        rationale=(
            "The system settles the second verb apart from the first, in the form that it has seen most often. In"
            " writing, people with English as their first language seldom do so."
        ),
        source="Quirk et al., 3.11-20 and 3.56, irregular verbs and the perfect.",
        find=_have,
        triggers=frozenset(
            f"{h}{n} {w}"
            for h in "has have had having".split()
            for n in ("", " not", " also", " already", " never", " always")
            for w in "went took gave began fell became knew wrote broke spoke chose drew drove ate flew forgot grew threw take make give know go be".split()
        ),
        must_flag=(
            "The season has began with a win.",
            "They have not gave an answer.",
            "The firm had already took the money.",
            "Prices have became too high.",
        ),
        must_pass=(
            "The season has begun with a win and they have given an answer.",
            "He lost what money they have; take care.",
            "Those that they have take part, and as many as we have go there.",
            "Let him have a go.",
        ),
    ),
    Rule(
        id="grammar.intransitive-passive",
        severity=Severity.WARNING,
        languages=("zh", "ja", "ko", "ru", "de", "fr", "it"),
        message="The verb has no passive: 'it happened', not 'it was happened'.",
        rationale=(
            "French, Italian and German form the past of such verbs with 'be', Russian and East Asian languages have"
            " reflexive or passive-like forms; word for word they become an English passive."
        ),
        source="Quirk et al., 3.67-70 and 16.2, intransitive verbs have no passive.",
        find=_intransitive,
        triggers=frozenset(
            f"{b}{n} {w}"
            for b in "is are was were be been being".split()
            for n in ("", " not", " also", " already", " suddenly")
            for w in (
                "happened",
                "occurred",
                "appeared",
                "died",
                "existed",
                "remained",
                "belonged",
                "consisted",
                "lasted",
                "emerged",
                "took place",
                "arisen",
                "disappeared",
                "participated",
                "deserved to",
                "came",
                "went",
                "became",
                "began",
                "seemed",
                "looked like",
                "succeeded to",
                "succeeded in",
                "depended",
                "differed",
                "failed to",
                "refused to",
                "tended to",
                "managed to",
            )
        ),
        must_flag=(
            "The accident was happened near the school.",
            "A new shop was appeared on the square.",
            "The fair is lasted three days.",
            "He said that it was became too late.",
        ),
        must_pass=(
            "The accident happened near the school.",
            "What the matter was remained unclear, and who he was died with him.",
            "The land was disputed, and activists were disappeared by the junta.",
            "The new shop, as it was, appeared small.",
        ),
    ),
    Rule(
        id="grammar.two-finite-verbs",
        severity=Severity.WARNING,
        languages=(),
        message="Two finite verbs stand side by side.",
        rationale="The system puts in 'be' as an auxiliary or a copula and keeps the verb that it had translated.",
        source="Quirk et al., 3.21 and 3.54: a verb phrase has one finite verb.",
        find=_be,
        triggers=frozenset(
            (
                *(f"{b} {w}" for b in ("was", "were") for w in "has have will can would must do does".split()),
                *(
                    f"{b} {w}"
                    for b in ("is", "are")
                    for w in "has have would must do does was were are can cannot wants knows becomes".split()
                ),
                *(
                    f"{b} {w}"
                    for b in ("be", "been")
                    for w in "has have was were is are become begin take make give went took".split()
                ),
            )
        ),
        must_flag=(
            "The new road is has three lanes.",
            "Residents are must pay by Friday.",
            "The old mill was can not be saved.",
            "The firm is wants to sell the plant.",
        ),
        must_pass=(
            "The new road has three lanes.",
            "What the problem is has yet to be seen.",
            "The best there is can be had here.",
            "Who they were will never be known.",
        ),
    ),
)
