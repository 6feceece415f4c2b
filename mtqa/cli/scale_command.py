"""``mtqa scale``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from mtqa.cli.options import layered, run_options
from mtqa.errors import UsageError
from mtqa.settings import Settings

if TYPE_CHECKING:
    from mtqa.scale import Filter

_EVERYWHERE = "everywhere"


@click.command("scale", short_help="Check a corpus of any size, on all cores or on a Ray cluster.")
@click.argument("corpus", metavar="INPUT")
@click.option(
    "--output", required=True, metavar="DIR", help="The folder, or URI, to write to; an unfinished run goes on."
)
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Language models.  [default: a core or GPU each]"
)
@click.option(
    "--address", default="", metavar="ADDRESS", help="A Ray cluster's address.  [default: one of its own, here]"
)
@click.option("--dashboard", is_flag=True, help="Serve Ray's dashboard on this machine while the run goes on.")
@click.option(
    "--deduplicate",
    type=click.Choice(["blocks", _EVERYWHERE]),
    default="blocks",
    show_default=True,
    help="Score equal sentences once within each partition, or, after a pass to find them, in the whole input.",
)
@click.option(
    "--partition-size",
    type=click.IntRange(min=1_000),
    metavar="N",
    help="Characters of a partition.  [default: by input]",
)
@click.option("--keep", type=click.Choice(["clear"]), help="Write again what is clear, for cleaning a corpus.")
@click.option(
    "--keep-unit",
    type=click.Choice(["document", "sentence"]),
    default="document",
    show_default=True,
    help="What to keep.",
)
@click.option("--min-fluency", type=float, metavar="N", help="Keep only what is at least as fluent, 0 to 100.")
@click.option("--max-evidence", type=float, metavar="NATS", help="Keep only what has no more evidence.")
@click.option("--max-suspicious", type=float, metavar="PERCENT", help="Keep only documents with no more of that.")
@click.option("--tokens", is_flag=True, default=None, help="Write the token scores of all sentences.")
@run_options
@click.option("--quiet", "-q", is_flag=True, help="Print only errors and warnings.")
def command(
    corpus: str,
    output: str,
    workers: int | None,
    address: str,
    dashboard: bool,
    deduplicate: str,
    partition_size: int | None,
    keep: str | None,
    keep_unit: str,
    min_fluency: float | None,
    max_evidence: float | None,
    max_suspicious: float | None,
    config: Path | None,
    quiet: bool,
    **options: Any,
) -> int:
    """Check a corpus of any size: Parquet, JSON Lines, CSV, or whatever files mtqa check reads.

    Each partition of the output is written whole or not at all, and the same command goes on where a run was
    interrupted. DIR/documents, DIR/sentences and DIR/quarantine are tables in Parquet, DIR/overview.html shows the
    worst documents, DIR/summary.json has all counts (docs/scale.md). There is no gate: the exit code says whether the
    run is complete. Scores are those of mtqa check; records above 5 MB are put aside, and the cache is off, unless
    --max-size and --cache say otherwise.
    """
    from mtqa.cli.scale_display import ScaleDisplay  # noqa: PLC0415 - half a second that --help must not pay
    from mtqa.scale import Options, check_corpus  # noqa: PLC0415 - imports Ray

    display = ScaleDisplay(_own_stream(), quiet=quiet)
    settings = _adjusted(layered(config, options, display.error), options)
    choice = _filter(keep, keep_unit, min_fluency, max_evidence, max_suspicious)
    try:
        with display.progress() as progress:
            summary = check_corpus(
                corpus,
                output,
                settings,
                Options(address, workers or 0, dashboard, partition_size or 0, deduplicate == _EVERYWHERE, choice),
                progress=progress,
                say=display.say,
            )
    except KeyboardInterrupt:
        display.error("interrupted; what is finished stays, and the same command goes on from there")
        return 130
    display.summary(summary)
    if summary.report.coverage.files_crashed:
        display.error(f"the program failed at some records, which are in {output}/quarantine")
        return 3
    return 0


def _own_stream() -> TextIO:
    """Return standard error for this program alone: Ray's core writes messages of its own past every logger."""
    if os.environ.get("MTQA_TRACEBACK"):
        return sys.stderr
    own = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8", errors="backslashreplace")
    with Path(os.devnull).open("wb") as null:
        os.dup2(null.fileno(), 2)
    sys.stderr = own
    return own


def _adjusted(settings: Settings, options: dict[str, Any]) -> Settings:
    """Return settings with the defaults that corpora need, where nobody asked for anything else."""
    from mtqa.scale.corpus import MAX_SIZE  # noqa: PLC0415 - imports Ray

    if options.get("cache") is None:
        settings = settings.replace(cache=False)
    if settings.max_size == Settings().max_size and options.get("max_size") is None:
        settings = settings.replace(max_size=MAX_SIZE)
    return settings


def _filter(
    keep: str | None, unit: str, min_fluency: float | None, max_evidence: float | None, max_suspicious: float | None
) -> Filter | None:
    from mtqa.scale import Filter, Unit  # noqa: PLC0415 - imports Ray

    if keep is None:
        given = {"--min-fluency": min_fluency, "--max-evidence": max_evidence, "--max-suspicious": max_suspicious}
        for name, value in given.items():
            if value is not None:
                raise UsageError(f"{name} says what --keep clear keeps; ask for that too")
        return None
    return Filter(Unit(unit), min_fluency, max_evidence, max_suspicious)
