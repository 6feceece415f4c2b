"""Writes reports to files: whole or not at all, with a one-line reason where it can't be done."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterable
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


_RENDERERS: dict[str, Callable[[Report, Settings], Iterable[str]]] = {"html": _html, "json": _json}

FORMATS = tuple(_RENDERERS)
"""The formats that a report can be written in."""


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
    if format not in _RENDERERS:
        raise UsageError(f"unknown report format '{format}'; choose from {', '.join(FORMATS)}")
    write_text(path, _RENDERERS[format](report, settings))


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
    """Say in a line why a report can't be written."""
    reason = _HELP.get(error.errno or 0, error.strerror or str(error))
    return OutputError(f"{path}: the report can't be written: {reason}{more}")


def _replace(target: Path, chunks: Iterable[str]) -> None:
    """Write beside the target, then put the new file in its place in one step."""
    beside = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.tmp")
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
