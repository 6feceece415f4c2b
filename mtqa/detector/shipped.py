"""Reads and writes a detector: a folder of ``probe.npz``, ``calibration.json`` and ``card.md``."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np

from mtqa.detector.calibration import (
    Band,
    Calibration,
    DocumentModel,
    Evidence,
    Fluency,
    RuleWeights,
    Thresholds,
)
from mtqa.detector.detector import Detector
from mtqa.detector.probe import Probe
from mtqa.errors import DetectorError

DEFAULT = "smollm2-135m-instruct"
_PROBE, _CALIBRATION = "probe.npz", "calibration.json"


def shipped() -> Traversable:
    """Return the folder of the detector that comes with the package."""
    return files("mtqa.detector").joinpath("weights", DEFAULT)


def load(folder: str | Path = "") -> Detector:
    """Load a detector from a folder that ``mtqa train`` wrote; by default the one that comes with the package.

    Raises:
        DetectorError: there is none, or it is damaged.
    """
    place: Traversable = Path(folder) if folder else shipped()
    try:
        probe, table = place.joinpath(_PROBE).read_bytes(), place.joinpath(_CALIBRATION).read_bytes()
    except OSError as error:
        raise DetectorError(f"{place}: no detector there ({error.strerror}); 'mtqa train' writes one") from None
    try:
        values: dict[str, Any] = json.loads(table)
        return Detector(
            _hash(probe),
            _hash(table),
            str(values["model"]),
            str(values["normalisation"]),
            _read_probe(probe),
            _read_calibration(values),
        )
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise DetectorError(
            f"{place}: the detector is damaged ({error}); install mtqa again or train it anew"
        ) from None


def save(folder: Path, probe: Probe, calibration: Calibration, model: str, normalisation: str, card: str) -> None:
    """Write a detector to a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    np.savez(
        buffer,
        layers=np.asarray(probe.layers),
        mean=probe.mean,
        scale=probe.scale,
        weights=probe.weights,
        bias=np.asarray(probe.bias),
    )
    (folder / _PROBE).write_bytes(buffer.getvalue())
    values = {"model": model, "normalisation": normalisation, **dataclasses.asdict(calibration)}
    (folder / _CALIBRATION).write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    (folder / "card.md").write_text(card, encoding="utf-8")


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def _read_probe(data: bytes) -> Probe:
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return Probe(
            tuple(int(layer) for layer in arrays["layers"]),
            arrays["mean"],
            arrays["scale"],
            arrays["weights"],
            float(arrays["bias"]),
        )


def _read_calibration(values: Mapping[str, Any]) -> Calibration:
    bands = {
        name: tuple(Band(int(b["tokens"]), tuple(map(float, b["bits"]))) for b in group)
        for name, group in values["fluency"]["bands"].items()
    }
    return Calibration(
        target=float(values["target"]),
        evidence=Evidence(**values["evidence"]),
        fluency=Fluency(bands),
        rules=RuleWeights(dict(values["rules"]["weights"]), float(values["rules"]["absent"])),
        thresholds={name: Thresholds(**t) for name, t in values["thresholds"].items()},
        documents=DocumentModel(**values["documents"]),
        rules_only=DocumentModel(**values["rules_only"]),
    )
