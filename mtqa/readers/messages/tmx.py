"""TMX: the English of a translation memory, with the text in the source language beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.config import Settings
from mtqa.document import Document, Lines, Source
from mtqa.errors import ReadError
from mtqa.readers.languages import is_english
from mtqa.readers.messages.units import HELD, Message, Messages
from mtqa.readers.messages.xml_inline import NOTHING, code, original_of, pieces
from mtqa.readers.messages.xml_units import another_language
from mtqa.readers.xml import Element, parse
from mtqa.result import SkippedFile

_LEFT_OUT = frozenset("bpt ept it ut".split())
_ALL = "*all*"


class TmxReader:
    """Reads ``.tmx`` files: one document, of all the English in the memory."""

    format = "tmx"
    suffixes: tuple[str, ...] = (".tmx",)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document, and a skipped file for each unit that is malformed.

        Raises:
            ReadError: the file is not well-formed, no TMX, or has no English in it.
        """
        root = parse(source.text, "TMX")
        if root.name != "tmx":
            raise ReadError(f"no TMX: its root element is <{root.name}>, not <tmx>")
        header, body = root.first("header"), root.first("body")
        if body is None:
            raise ReadError("no TMX: it has no <body>")
        units = list(body.of("tu"))
        general = header.attributes.get("srclang", "") if header else ""
        named = {said for tu in units for said in _languages(tu)}
        if named and not settings.language and not any(map(is_english, named)):
            raise ReadError(another_language(sorted(named)))
        messages = Messages(settings)
        lines = Lines(source.text)
        for number, tu in enumerate(units, 1):
            if not _collect(_unit(tu, str(number), general), messages, any_language=not any(map(is_english, named))):
                yield SkippedFile(
                    f"{source.path}:{lines.at(tu.start)[0]}", "a unit without text; a <tuv> needs a <seg>"
                )
        yield messages.document(source, self.format)


@dataclass(frozen=True, slots=True)
class _Variant:
    language: str
    text: Element


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit: its key, the language that it is translated from where that is said, and its text in each language."""

    key: str
    source: str
    variants: tuple[_Variant, ...]

    def original(self) -> _Variant | None:
        """Return what is translated: the text in the source language, or where any may be that, the first other one."""
        if self.source in ("", _ALL):
            return next((each for each in self.variants if not is_english(each.language)), None)
        return next((each for each in self.variants if each.language.lower() == self.source.lower()), None)


def _languages(tu: Element) -> Iterator[str]:
    return (found for found in map(_language, tu.of("tuv")) if found)


def _language(tuv: Element) -> str:
    return tuv.attributes.get("lang", "").strip()


def _unit(tu: Element, number: str, general: str) -> _Unit:
    found = ((tuv, tuv.first("seg")) for tuv in tu.of("tuv"))
    variants = tuple(_Variant(_language(tuv), seg) for tuv, seg in found if seg is not None)
    return _Unit(tu.attributes.get("tuid") or number, tu.attributes.get("srclang") or general, variants)


def _collect(unit: _Unit, messages: Messages, *, any_language: bool) -> bool:
    """Collect the English of a unit; tell whether it has any text at all.

    Args:
        unit: the unit.
        messages: where to.
        any_language: whether what is not in the source language is English, whatever it is called.
    """
    read = [v for v in unit.variants if is_english(v.language) or (any_language and v.language != unit.source)]
    if unit.variants and not read:
        messages.omit("in other languages")
    original = unit.original()
    said = original_of(original.text, stand_in) if original and read else ""
    for variant in read:
        itself = original is None or variant.language == original.language
        messages.add(Message(unit.key, pieces(variant.text, stand_in), "" if itself else said))
    return bool(unit.variants)


def stand_in(element: Element) -> str | None:
    """Return what is read instead of an inline element: nothing for a pair of tags, a placeholder for a variable."""
    if element.name in _LEFT_OUT:
        return NOTHING
    if element.name == "ph":
        return code(element.text) if element.text else HELD
    return None
