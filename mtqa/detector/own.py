"""A calibration of a user's own: the file that ``mtqa calibrate`` writes, and a detector that uses it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa.detector.calibration import GROUPS, LEVELS, Calibration
from mtqa.detector.detector import Detector
from mtqa.detector.shipped import read_calibration
from mtqa.errors import DetectorError
from mtqa.result import ErrorRate

SCHEMA = "mtqa-calibration/1"


@dataclass(frozen=True, slots=True)
class Flagged:
    """How many were flagged of how many, and the 95 % interval of the rate."""

    hits: int
    total: int
    low: float
    high: float

    @classmethod
    def of(cls, rate: ErrorRate) -> Flagged:
        """Take the counts and the interval of a rate."""
        low, high = rate.interval
        return cls(rate.hits, rate.total, round(low, 6), round(high, 6))


@dataclass(frozen=True, slots=True)
class LengthBand:
    """The limits of sentences of up to ``tokens`` tokens, and how many trusted ones there are."""

    tokens: int
    sentences: int
    evidence: float
    fluency: float


@dataclass(frozen=True, slots=True)
class GroupCard:
    """What was done for prose, captions or headings.

    Attributes:
        name: the group.
        sentences: how many different ones were read.
        flagged: of these, by thresholds that were fitted without them.
        fitted: whether its limits are fitted to this text; otherwise they are the detector's.
        tables: the same for its fluency tables.
        bands: its limits by length.
    """

    name: str
    sentences: int
    flagged: Flagged
    fitted: bool
    tables: bool
    bands: tuple[LengthBand, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What a calibration was made of, and how well it keeps to its target.

    Attributes:
        mtqa: the version that made it.
        rules: identity of the rules that it reckons with.
        target: share of trusted sentences, and of trusted documents, that may be flagged.
        needed: sentences of a group, and documents, from which on its thresholds are fitted.
        flagged: sentences flagged by thresholds that were fitted to the other half of the documents.
        by_rules: sentences that rules of severity error flag, whatever the thresholds.
        documents: how many were read.
        documents_flagged: of those long enough to judge, by thresholds fitted to the other half.
        documents_fitted: whether the documents' thresholds are fitted to this text.
        groups: the sentences by group.
        forced: what spoke against this text.
    """

    mtqa: str
    rules: str
    target: float
    needed: int
    flagged: Flagged
    by_rules: Flagged
    documents: int
    documents_flagged: Flagged
    documents_fitted: bool
    groups: tuple[GroupCard, ...]
    forced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnCalibration:
    """A calibration with its card, and what it belongs to: language model, detector, and version of the typography."""

    model: str
    detector: str
    normalisation: str
    card: Card
    calibration: Calibration

    def to_json(self) -> str:
        """Return the content of a calibration file; the same calibration gives the same characters."""
        return json.dumps({"schema": SCHEMA, **dataclasses.asdict(self)}, indent=1, allow_nan=False) + "\n"


def load_calibration(path: str | Path, detector: Detector) -> Detector:
    """Return a detector that judges by a calibration file in place of its own calibration.

    Raises:
        DetectorError: the file is missing or damaged, or belongs to another language model or detector.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise DetectorError(
            f"{path}: no calibration can be read there ({error.strerror}); 'mtqa calibrate' writes one"
        ) from None
    try:
        values: dict[str, Any] = json.loads(content)
        schema = values["schema"]
        made_for = [str(values[key]) for key in ("model", "detector", "normalisation")] if schema == SCHEMA else []
        calibration = _sound(values["calibration"]) if made_for else detector.calibration
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DetectorError(f"{path}: the calibration is damaged ({error}); run 'mtqa calibrate' again") from None
    if not made_for:
        raise DetectorError(
            f"{path}: its schema is {str(schema)[:40]!r}, this version of mtqa reads {SCHEMA}: "
            "run 'mtqa calibrate' again"
        )
    here = (detector.model, detector.identity, detector.normalisation)
    names = ("language model", "detector", "normalisation of typography")
    for name, theirs, ours in zip(names, made_for, here, strict=True):
        if theirs != ours:
            raise DetectorError(
                f"{path}: this calibration was made for the {name} {theirs}, not for {ours}: run 'mtqa calibrate' again"
            )
    identity = hashlib.sha256(content).hexdigest()[:8]
    return dataclasses.replace(detector, calibration=calibration, calibration_identity=identity)


def _sound(values: Any) -> Calibration:
    """Read a calibration that nothing may be missing from: a check must not fail on it half-way.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is damaged.
    """
    _only_numbers(values)
    calibration = read_calibration(values)
    for bands in (calibration.fluency.bands, calibration.thresholds.bands):
        if set(bands) != set(GROUPS) or not all(bands.values()):
            raise ValueError(f"bands for {', '.join(GROUPS)} are expected")
    if any(len(band.bits) != len(LEVELS) for bands in calibration.fluency.bands.values() for band in bands):
        raise ValueError(f"a fluency table has {len(LEVELS)} levels")
    return calibration


def _only_numbers(value: Any) -> None:
    """Make sure that every leaf is a finite number, but for the names of measured rates."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "what":
                _only_numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            _only_numbers(inner)
    elif isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"a number is expected, not {value!r}")
