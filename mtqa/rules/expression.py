r"""The language of lexicon patterns: words, inflected words, gaps and classes, compiled to a bounded expression.

    make~ [a|the|POSS] photo~      every form of make and photo, with or without a word between
    (on|in) the * side             alternatives, and any one word
    *0-2                           none to two words
    !x  <!x                        not followed, not preceded by a word
    they {go by feet} to           only what is in braces is hit
    ^  $  ,                        start, end, comma

Words match whole and without regard to case. Nothing repeats without bound, so no text makes a match run away. What a
pattern surely holds is expanded to ``anchors``: strings of words of which a text must hold one for the pattern to match,
so that thousands of patterns cost one pass of an automaton and the few regular expressions whose anchor was found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.rules.anchors import NOTHING, Piece, Sought, expand, sought
from mtqa.rules.inflection import all_forms, as_in

_POSS = "my your his her its our their one's"
CLASSES: dict[str, str] = {
    "POSS": _POSS,
    "OBJ": "me him her us them you",
    "SUBJ": "i he she we they it you",
    "DET": "a an the this that these those",
    "BE": "am is are was were be been being",
    "REFL": "myself yourself himself herself itself ourselves yourselves themselves oneself",
    "MONTH": "january february march april may june july august september october november december",
    "DAY": "monday tuesday wednesday thursday friday saturday sunday",
}
"""Classes of words that can be listed."""

_OPEN = {
    "NUM": r"(?:\d{1,9}(?:[.,]\d{1,9})?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)",
    "YEAR": r"(?:1[5-9]|20)\d\d",
    "NAME": r"(?-i:[A-Z][\w'-]{0,30})",
}
_ANY_WORD = r"[\w][\w'’-]{0,40}"
_GAP = r"\ {1,2}"
_TOKEN = re.compile(r"<?![\w'-]+|<?!\(|\*\d-\d|\*|[A-Z]{2,}(?![\w'-])|[\w'’-]+~?|[()\[\]|{}^$,]")


class PatternError(ValueError):
    """A pattern that can't be read; the message says why."""


_MARKS = {
    "^": Piece(r"(?:(?<![^\s\"“‘«(])(?<![\w,;:—–-]\ )(?<![\w,;:—–-]\ \ ))", None, glued=True, width=False),
    "$": Piece(r"(?=\s*(?:[.!?;:…\"”»)]|$))", None, glued=True, width=False),
    ",": Piece(r"\ ?,", None, glued=True),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    Attributes:
        source: the pattern as written.
        sought: what stands in any text that the pattern matches; None where the caller knows it already.
        expression: the regular expression.
        lemmas: the base forms of the inflected words, by the name of their group.
        pieces: how many pieces of the pattern a replacement can refer to.
    """

    source: str
    sought: Sought
    expression: re.Pattern[str]
    lemmas: dict[str, str]
    pieces: int

    def replacement(self, template: str, match: re.Match[str]) -> str:
        r"""Fill in ``\1``; inflect the first ``word~`` of a template as the pattern's first, the second as its second."""
        groups = [name for name in self.lemmas if match[name] is not None]
        waiting = iter(groups)

        def inflect(word: re.Match[str]) -> str:
            if not groups:
                return word[1]
            group = next(waiting, groups[0])
            return as_in(match, group, self.lemmas[group], word[1])

        text = re.sub(r"([\w'-]+)~", inflect, template)
        text = re.sub(r"\\(\d)", lambda number: match[f"p{number[1]}"] or "", text)
        text = re.sub(r"\s{2,}", " ", text).strip()
        first = match.string[match.start("hit") if "hit" in match.re.groupindex else match.start()]
        return text[:1].upper() + text[1:] if first.isupper() and text[:1].islower() else text


def compile_pattern(source: str, *, known: bool = False) -> Pattern:
    """Compile a pattern; ``known`` spares the search for its anchors.

    Raises:
        PatternError: it can't be read, or no word in it is certain to stand in what it matches.
    """
    compiler = _Compiler(source)
    pieces = compiler.sequence("")
    if compiler.braces == 1:
        raise PatternError("'{' is never closed")
    certain = NOTHING if known else sought(pieces)
    if certain is None:
        raise PatternError("no word in it is certain to be there: write at least one word that is not optional")
    body = _joined(pieces)
    expression = re.compile(rf"(?<![\w'’-])(?<!\w[.])(?:{body})(?![\w-])(?!['’]\w)", re.IGNORECASE)
    return Pattern(source, certain, expression, compiler.lemmas, compiler.groups)


class _Compiler:
    def __init__(self, source: str) -> None:
        self.tokens = self._tokens(source)
        self.at = 0
        self.lemmas: dict[str, str] = {}
        self.groups = 0
        self.depth = 0
        self.braces = 0

    @staticmethod
    def _tokens(source: str) -> list[str]:
        tokens, at = [], 0
        while at < len(source):
            if source[at] == " ":
                at += 1
                continue
            match = _TOKEN.match(source, at)
            if match is None:
                raise PatternError(f"{source[at]!r} at character {at + 1} means nothing in a pattern")
            tokens.append(match[0].replace("’", "'"))
            at = match.end()
        if not tokens:
            raise PatternError("it is empty")
        return tokens

    def sequence(self, closing: str) -> list[Piece]:
        """Read pieces up to ``closing`` or a bar, which stay unread."""
        pieces: list[Piece] = []
        while self.at < len(self.tokens) and self.tokens[self.at] not in {closing, "|"}:
            pieces.append(self._piece())
        if not closing and self.at < len(self.tokens):
            raise PatternError("'|' stands outside of brackets")
        return pieces

    def _piece(self) -> Piece:
        word = self.tokens[self.at]
        self.at += 1
        if word in _MARKS:
            return _MARKS[word]
        if word[0] in "([":
            return self._group(word)
        if word[0] in "{}":
            return self._brace(word)
        if "!" in word:
            return self._negation(word)
        if word[0] == "*":
            return self._gap(word)
        return self._listed(word)

    def _listed(self, word: str) -> Piece:
        if word in {")", "]"}:
            raise PatternError(f"'{word}' closes nothing")
        if word in _OPEN:
            return Piece(self._captured(_OPEN[word]), None)
        if word in CLASSES:
            words = CLASSES[word].split()
            return Piece(self._captured(_either(words)), frozenset((one,) for one in words))
        return self._word(word)

    def _word(self, word: str) -> Piece:
        if not word.endswith("~"):
            if word != word.lower():
                raise PatternError(f"'{word}' is neither a class nor in lower case")
            return Piece(re.escape(word), frozenset(((word,),)))
        base = word[:-1]
        found = all_forms(base)
        name = f"f{len(self.lemmas)}"
        self.lemmas[name] = base
        return Piece(f"(?P<{name}>{_either(found)})", frozenset((form,) for form in found))

    def _group(self, opening: str) -> Piece:
        closing = {"(": ")", "[": "]"}[opening]
        self.depth += 1
        number = self._number()
        branches = [self.sequence(closing)]
        while self.at < len(self.tokens) and self.tokens[self.at] == "|":
            self.at += 1
            branches.append(self.sequence(closing))
        if self.at >= len(self.tokens):
            raise PatternError(f"'{opening}' is never closed")
        self.at += 1
        self.depth -= 1
        if any(not any(piece.width and not piece.optional for piece in branch) for branch in branches):
            raise PatternError("an alternative is empty")
        expression = "|".join(_joined(branch) for branch in branches)
        expanded = [expand(branch) for branch in branches]
        words = None if None in expanded else frozenset(w for some in expanded if some is not None for w in some)
        if opening == "[":
            words = None if words is None else words | {()}
        named = f"(?P<p{number}>{expression})" if number else f"(?:{expression})"
        return Piece(named, words, optional=opening == "[")

    def _gap(self, stars: str) -> Piece:
        if stars == "*":
            return Piece(self._captured(_ANY_WORD), None)
        low, high = int(stars[1]), int(stars[3])
        if not low <= high <= 3 or not high:
            raise PatternError(f"'{stars}' must count from 0 or more up to 3 words at most")
        expression = self._captured(rf"{_ANY_WORD}(?:{_GAP}{_ANY_WORD}){{{max(low, 1) - 1},{high - 1}}}")
        return Piece(expression, None, optional=low == 0)

    def _negation(self, opening: str) -> Piece:
        behind = opening.startswith("<")
        if opening.endswith("("):
            words = []
            while self.at < len(self.tokens) and self.tokens[self.at] != ")":
                if self.tokens[self.at] != "|":
                    words.append(self.tokens[self.at])
                self.at += 1
            if self.at >= len(self.tokens):
                raise PatternError("'!(' is never closed")
            self.at += 1
        else:
            words = [opening.lstrip("<!")]
        spelled = [form for word in words for form in (all_forms(word[:-1]) if word.endswith("~") else (word,))]
        if not spelled or not all(re.fullmatch(r"[\w'-]+|[,]", word) for word in spelled):
            raise PatternError("only single words can be ruled out")
        if behind:
            expression = "".join(rf"(?<!\b{re.escape(w)}\ )" for w in spelled)
        else:
            expression = rf"(?![\ -]{{0,2}}{_either(spelled)}(?![\w'-]))"
        return Piece(expression, None, glued=True, width=False)

    def _brace(self, brace: str) -> Piece:
        if self.depth:
            raise PatternError("braces can't stand inside of brackets")
        if (brace == "{") != (self.braces == 0):
            raise PatternError("one pair of braces at most")
        self.braces += 1
        return Piece(brace, None, width=False)

    def _captured(self, expression: str) -> str:
        number = self._number()
        return f"(?P<p{number}>{expression})" if number else f"(?:{expression})"

    def _number(self) -> int:
        """Return the number of the next piece that a replacement can refer to; none inside of brackets."""
        if self.depth > 1 or (self.depth and self.tokens[self.at - 1][0] not in "(["):
            return 0
        self.groups += 1
        return self.groups


def _either(words: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _joined(pieces: Sequence[Piece]) -> str:
    """Join pieces by spaces: an optional one brings the space on the side away from the first that must be there."""
    pivot = next((i for i, piece in enumerate(pieces) if piece.width and not piece.optional), 0)
    parts, pending = [], ""
    for i, piece in enumerate(pieces):
        if piece.expression in {"{", "}"} and not piece.width:
            pending += "(?P<hit>" if piece.expression == "{" else ""
            if piece.expression == "}":
                parts.append(")")
            continue
        if not piece.width:
            begun = i > pivot  # then the space belongs to what follows
            parts.append(
                piece.expression.replace(r"\ )", ")") if begun and "(?<!\\b" in piece.expression else piece.expression
            )
            continue
        if i < pivot:
            parts.append(f"{pending}(?:{piece.expression}{_GAP})?")
        elif i == pivot:
            parts.append(pending + piece.expression)
        else:
            gap = "" if piece.glued else _GAP
            if piece.optional:
                parts.append(f"{pending}(?:{gap}{piece.expression})?")
            else:
                parts.append(f"{gap}{pending}{piece.expression}")
        pending = ""
    return "".join(parts)
