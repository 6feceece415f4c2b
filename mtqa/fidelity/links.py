"""Compares the addresses of two texts: what was lost, and what was changed beyond what localisation changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

_LOCALE: Final = re.compile(r"(?:[a-z]{2}|[a-z]{2}[-_][A-Za-z]{2,4}|zh[-_]han[st]|intl|global|int)", re.IGNORECASE)
_ENDING: Final = re.compile(r"[._-](?:[a-z]{2}|[a-z]{2}[-_][a-z]{2})(?=\.\w{1,5}$)", re.IGNORECASE)
_NEUTRAL: Final = frozenset(("www", "m", "mobile"))
_SECOND_LEVEL: Final = frozenset(("co", "com", "org", "net", "gov", "ac", "edu", "gob", "gouv"))
_ALIKE = 0.8
_MOST = 50
"""Addresses of which the likest to a lost one is looked for."""


class LinkChange(NamedTuple):
    """An address of the source that the English lacks; ``english`` is the one that stands for it, if any."""

    source: str
    english: str | None


class _Address(NamedTuple):
    """An address in parts: its host without the ending of a country, its path, and whether it is of one language."""

    name: str
    path: str
    localised: bool


def changes(english: Sequence[str], source: Sequence[str]) -> list[LinkChange]:
    """Return what became of the source's addresses that the English does not have.

    Other languages' editions of a site (``/ru/``, ``ru.``, ``.de``), the protocol, what tracks visitors, and the place
    within a page may differ.

    Args:
        english: the addresses in the English text.
        source: those in the source.
    """
    there = [_address(link) for link in english]
    free = set(range(len(english)))
    lost = []
    for link in dict.fromkeys(source):
        if link in english:
            free -= {i for i in free if english[i] == link}
        else:
            lost.append(link)
    found = []
    for link in lost:
        wanted = _address(link)
        if any(_stands_for(one, wanted) for one in there):
            continue
        best = max(free, key=lambda i: _likeness(english[i], link), default=None) if len(free) <= _MOST else None
        if best is not None and _likeness(english[best], link) >= _ALIKE:
            free.remove(best)
            found.append(LinkChange(link, english[best]))
        else:
            found.append(LinkChange(link, None))
    return found


def _stands_for(english: _Address, source: _Address) -> bool:
    if english.name != source.name:
        return False
    return english.path == source.path or english.localised or source.localised


def _address(link: str) -> _Address:
    if "@" in link and "/" not in link:
        user, _, host = link.removeprefix("mailto:").casefold().partition("@")
        name, localised = _host(host.partition("?")[0])
        return _Address(f"{user}@{name}", "", localised)
    try:
        parts = urlsplit(link if "//" in link else f"//{link}")
    except ValueError:
        return _Address(link, "", localised=False)
    name, localised = _host(parts.netloc.casefold())
    pieces = [piece for piece in unquote(parts.path).split("/") if piece]
    kept = [piece for piece in pieces if not _LOCALE.fullmatch(piece)]
    path = "/".join(kept)
    plain = _ENDING.sub("", path)
    return _Address(name, plain.casefold(), localised or len(kept) < len(pieces) or plain != path)


def _host(host: str) -> tuple[str, bool]:
    """Return a host without its country's ending and its language, and whether it is of one country or language."""
    labels = [label for label in host.split(".") if label not in _NEUTRAL]
    localised = False
    if len(labels) > 2 and _LOCALE.fullmatch(labels[0]):
        localised = True
        del labels[0]
    if len(labels) > 1:
        localised = localised or len(labels[-1]) == 2
        del labels[-1]
        if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
            del labels[-1]
    return ".".join(labels), localised


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first.casefold(), second.casefold(), autojunk=False).ratio()
