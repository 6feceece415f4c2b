"""The styles of an OpenDocument text, and what they make of paragraphs and spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mtqa.readers.documents.office_styles import HIDDEN, STRUCK, Role, is_code, role
from mtqa.readers.xml import Element

PARAGRAPH, TEXT = "paragraph", "text"
_BASES = 30
_ESCAPE = re.compile(r"_([0-9a-f]{1,4})_")


class Style(NamedTuple):
    """What a style says, why it keeps text from being read if it does, and what it is based on."""

    name: str
    based_on: str
    hidden: str


class Look(NamedTuple):
    """What a style comes to with all that it is based on."""

    role: Role | None = None
    hidden: str = ""
    code: bool = False


class Styles:
    """Styles by family and name.

    Args:
        roots: the parts that define them: automatic ones of the first count before named ones of the others.
    """

    def __init__(self, *roots: Element) -> None:
        self._styles: dict[tuple[str, str], Style] = {}
        for root in roots:
            for group in root.of("automatic-styles", "styles"):
                for style in group.of("style"):
                    found = style.attributes
                    self._styles.setdefault((found.get("family", ""), found.get("name", "")), _style(style))
        self._looks: dict[tuple[str, str], Look] = {}

    def look(self, family: str, name: str) -> Look:
        """Return what a style comes to; one that is defined nowhere is known by its name alone."""
        look = self._looks.get((family, name))
        if look is None:
            chain = list(self._chain(family, name))
            names = [style.name for style in chain] or [_shown(name)]
            hidden = next((style.hidden for style in chain if style.hidden), "")
            look = self._looks[family, name] = Look(role(names), hidden, is_code(names))
        return look

    def _chain(self, family: str, name: str) -> Iterator[Style]:
        for _ in range(_BASES):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.based_on


def _style(element: Element) -> Style:
    found = element.attributes
    text = element.first("text-properties")
    return Style(
        found.get("display-name") or _shown(found.get("name", "")),
        found.get("parent-style-name", ""),
        _hiding(text.attributes) if text else "",
    )


def _hiding(properties: Mapping[str, str]) -> str:
    if properties.get("display") == "none":
        return HIDDEN
    struck = (properties.get(f"text-line-through-{name}", "none") for name in ("style", "type"))
    return STRUCK if any(value != "none" for value in struck) else ""


def _shown(name: str) -> str:
    """Return a style's name as it is shown: ``Text_20_body`` is "Text body"."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), name)
