"""Property lists in XML: the strings of a dictionary, each with the keys that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mtqa.errors import ReadError
from mtqa.readers.xml import Element, parse

BINARY = b"bplist"
CONVERT = "a binary property list; run: plutil -convert xml1 FILE"


class Entry(NamedTuple):
    """A value and the keys of the dictionaries that hold it, outermost first."""

    path: tuple[str, ...]
    value: Element


def entries(text: str, what: str) -> Iterator[Entry]:
    """Yield all values that are no dictionaries, in document order.

    Args:
        text: the property list.
        what: what it should be, for messages.

    Raises:
        ReadError: it is not well-formed, no property list, or no dictionary.
    """
    root = parse(text, what)
    if root.name != "plist":
        raise ReadError(f"no {what}: its root element is <{root.name}>, not <plist>")
    top = root.first("dict")
    if top is None:
        raise ReadError(f"no {what}: its property list is no dictionary")
    stack = [Entry((), top)]
    while stack:
        entry = stack.pop()
        if entry.value.name != "dict":
            yield entry
            continue
        inner: list[Entry] = []
        key = ""
        for element in entry.value.elements:
            if element.name == "key":
                key = element.text
            else:
                inner.append(Entry((*entry.path, key), element))
        stack += reversed(inner)
