"""Trains a detector: probe, branch and head, calibration. The one place that knows the whole way of a training run."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mtqa import lm
from mtqa.config import Settings
from mtqa.detector.calibration import Calibration
from mtqa.detector.weights import Weights
from mtqa.text.normalise import normalise
from mtqa.training import data
from mtqa.training.adapter import Recipe
from mtqa.training.branch import fit_branch
from mtqa.training.calibrator import Pools, calibrate
from mtqa.training.examples import Sizes as ExampleSizes
from mtqa.training.examples import counts, training_passes, unused_ratings
from mtqa.training.fitting import fit_probe
from mtqa.training.heldout import held_out, trusted
from mtqa.training.sampling import Sizes as SampleSizes
from mtqa.training.sampling import training_rows
from mtqa.training.scoring import Scorer

_RATED = 2_000


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training run made."""

    weights: Weights
    calibration: Calibration
    model: str
    counts: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is drawn, and how the network is fitted; None for a recipe of the model's own depth."""

    sample: SampleSizes = dataclasses.field(default_factory=SampleSizes)
    examples: ExampleSizes = dataclasses.field(default_factory=ExampleSizes)
    recipe: Recipe | None = None


def train(
    folder: Path,
    work: Path,
    settings: Settings,
    say: Callable[[str], None],
    plan: Plan | None = None,
    kept: Weights | None = None,
) -> Trained:
    """Train a detector for the settings' language model on a data folder; ``work`` keeps what can be used again.

    With ``kept`` nothing is learned: those weights, of the same plan, are calibrated anew.

    Raises:
        DataError: a file of the data folder is missing or malformed.
        ModelError: the language model is missing or failed.
    """
    plan = plan or Plan()
    data.require(folder)
    model = lm.load(settings, say)
    recipe = plan.recipe or Recipe.of(model.layers)
    rows = training_rows(folder, plan.sample)
    passes = training_passes(folder, recipe.batch, plan.examples)
    held = held_out(folder)
    scorer = Scorer(model, work, say)
    weights = kept
    if weights is None:
        branch, head = fit_branch(settings, passes, held, recipe, work, say)
        layers = probe_layers(model.layers)
        say("fitting the probe")
        probe = fit_probe(scorer.pooled([row.text for row in rows], layers, "probe"), rows, layers)
        weights = Weights(branch, head, probe)
    trust = trusted(folder)
    rated = _spread(unused_ratings(folder, passes), _RATED)
    pools = Pools(
        held,
        scorer.features(held.pool.texts, weights, "held-out text"),
        trust,
        scorer.features([normalise(text).text for text in trust], weights, "trusted text"),
        rated,
        scorer.features([normalise(one.text).text for one in rated], weights, "rated text"),
        rows,
    )
    say("calibrating")
    kinds = counts(batch for batches in passes for batch in batches)
    machine, total = kinds["recent"] + kinds["older"], sum(kinds.values())
    rest = f"{total - machine - kinds['rated']:,} human and {kinds['rated']:,} rated sentences"
    return Trained(weights, calibrate(pools), model.name, f"{machine:,} machine, {rest}, in {len(passes)} passes")


def probe_layers(blocks: int) -> tuple[int, ...]:
    """Return the blocks that the probe reads: two fifths and three fifths up a model."""
    return tuple(dict.fromkeys(max(1, round(blocks * share)) for share in (0.4, 0.6)))


def _spread(rows: list[data.Rated], size: int) -> list[data.Rated]:
    """Take rows evenly from a list."""
    return rows[:: max(1, len(rows) // size)]
