"""``mtqa train``."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from pathlib import Path

import click

from mtqa.config import DEFAULT_MODEL, Settings, configured
from mtqa.errors import UsageError


@click.command("train", short_help="Train a detector on labelled data.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The labelled data; docs/training.md says which files it holds.",
)
@click.option("--output", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="Where to write it.")
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path(".work/scores"),
    show_default=True,
    metavar="FOLDER",
    help="Keeps what the language model computed: an interrupted run goes on there, and evaluate reads it.",
)
@click.option("--model", default=DEFAULT_MODEL, show_default=True, metavar="NAME", help="The language model.")
@click.option(
    "--keep-weights",
    metavar="DETECTOR",
    help="Learn nothing: calibrate the weights of this folder ('default': those that come with mtqa) for other rules.",
)
@click.option(
    "--kinds",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="PATH",
    help="Instead of all that: fit captions and messages alone to trusted text of these kinds; repeatable.",
)
@click.option("--jobs", default=0, metavar="N", help="Threads.  [default: the machine's cores]")
def command(
    data: Path | None,
    output: Path,
    work: Path,
    model: str,
    keep_weights: str | None,
    kinds: tuple[Path, ...],
    jobs: int,
) -> None:
    """Train a detector and its fluency tables on labelled data, and write them with a card.

    Use the result with 'mtqa check --detector FOLDER'. About an hour and a half on two cores; an interrupted run goes
    on from its last checkpoint in the work folder. With --keep-weights a quarter of an hour, and seconds where the work
    folder holds the scores. Needs pip install 'mtqa[train]'.
    """
    from mtqa import detector as detectors  # noqa: PLC0415 - torch is loaded with these
    from mtqa.cli.evaluate_command import measure  # noqa: PLC0415
    from mtqa.detector.shipped import save  # noqa: PLC0415
    from mtqa.evaluation.held_out import error_rates, rows  # noqa: PLC0415
    from mtqa.text import NORMALISATION  # noqa: PLC0415
    from mtqa.training.card import card  # noqa: PLC0415
    from mtqa.training.train import train  # noqa: PLC0415

    def say(line: str) -> None:
        click.echo(f"{time.strftime('%H:%M:%S')} {line}", err=True)

    if kinds:
        _fit_kinds(kinds, keep_weights, output, configured().replace(model=model, jobs=jobs), say)
        return
    if data is None:
        raise UsageError("--data FOLDER is missing: the labelled data; docs/training.md says which files it holds")
    settings = Settings(model=model, jobs=jobs)
    kept = detectors.load("" if keep_weights == "default" else keep_weights).weights if keep_weights else None
    trained = train(data, work, settings, say, kept=kept)
    weights, name = trained.weights, trained.model
    save(output, weights, trained.calibration, name, NORMALISATION, "")
    evaluation = measure(data, detectors.load(output), settings, work, say, brief=True)
    calibration = dataclasses.replace(trained.calibration, rates=error_rates(evaluation))
    save(output, weights, calibration, name, NORMALISATION, card(trained, calibration, rows(evaluation)))
    click.echo("\n".join(rows(evaluation)))
    say(f"wrote {output}")


def _fit_kinds(
    kinds: tuple[Path, ...], kept: str | None, output: Path, settings: Settings, say: Callable[[str], None]
) -> None:
    from mtqa import detector as detectors  # noqa: PLC0415 - torch is loaded with these
    from mtqa.detector.shipped import CARD, DEFAULT, save, shipped  # noqa: PLC0415
    from mtqa.training.kinds import card_of, fit_kinds  # noqa: PLC0415

    own = settings.replace(detector="" if kept in {None, "default", DEFAULT} else str(kept))
    detector = detectors.load(own.detector)
    folder = Path(own.detector) if own.detector else shipped()
    calibration = fit_kinds(kinds, own, say)
    card = card_of(folder.joinpath(CARD).read_text(encoding="utf-8"), calibration)
    save(output, detector.weights, calibration, detector.model, detector.normalisation, card)
    say(f"wrote {output}")
