"""The styles of a Word document, and what they make of paragraphs and runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mtqa.readers.documents.office_styles import Role, is_code, role
from mtqa.readers.xml import Element

LEVELS = frozenset("012345678")
"""Levels of an outline; a ninth is body text."""
_OFF = frozenset(("0", "false", "off"))
_BASES = 30


class Style(NamedTuple):
    """What a style says, and what it is based on."""

    name: str
    based_on: str
    outline: bool
    numbered: bool
    hidden: bool | None


class Look(NamedTuple):
    """What a style comes to with all that it is based on."""

    role: Role | None = None
    outline: bool = False
    numbered: bool = False
    hidden: bool = False
    code: bool = False


class Styles:
    """The styles of a document.

    Args:
        root: the root of its part ``styles.xml``, if there is one.
    """

    def __init__(self, root: Element | None) -> None:
        found = () if root is None else root.of("style")
        self._styles = {style.attributes.get("styleId", ""): _style(style) for style in found}
        self._looks: dict[str, Look] = {"": Look()}

    def look(self, style_id: str) -> Look:
        """Return what a style comes to; one that is defined nowhere is known by its id alone."""
        look = self._looks.get(style_id)
        if look is None:
            chain = list(self._chain(style_id))
            names = [style.name for style in chain] or [style_id]
            look = self._looks[style_id] = Look(
                role(names),
                any(style.outline for style in chain),
                any(style.numbered for style in chain),
                next((style.hidden for style in chain if style.hidden is not None), False),
                is_code(names),
            )
        return look

    def _chain(self, style_id: str) -> Iterator[Style]:
        for _ in range(_BASES):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on


def _style(element: Element) -> Style:
    paragraph, run = element.first("pPr"), element.first("rPr")
    vanish = run.first("vanish") if run else None
    return Style(
        value(element, "name") or element.attributes.get("styleId", ""),
        value(element, "basedOn") or "",
        (value(paragraph, "outlineLvl") or "") in LEVELS,
        paragraph is not None and paragraph.first("numPr") is not None,
        is_on(vanish) if vanish else None,
    )


def value(parent: Element | None, name: str) -> str | None:
    """Return what a property is set to."""
    found = parent.first(name) if parent else None
    return None if found is None else found.attributes.get("val", "")


def is_on(found: Element | None) -> bool:
    """Tell whether a property that is on or off is there and on."""
    return found is not None and found.attributes.get("val", "").lower() not in _OFF
