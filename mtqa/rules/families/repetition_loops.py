"""Rules: loops, and what tells them: runs of words that come back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import eq

from mtqa.result import Severity
from mtqa.rules.base import AGAIN, Hit, Passage, Rule, late, word_set
from mtqa.rules.quoting import quoted

# Words that people double for emphasis, for sound or by grammar.
DOUBLES = word_set("""
    that had very really real many much more most long far way ever never now then there here again too big bad good great old
    little small same just only well yes yeah yep nope okay blah bla haha hehe bye tick tock knock night hear plus dun chop
    hush tut pretty please wow boom bang woo cha come run stop wait look listen thank super mega extra hot cold fast slow
    deep dark high low right wrong love like want need know mean does did have has was were are can will would what which
    who this these those one two three four five six seven eight nine zero hundred toc beep honk ding dong quack meow woof
    choo pom tom yada yadda win double tap duh dah dih etc und der die das las los les von van mahi agar gado bora pili wolf duran aye nom goo gaga chow
    pooh poo wee cool nice ooh aah hmm mmm hurrah hooray rah boo fifty sixty fair there's easy sing sleep dream home work
    """)
_INTERJECTIONS = DOUBLES | word_set(
    "always forever always away out down round up off dear money rain location education"
)
SMALL = word_set("the of in on to at by for a an as it its his her we he i is was from with or if")
BREAK = late(r"[^\w' ]")


def runs(words: Sequence[str], size: int) -> Iterator[tuple[int, int]]:
    """Yield the start and the length of runs in which each word is the one ``size`` places before."""
    alike = list(map(eq, words, words[size:]))
    if sum(alike) < size:
        return
    run = 0
    for i, same in enumerate(alike):
        if same and words[i]:
            run += 1
            continue
        if run >= size:
            yield i - run, run
        run = 0
    if run >= size:
        yield len(words) - size - run, run


def located(passage: Passage, words: Sequence[str], start: int, end: int) -> Hit | None:
    """Return where a run of words stands in the passage."""
    expression = r"\W{1,3}".join(re.escape(word) for word in words[start:end] if word)
    match = re.search(rf"(?<!\w){expression}(?!\w)", passage.text, re.IGNORECASE)
    return Hit(match.start(), match.end()) if match else None


def _loop(passage: Passage) -> Iterator[Hit]:
    if passage.text.endswith(("!", "!”", '!"')) or "_" in passage.text:
        return
    hit = next(_rounds(passage, passage.plain), None) or _crowd(passage, passage.plain)
    if hit is not None:
        yield hit


def _rounds(passage: Passage, words: Sequence[str]) -> Iterator[Hit]:
    for size, least in ((1, 4), (2, 6), (3, 9), (4, 12), (5, 15)):
        for start, run in runs(words, size):
            phrase = words[start : start + size]
            if run + size < least or _innocent(phrase):
                continue
            hit = located(passage, words, start, start + min(run + size, 60))
            if hit is None or quoted(passage.text, hit.start):
                continue
            # With commas between it may be verse: "the bells, bells, bells, bells".
            rhetoric = bool(BREAK.search(passage.text[hit.start : hit.end]))
            if size == 1 or run + size >= 4 * size or not rhetoric:
                yield hit._replace(severity=Severity.NOTE) if rhetoric else hit


def _innocent(phrase: Sequence[str]) -> bool:
    """Say whether people repeat such a phrase: "again and again", "no, no", "14 14"."""
    if len(phrase) == 1:
        return len(phrase[0]) < 3 or phrase[0] in _INTERJECTIONS or not phrase[0].isalpha()
    return (
        len(set(phrase)) == 1
        or not {"and", "or"}.isdisjoint(phrase)
        or any(word.isdigit() for word in phrase)
        or _INTERJECTIONS.issuperset(phrase)
    )


def _crowd(passage: Passage, words: Sequence[str]) -> Hit | None:
    if len(words) < 12 or len(words) - len(set(words)) < 0.3 * len(words):
        return None
    word, count = Counter(words).most_common(1)[0]
    if word == "x":  # stands for masked code
        return None
    share = 0.5 if word in SMALL else 0.35
    if count > 5 and count > share * len(words) and word.isalpha() and word not in _INTERJECTIONS:
        message = f"The sentence goes round in circles: '{word}' stands in it {count} times."
        return Hit(0, len(passage.text), None, message)
    return None


_LAUGHS = late(r"[aehijklmnowuxy]+|(?:bl|ba|du|da|do|la|lo|na|wo|wa|tr|zz|ch|sh|ku|coo|choo)\w*")
_CYCLE = late(r"([^\W\d_]{2,5}?)\1{3,}|(\d{1,3})\2{7,}")


def _characters(passage: Passage) -> Iterator[Hit]:
    for token in [word for word in passage.plain if 11 < len(word) < 400]:
        if 2 * len(set(token)) > len(token) + 2:  # most long words have too many letters to go round in circles
            continue
        match = _CYCLE.search(token)
        if match is None or (match[1] and (len(set(match[0])) == 1 or _LAUGHS.fullmatch(match[1]))):
            continue
        at = passage.text.lower().find(token)
        if at >= 0 and {"/", "=", "_", "+"}.isdisjoint(passage.text[max(at - 1, 0) : at + len(token) + 1]):
            yield Hit(at, at + len(token))


RULES: tuple[Rule, ...] = (
    Rule(
        id="repetition.loop",
        severity=Severity.ERROR,
        languages=(),
        message="The sentence goes round in circles.",
        rationale="A neural system on text that it cannot read falls into a loop and repeats a word or a phrase.",
        source="Raunak et al. 2021, The Curious Case of Hallucinations in Neural Machine Translation.",
        find=_loop,
        signs=frozenset((AGAIN,)),
        must_flag=(
            "The minister minister minister minister of Riga spoke.",
            "It is part of the part of the part of the plan.",
            "The baker baker baker baker has a custom.",
            "In the north in the north in the north it snowed.",
        ),
        must_pass=(
            "No, no, no, no, he said.",
            "They went on and on and on and on.",
            "It rained again and again and again and again.",
            "“Come on, come on, come on, come on,” she said.",
            "Rows of houses, rows of cars and rows of trees passed by.",
        ),
    ),
    Rule(
        id="repetition.characters",
        severity=Severity.WARNING,
        languages=(),
        message="The word goes round in circles.",
        rationale="A system that writes words in pieces can fall into a loop inside a word or a number.",
        source="Raunak et al. 2021, The Curious Case of Hallucinations in Neural Machine Translation.",
        find=_characters,
        must_flag=(
            "He saw the kretkretkretkret in the hall.",
            "They have 4040404040404040404040 boats.",
            "The mantemantemantemante is shut.",
            "It costs 12121212121212121212 crowns.",
        ),
        must_pass=(
            "Hahahahahaha, he went.",
            "Noooooooooooo, she cried.",
            "The number has 16 digits.",
            "Lalalalalala, sang the child.",
        ),
    ),
)
