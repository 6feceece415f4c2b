"""Parts of a Markdown text that its owners do not want to be read: components, directives and selected elements.

They are found before the text is parsed, and overwritten, so that nothing later needs to know of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from mtqa.config import Settings
from mtqa.document import Span
from mtqa.readers.braces import Braces
from mtqa.readers.fences import LINE_START, code_stretches
from mtqa.readers.masks import Masks
from mtqa.readers.selectors import Selection, compiled
from mtqa.readers.tags import tokens

_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n]|\Z)")
_NOT_MARGIN = re.compile(r"[^\s>]")
_NAME = re.compile(r"[\w-]+")
_CONTAINER = re.compile(
    LINE_START + r"[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(?P<colons>:{3,})[ \t]*(?P<names>[^\r\n\[]*)[^\r\n]*"
)
_LEAF = re.compile(LINE_START + r"[ \t>]*::(?P<name>[A-Za-z][\w-]*)[^\r\n]*")
_INLINE = re.compile(
    r"(?<![\w:]):(?P<name>[A-Za-z][\w-]*)\[(?P<inside>[^\[\]\r\n]{0,1000})\](?:\{[^{}\r\n]{0,1000}\})?"
)
_ADMONITION = re.compile(LINE_START + r"(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)[ \t]+(?P<names>[\w -]*)[^\r\n]*")
_ALERT = re.compile(LINE_START + r"(?P<margin>(?:[ \t]{0,3}>)+)[ \t]*\[!(?P<name>[\w-]{1,100})\][^\r\n]*")
_LAZY = re.compile(r"[ \t]*(?![ \t]|#|[-*+][ \t]|\d{1,9}[.)]|```|~~~|[<|>\r\n]|\Z)")
_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*\{(?P<name>[\w-]+)\}[^\r\n]*")
_SHORTCODE = re.compile(
    r"\{\{[<%]\s{0,9}(?P<close>/?)\s{0,9}(?P<name>[\w./-]+)(?=[\s/>%])[^\r\n]{0,500}?[>%]\}\}"
    r"|\{%-?\s{0,9}(?P<end>(?:end)?)(?P<tag>[\w-]+)[^\r\n]{0,500}?%\}"
)
_DEEPEST = 50
"""Open containers among which the one that a closing mark ends is looked for."""
_TAB = 4


class Aside(NamedTuple):
    """A part that is not read: all of it, what stands inside, and the setting that says so."""

    start: int
    end: int
    inside: Span
    pattern: str


def asides(text: str, settings: Settings, masks: Masks) -> list[Span]:
    """Return the stretches of a text that settings keep from being read, in order, and tell them as masks.

    Raises:
        ConfigError: a selector can't be used.
    """
    if not (settings.mask_directives or settings.mask_components or settings.mask_selectors):
        return []
    code = list(code_stretches(text))
    bare = _without(text, code)
    found: list[Aside] = []
    if settings.mask_directives:
        wanted = frozenset(name.casefold() for name in settings.mask_directives)
        for find in (_containers, _lines, _admonitions, _alerts, _shortcodes):
            found += find(bare, wanted)
        found += _fences(text, code, wanted)
    if settings.mask_components:
        found += _components(bare, settings.mask_components)
    if settings.mask_selectors:
        found += _selected(bare, settings.mask_selectors)
    kept = list(_outermost(found))
    for aside in kept:
        masks.add(*aside.inside, aside.pattern)
    return [Span(aside.start, aside.end) for aside in kept]


def _outermost(found: Iterable[Aside]) -> Iterator[Aside]:
    at = 0
    for aside in sorted(found, key=lambda one: (one.start, -one.end)):
        if aside.start >= at:
            yield aside
            at = aside.end


def _without(text: str, code: Sequence[Span]) -> str:
    """Return the text with full stops for its code, so that nothing in there looks like markup."""
    parts: list[str] = []
    at = 0
    for start, end in code:
        parts += (text[at:start], _NOT_MARGIN.sub(".", text[start:end]))
        at = end
    return "".join(parts) + text[at:]


def _directive(start: int, end: int, inside: tuple[int, int], name: str) -> Aside:
    return Aside(start, end, Span(*inside), f"directive {name.casefold()}")


def _named(names: str, wanted: frozenset[str]) -> str:
    """Return the first of the names in a directive's head that is wanted; titles behind the name are none."""
    head = names.strip()
    found = _NAME.findall(head.partition("}")[0]) if head.startswith(("{", ".")) else _NAME.findall(head)[:1]
    return next((name for name in found if name.casefold() in wanted), "")


def _containers(text: str, wanted: frozenset[str]) -> Iterator[Aside]:
    """Find containers between fences of colons; one that is not closed goes on to the end, as where it is shown."""
    opened: list[tuple[int, re.Match[str], str]] = []
    for mark in _CONTAINER.finditer(text):
        colons = len(mark["colons"])
        if mark["names"].strip():
            opened.append((colons, mark, _named(mark["names"], wanted)))
            continue
        near = range(len(opened) - 1, max(len(opened) - _DEEPEST, 0) - 1, -1)
        at = next((i for i in near if opened[i][0] == colons), None)
        if at is None and opened and opened[-1][0] < colons:
            at = len(opened) - 1
        if at is not None:
            _, head, name = opened[at]
            if name:
                yield _directive(head.start(), mark.end(), (head.end(), mark.start()), name)
            yield from _unclosed(opened[at + 1 :], mark.start())
            del opened[at:]
    yield from _unclosed(opened, len(text))


def _unclosed(opened: Iterable[tuple[int, re.Match[str], str]], end: int) -> Iterator[Aside]:
    return (_directive(head.start(), end, (head.end(), end), name) for _, head, name in opened if name)


def _lines(text: str, wanted: frozenset[str]) -> Iterator[Aside]:
    """Find directives of one line (``::ad[...]``) and within a line (``:ad[...]``)."""
    for pattern in (_LEAF, _INLINE):
        for found in pattern.finditer(text):
            if found["name"].casefold() in wanted:
                yield _directive(*found.span(), found.span(), found["name"])


def _admonitions(text: str, wanted: frozenset[str]) -> Iterator[Aside]:
    """Find admonitions, which all lines belong to that are indented below them."""
    at = 0
    while head := _ADMONITION.search(text, at):
        at = head.end()
        names = [name for name in _NAME.findall(head["names"]) if name.casefold() in wanted]
        if names:
            deep = len(head["indent"].expandtabs(_TAB)) + _TAB
            end = _while(text, head.end(), lambda line, deep=deep: _indent(line) >= deep)  # type: ignore[misc]
            yield _directive(head.start(), end, (head.end(), end), names[0])
            at = max(at, end)


def _indent(line: str) -> int:
    """Return how far a line is indented; a blank line is indented as far as need be."""
    return len(line.expandtabs(_TAB)) - len(line.expandtabs(_TAB).lstrip()) if line.strip() else len(line) + 10**6


def _alerts(text: str, wanted: frozenset[str]) -> Iterator[Aside]:
    """Find quotations that begin with an alert's mark, with the lines that go on with their last paragraph."""
    at = 0
    while head := _ALERT.search(text, at):
        at = head.end()
        if head["name"].casefold() in wanted:
            margin = re.compile(rf"(?:[ \t]{{0,3}}>){{{head['margin'].count('>')}}}")
            end = _while(text, head.end(), lambda line, margin=margin: bool(margin.match(line) or _LAZY.match(line)))  # type: ignore[misc]
            yield _directive(head.start(), end, (head.end(), end), head["name"])
            at = max(at, end)


def _while(text: str, at: int, holds: Callable[[str], bool]) -> int:
    """Return where the last line ends that is not blank and up to which a test holds for all lines after ``at``."""
    end = at
    first = _LINE.match(text, at)
    at = first.end() if first else at
    while at < len(text) and (line := _LINE.match(text, at)) and holds(line[0]):
        at = line.end()
        if line[0].strip():
            end = line.start() + len(line[0].rstrip("\r\n"))
    return end


def _shortcodes(text: str, wanted: frozenset[str]) -> Iterator[Aside]:
    """Find shortcodes and template tags that are closed; one that is not encloses nothing."""
    marks = (
        (mark, mark["name"] or mark["tag"], bool(mark["close"] or mark["end"])) for mark in _SHORTCODE.finditer(text)
    )
    for name, start, end in _pairs((m.span(), name, closes) for m, name, closes in marks if name.casefold() in wanted):
        yield _directive(start.start, end.end, (start.end, end.start), name)


def _pairs(marks: Iterable[tuple[tuple[int, int], str, bool]]) -> Iterator[tuple[str, Span, Span]]:
    """Yield the opening and the closing mark of what is closed; those of one name may be nested."""
    opened: dict[str, list[Span]] = {}
    for place, name, closes in marks:
        if not closes:
            opened.setdefault(name, []).append(Span(*place))
        elif opened.get(name):
            yield name, opened[name].pop(), Span(*place)


def _fences(text: str, code: Sequence[Span], wanted: frozenset[str]) -> Iterator[Aside]:
    for start, end in code:
        head = _FENCE.match(text, start, end)
        if head and head["name"].casefold() in wanted:
            yield _directive(start, end, (head.end(), end), head["name"])


def _components(text: str, names: Sequence[str]) -> Iterator[Aside]:
    """Find JSX components from their opening to their closing tag; one that is not closed is left to be read."""
    tag = re.compile(rf"<(?P<close>/?)(?P<name>{'|'.join(map(re.escape, names))})(?=[\s/>])")

    def marks() -> Iterator[tuple[tuple[int, int], str, bool]]:
        at, braces = 0, Braces(text)
        while found := tag.search(text, at):
            end = braces.tag_end(found.end())
            at = end or found.end()
            if end and text[end - 2] != "/":
                yield (found.start(), end), found["name"], bool(found["close"])

    for name, start, end in _pairs(marks()):
        yield Aside(start.start, end.end, Span(start.end, end.start), f"component {name}")


def _selected(text: str, selectors: tuple[str, ...]) -> Iterator[Aside]:
    found = Masks(text)
    selection = Selection(text, compiled(selectors), found, {"classname": "class", "htmlfor": "for"})
    for _ in selection.outside(tokens(text, 0, len(text)), len(text)):
        pass
    for mask in found.all():
        yield Aside(mask.start, mask.end, Span(mask.start, mask.end), mask.pattern)
