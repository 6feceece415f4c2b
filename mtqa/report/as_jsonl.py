"""The JSON Lines report, schema ``mtqa-lines/1``: a line for each document as soon as it is finished.

It is documented in docs/json.md, and schema.json describes it too, under ``$defs/line``. A run that was
interrupted or killed can go on from it.
"""

from __future__ import annotations

import dataclasses
import errno
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from mtqa._version import __version__
from mtqa.config import Override, Settings
from mtqa.entry import Entry
from mtqa.report.as_json import (
    baseline_object,
    compared_field,
    coverage_object,
    document_object,
    dump,
    gate_object,
    json_schema,
    rate_object,
    summary_object,
)
from mtqa.report.earlier import HEADER, SUMMARY, Earlier
from mtqa.report.writing import refusal
from mtqa.result import Report, Signature, SkippedFile
from mtqa.settings import Suppress

LINES_SCHEMA = "mtqa-lines/1"
"""The contract's name: fields and types of lines may be added under it, never renamed or removed."""

_INDIFFERENT = {"offline", "device", "dtype", "jobs", "cache", "cache_size"}
"""Settings that decide no result, or do so by what the signature names."""


def lines_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that every line satisfies."""
    schema = json_schema()
    return {"$schema": schema["$schema"], "title": LINES_SCHEMA, "$ref": "#/$defs/line", "$defs": schema["$defs"]}


class JsonLines:
    """Writes a run to a file, line by line; with ``resume``, goes on where an earlier run stopped.

    Args:
        path: the file; missing folders above it are made. A file that is there is replaced unless it is resumed.
        settings: what the run is asked for.
        inputs: what it reads, as the user named it.
        resume: take over what is in the file.
        say: is told, in a line, what was taken over.
    """

    def __init__(
        self,
        path: Path,
        settings: Settings,
        inputs: Iterable[str | Path],
        *,
        resume: bool = False,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.path = path
        self._settings = settings
        self._inputs = [str(path) for path in inputs]
        self._resume = resume
        self._say = say
        self._earlier: Earlier | None = None
        self._file: BinaryIO | None = None

    def begin(self, signature: Signature) -> Iterator[Entry]:
        """Write the header, or return the entries that are there already, if what made them is the same.

        Raises:
            UsageError: the file can't be resumed.
            OutputError: the file can't be written.
        """
        header = self._header(signature)
        if self._resume and self.path.exists():
            self._earlier = Earlier(self.path)
            if self._earlier.fits(header):
                return self._earlier.entries()
            self._earlier = None
        try:
            Path(os.path.realpath(self.path)).parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("wb", buffering=0)
        except OSError as error:
            raise refusal(self.path, error) from None
        self._write(header)
        return iter(())

    def add(self, entry: Entry) -> None:
        """Write a line.

        Raises:
            OutputError: the file can't be written.
        """
        self._write(_line(entry, tokens=self._settings.tokens))

    def end(self, report: Report) -> None:
        """Write the last line, unless it is there: a run that is resumed may have been finished.

        Raises:
            OutputError: the file can't be written.
        """
        if self._file is None:
            if self._earlier is None or report.interrupted:
                return  # interrupted before the first line, or before all that is there was compared
            if self._earlier.finished:
                self._say(f"{self.path} is finished already: nothing to do")
                return
        self._write(_summary(report))
        try:
            if self._file is not None and self.path.is_file():
                os.fsync(self._file.fileno())
        except OSError as error:
            raise refusal(self.path, error) from None
        self._say(f"wrote {self.path}")

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        if self._earlier is not None:
            self._earlier.close()

    def _header(self, signature: Signature) -> dict[str, Any]:
        return {
            "type": HEADER,
            "schema": LINES_SCHEMA,
            "tool": {"name": "mtqa", "version": __version__},
            "signature": str(signature),
            "inputs": self._inputs,
            "settings": plain_settings(self._settings),
        }

    def _write(self, line: dict[str, Any]) -> None:
        """Write a whole line at once: whoever reads the file, or finds it after a crash, sees whole lines."""
        if self._file is None:
            self._file = self._appended()
        data = memoryview((dump(line) + "\n").encode())
        try:
            while data:
                data = data[self._file.write(data) :]
        except OSError as error:
            stays = "" if error.errno == errno.EPIPE else "; what was written stays, and --resume goes on from there"
            raise refusal(self.path, error, stays) from None

    def _appended(self) -> BinaryIO:
        """Open the file behind the last line that was taken over."""
        assert self._earlier is not None
        self._say(f"{self.path}: {self._earlier.count:,} were there already; going on from there")
        try:
            file = self.path.open("rb+", buffering=0)
            file.truncate(self._earlier.end)
            file.seek(self._earlier.end)
        except OSError as error:
            raise refusal(self.path, error) from None
        return file


def _line(entry: Entry, *, tokens: bool) -> dict[str, Any]:
    """Return the line of an entry."""
    result = entry.result
    place = {"number": entry.number, "source": entry.source}
    if isinstance(result, SkippedFile):
        return {"type": "skipped", **place, "path": result.path, "reason": result.reason}
    return {"type": "document", **place, **document_object(result, tokens=tokens)}


def _summary(report: Report) -> dict[str, Any]:
    coverage, totals = report.coverage, report.counted()
    return {
        "type": SUMMARY,
        "interrupted": report.interrupted,
        "notes": list(report.notes),
        "summary": summary_object(report),
        "coverage": {
            **coverage_object(coverage),
            "skipped": sum(totals.skipped.values()),
        },
        "gate": gate_object(report.gate),
        "baseline": baseline_object(report.baseline),
        "false_positive_rates": [rate_object(rate) for rate in report.rates],
        **compared_field(report),
    }


def held(report: Report, path: Path) -> Report:
    """Note in a report what it does not hold, and which file has it all."""
    if report.whole:
        return report
    totals, skipped = report.counted(), len(report.coverage.files_skipped)
    every = sum(totals.skipped.values())
    parts = [f"of {totals.documents:,} documents only the {len(report.documents):,} worst are held here"]
    if skipped < every:
        parts.append(f"of {every:,} skipped files and records only {skipped:,} are listed")
    note = f"{'; '.join(parts)}: {path} has them all"
    return dataclasses.replace(report, notes=(*report.notes, note))


def plain_settings(settings: Settings) -> dict[str, object]:
    """Return the settings that decide results, as JSON has them."""
    return {
        field.name.replace("_", "-"): _plain(getattr(settings, field.name))
        for field in dataclasses.fields(settings)
        if field.name not in _INDIFFERENT
    }


def _plain(value: object) -> object:
    """Return a setting as JSON has it."""
    if isinstance(value, Override):
        return {"glob": list(value.globs), **{name.replace("_", "-"): _plain(each) for name, each in value.changes}}
    if isinstance(value, Suppress):
        return {"glob": list(value.globs), "rules": list(value.rules), "reason": value.reason}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
