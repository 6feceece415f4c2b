"""Rules: repetition, where a system lost its place or gave one word for two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules.base import AGAIN, PROSE, Example, Hit, Passage, Rule, late, nothing, word_set
from mtqa.rules.families import repetition_loops, repetition_pairs
from mtqa.rules.families.repetition_loops import BREAK, DOUBLES, SMALL, located, runs
from mtqa.rules.quoting import quoted

# Those that `typography.doubled-word` and `repetition.function-word` show.
_LEFT = DOUBLES | word_set(
    "the and with from for at his their our its into but because between about under without upon than"
)
_LEAST_WORDS = 5


def _word(passage: Passage) -> Iterator[Hit]:
    words = passage.running.split(" ")
    for word in sorted({a for a, b in pairwise(words) if a == b and len(a) > 2 and a not in _LEFT}):
        if not word.isalpha():
            continue
        for match in re.finditer(rf"(?<![\w'’-]){word} {word}(?![\w'’-])", passage.text):
            if not quoted(passage.text, match.start()):
                yield Hit(match.start(), match.end(), word)


_VERBS = word_set("is are was were be been do does did done go goes can will must say says said has have had")


def _phrase(passage: Passage) -> Iterator[Hit]:
    words = passage.running.split(" ")
    for size in (2, 3, 4, 5, 6):
        for start, run in runs(words, size):
            phrase = words[start : start + size]
            if len(set(phrase)) == 1 or "" in words[start : start + size + run]:
                continue
            # "What was done was done", "larger and larger and larger", "a man who knows a man who knows".
            if (
                (size == 2 and not _VERBS.isdisjoint(phrase))
                or "and" in phrase
                or "who" in phrase
                or (size == 2 and all(len(word) < 4 and word not in SMALL for word in phrase))
            ):
                continue
            hit = located(passage, words, start, start + size * 2)
            if hit is None or quoted(passage.text, hit.start):
                continue
            twice = passage.text[hit.start : hit.end]
            if not BREAK.search(twice) and not twice.istitle() and " I " not in f" {twice} ":
                once = twice[: len(twice) // 2]
                suggestion = once if twice.endswith(f" {once}") else None
                yield hit._replace(suggestion=suggestion, severity=Severity.NOTE if size == 2 else None)
                return


# "When will Will come" and "to sue Sue" are good English; a capital after the second opens a title or a name.
_RECASED = late(
    r"(?<![\w'’.-])(?P<word>[a-z]{2,15}) (?=[A-Z])(?P<again>(?i:(?P=word)))(?![\w'’-]|(?: (?:the|an?|of|and|to)){0,2} ?[A-Z\"“])"
)
_NAMES_TOO = word_set(
    "will may mark bill sue pat rob jack drew art grace hope faith joy rose frank dean grant chase bob nick josh ken van von de"
    " la le al el di da du san new old west east north south the saint sir lord lady king queen march china turkey guy earl"
)


def _recased(passage: Passage) -> Iterator[Hit]:
    for match in _RECASED.finditer(passage.text):
        # At the start it may be a term with its explanation.
        command = len(match["again"]) > 1 and match["again"].isupper()
        header = passage.text[match.end() : match.end() + 1] == ":"
        if match.start() and match["word"] not in _NAMES_TOO and not command and not header:
            yield Hit(match.start(), match.end(), match["word"])


_PARTS = late(r"\s*[,;:—–]\s+|\s+[-—–]\s+|[.!?]\s+")


def _repeated_pairs(words: Sequence[str]) -> int:
    return len(words) - 1 - len(set(pairwise(words)))


def _clause(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    if passage.repeats < _LEAST_WORDS or _repeated_pairs(passage.plain) < _LEAST_WORDS - 1:
        return
    seen: set[str] = set()
    at = 0
    for part in _PARTS.split(text.rstrip(".!? ")):
        start = text.find(part, at)
        at = start + len(part)
        low = part.lower()
        if low.count(" ") + 1 >= _LEAST_WORDS:
            if low in seen and not quoted(text, start):
                yield Hit(start, start + len(part))
            seen.add(low)


def _sentences(passages: Sequence[Passage]) -> Iterable[tuple[int, Hit]]:
    for i, (before, passage) in enumerate(pairwise(passages), 1):
        text = passage.text.strip()
        if (
            text == before.text.strip()
            and before.kind == passage.kind
            and text.count(" ") >= _LEAST_WORDS
            and not text.endswith("!")
        ):
            yield i, Hit(0, len(passage.raw))


RULES: tuple[Rule, ...] = (
    *repetition_loops.RULES,
    *repetition_pairs.RULES,
    Rule(
        id="repetition.word",
        severity=Severity.WARNING,
        languages=(),
        message="The word stands twice in a row.",
        rationale="A neural system that loses its place in the source writes the same word again.",
        source="Tu et al. 2016, Modeling Coverage for Neural Machine Translation, on over-translation.",
        find=_word,
        signs=frozenset((AGAIN,)),
        must_flag=(
            "The firm offers legal advice advice to the town.",
            "The harvest harvest of 1998 was poor.",
            "The annual annual fair goes on.",
            "She was taken to hospital hospital on Monday.",
        ),
        must_pass=(
            "He had had enough, and knew that that was wrong.",
            "It was a very very long way, and so it went.",
            "They said bye bye and left.",
            "He has the film, film after film, on his shelf.",
            "The word “film film” is a child's.",
        ),
    ),
    Rule(
        id="repetition.recased-word",
        severity=Severity.ERROR,
        languages=(),
        message="The word stands twice in a row, the second time with a capital.",
        rationale="A system that joins two dictionaries or two passes writes a word from each, and one of them capitalised.",
        source="Observed in output of 2013 systems.",
        find=_recased,
        signs=frozenset((AGAIN,)),
        must_flag=(
            "The mill stands on the banks of Of the river.",
            "They can Can do nothing about it.",
            "“It is a fine fair,” says Says the mayor.",
            "The rain and And snow shut the road.",
        ),
        must_pass=(
            "When will Will be home?",
            "She acted in In the Loop as a child.",
            "An engineer flew in an An-2 to the coast.",
            "He read from Of Mice and Men.",
            "A new New York is being built.",
            "signatures Signatures of the file.",
            "It takes a name from From: headers, and a subquery in IN predicates.",
        ),
    ),
    Rule(
        id="repetition.phrase",
        severity=Severity.WARNING,
        languages=(),
        message="The phrase stands twice in a row.",
        rationale="A neural system that loses its place in the source writes the same words again.",
        source="Tu et al. 2016, Modeling Coverage for Neural Machine Translation, on over-translation.",
        find=_phrase,
        signs=frozenset((AGAIN,)),
        must_flag=(
            "He works in the Office of Roads of Roads, as one of the of the others.",
            "The mill of the lower valley of the lower valley is small.",
            "They sang at the end of the pier at the end of the pier.",
            "The boats are often painted are often painted here.",
        ),
        must_pass=(
            "What was done was done.",
            "They grew larger and larger and richer.",
            "I know a man who knows a man who knows him.",
            "Hour after hour, day after day, they dug.",
            "He told me the truth, the truth about her.",
        ),
    ),
    Rule(
        id="repetition.clause",
        severity=Severity.WARNING,
        languages=(),
        message="The clause stands twice in the sentence.",
        rationale="A neural system that loses its place in a long sentence translates one clause twice.",
        source="Tu et al. 2016, Modeling Coverage for Neural Machine Translation, on over-translation.",
        find=_clause,
        signs=frozenset(",;-–—"),
        kinds=PROSE - {Kind.CAPTION},  # `captions.doubled` sees them
        must_flag=(
            "In the north of the country, in the north of the country, it snowed.",
            "He was elected in the spring, as the paper wrote, he was elected in the spring.",
            "The mayor opened the fair, and the fair is large, the mayor opened the fair.",
            "They want to build a road; they want to build a road, they said.",
        ),
        must_pass=(
            "In the north, in the south, in the west it snowed.",
            "He came, he saw, he left, and he came again.",
            "“We want to build a road, we want to build a road, we want to build a road,” they sang.",
            "The mayor opened the fair, and the fair opened the season.",
        ),
    ),
    Rule(
        id="repetition.sentence",
        severity=Severity.NOTE,
        languages=(),
        message="The same sentence stands twice in a row.",
        rationale="A text that is translated in pieces gets a piece twice where they overlap.",
        source="Observed where long texts are sent to a service in pieces.",
        find=nothing,
        kinds=frozenset({Kind.PARAGRAPH}),
        across=_sentences,
        must_flag=(
            "The fair opens on Monday in the square.\nThe fair opens on Monday in the square.",
            "It snowed in the north all day long.\nIt snowed in the north all day long.\nThen it stopped.",
            "Then it stopped.\nNobody has seen the mayor since then.\nNobody has seen the mayor since then.",
            "The council voted for the new road.\nThe council voted for the new road.",
        ),
        must_pass=(
            "The fair opens on Monday in the square.\nIt shuts on Friday.",
            "Never again.\nNever again.",
            "We shall fight them on the hills!\nWe shall fight them on the hills!",
            Example("The fair opens on Monday in the square.\nThe fair opens on Monday in the square.", Kind.QUOTE),
        ),
    ),
)
