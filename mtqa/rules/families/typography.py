"""Rules: typography, the marks of another language's typesetting and of words put together from tokens."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Hit, Passage, Rule, late, pattern
from mtqa.rules.families import numerals, typography_marks

_CLOSER_OPENS = "A closing quotation mark opens the quotation, with a space inside."
_CURLY = frozenset("“”")
_MARKS = late(r"[“”]")


def _curly(text: str) -> Iterator[tuple[Hit, bool]]:
    """Yield each misplaced curly mark with whether it points the wrong way (else it stands between spaces)."""
    opened = False
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match[0]
        left, right = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
        apart, ahead = left.isspace() or left in "([", right.isspace() or right in ".,;:!?)]"
        if right.isspace() and left.isspace():
            if at > 0 and at + 1 < len(text):
                yield (
                    Hit(
                        at,
                        at + 1,
                        "”" if opened else "“",
                        _CLOSER_OPENS if mark == "”" and not opened else None,
                    ),
                    False,
                )
        elif mark == "“" and ahead and opened and not apart:
            yield Hit(at, at + 1, "”"), True
        elif mark == "”" and apart and not ahead:
            yield Hit(at, at + 1, "“"), True
        opened = not opened


def _spacing(passage: Passage) -> Iterator[Hit]:
    text = passage.raw
    if "“" in text or "”" in text:
        for hit, wrong_way in _curly(text):
            if not wrong_way:
                tail = hit.end + (hit.suggestion == "“")
                yield hit._replace(start=hit.start - (hit.suggestion == "”"), end=tail)
    elif text.count('"') in (2, 4, 6, 8):
        yield from _straight(text)


def _straight(text: str) -> Iterator[Hit]:
    marks = [at for at, character in enumerate(text) if character == '"']
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        before, after = text[opening - 1 : opening] or " ", text[closing + 1 : closing + 2] or " "
        inside = text[opening + 1 : closing]
        measured = text[: opening + 1].rstrip(' "')[-1:].isdigit()
        if (
            not measured
            and before in " ("
            and after in " .,;:!?)"
            and len(inside) > 2
            and inside[0] == inside[-1] == " "
        ):
            yield Hit(opening, closing + 1, f'"{inside.strip()}"')


def _direction(passage: Passage) -> Iterator[Hit]:
    if "“" in passage.raw or "”" in passage.raw:
        for hit, wrong_way in _curly(passage.raw):
            if wrong_way:
                yield hit


_FOREIGN = late(r"«\s*[^«»]{1,300}?\s*»|„[^„“”]{1,300}[“”]|[«»]")


def _foreign(passage: Passage) -> Iterator[Hit]:
    text = passage.raw
    if not text.isascii() and ("«" in text or "»" in text or "„" in text):
        for match in _FOREIGN.finditer(text):
            inner = match[0].strip("«»„“” \u00a0\u202f")
            yield Hit(match.start(), match.end(), f"“{inner}”" if inner else None)


_TWICE = tuple(f" {word} {word} " for word in ("the", "a", "an", "of", "and", "with", "from", "by", "for"))
_DOUBLED = pattern(r"(?<!-)\b(?P<word>the|an?|of|and|with|from|by|for)\ (?-i:(?P=word))(?=\ [a-z])", r"\g<word>")


def _doubled(passage: Passage) -> Iterator[Hit]:
    if any(twice in passage.text for twice in _TWICE):
        yield from _DOUBLED(passage)


_BEFORE_MARK = pattern(r"(?<=[a-z]{2})(?P<hit>[ ](?P<mark>[,;:!?]))(?=[ ]|$)", r"\g<mark>")


_SPACED = late(r" [,;:!?]")


def _apart(passage: Passage) -> Iterator[Hit]:
    # One such space is a slip of the finger; a habit is a tokeniser's or a French typist's.
    if len(_SPACED.findall(passage.text)) > 1:
        hits = list(_BEFORE_MARK(passage))
        yield from hits if len(hits) > 1 else ()


RULES: tuple[Rule, ...] = (
    Rule(
        id="typography.quote-spacing",
        severity=Severity.ERROR,
        languages=(),
        message="The quotation mark stands between two spaces: it must touch the words that it encloses.",
        rationale=(
            "Quotation marks travel through translation as tokens of their own and are put back by rule; when the rule"
            " loses count, a mark is left with a space inside, or a closing mark opens the quotation."
        ),
        source="The Chicago Manual of Style, 6.9 and 13.30; observed in output of online translators.",
        find=_spacing,
        kinds=EVERYWHERE,
        signs=frozenset('“”"'),
        must_flag=(
            "He said that ” the plan is sound, and all will be well.”",
            "The club “ Torch ” won again.",
            'They drove a " Volga " and two vans.',
            "The minister spoke of “ a new page in our relations.",
        ),
        must_pass=(
            "He said that “the plan is sound.”",
            'They drove a "Volga" and a "Lada".',
            "‘“Never,” she said,’ he wrote.",
            'A 6" pipe and an 8" pipe are needed.',
            "The song “Hush” and the film “Storm” came out.",
            'The boards are 5 " and 6 " wide.',
        ),
    ),
    Rule(
        id="typography.quote-direction",
        severity=Severity.ERROR,
        languages=("de", "cs", "sv", "fi", "sr", "pl"),
        message="The quotation mark points the wrong way: English opens with “ and closes with ”.",
        rationale=(
            "German closes with the mark that opens in English, and Swedish and Finnish open with the one that closes."
            " Translation keeps the marks of the source or pairs them by rule and loses count."
        ),
        source="The Unicode Standard, 6.2, on the use of quotation marks by language.",
        find=_direction,
        kinds=EVERYWHERE,
        signs=_CURLY,
        must_flag=(
            "He called it ”a gift” and left.",
            "The word “peace“ was not in the text.",
            "”Good morning”, said the mayor.",
            "She quoted “the law“ and then sat down.",
        ),
        must_pass=(
            "He called it “a gift” and left.",
            "(“Good morning” was all she said.)",
            "The sign read “Closed”.",
            "“He said ‘no’”—and that was that.",
        ),
    ),
    Rule(
        id="typography.foreign-quotes",
        severity=Severity.WARNING,
        languages=("ru", "uk", "fr", "de", "pl", "cs", "sr", "hr", "bg", "ro"),
        message="These are another language's quotation marks: English uses “ and ”.",
        rationale=(
            "Guillemets and low opening marks belong to Russian, French, German and their neighbours, and come through"
            " translation unchanged."
        ),
        source="The Unicode Standard, 6.2, on the use of quotation marks by language.",
        find=_foreign,
        kinds=EVERYWHERE,
        signs=frozenset("«»„"),
        must_flag=(
            "The newspaper «Vesti» wrote about it.",
            "He plays for « Olympique » now.",
            "She called the plan „a joke“.",
            "The group „Spark” sang.",
        ),
        must_pass=(
            "The newspaper “Vesti” wrote about it.",
            "The newspaper 'Vesti' wrote about it.",
            "Use << and >> to shift bits.",
            "He sings with Spark.",
        ),
    ),
    Rule(
        id="typography.space-before-mark",
        severity=Severity.NOTE,
        languages=("fr",),
        message="There is a space before the punctuation mark.",
        rationale=(
            "Words that were put together from tokens keep the tokeniser's spaces, and French typesetting has one"
            " before ; : ! and ?. One alone is a slip that people make too, so only a repeated one is shown."
        ),
        source="The Chicago Manual of Style, 6.7; Lexique des règles typographiques de l'Imprimerie nationale.",
        find=_apart,
        signs=frozenset(",;:!?"),
        must_flag=(
            "The mayor , who was late , spoke first.",
            "What happened ? Nobody knows !",
            "The prize : a car ; the loser got nothing.",
            "He came , he saw , and he left.",
        ),
        must_pass=(
            "The mayor, who was late, spoke first.",
            "It costs 3 : 2 and 4 : 1.",
            "Great food , but slow service.",
            "He wrote :) and :( in one line.",
        ),
    ),
    Rule(
        id="typography.doubled-word",
        severity=Severity.NOTE,
        languages=(),
        message="The word stands twice.",
        rationale=(
            "A system that has lost its place, or that joined two pieces of a sentence, repeats a small word. People"
            " do so too when they edit, so it is no proof."
        ),
        source="Observed in output of 2013 to 2019 systems.",
        find=_doubled,
        triggers=frozenset(twice.strip() for twice in _TWICE),
        must_flag=(
            "They came to the the station.",
            "A member of of the board spoke.",
            "Bread and and butter were served.",
            "He left with with his brother.",
        ),
        must_pass=(
            "He had had enough of that that day.",
            "They logged in in the morning.",
            "The band The The played.",
            "What it is is a mistake.",
        ),
    ),
    *numerals.RULES,
    *typography_marks.RULES,
)
