"""The pipeline: the one place that knows the whole way of a sentence, from a path to a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from mtqa import readers
from mtqa.checker import Checker, Read
from mtqa.config import Settings
from mtqa.document import Document
from mtqa.entry import Sink
from mtqa.errors import NothingCheckedError
from mtqa.gating import Gating
from mtqa.items import Item, list_files, read_items
from mtqa.keeping import All, Worst
from mtqa.result import Report, SkippedFile
from mtqa.running import Progress as Progress  # noqa: PLC0414 - imported from here, too
from mtqa.running import Run
from mtqa.sources import require_pairs, sources_of, with_sources


def check(
    paths: Iterable[str | Path],
    settings: Settings | None = None,
    *,
    progress: Callable[[Progress], None] = lambda _: None,
    say: Callable[[str], None] = lambda _: None,
    stdin: bytes = b"",
    stdin_format: str = "txt",
    sink: Sink | None = None,
    leave_out: Iterable[Path] = (),
) -> Report:
    """Check files and folders.

    Args:
        paths: what to read; ``-`` stands for ``stdin``.
        settings: what is asked for; by default, the defaults.
        progress: is told how far the run is, at every file and every chunk of sentences.
        say: is told, in a line, when the language model is installed.
        stdin: the bytes of standard input.
        stdin_format: their format: a reader's name or suffix.
        sink: is given every document and skipped file as soon as it is finished; then the report holds the worst
            documents only, and the totals of all.
        leave_out: files that are not content, such as the reports that are to be written.

    Returns:
        The report. After Ctrl-C it holds what was finished, and its ``interrupted`` is set.

    Raises:
        UsageError: a path does not exist, a rule or format is unknown, or what the sink has of an earlier run does
            not fit the files.
        NothingCheckedError: not a single sentence was judged.
        ModelError: the language model is missing or failed.
    """
    paths = [str(path) for path in paths]
    checker = Checker(settings, say)
    gating = Gating(checker.settings, checker.rules, leave_out)
    run = Run(checker, gating, progress, Worst() if sink else All(), sink)
    sources = sources_of(checker.settings, paths)
    try:
        tell = (run.notes.append, gating.unmatched.append)
        found = list_files(paths, checker.settings, stdin_format, gating.leaves_out, *tell)
        gating.expect(file.shown for file in found if isinstance(file, readers.Found))
        run.total = len(found)
        if sources is None:
            run.go(read_items(found, checker.settings, stdin, stdin_format))
        else:
            require_pairs(sources, (file.shown for file in found if isinstance(file, readers.Found)))
            run.go(read_items(found, checker.settings, stdin, stdin_format, sources.with_origin))
    except KeyboardInterrupt:
        run.interrupted = True
    if not run.count.scored and not run.interrupted and not run.may_be_empty:
        raise NothingCheckedError(_nothing(run))
    report = run.report()
    if sources is not None:
        report = with_sources(report, sources)
    if sink is not None:
        sink.end(report)
    return report


def check_texts(texts: Iterable[str], settings: Settings | None = None) -> Report:
    """Check passages of plain English, each a document: ``report.documents[i]`` is about the i-th text.

    Raises:
        ModelError: the language model is missing or failed.
    """
    checker = Checker(settings)
    run = Run(checker, Gating(checker.settings, checker.rules), lambda _: None, All(), judge_all=True)
    passages = (readers.from_text(passage, f"<text {i}>") for i, passage in enumerate(texts))
    run.go(Item(passage.path, 1, passage) for passage in passages)
    return run.report()


def read_all(checker: Checker, paths: Iterable[str | Path]) -> tuple[list[Read], list[SkippedFile]]:
    """Read files and folders without judging them, for ``mtqa calibrate``; return what was read and what was not.

    Raises:
        UsageError: a path does not exist, or a format is unknown.
    """
    found = list_files(paths, checker.settings, "txt")
    reads: list[Read] = []
    skipped: list[SkippedFile] = []
    for item in read_items(found, checker.settings, b"", "txt"):
        if isinstance(item.what, Document):
            reads.append(checker.read(item.what))
        elif item.what is not None:
            skipped.append(item.what)
    return reads, skipped


def _nothing(run: Run) -> str:
    """Say that nothing was checked, and why."""
    if not run.total:
        return "nothing was checked: no file to read was found; name files of a known format, or a folder with some"
    skipped = run.keeper.skipped()
    listed = "; ".join(f"{s.path}: {s.reason}" for s in skipped[:3])
    more = sum(run.tally.totals().skipped.values()) - 3
    return f"nothing was checked: no English sentence was found ({listed}{f'; and {more} more' if more > 0 else ''})"
