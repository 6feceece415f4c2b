"""Runs a comparison: checks the candidate, lays everything else beside it, scores it, and lets the gate decide."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from mtqa import readers
from mtqa.beside import Compared, Role
from mtqa.checker import CHUNK, Checker
from mtqa.comparing.assembling import Assembly, Pair
from mtqa.comparing.clauses import with_gate
from mtqa.comparing.rows import Blocks, Row, Rows
from mtqa.config import FailOn, Settings
from mtqa.document import Document
from mtqa.errors import NothingPairedError, UsageError
from mtqa.gating import Gating
from mtqa.items import list_files, read_items
from mtqa.keeping import All
from mtqa.metrics import Metrics, Options
from mtqa.pairing import Counterparts, summary
from mtqa.result import DocumentResult, Report
from mtqa.running import Progress, Run
from mtqa.settings import POLICY, Override
from mtqa.sources import sources_of

_TXT = "txt"
_NO_POLICY = {name: getattr(Settings(), name) for name in POLICY} | {"fail_on": FailOn.NEVER}


def compare(
    candidate: str | Path,
    references: Sequence[str | Path] = (),
    settings: Settings | None = None,
    *,
    baseline: str | Path = "",
    blocks: Blocks = Blocks.AUTO,
    options: Options | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
    say: Callable[[str], None] = lambda _: None,
    leave_out: Iterable[Path] = (),
) -> Report:
    """Check content, and compare it with references, with an older version or another candidate, and with its source.

    Args:
        candidate: the content: a file or a folder.
        references: human translations of the same source: files or folders, paired with the content by path, record or
            unit.
        settings: what is asked for. What fails is decided by ``min_chrf`` and the other clauses about comparisons
            alone: a candidate may be known to be machine-translated.
        baseline: another candidate, or an older version of this one.
        blocks: what is compared with what.
        options: how sacrebleu scores.
        progress: is told how far the run is.
        say: is told, in a line, when the language model is installed.
        leave_out: files that are not content, such as the reports that are to be written.

    Returns:
        The report of the candidate, with all else beside it.

    Raises:
        UsageError: a path does not exist, or there is nothing to compare with.
        NothingPairedError: no document could be compared.
        ModelError: the language model is missing or failed.
    """
    if not references and not baseline:
        raise UsageError("there is nothing to compare with: name a reference, or a baseline candidate")
    options = options or Options()
    settings = (settings or Settings()).replace(**_NO_POLICY, allow_empty=True, files=_without_policy(settings))
    content = [str(candidate)]
    checker = Checker(settings, say)
    gating = Gating(checker.settings, checker.rules, leave_out)
    rows = Rows(
        [Counterparts(path, Role.REFERENCE, content, settings) for path in references],
        Counterparts(baseline, Role.BASELINE, content, settings) if baseline else None,
        blocks,
    )
    sources = sources_of(settings, content)
    run = Run(checker, gating, progress, All())

    def prepare(document: Document) -> Document:
        document = rows.prepare(document)
        return sources.with_origin(document) if sources else document

    try:
        tell = (run.notes.append, gating.unmatched.append)
        found = list_files(content, settings, _TXT, gating.leaves_out, *tell)
        rows.require(file.shown for file in found if isinstance(file, readers.Found))
        run.total = len(found)
        run.go(read_items(found, settings, b"", _TXT, prepare))
        pairs = list(_pairs(rows.rows, run.keeper.documents(), checker))
    except KeyboardInterrupt:
        run.interrupted = True
        return run.report()
    unpaired = (*rows.unpaired(), *(sources.unpaired() if sources else ()))
    if not pairs:
        raise NothingPairedError(f"nothing could be compared: {summary(unpaired)}")
    assembly = Assembly(pairs, Metrics(options), len(references))
    whole = assembly.whole(options.trials, options.seed_used)
    run.keeper = _replaced(run, [pair.now for pair in pairs if pair.now is not None], assembly.documents())
    report = run.report()
    compared = Compared(
        candidate=str(candidate),
        references=tuple(map(str, references)),
        baseline=str(baseline),
        source=str(sources.root) if sources else "",
        documents=len(pairs),
        blocks=whole.blocks,
        scores=whole.scored.scores,
        baseline_scores=whole.baseline_scores,
        significance=whole.significance,
        signatures=whole.scored.signatures,
        trials=options.trials,
        seed=options.seed_used,
        unpaired=unpaired,
        changes=whole.changes,
    )
    return with_gate(dataclasses.replace(report, compared=compared), settings)


def _without_policy(settings: Settings | None) -> tuple[Override, ...]:
    """Return the settings for single files without what fails in them."""
    files = settings.files if settings else ()
    return tuple(
        dataclasses.replace(each, changes=tuple(c for c in each.changes if c[0] not in POLICY)) for each in files
    )


def _replaced(run: Run, old: Sequence[DocumentResult], new: Sequence[DocumentResult]) -> All:
    """Return what a run has kept, with some documents replaced; all stand in the order of reading."""
    kept = All()
    pending = iter(zip(old, new, strict=True))
    following = next(pending, None)
    for document in run.keeper.documents():
        if following is not None and document is following[0]:
            kept.add(following[1])
            following = next(pending, None)
        else:
            kept.add(document)
    for file in run.keeper.skipped():
        kept.skip(file)
    return kept


def _pairs(rows: Sequence[Row], results: Sequence[DocumentResult], checker: Checker) -> Iterator[Pair]:
    """Yield the rows that have anything beside them with what was judged of them, and judge their older versions."""
    left = iter(results)
    following = next(left, None)
    judged: list[tuple[Row, DocumentResult | None]] = []
    for row in rows:
        mine = None
        if following is not None and (following.path, following.id) == (row.document.path, row.document.id):
            mine, following = following, next(left, None)
        if row.others:
            judged.append((row, mine))
    before = iter(_judged([row.baseline for row, _ in judged if row.baseline is not None], checker))
    for row, mine in judged:
        yield Pair(row, mine, None if row.baseline is None else next(before))


def _judged(documents: Sequence[Document], checker: Checker) -> Iterator[DocumentResult]:
    """Judge documents, so many at a time that their sentences are scored together."""
    chunk = []
    due = 0
    for document in documents:
        read = checker.read(document)
        chunk.append(read)
        due += read.judged
        if due >= CHUNK:
            yield from checker.judge(chunk)
            chunk, due = [], 0
    if chunk:
        yield from checker.judge(chunk)
