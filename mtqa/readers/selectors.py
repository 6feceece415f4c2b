"""CSS selectors that say which elements of a page are not read.

A page is read from front to back, so a selector may ask for an element and for what it stands in, not for what comes
beside or after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from mtqa.document import Span
from mtqa.errors import ConfigError
from mtqa.readers.elements import BLOCKS, DESCRIBING, IMPLIED
from mtqa.readers.masks import Masks
from mtqa.readers.tags import Part, Token

if TYPE_CHECKING:
    from cssselect.parser import Attrib, Tree

SUPPORTED = (
    "elements, *, .class, #id, [attribute] with any operator, :not(), :is(), descendants, children (>) and "
    "lists of these are supported"
)


class Tag(NamedTuple):
    """An opening tag as a selector sees it."""

    name: str
    attributes: Mapping[str, str]


_Test = Callable[[Tag], bool]


class _Step(NamedTuple):
    """One part of a selector between combinators.

    Attributes:
        test: what it asks of the element itself.
        after: the number of the step that must hold above it; None where nothing need.
        child: whether that must hold for its parent, and not for any ancestor.
        ends: the selector that the last step ends; empty for the others.
    """

    test: _Test
    after: int | None
    child: bool
    ends: str


@cache
def compiled(selectors: tuple[str, ...]) -> tuple[_Step, ...]:
    """Return the steps of some selectors.

    Raises:
        ConfigError: one is no CSS selector, or asks for more than can be told while a page is read.
    """
    from cssselect import SelectorSyntaxError, parse  # noqa: PLC0415 - only where there are selectors

    steps: list[_Step] = []
    for selector in selectors:
        try:
            found = parse(selector)
        except SelectorSyntaxError as error:
            raise ConfigError(f"mask-selectors: '{selector}' is no CSS selector that can be used: {error}") from None
        for one in found:
            if one.pseudo_element is not None:
                raise _unsupported(selector)
            _add(steps, one.parsed_tree, selector)
    return tuple(steps)


def _unsupported(selector: str) -> ConfigError:
    return ConfigError(f"mask-selectors: '{selector}' asks for what is not supported; {SUPPORTED}")


def _add(steps: list[_Step], tree: Tree, selector: str) -> None:
    from cssselect.parser import CombinedSelector  # noqa: PLC0415

    parts: list[tuple[Tree, str]] = []
    while isinstance(tree, CombinedSelector):
        if tree.combinator not in (" ", ">"):
            raise _unsupported(selector)
        parts.append((tree.subselector, tree.combinator))
        tree = tree.selector
    parts.append((tree, ""))
    for i, (part, combinator) in enumerate(reversed(parts)):
        ends = selector if i == len(parts) - 1 else ""
        steps.append(_Step(_test(part, selector), len(steps) - 1 if combinator else None, combinator == ">", ends))


def _test(tree: Tree, selector: str) -> _Test:
    """Return the test of an element that a compound of simple selectors makes."""
    from cssselect import parser as css  # noqa: PLC0415

    tests: list[_Test] = []
    while not isinstance(tree, css.Element):
        match tree:
            case css.Class():
                tests.append(_has_class(tree.class_name))
            case css.Hash():
                tests.append(_is_attribute("id", tree.id))
            case css.Attrib() if tree.namespace is None:
                tests.append(_attribute(tree))
            case css.Negation():
                tests.append(_none(_test(tree.subselector, selector)))
            case css.Matching():
                tests.append(_any([_test(one, selector) for one in tree.selector_list]))
            case _:
                raise _unsupported(selector)
        tree = tree.selector
    if tree.namespace is not None:
        raise _unsupported(selector)
    if tree.element is not None:
        tests.append(_is_element(tree.element.lower()))
    return _all(tests)


def _all(tests: list[_Test]) -> _Test:
    return lambda tag: all(test(tag) for test in tests)


def _any(tests: list[_Test]) -> _Test:
    return lambda tag: any(test(tag) for test in tests)


def _none(test: _Test) -> _Test:
    return lambda tag: not test(tag)


def _is_element(name: str) -> _Test:
    return lambda tag: tag.name == name


def _has_class(name: str) -> _Test:
    return lambda tag: name in tag.attributes.get("class", "").split()


def _is_attribute(name: str, value: str) -> _Test:
    return lambda tag: tag.attributes.get(name) == value


_OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda has, value: has == value,
    "!=": lambda has, value: has != value,
    "~=": lambda has, value: value in has.split(),
    "|=": lambda has, value: has == value or has.startswith(f"{value}-"),
    "^=": lambda has, value: bool(value) and has.startswith(value),
    "$=": lambda has, value: bool(value) and has.endswith(value),
    "*=": lambda has, value: bool(value) and value in has,
}


def _attribute(tree: Attrib) -> _Test:
    name = tree.attrib.lower()
    if tree.value is None:
        return lambda tag: name in tag.attributes
    value, holds = tree.value.value or "", _OPERATORS[tree.operator]
    return lambda tag: name in tag.attributes and holds(tag.attributes[name], value)


class _Open(NamedTuple):
    """An element that is open: which steps hold for it, which for it or above, and the innermost block around it."""

    name: str
    here: int
    above: int
    block: int


class Selection:
    """Takes what is selected out of the tokens of a page.

    Args:
        text: the text that the tokens are of.
        steps: what is selected.
        masks: where what is taken out is told.
        renamed: other names of attributes (``className``) and those that they stand for.
    """

    def __init__(
        self, text: str, steps: tuple[_Step, ...], masks: Masks, renamed: Mapping[str, str] | None = None
    ) -> None:
        self._text = text
        self._steps = steps
        self._masks = masks
        self._renamed = renamed or {}
        self._stack = [_Open("", 0, 0, 0)]
        self._count: Counter[str] = Counter()
        self._depth = 0
        self._from = Token(Part.OPEN, 0, 0)
        self._why = ""

    def outside(self, tokens: Iterable[Token], end: int) -> Iterator[Token]:
        """Yield the tokens outside of what is selected, and an empty tag where that begins and where it ends."""
        for token in tokens:
            if token.part is Part.TEXT:
                if not self._depth:
                    yield token
            elif token.part is Part.CLOSE:
                yield from self._close(token)
            else:
                yield from self._open(token)
        if self._depth:
            self._masks.add(self._from.end, end, self._why)

    def _close(self, token: Token) -> Iterator[Token]:
        if not self._count[token.name]:
            if not self._depth:
                yield token
            return
        at = len(self._stack) - 1
        while self._stack[at].name != token.name:
            at -= 1
        was, depth = self._depth, self._depth == at
        yield from self._cut(at, token)
        if not was or (not self._depth and not depth):
            yield token

    def _open(self, token: Token) -> Iterator[Token]:
        name = token.name
        if name in BLOCKS:
            block = self._stack[-1].block
            while block and self._stack[block].name in ("p", *IMPLIED.get(name, ())):
                yield from self._cut(block, token._replace(end=token.start))
                block = self._stack[-1].block
        above = self._stack[-1]
        here, why = self._match(token, above)
        if why and not self._depth:
            yield token._replace(part=Part.EMPTY, attributes={})
            if token.part is Part.OPEN:
                self._depth, self._from, self._why = len(self._stack), token, why
            elif any(word in token.attributes for word in DESCRIBING):
                self._masks.add(token.start, token.end, why)
        elif not self._depth:
            yield token
        if token.part is Part.OPEN:
            block = len(self._stack) if name in BLOCKS else above.block
            self._stack.append(_Open(name, here, above.above | here, block))
            self._count[name] += 1

    def _cut(self, at: int, token: Token) -> Iterator[Token]:
        """Close all elements from the one at ``at``; where that ends what is selected, say so."""
        for element in self._stack[at:]:
            self._count[element.name] -= 1
        del self._stack[at:]
        if self._depth and at <= self._depth:
            own = at == self._depth
            self._masks.add(self._from.end, token.start, self._why)
            yield Token(Part.EMPTY, token.start, token.end if own else token.start, self._from.name)
            self._depth = 0

    def _match(self, token: Token, above: _Open) -> tuple[int, str]:
        """Return the steps that hold for an element, as bits, and the selector that it makes hold."""
        tag = Tag(token.name, {self._renamed.get(k, k): self._value(v) for k, v in token.attributes.items()})
        here, why = 0, ""
        for i, (test, after, child, ends) in enumerate(self._steps):
            holds = after is None or (above.here if child else above.above) >> after & 1
            if holds and test(tag):
                here |= 1 << i
                why = why or (ends and f"selector {ends}")
        return here, why

    def _value(self, place: Span) -> str:
        value = self._text[place.start : place.end]
        return unescape(value) if "&" in value else value
