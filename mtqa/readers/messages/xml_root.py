"""Which XML it is: the name of the root element, without reading on."""

from __future__ import annotations

from xml.parsers import expat


class _Found(Exception):  # noqa: N818 - it ends a search
    pass


def root_name(text: str) -> str | None:
    """Return the name of a document's root element without its prefix, or None where none begins.

    The rest is not looked at, so a large file of another kind costs nothing, and is none that failed.
    """
    names: list[str] = []

    def begin(name: str, _: object) -> None:
        names.append(name.rpartition(":")[2])
        raise _Found

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = begin
    data = text.removeprefix("\ufeff")
    for start in range(0, len(data), _PART):
        try:
            parser.Parse(data[start : start + _PART].encode("utf-8", "replace"), False)
        except (_Found, expat.ExpatError):
            break
    return names[0] if names else None


_PART = 1 << 14
