"""What is no prose in a program's messages: placeholders of many kinds, tags, the signs of access keys.

The scanner goes through a message once. Its patterns are bounded, so that any message takes time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from mtqa.readers.building import PLACEHOLDER
from mtqa.readers.elements import BLOCKS, CODE, MASKED
from mtqa.readers.messages.icu import Mark, Variant

__all__ = ["BREAK", "HELD", "Mark", "marks"]

HELD = "\ufffc"
"""Stands in a message for something that is shown there and is no text."""
BREAK = "\n\n"
"""What a mark reads as that ends a paragraph."""

_LONGEST = 500
_LABEL = 60
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite data dfn em embed font i img ins label link mark meta q ruby small source "
    "span strong sub sup time tt u wbr".split()
)
_LEAD = re.compile(r"\s*(?:[-*•‣–]\s+|\d{1,2}[.)]\s+)")
_SELECTED = re.compile(r"\s*(?:\{\d{1,9}\}|[\[\]]-?[\d*]{1,9},-?[\d*]{1,9}[\[\]])\s*")
_LEAKED = re.compile(r"<(?:URL|NUM|NUMBER|PLACEHOLDER|ENTITY)_?\d*>")
_CLOSED = re.compile(r"[<\[]/([A-Za-z0-9][\w:.-]{0,60})")
_PLAIN = re.compile(r"[A-Za-z]?[a-z]+")
_TEMPLATE = re.compile(r"\{[%#]|\{\{\s*(?:[#/!^]|else\b)|\{\$(?:START|CLOSE)_")
_LITERAL = re.compile(r"\{'[^'{}]{1,40}'\}")
_LABELLED = re.compile(r"[A-Z][a-z]*[_~&][a-z]+")
_FORMAT = r"[-+'0\#]{0,4}(?:\*|\d{1,4})?(?:\.(?:\*|\d{1,4}))?(?:hh?|ll?|[Lqjzt]|I64)?"
_SIGN = re.compile(rf"[\r\n|%&'(:<\]$#@{{\[{HELD}_~]")
_SCAN = re.compile(
    rf"""
    (?P<gap>(?:\r\n|\r|\n)[^\S\r\n]*(?:[\r\n]\s*(?:[-*•‣–]\s+|\d{{1,2}}[.)]\s+)?|(?:[-*•‣–]|\d{{1,2}}[.)])[^\S\r\n]+)
      |(?:<[bB][rR]\s{{0,9}}/?>\s*){{2,}}
      |\|(?:\s?(?:\{{\d{{1,9}}\}}|[\[\]]-?[\d*]{{1,9}},-?[\d*]{{1,9}}[\[\]]))?
    )
  | (?P<double>%%|&&|'')
  | (?P<none>
        \([&_][A-Za-z0-9]\)(?=\W{{0,3}}\Z)
      | (?<![\w:]):[a-z][\w+-]{{1,40}}:(?![\w:])
      | <!\[CDATA\[|\]\]>
      | <[%?!](?![=-])[^<>]{{0,500}}>
      | <!--[^<>]{{0,500}}-->
    )
  | (?P<brace>[$\#%@]?\{{)
  | (?P<held>
        {HELD}
      | %(?:<\w{{1,60}}>|\([\w.\ -]{{1,60}}\)){_FORMAT}[A-Za-z]
      | (?<!\d)%(?:
            [A-Za-z_][\w.-]{{0,60}}%(?![\w%])
          | (?:[a-z][a-z_]{{3,60}}|[A-Z][A-Z_\d]{{2,60}})(?![A-Za-z])
          | (?:\d{{1,2}}\$)?{_FORMAT}[diouxXeEfFgGaAcCsSp@]
          | L?\d{{1,2}}(?![\d%])
          | -?[A-Za-z](?![A-Za-z])
        )
      | (?<!\w)\$(?:t\([^()\n]{{0,200}}\)|\([^()\s]{{1,60}}\)|[A-Za-z_][\w@]{{0,60}}\$|[a-z_]\w{{1,60}})
      | (?<![\w@])@(?:\.[a-z]{{1,20}})?:(?:\([\w.-]{{1,100}}\)|[\w-]{{1,60}}(?:\.[\w-]{{1,60}}){{0,9}})
      | (?<![\w.@/])@[a-z][\w-]{{1,60}}(?![\w.]*@)
      | (?<![^\s("'\[{{>|]):[a-z][a-z_]{{1,60}}(?![\w:])
      | <%[=-][^%\n]{{0,200}}%>
      | <[^\s<>]{{1,200}}(?::/|@)[^\s<>]{{1,500}}>
      | \[\[[^\[\]\n]{{1,200}}\]\]
    )
  | <(?P<close>/?)(?P<tag>[A-Za-z][\w:.-]{{0,60}}|\d{{1,3}})
    (?:\s(?:"[^"]{{0,500}}"|'[^']{{0,500}}'|[^<>"']){{0,300}}+)?/?>
  | \[/?(?P<square>[a-z]{{1,12}})(?:=[^\[\]\s]{{1,300}})?\]
  | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});)
  | (?P<key>&(?=[A-Za-z0-9])(?!c\b)|[_~](?=[A-Za-z]))
    """,
    re.VERBOSE,
)


def marks(text: str, variant: Variant) -> Iterator[Mark]:
    """Yield what is no prose in one form of a message, in ascending order, and what each reads as.

    Args:
        text: the message.
        variant: the form.
    """
    scanner = _Scanner(text)
    at = variant.start
    held: Mark | None = None
    for given in (*variant.marks, Mark(variant.end, variant.end)):
        for mark in (*scanner.between(at, given.start), given):
            if held is not None and held.end == mark.start and held.reads == mark.reads == PLACEHOLDER:
                held = held._replace(end=mark.end)
                continue
            if held is not None:
                yield held
            held = mark
        at = given.end


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._closing = dict(_pairs(text)) if "{" in text else {}
        self._closed = {name.lower() for name in _CLOSED.findall(text)} if "/" in text else frozenset()
        self._missing: set[str] = set()
        self._single = [sign for sign in "_~" if text.count(sign) == 1]

    def between(self, start: int, end: int) -> Iterator[Mark]:
        """Yield the marks of a stretch."""
        at = start
        if start == 0:
            lead = _LEAD.match(self._text, 0, end) or ("|" in self._text and _SELECTED.match(self._text, 0, end))
            if lead:
                yield Mark(0, lead.end())
                at = lead.end()
        while (sign := _SIGN.search(self._text, at, end)) is not None:
            match = _SCAN.match(self._text, sign.start(), end)
            at = match.end() if match else sign.end()
            for mark in self._marks(match, end) if match else ():
                if mark.start < mark.end:
                    yield mark
                at = max(at, mark.end)

    def _marks(self, match: re.Match[str], end: int) -> tuple[Mark, ...]:
        text, (start, stop) = self._text, match.span()
        reads: str | None = None
        match match.lastgroup:
            case "gap":
                reads = BREAK
            case "held":
                reads = PLACEHOLDER
            case "none":
                reads = ""
                start -= text[start] == "(" and text[start - 1 : start].isspace()
            case "double":
                return (Mark(start + 1, stop),) if match[0] != "''" or self._closing else ()
            case "brace":
                return self._brace(start, stop - 1, end)
            case "tag":
                return self._tag(match, end)
            case "square":
                reads = "" if match["square"] in self._closed else None
            case "entity":
                reads = unescape(match[0])
                reads = None if reads == match[0] else reads
            case _:
                reads = "" if self._is_key(start) else None
        return () if reads is None else (Mark(start, stop, reads),)

    def _brace(self, start: int, at: int, end: int) -> tuple[Mark, ...]:
        """Read what braces hold: a placeholder, a tag of a template, or text that is taken as it stands."""
        stop = self._closing.get(at, end) + 1
        if stop > end or stop - start > _LONGEST:
            return ()
        if _LITERAL.fullmatch(self._text, at, stop):
            return Mark(start, at + 2), Mark(stop - 2, stop)
        return (Mark(start, stop, "" if _TEMPLATE.match(self._text, at) else PLACEHOLDER),)

    def _tag(self, match: re.Match[str], end: int) -> tuple[Mark, ...]:
        """Read a tag: what parts or hides text as in HTML; an unknown one stands for something if it is not closed."""
        start, stop = match.span()
        name = match["tag"].lower()
        if name == "br" or (name in BLOCKS and name not in MASKED):
            return (Mark(start, stop, " " if name == "br" else BREAK),)
        if match["close"] or name in _INLINE:
            return (Mark(start, stop),)
        if name in CODE or name in MASKED:
            return (self._hidden(name, start, stop, end),)
        if name in self._closed and not match[0].endswith("/>"):
            return (Mark(start, stop),)
        return () if _LEAKED.fullmatch(match[0]) else (Mark(start, stop, PLACEHOLDER),)

    def _hidden(self, name: str, start: int, stop: int, end: int) -> Mark:
        """Read an element whose text is not read: nothing, or a placeholder where it is code in a sentence."""
        close = -1 if name in self._missing else self._text.find(f"</{name}", stop, end)
        if close < 0:
            self._missing.add(name)
            return Mark(start, stop)
        if name in CODE and _PLAIN.fullmatch(self._text, stop, close):
            return Mark(start, stop)
        after = self._text.find(">", close, end) + 1
        return Mark(start, after or end, PLACEHOLDER if name in CODE else "")

    def _is_key(self, at: int) -> bool:
        """Tell whether a sign marks the letter after it as an access key: ``&File``, ``_Edit``, ``E&xit``."""
        text, sign = self._text, self._text[at]
        if sign != "&" and sign not in self._single:
            return False
        if at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_~&=/?"):
            return True
        if len(text) > _LABEL:
            return False
        word = next(word for word in re.finditer(r"\S+", text) if word.end() > at)[0]
        return _LABELLED.fullmatch(word.strip("().,:…")) is not None or (
            sign == "&" and word.count("&") == 1 and text[at - 1].islower() and text[at + 1].islower()
        )


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each brace that is closed opens, and where it is closed."""
    opened: list[int] = []
    for match in re.finditer("[{}]", text):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            yield opened.pop(), match.start()
