r"""Keys and values as Apple writes them, ``"key" = "value";``, with comments, escapes and faults between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtqa.document import Span
from mtqa.readers.messages.units import Piece
from mtqa.readers.messages.xml_escapes import PAIR, UNIT, character

_BLANK = re.compile(r"(?:[\s\ufeff]++|//[^\r\n]*+)++")
_WORD = re.compile(r"(?:[\w.$:@+-]|/(?![/*]))(?:[\w.$:@+-]|/(?!\*))*+")
_STRING = {sign: re.compile(rf"{sign}([^{sign}\\]*+(?:\\.[^{sign}\\]*+)*+){sign}", re.DOTALL) for sign in "\"'"}
_ESCAPE = re.compile(rf"{PAIR}|{UNIT}|\\[0-7]{{1,3}}|\\.", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "", "b": "", "f": "\n", "v": "\n", "\r": "\n"}
_MALFORMED = 'a malformed entry; each must be "key" = "value";'
_REREAD = 4
"""How often, all in all, the text may be read again after faults."""


class Pair(NamedTuple):
    """A key and its value, piece by piece with the place of each."""

    key: str
    value: tuple[Piece, ...]


class Fault(NamedTuple):
    """An entry that can't be read: where it begins, and why not."""

    start: int
    why: str


class _Token(NamedTuple):
    """A sign such as ``=``, or a string, whose ``inner`` is what stands in its quotation marks, if it has any."""

    sign: str
    start: int
    end: int
    inner: Span | None = None


def pairs(text: str) -> Iterator[Pair | Fault]:
    """Yield the entries of a table; after one that is malformed, what follows the next semicolon is read.

    That semicolon is looked for from where the entry begins, since a quotation mark that is missing makes strings of
    all that stands between others.
    """
    at, budget = 0, _REREAD * len(text)
    while True:
        tokens, at = _entry(text, at)
        if not tokens:
            return
        start, unended = tokens[0].start, tokens[-1].sign in _UNENDED
        signs = "".join(token.sign or "s" for token in tokens)
        if signs in ("s=s;", "s;"):
            yield _pair(text, tokens)
            continue
        if not signs.strip("{};"):
            continue
        yield Fault(start, _UNENDED[tokens[-1].sign] if unended else _MALFORMED)
        again = text.find(";", start) + 1 or len(text)
        if again < at and at - again <= budget:
            budget -= at - again
            at = again


_UNENDED = {"/*": "a comment that does not end", '"': "a string that does not end", "'": "a string that does not end"}


def _entry(text: str, at: int) -> tuple[list[_Token], int]:
    """Return the tokens from ``at`` to the next semicolon or brace that stands alone, and where they end."""
    tokens: list[_Token] = []
    while True:
        token = _token(text, at)
        if token is None:
            return tokens, len(text)
        tokens.append(token)
        at = token.end
        alone = token.sign in ("{", "}") and len(tokens) == 1
        if alone or token.sign == ";":
            return tokens, at


def _token(text: str, at: int) -> _Token | None:
    """Return the next token from ``at``, past blanks and comments; one that does not end is the last."""
    while True:
        blank = _BLANK.match(text, at)
        at = blank.end() if blank else at
        if not text.startswith("/*", at):
            break
        end = text.find("*/", at + 2)
        if end < 0:
            return _Token("/*", at, len(text))
        at = end + 2
    if at == len(text):
        return None
    sign = text[at]
    if sign in _STRING:
        string = _STRING[sign].match(text, at)
        return _Token("", at, string.end(), Span(*string.span(1))) if string else _Token(sign, at, len(text))
    word = _WORD.match(text, at)
    return _Token("", at, word.end(), Span(*word.span())) if word else _Token(sign, at, at + 1)


def _pair(text: str, tokens: list[_Token]) -> Pair:
    """Return the pair of a well-formed entry; a key alone is its own value."""
    key, value = (_pieces(text, token) for token in (tokens[0], tokens[-2]))
    return Pair("".join(string for string, _ in key), value)


def _pieces(text: str, token: _Token) -> tuple[Piece, ...]:
    assert token.inner is not None
    found: list[Piece] = []
    at, end = token.inner
    for escape in _ESCAPE.finditer(text, at, end):
        found.append((text[at : escape.start()], Span(at, escape.start())))
        at = escape.end()
        found.append((_decoded(escape[0]), Span(*escape.span())))
    found.append((text[at:end], Span(at, end)))
    return tuple(piece for piece in found if piece[0])


def _decoded(escape: str) -> str:
    sign = escape[1]
    if sign in "uU" and len(escape) > 2:
        return character(escape)
    if sign in "01234567":
        code = int(escape[1:], 8)
        return chr(code) if 0x20 <= code < 0x7F else ""
    return _LETTERS.get(sign, sign)
