"""How many documents and sentences of a labelled folder were judged rightly.

``labels.jsonl`` in the folder says for each document (path, and id where a file holds records) whether a machine or
a human wrote it, and of which kind it is: an article, a record, or captions, one a line. A ``gold`` file names for
some of an article's sentences what their verdict should be.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa.errors import DataError
from mtqa.evaluation.metrics import rate_interval
from mtqa.result import DocumentResult, DocumentVerdict, Report, SentenceResult, Verdict

LABELS = "labels.jsonl"
_FLAGGED = {DocumentVerdict.LIKELY, DocumentVerdict.MIXED}


@dataclass(frozen=True, slots=True)
class Label:
    """What a document is."""

    path: str
    id: str | None
    kind: str
    machine: bool
    gold: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a kind were judged rightly, and those that were not."""

    what: str
    right: int
    total: int
    wrong: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Format as a line with a 95 % interval."""
        return f"{self.what:<44} {self.right:>4} of {self.total:<4} {rate_interval(self.right, self.total)}"


def read_labels(folder: Path) -> list[Label]:
    """Read a folder's labels.

    Raises:
        DataError: there are none, or a line is malformed.
    """
    path = folder / LABELS
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataError(f"{path}: can't be read ({error.strerror}); a labelled folder holds {LABELS}") from None
    labels = []
    for number, line in enumerate(lines, 1):
        try:
            row: dict[str, Any] = json.loads(line)
            machine = {"machine": True, "human": False}[row["label"]]
            labels.append(Label(row["path"], row.get("id"), row["kind"], machine, row.get("gold")))
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path}:{number}: needs path, kind and label (machine or human): {error!r}") from None
    return labels


def tally(report: Report, folder: Path, labels: Sequence[Label]) -> list[Tally]:
    """Compare a report on a folder with its labels.

    Raises:
        DataError: a labelled document is not in the report.
    """
    found = {(d.path, d.id): d for d in report.documents}
    pairs = []
    for label in labels:
        document = found.get(((folder / label.path).as_posix(), label.id))
        if document is None:
            raise DataError(f"{folder / label.path}: is labelled, but was not checked")
        pairs.append((label, document))
    tallies = []
    for machine, who in ((True, "machine-translated"), (False, "human")):
        for kind in ("article", "record"):
            chosen = [d for label, d in pairs if label.machine == machine and label.kind == kind]
            if chosen:
                tallies.append(_documents(f"{kind}s, {who}", chosen, machine))
        lines = [
            line for label, d in pairs if (label.machine, label.kind) == (machine, "captions") for line in _lines(d)
        ]
        if lines:
            tallies.append(_captions(f"captions, {who}", lines, machine))
    for label, document in pairs:
        if label.gold:
            tallies += _gold(folder / label.gold, document)
    return tallies


def _documents(what: str, documents: Sequence[DocumentResult], machine: bool) -> Tally:
    wrong = [d for d in documents if (d.verdict in _FLAGGED) != machine]
    names = tuple(f"{d.path}{f' ({d.id})' if d.id else ''}: {d.verdict}" for d in wrong)
    return Tally(what, len(documents) - len(wrong), len(documents), names)


def _lines(document: DocumentResult) -> list[list[SentenceResult]]:
    """Group a document's sentences by line: a caption may be two sentences."""
    lines: dict[int, list[SentenceResult]] = {}
    for sentence in document.sentences:
        lines.setdefault(sentence.line, []).append(sentence)
    return list(lines.values())


def _captions(what: str, lines: Sequence[Sequence[SentenceResult]], machine: bool) -> Tally:
    flagged = [any(s.verdict is Verdict.SUSPICIOUS for s in line) for line in lines]
    wrong = tuple(line[0].text for line, flag in zip(lines, flagged, strict=True) if flag != machine)
    return Tally(what, len(lines) - len(wrong), len(lines), wrong)


def _gold(path: Path, document: DocumentResult) -> list[Tally]:
    """Compare sentences with a gold file's verdicts."""
    try:
        gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        wanted = [(str(s["contains"]), str(s["verdict"])) for s in gold["sentences"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: not a gold file: {error!r}") from None
    tallies = []
    for verdict in (Verdict.SUSPICIOUS, Verdict.CLEAR):
        parts = [contains for contains, wish in wanted if wish == verdict]
        got = {part: next((s.verdict for s in document.sentences if part in s.text), None) for part in parts}
        wrong = tuple(part for part, answer in got.items() if answer is not verdict)
        tallies.append(Tally(f"{path.stem}: sentences labelled {verdict}", len(got) - len(wrong), len(got), wrong))
    return tallies
