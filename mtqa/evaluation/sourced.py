"""Reads translations beside their sources from a data folder, as documents of paragraphs that stand for each other."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mtqa.errors import DataError

RATED, MARKED = "quality.{}.parquet", "spans.dev.jsonl.gz"
TOGETHER = 10
"""Rated sentences, which belong to no document, that are put into one."""

_GOOD = 0.5
"""Standard deviations above its pair's mean from which on a rated translation counts as good."""
_ASSESSED: Final = "DA_z_mean"


@dataclass(frozen=True, slots=True)
class Sourced:
    """A document beside its source: paragraph for paragraph.

    Attributes:
        language: ISO 639-1 code of the source.
        human: whether people translated it.
        english, source: the paragraphs.
    """

    language: str
    human: bool
    english: tuple[str, ...]
    source: tuple[str, ...]


def rated(folder: Path, part: str) -> list[Sourced]:
    """Read the machine translations that people found good, `TOGETHER` in a document; none without the file.

    Raises:
        DataError: the file lacks a column, or can't be read.
    """
    path = folder / RATED.format(part)
    if not path.is_file():
        return []
    columns = ["text", "source", "score", "score_type", "lang_pair"]
    try:
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra that only training needs

        if "source" not in pq.read_schema(path).names:
            return []
        records: list[dict[str, Any]] = pq.read_table(path, columns=columns).to_pylist()
    except ImportError:
        raise DataError("reading Parquet needs pyarrow; run: pip install 'mtqa[train]'") from None
    except (KeyError, ValueError, OSError) as error:
        raise DataError(f"{path}: can't be read, or lacks one of {', '.join(columns)}: {error}") from None
    pairs: dict[str, list[tuple[str, str]]] = {}
    for record in records:
        if record["score_type"] == _ASSESSED and record["score"] >= _GOOD:
            language = str(record["lang_pair"]).partition("-")[0]
            pairs.setdefault(language, []).append((_line(record["text"]), _line(record["source"])))
    return [
        _document(language, chosen[at : at + TOGETHER], human=False)
        for language, chosen in pairs.items()
        for at in range(0, len(chosen) - TOGETHER + 1, TOGETHER)
    ]


def marked(folder: Path) -> list[Sourced]:
    """Read the documents in which translators marked errors, of people and machines; none without the file.

    Some lines repeat a part of the text that was marked twice; the shortest is the translation.

    Raises:
        DataError: the file is malformed.
    """
    path = folder / MARKED
    if not path.is_file():
        return []
    documents: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}
    about: dict[tuple[str, str], tuple[str, bool]] = {}
    try:
        for record in _records(path):
            key = str(record["system"]), str(record["doc_id"])
            pair = _line(record["text"]), _line(record["source"])
            segments = documents.setdefault(key, {})
            held = segments.get(str(record["seg_id"]))
            if held is None or len(pair[0]) < len(held[0]):
                segments[str(record["seg_id"])] = pair
            about[key] = str(record["lang_pair"]).partition("-")[0], bool(record["is_human"])
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise DataError(f"{path}: can't be read as translations beside their sources: {error!r}") from None
    return [_document(about[key][0], segments.values(), human=about[key][1]) for key, segments in documents.items()]


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _document(language: str, pairs: Iterable[tuple[str, str]], *, human: bool) -> Sourced:
    kept = [pair for pair in pairs if all(pair)]
    return Sourced(language, human, tuple(english for english, _ in kept), tuple(source for _, source in kept))


def _line(text: object) -> str:
    return " ".join(str(text or "").split())
