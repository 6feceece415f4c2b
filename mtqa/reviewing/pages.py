"""The pages of an HTML report: which one they are of, and what is put into them so that they can reach the server."""

from __future__ import annotations

import os
import re
from pathlib import Path

from mtqa.errors import UsageError
from mtqa.report.html.folder import PAGE_NAME, folder_name

_HEAD = 1 << 16
"""Bytes in which the marks of a page stand; its style comes after them."""
_GENERATOR = re.compile(rb'<meta name="generator" content="mtqa [^"<>]*">')
_REPORT = re.compile(rb'<meta name="mtqa-report" content="([0-9a-f]{16})">')
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="default-src \'none\';([^"<>]*)">')
_JSON = re.compile(
    r'\s*\{\s*"schema":\s*"mtqa-report/\d+"[^]]{0,200}?"signature":\s*"(?:[^"\\]|\\.)*",\s*"id":\s*"([0-9a-f]{16})"'
)
_ANEW = "make it anew with 'mtqa check'"


class StaleError(Exception):
    """A page is gone, or is of another report than when the server was started."""


def report_of(path: Path) -> str:
    """Return which report a file is: 16 hexadecimal digits.

    Args:
        path: the JSON report, or a page of the HTML report.

    Raises:
        UsageError: the file can't be read, or is no such report.
    """
    head = _read(path, _HEAD)
    if head.lstrip().startswith(b"<"):
        return _id(head, str(path))
    found = _JSON.match(head.decode("utf-8-sig", "replace"))
    if not found:
        raise UsageError(f"{path}: this is no JSON report of this version of mtqa; {_ANEW}")
    return found[1]


class Pages:
    """The pages of a report: its file, and those in the folder beside it, where the report has one.

    Nothing else is ever read, and no link is followed out of the folder.

    Attributes:
        report: which report it is.
        first: the name of the page that is to be opened.
    """

    def __init__(self, path: Path) -> None:
        """Look at a report.

        Args:
            path: its file.

        Raises:
            UsageError: there is none, or it is no HTML report, or only a page of one.
        """
        self.report = _id(_read(path, _HEAD), str(path))
        real = Path(os.path.realpath(path))
        index = real.parent.with_name(f"{real.parent.stem}.html")
        if real.parent.suffix == ".files" and index.is_file():
            raise UsageError(f"{path}: this is one page of a report; name its index, '{index}'")
        self.first = real.name
        self._files = {f"/{real.name}": real}
        folder = real.with_name(folder_name(real.name))
        if folder.is_dir() and not folder.is_symlink():
            with os.scandir(folder) as found:
                names = [e.name for e in found if PAGE_NAME.fullmatch(e.name) and e.is_file(follow_symlinks=False)]
            self._files |= {f"/{folder.name}/{name}": folder / name for name in names}

    def has(self, name: str) -> bool:
        """Tell whether there is a page of a name, as it stands in an address: with a slash first."""
        return name in self._files

    def read(self, name: str, address: str, token: str) -> bytes:
        """Return a page that may reach the server, and knows where.

        Args:
            name: its name; it must be there, see `has`.
            address: where decisions are read and written.
            token: what lets it.

        Raises:
            StaleError: the page is gone, or is of another report now.
        """
        path = self._files[name]
        try:
            if os.path.realpath(path) != str(path):
                raise StaleError
            data = path.read_bytes()
            if _id(data[:_HEAD], name) != self.report:
                raise StaleError
        except (OSError, UsageError):
            raise StaleError from None
        added = f'<meta name="mtqa-serve" content="{address}" data-token="{token}">'.encode()
        return _POLICY.sub(lambda found: _opened(found[1]) + added, data[:_HEAD], count=1) + data[_HEAD:]


def _opened(rest: bytes) -> bytes:
    """Return the policy's element with leave to reach the place that the page came from, and no other."""
    start = b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self';"
    return start + rest + b'">'


def _read(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(size)
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such report; make it with 'mtqa check FOLDER'") from None
    except IsADirectoryError:
        raise UsageError(f"{path}: this is a folder; name the report in it") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"{path}: the report can't be read: {reason}; see to it that you may read it") from None


def _id(head: bytes, name: str) -> str:
    start = head.partition(b"<title")[0]
    if not _GENERATOR.search(start):
        raise UsageError(f"{name}: this is no HTML report of this version of mtqa; {_ANEW}")
    found = _REPORT.search(start)
    if not found or not _POLICY.search(start):
        raise UsageError(f"{name}: the report does not say which one it is, or has no policy; {_ANEW}")
    return found[1].decode()
