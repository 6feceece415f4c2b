"""Reads and writes a detector: a folder of ``weights.npz``, ``calibration.json`` and ``card.md``."""

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
    HEADING,
    MESSAGE,
    Band,
    Calibration,
    DocumentModel,
    ErrorRate,
    Evidence,
    Fluency,
    Limits,
    Means,
    RuleWeights,
    Thresholds,
)
from mtqa.detector.detector import Detector
from mtqa.detector.first_look import FirstLook
from mtqa.detector.head import Head
from mtqa.detector.probe import Probe
from mtqa.detector.weights import Weights
from mtqa.errors import DetectorError
from mtqa.lm.branch import Branch, LowRank

DEFAULT = "smollm2-135m-instruct"
WEIGHTS, CALIBRATION, CARD = "weights.npz", "calibration.json", "card.md"

FORMAT = 2
"""Of the weights: since 2 a token of the branch sees its whole sentence."""
_UPDATE = "branch.update."


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
        weights, table = place.joinpath(WEIGHTS).read_bytes(), place.joinpath(CALIBRATION).read_bytes()
    except OSError as error:
        raise DetectorError(f"{place}: no detector there ({error.strerror}); 'mtqa train' writes one") from None
    try:
        values: dict[str, Any] = json.loads(table)
        return Detector(
            _hash(weights),
            _calibration_hash(values),
            str(values["model"]),
            str(values["normalisation"]),
            read_weights(weights),
            read_calibration(values),
        )
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise DetectorError(
            f"{place}: the detector is damaged ({error}); install mtqa again or train it anew"
        ) from None


def save(folder: Path, weights: Weights, calibration: Calibration, model: str, normalisation: str, card: str) -> None:
    """Write a detector to a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_bytes(weights_bytes(weights))
    values = {"model": model, "normalisation": normalisation, **dataclasses.asdict(calibration)}
    (folder / CALIBRATION).write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    (folder / CARD).write_text(card, encoding="utf-8")


def weights_bytes(weights: Weights) -> bytes:
    """Return weights as a NumPy archive; the branch's in half precision."""
    probe, head, branch = weights.probe, weights.head, weights.branch
    arrays = {
        "format": np.asarray(FORMAT),
        "probe.layers": np.asarray(probe.layers),
        "probe.mean": probe.mean,
        "probe.scale": probe.scale,
        "probe.weights": probe.weights,
        "probe.bias": np.asarray(probe.bias),
        "head.mean": head.mean,
        "head.spread": head.spread,
        "head.attention": head.attention,
        "head.values": head.values,
        "head.bias": head.bias,
        "branch.blocks": np.asarray((branch.start, branch.stop)),
    }
    for name, update in sorted(branch.updates.items()):
        arrays[f"{_UPDATE}{name}.down"] = update.down.astype(np.float16)
        arrays[f"{_UPDATE}{name}.up"] = update.up.astype(np.float16)
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def read_weights(data: bytes) -> Weights:
    """Read what `weights_bytes` wrote.

    Raises:
        ValueError, KeyError, OSError: it is damaged.
    """
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        written = int(arrays["format"]) if "format" in arrays.files else 1
        if written != FORMAT:
            raise ValueError(f"weights of format {written}, this version reads {FORMAT}")
        probe = Probe(
            tuple(int(layer) for layer in arrays["probe.layers"]),
            arrays["probe.mean"],
            arrays["probe.scale"],
            arrays["probe.weights"],
            float(arrays["probe.bias"]),
        )
        head = Head(*(arrays[f"head.{name}"] for name in ("mean", "spread", "attention", "values", "bias")))
        start, stop = (int(block) for block in arrays["branch.blocks"])
        names = sorted(key.removeprefix(_UPDATE).removesuffix(".down") for key in arrays.files if key.endswith(".down"))
        updates = {
            name: LowRank(
                *(arrays[f"{_UPDATE}{name}.{side}"].astype(np.float32) for side in ("down", "up")),
            )
            for name in names
        }
    return Weights(Branch(_hash(data), start, stop, updates), head, probe)


def _calibration_hash(values: Mapping[str, Any]) -> str:
    """Return the hash of what decides a verdict: measured rates do not, and the first look has a hash of its own."""
    deciding = {key: value for key, value in values.items() if key not in {"rates", "first_look"}}
    return _hash(json.dumps(deciding, sort_keys=True).encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def read_calibration(values: Mapping[str, Any]) -> Calibration:
    """Read a calibration from its JSON object.

    Raises:
        ValueError, KeyError, TypeError: it is damaged.
    """
    bands = {
        name: tuple(Band(int(b["tokens"]), tuple(map(float, b["bits"]))) for b in group)
        for name, group in values["fluency"]["bands"].items()
    }
    limits = {name: tuple(Limits(**band) for band in group) for name, group in values["thresholds"]["bands"].items()}
    bands.setdefault(MESSAGE, bands.get(HEADING, ()))  # detectors of before messages were a kind have none
    limits.setdefault(MESSAGE, limits.get(HEADING, ()))
    return Calibration(
        target=float(values["target"]),
        evidence=Evidence(**values["evidence"]),
        fluency=Fluency(float(values["fluency"]["quality"]), bands),
        rules=RuleWeights(dict(values["rules"]["weights"]), float(values["rules"]["absent"])),
        thresholds=Thresholds(limits),
        documents=DocumentModel(**values["documents"]),
        rules_only=DocumentModel(**values["rules_only"]),
        rates=tuple(ErrorRate(**rate) for rate in values.get("rates", ())),
        first_look=FirstLook(**values["first_look"]) if values.get("first_look") else None,
        translations={
            language: Means(
                float(m["human"]),
                float(m["machine"]),
                float(m["threshold"]),
                (int(m["documents"][0]), int(m["documents"][1])),
            )
            for language, m in values.get("translations", {}).items()
        },
    )
