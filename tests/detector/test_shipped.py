"""The detector on disk."""

from __future__ import annotations

import json

import numpy as np
import pytest

from mtqa import detector as detectors
from mtqa.config import DEFAULT_MODEL
from mtqa.detector.calibration import GROUPS
from mtqa.detector.shipped import WEIGHTS, read_weights, save, shipped, weights_bytes
from mtqa.detector.weights import Weights
from mtqa.errors import DetectorError
from mtqa.lm import FakeModel
from mtqa.lm.branch import Branch, LowRank
from mtqa.rules import RULES


@pytest.fixture
def saved(tmp_path):
    """Return a folder with the fake detector in it."""
    made = detectors.fake()
    save(tmp_path, made.weights, made.calibration, made.model, made.normalisation, "card")
    return tmp_path


def test_what_is_saved_is_loaded(saved):
    """A detector survives the way to disk and back."""
    made, loaded = detectors.fake(), detectors.load(saved)
    assert loaded.calibration == made.calibration
    assert np.array_equal(loaded.weights.head.values, made.weights.head.values)
    assert (loaded.model, loaded.weights.layers) == (made.model, made.weights.layers)


def test_a_branch_is_kept_in_half_precision():
    """Updates come back by name, rounded once."""
    made = detectors.fake().weights
    rng = np.random.default_rng(1)
    update = LowRank(rng.normal(size=(2, 5)).astype(np.float32), rng.normal(size=(3, 2)).astype(np.float32))
    branch = Branch("any", 2, 4, {"3.self_attn.q_proj": update})
    data = weights_bytes(Weights(branch, made.head, made.probe))
    back = read_weights(data).branch
    assert (back.start, back.stop, list(back.updates)) == (2, 4, ["3.self_attn.q_proj"])
    assert np.array_equal(back.updates["3.self_attn.q_proj"].up, update.up.astype(np.float16).astype(np.float32))
    assert weights_bytes(read_weights(data)) == data


def test_weights_of_another_format_are_refused(saved):
    """Read as if nothing had changed they would give other numbers without a word."""
    with np.load(saved / WEIGHTS) as arrays:
        older = {name: arrays[name] for name in arrays.files if name != "format"}
    np.savez(saved / WEIGHTS, **older)
    with pytest.raises(DetectorError, match="weights of format 1, this version reads 2"):
        detectors.load(saved)


def test_identity_follows_the_content(saved):
    """Changing a threshold changes the calibration's identity and leaves the weights' alone."""
    before = detectors.load(saved)
    table = json.loads((saved / "calibration.json").read_text())
    table["documents"]["threshold"] = 9
    (saved / "calibration.json").write_text(json.dumps(table))
    after = detectors.load(saved)
    assert after.identity == before.identity
    assert after.calibration_identity != before.calibration_identity


def test_damage_is_told_in_a_line(saved, tmp_path):
    """A missing or damaged detector is an error that says what to do."""
    with pytest.raises(DetectorError, match="no detector there"):
        detectors.load(tmp_path / "nowhere")
    (saved / "weights.npz").write_bytes(b"junk")
    with pytest.raises(DetectorError, match="damaged"):
        detectors.load(saved)


def test_the_shipped_detector_is_whole():
    """The package's detector belongs to the default model, weighs only rules that exist, and has a card."""
    detector = detectors.load()
    assert detector.model.partition("@")[0] == DEFAULT_MODEL
    assert set(detector.calibration.rules.weights) <= {rule.id for rule in RULES}
    assert set(detector.calibration.thresholds.bands) == set(GROUPS)
    assert len(detector.calibration.rates) > 5
    assert "Measured on" in shipped().joinpath("card.md").read_text(encoding="utf-8")


def test_the_shipped_weights_are_small():
    """They fit into the wheel: 12 MB at most."""
    assert len(shipped().joinpath(WEIGHTS).read_bytes()) < 12_000_000


def test_another_model_is_refused():
    """A detector for one language model refuses another."""
    with pytest.raises(DetectorError, match="trained on the language model"):
        detectors.load().fit(FakeModel().name)
