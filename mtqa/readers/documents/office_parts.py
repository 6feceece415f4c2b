"""The parts of a document that is a zip archive of XML files: found by name and read within limits."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from mtqa.config import Settings
from mtqa.errors import ReadError
from mtqa.readers.archive import Archive
from mtqa.readers.decoding import decode
from mtqa.readers.xml import Element, parse

_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")


class Package:
    """An archive whose members refer to each other.

    Args:
        data: its bytes.
        what: what it should be, for messages: ``Word document``.
        settings: ``max_size`` holds for what is unpacked of it in total.

    Raises:
        ReadError: it is no archive, damaged, encrypted, or has too many members.
    """

    def __init__(self, data: bytes, what: str, settings: Settings) -> None:
        self.what = what
        self._archive = Archive(data, what, settings)
        # Some programs write other slashes and capitals into a name than into what refers to it.
        self._names = {_folded(name): name for name in reversed(self._archive.names)}

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._names

    def read(self, name: str) -> bytes:
        """Return a member's bytes.

        Raises:
            ReadError: there is no such member, or it can't be unpacked.
        """
        return self._archive.read(self._names.get(_folded(name), name))

    def text(self, name: str) -> str:
        """Return a member as text.

        Raises:
            ReadError: as `read`, or it can't be decoded.
        """
        data = self.read(name)
        try:
            return decode(data, name).text
        except ReadError as error:
            raise ReadError(f"a damaged {self.what}: '{name}' in it can't be decoded ({error})") from None

    def tree(self, name: str) -> Element:
        """Return a member's XML.

        Raises:
            ReadError: as `text`, or it is malformed.
        """
        return parse(self.text(name), f"'{name}'")


def target(base: str, reference: str) -> str | None:
    """Return the member that a reference in the member ``base`` means, or None where that lies elsewhere.

    Nothing outside the archive is ever opened, whatever a reference says.
    """
    if _REMOTE.match(reference):
        return None
    path = unquote(reference.partition("#")[0]).replace("\\", "/")
    if not path:
        return None
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    found = posixpath.normpath(joined)
    return None if found == ".." or found.startswith("../") else found


def _folded(name: str) -> str:
    return name.replace("\\", "/").casefold()
