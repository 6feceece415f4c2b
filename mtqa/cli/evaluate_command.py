"""``mtqa evaluate``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli.outputs import parser
from mtqa.config import DEFAULT_MODEL, Settings
from mtqa.errors import UsageError

if TYPE_CHECKING:
    from mtqa.detector import Detector
    from mtqa.evaluation.results import Evaluation
    from mtqa.evaluation.round_trip import RoundTrip
    from mtqa.evaluation.trusted import Trusted


def _formats() -> Sequence[str]:
    from mtqa.evaluation.writing import FORMATS  # noqa: PLC0415 - loads numpy

    return FORMATS


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
@click.option(
    "--output",
    "wanted",
    multiple=True,
    metavar="FORMAT=PATH",
    callback=parser(_formats),
    help="Write what --data gave as html, json or md (with its pictures beside it); repeatable.",
)
@click.option(
    "--trusted",
    multiple=True,
    metavar="NAME=FOLDER",
    help="With --data: a folder of English that people wrote, to count what is flagged there; repeatable.",
)
@click.option(
    "--round-trip",
    "round_trip",
    metavar="MODEL[,BACK]",
    help="With --data: models, as folders or names on the Hugging Face hub, that translate English into another "
    "language and back; measures what it tells how little a sentence changes on the way. BACK may be left out where "
    "MODEL ends in en-xx and BACK in xx-en.",
)
@click.option(
    "--round-trip-sentences",
    type=click.IntRange(min=50),
    default=500,
    show_default=True,
    metavar="N",
    help="How many sentences of machines, of human translations and of native news go on that trip.",
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
    wanted: list[tuple[str, Path]],
    trusted: tuple[str, ...],
    round_trip: str | None,
    round_trip_sentences: int,
    detector: str,
    model: str,
    rules_only: bool,
    jobs: int,
    offline: bool,
) -> None:
    """Measure accuracy, with 95 % intervals.

    On a FOLDER with labels.jsonl: how many documents, captions and sentences were judged rightly. With --data: areas
    under the curve beside simpler ways on the same rows, the shares of human text that are flagged, calibration, and
    how far fluency, evidence and metrics that have a reference go with what people think; needs pip install
    'mtqa[evaluate]'.
    """
    settings = Settings(model=model, detector=detector, rules_only=rules_only, jobs=jobs, offline=offline)
    if (folder is None) == (data is None):
        raise UsageError("name a labelled FOLDER, or a data folder with --data, and not both")
    if (wanted or trusted) and data is None:
        raise UsageError("--output and --trusted belong to what is measured with --data")
    if round_trip and data is None:
        raise UsageError("--round-trip belongs to what is measured with --data")
    if folder is not None:
        _labelled(folder, settings)
    if data is not None:
        from mtqa.evaluation.round_trip import RoundTrip  # noqa: PLC0415 - loads numpy

        trip = RoundTrip.parse(round_trip, round_trip_sentences) if round_trip else None
        _measured(data, settings, work, wanted, trusted, trip)


def measure(
    data: Path,
    detector: Detector,
    settings: Settings,
    work: Path,
    say: Callable[[str], None],
    trusted: Sequence[Trusted] = (),
    trip: RoundTrip | None = None,
    *,
    brief: bool = False,
) -> Evaluation:
    """Measure a detector on the held-out part of a data folder, on folders of trusted English, and by a round trip.

    A ``brief`` one holds what a detector's card says, and none of the further sections, which take most of the time.
    """
    from mtqa import lm  # noqa: PLC0415 - seconds of start-up
    from mtqa.evaluation import people  # noqa: PLC0415
    from mtqa.evaluation.corruptions import measure_corruptions  # noqa: PLC0415
    from mtqa.evaluation.held_out import FEW_REPEATS, evaluate  # noqa: PLC0415
    from mtqa.evaluation.metrics import REPEATS  # noqa: PLC0415
    from mtqa.evaluation.mixtures import measure_mixtures  # noqa: PLC0415
    from mtqa.evaluation.people_metrics import measure_metrics  # noqa: PLC0415
    from mtqa.evaluation.round_trip import measure_round_trip  # noqa: PLC0415
    from mtqa.evaluation.rule_effect import measure_rule_effect  # noqa: PLC0415
    from mtqa.evaluation.shortcuts import measure_shortcuts  # noqa: PLC0415
    from mtqa.evaluation.spans import measure_spans  # noqa: PLC0415
    from mtqa.evaluation.trusted import measure_trusted  # noqa: PLC0415
    from mtqa.training.heldout import held_out  # noqa: PLC0415
    from mtqa.training.scoring import Measured, Scorer  # noqa: PLC0415

    held = held_out(data)
    model = lm.load(settings, say)
    detector.fit(model.name)
    scorer = Scorer(model, work, say)

    def features(texts: Sequence[str], what: str) -> Measured:
        return scorer.features(texts, detector.weights, what)

    evaluation = evaluate(data, held, features, detector, FEW_REPEATS if brief else REPEATS)
    if brief:
        return evaluation
    say("metrics, shortcuts, topics and marked errors")
    measured = features(held.pool.texts, "held-out text")
    sections = (
        *measure_metrics(people.ratings(data), features, detector),
        measure_round_trip(held, measured, detector, trip, settings, say) if trip else None,
        measure_rule_effect(held, measured, detector),
        measure_mixtures(held, measured, detector),
        *measure_shortcuts(held, features, detector),
        measure_spans(data, model, detector),
        measure_corruptions(data, say),
        measure_trusted(trusted, settings, say),
    )
    return dataclasses.replace(evaluation, sections=tuple(section for section in sections if section is not None))


def _measured(
    data: Path,
    settings: Settings,
    work: Path,
    wanted: Sequence[tuple[str, Path]],
    trusted: Sequence[str],
    trip: RoundTrip | None,
) -> None:
    from mtqa import detector as detectors  # noqa: PLC0415 - seconds of start-up
    from mtqa.evaluation.as_text import text  # noqa: PLC0415
    from mtqa.evaluation.pictures import require  # noqa: PLC0415
    from mtqa.evaluation.trusted import Trusted  # noqa: PLC0415
    from mtqa.evaluation.writing import write  # noqa: PLC0415

    def say(line: str) -> None:
        click.echo(line, err=True)

    folders = [Trusted.parse(one) for one in trusted]
    if any(name != "json" for name, _ in wanted):
        require()
    evaluation = measure(data, detectors.load(settings.detector), settings, work, say, folders, trip)
    for name, path in wanted:
        for written in write(evaluation, name, path):
            say(f"wrote {written}")
    click.echo(text(evaluation), nl=False)


def _labelled(folder: Path, settings: Settings) -> None:
    from mtqa.evaluation.labelled import read_labels, tally  # noqa: PLC0415 - seconds of start-up
    from mtqa.pipeline import check  # noqa: PLC0415

    labels = read_labels(folder)
    report = check([folder], settings, say=lambda line: click.echo(line, err=True))
    for row in tally(report, folder, labels):
        click.echo(str(row))
        for wrong in row.wrong:
            click.echo(f"    not so: {wrong}")
