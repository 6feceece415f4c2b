"""Translations of one text by people and several machines, in which translators marked errors.

Half of the documents trains, the other half measures (`Output.part`).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa.errors import DataError
from mtqa.training import data
from mtqa.training.data import MACHINE, REFERENCE, Row

FILE = "spans.dev.jsonl.gz"
_KEYS = ("text", "system", "is_human", "doc_id", "seg_id", "lang_pair", "year", "errors")


@dataclass(frozen=True, slots=True)
class Output:
    """One translation of one sentence.

    Attributes:
        row: the sentence, who wrote it, its document.
        wrong: where anyone marked an error of fluency or style, as start and end.
    """

    row: Row
    wrong: tuple[tuple[int, int], ...]

    @property
    def part(self) -> str:
        """What its document is used for: ``train`` or ``measure``."""
        return "measure" if data.half(self.row.group, "marked") else "train"


def outputs(folder: Path) -> list[Output]:
    """Read the translations in the file's order, each once; none without the file.

    A translation has a line for each person who marked it. Some lines repeat a part of the text that was marked twice;
    the shortest is the translation, and the marks of the others do not count.

    Raises:
        DataError: the file is malformed.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    rows: dict[tuple[str, str], Row] = {}
    marks: dict[tuple[str, str], dict[str, list[tuple[int, int]]]] = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                record = json.loads(line)
                row = _row(record)
                key = row.system, row.segment
                if key not in rows or len(row.text) < len(rows[key].text):
                    rows[key] = row
                marks.setdefault(key, {}).setdefault(row.text, []).extend(_spans(record["errors"]))
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise DataError(f"{path}: needs {', '.join(_KEYS)} in each line: {error!r}") from None
    return [Output(row, tuple(marks[key][row.text])) for key, row in rows.items()]


def training_rows(folder: Path) -> list[Row]:
    """Return the translations that train."""
    return [output.row for output in outputs(folder) if output.part == "train"]


def measuring_rows(folder: Path) -> list[Row]:
    """Return the translations that measure; where several people translated a document, those of one of them."""
    rows = [output.row for output in outputs(folder) if output.part == "measure"]
    people = sorted({row.system for row in rows if row.label == REFERENCE})
    return [row for row in rows if row.label == MACHINE or row.system == people[data.half(row.group) % len(people)]]


def _row(record: Mapping[str, Any]) -> Row:
    pair, year, document = (str(record[key]) for key in ("lang_pair", "year", "doc_id"))
    return Row(
        str(record["text"]).strip(),
        REFERENCE if record["is_human"] else MACHINE,
        pair,
        year,
        str(record["system"]),
        document,
        segment=f"{year}/{pair}/{document}/{record['seg_id']}",
    )


def _spans(errors: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int, int]]:
    for error in errors:
        category = str(error["category"])
        placed = error["start"] is not None  # what was left out has no place
        if placed and (category.startswith("Fluency/") or category == "Style/Awkward"):
            yield int(error["start"]), int(error["end"])
