"""``mtqa calibrate``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtqa.errors import OutputError

if TYPE_CHECKING:
    from mtqa.detector.own import Flagged, GroupCard, OwnCalibration

_LONGEST = 1_000_000


@click.command("calibrate", short_help="Fit the thresholds to trusted English of your own.")
@click.argument("paths", nargs=-1, required=True, metavar="TRUSTED_FOLDER...")
@click.option(
    "--target-fpr",
    type=float,
    default=0.01,
    show_default=True,
    metavar="SHARE",
    help="The share of trusted sentences, and of trusted documents, that may be flagged.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("mtqa-calibration.json"),
    show_default=True,
    metavar="FILE",
    help="Where to write the calibration.",
)
@click.option("--force", is_flag=True, help="Use text that is too little, or that looks machine-translated.")
@click.option("--select", multiple=True, metavar="RULE", help="Run only this rule or family; repeatable.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave out this rule or family; repeatable.")
@click.option("--include", multiple=True, metavar="GLOB", help="Read only files that match; repeatable.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out files and folders that match; repeatable.")
@click.option("--text-field", metavar="NAME", help="The field of a JSON Lines record with its text.  [default: text]")
@click.option("--model", metavar="NAME", help="A language model's name, Hugging Face id or folder.")
@click.option("--detector", metavar="FOLDER", help="A detector of your own, written by mtqa train.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda", "mps"]), help="Where the model runs.")
@click.option("--dtype", type=click.Choice(["auto", "int8", "bfloat16", "float32"]), help="The model's number format.")
@click.option("--jobs", type=int, metavar="N", help="Threads.  [default: the machine's cores]")
@click.option("--offline", is_flag=True, default=None, help="Never install a missing language model; fail instead.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration file.")
def command(
    paths: tuple[str, ...], target_fpr: float, output: Path, force: bool, config: Path | None, **options: Any
) -> None:
    """Fit the thresholds to English that you trust, and write them to a file with a card.

    Use the file with 'mtqa check --calibration FILE'. For 1 % at least 300 different sentences of prose are needed;
    docs/calibration.md says more.
    """
    from mtqa.cli.options import layered  # noqa: PLC0415 - only where it is needed
    from mtqa.training.own import calibrate_on  # noqa: PLC0415 - seconds of start-up

    settings = layered(config, options)
    made = calibrate_on(paths, settings, target_fpr, force, lambda line: click.echo(line, err=True))
    click.echo("\n".join(card_lines(made)))
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(made.to_json(), encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{output}: the calibration can't be written ({error.strerror}); name another file") from None
    click.echo(f"wrote {output}", err=True)


def card_lines(made: OwnCalibration) -> Iterator[str]:
    """Put a calibration's card into lines."""
    card = made.card
    yield f"target       {_percent(card.target)} of trusted sentences and documents"
    yield f"sentences    {_rate(card.flagged)} flagged by thresholds fitted to the other half of the documents"
    yield f"             {_rate(card.by_rules)} flagged by rules of severity error, whatever the thresholds"
    yield f"documents    {_rate(card.documents_flagged)} flagged in the same way; {card.documents:,} read"
    if not card.documents_fitted:
        yield f"             fewer than {card.needed:,} are long enough to judge: the detector's thresholds stay"
    for group in card.groups:
        yield from _group(group, card.needed)
    yield f"made with    mtqa {card.mtqa}, model {made.model}, detector {made.detector}, rules {card.rules}"
    for fault in card.forced:
        yield f"forced       {fault}"


def _group(group: GroupCard, needed: int) -> Iterator[str]:
    yield f"{group.name:<12} {_rate(group.flagged)} flagged"
    if not group.fitted:
        yield f"             fewer than {needed:,} sentences: the detector's limits stay"
    tables = "fitted to this text" if group.tables else "the detector's"
    yield f"             fluency tables: {tables}"
    for above, band in enumerate(group.bands):
        length = f"up to {band.tokens} tokens" if band.tokens < _LONGEST else "longer" if above else "of any length"
        limits = f"evidence from {band.evidence:+.2f}, fluency to {band.fluency:.2f}"
        yield f"             {length}: {band.sentences:,} sentences; suspicious: {limits}"


def _rate(flagged: Flagged) -> str:
    """Write a rate with its interval: ``12 of 1,400 (0.86 %, 0.49 to 1.49)``."""
    if not flagged.total:
        return "0 of 0"
    share = flagged.hits / flagged.total
    interval = f"{100 * flagged.low:.2f} to {100 * flagged.high:.2f}"
    return f"{flagged.hits:,} of {flagged.total:,} ({_percent(share)}, {interval})"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
