"""Compares the placeholders, arguments and tags of a message and its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.entities import html5
from typing import Final, NamedTuple

from mtqa.readers.building import PLACEHOLDER
from mtqa.readers.messages.icu import Variant
from mtqa.readers.messages.placeholders import marks

_ARGUMENT: Final = re.compile(r"\{\s*([\w.@-]{1,100})\s*,\s*(plural|selectordinal|select)\s*,")
_HEAD: Final = re.compile(r"\{\s*([\w.@-]{1,100})\s*[,}]")
_FORM: Final = re.compile(r"\s*(?:offset:\s*\d+\s*)?(?:=\d{1,9}|[\w-]{1,60})\s*(?=\{)")
_TOKEN: Final = re.compile(
    r"""
    \$t\([^()]{0,200}\) | \$\([^()\s]{1,60}\)
  | [$\#%@]?\{\{.{0,200}?\}\} | [$\#%@]?\{[^{}]{0,200}\}
  | %(?:<\w{1,60}>|\([\w.\ -]{1,60}\))?[^\sA-Za-z%<(]{0,12}(?:hh?|ll?|[Lqjzt](?=[A-Za-z]))?[A-Za-z@]\w*%?
  | %\d{1,2}
  | <[^<>]{1,500}>
  | \S+
    """,
    re.VERBOSE,
)
_TAG: Final = re.compile(r"<(/?)([A-Za-z][\w:.-]{0,60}|\d{1,3})(?:\s[^<>]{0,500})?(/?)>")
_ENTITY: Final = re.compile(r"&([A-Za-z][\w.]{2,60});")
_ESCAPE: Final = re.compile(r"(?<!\\)\\[nrt](?![A-Za-z]{3})")
_POSITION: Final = re.compile(r"%\d{1,2}\$")
_STRONG: Final = re.compile(r"[$#%@]?\{|%|\$[t(]|<")
_COUNT: Final = re.compile(
    r"%[\d$]*(?:l{0,2})[diu]|%n|\d?.*(?:count|num|n\}|total|qty|quantity|\b0\b|1\$d).*", re.IGNORECASE
)
_LAYOUT: Final = frozenset(("br", "p", "wbr", "nobr", "span", "em", "i", "u"))
_ONE: Final = re.compile(r"\b(?:one|1|single|no)\b|^\W*an?\b", re.IGNORECASE)
_SHORT = 12
"""Words that a form of a plural has at most."""


class Loss(NamedTuple):
    """A placeholder that one side has and the other lacks.

    Attributes:
        token: how it is written.
        added: whether the English has it and the source lacks it.
        instead: what the English has in its place, if that is clear.
        sure: whether it can't be anything but a placeholder.
    """

    token: str
    added: bool
    instead: str | None
    sure: bool


def losses(english: str, source: str) -> list[Loss]:
    """Return how the placeholders of a message differ from those of its source.

    Their order may differ. A number may be left out of a form that says "one". Plurals have other forms in other
    languages, so that of messages with such forms only the names of their arguments are compared.

    Args:
        english: the message as it is stored, escapes of its file resolved.
        source: the same of its source.
    """
    ours, theirs = _tokens(english), _tokens(source)
    if _ARGUMENT.search(english) or _ARGUMENT.search(source):
        ours, theirs = Counter(set(ours)), Counter(set(theirs))
    lost, added = list((theirs - ours).elements()), list((ours - theirs).elements())
    lost = [
        token for token in lost if not (_COUNT.fullmatch(token) and ours.total() < theirs.total() and _one(english))
    ]
    # Written once more, or once less, a placeholder is still there.
    lost = [token for token in lost if token not in ours or not token.startswith("{")]
    added = [token for token in added if token not in theirs or not token.startswith("{")]
    instead: dict[int, str] = {}
    for alike in (True, False):  # first what is written in the same style, then whatever is left
        for at, token in enumerate(lost):
            if at not in instead and (fits := [one for one in added if one[0] == token[0] or not alike]):
                instead[at] = fits[0]
                added.remove(fits[0])
    found = [
        Loss(token, added=False, instead=instead.get(at), sure=bool(_STRONG.match(token)))
        for at, token in enumerate(lost)
    ]
    return found + [Loss(token, added=True, instead=None, sure=bool(_STRONG.match(token))) for token in added]


def has_placeholders(text: str) -> bool:
    """Tell whether a text has placeholders in braces, which no prose has."""
    if "{" not in text and "$t(" not in text:
        return False
    return any(token.startswith(("{", "${", "%{", "$t(")) for token in _tokens(text))


def tag_losses(english: str, source: str) -> list[Loss]:
    """Return the tags and escapes that the English lost or added; tags that only lay a message out may differ."""
    ours, theirs = Counter(_tags(english)), Counter(_tags(source))
    return [
        *(Loss(token, added=False, instead=None, sure=False) for token in (theirs - ours)),
        *(Loss(token, added=True, instead=None, sure=False) for token in (ours - theirs)),
    ]


def _one(text: str) -> bool:
    """Tell whether a message may say a number in words."""
    return len(text.split()) <= _SHORT and _ONE.search(text) is not None


def _tokens(text: str) -> Counter[str]:
    if "{" in text and _ARGUMENT.search(text):
        return Counter(f"{{{name}}}" for name in _arguments(text))
    found: Counter[str] = Counter()
    for mark in marks(text, Variant(0, len(text))):
        if mark.reads == PLACEHOLDER:
            stretch = text[mark.start : mark.end]
            tokens = [stretch] if "{{" in stretch[:3] else _TOKEN.findall(stretch)
            found.update(_normal(token) for token in tokens if not _TAG.fullmatch(token))
    found.update(f"&{name};" for name in _ENTITY.findall(text) if f"{name};" not in html5)
    return found


def _normal(token: str) -> str:
    """Return a placeholder without the spaces in it, the format of a number, and the position of a value."""
    token = "".join(token.split())
    if token.startswith("{") and "," in token:
        return token.partition(",")[0] + "}"
    return _POSITION.sub("%", token) if _POSITION.match(token) else token


def _tags(text: str) -> Iterator[str]:
    for match in _TAG.finditer(text):
        name = match[2].casefold()
        if name not in _LAYOUT:
            yield f"<{match[1]}{name}{match[3]}>"
    yield from _ESCAPE.findall(text)


def _arguments(text: str) -> Iterator[str]:
    """Yield the names of an ICU message's arguments, those within its forms too."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for sign in re.finditer("[{}]", text):
        if sign[0] == "{":
            opened.append(sign.start())
        elif opened:
            closing[opened.pop()] = sign.start()
    stretches = [(0, len(text))]
    while stretches:
        at, end = stretches.pop()
        while (brace := text.find("{", at, end)) >= 0:
            close = closing.get(brace, end)
            at = close + 1
            if head := _HEAD.match(text, brace):
                yield head[1]
            if argument := _ARGUMENT.match(text, brace):
                inside = argument.end()
                while form := _FORM.match(text, inside, close):
                    inside = closing.get(form.end(), close)
                    stretches.append((form.end() + 1, inside))
                    inside += 1
