"""ICU MessageFormat: each form of a plural or a choice as a text of its own, by what is left out for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtqa.document import Span
from mtqa.readers.building import PLACEHOLDER

FORMS = 6
"""Forms of one message that are read."""
_ARGUMENT = re.compile(r"\{\s*[\w.@-]{1,100}\s*,\s*(?P<kind>plural|selectordinal|select)\s*,\s*(?:offset:\s*\d+\s*)?")
_FORM = re.compile(r"\s*(?:=\d{1,9}|[\w-]{1,60})\s*(?=\{)")
_SIGN = re.compile(r"'[{}](?:[^'\n]{0,200}')?|[{}#]")
_STOP = re.compile(r"\{|[.!?…][\"'”’)]*\s|\n")
_TAG = re.compile(r"</?[A-Za-z0-9][^<>]{0,500}>")


class Mark(NamedTuple):
    """A stretch of a message that reads as something else: as nothing, a placeholder, a character."""

    start: int
    end: int
    reads: str = ""


class Variant(NamedTuple):
    """One form of a message: the stretch of it that is read, and what of that is left out or reads as else."""

    start: int
    end: int
    marks: Sequence[Mark] = ()


class _Argument(NamedTuple):
    """A plural or a choice, with the insides of its forms; there are none where it is malformed."""

    span: Span
    counts: bool
    forms: Sequence[Span]


class _Stretch(NamedTuple):
    """What is still to be read: the brace that opens it, and whether ``#`` stands for a number in it."""

    start: int
    end: int
    brace: int = -1
    counts: bool = False


def variants(text: str) -> Iterator[Variant]:
    """Yield the forms of a message; of one without plurals or choices, the whole.

    The first plural or choice gives a form for each of its own, six at most; of any other, the last form stands
    ("other"). Sentences that a form does not touch are read once.
    """
    first = _ARGUMENT.search(text)
    if first is None:
        yield Variant(0, len(text))
        return
    message = _Message(text)
    argument = message.argument(first)
    if not argument.forms:
        yield Variant(0, len(text), message.marks(0, len(text), Span(-1, -1)))
        return
    forms = argument.forms
    if len(forms) > FORMS:
        forms = [*forms[: FORMS - 1], forms[-1]]
    start, end = 0, len(text)
    for i, form in enumerate(forms):
        if i == 1:
            start, end = message.sentence(argument.span)
        yield Variant(start, end, message.marks(start, end, form))


class _Message:
    """A message and its braces."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._closing: dict[int, int] = {}
        self._numbers: list[tuple[int, int]] = []
        opened: list[int] = []
        for sign in _SIGN.finditer(text):
            if sign[0] == "{":
                opened.append(sign.start())
            elif sign[0] == "}" and opened:
                self._closing[opened.pop()] = sign.start()
            elif sign[0] == "#" and opened:
                self._numbers.append((sign.start(), opened[-1]))

    def argument(self, match: re.Match[str]) -> _Argument:
        """Read the plural or choice that begins with a match."""
        counts = match["kind"] != "select"
        close = self._closing.get(match.start())
        if close is None:
            return _Argument(Span(match.start(), len(self._text)), counts, ())
        span, forms = Span(match.start(), close + 1), []
        at = match.end()
        while name := _FORM.match(self._text, at, close):
            end = self._closing.get(name.end(), close)
            forms.append(Span(name.end() + 1, end))
            at = end + 1
        if self._text[at:close].strip() or at > close:
            forms = []
        return _Argument(span, counts, forms)

    def sentence(self, span: Span) -> Span:
        """Return where the sentence begins and ends that a stretch stands in."""
        start, at = 0, 0
        while (stop := _STOP.search(self._text, at, span.start)) is not None:
            at = self._closing.get(stop.start(), stop.start()) + 1 if stop[0] == "{" else stop.end()
            start = start if stop[0] == "{" else at
        at = span.end
        while (stop := _STOP.search(self._text, at)) is not None and stop[0] == "{":
            at = self._closing.get(stop.start(), stop.start()) + 1
        return Span(start, stop.end() if stop else len(self._text))

    def marks(self, start: int, end: int, chosen: Span) -> list[Mark]:
        """Return what reads as else in a stretch when one form is chosen, and of all other arguments the last."""
        found: list[Mark] = []
        stack: list[_Stretch | Mark] = [_Stretch(start, end)]
        while stack:
            part = stack.pop()
            if isinstance(part, Mark):
                _append(found, part)
                continue
            match = _ARGUMENT.search(self._text, part.start, part.end)
            self._count(part._replace(end=match.start() if match else part.end), found)
            if match is None:
                continue
            argument = self.argument(match)
            stop = min(argument.span.end, part.end)
            stack.append(part._replace(start=stop))
            if not argument.forms:
                _append(found, Mark(match.start(), stop, PLACEHOLDER))
                continue
            form = chosen if chosen in argument.forms else argument.forms[-1]
            _append(found, Mark(match.start(), form.start))
            stack.append(Mark(form.end, stop))
            stack.append(_Stretch(*form, form.start - 1, part.counts or argument.counts))
        return found

    def _count(self, part: _Stretch, found: list[Mark]) -> None:
        """Add what each ``#`` of a stretch reads as: a placeholder."""
        if not part.counts:
            return
        for i in range(bisect_left(self._numbers, (part.start, -1)), len(self._numbers)):
            at, brace = self._numbers[i]
            if at >= part.end:
                break
            if brace == part.brace:
                for mark in self._number(at, found):
                    _append(found, mark)

    def _number(self, at: int, found: list[Mark]) -> Iterator[Mark]:
        """Yield what a ``#`` reads as.

        A run of a map whose lengths are equal means a copy, so a placeholder must not stand for a single character:
        it takes in a brace or a tag beside the sign, or else its run takes in what follows.
        """
        text = self._text
        if text[at - 1] == "{" and found and found[-1].end == at:
            found[-1] = found[-1]._replace(end=at - 1)
            yield Mark(at - 1, at + 1, PLACEHOLDER)
        elif text[at + 1] == "}":
            yield Mark(at, at + 2, PLACEHOLDER)
        elif text[at + 1] == "{":
            yield Mark(at, self._closing.get(at + 1, at + 1) + 1, PLACEHOLDER)
        elif tag := _TAG.match(text, at + 1):
            yield Mark(at, tag.end(), PLACEHOLDER)
        else:
            yield Mark(at, at + 1, PLACEHOLDER + text[at + 1])
            yield Mark(at + 1, at + 2)


def _append(found: list[Mark], mark: Mark) -> None:
    """Add a mark, less what the one before it covers."""
    start = max(mark.start, found[-1].end) if found else mark.start
    if start < mark.end:
        found.append(mark._replace(start=start))
