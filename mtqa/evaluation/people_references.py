"""Human translations of the sentences that people rated, so that metrics which need a reference can be held beside it.

The rated translations are those in which translators marked errors (`mtqa.training.marked`); people translated the same
sentences. Some ratings hold a damaged copy of the text, in which a part stands twice: here it is put right, and there
is its document, so that no rating counts that belongs to a document which trains.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mtqa.errors import DataError
from mtqa.training.data import REFERENCE
from mtqa.training.marked import FILE, Output, outputs


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a rated translation.

    Attributes:
        text: the translation, without damage.
        document: the document that it belongs to.
        measures: whether nothing was trained on that document.
        human: whether a person translated it, and no machine said the same.
        references: what people made of the same sentence, each text once.
    """

    text: str
    document: str
    measures: bool
    human: bool
    references: tuple[str, ...]


def known(folder: Path) -> dict[str, Known]:
    """Return what is known of each rated text, by every copy of it that the data holds; nothing without the file.

    Raises:
        DataError: the file is malformed.
    """
    by_key = {(output.row.system, output.row.segment): output for output in outputs(folder)}
    if not by_key:
        return {}
    references: dict[str, list[str]] = {}
    for output in by_key.values():
        if _human(output):
            references.setdefault(output.row.segment, []).append(output.row.text)
    found: dict[str, Known] = {}
    for text, key in _copies(folder / FILE):
        output = by_key[key]
        if text not in found or (found[text].human and not _human(output)):
            others = tuple(dict.fromkeys(references.get(output.row.segment, ())))
            measures = output.part == "measure"
            found[text] = Known(output.row.text, output.row.group, measures, _human(output), others)
    return found


def _human(output: Output) -> bool:
    return output.row.label == REFERENCE


def _copies(path: Path) -> list[tuple[str, tuple[str, str]]]:
    """Return every text of the file, with the system and the segment, named as `outputs` names them."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            records: list[Mapping[str, object]] = [json.loads(line) for line in stream]
        return [(str(r["text"]).strip(), (str(r["system"]), _segment(r))) for r in records]
    except (ValueError, KeyError, OSError) as error:
        raise DataError(f"{path}: can't be read: {error!r}") from None


def _segment(record: Mapping[str, object]) -> str:
    return "/".join(str(record[key]) for key in ("year", "lang_pair", "doc_id", "seg_id"))
