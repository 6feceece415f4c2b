"""Attributes that say in words what an element shows or does: captions of pictures, and labels of all else."""

from __future__ import annotations

from typing import NamedTuple

from mtqa.document import Kind, Span
from mtqa.readers.elements import DESCRIBING, PICTURES, is_file_name
from mtqa.readers.tags import Token


class Description(NamedTuple):
    """An attribute that describes its element in words, and what such a description is."""

    name: str
    value: Span
    kind: Kind


def descriptions(text: str, token: Token, *, shown: bool = True) -> list[Description]:
    """Return the attributes of a tag that are read out or shown, without repetitions and names of files.

    Args:
        text: the text that the tag is of.
        token: the tag.
        shown: whether the element itself is read; where it is not, it may still be a picture with a description.
    """
    attributes = token.attributes
    if not attributes:
        return []
    found: dict[str, Description] = {}
    picture = False
    for name in DESCRIBING:
        value = attributes.get(name)
        if value is None:
            continue
        picture = picture or name == "alt" or _is_picture(text, token)
        said = text[value.start : value.end]
        if (picture or shown) and not is_file_name(said):
            found.setdefault(said, Description(name, value, Kind.CAPTION if picture else Kind.MESSAGE))
    return list(found.values())


def _is_picture(text: str, token: Token) -> bool:
    role = token.attributes.get("role")
    return token.name in PICTURES or (role is not None and text[role.start : role.end].strip().lower() == "img")
