"""Writes reports to files: whole or not at all, with a one-line reason where it can't be done.

An HTML report that is too large for a page is a folder: see `mtqa.report.html.folder`.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from mtqa.config import Settings
from mtqa.errors import OutputError, UsageError
from mtqa.report.as_json import json_chunks
from mtqa.result import Report

_HELP = {
    errno.ENOSPC: "no space is left on the device; free some, or choose another place",
    errno.EDQUOT: "the disk quota is used up; free some space, or choose another place",
    errno.EACCES: "permission denied; choose a place that you may write to",
    errno.EPERM: "permission denied; choose a place that you may write to",
    errno.EROFS: "the file system is read-only; choose another place",
    errno.EISDIR: "it is a folder; name a file",
    errno.ENOTDIR: "a part of its path is a file; choose another place",
    errno.EEXIST: "a part of its path is a file; choose another place",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.EPIPE: "whatever reads it has stopped",
}

_GENERATOR = b'<meta name="generator" content="mtqa '
_HEAD = 4_096
"""Bytes of a page in which its generator is named."""


def _html(report: Report, _: Settings) -> Iterable[str]:
    from mtqa.report.html import render_html  # noqa: PLC0415 - loads the page's parts

    return (render_html(report),)


def _json(report: Report, settings: Settings) -> Iterable[str]:
    return json_chunks(report, tokens=settings.tokens)


_FOR_MACHINES = {
    "sarif": "sarif:render_sarif",
    "sarif-new": "sarif:render_sarif_new",
    "github": "github:render_github",
    "gitlab": "gitlab:render_gitlab",
    "junit": "junit:render_junit",
    "rdjson": "rdjson:render_rdjson",
    "checkstyle": "checkstyle:render_checkstyle",
    "markdown": "markdown:render_markdown",
}
"""Formats for machines: the module of each and the function in it, which are loaded when they are asked for."""

FORMATS = ("html", "json", *_FOR_MACHINES)
"""The formats that a report can be written in."""


def render(report: Report, format: str, settings: Settings) -> Iterable[str]:  # noqa: A002 - the option's name
    """Render a report in one of `FORMATS`, bit by bit.

    Raises:
        UsageError: the format is unknown.
    """
    if format == "html":
        return _html(report, settings)
    if format == "json":
        return _json(report, settings)
    if format not in _FOR_MACHINES:
        raise UsageError(f"unknown report format '{format}'; choose from {', '.join(FORMATS)}")
    module, _, name = _FOR_MACHINES[format].partition(":")
    renderer: Callable[[Report, Settings], Iterable[str]] = getattr(import_module(f"mtqa.report.{module}"), name)
    return renderer(report, settings)


def prepare(path: Path, format: str = "") -> None:  # noqa: A002 - the option's name
    """See to it that a report can be written, before the work is done that it is to show.

    Args:
        path: the file.
        format: the report's format. One in HTML may turn out to need a folder, so what stands in its way is refused.

    Raises:
        OutputError: it can't.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not target.is_file():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace_nothing(target)
        if format == "html":
            folder = _folder_beside(path, target)
            if folder.is_dir():
                _replace_nothing(folder / target.name)
    except OSError as error:
        raise refusal(path, error) from None


def write(report: Report, format: str, path: Path, settings: Settings) -> str:  # noqa: A002 - the option's name
    """Write a report to a file, which has either its old content or all of the new one at any time.

    Args:
        report: the run.
        format: one of `FORMATS`.
        path: the file; missing folders above it are made. A device or pipe is written to as it is. An HTML report that
            is too large for a page has its pages in a folder beside it; those of an earlier run are taken away.
        settings: ``tokens`` decides whether JSON carries token scores.

    Returns:
        What was written, in words.

    Raises:
        UsageError: the format is unknown.
        OutputError: the file can't be written.
    """
    target = Path(os.path.realpath(path))
    if format != "html" or (target.exists() and not target.is_file()):
        write_text(path, render(report, format, settings))
        return str(path)
    return _write_html(report, path, target)


def _write_html(report: Report, path: Path, target: Path) -> str:
    """Write a page, or a folder: each file by itself, the index last. Then older pages go that no longer belong."""
    from mtqa.report.html import folder_name, folder_of, render_folder, render_html, takes_folder  # noqa: PLC0415

    beside = target.with_name(folder_name(target.name))
    shown = beside if path.is_symlink() else path.with_name(beside.name)
    if not takes_folder(report):
        write_text(path, (render_html(report),))
        _clear(beside, frozenset())
        return str(path)
    plan = folder_of(report, target.name)
    names = frozenset(filter(None, plan.pages))
    fresh: list[Path] = []
    try:
        folder = _folder_beside(path, target)
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(folder, names)
        for name, text in render_folder(report, plan):
            if name == plan.index:
                write_text(path, (text,))
                continue
            page = folder / name
            if not page.exists():
                fresh.append(page)
            _replace(page, (text,))
    except BaseException as error:
        for page in fresh:
            page.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise refusal(shown, error) from None
        raise
    _clear(beside, names)
    pages = f"{len(names):,} page{'' if len(names) == 1 else 's'}"
    return f"{path} and {pages} in {shown}{os.sep}"


def _folder_beside(path: Path, target: Path) -> Path:
    """Return the folder of a report's pages, which need not be there.

    Raises:
        OutputError: something else stands in its place.
    """
    from mtqa.report.html import folder_name  # noqa: PLC0415 - see `_html`

    folder = target.with_name(folder_name(target.name))
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        what = "a link" if folder.is_symlink() else "a file"
        raise OutputError(
            f"{path.with_name(folder.name)}: is {what}, where the pages of a large report go; move it away"
        )
    return folder


def _refuse_foreign(folder: Path, names: frozenset[str]) -> None:
    """Refuse to replace what mtqa did not write."""
    for name in sorted(names):
        page = folder / name
        if os.path.lexists(page) and not _is_page(page):
            raise OutputError(f"{page}: is no page of mtqa's, and would be replaced by one; move it away")


def _clear(folder: Path, names: frozenset[str]) -> None:
    """Take away the pages of an earlier run but for ``names``, and the folder if nothing is left in it.

    What can't be taken away stays: the report has been written.
    """
    if folder.is_symlink() or not folder.is_dir():
        return
    with suppress(OSError):
        gone = [page for page in _pages(folder) if page.name not in names]
        for page in gone:
            page.unlink()
        if gone and not names:
            folder.rmdir()


def _pages(folder: Path) -> Iterator[Path]:
    """Yield the pages in a folder that mtqa wrote."""
    from mtqa.report.html import PAGE_NAME  # noqa: PLC0415 - see `_html`

    for page in sorted(folder.iterdir()):
        if PAGE_NAME.fullmatch(page.name) and _is_page(page):
            yield page


def _is_page(path: Path) -> bool:
    """Tell whether a file, which is no link, is a page that mtqa wrote."""
    if path.is_symlink() or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return _GENERATOR in file.read(_HEAD)
    except OSError:
        return False


def write_text(path: Path, chunks: Iterable[str]) -> None:
    """Write text to a file, whole or not at all; missing folders are made.

    Raises:
        OutputError: the file can't be written.
    """
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not target.is_file():
            _fill(target, chunks)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, chunks)
    except OSError as error:
        raise refusal(path, error) from None


def refusal(path: Path, error: OSError, more: str = "") -> OutputError:
    """Say in a line why a file can't be written."""
    reason = _HELP.get(error.errno or 0, error.strerror or str(error))
    return OutputError(f"{path}: can't be written: {reason}{more}")


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.tmp")


def _replace_nothing(target: Path) -> None:
    """Do what `_replace` does, but for the last step."""
    beside = _beside(target)
    try:
        _fill(beside, ("",))
    finally:
        beside.unlink(missing_ok=True)


def _replace(target: Path, chunks: Iterable[str]) -> None:
    """Write beside the target, then put the new file in its place in one step."""
    beside = _beside(target)
    try:
        _fill(beside, chunks)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _fill(target: Path, chunks: Iterable[str]) -> None:
    with target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
        stream.writelines(chunks)
        stream.flush()
        if target.is_file():
            os.fsync(stream.fileno())
