"""Writes an evaluation to files."""

from __future__ import annotations

from pathlib import Path

from mtqa.errors import UsageError
from mtqa.evaluation.as_html import as_html
from mtqa.evaluation.as_json import as_json
from mtqa.evaluation.as_markdown import as_markdown
from mtqa.evaluation.pictures import pictures
from mtqa.evaluation.results import Evaluation
from mtqa.report.writing import write_text

FORMATS = ("html", "json", "md")
"""The formats that an evaluation can be written in."""


def write(evaluation: Evaluation, format: str, path: Path) -> tuple[Path, ...]:  # noqa: A002 - the option's name
    """Write an evaluation to a file, and return all files written: Markdown has its pictures beside it.

    Raises:
        UsageError: the format is unknown.
        DataError: matplotlib is missing, which html and md need.
        OutputError: a file can't be written.
    """
    if format == "json":
        files = {path: as_json(evaluation)}
    elif format == "html":
        files = {path: as_html(evaluation, pictures(evaluation))}
    elif format == "md":
        files = {path: as_markdown(evaluation, path.stem)}
        for picture in pictures(evaluation):
            files[path.with_name(f"{path.stem}-{picture.name}.svg")] = picture.svg
    else:
        raise UsageError(f"unknown format '{format}' of an evaluation; choose from {', '.join(FORMATS)}")
    for name, content in files.items():
        write_text(name, (content,))
    return tuple(files)
