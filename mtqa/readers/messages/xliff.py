"""XLIFF 1.2 and 2: the English targets of a file, with the sources that they translate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.config import Settings
from mtqa.document import Document, Lines, Source
from mtqa.errors import ReadError
from mtqa.readers.languages import is_english
from mtqa.readers.messages.units import HELD, UNTRANSLATED, Message, Messages
from mtqa.readers.messages.xml_inline import GAP, NOTHING, code, original_of, pieces
from mtqa.readers.messages.xml_units import NOT_TO_BE_TRANSLATED, another_language
from mtqa.readers.xml import Element, parse
from mtqa.result import SkippedFile

_XML = "{http://www.w3.org/XML/1998/namespace}"
_LEFT_OUT = frozenset("bpt ept it bx ex sc ec sm em cp".split())
_UNTRANSLATED = frozenset("new needs-translation initial".split())
_BREAKS = frozenset("lb pb x-br x-lf xlf:lb xlf:pb".split())
_MARKUP = re.compile(
    r"image|bold|italic|underlined|link|fmt|xlf:[biu]|x-html-\w+|x-(?:html|a|abbr|b|code|div|em|font|h[1-6]|hr|i|img|"
    r"input|label|li|mark|ol|p|small|span|strong|sub|sup|table|td|tr|u|ul)"
)
_HEADER = "x-gettext-domain-header"
_TAG_ID = re.compile(r"(?:START|CLOSE)_[A-Z0-9_]+")


class XliffReader:
    """Reads ``.xlf`` and ``.xliff`` files: one document, of all its translation units with an English target."""

    format = "xliff"
    suffixes: tuple[str, ...] = (".xlf", ".xliff")

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document, and a skipped file for each part that is translated into another language.

        Raises:
            ReadError: the file is not well-formed, no XLIFF, or translated into another language as a whole.
        """
        root = parse(source.text, "XLIFF")
        if root.name != "xliff":
            raise ReadError(f"no XLIFF: its root element is <{root.name}>, not <xliff>")
        messages = Messages(settings)
        lines = Lines(source.text)
        foreign: list[tuple[int, str]] = []
        files = list(_files(root))
        for file in files:
            language = "" if settings.language else _foreign(file)
            if language:
                foreign.append((lines.at(file.element.start)[0], language))
                continue
            for unit in _units(file):
                _collect(unit, messages)
        if files and len(foreign) == len(files):
            raise ReadError(another_language(language for _, language in foreign))
        yield from (SkippedFile(f"{source.path}:{line}", another_language([found])) for line, found in foreign)
        yield messages.document(source, self.format)


@dataclass(frozen=True, slots=True)
class _File:
    """A file element, and the languages that it is translated from and into, where that is said."""

    element: Element
    second: bool
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class _Unit:
    """A source and its target; ``translate`` is whether it may be translated at all."""

    key: str
    source: Element | None
    target: Element | None
    state: str
    translate: bool


def _files(root: Element) -> Iterator[_File]:
    """Yield the file elements: XLIFF 2 names the languages on the root, XLIFF 1 on each file."""
    second = root.attributes.get("version", "").startswith("2") or "document:2" in root.space
    for element in root.of("file"):
        named = root.attributes if second else element.attributes
        names = ("srcLang", "trgLang") if second else ("source-language", "target-language")
        yield _File(element, second, named.get(names[0], "").strip(), named.get(names[1], "").strip())


def _foreign(file: _File) -> str:
    """Return the language that a file is translated into, or nothing where that is, or may be, English.

    Where it is not named, it is not English if the source is; unless nothing is translated yet, as in a template.
    """
    target = file.target or next((own for own in map(_own_language, _units(file)) if own), "")
    if target:
        return "" if is_english(target) else target
    if not is_english(file.source) or not any(_is_translated(unit) for unit in _units(file)):
        return ""
    return f"not named, translated from {file.source}"


def _own_language(unit: _Unit) -> str:
    return unit.target.attributes.get(f"{_XML}lang", "").strip() if unit.target else ""


def _is_translated(unit: _Unit) -> bool:
    return unit.target is not None and unit.state not in _UNTRANSLATED and bool(unit.target.text.strip())


def _units(file: _File) -> Iterator[_Unit]:
    """Yield the units in document order; what a group says about translating holds for all in it."""
    stack = [(file.element, True)]
    while stack:
        element, above = stack.pop()
        translate = {"yes": True, "no": False}.get(element.attributes.get("translate", ""), above)
        if element.attributes.get("restype") == _HEADER:
            continue
        if element.name == "trans-unit":
            yield _unit(element, _key(element, "resname"), translate)
        elif element.name == "unit" and file.second:
            for segment in element.of("segment"):
                yield _unit(segment, _key(element, "name"), translate)
        else:
            inner = element.of("body", "group", "trans-unit", "unit")
            stack += reversed([(child, translate) for child in inner])


def _unit(element: Element, key: str, translate: bool) -> _Unit:
    target = element.first("target")
    state = element.attributes.get("state") or (target.attributes.get("state", "") if target else "")
    return _Unit(key, element.first("source"), target, state, translate)


def _key(element: Element, name: str) -> str:
    """Return the name that developers gave to a string, which a unit may carry beside its id."""
    return element.attributes.get(name) or element.attributes.get("id", "")


def _collect(unit: _Unit, messages: Messages) -> None:
    if not unit.translate:
        messages.omit(NOT_TO_BE_TRANSLATED)
    elif unit.target is None or not _is_translated(unit):
        messages.omit(UNTRANSLATED)
    else:
        messages.add(Message(unit.key, pieces(unit.target, stand_in), original_of(unit.source, stand_in)))


def stand_in(element: Element) -> str | None:
    """Return what is read instead of an inline element: nothing for a pair of tags, a placeholder for a variable."""
    if element.name in _LEFT_OUT:
        return NOTHING
    if element.name not in ("x", "ph"):
        return None
    said = element.attributes
    kinds = [said.get(name, "") for name in ("ctype", "type", "subType")]
    if any(kind in _BREAKS for kind in kinds) or said.get("equiv") == "LINE_BREAK":
        return GAP
    native = element.text or said.get("disp") or said.get("equiv-text") or ""
    if native:
        return code(native)
    markup = any(_MARKUP.fullmatch(kind) for kind in kinds)
    return NOTHING if markup or any(_TAG_ID.fullmatch(said.get(name, "")) for name in ("id", "equiv")) else HELD
