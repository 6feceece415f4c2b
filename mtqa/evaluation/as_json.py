"""An evaluation as JSON: every figure as a number, and the tables as they are printed."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from mtqa.evaluation.results import Evaluation
from mtqa.evaluation.sections import sections

VERSION = 1
"""Grows when a key changes its meaning or goes."""


def as_json(evaluation: Evaluation) -> str:
    """Return the document; its keys are the attributes of `Evaluation` and of what that holds."""
    values: dict[str, Any] = {"version": VERSION, **dataclasses.asdict(evaluation)}
    values["calibration_error"] = evaluation.calibration_error
    values["rates"] = [
        {**dataclasses.asdict(rate), "interval": dataclasses.asdict(rate.interval)} for rate in evaluation.rates
    ]
    values["sections"] = [dataclasses.asdict(section) for section in sections(evaluation)]
    return json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
