"""How much does a sentence change on its way into another language and back, and what does that tell?

Nguyen-Son et al., "Machine Translated Text Detection Through Text Similarity with Round-Trip Translation" (NAACL 2021):
a machine's text changes less than a person's, above all by the translator that made it. Similarity is chrF++ and BLEU
of the round trip, with the text for its reference.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.config import Settings
from mtqa.detector import Detector
from mtqa.errors import UsageError
from mtqa.evaluation.columns import NEGATED, sentence_columns
from mtqa.evaluation.folds import crossed, drawn, interval, signed
from mtqa.evaluation.metrics import REPEATS, auc
from mtqa.evaluation.results import NATIVE_NEWS, TRANSLATIONS, Section
from mtqa.evaluation.table import judge
from mtqa.training.data import MACHINE, NATIVE, REFERENCE
from mtqa.training.heldout import HeldOut
from mtqa.training.scoring import Measured

SENTENCES = 500
"""How many sentences of a kind are translated."""

_ENGLISH_TO = re.compile(r"(?<![a-z])en-([a-z]{2,3})$")
_FEWEST_SOURCES = 5

EVIDENCE, SIMILARITY, BOTH = "evidence", "round trip, all of it", "evidence and round trip"
_HEADER = ("against", "score", "of either", "AUC", "more than evidence alone")


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """The models that translate into another language and back, and how many sentences of a kind they are given."""

    forward: str
    back: str
    sentences: int = SENTENCES

    @classmethod
    def parse(cls, text: str, sentences: int = SENTENCES) -> RoundTrip:
        """Read ``MODEL,BACK``, or ``MODEL`` alone if it ends in ``en-xx``: then ``xx-en`` translates back.

        Raises:
            UsageError: it names no model, or none that translates back.
        """
        forward, *others = (part.strip() for part in text.split(","))
        ending = _ENGLISH_TO.search(forward)
        if not others and ending:
            others = [f"{forward[: ending.start()]}{ending[1]}-en"]
        if len(others) != 1 or not forward or not others[0]:
            raise UsageError(
                f"'{text}': name a model that translates English, and one that translates back: EN-DE,DE-EN"
            )
        return cls(forward, others[0], sentences)

    def translate(self, texts: Sequence[str], settings: Settings, say: Callable[[str], None]) -> list[str]:
        """Translate sentences into the other language and back; one model at a time is in memory.

        Raises:
            ModelError: a model can't be found or run.
        """
        from mtqa.evaluation.back_translation import Translator  # noqa: PLC0415 - imports torch

        found = list(texts)
        for name in (self.forward, self.back):
            found = Translator(name, say, jobs=settings.jobs, offline=settings.offline).translate(found)
        return found


@dataclass(frozen=True, slots=True)
class Sample:
    """Sentences of one kind: their places in the pool, and the source that each belongs to."""

    places: tuple[int, ...]
    groups: tuple[str, ...]


def measure_round_trip(
    held: HeldOut,
    measured: Measured,
    detector: Detector,
    trip: RoundTrip,
    settings: Settings,
    say: Callable[[str], None],
    repeats: int = REPEATS,
) -> Section | None:
    """Tell machine translations from human text by how little a round trip changes them; None where there are too few.

    Args:
        held: the held-out text.
        measured: its features.
        detector: what gives the evidence.
        trip: what translates and back. Texts have uniform typography, so that no quotation mark tells them apart.
        settings: how many threads, and whether models may be fetched.
        say: is told how far it is.
        repeats: bootstrap samples, which draw whole documents.
    """
    machine, *humans = (_sample(held, label, trip.sentences) for label in (MACHINE, REFERENCE, NATIVE))
    places = sorted({i for sample in (machine, *humans) for i in sample.places})
    texts = [held.pool.texts[i] for i in places]
    columns = similarities(texts, trip.translate(texts, settings, say))
    judged = judge([held.pool.raw[i] for i in places], (), Measured(measured.rows[places]), detector.calibration)
    at = {place: i for i, place in enumerate(places)}
    rows: list[tuple[str, ...]] = []
    for name, human in zip((TRANSLATIONS, NATIVE_NEWS), humans, strict=True):
        if min(len(set(sample.groups)) for sample in (machine, human)) >= _FEWEST_SOURCES:
            index = np.asarray([at[i] for i in (*machine.places, *human.places)], dtype=np.intp)
            is_machine = np.arange(len(index)) < len(machine.places)
            groups = (*machine.groups, *human.groups)
            chosen = {name: values[index] for name, values in columns.items()}
            rows += _rows(name, judged.evidence[index], chosen, is_machine, groups, repeats)
    if not rows:
        return None
    medians = {name: float(np.median(values)) for name, values in columns.items()}
    said = ", ".join(f"{name} {value:.0f}" for name, value in medians.items())
    return Section("A round trip by a translator", _TEXT.format(trip=trip, said=said), _HEADER, tuple(rows))


def similarities(texts: Sequence[str], returned: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """Return for each measure of similarity, 0 to 100, that of each text to what came back, shape (n,)."""
    columns = sentence_columns(returned, [(text,) for text in texts])
    return {name: values for name, values in columns.items() if not name.endswith(NEGATED)}


_TEXT = """\
Sentences of the measuring half were translated by `{trip.forward}` and back by `{trip.back}`, greedily, and compared
with what came back: a machine's text is said to change less (Nguyen-Son et al., NAACL 2021), above all by the
translator that made it. The medians are: {said}; where they are near nought, these are no translators of English. All
of the round trip, and what it says with the evidence, is a logistic regression, fitted to other documents (ten folds).
Intervals are of a bootstrap that draws whole documents; differences are of the same draws."""


def _rows(
    human: str,
    evidence: NDArray[np.float64],
    similarity: Mapping[str, NDArray[np.float64]],
    is_machine: NDArray[np.bool_],
    groups: Sequence[str],
    repeats: int,
) -> list[tuple[str, ...]]:
    target = is_machine.astype(np.float64)

    def together(*columns: NDArray[np.float64]) -> NDArray[np.float64]:
        return crossed(np.stack(columns, axis=1), target, groups, _logistic)

    scores = {EVIDENCE: evidence, **{f"round trip, {name}": values for name, values in similarity.items()}}
    scores |= {SIMILARITY: together(*similarity.values()), BOTH: together(evidence, *similarity.values())}
    samples = np.asarray(
        [[_area(values[i], is_machine[i]) for values in scores.values()] for i in drawn(groups, repeats)]
    )
    counts = f"{int(is_machine.sum()):,} / {int((~is_machine).sum()):,}"
    alone = _area(evidence, is_machine)
    rows: list[tuple[str, ...]] = []
    for i, (name, values) in enumerate(scores.items()):
        value = _area(values, is_machine)
        more = signed(interval(value - alone, samples[:, i] - samples[:, 0])) if i else "–"
        rows.append((human, name, counts, str(interval(value, samples[:, i])), more))
    return rows


def _logistic(
    inputs: NDArray[np.float64], targets: NDArray[np.float64], others: NDArray[np.float64]
) -> NDArray[np.float64]:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - an extra that only evaluation needs

    mean, scale = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
    model = LogisticRegression(class_weight="balanced", max_iter=1_000).fit((inputs - mean) / scale, targets)
    odds: NDArray[np.float64] = model.decision_function((others - mean) / scale)
    return odds


def _area(values: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Return the area under the curve; not a number where a sample has one class alone."""
    if positive.all() or not positive.any():
        return float("nan")
    return auc(values[positive], values[~positive])


def _sample(held: HeldOut, label: str, size: int) -> Sample:
    """Take sentences of a kind from the measuring half, evenly from all documents, by a hash of the text."""
    places = {i: d.group for d in held.news if d.part == "measure" and d.label == label for i in d.sentences}
    texts = held.pool.texts
    chosen = sorted(places, key=lambda i: hashlib.sha256(texts[i].encode()).digest())[:size]
    return Sample(tuple(chosen), tuple(places[i] for i in chosen))
