"""Reads labelled data and draws balanced samples.

The data folder holds ``sentences.{train,dev}.parquet`` (text, label, lang_pair, year, system, origlang, doc_id,
seg_id), ``documents.{train,dev}.jsonl.gz`` (doc_id, label, lang_pair, year, sentences), ``native.domains.jsonl.gz``
(doc_id, genre, sentences), ``captions.native.dev.txt`` and ``learner.dev.tsv``; docs/training.md describes them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa.errors import DataError

MACHINE, REFERENCE, NATIVE = "mt", "human_ref", "native"
RECENT = "2018"
"""The year from which on systems count as recent: neural ones, by and large."""
FILES = (
    *("sentences.train.parquet", "sentences.dev.parquet", "documents.train.jsonl.gz", "documents.dev.jsonl.gz"),
    *("quality.train.parquet", "native.domains.jsonl.gz", "captions.native.dev.txt", "learner.dev.tsv"),
)
"""The files that training reads."""
NEWS = "news of the test sets"
_COLUMNS = ("text", "label", "lang_pair", "year", "system", "origlang", "doc_id", "seg_id")
_PSEUDO = re.compile(r"pseudo-(\d+)-\w+")
_KEPT_OF_256 = 26
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled sentence: its text, who wrote it, and where it comes from.

    ``group`` names what must stay on one side of a split: the document, or the segment of one source text; ``segment``
    the source sentence, the same for all its translations.
    """

    text: str
    label: str
    pair: str
    year: str
    system: str
    group: str
    genre: str = NEWS
    segment: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """A machine-translated sentence and how good people found it: ``score`` is standardised within its pair."""

    text: str
    pair: str
    score: float


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A labelled document: consecutive sentences of one author or system; ``group`` as in `Row`."""

    id: str
    label: str
    pair: str
    year: str
    sentences: tuple[str, ...]
    group: str
    genre: str = NEWS
    system: str = ""


def half(group: str, salt: str = "") -> int:
    """Return 0 or 1: which half of a split a group belongs to, the same on every machine."""
    return hashlib.sha256(f"{salt}{group}".encode()).digest()[0] & 1


def kept_out(group: str) -> bool:
    """Tell whether a group of the training years is kept for calibration: about a tenth of them."""
    return hashlib.sha256(f"kept out {group}".encode()).digest()[0] < _KEPT_OF_256


def sentences(folder: Path, part: str, *, cyrillic: bool = False) -> list[Row]:
    """Read the sentences of a part (``train`` or ``dev``).

    Left out: rows with Cyrillic letters unless asked for (they give a system away without being read), texts labelled
    both ways, and machine translations of what was English before (``origlang`` en), which are easier than they look.

    Raises:
        DataError: the file or a column is missing.
    """
    rows: list[Row] = []
    seen: dict[str, set[bool]] = defaultdict(set)
    for record in _table(folder / f"sentences.{part}.parquet", _COLUMNS):
        text = str(record["text"] or "").strip()
        label = str(record["label"])
        if not text or (not cyrillic and _CYRILLIC.search(text)) or (label == MACHINE and record["origlang"] == "en"):
            continue
        seen[text].add(label == MACHINE)
        year, pair = str(record["year"]), str(record["lang_pair"])
        group = record["doc_id"] or f"{year}/{pair if label != NATIVE else 'en'}/{int(record['seg_id']) // 12}"
        # The human translations of 2013 serve all its pairs.
        segment = f"{year}/{'' if year == '2013' else pair}/{record['doc_id']}/{record['seg_id']}"
        rows.append(Row(text, label, pair, year, str(record["system"]), str(group), segment=segment))
    return [row for row in rows if len(seen[row.text]) == 1]


def rated(folder: Path, part: str, score_type: str = "DA_z_mean") -> list[Rated]:
    """Read the sentences that people rated (direct assessment by default), in the file's order.

    Raises:
        DataError: the file or a column is missing.
    """
    return [
        Rated(str(r["text"]).strip(), str(r["lang_pair"]), float(r["score"]))
        for r in _table(folder / f"quality.{part}.parquet", ("text", "lang_pair", "score", "score_type"))
        if r["score_type"] == score_type and str(r["text"] or "").strip()
    ]


def require(folder: Path) -> None:
    """Make sure that every file that training reads is there, before hours go into some of them.

    Raises:
        DataError: the message names all that are missing.
    """
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise DataError(f"{folder} lacks {', '.join(missing)} (docs/training.md lists the files)")


def documents(folder: Path, part: str) -> list[LabelledDocument]:
    """Read the documents of a part (``train`` or ``dev``)."""
    return [
        LabelledDocument(
            str(r["doc_id"]),
            str(r["label"]),
            str(r["lang_pair"]),
            str(r["year"]),
            tuple(map(str, r["sentences"])),
            _source(str(r["doc_id"]), str(r["lang_pair"]), str(r["year"])),
            system=str(r.get("system") or ""),
        )
        for r in _json_lines(
            folder / f"documents.{part}.jsonl.gz", ("doc_id", "label", "lang_pair", "year", "sentences")
        )
    ]


def passages(rows: Iterable[Row], without: Container[str]) -> list[LabelledDocument]:
    """Put sentences back into documents: for each group of each pair its human translation, and one system's in turn.

    Args:
        rows: sentences in the order of their source.
        without: pairs to leave out, for instance those that have documents already.
    """
    groups: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.label != NATIVE and row.pair not in without:
            groups[row.pair, row.group][row.system if row.label == MACHINE else REFERENCE].append(row)
    found = []
    for i, versions in enumerate(groups.values()):
        systems = sorted(set(versions) - {REFERENCE})
        chosen = [REFERENCE] * (REFERENCE in versions) + systems[i % max(len(systems), 1) :][:1]
        found += [_document(name, versions[name]) for name in chosen]
    return found


def _document(version: str, rows: Sequence[Row]) -> LabelledDocument:
    first = rows[0]
    texts = tuple(row.text for row in rows)
    return LabelledDocument(
        f"{first.group}/{version}", first.label, first.pair, first.year, texts, first.group, system=first.system
    )


def genres(folder: Path) -> list[LabelledDocument]:
    """Read the native documents of many genres."""
    return [
        LabelledDocument(
            str(r["doc_id"]), NATIVE, "en", "", tuple(map(str, r["sentences"])), str(r["doc_id"]), str(r["genre"])
        )
        for r in _json_lines(folder / "native.domains.jsonl.gz", ("doc_id", "genre", "sentences"))
    ]


def captions(folder: Path) -> list[str]:
    """Read the native captions, one a line."""
    lines = _existing(folder / "captions.native.dev.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip()]


def learners(folder: Path) -> list[str]:
    """Read the learners' sentences as they wrote them: the column ``source``."""
    path = _existing(folder / "learner.dev.tsv")
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    if "source" not in columns:
        raise DataError(f"{path}: its first line must name the columns, one of them 'source'")
    at = columns.index("source")
    cells = (line.split("\t") for line in lines)
    return [row[at].strip() for row in cells if len(row) > at and row[at].strip()]


def balanced(rows: Iterable[Row], size: int, rng: random.Random) -> list[Row]:
    """Draw up to ``size`` rows, the same number from each (year, pair), and there from each system.

    What a small cell can't give is shared out among the others.
    """
    cells: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        cells[row.year, row.pair][row.system].append(row)
    queues = []
    for key in sorted(cells):
        systems = [cells[key][s] for s in sorted(cells[key])]
        for system in systems:
            rng.shuffle(system)
        queues.append(_alternate(systems))
    return _alternate(queues)[:size]


def _table(path: Path, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Read some columns of a Parquet file as records."""
    try:
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra that only training needs
    except ImportError:
        raise DataError("reading Parquet needs pyarrow; run: pip install 'mtqa[train]'") from None
    try:
        table = pq.read_table(_existing(path), columns=list(columns))
    except (KeyError, ValueError, OSError) as error:
        raise DataError(f"{path}: can't be read, or lacks one of the columns {', '.join(columns)}: {error}") from None
    if absent := sorted(set(columns) - set(table.column_names)):
        raise DataError(f"{path}: lacks the column(s) {', '.join(absent)}")
    records: list[dict[str, Any]] = table.to_pylist()
    return records


def _source(name: str, pair: str, year: str) -> str:
    """Name the source of a document as `sentences` does: pseudo documents are twelve consecutive segments."""
    pseudo = _PSEUDO.fullmatch(name)
    return f"{year}/{pair}/{int(pseudo[1])}" if pseudo else name


def _alternate(queues: Sequence[Sequence[Row]]) -> list[Row]:
    """Take one of each queue in turn until all are empty."""
    longest = max(map(len, queues), default=0)
    return [queue[i] for i in range(longest) for queue in queues if i < len(queue)]


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise DataError(
            f"{path} is missing; the folder given by --data must hold it (docs/training.md lists the files)"
        )
    return path


def _json_lines(path: Path, keys: Sequence[str]) -> list[dict[str, Any]]:
    records = []
    with gzip.open(_existing(path), "rt", encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            record = json.loads(line)
            if absent := [k for k in keys if k not in record]:
                raise DataError(f"{path}:{number}: lacks {', '.join(absent)}")
            records.append(record)
    return records
