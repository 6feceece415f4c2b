"""``mtqa evaluate``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.config import DEFAULT_MODEL, Settings
from mtqa.errors import UsageError

if TYPE_CHECKING:
    from mtqa.detector import Detector
    from mtqa.evaluation.held_out import Evaluation


@click.command("evaluate", short_help="Measure accuracy on labelled content or on labelled data.")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Measure on this data, as mtqa train reads it; docs/training.md says which files it holds.",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path(".work/scores"),
    show_default=True,
    metavar="FOLDER",
    help="Keeps what the language model computed on --data.",
)
@click.option("--detector", default="", metavar="FOLDER", help="A detector of your own, written by mtqa train.")
@click.option("--model", default=DEFAULT_MODEL, show_default=True, metavar="NAME", help="The language model.")
@click.option("--rules-only", is_flag=True, help="Judge FOLDER by the rules alone.")
@click.option("--jobs", default=0, metavar="N", help="Threads.  [default: the machine's cores]")
@click.option("--offline", is_flag=True, help="Never install a missing language model; fail instead.")
def command(
    folder: Path | None,
    data: Path | None,
    work: Path,
    detector: str,
    model: str,
    rules_only: bool,
    jobs: int,
    offline: bool,
) -> None:
    """Measure accuracy, with 95 % intervals.

    On a FOLDER with labels.jsonl: how many documents, captions and sentences were judged rightly. With --data: areas
    under the curve beside plain perplexity on the same rows, and the shares of human text that are flagged.
    """
    settings = Settings(model=model, detector=detector, rules_only=rules_only, jobs=jobs, offline=offline)
    if (folder is None) == (data is None):
        raise UsageError("name a labelled FOLDER, or a data folder with --data, and not both")
    if folder is not None:
        _labelled(folder, settings)
    if data is not None:
        from mtqa import detector as detectors  # noqa: PLC0415 - seconds of start-up
        from mtqa.evaluation.held_out import rows  # noqa: PLC0415

        used = detectors.load(detector)
        click.echo("\n".join(rows(measure(data, used, settings, work, lambda line: click.echo(line, err=True)))))


def measure(data: Path, detector: Detector, settings: Settings, work: Path, say: Callable[[str], None]) -> Evaluation:
    """Measure a detector on the held-out part of a data folder."""
    from mtqa import lm  # noqa: PLC0415 - seconds of start-up
    from mtqa.evaluation.held_out import evaluate  # noqa: PLC0415
    from mtqa.training.heldout import held_out  # noqa: PLC0415
    from mtqa.training.scoring import Scorer  # noqa: PLC0415

    held = held_out(data)
    model = lm.load(settings, say)
    detector.fit(model)
    measured = Scorer(model, detector.layers, work, say).measure(held.pool.texts, "held-out text")
    return evaluate(held, measured, detector)


def _labelled(folder: Path, settings: Settings) -> None:
    from mtqa.evaluation.labelled import read_labels, tally  # noqa: PLC0415 - seconds of start-up
    from mtqa.pipeline import check  # noqa: PLC0415

    labels = read_labels(folder)
    report = check([folder], settings, say=lambda line: click.echo(line, err=True))
    for row in tally(report, folder, labels):
        click.echo(str(row))
        for wrong in row.wrong:
            click.echo(f"    not so: {wrong}")
