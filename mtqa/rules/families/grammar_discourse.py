"""Rules: how sentences report and point back."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern

_FACT = pattern(
    r"""(?<![\w'’-])(?P<hit>(?P<before>with|about|from|for|on|at|thanks\ to|because\ of|due\ to)\ the\ fact\ that)(?![\w'’-])"""
)

_RECALL = late(
    r"[“\"]?(?P<hit>(?:Recall|Let us recall|Let's recall|We will remind|We remind|We'll remind|Let us remind|Let's remind|Remind|We shall remind|Let me remind|I will remind)(?:,| that)) "
)


def _recall(passage: Passage) -> Iterator[Hit]:
    match = _RECALL.match(passage.text)
    if match:
        yield Hit(match.start("hit"), match.end("hit"))


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.fact-that",
        severity=Severity.NOTE,
        languages=("ru", "uk", "pl", "cs", "de", "es", "fr"),
        message="'With the fact that', 'about the fact that': a conjunction or an -ing form is mostly shorter.",
        rationale=(
            "Slavic and German prepositions take a clause by way of a pronoun ('o tom, chto', 'darüber, dass'), and"
            " translation fills its place with 'the fact that'. English says 'because', 'how' or 'of doing'."
        ),
        source="Quirk et al., 14.12 and 17.26; Strunk and White, Elements of Style, on 'the fact that'.",
        find=_FACT,
        triggers=frozenset(
            f"{p} the fact" for p in ("with", "about", "from", "for", "on", "at", "thanks to", "because of", "due to")
        ),
        must_flag=(
            "It began with the fact that nobody had paid.",
            "She spoke about the fact that the roof leaks.",
            "He was thanked for the fact that he stayed.",
            "It fell due to the fact that it was old.",
        ),
        must_pass=(
            "It began when nobody had paid.",
            "She spoke about the leaking roof, and in fact that was all.",
            "The fact that he stayed helped.",
            "He argued from the facts that were known.",
        ),
    ),
    Rule(
        id="grammar.recall-as-connective",
        severity=Severity.WARNING,
        languages=("ru", "uk", "be", "bg"),
        message="'Recall', 'we remind' at the start of a sentence copies Russian 'napomnim': leave it out, or write 'earlier'.",
        rationale=(
            "Russian news turns to what went before with 'napomnim', an imperative without a person. English needs no"
            " such signal in news; a mathematician's 'recall that' speaks to students."
        ),
        source="Observed in nearly every system's output of Russian news: 'napomnim, chto'.",
        find=_recall,
        triggers=frozenset(
            f"{v}{gap}"
            for v in (
                "recall",
                "we will remind",
                "we remind",
                "let us remind",
                "let's remind",
                "remind",
                "let's recall",
            )
            for gap in (" that",)
        )
        | frozenset(("recall", "remind")),
        must_flag=(
            "Recall that the shop burnt down in May.",
            "Recall, the match was to begin at six.",
            "We remind that the bridge is closed.",
            "Let us recall, the bank lost its licence in June.",
        ),
        must_pass=(
            "The shop burnt down in May.",
            "Few people recall that the bridge was closed.",
            "We remind readers that the bridge is closed.",
            "Recall is slow, and to recall, one must rest.",
        ),
    ),
)
