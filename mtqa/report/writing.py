"""Writes reports to files: whole or not at all, with a one-line reason where it can't be done."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterable
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


def prepare(path: Path) -> None:
    """See to it that a report can be written, before the work is done that it is to show.

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
    except OSError as error:
        raise refusal(path, error) from None


def write(report: Report, format: str, path: Path, settings: Settings) -> None:  # noqa: A002 - the option's name
    """Write a report to a file, which has either its old content or all of the new one at any time.

    Args:
        report: the run.
        format: one of `FORMATS`.
        path: the file; missing folders above it are made. A device or pipe is written to as it is.
        settings: ``tokens`` decides whether JSON carries token scores.

    Raises:
        UsageError: the format is unknown.
        OutputError: the file can't be written.
    """
    write_text(path, render(report, format, settings))


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
