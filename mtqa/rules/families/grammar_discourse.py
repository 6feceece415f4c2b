"""Rules: how sentences report and point back."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern, word_set
from mtqa.rules.finders import strings

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


# "However the story ends, she will read it" has its comma later.
_HOWEVER = pattern(
    r"""^["“]?(?P<hit>(?-i:However(?=\ (?:it|he|she|they|there|this|these|we|I|its|not|now)\b
    |\ (?:the|his|her|their|our|in|on|among|at|with|due|for|after|before|since|because)\ [^,]+$)
    |(?:Nevertheless|Moreover|Furthermore|Consequently)(?=\ (?!or\b|if\b|and\b|than\b|that\b)[\w'-]+\ )
    |Besides(?=\ (?:it|he|she|they|there|we|I)\ (?:is|are|was|were|has|have|had|will|does|did)\b)))(?!\ you\b)[^,]{12,}""",
)
_IF_WILL = pattern(
    r"""(?:^["“]?|,\ (?:and\ |but\ |that\ )?|\ will\ (?:[\w-]+\ ){1,4}|["”]\ )(?P<hit>(?:if\ )(?:it|he|she|they|the\ [\w-]+)\ (?:will|won't))
    \ (?!not\b|ever\b|have\b|help\b|work\b)[a-z]+"""
)
_PLACE_FIRST = pattern(
    r"""^["“]?In\ (?P<place>(?-i:[A-Z]\w+)(?:,?\ (?:and|or)\ (?-i:[A-Z]\w+))?),?\ (?P<hit>(?:is|are|was|were|has\ been|have\ been))
    \ (?:also\ |now\ |not\ |already\ |very\ |quite\ |still\ |only\ )*(?!where\b|what\b|how\b|when\b|that\b|this\b|not\b)[a-z]+"""
)
_PLACE_NOT = word_set(
    "january february march april may june july august september october november december spring summer autumn winter english"
)


def _place_first(passage: Passage) -> Iterator[Hit]:
    for hit in _PLACE_FIRST(passage):
        if passage.words[1].lower not in _PLACE_NOT:
            # "In Brno is the house where she was born" turns the sentence round, which English may.
            turned = passage.text[hit.end :].lstrip().startswith(("the ", "a ", "an "))
            yield hit._replace(severity=Severity.NOTE) if turned else hit


_SUCH_AS = pattern(
    r"""(?<!no\ )\bsuch\ [a-z]+(?:\ [a-z]+)?(?P<hit>,\ as)\ (?-i:[A-Z][\w-]+)(?!\ (?:is|was|says|said|knew|knows|put|has|had|did|does|\w+ed)\b)""",
    " as",
)

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
    Rule(
        id="grammar.however-without-comma",
        severity=Severity.NOTE,
        languages=("ru", "de", "cs", "pl", "es"),
        message="A comma divides 'however', 'moreover' and the like from the clause that they open.",
        rationale=(
            "The Russian 'odnako' and the German 'jedoch' open a clause without a comma, and a system that translates word"
            " by word adds none."
        ),
        source="The Chicago Manual of Style, 6.49; commoner in machine translations of 2013 than in people's news.",
        find=_HOWEVER,
        triggers=strings("however, nevertheless, moreover, furthermore, consequently, besides"),
        must_flag=(
            "However the town has no road.",
            "Nevertheless it is a good book.",
            "“Moreover the fair was cheap.”",
            "Furthermore they sold the mill.",
        ),
        must_pass=(
            "However, the town has no road.",
            "However hard they tried, the mill stood still.",
            "However the story ends, she will read it.",
            "However you look at it, the fair was cheap.",
            "Besides the mill, the town has two bridges.",
        ),
    ),
    Rule(
        id="grammar.will-in-condition",
        severity=Severity.NOTE,
        languages=("ru", "uk", "pl", "cs"),
        message="A condition stands in the present tense: 'if it rains', not 'if it will rain'.",
        rationale="Slavic languages put both clauses of a condition about the future in the future tense.",
        source="Quirk et al., 14.22 and 15.34, on the simple present in conditional clauses.",
        find=_IF_WILL,
        triggers=strings("if it, if he, if she, if they, if the"),
        beside=strings("will, won't"),
        must_flag=(
            "If it will be cold, the fair will be shut.",
            "They will leave if the mayor will be elected.",
            "If they will come, we shall sing.",
            "If the price will rise, nobody will buy.",
        ),
        must_pass=(
            "If it is cold, the fair will be shut.",
            "She asked if it will be cold.",
            "If you will, take a seat.",
            "It is a fair, if you will.",
            "Nobody knows if the mayor will be elected.",
        ),
    ),
    Rule(
        id="grammar.place-without-subject",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "es", "it", "pt"),
        message="After the place the subject is missing: 'In Haifa there is', 'In Haifa it was'.",
        rationale="These languages need no 'it' and no 'there', and begin the sentence with the place.",
        source="Quirk et al., 18.45-46, on existential 'there', and 10.26, on 'it' as a prop subject.",
        find=_place_first,
        triggers=frozenset(("in",)),
        beside=strings("is, are, was, were, has been, have been"),
        must_flag=(
            "In Haifa is quite normal that shops open late.",
            "In Lisbon and Porto are many bridges.",
            "In Prague was also cold.",
            "In Brno has been built a new mill.",
        ),
        must_pass=(
            "In Haifa it is quite normal that shops open late.",
            "In Lisbon there are many bridges.",
            "In English is no such word.",
            "In March was founded a new firm, and it sold mills.",
        ),
    ),
    Rule(
        id="grammar.such-comma-as",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "bg"),
        message="Without a comma: 'such networks as' or 'networks such as'.",
        rationale="A Slavic comparison begins with a comma, which stays where 'takoi …, kak' becomes 'such …, as'.",
        source="Quirk et al., 17.73; Russian 'takoi kak'.",
        find=_SUCH_AS,
        triggers=frozenset(("such",)),
        beside=frozenset(("as",)),
        signs=frozenset(","),
        must_flag=(
            "They write in such networks, as Twitter.",
            "It is hard to beat such team, as Ajax.",
            "She played with such strong players, as Anna.",
            "He sells such small cars, as Fiat.",
        ),
        must_pass=(
            "They write in networks such as Twitter.",
            "They write in such networks as Twitter.",
            "There was no such mill, as Anna knew.",
            "There is no such thing, as Peter says.",
        ),
    ),
)
