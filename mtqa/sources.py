"""A run beside a folder of sources: which document translates which, and what had to be left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path

from mtqa.beside import Compared, Role, Unpaired
from mtqa.config import Settings
from mtqa.errors import NothingPairedError
from mtqa.pairing import Counterparts, summary
from mtqa.result import Report


def sources_of(settings: Settings, paths: Iterable[str | Path]) -> Counterparts | None:
    """Return the sources that the settings name, for the content that was named; None where they name none.

    Raises:
        UsageError: there is no such folder, or nothing in it can be read.
    """
    return Counterparts(settings.source, Role.SOURCE, paths, settings) if settings.source else None


def require_pairs(sources: Counterparts, paths: Iterable[str]) -> None:
    """Make sure, before anything is checked, that some file of the content has a source.

    Raises:
        NothingPairedError: none has.
    """
    paths = list(paths)
    if paths and not sources.fits(paths):
        for path in paths:
            sources.file_of(path)
        raise NothingPairedError(nothing_paired(str(sources.root), sources.unpaired()))


def nothing_paired(root: str, unpaired: Sequence[Unpaired]) -> str:
    """Say that nothing could be paired with a folder or a file, and why."""
    return f"nothing could be paired with {root}: {summary(unpaired)}"


def with_sources(report: Report, sources: Counterparts) -> Report:
    """Return a report that says which sources stood beside the content, and what could not be paired.

    Raises:
        NothingPairedError: nothing could be.
    """
    unpaired = sources.unpaired()
    if not sources.paired and not report.interrupted:
        raise NothingPairedError(nothing_paired(str(sources.root), unpaired))
    compared = Compared(
        candidate=", ".join(str(path) for path in sources.content),
        source=str(sources.root),
        documents=sources.paired,
        unpaired=unpaired,
    )
    return dataclasses.replace(report, compared=compared, notes=(*report.notes, *unpaired_notes(unpaired)))


def unpaired_notes(unpaired: Sequence[Unpaired]) -> tuple[str, ...]:
    """Say in a line, where there is need, what could not be paired."""
    return (f"{len(unpaired):,} could not be paired: {summary(unpaired)}",) if unpaired else ()
